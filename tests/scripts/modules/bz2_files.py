"""`bz2`: compressors, files, and what is wrong with data."""

import bz2
import hashlib
import io
import os
import pickle
import random
import tempfile

print(bz2.__all__)
rng = random.Random(5)
texts = [b'', b'a', b'abc' * 1000, bytes(range(256)) * 50, rng.randbytes(3000), b'x' * 1_000_000]
for text in texts:
    for level in (1, 5, 9):
        data = bz2.compress(text, level)
        print(len(text), level, len(data), hashlib.sha256(data).hexdigest()[:16], bz2.decompress(data) == text)

print('piece by piece')
text = b''.join(b'line %d\n' % i for i in range(5000))
c = bz2.BZ2Compressor(3)
data = b''.join(c.compress(text[i:i + 777]) for i in range(0, len(text), 777)) + c.flush()
print(len(data), data == bz2.compress(text, 3))
for f in (c.flush, lambda: c.compress(b'x')):
    try:
        f()
    except ValueError as e:
        print(e)
d = bz2.BZ2Decompressor()
out = b''
for i in range(0, len(data), 100):
    out += d.decompress(data[i:i + 100])
print(out == text, d.eof, d.needs_input, d.unused_data)
d = bz2.BZ2Decompressor()
print(d.decompress(data + b'rest', max_length=10), d.needs_input, d.eof)
print(len(d.decompress(b'', 100)), d.needs_input, d.eof, len(d.decompress(b'more')), d.needs_input, d.eof, d.unused_data)
try:
    d.decompress(b'x')
except EOFError as e:
    print(e)

print('bad data')
short = bz2.compress(b'abc')
for data in (b'BZ', b'xx', short[:-3], short + short, short + b'junk', b'BZh9' + b'\0' * 20, short[:20] + b'?' + short[21:]):
    try:
        print(bz2.decompress(data))
    except (ValueError, OSError) as e:
        print(type(e).__name__, e)
for level in (0, 10, 'x', 1.5):
    for f in (bz2.BZ2Compressor, lambda level: bz2.compress(b'a', level)):
        try:
            f(level)
        except (ValueError, TypeError) as e:
            print(type(e).__name__, e)
for f in (lambda: pickle.dumps(c), lambda: bz2.compress('text'), lambda: d.decompress(3)):
    try:
        f()
    except (TypeError, EOFError) as e:
        print(type(e).__name__, e)

print('files')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'file.bz2')
    with bz2.open(path, 'wt', encoding='utf-8') as f:
        f.write('żółw\n' * 3)
        print(f.write('end'), type(f).__name__)
    with bz2.open(path, 'rt', encoding='utf-8') as f:
        print(f.readlines())
    with bz2.BZ2File(path, 'a') as f:
        print(f.mode, f.writable(), f.readable(), f.seekable(), f.tell(), f.write(b' more'), f.write(bytearray(b'!')), f.tell())
        f.writelines([b'1\n', b'2\n'])
        for what in (lambda: f.read(), lambda: f.seek(0), lambda: f.peek()):
            try:
                what()
            except io.UnsupportedOperation as e:
                print(e)
    with bz2.BZ2File(path) as f:
        print(f.mode, f.name == path, f.readable(), f.seekable(), f.tell(), f.peek(2)[:4], f.read(3), f.read1(2), f.tell())
        print(f.seek(0), f.readline(), f.seek(3, 1), f.read(2), f.seek(0, 2), f.read(), f.seek(-3, 1), f.read(), f.seek(2), next(f))
        buffer = bytearray(4)
        print(f.readinto(buffer), buffer, list(f), f.readlines())
        try:
            f.write(b'x')
        except io.UnsupportedOperation as e:
            print(e)
    print(f.closed)
    for what in (f.read, f.tell, f.readable, f.fileno, lambda: f.name):
        try:
            what()
        except ValueError as e:
            print(e)
    try:
        bz2.open(path, 'xb')
    except FileExistsError as e:
        print(type(e).__name__)
for args in ((io.BytesIO(), 'x!'), (io.BytesIO(), 'rt'), (io.BytesIO(), 'w+'), (5,), (io.BytesIO(), 'w', 3)):
    try:
        bz2.BZ2File(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for args, named in (((io.BytesIO(), 'rb'), {'encoding': 'utf8'}), ((io.BytesIO(), 'rbt'), {}), ((7,), {}), ((io.BytesIO(), 'r', 11), {})):
    try:
        bz2.open(*args, **named)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
cut = bz2.BZ2File(io.BytesIO(bz2.compress(text)[:-10]))
try:
    cut.read()
except EOFError as e:
    print(e)
two = io.BytesIO(short + bz2.compress(b'second\nstream') + b'junk behind')
print(bz2.BZ2File(two).readlines())
import compression.bz2
print(compression.bz2.compress is bz2.compress)
