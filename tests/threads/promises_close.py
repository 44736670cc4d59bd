"""Promises that are kept or broken within a few instructions: loops of native code, and objects whose makers use them when others first do."""

import collections
import functools
import io
import itertools
import random

from torture import SEED, THREADS, done, torture

# --- itertools.count, in native loops: no number twice, none left out ---

shared = itertools.count()
seen = [[] for _ in range(64)]


def draw_many(rng, n):
    seen[n].append(list(itertools.islice(shared, 300)))


torture(draw_many)
everything = sorted(x for mine in seen for some in mine for x in some)
assert everything == list(range(len(everything))), "given twice, or left out"

# --- tee: each branch gives everything, in its order, while others ask the source ---

TOGETHER = 57  # so many items are kept in one piece: where the next one begins, two meet

for source in itertools.count(), (x for x in itertools.count()):
    branches = itertools.tee(source, 4)
    reached = [-1] * 4

    def walk(rng, n):
        if n >= 4:
            return
        for _ in range(200):
            if (reached[n] + 1) % TOGETHER == 0:
                for _ in range(300):
                    if reached[n ^ 1] >= reached[n]:
                        break
            try:
                x = next(branches[n])
            except RuntimeError as e:
                assert "re-enter" in str(e), e
                continue
            assert x == reached[n] + 1, (n, x, reached[n])
            reached[n] = x

    torture(walk)

# --- generators: who made one uses it while others first do. A second entry is refused, each value comes once, a body ends once. ---

REFUSED = "already executing"


class Begun:
    """A generator, what all threads got of it, and how often its body began and ended."""

    def __init__(self):
        self.began, self.ended, self.got = [], [], []
        self.steps = self.body()

    def body(self):
        self.began.append(1)
        try:
            i = 0
            while True:
                yield i
                i += 1
        finally:
            self.ended.append(1)

    def step(self):
        try:
            self.got.append(next(self.steps))
        except ValueError as e:
            assert REFUSED in str(e), e
        except StopIteration:
            return False
        return True

    def close(self):
        try:
            self.steps.close()
        except ValueError as e:
            assert REFUSED in str(e), e
            return False
        return True

    def check(self):
        assert sorted(self.got) == list(range(len(self.got))), self.got
        assert len(self.ended) <= len(self.began) <= 1, (self.began, self.ended)


given = [[Begun()] for _ in range(64)]
old = []


def own(rng, n):
    mine = Begun()
    given[n][0] = mine
    for _ in range(rng.randrange(200)):
        mine.step()
    old.append(mine)
    other = given[rng.randrange(THREADS)][0]
    for _ in range(60):
        other.step()


torture(own)
for one in old:
    one.check()
    assert one.close() and len(one.ended) == len(one.began)
old.clear()


def own_and_close(rng, n):
    mine = Begun()
    given[n][0] = mine
    mine.step()
    other = given[rng.randrange(THREADS)][0]
    other.close()
    while mine.step() and not mine.close():
        pass
    old.append(mine)


torture(own_and_close)
for one in old:
    one.close()
    one.check()
    assert len(one.ended) == len(one.began)

# --- the same of asynchronous generators ---


async def numbers():
    i = 0
    while True:
        yield i
        i += 1


shown = [[(numbers(), [])] for _ in range(64)]
kept = []


def step_async(pair, times):
    source, got = pair
    for _ in range(times):
        try:
            source.asend(None).send(None)
        except StopIteration as e:
            got.append(e.value)
        except (RuntimeError, ValueError) as e:
            assert "already running" in str(e) or REFUSED in str(e), e


def own_async(rng, n):
    mine = numbers(), []
    shown[n][0] = mine
    step_async(mine, rng.randrange(30))
    kept.append(mine)
    step_async(shown[rng.randrange(THREADS)][0], 10)


torture(own_async)
for source, got in kept:
    assert sorted(got) == list(range(len(got))), got

# --- deque.remove takes out what it found, or says that the deque was changed ---



class Item:
    def __init__(self, *key):
        self.key = key

    def __eq__(self, other):
        return self.key == other.key

    __hash__ = None


ring = collections.deque(Item(n, i) for n in range(16) for i in range(2))


