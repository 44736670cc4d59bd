# zipfile.Path, PyZipFile, streams that cannot seek, encrypted members, shared readers, the command line.
import contextlib, io, os, struct, sys, threading, warnings, zipfile
warnings.simplefilter('always')
warnings.showwarning = lambda m, c, *rest: print('WARNING', c.__name__, m)
S = os.environ['SCRATCH']
os.chdir(S)
P = zipfile.Path


def t(f, *a, **k):
    try:
        print('->', f(*a, **k))
    except BaseException as e:
        print('!!', type(e).__name__, e)


class Named(io.BytesIO):
    name = None


b = Named()
with zipfile.ZipFile(b, 'w') as z:
    for n in ('a.txt', 'b/c.txt', 'b/d/e.tar.gz', 'b/d/f.py', 'g/h/i.py', 'j/', '\xe9.py', 'b/d/[x].py'):
        z.writestr(n, 'text of ' + n + '\nline')
b.name = 'dir/arch.zip'
print('# paths')
r = P(zipfile.ZipFile(b))
print(r, repr(r), r.name, r.filename, r.stem, r.suffix, r.suffixes, r.parent, repr(r.at), type(r.root))
print(list(r.iterdir()))
c = r / 'b' / 'd' / 'e.tar.gz'
print(c, repr(c), c.name, c.stem, c.suffix, c.suffixes, c.parent, c.parent.parent, c.parent.parent.parent, c.parent.parent.parent.parent)
print(c.filename, c.exists(), c.is_file(), c.is_dir(), c.is_symlink())
d = r.joinpath('b', 'd')
print(repr(d), d.exists(), d.is_dir(), d.is_file(), d.name, repr(d.at), list(d.iterdir()))
print(repr(r / 'b/'), (r / 'b/').name, (r / 'b/').is_dir(), (r / 'b/').parent)
n = r / 'nope'
print(n.exists(), n.is_dir(), n.is_file(), n)
for f in (n.read_text, d.read_text, d.open, n.open, lambda: list(c.iterdir()), lambda: list(n.iterdir())):
    t(f)
a = r / 'a.txt'
t(a.read_text)
t(a.read_bytes)
t(a.read_text, 'ascii')
t(a.open, 'rb', 'utf-8')
t(a.open, 'rb', encoding='x')
t(a.open, 'x')
t(a.open, 'w')
with a.open() as f:
    print(f.readline(), f.name, f.encoding)
for pat in ('*', '*.py', '**/*.py', 'b/*', '**', 'b/**', '*/*', 'b/d/?.py', 'b/d/[e-f]*', '**/d/*', 'b/', '', '/x', '**x'):
    print(pat)
    t(lambda: [str(x) for x in r.glob(pat)])
t(lambda: [str(x) for x in r.rglob('*.py')])
t(lambda: [str(x) for x in d.rglob('*')])
t(lambda: [str(x) for x in d.glob('*.py')])
for pat in ('*.gz', 'b/d/*', '*', 'd/*.gz', '**/*.gz', '/b', '*.txt'):
    t(c.match, pat)
t(c.relative_to, r)
t(c.relative_to, r / 'b')
t(c.relative_to, r / 'g')
t(c.relative_to, r, 'b')
print(c == r / 'b/d/e.tar.gz', c == 1, hash(c) == hash(r / 'b/d/e.tar.gz'), c != d)
print(P(b, 'b/').name, repr(P(b).joinpath().at), repr(r / 'b' / '..' / 'a.txt'), str(r / '/abs'))
t(r.joinpath, 1)
t(P, 'missing.zip')
z = zipfile.ZipFile(io.BytesIO(), 'w')
w = P(z)
with (w / 'x/y.txt').open('w') as f:
    f.write('hey')
with (w / 'x/z.txt').open('wb') as f:
    f.write(b'abc')
