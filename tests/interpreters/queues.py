"""Queues between interpreters: nothing is lost, nothing comes twice, everything comes in its putter's order."""

import os
import sys
import threading
from concurrent import interpreters

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "threads"))
from torture import SECONDS, SEED, THREADS, torture, done

ROUNDS = int(200 * max(1, SECONDS))

for maxsize in 0, 1, 7:
    queue = interpreters.create_queue(maxsize)
    results = interpreters.create_queue()
    putters = []
    for k in range(2):
        i = interpreters.create()
        i.prepare_main(queue=queue, k=k, rounds=ROUNDS)
        putters.append((i, "for n in range(rounds): queue.put((k, n, 'é' * (n % 50), b'x' * n))"))
    takers = []
    for k in range(2):
        i = interpreters.create()
        i.prepare_main(queue=queue, results=results)
        takers.append((i, """
while True:
    v = queue.get()
    if v is None: break
    assert v[2] == 'é' * (v[1] % 50) and v[3] == b'x' * v[1], v
    results.put((v[0], v[1]))
"""))
    threads = [threading.Thread(target=i.exec, args=(code,)) for i, code in putters + takers]
    for t in threads:
        t.start()
    for t in threads[:2]:
        t.join()
    queue.put(None)
    queue.put(None)
    for t in threads[2:]:
        t.join()
    seen = []
    while not results.empty():
        seen.append(results.get())
    assert sorted(seen) == [(k, n) for k in range(2) for n in range(ROUNDS)], (maxsize, len(seen))
    for i, _ in putters:
        i.close()
    # what was put by one that died is still there, or marked
    for i, _ in takers:
        i.close()

# queues that come and go while values and queues are in flight
carrier = interpreters.create_queue()
view = memoryview(bytearray(b"0" * 100))


def send(rng, n):
    inner = interpreters.create_queue()
    inner.put([n, {"n": n}])
    carrier.put((n, inner))
    if rng.randrange(3) == 0:
        carrier.put(view)


def take(rng, n):
    v = carrier.get(timeout=0.01)
    if type(v) is tuple:
        m, inner = v
        assert inner.get(timeout=1) == [m, {"n": m}]
    else:
        v[rng.randrange(100)] = 48 + rng.randrange(10)
        assert all(48 <= b < 58 for b in v)


torture(send, take, allowed=(interpreters.QueueEmpty,))

from concurrent.futures import InterpreterPoolExecutor


def work(x):
    return [x] * 3


with InterpreterPoolExecutor(3) as pool:
    for _ in range(3):
        assert list(pool.map(work, range(50))) == [[x] * 3 for x in range(50)]


def pools(rng, n):
    with InterpreterPoolExecutor(2) as pool:
        assert list(pool.map(abs, range(-5, 0))) == [5, 4, 3, 2, 1]
        f = pool.submit(int, "no")
        assert isinstance(f.exception(), ValueError), f.exception()


torture(pools, threads=3, collect=False)
done()
