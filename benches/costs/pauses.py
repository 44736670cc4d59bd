"""Microseconds of a collection, the world stopped for it, while 100 threads are blocked in different calls: the median.

With the argument `table`: median and worst for 1 to 200 threads, busy (each computes) and blocked, and what the same takes alone.
"""

import gc
import os
import queue
import select
import signal
import sys
import threading
from time import perf_counter, sleep

ROUNDS = 100


class Crowd:
    """Threads that wait, each in another way than the next, or that compute, until the crowd is sent home."""

    def __init__(self, count, busy):
        self.lock = threading.Lock()
        self.lock.acquire()
        self.event = threading.Event()
        self.condition = threading.Condition()
        self.queue = queue.Queue()
        self.simple = queue.SimpleQueue()
        self.semaphore = threading.Semaphore(0)
        self.read, self.write = os.pipe()
        self.home = False
        ways = [self.compute] if busy else [
            self.on_lock, self.on_event, self.on_condition, self.on_queue, self.on_simple, self.on_semaphore, self.on_read, self.on_select,
            self.on_sleep, self.on_signal, self.on_join,
        ]
        self.threads = []
        for n in range(count):
            thread = threading.Thread(target=ways[n % len(ways)])
            thread.start()
            self.threads.append(thread)

    def compute(self):
        n = 0
        while not self.home:
            n = (n * 31 + 7) % 1000003

    def on_lock(self):
        with self.lock:
            pass

    def on_event(self):
        self.event.wait()

    def on_condition(self):
        with self.condition:
            self.condition.wait_for(lambda: self.home)

    def on_queue(self):
        self.queue.get()

    def on_simple(self):
        self.simple.get()

    def on_semaphore(self):
        self.semaphore.acquire()

    def on_read(self):
        os.read(self.read, 1)

    def on_select(self):
        while not self.home:
            select.select([], [], [], 0.2)

    def on_sleep(self):
        while not self.home:
            sleep(0.2)

    def on_signal(self):
        while not self.home:
            signal.sigtimedwait([signal.SIGUSR2], 0.2)

    def on_join(self):
        self.threads[0].join()

    def go_home(self):
        self.home = True
        self.lock.release()
        self.event.set()
        with self.condition:
            self.condition.notify_all()
        for _ in self.threads:
            self.queue.put(None)
            self.simple.put(None)
            self.semaphore.release()
        os.write(self.write, b"x" * len(self.threads))
        for thread in self.threads:
            thread.join()
        os.close(self.read)
        os.close(self.write)


def collections(rounds):
    """Median and worst microseconds of a collection."""
    times = []
    for _ in range(rounds):
        begin = perf_counter()
        gc.collect()
        times.append((perf_counter() - begin) * 1e6)
        sleep(0.001)
    return sorted(times)[rounds // 2], max(times)


def measure(count, busy):
    crowd = Crowd(count, busy)
    sleep(0.1)
    try:
        # among many that compute, the one that sleeps a moment is long in getting its turn
        return collections(20 if busy and count > 10 else ROUNDS)
    finally:
        crowd.go_home()


signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
if sys.argv[1:] == ["table"]:
    print(f"{'threads':>10} {'median us':>10} {'worst us':>10}")
    for busy in False, True:
        for count in (0, 1, 2, 10, 50, 100, 200) if not busy else (1, 2, 10, 50, 100, 200):
            median, worst = measure(count, busy)
            print(f"{count:3} {'busy' if busy else 'blocked'} {median:12.0f} {worst:10.0f}", flush=True)
else:
    print(f"{measure(100, False)[0]:.1f}")
