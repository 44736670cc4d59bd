"""Contract: quoted-printable for headers and bodies."""
import re

from email.base64mime import encoded_word

__all__ = ['body_decode', 'body_encode', 'body_length', 'decode', 'decodestring', 'header_decode', 'header_encode',
           'header_length', 'quote', 'unquote']

_LETTERS = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
_HEADER = [chr(c) if c in b'-!*+/' + _LETTERS else '=%02X' % c for c in range(256)]
_HEADER[32] = '_'
_BODY = [chr(c) if 32 <= c < 127 and c != 61 or c in b'\t\n\r' else '=%02X' % c for c in range(256)]


def header_length(bytearray):
    """How long bytes get in a header."""
    return sum(len(_HEADER[c]) for c in bytearray)


def body_length(bytearray):
    """How long bytes get in a body."""
    return sum(len(_BODY[c]) for c in bytearray)


def quote(c):
    """A character as an equals sign and two digits."""
    return '=%02X' % ord(c)


def unquote(s):
    """The character of an equals sign and two digits."""
    return chr(int(s[1:3], 16))


def header_encode(header_bytes, charset='iso-8859-1'):
    """An encoded word."""
    return encoded_word(header_bytes, charset, 'q', lambda data: ''.join(_HEADER[c] for c in data))


def body_encode(body, maxlinelen=76, eol='\n'):
    """A body in lines that are short enough; `body` has a character for each byte."""
    if maxlinelen < 4:
        raise ValueError('maxlinelen must be at least 4')
    if not body:
        return body
    out = []
    lines = body.splitlines()
    for line in lines:
        units = [_BODY[ord(c)] if c not in '\r\n' else '=%02X' % ord(c) for c in line]
        if units and units[-1] in ' \t':
            units[-1] = quote(units[-1])
        piece, length = [], 0
        for i, unit in enumerate(units):
            last = i == len(units) - 1
            if length + len(unit) > (maxlinelen if last else maxlinelen - 1):
                out.append(''.join(piece) + '=')
                piece, length = [], 0
            piece.append(unit)
            length += len(unit)
        out.append(''.join(piece))
    if body[-1] in '\r\n':
        out.append('')
    return eol.join(out)


def decode(encoded, eol='\n'):
    """The text of a body."""
    if not encoded:
        return encoded
    out = []
    for line in encoded.splitlines():
        line = line.rstrip()
        soft = line.endswith('=')
        line = re.sub('=([0-9A-Fa-f]{2})', lambda m: chr(int(m[1], 16)), line[:-1] if soft else line)
        out.append(line if soft else line + eol)
    text = ''.join(out)
    if encoded[-1] not in '\r\n' and text.endswith(eol):
        text = text[:-len(eol)]
    return text


body_decode = decodestring = decode


def header_decode(s):
    """The text of a header's word."""
    return re.sub('=([a-fA-F0-9]{2})', lambda m: chr(int(m[1], 16)), s.replace('_', ' '), flags=re.ASCII)
