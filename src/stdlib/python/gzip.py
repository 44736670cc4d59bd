"""Contract: gzip files, over `zlib`: `GzipFile`, `open`, and whole texts at once."""
import builtins
import io
import os
import struct
import time
import zlib

from _compressed_reader import CHUNK as _CHUNK, CompressedReader

__all__ = ['BadGzipFile', 'GzipFile', 'open', 'compress', 'decompress']

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16
READ, WRITE = 'rb', 'wb'
READ_BUFFER_SIZE = 128 * 1024


class BadGzipFile(OSError):
    """Raised for data that is no gzip file."""


def open(filename, mode='rb', compresslevel=9, encoding=None, errors=None, newline=None):
    """Open a gzip file in binary or text mode."""
    if 't' in mode:
        if 'b' in mode:
            raise ValueError(f'Invalid mode: {mode!r}')
    else:
        for value, what in ((encoding, 'encoding'), (errors, 'errors'), (newline, 'newline')):
            if value is not None:
                raise ValueError(f"Argument '{what}' not supported in binary mode")
    binary_mode = mode.replace('t', '')
    if isinstance(filename, (str, bytes, os.PathLike)):
        file = GzipFile(filename, binary_mode, compresslevel)
    elif hasattr(filename, 'read') or hasattr(filename, 'write'):
        file = GzipFile(None, binary_mode, compresslevel, filename)
    else:
        raise TypeError('filename must be a str or bytes object, or a file')
    if 't' not in mode:
        return file
    return io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline)


def _header(name, mtime, compresslevel):
    """The bytes before the compressed data."""
    speed = {9: b'\x02', 1: b'\x04'}.get(compresslevel, b'\0')
    flags = FNAME if name else 0
    out = b'\x1f\x8b\x08' + bytes([flags]) + struct.pack('<L', int(mtime) & 0xFFFFFFFF) + speed + b'\xff'
    return out + name + b'\0' if name else out


class _Reader(CompressedReader):
    """The decompressed bytes of all members of a gzip file."""

    def __init__(self, fp):
        self._fp = fp
        self._pending = b''
        self._decompressor = None
        self._crc = self._size = 0
        self._pos = 0
        self._done = False
        self.last_mtime = None

    def _exactly(self, n):
        data = self._pending[:n]
        self._pending = self._pending[n:]
        while len(data) < n:
            more = self._fp.read(n - len(data))
            if not more:
                raise EOFError('Compressed file ended before the end-of-stream marker was reached')
            data += more
        return data

    def _until_zero(self):
        out = b''
        while (byte := self._exactly(1)) != b'\0':
            out += byte
        return out

    def _start_member(self):
        """Read a header; False at the end of the file."""
        magic = self._pending[:2]
        self._pending = self._pending[2:]
        magic += self._fp.read(2 - len(magic)) if len(magic) < 2 else b''
        if magic == b'':
            return False
        if magic != b'\x1f\x8b':
            raise BadGzipFile(f'Not a gzipped file ({magic!r})')
        method, flags, self.last_mtime = struct.unpack('<BBIxx', self._exactly(8))
        if method != 8:
            raise BadGzipFile('Unknown compression method')
        if flags & FEXTRA:
            self._exactly(struct.unpack('<H', self._exactly(2))[0])
        if flags & FNAME:
            self._until_zero()
        if flags & FCOMMENT:
            self._until_zero()
        if flags & FHCRC:
            self._exactly(2)
        self._decompressor = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        self._crc = self._size = 0
        return True

    def _end_member(self):
        crc, size = struct.unpack('<II', self._exactly(8))
        if crc != self._crc:
            raise BadGzipFile(f'CRC check failed {hex(crc)} != {hex(self._crc)}')
        if size != self._size & 0xFFFFFFFF:
            raise BadGzipFile('Incorrect length of data produced')
        self._decompressor = None
        # zeros may stand between members
        while True:
            byte = self._pending[:1] or self._fp.read(1)
            self._pending = self._pending[1:]
            if byte != b'\0':
                self._pending = byte + self._pending
                break

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        while size and not self._done:
            if self._decompressor is None and not self._start_member():
                self._done = True
                break
            data = self._pending or self._fp.read(_CHUNK)
            self._pending = b''
            out = self._decompressor.decompress(data, size)
            if self._decompressor.eof:
                self._pending = self._decompressor.unused_data
            else:
                self._pending = self._decompressor.unconsumed_tail
                if not data and not out:
                    raise EOFError('Compressed file ended before the end-of-stream marker was reached')
            self._crc = zlib.crc32(out, self._crc)
            self._size += len(out)
            if self._decompressor.eof:
                self._end_member()
            if out:
                self._pos += len(out)
                return out
        return b''

    def rewind(self):
        self._fp.seek(0)
        self._pending = b''
        self._decompressor = None
        self._done = False
        self._pos = 0


def _name_of(fileobj):
    name = getattr(fileobj, 'name', '')
    return name if isinstance(name, (str, bytes)) else ''


