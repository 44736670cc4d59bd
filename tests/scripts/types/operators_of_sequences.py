# `+` and `*` of sequences are asked after the number's methods of what stands beside them, and called by name they want an index.
import array
import collections
import copy


class Scalar:
    """Answers everything, and could be an index too."""

    def __index__(self):
        return 2

    def __mul__(self, other):
        return f"mul {type(other).__name__}"

    def __rmul__(self, other):
        return f"rmul {type(other).__name__}"

    def __add__(self, other):
        return f"add {type(other).__name__}"

    def __radd__(self, other):
        return f"radd {type(other).__name__}"


class Counted(Scalar):
    """Asked, it does not know: then the sequence is asked, once."""

    def __mul__(self, other):
        print("asked", end=" ")
        return NotImplemented

    __rmul__ = __add__ = __radd__ = __mul__


class Index:
    def __index__(self):
        return 2


class Nothing:
    pass


class Own(list):
    def __mul__(self, other):
        return "own"


SEQUENCES = [1], (1,), "a", b"a", bytearray(b"a"), array.array("i", [1]), collections.deque([1])
NAMES = "__mul__", "__rmul__", "__add__", "__imul__"


def told(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for sequence in SEQUENCES:
    for other in (Scalar(), Counted(), Index(), Nothing(), None, [1], "b", b"b", 2, True, 1.5):
        print(type(sequence).__name__, type(other).__name__)
        print("   ", told(lambda: sequence * other), "|", told(lambda: other * sequence))
        print("   ", told(lambda: sequence + other), "|", told(lambda: other + sequence))
        fresh = copy.copy(sequence)
        for name in NAMES:
            method = getattr(fresh, name, None)
            if method is not None:
                print("   ", name, told(lambda: method(other)))
    for other in (Scalar(), Counted(), Index(), Nothing(), None):
        fresh = copy.copy(sequence)
        try:
            fresh *= other
        except TypeError as error:
            fresh = error
        more = copy.copy(sequence)
        try:
            more += other
        except TypeError as error:
            more = error
        print("   ", type(other).__name__, fresh, "|", more)
print(told(lambda: collections.deque("ab")[{}]), told(lambda: collections.deque("ab").__getitem__({})))
print(told(lambda: collections.deque("ab").__getitem__(Index())), collections.deque("ab").__getitem__(-1))

# A class of its own operator, and none in place, is asked by the operator.
for other in (Scalar(), Index(), 2, None):
    own = Own([1])
    own *= other
    print(own, Own([1]) * other, told(lambda: Own([1]).__imul__(other)))
