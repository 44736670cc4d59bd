"""Contract: objects to JSON text: `JSONEncoder`.

`_json.dumps(obj, ensure_ascii, allow_nan, indent, item_sep, key_sep, sort_keys, skipkeys)`
encodes what consists of plain builtin types and returns NotImplemented for the
rest; then the Python code below runs, with `default()` and the error texts.
"""
import _json

_native_dumps = getattr(_json, 'dumps', None)
INFINITY = float('inf')
_SHORT = {'"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\f': '\\f', '\b': '\\b'}


def py_encode_basestring(s):
    """A str as a JSON string, with what need not be escaped as it is."""
    return '"' + ''.join([_SHORT.get(c) or (c if c >= ' ' else f'\\u{ord(c):04x}') for c in s]) + '"'


def py_encode_basestring_ascii(s):
    """A str as a JSON string of ASCII characters only."""
    out = []
    for c in s:
        if ' ' <= c <= '~' and c not in '"\\':
            out.append(c)
        elif c in _SHORT:
            out.append(_SHORT[c])
        else:
            n = ord(c)
            if n < 0x10000:
                out.append(f'\\u{n:04x}')
            else:
                n -= 0x10000
                out.append(f'\\u{0xd800 | n >> 10:04x}\\u{0xdc00 | n & 0x3ff:04x}')
    return '"' + ''.join(out) + '"'


encode_basestring = getattr(_json, 'encode_basestring', py_encode_basestring)
encode_basestring_ascii = getattr(_json, 'encode_basestring_ascii', py_encode_basestring_ascii)


class JSONEncoder:
    """Writes JSON; override `default()` to write more types."""
    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys, self.sort_keys, self.indent = skipkeys, sort_keys, indent
        self.ensure_ascii, self.allow_nan, self.check_circular = ensure_ascii, allow_nan, check_circular
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """What to encode instead of an object of an unknown type; here: TypeError."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """The object as JSON text."""
        if isinstance(o, str):
            return (encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o)
        if _native_dumps is not None and self.check_circular:
            text = _native_dumps(o, self.ensure_ascii, self.allow_nan, self.indent,
                                 self.item_separator, self.key_separator,
                                 self.sort_keys, self.skipkeys)
            if text is not NotImplemented:
                return text
        return ''.join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """Iterate over pieces of the object's JSON text."""
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        return _Writer(self, indent).pieces(o, 0)


class _Writer:
    """The walk over one object: settings in slots, the containers being written in `markers`."""
    __slots__ = ('markers', 'default', 'quote', 'indent', 'key_sep', 'item_sep', 'sort_keys',
                 'skipkeys', 'allow_nan')

    def __init__(self, encoder, indent):
        self.markers = {} if encoder.check_circular else None
        self.default = encoder.default
        self.quote = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        self.indent = indent
        self.key_sep = encoder.key_separator
        self.item_sep = encoder.item_separator
        self.sort_keys = encoder.sort_keys
        self.skipkeys = encoder.skipkeys
        self.allow_nan = encoder.allow_nan

    def float_text(self, o):
        if o != o:
            text = 'NaN'
        elif o == INFINITY:
            text = 'Infinity'
        elif o == -INFINITY:
            text = '-Infinity'
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
        return text

    def scalar(self, o):
        """The text of a value that is no container, or None."""
        if isinstance(o, str):
            return self.quote(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self.float_text(o)
        return None

    def enter(self, o):
        if self.markers is not None:
            if id(o) in self.markers:
                raise ValueError('Circular reference detected')
            self.markers[id(o)] = o

    def leave(self, o):
        if self.markers is not None:
            del self.markers[id(o)]

    def pieces(self, o, level):
        text = self.scalar(o)
        if text is not None:
            yield text
        elif isinstance(o, (list, tuple)):
            yield from self.array(o, level)
        elif isinstance(o, dict):
            yield from self.object(o, level)
        else:
            self.enter(o)
            replacement = self.default(o)
            try:
                yield from self.pieces(replacement, level)
            except BaseException as exc:
                if not isinstance(exc, GeneratorExit):
                    exc.add_note(f'when serializing {type(o).__name__} object')
                raise
            self.leave(o)

    def breaks(self, level):
        """(after the opening bracket, between items, before the closing bracket)."""
        if self.indent is None:
            return '', self.item_sep, ''
        newline = '\n' + self.indent * (level + 1)
        return newline, self.item_sep + newline, '\n' + self.indent * level

    def array(self, o, level):
        if not o:
            yield '[]'
            return
        self.enter(o)
        first, between, last = self.breaks(level)
        lead = '[' + first
        for i, value in enumerate(o):
            try:
                text = self.scalar(value)
                if text is not None:
                    yield lead + text
                else:
                    yield lead
                    yield from self.pieces(value, level + 1)
            except GeneratorExit:
                raise
            except BaseException as exc:
                exc.add_note(f'when serializing {type(o).__name__} item {i}')
                raise
            lead = between
        if last:
            yield last
        yield ']'
        self.leave(o)

    def object(self, o, level):
        if not o:
            yield '{}'
            return
        self.enter(o)
        first, between, last = self.breaks(level)
        yield '{'
        lead = first
        empty = True
        items = sorted(o.items()) if self.sort_keys else o.items()
        for key, value in items:
            if isinstance(key, str):
                name = key
            elif isinstance(key, float):
                name = self.float_text(key)
            elif key is True or key is False or key is None or isinstance(key, int):
                name = self.scalar(key)
            elif self.skipkeys:
                continue
            else:
                raise TypeError(f'keys must be str, int, float, bool or None, '
                                f'not {key.__class__.__name__}')
            if lead:
                yield lead
            yield self.quote(name)
            yield self.key_sep
            lead = between
            empty = False
            try:
                yield from self.pieces(value, level + 1)
            except GeneratorExit:
                raise
            except BaseException as exc:
                exc.add_note(f'when serializing {type(o).__name__} item {key!r}')
                raise
        if last and not empty:
            yield last
        yield '}'
        self.leave(o)
