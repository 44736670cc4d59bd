"""Contract: `os.path` for POSIX: paths as text (str or bytes) and what they lead to.

Pure functions on the text; only `realpath`, `ismount`, `expanduser` and the
re-exported tests ask the system.
"""
import genericpath
import os
import stat
import sys
from genericpath import *
from genericpath import ALLOW_MISSING, _check_arg_types

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'splitroot', 'split', 'splitext',
           'basename', 'dirname', 'commonprefix', 'getsize', 'getmtime',
           'getatime', 'getctime', 'islink', 'exists', 'lexists', 'isdir', 'isfile',
           'ismount', 'expanduser', 'expandvars', 'normpath', 'abspath',
           'samefile', 'sameopenfile', 'samestat',
           'curdir', 'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep',
           'devnull', 'realpath', 'supports_unicode_filenames', 'relpath',
           'commonpath', 'isjunction', 'isdevdrive', 'ALLOW_MISSING']

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = sys.platform == 'darwin'


def _get_sep(path):
    return b'/' if isinstance(path, bytes) else '/'


def normcase(s):
    """The path itself: case matters."""
    return os.fspath(s)


def isabs(s):
    """Whether the path starts at the root."""
    s = os.fspath(s)
    return s.startswith(_get_sep(s))


def join(a, /, *p):
    """Glue components; an absolute one drops what stands before it."""
    a = os.fspath(a)
    slash = _get_sep(a)
    path = a
    try:
        for piece in p:
            piece = os.fspath(piece)
            if piece.startswith(slash) or not path:
                path = piece
            elif path.endswith(slash):
                path += piece
            else:
                path += slash + piece
    except (TypeError, AttributeError, BytesWarning):
        _check_arg_types('join', a, *p)
        raise
    return path


