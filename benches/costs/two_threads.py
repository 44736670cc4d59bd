"""How many times longer two threads take that each do what one thread did: 1 is perfect scaling, 2 is none."""

import hashlib
import threading
from time import perf_counter


def digests(rounds=300_000):
    data = b"the same work in each thread"
    for _ in range(rounds):
        hashlib.sha256(data).hexdigest()


def run(count):
    threads = [threading.Thread(target=digests) for _ in range(count)]
    begin = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return perf_counter() - begin


run(1)
one = min(run(1) for _ in range(3))
print(f"{min(run(2) for _ in range(3)) / one:.2f}")
