"""Sieves by slices of bytearrays and lists, by sets and by generators; what is found is factored and summed."""

from measure import measure

from itertools import compress, count
from math import gcd, isqrt


def primes_by_bytes(limit):
    flags = bytearray(b"\x01") * limit
    flags[:2] = b"\x00\x00"
    for n in range(2, isqrt(limit) + 1):
        if flags[n]:
            flags[n * n :: n] = bytes(len(range(n * n, limit, n)))
    return list(compress(range(limit), flags))


def primes_by_lists(limit):
    flags = [True] * limit
    for n in range(3, isqrt(limit) + 1, 2):
        if flags[n]:
            flags[n * n :: 2 * n] = [False] * len(range(n * n, limit, 2 * n))
    return [2] + [n for n in range(3, limit, 2) if flags[n]]


def primes_by_sets(limit):
    left = set(range(3, limit, 2))
    for n in range(3, isqrt(limit) + 1, 2):
        if n in left:
            left.difference_update(range(n * n, limit, 2 * n))
    return sorted(left | {2})


def primes_for_ever():
    """Each composite number waits in a dictionary with the steps that lead to it."""
    steps = {}
    yield 2
    for n in count(3, 2):
        step = steps.pop(n, None)
        if step is None:
            yield n
            steps[n * n] = 2 * n
        else:
            following = n + step
            while following in steps:
                following += step
            steps[following] = step


def least_factors(limit):
    factors = list(range(limit))
    for n in range(2, isqrt(limit) + 1):
        if factors[n] == n:
            for multiple in range(n * n, limit, n):
                if factors[multiple] == multiple:
                    factors[multiple] = n
    return factors


def totients(limit, factors):
    found = [0, 1] + [0] * (limit - 2)
    for n in range(2, limit):
        rest = n // factors[n]
        found[n] = found[rest] * (factors[n] if factors[rest] == factors[n] else factors[n] - 1)
    return found


def run(limit):
    primes = primes_by_bytes(limit * 4)
    same = primes_by_lists(limit) == primes_by_sets(limit) == primes[: len(primes_by_lists(limit))]
    endless = primes_for_ever()
    same = same and [next(endless) for _ in range(len(primes) // 8)] == primes[: len(primes) // 8]
    factors = least_factors(limit)
    coprime = sum(gcd(n, 30030) == 1 for n in range(limit))
    return same, len(primes), primes[-1], sum(totients(limit, factors)), coprime, sum(b - a == 2 for a, b in zip(primes, primes[1:]))


measure(lambda: run(500_000), (True, 148933, 1999993, 75990839676, 95904, 14871))
