# Interpreter.call: functions, arguments and results of many kinds, all of them copies.
from concurrent import interpreters


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, str(error).splitlines()[0])


def plain():
    pass


def add(a, b=10, *rest, c=100, **more):
    return a + b + sum(rest) + c + sum(more.values())


def same(x):
    return x


def types(*args):
    return [type(a).__name__ for a in args]


def factorial(n):
    result = 1
    for k in range(2, n + 1):
        result *= k
    return result


def change(items):
    items.append(3)
    return items


def recursion_inside():
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)
    return fib(15)


def generator_inside():
    return [n * n for n in range(5)], sum(n for n in range(5)), {k: v for k, v in zip('ab', (1, 2))}


def imports_inside():
    import math
    return math.sqrt(16)


if __name__ == '__main__':
    i = interpreters.create()
    print(i.call(plain), i.call(add, 1), i.call(add, 1, 2, 3, 4, c=5, d=6))
    print(i.call(lambda a, b: a * b, 6, 7), i.call(factorial, 30))
    for value in (None, True, 0, -5, 2 ** 100, 1.5, float('inf'), 'text \u00e9\U0001f600', b'bytes', (1, (2, 'x')), [1, [2]], {'k': [1]},
                  {1, 2}, frozenset({3}), 3 + 4j, range(3), slice(1, 2), ..., NotImplemented, bytearray(b'ba'), int, len, ValueError('e', 1)):
        back = i.call(same, value)
        print(repr(back), type(back) is type(value), i.call(types, value))

    original = [1, 2]

    print(i.call(change, original), original)
    shared = [0]
    print(i.call(lambda a, b: a is b, shared, shared))
    loop = []
    loop.append(loop)
    back = i.call(same, loop)
    print(back[0] is back)

    print(i.call(len, 'abc'), i.call(max, 3, 9, 4), i.call(sorted, [3, 1, 2], reverse=True), i.call(dict, a=1))
    print(i.call(str.upper, 'abc'), i.call('abc'.upper), i.call([3, 1].__len__), i.call(int, '42'))

    # eval, exec, dir act on the target's own __main__.
    i.exec('x = 5')
    print(i.call(eval, 'x + 1'), i.call(exec, 'y = x * 2'), i.call(eval, 'y'), i.call(eval, '__name__'))
    attempt(lambda: 'x' in i.call(dir))

    print(i.call(recursion_inside), i.call(generator_inside), i.call(imports_inside))
    attempt(i.call, 5)
    attempt(i.call, 'print(1)')
    attempt(i.call, None)
    attempt(i.call)
    attempt(i.call, factorial)
    attempt(i.call, lambda: 1 / 0)
    attempt(i.call, lambda: [].pop())
    attempt(i.call, int, 'x')
    i.close()
