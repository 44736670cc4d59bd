# Arguments of several modules: which is looked at first, and in what words.
import array, codecs, collections, csv, decimal, io, string, struct, unicodedata


def told(f):
    try:
        return repr(f())
    except Exception as e:
        return f'{type(e).__name__} {ascii(str(e))}'


new = struct.Struct.__new__(struct.Struct, 1, x=2)
print(new.size, told(lambda: new.format), told(lambda: new.pack(1)), told(lambda: repr(new)), told(lambda: struct.Struct.__init__(1)))
s = struct.Struct('i')
s.__init__('h')
print(s.size, s.format, s)
class Half(struct.Struct):
    def __init__(self, *a): super().__init__('h')
print(Half(1, 2, 3).size, told(lambda: struct.Struct()), told(lambda: struct.Struct('i', 2)), told(lambda: struct.Struct(1)))
for bad in b'\xc3\xa9', b'\xff', 'é', b'i\xe9':
    print(told(lambda: struct.Struct(bad)), told(lambda: struct.pack(bad)))

class Enumerate(enumerate): pass
print(told(enumerate), told(Enumerate), told(lambda: Enumerate(start=1)))
class OfError(csv.Error): pass
print(csv.Error, told(lambda: csv.Error(x=1)), told(lambda: OfError(x=1)), told(lambda: csv.Error(1).x), csv.Error(1, 2))
print(told(lambda: csv.reader(1, 'x')), told(lambda: csv.writer(1, 'x')), told(lambda: csv.reader([], 'x')))

print(unicodedata.lookup(b'DIGIT ONE'), told(lambda: unicodedata.lookup(bytearray(b'a'))), told(lambda: unicodedata.lookup(1)),
      told(lambda: unicodedata.lookup('\ud800')))
print(told(lambda: io.BufferedRWPair(1, 2, 'a')), told(lambda: io.BufferedRWPair(1, 2, 3)))
for given in ((1, 2, 3, 4), (1, None, 2), (1, None, None, 2), (1, 'utf-8', 3, 'x'), (io.BytesIO(), 'a\0'), (io.BytesIO(), 'utf-8', 'a\0'),
              (io.BytesIO(), 'utf-8', 'strict', '\0'), (io.BytesIO(), 'hex'), (1, '\ud800'), (io.BytesIO(), 'utf-8', 'strict', 'x')):
    print(told(lambda: io.TextIOWrapper(*given)))
for stream in io.StringIO('abc'), io.BytesIO(b'abc'):
    for x in b'', 1.5, 2**70:
        print(told(lambda: stream.truncate(x)), told(lambda: stream.seek(0, x)), told(lambda: stream.read(x)))
for x in [], 2**70, 2**31:
    print(told(lambda: b''.__buffer__(x)), told(lambda: array.array('i').__buffer__(x)))

class Bare: __slots__ = ()
for name in '\ud800', 'é':
    for act in (lambda: setattr(Bare(), name, 1), lambda: delattr(1, name), lambda: setattr(int, name, 1), lambda: delattr(io, name),
                lambda: getattr(Bare(), name)):
        print(told(act))

for keywords in (dict(encoding={}), dict(errors=1), dict(encoding='a\0b'), dict(errors='\ud800'), dict(errors='bogus'), dict(encoding='utf-8')):
    print(told(lambda: str(**keywords)), told(lambda: bytes('a', **keywords)), told(lambda: str(b'a', **keywords)))
view = memoryview(b'abcd')
for format in 'ß', '\ud800', '@ß', '@@', 1:
    print(told(lambda: view.cast(format)))

print(string.Template.flags, string.Template._compile_pattern().flags, string.Template.flags)
with decimal.localcontext(None, 5) as c:
    print(c.prec, told(lambda: decimal.localcontext(None, [1])), told(lambda: decimal.localcontext(None, prec=[1])))
print([n for n in dir(collections.UserList([1])) if n.startswith('_U')], [n for n in dir(collections.UserDict()) if n.startswith('_M')])
print('\N{BULLET}'.encode('utf-7'))

for f in io.BytesIO(b'ab'), io.StringIO('ab'), io.BufferedReader(io.BytesIO()), io.TextIOWrapper(io.BytesIO()):
    f.extra = 1
    print(f.__dict__, told(lambda: f.__getstate__()))
class Reader(io.BufferedReader): pass
class Text(io.TextIOWrapper): pass
print(Reader(io.BytesIO()), Text(io.BytesIO(), 'utf-8'))


async def steps():
    yield 1
for make in (lambda g: g.aclose(), lambda g: g.athrow(ValueError(1)), lambda g: g.asend(None)):
    step = make(steps())
    print([told(lambda: step.send(x)) for x in (5, 5, None, None)])
import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    print(told(lambda: complex(1 + 2j, frozenset())), told(lambda: complex([], frozenset())), told(lambda: complex(1 + 2j, 3j)), len(seen))
