# Barrier: rounds, the action, breaking and mending.
import re
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


show = lambda x: re.sub('0x[0-9a-f]+', 'ADDRESS', repr(x))


def run(target, n):
    threads = [threading.Thread(target=target, args=(i,)) for i in range(n)]
    for t in threads:
        t.start()
    return threads


def join(threads):
    for t in threads:
        t.join()


b = threading.Barrier(3)
print(show(b), b.parties, b.n_waiting, b.broken)
indices = []
join(run(lambda i: indices.append(b.wait()), 3))
print(sorted(indices), show(b))

# Rounds do not mix.
actions = []
b = threading.Barrier(4, action=lambda: actions.append(len(log)))
log = []
lock = threading.Lock()


def rounds(i):
    for r in range(10):
        with lock:
            log.append(r)
        b.wait()


join(run(rounds, 4))
print(actions, log == sorted(log))

attempt(threading.Barrier, 0)
attempt(threading.Barrier, -1)
attempt(threading.Barrier, 'x')

# A timeout breaks it for all.
b = threading.Barrier(3)
caught = []


def impatient(i):
    try:
        b.wait(0.05 if i == 0 else None)
    except threading.BrokenBarrierError as error:
        caught.append(str(error))


join(run(impatient, 2))
print(caught, b.broken, b.n_waiting, show(b))
attempt(b.wait)
b.reset()
print(b.broken, show(b))

# So does abort, and a failing action; reset throws the waiting out.
for how in (b.abort, b.reset):
    caught = []
    threads = run(lambda i: impatient(i + 1), 2)
    while b.n_waiting < 2:
        time.sleep(0.001)
    print(show(b))
    how()
    join(threads)
    print(caught, b.broken, b.n_waiting)
    b.reset()


def fail():
    raise ValueError('action')


b = threading.Barrier(2, fail)
outcomes = []


def outcome(i):
    try:
        b.wait()
    except (ValueError, threading.BrokenBarrierError) as error:
        outcomes.append(type(error).__name__)


join(run(outcome, 2))
print(sorted(outcomes), b.broken)
b = threading.Barrier(2, timeout=0.01)
attempt(b.wait)
b = threading.Barrier(1)
print(b.wait(), b.wait(), issubclass(threading.BrokenBarrierError, RuntimeError))
