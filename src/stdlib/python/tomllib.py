"""Contract: reading TOML 1.0: `load` of a binary file, `loads` of a text."""
import datetime
import re

__all__ = ['loads', 'load', 'TOMLDecodeError']

_BARE = re.compile(r'[A-Za-z0-9_-]+')
_NUMBER = re.compile(r'''
    0(?: x[0-9A-Fa-f](?:_?[0-9A-Fa-f])* | b[01](?:_?[01])* | o[0-7](?:_?[0-7])* )
    | [+-]?(?:0|[1-9](?:_?[0-9])*)
      (?P<float>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)''', re.VERBOSE)
_TIME = r'([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?'
_LOCAL_TIME = re.compile(_TIME)
_DATETIME = re.compile(r'([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
                       r'(?:[Tt ]' + _TIME + r'(?:([Zz])|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?)?')
_ESCAPES = {'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}
_BAD = frozenset(map(chr, range(32))) - {'\t'} | {'\x7f'}


class TOMLDecodeError(ValueError):
    """Raised for text that is no TOML."""

    def __init__(self, msg='', doc='', pos=0, *args):
        if not isinstance(msg, str) or not isinstance(doc, str) or not isinstance(pos, int) or args:
            ValueError.__init__(self, msg, doc, pos, *args)
            return
        line = doc.count('\n', 0, pos) + 1
        column = pos - doc.rfind('\n', 0, pos)
        where = 'at end of document' if pos >= len(doc) else f'at line {line}, column {column}'
        ValueError.__init__(self, f'{msg} ({where})')
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = line
        self.colno = column


def load(fp, /, *, parse_float=float):
    """The dict that a binary file describes."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """The dict that a text describes."""
    try:
        text = s.replace('\r\n', '\n')
    except (AttributeError, TypeError):
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'") from None
    return _Parser(text, parse_float).document()


class _Table(dict):
    """A table while it is being read: how it came to be."""
    __slots__ = ('kind',)


# a table can be: implied by a longer header, opened by a header, made by a dotted key, or closed (written inline)
_IMPLIED, _OPENED, _DOTTED, _CLOSED = range(4)


def _table(kind):
    made = _Table()
    made.kind = kind
    return made


class _Parser:
    """One pass over the text; `at` is where it stands."""

    def __init__(self, text, parse_float):
        self.text = text
        self.at = 0
        self.path = ()
        self.root = _table(_OPENED)
        self.arrays = set()

        def checked(number):
            value = parse_float(number)
            if isinstance(value, (dict, list)):
                raise ValueError('parse_float must not return dicts or lists')
            return value
        self.parse_float = float if parse_float is float else checked

    def error(self, msg, at=None):
        return TOMLDecodeError(msg, self.text, self.at if at is None else at)

    def peek(self):
        return self.text[self.at:self.at + 1]

    def blanks(self):
        text = self.text
        while text[self.at:self.at + 1] in (' ', '\t') and self.at < len(text):
            self.at += 1

    def comment(self):
        if self.peek() == '#':
            end = self.text.find('\n', self.at)
            end = len(self.text) if end < 0 else end
            for i in range(self.at, end):
                if self.text[i] in _BAD:
                    raise self.error(f'Found invalid character {self.text[i]!r}', i)
            self.at = end

    def lines(self):
        """Skip blanks, comments and ends of lines."""
        while True:
            self.blanks()
            self.comment()
            if self.peek() != '\n':
                return
            self.at += 1

    def document(self):
        table = self.root
        while True:
            self.blanks()
            c = self.peek()
            if not c:
                break
            if c == '[':
                table = self.header()
            elif c not in '\n#':
                if c not in '"\'' and _BARE.match(c) is None:
                    raise self.error('Invalid statement')
                self.pair(table)
            self.blanks()
            self.comment()
            if self.peek() and self.peek() != '\n':
                raise self.error('Expected newline or end of document after a statement')
            self.at += 1
        return _plain(self.root)

    def header(self):
        """[table] or [[array of tables]]"""
        many = self.text.startswith('[[', self.at)
        self.at += 2 if many else 1
        self.blanks()
        key = self.key()
        close = ']]' if many else ']'
        if not self.text.startswith(close, self.at):
            raise self.error(f"Expected {close!r} at the end of {'an array' if many else 'a table'} declaration")
        table = self.root
        for part in key[:-1]:
            table = table.setdefault(part, _table(_IMPLIED))
            if isinstance(table, list) and id(table) in self.arrays:
                table = table[-1]
            if not isinstance(table, _Table):
                raise self.error('Cannot overwrite a value')
            if table.kind == _CLOSED:
                raise self.error(f'Cannot declare {key} twice')
        last = key[-1]
        found = table.get(last)
        if many:
            if found is None:
                found = table[last] = []
                self.arrays.add(id(found))
            elif not isinstance(found, list):
                raise self.error('Cannot overwrite a value')
            elif id(found) not in self.arrays:
                raise self.error(f'Cannot mutate immutable namespace {key}')
            made = _table(_OPENED)
            found.append(made)
        elif found is None:
            made = table[last] = _table(_OPENED)
        elif isinstance(found, _Table) and found.kind == _IMPLIED:
            found.kind = _OPENED
            made = found
        elif isinstance(found, (_Table, list)):
            raise self.error(f'Cannot declare {key} twice')
        else:
            raise self.error('Cannot overwrite a value')
        self.path = key
        self.at += len(close)
        return made

    def key(self):
        """The parts of a key, as a tuple."""
        parts = [self.key_part()]
        while True:
            self.blanks()
            if self.peek() != '.':
                return tuple(parts)
            self.at += 1
            self.blanks()
            parts.append(self.key_part())

    def key_part(self):
        c = self.peek()
        if c == '"':
            return self.basic()
        if c == "'":
            return self.literal()
        found = _BARE.match(self.text, self.at)
        if found is None:
            raise self.error('Invalid initial character for a key part')
        self.at = found.end()
        return found[0]

    def pair(self, table, inline=False):
        key = self.key()
        if self.peek() != '=':
            raise self.error("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.blanks()
        value = self.value()
        for part in key[:-1]:
            known = part in table
            table = table.setdefault(part, _table(_DOTTED))
            if not isinstance(table, _Table) or known and table.kind != _DOTTED and not (inline and table.kind == _DOTTED):
                if isinstance(table, _Table) and table.kind == _IMPLIED and not inline:
                    continue
                if not isinstance(table, _Table):
                    raise self.error('Cannot overwrite a value')
                what = 'mutate immutable' if table.kind == _CLOSED else 'redefine'
                raise self.error(f'Cannot {what} namespace {(() if inline else self.path) + key[:-1]}')
        if key[-1] in table:
            raise self.error('Cannot overwrite a value')
        table[key[-1]] = value

    def value(self):
        text, c = self.text, self.peek()
        if c == '"':
            return self.basic(True) if text.startswith('"""', self.at) else self.basic()
        if c == "'":
            return self.literal(True) if text.startswith("'''", self.at) else self.literal()
        if c == 't' and text.startswith('true', self.at):
            self.at += 4
            return True
        if c == 'f' and text.startswith('false', self.at):
            self.at += 5
            return False
        if c == '[':
            return self.array()
        if c == '{':
            return self.inline_table()
        found = _DATETIME.match(text, self.at)
        if found is not None:
            try:
                value = _moment(found)
            except ValueError as e:
                raise self.error('Invalid date or datetime') from e
            self.at = found.end()
            return value
        found = _LOCAL_TIME.match(text, self.at)
        if found is not None:
            self.at = found.end()
            return datetime.time(*_clock(found.groups()))
        found = _NUMBER.match(text, self.at)
        if found is not None:
            self.at = found.end()
            return self.parse_float(found[0]) if found['float'] else int(found[0], 0 if found[0][:1] == '0' and len(found[0]) > 1 else 10)
        for word in ('inf', 'nan', '+inf', '-inf', '+nan', '-nan'):
            if text.startswith(word, self.at):
                self.at += len(word)
                return self.parse_float(word)
        raise self.error('Invalid value')

    def array(self):
        self.at += 1
        out = []
        self.lines()
        while self.peek() != ']':
            out.append(self.value())
            self.lines()
            if self.peek() == ']':
                break
            if self.peek() != ',':
                raise self.error('Unclosed array')
            self.at += 1
            self.lines()
        self.at += 1
        return out

    def inline_table(self):
        self.at += 1
        made = _table(_DOTTED)
        self.blanks()
        if self.peek() != '}':
            while True:
                self.pair(made, True)
                self.blanks()
                if self.peek() == '}':
                    break
                if self.peek() != ',':
                    raise self.error('Unclosed inline table')
                self.at += 1
                self.blanks()
        self.at += 1
        _close(made)
        return made

    def literal(self, many=False):
        """'...' or '''...'''"""
        quote = "'''" if many else "'"
        start = self.at = self.at + len(quote)
        if many and self.peek() == '\n':
            start = self.at = self.at + 1
        end = self.text.find(quote, start)
        stop = len(self.text) if end < 0 else end
        for i in range(start, stop):
            c = self.text[i]
            if c in _BAD and not (many and c == '\n'):
                raise self.error(f'Found invalid character {c!r}', i)
        if end < 0:
            raise self.error(f'Expected {quote!r}' if many else 'Expected "\'"', len(self.text))
        if many:
            end += self._extra("'", end + 3)
        self.at = end + len(quote)
        return self.text[start:end]

    def _extra(self, quote, at):
        """Up to two quotes may stand before the closing ones."""
        return (self.text[at:at + 1] == quote) + (self.text[at:at + 2] == quote * 2)

    def basic(self, many=False):
        '''"..." or a text of several lines'''
        quote = '"""' if many else '"'
        self.at += len(quote)
        if many and self.peek() == '\n':
            self.at += 1
        out, text = [], self.text
        start = self.at
        while True:
            c = text[self.at:self.at + 1]
            if not c:
                raise self.error('Unterminated string')
            if c == '"':
                if not many:
                    out.append(text[start:self.at])
                    self.at += 1
                    return ''.join(out)
                if text.startswith('"""', self.at):
                    end = self.at + self._extra('"', self.at + 3)
                    out.append(text[start:end])
                    self.at = end + 3
                    return ''.join(out)
                self.at += 1
            elif c == '\\':
                out.append(text[start:self.at])
                out.append(self.escape(many))
                start = self.at
            elif c in _BAD and not (many and c == '\n'):
                raise self.error(f'Illegal character {c!r}')
            else:
                self.at += 1

    def escape(self, many):
        text, at = self.text, self.at
        c = text[at + 1:at + 2]
        if many and c in (' ', '\t', '\n'):
            # a backslash at the end of a line takes what is blank behind it away
            end = at + 1
            while text[end:end + 1] in (' ', '\t') and end < len(text):
                end += 1
            if text[end:end + 1] != '\n' and end < len(text):
                raise self.error("Unescaped '\\' in a string")
            while end < len(text) and text[end] in ' \t\n':
                end += 1
            self.at = end
            return ''
        if c in ('u', 'U'):
            size = 4 if c == 'u' else 8
            digits = text[at + 2:at + 2 + size]
            if len(digits) != size or not all(d in '0123456789abcdefABCDEF' for d in digits):
                raise self.error('Invalid hex value', at + 2)
            code = int(digits, 16)
            if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
                raise self.error('Escaped character is not a Unicode scalar value', at + 2 + size)
            self.at = at + 2 + size
            return chr(code)
        if c not in _ESCAPES or not c:
            self.at = min(at + 2, len(text))
            raise self.error("Unescaped '\\' in a string" if c else 'Unterminated string')
        self.at = at + 2
        return _ESCAPES[c]


def _close(value):
    """Forbid additions to what was written inline."""
    if isinstance(value, _Table):
        value.kind = _CLOSED
        for item in value.values():
            _close(item)
    elif isinstance(value, list):
        for item in value:
            _close(item)


def _plain(value):
    if isinstance(value, _Table):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value


def _clock(groups):
    hour, minute, second, micro = groups[:4]
    return int(hour), int(minute), int(second), int(micro.ljust(6, '0')) if micro else 0


def _moment(found):
    groups = found.groups()
    date = tuple(map(int, groups[:3]))
    if groups[3] is None:
        return datetime.date(*date)
    zone = None
    if groups[7]:
        zone = datetime.timezone.utc
    elif groups[8]:
        delta = datetime.timedelta(hours=int(groups[9]), minutes=int(groups[10]))
        zone = datetime.timezone(-delta if groups[8] == '-' else delta)
    return datetime.datetime(*date, *_clock(groups[3:7]), tzinfo=zone)
