"""Contract: the finders and loaders of modules along a path, and what `sys.meta_path`, `sys.path_hooks` and
`sys.path_importer_cache` hold when a program begins (`_DEFAULTS`).

Those three are made when someone looks at them (`types/module.rs`). Before that, and after it where a place's finder
is a `FileFinder` of the usual kind, the native import system looks into folders itself.
"""
import sys
from importlib._bootstrap import (BuiltinImporter, FrozenImporter, ModuleSpec, _find_spec, _init_module_attrs, _load,
                                  spec_from_loader)

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = ['.pyc']
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = BYTECODE_SUFFIXES
EXTENSION_SUFFIXES = []
MAGIC_NUMBER = b'\x2b\x0e\r\n'

# where the library lies, which is in the binary
_LIBRARY = '<togil>'
_POPULATE = object()


def _is_library(path):
    return path == _LIBRARY or path.startswith(_LIBRARY + '/')


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the compiled file is kept."""
    import os
    head, tail = os.path.split(os.fspath(path))
    base, dot, rest = tail.rpartition('.')
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    name = f'{base or rest}{dot}{tag}'
    if optimization is None:
        optimization = '' if sys.flags.optimize == 0 else sys.flags.optimize
    optimization = str(optimization)
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f'{optimization!r} is not alphanumeric')
        name += f'.opt-{optimization}'
    name += '.pyc'
    if sys.pycache_prefix is not None:
        return os.path.join(sys.pycache_prefix, os.path.abspath(head).lstrip('/'), name)
    return os.path.join(head, '__pycache__', name)


def source_from_cache(path):
    """The source a compiled file belongs to."""
    import os
    head, name = os.path.split(os.fspath(path))
    prefix = (sys.pycache_prefix or '').rstrip('/')
    if prefix and head.startswith(prefix + '/'):
        head, cache = head[len(prefix):], '__pycache__'
    else:
        head, cache = os.path.split(head)
    if cache != '__pycache__':
        raise ValueError(f'__pycache__ not bottom-level directory in {path!r}')
    dots = name.count('.')
    if dots not in {2, 3}:
        raise ValueError(f'expected only 2 or 3 dots in {name!r}')
    if dots == 3:
        optimization = name.rsplit('.', 2)[-2]
        if not optimization.startswith('opt-'):
            raise ValueError("optimization portion of filename does not start with 'opt-'")
        if not optimization[4:].isalnum():
            raise ValueError(f'optimization level {optimization!r} is not an alphanumeric value')
    return os.path.join(head, name.partition('.')[0] + '.py')


def decode_source(source_bytes):
    """Source bytes as text: encoding declared or UTF-8, newlines made uniform."""
    from io import BytesIO, IncrementalNewlineDecoder
    from tokenize import detect_encoding
    encoding = detect_encoding(BytesIO(source_bytes).readline)[0]
    return IncrementalNewlineDecoder(None, True).decode(source_bytes.decode(encoding))


def _named_by(loader, name):
    """The file that a loader would load a module from."""
    try:
        return loader.get_filename(name)
    except (AttributeError, ImportError):
        return '<unknown>'


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_POPULATE):
    """A spec for a module from a file."""
    import os
    if location is None:
        location = _named_by(loader, name)
    elif not _is_library(location := os.fspath(location)):
        location = os.path.abspath(location)
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    if loader is None:
        if not location.endswith(tuple(SOURCE_SUFFIXES)):
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


class _LoaderBasics:
    """What loaders of code share."""

    def is_package(self, fullname):
        """Whether the file is a package's `__init__`."""
        import os
        return (os.path.split(self.get_filename(fullname))[1].rsplit('.', 1)[0] == '__init__'
                and fullname.rpartition('.')[2] != '__init__')

    def create_module(self, spec):
        """None: a usual module is made."""

    def exec_module(self, module):
        """Run the file's code in the module."""
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f'cannot load module {module.__name__!r} when get_code() returns None')
        exec(code, module.__dict__)

    def load_module(self, fullname):
        """Load the module and put it into `sys.modules`. Deprecated."""
        return _load(spec_from_loader(fullname, self))


