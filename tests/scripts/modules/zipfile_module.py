# Archives of zipfile: written and read back, members, errors, ZIP64, encryption, damage.
import io, os, struct, sys, time, warnings, zipfile, zlib
from zipfile import ZipFile, ZipInfo
warnings.simplefilter('always')
warnings.simplefilter('ignore', ResourceWarning)
warnings.showwarning = lambda m, c, *rest: print('WARNING', c.__name__, m)
S = os.environ['SCRATCH']
os.chdir(S)


def t(f, *args, **kw):
    try:
        r = f(*args, **kw)
        print('->', r if isinstance(r, (zipfile.ZipExtFile, ZipFile)) is False else type(r).__name__)
        return r
    except BaseException as e:
        print('!!', type(e).__name__, str(e).replace(S, 'S') if not isinstance(e, KeyError) else e)


def info(text='a.txt', **kw):
    z = ZipInfo(text, (2020, 2, 3, 4, 5, 6))
    for k, v in kw.items():
        setattr(z, k, v)
    return z


def make(compression=0, deep=zipfile.ZIP_DEFLATED, **kw):
    b = io.BytesIO()
    with ZipFile(b, 'w', compression, **kw) as z:
        z.writestr(info('a.txt'), b'hello')
        z.writestr(info('d/'), b'')
        z.writestr(info('d/b.bin', compress_type=deep), bytes(range(256)) * 40)
        z.writestr(info('d/\xe9.txt', comment=b'note'), 'h\xe9')
        z.comment = b'whole'
    return b


print('# reading back')
b = make()
with ZipFile(b) as z:
    print(z.namelist(), z.comment, z.mode, z.filename, z.compression, z.debug, z.pwd)
    for i in z.infolist():
        print(i.filename, i.orig_filename, i.date_time, i.compress_type, i.comment, i.extra, i.create_system, i.create_version,
              i.extract_version, i.reserved, i.flag_bits, i.volume, i.internal_attr, oct(i.external_attr >> 16), i.external_attr & 0xffff,
              hex(i.CRC), i.file_size, i.is_dir(), i.compress_size <= i.file_size)
    print(z.infolist()[0])
    print(z.infolist()[1])
    print(z.read('a.txt'), z.read('d/b.bin') == bytes(range(256)) * 40, z.read(z.getinfo('d/\xe9.txt')), z.read('d/'))
    z.printdir(io.StringIO())
    out = io.StringIO()
    z.printdir(out)
    print([line.split()[:3] for line in out.getvalue().splitlines()])
    print(z.testzip(), repr(z).replace(repr(b), 'B'))
    t(z.getinfo, 'nope')
    t(z.read, 'nope')
    t(z.open, 'nope')
    t(z.open, 'a.txt', 'x')
    t(z.open, 'a.txt', 'w')
    t(z.open, 'a.txt', 'r', 'text')
    t(z.setpassword, 'text')
    t(z.setpassword, b'text')
    t(z.writestr, 'x', 'y')
    t(z.mkdir, 'x')
    t(z.write, 'x')
    with z.open('d/b.bin') as f:
        print(f.name, f.mode, f.newlines if hasattr(f, 'newlines') else '-', f.readable(), f.writable(), f.seekable(), f.tell())
        print(f.read(3), f.tell(), f.seek(256), f.read(2), f.seek(-2, 1), f.read1(4), f.seek(-3, 2), f.read(), f.read(), f.peek())
        print(f.seek(-5), f.tell(), f.peek(2)[:2], f.readline()[:14], f.seek(99999), f.read(5), f.tell())
        t(f.seek, 0, 7)
        t(f.write, b'')
        x = bytearray(7)
        f.seek(1)
        print(f.readinto(x), x, len(f.read1(-1)) > 0, len(f.readlines()))
    print(f.closed)
    t(f.read)
    t(f.seek, 0)
    t(f.tell)
    t(f.peek)
    t(f.readable)
    t(f.seekable)
    print(f)
    f = z.open('a.txt')
    print(f)
    print([x for x in f], f.read(0))
