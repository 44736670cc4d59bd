"""Contract: base 16, 32, 64, 85 encodings. Base 64 and hex are native, from `binascii`."""
import binascii

__all__ = ['encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode',
           'b32decode', 'b32hexencode', 'b32hexdecode', 'b16encode', 'b16decode', 'b85encode',
           'b85decode', 'a85encode', 'a85decode', 'z85encode', 'z85decode', 'standard_b64encode',
           'standard_b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode']

_B32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_B32HEX = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'
_B85 = b'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~'
_Z85 = b'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
MAXLINESIZE = 76
MAXBINSIZE = 57


def _as_bytes(s):
    """What is to be decoded, as bytes."""
    if isinstance(s, (bytes, bytearray)):
        return s
    if not isinstance(s, str):
        try:
            return memoryview(s).tobytes()
        except TypeError:
            raise TypeError('argument should be a bytes-like object or ASCII string, not %r'
                            % s.__class__.__name__) from None
    if not s.isascii():
        raise ValueError('string argument should contain only ASCII characters')
    return s.encode('ascii')


def _of_length(chars, n):
    assert len(chars) == n, repr(chars)
    return chars


def b64encode(s, altchars=None):
    """Encode to base 64."""
    encoded = binascii.b2a_base64(s, newline=False)
    return encoded if altchars is None else encoded.translate(bytes.maketrans(b'+/', _of_length(altchars, 2)))


def b64decode(s, altchars=None, validate=False):
    """Decode from base 64."""
    data = _as_bytes(s)
    if altchars is not None:
        data = data.translate(bytes.maketrans(_of_length(_as_bytes(altchars), 2), b'+/'))
    return binascii.a2b_base64(data, strict_mode=validate)


def standard_b64encode(s):
    """Encode to base 64."""
    return b64encode(s)


def standard_b64decode(s):
    """Decode from base 64."""
    return b64decode(s)


def urlsafe_b64encode(s):
    """Encode to base 64 with - and _."""
    return b64encode(s).translate(bytes.maketrans(b'+/', b'-_'))


def urlsafe_b64decode(s):
    """Decode from base 64 with - and _."""
    return b64decode(_as_bytes(s).translate(bytes.maketrans(b'-_', b'+/')))


def _b32encode(alphabet, s):
    s = bytes(memoryview(s))
    left = len(s) % 5
    out = bytearray()
    padded = s + b'\0' * (-len(s) % 5)
    for i in range(0, len(padded), 5):
        n = int.from_bytes(padded[i:i + 5])
        out += bytes(alphabet[n >> shift & 31] for shift in range(35, -1, -5))
    if left:
        pad = {1: 6, 2: 4, 3: 3, 4: 1}[left]
        out[-pad:] = b'=' * pad
    return bytes(out)


