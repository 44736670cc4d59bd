# Steps of asynchronous generators with wrong arguments and used twice; except* with a wrong class; keywords of tuples that
# are classes; aliases in unions; slices of views; lines of bytes for input(); what a failing truth is blamed on.
import collections
import sys
import traceback
import warnings


def t(f, *args, **kwargs):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(f(*args, **kwargs))
        except BaseException as e:
            print(type(e).__name__, e, "| in", repr(e.__context__), "| from", repr(e.__cause__))
    for w in caught:
        print("   ", w.category.__name__, w.message)


async def generator():
    try:
        yield 1
        yield 2
    except ValueError as e:
        yield repr(e)


def send(step, value=None):
    try:
        return step.send(value)
    except StopIteration as e:
        return "stopped", e.value


for args in [(1,), (ValueError,), (ValueError, 1), (ValueError, 1, 2), (ValueError(1), 2), (ValueError, ValueError(3)),
             (ValueError, TypeError(3), None), (int,), (ValueError, None, 5)]:
    print(args)
    g = generator()
    t(send, g.asend(None))
    steps = []
    t(lambda: steps.append(g.athrow(*args)))
    for step in steps:
        t(send, step)
        t(send, step)
        t(step.throw, ValueError("q"))
        t(step.throw, ValueError, 1, 5)
for args in (), (1, 2, 3, 4):
    g = generator()
    step = g.athrow(*args)
    t(send, step)
    t(send, step)
    t(send, g.asend(None))
t(generator().asend)

g = generator()
step = g.asend(None)
t(step.throw, ValueError, 1, 5)
t(step.throw, ValueError("x"))
t(step.throw, ValueError, 1, 5)
t(step.send, None)
step = g.aclose()
t(step.throw, ValueError, 1, 5)
t(step.throw, ValueError, 1, 5)
t(step.send, 5)


class Waits:
    def __await__(self):
        yield "waits"


async def waiting():
    await Waits()
    yield 1


g = waiting()
step = g.asend(None)
t(step.send, None)
t(g.asend(None).send, None)
t(g.athrow(ValueError).send, None)
t(g.aclose().send, None)
t(step.throw, ValueError("b"))
t(step.throw, ValueError("c"))


def wrong_second():
    try:
        raise ExceptionGroup("a", [ValueError(1), TypeError(2)])
    except* ValueError:
        pass
    except* 5:
        pass


def group_second():
    try:
        raise ExceptionGroup("a", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        pass
    except* ExceptionGroup:
        pass


def wrong_after_raise():
    try:
        raise ExceptionGroup("a", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        raise KeyError
    except* (TypeError, 5):
        pass


def wrong_of_one():
    try:
        raise ValueError(1)
    except* OSError as e:
        raise KeyError
    except* (TypeError, 5):
        pass


def between():
    try:
        raise ExceptionGroup("a", [ValueError(1), TypeError(2), OSError(3)])
    except* (print(repr(sys.exception())), ValueError)[1]:
        print(repr(sys.exception()))
    except* (print(repr(sys.exception())), TypeError)[1]:
        print(repr(sys.exception()))
    except* (print(repr(sys.exception())), KeyError, OSError)[1:]:
        print(repr(sys.exception()))
    print(sys.exception())


for f in wrong_second, group_second, wrong_after_raise, wrong_of_one, between:
    t(f)


class Meta(type):
    def __new__(meta, *args, **kwargs):
        return super().__new__(meta, *args)

    def __init__(cls, *args, **kwargs):
        pass


class Odd(tuple, metaclass=Meta, k=1):
    pass


class WithInit(tuple):
    def __init__(self, *args, **kwargs):
        pass


class WithNew(tuple):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls, *args, **kwargs)


class Frozen(frozenset):
    pass


class FrozenInit(frozenset):
    def __init__(self, *args, **kwargs):
        pass


for cls in Odd, WithInit, WithNew, Frozen, FrozenInit, tuple, frozenset:
    t(cls, [1], x=2)
    t(cls, x=2)


class Without(type):
    def mro(cls):
        return [WithInit, tuple, object]


t(lambda: Without("X", (), {}))

type Alias = int
t(lambda: Alias | 1)
t(lambda: 1 | Alias)
t(lambda: Alias | "x")
t(lambda: Alias | int | None)
t(lambda: list[int] | Alias)
t(lambda: int | str | 1)

view = memoryview(bytearray(24)).cast("B", (4, 6))
for key in (slice(1, 2), slice(0, 1)), (slice(1, 2), 0), (1, slice(0, 1)), (0, "x"), "x", (9, 9), 0, (0, 0, 0):
    for shown in view, memoryview(bytearray(3)):
        t(lambda: shown[key])
        t(shown.__setitem__, key, b"x")

t(lambda: collections.ChainMap().popitem())


class Lines:
    def __init__(self, line):
        self.line = line

    def readline(self, *args):
        return self.line

    def fileno(self):
        raise OSError


before = sys.stdin
for line in b"abc\n", "abc\n", 5, None, bytearray(b"x"), "", b"", "x", b"\n":
    sys.stdin = Lines(line)
    t(input)
sys.stdin = before


class Never:
    def __bool__(self):
        return 5


def both(x):
    return x and 1


def either(x):
    return x or 1 or 2


def tested(x):
    if (x and 1) or x:
        pass


def negated(x):
    return not x


for f in both, either, tested, negated:
    try:
        f(Never())
    except TypeError:
        traceback.print_exc(file=sys.stdout)
