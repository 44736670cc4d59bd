# What cannot be iterated over is told in the words of who wanted to, whatever `__iter__` has to say.
import array
import collections
import operator


class Nothing: pass


class NoIterator:
    def __iter__(self): return 5


class Refuses:
    def __iter__(self): raise TypeError('mine')


class Fails:
    def __iter__(self): raise ValueError('mine')


class Forbidden:
    __iter__ = None


def told(f):
    try:
        return repr(f())
    except Exception as e:
        return f'{type(e).__name__} {e}'


def run(source, x):
    space = {'x': x, 'array': array, 'deque': collections.deque, 'operator': operator}
    exec(source, space)
    return space.get('r')


SOURCES = '''
a = []; a += x
a = []; a[:] = x
a = [1, 2]; a[::2] = x
a = bytearray(); a += x
a = bytearray(); a[:] = x
a = bytearray(b'12'); a[::2] = x
a, b = x
a, *b = x
r = [*x]
r = {*x}
r = (lambda *a: 0)(*x)
for i in x: pass
r = 1 in x
r = 1 not in x
r = list(x)
r = tuple(x)
r = set(x)
r = dict(x)
r = bytes(x)
r = bytearray(x)
r = sum(x)
r = sorted(x)
r = ''.join(x)
r = b''.join(x)
r = bytearray().join(x)
r = [].extend(x)
r = bytearray().extend(x)
r = set().update(x)
r = {}.update(x)
r = dict.fromkeys(x)
r = deque(x)
r = array.array('i', x)
r = int.from_bytes(x)
r = operator.countOf(x, 1)
r = operator.indexOf(x, 1)
'''
for x in 1.5, Nothing(), NoIterator(), Refuses(), Fails(), Forbidden():
    for source in SOURCES.strip().splitlines():
        print(type(x).__name__, '|', source, '|', told(lambda: run(source, x)))


class Counts:
    """An iterator that says how often it is asked for itself."""
    def __init__(self): self.left, self.asked = [1, 2], 0
    def __iter__(self): self.asked += 1; return self
    def __next__(self):
        if self.left: return self.left.pop()
        raise StopIteration


for f in (bytes, bytearray, list, tuple, set, sum, sorted, lambda x: 5 in x, lambda x: bytearray().extend(x), lambda x: int.from_bytes(x),
          lambda x: operator.countOf(x, 1), lambda x: operator.indexOf(x, 1), lambda x: ''.join(map(str, x))):
    x = Counts()
    print(f(x), x.asked)
