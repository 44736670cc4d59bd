# set and frozenset: methods, operators, comparison, error texts. Small ints only where order shows.
def show(s): return f"{type(s).__name__}{sorted(s, key=str)}"
a, b = {1, 2, 3}, {3, 4}
print(a | b == {1, 2, 3, 4}, show(a & b), show(a - b), show(a ^ b), show(b - a), show(set()), set(), frozenset(), {1}, frozenset({1}), frozenset([5]), len(a), 2 in a, 9 not in a)
print(show(a.union([5], (6,))), show(a.intersection([1, 3], {3})), show(a.difference([1], [2])), show(a.symmetric_difference([1, 9])), a.isdisjoint([9]), a.issubset(range(9)), a.issuperset([1]), show(a.copy()), show(a.union()), show(set("hello")), show(frozenset("ab")))
s = {1}
s.add(2); s.add(2); s.update([3], "x"); s.discard(3); s.discard("not there"); s.remove(1); print(show(s), s.pop() in (2, "x"), len(s))
s = {1, 2, 3, 4}
s.intersection_update([2, 3, 4]); s.difference_update([4]); s.symmetric_difference_update([3, 7]); print(show(s)); s |= {8}; s &= {2, 8}; s -= {2}; s ^= {1}; print(show(s)); s.clear(); print(s, bool(s))
print({1, 2} == {2, 1}, {1} < {1, 2}, {1} <= {1}, {1, 2} > {2}, {1} >= {2}, {1} < {2}, {1} != {2}, {1} == frozenset([1]), {1} == [1], set() < {1}, {1, 1.0, True} == {1}, frozenset({1}) | {2} == {1, 2})
f = frozenset([1, 2])
print(show(f | {3}), show({3} | f), type(f | {3}).__name__, type({3} | f).__name__, hash(f) == hash(frozenset([2, 1])), {f: "key"}[frozenset([1, 2])], f in {f}, {1, 2} in {f}, frozenset(f) is f, f.copy() is f, show(f.union([9])), show(f - {1}))
f |= {7}; print(show(f), sorted({3, 1, 2}), sum({1, 2}), max({1, 5}), min({4, 2}), sorted({c for c in "banana"}), show({*[1, 2], *(2, 3)}), len({i % 7 for i in range(100)}), sorted({(1, 2), (0, 5)}), {frozenset(): 1})
big = set(range(10000)); big -= set(range(0, 10000, 3)); print(len(big), sum(big), 3 in big, 4 in big, len(big | set(range(100))), len(big & set(range(100))), len(big ^ set(range(10100))))
class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 2
    def __eq__(self, o): return self.n == o.n
print(len({Key(i % 10) for i in range(50)}), Key(3) in {Key(i) for i in range(5)}, Key(30) in {Key(i) for i in range(5)})
class Sub(set): pass
x = Sub([1]); print(x, type(x | {2}).__name__, type(x.copy()).__name__, x == {1}, repr(Sub()), repr(frozenset({3})), str({"one"}), repr({None}), {float("nan")} == {float("nan")}, [] == set())
def wrong(source):
    try:
        exec(source)
        print("no error", source)
    except Exception as error:
        print(f"{source:32} {type(error).__name__}: {error}")
q, fz = {1}, frozenset([1])
for source in ("q.remove(9)", "q.remove('a')", "q.remove([])", "set().pop()", "q.add([])", "q.add({})", "q.add()", "{[]}", "{{1}}", "[] in q", "q.discard([])", "q | [1]", "q & 5", "q - [1]", "q ^ 'a'", "q + q", "q < [1]", "q < 5", "q |= [1]", "q.update(5)", "q.union(5)", "q.union([[]])", "q.issubset(5)", "q.isdisjoint(5)", "set(5)", "set([[]])", "set(1, 2)", "set(a=1)", "hash(q)", "q[0]", "q.nope", "q()", "fz.add(1)", "fz.clear()", "fz[0]", "frozenset(5)", "fz + fz", "q.pop(1)", "q.intersection(5)", "q.copy(1)", "q * 2", "-q", "fz.x = 1", "del q[0]", "set.union()", "set.add(fz, 1)"):
    wrong(source)
q = {1, 2}
try:
    for i in q: q.add(i + 10)
except RuntimeError as error:
    print(error)
print({1, 2} in [{2, 1}], {1: {2}}[1], set("ab") == {"a", "b"}, set({"k": 1}), set(range(3)), {0, 1, 2, 3}, set([3, 2, 1, 0]), frozenset(range(4)), set() | set(), {True, 1}, {0, False})
