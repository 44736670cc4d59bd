# One dict, several threads.
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


N = 1500
shared = {}
race(*[lambda k=k: [shared.__setitem__((k, i), i) for i in range(N)] for k in 'abcd'])
print(len(shared), all(shared[k, i] == i for k in 'abcd' for i in range(N)))

# Each key is popped once.
popped = [[] for _ in range(4)]


def take(mine):
    for k in 'abcd':
        for i in range(N):
            if shared.pop((k, i), None) is not None:
                mine.append((k, i))


race(*[lambda mine=mine: take(mine) for mine in popped])
everything = [x for mine in popped for x in mine]
print(len(shared), len(everything) == len(set(everything)) == 4 * N)

# setdefault: the first one wins, for all.
for _ in range(100):
    winners = []
    d = {}
    race(*[lambda n=n: winners.append(d.setdefault('k', n)) for n in range(4)])
    assert len(set(winners)) == 1 and winners[0] == d['k'], winners
print('setdefault')

# popitem empties it without losing or doubling.
shared = {i: i for i in range(4 * N)}
popped = [[] for _ in range(4)]


def drain(mine):
    while True:
        try:
            mine.append(shared.popitem())
        except KeyError:
            return


race(*[lambda mine=mine: drain(mine) for mine in popped])
print(len(shared), sorted(x for mine in popped for x in mine) == [(i, i) for i in range(4 * N)])

# Readers see old or new values, and every lasting key, while the table grows and shrinks.
shared = {f'key{i}': (i, i) for i in range(20)}
stop = threading.Event()
bad = []


def write():
    for n in range(3000):
        shared[f'key{n % 20}'] = (n, n)
        shared[n] = (n, n)
        if n > 50:
            del shared[n - 50]
    stop.set()


def read():
    while not stop.is_set():
        for i in range(20):
            pair = shared.get(f'key{i}')
            if pair is None or pair[0] != pair[1] or f'key{i}' not in shared:
                bad.append((i, pair))
        for pair in list(shared.values()):
            if pair[0] != pair[1]:
                bad.append(pair)
        copy = shared.copy()
        if not 20 <= len(copy) <= 80:
            bad.append(len(copy))


race(write, read, read)
print(bad, len(shared))

# Iterating while another thread changes the size: an error or an end, never a crash.
outcomes = set()
stop = threading.Event()


def iterate():
    for _ in range(300):
        try:
            for key in shared:
                pass
            outcomes.add('ended')
        except RuntimeError as error:
            outcomes.add(str(error))
    stop.set()


def change():
    n = 0
    while not stop.is_set():
        shared[f'more{n % 100}'] = n
        shared.pop(f'more{(n + 50) % 100}', None)
        n += 1


race(iterate, change)
print(outcomes <= {'ended', 'dictionary changed size during iteration', 'dictionary keys changed during iteration'})

# update and |= from each other; attributes of one object.
a, b = {1: 1}, {2: 2}
race(lambda: [a.update(b) for _ in range(300)], lambda: [b.update(a) for _ in range(300)], lambda: [a == b for _ in range(300)])
print(a == b == {1: 1, 2: 2})


class Thing:
    pass


thing = Thing()
race(*[lambda k=k: [setattr(thing, f'{k}{i % 30}', i) for i in range(600)] for k in 'abcd'])
print(len(vars(thing)), all(getattr(thing, f'{k}{i}') == 570 + i for k in 'abcd' for i in range(30)))
