from collections import *
import collections
P = namedtuple("P", "x y"); p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._make([3, 4]), tuple(p), p == (1, 2), P.__name__, namedtuple("Q", ["a", "b"], defaults=[5])(1), namedtuple("R", "a class a", rename=True)._fields, P.__doc__, repr(P.x)[:20], isinstance(p, tuple), *p, P._field_defaults, hash(p) == hash((1, 2)))
d = deque([1, 2, 3], maxlen=4); d.append(4); d.append(5); d.appendleft(0); print(d, d.pop(), d.popleft(), len(d), d[0], d[-1], 3 in d, d.maxlen, list(reversed(d)), d.index(3), d.count(3)); d.rotate(1); print(d); d.extend([7, 8]); d.extendleft([9]); print(d); d.insert(1, "i") if len(d) < 4 else d.clear(); print(d, bool(d), deque("abc") == deque("abc"), deque([1]) < deque([2]), deque([1]) + deque([2]), deque([1]) * 2, deque("ab", 1))
d = deque(range(5)); d[1] = "x"; del d[0]; d.remove(3); d.reverse(); print(d, d.copy(), deque(d, 2), repr(deque(maxlen=3)), sorted(deque([2, 1]))); d.rotate(-1); print(d)
c = Counter("abracadabra"); print(c, c.most_common(2), c["z"], c["a"], sorted(c.elements())[:4], c.total(), Counter(a=1) + Counter(a=2, b=1), Counter(a=3) - Counter(a=1, b=2), Counter(a=1, b=2) & Counter(a=2, b=1), Counter(a=1) | Counter(a=2), +Counter(a=0, b=-1), -Counter(b=-1)); c.update("zz"); c.subtract({"a": 10}); print(c["z"], c["a"], Counter({"x": 2}) == Counter(x=2), Counter([1, 1, 2]), c.pop("z"), Counter(a=1) <= Counter(a=2), dict(Counter("aab")))
dd = defaultdict(list); dd["a"].append(1); dd["b"]; print(dd, dd.get("z"), dd.default_factory, defaultdict(int, a=1)["q"], "q" in defaultdict(int), defaultdict(lambda: 5)[0], defaultdict(None, {}) == {}, dd | {"c": 3}, dd.copy())
o = OrderedDict(a=1, b=2); o["c"] = 3; o.move_to_end("a"); print(o, o.popitem(last=False), list(o), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1) == {"a": 1}); o.move_to_end("a", last=False); print(list(reversed(o)), repr(OrderedDict()), o.popitem(), o | {"z": 1}, OrderedDict([("k", 1)]).pop("k"))
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(m["a"], m["b"], dict(m), sorted(m), len(m), m.maps, m.new_child({"c": 1})["c"], m.parents, "z" in m); m["b"] = 9; print(m, m.pop("b"), m["b"])
class UL(UserList): pass
class UD(UserDict):
    def __missing__(self, k): return "missing " + k
print(UL([3, 1]) + [2], UserString("abc").upper(), UD(a=1)["b"], UserDict(a=1), sorted(UL([2, 1])), type(UL([1])[:]).__name__)
from collections.abc import Iterable, Mapping, Sequence, Hashable, Callable, Iterator, Set, MutableMapping
print([isinstance(x, t) for x, t in (([], Iterable), ({}, Mapping), ("", Sequence), ([], Hashable), (len, Callable), (iter([]), Iterator), (set(), Set), (5, Iterable), ({}, MutableMapping), (range(1), Sequence), (deque(), Sequence))])
class MySeq(Sequence):
    def __getitem__(self, i): return [1, 2, 3][i]
    def __len__(self): return 3
print(list(MySeq()), 2 in MySeq(), MySeq().index(3), list(reversed(MySeq())), MySeq().count(1))
for source in ("namedtuple('P', 'x x')", "namedtuple('1a', 'x')", "namedtuple('P', '_x')", "namedtuple('P', 'class')", "P(1)", "P(1, 2, 3)", "P(z=1)", "p._replace(z=1)", "P._make([1])", "deque().pop()", "deque().popleft()", "deque([1])[5]", "deque(5)", "deque([], -1)", "deque([], 'a')", "deque([1]).remove(2)", "deque([1]).index(9)", "deque([1], 1).insert(0, 2)", "hash(deque())", "deque() + []", "Counter(5)", "Counter().most_common('a')", "Counter(a=1) + 5", "defaultdict(5)", "defaultdict()['a']", "defaultdict(int).nope", "OrderedDict().popitem()", "OrderedDict().move_to_end('z')", "ChainMap()['a']", "ChainMap().pop('a')", "MySeq()['a']", "Sequence()", "collections.nothing", "collections.Mapping", "p.z", "deque([1]) < 5", "Counter.fromkeys('ab')"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
for bad in ("p.x = 1", "del p.x"):
    try: exec(bad)
    except AttributeError as error: print(error)
q = deque([1, 2])
try:
    for x in q: q.append(x)
except RuntimeError as error: print(error)
