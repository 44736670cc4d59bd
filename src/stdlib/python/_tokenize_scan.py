"""Contract: from text to tokens, for `tokenize`: comments, blank lines and the pieces of f-strings included.

`Scanner(text).tokens()` gives (kind, text, start, end, line) one after the other, and raises where CPython's tokenizer
does. It is laxer than the compiler: brackets need not match, and what no token starts with is an operator.
"""
import re
from token import *
from token import EXACT_TOKEN_TYPES

_SPACE = re.compile(r'[ \t\f]*')
_NAME = re.compile(r'[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_\x80-\U0010ffff]*')
_STRING = re.compile(r'(?i:([rubft]|br|rb|fr|rf|tr|rt)?)("""|\'\'\'|"|\')')
_OPERATOR = re.compile('|'.join(re.escape(text) for text in sorted(EXACT_TOKEN_TYPES, key=len, reverse=True)))
_BASES = {'x': ('hexadecimal', '0123456789abcdefABCDEF'), 'o': ('octal', '01234567'), 'b': ('binary', '01')}
_EXPONENT = re.compile(r'[eE](?=[+-]?[0-9])[+-]?')
_OPEN, _CLOSE = '([{', ')]}'


class TokenError(Exception):
    """The source cannot be split into tokens."""


class _Open:
    """An f-string or t-string that is open: `fields` has for each open field [number of brackets, in its format?]."""

    def __init__(self, prefix, quote, place):
        self.letter = 't' if 't' in prefix.lower() else 'f'
        self.raw = 'r' in prefix.lower()
        self.quote = quote
        self.place = place
        self.fields = []


