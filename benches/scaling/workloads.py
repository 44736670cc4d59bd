"""What the scaling suite runs: small workloads, each a function of the number of rounds, by kind.

`OWN`: every thread works on objects of its own. `SHARED`: threads read what all of them see, or make objects of a shared class. `MUTATED`: all
threads change one object, so that they cannot gain, but should not lose either. A workload returns something to be checked where that is cheap;
every one of them does the same for the same number of rounds, whichever thread runs it.
"""

import io
import json
import math
import re
import threading
import weakref
from collections import deque
from functools import lru_cache, reduce
from itertools import accumulate, chain, islice

OWN, SHARED, MUTATED = {}, {}, {}


def own(function):
    OWN[function.__name__.removeprefix("own_")] = function
    return function


def shared(function):
    SHARED[function.__name__.removeprefix("shared_")] = function
    return function


def mutated(function):
    MUTATED[function.__name__.removeprefix("mutated_")] = function
    return function


# What all threads see.


class Pair:
    kind = "pair"

    def __init__(self, first, second):
        self.first = first
        self.second = second

    def total(self):
        return self.first + self.second

    @property
    def product(self):
        return self.first * self.second

    @staticmethod
    def scale(k):
        return k * 2

    @classmethod
    def twin(cls, k):
        return cls(k, k)


class Slotted:
    __slots__ = ("first", "second")

    def __init__(self, first, second):
        self.first = first
        self.second = second


class Tree:
    def __init__(self, left, right):
        self.left = left
        self.right = right


KINDS = [type(f"Kind{i}", (Pair,), {"total": lambda self, i=i: i, "size": i, "__len__": lambda self: 1}) for i in range(8)]
OBJECTS = [kind(1, 2) for kind in KINDS]


class Problem(Exception):
    pass


def double(x):
    return x + x


def keyword(x, *, by=1):
    return x + by


def make_adder(k):
    def add(x):
        return x + k

    return add


ADD_FIVE = make_adder(5)
NUMBER = 1000
NUMBERS = list(range(1000))
TUPLE = tuple(range(100, 200))
TABLE = {f"key{i}": i for i in range(100)}
BY_NUMBER = {i * 1000: i for i in range(100)}
MEMBERS = set(range(0, 2000, 2))
INSTANCE = Pair(3, 4)
BOUND = INSTANCE.total
TEXT = "the quick brown fox jumps over the lazy dog " * 4
DATA = bytes(range(256))
PATTERN = re.compile(r"(\w+) (\w+)")
DOCUMENT = {"name": "x", "values": [1, 2.5, None, True, "text"], "inner": {"a": [1, 2, 3]}}
LOCK = threading.Lock()


@lru_cache(maxsize=256)
def cached(x):
    return x * x


# Objects of one's own.


@own
def own_loop(rounds):
    total = 0
    for i in range(rounds * 20):
        total += i & 7
    return total


@own
def own_floats(rounds):
    x, y = 0.5, 0.0
    for _ in range(rounds * 10):
        x = 3.7 * x * (1.0 - x)
        y += x
    return y


@own
def own_big_integers(rounds):
    value = 3**200
    for i in range(rounds):
        value = (value * value + i) % (2**521 - 1)
    return value


@own
def own_instances(rounds):
    last = None
    for i in range(rounds * 5):
        last = Slotted(i, last if i % 10 else None)
    return last.first


