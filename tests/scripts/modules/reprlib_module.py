"""reprlib: limits, indents, look-alikes of builtin types, methods of subclasses, recursive reprs."""
import reprlib, array, collections, sys
def t(f, *a, **k):
    try: print(f(*a, **k))
    except Exception as e: print(type(e).__name__, e)
class tuple_(tuple): pass
class NoRepr:
    def __repr__(self): raise ValueError
class Long:
    def __repr__(self): return 'L' * 90
class list2: pass
fake = type('list', (), {'__repr__': lambda s: '<fake list>'})()
spaced = type('a b', (), {'__repr__': lambda s: '<spaced>'})()
vals = [(), (1,), tuple(range(9)), [], [1], list(range(9)), array.array('i'), array.array('i', range(9)), set(), {3, 1, 2}, set(range(9)), {1, 'a'}, frozenset(), frozenset(range(9)), collections.deque(), collections.deque(range(9)), {}, {1: 2}, {i: -i for i in range(9)}, {'b': 1, 3: 2}, 'x' * 100, 'short', "it's" * 20, '\n' * 20, 10 ** 50, -5, Long(), fake, spaced, None, 1.5, b'x' * 100, [[[[[[[[1]]]]]]]], {'a': {'b': {'c': [1, (2,), {3}]}}}, [(1,)], tuple_((1, 2)), [[], {}, (), set()]]
for kw in ({}, {'maxlevel': 2}, {'maxlist': 2, 'maxtuple': 1, 'maxdict': 1, 'maxset': 1, 'maxfrozenset': 1, 'maxdeque': 1, 'maxarray': 1, 'maxstring': 10, 'maxlong': 10, 'maxother': 10}, {'fillvalue': '+++', 'maxlist': 0, 'maxstring': 2, 'maxother': 0, 'maxlong': 4}, {'indent': 2}, {'indent': '-->', 'maxlevel': 2}, {'indent': 0, 'maxlist': 1}, {'indent': '', 'maxtuple': 1}, {'maxlevel': 0, 'indent': 1}):
    r = reprlib.Repr(**kw); print(kw)
    for v in vals: t(r.repr, v)
for i in (-1, 1.5, [], True, b' '): t(reprlib.Repr(indent=i).repr, [1]); t(reprlib.Repr(indent=i).repr, [])
import re; print(re.sub('0x[0-9a-f]+', '0x', reprlib.repr(NoRepr())))
print(sorted(vars(reprlib.aRepr).items(), key=str))
class My(reprlib.Repr):
    def repr_list(self, x, level): return '<' + super().repr_list(x, level) + '>'
    def repr_float(self, x, level): return f'{x:.1f}'
    def repr_a_b(self, x, level): return 'AB'
print(My().repr([1.234, [2.0], spaced]), My().repr1([1], 0), My().repr_tuple((1, 2), 1))
class R:
    @reprlib.recursive_repr('<...>')
    def __repr__(self):
        "doc"
        return f'R({self.me})'
x = R(); x.me = x; print(x, R.__repr__.__doc__, R.__repr__.__qualname__, R.__repr__.__wrapped__.__name__)
@reprlib.recursive_repr()
def f[T](self) -> int: return 'f'
print(f.__type_params__, f.__annotations__, f.__name__, f(3))
t(reprlib.Repr, 3)
