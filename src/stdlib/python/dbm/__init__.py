"""Contract: databases of bytes by bytes: opened by the module that made them. Here that is `dbm.dumb` alone; others are
recognized, and refused."""
import os
import struct

__all__ = ['open', 'whichdb', 'error']


class error(Exception):
    """What goes wrong with a database."""


error.__module__ = 'dbm'
_Error = error
error = _Error, OSError
_NAMES = ['dbm.sqlite3', 'dbm.gnu', 'dbm.ndbm', 'dbm.dumb']
_modules = {}


def _module(name):
    """A module of databases, None if it is not there."""
    if name not in _modules:
        import importlib
        try:
            _modules[name] = importlib.import_module(name)
        except ImportError:
            _modules[name] = None
    return _modules[name]


def open(file, flag='r', mode=0o666):
    """Open a database: 'r' reads, 'w' writes, 'c' makes it if it is not there, 'n' makes it anew."""
    kind = None if 'n' in flag else whichdb(file)
    if kind is None:
        if 'c' not in flag and 'n' not in flag:
            raise _Error("db file doesn't exist; use 'c' or 'n' flag to create a new db")
        module = next(filter(None, map(_module, _NAMES)))
    elif kind == '':
        raise _Error('db type could not be determined')
    else:
        module = _module(kind)
        if module is None:
            raise _Error(f"db type is {kind}, but the module is not available")
    return module.open(file, flag, mode)


def whichdb(filename):
    """The module that made a database; '' if nobody knows, None if it is not there."""
    filename = os.fsencode(filename)
    if os.path.exists(filename + b'.pag') and os.path.exists(filename + b'.dir'):
        return 'dbm.ndbm'
    try:
        size = os.stat(filename + b'.dir').st_size
        if size == 0:
            return 'dbm.dumb' if os.path.exists(filename + b'.dat') else ''
        with _open(filename + b'.dir') as f:
            if f.read(1) in (b"'", b'"'):
                return 'dbm.dumb'
    except OSError:
        pass
    try:
        with _open(filename) as f:
            start = f.read(16)
    except OSError:
        return None
    if start == b'SQLite format 3\0':
        return 'dbm.sqlite3'
    if len(start) < 4:
        return ''
    numbers = struct.unpack('=l', start[:4])
    return 'dbm.gnu' if numbers[0] in (0x13579ace, 0x13579acd, 0x13579acf) else ''


def _open(path):
    import io
    return io.open(path, 'rb')
