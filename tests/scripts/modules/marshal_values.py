"""`marshal`: plain values and code as bytes."""

import io
import marshal

short, long_text, name, number, big, real, point = 'ab', 'x y' * 100, 'n' * 300, 7, 2**40, 0.1, 1 + 2j
inner = [number, short]
one, many = (number,), tuple(range(300))
shared = [inner, inner, {short: one}, {short: inner}]
text, surrogate, latin = 'żółw', '\ud800', 'é'
plain = [None, True, False, ..., StopIteration, 0, number, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**70, -2**70, real, float('inf'), 1j, point,
         '', short, long_text, name, 'hello world', text, surrogate, latin, b'', b'ab', bytearray(b'xy'), memoryview(b'abc'), (), one, many,
         inner, shared, {}, set(), {number}, frozenset(), frozenset({number}), slice(1, None, 'x')]
print('bytes')
for v in plain:
    data = marshal.dumps(v)
    back = marshal.loads(data)
    same = back == v and type(back) is type(v) if not isinstance(v, (bytearray, memoryview)) else back == bytes(v)
    print(data[:24], len(data), same)
print('versions')
several = (real, name, text, one, big, point)
for version in range(-1, 7):
    try:
        data = marshal.dumps(several, version)
        print(version, data, marshal.loads(data) == several)
    except ValueError as e:
        print(version, e)
print(marshal.version, marshal.loads(marshal.dumps(shared))[0] is marshal.loads(marshal.dumps(shared))[0])
back = marshal.loads(marshal.dumps(shared))
print(back[0] is back[1] is back[3]['ab'])

print('refused')


class Int(int):
    pass


for v in (object(), print, int, range(3), Int(3), [object()], {1: Int(2)}, type, iter(())):
    try:
        print(marshal.dumps(v))
    except ValueError as e:
        print(e)
try:
    marshal.dumps(slice(1), 4)
except ValueError as e:
    print(e)
deep = []
for i in range(5000):
    deep = [deep]
for f in (lambda: marshal.dumps(deep), lambda: marshal.loads(b'[\1\0\0\0' * 5000 + b'N')):
    try:
        f()
    except ValueError as e:
        print(e)
round_ = []
round_.append(round_)
print(marshal.dumps(round_), marshal.loads(marshal.dumps(round_)))
try:
    marshal.dumps(round_, 2)
except ValueError as e:
    print(e)

print('bad data')
for data in (b'', b'i', b'i\0\0', b'?', b'(\xff\xff\xff\xff', b'[\1\0\0\0', b'r\0\0\0\0', b'{N', b'{NN', b'{NN0', b'0', b'(\1\0\0\x000', b'z\5ab', b'z\2a\xe9',
             b'u\1\0\0\0\xff', b'l\1\0\0\0\0\0', b'l\1\0\0\0\xff\xff', b'l\0\0\0\0', b'f\x031.5', b'f\x03abc', b'x\x011\x012', b's\xff\xff\xff\xff',
             b'[\2\0\0\0i\1\0\0\0', b'<\1\0\0\0[\0\0\0\0', b'>\1\0\0\0{0', b'\xdb\1\0\0\0r\0\0\0\0', b'N extra',
             b'I\1\0\0\0\0\0\0\x80', b':NNN', b')\1N', b'\xff', b'[\xff\xff\xff\x7f', b'{[\0\0\0\0N0'):
    try:
        print(data, marshal.loads(data))
    except (ValueError, EOFError, TypeError) as e:
        print(data, type(e).__name__, e)

print('files')
file = io.BytesIO(marshal.dumps(inner) + marshal.dumps(text) + b'rest')
print(marshal.load(file), marshal.load(file), file.read())
file = io.BytesIO()
print(marshal.dump(one, file), marshal.dump(short, file, 2), file.getvalue())
for f, args in ((marshal.load, [io.StringIO('N')]), (marshal.load, [3]), (marshal.dump, [1, 2]), (marshal.loads, ['N']), (marshal.loads, [5])):
    try:
        f(*args)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(marshal.loads(bytearray(b'N')), marshal.loads(memoryview(b'T')))

print('code')
code = compile('''
import math
def f(a, *, b=(1, 2.5, "text", 10**30)):
    def g(c):
        return a, b, c, [x for x in range(3)], math.pi > 3
    return g
class C:
    "doc"
    def m(self): return super().__repr__()[:1]
result = f(1)(2), C().m(), C.__doc__
''', 'made.py', 'exec')
back = marshal.loads(marshal.dumps(code))
space = {}
exec(back, space)
print(space['result'], back == code, back.co_filename, back.co_consts[-1] == code.co_consts[-1])
pair = marshal.loads(marshal.dumps([f_code := (lambda x: x + 1).__code__, f_code]))
print(pair[0] is pair[1], eval(pair[0].replace(co_name='renamed')) if not pair[0].co_argcount else pair[0].co_name)
for f in (lambda: marshal.dumps(code, allow_code=False), lambda: marshal.loads(marshal.dumps(code), allow_code=False)):
    try:
        f()
    except ValueError as e:
        print(e)
