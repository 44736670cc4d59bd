"""What an operation reads of a container that others change as a whole is one moment of it; what it changes is changed whole.

`row`, `group` and `table` are empty or hold all of ITEMS (and `table` "own"); `row`'s items and `table`'s values are all the same. They
are large, and changed and read many times in a row, or the moments between would be too short to be seen.
"""

from torture import done, torture

SIZE = 2000
TIMES = 4
ITEMS = list(range(1000, 1000 + SIZE))
WHOLE = frozenset(ITEMS)
ROWS = [[n] * SIZE for n in range(8)]
TABLES = [dict.fromkeys(ITEMS, n) for n in range(8)]
BOTH = (0, SIZE)
OWN = -1
row = []
group = set()
table = {}


def change_row(rng, n):
    what = rng.randrange(4)
    for i in range(TIMES):
        row[:] = ROWS[(n + i) % 8]
        if what == 0:
            row.clear()
        elif what == 1:
            row[:] = []
        elif what == 2:
            del row[:]


def change_group(rng, n):
    what = rng.randrange(5)
    for _ in range(TIMES):
        if what == 0:
            group.update(WHOLE)
            group.clear()
        elif what == 1:
            group.__ior__(WHOLE)
            group.difference_update(WHOLE)
        elif what == 2:
            group.update(WHOLE)
            group.intersection_update(())
        elif what == 3:
            group.__ixor__(WHOLE)
        else:
            group.update(TABLES[n % 8])
            group.__isub__(WHOLE)


def change_table(rng, n):
    what = rng.randrange(4)
    for i in range(TIMES):
        if what:
            table.update(TABLES[(n + i) % 8])
        else:
            table["own"] = OWN
            table.__ior__(TABLES[(n + i) % 8])
            table.clear()


def equal_items(made):
    return len(made) in BOTH and (not made or made.count(made[0]) == SIZE)


def all_items(made):
    return len(made) in BOTH


def without_own_value(made):
    return equal_items([v for v in made if v != OWN])


def pairs(made):
    return without_own_value([v for _, v in made])


def values(made):
    made.pop("own", None)
    return equal_items(list(made.values()))


def without_own(made):
    return len(made) - ("own" in made) in BOTH


def after(made, change, *given):
    change(made, *given)
    return made


def inner(made):
    return made[0] == made[-1] == -1 and equal_items(made[1:-1])


def every_second():
    made = [0] * SIZE * 2
    try:
        made[::2] = row
    except ValueError:  # it was empty
        return []
    return made[::2]


