"""Contract: headers with encoded words (RFC 2047): decoded, put together, folded."""
import re

from email import charset as _charset
from email.errors import HeaderParseError

__all__ = ['Header', 'decode_header', 'make_header']

Charset = _charset.Charset
_ASCII, _UTF8 = Charset('us-ascii'), Charset('utf-8')
MAXLINELEN = 78
ecre = re.compile(r'=\?([^?]*?)\?([qQbB])\?(.*?)\?=')
_embedded = re.compile(r'\n[^ \t]+:')


def decode_header(header):
    """[(text or bytes, charset)] of a header's value: encoded words as bytes, what has none as it is."""
    if hasattr(header, '_chunks'):
        return [(_charset._bytes(string, str(charset)), str(charset)) for string, charset in header._chunks]
    if not ecre.search(header):
        return [(header, None)]
    words = []
    for line in header.splitlines():
        at, first = 0, True
        for m in ecre.finditer(line):
            plain = line[at:m.start()]
            if first:
                plain, first = plain.lstrip(), False
            if plain:
                words.append((plain, None, None))
            words.append((m[3], m[2].lower(), m[1].lower()))
            at = m.end()
        plain = line[at:].lstrip() if first else line[at:]
        if plain:
            words.append((plain, None, None))
    # white space between two encoded words is no text
    kept = [word for i, word in enumerate(words) if not (
        word[1] is None and word[0].isspace() and 0 < i < len(words) - 1 and words[i - 1][1] and words[i + 1][1])]
    out = []
    for text, encoding, charset in kept:
        if encoding is None:
            data = text.encode('raw-unicode-escape')
        elif encoding == 'q':
            from email import quoprimime
            data = quoprimime.header_decode(text).encode('latin-1', 'replace')
        else:
            from email import base64mime
            import binascii
            try:
                data = base64mime.decode(text + '=' * (-len(text) % 4))
            except binascii.Error:
                raise HeaderParseError('Base64 decoding error')
        if out and out[-1][1] == charset:
            out[-1] = (out[-1][0] + (b' ' if charset is None else b'') + data, charset)
        else:
            out.append((data, charset))
    return out


def make_header(decoded_seq, maxlinelen=None, header_name=None, continuation_ws=' '):
    """A Header of what `decode_header` gave."""
    header = Header(maxlinelen=maxlinelen, header_name=header_name, continuation_ws=continuation_ws)
    for data, charset in decoded_seq:
        header.append(data, Charset(charset) if charset is not None and not isinstance(charset, Charset) else charset)
    return header


class Header:
    """The value of a header: texts in character sets."""

    def __init__(self, s=None, charset=None, maxlinelen=None, header_name=None, continuation_ws=' ', errors='strict'):
        charset = _ASCII if charset is None else charset if isinstance(charset, Charset) else Charset(charset)
        self._charset, self._continuation_ws, self._chunks = charset, continuation_ws, []
        if s is not None:
            self.append(s, charset, errors)
        self._maxlinelen = MAXLINELEN if maxlinelen is None else maxlinelen
        self._header_length = 0 if header_name is None else len(header_name) + 2

    def append(self, s, charset=None, errors='strict'):
        """Add a text; one that its character set cannot have becomes UTF-8."""
        charset = self._charset if charset is None else charset if isinstance(charset, Charset) else Charset(charset)
        if not isinstance(s, str):
            codec = charset.input_codec or 'us-ascii'
            s = s.decode('us-ascii', 'surrogateescape') if codec == _charset.UNKNOWN8BIT else s.decode(codec, errors)
        output = charset.output_codec or 'us-ascii'
        if output != _charset.UNKNOWN8BIT:
            try:
                s.encode(output, errors)
            except UnicodeEncodeError:
                if output != 'us-ascii':
                    raise
                charset = _UTF8
        self._chunks.append((s, charset))

    def _spaced(self):
        """The chunks, with the white space that is between words of different kinds."""
        last_kind = last_space = None
        for string, charset in self._chunks:
            kind = charset
            if charset == _charset.UNKNOWN8BIT:
                string = string.encode('ascii', 'surrogateescape').decode('ascii', 'replace')
            if last_kind is not None:
                begins = string[:1] in (' ', '\t') and string
                if last_kind not in (None, 'us-ascii'):
                    if kind in (None, 'us-ascii') and not begins:
                        yield ' '
                elif kind not in (None, 'us-ascii') and not last_space:
                    yield ' '
            last_space = string[-1:] in (' ', '\t') and bool(string)
            last_kind = kind
            yield string

    def __str__(self):
        return ''.join(self._spaced())

    def __eq__(self, other):
        return other == str(self)

    def encode(self, splitchars=';, \t', maxlinelen=None, linesep='\n'):
        """The value for a message, in lines of at most maxlinelen (0: any length)."""
        if maxlinelen is None:
            maxlinelen = self._maxlinelen
        if maxlinelen == 0:
            maxlinelen = 1000000
        folder = _Folder(self._header_length, maxlinelen, self._continuation_ws, splitchars)
        last_kind, last_space = None, False
        for string, charset in self._joined():
            plain = charset.header_encoding is None or not string.strip()
            if last_kind is not None:
                begins = string[:1] in (' ', '\t') and bool(string)
                if not last_space and not begins and (last_kind or not plain):
                    folder.space()
            last_kind, last_space = not plain, string[-1:] in (' ', '\t')
            lines = string.splitlines()
            for i, line in enumerate(lines or ['']):
                if i:
                    folder.newline(line[:len(line) - len(line.lstrip())] if line[:1] in (' ', '\t') else '')
                    if plain:
                        folder.text(line if line[:1] not in (' ', '\t') else line.lstrip())
                        continue
                    line = line.lstrip()
                if plain:
                    folder.text(line)
                else:
                    folder.words(line, charset)
        value = linesep.join(folder.lines())
        if _embedded.search(value):
            raise HeaderParseError(f'header value appears to contain an embedded header: {value!r}')
        return value

    def _joined(self):
        """The chunks, with neighbours of one character set as one."""
        out = []
        for string, charset in self._chunks:
            if out and out[-1][1] == charset:
                out[-1] = (f'{out[-1][0]} {string}', charset)
            else:
                out.append((string, charset))
        return out


