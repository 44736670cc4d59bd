"""A list that every thread changes: what is in it was put there by somebody, whole."""

from torture import THREADS, torture, done

shared = []


def item(rng, n):
    return (n, rng.randrange(1000), "x" * rng.randrange(5))


def fits(v):
    assert type(v) is tuple and len(v) == 3 and 0 <= v[0] < 64 and type(v[2]) is str, repr(v)


def mutate(rng, n):
    what = rng.randrange(16)
    if what < 3:
        shared.append(item(rng, n))
    elif what == 3:
        shared.extend([item(rng, n) for _ in range(rng.randrange(20))])
    elif what == 4:
        shared.extend(item(rng, n) for _ in range(rng.randrange(20)))
    elif what == 5:
        shared.insert(rng.randrange(-5, 30), item(rng, n))
    elif what == 6:
        fits(shared.pop())
    elif what == 7:
        fits(shared.pop(rng.randrange(5)))
    elif what == 8:
        start = rng.randrange(10)
        shared[start:start + rng.randrange(10)] = [item(rng, n) for _ in range(rng.randrange(6))]
    elif what == 9:
        del shared[rng.randrange(5)::rng.randrange(1, 4)]
    elif what == 10:
        shared[rng.randrange(5)] = item(rng, n)
    elif what == 11 and len(shared) < 300:
        global_extend()
    elif what == 12:
        shared.reverse()
    elif what == 13 and rng.randrange(8) == 0:
        shared.clear()
    elif what == 14:
        shared.remove(shared[rng.randrange(10)])
    elif what == 15 and len(shared) < 200:
        shared.__imul__(2)
    if len(shared) > 600:
        del shared[50:]


def global_extend():
    shared.extend(shared)


def read(rng, n):
    for v in shared:
        fits(v)
    for v in reversed(shared):
        fits(v)
    for v in shared[2:20], shared + [], shared * 2, shared.copy(), list(shared), tuple(shared), [*shared]:
        for w in v:
            fits(w)
    fits(shared[0])
    fits(shared[-1])
    fits(max(shared))
    text = repr(shared)
    assert text[0] == "[" and text[-1] == "]"
    (1, 2, "nothing") in shared
    shared == list(shared)
    shared.count(shared[0])
    a, *b = shared
    fits(a)
    sorted(shared)


def own(rng, n):
    """Lists that go from thread to thread while they grow: nothing appended is lost."""
    mine = []
    boxes[n] = mine
    for i in range(200):
        mine.append(i)
        other = boxes[rng.randrange(len(boxes))]
        if other:
            other[0] = 0
            other[-1]
    assert len(mine) == 200 and mine[1:199] == list(range(1, 199))


boxes = [None] * max(4, THREADS)
torture(mutate, mutate, read, allowed=(IndexError, ValueError))
torture(own, allowed=())

# every append is there, and each thread's in its order
total = []
counters = [0] * max(4, THREADS)


def append(rng, n):
    for _ in range(50):
        total.append((n, counters[n]))
        counters[n] += 1
    if counters[n] > 20000:
        raise StopIteration


torture(append, allowed=(StopIteration,))
assert len(total) == sum(counters)
for n in range(len(counters)):
    assert [i for m, i in total if m == n] == list(range(counters[n]))
done()
