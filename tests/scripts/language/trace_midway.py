# Tracing that begins in the middle of a frame, the line of a return, lines of expressions over several lines, and
# `sys.call_tracing`.
import sys

log = []


def tracer(frame, event, arg):
    if frame.f_code.co_name == "show":
        return None
    log.append(f"{frame.f_code.co_name}:{event[0]}{frame.f_lineno - frame.f_code.co_firstlineno}")
    return tracer


def show(name):
    sys.settrace(None)
    print(name, *log)
    log.clear()


def without_own():
    x = 1
    sys.settrace(tracer)
    y = 2
    return y


def own():
    x = 1
    sys.settrace(tracer); sys._getframe().f_trace = tracer
    y = 2
    return y


def own_first():
    sys._getframe().f_trace = tracer
    sys.settrace(tracer)
    y = 2
    for i in range(2):
        y = 3
    return y


def begins_in_caller():
    sys._getframe(1).f_trace = tracer
    sys.settrace(tracer)
    return 5


def calls():
    x = 1
    begins_in_caller()
    y = 2
    return (y +
        begins_in_caller())


def calls_once_more():
    calls()
    return 1


def begins_in_generator():
    sys._getframe(1).f_trace = tracer
    sys.settrace(tracer)
    yield 1
    yield 2


def loops_over_it():
    for x in begins_in_generator():
        pass
    return 3


def on_off():
    sys.settrace(tracer)
    sys.settrace(None)
    sys.settrace(tracer)
    def q():
        return 1
    q()
    sys.settrace(None)
    q()


def raises():
    raise ValueError


def begins_for_many():
    sys.settrace(tracer)
    sys._getframe(1).f_trace = tracer
    sys._getframe(2).f_trace = tracer
    raises()


def catches():
    try:
        begins_for_many()
    except ValueError:
        pass
    return


def around():
    catches()
    return


def switches_lines():
    sys.settrace(tracer)
    sys._getframe().f_trace = tracer
    sys._getframe().f_trace_lines = False
    x = 1
    sys._getframe().f_trace_lines = True
    x = 2
    del sys._getframe().f_trace
    x = 3
    sys._getframe().f_trace = tracer
    x = 4


def on_one_line():
    sys._getframe().f_trace = tracer; sys.settrace(tracer); x = 1
    y = 2


def through_finally():
    try:
        sys._getframe().f_trace = tracer
        sys.settrace(tracer)
        1/0
    finally:
        x = 1


def in_a_loop():
    x = 0
    while x < 2:
        x += 1
        if x == 1:
            sys._getframe().f_trace = tracer
            sys.settrace(tracer)


for f in (without_own, own, own_first, calls, calls_once_more, loops_over_it, on_off, around, switches_lines, on_one_line, through_finally,
          in_a_loop):
    try:
        f()
    except ZeroDivisionError as e:
        pass
    show(f.__name__)


# from the call on


class Manager:
    def __enter__(self): return self
    def __exit__(self, *a): return False


def add(y=1):
    return (y +
        pair(
           y,
           z=y))


def pair(y, z):
    return [y,
        z,
        (1,
         2),
        y
    ]


def finally_alone():
    try:
        1/0
    finally:
        x = 1


def finally_behind():
    try:
        1/0
    except ValueError:
        x = 1
    finally:
        x = 2


def named():
    try:
        1/0
    except ZeroDivisionError as e:
        x = 1
        raise


def managed():
    with Manager():
        x = 1
        1/0


def managed_twice():
    with Manager():
        with Manager():
            try:
                1/0
            finally:
                x = 1


def boolean(x=1, y=2, z=3):
    return (x and
       y and
       z)


for f in add, finally_alone, finally_behind, named, managed, managed_twice, boolean:
    sys.settrace(tracer)
    try:
        f()
    except (ZeroDivisionError, TypeError):
        pass
    show(f.__name__)


def profiler(frame, event, arg):
    log.append(f"{frame.f_code.co_name}:{event}{frame.f_lineno - frame.f_code.co_firstlineno}")


def profiled():
    len('')


def profiles():
    sys.setprofile(profiler)
    profiled()


profiles()
sys.setprofile(None)
show("profiles")


# a traced call from a trace function
def inner(a, b):
    c = a + b
    return c


def outer_tracer(frame, event, arg):
    if frame.f_code.co_name != 'short':
        return None
    log.append(f"{event[0]}{frame.f_lineno - frame.f_code.co_firstlineno}")
    if event == 'line':
        sys.settrace(tracer)
        log.append(str(sys.call_tracing(inner, (1, 2))))
        inner(3, 4)
        sys.settrace(outer_tracer)
    return outer_tracer


def short():
    x = 1
    y = 2


sys.settrace(outer_tracer)
short()
show("short")
print(sys.call_tracing(inner, (5, 6)))
for bad in ((inner,), (inner, 5), (inner, [1, 2]), (5, ())):
    try:
        sys.call_tracing(*bad)
    except TypeError as e:
        print(e)
