"""Contract: the spelling of Windows paths, as text; asks no system.

For `pathlib.PureWindowsPath` and for scripts that handle such paths elsewhere.
What must ask the system (`realpath`, `exists`, ...) is not here.
"""
import os
import genericpath
from genericpath import commonprefix

curdir, pardir, extsep, sep, pathsep, altsep = '.', '..', '.', '\\', ';', '/'
defpath = '.;C:\\bin'
devnull = 'nul'

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
