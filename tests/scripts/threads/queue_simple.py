# SimpleQueue: unbounded, without tasks.
import queue
import threading


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


q = queue.SimpleQueue()
print(q.empty(), q.qsize(), q.put(1), q.put(2, False), q.put(3, block=True, timeout=5), q.put_nowait(4), q.qsize(), q.empty())
print(q.get(), q.get(False), q.get(block=True, timeout=1), q.get_nowait())
attempt(q.get_nowait)
attempt(q.get, False)
attempt(q.get, timeout=0.01)
attempt(q.get, True, 0)
attempt(q.get, timeout=-1)
attempt(lambda: q.join)
attempt(lambda: q.task_done)
print(queue.SimpleQueue[int], queue.SimpleQueue)

# Many to many: everything arrives once, each producer's items in order.
got = [[] for _ in range(3)]


def produce(name):
    for n in range(300):
        q.put((name, n))


def consume(mine):
    while True:
        item = q.get()
        if item is None:
            return
        mine.append(item)


consumers = [threading.Thread(target=consume, args=(mine,)) for mine in got]
producers = [threading.Thread(target=produce, args=(name,)) for name in 'abcd']
for t in consumers + producers:
    t.start()
for t in producers:
    t.join()
for _ in consumers:
    q.put(None)
for t in consumers:
    t.join()
everything = sorted(item for mine in got for item in mine)
print(everything == [(name, n) for name in 'abcd' for n in range(300)])
for mine in got:
    for name in 'abcd':
        numbers = [n for who, n in mine if who == name]
        assert numbers == sorted(numbers)
print(q.empty())


class Sub(queue.SimpleQueue):
    pass


s = Sub()
s.extra = 1
s.put('x')
print(s.get(), s.extra)
