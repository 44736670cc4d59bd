# One list, several threads: single operations are atomic in both modes.
import threading


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


N = 2000
shared = []
race(lambda: [shared.append(i) for i in range(N)], times=4)
print(len(shared), [shared.count(i) for i in (0, 1, N - 1)])

# Every pop gets another item.
popped = [[] for _ in range(4)]
race(*[lambda mine=mine: [mine.append(shared.pop()) for _ in range(N)] for mine in popped])
print(len(shared), sorted(x for mine in popped for x in mine) == sorted(list(range(N)) * 4))

# extend puts its items side by side.
race(*[lambda c=c: [shared.extend(c * 5) for _ in range(200)] for c in 'abcd'])
text = ''.join(shared)
print(len(text), all(text[i:i + 5] == text[i] * 5 for i in range(0, len(text), 5)))

# insert and pop(0): the number stays right.
shared[:] = range(300)
race(lambda: [shared.insert(0, 'x') for _ in range(300)], lambda: [shared.pop(0) for _ in range(100)], times=2)
print(len(shared))

# Readers meet whole items only, while writers change length and items.
shared[:] = [(i, i) for i in range(64)]
stop = threading.Event()
bad = []


def write():
    for n in range(1500):
        shared[n % 32] = (n, n)
        shared.append((n, n))
        shared.pop()
        shared[40:50] = [(n, n)] * 10
    stop.set()


def read():
    while not stop.is_set():
        for pair in shared:
            if pair[0] != pair[1]:
                bad.append(pair)
        try:
            a, b = shared[-1]
            if a != b:
                bad.append((a, b))
        except IndexError:
            bad.append('index')
        copy = shared[:]
        if not 64 <= len(copy) <= 65:
            bad.append(len(copy))


race(write, read, read)
print(bad, len(shared))

# Iterating over a growing list ends and repeats nothing.
shared = []


def grow():
    for n in range(N):
        shared.append(n)


def look():
    for _ in range(50):
        seen = list(shared)
        assert seen == list(range(len(seen)))
        walked = [x for x in shared]
        assert walked == list(range(len(walked)))


race(grow, look, look)
print(len(shared))

# sort, reverse, clear, copy: each at once.
shared = list(range(500))
race(lambda: [shared.reverse() for _ in range(100)], lambda: [shared.copy() for _ in range(100)])
print(sorted(shared) == list(range(500)))
race(lambda: [shared.clear() for _ in range(50)], lambda: [shared.extend([1, 2, 3]) for _ in range(50)])
print(len(shared) % 3, set(shared) <= {1, 2, 3})

# Two lists, each extended by the other, and by itself: no deadlock.
a, b = [1], [2]
race(lambda: [a.__iadd__(b[:3]) for _ in range(300)], lambda: [b.__iadd__(a[:3]) for _ in range(300)])
a, b = [1, 2], [3, 4]


def swap(x, y):
    for _ in range(300):
        x[:] = y
        y[:] = x


race(lambda: swap(a, b), lambda: swap(b, a))
print(len(a), len(b))
