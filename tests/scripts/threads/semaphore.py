# Semaphore and BoundedSemaphore.
import re
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


show = lambda x: re.sub('0x[0-9a-f]+', 'ADDRESS', repr(x))
for kind in (threading.Semaphore, threading.BoundedSemaphore):
    s = kind()
    print(show(s), s.acquire(), show(s), s.acquire(False), s.acquire(timeout=0.01), s.acquire(blocking=True, timeout=0))
    attempt(s.acquire, False, 1)
    attempt(s.release, 0)
    attempt(s.release)
    attempt(s.release)
    attempt(s.release, 3)
    print(show(s))
    with s as entered:
        print(entered, show(s))
    attempt(kind, -1)
    attempt(kind, 'x')
    zero = kind(0)
    print(show(zero), zero.acquire(False))

# At most three at a time.
s = threading.BoundedSemaphore(3)
inside = 0
most = 0
lock = threading.Lock()


def visit():
    global inside, most
    for _ in range(5):
        with s:
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.001)
            with lock:
                inside -= 1


threads = [threading.Thread(target=visit) for _ in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(inside, most <= 3, show(s))

# release(n) wakes n.
s = threading.Semaphore(0)
through = []
threads = [threading.Thread(target=lambda: through.append(s.acquire())) for _ in range(5)]
for t in threads:
    t.start()
s.release(2)
while len(through) < 2:
    time.sleep(0.001)
print(through)
s.release(3)
for t in threads:
    t.join()
print(through, show(s))
