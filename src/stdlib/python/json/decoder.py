"""Contract: JSON text to objects: `JSONDecoder` and the error with its position."""
from json import scanner
from json.scanner import _SPACE

__all__ = ['JSONDecoder', 'JSONDecodeError']

NaN = float('nan')
PosInf = float('inf')
NegInf = float('-inf')
_CONSTANTS = {'-Infinity': NegInf, 'Infinity': PosInf, 'NaN': NaN}
_ESCAPES = {'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}


class JSONDecodeError(ValueError):
    """A fault in JSON text: `msg`, `doc`, `pos`, and the position as `lineno`, `colno`."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, '%s: line %d column %d (char %d)' % (msg, lineno, colno, pos))
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno, self.colno = lineno, colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


def py_scanstring(s, end, strict=True):
    """(text, index behind the closing quote) of the string whose first character is at end."""
    begin = end - 1
    pieces = []
    n = len(s)
    while True:
        start = end
        while end < n and s[end] not in '"\\' and s[end] >= ' ':
            end += 1
        if end > start:
            pieces.append(s[start:end])
        if end >= n:
            raise JSONDecodeError('Unterminated string starting at', s, begin)
        c = s[end]
        if c == '"':
            return ''.join(pieces), end + 1
        if c != '\\':
            if strict:
                raise JSONDecodeError('Invalid control character at', s, end)
            pieces.append(c)
            end += 1
            continue
        end += 1
        if end >= n:
            raise JSONDecodeError('Unterminated string starting at', s, begin)
        c = s[end]
        if c != 'u':
            try:
                pieces.append(_ESCAPES[c])
            except KeyError:
                raise JSONDecodeError('Invalid \\escape', s, end - 1) from None
            end += 1
            continue
        code = _hex4(s, end)
        end += 5
        if 0xd800 <= code <= 0xdbff and s[end:end + 2] == '\\u':
            low = _hex4(s, end + 1)
            if 0xdc00 <= low <= 0xdfff:
                code = 0x10000 + ((code - 0xd800) << 10 | low - 0xdc00)
                end += 6
        pieces.append(chr(code))


def _hex4(s, pos):
    digits = s[pos + 1:pos + 5]
    if len(digits) == 4 and all(c in '0123456789abcdefABCDEF' for c in digits):
        return int(digits, 16)
    raise JSONDecodeError('Invalid \\uXXXX escape', s, pos)


try:
    from _json import scanstring
except ImportError:
    scanstring = py_scanstring


def _skip(s, i):
    """The index of the next character that is no white space."""
    n = len(s)
    while i < n and s[i] in _SPACE:
        i += 1
    return i


def JSONObject(s_and_end, strict, scan_once, object_hook, object_pairs_hook, memo=None,
               _skip=_skip):
    """(object, end) of the object whose first character behind the brace is at end."""
    s, end = s_and_end
    pairs = []
    if memo is None:
        memo = {}
    end = _skip(s, end)
    char = s[end:end + 1]
    if char == '}':
        return _built(pairs, object_hook, object_pairs_hook), end + 1
    if char != '"':
        raise JSONDecodeError('Expecting property name enclosed in double quotes', s, end)
    while True:
        key, end = scanstring(s, end + 1, strict)
        key = memo.setdefault(key, key)
        end = _skip(s, end)
        if s[end:end + 1] != ':':
            raise JSONDecodeError("Expecting ':' delimiter", s, end)
        end = _skip(s, end + 1)
        try:
            value, end = scan_once(s, end)
        except StopIteration as err:
            raise JSONDecodeError('Expecting value', s, err.value) from None
        pairs.append((key, value))
        end = _skip(s, end)
        char = s[end:end + 1]
        if char == '}':
            return _built(pairs, object_hook, object_pairs_hook), end + 1
        if char != ',':
            raise JSONDecodeError("Expecting ',' delimiter", s, end)
        comma = end
        end = _skip(s, end + 1)
        char = s[end:end + 1]
        if char != '"':
            if char == '}':
                raise JSONDecodeError('Illegal trailing comma before end of object', s, comma)
            raise JSONDecodeError('Expecting property name enclosed in double quotes', s, end)


def _built(pairs, object_hook, object_pairs_hook):
    if object_pairs_hook is not None:
        return object_pairs_hook(pairs)
    pairs = dict(pairs)
    return pairs if object_hook is None else object_hook(pairs)


def JSONArray(s_and_end, scan_once, _skip=_skip):
    """(list, end) of the array whose first character behind the bracket is at end."""
    s, end = s_and_end
    values = []
    end = _skip(s, end)
    if s[end:end + 1] == ']':
        return values, end + 1
    try:
        while True:
            value, end = scan_once(s, end)
            values.append(value)
            end = _skip(s, end)
            char = s[end:end + 1]
            if char == ']':
                return values, end + 1
            if char != ',':
                raise JSONDecodeError("Expecting ',' delimiter", s, end)
            comma = end
            end = _skip(s, end + 1)
            if s[end:end + 1] == ']':
                raise JSONDecodeError('Illegal trailing comma before end of array', s, comma)
    except StopIteration as err:
        raise JSONDecodeError('Expecting value', s, err.value) from None


class JSONDecoder:
    """Reads JSON; the hooks turn objects, numbers and constants into something else."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None,
                 parse_constant=None, strict=True, object_pairs_hook=None):
        self.object_hook, self.object_pairs_hook, self.strict = object_hook, object_pairs_hook, strict
        self.parse_float, self.parse_int = parse_float or float, parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        # what the scanner is made of; a subclass may put other functions here
        self.parse_object, self.parse_array, self.parse_string = JSONObject, JSONArray, scanstring
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s, _w=None):
        """The object that the whole text describes."""
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError('Extra data', s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """(object, end): the text may go on behind it."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as err:
            raise JSONDecodeError('Expecting value', s, err.value) from None
