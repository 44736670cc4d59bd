"""Imports a module that needs the GIL while four threads run, and lets them use it."""

import sys
import threading

ready = threading.Event()


def work():
    while not ready.is_set():
        pass
    for _ in range(200):
        _needs_gil.add()


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
before = sys._is_gil_enabled()
import _needs_gil
after = sys._is_gil_enabled()
import _needs_gil
ready.set()
for thread in threads:
    thread.join()
print(before, after, _needs_gil.total() == 800 if after else _needs_gil.total() <= 800)
