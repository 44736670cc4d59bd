"""Coroutines driven by send, throw and close: a log is parsed, filtered, split and counted by stages that push to each other."""

from measure import measure

from functools import wraps


def stage(function):
    @wraps(function)
    def start(*args, **kwargs):
        coroutine = function(*args, **kwargs)
        next(coroutine)
        return coroutine

    return start


@stage
def parse(target):
    while True:
        line = yield
        level, _, rest = line.partition(" ")
        number, _, text = rest.partition(" ")
        target.send((level, int(number), text))


@stage
def only(levels, target):
    while True:
        record = yield
        if record[0] in levels:
            target.send(record)


@stage
def spread(*targets):
    while True:
        record = yield
        for target in targets:
            target.send(record)


@stage
def count(counts):
    try:
        while True:
            level, _, _ = yield
            counts[level] = counts.get(level, 0) + 1
    finally:
        counts["closed"] = True


@stage
def window(size, results):
    """The sum of each `size` records; a ValueError thrown in starts anew."""
    while True:
        total = 0
        try:
            for _ in range(size):
                _, number, text = yield
                total += number + len(text)
        except ValueError:
            results.append(-1)
            continue
        results.append(total)


def averager():
    total = seen = 0
    while (value := (yield total // seen if seen else 0)) is not None:
        total += value
        seen += 1
    return total, seen


def relay(results):
    while True:
        results.append((yield from averager()))


def run(lines):
    counts, results, averages = {}, [], []
    counter, sums = count(counts), window(10, results)
    head = parse(spread(counter, only({"warn", "error"}, sums)))
    relayed = relay(averages)
    next(relayed)
    levels = ("debug", "info", "warn", "error")
    for n in range(lines):
        head.send(f"{levels[n % 7 % 4]} {n} message number {n}")
        relayed.send(n)
        if n % 1000 == 999:
            sums.throw(ValueError("restart"))
            relayed.send(None)
    counter.close()
    relayed.close()
    return counts, len(results), sum(results), len(averages), sum(total for total, _ in averages)


EXPECTED = (
    {"debug": 71429, "info": 71429, "warn": 71428, "error": 35714, "closed": True},
    10750,
    13126056284,
    250,
    31249875000,
)


measure(lambda: run(250_000), EXPECTED)
