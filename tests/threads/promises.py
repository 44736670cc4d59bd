"""What one operation promises to be whole: nothing is lost, nothing comes twice, a copy shows one moment."""

import io
import itertools
import os
import random
import sys
import tempfile
import threading
import types

from torture import SECONDS, THREADS, done, torture

# --- list: appends are not lost, each item is popped once ---

added = [[] for _ in range(64)]
stack = []
popped = [[] for _ in range(64)]
numbers = [itertools.count() for _ in range(64)]


def push(rng, n):
    for _ in range(20):
        item = (n, next(numbers[n]))
        stack.append(item)
        added[n].append(item)


def take(rng, n):
    for _ in range(25):
        try:
            popped[n].append(stack.pop() if rng.randrange(2) else stack.pop(0))
        except IndexError:
            break


torture(push, take)
out = [item for mine in popped for item in mine] + stack
assert sorted(out) == sorted(item for mine in added for item in mine), "an item was lost, or came twice"

# --- list: extend, slices, sort against copies ---

BLOCK = 5
blocks = []


def change_blocks(rng, n):
    what = rng.randrange(6)
    if what <= 1:
        blocks.extend([n] * BLOCK)
    elif what == 2:
        blocks.extend((n,) * BLOCK)
    elif what == 3:
        blocks[len(blocks) :] = [n] * BLOCK
    elif what == 4:
        blocks.__iadd__([n] * BLOCK)
    if len(blocks) > 300:
        blocks.clear()


def read_blocks(rng, n):
    several = blocks.copy(), blocks[:], list(blocks), blocks + [], blocks * 1, [*blocks], tuple(blocks), (lambda *a: a)(*blocks)
    for way, made in enumerate(several):
        assert len(made) % BLOCK == 0, (way, len(made))
        for k in range(0, len(made), BLOCK):
            assert len(set(made[k : k + BLOCK])) == 1, made[k : k + BLOCK]


torture(change_blocks, read_blocks)

# --- list: an item counted from the end is there in a list that never gets that short ---

never_short = list(range(100, 164))


def change_the_end(rng, n):
    for _ in range(50):
        never_short.append(n)
        never_short.pop()


def look_at_the_end(rng, n):
    for _ in range(50):
        assert type(never_short[-1]) is int
        assert type(never_short[-2]) is int


torture(change_the_end, look_at_the_end)

sorted_list = list(range(50))


def sort(rng, n):
    try:
        sorted_list.sort(key=lambda v: -v if n % 2 else v)
    except ValueError as e:
        assert str(e) == "list modified during sort", e


def look_at_sort(rng, n):
    seen = sorted_list.copy()
    assert not seen or sorted(seen) == list(range(50)), seen


torture(sort, look_at_sort)

# --- dict: one winner, one taker, updates whole ---

winners = {}
claims = [{} for _ in range(64)]


def claim(rng, n):
    key = rng.randrange(1000)
    mine = (n, rng.random())
    got = winners.setdefault(key, mine)
    before = claims[n].setdefault(key, got)
    assert before is got, "another winner than before"


torture(claim)
for mine in claims:
    for key, got in mine.items():
        assert winners[key] is got, "two winners"

jobs = {}
done_jobs = [[] for _ in range(64)]
made_jobs = [[] for _ in range(64)]


def make_jobs(rng, n):
    for _ in range(10):
        key = (n, next(numbers[n]))
        jobs[key] = key
        made_jobs[n].append(key)


def do_jobs(rng, n):
    for _ in range(12):
        try:
            key, value = jobs.popitem()
        except KeyError:
            break
        assert key is value
        done_jobs[n].append(key)


torture(make_jobs, do_jobs)
left = [key for mine in done_jobs for key in mine] + list(jobs)
assert sorted(left) == sorted(key for mine in made_jobs for key in mine), "a job was lost, or done twice"

KEYS = "abcdefgh"
triple = dict.fromkeys(KEYS, 0)


def update(rng, n):
    v = rng.random()
    what = rng.randrange(3)
    if what == 0:
        triple.update(dict.fromkeys(KEYS, v))
    elif what == 1:
        triple.__ior__(dict.fromkeys(KEYS, v))
    else:
        triple.update(zip([], []))


def read_update(rng, n):
    for made in triple.copy(), dict(triple), triple | {}, {**triple}:
        assert list(made) == list(KEYS) and len(set(made.values())) == 1, made
    assert len(set(list(triple.values()))) == 1
    assert len({v for _, v in list(triple.items())}) == 1


