# Archives of `shutil`: made with and without a root, unpacked, what is logged, owners, formats of one's own, errors.
import inspect, os, pathlib, shutil, tarfile, zipfile

# those that need no module which may be missing
ALWAYS = 'gztar', 'mine', 'o2', 'tar', 'zip'
for n in ('make_archive', 'unpack_archive', 'register_archive_format', 'register_unpack_format', 'unregister_archive_format', 'unregister_unpack_format', 'get_archive_formats', 'get_unpack_formats'):
    print(n, inspect.signature(getattr(shutil, n)))

print(shutil.ReadError.__mro__, shutil.RegistryError.__mro__)
d = os.environ['SCRATCH']; os.chdir(d)
for folder in 'sub', 'empty', 'links': os.makedirs(f'root/pkg/{folder}')
for f in ('root/a.txt', 'root/pkg/b.txt', 'root/pkg/sub/c.txt'): open(f, 'w').write(f)
os.symlink('../b.txt', 'root/pkg/links/link')
class L:
    def info(self, *a): print('   info', a)
    def debug(self, *a): print('   debug', a)
def t(f, *a, **k):
    try: print('=>', f(*a, **k))
    except Exception as e: print('!!', type(e).__name__, e)
def names(p):
    if p.endswith('.zip'): return [(i.filename, i.file_size, i.compress_type) for i in zipfile.ZipFile(p).infolist()]
    return [(i.name, i.type, i.size) for i in tarfile.open(p)]
for fmt, ext in (('zip', '.zip'), ('tar', '.tar'), ('gztar', '.tar.gz')):
    t(shutil.make_archive, 'o1', fmt, 'root', logger=L()); print(names('o1' + ext))
    t(shutil.make_archive, 'o2', fmt, 'root', 'pkg', logger=L()); print(names('o2' + ext))
    t(shutil.make_archive, os.path.join(d, 'new', 'o3'), fmt, None, 'root/pkg', logger=L()); print(names('new/o3' + ext))
    t(shutil.make_archive, 'dry', fmt, 'root', dry_run=True, logger=L()); print(os.path.exists('dry' + ext))
    t(shutil.make_archive, 'new2/dry', fmt, 'root', dry_run=True, logger=L()); print(os.path.exists('new2'))
    t(shutil.make_archive, 'own', fmt, 'root', owner='root', group='root'); t(shutil.make_archive, 'own', fmt, 'root', owner='nobodyatall', group='nogroupatall')
    if ext != '.zip': print([(i.uid, i.gid, i.uname, i.gname) for i in tarfile.open('own' + ext)][:2])
os.chdir('root'); t(shutil.make_archive, '../cur', 'zip', logger=L()); print(names('../cur.zip')); t(shutil.make_archive, '../cur', 'tar', logger=L()); print(names('../cur.tar')); os.chdir(d)
t(shutil.make_archive, 'x', 'nope'); t(shutil.make_archive, 'x', 'zip', 'nodir'); t(shutil.make_archive, 'x', 'tar', 'nodir');t(shutil.make_archive, 'x', 'zip', 'root/a.txt'); t(shutil.make_archive, 'x', 'zip', 'root', 'nobase'); t(shutil.make_archive, 'x', 'tar', 'root', 'nobase'); t(shutil.make_archive, 'x', 'zip', 'root', 'a.txt'); print(names('x.zip'))
print('-- custom')
def mk(base, base_dir, **k): print('   mk', base.replace(d, 'D'), base_dir, sorted(k), os.getcwd() == d, os.getcwd() == os.path.join(d, 'root')); return 'made'
shutil.register_archive_format('mine', mk, [('x', 1), ('y', 2)], 'my format')
t(shutil.make_archive, 'c', 'mine', 'root', 'pkg'); t(shutil.make_archive, 'c', 'mine', logger=L()); t(shutil.make_archive, 'c', 'mine', 'root', logger=L(), dry_run=True)
mk.supports_root_dir = True; t(shutil.make_archive, 'c', 'mine', 'root', 'pkg'); t(shutil.make_archive, 'c', 'mine')
print([f for f in shutil.get_archive_formats() if f[0] in ALWAYS]); shutil.unregister_archive_format('mine'); t(shutil.unregister_archive_format, 'mine')
for a in (('m', 5), ('m', mk, 5), ('m', mk, [5]), ('m', mk, [(1,)]), ('m', mk, ((1, 2, 3),)), ('m', mk, [[1, 2]])): t(shutil.register_archive_format, *a)
print('-- unpack')
for p in ('o1.zip', 'o1.tar', 'o2.tar.gz'):
    t(shutil.unpack_archive, p, 'u/' + p); print(sorted(os.path.relpath(os.path.join(a, x), 'u/' + p) for a, b, c in os.walk('u/' + p) for x in b + c))
t(shutil.unpack_archive, 'o1.zip', 'u2', 'zip'); t(shutil.unpack_archive, 'o1.zip', 'u3', 'tar'); t(shutil.unpack_archive, 'o1.tar', 'u3', 'zip'); t(shutil.unpack_archive, 'o1.zip', 'u3', 'no'); t(shutil.unpack_archive, 'root/a.txt', 'u3'); t(shutil.unpack_archive, 'nofile.zip', 'u3'); t(shutil.unpack_archive, 'nofile.tar', 'u3')
t(shutil.unpack_archive, 'o2.tar', 'u4', filter='data'); t(shutil.unpack_archive, 'o2.tar', 'u5', filter='xx'); t(shutil.unpack_archive, 'o2.zip', 'u6', filter='data')
t(shutil.unpack_archive, pathlib.Path('o2.tar.gz'), pathlib.Path('u7')); print(os.listdir('u7'))
with zipfile.ZipFile('bad.zip', 'w') as z: z.writestr('/abs', 'x'); z.writestr('../up', 'x'); z.writestr('ok/../in', 'x'); z.writestr('good', 'y'); z.writestr('dir/', '')
t(shutil.unpack_archive, 'bad.zip', 'u8'); print(sorted(os.listdir('u8')), os.path.exists('up'), os.listdir('u8/dir') if os.path.exists('u8/dir') else None)
def up(name, where, **k): print('   up', name, where, k)
shutil.register_unpack_format('mine', ['.mine', '.my'], up, [('a', 1)], 'mine'); open('x.my', 'w').close(); t(shutil.unpack_archive, 'x.my', 'w'); t(shutil.unpack_archive, 'x.my', format='mine'); t(shutil.unpack_archive, 'X.MINE', 'w', filter='q')
t(shutil.register_unpack_format, 'other', ['.my'], up); t(shutil.register_unpack_format, 'other', ['.ok'], 5); t(shutil.register_unpack_format, 'other', ['.zip'], up); t(shutil.register_unpack_format, 'mine', ['.zzz'], up); t(shutil.register_unpack_format, 'o2', ['zz'], up, 5)
print([f for f in shutil.get_unpack_formats() if f[0] in ALWAYS]); t(shutil.unregister_unpack_format, 'mine'); t(shutil.unregister_unpack_format, 'mine')