class GzipFile(io.BufferedIOBase):
    """A gzip file, read or written as bytes."""
    myfileobj = None

    def __init__(self, filename=None, mode=None, compresslevel=9, fileobj=None, mtime=None):
        if mode and ('t' in mode or 'U' in mode):
            raise ValueError(f'Invalid mode: {mode!r}')
        if mode and 'b' not in mode:
            mode += 'b'
        if fileobj is None:
            fileobj = self.myfileobj = builtins.open(filename, mode or 'rb')
        filename = _name_of(fileobj) if filename is None else os.fspath(filename)
        if mode is None:
            mode = getattr(fileobj, 'mode', 'rb')
        self.fileobj = fileobj
        self.name = filename
        self.compress = None
        self._closed = False
        if mode.startswith('r'):
            self.mode = READ
            self._raw = _Reader(fileobj)
            self._buffer = io.BufferedReader(self._raw)
        elif mode.startswith(('w', 'a', 'x')):
            self.mode = WRITE
            self._level = compresslevel
            self.compress = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0)
            self._mtime = mtime
            self._crc = self._size = 0
            self.offset = 0
            base = os.path.basename(filename)
            base = base if isinstance(base, bytes) else base.encode('latin-1', 'ignore')
            if base.endswith(b'.gz'):
                base = base[:-3]
            fileobj.write(_header(base, time.time() if mtime is None else mtime, compresslevel))
        else:
            raise ValueError(f'Invalid mode: {mode!r}')

    @property
    def mtime(self):
        """The time in the header that was read last."""
        return self._raw.last_mtime if self.mode == READ else self._mtime

    def __repr__(self):
        return f'<gzip {self.fileobj!r} {hex(id(self))}>'

    def _check(self, mode, what):
        if self._closed:
            raise ValueError('I/O operation on closed file.')
        if self.mode != mode:
            import errno
            raise OSError(errno.EBADF, f'{what}() on {"write" if mode == READ else "read"}-only GzipFile object')

    def write(self, data):
        self._check(WRITE, 'write')
        try:
            length = memoryview(data).nbytes
        except TypeError:
            raise TypeError(f'a bytes-like object is required, not {type(data).__name__!r}') from None
        if length:
            self.fileobj.write(self.compress.compress(data))
            self._size += length
            self._crc = zlib.crc32(data, self._crc)
            self.offset += length
        return length

    def read(self, size=-1):
        self._check(READ, 'read')
        return self._buffer.read(size)

    def read1(self, size=-1):
        self._check(READ, 'read1')
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        self._check(READ, 'readinto')
        return self._buffer.readinto(b)

    def peek(self, n):
        self._check(READ, 'peek')
        return self._buffer.peek(n)

    def readline(self, size=-1):
        self._check(READ, 'readline')
        return self._buffer.readline(size)

    @property
    def closed(self):
        return self._closed

    def close(self):
        if self._closed:
            return
        self._closed = True
        try:
            if self.mode == WRITE:
                self.fileobj.write(self.compress.flush())
                self.fileobj.write(struct.pack('<LL', self._crc, self._size & 0xFFFFFFFF))
            else:
                self._buffer.close()
        finally:
            mine = self.myfileobj
            self.myfileobj = None
            if mine:
                mine.close()

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        if self._closed:
            raise ValueError('I/O operation on closed file.')
        if self.mode == WRITE:
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    def fileno(self):
        return self.fileobj.fileno()

    def rewind(self):
        """Read from the beginning again."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def tell(self):
        return self._buffer.tell() if self.mode == READ else self.offset

    def seek(self, offset, whence=io.SEEK_SET):
        if self.mode == READ:
            self._check(READ, 'seek')
            return self._buffer.seek(offset, whence)
        if whence != io.SEEK_SET:
            if whence != io.SEEK_CUR:
                raise ValueError('Seek from end not supported')
            offset += self.offset
        if offset < self.offset:
            raise OSError('Negative seek in write mode')
        while self.offset < offset:
            self.write(bytes(min(_CHUNK, offset - self.offset)))
        return self.offset


def compress(data, compresslevel=9, *, mtime=0):
    """The data as one gzip member."""
    squeeze = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = squeeze.compress(data) + squeeze.flush()
    header = _header(b'', time.time() if mtime is None else mtime, compresslevel)
    return header + body + struct.pack('<LL', zlib.crc32(data), len(data) & 0xFFFFFFFF)


def decompress(data):
    """The data of all gzip members."""
    return _Reader(io.BytesIO(data)).readall()


def _copy(source, target):
    """Copy a file in pieces, and close both, but not the standard streams."""
    import shutil
    import sys
    standard = [getattr(stream, 'buffer', None) for stream in (sys.stdin, sys.stdout)]
    try:
        shutil.copyfileobj(source, target)
    finally:
        for file in (target, source):
            if file not in standard:
                file.close()


def main():
    """The command line: compress files beside themselves, or the other way round."""
    import argparse
    import sys
    parser = argparse.ArgumentParser(description='A simple command line interface for the gzip module: act like gzip, but do not '
                                                 'delete the input file.')
    how = parser.add_mutually_exclusive_group()
    how.add_argument('--fast', action='store_true', help='compress faster')
    how.add_argument('--best', action='store_true', help='compress better')
    how.add_argument('-d', '--decompress', action='store_true', help='act like gunzip instead of gzip')
    parser.add_argument('args', nargs='*', default=['-'], metavar='file')
    told = parser.parse_args()
    level = 1 if told.fast else 9 if told.best else 6
    for name in told.args:
        if told.decompress:
            if name == '-':
                _copy(GzipFile(filename='', mode='rb', fileobj=sys.stdin.buffer), sys.stdout.buffer)
            elif name.endswith('.gz'):
                _copy(open(name, 'rb'), builtins.open(name[:-3], 'wb'))
            else:
                sys.exit(f"filename doesn't end in .gz: {name!r}")
        elif name == '-':
            _copy(sys.stdin.buffer, GzipFile(filename='', mode='wb', fileobj=sys.stdout.buffer, compresslevel=level))
        else:
            _copy(builtins.open(name, 'rb'), open(name + '.gz', 'wb', level))


if __name__ == '__main__':
    main()