class Scanner:
    def __init__(self, text):
        self.implied = bool(text) and not text.endswith('\n')
        self.text = text + '\n' if self.implied else text
        self.at = 0
        self.starts = [0]
        for found in re.finditer('\n', self.text):
            self.starts.append(found.end())
        self.row = 1
        self.brackets = 0
        self.strings = []
        self.indents = [(0, 0)]
        # the rows that backslashes have joined to the one of the scan
        self.first_joined = self.last_joined = 0

    # --- places --------------------------------------------------------------------------

    def place(self, at):
        row = self.row
        while row < len(self.starts) and self.starts[row] <= at:
            row += 1
        return row, at - self.starts[row - 1]

    def lines(self, first, last):
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        lines = self.text[self.starts[first - 1]:end]
        return lines[:-1] if self.implied and end == len(self.text) else lines

    def token(self, kind, start, end, text=None):
        """The token of a range; the scan goes on behind it."""
        first = self.place(start)
        self.row = first[0]
        last = self.place(end)
        self.at = end
        self.row = last[0]
        shown = self.text[start:end] if text is None else text
        return kind, shown, first, last, self.lines(first[0], last[0])

    def line_end(self, kind):
        """The token of a line's end, which may be implied."""
        start, row = self.at, self.row
        column = start - self.starts[row - 1]
        end = self.text.index('\n', start) + 1
        text = '' if self.implied and end == len(self.text) else self.text[start:end]
        self.at = end
        self.row = row + 1
        return kind, text, (row, column), (row, column + max(len(text), 1)), self.lines(row, row)

    def error(self, message, at):
        row, column = self.place(at)
        return TokenError(message, (row, column + 1))

    def bad_indent(self, kind, message):
        line = self.lines(self.row, self.row).rstrip('\r\n')
        return kind(message, ('<string>', self.row, len(line) + 1, line, None, None))

    # --- the scan ------------------------------------------------------------------------

    def tokens(self):
        text = self.text
        if '\0' in text:
            row, column = self.place(text.index('\0'))
            raise TokenError('source code cannot contain null bytes', (row, 0))
        fresh = True
        while self.at < len(text):
            if self.strings and (not (fields := self.strings[-1].fields) or fields[-1][1] and fields[-1][0] == self.brackets):
                yield from self.literal()
                continue
            if fresh and not self.brackets and not self.strings:
                if (yield from self.indentation()):
                    continue
                fresh = False
            self.at = _SPACE.match(text, self.at).end()
            here = text[self.at]
            if here == '\n' or text.startswith('\r\n', self.at):
                inside = self.brackets > 0
                yield self.line_end(NL if inside else NEWLINE)
                fresh = not inside
            elif here == '#':
                yield self.comment()
            elif here == '\\':
                self.continuation()
            else:
                yield self.word(here)
        if self.brackets:
            raise self.ended(len(text[self.starts[-2]:].encode()) if self.strings else 0)
        end = (len(self.starts), 0)
        for _ in self.indents[1:]:
            yield DEDENT, '', end, end, ''
        yield ENDMARKER, '', end, end, ''

    def comment(self):
        end = self.text.index('\n', self.at)
        if self.text[end - 1] == '\r':
            end -= 1
        return self.token(COMMENT, self.at, end)

    def stray(self):
        line = self.lines(self.row, self.row).rstrip('\r\n')
        return TokenError('unexpected character after line continuation character', (self.row, len(line) + 1))

    def continuation(self):
        if self.row != self.last_joined:
            self.first_joined = self.row
        self.last_joined = self.row + 1
        end = self.at + (3 if self.text.startswith('\r\n', self.at + 1) else 2)
        if self.text[end - 1:end] != '\n':
            raise self.stray()
        if end >= len(self.text):
            raise self.ended(len(self.text[self.starts[self.first_joined - 1]:].encode()))
        self.at = end
        self.row += 1

    def ended(self, column):
        return TokenError('unexpected EOF in multi-line statement', (len(self.starts) - 1, column))

    def indentation(self):
        """At a line's start: yields what a blank line holds, or the tokens of a new depth. Was the line blank?"""
        text, start = self.text, self.at
        column = alternative = 0
        at, before = start, None
        while text[at] in ' \t\f\\':
            if text[at] == ' ':
                column, alternative = column + 1, alternative + 1
            elif text[at] == '\t':
                column, alternative = (column // 8 + 1) * 8, alternative + 1
            else:
                if text[at] == '\\':
                    # the line goes on, with the depth of its start
                    at = self.joined(at)
                    start = at + 1
                    if column and not before:
                        before = column, alternative
                column = alternative = 0
            at += 1
        column, alternative = before or (column, alternative)
        self.at = at
        self.row = self.place(at)[0]
        if text[at] == '#':
            yield self.comment()
            yield self.line_end(NL)
            return True
        if text[at] == '\n' or text.startswith('\r\n', at):
            yield self.line_end(NL)
            return True
        level, other = self.indents[-1]
        tabs = 'inconsistent use of tabs and spaces in indentation'
        if column == level:
            if alternative != other:
                raise self.bad_indent(TabError, tabs)
        elif column > level:
            if alternative <= other:
                raise self.bad_indent(TabError, tabs)
            self.indents.append((column, alternative))
            yield self.token(INDENT, start, at)
        else:
            while column < self.indents[-1][0]:
                self.indents.pop()
                if column > self.indents[-1][0]:
                    message = 'unindent does not match any outer indentation level'
                    raise self.bad_indent(IndentationError, message)
                yield self.token(DEDENT, at, at)
            if alternative != self.indents[-1][1]:
                raise self.bad_indent(TabError, tabs)
        return False

    def joined(self, at):
        """Where the line end stands behind a backslash at a line's start."""
        end = at + (2 if self.text.startswith('\r\n', at + 1) else 1)
        if self.text[end] != '\n':
            raise self.stray()
        if end + 1 >= len(self.text):
            raise self.ended(0)
        return end

    def word(self, here):
        text, at = self.text, self.at
        if here.isdigit() and here.isascii() or here == '.' and text[at + 1] in '0123456789':
            return self.token(NUMBER, at, self.number(at))
        if found := _STRING.match(text, at):
            prefix, quote = found[1] or '', found[2]
            if prefix and prefix[-1] in 'ftFT' or prefix and prefix[0] in 'ftFT':
                self.strings.append(_Open(prefix, quote, at))
                return self.token(TSTRING_START if self.strings[-1].letter == 't' else FSTRING_START, at, found.end())
            return self.token(STRING, at, self.string(at, found.end(), quote))
        if found := _NAME.match(text, at):
            if len(found[0]) <= 3 and text[found.end()] in '\'"':
                self.check_prefix(found[0].lower(), at)
            return self.token(NAME, at, found.end())
        found = _OPERATOR.match(text, at)
        end = found.end() if found else at + 1
        if here in _OPEN:
            self.brackets += 1
            if here == '{' and self.strings and self.starts_field:
                self.strings[-1].fields.append([self.brackets, False])
            self.starts_field = False
        elif here in _CLOSE:
            if self.strings and self.strings[-1].fields and self.strings[-1].fields[-1][0] == self.brackets:
                if here != '}':
                    raise self.error(f"{self.strings[-1].letter}-string: unmatched '{here}'", at)
                self.strings[-1].fields.pop()
            self.brackets = max(self.brackets - 1, 0)
        elif here == ':' and self.strings and self.strings[-1].fields and self.strings[-1].fields[-1][0] == self.brackets:
            end = at + 1
            self.strings[-1].fields[-1][1] = True
        return self.token(OP, at, end)

    starts_field = False

    def check_prefix(self, word, at):
        """Letters before a quote that are no prefix of a string."""
        if set(word) <= set('ubrft') and len(set(word)) == len(word):
            for one, other in ('ub', 'ur', 'uf', 'ut', 'bf', 'bt', 'ft'):
                if one in word and other in word:
                    raise self.error(f"'{one}' and '{other}' prefixes are incompatible", at)

    def digits(self, at):
        text = self.text
        while True:
            while text[at] in '0123456789':
                at += 1
            if text[at] != '_':
                return at
            if text[at + 1] not in '0123456789':
                raise self.error('invalid decimal literal', at)
            at += 1

    def number(self, at):
        text = self.text
        base = _BASES.get(text[at + 1].lower()) if text[at] == '0' else None
        if base:
            name, valid = base
            at += 2
            while True:
                at += text[at] == '_'
                if text[at] not in valid:
                    if text[at].isdigit():
                        raise self.error(f"invalid digit '{text[at]}' in {name} literal", at)
                    raise self.error(f'invalid {name} literal', at - 1)
                while text[at] in valid:
                    at += 1
                if text[at].isdigit():
                    raise self.error(f"invalid digit '{text[at]}' in {name} literal", at)
                if text[at] != '_':
                    return at
        at = self.digits(at)
        if text[at] == '.':
            at += 1
            if text[at] in '0123456789':
                at = self.digits(at)
        if found := _EXPONENT.match(text, at):
            at = self.digits(found.end())
        elif text[at] in 'eE' and text[at + 1] in '+-':
            raise self.error('invalid decimal literal', at + 1)
        return at + (text[at] in 'jJ')

    def string(self, start, at, quote):
        """Where the plain string ends whose content starts at `at`."""
        text, escaped = self.text, False
        while at < len(text):
            if text.startswith(quote, at):
                return at + len(quote)
            if text[at] == '\\':
                at += 1
                escaped = escaped or text[at:at + 1] == quote
            elif text[at] == '\n' and len(quote) == 1:
                break
            at += 1
        around = self.strings[-1] if self.strings else None
        if around and around.fields and around.quote == quote:
            raise self.error(f"{around.letter}-string: expecting '}}'", start)
        if len(quote) == 3:
            raise self.error('EOF in multi-line string', start)
        at = min(at, len(text) - 1)
        hint = '; perhaps you escaped the end quote?' if escaped else ''
        raise self.error(f'unterminated string literal (detected at line {self.place(at)[0]}){hint}', start)

    def literal(self):
        """A piece of an f-string, and the end of the string if it is there."""
        text, string = self.text, self.strings[-1]
        in_format = bool(string.fields)
        middle = TSTRING_MIDDLE if string.letter == 't' else FSTRING_MIDDLE
        start = at = self.at
        if text[at] == '{' and text[at + 1] != '{':
            self.starts_field = True
            yield self.word('{')
            return
        if text.startswith(string.quote, at) and not in_format:
            yield self.ending(string, at)
            return
        while True:
            if at >= len(text):
                raise self.open_ended(string, at)
            here = text[at]
            if text.startswith(string.quote, at):
                yield self.token(middle, start, at)
                # a format that the quote cuts off
                self.brackets -= len(string.fields)
                string.fields.clear()
                yield self.ending(string, at)
                return
            if here == '\n' and len(string.quote) == 1:
                if in_format:
                    letter = string.letter
                    raise self.error(f'{letter}-string: newlines are not allowed in format specifiers for single quoted '
                                     f'{letter}-strings', at)
                raise self.open_ended(string, at)
            if here == '{':
                if text[at + 1] == '{' and not in_format:
                    yield self.token(middle, start, at + 1)
                    self.at = at + 2
                    return
                yield self.token(middle, start, at)
                self.starts_field = True
                yield self.word('{')
                return
            if here == '}':
                if text[at + 1] == '}' and not in_format:
                    yield self.token(middle, start, at + 1)
                    self.at = at + 2
                    return
                yield self.token(middle, start, at)
                if not in_format:
                    raise self.error(f"{string.letter}-string: single '}}' is not allowed", at)
                yield self.word('}')
                return
            if here == '\\':
                if text[at + 1] == 'N' and text[at + 2] == '{' and not string.raw:
                    at += 2
                    while text[at] not in '}\n' and not text.startswith(string.quote, at):
                        at += 1
                    at -= text[at] != '}'
                elif text[at + 1] not in '{}':
                    at += 1
            at += 1

    def ending(self, string, at):
        self.strings.pop()
        kind = TSTRING_END if string.letter == 't' else FSTRING_END
        return self.token(kind, at, at + len(string.quote))

    def open_ended(self, string, at):
        triple = 'triple-quoted ' if len(string.quote) == 3 else ''
        row = self.place(min(at, len(self.text) - 1))[0]
        self.row = 1
        return self.error(f'unterminated {triple}{string.letter}-string literal (detected at line {row})', string.place)
