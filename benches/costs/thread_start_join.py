"""Microseconds that a thread takes to be started and joined."""

import threading
from time import perf_counter


def run(count):
    begin = perf_counter()
    for _ in range(count):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    return (perf_counter() - begin) / count


run(100)
print(f"{min(run(200) for _ in range(10)) * 1e6:.2f}")
