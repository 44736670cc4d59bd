"""One iterator for all threads: each item is one of the source's, and nobody crashes. A generator refuses a second entry."""

import itertools
import warnings

from torture import torture, done

source = list(range(100))
table = dict.fromkeys(source)
text = "äöü" * 40
chars = set(text)
ALLOWED = (RuntimeError, StopIteration, ValueError)


def makers():
    it = itertools
    return [
        lambda: iter(source),
        lambda: reversed(source),
        lambda: iter(tuple(source)),
        lambda: iter(range(100)),
        lambda: reversed(range(100)),
        lambda: iter(range(2**70, 2**70 + 50)),
        lambda: iter(text),
        lambda: iter(bytes(source)),
        lambda: iter(bytearray(source)),
        lambda: iter(set(source)),
        lambda: iter(table.items()),
        lambda: reversed(table),
        lambda: enumerate(source),
        lambda: enumerate(source, 2**63 - 20),
        lambda: zip(source, text),
        lambda: zip(source, iter(source)),
        lambda: map(str, source),
        lambda: filter(None, source),
        lambda: it.count(),
        lambda: it.count(2**62 - 5),
        lambda: it.count(1.5, 0.5),
        lambda: it.cycle(source),
        lambda: it.cycle(iter(range(10))),
        lambda: it.repeat(3, 50),
        lambda: it.chain(source, text),
        lambda: it.chain.from_iterable([source] * 3),
        lambda: it.compress(source, it.cycle([1, 0])),
        lambda: it.dropwhile(lambda x: x < 3, source),
        lambda: it.takewhile(lambda x: x < 90, source),
        lambda: it.filterfalse(lambda x: x % 2, source),
        lambda: it.islice(source, 3, 80, 2),
        lambda: it.starmap(max, [(1, 2)] * 40),
        lambda: it.accumulate(source),
        lambda: it.pairwise(source),
        lambda: it.batched(source, 3),
        lambda: it.zip_longest(source, text, fillvalue=0),
        lambda: it.product(source[:5], text[:3]),
        lambda: it.permutations(source[:5], 3),
        lambda: it.combinations(source[:8], 3),
        lambda: it.combinations_with_replacement(source[:5], 3),
        lambda: it.tee(source)[0],
        lambda: (k for k, g in it.groupby(source, lambda x: x // 3)),
        lambda: it.groupby(source, lambda x: x // 3),
        lambda: iter(lambda: 3, 4),
        lambda: iter(memoryview(bytes(source))),
    ]


MAKERS = makers()
shared = [make() for make in MAKERS]
kinds = [set(map(type, itertools.islice(make(), 300))) for make in MAKERS]


def advance(rng, n):
    i = rng.randrange(len(shared))
    try:
        for _ in range(rng.randrange(1, 6)):
            v = next(shared[i])
            assert type(v) in kinds[i], (i, v)
            if type(v) is tuple:
                hash(tuple(map(type, v)))
                repr(v)
            elif type(v) is str:
                assert v in chars or v.isdigit()
    except StopIteration:
        shared[i] = MAKERS[i]()
    if rng.randrange(10) == 0:
        i = rng.randrange(len(shared))
        if i not in (18, 19, 20, 21, 22, 43):
            list(itertools.islice(shared[i], 200))
        length_hint = getattr(shared[i], "__length_hint__", None)
        if length_hint is not None:
            assert length_hint() >= 0
        reduce = getattr(type(shared[i]), "__reduce__", None)
        reduce(shared[i])


torture(advance, allowed=(RuntimeError, ValueError, TypeError))

# tee: both branches give everything in order, each used by its own thread
def branches():
    return itertools.tee(iter(range(3000)), 4)


teed = [None, branches()]


def walk(rng, n):
    a = itertools.tee(iter(range(300)), 2)
    assert list(a[0]) == list(a[1]) == list(range(300))
    last = -1
    mine = teed[1][n % 4]
    for v in itertools.islice(mine, 50):
        assert v >= 0
    if rng.randrange(100) == 0:
        teed[1] = branches()


torture(walk, allowed=(RuntimeError,))


# a generator: whoever comes second is refused, and what is given is given once
def numbers():
    n = 0
    while True:
        yield n
        n += 1


gen = numbers()
seen = [[] for _ in range(64)]


def step(rng, n):
    for _ in range(20):
        try:
            seen[n].append(next(gen))
        except ValueError as e:
            assert str(e) == "generator already executing", e


torture(step)
everything = [x for s in seen for x in s]
assert len(everything) == len(set(everything)), "given twice"
assert sorted(everything) == list(range(len(everything)))


# generators that are closed, thrown into and finished while others step
def closing():
    try:
        for i in range(50):
            yield i
    except KeyError:
        yield "caught"
    finally:
        total[0] += 1


total = [0]
box = [closing()]


def disturb(rng, n):
    g = box[0]
    what = rng.randrange(8)
    try:
        if what < 5:
            v = next(g)
            assert v == "caught" or 0 <= v < 50
        elif what == 5:
            assert g.throw(KeyError) == "caught"
        elif what == 6:
            g.close()
        else:
            assert 0 <= g.send(None) < 50
        g.gi_frame, g.gi_running, g.gi_yieldfrom
    except (StopIteration, KeyError):
        box[0] = closing()
    except ValueError as e:
        assert "already executing" in str(e), e


def outer():
    while True:
        yield from box[0]


torture(disturb, allowed=(AssertionError, TypeError))


async def waiter():
    return await Once()


class Once:
    def __await__(self):
        v = yield 1
        return v


coro = [waiter()]
# of two threads that put a fresh one there, one loses its own
warnings.filterwarnings("ignore", "coroutine 'waiter' was never awaited", RuntimeWarning)


def drive(rng, n):
    c = coro[0]
    try:
        c.send(None)
    except StopIteration:
        coro[0] = waiter()
    except RuntimeError as e:
        assert "cannot reuse" in str(e), e
        coro[0] = waiter()
    except ValueError as e:
        assert "already executing" in str(e), e


torture(drive)
for c in coro:
    c.close()
done()
