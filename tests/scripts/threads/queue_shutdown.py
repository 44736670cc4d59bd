# Queue.shutdown: no more puts, gets until empty, waiters woken.
import queue
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    q = kind()
    q.put(1)
    q.put(2)
    q.shutdown()
    print(kind.__name__, q.is_shutdown, q.qsize())
    attempt(q.put, 3)
    attempt(q.put_nowait, 3)
    attempt(q.get)
    attempt(q.get_nowait)
    attempt(q.get)
    attempt(q.get_nowait)
    attempt(q.get, timeout=0.01)
    q.task_done()
    q.task_done()
    attempt(q.task_done)
    q.join()
    q.shutdown()

    q = kind()
    for n in range(3):
        q.put(n)
    q.get()
    q.shutdown(immediate=True)
    print(q.qsize(), q.unfinished_tasks)
    attempt(q.get)
    q.task_done()
    q.join()
    attempt(q.task_done)


def blocked(q, function, *args):
    outcome = []

    def run():
        try:
            outcome.append(function(*args))
        except queue.ShutDown:
            outcome.append('ShutDown')

    threads = [threading.Thread(target=run) for _ in range(3)]
    for t in threads:
        t.start()
    time.sleep(0.02)
    print(outcome)
    q.shutdown(immediate=True)
    for t in threads:
        t.join()
    print(outcome)


q = queue.Queue()
blocked(q, q.get)
q = queue.Queue(1)
q.put(1)
blocked(q, q.put, 2)
q = queue.Queue()
q.put(1)
blocked(q, q.join)
print([c.__name__ for c in queue.ShutDown.__mro__])

# The usual ending of a pool of workers.
q = queue.Queue()
seen = []


def worker():
    while True:
        try:
            item = q.get()
        except queue.ShutDown:
            return
        seen.append(item)
        q.task_done()


workers = [threading.Thread(target=worker) for _ in range(3)]
for w in workers:
    w.start()
for n in range(50):
    q.put(n)
q.shutdown()
q.join()
for w in workers:
    w.join()
print(sorted(seen) == list(range(50)))
