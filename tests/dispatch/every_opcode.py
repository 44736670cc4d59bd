"""Executes every opcode thousands of times and watches the native stack.

A handler of the machine ends in a jump to the next one. If one were to call it instead, each execution would leave a
frame on the native stack until the entry frame returns; so in every loop below the depth is noted at the end of
each round, inside the same run of the machine as the round's instructions, and the depths must not grow with the rounds. Fast
paths and slow paths are both here: most operators get integers, floats and something else.

Run by tests/dispatch.rs, which also checks that the compiled form of this file contains every opcode of the table.
"""

import asyncio
import sys

from _togil import native_depth

ROUNDS = 2_000
FEW = 20
failed = []
checked = 0


class Watch:
    """Depths that were noted in one loop; `end` compares them."""

    def __init__(self, name):
        self.name = name
        self.seen = []
        self.note = self.seen.append

    def end(self):
        global checked
        later = self.seen[10:]
        assert len(later) >= ROUNDS - 10, self.name
        # a frame that stayed would make another depth each time; native code that calls the machine makes a few, of one build or
        # another some thousand bytes apart
        if len(set(later)) > FEW:
            failed.append(f"{self.name}: {len(set(later))} depths, {max(later) - min(later)} bytes apart, in {ROUNDS} rounds")
        checked += 1


class Number:
    def __init__(self, n):
        self.n = n

    def answer(self, other):
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __floordiv__ = __mod__ = answer
    __pow__ = __matmul__ = __and__ = __or__ = __xor__ = __lshift__ = __rshift__ = answer

    def __neg__(self):
        return self

    __pos__ = __invert__ = __neg__

    def __bool__(self):
        return self.n > 1

    def __lt__(self, other):
        return self.n < 2

    __le__ = __gt__ = __ge__ = __lt__

    def __eq__(self, other):
        return self.n == 1

    __hash__ = None

    def __contains__(self, item):
        return True


def arithmetic(watch):
    note = watch.note
    for a, b in [(7, 3), (7.5, 2.5), (1 << 80, 3), (Number(1), 5)]:
        for _ in range(ROUNDS):
            c = a + b
            c = a - b
            c = a * b
            c = a / b
            c = a // b
            c = a % b
            c = -a
            c = +a
            c = not a
            c = (a and b) or c
            a += 0
            a -= 0
            a *= 1
            note(native_depth())
        watch.end()
    for a, b in [(7, 3), (1 << 80, 3), (Number(1), 5)]:
        for _ in range(ROUNDS):
            c = a**b
            c = a & b
            c = a | b
            c = a ^ b
            c = a << b
            c = a >> b
            c = ~a
            c = a & 7
            c = a << 2
            c = a >> 2
            note(native_depth())
        watch.end()
    for a in (7, 7.5, 1 << 80, Number(1)):
        for _ in range(ROUNDS):
            c = a + 3
            c = a - 3
            c = a * 3
            c = a // 3
            c = a % 3
            c = a + 1.5
            c = a - 1.5
            c = a * 1.5
            c = a / 1.5
            note(native_depth())
        watch.end()
    a = Number(1)
    for _ in range(ROUNDS):
        c = a @ a
        c = "ab" + "cd" * 2
        c = "%s" % c
        note(native_depth())
    watch.end()


def comparisons(watch):
    note = watch.note
    for a, b in [(7, 3), (3, 7), (7.5, 2.5), ("a", "b"), (Number(1), 5), (Number(2), 5)]:
        for _ in range(ROUNDS):
            c = a < b
            c = a <= b
            c = a > b
            c = a >= b
            c = a == b
            c = a != b
            c = a is b
            c = a is not b
            c = a in (b,)
            c = a not in (b,)
            c = bool(a)
            note(native_depth())
        watch.end()


