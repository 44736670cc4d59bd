"""What each kind of shared object promises: bytes, views, deques, caches, counters, random numbers, files in memory, json, references."""

import collections
import functools
import gc
import io
import itertools
import json
import random
import sys
import tempfile
import weakref

from torture import SEED, THREADS, done, torture

MANY = max(4, THREADS)

# --- bytearray: changed as a whole, read as a whole (but for `+` and `==`, which may see the middle of a change) ---

SIZE = 200
buffer = bytearray()


def change_bytes(rng, n):
    what = rng.randrange(8)
    if what == 0:
        buffer[:] = bytes([n]) * SIZE
    elif what == 1:
        buffer[:] = bytearray([n]) * SIZE
    elif what == 2:
        buffer.clear()
    elif what == 3:
        del buffer[:]
    elif what == 4:
        buffer[:] = [n] * SIZE
    else:
        # as many as there were, or none
        buffer[:] = memoryview(bytes([n]) * SIZE)


def read_bytes(rng, n):
    several = [
        buffer.copy(),
        bytes(buffer),
        bytearray(buffer),
        buffer[:],
        buffer * 1,
        bytes.fromhex(buffer.hex()),
        b"".join([buffer]),
        buffer.replace(b"nothing", b""),
        buffer.rjust(0),
        buffer.translate(None),
        bytes(buffer.decode("latin-1"), "latin-1"),
        bytes(buffer.split(b"nothing")[0]),
        b"".join(buffer.splitlines(True)) if n not in (10, 13) else b"",
        bytes(list(buffer[::-1])),
    ]
    for way, made in enumerate(several):
        assert len(made) in (0, SIZE), (way, len(made))
        assert len(set(made)) <= 1, (way, made)
    for k in rng.sample(range(MANY), 3):
        assert buffer.count(k) in (0, SIZE)
        assert buffer.find(k) in (0, -1)
        assert buffer.rfind(k) in (SIZE - 1, -1)


torture(change_bytes, read_bytes)
grown = bytearray()
expected = [0] * 64


def append_bytes(rng, n):
    grown.append(n)
    grown.extend(bytes([n]) * 3)
    grown.__iadd__(bytearray([n, n]))
    grown.insert(0, n)
    expected[n] += 7
    popped[n].append(grown.pop())
    popped[n].append(grown.pop(0))


popped = [[] for _ in range(64)]
torture(append_bytes)
counts = collections.Counter(grown) + sum(map(collections.Counter, popped), collections.Counter())
assert counts == collections.Counter(dict(enumerate(expected))), "bytes were lost, or came twice"

# --- memoryview: while there is one nobody changes the size; afterwards anybody does, however many came and went at once ---

held = bytearray(b"x" * 64)
keep = memoryview(held)
RESIZING = [
    lambda: held.append(1),
    lambda: held.extend(b"ab"),
    lambda: held.pop(),
    lambda: held.clear(),
    lambda: held.insert(0, 1),
    lambda: held.remove(ord("x")),
    lambda: held.__iadd__(b"a"),
    lambda: held.__imul__(2),
    lambda: held.__setitem__(slice(0, 2), b"abc"),
    lambda: held.__delitem__(slice(0, 2)),
    lambda: held.__delitem__(0),
    lambda: held.__delitem__(slice(0, 9, 2)),
]


def resize(rng, n):
    for change in RESIZING:
        try:
            change()
        except BufferError as e:
            assert str(e) == "Existing exports of data: object cannot be re-sized", e
        else:
            raise AssertionError(("resized", RESIZING.index(change)))
    assert len(held) == len(keep) == 64


def come_and_go(rng, n):
    with memoryview(held) as a, a[1:5] as b, b.cast("c") as c, memoryview(a) as d:
        assert len(a) == len(d) == 64 and len(b) == len(c) == 4 and a[0] == ord("x") and c[0] == b"x"
        held[3] = ord("x")
    try:
        a[0]
    except ValueError as e:
        assert "released memoryview" in str(e), e
    else:
        raise AssertionError("a view that was released")
    keep[1:2].tolist()
    memoryview(held)  # left to the collector


