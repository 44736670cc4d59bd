"""Contract: codecs that few programs ask for: utf-7 (RFC 2152), punycode (RFC 3492), charmap and undefined.

`codecs` loads this when one of them is looked up.
"""
import codecs

# ---- utf-7 ----

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_SEXTET = {byte: value for value, byte in enumerate(_BASE64)}
# What stands for itself when it is written: all of ASCII that prints but the two RFC 2152 leaves out, and white space.
_DIRECT = frozenset(map(chr, range(32, 126))) - set("+\\") | set("\t\n\r")


def utf_7_encode(text, errors="strict"):
    out, bits, held = bytearray(), 0, 0
    shifted = False
    for char in text:
        if char in _DIRECT:
            if shifted:
                if bits:
                    out.append(_BASE64[held << 6 - bits & 63])
                bits = held = 0
                shifted = False
                if char == "-" or ord(char) in _SEXTET:
                    out += b"-"
            out += char.encode("ascii")
            continue
        if not shifted:
            out += b"+"
            if char == "+":
                out += b"-"
                continue
            shifted = True
        for unit in _units(ord(char)):
            held, bits = held << 16 | unit, bits + 16
            while bits >= 6:
                bits -= 6
                out.append(_BASE64[held >> bits & 63])
            held &= (1 << bits) - 1
    if shifted:
        if bits:
            out.append(_BASE64[held << 6 - bits & 63])
        out += b"-"
    return bytes(out), len(text)


def _units(point):
    if point < 0x10000:
        return point,
    return 0xD800 | point - 0x10000 >> 10, 0xDC00 | point & 0x3FF


class _Shift:
    """What has been read of a run of base64."""

    def __init__(self, start, kept):
        self.start = start  # where it begins in the input
        self.kept = kept    # how much text there was before
        self.bits = self.held = self.high = 0

    def feed(self, sextet, out):
        self.held, self.bits = self.held << 6 | sextet, self.bits + 6
        if self.bits < 16:
            return
        self.bits -= 16
        unit = self.held >> self.bits
        self.held &= (1 << self.bits) - 1
        if self.high:
            if unit >> 10 == 0x37:
                out.append(chr(0x10000 + ((self.high & 0x3FF) << 10 | unit & 0x3FF)))
                self.high = 0
                return
            out.append(chr(self.high))
            self.high = 0
        if unit >> 10 == 0x36:
            self.high = unit
        else:
            out.append(chr(unit))

    def fault(self):
        """What is wrong with its end, if anything is."""
        if self.bits >= 6:
            return "partial character in shift sequence"
        return "non-zero padding bits in shift sequence" if self.held else None


def utf_7_decode(data, errors="strict", final=False):
    data = bytes(data)
    out, at, shift = [], 0, None

    def wrong(start, end, reason):
        handler = codecs.lookup_error(errors)
        text, resume = handler(UnicodeDecodeError("utf7", data, start, end, reason))
        out.append(text)
        return resume + len(data) if resume < 0 else resume

    while True:
        while at < len(data):
            byte = data[at]
            if shift:
                if byte in _SEXTET:
                    shift.feed(_SEXTET[byte], out)
                    at += 1
                    continue
                ended, shift = shift, None
                if fault := ended.fault():
                    at = wrong(ended.start, at + 1, fault)
                    continue
                if ended.high and byte < 128:
                    out.append(chr(ended.high))
                if byte == 45:  # a minus ends the run and is no more than that
                    at += 1
            elif byte == 43:
                following = data[at + 1:at + 2]
                if following == b"-":
                    out.append("+")
                    at += 2
                elif following and following[0] not in _SEXTET:
                    at = wrong(at, at + 2, "ill-formed sequence")
                else:
                    shift = _Shift(at, len(out))
                    at += 1
            elif byte < 128:
                out.append(chr(byte))
                at += 1
            else:
                at = wrong(at, at + 1, "unexpected special character")
        if not shift:
            return "".join(out), len(data)
        if not final:
            return "".join(out[:shift.kept]), shift.start
        if not (shift.high or shift.bits >= 6 or shift.held):
            return "".join(out), len(data)
        ended, shift = shift, None
        at = wrong(ended.start, len(data), "unterminated shift sequence")


class _Utf7Decoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        return utf_7_decode(input, errors, final)


# ---- punycode: the parameters of RFC 3492, section 5 ----

_BASE, _TMIN, _TMAX, _SKEW, _DAMP, _BIAS, _FIRST = 36, 1, 26, 38, 700, 72, 128
_DIGITS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {digit: value for value, digit in enumerate(_DIGITS[:26].upper())}


