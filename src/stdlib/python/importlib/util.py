"""Contract: specs, modules made from them, relative names, lazy loading."""
import sys
from importlib import _resolve
from importlib.abc import Loader

__all__ = ['LazyLoader', 'Loader', 'MAGIC_NUMBER', 'cache_from_source', 'decode_source', 'find_spec',
           'module_from_spec', 'resolve_name', 'source_from_cache', 'source_hash',
           'spec_from_file_location', 'spec_from_loader']

MAGIC_NUMBER = b'\x00\x00\r\n'
_POPULATE = object()


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    return _resolve(name[level:], package, level)


def find_spec_for(fullname, path=None):
    """The spec of a module that may or may not be loaded: by the finders of `sys.meta_path`, then by those here."""
    from importlib import machinery
    for finder in getattr(sys, 'meta_path', ()):
        if hasattr(finder, 'find_spec'):
            spec = finder.find_spec(fullname, path, None)
            if spec is not None:
                return spec
    spec = machinery.BuiltinImporter.find_spec(fullname, path)
    if spec is None:
        embedded = sys._embedded_source(fullname)
        if embedded is not None:
            _, file, is_package = embedded
            return _file_spec(fullname, file, [file.rpartition('/')[0]] if is_package else None)
        spec = machinery.PathFinder.find_spec(fullname, path)
    return spec


def _file_spec(name, file, locations):
    """The spec of a module in a source file."""
    from importlib.machinery import ModuleSpec, SourceFileLoader
    spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file)
    spec.submodule_search_locations = locations
    spec._set_fileattr = True
    return spec


def _describe(module):
    """Give a module that was imported its `__spec__` and `__loader__`."""
    from importlib import machinery
    namespace = module.__dict__
    name = namespace['__name__']
    file = namespace.get('__file__')
    path = namespace.get('__path__')
    if name in sys.builtin_module_names:
        spec = machinery.ModuleSpec(name, machinery.BuiltinImporter, origin='built-in')
    elif file is not None:
        spec = _file_spec(name, file, path)
    elif path is not None:
        spec = machinery.ModuleSpec(name, machinery.NamespaceLoader(name, path))
        spec.submodule_search_locations = path
    else:
        spec = None
    namespace['__spec__'] = spec
    namespace['__loader__'] = None if spec is None else spec.loader


def find_spec(name, package=None):
    """The spec of a module, or None when there is no such module."""
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname in sys.modules:
        module = sys.modules[fullname]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f'{name}.__spec__ is not set') from None
        if spec is None:
            raise ValueError(f'{name}.__spec__ is None')
        return spec
    parent_name = fullname.rpartition('.')[0]
    path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=['__path__'])
        try:
            path = parent.__path__
        except AttributeError as e:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent_name!r} '
                                      f'while trying to find {fullname!r}', name=fullname) from e
    return find_spec_for(fullname, path)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a module from a loader."""
    from importlib.machinery import ModuleSpec
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        return spec_from_file_location(name, loader=loader) if is_package is None else \
            spec_from_file_location(name, loader=loader,
                                    submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = loader.is_package(name) if hasattr(loader, 'is_package') else False
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_POPULATE):
    """A spec for a module from a file."""
    import os
    from importlib.machinery import ModuleSpec, SourceFileLoader
    if location is not None:
        location = os.path.abspath(os.fspath(location))
    else:
        try:
            location = loader.get_filename(name) if hasattr(loader, 'get_filename') else '<unknown>'
        except ImportError:
            location = '<unknown>'
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if loader is None:
        if not location.endswith('.py'):
            return None
        loader = spec.loader = SourceFileLoader(name, location)
    if submodule_search_locations is _POPULATE:
        if hasattr(loader, 'is_package'):
            try:
                if loader.is_package(name):
                    spec.submodule_search_locations = []
            except ImportError:
                pass
    else:
        spec.submodule_search_locations = submodule_search_locations
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(os.path.dirname(location))
    return spec


def module_from_spec(spec):
    """A new module, not yet run."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = type(sys)(spec.name)
    attributes = {'__name__': spec.name, '__loader__': spec.loader, '__package__': spec.parent, '__spec__': spec}
    if spec.submodule_search_locations is not None:
        attributes['__path__'] = spec.submodule_search_locations
    if spec.has_location:
        attributes['__file__'] = spec.origin
    for name, value in attributes.items():
        try:
            setattr(module, name, value)
        except AttributeError:
            # an object that takes none is a module as well
            pass
    return module


def decode_source(source_bytes):
    """Source bytes as text: encoding declared or UTF-8, newlines made uniform."""
    encoding = 'utf-8-sig' if source_bytes.startswith(b'\xef\xbb\xbf') else 'utf-8'
    for line in source_bytes.split(b'\n', 2)[:2]:
        if line.lstrip().startswith(b'#') and b'coding' in line:
            rest = line[line.index(b'coding') + 6:]
            if rest[:1] in (b':', b'='):
                name = rest[1:].strip().split()[0].rstrip(b'-*;').decode('ascii')
                if name.lower().replace('_', '-') != 'utf-8':
                    encoding = name
                break
    return source_bytes.decode(encoding).replace('\r\n', '\n').replace('\r', '\n')


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where CPython would keep the compiled file."""
    import os
    head, tail = os.path.split(os.fspath(path))
    base, dot, _ = tail.rpartition('.')
    name = f'{base or tail}.{sys.implementation.cache_tag}'
    if optimization:
        name += f'.opt-{optimization}'
    return os.path.join(head, '__pycache__', name + '.pyc')


def source_from_cache(path):
    """The source a compiled file belongs to."""
    import os
    head, name = os.path.split(os.fspath(path))
    head, cache = os.path.split(head)
    if cache != '__pycache__':
        raise ValueError(f"__pycache__ not bottom-level directory in {path!r}")
    return os.path.join(head, name.partition('.')[0] + '.py')


def source_hash(source_bytes):
    """A hash of a source, for caches."""
    return (hash(source_bytes) & 0xFFFFFFFFFFFFFFFF).to_bytes(8, 'little')


class LazyLoader:
    """Wraps a loader so that the module runs when it is first used."""

    def __init__(self, loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        """A function that makes lazy loaders."""
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        module.__class__ = _LazyModule


class _LazyModule(type(sys)):
    """A module that runs its code at the first attribute access."""

    def __getattribute__(self, attr):
        object.__setattr__(self, '__class__', type(sys))
        spec = object.__getattribute__(self, '__spec__')
        spec.loader.exec_module(self)
        return getattr(self, attr)
