"""A set that every thread changes: only what was put in comes out."""

from torture import torture, done


class Item:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 5

    def __eq__(self, other):
        return isinstance(other, Item) and self.n == other.n


items = [*range(30), *map(str, range(20)), *(Item(i) for i in range(20))]
known = frozenset(items)
shared = set()
other = set()


def mutate(rng, n):
    what = rng.randrange(14)
    x = rng.choice(items)
    a, b = (shared, other) if rng.randrange(2) else (other, shared)
    if what < 4:
        a.add(x)
    elif what == 4:
        a.discard(x)
    elif what == 5:
        a.remove(x)
    elif what == 6:
        assert a.pop() in known
    elif what == 7:
        a.update(b)
    elif what == 8:
        a.difference_update(b)
    elif what == 9:
        a.intersection_update(b)
    elif what == 10:
        a ^= b
    elif what == 11:
        a |= {x, 1, 2}
    elif what == 12:
        a.update(rng.sample(items, 10))
    elif rng.randrange(10) == 0:
        a.clear()


def read(rng, n):
    for a, b in ((shared, other), (other, shared)):
        for made in a | b, a & b, a - b, a ^ b, a.copy(), set(a), frozenset(a), a.union(items[:3]):
            assert len(list(made)) == len(made)
            assert made <= known, made - known
        for x in list(a):
            assert x in known
        a <= b, a == b, a.isdisjoint(b)
        assert 0 <= len(a) <= len(known)
        for x in a:
            assert x in known
        repr(a)


def share_iterator(rng, n):
    global it
    try:
        for _ in range(5):
            assert next(it) in known
    except StopIteration:
        it = iter(shared)


it = iter(shared)
torture(mutate, mutate, read, allowed=(KeyError, RuntimeError))
torture(mutate, share_iterator, allowed=(KeyError, RuntimeError))
done()
