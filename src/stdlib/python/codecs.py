"""Encodings by name: looking codecs up, error handlers, decoding in pieces, encoded streams.

The encodings themselves are native (`_codecs`); this module wraps each as a `CodecInfo` when it is looked up, and adds
the codecs that are no text encodings (rot13, hex, base64, ...).
"""

import builtins
import sys

from _codecs import (
    _encode, _decode, _encoding_name, _handle, _is_multibyte, _IncrementalDecoder, charmap_build, charmap_decode, charmap_encode,
    decode, encode, escape_decode, escape_encode, lookup, readbuffer_encode, register, register_error, unregister,
    utf_7_decode, utf_7_encode, utf_8_decode, utf_8_encode, utf_16_decode, utf_16_encode, utf_16_le_decode, utf_16_le_encode, utf_16_be_decode,
    utf_16_be_encode, utf_32_decode, utf_32_encode, utf_32_le_decode, utf_32_le_encode, utf_32_be_decode,
    utf_32_be_encode, utf_16_ex_decode, utf_32_ex_decode, ascii_decode, ascii_encode, latin_1_decode, latin_1_encode, unicode_escape_decode,
    unicode_escape_encode, raw_unicode_escape_decode, raw_unicode_escape_encode,
)
import _codecs

__all__ = [
    "register", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE", "BOM64_BE",
    "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32", "BOM_UTF32_LE", "BOM_UTF32_BE",
    "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder", "StreamReader", "StreamWriter",
    "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder", "getincrementalencoder",
    "getincrementaldecoder", "getreader", "getwriter", "encode", "decode", "iterencode", "iterdecode",
    "strict_errors", "ignore_errors", "replace_errors", "xmlcharrefreplace_errors", "backslashreplace_errors",
    "namereplace_errors", "register_error", "lookup_error",
]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_UTF16 = BOM_UTF16_LE if sys.byteorder == "little" else BOM_UTF16_BE
BOM_UTF32 = BOM_UTF32_LE if sys.byteorder == "little" else BOM_UTF32_BE
BOM32_LE, BOM32_BE, BOM64_LE, BOM64_BE = BOM_UTF16_LE, BOM_UTF16_BE, BOM_UTF32_LE, BOM_UTF32_BE


# ---- what a codec is made of ----

class CodecInfo(tuple):
    """The four functions and classes of a codec as a tuple, and the rest as attributes."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        vars(self).update(name=name, encode=encode, decode=decode, incrementalencoder=incrementalencoder,
                          incrementaldecoder=incrementaldecoder, streamreader=streamreader, streamwriter=streamwriter)
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} object for encoding {self.name} at {id(self):#x}>"

    def __getnewargs__(self):
        return tuple(self)


class Codec:
    """Encodes and decodes without state."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class IncrementalEncoder:
    """Encodes text that comes in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


def _go_on(coder, code, input, final):
    """Codes what waits in `buffer` and the new piece; what could not be done yet waits there again."""
    waiting = coder.buffer + input
    done, used = code(waiting, coder.errors, final)
    coder.buffer = waiting[used:]
    return done


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An encoder that keeps what it could not encode yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.reset()

    def reset(self):
        self.buffer = ""

    def _buffer_encode(self, input, errors, final):
        raise NotImplementedError

    def encode(self, input, final=False):
        return _go_on(self, self._buffer_encode, input, final)

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class IncrementalDecoder:
    """Decodes bytes that come in pieces."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def decode(self, input, final=False):
        raise NotImplementedError

    def reset(self):
        pass

    def getstate(self):
        return (b"", 0)

    def setstate(self, state):
        pass


class BufferedIncrementalDecoder(IncrementalDecoder):
    """A decoder that keeps what it could not decode yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.reset()

    def reset(self):
        self.buffer = b""

    def _buffer_decode(self, input, errors, final):
        raise NotImplementedError

    def decode(self, input, final=False):
        return _go_on(self, self._buffer_decode, input, final)

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer, _ = state


# ---- streams ----

class _Wrapper:
    """Passes on what it does not know to a stream."""

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        self.stream.close()

    def __reduce_ex__(self, protocol):
        raise TypeError(f"can't serialize {type(self).__name__}")


class StreamWriter(_Wrapper, Codec):
    """Encodes what is written to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors

    def write(self, object):
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if (offset, whence) == (0, 0):
            self.reset()


