"""A frame's variables that have no value yet, in every shape of flow: they are not there, whatever an earlier call left behind."""
import contextlib
import sys


def fill(*args):
    """Leaves words behind where the next frames will be."""
    a, b, c, d, e, f, g, h = args
    inner = [a, b, c], {d: e}, (f, g, h)
    return inner, lambda: (a, inner)


def look(function, *args):
    fill(*range(8))
    try:
        function(*args)
    except Exception as error:
        frame = error.__traceback__.tb_next.tb_frame
        names = frame.f_locals
        print(function.__name__, dict(names), list(names), len(names), sorted(names.items(), key=str))


def straight(x):
    first = x
    second = 1 / x
    third = second


def captured(x, y):
    third = x - y
    later = lambda: (x, y, third)


def branch(x):
    if x:
        inside = x
    raise ValueError


def either(x):
    if x:
        one = 1
    else:
        two = 2
    raise ValueError


def loop(n):
    for i in range(n):
        if i == 1:
            raise ValueError
        late = i
    after = n
    raise ValueError


def loop_late(n):
    for i in range(n):
        1 / i
        late = i


def handler():
    try:
        value = int('x')
    except ValueError as e:
        kept = 1
        raise KeyError from None
    never = 1


def deleted():
    gone = 1
    del gone
    raise ValueError


def while_loop(n):
    while n:
        n -= 1
        seen = n
        if n == 1:
            raise ValueError
    else:
        end = 1


def with_block():
    with contextlib.nullcontext() as m:
        body = 1
        raise ValueError
    after = 2


def matching(x):
    match x:
        case [a, b]:
            pass
        case {'k': c}:
            pass
    raise ValueError


def unpacking(x):
    a, (b, c) = x
    d = 1


def walrus(x):
    if (a := x) and (b := 1 / 0):
        pass


def comprehension(x):
    result = [1 / y for y in x]


for case in ((straight, 0), (captured, 1, ''), (branch, 0), (branch, 1), (either, 0), (either, 1), (loop, 0), (loop, 2),
             (loop_late, 1), (handler,), (deleted,), (while_loop, 0), (while_loop, 3), (with_block,), (matching, [1, 2]),
             (matching, {'k': 1}), (matching, 0), (unpacking, (1, 2)), (unpacking, (1, (2, 3, 4))), (walrus, 0), (walrus, 1)):
    look(*case)


def generator(n):
    before = n
    got = yield 1
    then = got
    yield 2
    last = 1 / 0


g = generator(3)
print(g.gi_frame.f_locals)
next(g)
print(g.gi_frame.f_locals)
g.send('x')
print(g.gi_frame.f_locals)


def running():
    one = 1
    print(sys._getframe().f_locals)
    two = 2
    print(sys._getframe().f_locals)
    for i in [1]:
        print(sys._getframe().f_locals)


running()


def stored_before():
    one = 1
    view = sys._getframe().f_locals
    view['late'] = 'early'
    print(view, 'late' in view, view.get('other'))
    late = 2
    other = 3
    print(view)


fill(*range(8))
stored_before()
