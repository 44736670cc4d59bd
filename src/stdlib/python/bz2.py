"""Contract: bzip2 files, over `_bz2`: `BZ2File`, `open`, and whole texts at once."""
import builtins
import io
import os

from _bz2 import BZ2Compressor, BZ2Decompressor
from _compressed_reader import CHUNK as _CHUNK, CompressedReader

__all__ = ['BZ2File', 'BZ2Compressor', 'BZ2Decompressor', 'open', 'compress', 'decompress']

_CUT_OFF = 'Compressed file ended before the end-of-stream marker was reached'


class _Reader(CompressedReader):
    """The decompressed bytes of all streams of a file, one after the other."""

    def __init__(self, file):
        self._file = file
        self._begin()

    def _begin(self):
        self._stream = None
        self._rest = b''
        self._pos = 0
        self._first = True
        self._done = False

    def rewind(self):
        self._file.seek(0)
        self._begin()

    def seekable(self):
        return self._file.seekable()

    def _next_stream(self):
        """Begin the next stream; False where there is none, but what follows the first may be anything."""
        self._rest = self._rest or self._file.read(_CHUNK)
        if not self._rest:
            return False
        self._stream = BZ2Decompressor()
        return True

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        while size and not self._done:
            if self._stream is None and not self._next_stream():
                self._done = True
                break
            data = b''
            if self._stream.needs_input:
                data = self._rest or self._file.read(_CHUNK)
                self._rest = b''
                if not data:
                    raise EOFError(_CUT_OFF)
            try:
                out = self._stream.decompress(data, size)
            except OSError:
                if self._first:
                    raise
                self._done = True
                break
            if self._stream.eof:
                self._rest = self._stream.unused_data
                self._stream = None
                self._first = False
            if out:
                self._pos += len(out)
                return out
        return b''


class BZ2File(io.BufferedIOBase):
    """A bzip2 file, read or written as bytes."""

    def __init__(self, filename, mode='r', *, compresslevel=9):
        self._file = None
        self._mine = False
        self._buffer = self._compressor = None
        if not 1 <= compresslevel <= 9:
            raise ValueError('compresslevel must be between 1 and 9')
        plain = {'': 'rb', 'r': 'rb', 'rb': 'rb', 'w': 'wb', 'wb': 'wb', 'x': 'xb', 'xb': 'xb', 'a': 'ab', 'ab': 'ab'}
        if mode not in plain:
            raise ValueError(f'Invalid mode: {mode!r}')
        opened = plain[mode]
        if isinstance(filename, (str, bytes, os.PathLike)):
            self._file = builtins.open(filename, opened)
            self._mine = True
        elif hasattr(filename, 'read') or hasattr(filename, 'write'):
            self._file = filename
        else:
            raise TypeError('filename must be a str, bytes, file or PathLike object')
        if opened == 'rb':
            self._buffer = io.BufferedReader(_Reader(self._file))
        else:
            self._compressor = BZ2Compressor(compresslevel)
            self._written = 0

    @property
    def mode(self):
        return 'wb' if self._buffer is None else 'rb'

    @property
    def name(self):
        self._check_open()
        return self._file.name

    @property
    def closed(self):
        return self._file is None

    def close(self):
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            if self._buffer is not None:
                self._buffer.close()
            elif self._compressor is not None:
                file.write(self._compressor.flush())
        finally:
            self._compressor = None
            if self._mine:
                file.close()

    def _check_open(self):
        if self._file is None:
            raise ValueError('I/O operation on closed file')

    def _reader(self):
        self._check_open()
        if self._buffer is None:
            raise io.UnsupportedOperation('File not open for reading')
        return self._buffer

    def fileno(self):
        self._check_open()
        return self._file.fileno()

    def readable(self):
        self._check_open()
        return self._buffer is not None

    def writable(self):
        self._check_open()
        return self._buffer is None

    def seekable(self):
        return self.readable() and self._buffer.seekable()

    def peek(self, n=0):
        return self._reader().peek(n)

    def read(self, size=-1):
        return self._reader().read(size)

    def read1(self, size=-1):
        return self._reader().read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        return self._reader().readinto(b)

    def readline(self, size=-1):
        if not isinstance(size, int):
            if not hasattr(size, '__index__'):
                raise TypeError('Integer argument expected')
            size = size.__index__()
        return self._reader().readline(size)

    def readlines(self, size=-1):
        if not isinstance(size, int):
            if not hasattr(size, '__index__'):
                raise TypeError('Integer argument expected')
            size = size.__index__()
        return self._reader().readlines(size)

    def __iter__(self):
        self._reader()
        return self

    def __next__(self):
        if line := self._reader().readline():
            return line
        raise StopIteration

    def write(self, data):
        self._check_open()
        if self._compressor is None:
            raise io.UnsupportedOperation('File not open for writing')
        length = len(data) if isinstance(data, (bytes, bytearray)) else memoryview(data).nbytes
        self._file.write(self._compressor.compress(data))
        self._written += length
        return length

    def writelines(self, seq):
        for line in seq:
            self.write(line)

    def seek(self, offset, whence=io.SEEK_SET):
        self._check_open()
        buffer = self._buffer
        if buffer is None:
            raise io.UnsupportedOperation('Seeking is only supported on files open for reading')
        if not buffer.seekable():
            raise io.UnsupportedOperation('The underlying file object does not support seeking')
        return buffer.seek(offset, whence)

    def tell(self):
        self._check_open()
        return self._written if self._buffer is None else self._buffer.tell()


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """Open a bzip2 file in binary or text mode."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
    else:
        for value, what in ((encoding, 'encoding'), (errors, 'errors'), (newline, 'newline')):
            if value is not None:
                raise ValueError(f"Argument '{what}' not supported in binary mode")
    file = BZ2File(filename, mode.replace('t', ''), compresslevel=compresslevel)
    if 't' not in mode:
        return file
    return io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)


def compress(data, compresslevel=9):
    """The data, compressed at once."""
    compressor = BZ2Compressor(compresslevel)
    return compressor.compress(data) + compressor.flush()


def decompress(data):
    """The decompressed data of all streams, one after the other; what follows them is left out."""
    parts = []
    while data:
        stream = BZ2Decompressor()
        try:
            part = stream.decompress(data)
        except OSError:
            if parts:
                break
            raise
        parts.append(part)
        if not stream.eof:
            raise ValueError('Compressed data ended before the end-of-stream marker was reached')
        data = stream.unused_data
    return b''.join(parts)
