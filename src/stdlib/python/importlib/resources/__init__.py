"""Contract: files that belong to packages: `files` gives a package's folder, the others work on one file of it.

A package is named by its module or the module's name. What a loader has in other ways than files comes from its
`get_resource_reader`; the classes for that are in `importlib.resources.abc`.
"""
import contextlib
import pathlib
import sys
import tempfile
import types
from importlib import import_module
from importlib.resources.abc import ResourceReader, Traversable

__all__ = ['Anchor', 'Package', 'ResourceReader', 'as_file', 'contents', 'files', 'is_resource', 'open_binary', 'open_text', 'path',
           'read_binary', 'read_text']

Package = Anchor = types.ModuleType | str
_missing = object()


def files(anchor: Anchor | None = None) -> Traversable:
    """The folder of a package or module, that of the caller where none is told."""
    if anchor is None:
        anchor = sys._getframe(1).f_globals['__name__']
    module = import_module(anchor) if isinstance(anchor, str) else anchor
    spec = module.__spec__
    get_reader = getattr(spec.loader, 'get_resource_reader', None)
    reader = get_reader(spec.name) if get_reader else None
    if reader is not None and hasattr(reader, 'files'):
        return reader.files()
    from importlib.resources.readers import FileReader, NamespaceReader
    if spec.has_location:
        return FileReader(spec).files()
    if spec.submodule_search_locations is not None:
        return NamespaceReader(spec.submodule_search_locations).files()
    raise FileNotFoundError(f'{spec.name!r} has no files')


@contextlib.contextmanager
def as_file(path):
    """In the block, a path in the file system: that of the file or folder itself, or of a copy."""
    if isinstance(path, pathlib.Path):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        yield _copied(path, pathlib.Path(folder))


def _copied(source, folder):
    """Copy a file or a whole folder into a folder; the copy's path."""
    target = folder / source.name
    if source.is_dir():
        target.mkdir()
        for child in source.iterdir():
            _copied(child, target)
    else:
        target.write_bytes(source.read_bytes())
    return target


# ---- one file of a package; the names lead from its folder to it

def _resource(anchor, path_names):
    folder = files(anchor)
    return folder.joinpath(*path_names) if path_names else folder


def _encoding(encoding, path_names):
    """The encoding of a text: UTF-8, but it must be told with several names, which may mean something else."""
    if encoding is not _missing:
        return encoding
    if len(path_names) > 1:
        raise TypeError("'encoding' argument required with multiple path names")
    return 'utf-8'


def open_binary(anchor, *path_names):
    """A file object on the bytes."""
    return _resource(anchor, path_names).open('rb')


def open_text(anchor, *path_names, encoding=_missing, errors='strict'):
    """A file object on the text."""
    encoding = _encoding(encoding, path_names)
    return _resource(anchor, path_names).open('r', encoding=encoding, errors=errors)


def read_binary(anchor, *path_names):
    """The bytes."""
    return _resource(anchor, path_names).read_bytes()


def read_text(anchor, *path_names, encoding=_missing, errors='strict'):
    """The text."""
    encoding = _encoding(encoding, path_names)
    return _resource(anchor, path_names).read_text(encoding=encoding, errors=errors)


def path(anchor, *path_names):
    """`as_file` of it."""
    return as_file(_resource(anchor, path_names))


def is_resource(anchor, *path_names):
    """Whether there is such a file."""
    return _resource(anchor, path_names).is_file()


def contents(anchor, *path_names):
    """The names in a folder."""
    import warnings
    warnings.warn('importlib.resources.contents is deprecated. Use files(anchor).iterdir() instead.',
                  DeprecationWarning, stacklevel=2)
    return (child.name for child in _resource(anchor, path_names).iterdir())
