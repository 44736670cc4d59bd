"""Contract: codecs that few programs ask for: punycode (RFC 3492), charmap and undefined.

`codecs` loads this when one of them is looked up.
"""
import codecs

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
    "punycode": (_punycode_encode, _punycode_decode),
    "charmap": (_charmap_encode, _charmap_decode), "undefined": (_undefined, _undefined),
}


def find(encoding):
    """The codec of that name, or None."""
    name = encoding
    if name not in _PAIRS:
        return None
    encode_all, decode_all = _PAIRS[name]

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return encode_all(input, self.errors)[0]

    class IncrementalDecoder(codecs.IncrementalDecoder):
        def decode(self, input, final=False):
            return decode_all(input, self.errors)[0]

    class StreamWriter(codecs.StreamWriter):
        def encode(self, input, errors="strict"):
            return encode_all(input, errors)

    class StreamReader(codecs.StreamReader):
        def decode(self, input, errors="strict"):
            return decode_all(input, errors)

    for made in (IncrementalEncoder, IncrementalDecoder, StreamWriter, StreamReader):
        made.__module__, made.__qualname__ = f"encodings.{name}", made.__name__
    return codecs.CodecInfo(encode_all, decode_all, StreamReader, StreamWriter, IncrementalEncoder, IncrementalDecoder,
                            name=name.replace("_", "-"))
