"""Integers of thousands of digits: factorials, powers, digits of pi."""

from measure import measure

def pi_digits(count):
    digits = 0
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    produced = 0
    while produced < count:
        if 4 * q + r - t < n * t:
            digits = (digits * 31 + n) % 1_000_003
            produced += 1
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits


def run(rounds):
    total = pi_digits(700)
    for n in range(rounds):
        factorial = 1
        for i in range(2, 400):
            factorial *= i
        total += factorial % (10**9 + 7) + len(str(3 ** (500 + n))) + pow(7, 2**200 + n, 10**40 + 9) % 1000
        total += (factorial >> 300 & factorial).bit_count() + factorial // 3**400 % 1009
    return total


measure(lambda: run(2_500), 2308701294454)
