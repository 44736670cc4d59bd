# Archives of tarfile: the three formats byte for byte, headers read back, opening and its errors, gzip and streams, sparse files.
import contextlib, gzip, hashlib, io, os, re, struct, sys, tarfile, time
T = tarfile
os.environ['TZ'] = 'UTC'
time.tzset()
S = os.environ['SCRATCH']
os.chdir(S)


def scrub(x):
    return re.sub('0x[0-9a-f]+', '0x..', repr(x))


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', scrub(r))
        return r
    except BaseException as e:
        print('!!', type(e).__name__, str(e).replace(S, 'S'))


def only_tar(f):
    """Open any archive, and of the errors show those that every Python has."""
    try:
        return T.open(fileobj=f)
    except T.ReadError as e:
        raise T.ReadError('\n'.join(line for line in str(e).splitlines() if not re.search('bz2|xz|zst', line)))


def arch(fmt=T.PAX_FORMAT, n=None, **kw):
    b=io.BytesIO()
    with T.open(fileobj=b,mode='w',format=fmt,**kw) as z:
        i=T.TarInfo('a.txt'); i.size=5; z.addfile(i,io.BytesIO(b'hello'))
        i=T.TarInfo('d'); i.type=T.DIRTYPE; i.mode=0o755; z.addfile(i)
        i=T.TarInfo('d/ln'); i.type=T.SYMTYPE; i.linkname='../a.txt'; z.addfile(i)
        i=T.TarInfo('d/hl'); i.type=T.LNKTYPE; i.linkname='a.txt'; z.addfile(i)
        i=T.TarInfo('d/'+'long'*30+'.txt'); i.size=3; t(z.addfile,i,io.BytesIO(b'abc'))
        i=T.TarInfo('é'); i.mtime=1.5; i.uid=10**9; i.uname='ü'; i.gname='x'*40; t(z.addfile,i)
        i=T.TarInfo('neg'); i.mtime=-5; t(z.addfile,i)
    return b
for fmt in (0,1,2):
    b=arch(fmt); print(fmt,len(b.getvalue()),hashlib.sha256(b.getvalue()).hexdigest())
    z=T.open(fileobj=io.BytesIO(b.getvalue())); 
    for m in z: print(scrub(m), m.get_info(), m.pax_headers, m.offset, m.offset_data, m.chksum, m.isfile(), m.linkpath)
    z.list(); z.list(verbose=False)
    print(z.getnames())
b=arch(); 
t(only_tar,io.BytesIO(b'junk'*1000)); t(only_tar,io.BytesIO(b'')); t(T.open,fileobj=io.BytesIO(b'\0'*512)); t(T.open,'nope.tar'); t(T.open,fileobj=b,mode='q'); t(T.open,fileobj=b,mode='r:zz'); t(T.open,fileobj=b,mode='q|gz'); t(T.open, fileobj=b, mode='r|zz'); t(T.open); t(T.open,None,'w'); t(T.open,'x.tar','x:gz9'); 
b.seek(0); t(T.open,fileobj=b,mode='r:gz'); b.seek(0); t(T.open,fileobj=b,mode='r|gz');  t(T.open,fileobj=b,mode='w|q'); t(T.TarFile,fileobj=b,mode='z'); t(T.TarFile.gzopen,'x','z'); t(T.TarFile.bz2open,'x','z');t(T.TarFile.xzopen,'x','z');t(T.TarFile.zstopen,'x','z')
b.seek(0); z=T.open(fileobj=b)
t(z.getmember,'nope'); t(z.extractfile,'nope'); t(z.extractfile,'d'); f=z.extractfile('d/ln'); print(f.read(), f.name, f.mode) ; f=z.extractfile('d/hl'); print(f.read(), f.seekable(), f.tell(), f.seek(1), f.readlines()); t(z.addfile,T.TarInfo('q')); t(z.add,'q'); t(z.extract,'nope')
print(scrub(z.getmember('d/')), repr(z)[:20], z.name, z.mode, z.next())
z.close(); t(z.getnames); t(z.extractfile,'a.txt'); t(z.next); t(z.getmembers); t(lambda: [m.name for m in z]); print(z.closed)
print(z.offset)

