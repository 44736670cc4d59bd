# sorted, list.sort, min, max, and comparisons that raise, mutate or answer oddly; aiter, anext; input, breakpoint.
import sys, io, asyncio, functools
def show(label, f):
    try: print(label, repr(f()))
    except BaseException as e: print(label, type(e).__name__ + ":", e)
class Bad:
    def __init__(self, n): self.n = n
    def __lt__(self, o):
        if self.n == 3 or o.n == 3: raise ValueError("three")
        return self.n < o.n
    def __repr__(self): return f"B{self.n}"
l = [Bad(i) for i in (5, 1, 4, 3, 2)]
show("raises", lambda: l.sort()); print(sorted(b.n for b in l), len(l))
m = [3, 1, 2]
class Mutates:
    def __lt__(self, o): m2.append(1); return False
m2 = [Mutates(), Mutates(), Mutates()]
show("mutates", m2.sort); print(len(m2))
k = [3, 1, 2]
def key(x): k.append(x); return x
show("key mutates", lambda: k.sort(key=key)); print(sorted(k))
def seen(x): print("  during", k3); return -x
k3 = [1, 2]; k3.sort(key=seen); print(k3)
show("key raises", lambda: sorted([1, 0], key=lambda x: 1 // x)); k4 = [1, 0]; show("key raises", lambda: k4.sort(key=lambda x: 1 // x)); print(k4)
for args, kw in ((([1, "a"],), {}), (([1j, 2j],), {}), (([None, 1],), {}), ((5,), {}), (([],), {"key": 5}), (([1],), {"key": 5}), (([1],), {"reverse": "x"}), (([2, 1],), {"reverse": None}), (([1],), {"bad": 1}), (([1], 1), {}), ((), {}), (([1],), {"key": None}), (([[1], [0]],), {}), (({1: 2, 0: 1},), {}), (("bca",), {"reverse": 1}), (([(1, "a"), (1, 2)],), {}), (([float("nan"), 1, 0],), {}), (([True, 0, 2.5, -1],), {}), ((["b", b"a"],), {}), (([[], ()],), {})):
    show((args, kw), lambda: sorted(*args, **kw))
class Odd:
    def __init__(self, r): self.r = r
    def __lt__(self, o): return self.r
for r in ([], [1], "", "x", None, 0, NotImplemented): show(("lt gives", r), lambda: len(sorted([Odd(r), Odd(r)])))
class NoBool:
    def __bool__(self): raise ZeroDivisionError("no truth")
show("truth raises", lambda: sorted([Odd(NoBool()), Odd(NoBool())]))
class G:
    def __init__(self, n): self.n = n
    def __gt__(self, o): return self.n > o.n
print([g.n for g in sorted([G(2), G(1)])])
pairs = [(i % 3, i) for i in range(20)]; print(sorted(pairs, key=lambda p: p[0]) == sorted(pairs), sorted(pairs, key=lambda p: p[0], reverse=True)[:3], sorted(range(10), key=functools.cmp_to_key(lambda a, b: (b > a) - (a > b))))
big = [(i * 7919) % 1000 for i in range(1000)]; print(sorted(big) == list(range(1000)), sorted(big, reverse=True)[:2], sorted(map(str, big))[:3], sorted(big, key=float)[-1])
print("-- min and max")
for f in (min, max):
    for args, kw in (((), {}), ((1,), {}), (([],), {}), (([],), {"default": 5}), ((1, 2), {"default": 5}), ((1, "a"), {}), (([3, 1, 2],), {"key": lambda x: -x}), ((1, 2), {"key": 5}), ((1, 1.0, True), {}), (("b", "a"), {}), (([1],), {"bad": 2}), (([1, 2],), {"key": None}), (({3: 1, 2: 5},), {}), (([], []), {}), ((float("nan"), 1), {}), ((1, float("nan")), {}), (([None],), {}), (([None, None],), {})):
        show((f.__name__, [a if not callable(a) else "f" for a in args], sorted(kw)), lambda: f(*args, **kw))
print("-- aiter and anext")
class A:
    def __init__(self): self.n = 0
    def __aiter__(self): return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2: raise StopAsyncIteration
        return self.n
async def agen():
    yield 1
    yield 2
async def main():
    a = aiter(A()); print(a.__class__.__name__, await anext(a), await anext(a), await anext(a, "default"), await anext(agen()), await anext(agen(), 5))
    try: await anext(a)
    except StopAsyncIteration as e: print("stop", e.args)
    for f in (lambda: aiter(5), lambda: aiter([1]), lambda: anext(5), lambda: anext([1]), lambda: aiter(), lambda: anext(a, 1, 2), lambda: aiter(a, 1), lambda: anext(iter([])), lambda: anext(a, default=1)): show("wrong", f)
    class NoIter:
        def __aiter__(self): return 5
    show("not async iterator", lambda: aiter(NoIter()))
    class NotAwaitable:
        def __aiter__(self): return self
        def __anext__(self): return 5
    n = anext(NotAwaitable()); print(n)
    try: await n
    except TypeError as e: print(e)
    d = anext(NotAwaitable(), 1)
    try: await d
    except TypeError as e: print(e)
    try:
        async for x in NotAwaitable(): pass
    except TypeError as e: print(e)
    try:
        async for x in [1]: pass
    except TypeError as e: print(e)
    try:
        async for x in NoIter(): pass
    except TypeError as e: print(e)
    d = anext(agen(), 7)
    try: d.send(None)
    except StopIteration as e: print(e.value)
asyncio.run(main())
print("-- input and print to odd streams")
def feeding(text, *args):
    old = sys.stdin, sys.stdout; out = io.StringIO(); sys.stdin, sys.stdout = io.StringIO(text), out
    try: r = repr(input(*args))
    except BaseException as e: r = type(e).__name__ + ": " + str(e)
    finally: sys.stdin, sys.stdout = old
    return r, out.getvalue()
for case in (("a\nb",), ("a",), ("",), ("\n",), ("x\r\n",), ("line\n", "prompt> "), ("5\n", 7), ("y\n", None), ("z\n", 1, 2), ("  s  \n",)): print(case, feeding(*case))
old = sys.stdin
for broken in (None, 5): 
    sys.stdin = broken
    show(("stdin", broken), input)
del sys.stdin; show("no stdin", input); sys.stdin = old
old = sys.stdout; sys.stdout = None
try: r = input
finally: sys.stdout = old
class W:
    def write(self, s): got.append(s)
    def flush(self): got.append("flush")
got = []; print(1, 2, sep="-", end="!", file=W()); print(file=W()); print("f", file=W(), flush=True); print(got)
for kw in ({"sep": 5}, {"end": 5}, {"file": 5}, {"bad": 1}, {"sep": None, "end": None}, {"flush": "yes"}): show(kw, lambda: print("p", **kw))
print("-- breakpoint")
def hook(*a, **k): print("hook", a, k); return "result"
sys.breakpointhook = hook; show("breakpoint", lambda: breakpoint(1, a=2)); sys.breakpointhook = 5; show("not callable", breakpoint); sys.breakpointhook = sys.__breakpointhook__