@own
def own_trees(rounds):
    def make(depth):
        return Tree(make(depth - 1), make(depth - 1)) if depth else Tree(None, None)

    def count(tree):
        return 1 + count(tree.left) + count(tree.right) if tree.left else 1

    return sum(count(make(5)) for _ in range(rounds // 8 + 1))


@own
def own_cycles(rounds):
    for i in range(rounds * 2):
        first = Tree(None, [i])
        first.left = Tree(first, first.right)
    return i


@own
def own_lists(rounds):
    total = 0
    for i in range(rounds // 4 + 1):
        items = [i, i + 1, i + 2]
        for j in range(20):
            items.append(j)
        items[3], items[4] = items[4], items[3]
        items.reverse()
        total += items.pop() + len(items[2:7]) + items[-1]
    return total


@own
def own_sorting(rounds):
    items = [i * 7919 % 1009 for i in range(200)]
    for _ in range(rounds // 20 + 1):
        found = sorted(items)
        items = [*found[::2], *found[1::2]]
    return items[3]


@own
def own_dicts(rounds):
    total = 0
    for i in range(rounds // 4 + 1):
        table = {"a": i, "b": 2}
        for j in range(15):
            table[j] = i
        table["a"] += 1
        del table[3]
        total += table["a"] + len(table) + table.get("c", 1)
    return total


@own
def own_dict_of_strings(rounds):
    counts = {}
    for i in range(rounds * 3):
        key = f"k{i % 50}"
        counts[key] = counts.get(key, 0) + 1
    return len(counts)


@own
def own_sets(rounds):
    total = 0
    for i in range(rounds // 4 + 1):
        items = {i, 1, 2, 3}
        for j in range(15):
            items.add(j * 3)
        total += len(items & {3, 6, i}) + (9 in items)
    return total


@own
def own_tuples(rounds):
    total = 0
    for i in range(rounds * 3):
        a, b, c = i, i + 1, i + 2
        pair = (a, (b, c))
        total += pair[1][0]
    return total


@own
def own_attributes(rounds):
    pair = Pair(1, 2)
    for i in range(rounds * 5):
        pair.first = pair.second + 1
        pair.second = pair.first - 1
    return pair.first


@own
def own_strings(rounds):
    total = 0
    for i in range(rounds):
        text = f"item {i}: " + "x" * (i % 5)
        total += len(text.upper().split(":")) + text.find("x") + len(",".join([text, "b", "c"]))
    return total


@own
def own_growing_string(rounds):
    total = 0
    for _ in range(rounds // 20 + 1):
        text = ""
        for j in range(100):
            text += "ab"
        total += len(text)
    return total


@own
def own_bytes(rounds):
    total = 0
    for i in range(rounds):
        data = bytearray(b"abc")
        data += i.to_bytes(4, "little")
        data[1] = 7
        total += len(bytes(data).hex()) + data[1]
    return total


@own
def own_exceptions(rounds):
    caught = 0
    for i in range(rounds):
        try:
            if i % 2:
                raise ValueError(i)
            [][i]
        except (ValueError, IndexError) as error:
            caught += len(error.args)
    return caught


@own
def own_generators(rounds):
    def numbers(n):
        for i in range(n):
            yield i

    def outer(n):
        yield from numbers(n)

    return sum(sum(outer(20)) + sum(x for x in numbers(5)) for _ in range(rounds // 8 + 1))


@own
def own_closures(rounds):
    def make(k):
        total = 0

        def add(x):
            nonlocal total
            total += x * k
            return total

        return add

    for i in range(rounds // 2 + 1):
        add = make(i)
        add(1), add(2), add(3)
    return add(0)


@own
def own_calls(rounds):
    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    return sum(fib(8) for _ in range(rounds // 16 + 1))


@own
def own_comprehensions(rounds):
    total = 0
    for i in range(rounds // 8 + 1):
        squares = [x * x for x in range(30) if x % 3]
        table = {x: i for x in squares}
        total += len({x & 15 for x in squares}) + len(table)
    return total


@own
def own_iterators(rounds):
    total = 0
    for i in range(rounds // 4 + 1):
        total += sum(islice(chain(range(10), map(abs, (-1, -2)), accumulate([1, 2, 3])), 14))
        for a, b in zip(range(8), enumerate("abcdefgh")):
            total += a + b[0]
    return total


@own
def own_deques(rounds):
    waiting = deque()
    for i in range(rounds * 3):
        waiting.append(i)
        if len(waiting) > 20:
            waiting.popleft()
    return len(waiting)


@own
def own_classes(rounds):
    for i in range(rounds // 40 + 1):
        made = type("Made", (Pair,), {"kind": i, "more": lambda self: self.kind})
        made(1, 2).more()
    return made.kind


@own
def own_weak_references(rounds):
    total = 0
    for i in range(rounds):
        pair = Pair(i, 1)
        reference = weakref.ref(pair)
        total += reference().first
    return total


@own
def own_names_at_run_time(rounds):
    pair = Pair(1, 2)
    total = 0
    for i in range(rounds):
        setattr(pair, f"field{i & 7}", i)
        total += getattr(pair, "field" + str(i & 7)) + hasattr(pair, f"other{i & 3}")
    return total


@own
def own_string_io(rounds):
    total = 0
    for i in range(rounds // 4 + 1):
        out = io.StringIO()
        for j in range(5):
            out.write("some text ")
        print(i, end=";", file=out)
        total += len(out.getvalue())
    return total


@own
def own_locks(rounds):
    lock, event = threading.Lock(), threading.Event()
    for _ in range(rounds * 2):
        with lock:
            event.set()
        event.clear()
    return event.is_set()


@own
def own_json(rounds):
    for _ in range(rounds // 8 + 1):
        data = json.loads(json.dumps({"name": "x", "values": [1, 2.5, None, True, "text"]}))
    return len(data)


# What all threads read, or make instances of.


@shared
def shared_function(rounds):
    total = 0
    for i in range(rounds * 6):
        total += double(i)
    return total


@shared
def shared_keywords(rounds):
    total = 0
    for i in range(rounds * 4):
        total += keyword(i, by=2)
    return total


@shared
def shared_closure(rounds):
    total = 0
    for i in range(rounds * 6):
        total += ADD_FIVE(i)
    return total


@shared
def shared_method(rounds):
    total = 0
    for _ in range(rounds * 6):
        total += INSTANCE.total()
    return total


@shared
def shared_many_classes(rounds):
    """Methods, attributes and special methods of eight classes at one place of the code."""
    total = 0
    for i in range(rounds * 2):
        thing = OBJECTS[i & 7]
        total += thing.total() + thing.first + thing.size + len(thing)
    return total


@shared
def shared_bound_method(rounds):
    total = 0
    for _ in range(rounds * 6):
        total += BOUND()
    return total


@shared
def shared_property(rounds):
    total = 0
    for _ in range(rounds * 6):
        total += INSTANCE.product
    return total


@shared
def shared_static_and_class_methods(rounds):
    total = 0
    for i in range(rounds * 3):
        total += Pair.scale(i) + Pair.twin(i).first
    return total


@shared
def shared_class(rounds):
    total = 0
    for i in range(rounds * 4):
        total += Pair(i, 1).first
    return total


@shared
def shared_class_attribute(rounds):
    total = 0
    for _ in range(rounds * 8):
        total += len(Pair.kind)
    return total


@shared
def shared_instance(rounds):
    total = 0
    for _ in range(rounds * 10):
        total += INSTANCE.first + INSTANCE.second
    return total


@shared
def shared_global(rounds):
    total = 0
    for _ in range(rounds * 15):
        total += NUMBER
    return total


@shared
def shared_module_attribute(rounds):
    total = 0.0
    for i in range(rounds * 8):
        total += math.pi * math.floor(2.5)
    return total


@shared
def shared_list(rounds):
    total = 0
    for i in range(rounds * 10):
        total += NUMBERS[i % 1000]
    return total


@shared
def shared_list_iterated(rounds):
    return sum(sum(x & 1 for x in NUMBERS) for _ in range(rounds // 100 + 1)) + sum(map(abs, NUMBERS))


@shared
def shared_tuple(rounds):
    total = 0
    for _ in range(rounds // 10 + 1):
        for x in TUPLE:
            total += x
    return total


@shared
def shared_dict(rounds):
    total = 0
    for _ in range(rounds * 4):
        total += TABLE["key7"] + TABLE["key50"]
    return total


@shared
def shared_dict_of_integers(rounds):
    total = 0
    for i in range(rounds * 6):
        total += BY_NUMBER[i % 100 * 1000]
    return total


@shared
def shared_dict_iterated(rounds):
    total = 0
    for _ in range(rounds // 20 + 1):
        for key, value in TABLE.items():
            total += value
        total += len(list(TABLE)) + sum(TABLE.values())
    return total


@shared
def shared_set(rounds):
    found = 0
    for i in range(rounds * 8):
        if i & 2047 in MEMBERS:
            found += 1
    return found


@shared
def shared_string(rounds):
    total = 0
    for i in range(rounds * 2):
        total += len(TEXT) + TEXT.find("lazy") + ord(TEXT[i % 100]) + (TEXT[4:9] == "quick")
    return total


@shared
def shared_bytes(rounds):
    total = 0
    for i in range(rounds * 5):
        total += DATA[i & 255] + DATA[-1]
    return total


@shared
def shared_exception_class(rounds):
    caught = 0
    for i in range(rounds * 2):
        try:
            raise Problem(i)
        except Problem:
            caught += 1
    return caught


@shared
def shared_isinstance(rounds):
    found = 0
    for _ in range(rounds * 5):
        found += isinstance(INSTANCE, Pair) + isinstance(TEXT, (int, str)) + callable(double)
    return found


@shared
def shared_pattern(rounds):
    total = 0
    for _ in range(rounds // 2 + 1):
        match = PATTERN.match(TEXT)
        total += len(match[2])
    return total


@shared
def shared_document(rounds):
    total = 0
    for _ in range(rounds // 4 + 1):
        total += len(json.dumps(DOCUMENT))
    return total


@shared
def shared_builtins(rounds):
    total = 0
    for i in range(rounds * 2):
        total += abs(-i) + max(i, 3) + len(TUPLE) + reduce(max, (1, 2, 3)) + int("7")
    return total


# One object that all threads change.

COUNTER = [0]
APPENDED = []
QUEUE = deque()
STORED = {}


class Counter:
    def __init__(self):
        self.value = 0


COUNTED = Counter()


@mutated
def mutated_list_under_lock(rounds):
    for i in range(rounds):
        with LOCK:
            APPENDED.append(i)
            if len(APPENDED) > 1000:
                APPENDED.clear()
    return i


@mutated
def mutated_counter_under_lock(rounds):
    for _ in range(rounds):
        with LOCK:
            COUNTED.value += 1
    return COUNTED.value > 0


@mutated
def mutated_list(rounds):
    for i in range(rounds * 2):
        APPENDED.append(i)
        if i % 500 == 0:
            APPENDED.clear()
    return i


@mutated
def mutated_list_item(rounds):
    for i in range(rounds * 5):
        COUNTER[0] = i
    return i


@mutated
def mutated_dict(rounds):
    for i in range(rounds * 3):
        STORED[i & 63] = i
    return len(STORED)


@mutated
def mutated_instance(rounds):
    for i in range(rounds * 5):
        COUNTED.value = i
    return i


@mutated
def mutated_deque(rounds):
    for i in range(rounds * 2):
        QUEUE.append(i)
        try:
            QUEUE.popleft()
        except IndexError:
            pass
    return i


@mutated
def mutated_cache(rounds):
    total = 0
    for i in range(rounds * 2):
        total += cached(i & 127)
    return total
