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
        return _match(pat, name)
    return _compile_pattern(pat)(name) is not None


def _match(pattern, name):
    """Whether a name fits a pattern, without an import: finders of modules may ask."""
    p = n = 0
    star = -1  # the pattern position behind the last '*'
    mark = 0
    while n < len(name):
        if p < len(pattern):
            c = pattern[p]
            if c == '*':
                p += 1
                star, mark = p, n
                continue
            if c == '?':
                p += 1
                n += 1
                continue
            ok, after = _one(pattern, p, name[n])
            if ok:
                p = after
                n += 1
                continue
        if star < 0:
            return False
        mark += 1
        p, n = star, mark
    while p < len(pattern) and pattern[p] == '*':
        p += 1
    return p == len(pattern)


def _one(pattern, p, char):
    """(does the character fit the pattern at p, where the pattern goes on)."""
    if pattern[p] != '[':
        return pattern[p] == char, p + 1
    j = p + 1
    if pattern[j:j + 1] == '!':
        j += 1
    if pattern[j:j + 1] == ']':
        j += 1
    end = pattern.find(']', j)
    if end < 0:
        return char == '[', p + 1
    body = pattern[p + 1:end]
    negate = body.startswith('!')
    if negate:
        body = body[1:]
    found = False
    i = 0
    while i < len(body):
        if i + 2 < len(body) and body[i + 1] == '-':
            if body[i] <= char <= body[i + 2]:
                found = True
            i += 3
        else:
            if body[i] == char:
                found = True
            i += 1
    return found != negate, end + 1


# stars; what brackets hold, in which ! and ] may come first; any other character. A bracket without end is one of these
_TOKENS = r'(?s)(\*+)|\[(!?+\]?+[^\]]*+)\]|(.)'


def translate(pat):
    """A pattern as a regular expression."""
    import re
    parts = []  # texts, and None for '*'
    for stars, inside, other in re.findall(_TOKENS, pat):
        if stars:
            parts.append(None)
        elif inside:
            parts.append(_set(inside))
        else:
            parts.append('.' if other == '?' else re.escape(other))
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
    ranges = [part.replace('\\', r'\\').replace('-', r'\-') for part in _between_hyphens(stuff)]
    text = re.sub('[&~|]', r'\\\g<0>', '-'.join(ranges))
    if text in ('', '!'):
        # nothing, or all but nothing
        return '.' if text else '(?!)'
    if text[0] == '!':
        return f'[^{text[1:]}]'
    return f'[\\{text}]' if text[0] in '^[' else f'[{text}]'


def _between_hyphens(stuff):
    """The parts of what brackets hold, between the hyphens that make ranges.

    A hyphen that comes first or last, or next to that of a range, is a character like others.
    """
    import re
    found = re.match('(?s)!?.[^-]*', stuff)
    parts = [found[0]]
    while found.end() < len(stuff):
        found = re.compile('(?s).{0,2}[^-]*').match(stuff, found.end() + 1)
        parts.append(found[0])
    if not parts[-1]:
        del parts[-1]
        parts[-1] += '-'
    kept = [parts.pop()]
    while parts:
        low, high = parts.pop(), kept[-1]
        if low[-1] > high[0]:
            # a range from high to low holds nothing
            kept[-1] = low[:-1] + high[1:]
        else:
            kept.append(low)
    return kept[::-1]
