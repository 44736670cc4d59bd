"""Float arithmetic in generator expressions: the spectral norm of an infinite matrix."""

from measure import measure

def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(u):
    return [sum(a(i, j) * x for j, x in enumerate(u)) for i in range(len(u))]


def times_transposed(u):
    return [sum(a(j, i) * x for j, x in enumerate(u)) for i in range(len(u))]


def run(n):
    u = [1.0] * n
    for _ in range(5):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    numerator = sum(x * y for x, y in zip(u, v))
    return f"{(numerator / sum(y * y for y in v)) ** 0.5:.9f}"


measure(lambda: run(420), "1.274224091")
