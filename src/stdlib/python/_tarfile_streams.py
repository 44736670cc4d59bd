"""Contract: the files `tarfile` reads and writes through: a member's data as a file, a stream that cannot seek, and the
compressions by name."""
import io
import struct
import time

from _tarfile_errors import *


def copyfileobj(src, dst, length=None, exception=OSError, bufsize=None):
    """Copy `length` bytes, all there are without it."""
    bufsize = bufsize or 16 * 1024
    while length is None or length > 0:
        buf = src.read(bufsize if length is None else min(bufsize, length))
        if not buf:
            if length is None:
                return
            raise exception('unexpected end of data')
        dst.write(buf)
        if length is not None:
            length -= len(buf)


class MemberData(io.RawIOBase):
    """A part of the archive as a file; the holes of a sparse one are zeros."""

    def __init__(self, fileobj, offset, size, name, sparse=None):
        self._fileobj, self._size, self.name, self._position = fileobj, size, name, 0
        self._map, at = [], 0
        # (start, stop, where it is in the archive), None for a hole
        for start, count in [(0, size)] if sparse is None else sparse:
            if start > at:
                self._map.append((at, start, None))
            self._map.append((start, start + count, offset))
            at, offset = start + count, offset + count
        if at < size:
            self._map.append((at, size, None))

    mode = 'rb'

    def readable(self):
        return True

    def seekable(self):
        return getattr(self._fileobj, 'seekable', lambda: True)()

    def flush(self):
        pass

    def tell(self):
        return self._position

    def seek(self, position, whence=0):
        if whence == 0:
            self._position = min(max(position, 0), self._size)
        elif whence == 1:
            self._position = max(self._position + position, 0) if position < 0 else min(
                self._position + position, self._size)
        elif whence == 2:
            self._position = max(min(self._size + position, self._size), 0)
        else:
            raise ValueError('Invalid argument')
        return self._position

    def read(self, size=-1):
        left = self._size - self._position
        size = left if size is None or size < 0 else min(size, left)
        parts = []
        for start, stop, offset in self._map:
            if size <= 0:
                break
            if not start <= self._position < stop:
                continue
            count = min(size, stop - self._position)
            if offset is None:
                parts.append(NUL * count)
            else:
                self._fileobj.seek(offset + self._position - start)
                part = self._fileobj.read(count)
                if not part:
                    raise ReadError('unexpected end of data')
                parts.append(part)
                count = len(part)
                if self._position + count < stop and count < size:
                    # a short read: the caller asks again
                    self._position += count
                    break
            self._position += count
            size -= count
        return b''.join(parts)

    def readinto(self, b):
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)


class ExFileObject(io.BufferedReader):
    """Reads the data of a member."""

    def __init__(self, tarfile, tarinfo):
        super().__init__(MemberData(tarfile.fileobj, tarinfo.offset_data, tarinfo.size, tarinfo.name, tarinfo.sparse))


class LowLevelFile:
    """A file by its path, without a buffer."""

    def __init__(self, name, mode):
        self._file = open(name, {'r': 'rb', 'w': 'wb'}[mode], buffering=0)

    def read(self, size):
        return self._file.read(size) or b''

    def write(self, data):
        data = memoryview(data)
        while data:
            data = data[self._file.write(data):]

    def close(self):
        self._file.close()


def guess_compression(start):
    """What the first bytes of a stream say of its compression."""
    if start.startswith(b'\x1f\x8b\x08'):
        return 'gz'
    if start[:3] == b'BZh' and start[4:10] == b'1AY&SY':
        return 'bz2'
    if start.startswith((b'\x5d\0\0\x80', b'\xfd7zXZ')):
        return 'xz'
    if start.startswith(b'\x28\xb5\x2f\xfd'):
        return 'zst'
    return 'tar'


def compression_module(comptype):
    """The module for a compression; CompressionError without it."""
    name = {'gz': 'zlib', 'bz2': 'bz2', 'xz': 'lzma', 'zst': 'compression.zstd'}[comptype]
    try:
        return __import__(name, fromlist=['x'])
    except ImportError:
        raise CompressionError(f'{name} module is not available') from None


