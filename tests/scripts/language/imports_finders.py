# sys.meta_path, sys.path_hooks and sys.path_importer_cache as they begin, and what changing them does.
import importlib, importlib.abc, importlib.machinery as machinery, importlib.util as util, os, sys
scratch = os.environ['SCRATCH']
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, str(e).replace(scratch, '<scratch>'))
def write(name, text):
    path = os.path.join(scratch, name); os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as f: f.write(text)
    return path
print(sys.meta_path, len(sys.path_hooks), type(sys.path_importer_cache))
print('meta_path' in dir(sys), 'path_hooks' in vars(sys), {'os', 'socket', '_thread'} <= sys.stdlib_module_names, 'sys' in sys.builtin_module_names)
print([type(f).__name__ for k, f in sys.path_importer_cache.items() if k == sys.path[0]])
B, F, P = sys.meta_path
print(B is machinery.BuiltinImporter, F is machinery.FrozenImporter, P is machinery.PathFinder)
print(B.find_spec('sys'), B.find_spec('os'), F.find_spec('os'), F.find_spec('json'), P.find_spec('sys'), P.find_spec('nowhere'))
print(os, sys, os.__spec__, os.__spec__.has_location, sys.__spec__)
for f in (lambda: B.is_package('sys'), lambda: B.get_source('sys'), lambda: B.get_code('json'), lambda: F.get_source('json'), lambda: B.create_module(machinery.ModuleSpec('zz', B))): t(f)
s = P.find_spec('json'); print(s.name, type(s.loader), s.has_location, s.parent, len(s.submodule_search_locations), os.path.basename(s.origin))
# a folder, a package, a package without __init__, in two places
write('one/single.py', 'here = 1'); write('one/pack/__init__.py', 'from . import inner'); write('one/pack/inner.py', 'deep = 2')
write('one/space/left.py', 'side = "left"'); write('two/space/right.py', 'side = "right"')
one, two = os.path.join(scratch, 'one'), os.path.join(scratch, 'two')
shown = lambda x: repr(x).replace(scratch, '<scratch>')
f = machinery.FileFinder(one, (machinery.SourceFileLoader, ['.py'])); print(shown(f), shown(f.path))
s = f.find_spec('single'); print(shown(s.origin), s.loader.name, shown(s.loader.path), s.submodule_search_locations, shown(os.path.dirname(s.cached)))
s = f.find_spec('pack'); print(shown(s.origin), shown(s.submodule_search_locations), s.loader.is_package('pack'))
s = f.find_spec('space'); print(s.loader, shown(s.submodule_search_locations)); print(f.find_spec('nothing'))
m = util.module_from_spec(f.find_spec('single')); m.__spec__.loader.exec_module(m); print(m.here, 'single' in sys.modules, shown(m))
t(lambda: s.loader.x)
t(lambda: machinery.SourceFileLoader('a', '/nowhere/a.py').get_source('b')); t(lambda: machinery.SourceFileLoader('a', '/nowhere/a.py').get_source('a'))
sys.path.extend([one, two])
import pack.inner, space.left, space.right
print(pack.inner.deep, space.left.side, space.right.side, shown(space), shown(space.__path__), shown(space.__spec__.loader.is_package('x')))
print(shown(sys.path_importer_cache[one]), shown(sys.path_importer_cache[two]), sys.path_importer_cache.get('/nowhere', 'no'))
sys.path.append('/nowhere'); t(lambda: importlib.import_module('not_there')); print(sys.path_importer_cache.get('/nowhere', 'no')); sys.path.pop()
# a place whose finder is taken away, or is another one
write('three/third.py', 'value = 3'); three = os.path.join(scratch, 'three'); sys.path.append(three)
sys.path_importer_cache[three] = None; t(lambda: importlib.import_module('third'))
importlib.invalidate_caches(); t(lambda: importlib.import_module('third').value)
class Shouting(machinery.SourceFileLoader):
    def get_data(self, path): return super().get_data(path).upper()
