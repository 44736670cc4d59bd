"""The locals of a frame that runs in another thread: each is what that variable holds or held, whatever is collected."""

import gc
import sys

from torture import torture, done


class A:
    __slots__ = ("n",)


class B:
    __slots__ = ("n",)


def churn(rng, n):
    # `a` is an A and `b` is a B, always; either may be in the cell that the other had a moment ago
    for i in range(30):
        a = A()
        b = B()
        a, b = A(), B()
        junk = [B() for _ in range(20)]
        del b
        b = B()
        junk = [A() for _ in range(20)]
        del a, junk
        a = A()


class C:
    __slots__ = ()


def dirty():
    # leaves words where the next frame has its registers
    b, a, k, m = C(), C(), C(), C()
    n, o, p, q = C(), C(), C(), C()
    return [b, a, k, m, n, o, p, q].count(None)


def late(rng):
    # for most of its time `a` and `b` have no value, and another frame's words stand there
    for _ in range(40):
        dirty_too()
    a = A()
    for _ in range(40):
        dirty_too()
    b = B()
    return a, b


def dirty_too():
    b, a = A(), B()
    return a is b


def churn_late(rng, n):
    for _ in range(4):
        dirty()
        late(rng)


def generate():
    for i in range(100):
        a = A()
        yield a
        b = B()
        yield b


def churn_generator(rng, n):
    for v in generate():
        type(v)


def look(rng, n):
    for frame in list(sys._current_frames().values()):
        while frame is not None:
            if frame.f_code.co_name in ("churn", "generate", "late"):
                for _ in range(5):
                    found = frame.f_locals
                    a, b = found.get("a"), found.get("b")
                    assert a is None or type(a) is A, a
                    assert b is None or type(b) is B, b
                    for name, value in found.items():
                        if name in ("a", "b"):
                            assert type(value).__name__ == name.upper(), (name, value)
                        else:
                            assert type(value).__name__ in ("int", "list", "Random"), (name, value)
            frame = frame.f_back


def collect(rng, n):
    gc.collect()


torture(churn, look, churn_late, look, churn_generator, collect, churn_late, look, threads=8, allowed=(KeyError,))
done()