print('# headers')
i = T.TarInfo('x' * 10)
i.size = 77
buf = i.tobuf()
j = T.TarInfo.frombuf(buf, 'utf-8', 'strict')
print(j.get_info() == {**i.get_info(), 'chksum': j.chksum}, len(buf), buf[148:156], buf[257:265])
for fmt in (T.USTAR_FORMAT, T.GNU_FORMAT, T.PAX_FORMAT, 9):
    for attr, value in (('name', 'p' * 120 + '/' + 'n' * 90), ('name', 'n' * 120), ('linkname', 'l' * 120), ('size', 8 ** 11), ('size', -1), ('uid', 8 ** 7), ('uid', 1.5), ('mtime', 1e10), ('mode', 0o1234567), ('mode', None), ('uname', None), ('name', 'n\udce9'), ('uname', 'u' * 33), ('mtime', -1.25)):
        i = T.TarInfo('plain')
        setattr(i, attr, value)
        t(lambda: (len(b := i.tobuf(fmt, 'utf-8', 'surrogateescape')), hashlib.md5(b).hexdigest()))
dev = T.TarInfo('dev')
dev.type, dev.devmajor, dev.devminor = T.CHRTYPE, 8, 3
for fmt in (0, 1, 2):
    print(dev.tobuf(fmt)[320:350])
for bad in (b'', b'x' * 100, bytes(512), b'x' * 512, buf[:148] + b'0000000\0' + buf[156:], buf[:100] + b'zz' + buf[102:]):
    t(T.TarInfo.frombuf, bad, 'utf-8', 'strict')
print(T.TarInfo.create_pax_global_header({'comment': 'hello', 'k': '\xe9'})[512:560])
print(dev.ischr(), dev.isblk(), dev.isdev(), dev.isfifo(), dev.issparse(), dev.isreg(), dev.path, dev.linkpath)
dev.path, dev.linkpath = 'a', 'b'
print(dev.name, dev.linkname)

print('# pax')
b = io.BytesIO()
with T.open(fileobj=b, mode='w', format=T.PAX_FORMAT, pax_headers={'comment': 'all', 'uname': 'glob'}) as z:
    i = T.TarInfo('m')
    i.pax_headers = {'k': 'v', 'mtime': '7.25', 'path': 'other'}
    z.addfile(i)
    i = T.TarInfo('bin\udcff')
    z.addfile(i)
b.seek(0)
with T.open(fileobj=b) as z:
    print(z.pax_headers, [(m.name, m.mtime, m.uname, m.pax_headers) for m in z])
b.seek(0)
with T.open(fileobj=b, pax_headers={'a': 'b'}, encoding='latin-1') as z:
    print(z.pax_headers, [m.name for m in z], z.encoding, z.errors, z.format)
raw = b.getvalue()
for old, new in ((b' k=v', b' kkkv'), (b'8 k=v', b'9 k=v') if b'8 k=v' in raw else (b'6 k=v', b'7 k=v'), (b'6 k=v', b'x k=v'), (b'14 mtime=7.25', b'14 mtime=7.2x')):
    t(lambda: [(m.name, m.mtime) for m in T.open(fileobj=io.BytesIO(raw.replace(old, new)), mode='r:')])

print('# zeros, ends, damage')
one = arch(T.GNU_FORMAT).getvalue()
for data in (one[:512 * 3], one[:1000], one[:700], one[:300], one[:512 * 5 + 700], one + one, b'\0' * 512 + one, one[:1024] + b'x' * 512 + one[1024:], b'x' * 512 + one):
    t(lambda: T.open(fileobj=io.BytesIO(data), mode='r:').getnames())
    t(lambda: len(T.open(fileobj=io.BytesIO(data), mode='r:', ignore_zeros=True).getnames()))
z = T.open(fileobj=io.BytesIO(one[:515]), mode='r:')
t(z.extractfile(z.next()).read)
print(T.is_tarfile(io.BytesIO(one)), T.is_tarfile(io.BytesIO(b'no')))
t(T.is_tarfile, 'missing')
t(T.is_tarfile, '.')

print('# gzip and streams')
with T.open('c.tar.gz', 'w:gz', compresslevel=1) as z:
    z.addfile(T.TarInfo('a.txt'))
    i = T.TarInfo('big')
    i.size = 100000
    z.addfile(i, io.BytesIO(b'b' * 100000))
for mode in ('r', 'r:*', 'r:gz', 'r|gz', 'r|*', 'r:', 'r|'):
    t(lambda: [(m.name, m.size) for m in T.open('c.tar.gz', mode)])