t(z.read, 'a.txt')
t(z.open, 'a.txt')
t(z.testzip)
t(z.writestr, 'x', 'y')
t(z.printdir, io.StringIO())
print(repr(z), f.read(), z.namelist())
t(z.close)

print('# opening')
t(ZipFile, b, 'q')
t(ZipFile, io.BytesIO(b'junk'))
t(ZipFile, io.BytesIO())
t(ZipFile, 'missing.zip')
t(ZipFile, b, 'r', 77)
t(ZipFile, b, 'w', metadata_encoding='cp437')
t(ZipFile, 3.5)
open('e.zip', 'wb').close()
t(ZipFile, 'e.zip', 'x')
t(ZipFile, 'e.zip')
with ZipFile('e.zip', 'a') as z:
    z.writestr('x', '1')
with ZipFile('e.zip', 'a') as z:
    z.writestr('y', '2')
    z.writestr('y', '3')
    print(z.namelist(), repr(z))
    t(z.read, 'y')
print(ZipFile('e.zip').namelist(), zipfile.is_zipfile('e.zip'), zipfile.is_zipfile('missing.zip'), zipfile.is_zipfile(b), zipfile.is_zipfile(io.BytesIO(b'PK')))
with open('e.zip', 'ab') as f:
    f.write(b'after')
print(ZipFile('e.zip').read('x'), zipfile.is_zipfile('e.zip'))
before = io.BytesIO(b'0123456789' + b.getvalue())
with ZipFile(before) as z:
    print(z.read('a.txt'), [i.header_offset for i in z.infolist()][:2], z.testzip())
with ZipFile(before, 'a') as z:
    z.writestr('new', b'n' * 5)
with ZipFile(before) as z:
    print(z.namelist(), z.testzip(), before.getvalue()[:10])
plain = io.BytesIO(b'not a zip')
with ZipFile(plain, 'a') as z:
    z.writestr('new', 'n')
print(plain.getvalue()[:9], ZipFile(plain).namelist())

print('# writing')
b2 = io.BytesIO()
z = ZipFile(b2, 'w', zipfile.ZIP_DEFLATED, compresslevel=1)
with z.open('one', 'w') as f:
    print(f.readable(), f.writable(), f.seekable(), f.write(b'abc'), f.write(memoryview(b'de')), f.closed)
    t(z.writestr, 'two', 'x')
    t(z.open, 'two', 'w')
    t(z.write, 'e.zip')
    t(z.mkdir, 'two')
    t(z.read, 'one')
    t(z.close)
    t(f.read)
    t(f.write, 'text')
t(f.write, b'x')
t(z.open, 'one', 'w', b'pwd')
t(z.writestr, 'n', 5)
t(z.writestr, '', 'x')
t(z.writestr, 'a' * 5, b'x', 77)
t(z.writestr, 'a' * 5, b'x', zipfile.ZIP_STORED)
t(z.writestr, 'lvl', b'x' * 50, zipfile.ZIP_DEFLATED, 9)
t(z.mkdir, 'dir')
t(z.mkdir, 'dir2/', 0o700)
made = info('dir3/')
made.CRC = 0
t(z.mkdir, made)
t(z.mkdir, info('dir4'))
t(z.mkdir, 5)
t(setattr, z, 'comment', 'text')
t(setattr, z, 'comment', b'x' * 70000)
print(len(z.comment), z.comment == b'x' * 65535)
z.comment = b''
with open('file.txt', 'w') as f:
    f.write('content')
os.utime('file.txt', (1600000000, 1600000000))
os.mkdir('folder')
os.chmod('file.txt', 0o640)
os.chmod('folder', 0o750)
z.write('file.txt')
z.write('file.txt', '/abs/../x.txt', zipfile.ZIP_STORED)
z.write('folder')
z.write('folder', 'other')
t(z.write, 'missing')
os.utime('file.txt', (1000, 1000))
t(z.write, 'file.txt', 'old')
z.close()
with ZipFile(b2) as z:
    for i in z.infolist():
        print(i.filename, i.compress_type, i.file_size, hex(i.external_attr), i.is_dir(), i.flag_bits, z.read(i))
