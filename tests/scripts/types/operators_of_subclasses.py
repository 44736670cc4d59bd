# Which operand's operator is asked, and what is said if none answers: sequences beside numbers, and classes that derive from them.
import array
import collections
import copy
import itertools


def told(f):
    try:
        return repr(f())
    except Exception as e:
        return f'{type(e).__name__} {e}'


class Index:
    def __index__(self): return 2


class Both:
    def __mul__(self, other): return 'mul'
    def __rmul__(self, other): return 'rmul'
    def __radd__(self, other): return 'radd'


class Neither:
    def __mul__(self, other): return NotImplemented
    def __rmul__(self, other): return NotImplemented


class MulList(list):
    def __mul__(self, other): return NotImplemented


class RMulList(list):
    def __rmul__(self, other): return NotImplemented


class OwnList(list):
    def __mul__(self, other): return 'own mul'
    def __rmul__(self, other): return 'own rmul'


class IMulList(list):
    def __imul__(self, other): return NotImplemented


class PlainList(list): pass


class NoMul(list):
    __mul__ = None


class MulStr(str):
    def __mul__(self, other): return NotImplemented


class RMulTuple(tuple):
    def __rmul__(self, other): return NotImplemented


class OwnInt(int):
    def __mul__(self, other): return 'int mul'
    def __rmul__(self, other): return 'int rmul'


class AddList(list):
    def __add__(self, other): return NotImplemented


class RAddList(list):
    def __radd__(self, other): return 'list radd'


class IAddList(list):
    def __iadd__(self, other): return NotImplemented


class RAddStr(str):
    def __radd__(self, other): return NotImplemented


values = [2, 2.5, 'a', None, [1], (1,), Index(), Both(), Neither(), MulList([1]), RMulList([1]), OwnList([1]), IMulList([1]),
          PlainList([1]), NoMul([1]), MulStr('a'), RMulTuple((1,)), OwnInt(2), AddList([1]), RAddList([1]), IAddList([1]), RAddStr('s'),
          bytearray(b'a'), array.array('i', [1]), collections.deque([1]), {1: 1}]
for sign in '+', '*', '+=', '*=':
    for a, b in itertools.product(values, values):
        def act():
            space = {'x': copy.copy(a), 'b': b}
            exec(f'x {sign} b' if '=' in sign else f'x = x {sign} b', space)
            return space['x']
        print(type(a).__name__, sign, type(b).__name__, told(act))

for d, e in itertools.product([collections.deque([1, 2]), collections.deque([1, 3])], repeat=2):
    print(d < e, d <= e, d == e, d != e, d > e, d >= e)
