# slice: construction, attributes, indices(), comparison, hash, repr, use as key.
def show(label, f):
    try: print(label, repr(f()))
    except Exception as e: print(label, type(e).__name__ + ":", e)
print("-- construction")
for args in ((1,), (1, 2), (1, 2, 3), (None,), ("a", [1], {}), (), (1, 2, 3, 4)):
    show(args, lambda: slice(*args))
show("keyword", lambda: slice(stop=1))
s = slice(1, "x", 2.5)
print(s.start, s.stop, s.step, s, [s])
for attempt in ("s.start = 1", "del s.stop", "s.other = 1", "class X(slice): pass", "iter(s)", "len(s)", "s[0]", "s < 1", "s + s", "hash(slice(1, []))", "slice.indices(1, 2)", "slice.start.__get__(1)"):
    try: exec(attempt); print(attempt, "ok")
    except Exception as e: print(attempt, "->", type(e).__name__ + ":", e)
print("-- indices")
for s in (slice(None), slice(2), slice(1, 5), slice(-3, None), slice(None, None, -1), slice(10, 0, -2), slice(-100, 100), slice(100, -100, -1), slice(10**30, -10**30, -10**20), slice(5, 1), slice(True, 5, True)):
    print(s, [s.indices(n) for n in (0, 1, 5, 10, 10**25)])
class Index:
    def __init__(self, n): self.n = n
    def __index__(self):
        print("  index", self.n)
        return self.n
show("objects", lambda: slice(Index(1), Index(8), Index(2)).indices(Index(5)))
for args in ((slice(1), -1), (slice(1, 2, 0), 5), (slice("a"), 5), (slice(1.5, 2), 5), (slice(1, 2, "x"), 5), (slice(1), "a"), (slice(1), 1.0), (slice(1), None), (slice(Index("a"), 1), 3)):
    show([type(a).__name__ for a in args] + [args[0].stop], lambda: args[0].indices(args[1]))
show("none", lambda: slice(1).indices())
show("two", lambda: slice(1).indices(1, 2))
print("-- comparison and hash")
a, b = slice(1, 2), slice(1, 2, None)
print(a == b, a != b, a is b, a == (1, 2, None), a == slice(1, 3), a < slice(1, 3), a >= b, hash(a) == hash(b), {a: 1}[b], slice(1, 2, 3) <= slice(1, 2, 3))
show("none < int", lambda: slice(1, 2) < slice(1, 2, 3))
show("str < int", lambda: slice("a") < slice(1))
show("against tuple", lambda: slice(1) < (None, 1, None))
nan = float("nan")
print(slice(nan) == slice(nan), slice(nan) == slice(float("nan")), slice(slice(1)) == slice(slice(1)))
show("unhashable", lambda: {slice([1]): 2})
show("unhashable", lambda: hash(slice({})))
print("-- as a key")
class Keys:
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): print("set", key, value)
    def __delitem__(self, key): print("del", key)
k = Keys()
print(k[1:2], k[:], k[::], k[1:2, ...], k[::-1, 3:, None], k[:,], k[()], k[*[1, 2], 3:4], k[1:2:3,])
k[1:2] = 5; k[:] += (1,) if 0 else type("R", (), {"__radd__": lambda s, o: "sum"})(); del k[1:, 2]
x = [0, 1, 2, 3, 4, 5]
print(x[slice(1, 4)], "abcdef"[slice(None, None, -2)], (1, 2, 3)[slice(-2, None)], range(10)[slice(2, 8, 3)], b"abc"[slice(1)])
x[slice(0, 2)] = "zz"; del x[slice(None, None, 3)]; print(x)
for bad in (slice(None, None, 0), slice("a"), slice(1.0), slice(None, None, "a"), slice(Index(2.5), 1)):
    for target in ([1, 2], "ab", (1, 2), b"ab", bytearray(b"ab"), range(2), memoryview(b"ab")):
        show((type(target).__name__, bad if not isinstance(bad.start, Index) else "Index"), lambda: target[bad])
match slice(1, 2):
    case slice(start=1, stop=e): print("matched", e)
import copy, pickle
print(copy.copy(a) == a, copy.deepcopy(slice([1], 2)), pickle.loads(pickle.dumps(slice(1, "a", None))), a.__reduce__())
print(sorted(n for n in dir(slice) if n not in dir(object)), slice.__class_getitem__ if hasattr(slice, "__class_getitem__") else "not generic")