class _Folder:
    """Lines of a header."""

    def __init__(self, first, limit, continuation, splitchars):
        self._first, self._limit, self._continuation, self._splitchars = first, limit, continuation, splitchars
        self._lines, self._parts = [], []       # of the open line: (white space, text)

    def _length(self):
        return sum(len(space) + len(text) for space, text in self._parts) + (0 if self._lines else self._first)

    def space(self):
        self._parts.append((' ', ''))

    def newline(self, space):
        self._close()
        if space:
            self._parts.append((space, ''))

    def _close(self):
        self._lines.append(''.join(space + text for space, text in self._parts))
        self._parts = []

    def text(self, string):
        """Text that may be folded at white space."""
        for m in re.finditer(r'([ \t]*)([^ \t]*)', string):
            if m[0]:
                self._add(m[1], m[2])

    def _add(self, space, text):
        if self._parts and not self._parts[-1][1] and self._parts[-1][0] and not space:
            space = self._parts.pop()[0]
        self._parts.append((space, text))
        if self._length() <= self._limit or len(self._parts) < 2:
            return
        if not text:
            return
        # too long: the line ends after the best sign, or before the last word
        for sign in self._splitchars:
            places = range(len(self._parts) - 1, 0, -1)
            for i in places:
                before, here = self._parts[i - 1][1], self._parts[i][0]
                if here and (sign.isspace() and here[0] == sign or not sign.isspace() and before.endswith(sign)):
                    rest = self._parts[i:]
                    self._parts = self._parts[:i]
                    self._close()
                    self._parts = rest
                    return

    def words(self, string, charset):
        """Text in encoded words."""
        blank = string[:len(string) - len(string.lstrip())]
        if blank and self._parts:
            self._parts.append((blank, ''))
            string = string.lstrip()
        tail = string[len(string.rstrip()):]
        string = string.rstrip()

        def lengths():
            yield self._limit - self._length()
            while True:
                yield self._limit - len(self._continuation)
        encoded = charset.header_encode_lines(string, lengths())
        if encoded[0] is not None:
            self._join(encoded[0])
        elif len(encoded) > 1 and any(text for _, text in self._parts):
            self._parts = [part for part in self._parts if part[1]]
            self._close()
            self._parts.append((self._continuation, encoded[1]))
            encoded = encoded[1:]
        else:
            self._join(encoded[1])
            encoded = encoded[1:]
        for word in encoded[1:]:
            self._close()
            self._parts.append((self._continuation, word))
        if tail:
            self._parts.append((tail, ''))

    def _join(self, word):
        if self._parts and not self._parts[-1][1]:
            self._parts[-1] = (self._parts[-1][0], word)
        else:
            self._parts.append(('', word))

    def lines(self):
        if self._parts or not self._lines:
            self._close()
        return self._lines
