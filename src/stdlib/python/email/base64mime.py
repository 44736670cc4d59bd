"""Contract: base64 for headers and bodies."""
from binascii import a2b_base64, b2a_base64

__all__ = ['body_decode', 'body_encode', 'decode', 'decodestring', 'header_encode', 'header_length']


def header_length(bytearray):
    """How long bytes get."""
    return -(-len(bytearray) // 3) * 4


def encoded_word(header_bytes, charset, letter, encode):
    """An encoded word of that letter; `encode` makes its text of bytes."""
    if not header_bytes:
        return ''
    if isinstance(header_bytes, str):
        header_bytes = header_bytes.encode(charset)
    return f'=?{charset}?{letter}?{encode(header_bytes)}?='


def header_encode(header_bytes, charset='iso-8859-1'):
    """An encoded word."""
    return encoded_word(header_bytes, charset, 'b', lambda data: b2a_base64(data, newline=False).decode('ascii'))


def body_encode(s, maxlinelen=76, eol='\n'):
    """A body in lines."""
    if not s:
        return ''
    step = maxlinelen * 3 // 4
    lines = (b2a_base64(s[i:i + step]).decode('ascii') for i in range(0, len(s), step))
    return ''.join(line[:-1] + eol if eol != '\n' else line for line in lines)


def decode(string):
    """The bytes of a text in base64."""
    if not string:
        return b''
    return a2b_base64(string.encode('raw-unicode-escape') if isinstance(string, str) else string)


body_decode = decodestring = decode
