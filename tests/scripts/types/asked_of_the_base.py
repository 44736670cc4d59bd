# A base's method called by the base's name is the base's, whatever the object's own type does.
import collections
import sys


def told(action):
    try:
        print(repr(action()).split(" at 0x")[0])
    except Exception as error:
        print(type(error).__name__, error)


class Listed(list):
    def __repr__(self):
        return object.__repr__(self)

    def __str__(self):
        return "str of " + list.__repr__(self)


class Wrong(ValueError):
    def __str__(self):
        return "wrong: " + Exception.__str__(self)


class Ordered(collections.OrderedDict):
    def __repr__(self):
        return dict.__repr__(self)


told(lambda: Listed([1]))
print(str(Listed([1])), Wrong(1, 2), repr(Wrong(3)), Ordered(a=1))
for value in ([1], "a", 1, ValueError(1), {"a": 1}, int):
    told(lambda: object.__repr__(value))
    told(lambda: object.__str__(value))
    told(lambda: object.__hash__(value) == object.__hash__(value))
    told(lambda: object.__eq__(value, value))
    told(lambda: object.__eq__(value, 1.0))
    told(lambda: object.__ne__(value, value))
    told(lambda: object.__lt__(value, value))
for error in (KeyError("k"), OSError(1, "no"), SyntaxError("s"), ImportError("i", name="n"), UnicodeDecodeError("a", b"b", 0, 1, "r")):
    told(lambda: BaseException.__str__(error))
    told(lambda: BaseException.__repr__(error))
    told(lambda: str(error))
one, two = collections.OrderedDict(a=1, b=2), collections.OrderedDict(b=2, a=1)
print(one == two, dict.__eq__(one, two), dict.__ne__(one, two), dict.__repr__(one))
print(dict.__repr__(collections.Counter("aab")), dict.__repr__(collections.defaultdict(int, a=1)))
print(tuple.__repr__(sys.version_info)[:4], tuple.__repr__(collections.namedtuple("N", "a b")(1, 2)))
