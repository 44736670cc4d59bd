"""Contract: `ModuleSpec`, the finders of modules that need no path, and modules made from specs.

The native import system does all this itself as long as nobody changed the finders: it knows `BuiltinImporter` and
`FrozenImporter` by their identity (`_bootstrap_external._DEFAULTS`) and calls them only where a script put something of
its own in their place. Natively relied on: `sys._native_module`, `sys._embedded_source`, `sys._is_frozen`.
"""
import sys


class ModuleSpec:
    """What is known about a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name, self.loader, self.origin = name, loader, origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr = False
        self._cached = None

    def __repr__(self):
        shown = [f'name={self.name!r}', f'loader={self.loader!r}']
        for name in ('origin', 'submodule_search_locations'):
            value = getattr(self, name)
            if value is not None:
                shown.append(f'{name}={value}' if name != 'origin' else f'{name}={value!r}')
        return f'{self.__class__.__name__}({", ".join(shown)})'

    def __eq__(self, other):
        try:
            return (self.name == other.name and self.loader == other.loader and self.origin == other.origin
                    and self.submodule_search_locations == other.submodule_search_locations
                    and self.cached == other.cached and self.has_location == other.has_location)
        except AttributeError:
            return NotImplemented

    @property
    def cached(self):
        """Where CPython would keep the compiled file."""
        if self._cached is None and self.origin is not None and self._set_fileattr and self.origin.endswith('.py'):
            from importlib._bootstrap_external import cache_from_source
            self._cached = cache_from_source(self.origin)
        return self._cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        """The name of the module's parent."""
        return self.name.rpartition('.')[0] if self.submodule_search_locations is None else self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for a module from a loader."""
    if origin is None:
        origin = getattr(loader, '_ORIGIN', None)
    if not origin and hasattr(loader, 'get_filename'):
        from importlib._bootstrap_external import spec_from_file_location
        if is_package is None:
            return spec_from_file_location(name, loader=loader)
        return spec_from_file_location(name, loader=loader, submodule_search_locations=[] if is_package else None)
    if is_package is None:
        is_package = False
        if hasattr(loader, 'is_package'):
            try:
                is_package = loader.is_package(name)
            except ImportError:
                is_package = None
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def _init_module_attrs(spec, module):
    """Give a module what its spec says of it."""
    attributes = {'__name__': spec.name, '__loader__': _loader_of(spec), '__package__': spec.parent, '__spec__': spec}
    if spec.submodule_search_locations is not None:
        attributes['__path__'] = spec.submodule_search_locations
    if spec.has_location:
        attributes['__file__'] = spec.origin
        if spec.cached is not None:
            attributes['__cached__'] = spec.cached
    for name, value in attributes.items():
        try:
            setattr(module, name, value)
        except AttributeError:
            # an object that takes none is a module as well
            pass
    return module


def _loader_of(spec):
    if spec.loader is None and spec.submodule_search_locations is not None:
        from importlib._bootstrap_external import NamespaceLoader
        loader = NamespaceLoader.__new__(NamespaceLoader)
        loader._path = spec.submodule_search_locations
        spec.loader = loader
    return spec.loader


def module_from_spec(spec):
    """A new module, not yet run."""
    module = None
    if hasattr(spec.loader, 'create_module'):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, 'exec_module'):
        raise ImportError('loaders that define exec_module() must also define create_module()')
    if module is None:
        module = type(sys)(spec.name)
    return _init_module_attrs(spec, module)


def _load(spec):
    """The module of a spec, made, run and put into `sys.modules`."""
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        if spec.loader is not None:
            spec.loader.exec_module(module)
    except BaseException:
        sys.modules.pop(spec.name, None)
        raise
    return sys.modules[spec.name]


def _find_spec(name, path, target=None):
    """What the finders of `sys.meta_path` say of a module."""
    if sys.meta_path is None:
        raise ImportError('sys.meta_path is None, Python is likely shutting down')
    for finder in sys.meta_path:
        find_spec = getattr(finder, 'find_spec', None)
        if find_spec is not None:
            spec = find_spec(name, path, target)
            if spec is not None:
                return spec
    return None


def _resolve_name(name, package, level):
    bits = package.rsplit('.', level - 1)
    if len(bits) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{bits[0]}.{name}' if name else bits[0]


def _wants(known, what):
    """A check of the name that a method of a finder is asked about."""
    def decorate(function):
        def checked(cls, fullname):
            if not known(fullname):
                raise ImportError(f'{fullname!r} is not a {what} module', name=fullname)
            return function(cls, fullname)
        checked.__name__, checked.__qualname__ = function.__name__, function.__qualname__
        checked.__doc__ = function.__doc__
        return classmethod(checked)
    return decorate


def _is_builtin(name):
    return name in sys.builtin_module_names


class BuiltinImporter:
    """Finds and loads the modules that are written in the program's own language."""

    _ORIGIN = 'built-in'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return spec_from_loader(fullname, cls, origin=cls._ORIGIN) if _is_builtin(fullname) else None

    @staticmethod
    def create_module(spec):
        """The module itself: its code has run."""
        if not _is_builtin(spec.name):
            raise ImportError(f'{spec.name!r} is not a built-in module', name=spec.name)
        return sys._native_module(spec.name)

    @staticmethod
    def exec_module(module):
        """Nothing: the code has run."""

    @_wants(_is_builtin, 'built-in')
    def get_code(cls, fullname):
        """None: such modules have no code object."""
        return None

    @_wants(_is_builtin, 'built-in')
    def get_source(cls, fullname):
        """None: such modules have no source."""
        return None

    @_wants(_is_builtin, 'built-in')
    def is_package(cls, fullname):
        """False: such modules are no packages."""
        return False

    @classmethod
    def load_module(cls, fullname):
        """Load the module. Deprecated."""
        return sys.modules.get(fullname) or _load(spec_from_loader(fullname, cls))


class FrozenImporter:
    """Finds and loads the modules that the interpreter itself is made of."""

    _ORIGIN = 'frozen'

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if not sys._is_frozen(fullname):
            return None
        spec = spec_from_loader(fullname, cls, origin=cls._ORIGIN)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(sys._embedded_source(fullname)[1].rpartition('/')[0])
        return spec

    @staticmethod
    def create_module(spec):
        module = type(sys)(spec.name)
        module.__file__ = sys._embedded_source(spec.name)[1]
        return module

    @staticmethod
    def exec_module(module):
        exec(FrozenImporter.get_code(module.__spec__.name), module.__dict__)

    @_wants(sys._is_frozen, 'frozen')
    def get_code(cls, fullname):
        """The code object of the module."""
        source, path, _ = sys._embedded_source(fullname)
        return compile(source, path, 'exec', dont_inherit=True)

    @_wants(sys._is_frozen, 'frozen')
    def get_source(cls, fullname):
        """None: such modules have no source, as far as their importer is concerned."""
        return None

    @_wants(sys._is_frozen, 'frozen')
    def is_package(cls, fullname):
        """Whether the module is a package."""
        return sys._embedded_source(fullname)[2]

    @classmethod
    def load_module(cls, fullname):
        """Load the module. Deprecated."""
        return sys.modules.get(fullname) or _load(cls.find_spec(fullname))


for _one in (ModuleSpec, BuiltinImporter, FrozenImporter):
    _one.__module__ = '_frozen_importlib'
del _one
sys.modules.setdefault('_frozen_importlib', sys.modules[__name__])
