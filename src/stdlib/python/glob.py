"""Contract: the paths that fit a pattern; `**` with recursive=True goes into folders."""
import fnmatch
import os

__all__ = ['escape', 'glob', 'iglob', 'translate']


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that fit a pattern as a list."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """Iterate over the paths that fit a pattern."""
    import sys
    sys.audit('glob.glob', pathname, recursive)
    sys.audit('glob.glob/2', pathname, recursive, root_dir, dir_fd)
    root = os.fspath(root_dir) if root_dir is not None else pathname[:0]
    found = _iglob(pathname, root, recursive, False, include_hidden)
    if not pathname or recursive and _is_recursive(pathname[:2]):
        first = next(found, pathname[:0])
        if first:
            def rest(first=first, found=found):
                yield first
                yield from found
            return rest()
    return found


def _iglob(pathname, root, recursive, dironly, hidden):
    dirname, basename = os.path.split(pathname)
    if not has_magic(pathname):
        if basename:
            if os.path.lexists(_join(root, pathname)):
                yield pathname
        elif os.path.isdir(_join(root, dirname)):
            yield pathname
        return
    if not dirname:
        if recursive and _is_recursive(basename):
            yield from _glob2(root, dironly, hidden)
        else:
            yield from _glob1(root, basename, dironly, hidden)
        return
    if dirname != pathname and has_magic(dirname):
        dirs = _iglob(dirname, root, recursive, True, hidden)
    else:
        dirs = [dirname]
    if has_magic(basename):
        def inside(d):
            if recursive and _is_recursive(basename):
                return _glob2(_join(root, d), dironly, hidden)
            return _glob1(_join(root, d), basename, dironly, hidden)
    else:
        def inside(d):
            return _glob0(_join(root, d), basename)
    for d in dirs:
        for name in inside(d):
            yield os.path.join(d, name)


def _glob1(dirname, pattern, dironly, hidden):
    names = _names(dirname, dironly)
    if not (hidden or _ishidden(pattern)):
        names = (n for n in names if not _ishidden(n))
    return fnmatch.filter(names, pattern)


def _glob0(dirname, basename):
    if basename:
        return [basename] if os.path.lexists(_join(dirname, basename)) else []
    return [basename] if os.path.isdir(dirname) else []


def _glob2(dirname, dironly, hidden):
    if not dirname or os.path.isdir(dirname):
        yield dirname[:0]
    yield from _below(dirname, dironly, hidden)


def _below(dirname, dironly, hidden):
    for name in _names(dirname, dironly):
        if hidden or not _ishidden(name):
            yield name
            path = _join(dirname, name) if dirname else name
            for y in _below(path, dironly, hidden):
                yield _join(name, y)


def _names(dirname, dironly):
    if not dirname:
        dirname = b'.' if isinstance(dirname, bytes) else '.'
    names = []
    try:
        with os.scandir(dirname) as it:
            for entry in it:
                try:
                    if not dironly or entry.is_dir():
                        names.append(entry.name)
                except OSError:
                    pass
    except OSError:
        pass
    return names


def _join(dirname, basename):
    if not dirname or not basename:
        return dirname or basename
    return os.path.join(dirname, basename)


def has_magic(s):
    """Whether a text is a pattern."""
    if isinstance(s, bytes):
        return b'*' in s or b'?' in s or b'[' in s
    return '*' in s or '?' in s or '[' in s


def _ishidden(path):
    return path[0] in ('.', b'.'[0])


def _is_recursive(pattern):
    return pattern == (b'**' if isinstance(pattern, bytes) else '**')


def escape(pathname):
    """The text as a pattern that fits itself only."""
    if isinstance(pathname, bytes):
        return b''.join(b'[' + bytes((c,)) + b']' if c in b'*?[' else bytes((c,)) for c in pathname)
    return ''.join(f'[{c}]' if c in '*?[' else c for c in pathname)


def translate(pat, *, recursive=False, include_hidden=False, seps=None):
    """A pattern for whole paths as a regular expression."""
    import re
    if not seps:
        seps = (os.path.sep, os.path.altsep) if os.path.altsep else os.path.sep
    escaped = ''.join(map(re.escape, seps))
    any_sep = f'[{escaped}]' if len(seps) > 1 else escaped
    not_sep = f'[^{escaped}]'
    if include_hidden:
        one_last, one = f'{not_sep}+', f'{not_sep}+{any_sep}'
        any_segments, any_last = f'(?:.+{any_sep})?', '.*'
    else:
        one_last = f'[^{escaped}.]{not_sep}*'
        one = f'{one_last}{any_sep}'
        any_segments = f'(?:{one})*'
        any_last = f'{any_segments}(?:{one_last})?'
    results = []
    parts = re.split(any_sep, pat)
    last = len(parts) - 1
    for i, part in enumerate(parts):
        if part == '*':
            results.append(one if i < last else one_last)
        elif recursive and part == '**':
            if i < last:
                if parts[i + 1] != '**':
                    results.append(any_segments)
            else:
                results.append(any_last)
        else:
            if part:
                if not include_hidden and part[0] in '*?':
                    results.append(r'(?!\.)')
                inner = fnmatch.translate(part)[4:-3]
                results.append(inner.replace('.*', f'{not_sep}*').replace('(?>', '(?>') if '*' in part else
                               inner.replace('.', not_sep) if part == '?' else inner)
            if i < last:
                results.append(any_sep)
    return f'(?s:{"".join(results)})\\z'
