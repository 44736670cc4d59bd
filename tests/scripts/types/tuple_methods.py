# tuple, and namedtuple-free behaviour of sequences that do not change.
t = (1, 2, 3, 2)
print(t, (), (1,), 1, (1, (2,)), tuple(), tuple("ab"), tuple([1]), tuple(range(2)), tuple({"a": 1}), len(t), t.count(2), t.index(2), t.index(2, 2), t[0], t[-1], t[1:3], t[::-1], t[5:])
print(t + (4,), t * 2, 2 * (0,), () * 3, 2 in t, 9 not in t, (1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == [1, 2], (1.0,) == (1,), hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), {(1, 2): "v"}[1, 2])
print(max(t), min(t), sum(t), sorted(t), list(reversed(t)), *t, any(t), all((0, 1)), tuple(x for x in t if x > 1), tuple(t) is t, t[:] is t, (1, 2) != (1, 3), ((1, "a"), (0, "b")) > ((0, "z"),), bool(()), bool((0,)))
a = ([],); a[0].append(a); print(a, repr(a))
print(hash((1,)) == hash((1.0,)), hash((True, 2)) == hash((1, 2)), hash(((1, 2), 3)) == hash(((1, 2), 3)), hash((0, 1)) != hash((1, 0)))
class Sub(tuple):
    def __new__(cls, *items): return super().__new__(cls, items)
    @property
    def first(self): return self[0]
s = Sub(1, 2)
print(s, s.first, type(s[:]).__name__, s == (1, 2), type(s + ()).__name__, tuple(s) is s, s.__len__(), isinstance(s, tuple))
def wrong(source):
    try:
        exec(source)
        print("no error", source)
    except Exception as error:
        print(f"{source:28} {type(error).__name__}: {error}")
for source in ("t[9]", "t['a']", "t[0] = 1", "del t[0]", "t.index(9)", "t.index()", "t.count()", "t + [1]", "t + 5", "t * 'a'", "t < [1]", "t < 5", "tuple(5)", "tuple(1, 2)", "hash(([],))", "{([],): 1}", "t.append(1)", "t.x = 1", "t()", "a, b = t", "t[1.5]", "t[::0]", "(1, 'a') < (1, 2)", "tuple(a=1)", "t -= (1,)", "max(())", "t.__class__ = list"):
    wrong(source)
print(tuple.__doc__ is not None, tuple.__name__, (1, 2).__contains__(1), (1, 2).__add__((3,)), (1, 2).__mul__(2), (1, 2).__eq__([1]), (1, 2).__getitem__(slice(1)), tuple.__mro__)
point = x, y = 5, 6
print(point, x, y, (lambda *a: a)(*point), [i for i in point], dict([point]), str(("a'", 'b"')), repr((1.0, None)), "%s %s" % point, ("a" "b",), (("a"), "b"))
print(sorted([(2, "b"), (1, "z"), (2, "a")]), max((1, 2), (1, 3)), (1, 2, 3)[-2:], (0,) * 5, ((),) == ((),), tuple(zip((1, 2), "ab")), list(enumerate(("p", "q"), 1)))
