# Assignments to `f_lineno` in a trace function: where a frame may go, what it then is told, and what the errors say.
import sys
import warnings


def run(f, at, to, event="line", nth=1, opcodes=False):
    """Runs `f`; at line `at` (counted from its first), when told of `event`, it is sent to line `to`."""
    first = f.__code__.co_firstlineno
    log, count = [], 0

    def tracer(frame, what, arg):
        nonlocal count
        if frame.f_code is not f.__code__:
            return None
        frame.f_trace_opcodes = opcodes
        line = frame.f_lineno - first
        if what != "opcode":
            log.append(f"{what[0]}{line}")
        if what == event and line == at:
            count += 1
            if count == nth:
                try:
                    if to is None:
                        del frame.f_lineno
                    else:
                        frame.f_lineno = to + first if isinstance(to, int) else to
                except Exception as e:
                    text = str(e)
                    if text.startswith("line "):
                        text = f"line {int(text.split()[1]) - first} " + text.split(" ", 2)[2]
                    log.append(f"<{type(e).__name__} {text}>")
                log.append(f"@{frame.f_lineno - first}")
        return tracer

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sys.settrace(tracer)
        try:
            result = f()
            if hasattr(result, "__next__"):
                result = list(result)
            elif hasattr(result, "send"):
                try:
                    result.send(None)
                except StopIteration as e:
                    result = e.value
        except Exception as e:
            result = repr(e)
        finally:
            sys.settrace(None)
    print(f.__name__, event, at, "to", to, "gives", result)
    print("   ", *log, *(f"[{w.category.__name__}: {w.message}]" for w in caught))


def simple(a=1):
    b = 2
    c = 3
    d = 4
    return a, b, c, d


for to in 2, 3, 4, 1, 5, 9, -3, "x", 1.5, 10**30, 2**31, 0, None:
    run(simple, 1, to)
run(simple, 3, 1)
run(simple, 0, 2, "call")
run(simple, 4, 2, "return")
run(simple, 1, 3, "opcode", opcodes=True)


def loops(xs=(1, 2, 3)):
    out = []
    for x in xs:
        out.append(x)
        out.append(-x)
    for y in 4, 5:
        out.append(y)
    else:
        out.append('else')
    while len(out) < 30:
        out.append(0)
        break
    return out


for at, to in (1, 3), (3, 6), (3, 2), (3, 5), (3, 8), (6, 3), (1, 10), (1, 8), (9, 3), (12, 1):
    run(loops, at, to)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        print("exit", args[0])


def withs():
    x = []
    with Manager() as c:
        x.append(1)
        x.append(2)
    with Manager() as c:
        x.append(3)
        with Manager():
            x.append(3.5)
    x.append(4)
    return x


for at, to in (1, 3), (3, 1), (3, 6), (3, 8), (8, 6), (8, 9), (3, 9), (1, 2):
    run(withs, at, to)


def tries():
    x = []
    try:
        x.append(1)
        1/0
        x.append(2)
    except ZeroDivisionError as e:
        x.append(3)
        x.append(str(e))
    except ValueError:
        x.append(4)
    else:
        x.append(5)
    finally:
        x.append(6)
    x.append(sys.exception())
    return x


for at, to in ((1, 3), (3, 1), (3, 5), (3, 7), (3, 8), (3, 10), (3, 12), (3, 14), (7, 3), (7, 8), (7, 10), (7, 12), (7, 14), (14, 3),
               (14, 7), (14, 15), (7, 15), (7, 16), (8, 6)):
    run(tries, at, to)


def nested():
    try:
        try:
            1/0
        except ZeroDivisionError:
            x = 1
            try:
                [][1]
            except IndexError:
                y = 2
                z = 3
            w = sys.exception()
        v = sys.exception()
    finally:
        u = 3
    return x, y, z, w, v, sys.exception()


for at, to in (9, 10), (9, 11), (9, 12), (9, 5), (5, 9), (5, 14), (12, 9), (3, 14), (14, 5):
    run(nested, at, to)
