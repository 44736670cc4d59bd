"""Microseconds for an item to a thread and back through two queue.Queue objects."""

import queue
import threading
from time import perf_counter


def run(turns):
    there, back = queue.Queue(), queue.Queue()

    def answer():
        while (item := there.get()) is not None:
            back.put(item)

    thread = threading.Thread(target=answer)
    thread.start()
    begin = perf_counter()
    for n in range(turns):
        there.put(n)
        back.get()
    seconds = perf_counter() - begin
    there.put(None)
    thread.join()
    return seconds / turns


run(100)
print(f"{min(run(2_000) for _ in range(7)) * 1e6:.2f}")