# where it reads from and how, and what must hold of what comes of it
READS = {
    change_row: [
        (lambda: list(row), equal_items),
        (lambda: [*row], equal_items),
        (lambda: row.copy(), equal_items),
        (lambda: row[:], equal_items),
        (lambda: row + [], equal_items),
        (lambda: [] + row, equal_items),
        (lambda: row * 1, equal_items),
        (lambda: tuple(row), equal_items),
        (lambda: sorted(row), equal_items),
        (lambda: (lambda *a: a)(*row), equal_items),
        (lambda: after([], list.extend, row), equal_items),
        (lambda: after([], list.__iadd__, row), equal_items),
        (lambda: after([-1, 0, -1], list.__setitem__, slice(1, 2), row), inner),
        (lambda: after([], list.__setitem__, slice(0, 0), row), equal_items),
        (every_second, equal_items),
    ],
    change_group: [
        (lambda: list(group), all_items),
        (lambda: tuple(group), all_items),
        (lambda: [*group], all_items),
        (lambda: sorted(group), all_items),
        (lambda: after([], list.extend, group), all_items),
        (lambda: after([], list.__iadd__, group), all_items),
        (lambda: set(group), all_items),
        (lambda: frozenset(group), all_items),
        (lambda: group.copy(), all_items),
        (lambda: {*group}, all_items),
        (lambda: group | set(), all_items),
        (lambda: {"own"} | group, without_own),
        (lambda: group | {"own"}, without_own),
        (lambda: group.union({}), all_items),
        (lambda: {"own"}.union(group), without_own),
        (lambda: WHOLE & group, all_items),
        (lambda: group & WHOLE, all_items),
        (lambda: group.intersection(WHOLE), all_items),
        (lambda: WHOLE - group, all_items),
        (lambda: group - {"own"}, all_items),
        (lambda: WHOLE.difference(group), all_items),
        (lambda: WHOLE ^ group, all_items),
        (lambda: group ^ {"own"}, without_own),
        (lambda: WHOLE.symmetric_difference(group), all_items),
        (lambda: after({"own"}, set.update, group), without_own),
        (lambda: after({"own"}, set.__ior__, group), without_own),
        (lambda: after(set(WHOLE), set.__iand__, group), all_items),
        (lambda: after(set(WHOLE), set.intersection_update, group), all_items),
        (lambda: after(set(WHOLE), set.__isub__, group), all_items),
        (lambda: after(set(WHOLE), set.difference_update, group), all_items),
        (lambda: after(set(WHOLE), set.__ixor__, group), all_items),
        (lambda: after(set(WHOLE), set.symmetric_difference_update, group), all_items),
        (lambda: dict.fromkeys(group), all_items),
        (lambda: dict.fromkeys(group, 3), all_items),
    ],
    change_table: [
        (lambda: list(table), without_own),
        (lambda: list(table.keys()), without_own),
        (lambda: list(table.values()), without_own_value),
        (lambda: list(table.items()), pairs),
        (lambda: [*table.values()], without_own_value),
        (lambda: tuple(table.values()), without_own_value),
        (lambda: after([], list.extend, table), without_own),
        (lambda: after([], list.extend, table.keys()), without_own),
        (lambda: after([], list.extend, table.values()), without_own_value),
        (lambda: after([], list.extend, table.items()), pairs),
        (lambda: dict(table), values),
        (lambda: table.copy(), values),
        (lambda: {**table}, values),
        (lambda: {"own": OWN, **table}, values),
        (lambda: table | {}, values),
        (lambda: {} | table, values),
        (lambda: {"own": 1} | table, values),
        (lambda: table | {"own": 1}, values),
        (lambda: dict(table, own=1), values),
        (lambda: after({"own": 0}, dict.update, table), values),
        (lambda: after({"own": 0}, dict.__ior__, table), values),
        (lambda: dict.fromkeys(table, 4), without_own),
        (lambda: set(table), without_own),
        (lambda: {"own"}.union(table), without_own),
        (lambda: after({"own"}, set.update, table), without_own),
        (lambda: after(set(WHOLE), set.difference_update, table), all_items),
        (lambda: WHOLE.difference(table), all_items),
    ],
}

for change, reads in READS.items():

    def read(rng, n):
        which = rng.randrange(len(reads))
        make, holds = reads[which]
        for _ in range(TIMES):
            made = make()
            assert holds(made), (change.__name__, which, len(made))

    torture(change, read)

# what is changed by many items at once is changed by all of them or none, as those see it who copy it

target_list = []
target_dict = {}
target_set = set()
constant = TABLES[1]
LISTS = [
    lambda: target_list.extend(WHOLE),
    lambda: target_list.extend(constant),
    lambda: target_list.extend(constant.keys()),
    lambda: target_list.extend(constant.values()),
    lambda: target_list.extend(constant.items()),
    lambda: target_list.extend(ITEMS),
    lambda: target_list.extend(tuple(ITEMS)),
    lambda: target_list.__iadd__(ITEMS),
    lambda: target_list.__setitem__(slice(len(target_list), None), ITEMS),
    lambda: target_list.__setitem__(slice(0, 0), ITEMS),
    lambda: target_list.__imul__(2),
]
OTHERS = [
    lambda: (target_dict.update(TABLES[2]), target_dict.clear()),
    lambda: (target_dict.__ior__(TABLES[3]), target_dict.clear()),
    lambda: target_dict.update(TABLES[4]),
    lambda: (target_set.update(constant), target_set.clear()),
    lambda: (target_set.update(WHOLE), target_set.difference_update(WHOLE)),
    lambda: (target_set.__ixor__(WHOLE), target_set.__isub__(WHOLE)),
    lambda: target_set.symmetric_difference_update(WHOLE),
]


