"""Contract: the text of headers of the new policies: encoded words decoded, addresses read, lines folded."""
import re
import sys
from binascii import b2a_base64

from email import errors, utils

_WORD = re.compile(r'=\?([^?\s]+)\?([qQbB])\?([^?\s]*)\?=')
_LETTERS = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-!*+/')


def _decode_word(m, defects):
    charset, encoding, text = m[1].partition('*')[0], m[2].lower(), m[3]
    data = text.encode('ascii', 'surrogateescape')
    if encoding == 'q':
        data = re.sub(rb'=([0-9A-Fa-f]{2})', lambda m: bytes.fromhex(m[1].decode()), data.replace(b'_', b' '))
    else:
        from email.message import decode_base64
        data, found = decode_base64(data)
        defects += found
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        defects.append(errors.UndecodableBytesDefect(f'Encoded word contains bytes not decodable using {charset!r} charset'))
        return data.decode(charset, 'surrogateescape')
    except LookupError:
        return data.decode('ascii', 'surrogateescape')


def decoded(value, defects):
    """A value with its encoded words decoded; white space between two of them goes."""
    if '=?' not in value:
        return value
    out, at, after_word = [], 0, False
    for m in _WORD.finditer(value):
        between = value[at:m.start()]
        if not (after_word and between.isspace()):
            out.append(between)
        out.append(_decode_word(m, defects))
        at, after_word = m.end(), True
    out.append(value[at:])
    return ''.join(out)


def read_addresses(value, defects):
    """[(group's name or None, [(name, user, domain)])] of a header's value."""
    from email._addresses import AddressReader
    out, reader = [], AddressReader(value)
    while reader.at < len(value):
        reader._gap([])
        start = reader.at
        words, _ = reader._phrase()
        group = ' '.join(words) if reader._here() == ':' else None
        reader.at = start
        people = []
        for name, address in reader.address():
            user, sign, domain = address.rpartition('@')
            if name or address:
                people.append((name, utils.unquote(user if sign else address), domain if sign else ''))
        if people or group is not None:
            out.append((group, people))
    return out


def _quoted(data):
    return ''.join('_' if c == 32 else chr(c) if c in _LETTERS else '=%02X' % c for c in data)


def encoded_word(text, charset='utf-8'):
    """A text as an encoded word, the shorter of the two kinds."""
    data = text.encode('ascii' if charset == 'unknown-8bit' else charset, 'surrogateescape')
    quoted, packed = _quoted(data), b2a_base64(data, newline=False).decode('ascii')
    if len(quoted) - len(packed) < 5:
        return f'=?{charset}?q?{quoted}?='
    return f'=?{charset}?b?{packed}?='


