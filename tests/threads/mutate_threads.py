"""The primitives themselves: locks, conditions, queues, threads that come and go, exceptions raised into others."""

import _thread
import concurrent.futures
import queue
import sys
import threading
import time

from torture import SECONDS, THREADS, torture, done

lock = threading.Lock()
rlock = threading.RLock()
counter = [0, 0, 0, 0]
expected = [0] * 64
sema = threading.BoundedSemaphore(2)
inside = [0]


def guarded(rng, n):
    with lock:
        counter[0] += 1
    with rlock, rlock:
        counter[1] += 1
    if lock.acquire(timeout=rng.random() * 0.001):
        counter[2] += 1
        lock.release()
    with sema:
        inside[0] += 1
        inside[0] -= 1
    expected[n] += 1


torture(guarded)
assert counter[0] == counter[1] == sum(expected), (counter, expected)

for make in queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue:
    q = make()
    put = [0] * 64
    got = [[] for _ in range(64)]

    def produce(rng, n):
        for _ in range(5):
            q.put((n, put[n]))
            put[n] += 1

    def consume(rng, n):
        for _ in range(5):
            got[n].append(q.get(timeout=0.001))

    torture(produce, consume, allowed=(queue.Empty,), seconds=SECONDS / 4)
    everything = [x for g in got for x in g]
    while not q.empty():
        everything.append(q.get())
    assert len(everything) == len(set(everything)) == sum(put), make

cond = threading.Condition()
items = []
made = [0]
taken = [0] * 64


def give(rng, n):
    with cond:
        items.append(n)
        made[0] += 1
        cond.notify(rng.randrange(1, 3))


def take(rng, n):
    with cond:
        if cond.wait_for(lambda: items, timeout=0.001):
            items.pop()
            taken[n] += 1


torture(give, take)
assert made[0] == sum(taken) + len(items)


def short_lived(rng, n):
    result = []
    threads = [threading.Thread(target=result.append, args=(i,)) for i in range(3)]
    for t in threads:
        t.start()
    assert threading.current_thread() in threading.enumerate()
    for t in threads:
        t.join()
    assert sorted(result) == [0, 1, 2]
    ident = _thread.start_new_thread(lambda: None, ())
    assert type(ident) is int


torture(short_lived)


def pools(rng, n):
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        assert list(pool.map(abs, range(-9, 0))) == list(range(9, 0, -1))
        f = pool.submit(lambda: 1 / 0)
        assert isinstance(f.exception(), ZeroDivisionError)
        f = pool.submit(pow, 2, 3)
        f.add_done_callback(lambda f: None)
        assert f.result() == 8


torture(pools)
event = threading.Event()


def events(rng, n):
    what = rng.randrange(3)
    if what == 0:
        event.set()
    elif what == 1:
        event.clear()
    else:
        event.wait(0.0005)


torture(events)
done()
