# What a generator holds while it waits: variables, half-made displays, arguments, loops, handlers; and what a throw leaves.


def run(g, *sent):
    log = []
    try:
        log.append(next(g))
        for value in sent:
            log.append(g.throw(value) if isinstance(value, BaseException) else g.send(value))
    except StopIteration as end:
        log.append(('end', end.value))
    return log


def keeps():
    x = 5
    try:
        x = yield 'first'
    except ValueError:
        pass
    y = x
    x = yield x
    return x, y


print(run(keeps(), ValueError(), 7))
print(run(keeps(), 6, 7))


def displays():
    a = [1, (yield 'list'), {2: (yield 'key')}, ((yield 'tuple'), 3)]
    b = {(yield 'set'), 'x'}
    return a, sorted(b), f'{(yield "format")!r:>5}|{a[1]}'


print(run(displays(), 'one', 'two', 'three', 'four', 5))


def called():
    def f(*args, **named):
        return args, named
    r = f(1, (yield 'a'), *[2, (yield 'b')], k=(yield 'c'), **{'m': (yield 'd')})
    return r, [1, 2, 3][(yield 'index'):], 1 < (yield 'compare') < 3, (yield 'and') and (yield 'or')


print(run(called(), 'A', 'B', 'C', 'D', 1, 2, 1, 0))


class Manager:
    def __enter__(self):
        return 'entered'

    def __exit__(self, *exc):
        print('exit', exc[0])
        return True


def blocks():
    for i in range(2):
        with Manager() as m:
            for j, k in [(1, 2), (3, 4)]:
                try:
                    got = yield i, j, k, m
                    if got:
                        raise KeyError(got)
                finally:
                    yield 'finally', i, j
    while True:
        try:
            raise IndexError('outer')
        except IndexError as e:
            inner = yield str(e)
            if inner:
                return inner, str(e)


print(run(blocks(), 0, None, 'raise', None, None, None, None, None, 0, None, 'done'))


def comprehensions(n):
    listed = [x + y for x in (yield 'xs') for y in range(x)]
    total = sum((yield x) or 0 for x in ()) if False else len(listed)
    return listed, total, n


print(run(comprehensions(9), [1, 2]))


def many(a, b, c=3, *args, d, e=5, **rest):
    f, (g, *h) = 6, (7, 8, 9)
    def inner():
        return a, g
    i = yield locals()
    del b
    yield sorted(locals())
    return inner(), i, h


m = many(1, 2, 3, 4, d=4, z=26)
shown = next(m)
print({k: v for k, v in shown.items() if k != 'inner'})
print(sorted(m.gi_frame.f_locals), m.gi_frame.f_locals['h'])
print(run(m))


def unset():
    if False:
        never = 1
    yield 1
    try:
        never
    except UnboundLocalError as e:
        yield str(e)


u = unset()
next(u)
print(list(u.gi_frame.f_locals), next(u))


def chain(n):
    if n:
        got = yield from chain(n - 1)
        return got + n
    a = yield 'bottom'
    b = yield a
    return a + b


print(run(chain(6), 10, 20))


def fibonacci():
    a, b = 0, 1
    while True:
        if (restart := (yield a)) is not None:
            a, b = restart, restart
        else:
            a, b = b, a + b


f = fibonacci()
print([next(f) for _ in range(8)], f.send(100), [next(f) for _ in range(3)])
