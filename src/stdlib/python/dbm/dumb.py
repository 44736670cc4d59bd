"""Contract: a database in two files: `.dat` has the values, each at a multiple of 512, `.dir` a line for each key with the
place and the length of its value. What is written over or deleted leaves its place unused."""
import ast
import collections.abc
import contextlib
import io
import os

__all__ = ['error', 'open']

_BLOCK = 512
error = OSError


def _bytes(value, what):
    if isinstance(value, str):
        return value.encode('utf-8')
    if not isinstance(value, (bytes, bytearray)):
        raise TypeError(f'{what} must be bytes or strings')
    return bytes(value)


class _Database(collections.abc.MutableMapping):
    """An open database: the index is kept here, and written when it is closed."""

    def __init__(self, filebasename, mode, flag='c'):
        base = os.fsencode(filebasename)
        self._dirfile, self._datfile, self._bakfile = base + b'.dir', base + b'.dat', base + b'.bak'
        self._mode, self._readonly, self._modified, self._index = mode, flag == 'r', False, None
        if flag == 'n':
            for path in (self._datfile, self._bakfile, self._dirfile):
                with contextlib.suppress(OSError):
                    os.remove(path)
        try:
            io.open(self._datfile, 'rb').close()
        except OSError:
            if flag not in ('c', 'n'):
                raise
            with io.open(self._datfile, 'wb'):
                self._chmod(self._datfile)
        self._read(flag)

    def _read(self, flag):
        index = {}
        try:
            with io.open(self._dirfile, encoding='latin-1') as f:
                for line in f:
                    key, place = ast.literal_eval(line.rstrip())
                    index[key.encode('latin-1')] = place
        except OSError:
            if flag not in ('c', 'n'):
                raise
            self._modified = True
            with io.open(self._dirfile, 'w', encoding='latin-1'):
                self._chmod(self._dirfile)
        self._index = index

    def _chmod(self, path):
        os.chmod(path, self._mode)

    def _opened(self):
        if self._index is None:
            raise error('DBM object has already been closed')

    def _writable(self):
        if self._readonly:
            raise error('The database is opened for reading only')

    def sync(self):
        """Write the index; the one before is kept as `.bak`."""
        if self._index is None or not self._modified:
            return
        with contextlib.suppress(OSError):
            os.unlink(self._bakfile)
        with contextlib.suppress(OSError):
            os.rename(self._dirfile, self._bakfile)
        with io.open(self._dirfile, 'w', encoding='latin-1') as f:
            self._chmod(self._dirfile)
            for key, place in self._index.items():
                f.write(f'{key.decode("latin-1")!r}, {place!r}\n')
        self._modified = False

    def __getitem__(self, key):
        key = key.encode('utf-8') if isinstance(key, str) else key
        self._opened()
        at, size = self._index[key]
        with io.open(self._datfile, 'rb') as f:
            f.seek(at)
            return f.read(size)

    def __setitem__(self, key, value):
        self._writable()
        key, value = _bytes(key, 'keys'), _bytes(value, 'values')
        self._opened()
        self._modified = True
        at, size = self._index.get(key, (None, -1))
        room = -(-size // _BLOCK) * _BLOCK
        with io.open(self._datfile, 'rb+') as f:
            if at is None or len(value) > room:
                # a new place, at the end
                f.seek(0, 2)
                end = f.tell()
                at = -(-end // _BLOCK) * _BLOCK
                f.write(b'\0' * (at - end))
            f.seek(at)
            f.write(value)
        is_new, self._index[key] = key not in self._index, (at, len(value))
        if is_new:
            with io.open(self._dirfile, 'a', encoding='latin-1') as f:
                self._chmod(self._dirfile)
                f.write(f'{key.decode("latin-1")!r}, {(at, len(value))!r}\n')

    def __delitem__(self, key):
        self._writable()
        key = key.encode('utf-8') if isinstance(key, str) else key
        self._opened()
        del self._index[key]
        self._modified = True
        self.sync()

    def keys(self):
        """The keys."""
        self._opened()
        return list(self._index)

    def items(self):
        """(key, value) pairs."""
        self._opened()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        key = key.encode('utf-8') if isinstance(key, str) else key
        self._opened()
        return key in self._index

    def __iter__(self):
        self._opened()
        return iter(self._index)

    def __len__(self):
        self._opened()
        return len(self._index)

    iterkeys = __iter__

    def close(self):
        """Write the index, and close."""
        try:
            self.sync()
        finally:
            self._index = None

    def __del__(self):
        with contextlib.suppress(AttributeError, OSError):
            self.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def open(file, flag='c', mode=0o666):
    """Open a database: 'r' reads, 'w' writes, 'c' makes it if it is not there, 'n' makes it anew."""
    if flag not in ('r', 'w', 'c', 'n'):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    mask = os.umask(0)
    os.umask(mask)
    return _Database(file, mode & ~mask, flag=flag)
