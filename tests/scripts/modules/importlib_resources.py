# `importlib.resources`: files of packages, namespaces and modules, copies for those that are not in the file system, loaders' readers.
import importlib.machinery, importlib.resources as r, importlib.util, inspect, io, os, sys, warnings
from importlib.resources import abc

d = os.environ['SCRATCH']; os.chdir(d)
for name, text in {'pk/__init__.py': 'import importlib.resources\ndef here(): return importlib.resources.files()\n', 'pk/data.txt': 'hé', 'pk/sub/__init__.py': '', 'pk/sub/b.bin': '\x00\x01', 'pk/folder/x.txt': 'x', 'ns/a.txt': 'ns a', 'other/ns/b.txt': 'ns b', 'other/ns/a.txt': 'second', 'single.py': 'X = 1\n', 'other/ns/deep/c.txt': 'c', 'ns/deep/d.txt': 'd'}.items():
    os.makedirs(os.path.dirname(name) or '.', exist_ok=True); open(name, 'w', encoding='utf-8').write(text)
sys.path[:0] = [d, d + '/other']
def t(f, *a, **k):
    try:
        x = f(*a, **k)
        print(getattr(f, '__name__', f), [y if isinstance(y, str) else type(y).__name__ for y in a], '->', str(x).replace(d, 'D') if not isinstance(x, (list, bytes)) else x)
        return x
    except Exception as e: print(getattr(f, '__name__', f), [str(y) for y in a], '!!', type(e).__name__, str(e).replace(d, 'D'))
print(sorted(r.__all__)); 
for n in ('files', 'as_file', 'read_binary', 'open_binary', 'path', 'is_resource', 'contents'): print(n, inspect.signature(getattr(r, n)))
import pk, pk.sub, ns, single
for a in ('pk', pk, 'pk.sub', 'ns', ns, 'single', single, 'nobody', 5, ''):
    x = t(r.files, a)
    if x is not None: print('  ', type(x).__name__, sorted(y.name for y in x.iterdir() if y.name != '__pycache__') if x.is_dir() else None)
print(str(pk.here()).replace(d, 'D'))
f = r.files('pk')
print((f / 'data.txt').read_text(encoding='utf-8'), f.joinpath('sub', 'b.bin').read_bytes(), f.name, (f / 'nope').is_file(), f.joinpath('folder').is_dir())
for a in (('pk', 'data.txt'), (pk, 'data.txt'), ('pk', 'folder', 'x.txt'), ('pk', 'folder/x.txt'), ('pk', 'nope'), ('pk.sub', 'b.bin'), ('pk', 'folder'), ('ns', 'a.txt'), ('ns', 'b.txt'), ('single', 'single.py'), ('pk',), ('pk', ''), ('pk', '/abs'), ('pk', '../x'), ('pk', 'data.txt', 'x')):
    t(r.read_text, *a, encoding='utf-8'); t(r.read_binary, *a); t(r.is_resource, *a)
t(r.read_text, 'pk', 'data.txt', encoding='ascii'); t(r.read_text, 'pk', 'data.txt', encoding='ascii', errors='replace'); t(r.read_text, 'pk', 'folder', 'x.txt'); t(r.read_text, 'pk', 'data.txt')
with r.open_text('pk', 'data.txt', encoding='utf-8') as q: print(type(q).__name__, q.read())
with r.open_binary('pk', 'data.txt') as q: print(type(q).__name__, q.read())
with r.path('pk', 'data.txt') as q: print(type(q).__name__, str(q).replace(d, 'D'))
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); print([sorted(x for x in r.contents(*a) if x != '__pycache__') for a in (('pk',), ('pk', 'folder'))]); print([str(x.message) for x in w])
for x in (r.files('pk') / 'data.txt', r.files('pk') / 'folder', r.files('ns') / 'a.txt'):
    with r.as_file(x) as q: print(type(q).__name__, str(q).replace(d, 'D'), q.is_dir())
m = r.files('ns'); print(repr(m).replace(d, 'D')); print(m.name, m.is_dir(), m.is_file(), sorted(x.name for x in m.iterdir()), m.joinpath('a.txt').read_text(), (m / 'b.txt').read_text()); t(m.read_text); t(m.read_bytes); t(m.open); t(m.joinpath, 'zz'); t(m.joinpath); dd = m.joinpath('deep'); print(type(dd).__name__, sorted(x.name for x in dd.iterdir())); t(m.joinpath, 'deep', 'c.txt'); t(m.joinpath, 'deep/d.txt')

print(sorted(abc.Traversable.__abstractmethods__), sorted(abc.TraversableResources.__abstractmethods__), sorted(abc.ResourceReader.__abstractmethods__))
class Mem:
    def __init__(self, name, data): self.name, self.data = name, data
    def is_dir(self): return isinstance(self.data, dict)
    def is_file(self): return not self.is_dir()
    def iterdir(self): return iter([Mem(k, v) for k, v in self.data.items()])
    def read_bytes(self): return self.data
    def open(self, mode='r', *a, **k): return io.BytesIO(self.data) if 'b' in mode else io.TextIOWrapper(io.BytesIO(self.data), *a, **k)
    def joinpath(self, *names):
        x = self
        for n in names: x = Mem(n, x.data[n])
        return x
    __truediv__ = joinpath
with r.as_file(Mem('x.txt', b'hello')) as q: print(q.name.endswith('x.txt'), q.read_text(), q.exists())
print(q.exists())
with r.as_file(Mem('dir', {'a': b'1', 'b': {'c': b'2'}})) as q: print(q.name, sorted(str(x.relative_to(q)) for x in q.rglob('*')))
print(q.exists())
class Res(abc.TraversableResources):
    def files(self): return Mem('root', {'k.txt': b'kk', 'd': {}})
x = Res(); print(x.open_resource('k.txt').read(), x.is_resource('k.txt'), list(x.contents())); t(x.resource_path, 'k.txt'); t(x.is_resource, 'd')
class Loader:
    def create_module(self, spec): return None
    def exec_module(self, m): pass
    def get_resource_reader(self, name): return Res()
sp = importlib.machinery.ModuleSpec('virt', Loader(), is_package=True); mod = importlib.util.module_from_spec(sp); sys.modules['virt'] = mod
print(type(r.files('virt')).__name__, r.is_resource('virt', 'd'))