class SourceLoader(_LoaderBasics):
    """Loads modules from source; where it is, subclasses say."""

    def path_mtime(self, path):
        """When the file was changed."""
        raise OSError

    def path_stats(self, path):
        """What is known of the file: `mtime`, and perhaps `size`."""
        return {'mtime': self.path_mtime(path)}

    def get_source(self, fullname):
        """The text of the source."""
        path = self.get_filename(fullname)
        try:
            data = self.get_data(path)
        except OSError as error:
            raise ImportError('source not available through get_data()', name=fullname) from error
        return decode_source(data)

    def source_to_code(self, data, path, *, _optimize=-1):
        """The code of a source."""
        return compile(data, path, 'exec', dont_inherit=True, optimize=_optimize)

    def get_code(self, fullname):
        """The compiled source."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def _own_name(method):
    """A method that is asked about the loader's own module, or about none."""
    def checked(self, name=None, *args, **kwargs):
        if name is None:
            name = self.name
        elif self.name != name:
            raise ImportError(f'loader for {self.name} cannot handle {name}', name=name)
        return method(self, name, *args, **kwargs)
    checked.__name__, checked.__qualname__, checked.__doc__ = method.__name__, method.__qualname__, method.__doc__
    return checked


class FileLoader:
    """Loads one module from one file."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    @_own_name
    def load_module(self, fullname):
        """Load the module and put it into `sys.modules`. Deprecated."""
        return super().load_module(fullname)

    @_own_name
    def get_filename(self, fullname):
        """The path of the file."""
        return self.path

    def get_data(self, path):
        """The bytes of a file."""
        if _is_library(path):
            found = sys._embedded_source(_library_name(path))
            if found is None:
                raise FileNotFoundError(2, 'No such file or directory', path)
            return found[0].encode()
        with open(path, 'rb') as file:
            return file.read()

    @_own_name
    def get_resource_reader(self, name=None):
        """What reads the files beside the module's."""
        from importlib.resources.readers import FileReader
        return FileReader(self)


def _library_name(path):
    """The name of the module in a file of the library."""
    name = path[len(_LIBRARY) + 1:].removesuffix('.py').removesuffix('/__init__')
    return name.replace('/', '.')


class SourceFileLoader(FileLoader, SourceLoader):
    """Loads one module from one file of source."""

    def path_stats(self, path):
        import os
        stat = os.stat(path)
        return {'mtime': stat.st_mtime, 'size': stat.st_size}

    def set_data(self, path, data, *, _mode=0o666):
        """Nothing: compiled files are not kept."""


class SourcelessFileLoader(FileLoader, _LoaderBasics):
    """The loader of compiled files, which are not read here."""

    def get_code(self, fullname):
        raise ImportError(f'bad magic number in {fullname!r}', name=fullname, path=self.path)

    def get_source(self, fullname):
        """None: there is none."""


class ExtensionFileLoader(FileLoader, _LoaderBasics):
    """The loader of extension modules, which cannot be loaded here."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def create_module(self, spec):
        raise ImportError(f'extension modules cannot be loaded: {self.path}', name=self.name, path=self.path)

    def exec_module(self, module):
        raise ImportError(f'extension modules cannot be loaded: {self.path}', name=self.name, path=self.path)

    def is_package(self, fullname):
        return False

    def get_code(self, fullname):
        """None: there is none."""

    def get_source(self, fullname):
        """None: there is none."""


def _asked_of_places(operation):
    """A method of `_NamespacePath` that its list of places, looked for again if need be, answers."""
    def method(self, *args):
        return getattr(self._up_to_date(), operation)(*args)
    method.__name__, method.__qualname__ = operation, f'_NamespacePath.{operation}'
    return method


class _NamespacePath:
    """The places of a package without `__init__`: searched for again when its parent's path has changed."""

    def __init__(self, name, path, path_finder):
        self._package, self._places, self._search = name, path, path_finder
        self._searched = self._to_search()

    def _to_search(self):
        parent, dot, _ = self._package.rpartition('.')
        return tuple(sys.modules[parent].__path__ if dot else sys.path)

    def _up_to_date(self):
        path = self._to_search()
        if path != self._searched:
            found = self._search(self._package, path)
            if found is not None and found.loader is None:
                self._places = found.submodule_search_locations or self._places
            self._searched = path
        return self._places

    def __repr__(self):
        return f'_NamespacePath({self._places!r})'

    __contains__, __getitem__, __iter__, __len__ = map(
        _asked_of_places, ('__contains__', '__getitem__', '__iter__', '__len__'))

    def __setitem__(self, at, place):
        self._places[at] = place

    def append(self, place):
        """Add a place."""
        self._places.append(place)


