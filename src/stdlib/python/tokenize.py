"""Contract: Python source as tokens, and tokens as source. The scan itself is in `_tokenize_scan`.

The whole source is read before the first token is given; errors are raised when their place is reached.
"""
import re
import token
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
from collections import namedtuple
from io import TextIOWrapper
from token import *
from token import EXACT_TOKEN_TYPES

from _tokenize_scan import Scanner, TokenError

TokenError.__module__ = __name__

__all__ = token.__all__ + ['tokenize', 'generate_tokens', 'detect_encoding', 'untokenize', 'TokenInfo', 'open', 'TokenError']

cookie_re = re.compile(r'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)', re.ASCII)
blank_re = re.compile(br'^[ \t\f]*(?:[#\r\n]|$)', re.ASCII)


class TokenInfo(namedtuple('TokenInfo', 'type string start end line')):
    """A token; `exact_type` tells the operators apart."""

    def __repr__(self):
        kind = f'{self.type} ({tok_name[self.type]})'
        shown = self._replace(type=kind)
        return 'TokenInfo(type={}, string={!r}, start={!r}, end={!r}, line={!r})'.format(*shown)

    @property
    def exact_type(self):
        if self.type == OP:
            return EXACT_TOKEN_TYPES.get(self.string, OP)
        return self.type


# --- from source --------------------------------------------------------------------------

def _usual(name):
    """The usual spelling of UTF-8 and Latin-1."""
    start = name[:12].lower().replace('_', '-')
    if start == 'utf-8' or start.startswith('utf-8-'):
        return 'utf-8'
    if start.startswith(('latin-1-', 'iso-8859-1-', 'iso-latin-1-')) or start in ('latin-1', 'iso-8859-1', 'iso-latin-1'):
        return 'iso-8859-1'
    return name


def detect_encoding(readline):
    """(encoding, the lines read for it): from a byte order mark or a comment in the first two lines."""
    name = getattr(getattr(readline, '__self__', None), 'name', None)
    marked = False

    def place(text):
        return SyntaxError(text if name is None else f'{text} for {name!r}')

    def read():
        try:
            return readline()
        except StopIteration:
            return b''

    def declared(line):
        try:
            text = line.decode('utf-8')
        except UnicodeDecodeError:
            raise place('invalid or missing encoding declaration') from None
        found = cookie_re.match(text)
        if not found:
            return None
        encoding = _usual(found[1])
        try:
            lookup(encoding)
        except LookupError:
            raise SyntaxError('unknown encoding: ' + encoding if name is None
                              else f'unknown encoding for {name!r}: {encoding}') from None
        if marked:
            if encoding != 'utf-8':
                raise SyntaxError('encoding problem: utf-8' if name is None else f'encoding problem for {name!r}: utf-8')
            encoding += '-sig'
        return encoding

    first = read()
    if first.startswith(BOM_UTF8):
        marked = True
        first = first[3:]
    default = 'utf-8-sig' if marked else 'utf-8'
    if not first:
        return default, []
    if encoding := declared(first):
        return encoding, [first]
    if not blank_re.match(first):
        return default, [first]
    second = read()
    if not second:
        return default, [first]
    return declared(second) or default, [first, second]


def open(filename):
    """Opens a source file as text, in the encoding that it says."""
    buffer = _builtin_open(filename, 'rb')
    try:
        return _decoded(buffer)
    except:
        buffer.close()
        raise


def _decoded(buffer):
    encoding, _ = detect_encoding(buffer.readline)
    buffer.seek(0)
    text = TextIOWrapper(buffer, encoding, line_buffering=True)
    text.mode = 'r'
    return text


def _lines(readline):
    while True:
        try:
            line = readline()
        except StopIteration:
            return
        if not line:
            return
        yield line


def _scan(text):
    for found in Scanner(text).tokens():
        yield TokenInfo._make(found)


def tokenize(readline):
    """The tokens of a source that `readline` gives as bytes; the first one tells the encoding."""
    encoding, read = detect_encoding(readline)
    if encoding == 'utf-8-sig':
        encoding = 'utf-8'
    yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), '')
    lines = [line.decode(encoding) for line in read]
    lines += [line.decode(encoding) for line in _lines(readline)]
    yield from _scan(''.join(lines))


def generate_tokens(readline):
    """The tokens of a source that `readline` gives as text."""
    lines = []
    for line in _lines(readline):
        if not isinstance(line, str):
            raise TypeError(f'readline() returned a non-string object')
        lines.append(line)
    yield from _scan(''.join(lines))


# --- to source ----------------------------------------------------------------------------

_LINE_ENDS = (NEWLINE, NL)
_MIDDLES = (FSTRING_MIDDLE, TSTRING_MIDDLE)