torture(resize, come_and_go)
keep.release()
gc.collect()
held.append(1)
assert len(held) == 65
held.clear()

# --- deque: each item once, a bounded one never longer, what rotates loses nothing ---

ends = collections.deque()
put = [0] * 64
got = [[] for _ in range(64)]


def use_ends(rng, n):
    for _ in range(10):
        what = rng.randrange(8)
        if what < 4:
            (ends.append if what % 2 else ends.appendleft)((n, put[n]))
            put[n] += 1
        elif what == 4:
            ends.rotate(rng.randrange(-3, 4))
        elif what == 5:
            ends.reverse()
        elif ends:
            got[n].append(ends.pop() if what % 2 else ends.popleft())


torture(use_ends, allowed=(IndexError,))
everything = sorted([item for mine in got for item in mine] + list(ends))
assert everything == [(n, i) for n in range(64) for i in range(put[n])], "an item was lost, or came twice"

ring = collections.deque(range(20))
short = collections.deque(maxlen=7)


def turn(rng, n):
    ring.rotate(rng.randrange(-30, 30))
    if rng.randrange(4) == 0:
        ring.reverse()
    short.append(n)
    short.appendleft(n)
    short.extend([n] * rng.randrange(20))
    short.extendleft([n] * 3)
    assert len(short) <= 7 and len(short.copy()) <= 7


def look_at_ring(rng, n):
    for made in ring.copy(), ring + collections.deque(), ring * 1:
        assert sorted(made) == list(range(20)), made
    assert ring.count(3) == 1 and len(ring) == 20


torture(turn, look_at_ring, allowed=(RuntimeError,))

# --- lru_cache: no more than it may keep, and each call counted once ---

calls = [0] * 64
executed = [0] * 64


@functools.lru_cache(maxsize=16)
def bounded(x, n):
    executed[n] += 1
    return [x]


@functools.lru_cache(maxsize=None)
def unbounded(x):
    return [x]



def use_caches(rng, n):
    for _ in range(20):
        x = rng.randrange(30)
        assert bounded(x, n) == [x]
        calls[n] += 1
        y = (rng.randrange(100), "y")
        kept = unbounded(y)
        assert kept == [y]
    assert bounded.cache_info().currsize <= 16
    assert unbounded.cache_info().currsize <= 100


torture(use_caches)
info = bounded.cache_info()
assert info.hits + info.misses == sum(calls), (info, sum(calls))
assert info.misses == sum(executed), (info, sum(executed))
info = unbounded.cache_info()
assert info.hits + info.misses == sum(calls), (info, sum(calls))

# --- itertools.count: no number twice, none left out; others: none that there is not ---

for make in itertools.count, lambda: itertools.count(2**62 - 500), lambda: itertools.count(0, 3), lambda: iter(range(10**9)), lambda: enumerate(itertools.repeat(0)):
    shared = make()
    seen = [[] for _ in range(64)]

    def draw(rng, n):
        for _ in range(50):
            seen[n].append(next(shared))

    torture(draw, seconds=0.05)
    everything = [x for mine in seen for x in mine]
    if type(shared) is itertools.count:
        assert sorted(everything) == list(itertools.islice(make(), len(everything))), "given twice, or left out"
        assert all(a < b for mine in seen for a, b in zip(mine, mine[1:])), "it went back"
    else:
        # two threads may be given one number; none is further on than there were steps
        numbers = [x if type(x) is int else x[0] for x in everything]
        assert all(0 <= n < len(numbers) for n in numbers), "a number from nowhere"

# --- random: what one generator gives to all is what it would have given to one ---

dice = random.Random(SEED)
drawn = [[] for _ in range(64)]


def roll(rng, n):
    for _ in range(40):
        drawn[n].append(dice.random())


torture(roll)
everything = sorted(x for mine in drawn for x in mine)
same = random.Random(SEED)
assert everything == sorted(same.random() for _ in everything), "a number came twice, or was left out"
dice = random.Random(SEED)
drawn = [[] for _ in range(64)]


def roll_bits(rng, n):
    for _ in range(40):
        drawn[n].append(dice.getrandbits(128))


