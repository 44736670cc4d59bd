"""Contract: quoted-printable: files and bytes encoded and decoded."""
from binascii import a2b_qp, b2a_qp

__all__ = ['encode', 'decode', 'encodestring', 'decodestring']

ESCAPE, MAXLINESIZE, HEX, EMPTYSTRING = b'=', 76, b'0123456789ABCDEF', b''


def quote(c):
    """A byte as an equals sign and two digits."""
    return b'=%02X' % ord(c)


def unhex(s):
    """The number of hexadecimal digits."""
    return int(s, 16)


def ishex(c):
    """Whether a byte is a hexadecimal digit."""
    return c in b'0123456789abcdefABCDEF' and len(c) == 1


def needsquoting(c, quotetabs, header):
    """Whether a byte must be quoted."""
    if c in b' \t':
        return quotetabs
    if c == b'_':
        return header
    return c == ESCAPE or not b' ' <= c <= b'~'


def encodestring(s, quotetabs=False, header=False):
    """Bytes encoded."""
    return b2a_qp(s, quotetabs=quotetabs, header=header)


def decodestring(s, header=False):
    """Bytes decoded."""
    return a2b_qp(s, header=header)


def encode(input, output, quotetabs, header=False):
    """A file encoded into another."""
    output.write(encodestring(input.read(), quotetabs, header))


def decode(input, output, header=False):
    """A file decoded into another."""
    output.write(decodestring(input.read(), header))
