"""pprint: every kind of container at widths from narrow to wide, options, what is recursive or readable, a subclass's format."""
import collections
import io
import pprint
import re
import types
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque
from dataclasses import dataclass, field
from types import MappingProxyType, SimpleNamespace


@dataclass
class Point:
    x: int
    names: list = field(default_factory=list)
    hidden: int = field(default=3, repr=False)
    inner: object = None


@dataclass(repr=False)
class Bare:
    x: int = 1


@dataclass
class Own:
    x: int = 1

    def __repr__(self):
        return 'Own' * 30


class Items(list):
    pass


class Loud(list):
    def __repr__(self):
        return 'Loud!' * 30


class Namespace(SimpleNamespace):
    pass


class Flag(int):
    pass


def clean(text):
    return re.sub(r'id=\d+', 'id', re.sub('0x[0-9a-f]+', '0x', text))


words = 'the quick brown fox jumps over the lazy dog and runs away'.split()
nested = {'numbers': list(range(30)), 'words': words, 'deep': {'a': {'b': {'c': {'d': list(range(12))}}}}, 3: (1,), (2, 'x'): set(words)}
values = [
    nested, list(range(50)), words * 3, tuple(words), (' '.join(words),), [words, tuple(words)], set(words), frozenset(range(40)), Items(words),
    Loud(), ' '.join(words) * 3, 'line one\nline two is longer than that\n\n\ttabs and spaces   \n' * 2, 'x' * 100, "quote's " * 20, [' '.join(words)] * 2,
    {'k': ' '.join(words) * 2}, bytes(range(60)), b'abc' * 30, bytearray(range(48)), [b'\0' * 40], {b'k': bytearray(50)}, OrderedDict((w, len(w)) for w in words),
    OrderedDict(), defaultdict(list, {w: [w] * 3 for w in words}), defaultdict(int), Counter(words * 2), Counter('aab'), Counter(), ChainMap({'a': words}, {'b': words}),
    ChainMap({}), deque(words), deque(words, 20), deque(), deque([words] * 2, maxlen=3), UserDict({w: 1 for w in words}), UserList(words), UserString(' '.join(words) * 2),
    MappingProxyType({w: 1 for w in words}), SimpleNamespace(alpha=words, beta={'x': words}), Namespace(a=words, b=1), Point(1, words), Point(1, [], inner=Point(2, words, inner=Own())),
    Bare(), Own(), [Own(), Point(3)], 123456789, 1.5, None, True, Flag(1234567), 10 ** 70, {1: 'a', 'b': 2, None: 3, (1,): 4}, [[], {}, (), set(), frozenset(), ''],
    [[[[[[[[[[1]]]]]]]]]], {'a' * 50: 'b' * 50}, {'a' * 90: words}, [[1, 2], [3, 4]] * 9, ((1, 2),) * 12, 'a b', range(100), [range(3)] * 20, object, pprint.pprint,
]

for width in (60, 20, 1):
    for compact in (False, True):
        for indent in (1, 4, 0):
            if width < 40 and indent == 4 or width == 1 and indent == 0:
                continue
            print(f'=== width {width} compact {compact} indent {indent}')
            for value in values if indent == 1 and width > 5 else values[::5]:
                print(clean(pprint.pformat(value, width=width, compact=compact, indent=indent)))

print('=== depth')
for depth in (1, 2, 3):
    for value in (nested, Point(1, words, inner=Point(2)), [[[[1]]]], ((1,),), {1: {2: {3: 4}}}, [{}, (), []], ChainMap({1: [2]}), deque([[1]])):
        print(pprint.pformat(value, depth=depth, width=50))

print('=== options')
print(pprint.pformat({'b': 1, 'a': 2, 'c': words}, sort_dicts=False), pprint.pformat([10 ** 9, -12345, 1234.5, Flag(98765)], underscore_numbers=True))
pprint.pp({'b': 1, 'a': {'z': 1, 'y': 2}})
pprint.pp([1000000], underscore_numbers=True)
pprint.pprint({'b': 1, 'a': 2}, indent=2, width=5)
out = io.StringIO()
pprint.pprint(words, out, 2, 30, None)
pprint.PrettyPrinter(stream=out, width=30).pprint([1])
print(out.getvalue())
for wrong in ({'indent': -1}, {'depth': 0}, {'depth': -1}, {'width': 0}, {'indent': 'x'}, {'width': None}):
    try:
        pprint.PrettyPrinter(**wrong)
    except Exception as e:
        print(type(e).__name__, e)
pprint.PrettyPrinter(indent='3', width='20').pprint([words])

print('=== recursion')
loop = [1]
loop.append(loop)
table = {}
table['self'] = table
table['list'] = [table, words]
space = SimpleNamespace(a=words)
space.me = space
point = Point(1, words)
point.inner = point
chain = ChainMap({})
chain.maps[0]['c'] = [chain]
for value in (loop, table, space, point, [loop, loop], (loop,)):
    print(clean(pprint.pformat(value, width=30)))
    print(pprint.isrecursive(value), pprint.isreadable(value), clean(pprint.saferepr(value)))
twice = [words, words]
for value in (1, 'a', [1], (), {}, {1: 2}, object(), [object()], int, twice, {1: [object]}, 1.5, Loud(), Items([1])):
    print(pprint.isrecursive(value), pprint.isreadable(value), clean(pprint.saferepr(value)), pprint.PrettyPrinter().isreadable(value), pprint.PrettyPrinter().isrecursive(value))

print('=== a format of one\'s own')


class Mine(pprint.PrettyPrinter):
    def format(self, object, context, maxlevels, level):
        if isinstance(object, int):
            return f'<{object:x}>', False, False
        if isinstance(object, str):
            return object.upper(), True, False
        return super().format(object, context, maxlevels, level)


for width in (80, 20):
    Mine(width=width).pprint({'a': [10, 11, 12], 'b': (13,), 14: words[:3]})
print(Mine().isreadable([1]), Mine().isreadable(['a']), Mine(depth=1).pformat([[1]]))


class Odd:
    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return f'Odd({self.n})'

    def __lt__(self, other):
        return NotImplemented


print(len(pprint.pformat({Odd(i): i for i in range(12)}, width=20).split('\n')), pprint.pformat({'x': 1, 'X': 2, 1: 3, 2.5: 4, -1: 5}))
