"""Contract: the readers of packages in folders, of those without `__init__`, and of loaders that know the old way only."""
import pathlib

from importlib.resources import abc

__all__ = ['FileReader', 'MultiplexedPath', 'NamespaceReader']


class FileReader(abc.TraversableResources):
    """Reads the folder that a loader's file is in."""

    def __init__(self, loader):
        self.path = pathlib.Path(loader.path).parent

    def resource_path(self, resource):
        """A file's path."""
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path


class MultiplexedPath(abc.Traversable):
    """Some folders that are one."""

    def __init__(self, *paths):
        self._paths = [pathlib.Path(path) for path in dict.fromkeys(map(str, paths))]
        if not self._paths:
            raise FileNotFoundError('MultiplexedPath must contain at least one path')
        if not all(path.is_dir() for path in self._paths):
            raise NotADirectoryError('MultiplexedPath only supports directories')

    def iterdir(self):
        found = {}
        for path in self._paths:
            for child in path.iterdir():
                found.setdefault(child.name, []).append(child)
        for children in found.values():
            yield children[0] if len(children) == 1 or not all(child.is_dir() for child in children) else MultiplexedPath(*children)

    def read_bytes(self):
        raise FileNotFoundError(f'{self} is not a file')

    def read_text(self, *args, **kwargs):
        raise FileNotFoundError(f'{self} is not a file')

    def is_dir(self):
        return True

    def is_file(self):
        return False

    def joinpath(self, *descendants):
        try:
            return super().joinpath(*descendants)
        except abc.TraversalError:
            # a path that can still be made
            return self._paths[0].joinpath(*descendants)

    def open(self, *args, **kwargs):
        raise FileNotFoundError(f'{self} is not a file')

    @property
    def name(self):
        return self._paths[0].name

    def __repr__(self):
        return f'MultiplexedPath({", ".join(repr(str(path)) for path in self._paths)})'


class NamespaceReader(abc.TraversableResources):
    """Reads the folders of a package without `__init__`."""

    def __init__(self, namespace_path):
        if 'NamespacePath' not in str(namespace_path):
            raise ValueError('Invalid path')
        self.path = MultiplexedPath(*namespace_path)

    def resource_path(self, resource):
        """A file's path."""
        return str(self.path.joinpath(resource))

    def files(self):
        return self.path


class ReaderFiles(abc.Traversable):
    """The files of a reader that knows the old way only, and one of them if it has a name."""

    def __init__(self, reader, package, resource=None):
        self._reader, self._package, self._resource = reader, package, resource

    def iterdir(self):
        names = self._reader.contents() if self._resource is None else ()
        return (ReaderFiles(self._reader, self._package, name) for name in names)

    def is_dir(self):
        return self._resource is None

    def is_file(self):
        return self._resource is not None and self._reader.is_resource(self._resource)

    def joinpath(self, *descendants):
        if not descendants:
            return self
        return ReaderFiles(self._reader, self._package, '/'.join(descendants))

    @property
    def name(self):
        return self._package.rpartition('.')[2] if self._resource is None else self._resource

    def open(self, mode='r', *args, **kwargs):
        import io
        if self._resource is None:
            raise FileNotFoundError(f'{self._package} is not a file')
        file = self._reader.open_resource(self._resource)
        return file if 'b' in mode else io.TextIOWrapper(file, *args, **kwargs)
