"""Contract: what readers of packages' files offer, and what a file or folder of a package can do."""
import abc
import itertools
import os

__all__ = ['ResourceReader', 'Traversable', 'TraversableResources']


class ResourceReader(metaclass=abc.ABCMeta):
    """Finds the files of a package, the old way."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """A file opened for its bytes."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """A file's path in the file system."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Whether there is a file of that name."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """The names of what is there."""
        raise FileNotFoundError


class TraversalError(Exception):
    """There is nothing of that name."""


class Traversable(metaclass=abc.ABCMeta):
    """A file or a folder of a package: the part of pathlib's paths that reads."""

    @abc.abstractmethod
    def iterdir(self):
        """What is in the folder."""

    @abc.abstractmethod
    def is_dir(self):
        """Whether it is a folder."""

    @abc.abstractmethod
    def is_file(self):
        """Whether it is a file."""

    @abc.abstractmethod
    def open(self, mode='r', *args, **kwargs):
        """The file opened: 'r' for text, 'rb' for bytes."""

    @property
    @abc.abstractmethod
    def name(self):
        """The name, without the folders above."""

    def read_bytes(self):
        """The bytes of the file."""
        with self.open('rb') as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        """The text of the file."""
        with self.open(encoding=encoding) if errors is None else self.open(encoding=encoding, errors=errors) as f:
            return f.read()

    def joinpath(self, *descendants):
        """What lies below, by its name."""
        if not descendants:
            return self
        names = itertools.chain.from_iterable(os.fspath(part).split('/') for part in descendants)
        target = next(names)
        for item in self.iterdir():
            if item.name == target:
                return item.joinpath(*names)
        raise TraversalError('Target not found during traversal.', target, list(names))

    def __truediv__(self, child):
        return self.joinpath(child)


class TraversableResources(ResourceReader):
    """Finds the files of a package as traversable objects."""

    @abc.abstractmethod
    def files(self):
        """The place where they are."""

    def open_resource(self, resource):
        return self.files().joinpath(resource).open('rb')

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        return self.files().joinpath(path).is_file()

    def contents(self):
        return (item.name for item in self.files().iterdir())
