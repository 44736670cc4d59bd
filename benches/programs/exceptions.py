"""Exceptions raised, caught, passed on, and not raised."""

from measure import measure

class Refused(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


def check(n):
    if n % 3 == 0:
        raise Refused(n)
    return n


def through(n):
    try:
        return check(n)
    finally:
        n += 1


def run(rounds):
    total = 0
    table = {1: 2}
    for n in range(rounds):
        try:
            total += through(n)
        except Refused as error:
            total -= error.n
        try:
            total += table[n % 4]
        except KeyError:
            pass
        try:
            total += int("x" if n % 16 == 0 else "1")
        except (TypeError, ValueError):
            total += 2
        else:
            total += 1
    return total


measure(lambda: run(1_700_000), 481670633334)