def _b32decode(alphabet, s, casefold=False, map01=None):
    s = _as_bytes(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        s = s.translate(bytes.maketrans(b'01', b'O' + _of_length(_as_bytes(map01), 1)))
    s = s.upper() if casefold else s
    total = len(s)
    s = s.rstrip(b'=')
    padchars = total - len(s)
    values = {c: i for i, c in enumerate(alphabet)}
    out = bytearray()
    acc = 0
    for i in range(0, len(s), 8):
        acc = 0
        for c in s[i:i + 8]:
            if c not in values:
                raise binascii.Error('Non-base32 digit found') from None
            acc = acc << 5 | values[c]
        out += acc.to_bytes(5) if len(s[i:i + 8]) == 8 else b''
    if total % 8 or padchars not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if padchars and total:
        acc <<= 5 * padchars
        out += acc.to_bytes(5)[:(43 - 5 * padchars) // 8]
    return bytes(out)


def b32encode(s):
    """Encode to base 32."""
    return _b32encode(_B32, s)


def b32decode(s, casefold=False, map01=None):
    """Decode from base 32."""
    return _b32decode(_B32, s, casefold, map01)


def b32hexencode(s):
    """Encode to base 32 with the extended hex alphabet."""
    return _b32encode(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    """Decode from base 32 with the extended hex alphabet."""
    return _b32decode(_B32HEX, s, casefold)


def b16encode(s):
    """Encode to upper case hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    """Decode from hexadecimal digits."""
    digits = _as_bytes(s).upper() if casefold else _as_bytes(s)
    if digits.strip(b'0123456789ABCDEF'):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(digits)


def _encode85(b, chars, pad, foldnuls=False, foldspaces=False):
    b = bytes(memoryview(b))
    padding = -len(b) % 4
    data = b + b'\0' * padding
    chunks = []
    for i in range(0, len(data), 4):
        word = int.from_bytes(data[i:i + 4])
        if foldnuls and not word:
            chunks.append(b'z')
        elif foldspaces and word == 0x20202020:
            chunks.append(b'y')
        else:
            digits = []
            for _ in range(5):
                word, digit = divmod(word, 85)
                digits.append(chars[digit])
            chunks.append(bytes(reversed(digits)))
    if padding and not pad:
        # only whole words are folded
        last = bytes(chars[:1]) * 5 if chunks[-1] == b'z' else chunks[-1]
        chunks[-1] = last[:-padding]
    return b''.join(chunks)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Encode to Ascii85."""
    begin, end = (b'<~', b'~>') if adobe else (b'', b'')
    text = begin + _encode85(b, bytes(range(33, 118)), pad, True, foldspaces)
    if wrapcol:
        # a mark is never cut
        width = max(wrapcol, len(end), 1)
        lines = [text[start:start + width] for start in range(0, len(text), width)]
        if end and len(lines[-1] + end) > width:
            lines.append(b'')
        text = b'\n'.join(lines)
    return text + end


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v'):
    """Decode from Ascii85."""
    b = _as_bytes(b)
    if adobe:
        if not b.endswith(b'~>'):
            raise ValueError('Ascii85 encoded byte sequences must end with {!r}'.format(b'~>'))
        b = b[2:-2] if b.startswith(b'<~') else b[:-2]
    out, group = [], []
    for x in b + b'u' * 4:
        if 33 <= x <= 117:
            group.append(x)
            if len(group) == 5:
                acc = 0
                for d in group:
                    acc = 85 * acc + d - 33
                if acc > 0xffffffff:
                    raise ValueError('Ascii85 overflow') from None
                out.append(acc.to_bytes(4))
                group = []
        elif x == 122:
            if group:
                raise ValueError('z inside Ascii85 5-tuple')
            out.append(b'\0\0\0\0')
        elif foldspaces and x == 121:
            if group:
                raise ValueError('y inside Ascii85 5-tuple')
            out.append(b'    ')
        elif x not in ignorechars:
            raise ValueError('Non-Ascii85 digit found: %c' % x)
    result = b''.join(out)
    padding = 4 - len(group)
    return result[:-padding] if padding else result


def b85encode(b, pad=False):
    """Encode to base 85 as git does."""
    return _encode85(b, _B85, pad)


def _decode85(b, alphabet, name):
    b = _as_bytes(b)
    values = {c: i for i, c in enumerate(alphabet)}
    padding = -len(b) % 5
    b = b + bytes((alphabet[84],)) * padding
    out = []
    for i in range(0, len(b), 5):
        acc = 0
        for j, c in enumerate(b[i:i + 5]):
            if c not in values:
                raise ValueError('bad %s character at position %d' % (name, i + j)) from None
            acc = acc * 85 + values[c]
        if acc > 0xffffffff:
            raise ValueError('%s overflow in hunk starting at byte %d' % (name, i)) from None
        out.append(acc.to_bytes(4))
    result = b''.join(out)
    return result[:-padding] if padding else result


def b85decode(b):
    """Decode from base 85 as git does."""
    return _decode85(b, _B85, 'base85')


def z85encode(s):
    """Encode to Z85."""
    return _encode85(s, _Z85, False)


def z85decode(s):
    """Decode from Z85."""
    return _decode85(s, _Z85, 'z85')


def encode(input, output):
    """Encode a file to lines of base 64."""
    while s := input.read(MAXBINSIZE):
        while len(s) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(s))):
            s += more
        output.write(binascii.b2a_base64(s))


def decode(input, output):
    """Decode a file of lines of base 64."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _check_bytes(s):
    try:
        m = memoryview(s)
    except TypeError as err:
        raise TypeError('expected bytes-like object, not %s' % s.__class__.__name__) from err
    if m.format not in ('c', 'b', 'B'):
        raise TypeError('expected single byte elements, not %r from %s' % (m.format, s.__class__.__name__))
    if m.ndim != 1:
        raise TypeError('expected 1-D data, not %d-D data from %s' % (m.ndim, s.__class__.__name__))


def encodebytes(s):
    """Encode to lines of base 64."""
    _check_bytes(s)
    return b''.join(binascii.b2a_base64(s[i:i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    """Decode lines of base 64."""
    _check_bytes(s)
    return binascii.a2b_base64(s)


def main():
    """The command: encode or decode a file."""
    import getopt
    import sys
    usage = f'''usage: {sys.argv[0]} [-h|-d|-e|-u] [file|-]
        -h: print this help message and exit
        -d, -u: decode
        -e: encode (default)'''
    try:
        options, args = getopt.getopt(sys.argv[1:], 'hdeu')
    except getopt.error as wrong:
        print(wrong, usage, sep='\n', file=sys.stderr)
        sys.exit(2)
    function = encode
    for option, _ in options:
        if option == '-e':
            function = encode
        elif option in ('-d', '-u'):
            function = decode
        else:
            print(usage)
            return
    if args and args[0] != '-':
        with open(args[0], 'rb') as f:
            function(f, sys.stdout.buffer)
    else:
        function(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == '__main__':
    main()