class Stream:
    """An archive that is read or written in one go: blocks of one size, and only forwards."""

    def __init__(self, name, mode, comptype, fileobj, bufsize, compresslevel, preset=None):
        self._owned = fileobj is None
        if self._owned:
            fileobj = LowLevelFile(name, mode)
        self._start = b''
        if comptype == '*':
            self._start = fileobj.read(BLOCKSIZE)
            comptype = guess_compression(self._start)
        self.name, self.mode, self.comptype, self.fileobj, self.bufsize = name or '', mode, comptype, fileobj, bufsize
        # raw: what waits to be written or decompressed; plain: what waits to be read
        self._raw, self._plain, self.pos, self.closed = b'', b'', 0, False
        self._codec, self._crc, self.exception = None, 0, ()
        try:
            if comptype != 'tar':
                self._prepare(comptype, compresslevel, preset)
        except:
            if self._owned:
                fileobj.close()
            self.closed = True
            raise

    def _prepare(self, comptype, level, preset):
        if comptype not in ('gz', 'bz2', 'xz', 'zst'):
            raise CompressionError(f'unknown compression type {comptype!r}')
        module = compression_module(comptype)
        reading = self.mode == 'r'
        if comptype == 'gz':
            self._zlib, self.exception = module, module.error
            if reading:
                start = self._fetch(BLOCKSIZE)
                if start[:2] != b'\x1f\x8b':
                    raise ReadError('not a gzip file')
                if start[2:3] != b'\x08':
                    raise CompressionError('unsupported compression method')
                self._start = start
                self._codec = module.decompressobj(31)
            else:
                self._codec = module.compressobj(level, module.DEFLATED, -module.MAX_WBITS, module.DEF_MEM_LEVEL, 0)
                self._emit(b'\x1f\x8b\x08\x08' + struct.pack('<L', int(time.time())) + b'\x02\xff')
                name = self.name.removesuffix('.gz').rpartition('/')[2]
                self._emit(name.encode('iso-8859-1', 'replace') + NUL)
        elif comptype == 'bz2':
            self.exception = OSError
            self._codec = module.BZ2Decompressor() if reading else module.BZ2Compressor(level)
        elif comptype == 'xz':
            self.exception = module.LZMAError
            self._codec = module.LZMADecompressor() if reading else module.LZMACompressor(preset=preset)
        else:
            self.exception = module.ZstdError
            self._codec = module.ZstdDecompressor() if reading else module.ZstdCompressor()

    def __del__(self):
        if hasattr(self, 'closed') and not self.closed:
            self.close()

    def _emit(self, data):
        """Write whole blocks."""
        self._raw += data
        while len(self._raw) > self.bufsize:
            self.fileobj.write(self._raw[:self.bufsize])
            self._raw = self._raw[self.bufsize:]

    def write(self, data):
        """Write plain data."""
        self.pos += len(data)
        if self.comptype == 'gz':
            self._crc = self._zlib.crc32(data, self._crc)
        self._emit(data if self._codec is None else self._codec.compress(data))

    def close(self):
        """Write what waits, and close a file of our own."""
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode == 'w':
                if self._codec is not None:
                    self._raw += self._codec.flush()
                if self._raw:
                    self.fileobj.write(self._raw)
                    self._raw = b''
                if self.comptype == 'gz':
                    self.fileobj.write(struct.pack('<LL', self._crc, self.pos & 0xffffffff))
        finally:
            if self._owned:
                self.fileobj.close()

    def tell(self):
        return self.pos

    def seek(self, pos=0):
        """Go forwards by reading."""
        if pos < self.pos:
            raise StreamError('seeking backwards is not allowed')
        while self.pos < pos and self.read(min(pos - self.pos, self.bufsize)):
            pass
        return self.pos

    def seekable(self):
        return False

    def _fetch(self, size):
        """Some bytes of the file, those taken for a look first."""
        if self._start:
            start, self._start = self._start, b''
            return start
        return self.fileobj.read(size)

    def read(self, size):
        """Up to that many plain bytes."""
        parts, have = [self._plain], len(self._plain)
        while have < size:
            buf = self._fetch(self.bufsize)
            if not buf:
                break
            if self._codec is not None:
                try:
                    buf = self._codec.decompress(buf)
                except self.exception as e:
                    raise ReadError('invalid compressed data') from e
            parts.append(buf)
            have += len(buf)
        data = b''.join(parts)
        self._plain = data[size:]
        self.pos += min(size, have)
        return data[:size]


ExFileObject.__module__ = 'tarfile'
