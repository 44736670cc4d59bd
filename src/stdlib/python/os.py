"""Contract: the operating system as Python sees it.

All system calls come from the native module `posix` and are re-exported as
they are; this file adds what is better written in Python: the environment
mapping, directory walks, the exec and spawn families, `popen`, `fdopen`.
Import does one star import, builds `environ` and nothing else.
"""
import sys
import posix
from posix import *
from posix import _exit
import posixpath as path

sys.modules['os.path'] = path

name = 'posix'
linesep = '\n'
# not taken from `path`, which may be the module that imports this one
curdir, pardir, sep, pathsep = '.', '..', '/', ':'
defpath, extsep, altsep, devnull = '/bin:/usr/bin', '.', None, '/dev/null'

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1
supports_bytes_environ = True


def __getattr__(attr):
    """`__all__`, the ABC `PathLike` and the supports_* sets, made at first use."""
    if attr == '__all__':
        value = [n for n in globals() if n[0] != '_' and n not in ('sys', 'posix', 'process_cpu_count')] + ['_exit']
    elif attr == 'PathLike':
        value = _make_pathlike()
    elif attr in ('supports_dir_fd', 'supports_effective_ids', 'supports_fd',
                  'supports_follow_symlinks'):
        have = globals()
        value = {have[n] for n in _SUPPORTS[attr].split() if n in have}
    else:
        raise AttributeError(f"module 'os' has no attribute {attr!r}")
    globals()[attr] = value
    return value


_SUPPORTS = {
    'supports_dir_fd': 'access chmod chown link lstat mkdir mkfifo mknod open readlink rename '
                       'rmdir stat symlink unlink utime',
    'supports_effective_ids': 'access',
    'supports_fd': 'chdir chmod chown execve listdir pathconf scandir stat statvfs truncate utime',
    'supports_follow_symlinks': 'access chmod chown link stat utime',
}


def _make_pathlike():
    import abc
    from _collections_abc import _recognized_by

    @_recognized_by('__fspath__')
    class PathLike(abc.ABC):
        """What `os.fspath()` takes beside str and bytes."""
        __slots__ = ()

        @abc.abstractmethod
        def __fspath__(self):
            """The path as str or bytes."""
            raise NotImplementedError

        @classmethod
        def __class_getitem__(cls, item):
            from types import GenericAlias
            return GenericAlias(cls, item)

    PathLike.__module__ = 'os'
    PathLike.__qualname__ = 'PathLike'
    return PathLike


def fsencode(filename):
    """The path as bytes, the undecodable escapes undone."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode('utf-8', 'surrogateescape')
    return filename


def fsdecode(filename):
    """The path as str, undecodable bytes escaped."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode('utf-8', 'surrogateescape')
    return filename


# --- the environment ---------------------------------------------------------

class _Environ:
    """The environment as a mutable mapping: assigning also changes the process's own.

    Behaves as a MutableMapping without importing the ABCs at start-up.
    """

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self._data = data
        self.encodekey, self.decodekey = encodekey, decodekey
        self.encodevalue, self.decodevalue = encodevalue, decodevalue

    def __getitem__(self, key):
        try:
            found = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(found)

    def __setitem__(self, key, value):
        variable, text = self.encodekey(key), self.encodevalue(value)
        putenv(variable, text)
        self._data[variable] = text

    def __delitem__(self, key):
        encoded = self.encodekey(key)
        unsetenv(encoded)
        try:
            del self._data[encoded]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        return map(self.decodekey, list(self._data))

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        body = ', '.join(f'{self.decodekey(k)!r}: {self.decodevalue(v)!r}'
                         for k, v in self._data.items())
        return f'environ({{{body}}})'

    def __contains__(self, key):
        return self.encodekey(key) in self._data

    def get(self, key, default=None):
        """The value, or the default."""
        value = self._data.get(self.encodekey(key))
        return default if value is None else self.decodevalue(value)

    def copy(self):
        """A plain dict with the same items."""
        return dict(self)

    def keys(self):
        from _collections_abc import KeysView
        return KeysView(self)

    def values(self):
        from _collections_abc import ValuesView
        return ValuesView(self)

    def items(self):
        from _collections_abc import ItemsView
        return ItemsView(self)

    def setdefault(self, key, value):
        found = self.get(key)
        if found is not None:
            return found
        self[key] = value
        return self[key]

    _absent = object()

    def pop(self, key, default=_absent):
        try:
            value = self[key]
        except KeyError:
            if default is self._absent:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            return key, self.pop(key)
        raise KeyError

    def clear(self):
        for key in list(self):
            del self[key]

    def update(self, other=(), /, **kwds):
        pairs = [(key, other[key]) for key in other.keys()] if hasattr(other, 'keys') else other
        for items in (pairs, kwds.items()):
            for key, value in items:
                self[key] = value

    def __eq__(self, other):
        if isinstance(other, _Environ):
            return self._data == other._data
        if isinstance(other, dict):
            return dict(self) == other
        return NotImplemented

    __hash__ = None
    __reversed__ = None

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        return dict(self) | dict(other)

    def __ror__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        return dict(other) | dict(self)


