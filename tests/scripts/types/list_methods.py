# list: construction, methods, slices, comparison, sorting, error texts.
a = [3, 1, 2]
a.append(5); a.extend((6, 7)); a.extend("x"); a.insert(0, "first"); a.insert(100, "last"); a.insert(-1, "before last")
print(a, len(a), a.index(2), a.count(3), a.pop(), a.pop(0), a.pop(-2), a)
a.remove("before last") if "before last" in a else None
a.reverse(); print(a, a.copy() == a, a.copy() is a)
a.clear(); print(a, bool(a), list(), list("abc"), list(range(3)), list({"k": 1}), list((1, 2)), [1] + [2], [0] * 3, 2 * [1, 2], [] * 5, [1] * -1)
l = list(range(10))
print(l[2:5], l[:3], l[-3:], l[::3], l[::-1], l[8:2:-2], l[5:2], l[-100:100], l[1:8:3], l[20:], l[-1], l[:-11:-1])
l[2:4] = ["a", "b", "c"]; print(l)
l[0:0] = [-1]; l[len(l):] = [99]; print(l)
l[::4] = "wxyz"[: len(l[::4])]; print(l)
l[1:3] = []; print(l)
l[5:2] = ["in"]; print(l)
l[:] = l[::-1]; print(l)
del l[0], l[-1], l[1:3]; print(l)
del l[::2]; print(l)
l[1:] = iter(range(3)); l += (7,); l *= 2; print(l)
s = [1, 2]; s[1:1] = s; print(s); s += s; print(s); s.extend(s); print(len(s)); s[:] = s[:2]; print(s)
print([1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9], [1, "a"] == [1, "a"], [1, 2] != [2, 1], [1] == (1,), [1.0] == [1], [[1]] == [[1]], [1, 2] <= [1, 2])
print(sorted([3, 1, 2]), sorted("bca", reverse=True), sorted(["b", "A", "c"], key=str.lower), sorted([(1, "b"), (1, "a")]), sorted([(1, "b"), (0, "a"), (1, "a")], key=lambda p: p[0]), sorted([(1, "b"), (0, "a"), (1, "a")], key=lambda p: p[0], reverse=True), sorted([3, 1.5, True, 2]), sorted({3: 1, 1: 2}))
n = [5, 3, 9, 1]; n.sort(); print(n, n.sort(reverse=True), n); n.sort(key=lambda v: v % 5); print(n)
big = [(i * 7919) % 1009 for i in range(2000)]; big.sort(); print(big[:5], big[-5:], all(x <= y for x, y in zip(big, big[1:])))
print(3 in [1, 2, 3], "x" not in [1], [1, [2, [3]]], [None, True, 1.5, "s", b"b"], max([1, 5, 2]), min([[2], [1, 5]]), sum([[1], [2]], []), list(reversed([1, 2])), list(enumerate(["a"])), [*[1], *[2]], [1, 2, 3].index(3, 1), [1, 2, 1].index(1, 1, 5), [1, 2, 3].index(2, -2))
r = [1]; r.append(r); print(r, repr([r]), r[1] is r, len(r))
e = [1, 2, 3]; it = iter(e); next(it); e.append(4); print(list(it), list(it)); e.append(5); print(list(it))
nan = float("nan"); print([nan] == [nan], nan in [nan], [nan].index(nan), [nan].count(nan), [float("nan")] == [nan])
class Sub(list):
    def append(self, x): super().append(x * 2)
x = Sub([1]); x.append(4); print(x, type(x + [1]).__name__, type(x[:]).__name__, x == [1, 8], isinstance(x, list), len(x))
class Key:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v < other.v
    def __repr__(self): return f"K{self.v}"
    def __eq__(self, other): return self.v == getattr(other, "v", other)
k = [Key(3), Key(1), Key(2)]; k.sort(); print(k, k.index(2), 3 in k, k.count(1)); k.remove(1); print(k)
def wrong(source):
    try:
        print("no error", source, eval(source) if " = " not in source and "del " not in source and "=" not in source.split("(")[0] else exec(source))
    except Exception as error:
        print(f"{source:32} {type(error).__name__}: {error}")
q = [1, 2, 3]
for source in ("q[5]", "q[-4]", "q['a']", "q[1.0]", "q[None]", "q[5] = 1", "q['a'] = 1", "q[0:1] = 5", "q[::2] = [1]", "q[::2] = 5", "del q[9]", "del q['a']", "q.pop(9)", "[].pop()", "q.pop('a')", "q.remove(9)", "q.index(9)", "q.insert(1)", "q.insert('a', 1)", "q.append()", "q.append(1, 2)", "q.extend(5)", "q.extend()", "q + (1,)", "q + 5", "q * 'a'", "q * 1.5", "q < 5", "q < (1,)", "q.sort(1)", "q.sort(key=5)", "[1, 'a'].sort()", "q.sort(cmp=1)", "sorted([1, None])", "sorted(5)", "list(5)", "list(1, 2)", "hash(q)", "q.nope", "q()", "q[0, 1]", "q[::0]", "q.index()", "q.copy(1)", "q.count()", "list(a=1)", "sum(['a'])", "sum([1], 'a')", "q.index(1, 'a')", "q[slice('a')]", "q -= [1]", "[1, 2, 3] - [1]", "{}[q]", "q.x = 1", "max([])", "min([1, 'a'])"):
    wrong(source)
evil = [3, 2, 1]
try:
    evil.sort(key=lambda v: evil.append(v) or v)
except ValueError as error:
    print(error)
seen = []
m = [1, 2]; m.sort(key=lambda v: seen.append(list(m)) or -v); print(seen, m)