torture(roll_bits)
same = random.Random(SEED)
assert sorted(x for mine in drawn for x in mine) == sorted(same.getrandbits(128) for mine in drawn for _ in mine)

# --- io: what one call writes stays together, and nothing is lost ---


def opened():
    yield "BytesIO", io.BytesIO(), True
    yield "StringIO", io.StringIO(), False
    yield "buffered", tempfile.TemporaryFile("w+b"), True
    yield "random", io.BufferedRandom(tempfile.TemporaryFile("w+b", buffering=0)), True
    yield "small buffer", tempfile.TemporaryFile("w+b", buffering=100), True
    yield "text", tempfile.TemporaryFile("w+", encoding="utf-8"), False
    yield "text over bytes", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), False


for name, file, is_bytes in opened():
    written = [0] * 64

    def write(rng, n):
        for _ in range(10):
            line = f"{n:02}" * rng.randrange(1, 30) + "\n"
            if rng.randrange(10):
                file.write(line.encode() if is_bytes else line)
            else:
                file.writelines([line.encode() if is_bytes else line])
            written[n] += 1
        if rng.randrange(20) == 0:
            file.flush()

    torture(write, seconds=0.05)
    file.seek(0)
    lines = [line.decode() if is_bytes else line for line in file]
    found = [0] * 64
    for line in lines:
        assert line[-1] == "\n" and line[:-1] == line[:2] * (len(line) // 2), (name, line)
        found[int(line[:2])] += 1
    assert found == written, (name, "a line was lost")

    # each line is read by one thread
    file.seek(0)
    read = [[] for _ in range(64)]

    def read_lines(rng, n):
        for _ in range(20):
            line = file.readline()
            read[n].append(line.decode() if is_bytes else line)

    # a line that is longer than the buffer: CPython may give parts of it twice, or none; here it is read as one, too
    torn = name == "small buffer" and sys.implementation.name == "cpython"
    if name != "text" and name != "text over bytes" and not torn:
        torture(read_lines, seconds=0.05)
        rest = [line.decode() if is_bytes else line for line in file]
        several = sorted([line for mine in read for line in mine if line] + rest)
        assert several == sorted(lines), (name, "a line came twice, or was lost")
    file.close()

# --- json: what changes while it is written is written as it is at some moment, or refused ---

row = []
members = {}
KEYS = [f"key{i}" for i in range(40)]


def change_tree(rng, n):
    what = rng.randrange(5)
    if what == 0:
        row[:] = [n] * 100
    elif what == 1:
        row.clear()
    elif what <= 3:
        members.update(dict.fromkeys(KEYS, n))
    else:
        members.clear()


def write_tree(rng, n):
    for indent in None, 1:
        made = json.loads(json.dumps({"row": row, "members": members}, indent=indent))
        assert all(type(x) is int and 0 <= x < 64 for x in made["row"]) and len(made["row"]) <= 100, made["row"]
        assert all(k in KEYS and 0 <= v < 64 for k, v in made["members"].items()), made["members"]


torture(change_tree, write_tree, allowed=(RuntimeError,))

# --- weak references: each callback once, and nobody gets what is dead ---


class Thing:
    def __init__(self, n):
        self.n = self.same = n


called = []
made = [0] * 64
holders = [None] * 32


def make(rng, n):
    for _ in range(10):
        thing = Thing(n)
        refs[n].append(weakref.ref(thing, called.append))
        made[n] += 1
        holders[rng.randrange(32)] = weakref.ref(thing)
        places[rng.randrange(8)] = thing


refs = [[] for _ in range(64)]
places = [None] * 8


def upgrade(rng, n):
    for _ in range(20):
        ref = rng.choice(holders)
        thing = ref and ref()
        if thing is not None:
            assert thing.n == thing.same
            assert weakref.ref(thing) is ref and ref() is thing


torture(make, upgrade)
places.clear()
thing = None
for _ in range(3):
    gc.collect()
dead = [ref for mine in refs for ref in mine if ref() is None]
assert len(called) == len(set(map(id, called))) == len(dead) >= sum(made) - 100, (len(called), len(dead), sum(made))
done()
