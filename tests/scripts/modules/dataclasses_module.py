"""dataclasses: fields and defaults, inheritance, frozen, slots, order, hashes, init-only arguments, what is refused, the functions."""
import copy
import dataclasses
import inspect
import pickle
import re
import sys
from dataclasses import (KW_ONLY, MISSING, Field, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields,
                         is_dataclass, make_dataclass, replace)
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar


def attempt(what, *args, **kwargs):
    try:
        print(re.sub('0x[0-9a-f]+', '0x', repr(what(*args, **kwargs))))
    except Exception as e:
        print(type(e).__name__, e)


def refused(source):
    try:
        exec(source, dict(globals()))
        print('fine', source.replace('\n', '|'))
    except Exception as e:
        print(type(e).__name__, e)


print('--- plain')


@dataclass
class Point:
    """Doc."""
    x: int
    y: int = 2
    names: list = field(default_factory=list, repr=False)
    hidden: int = field(default=5, init=False)
    made: dict = field(default_factory=dict, init=False, compare=False)
    kind: ClassVar[str] = 'point'


p = Point(1)
print(p, Point(1) == p, Point(1, 3) == p, Point(1) == 1, Point.__match_args__, Point.y, hasattr(Point, 'names'), Point.kind)
attempt(Point)
attempt(Point, 1, 2, [], 3)
attempt(Point, x=1, z=2)
attempt(hash, p)
print(inspect.signature(Point), Point.__init__.__annotations__, Point.__doc__, Point.__init__.__qualname__, Point.__eq__.__module__)
for f in fields(Point):
    print(re.sub('0x[0-9a-f]+', '0x', str(f)))
print([f.name for f in fields(p)], Point.__dataclass_params__, sorted(Point.__dataclass_fields__))
attempt(fields, 3)
attempt(fields, int)
print(is_dataclass(p), is_dataclass(Point), is_dataclass(3), is_dataclass(list[int]))
print(repr(MISSING)[:40], repr(KW_ONLY)[:40], type(MISSING).__name__, type(KW_ONLY).__name__, InitVar[int], InitVar[list[int]], Field[int])


@dataclass
class Undocumented:
    a: int
    b: 'str' = 'x'
    c: list[int] = field(default_factory=list)
    d: Any = None
    _: KW_ONLY
    e: float = 1.5
    f: Point = None


print(Undocumented.__doc__)
print(Undocumented(1, e=2), Undocumented.__match_args__, inspect.signature(Undocumented))
attempt(Undocumented, 1, 'b', [], None, 3)

print('--- what is refused')
for source in ('''@dataclass
class A:
    x: int = 1
    y: int''', '''@dataclass
class A:
    x: list = []''', '''@dataclass
class A:
    x: dict = field(default={})''', '''field(default=1, default_factory=list)''', '''@dataclass
class A:
    x = field()''', '''@dataclass
class A:
    x: ClassVar[int] = field(default_factory=int)''', '''@dataclass
class A:
    x: InitVar[int] = field(default_factory=int)''', '''@dataclass
class A:
    x: ClassVar[int] = field(kw_only=True)''', '''@dataclass
class A:
    _: KW_ONLY
    x: int
    __: KW_ONLY''', '''@dataclass(order=True, eq=False)
class A:
    x: int''', '''@dataclass(order=True)
class A:
    x: int
    def __lt__(self, o): pass''', '''@dataclass(unsafe_hash=True)
class A:
    x: int
    def __hash__(self): return 1''', '''@dataclass(frozen=True)
class A:
    x: int
    def __setattr__(self, n, v): pass''', '''@dataclass(weakref_slot=True)
class A:
    x: int''', '''@dataclass(slots=True)
class A:
    __slots__ = ('x',)
    x: int''', '''@dataclass
class A: x: int = 0
@dataclass(frozen=True)
class B(A): y: int = 0''', '''@dataclass(frozen=True)
class A: x: int = 0
@dataclass
class B(A): y: int = 0''', '''@dataclass(frozen=True)
class A: x: int = 0
@dataclass
class C: z: int = 0
@dataclass(frozen=True)
class B(A, C): y: int = 0''', '''@dataclass
class A: x: int = 0
@dataclass
class B(A): y: int''', '''dataclass(bogus=1)'''):
    refused(source)

print('--- inheritance')


@dataclass
class Base:
    x: int = 15
    y: Any = field(default=0, kw_only=True)

    def hello(self):
        return f'hello {self.x}'


class Between(Base):
    x = 99


@dataclass
class Derived(Between):
    z: int = 10
    x: int = 16


print(Derived(), Derived(1, 2, y=3), [f.name for f in fields(Derived)], Derived().hello(), Between(), [f.default for f in fields(Between)])
T = TypeVar('T')


@dataclass
class Box(Generic[T]):
    item: T

    def __post_init__(self):
        self.after = repr(self.item)


print(Box[int](3), Box(3).after, is_dataclass(Box[int]))

print('--- order and hashes')


@dataclass(order=True)
class Version:
    major: int
    minor: int = 0
    note: str = field(default='', compare=False)


