"""Contract: find a module or a file without importing it, and run it as a program.

`_run_module_as_main` is what `-m` calls: the code runs in `__main__`'s own namespace.
"""
import sys

from importlib._bootstrap import _find_spec
from importlib._bootstrap_external import PathFinder

__all__ = ['run_module', 'run_path']


class _Error(Exception):
    """Why `-m` cannot run the module; shown without a traceback."""


def _find(name):
    """The spec of a module, its parents imported; None when there is none."""
    if not name:
        return None
    parent = name.rpartition('.')[0]
    path = None
    if parent:
        __import__(parent)
        try:
            path = sys.modules[parent].__path__
        except AttributeError:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent!r} while trying to find {name!r}',
                                      name=name) from None
    return _find_spec(name, path)


def _details(name, error=ImportError):
    """(spec, code) of the module to run; a package's is its `__main__`."""
    if name.startswith('.'):
        raise error('Relative module names not supported')
    parent = name.rpartition('.')[0]
    if parent:
        try:
            __import__(parent)
        except ImportError as e:
            # only a parent that is not there: what fails inside a parent is its own error
            if e.name is None or e.name != parent and not parent.startswith(e.name + '.'):
                raise
        known = sys.modules.get(name)
        if known is not None and not hasattr(known, '__path__'):
            import warnings
            warnings.warn(RuntimeWarning(
                f'{name!r} found in sys.modules after import of package {parent!r}, but prior to execution of '
                f'{name!r}; this may result in unpredictable behaviour'))
    try:
        spec = _find(name)
    except (ImportError, AttributeError, TypeError, ValueError) as e:
        text = f'Error while finding module specification for {name!r} ({type(e).__name__}: {e})'
        if name.endswith('.py'):
            text += f". Try using '{name[:-3]}' instead of '{name}' as the module name."
        raise error(text) from e
    if spec is None:
        raise error(f'No module named {name}')
    if spec.submodule_search_locations is not None:
        if name == '__main__' or name.endswith('.__main__'):
            raise error('Cannot use package as __main__ module')
        try:
            return _details(name + '.__main__', error)
        except error as e:
            if name not in sys.modules:
                raise
            raise error(f'{e}; {name!r} is a package and cannot be directly executed') from None
    if spec.loader is None and spec.origin != 'built-in':
        raise error(f'{name!r} is a namespace package and cannot be executed')
    try:
        code = spec.loader.get_code(name) if spec.loader is not None else None
    except ImportError as e:
        raise error(str(e)) from e
    if code is None:
        raise error(f'No code object available for {name}')
    return spec, code


def _run(code, namespace, init_globals, run_name, spec, path, package):
    if init_globals is not None:
        namespace.update(init_globals)
    namespace.update(__name__=run_name, __file__=path, __cached__=None, __doc__=None,
                     __loader__=spec.loader if spec is not None else None, __package__=package, __spec__=spec)
    exec(code, namespace)
    return namespace


def _run_module_as_main(mod_name, alter_argv=True):
    """Run a module (or a package's `__main__`) in `__main__`'s namespace; exits with a text when it is not found."""
    try:
        if alter_argv or mod_name != '__main__':
            spec, code = _details(mod_name, _Error)
        else:
            spec, code = _main_of_path(_Error)
    except _Error as e:
        sys.exit(f'{sys.executable}: {e}')
    if alter_argv:
        sys.argv[0] = spec.origin
    _run(code, sys.modules['__main__'].__dict__, None, '__main__', spec, spec.origin, spec.parent)


def _main_of_path(error=ImportError):
    """(spec, code) of the `__main__` that `sys.path` has: of a folder that is run."""
    spec = PathFinder.find_spec('__main__')
    if spec is None or spec.loader is None:
        raise error(f"can't find '__main__' module in {sys.path[0]!r}")
    return spec, spec.loader.get_code('__main__')


class _Temporary:
    """For a while `sys.modules[name]` is a new module and `sys.argv[0]` the file."""

    def __init__(self, name, path):
        self.name, self.path = name, path

    def __enter__(self):
        self.known = sys.modules.get(self.name)
        self.argv0 = sys.argv[0] if sys.argv else ''
        self.module = sys.modules[self.name] = type(sys)(self.name)
        sys.argv[:1] = [self.path]
        return self.module.__dict__

    def __exit__(self, *exc_info):
        sys.argv[:1] = [self.argv0]
        if self.known is None:
            sys.modules.pop(self.name, None)
        else:
            sys.modules[self.name] = self.known


def _run_aside(code, init_globals, run_name, spec, path, package):
    with _Temporary(run_name, path) as namespace:
        # a copy: what the module holds may be cleared with it
        return _run(code, namespace, init_globals, run_name, spec, path, package).copy()


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code without importing it; returns its namespace."""
    spec, code = _details(mod_name)
    run_name = spec.name if run_name is None else run_name
    if alter_sys:
        return _run_aside(code, init_globals, run_name, spec, spec.origin, spec.parent)
    return _run(code, {}, init_globals, run_name, spec, spec.origin, spec.parent)


def run_path(path_name, init_globals=None, run_name=None):
    """Run a source file, or the `__main__` of a folder; returns its namespace."""
    import os
    path_name = os.fsdecode(path_name)
    run_name = '<run_path>' if run_name is None else run_name
    package = run_name.rpartition('.')[0]
    if not os.path.isdir(path_name):
        with open(path_name, 'rb') as file:
            data = file.read()
        code = compile(data, path_name, 'exec', dont_inherit=True)
        return _run_aside(code, init_globals, run_name, None, path_name, package)
    sys.path.insert(0, path_name)
    known = sys.modules.pop('__main__', None)
    try:
        spec, code = _main_of_path()
        if known is not None:
            sys.modules['__main__'] = known
        return _run_aside(code, init_globals, run_name, spec, spec.origin, spec.parent)
    finally:
        if known is not None:
            sys.modules['__main__'] = known
        if path_name in sys.path:
            sys.path.remove(path_name)
