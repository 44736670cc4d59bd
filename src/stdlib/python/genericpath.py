"""Contract: the parts of `os.path` that do not depend on how paths are spelled.

Asks the system through `os`; `posixpath` re-exports the public names.
"""
import stat

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime',
           'getsize', 'isdevdrive', 'isdir', 'isfile', 'isjunction', 'islink',
           'lexists', 'samefile', 'sameopenfile', 'samestat', 'ALLOW_MISSING']


def _mode_of(ask, path):
    """The file's mode, or 0 when the system cannot tell."""
    try:
        return ask(path).st_mode
    except (OSError, ValueError):
        return 0


def exists(path):
    """Whether the path leads to something; a broken link does not."""
    return _mode_of(os.stat, path) != 0


def lexists(path):
    """Whether the path names something, be it a broken link."""
    return _mode_of(os.lstat, path) != 0


def isfile(path):
    """Whether the path leads to a regular file."""
    return stat.S_ISREG(_mode_of(os.stat, path))


def isdir(s):
    """Whether the path leads to a directory."""
    return stat.S_ISDIR(_mode_of(os.stat, s))


def islink(path):
    """Whether the path names a symbolic link."""
    return stat.S_ISLNK(_mode_of(os.lstat, path))


def isjunction(path):
    """Whether the path names a Windows junction: never here."""
    os.fspath(path)
    return False


def isdevdrive(path):
    """Whether the path is on a Windows Dev Drive: never here."""
    os.fspath(path)
    return False


def getsize(filename):
    """The file's size in bytes."""
    return os.stat(filename).st_size


def getmtime(filename):
    """When the contents last changed."""
    return os.stat(filename).st_mtime


def getatime(filename):
    """When the file was last read."""
    return os.stat(filename).st_atime


def getctime(filename):
    """When the file's metadata last changed."""
    return os.stat(filename).st_ctime


def commonprefix(m, /):
    """The longest leading part common to all, character by character."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    first, last = min(m), max(m)
    for i, piece in enumerate(first):
        if piece != last[i]:
            return first[:i]
    return first


def samestat(s1, s2):
    """Whether two stat results are of one file."""
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    """Whether two paths lead to one file."""
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    """Whether two file descriptors are of one file."""
    return samestat(os.fstat(fp1), os.fstat(fp2))


def _splitext(p, sep, altsep, extsep):
    """(root, ext): split at the last dot of the last component, leading dots apart."""
    start = p.rfind(sep)
    if altsep:
        start = max(start, p.rfind(altsep))
    dot = p.rfind(extsep)
    if dot > start and p[start + 1:dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    """Raise the TypeError for arguments that are no paths or of mixed kinds."""
    kinds = set()
    for s in args:
        if not isinstance(s, (str, bytes)):
            raise TypeError(f'{funcname}() argument must be str, bytes, or '
                            f'os.PathLike object, not {s.__class__.__name__!r}') from None
        kinds.add(isinstance(s, str))
    if len(kinds) > 1:
        raise TypeError("Can't mix strings and bytes in path components") from None


class _AllowMissing:
    """What `realpath(strict=ALLOW_MISSING)` takes: errors but for missing files."""

    def __repr__(self):
        return 'os.path.ALLOW_MISSING'

    def __reduce__(self):
        return 'ALLOW_MISSING'


ALLOW_MISSING = object.__new__(_AllowMissing)

# last: `os` imports `posixpath`, which takes its names from here
import os