def _adapted(delta, count, first):
    delta = delta // _DAMP if first else delta // 2
    delta += delta // count
    rounds = 0
    while delta > (_BASE - _TMIN) * _TMAX // 2:
        delta //= _BASE - _TMIN
        rounds += _BASE
    return rounds + (_BASE - _TMIN + 1) * delta // (delta + _SKEW)


def _threshold(position, bias):
    return min(max(position - bias, _TMIN), _TMAX)


def _punycode_encode(text, errors="strict"):
    basic = bytes(ord(char) for char in text if char < "\x80")
    out = bytearray(basic)
    if basic:
        out += b"-"
    done, delta, bias, last = len(basic), 0, _BIAS, _FIRST
    for point in sorted({ord(char) for char in text if char >= "\x80"}):
        delta += (point - last) * (done + 1)
        last = point
        for char in text:
            if ord(char) < point:
                delta += 1
            elif ord(char) == point:
                _write_number(out, delta, bias)
                bias = _adapted(delta, done + 1, done == len(basic))
                delta, done = 0, done + 1
        delta, last = delta + 1, last + 1
    return bytes(out), len(text)


def _write_number(out, number, bias):
    position = _BASE
    while number >= (least := _threshold(position, bias)):
        number, digit = divmod(number - least, _BASE - least)
        out.append(_DIGITS[least + digit])
        position += _BASE
    out.append(_DIGITS[number])


def _punycode_decode(data, errors="strict"):
    if errors not in ("strict", "replace", "ignore"):
        raise UnicodeError(f"Unsupported error handling: {errors}")
    data = bytes(data)
    cut = data.rfind(b"-")
    text = list(str(data[:max(cut, 0)], "ascii", errors))
    at, index, point, bias, first = cut + 1, 0, _FIRST, _BIAS, True
    while at < len(data):
        weight, position, delta = 1, _BASE, 0
        while True:
            if at >= len(data):
                if errors == "strict":
                    raise UnicodeDecodeError("punycode", data, at, at + 1, "incomplete punycode string")
                return "".join(text), len(data)
            digit = _VALUES.get(data[at])
            if digit is None:
                if errors == "strict":
                    raise UnicodeDecodeError("punycode", data, at, at + 1, f"Invalid extended code point '{data[at]}'")
                return "".join(text), len(data)
            at += 1
            delta += digit * weight
            least = _threshold(position, bias)
            if digit < least:
                break
            weight *= _BASE - least
            position += _BASE
        index += delta
        point += index // (len(text) + 1)
        if point > 0x10FFFF:
            if errors == "strict":
                raise UnicodeDecodeError("punycode", data, cut + index, cut + index + 1, f"Invalid character U+{point:x}")
            point = ord("?")
        index %= len(text) + 1
        text.insert(index, chr(point))
        index += 1
        bias = _adapted(delta, len(text), first)
        first = False
    return "".join(text), len(data)


# ---- charmap without a map, and the codec that is none ----

def _charmap_encode(text, errors="strict"):
    return codecs.charmap_encode(text, errors)


def _charmap_decode(data, errors="strict"):
    return codecs.charmap_decode(data, errors)


def _undefined(input, errors="strict"):
    raise UnicodeError("undefined encoding")


_PAIRS = {
    "utf_7": (utf_7_encode, utf_7_decode), "punycode": (_punycode_encode, _punycode_decode),
    "charmap": (_charmap_encode, _charmap_decode), "undefined": (_undefined, _undefined),
}
_ALIASES = {"utf7": "utf_7", "u7": "utf_7", "unicode_1_1_utf_7": "utf_7"}


def find(encoding):
    """The codec of that name, or None."""
    name = _ALIASES.get(encoding, encoding)
    if name not in _PAIRS:
        return None
    encode_all, decode_all = _PAIRS[name]

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode_all(input, self.errors)[0]

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode_all(input, self.errors)[0]

    if name == "utf_7":
        class IncrementalDecoder(_Utf7Decoder):
            pass

    class StreamWriter(codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return encode_all(input, errors)

    class StreamReader(codecs.StreamReader):
        def decode(self, input, errors="strict"):
            return decode_all(input, errors)

    for made in (IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader):
        made.__module__, made.__qualname__ = f"encodings.{name}", made.__name__
    decode = decode_all
    if name == "utf_7":
        def decode(input, errors="strict"):
            return utf_7_decode(input, errors, True)
    return codecs.CodecInfo(encode_all, decode, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder,
                            name=name.replace("_", "-"))