with ZipFile(io.BytesIO(), 'w', strict_timestamps=False) as z:
    z.write('file.txt')
    os.utime('file.txt', (1000, 1000))
    z.write('file.txt', 'old')
    print([i.date_time for i in z.infolist()])

print('# info')
t(ZipInfo, 'x', (1979, 1, 1, 0, 0, 0))
print(ZipInfo(), ZipInfo('a\0b').filename, ZipInfo('a//b').filename)
i = ZipInfo.from_file('file.txt', strict_timestamps=False)
print(i, i.date_time, i.file_size)
t(ZipInfo.from_file, 'file.txt')
i = ZipInfo.from_file('folder', 'sub/../other')
print(i.filename, i.is_dir(), i.file_size, hex(i.external_attr))
i = info('q', compress_type=99)
print(repr(i))
i = info('q', external_attr=0o100644 << 16 | 0x20)
i.file_size = 5
i.compress_size = 4
print(repr(i))
print(info('h', CRC=7).FileHeader())
print(info('\u20ac', CRC=0).FileHeader())
h = info('h', CRC=1)
h.file_size = h.compress_size = 1 << 33
print(h.FileHeader(), h.extract_version)
t(h.FileHeader, False)
print(info('h', CRC=2).FileHeader(True))

print('# extracting')
odd = io.BytesIO()
with ZipFile(odd, 'w') as z:
    for name in ('/abs.txt', '../up.txt', 'a/./b/../c.txt', 'd/', 'd/e/f.txt'):
        z.writestr(info(name), name)
with ZipFile(odd) as z:
    os.mkdir('out')
    print([os.path.relpath(z.extract(n, 'out'), S) for n in z.namelist()])
    z.extractall('out2')
    z.extractall(path='out3', members=['d/', z.getinfo('/abs.txt')])
    t(z.extract, 'nope')
for root, dirs, files in sorted(os.walk('.')):
    for f in sorted(files):
        if 'out' in root:
            print(os.path.join(root, f), open(os.path.join(root, f), 'rb').read())

print('# damage')
data = bytearray(make(deep=0).getvalue())


def damaged(change, what=lambda z: z.read('a.txt')):
    d = bytearray(data)
    d = change(d) or d
    try:
        with ZipFile(io.BytesIO(bytes(d))) as z:
            print('->', what(z))
    except Exception as e:
        print('!!', type(e).__name__, e)


def put(at, what):
    def change(d):
        d[at:at + len(what)] = what
    return change


