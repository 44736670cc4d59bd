"""Contract: codecs of the encodings with characters of several bytes, and the classes that their modules build theirs from.

The encodings are native (`_codecs`). A subclass of one of the classes here names its encoding as `codec`, as what
`getcodec` gives.
"""
import codecs
from _codecs import _decode, _encode, _encoding_name, _IncrementalDecoder, _IncrementalEncoder, _is_multibyte


class MultibyteCodec:
    """Encodes and decodes without state."""

    def __init__(self, name):
        self._name = name

    def encode(self, input, errors=None):
        return _encode(self._name, input if isinstance(input, str) else str(input), errors)

    def decode(self, input, errors=None):
        return _decode(self._name, input, errors)


class _Part:
    codec = None

    def _encoding(self):
        if not isinstance(self.codec, MultibyteCodec):
            raise TypeError("codec is unexpected type")
        return self.codec._name


class MultibyteIncrementalEncoder(_Part):
    """Encodes text that comes in pieces; what may combine with what comes waits."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self._native = _IncrementalEncoder(self._encoding())

    def encode(self, input, final=False):
        text = input if isinstance(input, str) else str(input)
        return self._native.encode(text, self.errors, final)

    def reset(self):
        self._native.reset()

    def getstate(self):
        waiting, state = self._native.state()
        waiting = waiting.encode("utf-8", "surrogatepass")
        return int.from_bytes(bytes([len(waiting)]) + waiting + state.to_bytes(8, "little"), "little")

    def setstate(self, state, /):
        parts = state.to_bytes(17, "little")
        end = parts[0] + 1
        if end > 9:
            raise UnicodeError("pending buffer too large")
        self._native.restore(parts[1:end].decode("utf-8", "surrogatepass"), int.from_bytes(parts[end:end + 8], "little"))


class MultibyteIncrementalDecoder(_Part):
    """Decodes bytes that come in pieces; the beginning of a character waits for its end."""

    def __init__(self, errors="strict"):
        self.errors = errors
        self.reset()

    @property
    def errors(self):
        return self._errors

    @errors.setter
    def errors(self, errors):
        self._errors = errors
        if hasattr(self, "_native"):
            before = self.getstate()
            self.reset()
            self.setstate(before)

    def decode(self, input, final=False):
        return self._native.decode(input, final)

    def reset(self):
        self._native = _IncrementalDecoder(self._encoding(), self._errors)

    def getstate(self):
        return self._native.getstate()

    def setstate(self, state, /):
        waiting, number = state
        self._native.setstate(waiting, number)


class MultibyteStreamWriter(_Part):
    """Encodes what is written to a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self._native = _IncrementalEncoder(self._encoding())

    def write(self, strobj, /):
        if not isinstance(strobj, str):
            strobj = str(strobj)
        self.stream.write(self._native.encode(strobj, self.errors, False))

    def writelines(self, lines, /):
        for line in lines:
            self.write(line)

    def reset(self):
        # what was called stays called, unless something waits
        if self._native.state()[0]:
            self.stream.write(self._native.encode("", self.errors, True))


class MultibyteStreamReader(_Part):
    """Decodes what is read from a stream of bytes."""

    def __init__(self, stream, errors="strict"):
        self.stream = stream
        self.errors = errors
        self.reset()

    def reset(self):
        self._native = _IncrementalDecoder(self._encoding(), self.errors)

    def _decoded(self, method, size):
        if size is None:
            size = -1
        while True:
            data = method() if size < 0 else method(size)
            if not isinstance(data, bytes):
                raise TypeError(f"stream function returned a non-bytes object ({type(data).__name__})")
            text = self._native.decode(data, size < 0 or not data)
            if text or size < 0 or not data:
                return text
            # a part of a character: the rest of it comes byte by byte
            size = 1

    def read(self, sizeobj=None, /):
        return self._decoded(self.stream.read, sizeobj)

    def readline(self, sizeobj=None, /):
        return self._decoded(self.stream.readline, sizeobj)

    def readlines(self, sizehintobj=None, /):
        return self._decoded(self.stream.read, sizehintobj).splitlines(True)


def getcodec(name):
    """The stateless codec of an encoding."""
    proper = _encoding_name(name)
    if proper is None or not _is_multibyte(proper):
        raise LookupError("no such codec is supported.")
    return MultibyteCodec(proper)


def _parts(name):
    """What the module of an encoding has in it."""
    made = getcodec(name)

    class Codec(codecs.Codec):
        encode = made.encode
        decode = made.decode

    class IncrementalEncoder(MultibyteIncrementalEncoder, codecs.IncrementalEncoder):
        codec = made

    class IncrementalDecoder(MultibyteIncrementalDecoder, codecs.IncrementalDecoder):
        codec = made

    class StreamReader(Codec, MultibyteStreamReader, codecs.StreamReader):
        codec = made

    class StreamWriter(Codec, MultibyteStreamWriter, codecs.StreamWriter):
        codec = made

    classes = Codec, IncrementalEncoder, IncrementalDecoder, StreamReader, StreamWriter
    for part in classes:
        part.__module__, part.__qualname__ = f"encodings.{name}", part.__name__
    return {"codec": made, **{part.__name__: part for part in classes}}


def _info(name):
    parts = _parts(name)
    return codecs.CodecInfo(parts["codec"].encode, parts["codec"].decode, parts["StreamReader"], parts["StreamWriter"],
                            parts["IncrementalEncoder"], parts["IncrementalDecoder"], name=name)
