"""Contract: the codec `idna`: host names of any letters, as RFC 3490 writes them in ASCII.

A name is taken apart at its dots. Each label goes through a profile of stringprep (RFC 3454 and 3491: folded, normalised, some
characters forbidden, one direction only) and, unless it is ASCII then, through punycode behind the mark `xn--`. The tables are
those of today's Unicode where the RFC has those of version 3.2. `codecs` asks for `find`; punycode is in `_codecs_more`.
"""

import codecs
import unicodedata

_DOTS = '.\u3002\uff0e\uff61'
_MARK = 'xn--'
_LONGEST = 63

# stringprep's table B.1: characters that leave nothing
_NOTHING = frozenset('\xad\u034f\u1806\u180b\u180c\u180d\u200b\u200c\u200d\u2060\ufeff') | {chr(c) for c in range(0xfe00, 0xfe10)}
# its table C.8: characters that are out of use, or that turn the direction
_TURNING = frozenset('\u0340\u0341\u200e\u200f') | {chr(c) for c in (*range(0x202a, 0x202f), *range(0x206a, 0x2070))}
# its table C.2.2: characters that control, but for those of ASCII
_CONTROLS = (frozenset('\u06dd\u070f\u180e\u200c\u200d\u2028\u2029\ufeff') | {chr(c) for c in (*range(0x80, 0xa0), *range(0x2060, 0x2064))}
             | {chr(c) for c in (*range(0x206a, 0x2070), *range(0xfff9, 0xfffd), *range(0x1d173, 0x1d17b))})


def _is_forbidden(c):
    """Is a character in one of the tables C.1.2, C.2.2 and C.3 to C.9?"""
    number = ord(c)
    category = unicodedata.category(c)
    return (category == 'Zs' and c != ' ' or c in _CONTROLS or category == 'Co' or category == 'Cs'
            or number & 0xfffe == 0xfffe or 0xfdd0 <= number <= 0xfdef or 0xfff9 <= number <= 0xfffd
            or 0x2ff0 <= number <= 0x2ffb or c in _TURNING or number == 0xe0001 or 0xe0020 <= number <= 0xe007f)


def _unencodable(text, start, end, reason):
    return UnicodeEncodeError('idna', text, start, end, reason)


def _undecodable(data, start, end, reason):
    return UnicodeDecodeError('idna', data, start, end, reason)


def nameprep(label):
    """A label in its usual form."""
    if isinstance(label, str):
        folded = (c for c in label if c not in _NOTHING)
        text = unicodedata.normalize('NFKC', ''.join(map(_folded, folded)))
    else:
        label = text = str(label, 'ascii')
    for at, c in enumerate(text):
        if _is_forbidden(c):
            raise _unencodable(label, at, at + 1, f'Invalid character {c!r}')
    leftward = [unicodedata.bidirectional(c) in ('R', 'AL') for c in text]
    if any(leftward):
        for at, c in enumerate(text):
            if unicodedata.bidirectional(c) == 'L':
                raise _unencodable(label, at, at + 1, 'Violation of BIDI requirement 2')
        if not leftward[0]:
            raise _unencodable(label, 0, 1, 'Violation of BIDI requirement 3')
        if not leftward[-1]:
            raise _unencodable(label, len(label) - 1, len(label), 'Violation of BIDI requirement 3')
    return text


def _folded(c):
    """Table B.2: small letters, such that normalising makes no other ones of them."""
    small = unicodedata.normalize('NFKC', c.casefold())
    again = unicodedata.normalize('NFKC', small.casefold())
    return again if again != small else c.casefold()


def ToASCII(label):
    """A label in ASCII."""
    try:
        data = label.encode('ascii')
    except UnicodeEncodeError:
        pass
    else:
        return _of_length(label, data)
    text = nameprep(label)
    try:
        data = text.encode('ascii')
    except UnicodeEncodeError:
        pass
    else:
        return _of_length(label, data)
    if text.lower().startswith(_MARK):
        raise _unencodable(label, 0, len(_MARK), 'Label starts with ACE prefix')
    return _of_length(label, _MARK.encode() + text.encode('punycode'))


def _of_length(label, data):
    if not data:
        raise _unencodable(label, 0, len(label), 'label empty')
    if len(data) > _LONGEST:
        raise _unencodable(label, 0, len(label), 'label too long')
    return data