torture(update, read_update)

# --- set: whole unions, whole differences, a list of it is one moment ---

TOGETHER = {"x", "y", "z", 1000, 2000, 3000}
group = set()


def change_group(rng, n):
    what = rng.randrange(4)
    if what == 0:
        group.update(TOGETHER)
    elif what == 1:
        group.__ior__(TOGETHER)
    elif what == 2:
        group.__isub__(TOGETHER)
    else:
        group.difference_update(TOGETHER)


def read_group(rng, n):
    for made in group.copy(), set(group), frozenset(group), list(group), group | set(), group & TOGETHER, TOGETHER - group, tuple(group):
        assert len(made) in (0, len(TOGETHER)), made


torture(change_group, read_group)

# --- a module and its names ---

module = types.ModuleType("shared_module")
sys.modules["shared_module"] = module
module.always = "here"
exec("def get():\n    return always\ndef maybe():\n    return sometimes", module.__dict__)


def change_module(rng, n):
    what = rng.randrange(5)
    if what == 0:
        module.sometimes = n
    elif what == 1:
        vars(module).pop("sometimes", None)
    elif what == 2:
        setattr(module, f"own{n}_{rng.randrange(50)}", n)
    elif what == 3:
        module.always = "here" + ""
    else:
        for name in [k for k in list(vars(module)) if k.startswith(f"own{n}_")]:
            delattr(module, name)


def read_module(rng, n):
    import shared_module

    assert shared_module.always == "here" and shared_module.get() == "here"
    from shared_module import always

    assert always == "here"
    try:
        assert type(module.maybe()) is int
    except NameError:
        pass
    assert type(getattr(module, "sometimes", 0)) is int
    for name in dir(module):
        assert type(name) is str


torture(change_module, read_module)

# --- files ---

folder = tempfile.mkdtemp()
path = os.path.join(folder, "lines")
written = [0] * 64

with open(path, "wb") as file:

    def write(rng, n):
        for _ in range(10):
            file.write(b"%02d" % n * 40 + b"\n")
            written[n] += 1
        if rng.randrange(10) == 0:
            file.flush()

    torture(write)

counts = [0] * 64
with open(path, "rb") as file:
    for line in file:
        n = int(line[:2])
        assert line == b"%02d" % n * 40 + b"\n", line
        counts[n] += 1
assert counts == written, "a line was lost"

SIZE = 81
total = sum(written)
pieces = [[] for _ in range(64)]
with open(path, "rb") as file:

    def read(rng, n):
        for _ in range(50):
            piece = file.read(SIZE)
            if not piece:
                return
            assert len(piece) == SIZE and piece[-1:] == b"\n", piece
            pieces[n].append(piece)

    while sum(map(len, pieces)) < total:
        torture(read, seconds=0)
assert sum(map(len, pieces)) == total, "a piece came twice"

with open(path, "w", encoding="utf-8") as text:

    def write_text(rng, n):
        text.write("é" * rng.randrange(5) + "\n")
        if rng.randrange(20) == 0:
            text.flush()
        text.tell() if rng.randrange(50) == 0 else None

    torture(write_text)
with open(path, encoding="utf-8") as text:
    assert set(text.read()) <= {"é", "\n"}

with open(path, encoding="utf-8") as text:

    def read_text(rng, n):
        what = rng.randrange(4)
        if what == 0:
            got = text.readline()
        elif what == 1:
            got = text.read(7)
        elif what == 2:
            text.seek(0)
            got = ""
        else:
            got = next(text, "")
        assert set(got) <= {"é", "\n"}, got

    # to decode in several threads at once may go wrong, but as an exception
    torture(read_text, allowed=(OSError, ValueError, UnicodeError))
os.unlink(path)
os.rmdir(folder)

# --- random: a generator that all use gives numbers in their ranges, and its state stays a state ---

dice = random.Random(1)


def roll(rng, n):
    for _ in range(20):
        assert 0 <= dice.random() < 1
        assert 1 <= dice.randrange(1, 7) <= 6
        assert 0 <= dice.getrandbits(70) < 1 << 70
    what = rng.randrange(5)
    if what == 0:
        dice.seed(n)
    elif what == 1:
        dice.setstate(dice.getstate())
    elif what == 2:
        items = list(range(20))
        dice.shuffle(items)
        assert sorted(items) == list(range(20))
    elif what == 3:
        dice.gauss(0, 1)
        dice.sample(range(100), 10)


torture(roll)
done()