def take_out(rng, n):
    if n >= 16:
        return
    for i in range(2):
        for _ in range(50):
            try:
                ring.remove(Item(n, i))
            except IndexError as e:
                assert "mutated" in str(e), e
            else:
                ring.insert(rng.randrange(20), Item(n, i))
                break


torture(take_out)
assert sorted(item.key for item in ring) == [(n, i) for n in range(16) for i in range(2)]

# --- random: a state is one that the generator was in, and later ones come later ---

dice = random.Random(SEED)
states = [[] for _ in range(64)]


def roll(rng, n):
    for _ in range(100):
        dice.random()


def note(rng, n):
    if len(states[n]) < 2000:
        states[n].append(dice.getstate()[1])


torture(roll, note)
# the tables of words that one thread alone would have met, by their number
wanted = {state[:-1] for mine in states for state in mine}
tables = {}
same = random.Random(SEED)
for number in range(100_000):
    words = same.getstate()[1][:-1]
    if words in wanted:
        tables[words] = number
    if len(tables) == len(wanted):
        break
    for _ in range(312 if number else 1):
        same.random()
assert len(tables) == len(wanted), "words of more than one moment"
for mine in states:
    places = [(tables[state[:-1]], state[-1]) for state in mine]
    assert places == sorted(places), "words of one moment, and a place in them of another"

# --- files in memory: native loops of writes and reads, and views beside them. Nothing is lost, each line is whole. ---

for make, is_bytes in (io.StringIO, False), (io.BytesIO, True):
    stream = make()
    count = [0] * 64
    lines = [f"{n:02}" * 9 + "\n" for n in range(64)]
    if is_bytes:
        lines = [line.encode() for line in lines]

    def write_lines(rng, n):
        stream.writelines([lines[n]] * 100)
        count[n] += 100

    torture(write_lines, seconds=0.1)
    assert collections.Counter(stream.getvalue().splitlines(True)) == {lines[n]: count[n] for n in range(64) if count[n]}
    stream.seek(0)
    read = [[] for _ in range(64)]

    def read_lines(rng, n):
        read[n].extend(itertools.islice(stream, 100))

    torture(read_lines, seconds=0.1)
    rest = list(stream)
    assert collections.Counter(line for mine in read for line in mine) + collections.Counter(rest) == \
        {lines[n]: count[n] for n in range(64) if count[n]}

stream = io.BytesIO()
count = [0] * 64


def write_beside_views(rng, n):
    for _ in range(20):
        try:
            stream.write(lines[n])
        except BufferError:
            continue
        count[n] += 1


def view(rng, n):
    for _ in range(10):
        with stream.getbuffer() as all:
            size = len(all)
            assert size % 19 == 0 and bytes(all[-1:]) in (b"", b"\n"), size
            assert len(all) == size == len(stream.getvalue())
    assert len(stream.getvalue()) % 19 == 0


torture(write_beside_views, view)
assert collections.Counter(stream.getvalue().splitlines(True)) == {lines[n]: count[n] for n in range(64) if count[n]}, "a line was lost"

# --- bytearray: resize is one step, so is reverse ---

sized = bytearray(10)


def resize(rng, n):
    for _ in range(20):
        sized.resize(rng.choice((10, 20, 1000)))
        assert len(sized) in (10, 20, 1000), len(sized)


torture(resize)
turned = bytearray()
added = [0] * 64


def turn_and_add(rng, n):
    turned.append(n)
    turned.reverse()
    added[n] += 1


torture(turn_and_add)
assert collections.Counter(turned) == {n: added[n] for n in range(64) if added[n]}, "a byte was lost, or came twice"

# --- lru_cache: after all that it keeps as many as it may, the last ones ---

for size in 1, 16:
    @functools.lru_cache(maxsize=size)
    def cached(x):
        return [x]

    def call(rng, n):
        for x in range(40):
            assert cached(x) == [x]
        for _ in range(20):
            x = rng.randrange(20)
            assert cached(x) == [x]

    torture(call)
    assert cached.cache_info().currsize <= size
    first = [cached(x) for x in range(100, 100 + size)]
    before = cached.cache_info()
    assert all(cached(x) is y for x, y in zip(range(100, 100 + size), first)), "the last ones are not kept"
    assert cached.cache_info().hits == before.hits + size and cached.cache_info().currsize == size
done()
