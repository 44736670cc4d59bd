"""A dict that every thread changes: a key's value is one that was stored under that key."""

from torture import THREADS, torture, done


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 7

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n


class Mapped(dict):
    pass


keys = [*range(20), *map(str, range(20)), *map(float, range(100, 110)), *(Key(i) for i in range(20)), *((i, "t") for i in range(10))]
shared = Mapped()
plain = {}
ALLOWED = (KeyError, RuntimeError)


def value(k):
    return [k]


def fits(k, v):
    assert type(v) is list and v[0] == k, (k, v)


def mutate(rng, n):
    for d in (shared, plain):
        k = rng.choice(keys)
        what = rng.randrange(12)
        if what < 4:
            d[k] = value(k)
        elif what == 4:
            del d[k]
        elif what == 5:
            v = d.pop(k, None)
            if v is not None:
                fits(k, v)
        elif what == 6:
            fits(*d.popitem())
        elif what == 7:
            fits(k, d.setdefault(k, value(k)))
        elif what == 8:
            d.update({k: value(k) for k in keys[rng.randrange(20):]})
        elif what == 9:
            if rng.randrange(10) == 0:
                d.clear()
        elif what == 10:
            d |= [(k, value(k)) for k in rng.sample(keys, 5)]
        elif what == 11:
            d.update(plain)


def read(rng, n):
    for d in (shared, plain):
        k = rng.choice(keys)
        v = d.get(k)
        if v is not None:
            fits(k, v)
        k in d
        for k, v in list(d.items()):
            fits(k, v)
        for made in d.copy(), dict(d), d | {}, {**d}:
            assert len(list(made)) == len(made)
            for k, v in made.items():
                fits(k, v)
        for k, v in d.items():
            fits(k, v)
        for k in reversed(d):
            pass
        for k in d:
            pass
        d == dict(d)
        d.keys() & set(keys[:5])
        dict.fromkeys(d)
        n = len(d)
        assert 0 <= n <= len(keys), n
        repr(d.keys())


def share_iterator(rng, n):
    """One iterator for all: duplicates and gaps, but no crash."""
    global it
    if rng.randrange(20) == 0:
        it = iter(rng.choice([plain.items(), shared.keys(), plain.values(), shared]))
    try:
        for _ in range(10):
            next(it)
    except StopIteration:
        it = iter(plain.items())


it = iter(plain)
torture(mutate, mutate, read, allowed=ALLOWED)
torture(share_iterator, mutate, allowed=ALLOWED)

# what each thread stores under keys of its own is never lost
own = {}


def store(rng, n):
    base = rng.randrange(1000)
    mine = [(n, base + i) for i in range(50)] + [f"{n}.{base + i}" for i in range(50)]
    for k in mine:
        own[k] = k
    for k in mine:
        assert own[k] == k
    for k in mine:
        del own[k]
    for k in mine:
        assert k not in own


torture(store)
assert own == {} and len(own) == 0 and list(own) == []
done()