def jumps(watch):
    note = watch.note
    for a, b in [(7, 3), (3, 7), (7.5, 2.5), (Number(1), 5), (Number(2), 5), (3, 3)]:
        for _ in range(ROUNDS):
            c = 0
            if a < b: c = 1
            if a <= b: c = 1
            if a > b: c = 1
            if a >= b: c = 1
            if a == b: c = 1
            if a != b: c = 1
            if not a < b: c = 1
            if not a <= b: c = 1
            if not a > b: c = 1
            if not a >= b: c = 1
            if not a == b: c = 1
            if not a != b: c = 1
            if a < 3: c = 1
            if a <= 3: c = 1
            if a > 3: c = 1
            if a >= 3: c = 1
            if a == 3: c = 1
            if a != 3: c = 1
            if not a < 3: c = 1
            if not a <= 3: c = 1
            if not a > 3: c = 1
            if not a >= 3: c = 1
            if not a == 3: c = 1
            if not a != 3: c = 1
            if a is b: c = 1
            if a is not b: c = 1
            if a is None: c = 1
            if a is not None: c = 1
            if a in (b,): c = 1
            if a not in (b,): c = 1
            if not a: c = 1
            if a: c = 1
            if a < b or a == b: c = 1
            if a <= b or a != b: c = 1
            if a > b or a >= b or b > a: c = 1
            if a < 5 or a == 5 or a > 5: c = 1
            if a <= 5 or a >= 5 or a != 5: c = 1
            if a is b or a in (b,) or a not in (b,): c = 1
            if a is None or a is not None: c = 1
            if a or b: c = 1
            note(native_depth())
        watch.end()


def backward_jumps(watch):
    note = watch.note
    for _ in range(ROUNDS):
        for limit in (3, 3.5):
            n = 0
            while n < limit: n += 1
            while n > 0: n -= 1
            n = 0
            while n <= 2: n += 1
            while n >= 1: n -= 1
            n = 0
            while n != 3: n += 1
            while not n == 0: n -= 1
            while not n >= limit: n += 1
            while not n < 1: n -= 1
            while not n > limit: n += 1
            while not n <= 0: n -= 1
            while n in (0, 1): n += 1
            while n not in (0,): n -= 1
            while n is not None: n = None
            while n is None: n = 3
            while n: n -= 1
            while not n: n += 1
            while True:
                n += 1
                if n > 5: break
        note(native_depth())
    watch.end()


class Plain:
    def method(self, x=0):
        return x

    def keywords(self, x=0, *, y=0):
        return x


class Derived(Plain):
    def method(self, x=0):
        return super().method(x)

    @property
    def computed(self):
        return 1


class Dynamic:
    def __getattr__(self, name):
        return 3


def attributes(watch):
    note = watch.note
    for o in (Derived(), Plain()):
        for i in range(ROUNDS):
            o.x = i
            o.y = o.x
            o.method(1)
            o.method()
            o.keywords(1, y=2)
            o.keywords(y=2)
            m = o.method
            m(3)
            del o.y
            note(native_depth())
        watch.end()
    d, e = Derived(), Dynamic()
    for i in range(ROUNDS):
        d.computed
        e.anything
        Plain().new = i
        sys.maxsize
        "a".upper()
        note(native_depth())
    watch.end()


def items(watch):
    note = watch.note
    numbers, table = [1, 2, 3], {"a": 1, 2: 2}
    for i in range(ROUNDS):
        k = i % 3
        c = numbers[k]
        c = numbers[0]
        c = numbers[-1]
        c = (1, i)[1]
        c = "abc"[k]
        numbers[k] = i
        table["a"] = i
        table[i] = i
        c = table["a"]
        c = table[i]
        del table[i]
        c = numbers[0:2]
        c = numbers[::2]
        c = numbers[k:]
        numbers[k:k] = ()
        note(native_depth())
    watch.end()


def callee(a, b=2, *rest, c=3, **more):
    return a


def nothing():
    pass


def calls(watch):
    note = watch.note
    arguments, names = (1, 2), {"c": 4}
    for i in range(ROUNDS):
        nothing()
        callee(1)
        callee(1, 2, 3)
        callee(1, c=2)
        callee(1, d=2)
        callee(*arguments)
        callee(*arguments, **names)
        callee(*[1], 2, **names, d=3)
        callee(*range(3))
        callee(**{"a": 1}, **names)
        len("abc")
        int("5")
        Plain()
        sorted([2, 1], key=lambda n: -n)
        str.upper("a")
        "a".join(("b", "c"))
        "a b".split(maxsplit=1)
        note(native_depth())
    watch.end()


