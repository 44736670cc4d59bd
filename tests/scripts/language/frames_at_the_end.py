# What a frame object keeps of a generator that has ended, and the order in which the variables of a frame are told.
import sys


def told(f):
    try:
        return repr(f())
    except Exception as e:
        return f'{type(e).__name__} {e}'


def g(x):
    y = 1
    yield 1
    z = 2
    return 3


i = g(5)
frame = i.gi_frame
list(i)
print(frame.f_locals, i.gi_frame, frame.f_back)
i = g(5)
frame = i.gi_frame
next(i)
print(frame.f_locals, frame is i.gi_frame)
i.close()
print(frame.f_locals)
i = g(5)
frame = i.gi_frame
i.close()
print(frame.f_locals)
i = g(5)
frame = i.gi_frame
next(i)
try:
    i.throw(ValueError)
except ValueError as e:
    trace = e.__traceback__.tb_next
print(trace.tb_frame is frame, trace.tb_frame.f_locals, trace.tb_lineno - g.__code__.co_firstlineno)
i = g(5)
frame = i.gi_frame
next(i)
print(told(frame.clear))
i.close()
print(told(frame.clear), frame.f_locals)


async def coroutine():
    q = 1
    return 2


c = coroutine()
frame = c.cr_frame
print(told(lambda: c.send(None)), frame.f_locals)


def shares():
    b = 2
    a = 1
    d = 4
    def inner(): return a, b
    yield inner


i = shares()
frame = i.gi_frame
inner = next(i)
list(i)
print(frame.f_locals.keys(), frame.f_locals['a'], inner())


def order(p, q):
    a = 1
    b = 2
    def g(): return b, q, a
    c = 3
    print(list(locals()), order.__code__.co_varnames, order.__code__.co_cellvars)
    print(list(sys._getframe().f_locals))
order(1, 2)


def handled():
    seen = [sys._getframe()]
    try:
        try:
            1 / 0
        finally:
            seen.append(sys._getframe())
    except ZeroDivisionError as e:
        seen.append(e.__traceback__.tb_frame)
    seen.append(sys._getframe())
    return seen
print([f is seen[0] for seen in [handled()] for f in seen])
