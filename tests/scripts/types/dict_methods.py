# dict: construction, methods, views, order, merging, error texts.
d = {"a": 1, "b": 2}
print(d, dict(), dict(a=1), dict([("x", 1), ["y", 2]]), dict({"k": 1}, z=2), dict(zip("ab", (1, 2))), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**d, "c": 3}, {1: "i", 1.0: "f", True: "b"}, len(d))
print(d["a"], d.get("a"), d.get("z"), d.get("z", 0), "a" in d, "z" not in d, d.setdefault("a", 9), d.setdefault("n", 9), d.setdefault("none"), d.pop("n"), d.pop("zz", "default"), d)
d.update({"c": 3}); d.update(e=5); d.update([("f", 6)], g=7); d.update(); print(d, d.popitem(), d.popitem(), d)
del d["a"]; d["a"] = "again"; print(d, list(d), list(d.values()), list(d.items()), list(reversed(d)), list(reversed(d.items())), list(reversed(d.values())))
print(d.keys(), d.values(), d.items(), len(d.keys()), "a" in d.keys(), ("a", "again") in d.items(), 3 in d.values(), ("a",) in d.items())
k, e = {"a": 1, "b": 2}.keys(), {"b": 3, "c": 4}.keys()
print(sorted(k & e), sorted(k | e), sorted(k - e), sorted(k ^ e), k == {"a", "b"}, k < {"a", "b", "c"}, k.isdisjoint("xy"), sorted(k & "bz"), sorted({"a": 1}.items() & {("a", 1)}), sorted({"a", "z"} - k), {"a": 1}.items() == {("a", 1)}, {"a": 1}.values() == {"a": 1}.values())
view = d.keys(); d["late"] = 1; print(list(view)[-1], len(view), view.mapping["late"])
print({"a": 1} | {"b": 2}, {"a": 1, "b": 1} | {"a": 2}, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {1: 2} != {1: 3}, {} == [], dict(a=1).copy())
m = {"x": 1}; m |= {"y": 2}; m |= [("z", 3)]; print(m, bool({}), bool(m), sorted(m, reverse=True), max(m), sum({1: 1, 2: 2}), list(m.items())[0], [*m], {**m})
m.clear(); print(m, m.get(1), {None: 1, (1, 2): 2, "s": 3, 1.5: 4, b"b": 5, frozenset(): 6})
r = {}; r["self"] = r; print(r, {"list": [r]}, r["self"] is r)
print({k: v for k, v in sorted({"b": 1, "a": 2}.items())}, sorted({"b": 1, "a": 2}, key={"b": 1, "a": 2}.get), {i: i ** 2 for i in range(5)}, min({"q": 1, "p": 2}.items()))
big = {}
for i in range(5000): big[i] = i; big[str(i)] = i
for i in range(0, 5000, 2): del big[i]
print(len(big), big[4999], big["4998"], 4998 in big, list(big)[:3], list(big)[-2:], sum(v for k, v in big.items() if isinstance(k, int)))
for i in range(3000): big.pop(str(i))
print(len(big), next(iter(big)), big.popitem())
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return 7
    def __eq__(self, other): return isinstance(other, Key) and self.n == other.n
    def __repr__(self): return f"Key({self.n})"
c = {Key(i): i for i in range(20)}; c[Key(5)] = "five"; del c[Key(6)]
print(len(c), c[Key(5)], c.get(Key(6)), Key(19) in c, list(c)[4:7])
class Missing(dict):
    def __missing__(self, key): self[key] = key * 2; return self[key]
x = Missing(a=1); print(x["a"], x["b"], x, x.get("zz"), type(x.copy()).__name__, type(x | {}).__name__, x == {"a": 1, "b": "bb"}, "zz" in x)
def wrong(source):
    try:
        exec(source)
        print("no error", source)
    except Exception as error:
        print(f"{source:34} {type(error).__name__}: {error}")
q = {"a": 1}
for source in ("q['z']", "q[5]", "q[1, 2]", "q[[]]", "q[[]] = 1", "q[{}]", "del q['z']", "q.pop('z')", "q.pop()", "{}.popitem()", "{[]: 1}", "{{}: 1}", "[] in q", "q.get([])", "q.get()", "q.setdefault()", "dict(5)", "dict([1])", "dict(['abc'])", "dict([(1, 2, 3)])", "dict(['ab', 'c'])", "dict(1, 2)", "q.update(5)", "q.update([1])", "q.update(1, 2)", "q | 5", "q |= 5", "q + {}", "q < {}", "q < 5", "hash(q)", "q.nope", "q()", "dict.fromkeys(5)", "dict.fromkeys([[]])", "q.keys() + 1", "q.keys().x", "q.items() & 5", "q.values() | {1}", "dict(**{1: 2})", "{**[1]}", "q.x = 1", "len(q, 1)", "q.clear(1)", "q.copy(1)", "iter(q).nope", "q.keys()['a']", "q.keys() < 5", "{}['a']['b']", "del q"):
    wrong(source)
for change in ("q['n'] = 1", "del q['a']", "q.clear()"):
    q = {"a": 1, "b": 2}
    try:
        for k in q: exec(change)
        print("no error", change, q)
    except RuntimeError as error:
        print(change, error)
it = iter({"a": 1, "b": 2}.items()); print(next(it), list(it), next(it, "end"))
q = {"a": 1, "b": 2}
for k in q: q[k] += 10
print(q)