def building(watch):
    note = watch.note
    some, table = [1, 2], {"a": 1}
    for i in range(ROUNDS):
        c = (i, 1)
        c = [i, 1]
        c = {i, 1}
        c = {i: 1, "b": 2}
        c = [*some, i]
        c = (*some, i)
        c = {*some, i}
        c = {**table, "b": i}
        c = [n for n in some]
        c = {n for n in some}
        c = {n: n for n in some}
        c = f"{i} {i!r} {i!s} {i!a} {i:>4} {i:{5}}"
        c = t"{i} {i!r:>4}"
        note(native_depth())
    watch.end()


def unpacking(watch):
    note = watch.note
    for i in range(ROUNDS):
        a, b = (i, 2)
        a, b = [i, 2]
        a, b = "ab"
        a, *b, c = (1, 2, 3, 4)
        [a, [b, c]] = 1, (2, 3)
        for a in (1, 2): pass
        for a in [1, 2]: pass
        for a in "ab": pass
        for a in {1: 2}: pass
        for a, b in {1: 2}.items(): pass
        for a in {1, 2}: pass
        for a in range(0, 10, 3): pass
        for a in map(int, "12"): pass
        note(native_depth())
    watch.end()


def cells(watch):
    note = watch.note
    total = 0

    def inner():
        nonlocal total
        total = total + 1

        def innermost(z=3, *, y: int = 2) -> int:
            return total

        return innermost

    for i in range(ROUNDS):
        inner()()
        fresh = i
        total = total + (lambda: fresh)()
        note(native_depth())
    watch.end()


def unbound(watch):
    note = watch.note

    def missing(flag):
        if flag:
            a = 1

        def user():
            return late

        try:
            user()
        except NameError:
            pass
        try:
            late
        except NameError:
            pass
        late = 3
        del late
        try:
            a
        except UnboundLocalError:
            pass
        if flag:
            del a

    for i in range(ROUNDS):
        missing(True)
        missing(False)
        note(native_depth())
    watch.end()


shared = 0


def globals_(watch):
    global shared, gone
    note = watch.note
    for i in range(ROUNDS):
        shared = i
        c = shared
        c = len
        gone = i
        del gone
        note(native_depth())
    watch.end()


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return True


def exceptions(watch):
    note = watch.note
    for i in range(ROUNDS):
        try:
            raise ValueError(i)
        except (KeyError, ValueError) as error:
            kept = error
        try:
            try:
                1 // 0
            except KeyError:
                pass
            finally:
                c = i
        except ZeroDivisionError:
            pass
        try:
            raise KeyError from kept
        except KeyError:
            try:
                raise
            except KeyError:
                pass
        with Manager():
            c = i
        with Manager():
            raise ValueError
        try:
            assert i < 0, "it is not"
        except AssertionError:
            pass
        try:
            raise ExceptionGroup("several", [ValueError(1), TypeError(2), KeyError(3)])
        except* ValueError:
            pass
        except* (TypeError, KeyError) as group:
            kept = group
        note(native_depth())
    watch.end()


def generators(watch):
    note = watch.note

    def simple(n):
        got = yield n
        return got

    def delegating(n):
        c = yield from simple(n)
        yield from [c, n]

    def endless():
        # the machine runs a generator's frame in place, so its depth is noted inside
        while True:
            note(native_depth())
            yield 1

    for i in range(ROUNDS):
        for c in delegating(i): pass
        c = list(n for n in range(2))
        note(native_depth())
    watch.end()
    watch.seen.clear()
    for i, c in zip(range(ROUNDS), endless()): pass
    watch.end()

    def stops(n):
        yield n
        raise StopIteration

    for i in range(ROUNDS):
        try:
            for c in stops(i): pass
        except RuntimeError:
            pass
        note(native_depth())
    watch.end()


class AsyncManager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return True


async def counted(n):
    for i in range(n):
        yield i


async def answer(n):
    return n


async def coroutines(watch):
    note = watch.note
    for i in range(ROUNDS):
        c = await answer(i)
        async for c in counted(2): pass
        c = [n async for n in counted(2)]
        async with AsyncManager():
            c = i
        async with AsyncManager():
            raise ValueError
        note(native_depth())
    watch.end()


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def patterns(watch):
    note = watch.note
    subjects = [1, "a", [1, 2], [1, 2, 3, 4], {"k": 1, "l": 2}, Point(1, 2), None, 2.5]
    for i in range(ROUNDS):
        match subjects[i % 8]:
            case 1 | 2: c = 1
            case None | True: c = 2
            case "a": c = 3
            case [a, b]: c = 4
            case [a, *b]: c = 5
            case {"k": a, **b}: c = 6
            case Point(a, y=b) if a: c = 7
            case int() | float() as a: c = 8
            case _: c = 9
        note(native_depth())
    watch.end()


