"""Contract: what modules there are, names of objects to objects, data files of packages.

The library's own modules are part of the program and in no folder, so `iter_modules` does not list them.
"""
import importlib
import importlib.util
import os
import re
import sys
from collections import namedtuple
from functools import singledispatch as simplegeneric
from importlib.machinery import FileFinder

__all__ = ['get_importer', 'iter_importers', 'walk_packages', 'iter_modules', 'get_data', 'read_code', 'extend_path',
           'ModuleInfo']

ModuleInfo = namedtuple('ModuleInfo', 'module_finder name ispkg')
ModuleInfo.__doc__ = 'A namedtuple with minimal info about a module.'


def read_code(stream):
    """The code of a compiled file: togil has none, so always None."""
    stream.read(4)
    return None


def walk_packages(path=None, prefix='', onerror=None):
    """`ModuleInfo` of each module on a path, and of those in its packages, which are imported for it."""
    visited = set()
    for info in iter_modules(path, prefix):
        yield info
        if not info.ispkg:
            continue
        try:
            __import__(info.name)
        except Exception as error:
            if onerror is not None:
                onerror(info.name)
            elif not isinstance(error, ImportError):
                raise
        else:
            inner = [one for one in getattr(sys.modules[info.name], '__path__', None) or [] if one not in visited]
            visited.update(inner)
            yield from walk_packages(inner, info.name + '.', onerror)


def iter_modules(path=None, prefix=''):
    """`ModuleInfo` of each module on a path; on `sys.path` if none is given."""
    if path is None:
        finders = iter_importers()
    elif isinstance(path, str):
        raise ValueError('path must be None or list of paths to look for modules in')
    else:
        finders = map(get_importer, path)
    seen = set()
    for finder in finders:
        for name, ispkg in iter_importer_modules(finder, prefix):
            if name not in seen:
                seen.add(name)
                yield ModuleInfo(finder, name, ispkg)


@simplegeneric
def iter_importer_modules(importer, prefix=''):
    """(name, is it a package) of each module that a finder knows."""
    return importer.iter_modules(prefix) if hasattr(importer, 'iter_modules') else []


@iter_importer_modules.register
def _(importer: FileFinder, prefix=''):
    if importer.path is None or not os.path.isdir(importer.path):
        return
    try:
        entries = sorted(os.listdir(importer.path))
    except OSError:
        return
    seen = set()
    for entry in entries:
        name, suffix = os.path.splitext(entry)
        whole = os.path.join(importer.path, entry)
        ispkg = False
        if suffix != '.py':
            if suffix or not os.path.isdir(whole) or '.' in entry:
                continue
            try:
                if '__init__.py' not in os.listdir(whole):
                    continue
            except OSError:
                continue
            ispkg = True
        if name == '__init__' or name in seen:
            continue
        seen.add(name)
        if '.' not in name:
            yield prefix + name, ispkg


def get_importer(path_item):
    """The finder of an entry of a path; None if nothing can be imported from it."""
    path_item = os.fsdecode(path_item)
    known = sys.path_importer_cache.get(path_item)
    if known is None:
        for hook in sys.path_hooks:
            try:
                known = hook(path_item)
                break
            except ImportError:
                continue
        else:
            return None
        sys.path_importer_cache.setdefault(path_item, known)
    return known


def iter_importers(fullname=''):
    """The finders that would be asked for a module."""
    if fullname.startswith('.'):
        raise ImportError(f'Relative module name {fullname!r} not supported')
    if '.' in fullname:
        package = importlib.import_module(fullname.rpartition('.')[0])
        path = getattr(package, '__path__', None) or []
    else:
        path = sys.path
        yield from sys.meta_path
    yield from map(get_importer, path)


def extend_path(path, name):
    """A package's path with the folders of that name on `sys.path` or its parent's path; for `__path__`."""
    if not isinstance(path, list):
        return path
    path = path[:]
    parent, _, last = name.rpartition('.')
    if parent:
        try:
            search = sys.modules[parent].__path__
        except (KeyError, AttributeError):
            return path
    else:
        search = sys.path
    for folder in search:
        if not isinstance(folder, str):
            continue
        portion = os.path.join(folder, last)
        if os.path.isfile(os.path.join(portion, '__init__.py')) and portion not in path:
            path.append(portion)
        listed = os.path.join(folder, name + '.pkg')
        if os.path.isfile(listed):
            with open(listed) as file:
                for line in file:
                    line = line.rstrip('\n')
                    if line and not line.startswith('#'):
                        path.append(line)
    return path


def get_data(package, resource):
    """The bytes of a file in a package; None if the package's loader gives no data."""
    loader = getattr(importlib.util.find_spec(package), 'loader', None)
    if not hasattr(loader, 'get_data'):
        return None
    module = sys.modules.get(package) or importlib.import_module(package)
    if getattr(module, '__file__', None) is None:
        return None
    return loader.get_data(os.path.join(os.path.dirname(module.__file__), *resource.split('/')))


_NAME = re.compile(r'^(?!\d)(\w+(?:\.(?!\d)\w+)*)(:(?P<cln>(?!\d)\w+(?:\.(?!\d)\w+)*)?)?$', re.UNICODE)


def resolve_name(name):
    """The object of a name: `package.module:object.attribute`, or with dots alone, as much of it as can be imported."""
    found = _NAME.match(name)
    if not found:
        raise ValueError(f'invalid format: {name!r}')
    if found[2]:
        result = importlib.import_module(found[1])
        parts = found['cln'].split('.') if found['cln'] else []
    else:
        parts = name.split('.')
        module = parts.pop(0)
        result = importlib.import_module(module)
        while parts:
            longer = f'{module}.{parts[0]}'
            try:
                result = importlib.import_module(longer)
            except ImportError:
                break
            parts.pop(0)
            module = longer
    for part in parts:
        result = getattr(result, part)
    return result
