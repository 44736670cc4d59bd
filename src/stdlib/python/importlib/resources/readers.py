"""Contract: the folders of packages that are in the file system, namespaces too, which have several."""
import os
import pathlib

from importlib.resources.abc import Traversable, TraversableResources, TraversalError

__all__ = ['FileReader', 'MultiplexedPath', 'NamespaceReader']


class _FolderReader(TraversableResources):
    """What is in a folder, or in several that are seen as one: `path`."""

    def resource_path(self, resource):
        """The path as a text."""
        return str(self.path.joinpath(resource))

    def files(self):
        """The folder."""
        return self.path


class FileReader(_FolderReader):
    """The folder that a module's file is in; made of the module's spec or its loader."""

    def __init__(self, loader):
        file = loader.origin if hasattr(loader, 'origin') else loader.path
        self.path = pathlib.Path(file).parent


class MultiplexedPath(Traversable):
    """Several folders seen as one: of what is in more than one of them, folders are joined and the first file counts."""

    def __init__(self, *paths):
        self._paths = [pathlib.Path(path) for path in dict.fromkeys(paths)]
        if not self._paths:
            raise FileNotFoundError('MultiplexedPath must contain at least one path')
        if not all(path.is_dir() for path in self._paths):
            raise NotADirectoryError('MultiplexedPath only supports directories')

    def iterdir(self):
        """What the folders have."""
        by_name = {}
        for child in (child for path in self._paths for child in path.iterdir()):
            by_name.setdefault(child.name, []).append(child)
        return map(self._joined, by_name.values())

    def _joined(self, children):
        """What stands for children of the same name."""
        if len(children) > 1 and all(child.is_dir() for child in children):
            return MultiplexedPath(*children)
        return next((child for child in children if child.is_file()), children[0])

    def is_dir(self):
        """It is a folder."""
        return True

    def is_file(self):
        """It is no file."""
        return False

    def open(self, *args, **kwargs):
        """It has no text and no bytes."""
        raise FileNotFoundError(f'{self} is not a file')

    def read_bytes(self):
        """It has no bytes."""
        self.open()

    def read_text(self, *args, **kwargs):
        """It has no text."""
        self.open()

    def joinpath(self, *descendants):
        """What some names lead to; what is not there would be in the first folder."""
        try:
            return super().joinpath(*descendants)
        except TraversalError:
            return self._paths[0].joinpath(*descendants)

    __truediv__ = joinpath

    @property
    def name(self):
        """The last name of the folders' paths."""
        return self._paths[0].name

    def __repr__(self):
        return f'MultiplexedPath({", ".join(repr(os.fspath(path)) for path in self._paths)})'


class NamespaceReader(_FolderReader):
    """The folders of a namespace package."""

    def __init__(self, namespace_path):
        self.path = MultiplexedPath(*namespace_path)
