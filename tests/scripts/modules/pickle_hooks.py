# The hooks of a Pickler and an Unpickler, what they remember from one object to the next, and buffers out of band.
import copyreg
import io
import pickle


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f'Point({self.x!r}, {self.y!r})'

    def __eq__(self, other):
        return type(other) is Point and (self.x, self.y) == (other.x, other.y)

    __hash__ = None


class Outside:
    """Objects of this class are written by their names."""

    def __init__(self, name):
        self.name = name


store = {name: Outside(name) for name in ('one', 'two')}


# --- persistent ids, also of objects inside others, and for every protocol
class ByName(pickle.Pickler):
    def persistent_id(self, obj):
        return obj.name if isinstance(obj, Outside) else None


class FromStore(pickle.Unpickler):
    def persistent_load(self, name):
        return store[name]


for protocol in range(6):
    file = io.BytesIO()
    ByName(file, protocol).dump([store['one'], {'k': store['two']}, store['one']])
    file.seek(0)
    a, d, again = FromStore(file).load()
    print(protocol, a is store['one'], d['k'] is store['two'], again is a)
    print(file.getvalue())
try:
    pickle.loads(file.getvalue())
except pickle.UnpicklingError as e:
    print(e)


# --- reducer_override is asked after the plain types, and may decline
class Overrides(pickle.Pickler):
    seen = []

    def reducer_override(self, obj):
        self.seen.append(type(obj).__name__)
        if isinstance(obj, Point):
            return complex, (obj.x, obj.y)
        return NotImplemented


file = io.BytesIO()
Overrides(file).dump([1, 'a', (2,), Point(1, 2), {3}, len, Outside('three')])
print(Overrides.seen)
print(pickle.loads(file.getvalue())[3])


# --- dispatch tables: one's own hides that of copyreg
def as_tuple(p):
    return Point, (p.x, p.y)


def doubled(p):
    return Point, (p.x * 2, p.y * 2)


copyreg.pickle(Point, doubled)
print(pickle.loads(pickle.dumps(Point(1, 2))))
file = io.BytesIO()
p = pickle.Pickler(file)
p.dispatch_table = {Point: as_tuple}
p.dump(Point(1, 2))
print(pickle.loads(file.getvalue()))


class Table:
    def __getitem__(self, kind):
        print('asked for', kind.__name__)
        raise KeyError(kind)


p = pickle.Pickler(io.BytesIO(), 4)
p.dispatch_table = Table()
p.dump([Point(1, 2), {1: 2}, 1j.__class__])
del copyreg.dispatch_table[Point]


# --- find_class
class Careful(pickle.Unpickler):
    def find_class(self, module, name):
        if module == 'builtins' and name in ('range', 'complex'):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f'{module}.{name} is forbidden')


for obj in (range(3), [1, complex(1, 2)], Point(1, 2), print):
    for protocol in (1, 2, 4):
        try:
            print(Careful(io.BytesIO(pickle.dumps(obj, protocol))).load())
        except pickle.UnpicklingError as e:
            print(e)

# --- a pickler remembers what it wrote
file = io.BytesIO()
p = pickle.Pickler(file, 4)
shared = ['shared']
p.dump(shared)
first = file.tell()
p.dump([shared, shared])
print(file.getvalue()[first:])
print(sorted(n for n, _ in p.memo.copy().values()))
p.clear_memo()
print(len(p.memo.copy()))
file.seek(0)
u = pickle.Unpickler(file)
one, two = u.load(), u.load()
print(one, two, two[0] is one, two[1] is one)
print(sorted(u.memo.copy()))
p.fast = True
file.seek(0)
file.truncate()
p.dump([shared, shared])
print(file.getvalue())

# --- several pickles in one file, with something behind them
file = io.BytesIO()
for obj in ([1, 2], 'x' * 70000, {'a': Point(1, 2)}):
    for protocol in range(6):
        pickle.dump(obj, file, protocol)
file.write(b'rest')
file.seek(0)
found = [pickle.load(file) for _ in range(18)]
print([type(x).__name__ for x in found], file.read())

# --- buffers
data = bytearray(b'0123456789')
beside = []
b = pickle.dumps([pickle.PickleBuffer(data), pickle.PickleBuffer(b'fixed')], 5, buffer_callback=beside.append)
print(b, len(beside))
got = pickle.loads(b, buffers=beside)
print([bytes(x) for x in got])
print(pickle.loads(pickle.dumps(pickle.PickleBuffer(data), 5)))
print(pickle.loads(pickle.dumps(pickle.PickleBuffer(data), 5, buffer_callback=lambda b: True)))
for bad in (lambda: pickle.loads(b), lambda: pickle.loads(b, buffers=[]), lambda: pickle.dumps(1, 4, buffer_callback=print),
            lambda: pickle.dumps(pickle.PickleBuffer(data), 4), lambda: pickle.dumps(1, 6),
            lambda: pickle.dumps(pickle.PickleBuffer(memoryview(data)[::2]), 5)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)

# --- extension codes
copyreg.add_extension(__name__, 'Point', 300)
b = pickle.dumps(Point(1, 2), 2)
print(b)
print(pickle.loads(b))
copyreg.remove_extension(__name__, 'Point', 300)
copyreg.clear_extension_cache()
try:
    pickle.loads(b)
except ValueError as e:
    print(e)


# --- classes without the base class's __init__
class Lazy(pickle.Pickler):
    def __init__(self):
        pass


class LazyUn(pickle.Unpickler):
    def __init__(self):
        pass


for call in (lambda: Lazy().dump(1), lambda: LazyUn().load(), lambda: pickle.Pickler(1), lambda: pickle.Unpickler(1)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)


# --- what is being written changes meanwhile
class Grows:
    def __init__(self, into):
        self.into = into

    def __reduce__(self):
        into = self.into
        if isinstance(into, list):
            into.clear()
        elif isinstance(into, dict):
            into['more'] = len(into)
        else:
            into.add(len(into))
        return int, ()


grown = [1, 2, 3]
grown.append(Grows(grown))
grown.append(4)
d = {'a': 1}
d['b'] = Grows(d)
s = {'a'}
s.add(Grows(s))
for obj in (grown, d, s):
    try:
        pickle.dumps(obj)
    except RuntimeError as e:
        print(e, len(obj))

# --- deep nesting ends in RecursionError
deep = []
for _ in range(500_000):
    deep = [deep]
try:
    pickle.dumps(deep)
except RecursionError:
    print('RecursionError')
deep = pickle.loads(b']' * 1_000 + b'a' * 999 + b'.')
print(len(deep))
while deep:
    deep = deep[0]
