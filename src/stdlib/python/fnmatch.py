"""Contract: file name patterns: `*`, `?`, `[seq]`, `[!seq]`."""
import functools
import os
import posixpath

__all__ = ['filter', 'filterfalse', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    """Whether a name fits a pattern, by the system's rules on case."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=32768, typed=True)
def _compile_pattern(pat):
    import re
    if isinstance(pat, bytes):
        return re.compile(translate(pat.decode('latin1')).encode('latin1')).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    """The names that fit a pattern."""
    match = _compile_pattern(os.path.normcase(pat))
    if os.path is posixpath:
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def filterfalse(names, pat):
    """The names that do not fit a pattern."""
    match = _compile_pattern(os.path.normcase(pat))
    return [name for name in names if not match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    """Whether a name fits a pattern, minding case."""
    if isinstance(name, str) and isinstance(pat, str) and '[' not in pat:
        from pathlib._glob import _match
        return _match(pat, name)
    return _compile_pattern(pat)(name) is not None


def translate(pat):
    """A pattern as a regular expression."""
    import re
    parts = []  # texts, and None for '*'
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == '*':
            if not parts or parts[-1] is not None:
                parts.append(None)
        elif c == '?':
            parts.append('.')
        elif c == '[':
            j = i
            if j < n and pat[j] == '!':
                j += 1
            if j < n and pat[j] == ']':
                j += 1
            j = pat.find(']', j)
            if j < 0:
                parts.append('\\[')
            else:
                parts.append(_set(pat[i:j]))
                i = j + 1
        else:
            parts.append(re.escape(c))
    # between stars, match each fixed run as early as possible and never try again
    out, i = [], 0
    while i < len(parts) and parts[i] is not None:
        out.append(parts[i])
        i += 1
    while i < len(parts):
        i += 1
        if i == len(parts):
            out.append('.*')
            break
        run = []
        while i < len(parts) and parts[i] is not None:
            run.append(parts[i])
            i += 1
        fixed = ''.join(run)
        if i == len(parts):
            out.append('.*')
            out.append(fixed)
        else:
            out.append(f'(?>.*?{fixed})')
    return f'(?s:{"".join(out)})\\z'


def _set(stuff):
    """The inside of brackets as a regular expression's set."""
    import re
    if '-' not in stuff:
        stuff = stuff.replace('\\', '\\\\')
    else:
        chunks = []
        k = 2 if stuff[0] == '!' else 1
        start = 0
        while True:
            k = stuff.find('-', k)
            if k < 0:
                break
            chunks.append(stuff[start:k])
            start = k + 1
            k += 3
        rest = stuff[start:]
        if rest:
            chunks.append(rest)
        else:
            chunks[-1] += '-'
        for k in range(len(chunks) - 1, 0, -1):
            if chunks[k - 1][-1] > chunks[k][0]:
                chunks[k - 1] = chunks[k - 1][:-1] + chunks[k][1:]
                del chunks[k]
        stuff = '-'.join(s.replace('\\', '\\\\').replace('-', '\\-') for s in chunks)
    if not stuff:
        return '(?!)'
    if stuff == '!':
        return '.'
    stuff = re.sub(r'([&~|])', r'\\\1', stuff)
    if stuff[0] == '!':
        stuff = '^' + stuff[1:]
    elif stuff[0] in ('^', '['):
        stuff = '\\' + stuff
    return f'[{stuff}]'