write('four/loud.shout', 'name = "quiet"'); four = os.path.join(scratch, 'four')
sys.path_hooks.insert(0, machinery.FileFinder.path_hook((Shouting, ['.shout'])))
sys.path.append(four); t(lambda: importlib.import_module('loud').NAME); print(type(sys.modules['loud'].__loader__).__name__, shown(sys.modules['loud'].__file__))
sys.path_hooks.pop(0)
t(lambda: sys.path_hooks[-1]('/nowhere/at/all'))
# finders taken from sys.meta_path
saved = sys.meta_path[:]
sys.meta_path.remove(P); t(lambda: importlib.import_module('colorsys')); t(lambda: util.find_spec('colorsys')); print(util.find_spec('time').origin)
sys.meta_path[:] = [P]; t(lambda: importlib.import_module('colorsys').__name__); sys.modules.pop('atexit', None); t(lambda: importlib.import_module('atexit'))
sys.meta_path[:] = saved
class Deny:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == 'graphlib': raise ImportError(f'{name} is denied')
sys.meta_path.insert(0, Deny); t(lambda: importlib.import_module('graphlib')); sys.meta_path.remove(Deny); t(lambda: importlib.import_module('graphlib').__name__)
class Counting(P):
    asked = []
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        cls.asked.append((name, path is None)); return super().find_spec(name, path, target)
sys.meta_path[2] = Counting; write('one/later.py', 'x = 5'); importlib.invalidate_caches(); t(lambda: importlib.import_module('later').x); t(lambda: importlib.import_module('json.tool').__name__); print([a for a in Counting.asked if a[0] in ('later', 'json.tool')]); sys.meta_path[:] = saved
original = P.__dict__['find_spec']; P.find_spec = classmethod(lambda cls, name, path=None, target=None: None); t(lambda: importlib.import_module('sched')); P.find_spec = original; t(lambda: importlib.import_module('sched').__name__)
# loaders of one's own by the ABCs
class Text(importlib.abc.SourceLoader):
    def get_filename(self, name): return f'/virtual/{name}.py'
    def get_data(self, path): return f'path = {path!r}'.encode()
class Virtual(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None): return util.spec_from_loader(name, Text()) if name.startswith('virtual_') else None
sys.meta_path.append(Virtual()); import virtual_one; print(virtual_one, virtual_one.path, virtual_one.__spec__.has_location); print(sys.modules['virtual_one'].__loader__.get_source('virtual_one'))
class Less(importlib.abc.InspectLoader):
    def get_source(self, name): return 'y = 6'
m = util.module_from_spec(machinery.ModuleSpec('less', Less())); m.__loader__.exec_module(m); print(m.y)
print([issubclass(c, importlib.abc.Loader) for c in (machinery.SourceFileLoader, machinery.BuiltinImporter, P)], issubclass(P, importlib.abc.MetaPathFinder), issubclass(machinery.FileFinder, importlib.abc.PathEntryFinder))
t(lambda: importlib.abc.SourceLoader()); t(lambda: importlib.abc.ExecutionLoader())
import virtual_one as v; v.path = 0; print(importlib.reload(v) is v, v.path)
print(shown(machinery.ModuleSpec('a', None, origin='o', is_package=True)), machinery.ModuleSpec('a.b', None).parent, machinery.ModuleSpec('a', 1) == machinery.ModuleSpec('a', 1))
print(util.cache_from_source('/a/b.py').split('.')[0], util.cache_from_source('b.py', optimization=2)[-10:], util.source_from_cache('/a/__pycache__/b.cpython-314.opt-1.pyc'))
for bad in ('/a/b.pyc', '/a/__pycache__/b.pyc', '/a/__pycache__/b.c.x-1.pyc'): t(lambda: util.source_from_cache(bad))
print(util.decode_source(b'# coding: latin-1\r\nx = "\xe4"\r'), util.resolve_name('..c', 'a.b'), util.MAGIC_NUMBER)
