"""Classes that are called by their `__new__`, tuples as keys, and quick answers of `in`, `isinstance` and loops."""

import sys
import traceback
from collections import namedtuple


class Plain:
    def __new__(cls, *args):
        return object.__new__(cls)


class Two:
    def __new__(cls, a, b=5):
        self = object.__new__(cls)
        self.pair = a, b
        return self


class Both(Two):
    def __init__(self, a, b=None):
        self.init = a, b


class Elsewhere:
    made = []

    def __new__(cls, kind):
        if kind == "both":
            return Both(1)
        if kind == "int":
            return 7
        if kind == "raise":
            raise ValueError(kind)
        if kind == "child":
            return object.__new__(Child)
        return object.__new__(cls)

    def __del__(self):
        pass


class Child(Elsewhere):
    def __init__(self, *args):
        Child.made.append(args)


class Late:
    def __new__(cls, x):
        Late.__init__ = lambda self, x: print("late init", x)
        return object.__new__(cls)


class Static:
    @staticmethod
    def __new__(cls, x):
        return [cls.__name__, x]


def calls():
    print(Two(1).pair, Two(1, 2).pair, Both(3, 4).pair, Both(3, 4).init, Both(9).pair, Both(9).init)
    for kind in ("both", "int", "child", "self"):
        print(kind, type(Elsewhere(kind)).__name__, Child.made)
    try:
        Elsewhere("raise")
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    for wrong in (lambda: Two(), lambda: Two(1, 2, 3), lambda: Static(), lambda: Both()):
        try:
            wrong()
        except TypeError as e:
            print(e)
    Late(1)
    Late(2)
    print(Static(3), Plain(1, 2).__class__.__name__)


calls()
calls()

Point = namedtuple("Point", "x y z", defaults=(0,))


class Named(Point):
    __slots__ = ()

    def __new__(cls, x):
        return super().__new__(cls, x, x + 1)


class Labelled(Point):
    def __init__(self, *args):
        self.label = args


def tuples():
    p, q = Point(1, 2), Point(1, 2, 3)
    print(p, q, p == (1, 2, 0), (1, 2, 0) == p, p != q, p < q, hash(p) == hash((1, 2, 0)), Named(4), type(Named(4)).__name__)
    a = Labelled(1, 2)
    print(a, a.label, a == p, p == a)
    for wrong in (lambda: Point(1), lambda: Point(1, 2, 3, 4), lambda: Point.__new__(int, 1, 2), lambda: Point.__new__(Point), lambda: Point.__new__(3, 1, 2)):
        try:
            print(wrong())
        except TypeError as e:
            print(e)
    print(Point.__new__(Named, 1, 2), Point.__new__(Labelled, 1, 2), Point._make([1, 2, 3]), p._replace(y=5))
    print((1.5, 2) == (1.5, 2), (1.5, 2) == (2.5, 2), (0.0, 1) == (-0.0, 1), (1, 2) == (1.0, 2.0), (1.5,) != (1.5,))
    nan = float("nan")
    print((nan,) == (nan,), (nan,) == (float("nan"),), (1e300, 1e-300) == (1e300, 1e-300), (10**30,) == (10**30,), ("a", None) == ("a", None))
    print((True, 1) == (1, True), (1, "a") == (1, "b"), (1, (2, 3)) == (1, (2, 3)), ((2.5, "x"),) == ((2.5, "x"),))


tuples()


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return hash(self.v)

    def __eq__(self, other):
        return self.v == (other.v if isinstance(other, Key) else other)


def keys():
    d = {}
    for r in range(4):
        for c in "ab":
            d[r, c] = d.get((r, c), 0) + 1
            d[r, c] += 1
    d[1.5, None] = "f"
    d[(1, "a"), 2] = "nested"
    print(d, (1, "a") in d, (1, "c") in d, (1.5, None) in d, ((1, "a"), 2) in d, ((1, "b"), 2) not in d, (1, 2) in {}, "x" in {"x": 1})
    print(d.get((9, 9)), d.get((1.5, None)), d.setdefault((0, "a"), 5), d.setdefault((7, "q"), 6), d[1, "b"])
    for key in ((5, "a"), ("a",), (), ([],), (1, [])):
        try:
            print(d[key])
        except (KeyError, TypeError) as e:
            print(repr(e))
        try:
            print(key in d, key not in set(d))
        except TypeError as e:
            print(repr(e))
    mixed = {(1, 2): "ints", (1.0, 2.5): "floats", (True, "x"): "bool", (Key(1), 3): "key"}
    print(mixed[1.0, 2], mixed[1, 2.5], mixed[1, "x"], mixed[1, 3], mixed[Key(1), 3], (1, 3) in mixed, (2, 3) in mixed)
    seen = {(0, 0), (1, "a")}
    out = []
    for cell in [(0, 0), (0, 1), (1, "a"), (Key(0), 0), Point(0, 0, 0)[:2], "no", 3]:
        if cell in seen:
            out.append(cell if isinstance(cell, str) else len(cell))
        if cell not in frozenset(seen):
            out.append("new")
    print(out, Point(0, 0) in {(0, 0, 0)}, (0, 0, 0) in {Point(0, 0)}, {Point(1, 2): 3}[1, 2, 0])
    class Dict(dict):
        def __missing__(self, key):
            return "missing", key
    print(Dict()[1, 2], Dict({(1, 2): 3})[1, 2], (3, 4) in Dict())
    words = {"a": 1}
    n = 0
    while "b" not in words:
        n += 1
        if n > 3:
            words["b"] = 1
    while ("t", n) not in words:
        words["t", n + (n < 6)] = n
        n += n < 6
    print(words)


keys()


class Shown:
    @property
    def __class__(self):
        return dict


print([isinstance(v, t) for v in (1, 1.5, "s", b"b", bytearray(), [], (), {}, set(), frozenset(), keys, None, Shown(), Point(1, 2))
       for t in (dict, tuple, str, int, object)])
for kind in ([1, 2], (3, 4), [], (), Point(5, 6), [[7, 8]], range(2), "ab", {1: 2}):
    for item in kind:
        print(item, end=" ")
print()
growing = [1]
for item in growing:
    if item < 5:
        growing.append(item + 1)
print(growing)
try:
    for item in 5:
        pass
except TypeError as e:
    print(e)
