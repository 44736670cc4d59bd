import functools
from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 9, 2]), reduce(lambda a, b: a * b, [], 5), reduce(lambda a, b: (a, b), "abc"), reduce(lambda a, b: a, [7]))
def f(a, b=2, *args, c=3, **kw): return a, b, args, c, kw
p = partial(f, 1, c=30); print(p(), p(5), p(5, 6, c=7, d=8), p.func is f, p.args, p.keywords, partial(p, 9)(), partial(p, 9).args, partial(int, base=2)("101"), repr(partial(print, 1)).startswith("functools.partial(<built-in function print>, 1)"))
p2 = partial(f, Placeholder, 5); print(p2(1), p2(1, 6))
calls = []
@lru_cache(maxsize=2)
def cached(n): calls.append(n); return n * 2
print([cached(n) for n in (1, 2, 1, 3, 2, 1)], calls, cached.cache_info(), cached.cache_parameters()); cached.cache_clear(); print(cached.cache_info(), cached.__wrapped__(5), cached.__name__)
@lru_cache
def plain(x, y=0): return x, y
plain(1); plain(1.0); plain(1, y=0); plain(x=1); print(plain.cache_info())
@lru_cache(maxsize=None, typed=True)
def typed(x): return type(x).__name__
print(typed(1), typed(1.0), typed(True), typed.cache_info().currsize)
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(90), fib.cache_info())
@lru_cache(maxsize=0)
def never(x): return x
never(1); never(1); print(never.cache_info())
class C:
    def __init__(self): self.count = 0
    @cached_property
    def value(self): "doc"; self.count += 1; return self.count * 10
    @lru_cache(None)
    def method(self, x): self.count += 1; return x
    def target(self, a, b): return a, b
    part = partialmethod(target, 1)
c = C(); print(c.value, c.value, c.count, c.__dict__["value"]); del c.value; print(c.value, C.value.__doc__, c.method(3), c.method(3), c.count, c.part(2), c.part(b=5))
def deco(f):
    @wraps(f)
    def wrapper(*a): "wrapper doc"; return f(*a)
    return wrapper
@deco
def documented(x: int) -> str: "the doc"; return x
print(documented.__name__, documented.__doc__, documented.__wrapped__(3), documented.__qualname__, WRAPPER_ASSIGNMENTS[:3])
@total_ordering
class V:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(V(1) <= V(2), V(1) > V(2), V(2) >= V(2), sorted([V(3), V(1)])[0].n)
@singledispatch
def show(x): return "any"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list of " + show(x[0])
@show.register(float | str)
def _(x): return "float or str"
print(show(1), show([1]), show("a"), show(None), show(True), show.dispatch(bool)(1), sorted(k.__name__ for k in show.registry), show.registry[list]([5]))
class D:
    @singledispatchmethod
    def m(self, x): return "base"
    @m.register
    def _(self, x: int): return "int"
print(D().m(1), D().m("a"), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), cmp_to_key(lambda a, b: a - b)(1) < cmp_to_key(lambda a, b: a - b)(2))
for source in ("reduce(max, [])", "reduce(max)", "reduce(5, [1, 2])", "reduce(max, 5)", "partial()", "partial(5)", "partial(f)()", "cached([])", "cached()", "lru_cache(5)(5)", "lru_cache('a')", "singledispatch(5)(1)", "show()", "total_ordering(type('X', (), {}))", "cmp_to_key()", "cached(1, 2)", "wraps()", "functools.nothing", "partial(f, Placeholder)", "p2()", "update_wrapper(5, f)"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
