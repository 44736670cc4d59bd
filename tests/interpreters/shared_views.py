"""A view on a bytearray that several threads send at once: all receivers and the sender see the same memory."""

import os
import sys
import threading
from concurrent import interpreters

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "threads"))
from torture import SECONDS, THREADS, done

SENDERS = max(2, min(THREADS, 6))
ROUNDS = int(100 * max(1, SECONDS))


def send(array, queue, start):
    start.wait()
    queue.put(memoryview(array))


for n in range(ROUNDS):
    array = bytearray(b"-" * 40)
    queue = interpreters.create_queue()
    start = threading.Barrier(SENDERS + 1)
    threads = [threading.Thread(target=send, args=(array, queue, start)) for _ in range(SENDERS)]
    for t in threads:
        t.start()
    start.wait()
    array[0:4] = b"kept"
    for t in threads:
        t.join()
    views = [queue.get(timeout=20) for _ in range(SENDERS)]
    for i, view in enumerate(views):
        view[10 + i] = ord("a") + i
    array[5] = ord("!")
    wanted = b"kept-!----" + bytes(range(ord("a"), ord("a") + SENDERS)) + b"-" * (30 - SENDERS)
    assert array == wanted, array
    for view in views:
        assert bytes(view) == wanted, bytes(view)
done()
