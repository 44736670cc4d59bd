# ThreadPoolExecutor: submit, names of threads, reuse of idle threads, callbacks, nesting.
import threading
import time
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(max_workers=3) as pool:
    futures = [pool.submit(pow, n, 2) for n in range(10)]
    print([f.result() for f in futures])
    print(pool.submit(lambda *a, **k: (a, k), 1, 2, c=3, fn=4, self=5).result())

with ThreadPoolExecutor(4, thread_name_prefix='named') as pool:
    names = {pool.submit(lambda: threading.current_thread().name).result() for _ in range(10)}
    print(len(names) >= 1, all(name.startswith('named_') for name in names))

# An idle thread is used before another is started.
with ThreadPoolExecutor(8) as pool:
    for _ in range(20):
        pool.submit(int).result()
        time.sleep(0.002)
    print(len(pool._threads) < 8)

# As many as max_workers at once.
with ThreadPoolExecutor(4) as pool:
    together = threading.Barrier(4)
    print(sorted(f.result() for f in [pool.submit(together.wait, 60) for _ in range(4)]))

# Exceptions come back whole.
with ThreadPoolExecutor(1) as pool:
    f = pool.submit(int, 'x')
    print(type(f.exception()).__name__, f.exception())
    try:
        f.result()
    except ValueError as error:
        print(error is f.exception(), error.__traceback__ is not None)

    class Odd(BaseException):
        pass

    def odd():
        raise Odd('still delivered')

    print(repr(pool.submit(odd).exception()))
    print(pool.submit(len, 'abc').result())

# Callbacks run in the worker, or at once.
done = threading.Event()
with ThreadPoolExecutor(1, 'worker') as pool:
    gate = threading.Event()
    f = pool.submit(gate.wait)
    f.add_done_callback(lambda f: (print(threading.current_thread().name, f.result()), done.set()))
    gate.set()
    done.wait()
    f.add_done_callback(lambda f: print(threading.current_thread().name))

# Tasks may submit tasks.
with ThreadPoolExecutor(2) as pool:
    print(pool.submit(lambda: pool.submit(lambda: 'inner').result()).result())

# Waiting tasks can be cancelled, running ones cannot.
with ThreadPoolExecutor(1) as pool:
    gate, begun = threading.Event(), threading.Event()
    first = pool.submit(lambda: (begun.set(), gate.wait()))
    begun.wait()
    second = pool.submit(print, 'never')
    print(first.cancel(), second.cancel(), first.running(), second.cancelled())
    gate.set()
print(first.result(), second.cancelled())