run(nested, 3, 14, "exception")


def generator(n=2):
    a = 1
    yield a
    b = 2
    yield b
    c = 3
    for i in 'ab':
        yield i
        yield i+i
    return


run(generator, 0, 3, "call")
for event, at, to in (("call", 2, 4), ("return", 2, 5), ("return", 2, 1), ("return", 2, 7), ("line", 4, 4), ("return", 7, 5),
                      ("return", 7, 8), ("call", 7, 8), ("call", 7, 9), ("return", 9, 1)):
    run(generator, at, to, event)


def inner():
    x = 1
    return x


def several_lines():
    x = [1,
      2]
    y = dict(a=1,
       b=inner(),
       c=inner())
    z = [i for i in range(3) if i]
    return x, y, z


for at, to in (1, 4), (1, 5), (3, 4), (5, 6), (5, 7), (6, 7):
    run(several_lines, at, to)


def of_cells():
    x = [
        (lambda:
            i)
        for i in
            (1,
             2)]
    return [f() for f in x]


for at, to in (1, 2), (2, 3), (4, 2), (4, 7):
    run(of_cells, at, to)


def body():
    class C:
        a = 1
        b = 2
        def f(self): pass
        c = 3
    return sorted(k for k in C.__dict__ if len(k) == 1)


run(body, 1, 6)


def whiles():
    x = 0
    while x < 3:
        x += 1
        if x == 2:
            break
    else:
        x = 9
    return x


for at, to in (3, 7), (2, 7), (5, 2), (1, 5), (1, 8):
    run(whiles, at, to)


class Both:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        pass


async def numbers():
    yield 1
    yield 2


async def coroutine():
    async with Both() as x:
        a = 1
        b = 2
    async for y in numbers():
        c = 3
    return 5


for at, to in (1, 6), (2, 6), (2, 3), (2, 5), (5, 3), (5, 6):
    run(coroutine, at, to)


def star():
    try:
        raise ExceptionGroup('', [ValueError()])
    except* ValueError as e:
        a = 1
        b = 2
    except* TypeError:
        c = 3
    return sys.exception()


for at, to in (2, 4), (4, 5), (4, 8), (8, 1):
    run(star, at, to)


def cells(a=1):
    b = 2
    c = 3
    def inside():
        return a, b, c, d
    d = 4
    return inside()


for at, to in (1, 3), (1, 5), (5, 2), (2, 5):
    run(cells, at, to)


def odd_lines():
    pass

    # nothing
    if True:
        pass
    x = 1
    def q(
        a,
        b=2):
        return 1
    return x


for to in 2, 3, 5, 7, 8, 9, 10, 11:
    run(odd_lines, 1, to)

# outside of any
try:
    sys._getframe().f_lineno = 3
except ValueError as e:
    print(e)


def profiler(frame, event, arg):
    try:
        frame.f_lineno = 2
    except ValueError as e:
        print(event, e)


def profiled():
    len("")


sys.setprofile(profiler)
profiled()
sys.setprofile(None)


# twice in one event, and from the loop inside a loop
def twice():
    for i in 1, 2:
        for j in 3, 4:
            x = i
        y = j
    return i, j, x, y


def sends_twice(frame, event, arg):
    if frame.f_code is not twice.__code__:
        return None
    first = twice.__code__.co_firstlineno
    if event == "line" and frame.f_lineno == first + 3 and not done:
        done.append(1)
        for line in 3, 4, 2, 4:
            frame.f_lineno = first + line
            print("now", frame.f_lineno - first, sorted(frame.f_locals))
    return sends_twice


done = []
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    sys.settrace(sends_twice)
    try:
        print(twice())
    finally:
        sys.settrace(None)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    done.clear()
    sys.settrace(sends_twice)
    try:
        print(twice())
    except RuntimeWarning as e:
        print("raised", e)
    finally:
        sys.settrace(None)
