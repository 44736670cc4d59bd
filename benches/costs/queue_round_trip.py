"""Microseconds for a string to go through an interpreters.Queue to another thread and its answer back."""

import threading
from concurrent import interpreters
from time import perf_counter

ROUNDS = 300

there, back = interpreters.create_queue(), interpreters.create_queue()


def answer():
    while (item := there.get()) is not None:
        back.put(item)


thread = threading.Thread(target=answer)
thread.start()
begin = perf_counter()
for n in range(ROUNDS):
    there.put(f"message {n}")
    back.get()
seconds = perf_counter() - begin
there.put(None)
thread.join()
print(f"{seconds / ROUNDS * 1e6:.2f}")
