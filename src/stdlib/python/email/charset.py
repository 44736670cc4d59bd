"""Contract: character sets: how text in each is encoded in headers and bodies."""
from email import errors

__all__ = ['Charset', 'add_alias', 'add_charset', 'add_codec']

QP, BASE64, SHORTEST = 1, 2, 3
RFC2047_CHROME_LEN = 7
DEFAULT_CHARSET, UNKNOWN8BIT = 'us-ascii', 'unknown-8bit'
CHARSETS = {**{f'iso-8859-{n}': (QP, QP, None) for n in (1, 2, 3, 4, 9, 10, 13, 14, 15, 16)}, 'windows-1252': (QP, QP, None),
            'viscii': (QP, QP, None), 'us-ascii': (None, None, None), 'big5': (BASE64, BASE64, None),
            'gb2312': (BASE64, BASE64, None), 'euc-jp': (BASE64, None, 'iso-2022-jp'),
            'shift_jis': (BASE64, None, 'iso-2022-jp'), 'iso-2022-jp': (BASE64, None, None),
            'koi8-r': (BASE64, BASE64, None), 'utf-8': (SHORTEST, BASE64, 'utf-8')}
ALIASES = {'latin_1': 'iso-8859-1', 'latin-1': 'iso-8859-1', **{f'latin_{n}': f'iso-8859-{k}' for n, k in (
    (2, 2), (3, 3), (4, 4), (5, 9), (6, 10), (7, 13), (8, 14), (9, 15), (10, 16))}, 'cp949': 'ks_c_5601-1987', 'euc_jp': 'euc-jp',
    'euc_kr': 'euc-kr', 'ascii': 'us-ascii'}
ALIASES |= {name.replace('_', '-'): real for name, real in ALIASES.items() if name.startswith('latin_')}
CODEC_MAP = {'us-ascii': None}


def add_charset(charset, header_enc=None, body_enc=None, output_charset=None):
    """Say how a character set is encoded."""
    if body_enc == SHORTEST:
        raise ValueError('SHORTEST not allowed for body_enc')
    CHARSETS[charset] = header_enc, body_enc, output_charset


def add_alias(alias, canonical):
    """Another name of a character set."""
    ALIASES[alias] = canonical


def add_codec(charset, codecname):
    """The codec of a character set."""
    CODEC_MAP[charset] = codecname


def _bytes(string, codec):
    if codec == UNKNOWN8BIT:
        return string.encode('ascii', 'surrogateescape')
    return string.encode(codec)


class Charset:
    """A character set and its encodings."""

    def __init__(self, input_charset=DEFAULT_CHARSET):
        try:
            if isinstance(input_charset, str):
                input_charset.encode('ascii')
            else:
                input_charset = str(input_charset, 'ascii')
        except UnicodeError:
            raise errors.CharsetError(input_charset)
        input_charset = input_charset.lower()
        self.input_charset = ALIASES.get(input_charset, input_charset)
        header, body, output = CHARSETS.get(self.input_charset, (SHORTEST, BASE64, None))
        output = ALIASES.get(output or self.input_charset, output or self.input_charset)
        self.header_encoding, self.body_encoding, self.output_charset = header, body, output
        self.input_codec = CODEC_MAP.get(self.input_charset, self.input_charset)
        self.output_codec = CODEC_MAP.get(self.output_charset, self.output_charset)

    def __repr__(self):
        return self.input_charset.lower()

    __str__ = __repr__

    def __eq__(self, other):
        return str(self) == str(other).lower()

    def get_body_encoding(self):
        """The encoding of bodies: its name, or a function for a message."""
        if self.body_encoding == QP:
            return 'quoted-printable'
        if self.body_encoding == BASE64:
            return 'base64'
        from email.encoders import encode_7or8bit
        return encode_7or8bit

    def get_output_charset(self):
        """The character set of output."""
        return self.output_charset or self.input_charset

    def _encoder(self, data):
        from email import base64mime, quoprimime
        if self.header_encoding == BASE64:
            return base64mime
        if self.header_encoding == QP:
            return quoprimime
        if self.header_encoding == SHORTEST:
            return base64mime if base64mime.header_length(data) < quoprimime.header_length(data) else quoprimime
        return None

    def header_encode(self, string):
        """A text as an encoded word."""
        data = _bytes(string, self.output_codec or 'us-ascii')
        encoder = self._encoder(data)
        return string if encoder is None else encoder.header_encode(data, self.output_codec or 'us-ascii')

    def header_encode_lines(self, string, maxlengths):
        """A text as encoded words that fit into lines of given lengths; None for a line where nothing fits."""
        codec = self.output_codec or 'us-ascii'
        encoder = self._encoder(_bytes(string, codec))
        charset = self.get_output_charset()
        room, out, part = len(charset) + RFC2047_CHROME_LEN, [], ''
        limit = next(maxlengths) - room
        for c in string:
            if encoder.header_length(_bytes(part + c, codec)) > limit:
                if not out and not part:
                    out.append(None)
                else:
                    out.append(encoder.header_encode(_bytes(part, codec), charset) if part else None)
                part = ''
                limit = next(maxlengths) - room
            part += c
        out.append(encoder.header_encode(_bytes(part, codec), charset))
        return out

    def body_encode(self, string):
        """A text as a body."""
        if not string:
            return string
        from email import base64mime, quoprimime
        if self.body_encoding == BASE64:
            return base64mime.body_encode(string.encode(self.output_charset) if isinstance(string, str) else string)
        if self.body_encoding == QP:
            if isinstance(string, str):
                string = string.encode(self.output_charset)
            return quoprimime.body_encode(string.decode('latin1'))
        return string.encode(self.output_charset).decode('ascii') if isinstance(string, str) else string