print(sorted([Version(2), Version(1, 5), Version(1, 2, 'n')]), Version(1) < Version(1, 1), Version(1) >= Version(1, note='x'), Version(1, 0, 'a') == Version(1))
attempt(lambda: Version(1) < 1)
for options in ({}, {'eq': False}, {'frozen': True}, {'unsafe_hash': True}, {'eq': False, 'frozen': True}, {'frozen': True, 'eq': True, 'unsafe_hash': True}):
    A = dataclass(**options)(type('A', (), {'__annotations__': {'x': int}, 'x': 1}))
    print(options, A.__hash__ is None, A.__hash__ is object.__hash__, A.__hash__ is not None and '__hash__' in vars(A) and hash(A()) == hash((1,)))


@dataclass(unsafe_hash=True)
class Hashed:
    a: int
    b: int = field(default=0, hash=False)
    c: list = field(default_factory=list, compare=False)
    d: int = field(default=0, compare=False, hash=True)


print(hash(Hashed(1)) == hash((1, 0)), Hashed(1, 2, [3], 4) == Hashed(1, 2, [5], 6))

print('--- frozen')


@dataclass(frozen=True)
class Frozen:
    x: int
    y: list = field(default_factory=list)

    def __post_init__(self):
        object.__setattr__(self, 'extra', self.x * 2)


f = Frozen(1)
for change in (lambda: setattr(f, 'x', 2), lambda: setattr(f, 'new', 2), lambda: delattr(f, 'x'), lambda: delattr(f, 'none')):
    attempt(change)


class Sub(Frozen):
    pass


s = Sub(3)
s.free = 1
attempt(setattr, s, 'x', 1)
attempt(delattr, s, 'y')
print(s, s.free, f.extra, issubclass(FrozenInstanceError, AttributeError))

print('--- slots')


@dataclass(slots=True, weakref_slot=True)
class Slotted:
    x: int
    y: int = field(default=2, doc='the second')

    def me(self):
        return super().__repr__() and __class__.__name__


s = Slotted(1)
print(s, Slotted.__slots__, hasattr(s, '__dict__'), s.me())
attempt(setattr, s, 'z', 1)


@dataclass(slots=True)
class More(Slotted):
    z: int = 3


print(More(1), More.__slots__)


@dataclass(slots=True, frozen=True)
class Both:
    x: int
    y: tuple = ()


print(pickle.loads(pickle.dumps(Both(1, (2,)))), copy.copy(Both(3)), copy.deepcopy(Point(1, names=[[1]])).names)
attempt(setattr, Both(1), 'x', 2)

print('--- init-only arguments')


@dataclass
class Init:
    a: int
    b: InitVar[int]
    c: InitVar['str'] = 'c'
    d: int = field(init=False)
    e: 'InitVar[int]' = 7

    def __post_init__(self, b, c, e):
        self.d = (b, c, e)


i = Init(1, 2)
print(i, i.c, [f.name for f in fields(i)], inspect.signature(Init))
attempt(replace, i, a=5)
attempt(replace, i, a=5, b=6)
attempt(replace, i, b=6, d=1)
attempt(replace, i, b=6, nothing=1)
attempt(replace, 3)
attempt(replace, Init)
print(copy.replace(Point(1), y=9), replace(Point(1, names=[4]), x=0).names)

print('--- asdict and astuple')


class Pair(NamedTuple):
    a: Any
    b: Any


from collections import OrderedDict, defaultdict
deep = Point(Point(1), Pair([Point(2)], {Point: (Point(3),)}), [OrderedDict(k=Point(4)), defaultdict(list, {1: [Point(5)]}), {6}])
print(asdict(deep))
print(astuple(deep))
print(asdict(Point(1), dict_factory=lambda pairs: [name for name, _ in pairs]), astuple(Point(1), tuple_factory=list))
inner = [1]
print(asdict(Point(inner))['x'] is inner, asdict(Point({1: inner}))['x'][1] is inner)
attempt(asdict, 3)
attempt(astuple, Point)

print('--- make_dataclass')
M = make_dataclass('M', ['a', ('b', int), ('c', str, 'x'), ('d', list, field(default_factory=list))], namespace={'twice': lambda self: self.a * 2})
print(M(1, 2), M(1, 2).twice(), [f.name for f in fields(M)], M.__module__, M.__annotations__)
N = make_dataclass('N', ['a', ('b', int, 5)], frozen=True, module='elsewhere')
print(N(1), N.__module__, N.__annotations__)
for names in (['a', 'a'], ['for'], ['1'], [3], [('a',)], [('a', int, 1, 2)], [(1, int)], ['a b'], [('x', list, [])]):
    attempt(make_dataclass, 'X', names)

print('--- methods of one\'s own')


@dataclass
class Mine:
    x: int

    def __repr__(self):
        return 'mine'

    def __eq__(self, other):
        return True

    def __init__(self):
        self.x = 3


print(Mine(), Mine() == 3, Mine.__hash__)


@dataclass(repr=False, init=False, eq=False, match_args=False)
class Nothing:
    x: int = 1


print(Nothing() == Nothing(), hasattr(Nothing, '__match_args__'), Nothing().x)


@dataclass
class Loop:
    me: object = None


loop = Loop()
loop.me = [loop]
print(loop)


class Told:
    def __set_name__(self, owner, name):
        print('told', owner.__name__, name)

    def __get__(self, obj, owner=None):
        return 42 if obj is None else obj._v

    def __set__(self, obj, value):
        obj._v = value


@dataclass
class Descr:
    x: int = field(default=Told())
    self: int = 3


print(Descr(1, 2))