def change_list(rng, n):
    change = rng.choice(LISTS)
    for _ in range(4):
        change()
        if len(target_list) > 10 * SIZE:
            target_list.clear()


def read_list(rng, n):
    for made in target_list.copy(), target_list[:]:
        assert len(made) % SIZE == 0
        for start in range(0, len(made), SIZE):
            block = made[start : start + SIZE]
            assert len(set(map(type, block))) == 1 and block.count(1) in BOTH, block[:: SIZE // 10]


def change_others(rng, n):
    change = rng.choice(OTHERS)
    for _ in range(TIMES):
        change()


def read_others(rng, n):
    for _ in range(TIMES):
        assert values(target_dict.copy())
        assert equal_items(list(target_dict.values()))
        assert len(target_set.copy()) in BOTH
        assert len(list(target_set)) in BOTH


torture(change_list, read_list)
torture(change_others, read_others)

# a dict is compared as it is at one moment: the first of its values then and the last of another moment make none that there was

BETWEEN = dict.fromkeys(range(2000), 0)


def dict_of(first, last):
    return {"first": first} | BETWEEN | {"last": last}


shared_dict = dict_of(0, 0)
never = [dict_of(0, 1), dict_of(1, 0)]


def change_ends(rng, n):
    for v in 0, 1, 0, 1:
        shared_dict.update({"first": v, "last": v})


def compare(rng, n):
    for other in never:
        assert shared_dict != other and not shared_dict == other
        assert other != shared_dict and not other == shared_dict


torture(change_ends, compare)

# a key of one's own is in a set from when it was added until it is taken out, however the set grows and shrinks meanwhile

own = set()
always = set(range(-40, 0))
own |= always


def come_and_go(rng, n):
    base = rng.randrange(1000)
    mine = [(n, base + i) for i in range(40)] + [f"{n}.{base + i}" for i in range(40)] + [n * 10_000 + base + i for i in range(40)]
    for k in mine:
        own.add(k)
    for k in mine:
        assert k in own
    assert always <= own and -1 in own and -40 in own
    take = own.remove if rng.randrange(2) else own.discard
    for k in mine:
        take(k)
    for k in mine:
        assert k not in own


torture(come_and_go)
assert own == always and len(own) == len(always)

# single changes: nothing is lost and nothing comes twice

bag = set()
stores = {}
line = []
many = list(range(500))
added = [[] for _ in range(64)]
taken = [[] for _ in range(64)]
counts = [0] * 64


def put(rng, n):
    items = [(n, counts[n] + i) for i in range(30)]
    counts[n] += 30
    added[n] += items
    for item in items:
        bag.add(item)
    for item in items:
        stores[item] = item
    for item in items:
        line.insert(3, item)


def take(rng, n):
    what, mine = rng.randrange(6), taken[n]
    try:
        if what == 0:
            for _ in range(30):
                mine.append(("bag", bag.pop()))
        elif what == 1:
            for item in bag.copy():
                bag.remove(item)
                mine.append(("bag", item))
        elif what == 2:
            for item in stores.copy():
                mine.append(("stores", stores.pop(item)))
        elif what == 3:
            for _ in range(30):
                mine.append(("stores", stores.popitem()[0]))
        elif what == 4:
            for _ in range(30):
                mine.append(("line", line.pop(1)))
        else:
            line.reverse()
    except (KeyError, IndexError):
        pass


def turn(rng, n):
    for _ in range(10):
        many.reverse()


def look(rng, n):
    for _ in range(10):
        ends = many[::499]
        assert ends in ([0, 499], [499, 0]), ends
        assert many.copy() in (UP, DOWN)


UP, DOWN = list(range(500)), list(range(499, -1, -1))
torture(put, take)
everything = sorted(item for mine in added for item in mine)
for name, left in ("bag", list(bag)), ("stores", list(stores)), ("line", line):
    seen = sorted([item for mine in taken for kind, item in mine if kind == name] + left)
    assert seen == everything, (name, "something was lost, or came twice")
torture(turn, look)
done()
