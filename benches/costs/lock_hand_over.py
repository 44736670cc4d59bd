"""Microseconds for a turn when two threads hand two locks back and forth."""

import threading
from time import perf_counter


def run(turns):
    ping, pong = threading.Lock(), threading.Lock()
    ping.acquire()
    pong.acquire()

    def answer():
        for _ in range(turns):
            ping.acquire()
            pong.release()

    thread = threading.Thread(target=answer)
    thread.start()
    begin = perf_counter()
    for _ in range(turns):
        ping.release()
        pong.acquire()
    seconds = perf_counter() - begin
    thread.join()
    return seconds / turns


run(100)
print(f"{min(run(2_000) for _ in range(7)) * 1e6:.2f}")
