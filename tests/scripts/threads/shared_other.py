# Sets, bytearrays, deques, iterators, generators and globals under several threads.
import itertools
import threading
from collections import deque


def race(*functions, times=1):
    start = threading.Barrier(len(functions) * times)

    def run(function):
        start.wait()
        function()

    threads = [threading.Thread(target=run, args=(f,)) for f in functions for _ in range(times)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


N = 1500
shared = set()
race(*[lambda k=k: [shared.add((k, i)) for i in range(N)] for k in range(4)])
print(len(shared))
removed = [[] for _ in range(4)]


def take(mine):
    while True:
        try:
            mine.append(shared.pop())
        except KeyError:
            return


race(*[lambda mine=mine: take(mine) for mine in removed])
everything = [x for mine in removed for x in mine]
print(len(shared), len(everything) == len(set(everything)) == 4 * N)
race(lambda: [shared.update({1, 2, 3}) for _ in range(300)], lambda: [shared.clear() for _ in range(300)],
     lambda: [shared | {4} for _ in range(300)], lambda: [shared.discard(2) for _ in range(300)])
print(shared <= {1, 2, 3})

buffer = bytearray()
race(*[lambda c=c: [buffer.append(c) for _ in range(N)] for c in b'abcd'])
print(len(buffer), [buffer.count(c) for c in b'abcd'])
buffer.clear()
race(*[lambda c=c: [buffer.extend(c * 4) for _ in range(300)] for c in (b'a', b'b')])
print(len(buffer), all(buffer[i:i + 4] == buffer[i:i + 1] * 4 for i in range(0, len(buffer), 4)))

line = deque()
race(lambda: [line.append(i) for i in range(N)], lambda: [line.appendleft(i) for i in range(N)], times=2)
print(len(line))
out = []


def pops(method):
    while True:
        try:
            out.append(method())
        except IndexError:
            return


race(lambda: pops(line.pop), lambda: pops(line.popleft), times=2)
print(len(line), sorted(out) == sorted(list(range(N)) * 4))

# count hands out each number once.
count = itertools.count()
numbers = [[] for _ in range(4)]
race(*[lambda mine=mine: mine.extend(next(count) for _ in range(N)) for mine in numbers])
print(sorted(x for mine in numbers for x in mine) == list(range(4 * N)))


# A generator runs in one thread at a time; the others are told.
def slow():
    for n in range(200):
        yield n


generator = slow()
seen, refused = [], []


def draw():
    while True:
        try:
            seen.append(next(generator))
        except StopIteration:
            return
        except ValueError as error:
            refused.append(str(error))


race(draw, draw)
print(sorted(seen) == list(range(200)), set(refused) <= {'generator already executing'})

# Globals and a counter behind a lock.
lock = threading.Lock()
total = 0


def add():
    global total
    for _ in range(N):
        with lock:
            total += 1


race(add, times=4)
print(total)

# Shared iterators may skip or repeat; they do not crash.
items = list(range(5000))
iterator = iter(items)
taken = []
race(lambda: taken.extend(iterator), times=3)
print(set(taken) <= set(items), len(taken) > 0)

# Memoised in a closure, guarded.
cache = {}


def square(n):
    with lock:
        if n not in cache:
            cache[n] = n * n
        return cache[n]


race(lambda: [square(i % 50) for i in range(500)], times=4)
print(len(cache), sum(cache.values()))