def ToUnicode(label):
    """A label of ASCII in its own letters."""
    if len(label) > 1024:
        if isinstance(label, str):
            raise _unencodable(label, 0, len(label), 'label way too long')
        raise _undecodable(label, 0, len(label), 'label way too long')
    if isinstance(label, bytes):
        data, is_ascii = label, True
    else:
        is_ascii = label.isascii()
        data = label.encode('ascii') if is_ascii else None
    if not is_ascii:
        label = nameprep(label)
        try:
            data = label.encode('ascii')
        except UnicodeEncodeError as wrong:
            raise _unencodable(label, wrong.start, wrong.end, 'Invalid character in IDN label') from None
    if not data.lower().startswith(_MARK.encode()):
        return str(data, 'ascii')
    behind = data[len(_MARK):]
    try:
        text = behind.decode('punycode')
    except UnicodeDecodeError as wrong:
        place = wrong.start + len(_MARK), wrong.end + len(_MARK)
        raise _undecodable(data, *place, wrong.reason) from None
    back = ToASCII(text)
    if str(data, 'ascii').lower() != str(back, 'ascii'):
        raise _undecodable(data, 0, len(data), f'IDNA does not round-trip, {data!r} != {back!r}')
    return text


def _labels(text):
    """The labels of a name, with where each begins."""
    start = 0
    for at, c in enumerate(text):
        if c in _DOTS:
            yield start, text[start:at]
            start = at + 1
    yield start, text[start:]


def _strictly(errors):
    if errors != 'strict':
        raise UnicodeError(f'Unsupported error handling: {errors}')


def encode(input, errors='strict'):
    _strictly(errors)
    if not input:
        return b'', 0
    if input.isascii():
        data = input.encode('ascii')
        labels = data.split(b'.')
        start = 0
        for label in labels[:-1]:
            if not 0 < len(label) < 64:
                raise _wrong_length(input, start, label)
            start += len(label) + 1
        if len(labels[-1]) >= 64:
            raise _wrong_length(input, start, labels[-1])
        return data, len(input)
    labels = list(_labels(input))
    ends = not labels[-1][1]
    if ends:
        labels.pop()
    out = []
    for start, label in labels:
        out.append(_told(input, start, label))
    return b'.'.join(out) + (b'.' if ends else b''), len(input)


def _wrong_length(text, start, label):
    if label:
        return _unencodable(text, start, start + len(label), 'label too long')
    return _unencodable(text, start, start + 1, 'label empty')


def _told(text, start, label):
    """A label in ASCII, its errors told of the whole text."""
    try:
        return ToASCII(label)
    except (UnicodeEncodeError, UnicodeDecodeError) as wrong:
        raise _unencodable(text, start + wrong.start, start + wrong.end, wrong.reason) from None


def decode(input, errors='strict'):
    _strictly(errors)
    if not input:
        return '', 0
    if not isinstance(input, bytes):
        input = bytes(input)
    if _MARK.encode() not in input.lower():
        try:
            return input.decode('ascii'), len(input)
        except UnicodeDecodeError:
            pass
    labels = input.split(b'.')
    ends = not labels[-1]
    if ends:
        labels.pop()
    out, start = [], 0
    for label in labels:
        try:
            out.append(ToUnicode(label))
        except (UnicodeEncodeError, UnicodeDecodeError) as wrong:
            raise _undecodable(input, start + wrong.start, start + wrong.end, wrong.reason) from None
        start += len(label) + 1
    return '.'.join(out) + ('.' if ends else ''), len(input)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        _strictly(errors)
        if not input:
            return b'', 0
        labels = list(_labels(input))
        last = b''
        if not labels[-1][1]:
            last = b'.'
            labels.pop()
        elif not final:
            labels.pop()
            last = b'.' if labels else b''
        out, used = [], 0
        for start, label in labels:
            out.append(_told(input, start, label))
            used = start + len(label)
        return b'.'.join(out) + last, used + len(last)


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        if errors != 'strict':
            raise UnicodeError(f'Unsupported error handling: {errors}')
        if not input:
            return '', 0
        if isinstance(input, str):
            labels = [label for _, label in _labels(input)]
        else:
            labels = bytes(input).split(b'.')
        last = ''
        if not labels[-1]:
            last = '.'
            labels.pop()
        elif not final:
            labels.pop()
            last = '.' if labels else ''
        out, used = [], 0
        for label in labels:
            try:
                out.append(ToUnicode(label))
            except (UnicodeEncodeError, UnicodeDecodeError) as wrong:
                raise _undecodable(bytes(input), used + wrong.start, used + wrong.end, wrong.reason) from None
            used += len(label) + 1
        used = max(used - 1, 0) + len(last)
        return '.'.join(out) + last, used


class StreamWriter(codecs.StreamWriter):
    def encode(self, input, errors='strict'):
        return encode(input, errors)


class StreamReader(codecs.StreamReader):
    def decode(self, input, errors='strict'):
        return decode(input, errors)


def find():
    """What `codecs.lookup('idna')` gives."""
    return codecs.CodecInfo(encode, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder, name='idna')