class NamespaceLoader:
    """The loader of packages without `__init__`."""

    def __init__(self, name, path, path_finder):
        self._path = _NamespacePath(name, path, path_finder)

    def load_module(self, fullname):
        """Load the package. Deprecated."""
        return _load(spec_from_loader(fullname, self))

    def create_module(self, spec):
        """None: a usual module is made."""

    def exec_module(self, module):
        """Nothing: there is no code."""

    def get_code(self, fullname):
        """The code of an empty file."""
        return compile(self.get_source(fullname), '<string>', 'exec', dont_inherit=True)

    def get_source(self, fullname):
        """Nothing is in the file that is not there."""
        return ''

    def is_package(self, fullname):
        """True."""
        return True

    def get_resource_reader(self, module):
        """What reads the files of the package's places."""
        from importlib.resources.readers import NamespaceReader
        return NamespaceReader(self._path)


class PathFinder:
    """Finds modules along `sys.path`, or a package's `__path__`, with the finder of each place."""

    @staticmethod
    def invalidate_caches():
        """Have the finders forget what they know of the file system."""
        for name, finder in list(sys.path_importer_cache.items()):
            if finder is None:
                del sys.path_importer_cache[name]
            elif hasattr(finder, 'invalidate_caches'):
                finder.invalidate_caches()

    @staticmethod
    def find_distributions(*args, **kwargs):
        """What is installed on the path."""
        from importlib.metadata import MetadataPathFinder
        return MetadataPathFinder.find_distributions(*args, **kwargs)

    @staticmethod
    def _path_hooks(path):
        if sys.path_hooks is not None and not sys.path_hooks:
            import warnings
            warnings.warn('sys.path_hooks is empty', ImportWarning)
        for make in sys.path_hooks:
            try:
                finder = make(path)
            except ImportError:
                pass
            else:
                return finder
        return None

    @classmethod
    def _path_importer_cache(cls, path):
        if path == '':
            import os
            try:
                path = os.getcwd()
            except (FileNotFoundError, PermissionError):
                return None
        try:
            return sys.path_importer_cache[path]
        except KeyError:
            finder = sys.path_importer_cache[path] = cls._path_hooks(path)
            return finder

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """The spec of a module; a package without `__init__` is found when nothing else is."""
        portions = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            finder = cls._path_importer_cache(entry)
            spec = finder.find_spec(fullname, target) if finder is not None else None
            if spec is not None:
                if spec.loader is not None:
                    return spec
                if spec.submodule_search_locations is None:
                    raise ImportError('spec missing loader')
                portions += spec.submodule_search_locations
        if not portions:
            return None
        spec = ModuleSpec(fullname, None)
        spec.submodule_search_locations = _NamespacePath(fullname, portions, cls.find_spec)
        return spec


class FileFinder:
    """Finds modules in one folder, by the suffixes of its loaders."""

    def __init__(self, path, *loader_details):
        import os
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]
        self.path = os.path.abspath(path) if path and path != '.' else os.getcwd()

    def __repr__(self):
        return f'FileFinder({self.path!r})'

    def invalidate_caches(self):
        """Nothing is remembered of the folder."""

    def _get_spec(self, loader_class, fullname, path, locations):
        return spec_from_file_location(fullname, path, loader=loader_class(fullname, path),
                                       submodule_search_locations=locations)

    def find_spec(self, fullname, target=None):
        """The spec of a module; one without a loader is a portion of a package without `__init__`."""
        import os
        base = os.path.join(self.path, fullname.rpartition('.')[2])
        is_folder = os.path.isdir(base)
        if is_folder:
            for suffix, loader_class in self._loaders:
                path = os.path.join(base, '__init__' + suffix)
                if os.path.isfile(path):
                    return self._get_spec(loader_class, fullname, path, [base])
        for suffix, loader_class in self._loaders:
            if os.path.isfile(base + suffix):
                return self._get_spec(loader_class, fullname, base + suffix, None)
        if is_folder:
            spec = ModuleSpec(fullname, None)
            spec.submodule_search_locations = [base]
            return spec
        return None

    @classmethod
    def path_hook(cls, *loader_details):
        """A hook for `sys.path_hooks` that makes finders with these loaders."""
        def path_hook_for_FileFinder(path):
            """The finder of a folder."""
            import os
            if not os.path.isdir(path or '.'):
                raise ImportError('only directories are supported', path=path)
            return cls(path, *loader_details)
        return path_hook_for_FileFinder