def split(p):
    """(head, tail): tail is what follows the last slash."""
    p = os.fspath(p)
    slash = _get_sep(p)
    cut = p.rfind(slash) + 1
    head, tail = p[:cut], p[cut:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """(root, ext): ext is empty or begins with the last dot."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b'/', None, b'.')
    return genericpath._splitext(p, '/', None, '.')


def splitdrive(p):
    """('', p): there are no drives."""
    p = os.fspath(p)
    return p[:0], p


def splitroot(p, /):
    """(drive, root, tail): two leading slashes are a root of their own."""
    p = os.fspath(p)
    slash = _get_sep(p)
    empty = p[:0]
    if not p.startswith(slash):
        return empty, empty, p
    if p[1:2] == slash and p[2:3] != slash:
        return empty, p[:2], p[2:]
    return empty, slash, p[1:]


def basename(p):
    """What follows the last slash."""
    p = os.fspath(p)
    return p[p.rfind(_get_sep(p)) + 1:]


def dirname(p):
    """What stands before the last slash."""
    return split(p)[0]


def ismount(path):
    """Whether a file system is mounted at the path."""
    try:
        here = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(here.st_mode):
        return False
    path = os.fspath(path)
    try:
        above = os.lstat(realpath(join(path, b'..' if isinstance(path, bytes) else '..')))
    except OSError:
        return False
    return here.st_dev != above.st_dev or here.st_ino == above.st_ino


def expanduser(path):
    """Replace a leading `~` or `~name` by the home directory, where known."""
    path = os.fspath(path)
    tilde = b'~' if isinstance(path, bytes) else '~'
    if not path.startswith(tilde):
        return path
    slash = _get_sep(path)
    user, found, rest = path[1:].partition(slash)
    home = _home(os.fsdecode(user))
    if home is None:
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return home.rstrip(slash) + found + rest or slash


def _home(user):
    """The home directory of a user, or of this one (''); None if there is none."""
    if not user and 'HOME' in os.environ:
        return os.environ['HOME']
    try:
        import pwd
        return (pwd.getpwnam(user) if user else pwd.getpwuid(os.getuid())).pw_dir
    except (ImportError, KeyError):
        return None


def expandvars(path):
    """Replace `$name` and `${name}` by environment variables; unknown ones stay."""
    path = os.fspath(path)
    raw = isinstance(path, bytes)
    text = os.fsdecode(path) if raw else path
    if '$' not in text:
        return path
    out = []
    i = 0
    while True:
        dollar = text.find('$', i)
        if dollar < 0:
            out.append(text[i:])
            break
        out.append(text[i:dollar])
        i = dollar + 1
        if text[i:i + 1] == '{':
            close = text.find('}', i)
            name, end = (text[i + 1:close], close + 1) if close >= 0 else (None, i)
        else:
            end = i
            while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == '_'):
                end += 1
            name = text[i:end] or None
        value = os.environ.get(name) if name is not None else None
        if value is None:
            out.append(text[dollar:end] if name is not None else '$')
        else:
            out.append(value)
        i = end
    text = ''.join(out)
    return os.fsencode(text) if raw else text


def normpath(path):
    """Drop `.` and doubled slashes and resolve `..` by the text alone."""
    if not isinstance(path, (str, bytes)) and not hasattr(type(path), '__fspath__'):
        raise TypeError('_path_normpath: path should be string, bytes or os.PathLike, not '
                        + type(path).__name__)
    path = os.fspath(path)
    if isinstance(path, bytes):
        slash, empty, dot, dotdot = b'/', b'', b'.', b'..'
    else:
        slash, empty, dot, dotdot = '/', '', '.', '..'
    if not path:
        return dot
    _, root, path = splitroot(path)
    kept = []
    for part in path.split(slash):
        if part == empty or part == dot:
            continue
        if part == dotdot and (kept or root) and not (kept and kept[-1] == dotdot):
            if kept:
                kept.pop()
            continue
        kept.append(part)
    return (root + slash.join(kept)) or dot


def abspath(path):
    """The normalised absolute path."""
    path = os.fspath(path)
    if not path.startswith(_get_sep(path)):
        cwd = os.getcwdb() if isinstance(path, bytes) else os.getcwd()
        path = join(cwd, path)
    return normpath(path)


def realpath(filename, /, *, strict=False):
    """The absolute path with every symbolic link resolved."""
    filename = os.fspath(filename)
    if isinstance(filename, bytes):
        slash, dot, dotdot, cwd = b'/', b'.', b'..', os.getcwdb
    else:
        slash, dot, dotdot, cwd = '/', '.', '..', os.getcwd
    if strict is ALLOW_MISSING:
        ignored = FileNotFoundError
    elif strict:
        ignored = ()
    else:
        ignored = OSError
    # What is still to walk, last component first; None marks "link done".
    todo = filename.split(slash)[::-1]
    path = slash if filename.startswith(slash) else cwd()
    seen = {}
    while todo:
        name = todo.pop()
        if name is None:
            seen[todo.pop()] = path
            continue
        if not name or name == dot:
            continue
        if name == dotdot:
            path = path[:path.rindex(slash)] or slash
            continue
        newpath = path + name if path == slash else path + slash + name
        try:
            if not stat.S_ISLNK(os.lstat(newpath).st_mode):
                if strict and strict is not ALLOW_MISSING and any(p for p in todo if p) \
                        and not stat.S_ISDIR(os.stat(newpath).st_mode):
                    raise NotADirectoryError(20, os.strerror(20), newpath)
                path = newpath
                continue
            if newpath in seen:
                known = seen[newpath]
                if known is not None:
                    path = known
                    continue
                if strict:
                    os.stat(newpath)  # raises ELOOP
                path = newpath
                continue
            target = os.readlink(newpath)
        except ignored:
            path = newpath
            continue
        if target.startswith(slash):
            path = slash
        seen[newpath] = None
        todo.append(newpath)
        todo.append(None)
        todo.extend(target.split(slash)[::-1])
    return path


def relpath(path, start=None):
    """The way from `start` (the working directory) to the path."""
    path = os.fspath(path)
    if not path:
        raise ValueError('no path specified')
    if isinstance(path, bytes):
        dot, slash, dotdot = b'.', b'/', b'..'
    else:
        dot, slash, dotdot = '.', '/', '..'
    start = dot if start is None else os.fspath(start)
    try:
        source = [x for x in abspath(start).split(slash) if x]
        target = [x for x in abspath(path).split(slash) if x]
        common = len(commonprefix([source, target]))
        steps = [dotdot] * (len(source) - common) + target[common:]
        return slash.join(steps) if steps else dot
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        _check_arg_types('relpath', path, start)
        raise


def commonpath(paths):
    """The longest common sub-path of a sequence of paths."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    slash, dot = (b'/', b'.') if isinstance(paths[0], bytes) else ('/', '.')
    try:
        split_paths = [path.split(slash) for path in paths]
        absolute = {p.startswith(slash) for p in paths}
        if len(absolute) > 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split_paths = [[c for c in parts if c and c != dot] for parts in split_paths]
        common = commonprefix(split_paths)
        return (slash if absolute.pop() else slash[:0]) + slash.join(common)
    except (TypeError, AttributeError):
        _check_arg_types('commonpath', *paths)
        raise
