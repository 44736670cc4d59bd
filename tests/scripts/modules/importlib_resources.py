# importlib.resources: files of packages that the test writes: files(), as_file, the functions, readers, namespace packages.
import importlib.resources as res
import importlib.resources.abc as rabc
import importlib, io, os, re, sys, warnings
warnings.simplefilter('ignore')
S = os.environ['SCRATCH']


def t(f, *a, **k):
    try:
        print('->', re.sub('0x[0-9a-f]+', '0x..', repr(f(*a, **k))).replace(S, 'S'))
    except BaseException as e:
        print('!!', type(e).__name__, str(e).replace(S, 'S'))


def put(path, data):
    path = os.path.join(S, 'site', path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)


put('pack/__init__.py', b'import importlib.resources\ndef mine(): return importlib.resources.files()\n')
put('pack/data.txt', 'caf\xe9\r\n'.encode())
put('pack/bin', b'\0\xff')
put('pack/sub/__init__.py', b'')
put('pack/sub/deep.txt', b'deep')
put('pack/plain/inner.txt', b'inner')
put('pack/mod.py', b'x = 1\n')
put('space/one.txt', b'one')
put('single.py', b'y = 2\n')
sys.path.insert(0, os.path.join(S, 'site'))
import pack, pack.sub, single
print('# files')
f = res.files('pack')
print(type(f).__name__, str(f).replace(S, 'S'), sorted(x.name for x in f.iterdir() if 'cache' not in x.name), f.is_dir(), f.joinpath('data.txt').is_file(), f.name)
t(lambda: (f / 'data.txt').read_text('utf-8'))
t(lambda: (f / 'data.txt').read_bytes())
t(lambda: (f / 'plain' / 'inner.txt').read_text())
t(lambda: (f / 'nope').read_text())
t(res.files, 'nope')
t(res.files, 5)
t(res.files, 'single')
print(str(res.files(pack.sub)).replace(S, 'S'), str(pack.mine()).replace(S, 'S'), str(res.files('pack.mod')).replace(S, 'S'))
print('# functions')
t(res.read_text, 'pack', 'data.txt')
t(res.read_text, 'pack', 'data.txt', encoding='latin-1')
t(res.read_text, 'pack', 'plain', 'inner.txt', encoding='utf-8')
t(res.read_text, 'pack', 'plain', 'inner.txt')
t(res.read_binary, 'pack', 'bin')
t(res.read_binary, pack, 'sub', 'deep.txt')
t(res.read_binary, 'pack', 'nope')
t(res.is_resource, 'pack', 'data.txt')
t(res.is_resource, 'pack', 'sub')
t(res.is_resource, 'pack', 'nope')
t(res.is_resource, 'pack', 'plain', 'inner.txt')
t(lambda: sorted(x for x in res.contents('pack') if 'cache' not in x))
t(lambda: sorted(res.contents('pack', 'plain')))
with res.open_text('pack', 'data.txt') as h:
    print(repr(h.read()))
with res.open_binary('pack', 'bin') as h:
    print(h.read())
with res.path('pack', 'data.txt') as p:
    print(type(p).__name__, p.name, p.exists())
t(res.read_text, 'pack', 'a/b')
t(res.read_text, 'pack')
t(res.open_text, 'pack', 'bin', encoding='utf-8', errors='replace')
print('# as_file')
with res.as_file(f / 'data.txt') as p:
    print(str(p).replace(S, 'S'), p.read_bytes())
with res.as_file(f / 'plain') as p:
    print(p.is_dir())
print('# a package without __init__')
import space
n = res.files('space')
print(type(n).__name__, [x.name for x in n.iterdir()], n.joinpath('one.txt').read_text(), repr(n).replace(S, 'S'), n.name, n.is_dir(), n.is_file())
t(res.read_text, 'space', 'one.txt')
t(n.read_bytes)
t(n.joinpath)
t(lambda: n / 'nope')
print('# abc')
print([x for x in ('ResourceReader', 'Traversable', 'TraversableResources') if hasattr(rabc, x)], issubclass(rabc.TraversableResources, rabc.ResourceReader))


class Mem(rabc.Traversable):
    """Files in memory."""

    def __init__(self, name, content):
        self._name, self.content = name, content

    name = property(lambda self: self._name)

    def iterdir(self):
        return (Mem(k, v) for k, v in self.content.items())

    def is_dir(self):
        return isinstance(self.content, dict)

    def is_file(self):
        return not self.is_dir()

    def open(self, mode='r', *args, **kwargs):
        data = io.BytesIO(self.content)
        return data if 'b' in mode else io.TextIOWrapper(data, *args, **kwargs)


root = Mem('root', {'a': b'A', 'd': {'b': b'B', 'e': {'c': b'C'}}})
print(root.joinpath('d', 'e', 'c').read_bytes(), (root / 'd/b').read_text('utf-8'), root.joinpath().name)
t(root.joinpath, 'nope')
t(root.joinpath, 'd', 'nope')
with res.as_file(root / 'a') as p:
    print(p.read_bytes(), p.suffix != '.x')
    kept = p
print(kept.exists())
with res.as_file(root / 'd') as p:
    print(sorted(x.name for x in p.iterdir()), (p / 'e' / 'c').read_bytes())
    kept = p
print(kept.exists())


class Loader:
    def get_resource_reader(self, name):
        class R(rabc.TraversableResources):
            def files(self):
                return root
        return R()

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


import importlib.machinery, importlib.util
spec = importlib.machinery.ModuleSpec('memory', Loader(), is_package=True)
module = importlib.util.module_from_spec(spec)
sys.modules['memory'] = module
print(res.files('memory').name, res.read_binary('memory', 'a'), res.is_resource('memory', 'd'))
r = Loader().get_resource_reader('x')
print(r.open_resource('a').read(), list(r.contents()), r.is_resource('a'), r.is_resource('d'))
t(r.resource_path, 'a')
reader = pack.__spec__.loader.get_resource_reader('pack')
print(type(reader).__name__, reader.resource_path('data.txt').replace(S, 'S'), str(reader.files()).replace(S, 'S'), reader.is_resource('bin'))
