"""Switches the GIL on and off, from two threads, under twelve running ones; nothing may be lost, torn or stuck."""

import gc
import sys
import threading

import _togil

THREADS, ROUNDS = 12, 1_500

appended, table, results = [], {}, {}
lock = threading.Lock()
counted = 0


class Box:
    pass


boxes = [Box() for _ in range(4)]
running = threading.Event()
done = threading.Event()


def work(me):
    global counted
    running.wait()
    own = []
    for i in range(ROUNDS):
        own.append((me, i))
        appended.append(me)
        table[me, i % 50] = i
        setattr(boxes[i % 4], f"a{me}", i)
        with lock:
            counted += 1
        if i % 64 == 0:
            junk = [[n] for n in range(100)]
            assert [n for [n] in junk] == list(range(100))
    results[me] = own


def switch(count):
    running.wait()
    while not done.is_set():
        _togil.set_gil(not sys._is_gil_enabled())
        if len(count) % 50 == 0:
            gc.collect()
        count.append(1)


counts = [], []
workers = [threading.Thread(target=work, args=(n,)) for n in range(THREADS)]
switchers = [threading.Thread(target=switch, args=(count,)) for count in counts]
for thread in workers + switchers:
    thread.start()
running.set()
for thread in workers:
    thread.join()
done.set()
for thread in switchers:
    thread.join()

assert all(counts), "somebody switched"
for on in (True, False, False, True, False):
    before = sys._is_gil_enabled()
    assert _togil.set_gil(on) is before
    assert sys._is_gil_enabled() is on

print(len(appended), [appended.count(n) for n in range(THREADS)] == [ROUNDS] * THREADS)
print(len(table), all(table[n, k] == ROUNDS - 50 + k for n in range(THREADS) for k in range(50)))
print(counted, all(results[n] == [(n, i) for i in range(ROUNDS)] for n in range(THREADS)))
print([sorted(vars(box)) == sorted(f"a{n}" for n in range(THREADS)) for box in boxes])
