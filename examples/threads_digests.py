"""The same digests, computed by one thread and by more: behind the GIL the time adds up, free-threaded it does not.

Every thread does the whole work, so on enough idle cores each line shows the same time without the GIL,
and a multiple of the first line's with it.
"""

import hashlib
import sys
import threading
import time

ROUNDS = 200_000


def digest_many(rounds=ROUNDS):
    """A chain of SHA-256 digests of short messages: all computing, no waiting."""
    message = b"one interpreter, two modes"
    for _ in range(rounds):
        hashlib.sha256(message).hexdigest()


def run_with(count):
    workers = [threading.Thread(target=digest_many) for _ in range(count)]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(f"GIL enabled: {sys._is_gil_enabled()}")
    alone = run_with(1)
    print(f" 1 thread : {alone:.2f} s")
    for count in (2, 4):
        seconds = run_with(count)
        print(f"{count:2} threads: {seconds:.2f} s, {seconds / alone:.1f} times the time of one")
