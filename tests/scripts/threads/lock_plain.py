# Lock: states, errors, timeouts, mutual exclusion.
import re
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


lock = threading.Lock()
show = lambda: re.sub('0x[0-9a-f]+', 'ADDRESS', repr(lock))
print(show(), lock.locked())
print(lock.acquire(), show(), lock.locked(), lock.acquire(False), lock.acquire(blocking=False))
start = time.monotonic()
print(lock.acquire(timeout=0.05), lock.acquire(True, 0.01), time.monotonic() - start >= 0.05)
print(lock.release(), lock.locked())
attempt(lock.release)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -2)
attempt(lock.acquire, timeout='x')
attempt(lock.acquire, timeout=1e20)
print(lock.acquire(True, -1), lock.locked())
lock.release()
with lock as entered:
    print(entered, lock.locked())
try:
    with lock:
        raise ValueError('inside')
except ValueError as error:
    print(error, lock.locked())
attempt(lock.__exit__, None, None, None)

# Another thread may release it.
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
t.join()
print(lock.locked())

# Mutual exclusion: a count with a gap between reading and writing.
total = 0


def count(n):
    global total
    for _ in range(n):
        with lock:
            now = total
            if n % 7 == 0:
                time.sleep(0)
            total = now + 1


threads = [threading.Thread(target=count, args=(n,)) for n in (500, 700, 900, 1400)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total)

# A waiter gets it as soon as it is free.
lock.acquire()
got = []
t = threading.Thread(target=lambda: got.append(lock.acquire(timeout=60)))
t.start()
time.sleep(0.02)
print(got)
lock.release()
t.join()
print(got, lock.locked())


class Broken(Exception):
    pass


try:
    class Sub(threading.Lock):
        pass
except TypeError as error:
    print(error)
for args, named in (((1,), {}), ((1, 2), {}), ((), {'a': 1}), ((1,), {'a': 1})):
    try:
        threading.Lock(*args, **named)
    except TypeError as error:
        print(error)
