"""Contract: streams. All native, from `_io`; here the ABCs and the constants."""
import _io
from _io import (DEFAULT_BUFFER_SIZE, BlockingIOError, UnsupportedOperation, open, open_code, FileIO,
                 BytesIO, StringIO, BufferedReader, BufferedWriter, BufferedRWPair, BufferedRandom,
                 TextIOWrapper, IncrementalNewlineDecoder, text_encoding)

__all__ = ['BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO',
           'StringIO', 'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair',
           'BufferedRandom', 'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
           'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'IncrementalNewlineDecoder',
           'text_encoding', 'Reader', 'Writer']

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
UnsupportedOperation.__module__ = 'io'
_LAZY = ('IOBase', 'RawIOBase', 'BufferedIOBase', 'TextIOBase', 'Reader', 'Writer')


def __dir__():
    return sorted({*globals(), *__all__})


def __getattr__(name):
    """The base classes are ABCs: made when someone asks for one."""
    if name in _LAZY:
        _make_bases()
        return globals()[name]
    raise AttributeError(f"module 'io' has no attribute {name!r}")


def _make_bases():
    import abc
    from _collections_abc import _recognized_by

    class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
        pass

    class RawIOBase(_io._RawIOBase, IOBase):
        pass

    class BufferedIOBase(_io._BufferedIOBase, IOBase):
        pass

    class TextIOBase(_io._TextIOBase, IOBase):
        pass

    RawIOBase.register(FileIO)
    for klass in (BytesIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair):
        BufferedIOBase.register(klass)
    for klass in (StringIO, TextIOWrapper):
        TextIOBase.register(klass)

    @_recognized_by('read')
    class Reader(metaclass=abc.ABCMeta):
        """What can be read from."""
        __slots__ = ()

        @abc.abstractmethod
        def read(self, size=..., /):
            """Read from the input stream and return it."""

        __class_getitem__ = classmethod(type(list[int]))

    @_recognized_by('write')
    class Writer(metaclass=abc.ABCMeta):
        """What can be written to."""
        __slots__ = ()

        @abc.abstractmethod
        def write(self, data, /):
            """Write data to the output stream and return how much."""

        __class_getitem__ = classmethod(type(list[int]))

    for cls in (IOBase, RawIOBase, BufferedIOBase, TextIOBase, Reader, Writer):
        cls.__qualname__ = cls.__name__
        globals()[cls.__name__] = cls
