"""Contract: files that lie in packages, wherever the packages are: as traversable objects, and by functions."""
import contextlib
import importlib
import types

from importlib.resources.abc import ResourceReader

__all__ = ['Package', 'Anchor', 'ResourceReader', 'as_file', 'files', 'contents', 'is_resource', 'open_binary', 'open_text',
           'path', 'read_binary', 'read_text']

Package = types.ModuleType | str
Anchor = Package


def files(anchor=None):
    """The place where the files of a package are; of the caller's package without one."""
    if anchor is None:
        anchor = _caller()
    module = importlib.import_module(anchor) if isinstance(anchor, str) else anchor
    spec = module.__spec__
    find = getattr(spec.loader, 'get_resource_reader', None)
    reader = find(spec.name) if find is not None else None
    if reader is not None and hasattr(reader, 'files'):
        return reader.files()
    from importlib.resources import readers
    if reader is not None:
        return readers.ReaderFiles(reader, spec.name)
    if spec.origin is None and spec.submodule_search_locations:
        return readers.MultiplexedPath(*spec.submodule_search_locations)
    import pathlib
    return pathlib.Path(spec.origin).parent


def _caller():
    """The name of the module that called `files`."""
    import sys
    frame = sys._getframe(2)
    while frame.f_globals.get('__name__') == __name__:
        frame = frame.f_back
    return frame.f_globals['__name__']


@contextlib.contextmanager
def as_file(path):
    """A traversable object as a path of the file system, a copy if it is not there."""
    import os
    import pathlib
    import shutil
    import tempfile
    if isinstance(path, pathlib.Path):
        yield path
        return
    if path.is_dir():
        folder = tempfile.mkdtemp()
        try:
            yield _copied(path, pathlib.Path(folder))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return
    handle, name = tempfile.mkstemp(suffix=path.name)
    try:
        try:
            os.write(handle, path.read_bytes())
        finally:
            os.close(handle)
        yield pathlib.Path(name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.remove(name)


def _copied(source, folder):
    """Copy a traversable object into a folder."""
    target = folder.joinpath(source.name)
    if source.is_dir():
        target.mkdir()
        for item in source.iterdir():
            _copied(item, target)
    else:
        target.write_bytes(source.read_bytes())
    return target


def _resource(anchor, names):
    return files(anchor).joinpath(*names)


_UNSAID = object()


def _encoding(encoding, names):
    if encoding is not _UNSAID:
        return encoding
    if len(names) > 1:
        raise TypeError("'encoding' argument required with multiple path names")
    return 'utf-8'


def open_binary(anchor, *path_names):
    """A file opened for its bytes."""
    return _resource(anchor, path_names).open('rb')


def open_text(anchor, *path_names, encoding=_UNSAID, errors='strict'):
    """A file opened for its text."""
    encoding = _encoding(encoding, path_names)
    return _resource(anchor, path_names).open('r', encoding=encoding, errors=errors)


def read_binary(anchor, *path_names):
    """The bytes of a file."""
    return _resource(anchor, path_names).read_bytes()


def read_text(anchor, *path_names, encoding=_UNSAID, errors='strict'):
    """The text of a file."""
    encoding = _encoding(encoding, path_names)
    with _resource(anchor, path_names).open('r', encoding=encoding, errors=errors) as f:
        return f.read()


def path(anchor, *path_names):
    """A file as a path of the file system, in a `with` statement."""
    return as_file(_resource(anchor, path_names))


def is_resource(anchor, *path_names):
    """Whether there is a file of that name."""
    return _resource(anchor, path_names).is_file()


def contents(anchor, *path_names):
    """The names of what is there. Deprecated."""
    import warnings
    warnings.warn('importlib.resources.contents is deprecated. Use files(anchor).iterdir() instead.', DeprecationWarning,
                  stacklevel=2)
    return (item.name for item in _resource(anchor, path_names).iterdir())