class _LibraryFinder:
    """Finds the modules of the library, which is in the binary; itself a hook for `sys.path_hooks`."""

    def __init__(self, path):
        if not _is_library(path):
            raise ImportError('only the library is supported', path=path)
        self.path = path

    def find_spec(self, fullname, target=None):
        path = f'{self.path}/{fullname.rpartition(".")[2]}.py'
        found = sys._embedded_source(_library_name(path))
        if found is None:
            return None
        _, path, is_package = found
        return _file_spec(fullname, path, [path.rpartition('/')[0]] if is_package else None)

    def invalidate_caches(self):
        """Nothing: the library does not change."""

    def __repr__(self):
        return f'<library {self.path!r}>'


class WindowsRegistryFinder:
    """Of no use here."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None


class AppleFrameworkLoader(ExtensionFileLoader):
    """Of no use here."""


def _file_spec(name, file, locations):
    """The spec of a module in a source file."""
    spec = ModuleSpec(name, SourceFileLoader(name, file), origin=file)
    spec.submodule_search_locations = locations
    spec.has_location = True
    return spec


def _describe(module):
    """Give a module that was imported its `__spec__` and `__loader__`."""
    namespace = module.__dict__
    name = namespace['__name__']
    file = namespace.get('__file__')
    path = namespace.get('__path__')
    if name in sys.builtin_module_names:
        spec = BuiltinImporter.find_spec(name)
    elif file is not None and _is_library(file) and sys._is_frozen(name):
        spec = FrozenImporter.find_spec(name)
    elif file is not None:
        spec = _file_spec(name, file, path)
    elif path is not None:
        spec = ModuleSpec(name, NamespaceLoader.__new__(NamespaceLoader))
        spec.loader._path = spec.submodule_search_locations = path
    else:
        spec = None
    namespace['__spec__'] = spec
    namespace['__loader__'] = None if spec is None else spec.loader


def _namespace_path(name, portions):
    """The `__path__` of a package without `__init__` that was found in these folders."""
    return _NamespacePath(name, portions, PathFinder.find_spec)


def _is_usual(finder):
    """Whether a `FileFinder` finds what the native import system would, and no more."""
    return finder._loaders == [('.py', SourceFileLoader)] and 'find_spec' not in finder.__dict__


def _get_supported_file_loaders():
    """The loaders of files, with their suffixes."""
    return [(SourceFileLoader, SOURCE_SUFFIXES)]


for _one in (SourceLoader, FileLoader, SourceFileLoader, SourcelessFileLoader, ExtensionFileLoader, _NamespacePath,
             NamespaceLoader, PathFinder, FileFinder, WindowsRegistryFinder, AppleFrameworkLoader):
    _one.__module__ = '_frozen_importlib_external'
del _one
sys.modules.setdefault('_frozen_importlib_external', sys.modules[__name__])


def _defaults():
    hooks = [_LibraryFinder, FileFinder.path_hook(*_get_supported_file_loaders())]
    cache = {}
    for entry in getattr(sys, 'path', None) or ():
        if isinstance(entry, str) and entry:
            for hook in hooks:
                try:
                    cache[entry] = hook(entry)
                    break
                except ImportError:
                    pass
    known = tuple((one, one.__dict__['find_spec'])
                  for one in (BuiltinImporter, FrozenImporter, PathFinder, FileFinder, _LibraryFinder))
    return {'meta_path': [BuiltinImporter, FrozenImporter, PathFinder], 'path_hooks': hooks,
            'path_importer_cache': cache}, known


# what the attributes of `sys` begin as; and the classes whose work the native import system does itself as long as
# their `find_spec` is the one of this file
_DEFAULTS, _KNOWN = _defaults()
