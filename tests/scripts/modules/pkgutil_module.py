# Modules of folders, names to objects, data of packages.
import inspect
import os
import pkgutil
import sys

print(pkgutil.__all__)
for name in pkgutil.__all__[:-1]:
    print(name, inspect.signature(getattr(pkgutil, name)))
root = os.path.join(os.environ['SCRATCH'], 'root')
other = os.path.join(os.environ['SCRATCH'], 'other')
for path, text in {
    'root/alpha.py': 'x = 1', 'root/pack/__init__.py': 'y = 2', 'root/pack/inner.py': 'class C:\n  z = 3',
    'root/pack/sub/__init__.py': '', 'root/pack/sub/deep.py': '', 'root/pack/data.txt': 'some data',
    'root/plain/no.py': '', 'root/bad/__init__.py': 'import nowhere_at_all', 'root/worse/__init__.py': '1 / 0',
    'root/no-module.txt': '', 'other/pack/__init__.py': '', 'root/dots.in.py': '',
}.items():
    whole = os.path.join(os.environ['SCRATCH'], path)
    os.makedirs(os.path.dirname(whole), exist_ok=True)
    with open(whole, 'w') as file:
        file.write(text)
sys.path.insert(0, root)
for info in pkgutil.iter_modules([root]):
    print(info.name, info.ispkg, type(info.module_finder).__name__, info.module_finder.path == root)
print([info.name for info in pkgutil.iter_modules([root, other], 'pre.')])
print([(info.name, info.ispkg) for info in pkgutil.walk_packages([root], onerror=lambda name: print('failed', name))])
try:
    list(pkgutil.walk_packages([root]))
except ZeroDivisionError as e:
    print(type(e).__name__, e)
print(list(pkgutil.iter_modules(['/no/such/folder'])))
try:
    list(pkgutil.iter_modules(root))
except ValueError as e:
    print(e)
print({'alpha', 'pack'} <= {info.name for info in pkgutil.iter_modules()})
for name in ('alpha', 'alpha:x', 'alpha.x', 'pack.inner', 'pack.inner:C', 'pack.inner:C.z', 'pack.inner.C.z', 'os.path:join', 'os.path.join', 'pack:'):
    found = pkgutil.resolve_name(name)
    print(name, getattr(found, '__name__', found))
for name in ('', 'a b', '1a', 'alpha:x:y', 'alpha.nope', 'alpha:nope', 'nowhere_else', 'pack..inner', 'alpha:1'):
    try:
        print(pkgutil.resolve_name(name))
    except Exception as e:
        print(repr(name), type(e).__name__, e)
print(pkgutil.get_data('pack', 'data.txt'), pkgutil.get_data('nowhere_else', 'x'))
try:
    pkgutil.get_data('pack', 'none.txt')
except OSError as e:
    print(type(e).__name__)
sys.path.append(other)
print([os.path.relpath(p, os.environ['SCRATCH']) for p in pkgutil.extend_path([os.path.join(root, 'pack')], 'pack')])
print(pkgutil.extend_path('x', 'y'), pkgutil.extend_path(['x'], 'no.such'))
print(type(pkgutil.get_importer(root)).__name__, pkgutil.get_importer(root) is pkgutil.get_importer(root))
try:
    list(pkgutil.iter_importers('.x'))
except ImportError as e:
    print(e)
print(pkgutil.ModuleInfo(None, 'a', True))
