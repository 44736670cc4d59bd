# Queue, LifoQueue, PriorityQueue: order, bounds, errors.
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
    for item in (3, 1, 2, 5, 4):
        q.put(item)
    print(kind.__name__, q.qsize(), q.empty(), q.full(), [q.get() for _ in range(5)], q.empty())
    attempt(q.get_nowait)
    attempt(q.get, False)
    attempt(q.get, timeout=0.01)
    attempt(q.get, timeout=-1)
    q = kind(2)
    q.put('a')
    q.put_nowait('b')
    print(q.full(), q.maxsize)
    attempt(q.put_nowait, 'c')
    attempt(q.put, 'c', False)
    attempt(q.put, 'c', timeout=0.01)
    attempt(q.put, 'c', timeout=-1)
    print(q.get(), q.full(), q.put('d'), q.unfinished_tasks)

q = queue.PriorityQueue()
for item in ((2, 'two'), (1, 'one'), (1, 'another')):
    q.put(item)
print([q.get() for _ in range(3)])
attempt(queue.PriorityQueue().put, 1)
q.put(1)
attempt(q.put, 'x')

q = queue.Queue()
attempt(q.task_done)
q.put(1)
q.put(2)
q.get()
q.task_done()
print(q.unfinished_tasks)
q.task_done()
attempt(q.task_done)
q.join()

# join waits for the last task_done.
q = queue.Queue()
for n in range(20):
    q.put(n)
sums = []


def work():
    while True:
        n = q.get()
        if n is None:
            q.task_done()
            return
        sums.append(n)
        q.task_done()


threads = [threading.Thread(target=work) for _ in range(4)]
for t in threads:
    t.start()
q.join()
print(sum(sums), q.unfinished_tasks)
for _ in threads:
    q.put(None)
for t in threads:
    t.join()

# A full queue holds its producer back.
q = queue.Queue(1)
made = []


def produce():
    for n in range(5):
        q.put(n)
        made.append(n)


t = threading.Thread(target=produce)
t.start()
while len(made) < 1 or not q.full():
    time.sleep(0.001)
time.sleep(0.01)
print(len(made))
print([q.get(timeout=60) for _ in range(5)])
t.join()
print(made, queue.Queue(0).maxsize, queue.Queue(-1).full(), queue.Queue[int])


class Upper(queue.Queue):
    def _put(self, item):
        super()._put(item.upper())


q = Upper()
q.put('loud')
print(q.get(), [c.__name__ for c in queue.Full.__mro__], [c.__name__ for c in queue.Empty.__mro__])
print(queue.__all__)