class _Lines:
    """Lines that are filled. Of the last encoded word on the open line its place and its text are kept: text that comes to
    stand beside it on the line and must be encoded too becomes one word with it."""

    def __init__(self, name, policy):
        self.most, self.utf8, self.long_words = policy.max_line_length or sys.maxsize, policy.utf8, False
        self.lines, self.word_at, self.word_text, self.plain_since = [name + ':'], None, '', False

    def _room(self):
        return self.most - len(self.lines[-1])

    def _new(self, start):
        self.lines.append(start)
        self.word_at = None

    def _plain(self, word):
        """Whether a word is written as it is."""
        return not utils._has_surrogates(word) and (self.utf8 or word.isascii()) and (
            self.long_words or len(word) < self.most)

    def whole(self, text, may_begin=True, parameter=None):
        """Add a text if it fits into this line, or into a new one; whether it was added."""
        if not all(map(self._plain, text.split())):
            text = ''.join(blank + (word if plain else self._encoded(word)) for blank, word, plain in self._runs(text))
        # a comma may stand over; a parameter leaves room for its semicolon
        size = len(text.removesuffix(',')) if parameter is None else len(text.removesuffix(';')) + 1
        if size <= self._room():
            self.lines[-1] += text
            return True
        if size <= self.most and may_begin:
            self._new(' ' + text.lstrip())
            return True
        return False

    def _runs(self, text):
        """(white space, word, whether it is plain): neighbours that must be encoded are one."""
        out = []
        for blank, word in re.findall(r'([ \t]*)([^ \t]*)', text)[:-1]:
            plain = self._plain(word)
            if out and not plain and not out[-1][2]:
                out[-1] = (out[-1][0], out[-1][1] + blank + word, False)
            else:
                out.append((blank, word, plain))
        return out

    @staticmethod
    def _encoded(text):
        return encoded_word(text, 'unknown-8bit' if utils._has_surrogates(text) else 'utf-8')

    def stream(self, text):
        """Add a text word by word."""
        for blank, word in re.findall(r'([ \t]*)([^ \t]*)', text)[:-1]:
            if not self._plain(word):
                self._encode(blank, word)
            elif len(blank) + len(word) <= self._room() or not blank:
                self.lines[-1] += blank + word
                self.word_text += blank + word
                self.plain_since = True
            else:
                self._new(blank + word)

    def _encode(self, blank, word):
        if len(blank) > self._room():
            # white space right between two encoded words would be lost
            word = word if self.word_at is None or self.plain_since else blank + word
            self._new(blank)
        elif self.word_at is not None:
            word = self.word_text + blank + word
            self.lines[-1] = self.lines[-1][:self.word_at]
        else:
            self.lines[-1] += blank
        charset = 'unknown-8bit' if utils._has_surrogates(word) else 'utf-8'
        chrome = len(charset) + 7
        while True:
            room = self._room()
            if room <= chrome:
                line = self.lines[-1]
                blank = line[len(line.rstrip(' \t')):][-1:]
                self.lines[-1] = line[:len(line) - len(blank)]
                self._new(blank or ' ')
                continue
            count = min(len(word), room - chrome)
            while count > 1 and len(encoded_word(word[:count], charset)) > room:
                count -= 1
            self.word_at, self.word_text, self.plain_since = len(self.lines[-1]), word[:count], False
            self.lines[-1] += encoded_word(word[:count], charset)
            word = word[count:]
            if not word:
                return
            self._new(' ')

    def parameter(self, name, value):
        """A parameter that is too long for a line, in numbered pieces (RFC 2231)."""
        import urllib.parse
        charset = 'us-ascii' if value.isascii() else 'utf-8'
        rest, number = value, 0
        while rest:
            head = f" {name}*{number}*=" + (f"{charset}''" if not number else '')
            room = self.most - len(head) - 1
            count = min(len(rest), room)
            while count > 1 and len(urllib.parse.quote(rest[:count], safe='', encoding=charset)) > room:
                count -= 1
            piece = urllib.parse.quote(rest[:count], safe='', encoding=charset)
            rest, number = rest[count:], number + 1
            self._new(head + piece + (';' if rest else ''))


def folded(name, units, policy):
    """A header as lines. Of some units, each keeps together if it can; one is text that is folded anywhere. A unit may be
    (name, value) of a parameter."""
    lines = _Lines(name, policy)
    if isinstance(units, str):
        if not (all(map(lines._plain, units.split())) and lines.whole(' ' + units)):
            lines.stream(' ' + units)
    elif not units:
        lines.lines[-1] += ' '
    else:
        lines.long_words = True
        texts = [unit if isinstance(unit, str) else unit[2] for unit in units]
        values = [unit[1] for unit in units if not isinstance(unit, str)]
        if not (all(map(str.isascii, values)) and lines.whole(' ' + ' '.join(texts), not values)):
            for unit, text in zip(units, texts):
                lines.word_at = None
                parameter = None if isinstance(unit, str) else unit
                if lines.whole(' ' + text, parameter=parameter):
                    continue
                if parameter is None:
                    lines.stream(' ' + text)
                else:
                    lines.parameter(*unit[:2])
                    lines.lines[-1] += ';' if text.endswith(';') else ''
    return policy.linesep.join(lines.lines) + policy.linesep