print(z.namelist(), [str(x) for x in w.iterdir()], type(z))
t((w / 'x/z.txt').read_text)
t(z.getinfo, 'x/')
t(z.getinfo, 'y/')
z.close()
print(zipfile.CompleteDirs.make(zipfile.ZipFile(b)).namelist())
u = io.BytesIO()
with zipfile.ZipFile(u, 'w') as z:
    for n in ('a/b', '/abs', 'a//c', '../u'):
        z.writestr(n, n)
print([str(x) for x in P(u).iterdir()], P(u), repr(P(u)))
t(lambda: P(u).name)
t(lambda: str(P(u) / 'a'))
t(lambda: (P(u) / 'a').parent)
i = zipfile.ZipInfo('ln')
i.external_attr = 0o120777 << 16
s = io.BytesIO()
with zipfile.ZipFile(s, 'w') as z:
    z.writestr(i, 't')
print((P(s) / 'ln').is_symlink(), (P(s) / 'ln').is_file())

print('# modules')
os.makedirs('pkg/sub')
os.makedirs('plain')
for n in ('mod.py', 'pkg/__init__.py', 'pkg/a.py', 'pkg/sub/__init__.py', 'pkg/sub/b.py', 'pkg/data.txt', 'plain/c.py', 'plain/bad.py', 'plain/x.txt'):
    with open(n, 'w') as f:
        f.write('x=1\n' if 'bad' not in n else 'x=')
warnings.simplefilter('ignore')


def modules():
    for opt in (-1, 0, 1, 2):
        z = zipfile.PyZipFile(io.BytesIO(), 'w', optimize=opt)
        z.debug = 2
        z.writepy('mod.py')
        z.writepy('pkg')
        z.writepy('pkg', filterfunc=lambda p: print('F', os.path.relpath(p)) or 'a.py' not in p)
        z.writepy('mod.py', 'base')
        z.writepy('pkg/a.py', filterfunc=lambda p: False)
        print(z.namelist())
        z.close()
    z = zipfile.PyZipFile(io.BytesIO(), 'w')
    z.debug = 1
    t(z.writepy, 'plain')
    print(z.namelist())
    t(z.writepy, 'plain/x.txt')
    t(z.writepy, 'nope')
    t(z.writepy, 'nope.py')
    os.remove('plain/bad.py')
    t(z.writepy, 'plain', 'q')
    t(z.writepy, 'plain', filterfunc=lambda p: 0)
    t(z.writepy, 'plain', filterfunc=lambda p: not p.endswith('.py'))
    print(z.namelist())
    z.close()
    z = zipfile.PyZipFile(io.BytesIO(), 'w', optimize=7)
    t(z.writepy, 'mod.py')
    z.close()


# what compiled code looks like, and when it is fresh, is the affair of each Python: sources or compiled, the names are these
told = io.StringIO()
with contextlib.redirect_stdout(told):
    modules()
print(*[line.replace('.pyc', '.py') for line in told.getvalue().splitlines() if not line.startswith('Compiling')], sep='\n')
print([sorted(f) for root, d, f in os.walk('plain') if 'cache' not in root])
warnings.simplefilter('always')

print('# streams')


class Pipe:
    def __init__(self):
        self.data = b''

    def write(self, x):
        self.data += x
        return len(x)

    def flush(self):
        pass


w = Pipe()
with zipfile.ZipFile(w, 'w') as z:
    z.writestr(zipfile.ZipInfo('a'), 'hello')
    with z.open('b', 'w', force_zip64=True) as f:
        f.write(b'xyz')
    z.mkdir("dd")
print(w.data)
z = zipfile.ZipFile(io.BytesIO(w.data))
print(z.infolist(), z.testzip(), [i.flag_bits for i in z.infolist()])
t(zipfile.ZipFile, w, 'a')
t(zipfile.ZipFile, w, 'r')

print('# sharing')
b = io.BytesIO()
with zipfile.ZipFile(b, 'w') as z:
    z.writestr('one', b'1' * 10)
    z.writestr('two', b'2' * 10)
    with z.open('one') as f, z.open('two') as g:
        print(f.read(3), g.read(3), f.read(3), g.read())
        h = z.open('three', 'w')
        t(f.read)
        t(z.open, 'one')
        h.close()
        print(f.read())