def definitions(watch):
    note = watch.note
    free = 1
    for i in range(ROUNDS // 4):
        for _ in range(4):
            def function[T, *Ts, **P](a: T, b: int = 2, *, c: "str" = 3) -> T: return a

            note(native_depth())

        class Local[T: int = bool, U: (int, str) = int]:
            z = free
            x: int = 1
            inner = [free for _ in range(2)]

            def method(self):
                return __class__

        type Alias[V] = list[V]
        import os.path
        import os.path as path
        from os import path as p, sep
    watch.end()


# more parameters than an operand has registers for
def crowded(
    p000, p001, p002, p003, p004, p005, p006, p007, p008, p009, p010, p011, p012, p013, p014, p015, p016, p017, p018, p019,
    p020, p021, p022, p023, p024, p025, p026, p027, p028, p029, p030, p031, p032, p033, p034, p035, p036, p037, p038, p039,
    p040, p041, p042, p043, p044, p045, p046, p047, p048, p049, p050, p051, p052, p053, p054, p055, p056, p057, p058, p059,
    p060, p061, p062, p063, p064, p065, p066, p067, p068, p069, p070, p071, p072, p073, p074, p075, p076, p077, p078, p079,
    p080, p081, p082, p083, p084, p085, p086, p087, p088, p089, p090, p091, p092, p093, p094, p095, p096, p097, p098, p099,
    p100, p101, p102, p103, p104, p105, p106, p107, p108, p109, p110, p111, p112, p113, p114, p115, p116, p117, p118, p119,
    p120, p121, p122, p123, p124, p125, p126, p127, p128, p129, p130, p131, p132, p133, p134, p135, p136, p137, p138, p139,
    p140, p141, p142, p143, p144, p145, p146, p147, p148, p149, p150, p151, p152, p153, p154, p155, p156, p157, p158, p159,
    p160, p161, p162, p163, p164, p165, p166, p167, p168, p169, p170, p171, p172, p173, p174, p175, p176, p177, p178, p179,
    p180, p181, p182, p183, p184, p185, p186, p187, p188, p189, p190, p191, p192, p193, p194, p195, p196, p197, p198, p199,
    p200, p201, p202, p203, p204, p205, p206, p207, p208, p209, p210, p211, p212, p213, p214, p215, p216, p217, p218, p219,
    p220, p221, p222, p223, p224, p225, p226, p227, p228, p229, p230, p231, p232, p233, p234, p235, p236, p237, p238, p239,
    p240, p241, p242, p243, p244, p245, p246, p247, p248, p249, p250, p251, p252, p253, p254, p255, p256, p257, p258, p259,
):
    return p000 + p259


def wide(watch):
    note = watch.note
    many = range(260)
    for i in range(ROUNDS):
        c = crowded(*many)
        note(native_depth())
    watch.end()


for check in (
    arithmetic, comparisons, jumps, backward_jumps, attributes, items, calls, building, unpacking, cells, unbound, globals_,
    exceptions, generators, patterns, definitions, wide,
):
    check(Watch(check.__name__))
asyncio.run(coroutines(Watch("coroutines")))

# names of a module and of a class: the loops stand in their bodies
watch = Watch("module")
for i in range(ROUNDS):
    there: int = i
    there = i
    c = there
    del there
    watch.note(native_depth())
watch.end()


def in_classes(free):
    class Body:
        watch = Watch("class")
        for i in range(ROUNDS):
            there: int = i
            c = there
            c = free
            del there
            watch.note(native_depth())
        watch.end()


in_classes(1)

watch = Watch("import star")
for i in range(ROUNDS):
    from sys import *
    from os.path import *

    watch.note(native_depth())
watch.end()

# the probe works: native calls that call back stand deeper
depths = [native_depth()]
max([1, 2], key=lambda n: depths.append(native_depth()) or n)
assert depths[1] > depths[0] + 100, depths
# the machine of a nested run gives its frames back
assert abs(native_depth() - depths[0]) < 100

for line in failed:
    print("the native stack grows:", line)
print(checked, "loops watched")
sys.exit(bool(failed))
