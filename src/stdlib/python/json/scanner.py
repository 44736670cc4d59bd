"""Contract: `make_scanner(decoder)`: the function that reads one JSON value from a text.

`scan_once(text, index)` returns (value, end), or raises StopIteration(index) where
no value begins and JSONDecodeError for other faults. Uses the decoder's hooks.
"""

__all__ = ['make_scanner']

_DIGITS = '0123456789'
_SPACE = ' \t\n\r'
_CONSTANTS = (('n', 'null', None), ('t', 'true', True), ('f', 'false', False))


def _number_end(s, i):
    """(end, is it a float) of the number at i; end is i when there is none."""
    n = len(s)
    start = i
    if i < n and s[i] == '-':
        i += 1
    if i >= n or s[i] not in _DIGITS:
        return start, False
    if s[i] == '0':
        i += 1
    else:
        while i < n and s[i] in _DIGITS:
            i += 1
    is_float = False
    if i + 1 < n and s[i] == '.' and s[i + 1] in _DIGITS:
        i += 2
        while i < n and s[i] in _DIGITS:
            i += 1
        is_float = True
    if i + 1 < n and s[i] in 'eE':
        j = i + 1
        if s[j] in '+-':
            j += 1
        if j < n and s[j] in _DIGITS:
            while j < n and s[j] in _DIGITS:
                j += 1
            i = j
            is_float = True
    return i, is_float


def make_scanner(context):
    """The scanning function for a decoder's settings."""
    from json.decoder import JSONDecodeError, scanstring
    parse_object = context.parse_object
    parse_array = context.parse_array
    parse_float = context.parse_float
    parse_int = context.parse_int
    parse_constant = context.parse_constant
    strict = context.strict
    object_hook = context.object_hook
    object_pairs_hook = context.object_pairs_hook
    memo = context.memo

    def scan(s, i):
        try:
            c = s[i]
        except IndexError:
            raise StopIteration(i) from None
        if c == '"':
            return scanstring(s, i + 1, strict)
        if c == '{':
            return parse_object((s, i + 1), strict, scan, object_hook, object_pairs_hook, memo)
        if c == '[':
            return parse_array((s, i + 1), scan)
        for first, word, value in _CONSTANTS:
            if c == first and s.startswith(word, i):
                return value, i + len(word)
        end, is_float = _number_end(s, i)
        if end > i:
            text = s[i:end]
            return (parse_float(text) if is_float else parse_int(text)), end
        for word in ('NaN', 'Infinity', '-Infinity'):
            if s.startswith(word, i):
                return parse_constant(word), i + len(word)
        raise StopIteration(i)

    def scan_once(string, idx):
        if idx < 0:
            raise ValueError('idx cannot be negative')
        try:
            return scan(string, idx)
        finally:
            memo.clear()

    return scan_once


py_make_scanner = make_scanner
