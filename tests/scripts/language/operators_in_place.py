"""Operators that a Python method answers in place: results of all kinds, NotImplemented, errors with their places, recursion, generators."""

import sys
import traceback


class Number:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return f"Number({self.value!r})"

    def __add__(self, other):
        if isinstance(other, Number):
            return Number(self.value + other.value)
        if isinstance(other, int):
            return Number(self.value + other)
        return NotImplemented

    def __radd__(self, other):
        return ("radd", self.value, other)

    def __sub__(self, other):
        return None

    def __mul__(self, other):
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, Number):
            return self.value == other.value
        return NotImplemented

    def __lt__(self, other):
        if isinstance(other, Number):
            return self.value < other.value
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, Number):
            return [] if self.value <= other.value else ["yes"]
        return NotImplemented

    def __le__(self, other):
        return NotImplemented

    def __getitem__(self, key):
        if key == 7:
            raise IndexError(key)
        return (self.value, key)

    def __contains__(self, item):
        return item and [item]

    def __matmul__(self, other):
        return 1 / 0


class Child(Number):
    def __radd__(self, other):
        return "child"

    def __lt__(self, other):
        return "child lt"

    def __gt__(self, other):
        return "child gt"


class Other:
    def __rmul__(self, other):
        return "rmul"

    def __ge__(self, other):
        return "ge"


class Strict:
    pass


def attempt(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def operators():
    a, b, c = Number(1), Number(2), Child(3)
    print(a + b, a + 1, a - b, 1 + a, a + c, c + a, a == b, a == Number(1), a != b, a < b, a > b, b > a)
    print(a < c, c < a, a > c, a == 5, a != 5, a == "x", a == None)
    attempt(lambda: a + "x")
    attempt(lambda: a * b)
    attempt(lambda: a * 2)
    attempt(lambda: a * "ab")
    attempt(lambda: a * [1])
    attempt(lambda: a * Other())
    attempt(lambda: a < 1)
    attempt(lambda: a <= b)
    attempt(lambda: a <= Other())
    attempt(lambda: a <= 2)
    attempt(lambda: a @ b)
    attempt(lambda: a / b)
    attempt(lambda: Strict() + Strict())
    attempt(lambda: Strict() < Strict())
    print(Strict() == Strict(), Strict() != 1)
    total = Number(0)
    for i in range(5):
        total += Number(i)
        total = total + i
    print(total)


operators()


def jumps():
    a, b, out = Number(1), Number(2), []
    if a < b:
        out.append("lt")
    if not a < b:
        out.append("not lt")
    if a > b:
        out.append("gt")
    if b > a:
        out.append("gt 2")
    if a == b:
        out.append("eq")
    if a != b:
        out.append("ne")
    if 3 in a:
        out.append("in")
    if 0 not in a:
        out.append("not in")
    out += [3 in a, 0 in a, 3 not in a, "" not in a]
    n = 0
    limit, at = Number(4), Number(0)
    while at < limit:
        at = at + 1
        n += 1
    while True:
        n += 1
        if not (limit == at):
            break
        at = at + 1
    print(out, n, [x.value for x in (a, b) if x > a], a[1], a["k"], a[-1])
    try:
        if a <= b:
            out.append("?")
    except TypeError as e:
        print(e)
    try:
        a[7]
    except IndexError as e:
        print(repr(e))


jumps()


class Descriptor:
    def __get__(self, instance, owner):
        return ("get", instance is None, owner.__name__)

    def __set__(self, instance, value):
        instance.log.append(value)
        return NotImplemented


class Thing:
    d = Descriptor()

    def __init__(self):
        self.log = []
        self._p = 0

    @property
    def p(self):
        return self._p

    @p.setter
    def p(self, value):
        self._p = value * 2

    @property
    def bad(self):
        raise ValueError("bad")

    @property
    def lost(self):
        return self.nowhere

    @property
    def odd(self):
        return NotImplemented

    def __getattr__(self, name):
        if name.startswith("x"):
            return name * 2
        raise AttributeError(f"no {name}")


def attributes():
    t = Thing()
    for i in range(3):
        t.p = i
        t.d = i
        print(t.p, t.d, t.xyz, t.odd, t.__class__.__name__, end=" ")
    print(t.log)
    for name in ("bad", "lost", "yz"):
        try:
            getattr(t, name)
        except Exception as e:
            print(type(e).__name__, e)
    try:
        t.bad
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    try:
        t.lost
    except AttributeError:
        traceback.print_exc(file=sys.stdout)
    try:
        return Number(1) @ t
    except ZeroDivisionError:
        traceback.print_exc(file=sys.stdout)


attributes()


class Deep:
    def __add__(self, other):
        return self + other

    @property
    def p(self):
        return self.p

    def __getitem__(self, key):
        return self[key]

    def __lt__(self, other):
        return self < other

    def __getattr__(self, name):
        return getattr(self, name)


def recursion():
    d = Deep()
    for f in (lambda: d + d, lambda: d.p, lambda: d[0], lambda: d < d, lambda: d.zz):
        try:
            f()
        except RecursionError as e:
            print("RecursionError", str(e).startswith("maximum recursion depth exceeded"))


recursion()


class Frames:
    def __add__(self, other):
        frame = sys._getframe()
        return frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_back.f_lineno - frame.f_back.f_code.co_firstlineno

    @property
    def p(self):
        return sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno

    def __getitem__(self, key):
        yield key
        yield self + key


def frames():
    f = Frames()
    one = f + 1
    two = (
        f.p
    )
    print(one, two, list(f[3]))


frames()


def generate(n):
    a = Number(0)
    while a < Number(n):
        yield a[1]
        a = a + 1
    yield a == Number(n)


print(list(generate(3)), [x for x in generate(2)], sum(1 for _ in generate(5)))


class Switch:
    """A method that takes its own class's method away while it runs."""

    def __add__(self, other):
        del Switch.__add__
        return NotImplemented

    def __lt__(self, other):
        self.__class__ = Strict
        return NotImplemented


try:
    Switch() + Switch()
except TypeError as e:
    print(e)
try:
    Switch() < Switch()
except TypeError as e:
    print(e)

events = []


def trace(frame, event, arg):
    events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return trace


def traced():
    t, a = Thing(), Number(1)
    b = a + a
    t.p = b[1][0]
    if a < b:
        return t.p, t.xx


sys.settrace(trace)
result = traced()
sys.settrace(None)
print(result, len(events))
for event in events:
    print(*event, end="; ")
print()

events.clear()
sys.setprofile(trace)
result = traced()
sys.setprofile(None)
print([e for e in events if e[0] in ("call", "return")])


class Settracing:
    def __add__(self, other):
        sys.settrace(trace)
        return 1

    def __sub__(self, other):
        sys.settrace(None)
        return 2


def toggles():
    s = Settracing()
    x = s + 1
    y = s - 1
    return x + y


events.clear()
print(toggles(), events)