class StreamReader(_Wrapper, Codec):
    """Decodes what is read from a stream of bytes."""

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.reset()

    def reset(self):
        self.bytebuffer = b""
        self.charbuffer = self.charbuffertype()
        self.linebuffer = None

    def _fill(self, size):
        new = self.stream.read() if size < 0 else self.stream.read(size)
        data = self.bytebuffer + new
        text, used = self.decode(data, self.errors)
        self.bytebuffer = data[used:]
        self.charbuffer += text
        return bool(new)

    def read(self, size=-1, chars=-1, firstline=False):
        want = size if chars < 0 else chars
        if want < 0:
            self._fill(-1)
            want = len(self.charbuffer)
        while len(self.charbuffer) < want and self._fill(size if size >= 0 else want):
            pass
        result, self.charbuffer = self.charbuffer[:want], self.charbuffer[want:]
        return result

    def readline(self, size=None, keepends=True):
        if size is not None:
            # no more than that is looked at, be it a line or not
            text = self.read(size)
            lines = text.splitlines(True)
            self.charbuffer = text + self.charbuffer
        else:
            chunk = 72
            while not (lines := self._lines_begun())[1:] and self._fill(chunk):
                chunk = min(2 * chunk, 8000)
        if not lines or not lines[0]:
            return self.charbuffertype()
        line = lines[0]
        self.charbuffer = self.charbuffer[len(line):]
        return line if keepends else line.splitlines()[0]

    def _lines_begun(self):
        """The lines in the buffer, the last one not ended: a carriage return may be half of an end."""
        lines = self.charbuffer.splitlines(True)
        if lines and lines[-1].splitlines()[0] != lines[-1] and not lines[-1].endswith("\r"):
            lines.append(self.charbuffertype())
        return lines

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class _TwoWay(_Wrapper):
    """What reads from a stream through one codec and writes through another."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def __iter__(self):
        return self

    def reset(self):
        for part in (self.reader, self.writer):
            part.reset()


def _passed_on(part, name):
    def method(self, *args, **kwargs):
        return getattr(getattr(self, part), name)(*args, **kwargs)
    method.__name__, method.__qualname__ = name, f"StreamReaderWriter.{name}"
    return method


class StreamReaderWriter(_TwoWay):
    """A stream that is read and written through a codec."""

    read, readline, readlines, __next__ = (
        _passed_on("reader", name) for name in ("read", "readline", "readlines", "__next__"))
    write, writelines = (_passed_on("writer", name) for name in ("write", "writelines"))

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if (offset, whence) == (0, 0):
            self.writer.reset()


class StreamRecoder(_TwoWay):
    """A stream in one encoding that is used as if it were in another."""

    data_encode = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        super().__init__(stream, Reader, Writer, errors)
        self.encode, self.decode = encode, decode

    def read(self, size=-1):
        return self.encode(self.reader.read(size), self.errors)[0]

    def readline(self, size=None):
        line = self.reader.readline() if size is None else self.reader.readline(size)
        return self.encode(line, self.errors)[0]

    def readlines(self, sizehint=None):
        return self.read().splitlines(keepends=True)

    def __next__(self):
        return self.encode(next(self.reader), self.errors)[0]

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        self.write(b"".join(list))

    def seek(self, offset, whence=0):
        for part in (self.reader, self.writer):
            part.seek(offset, whence)


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """Opens a file through a codec; deprecated in favour of the builtin `open`."""
    import warnings
    warnings.warn("codecs.open() is deprecated. Use open() instead.", DeprecationWarning, stacklevel=2)
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    return file if encoding is None else _coded(file, encoding, errors)


def _coded(file, encoding, errors):
    try:
        info = lookup(encoding)
        stream = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    except BaseException:
        file.close()
        raise
    stream.encoding = encoding
    return stream


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """Wraps a file in one encoding so that it reads and writes another."""
    file_encoding = file_encoding or data_encoding
    data_info, file_info = lookup(data_encoding), lookup(file_encoding)
    stream = StreamRecoder(file, data_info.encode, data_info.decode, file_info.streamreader, file_info.streamwriter, errors)
    stream.data_encoding, stream.file_encoding = data_encoding, file_encoding
    return stream


# ---- parts of a codec by name ----

def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def _incremental(encoding, part):
    found = getattr(lookup(encoding), part)
    if found is None:
        raise LookupError(encoding)
    return found


def getincrementalencoder(encoding):
    return _incremental(encoding, "incrementalencoder")


def getincrementaldecoder(encoding):
    return _incremental(encoding, "incrementaldecoder")


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def _outputs(code, pieces, end):
    """What comes out of an incremental coder for the pieces, and at the end."""
    for piece in pieces:
        yield code(piece)
    yield code(end, True)


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes pieces of text as they come."""
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    yield from filter(None, _outputs(encoder.encode, iterator, ""))


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes pieces of bytes as they come."""
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    yield from filter(None, _outputs(decoder.decode, iterator, b""))


def make_identity_dict(rng):
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """Turns a decoding map round; what two bytes decode to cannot be encoded."""
    encoding_map = {}
    for byte, char in decoding_map.items():
        encoding_map[char] = None if char in encoding_map else byte
    return encoding_map


# ---- error handlers ----

def _handler(name):
    def handle(exception):
        return _handle(name, exception)
    handle.__name__ = handle.__qualname__ = f"{name}_errors"
    return handle


strict_errors = _handler("strict")
ignore_errors = _handler("ignore")
replace_errors = _handler("replace")
xmlcharrefreplace_errors = _handler("xmlcharrefreplace")
backslashreplace_errors = _handler("backslashreplace")
namereplace_errors = _handler("namereplace")
_BUILTIN_HANDLERS = {
    "strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors, "backslashreplace": backslashreplace_errors,
    "namereplace": namereplace_errors, "surrogateescape": _handler("surrogateescape"),
    "surrogatepass": _handler("surrogatepass"),
}


def lookup_error(name, /):
    """The error handler with this name."""
    return _codecs.lookup_error(name) or _BUILTIN_HANDLERS[name]


# ---- the native encodings as codecs ----

def _make_text_codec(name):
    def encode(input, errors="strict"):
        return _encode(name, input, errors)

    def decode(input, errors="strict"):
        return _decode(name, input, errors)

    # whether a mark comes first, as the number for the state of an encoder that did not write it yet
    marked = {"utf-16": 2, "utf-32": 2, "utf-8-sig": 1}.get(name, 0)

    class Encoder(IncrementalEncoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.fresh = True

        def encode(self, input, final=False):
            data = _encode(name, input, self.errors)[0]
            if marked and not self.fresh:
                # the mark stands once, before everything
                data = data[len(_encode(name, "", self.errors)[0]):]
            self.fresh = False
            return data

        def reset(self):
            self.fresh = True

        def getstate(self):
            return marked if self.fresh else 0

        def setstate(self, state):
            self.fresh = bool(state)

    # where a character is one byte, none waits for more
    single = name in ("ascii", "iso8859-1") or not name.startswith(("utf", "unicode", "raw"))

    class Decoder(IncrementalDecoder if single else BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            self.native = _IncrementalDecoder(name, errors)
            super().__init__(errors)

        def decode(self, input, final=False):
            return self.native.decode(input, final)

        def reset(self):
            self.native.reset()

        def getstate(self):
            return self.native.getstate()

        def setstate(self, state):
            self.native.setstate(*state)

    class Writer(StreamWriter):
        def __init__(self, stream, errors="strict"):
            super().__init__(stream, errors)
            self.encoder = Encoder(errors)

        def encode(self, input, errors="strict"):
            return self.encoder.encode(input), len(input)

        def reset(self):
            self.encoder.reset()

    class Reader(StreamReader):
        def reset(self):
            super().reset()
            self.decoder = Decoder(self.errors)

        def decode(self, input, errors="strict"):
            return self.decoder.decode(input), len(input)

    for made in (Encoder, Decoder, Writer, Reader):
        made.__module__ = f"encodings.{name.replace('-', '_')}"
    Encoder.__qualname__ = Encoder.__name__ = "IncrementalEncoder"
    Decoder.__qualname__ = Decoder.__name__ = "IncrementalDecoder"
    Writer.__qualname__ = Writer.__name__ = "StreamWriter"
    Reader.__qualname__ = Reader.__name__ = "StreamReader"
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name=name)


# ---- codecs that are no text encodings ----

def _make_plain_codec(name, encode_all, decode_all):
    def encode(input, errors="strict"):
        return encode_all(input), len(input)

    def decode(input, errors="strict"):
        return decode_all(input), len(input)

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return encode_all(input)

    class Decoder(IncrementalDecoder):
        def decode(self, input, final=False):
            return decode_all(input)

    class Writer(StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

    class Reader(StreamReader):
        def decode(self, input, errors="strict"):
            return decode(input, errors)

    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name=name, _is_text_encoding=False)


def _rot13(text):
    def turn(c):
        for first in "aA":
            if ord(first) <= ord(c) < ord(first) + 26:
                return chr((ord(c) - ord(first) + 13) % 26 + ord(first))
        return c
    return "".join(map(turn, text))


def _rot13_of(text):
    if not isinstance(text, str):
        raise TypeError(f"descriptor 'translate' for 'str' objects doesn't apply to a {type(text).__name__!r} object")
    return _rot13(text)


def _hex_encode(data):
    import binascii
    return binascii.b2a_hex(data)


def _hex_decode(data):
    import binascii
    return binascii.a2b_hex(data)


def _bytes_of(data):
    """The bytes of anything that has some; a text has none."""
    from io import BytesIO
    return BytesIO(data).getvalue()


def _quopri_encode(data):
    import binascii
    return binascii.b2a_qp(_bytes_of(data), quotetabs=True)


def _quopri_decode(data):
    import binascii
    return binascii.a2b_qp(_bytes_of(data))


def _uu_encode(data):
    from binascii import b2a_uu
    data = _bytes_of(data)
    lines = [b2a_uu(data[at:at + 45]) for at in range(0, len(data), 45)]
    return b"".join([b"begin 666 <data>\n", *lines, b" \nend\n"])


def _uu_decode(data):
    from binascii import a2b_uu, Error
    lines = iter(_bytes_of(data).splitlines(True))
    if not any(line.startswith(b"begin ") for line in lines):
        raise ValueError('Missing "begin" line in input data')
    out = []
    for line in lines:
        if line == b"end\n":
            return b"".join(out)
        try:
            part = a2b_uu(line)
        except Error:
            # some encoders fill the last group of a line with more than it needs
            part = a2b_uu(line[:(((line[0] - 32) & 63) * 4 + 5) // 3])
        out.append(part)
    raise ValueError("Truncated input data")


def _base64_encode(data):
    import base64
    return base64.encodebytes(data)


def _base64_decode(data):
    import base64
    return base64.decodebytes(data)


def _zlib_encode(data):
    import zlib
    return zlib.compress(data)


def _zlib_decode(data):
    import zlib
    return zlib.decompress(data)


_PLAIN = {
    "rot13": ("rot-13", _rot13_of, _rot13_of),
    "hex": ("hex", _hex_encode, _hex_decode),
    "quopri": ("quopri", _quopri_encode, _quopri_decode),
    "uu": ("uu", _uu_encode, _uu_decode),
    "base64": ("base64", _base64_encode, _base64_decode),
    "zlib": ("zlib", _zlib_encode, _zlib_decode),
}
_PLAIN_NAMES = {
    "rot13": "rot13", "rot_13": "rot13", "hex": "hex", "hex_codec": "hex", "base64": "base64", "base_64": "base64",
    "base64_codec": "base64", "zlib": "zlib", "zip": "zlib", "zlib_codec": "zlib",
    "quopri": "quopri", "quopri_codec": "quopri", "quoted_printable": "quopri", "quotedprintable": "quopri",
    "uu": "uu", "uu_codec": "uu",
}


_MORE = {"punycode", "charmap", "undefined"}


def _search(encoding):
    name = _encoding_name(encoding)
    if name is not None and _is_multibyte(name):
        import _multibytecodec
        return _multibytecodec._info(name)
    if name is not None:
        return _make_text_codec(name)
    plain = _PLAIN_NAMES.get(encoding)
    if plain:
        return _make_plain_codec(*_PLAIN[plain])
    if encoding in _MORE:
        import _codecs_more
        return _codecs_more.find(encoding)
    if encoding == "idna":
        import _idna
        return _idna.find()
    return None


register(_search)
