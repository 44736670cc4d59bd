"""Contract: the spelling of Windows paths, as text.

For `pathlib.PureWindowsPath` and for scripts that handle such paths elsewhere. What must ask the system (`exists`,
`getsize` ...) asks the one that there is, which takes such a path for a name; `realpath` follows no links.
"""
import os
import genericpath
from genericpath import *

__all__ = ['abspath', 'altsep', 'basename', 'commonpath', 'curdir', 'defpath', 'devnull', 'dirname', 'expanduser', 'expandvars',
           'extsep', 'isabs', 'ismount', 'isreserved', 'join', 'normcase', 'normpath', 'pardir', 'pathsep', 'realpath', 'relpath',
           'sep', 'split', 'splitdrive', 'splitext', 'splitroot', 'supports_unicode_filenames', *genericpath.__all__]

curdir, pardir, extsep, sep, pathsep, altsep = '.', '..', '.', '\\', ';', '/'
defpath = '.;C:\\bin'
devnull = 'nul'
supports_unicode_filenames = True

_RESERVED = frozenset({'CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$'}
                      | {f'{name}{digit}' for name in ('COM', 'LPT') for digit in '123456789\xb9\xb2\xb3'})


def _letters(path):
    """(backslash, slash, colon, dot) of the path's kind."""
    if isinstance(path, bytes):
        return b'\\', b'/', b':', b'.'
    return '\\', '/', ':', '.'


def normcase(s):
    """Lower case, backslashes."""
    s = os.fspath(s)
    if isinstance(s, bytes):
        return s.replace(b'/', b'\\').lower()
    return s.replace('/', '\\').lower()


def splitroot(p, /):
    """(drive, root, tail): the drive is `C:` or a share, the root one backslash."""
    p = os.fspath(p)
    bs, slash, colon, _ = _letters(p)
    empty = p[:0]
    n = p.replace(slash, bs)
    if n[:1] == bs:
        if n[1:2] != bs:
            return empty, p[:1], p[1:]
        unc = bs + bs + (b'?\\UNC\\' if isinstance(p, bytes) else '?\\UNC\\')
        start = 8 if n[:8].upper() == unc else 2
        index = n.find(bs, start)
        if index < 0:
            return p, empty, empty
        index2 = n.find(bs, index + 1)
        if index2 < 0:
            return p, empty, empty
        return p[:index2], p[index2:index2 + 1], p[index2 + 1:]
    if n[1:2] == colon:
        if n[2:3] == bs:
            return p[:2], p[2:3], p[3:]
        return p[:2], empty, p[2:]
    return empty, empty, p


def splitdrive(p, /):
    """(drive or share, rest)."""
    drive, root, tail = splitroot(p)
    return drive, root + tail


def isabs(s, /):
    """Whether the path names both drive and root."""
    s = os.fspath(s)
    bs, slash, colon, _ = _letters(s)
    s = s[:3].replace(slash, bs)
    return s.startswith(colon + bs, 1) or s.startswith(bs + bs)


def join(path, /, *paths):
    """Glue components, minding drives and roots."""
    path = os.fspath(path)
    bs, slash, colon, _ = _letters(path)
    seps = bs + slash
    try:
        drive, root, tail = splitroot(path)
        for p in paths:
            p_drive, p_root, p_tail = splitroot(p)
            if p_root:
                if p_drive or not drive:
                    drive = p_drive
                root, tail = p_root, p_tail
                continue
            if p_drive and p_drive != drive:
                if p_drive.lower() != drive.lower():
                    drive, root, tail = p_drive, p_root, p_tail
                    continue
                drive = p_drive
            if tail and tail[-1:] not in seps:
                tail += bs
            tail += p_tail
        if tail and not root and drive and drive[-1:] not in colon + seps:
            return drive + bs + tail
        return drive + root + tail
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', path, *paths)
        raise


def split(p, /):
    """(head, tail): tail is what follows the last separator."""
    p = os.fspath(p)
    bs, slash, _, _ = _letters(p)
    drive, root, p = splitroot(p)
    cut = max(p.rfind(bs), p.rfind(slash)) + 1
    head, tail = p[:cut], p[cut:]
    return drive + root + head.rstrip(bs + slash), tail


def splitext(p, /):
    """(root, ext)."""
    p = os.fspath(p)
    bs, slash, _, dot = _letters(p)
    return genericpath._splitext(p, bs, slash, dot)


def basename(p, /):
    """What follows the last separator."""
    return split(p)[1]


def dirname(p, /):
    """What stands before the last separator."""
    return split(p)[0]


def normpath(path):
    """Backslashes, no `.` and no `..` that can be resolved by the text."""
    path = os.fspath(path)
    bs, slash, _, dot = _letters(path)
    drive, root, path = splitroot(path.replace(slash, bs))
    kept = []
    for part in path.split(bs):
        if not part or part == dot:
            continue
        if part == dot + dot:
            if kept and kept[-1] != part:
                kept.pop()
            elif not root:
                kept.append(part)
        else:
            kept.append(part)
    prefix = drive + root
    if not prefix and not kept:
        return dot
    return prefix + bs.join(kept)


