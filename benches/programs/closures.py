"""Closures, decorators, functions as values, keyword arguments."""

from measure import measure

def counter(step):
    value = 0

    def up(by=1, *, twice=False):
        nonlocal value
        value += by * step
        if twice:
            value += step
        return value

    return up


def compose(*functions):
    def run(x):
        for function in functions:
            x = function(x)
        return x

    return run


def counted(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


@counted
def shift(x, by=1, *rest):
    return x + by + len(rest)


def run(rounds):
    up = counter(3)
    chain = compose(lambda x: x + 1, lambda x: x * 2 % 1009, abs)
    total = 0
    for n in range(rounds):
        total += chain(n) + up() + up(2, twice=n % 2 == 0) + shift(n, by=2) + shift(n, 1, 2, 3)
    return total % 1_000_003, shift.calls, sum(map(lambda x: x % 3, filter(None, range(rounds))))


measure(lambda: run(900_000), (291326, 1800000, 900000))
