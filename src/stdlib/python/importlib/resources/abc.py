"""Contract: what a loader may give for the files of its packages, and what such a file or folder can do."""
import abc
import pathlib
from typing import Protocol, runtime_checkable

__all__ = ['ResourceReader', 'Traversable', 'TraversableResources']


class TraversalError(Exception):
    """A name does not lead anywhere."""


class ResourceReader(metaclass=abc.ABCMeta):
    """The files of one package, by their names."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """A file object on the bytes; FileNotFoundError where there are none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """The path in the file system; FileNotFoundError where it has none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Whether the name is that of a file."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """All names."""
        raise FileNotFoundError


@runtime_checkable
class Traversable(Protocol):
    """A file or a folder: the part of `pathlib.Path` that needs no file system."""

    @abc.abstractmethod
    def iterdir(self):
        """What a folder has."""

    @abc.abstractmethod
    def is_dir(self):
        """Whether it is a folder."""

    @abc.abstractmethod
    def is_file(self):
        """Whether it is a file."""

    @abc.abstractmethod
    def open(self, mode='r', *args, **kwargs):
        """A file object: 'r' for text, 'rb' for bytes; more arguments are those of TextIOWrapper."""

    @property
    @abc.abstractmethod
    def name(self):
        """The last name of the path to it."""

    def read_bytes(self):
        """The bytes of a file."""
        with self.open('rb') as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        """The text of a file."""
        with self.open('r', encoding=encoding, errors=errors) as file:
            return file.read()

    def joinpath(self, *descendants):
        """What some names lead to, one below the other; a name may be several with slashes between them."""
        names = [name for path in descendants for name in pathlib.PurePosixPath(path).parts]
        found = self
        for place, name in enumerate(names):
            below = next((child for child in found.iterdir() if child.name == name), None)
            if below is None:
                raise TraversalError('Target not found during traversal.', name, names[place + 1:])
            found = below
        return found

    def __truediv__(self, child):
        return self.joinpath(child)


class TraversableResources(ResourceReader):
    """The files of a package as a folder, which is all that a subclass has to give."""

    @abc.abstractmethod
    def files(self):
        """The folder."""

    def open_resource(self, resource):
        """A file object on the bytes."""
        return self.files().joinpath(resource).open('rb')

    def resource_path(self, resource):
        """No file need be in the file system."""
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        """Whether the name is that of a file."""
        return self.files().joinpath(path).is_file()

    def contents(self):
        """All names."""
        return (child.name for child in self.files().iterdir())
