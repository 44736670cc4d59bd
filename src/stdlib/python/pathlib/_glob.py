"""Contract: glob patterns on the components of paths: matching and searching.

`match_name` is fnmatch on one component: `*`, `?`, `[seq]`, `[!seq]`. Nothing is
compiled: a pattern without special characters is compared as text.
"""
import os


def has_magic(part):
    """Whether a component is a pattern."""
    return '*' in part or '?' in part or '[' in part


def match_name(pattern, name, fold):
    """Whether a component fits a pattern."""
    if fold:
        pattern, name = pattern.lower(), name.lower()
    if not has_magic(pattern):
        return pattern == name
    if name[-1:] in ('/', '\\'):
        return False  # an anchor fits itself only
    if pattern == '*':
        return True
    from fnmatch import _match
    return _match(pattern, name)


def match_parts(patterns, parts, fold, recursive):
    """Whether a list of components fits a list of patterns, `**` fitting any number."""
    rows = {0}
    last = len(patterns) - 1
    for k, pattern in enumerate(patterns):
        new = set()
        if pattern == '**' and recursive:
            # at the end, behind a named folder, it stands for at least one component
            least = int(k == last > 0 and patterns[k - 1] != '**' and patterns[k - 1][-1:] not in '/\\')
            for i in rows:
                new.update(range(i + least, len(parts) + 1))
        else:
            for i in rows:
                if i < len(parts) and match_name(pattern, parts[i], fold):
                    new.add(i + 1)
        if not new:
            return False
        rows = new
    return len(parts) in rows


def select(root, patterns, dir_only, fold, exact_case, recurse_symlinks):
    """Yield the texts of the paths below `root` that fit the patterns, depth first.

    `root` is '' or a text that ends with a separator. `exact_case` says that a
    component without magic may be looked up instead of listed.
    """
    seen = set() if patterns.count('**') > 1 else None
    for path in _select(root, tuple(patterns), dir_only, fold, exact_case, recurse_symlinks):
        if seen is not None:
            if path in seen:
                continue
            seen.add(path)
        yield path


def _entries(path):
    try:
        with os.scandir(path or '.') as it:
            return list(it)
    except OSError:
        return []


def _is_dir(entry, follow=True):
    try:
        return entry.is_dir(follow_symlinks=follow)
    except OSError:
        return False


def _select(base, patterns, dir_only, fold, exact_case, links):
    if not patterns:
        if base:
            yield base
        return
    part, rest = patterns[0], patterns[1:]
    if part == '**':
        yield from _recursive(base, rest, dir_only, fold, exact_case, links)
    elif part == '..' or exact_case and not has_magic(part):
        path = base + part
        if rest:
            yield from _select(path + '/', rest, dir_only, fold, exact_case, links)
        elif dir_only:
            if os.path.isdir(path):
                yield path + '/'
        elif os.path.lexists(path):
            yield path
    else:
        below = bool(rest) or dir_only
        for entry in _entries(base):
            if not match_name(part, entry.name, fold):
                continue
            if below and not _is_dir(entry):
                continue
            path = base + entry.name
            if rest:
                yield from _select(path + '/', rest, dir_only, fold, exact_case, links)
            else:
                yield path + '/' if dir_only else path


def _recursive(base, rest, dir_only, fold, exact_case, links):
    """`**`: base itself and all directories below; without more patterns, all files too."""
    while rest and rest[0] == '**':
        rest = rest[1:]
    if not rest:
        yield base
        stack = [base]
        while stack:
            folder = stack.pop()
            for entry in _entries(folder):
                path = folder + entry.name
                is_dir = _is_dir(entry, links)
                if is_dir:
                    yield path + '/'
                    stack.append(path + '/')
                elif not dir_only:
                    yield path
        return
    stack = [base]
    while stack:
        folder = stack.pop()
        yield from _select(folder, rest, dir_only, fold, exact_case, links)
        for entry in _entries(folder):
            if _is_dir(entry, links):
                stack.append(folder + entry.name + '/')
