# filecmp, quopri, compression.zlib and compression.gzip.
import filecmp, io, os, quopri, sys
import compression.zlib, compression.gzip, gzip, zlib
os.chdir(os.environ['SCRATCH'])


def put(path, text, when=1000000000):
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)
    os.utime(path, (when, when))


def t(f, *a, **k):
    try:
        print('->', repr(f(*a, **k)))
    except BaseException as e:
        print('!!', type(e).__name__, e)


for side in 'lr':
    put(f'{side}/same', 'x')
    put(f'{side}/differ', 'a' + side)
    put(f'{side}/size', 'a' * (1 + (side == 'l')))
    put(f'{side}/dir/in', side, 1000000000 + ord(side))
    put(f'{side}/dir/deep/f', 'f')
    put(f'{side}/__pycache__/x', 'x')
put('l/only', '')
put('r/onlyr', '')
put('l/funny', '')
os.mkdir('r/funny')
put('l/time', 'abc', 1)
put('r/time', 'abc', 2)
t(filecmp.cmp, 'l/same', 'r/same')
t(filecmp.cmp, 'l/differ', 'r/differ')
t(filecmp.cmp, 'l/differ', 'r/differ', shallow=False)
t(filecmp.cmp, 'l/differ', 'r/differ', shallow=False)
t(filecmp.cmp, 'l/size', 'r/size')
t(filecmp.cmp, 'l/time', 'r/time')
t(filecmp.cmp, 'l/dir', 'r/dir')
t(filecmp.cmp, 'nope', 'r/dir')
filecmp.clear_cache()
t(filecmp.cmpfiles, 'l', 'r', ['same', 'differ', 'size', 'nope', 'dir'])
t(filecmp.cmpfiles, 'l', 'r', ['same', 'differ'], shallow=False)
d = filecmp.dircmp('l', 'r')
for name in ('left', 'right', 'left_list', 'right_list', 'common', 'left_only', 'right_only', 'common_dirs', 'common_files', 'common_funny', 'same_files', 'diff_files', 'funny_files', 'hide', 'ignore', 'shallow'):
    v = getattr(d, name)
    print(name, sorted(v) if isinstance(v, list) else v)
print(list(d.subdirs), type(d.subdirs['dir']).__name__)
d.report()
print('--')
d.report_partial_closure()
print('--')
d.report_full_closure()
t(lambda: d.nope)
print(filecmp.dircmp('l', 'r', ignore=['same'], hide=['only'], shallow=False).common_files, filecmp.dircmp[int])
print('# quopri')
for b in (b'', b'a=b', b'caf\xe9 \t\n', b'x' * 100, b'end ', b'.\n', b'a\r\nb', b'under_score tab\t'):
    for k in ({}, {'quotetabs': True}, {'header': True}):
        e = quopri.encodestring(b, **k)
        print(b, k, e, quopri.decodestring(e, header=k.get('header', False)) == b)
for b in (b'=41', b'=', b'=4', b'a=\nb', b'=zz', b'a_b', b'x  \ny', b'=\r\nq', b'\xff'):
    print(b, quopri.decodestring(b), quopri.decodestring(b, header=True))
out = io.BytesIO()
quopri.encode(io.BytesIO(b'h\xe9 = \n'), out, True)
print(out.getvalue())
back = io.BytesIO()
quopri.decode(io.BytesIO(out.getvalue()), back)
print(back.getvalue(), quopri.quote(b'\xe9'), quopri.unhex(b'4A'), quopri.ishex(b'g'), quopri.needsquoting(b'=', False, False))
print('# compression')
print(compression.zlib.compress is zlib.compress, compression.zlib.Z_BEST_SPEED, compression.gzip.open is gzip.open, compression.gzip.decompress(compression.gzip.compress(b'x')))