def _encode_env(value):
    if not isinstance(value, str):
        raise TypeError('str expected, not %s' % type(value).__name__)
    return value.encode('utf-8', 'surrogateescape')


def _decode_env(value):
    return value.decode('utf-8', 'surrogateescape')


def _check_env_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError('bytes expected, not %s' % type(value).__name__)
    return value


_Environ.__name__ = _Environ.__qualname__ = '_Environ'
environ = _Environ(dict(posix.environ), _encode_env, _decode_env, _encode_env, _decode_env)
environb = _Environ(environ._data, _check_env_bytes, bytes, _check_env_bytes, bytes)


def reload_environ():
    """Read the process's environment again into `environ` and `environb`."""
    data = environ._data
    fresh = posix._create_environ() if hasattr(posix, '_create_environ') else posix.environ
    data.clear()
    data.update(fresh)


def getenv(key, default=None):
    """An environment variable as str, or the default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """An environment variable as bytes, or the default."""
    return environb.get(key, default)


def get_exec_path(env=None):
    """The directories searched for a program."""
    if env is None:
        env = environ
    found = env.get('PATH')
    if b'PATH' in env if isinstance(env, dict) else False:
        if found is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        found = env[b'PATH']
    if isinstance(found, bytes):
        found = fsdecode(found)
    return (defpath if found is None else found).split(pathsep)


def process_cpu_count():
    """How many processors this process may use."""
    from sys import _xoptions
    if _xoptions.get('cpu_count', 'default') != 'default' or environ.get('PYTHON_CPU_COUNT', 'default') != 'default':
        return cpu_count()
    try:
        return len(sched_getaffinity(0))
    except (NameError, OSError):
        return cpu_count()


# --- directories -------------------------------------------------------------

def _parted(name):
    """The directory that holds a name, and the name in it, whether slashes follow or not."""
    head, tail = path.split(name)
    return (head, tail) if tail else path.split(head)


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and those above it that are missing."""
    head, tail = above, last = _parted(name)
    missing = []
    while above and last and not path.exists(above):
        missing.append(above)
        above, last = _parted(above)
    for above in reversed(missing):
        if _parted(above)[1] not in ('.', b'.'):
            try:
                mkdir(above)
            except FileExistsError:
                pass  # someone was faster
    if missing and tail in ('.', b'.'):
        return
    try:
        mkdir(name, mode)
    except OSError:
        if not (exist_ok and path.isdir(name)):
            raise


def removedirs(name):
    """Remove a directory and then those above it while they are empty."""
    rmdir(name)
    head, tail = _parted(name)
    try:
        while head and tail:
            rmdir(head)
            head, tail = path.split(head)
    except OSError:
        return  # it is not empty