class Untokenizer:
    """Puts tokens into text again: where they were, or, if only kinds and texts are known, with blanks between."""

    def __init__(self):
        self.tokens = []
        self.prev_row = 1
        self.prev_col = 0
        self.prev_type = None
        self.prev_line = ''
        self.encoding = None

    def add_whitespace(self, start):
        row, column = start
        if (row, column) < (self.prev_row, self.prev_col):
            raise ValueError(f'start ({row},{column}) precedes previous end ({self.prev_row},{self.prev_col})')
        self.add_backslash_continuation(start)
        blank = column - self.prev_col
        if blank:
            self.tokens.append(' ' * blank)

    def add_backslash_continuation(self, start):
        """Backslashes for the line ends that no token stands for."""
        rows = start[0] - self.prev_row
        if rows <= 0:
            return
        line = self.prev_line
        ending = '\r\n' if line.endswith('\r\n') else '\n'
        line = line.rstrip('\\\r\n')
        self.tokens.append(line[len(line.rstrip()):] + ('\\' + ending) * rows)
        self.prev_col = 0

    def escape_brackets(self, text):
        """The braces of literal text, doubled; those of a `\\N{...}` stay."""
        out, at = [], 0
        while at < len(text):
            if text.startswith('\\N{', at) and '}' in text[at:] and not self.escaped(text, at):
                end = text.index('}', at) + 1
                out.append(text[at:end])
                at = end
                continue
            out.append(text[at] * 2 if text[at] in '{}' else text[at])
            at += 1
        return ''.join(out)

    def escaped(self, text, at):
        count = 0
        while at > count and text[at - count - 1] == '\\':
            count += 1
        return count % 2 == 1

    def untokenize(self, iterable):
        rest = iter(iterable)
        indents, fresh = [], False
        for item in rest:
            if len(item) == 2:
                self.compat(item, rest)
                break
            kind, text, start, end, line = item
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
                continue
            if kind in _LINE_ENDS:
                fresh = True
            elif fresh and indents:
                if start[1] >= len(indents[-1]):
                    self.tokens.append(indents[-1])
                    self.prev_col = len(indents[-1])
                fresh = False
            elif kind in _MIDDLES and ('{' in text or '}' in text):
                text = self.escape_brackets(text)
                last = text.splitlines()[-1]
                end = end[0], end[1] + last.count('{{') + last.count('}}')
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = end
            if kind in _LINE_ENDS:
                self.prev_row += 1
                self.prev_col = 0
            self.prev_line = line
        return ''.join(self.tokens)

    def compat(self, token, iterable):
        """The same where only kinds and texts are known."""
        indents = []
        fresh = token[0] in _LINE_ENDS
        after_string, depth = False, 0
        for item in [token, *iterable]:
            kind, text = item[:2]
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind in (NAME, NUMBER):
                text += ' '
            if kind == STRING:
                if after_string:
                    text = ' ' + text
                after_string = True
            else:
                after_string = False
            if kind in (FSTRING_START, TSTRING_START):
                depth += 1
            elif kind in (FSTRING_END, TSTRING_END):
                depth -= 1
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in _LINE_ENDS:
                fresh = True
            elif fresh and indents:
                self.tokens.append(indents[-1])
                fresh = False
            elif kind in _MIDDLES:
                text = self.escape_brackets(text)
            if text in ('{', '}') and self.tokens and self.tokens[-1] == text and depth:
                text = ' ' + text
            if kind in (STRING, FSTRING_START, TSTRING_START) and self.prev_type in (STRING, FSTRING_END, TSTRING_END):
                self.tokens.append(' ')
            self.tokens.append(text)
            self.prev_type = kind


def untokenize(iterable):
    """The source of tokens: as bytes if they tell an encoding."""
    back = Untokenizer()
    text = back.untokenize(iterable)
    return text if back.encoding is None else text.encode(back.encoding)


def _main(args=None):
    """`python -m tokenize [-e] [file]`"""
    import argparse
    import sys
    parser = argparse.ArgumentParser(color=True)
    parser.add_argument(dest='filename', nargs='?', metavar='filename.py',
                        help='the file to tokenize; defaults to stdin')
    parser.add_argument('-e', '--exact', dest='exact', action='store_true', help='display token names using the exact type')
    options = parser.parse_args(args)
    try:
        if options.filename:
            with _builtin_open(options.filename, 'rb') as file:
                tokens = list(tokenize(file.readline))
        else:
            tokens = generate_tokens(sys.stdin.readline)
        for found in tokens:
            kind = found.exact_type if options.exact else found.type
            (row, column), (end_row, end_column) = found.start, found.end
            place = f'{row},{column}-{end_row},{end_column}:'
            print(f'{place:<20}{tok_name[kind]:<15}{found.string!r:<15}')
    except (IndentationError, TokenError, SyntaxError) as error:
        name = options.filename or '<stdin>'
        if isinstance(error, TokenError):
            row, column = error.args[1]
            print(f'{name}:{row}:{column}: error: {error.args[0]}', file=sys.stderr)
        elif isinstance(error, IndentationError):
            row, column = error.args[1][1:3]
            print(f'{name}:{row}:{column}: error: {error.args[0]}', file=sys.stderr)
        else:
            print(f'{name}: error: {error}', file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print(f'error: {error}', file=sys.stderr)
        sys.exit(1)


if __name__ == '__main__':
    _main()