def isreserved(path):
    """Whether a component of the path is reserved by Windows."""
    path = os.fsdecode(splitroot(path)[2]).replace('/', '\\')
    return any(_isreservedname(name) for name in reversed(path.split('\\')))


def _isreservedname(name):
    if name[-1:] in ('.', ' '):
        return name not in ('.', '..')
    if any(c in '*?"<>/\\:|' or c < ' ' for c in name):
        return True
    return name.partition('.')[0].rstrip(' ').upper() in _RESERVED


def ismount(path):
    """Whether the path is the root of a drive or a share."""
    path = os.fspath(path)
    bs, slash, _, _ = _letters(path)
    drive, root, tail = splitroot(abspath(path))
    share = drive[:1] in (bs, slash) and drive != path[:0]
    return not tail if share else bool(root and not tail)


def abspath(path):
    """The path from the root, by its text and the current folder."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(path, /, *, strict=False):
    """As `abspath`: nobody is asked about links."""
    return abspath(path)


def relpath(path, start=None):
    """The path as it is seen from a folder, the current one where none is told."""
    path = os.fspath(path)
    if not path:
        raise ValueError('no path specified')
    bs, _, _, dot = _letters(path)
    start = dot if start is None else os.fspath(start)
    genericpath._check_arg_types('relpath', path, start)
    (drive, _, tail), (start_drive, _, start_tail) = (splitroot(abspath(normpath(each))) for each in (path, start))
    if normcase(drive) != normcase(start_drive):
        raise ValueError(f'path is on mount {drive!r}, start on mount {start_drive!r}')
    parts, start_parts = ([part for part in each.split(bs) if part] for each in (tail, start_tail))
    same = _same_length(parts, start_parts)
    return bs.join([dot + dot] * (len(start_parts) - same) + parts[same:]) or dot


def _same_length(*paths):
    """How many parts the paths have in common from their starts, minding no case."""
    count = 0
    for column in zip(*paths):
        if len(set(map(normcase, column))) > 1:
            break
        count += 1
    return count


def commonpath(paths, /):
    """The longest path that all of them begin with, spelled as the first one is."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError('commonpath() arg is an empty iterable')
    bs, slash, _, dot = _letters(paths[0])
    genericpath._check_arg_types('commonpath', *paths)
    pieces = [splitroot(path.replace(slash, bs)) for path in paths]
    drive, root, _ = pieces[0]
    if len({each.lower() for each, _, _ in pieces}) > 1:
        raise ValueError("Paths don't have the same drive")
    if len({each for _, each, _ in pieces}) > 1:
        raise ValueError("Can't mix absolute and relative paths" if drive else "Can't mix rooted and not-rooted paths")
    tails = [[part for part in tail.split(bs) if part and part != dot] for _, _, tail in pieces]
    return drive + root + bs.join(tails[0][:_same_length(*tails)])


def expanduser(path):
    """Replace `~` and `~name` at the start by a home folder, which the environment tells."""
    path = os.fspath(path)
    text = os.fsdecode(path)
    if not text.startswith('~'):
        return path
    end = min((place for letter in '\\/' if (place := text.find(letter)) >= 0), default=len(text))
    name, home = text[1:end], os.environ.get('USERPROFILE')
    if home is None:
        if 'HOMEPATH' not in os.environ:
            return path
        home = join(os.environ.get('HOMEDRIVE', ''), os.environ['HOMEPATH'])
    user = os.environ.get('USERNAME')
    if name and name != user:
        # others live beside the user, if that is how homes are called
        if user != basename(home):
            return path
        home = join(dirname(home), name)
    text = home + text[end:]
    return os.fsencode(text) if isinstance(path, bytes) else text


def expandvars(path):
    """Replace `%name%`, `$name` and `${name}` outside of single quotes by environment variables; unknown ones stay."""
    import re
    path = os.fspath(path)
    text = os.fsdecode(path)
    # what is quoted; between percents or one percent alone; after a dollar
    tokens = r"(?a)'[^']*'?|%(%|[^%]*%?)|\$(\$|[-\w]+|\{[^}]*\}?)"
    text = re.sub(tokens, _expanded, text)
    return os.fsencode(text) if isinstance(path, bytes) else text


def _expanded(found):
    """What stands for a token of `expandvars`."""
    token, percent, dollar = found[0], found[1], found[2]
    if token in ('%%', '$$'):
        return token[0]
    name = None
    if percent and percent[-1] == '%':
        name = percent[:-1]
    elif dollar:
        braced = dollar[0] == '{'
        name = dollar[1:-1] if braced and dollar[-1] == '}' else None if braced else dollar
    return token if name is None else os.environ.get(name, token)