d = bytearray(b.getvalue())
b = io.BytesIO()
warnings.simplefilter('ignore')
with zipfile.ZipFile(b, 'w') as z:
    z.writestr('a', '1')
    z.writestr('a', '1')
warnings.simplefilter('always')
d = bytearray(b.getvalue())
d[d.rindex(b'PK\1\2') + 42] = 0
z = zipfile.ZipFile(io.BytesIO(d))
for i in z.infolist():
    t(z.read, i)
many = zipfile.ZipFile(io.BytesIO(), 'w', zipfile.ZIP_DEFLATED)
for k in range(4):
    for j in range(20):
        many.writestr(f'{k}-{j}', f'{k}{j}' * 50)
print(len(many.namelist()), many.testzip())
ok = []
threads = [threading.Thread(target=lambda k: ok.extend(many.read(f'{k}-{j}') == f'{k}{j}'.encode() * 50 for j in range(20)), args=(k,)) for k in range(4)]
for each in threads:
    each.start()
for each in threads:
    each.join()
print(all(ok), len(ok))
many.close()

print('# encrypted')
table = []
for k in range(256):
    for _ in range(8):
        k = k >> 1 ^ 0xEDB88320 if k & 1 else k >> 1
    table.append(k)


def encrypt(data, password):
    """Traditional encryption, to have something to read."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def move(byte):
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xffffffff
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]
    for byte in password:
        move(byte)
    out = bytearray()
    for byte in data:
        k = keys[2] | 2
        out.append(byte ^ (k * (k ^ 1) >> 8 & 255))
        move(byte)
    return bytes(out)


def locked(data, password):
    import zlib
    body = encrypt(bytes(range(11)) + bytes([zlib.crc32(data) >> 24]) + data, password)
    head = struct.pack('<HHHHHLLLHH', 20, 1, 0, 0x20a3, 0x5043, zlib.crc32(data), len(body), len(data), 3, 0)
    local = b'PK\3\4' + head + b'sec' + body
    central = b'PK\1\2' + struct.pack('<H', 0x314) + head + struct.pack('<HHHLL', 0, 0, 0, 0, 0) + b'sec'
    return local + central + b'PK\5\6' + struct.pack('<HHHHLLH', 0, 0, 1, 1, len(central), len(local), 0)


z = zipfile.ZipFile(io.BytesIO(locked(b'the secret text', b'key')))
t(z.read, 'sec')
t(z.read, 'sec', b'key')
t(z.read, 'sec', b'yek')
t(z.read, 'sec', 'key')
z.setpassword(b'key')
t(z.read, 'sec')
with z.open('sec') as f:
    print(f.read(4), f.seek(0), f.read(3), f.seek(11), f.read())

print('# command line')


def tool(*args):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            zipfile.main(list(args))
        print('done')
    except SystemExit as e:
        print('exit', e)
    except BaseException as e:
        print('!!', type(e).__name__, e)
    print(out.getvalue())


tool('-c', 'out.zip', 'mod.py', 'plain')
tool('-t', 'out.zip')
with zipfile.ZipFile('out.zip') as z:
    print([(i.filename, i.compress_type) for i in z.infolist() if 'cache' not in i.filename])
for name in ('mod.py', 'plain/c.py', 'plain/x.txt'):
    os.utime(name, (1600000000, 1600000000))
os.environ['TZ'] = 'UTC'
tool('-c', 'out.zip', 'mod.py', 'plain/c.py')
tool('-l', 'out.zip')
tool('-e', 'out.zip', 'there')
print(sorted(os.listdir('there')))
tool('-c', 'x.zip', 'mod.py', '--metadata-encoding', 'cp850')
tool('-t', 'mod.py')
tool('-l', 'out.zip', '--metadata-encoding', 'cp850')
