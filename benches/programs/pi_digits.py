"""Digits of pi and e: spigots of big integers, fractions.Fraction, continued fractions."""

from measure import measure

from fractions import Fraction
from itertools import count, islice


def pi_spigot():
    q, r, t, k = 1, 0, 1, 1
    for k in count(1):
        q, r, t = q * k, (2 * q + r) * (2 * k + 1), t * (2 * k + 1)
        while True:
            digit, rest = divmod(q * 3 + r, t)
            if q * 4 + r >= t * (digit + 1):
                break
            yield digit
            q, r = q * 10, 10 * (r - digit * t)


def machin(digits):
    """4 arctan(1/5) times four minus arctan(1/239), in integers."""
    unit = 10 ** (digits + 10)

    def arctan(n):
        term = total = unit // n
        for k in count(3, 2):
            term = -(term // (n * n))
            if term in (0, -1):
                return total
            total += term // k

    return 4 * (4 * arctan(5) - arctan(239)) // 10**10


def e_fraction(terms):
    """e by its continued fraction, in Fractions."""
    parts = [2] + [2 * (n // 3 + 1) if n % 3 == 1 else 1 for n in range(terms)]
    value = Fraction(parts[-1])
    for part in reversed(parts[:-1]):
        value = part + 1 / value
    return value


def harmonic(n):
    return sum((Fraction(1, k) for k in range(1, n + 1)), Fraction())


def egyptian(value):
    """A fraction as a sum of different unit fractions, greedily."""
    found = []
    while value:
        part = Fraction(1, -(-value.denominator // value.numerator))
        found.append(part.denominator)
        value -= part
    return found


def run(digits):
    spigot = "".join(map(str, islice(pi_spigot(), digits)))
    exact = str(machin(digits * 3 // 2))
    e = e_fraction(digits // 2)
    sums = [sum(egyptian(Fraction(n, n + 30))) % 1009 for n in range(1, 90)]
    middle = harmonic(digits // 2)
    return exact.startswith(spigot), spigot[-6:], exact[-6:], e.numerator % 10**6, sum(sums), middle.numerator % 10**6


measure(lambda: run(1_800), (True, '578438', '234364', 470602, 22994, 243757))
