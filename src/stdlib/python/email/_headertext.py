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
                people.append((name, utils.unquote(user if sign else address), domain))
        if people or group is not None:
            out.append((group, people))
    return out


def _quoted(data):
    return ''.join('_' if c == 32 else chr(c) if c in _LETTERS else '=%02X' % c for c in data)


def encoded_word(text, charset='utf-8'):
    """A text as an encoded word, the shorter of the two kinds."""
    data = text.encode('ascii' if charset == 'unknown-8bit' else charset, 'surrogateescape')
    quoted, packed = _quoted(data), b2a_base64(data, newline=False).decode('ascii')
    if len(quoted) - len(packed) < 5 or charset == 'unknown-8bit':
        return f'=?{charset}?q?{quoted}?='
    return f'=?{charset}?b?{packed}?='


class _Lines:
    """Lines that are filled."""

    def __init__(self, name, policy):
        self.most, self.utf8 = policy.max_line_length or sys.maxsize, policy.utf8
        self.lines = [name + ':']

    def fits(self, text):
        return len(self.lines[-1]) + len(text) <= self.most

    def _plain(self, word):
        """Whether a word is written as it is."""
        if utils._has_surrogates(word):
            return False
        return (self.utf8 or word.isascii()) and len(word) <= self.most - 1

    def unit(self, space, text):
        """A text that stays together if it can."""
        words = re.findall(r'([ \t]*)([^ \t]+)|([ \t]+)$', text)
        pieces, i = [], 0
        while i < len(words):
            blank, word, tail = words[i]
            if tail:
                pieces.append((tail, '', True))
                break
            if self._plain(word):
                pieces.append((blank, word, True))
                i += 1
                continue
            # neighbours that must be encoded become one text
            run = word
            i += 1
            while i < len(words) and not words[i][2] and not self._plain(words[i][1]):
                run += words[i][0] + words[i][1]
                i += 1
            pieces.append((blank, run, False))
        if pieces:
            pieces[0] = (space + pieces[0][0], *pieces[0][1:])
        whole = ''.join(blank + (word if plain else self._encoded(word)) for blank, word, plain in pieces)
        if self.fits(whole):
            self.lines[-1] += whole
            return
        if len(self.lines[-1]) > 1 and pieces and len(whole.lstrip()) + 1 <= self.most and not (
                len(self.lines) == 1 and self.lines[0].endswith(':')):
            self.lines.append(whole if whole[0] in ' \t' else ' ' + whole)
            return
        for blank, word, plain in pieces:
            self._piece(blank, word, plain)

    def _encoded(self, text):
        return encoded_word(text, 'unknown-8bit' if utils._has_surrogates(text) else 'utf-8')

    def _piece(self, blank, word, plain):
        if plain:
            if self.fits(blank + word) or not blank:
                self.lines[-1] += blank + word
            else:
                self.lines.append(blank + word)
            return
        charset = 'unknown-8bit' if utils._has_surrogates(word) else 'utf-8'
        chrome = len(charset) + 7
        first = True
        while word:
            room = self.most - len(self.lines[-1]) - (len(blank) if first else 0)
            if room <= chrome:
                self.lines.append('')
                blank, first = blank if first else ' ', True
                room = self.most - len(blank)
            count = min(len(word), room - chrome)
            while count > 1 and len(encoded_word(word[:count], charset)) > room:
                count -= 1
            if count <= 1 and len(encoded_word(word[:1], charset)) > room and self.lines[-1].strip():
                self.lines.append('')
                blank, first = blank or ' ', True
                continue
            if first and len(self.lines[-1]) > 1 and not self.lines[-1].endswith(':') and (
                    len(encoded_word(word, charset)) > room):
                # a new line for what does not fit into this one
                self.lines.append('')
                room = self.most - len(blank)
                count = min(len(word), room - chrome)
                while count > 1 and len(encoded_word(word[:count], charset)) > room:
                    count -= 1
            self.lines[-1] += (blank if first else '') + encoded_word(word[:count], charset)
            word, first = word[count:], False
            if word:
                self.lines.append(' ')


def folded(name, units, policy):
    """A header as lines."""
    lines = _Lines(name, policy)
    for unit in units:
        lines.unit(' ', unit)
    if not units or units == ['']:
        lines.lines[-1] += ' '
    return policy.linesep.join(lines.lines) + policy.linesep
