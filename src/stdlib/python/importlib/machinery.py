"""Contract: `ModuleSpec`, the loader of source files and the finder of the path.

The native import system does not go through these; they serve scripts that load
files themselves (`importlib.util.spec_from_file_location`).
"""
import sys

__all__ = ['AppleFrameworkLoader', 'BYTECODE_SUFFIXES', 'BuiltinImporter', 'DEBUG_BYTECODE_SUFFIXES',
           'EXTENSION_SUFFIXES', 'ExtensionFileLoader', 'FileFinder', 'FrozenImporter', 'ModuleSpec',
           'NamespaceLoader', 'OPTIMIZED_BYTECODE_SUFFIXES', 'PathFinder', 'SOURCE_SUFFIXES',
           'SourceFileLoader', 'SourcelessFileLoader', 'WindowsRegistryFinder', 'all_suffixes']

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = []


def all_suffixes():
    """The suffixes of files that can be modules."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    """What is known about a module before it is loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name, self.loader, self.origin = name, loader, origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self.cached = None
        self._set_fileattr = False
        self._uninitialized_submodules = []

    def __repr__(self):
        shown = [f'name={self.name!r}', f'loader={self.loader!r}']
        for name, value in (('origin', self.origin), ('submodule_search_locations', self.submodule_search_locations)):
            if value is not None:
                shown.append(f'{name}={value!r}')
        return f'{self.__class__.__name__}({", ".join(shown)})'

    def __eq__(self, other):
        try:
            return (self.name == other.name and self.loader == other.loader and self.origin == other.origin
                    and self.submodule_search_locations == other.submodule_search_locations
                    and self.cached == other.cached and self.has_location == other.has_location)
        except AttributeError:
            return NotImplemented

    @property
    def parent(self):
        """The package the module is in."""
        return self.name.rpartition('.')[0] if self.submodule_search_locations is None else self.name

    def _set_has_location(self, value):
        self._set_fileattr = bool(value)

    has_location = property(lambda self: self._set_fileattr, _set_has_location)


class SourceFileLoader:
    """Loads a module from a source file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        """Run the file's code in the module."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def load_module(self, fullname=None):
        """Load and register the module. Deprecated."""
        from importlib import util
        spec = util.spec_from_file_location(self.name, self.path, loader=self)
        module = util.module_from_spec(spec)
        sys.modules[self.name] = module
        try:
            self.exec_module(module)
        except BaseException:
            sys.modules.pop(self.name, None)
            raise
        return module

    def get_filename(self, fullname=None):
        """The path of the file."""
        return self.path

    def get_data(self, path):
        """The bytes of a file."""
        if path.startswith('<togil>/'):
            return sys._embedded_source(self.name)[0].encode()
        with open(path, 'rb') as f:
            return f.read()

    def path_stats(self, path):
        import os
        st = os.stat(path)
        return {'mtime': st.st_mtime, 'size': st.st_size}

    def get_source(self, fullname=None):
        """The text of the source."""
        from importlib import util
        try:
            data = self.get_data(self.path)
        except OSError as exc:
            raise ImportError('source not available through get_data()', name=fullname) from exc
        return util.decode_source(data)

    def get_code(self, fullname=None):
        """The compiled source."""
        return compile(self.get_data(self.path), self.path, 'exec', dont_inherit=True)

    def source_to_code(self, data, path='<string>'):
        """Compile a source."""
        return compile(data, path, 'exec', dont_inherit=True)

    def is_package(self, fullname):
        """Whether the file is a package's `__init__`."""
        import os
        return os.path.basename(self.path).rpartition('.')[0] == '__init__' and \
            fullname.rpartition('.')[2] != '__init__'


class SourcelessFileLoader(SourceFileLoader):
    """Compiled files are not read here."""


class ExtensionFileLoader(SourceFileLoader):
    """Extension modules in files are not loaded here."""

    def exec_module(self, module):
        raise ImportError(f'extension modules cannot be loaded: {self.path}', name=self.name, path=self.path)


class NamespaceLoader:
    """The loader of packages without an `__init__`."""

    def __init__(self, name, path, path_finder=None):
        self._path = path

    def is_package(self, fullname):
        return True

    def get_source(self, fullname):
        return ''

    def get_code(self, fullname):
        return compile('', '<string>', 'exec', dont_inherit=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        pass


class BuiltinImporter:
    """Finds native and embedded modules: whatever `__import__` knows without a file."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if fullname in sys.builtin_module_names:
            return ModuleSpec(fullname, cls, origin='built-in')
        return None

    @staticmethod
    def create_module(spec):
        return __import__(spec.name)

    @staticmethod
    def exec_module(module):
        pass

    @classmethod
    def is_package(cls, fullname):
        return False


class FrozenImporter(BuiltinImporter):
    """There are no frozen modules apart from the native ones."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class FileFinder:
    """Finds modules in one directory."""

    def __init__(self, path, *loader_details):
        self.path = path or '.'
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes] \
            or [('.py', SourceFileLoader)]

    def find_spec(self, fullname, target=None):
        import os
        from importlib import util
        tail = fullname.rpartition('.')[2]
        base = os.path.join(self.path, tail)
        for suffix, loader in self._loaders:
            init = os.path.join(base, '__init__' + suffix)
            if os.path.isfile(init):
                return util.spec_from_file_location(fullname, init, loader=loader(fullname, init),
                                                    submodule_search_locations=[base])
        for suffix, loader in self._loaders:
            if os.path.isfile(base + suffix):
                return util.spec_from_file_location(fullname, base + suffix,
                                                    loader=loader(fullname, base + suffix))
        if os.path.isdir(base):
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    def invalidate_caches(self):
        pass

    def __repr__(self):
        return f'FileFinder({self.path!r})'


class PathFinder:
    """Finds modules on `sys.path`."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        portions = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            spec = FileFinder(entry).find_spec(fullname)
            if spec is None:
                continue
            if spec.loader is not None:
                return spec
            portions.extend(spec.submodule_search_locations)
        if portions:
            spec = ModuleSpec(fullname, NamespaceLoader(fullname, portions))
            spec.submodule_search_locations = portions
            return spec
        return None

    @staticmethod
    def invalidate_caches():
        pass


class WindowsRegistryFinder(FrozenImporter):
    """Of no use here."""


class AppleFrameworkLoader(ExtensionFileLoader):
    """Of no use here."""
