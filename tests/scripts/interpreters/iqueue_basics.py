# Queues between interpreters, used within one.
import pickle
import queue
import time
from concurrent import interpreters
from concurrent.interpreters import _queues


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


q = interpreters.create_queue()
print(q, q.id, q.maxsize, q.empty(), q.full(), q.qsize(), q.unbounditems)
print(q.put(1), q.put('two'), q.put_nowait([3]), q.qsize(), q.empty())
print(q.get(), q.get(timeout=5), q.get_nowait(), q.empty())
attempt(q.get_nowait)
attempt(q.get, False)
attempt(q.get, timeout=0)
attempt(q.get, timeout=-1)
attempt(q.put, 1, timeout=-1)

small = interpreters.create_queue(2)
small.put('a')
print(small.maxsize, small.full())
small.put('b')
print(small.full(), small.qsize())
attempt(small.put_nowait, 'c')
attempt(small.put, 'c', False)
attempt(small.put, 'c', timeout=0)
print(small.get(), small.full(), small.put('d'), small.get(), small.get())

print(interpreters.Queue(q.id) is q, pickle.loads(pickle.dumps(q)) is q, hash(q) == hash(q.id), q == q, q == small)
q.put(q)
print(q.get() is q)
q.put((q, [small]))
back = q.get()
print(back[0] is q, back[1][0] is small)
attempt(setattr, q, 'id', 9)
attempt(setattr, q, 'maxsize', 9)
attempt(interpreters.Queue, 99)
attempt(interpreters.Queue, 'x')
attempt(interpreters.create_queue, 'x')
attempt(interpreters.create_queue, None)
attempt(interpreters.create_queue, 1, unbounditems=5)
attempt(q.put, 1, unbounditems=5)
print(sorted(x.id for x in _queues.list_all()))

# What comes out is equal, and new.
for value in ([1, [2]], {'k': (1, 2)}, 'text', b'bytes', 2 ** 80, None, True, 1.5, {1, 2}):
    q.put(value)
    back = q.get()
    print(back == value, type(back) is type(value))
items = [1]
q.put(items)
items.append(2)
print(q.get())
buffer = bytearray(b'abc')
q.put(memoryview(buffer))
view = q.get()
view[0] = ord('X')
print(buffer)


def closure():
    x = 1
    return lambda: x


for wrong in (closure(), (n for n in ())):
    try:
        q.put(wrong)
    except interpreters.NotShareableError:
        print('NotShareableError', q.qsize())
print([c.__name__ for c in interpreters.QueueEmpty.__mro__], [c.__name__ for c in interpreters.QueueFull.__mro__])
print(issubclass(interpreters.QueueEmpty, queue.Empty), issubclass(interpreters.QueueFull, queue.Full))
