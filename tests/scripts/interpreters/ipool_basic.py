# InterpreterPoolExecutor: calls in a pool of interpreters.
import threading
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor, as_completed, wait


def square(n):
    return n * n


def where():
    from concurrent import interpreters
    import threading
    return interpreters.get_current().id != 0, threading.current_thread() is threading.main_thread()


def remember(value):
    import sys
    sys.remembered = value


def recall():
    import sys
    return sys.remembered


if __name__ == '__main__':
    with InterpreterPoolExecutor(max_workers=2) as pool:
        print([pool.submit(square, n).result() for n in range(5)])
        print(list(pool.map(square, range(10))), list(pool.map(pow, [2, 3], [5, 4])))
        print(list(pool.map(square, range(6), buffersize=2)))
        print(pool.submit(where).result()[0])
        print(pool.submit(sorted, {'b': 1, 'a': 2}, reverse=True).result(), pool.submit(lambda *a, **k: (a, k), 1, x=[2]).result())
        print(sorted(f.result() for f in as_completed([pool.submit(square, n) for n in range(5)])))
        print(len(wait([pool.submit(square, n) for n in range(5)]).done))
        done = threading.Event()
        f = pool.submit(str.upper, 'x')
        f.add_done_callback(lambda f: (print('callback', f.result()), done.set()))
        done.wait()
        print(1 <= len(interpreters.list_all()) <= 3)
    print(interpreters.list_all(), isinstance(pool, ThreadPoolExecutor))

    with InterpreterPoolExecutor(2, 'prefix', initializer=remember, initargs=('ready',)) as pool:
        print({pool.submit(recall).result() for _ in range(6)})
        print(all(t.name.startswith('prefix_') for t in threading.enumerate() if t is not threading.main_thread()))

    # A worker keeps its interpreter, and what was imported and changed in it.
    with InterpreterPoolExecutor(1) as pool:
        pool.submit(remember, 'kept').result()
        print(pool.submit(recall).result())

    # Side by side: two workers meet at a queue.
    first, second = interpreters.create_queue(), interpreters.create_queue()

    def meet(mine, other, word):
        other.put(word)
        return mine.get()

    with InterpreterPoolExecutor(2) as pool:
        a = pool.submit(meet, first, second, 'from a')
        b = pool.submit(meet, second, first, 'from b')
        print(a.result(), b.result())
    print(interpreters.list_all())
