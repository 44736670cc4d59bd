# How a pool ends: shutdown, cancelled work, failing initializers, refusals.
import io
import sys
import threading
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from concurrent.futures.thread import BrokenThreadPool


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


attempt(ThreadPoolExecutor, 0)
attempt(ThreadPoolExecutor, -1)
attempt(ThreadPoolExecutor, 'x')
attempt(ThreadPoolExecutor, initializer=5)
attempt(ThreadPoolExecutor, nonsense=5)

pool = ThreadPoolExecutor(2)
f = pool.submit(pow, 2, 5)
pool.shutdown()
pool.shutdown(wait=False)
print(f.result(), threading.active_count())
attempt(pool.submit, print)
attempt(pool.map, print, [1])

# Work that was taken is done, even when shutdown does not wait.
done = []
pool = ThreadPoolExecutor(1)
gate = threading.Event()
pool.submit(gate.wait)
fs = [pool.submit(done.append, n) for n in range(5)]
pool.shutdown(wait=False)
print(done)
gate.set()
for f in fs:
    f.result()
print(done)

# Unless it is cancelled.
pool = ThreadPoolExecutor(1)
gate, begun = threading.Event(), threading.Event()
first = pool.submit(lambda: begun.set() or gate.wait())
begun.wait()
rest = [pool.submit(print, 'never') for _ in range(3)]
pool.shutdown(wait=False, cancel_futures=True)
gate.set()
pool.shutdown()
print(first.result(), [f.cancelled() for f in rest])

# An initializer runs once in each thread.
local = threading.local()
ran = []


def begin(*args):
    local.ready = args
    ran.append(args)


with ThreadPoolExecutor(2, initializer=begin, initargs=('a', 1)) as pool:
    print({pool.submit(lambda: local.ready).result() for _ in range(5)}, 1 <= len(ran) <= 2)


def fail():
    raise KeyError('cannot begin')


old, sys.stderr = sys.stderr, io.StringIO()
pool = ThreadPoolExecutor(2, initializer=fail)
fs = []
try:
    for _ in range(3):
        fs.append(pool.submit(print, 'never'))
except BrokenThreadPool:
    pass
for f in fs:
    attempt(f.result)
    break
attempt(pool.submit, print)
pool.shutdown()
text, sys.stderr = sys.stderr.getvalue(), old
print(text == '' or 'Exception in initializer' in text)
print(issubclass(BrokenThreadPool, BrokenExecutor), ThreadPoolExecutor.BROKEN is BrokenThreadPool)

# Leaving the with block waits.
with ThreadPoolExecutor(2) as pool:
    for n in range(4):
        pool.submit(done.append, n)
print(len(done))

# At the end of the program a pool that was left open does its work.
left = ThreadPoolExecutor(1)
left.submit(lambda: threading.Event().wait(0.05))
left.submit(print, 'done at exit')
print('main is done')
