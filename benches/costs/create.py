"""Microseconds to create and close an interpreter: the median of many."""

from concurrent import interpreters
from time import perf_counter

ROUNDS = 60

for _ in range(3):
    interpreters.create().close()
times = []
for _ in range(ROUNDS):
    begin = perf_counter()
    interpreters.create().close()
    times.append(perf_counter() - begin)
print(f"{sorted(times)[ROUNDS // 2] * 1e6:.2f}")
