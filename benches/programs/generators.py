"""Generators: pipelines, yield from, a walk through a tree."""

from measure import measure

def numbers(n):
    for i in range(n):
        yield i


def scaled(source, k):
    for x in source:
        yield x * k


def odd(source):
    for x in source:
        if x % 2:
            yield x


def walk(low, high):
    if low < high:
        middle = (low + high) // 2
        yield from walk(low, middle)
        yield middle
        yield from walk(middle + 1, high)


def average():
    total, count, value = 0, 0, None
    while True:
        value = yield value
        total += value
        count += 1
        value = total // count


def run(n):
    total = sum(odd(scaled(numbers(n), 3)))
    total += sum(walk(0, n // 8))
    mean = average()
    next(mean)
    for i in range(n // 4):
        last = mean.send(i)
    return total + last


measure(lambda: run(3_000_000), 6820312687499)
