# Executor.map: order, several iterables, timeouts, buffersize, errors.
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


def slow_first(n):
    time.sleep(0.02 if n == 0 else 0)
    return n * n


with ThreadPoolExecutor(4) as pool:
    print(list(pool.map(slow_first, range(8))))
    print(list(pool.map(pow, [2, 3, 4], [3, 2, 1, 0])))
    print(list(pool.map(pow, range(5), range(5), chunksize=2)))
    print(list(pool.map(str, [])), list(pool.map(slow_first, range(3), timeout=60)))

    results = pool.map(lambda n: 10 // n, [2, 1, 0, 5])
    print(next(results), next(results))
    attempt(next, results)
    attempt(next, results)

    gate = threading.Event()
    results = pool.map(lambda n: gate.wait() and n if n else n, [0, 1], timeout=0.05)
    print(next(results))
    attempt(next, results)
    gate.set()

    attempt(pool.map, print, [1], buffersize=0)
    attempt(pool.map, print, [1], buffersize=-1)
    attempt(pool.map, print, [1], buffersize='x')
    attempt(pool.map, print, [1], buffersize=1.5)
    attempt(pool.map, print, 5)
    attempt(pool.map, print, [1], timeout='x')

    # With a buffer the source is read only so far ahead.
    taken = []

    def source():
        for n in range(10):
            taken.append(n)
            yield n

    results = pool.map(abs, source(), buffersize=3)
    print(taken)
    print(next(results), taken)
    print(next(results), taken)
    print(list(results), taken)
    print(list(pool.map(abs, source(), buffersize=100)))
    endless = pool.map(lambda n: n, iter(int, 1), buffersize=2)
    print([next(endless) for _ in range(5)])
    endless.close()

    # Without one everything is submitted at once.
    taken.clear()
    results = pool.map(abs, source())
    print(taken, list(results))