print(T.is_tarfile('c.tar.gz'), os.path.basename(T.open('c.tar.gz').name))
t(T.open, 'c.tar.gz', 'x:gz')
t(T.open, 'missing', 'r:gz')
with open('c.tar.gz', 'rb') as f:
    packed = f.read()
t(lambda: T.open(fileobj=io.BytesIO(packed[:60]), mode='r:gz').getnames())
t(lambda: T.open(fileobj=io.BytesIO(packed[:40] + b'????' + packed[44:]), mode='r|gz').getnames())
out = io.BytesIO()
with T.open(fileobj=out, mode='w|gz') as z:
    i = T.TarInfo('s')
    i.size = 3
    z.addfile(i, io.BytesIO(b'abc'))
print(out.getvalue()[:3], len(gzip.decompress(out.getvalue())))
out.seek(0)
with T.open(fileobj=out, mode='r|*') as z:
    for m in z:
        print(m.name, z.extractfile(m).read(), type(z.fileobj).__name__ != '')
out = io.BytesIO()
with T.open(fileobj=out, mode='w|', bufsize=1024) as z:
    for n in range(5):
        i = T.TarInfo(f's{n}')
        i.size = 3
        z.addfile(i, io.BytesIO(b'abc'))
out.seek(0)
z = T.open(fileobj=out, mode='r|')
first, second = z.next(), z.next()
print(first.name, second.name)
t(lambda: z.extractfile(first).read())
t(lambda: z.extractfile(second).read())
print([m.name for m in z])
t(T.open, 'x', 'w|', compresslevel=3)
t(T.open, 'x', 'w|gz', preset=3)

print('# appending')
with T.open('ap.tar', 'a') as z:
    z.addfile(T.TarInfo('first'))
with T.open('ap.tar', 'a') as z:
    print(z.getnames())
    z.addfile(T.TarInfo('second'))
    z.addfile(T.TarInfo('first'))
with T.open('ap.tar') as z:
    print(z.getnames(), z.getmember('first').offset, os.path.getsize('ap.tar'))
    print([m.name for m in z], [m.name for m in z])
try:
    with T.open('ap.tar', 'w') as z:
        raise KeyError('left')
except KeyError as e:
    print(e, z.closed, os.path.getsize('ap.tar'))
t(T.open, 'c.tar.gz', 'a')

print('# sparse')


def sparse_old():
    """A file of 5000 bytes with two parts, as GNU tar writes it."""
    head = bytearray(T.TarInfo('holes').tobuf(T.GNU_FORMAT))
    head[156:157] = b'S'
    head[124:136] = b'%011o\0' % 1024
    for k, (at, n) in enumerate(((512, 512), (2048, 512), (3000, 0), (5000, 0))):
        head[386 + 24 * k:410 + 24 * k] = b'%011o\0%011o\0' % (at, n)
    head[483:495] = b'%011o\0' % 5000
    head[148:156] = b' ' * 8
    head[148:156] = b'%06o\0 ' % sum(head)
    return bytes(head) + b'A' * 512 + b'B' * 512 + bytes(1024)


z = T.open(fileobj=io.BytesIO(sparse_old()))
m = z.next()
print(m.name, m.size, m.sparse, m.issparse(), m.isreg(), m.type)
f = z.extractfile(m)
data = f.read()
print(len(data), hashlib.md5(data).hexdigest(), f.seek(510), f.read(4), f.seek(1022), f.read(5), f.seek(-3, 2), f.read(9))
z.extract(m, 'sp', filter='fully_trusted')
with open('sp/holes', 'rb') as f:
    print(f.read() == data)


def sparse_pax(version):
    records = {'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'real', 'GNU.sparse.realsize': '3000'} if version == 1 else {
        'GNU.sparse.size': '3000', 'GNU.sparse.numblocks': '2', 'GNU.sparse.map': '0,512,2000,512'}
    i = T.TarInfo('fake')
    body = b'A' * 512 + b'B' * 512
    if version == 1:
        body = b'2\n0\n512\n2000\n512\n'.ljust(512, b'\0') + body
    i.size, i.pax_headers = len(body), records
    return i.tobuf(T.PAX_FORMAT) + body + bytes(1024)


for version in (0, 1):
    z = T.open(fileobj=io.BytesIO(sparse_pax(version)))
    m = z.next()
    data = z.extractfile(m).read()
    print(m.name, m.size, m.sparse, len(data), hashlib.md5(data).hexdigest(), z.next())
