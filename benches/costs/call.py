"""Microseconds for interp.call of a small function: the median of many."""

from concurrent import interpreters
from time import perf_counter

ROUNDS = 400


def add(a, b):
    return a + b


guest = interpreters.create()
for _ in range(20):
    guest.call(add, 1, 2)
times = []
for n in range(ROUNDS):
    begin = perf_counter()
    result = guest.call(add, n, 2)
    times.append(perf_counter() - begin)
    if result != n + 2:
        raise SystemExit(f"wrong result: {result}")
guest.close()
print(f"{sorted(times)[ROUNDS // 2] * 1e6:.2f}")