cd = data.rindex(b'PK\1\2', 0, data.index(b'PK\1\2') + 4)
end = data.rindex(b'PK\5\6')
damaged(put(0, b'XX'))
damaged(put(30, b'XX'))
damaged(put(35, b'J'))
damaged(put(35, b'J'), lambda z: z.testzip())
damaged(put(cd, b'XX'))
damaged(put(end, b'XX'))
damaged(lambda d: d[:-10])
damaged(lambda d: d[:len(d) // 2])
damaged(put(end + 12, b'\xff\xff'))
damaged(put(end + 16, b'\xff\xff'))
damaged(put(end + 8, b'\x09\0\x09\0'))
damaged(put(cd + 6, b'\x70'))
damaged(put(cd + 8, b'\x20\0'))
damaged(put(cd + 8, b'\x40\0'))
damaged(put(cd + 8, b'\x01\0'))
damaged(put(cd + 8, b'\x01\0'), lambda z: z.read('a.txt', b'pw'))
damaged(put(cd + 8, b'\x01\0'), lambda z: z.read('a.txt', 'pw'))
damaged(put(cd + 10, b'\x09\0'))
damaged(put(cd + 10, b'\x63\0'))
damaged(put(cd + 10, b'\x08\0'))
damaged(put(cd + 20, b'\xff\xff'))
damaged(put(cd + 24, b'\x03\0'))
damaged(put(cd + 24, b'\x09\0'))
damaged(put(cd + 30, b'\x04\0'))
damaged(put(cd + 12, b'\0\0\0\0'), lambda z: z.infolist()[0].date_time)
damaged(put(cd + 42, b'\xff\xff\xff'))
two = io.BytesIO()
with ZipFile(two, 'w') as z:
    z.writestr(info('a'), '1')
    z.writestr(info('b'), '2')
data = bytearray(two.getvalue())
at = data.rindex(b'PK\1\2')
damaged(put(at + 42, b'\0'), lambda z: z.read('b'))
damaged(put(at + 42, b'\5'), lambda z: z.read('a'))

print('# extra fields, encodings')
for extra in (b'\1\2\3\0abc', b'\1\2\4\0abc', b'\1\0\0\0', b'xy'):
    with ZipFile(io.BytesIO(), 'w') as z:
        t(z.writestr, info('x', extra=extra), 'y')
    try:
        print(ZipFile(z.fp or io.BytesIO()).infolist())
    except Exception as e:
        print(type(e).__name__)
for extra in (b'\1\2\3\0abc', b'\1\2\4\0abc', b'xy'):
    o = io.BytesIO()
    with ZipFile(o, 'w') as z:
        t(z.writestr, info('x', extra=extra), 'y')
    t(lambda: [i.extra for i in ZipFile(o).infolist()])
o = io.BytesIO()
with ZipFile(o, 'w') as z:
    z.writestr(info('abcd'), 'x')
raw = o.getvalue().replace(b'abcd', b'\x82\x83\xa0\x82')
print(ZipFile(io.BytesIO(raw)).namelist(), ZipFile(io.BytesIO(raw), metadata_encoding='latin-1').namelist())
print(ZipFile(io.BytesIO(raw), metadata_encoding='latin-1').read('\x82\x83\xa0\x82'))
t(ZipFile, io.BytesIO(raw), metadata_encoding='ascii')
o = io.BytesIO()
with ZipFile(o, 'w') as z:
    z.writestr(info('\u20accd'), 'x')
raw = o.getvalue().replace('\u20ac'.encode(), b'\xff\xfe\xfd')
t(ZipFile, io.BytesIO(raw))

print('# ZIP64')
o = io.BytesIO()
with ZipFile(o, 'w') as z:
    with z.open(info('big'), 'w', force_zip64=True) as f:
        f.write(b'big')
with ZipFile(o) as z:
    i = z.infolist()[0]
    print(i, i.extra, i.extract_version, i.create_version, z.read('big'))
print(o.getvalue()[:60])
zipfile.ZIP64_LIMIT = 20
zipfile.ZIP_FILECOUNT_LIMIT = 3
o = io.BytesIO()
with ZipFile(o, 'w') as z:
    z.writestr(info('big'), b'b' * 30)
    z.writestr(info('small'), b's')
    z.writestr(info('mid'), b'm')
    z.writestr(info('last'), b'l')
print(o.getvalue())
with ZipFile(o) as z:
    print([(i.filename, i.file_size, i.compress_size, i.header_offset, i.extra) for i in z.infolist()], z.testzip())
with ZipFile(io.BytesIO(), 'w', allowZip64=False) as z:
    t(z.writestr, info('big'), b'b' * 30)
z = ZipFile(io.BytesIO(), 'w', allowZip64=False)
t(z.writestr, info('a'), b'')
t(z.writestr, info('b'), b'')
t(z.close)
z = ZipFile(io.BytesIO(), 'w')
f = z.open(info('q'), 'w')
t(f.write, b'x' * 30)
t(f.close)
t(f.close)
z.fp = None
z = ZipFile(io.BytesIO(), 'w')
f = z.open(info('q', file_size=2), 'w')
t(f.write, b'x' * 30)
t(f.close)
z.fp = None
