"""Contract: imports by name. The import system itself is native (`__import__`).

Natively relied on: `builtins.__import__`, `sys.modules`. `_bootstrap` and `_bootstrap_external` hold the finders and
loaders that scripts see; they are loaded when one is asked for.
"""
import sys

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

from builtins import __import__

_RELOADING = {}


def import_module(name, package=None):
    """Import a module by name, relative to a package when it starts with dots."""
    level = 0
    if name.startswith('.'):
        if not package:
            raise TypeError(f'the \'package\' argument is required to perform a relative import for {name!r}')
        while name[level:level + 1] == '.':
            level += 1
        name = _resolve(name[level:], package, level)
    if not isinstance(name, str):
        raise TypeError(f'module name must be str, not {type(name)}')
    if not name:
        raise ValueError('Empty module name')
    module = sys.modules.get(name)
    if module is None:
        __import__(name)
        module = sys.modules[name]
    return module


def _resolve(name, package, level):
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]


def invalidate_caches():
    """Forget what the finders remember of the file system."""
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def reload(module):
    """Run a module's code again in the same module; returns it."""
    name = getattr(getattr(module, '__spec__', None), 'name', None) or getattr(module, '__name__', None)
    if name is None:
        raise TypeError('reload() argument must be a module')
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if name in _RELOADING:
        return _RELOADING[name]
    _RELOADING[name] = module
    try:
        parent = name.rpartition('.')[0]
        if parent and parent not in sys.modules:
            raise ImportError(f'parent {parent!r} not in sys.modules', name=parent)
        from importlib._bootstrap import _find_spec, _init_module_attrs
        spec = _find_spec(name, sys.modules[parent].__path__ if parent else None, module)
        if spec is None:
            raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
        _init_module_attrs(spec, module)
        if spec.loader is not None:
            spec.loader.exec_module(module)
        return sys.modules[name]
    finally:
        _RELOADING.pop(name, None)
