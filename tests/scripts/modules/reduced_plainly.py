# What `__reduce_ex__` says under the protocols that know no `__new__`, and of native objects under any.
import array, collections, copyreg, datetime, io, itertools, pickle, re, struct, types


def told(f):
    try:
        return re.sub(r' at 0x\w+', '', repr(f()))
    except Exception as e:
        return f'{type(e).__name__} {e}'


class Plain: pass
class Slots: __slots__ = ('a', 'b')
class Weak: __slots__ = ('__weakref__',)
class OfList(list): pass
class OfInt(int): pass
class State:
    def __getstate__(self): return {'q': 1}
class NoState:
    def __getstate__(self): return None
class NewArgs:
    def __getnewargs__(self): return 1, 2
class NewArgsEx:
    def __getnewargs_ex__(self): return (1, 2), {'a': 3}
class SlotsOfList(list): __slots__ = ('a',)


plain = Plain()
plain.x = 1
values = [plain, Plain(), Slots(), Weak(), OfList([1]), OfInt(5), State(), NoState(), NewArgs(), NewArgsEx(), SlotsOfList(), object(), 1, 'a',
          b'b', 1.5, 1j, (1,), [1], {1: 2}, {1}, None, ..., int, len, [].append, re.compile('a'), re.compile('a').match('a'), range(3),
          slice(1, 2), memoryview(b'a'), bytearray(b'a'), property(), super(Plain, plain), Exception(1), enumerate([]), reversed([]),
          (lambda: 1).__code__, (x for x in ()), iter([]), type(re).__dict__, types.ModuleType('m'), array.array('i', [1]),
          datetime.date(2020, 1, 1), io.BytesIO(b'a'), io.StringIO('a'), struct.Struct('i'), itertools.count()]
for v in values:
    print('##', type(v).__name__)
    for protocol in 0, 1, 2, 4:
        print(told(lambda: v.__reduce_ex__(protocol)), '|', told(lambda: object.__reduce_ex__(v, protocol)))
    print(told(lambda: v.__reduce__()), '|', told(lambda: object.__reduce__(v)), '|', told(lambda: copyreg._reduce_ex(v, 1)))

print(told(lambda: copyreg._reduce_ex(plain, 2)), told(lambda: copyreg._reconstructor(list, list, [1])))
print(sorted(f.__name__ for f in copyreg.dispatch_table.values()))
for protocol in range(6):
    loaded = pickle.loads(pickle.dumps(super(Plain, plain), protocol))
    print(type(loaded).__name__, loaded.__thisclass__.__name__, loaded.__self__.x)

data = bytearray(b'\xff')
for protocol in range(6):
    print(data.__reduce_ex__(protocol), bytearray().__reduce_ex__(protocol))
r = reversed([1, 2])
for _ in range(4):
    print(r.__reduce__())
    next(r, None)
for v in reversed(''), reversed('ab'), reversed(()), reversed(range(0)):
    print(told(v.__reduce__))
