# Condition: wait, notify, wait_for; over either kind of lock.
import re
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


def show(c):
    return re.sub(r'owner=[1-9]\d*', 'owner=N', re.sub('0x[0-9a-f]+', 'ADDRESS', repr(c)))


for lock in (None, threading.Lock(), threading.RLock()):
    c = threading.Condition(lock)
    print(show(c), c.locked())
    attempt(c.wait)
    attempt(c.wait, 0.01)
    attempt(c.notify)
    attempt(c.notify_all)
    with c:
        print(c.locked(), show(c))
        attempt(c.wait, 0.01)
        attempt(c.wait, 0)
        attempt(c.wait, -1)
        attempt(c.notify)
        attempt(c.notify, 5)
        attempt(c.wait_for, lambda: 7)
        attempt(c.wait_for, lambda: 0, 0.01)
        print(show(c))
    attempt(c.release)

c = threading.Condition()
with c:
    with c:
        # A reentrant lock is given up wholly.
        t = threading.Thread(target=lambda: [c.acquire(), c.notify(), c.release()])
        t.start()
        print('notified', c.wait(60))
    print(c._is_owned())
t.join()

# n waiters; notify wakes as many as asked.
ready = []
woken = []


def waiter(n):
    with c:
        ready.append(n)
        c.wait()
        woken.append(n)


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(6)]
for t in threads:
    t.start()
while True:
    with c:
        if len(ready) == 6:
            break
    time.sleep(0.001)


def wake(how, *args, until):
    with c:
        how(*args)
    while len(woken) < until:
        time.sleep(0.001)
    time.sleep(0.01)
    print(len(woken))


wake(c.notify, until=1)
wake(c.notify, 2, until=3)
print(woken == ready[:3] or sorted(woken) == sorted(ready[:3]))
wake(c.notify_all, until=6)
for t in threads:
    t.join()
print(sorted(woken), show(c))

# A bounded buffer of one.
box = []
out = []


def produce():
    for n in range(200):
        with c:
            c.wait_for(lambda: not box)
            box.append(n)
            c.notify_all()


def consume():
    for _ in range(100):
        with c:
            c.wait_for(lambda: box)
            out.append(box.pop())
            c.notify_all()


threads = [threading.Thread(target=f) for f in (consume, produce, consume)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(out) == list(range(200)), len(out))

# An exception inside leaves the lock free.
try:
    with c:
        raise ValueError('inside')
except ValueError as error:
    print(error, c.locked())
