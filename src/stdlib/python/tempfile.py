"""Contract: temporary files and directories, with names nobody can foresee."""
import os
import io

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory', 'mkstemp',
           'mkdtemp', 'mktemp', 'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir', 'gettempprefixb',
           'gettempdirb']

TMP_MAX = getattr(os, 'TMP_MAX', 10000)
template = 'tmp'
tempdir = None
_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789_'
_names = None


def _candidate():
    """Eight random characters."""
    global _names
    pid = os.getpid()
    if _names is None or _names[0] != pid:
        from random import Random
        _names = pid, Random()
    return ''.join(_names[1].choices(_LETTERS, k=8))


def _defaults(prefix, suffix, dir):
    """The three with defaults, of one kind (str or bytes), and that kind."""
    kind = None
    for arg in (dir, prefix, suffix):
        if arg is None:
            continue
        if isinstance(arg, os.PathLike):
            arg = os.fspath(arg)
        this = bytes if isinstance(arg, bytes) else str
        if kind is not None and this is not kind:
            raise TypeError("Can't mix bytes and non-bytes in path components.")
        kind = this
    if kind is None:
        kind = bytes if isinstance(tempdir, bytes) else str
    if suffix is None:
        suffix = kind()
    if prefix is None:
        prefix = template if kind is str else os.fsencode(template)
    if dir is None:
        dir = gettempdir() if kind is str else gettempdirb()
    return prefix, suffix, dir, kind


def _find_dir():
    folders = [os.environ.get(n) for n in ('TMPDIR', 'TEMP', 'TMP')]
    folders = [os.path.abspath(f) for f in folders if f] + ['/tmp', '/var/tmp', '/usr/tmp', os.getcwd()]
    for folder in folders:
        for _ in range(100):
            name = os.path.join(folder, _candidate())
            try:
                fd = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                continue
            except OSError:
                break
            os.close(fd)
            os.unlink(name)
            return folder
    raise FileNotFoundError(2, 'No usable temporary directory found in %s' % folders)


def gettempdir():
    """The directory for temporary files."""
    global tempdir
    if tempdir is None:
        tempdir = _find_dir()
    return os.fsdecode(tempdir)


def gettempdirb():
    """As `gettempdir`, bytes."""
    return os.fsencode(gettempdir())


def gettempprefix():
    """The prefix of names."""
    return template


def gettempprefixb():
    """As `gettempprefix`, bytes."""
    return os.fsencode(template)


def _make(dir, prefix, suffix, kind, what):
    """Call `what(path)` with new names until one is free."""
    for _ in range(TMP_MAX):
        name = _candidate()
        if kind is bytes:
            name = os.fsencode(name)
        path = os.path.abspath(os.path.join(dir, prefix + name + suffix))
        try:
            return path, what(path)
        except FileExistsError:
            continue
    raise FileExistsError(17, 'No usable temporary file name found')


def _flags(text):
    return os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, 'O_NOFOLLOW', 0)


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a file; returns (descriptor, path)."""
    prefix, suffix, dir, kind = _defaults(prefix, suffix, dir)
    path, fd = _make(dir, prefix, suffix, kind, lambda p: os.open(p, _flags(text), 0o600))
    return fd, path


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a directory; returns its path."""
    prefix, suffix, dir, kind = _defaults(prefix, suffix, dir)
    return _make(dir, prefix, suffix, kind, lambda p: os.mkdir(p, 0o700))[0]


def mktemp(suffix='', prefix=template, dir=None):
    """A free name; someone else may take it first."""
    if dir is None:
        dir = gettempdir()

    def check(path):
        if os.path.lexists(path):
            raise FileExistsError
    return _make(dir, prefix, suffix, str, check)[0]


class _TemporaryFileWrapper:
    """An open file that is removed when it is closed."""

    def __init__(self, file, name, delete=True, delete_on_close=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._delete_on_close = delete_on_close

    def __getattr__(self, name):
        return getattr(self.__dict__['file'], name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        self.file.__exit__(exc, value, tb)
        self._remove(True)

    def close(self):
        """Close, and remove if so wished."""
        self.file.close()
        self._remove(self._delete_on_close)

    def _remove(self, now):
        if self.delete and now:
            self.delete = False
            try:
                os.unlink(self.name)
            except FileNotFoundError:
                pass

    def __del__(self):
        self.close()

    def __iter__(self):
        for line in self.file:
            yield line

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__qualname__} object at {id(self):#x}>'


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                       dir=None, delete=True, *, errors=None, delete_on_close=True):
    """Make and open a file with a name; it is removed when closed."""
    fd, name = mkstemp(suffix, prefix, dir)
    try:
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        file = io.open(fd, mode, buffering, encoding, errors, newline)
    except BaseException:
        os.unlink(name)
        os.close(fd)
        raise
    raw = getattr(file, 'buffer', file)
    raw = getattr(raw, 'raw', raw)
    try:
        raw.name = name
    except AttributeError:
        pass
    return _TemporaryFileWrapper(file, name, delete, delete_on_close)


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                  dir=None, *, errors=None):
    """Make and open a file without a name."""
    fd, name = mkstemp(suffix, prefix, dir)
    os.unlink(name)
    try:
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(fd, mode, buffering, encoding, errors, newline)
    except BaseException:
        os.close(fd)
        raise


class SpooledTemporaryFile:
    """A file in memory that goes to disk when it grows."""

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None,
                 prefix=None, dir=None, *, errors=None):
        self._file = io.BytesIO() if 'b' in mode else io.TextIOWrapper(
            io.BytesIO(), encoding=encoding, errors=errors, newline=newline)
        self._max_size = max_size
        self._rolled = False
        self._args = dict(mode=mode, buffering=buffering, suffix=suffix, prefix=prefix, encoding=encoding,
                          newline=newline, dir=dir, errors=errors)

    def _check(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Go to disk now."""
        if self._rolled:
            return
        new = TemporaryFile(**self._args)
        pos = self._file.tell()
        if hasattr(new, 'buffer'):
            self._file.flush()
            new.buffer.write(self._file.detach().getvalue())
        else:
            new.write(self._file.getvalue())
        new.seek(pos, 0)
        self._file = new
        self._rolled = True
        del self._args

    def write(self, s):
        rv = self._file.write(s)
        self._check()
        return rv

    def writelines(self, iterable):
        for line in iterable:
            self.write(line)

    name = property(lambda self: getattr(self._file, 'name', None))

    mode = property(lambda self: getattr(self._file, 'mode', None) or self._args['mode'])

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def truncate(self, size=None):
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def __getattr__(self, name):
        return getattr(self.__dict__['_file'], name)

    def __enter__(self):
        if self._file.closed:
            raise ValueError('Cannot enter context with closed file')
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return self._file.__iter__()


class TemporaryDirectory:
    """A directory that is removed at the end of the with block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._delete = delete
        self._done = False
        if delete:
            import weakref
            self._finalizer = weakref.finalize(self, _forgotten, self.name, repr(self), ignore_cleanup_errors)

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name!r}>'

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        """Remove it now."""
        if not self._delete or self._finalizer.detach() or os.path.exists(self.name):
            import shutil
            shutil.rmtree(self.name, ignore_errors=self._ignore_cleanup_errors)

    __class_getitem__ = classmethod(type(list[int]))


def _forgotten(name, shown, ignore):
    import shutil
    import warnings
    shutil.rmtree(name, ignore_errors=ignore)
    warnings.warn(f'Implicitly cleaning up {shown}', ResourceWarning)