def renames(old, new):
    """Rename, making the new path's directories and removing the old one's empty ones."""
    into, name = path.split(new)
    if into and name and not path.exists(into):
        makedirs(into)
    rename(old, new)
    out_of, name = path.split(old)
    if out_of and name:
        try:
            removedirs(out_of)
        except OSError:
            return


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Yield (directory, names of directories, names of other files) for a whole tree.

    Top down, the caller may change the list of directories to steer the walk.
    Iterative, so that depth costs no recursion.
    """
    sys.audit('os.walk', top, topdown, onerror, followlinks)
    pending = [(fspath(top), None)]
    while pending:
        top, found = pending.pop()
        if found is not None:  # bottom up, and what is below is done
            yield top, *found
            continue
        try:
            with scandir(top) as scanned:
                entries = list(scanned)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        dirs, files, below = [], [], []
        for entry in entries:
            if not _holds(entry.is_dir):
                files.append(entry.name)
                continue
            dirs.append(entry.name)
            if not topdown and (followlinks or not _holds(entry.is_symlink)):
                below.append(entry.path)
        if topdown:
            yield top, dirs, files
            paths = [path.join(top, name) for name in dirs]
            below = paths if followlinks else [p for p in paths if not path.islink(p)]
        else:
            pending.append((top, (dirs, files)))
        pending.extend((p, None) for p in reversed(below))


def _holds(question):
    """What an entry answers; no when it cannot be asked."""
    try:
        return question()
    except OSError:
        return False


def fwalk(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """As `walk`, with a file descriptor of each directory as the fourth item."""
    sys.audit('os.fwalk', top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    before = None if follow_symlinks else stat(top, follow_symlinks=False, dir_fd=dir_fd)
    try:
        topfd = open(top, O_RDONLY | O_NONBLOCK, dir_fd=dir_fd)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        else:
            raise
        return
    try:
        if before is None or path.samestat(before, stat(topfd)):
            yield from _fwalk(topfd, top, topdown, onerror, follow_symlinks)
    finally:
        close(topfd)


def _fwalk(topfd, toppath, topdown, onerror, follow):
    dirs, others = [], []
    for entry_name in listdir(topfd):
        if isinstance(toppath, bytes):
            entry_name = fsencode(entry_name)
        try:
            is_dir = path.stat.S_ISDIR(stat(entry_name, dir_fd=topfd).st_mode)
        except OSError:
            is_dir = False
            try:
                stat(entry_name, dir_fd=topfd, follow_symlinks=False)
            except OSError:
                continue
        (dirs if is_dir else others).append(entry_name)
    if topdown:
        yield toppath, dirs, others, topfd
    for entry_name in dirs:
        try:
            before = None if follow else stat(entry_name, dir_fd=topfd, follow_symlinks=False)
            below = open(entry_name, O_RDONLY | O_NONBLOCK, dir_fd=topfd)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        try:
            if before is None or path.samestat(before, stat(below)):
                yield from _fwalk(below, path.join(toppath, entry_name), topdown, onerror, follow)
        finally:
            close(below)
    if not topdown:
        yield toppath, dirs, others, topfd


# --- running programs --------------------------------------------------------

def execl(file, *args):
    """Replace this process by a program."""
    execv(file, args)


def execle(file, *args):
    """As `execl`; the last argument is the environment."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """As `execl`, searching the path."""
    execvp(file, args)


def execlpe(file, *args):
    """As `execle`, searching the path."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """As `execv`, searching the path."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """As `execve`, searching the path."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    if env is None:
        run, rest, env = execv, (args,), environ
    else:
        run, rest = execve, (args, env)
    if path.dirname(file):
        run(file, *rest)
        return
    saved = None
    for directory in map(fsencode, get_exec_path(env)):
        try:
            run(path.join(directory, fsencode(file)), *rest)
        except (FileNotFoundError, NotADirectoryError) as error:
            last = error
        except OSError as error:
            last = error
            if saved is None:
                saved = error
    raise saved if saved is not None else last


def _spawn(mode, file, args, env=None):
    """Run a program in a process of its own; fork alone would copy the locks of all threads."""
    if not isinstance(args, (tuple, list)):
        raise TypeError('argv must be a tuple or a list')
    if not (args and args[0]):
        raise ValueError('argv first element cannot be empty')
    from subprocess import Popen
    options = {'env': env, 'close_fds': False, 'restore_signals': False}
    try:
        child = Popen(args, executable=file, **options)
    except OSError:
        child = Popen(('sh', '-c', 'exit 127'), executable='/bin/sh', **options)
    if mode != P_NOWAIT:
        return child.wait()
    child.returncode = 0  # the caller waits
    return child.pid


def spawnv(mode, file, args):
    """Run a program in a process of its own."""
    return spawnve(mode, file, args, None)


def spawnve(mode, file, args, env):
    """As `spawnv` with an environment."""
    return _spawn(mode, file if path.dirname(file) else path.join(b'.' if isinstance(file, bytes) else '.', file), args, env)


def spawnvp(mode, file, args):
    """As `spawnv`, searching the path."""
    return _spawn(mode, file, args)


def spawnvpe(mode, file, args, env):
    """As `spawnve`, searching the path."""
    return _spawn(mode, file, args, env)


def spawnl(mode, file, *args):
    """As `spawnv`, the arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """As `spawnl`; the last argument is the environment."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """As `spawnl`, searching the path."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """As `spawnle`, searching the path."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def popen(cmd, mode='r', buffering=-1):
    """A file on the output ('r') or the input ('w') of a shell command."""
    if not isinstance(cmd, str):
        raise TypeError('invalid cmd type (%s, expected string)' % type(cmd))
    if mode not in ('r', 'w'):
        raise ValueError('invalid mode %r' % mode)
    if buffering == 0 or buffering is None:
        raise ValueError('popen() does not support unbuffered streams')
    import subprocess
    end = 'stdout' if mode == 'r' else 'stdin'
    process = subprocess.Popen(cmd, shell=True, text=True, bufsize=buffering, **{end: subprocess.PIPE})
    return _wrap_close(getattr(process, end), process)


class _wrap_close:
    """A pipe whose `close()` waits for its process and returns the status."""

    def __init__(self, stream, proc):
        self._stream, self._proc = stream, proc

    def close(self):
        self._stream.close()
        status = self._proc.wait()
        return None if status == 0 else status << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, attr):
        return getattr(self._stream, attr)

    def __iter__(self):
        return iter(self._stream)


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    """A file object on an open file descriptor."""
    if not isinstance(fd, int):
        raise TypeError('invalid fd type (%s, expected integer)' % type(fd))
    import io
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)
