"""Contract: specs, modules made from them, relative names, lazy loading."""
import sys
from importlib._bootstrap import _find_spec, _resolve_name, module_from_spec, spec_from_loader
from importlib._bootstrap_external import (
    MAGIC_NUMBER, cache_from_source, decode_source, source_from_cache, spec_from_file_location)
from importlib.abc import Loader

__all__ = ['LazyLoader', 'Loader', 'MAGIC_NUMBER', 'cache_from_source', 'decode_source', 'find_spec',
           'module_from_spec', 'resolve_name', 'source_from_cache', 'source_hash',
           'spec_from_file_location', 'spec_from_loader']


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    level = len(name) - len(name.lstrip('.'))
    return _resolve_name(name[level:], package, level)


def _find_spec_from_path(name, path=None):
    """The spec of a module that may or may not be loaded, looked for along a path."""
    return _spec_of_loaded(name) if name in sys.modules else _find_spec(name, path)


def _spec_of_loaded(name):
    module = sys.modules[name]
    if module is None:
        return None
    try:
        spec = module.__spec__
    except AttributeError:
        raise ValueError(f'{name}.__spec__ is not set') from None
    if spec is None:
        raise ValueError(f'{name}.__spec__ is None')
    return spec


def find_spec(name, package=None):
    """The spec of a module, or None when there is no such module; its parents are imported."""
    fullname = resolve_name(name, package) if name.startswith('.') else name
    if fullname in sys.modules:
        return _spec_of_loaded(fullname)
    parent_name = fullname.rpartition('.')[0]
    path = None
    if parent_name:
        parent = __import__(parent_name, fromlist=['__path__'])
        try:
            path = parent.__path__
        except AttributeError as e:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent_name!r} '
                                      f'while trying to find {fullname!r}', name=fullname) from e
    return _find_spec(fullname, path)


def source_hash(source_bytes):
    """A hash of a source, for caches."""
    import hashlib
    return hashlib.blake2b(source_bytes, digest_size=8, key=MAGIC_NUMBER).digest()


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
