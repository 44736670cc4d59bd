"""Contract: the ABCs of finders and loaders, for those who write their own."""
import abc
from importlib import _bootstrap_external, machinery

__all__ = ['Loader', 'MetaPathFinder', 'PathEntryFinder', 'ResourceLoader', 'InspectLoader', 'ExecutionLoader',
           'FileLoader', 'SourceLoader']


class Loader(metaclass=abc.ABCMeta):
    """What loads modules."""

    def create_module(self, spec):
        """A module to be run; None for a usual one."""
        return None

    def load_module(self, fullname):
        """Load the module and put it into `sys.modules`. Deprecated."""
        if not hasattr(self, 'exec_module'):
            raise ImportError
        from importlib._bootstrap import _load, spec_from_loader
        return _load(spec_from_loader(fullname, self))


class MetaPathFinder(metaclass=abc.ABCMeta):
    """What finds modules anywhere."""

    def invalidate_caches(self):
        """Forget what is remembered."""


class PathEntryFinder(metaclass=abc.ABCMeta):
    """What finds modules in one place."""

    def invalidate_caches(self):
        """Forget what is remembered."""


class ResourceLoader(Loader):
    """A loader that reads data too."""

    @abc.abstractmethod
    def get_data(self, path):
        raise OSError


class InspectLoader(Loader):
    """A loader that can show a module's source."""

    @abc.abstractmethod
    def get_source(self, fullname):
        raise ImportError

    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        """The compiled source, None if there is no source."""
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @staticmethod
    def source_to_code(data, path='<string>'):
        """The code of a source."""
        return compile(data, path, 'exec', dont_inherit=True)

    exec_module = _bootstrap_external._LoaderBasics.exec_module


class ExecutionLoader(InspectLoader):
    """A loader of modules that have a file."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        """The compiled source, None if there is no source."""
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            path = self.get_filename(fullname)
        except ImportError:
            return self.source_to_code(source)
        return self.source_to_code(source, path)


class FileLoader(_bootstrap_external.FileLoader, ResourceLoader, ExecutionLoader):
    """A loader of one file."""


class SourceLoader(_bootstrap_external.SourceLoader, ResourceLoader, ExecutionLoader):
    """A loader of sources: `get_data` and `get_filename` are what it needs."""

    def path_mtime(self, path):
        if self.path_stats.__func__ is SourceLoader.path_stats:
            raise OSError
        return int(self.path_stats(path)['mtime'])

    def path_stats(self, path):
        if self.path_mtime.__func__ is SourceLoader.path_mtime:
            raise OSError
        return {'mtime': self.path_mtime(path)}

    def set_data(self, path, data):
        """Nothing: compiled files are not kept."""


for _abc, _classes in ((MetaPathFinder, (machinery.BuiltinImporter, machinery.FrozenImporter, machinery.PathFinder)),
                       (PathEntryFinder, (machinery.FileFinder,)),
                       (InspectLoader, (machinery.BuiltinImporter, machinery.FrozenImporter,
                                        machinery.NamespaceLoader)),
                       (ExecutionLoader, (machinery.ExtensionFileLoader,)),
                       (FileLoader, (machinery.SourceFileLoader, machinery.SourcelessFileLoader)),
                       (SourceLoader, (machinery.SourceFileLoader,))):
    for _class in _classes:
        _abc.register(_class)
del _abc, _classes, _class
