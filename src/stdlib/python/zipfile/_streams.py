"""Contract: the data of one member as a file: `ZipExtFile` reads it, `MemberWriter` writes it. Readers share the archive's
file and take its lock for each read; one writer at a time."""
import io
import struct
import zlib
from zlib import crc32

from zipfile import _records as rec

CLOSED = 'I/O operation on closed file.'


def compressor(method, level=None):
    """What compresses the data of a member, None for what is stored."""
    if method == rec.ZIP_DEFLATED:
        return zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION if level is None else level, zlib.DEFLATED, -15)
    if method == rec.ZIP_BZIP2:
        import bz2
        return bz2.BZ2Compressor() if level is None else bz2.BZ2Compressor(level)
    if method == rec.ZIP_ZSTANDARD:
        from compression import zstd
        return zstd.ZstdCompressor(level=level)
    return None


def decompressor(method):
    """What decompresses the data of a member, None for what is stored."""
    rec.check_compression(method)
    if method == rec.ZIP_STORED:
        return None
    if method == rec.ZIP_DEFLATED:
        return zlib.decompressobj(-15)
    if method == rec.ZIP_BZIP2:
        import bz2
        return bz2.BZ2Decompressor()
    if method == rec.ZIP_ZSTANDARD:
        from compression import zstd
        return zstd.ZstdDecompressor()
    raise NotImplementedError(f'compression type {method} ({rec.compressor_names.get(method)})')


class Window:
    """A place of its own in the file that readers share."""

    def __init__(self, file, position, close, lock, writing):
        self._file, self._position, self._close, self._lock, self._writing = file, position, close, lock, writing
        self.seekable = getattr(file, 'seekable', lambda: True)

    def tell(self):
        return self._position

    def _check(self, what):
        if self._writing():
            raise ValueError(f"Can't {what} the ZIP file while there is an open writing handle on it. "
                             f"Close the writing handle before trying to {what.split()[0]}.")

    def seek(self, offset, whence=0):
        with self._lock:
            self._check('reposition in')
            if whence == 1:
                offset, whence = offset + self._position, 0
            self._file.seek(offset, whence)
            self._position = self._file.tell()
            return self._position

    def read(self, n=-1):
        with self._lock:
            self._check('read from')
            self._file.seek(self._position)
            data = self._file.read(n)
            self._position = self._file.tell()
            return data

    def close(self):
        if self._file is not None:
            file, self._file = self._file, None
            self._close(file)


class Tellable:
    """A stream that cannot seek, with a count of what was written."""

    def __init__(self, stream):
        self._stream, self._count = stream, 0

    def write(self, data):
        n = self._stream.write(data)
        self._count += n
        return n

    def tell(self):
        return self._count

    def flush(self):
        self._stream.flush()

    def close(self):
        self._stream.close()


_table = []


def _crc_table():
    if not _table:
        for n in range(256):
            for _ in range(8):
                n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
            _table.append(n)
    return _table


class Decrypter:
    """PKWARE's traditional cipher: three keys that every plain byte moves on."""

    def __init__(self, password):
        self._table = _crc_table()
        self._keys = 0x12345678, 0x23456789, 0x34567890
        for byte in password:
            self._keys = self._moved(self._keys, byte)

    def _moved(self, keys, byte):
        a, b, c = keys
        a = a >> 8 ^ self._table[(a ^ byte) & 0xff]
        b = ((b + (a & 0xff)) * 134775813 + 1) & 0xffffffff
        return a, b, c >> 8 ^ self._table[(c ^ b >> 24) & 0xff]

    def __call__(self, data):
        out, keys = bytearray(), self._keys
        for byte in data:
            mixed = keys[2] | 2
            byte ^= mixed * (mixed ^ 1) >> 8 & 0xff
            keys = self._moved(keys, byte)
            out.append(byte)
        self._keys = keys
        return bytes(out)


class ZipExtFile(io.BufferedIOBase):
    """Reads the data of a member."""

    MAX_N, MIN_READ_SIZE, MAX_SEEK_READ = 0x7fffffff, 4096, 1 << 24

    def __init__(self, fileobj, mode, zipinfo, pwd=None, close_fileobj=False):
        self._fileobj, self._pwd, self._close_fileobj, self._info = fileobj, pwd, close_fileobj, zipinfo
        self.mode, self.name, self.newlines = mode, zipinfo.filename, None
        self._expected = getattr(zipinfo, 'CRC', None)
        self._seekable = False
        try:
            if fileobj.seekable():
                self._begin = fileobj.tell()
                self._seekable = True
        except AttributeError:
            pass
        self._restart()

    def _restart(self):
        """At the first byte, with nothing read."""
        self._packed_left, self._left = self._info.compress_size, self._info.file_size
        self._unpack = decompressor(self._info.compress_type)
        self._eof, self._buffer, self._at, self._crc, self._position = False, b'', 0, crc32(b''), 0
        self._decrypt = None
        if self._info.flag_bits & rec.ENCRYPTED and self._pwd is not None:
            self._decrypt = Decrypter(self._pwd)
            # twelve random bytes, whose last one tells a wrong password from the right one
            header = self._decrypt(self._fileobj.read(12))
            self._packed_left -= 12
            late = self._info.flag_bits & rec.DESCRIPTOR
            if header[-1] != (self._info._raw_time >> 8 & 0xff if late else self._info.CRC >> 24 & 0xff):
                raise RuntimeError(f'Bad password for file {self._info.orig_filename!r}')

    def __repr__(self):
        out = f'<{type(self).__module__}.{type(self).__qualname__}'
        if self.closed:
            return out + ' [closed]>'
        out += f' name={self.name!r}'
        if self._info.compress_type != rec.ZIP_STORED:
            name = rec.compressor_names.get(self._info.compress_type, self._info.compress_type)
            out += f' compress_type={name}'
        return out + '>'

    def _open_or(self, what):
        if self.closed:
            raise ValueError(f'{what} closed file.')

    def readable(self):
        self._open_or('I/O operation on')
        return True

    def seekable(self):
        self._open_or('I/O operation on')
        return self._seekable

    def _packed(self, n):
        """Some packed bytes, decrypted."""
        if self._packed_left <= 0:
            return b''
        data = self._fileobj.read(min(max(n, self.MIN_READ_SIZE), self._packed_left))
        self._packed_left -= len(data)
        if not data:
            raise EOFError
        return data if self._decrypt is None else self._decrypt(data)

    def _chunk(self, n):
        """The next plain bytes, about n of them; empty only at the end."""
        while not self._eof:
            if self._unpack is None:
                data = self._packed(n)
                done = self._packed_left <= 0
            elif self._info.compress_type == rec.ZIP_DEFLATED:
                unpack = self._unpack
                waiting = unpack.unconsumed_tail
                data = unpack.decompress(waiting or self._packed(n), max(n, self.MIN_READ_SIZE))
                done = unpack.eof or self._packed_left <= 0 and not unpack.unconsumed_tail
                if done:
                    data += unpack.flush()
            else:
                data = self._unpack.decompress(self._packed(n))
                done = self._unpack.eof or self._packed_left <= 0
            data = data[:self._left]
            self._left -= len(data)
            self._eof = done or self._left <= 0
            self._checked(data)
            if data:
                return data
        return b''

    def _checked(self, data):
        if self._expected is None:
            return
        self._crc = crc32(data, self._crc)
        if self._eof and self._crc != self._expected:
            raise rec.BadZipFile(f'Bad CRC-32 for file {self.name!r}')

    def _take(self, n):
        """Up to n bytes of what waits."""
        data = self._buffer[self._at:self._at + n]
        self._at += len(data)
        self._position += len(data)
        return data

    def read(self, n=-1):
        """n bytes, all there are without n."""
        self._open_or('read from')
        if n is None or n < 0:
            parts = [self._take(len(self._buffer))]
            self._buffer, self._at = b'', 0
            while not self._eof:
                parts.append(self._chunk(self.MAX_N))
                self._position += len(parts[-1])
            return b''.join(parts)
        parts = [self._take(n)]
        n -= len(parts[0])
        while n > 0 and not self._eof:
            self._buffer, self._at = self._chunk(n), 0
            parts.append(self._take(n))
            n -= len(parts[-1])
        return parts[0] if len(parts) == 1 else b''.join(parts)

    def read1(self, n):
        """Up to n bytes with one step of unpacking at most; all that step gives if n is negative or None."""
        self._open_or('read from')
        whole = n is None or n < 0
        data = self._take(len(self._buffer) if whole else n)
        if (whole or len(data) < n) and not self._eof:
            self._buffer, self._at = self._chunk(self.MAX_N if whole else n), 0
            data += self._take(len(self._buffer) if whole else n - len(data))
        return data

    def peek(self, n=1):
        """What waits to be read, at least n bytes if there are, without moving."""
        self._open_or('read from')
        waiting = self._buffer[self._at:]
        while len(waiting) < n and not self._eof:
            waiting += self._chunk(n)
        self._buffer, self._at = waiting, 0
        return waiting[:512]

    def readline(self, limit=-1):
        """A line, up to limit bytes of it."""
        if limit < 0:
            end = self._buffer.find(b'\n', self._at)
            if end >= 0:
                return self._take(end + 1 - self._at)
        return super().readline(limit)

    def tell(self):
        self._open_or('tell on')
        if not self._seekable:
            raise io.UnsupportedOperation('underlying stream is not seekable')
        return self._position

    def seek(self, offset, whence=0):
        """Move to a byte of the plain data: backwards means from the start."""
        self._open_or('seek on')
        if not self._seekable:
            raise io.UnsupportedOperation('underlying stream is not seekable')
        if whence not in (0, 1, 2):
            raise ValueError('whence must be os.SEEK_SET (0), os.SEEK_CUR (1), or os.SEEK_END (2)')
        size = self._info.file_size
        target = min(max((0, self._position, size)[whence] + offset, 0), size)
        inside = self._at + target - self._position
        if 0 <= inside <= len(self._buffer):
            self._at, self._position = inside, target
            return target
        if self._unpack is None and self._decrypt is None and target != self._position:
            # stored bytes: go there, and check no sum
            self._expected = None
            self._fileobj.seek(self._begin + target)
            self._buffer, self._at, self._position = b'', 0, target
            self._left, self._packed_left = size - target, self._info.compress_size - target
            self._eof = self._left <= 0
            return target
        if target < self._position:
            self._fileobj.seek(self._begin)
            self._restart()
        while self._position < target and self.read(min(target - self._position, self.MAX_SEEK_READ)):
            pass
        return target

    def close(self):
        try:
            if self._close_fileobj:
                self._fileobj.close()
        finally:
            super().close()


class MemberWriter(io.BufferedIOBase):
    """Writes the data of a member; its header is completed at the end."""

    def __init__(self, archive, info, zip64, limit):
        self._archive, self._info, self._zip64, self._limit = archive, info, zip64, limit
        self._pack = compressor(info.compress_type, info.compress_level)
        self._size = self._packed = self._crc = 0
        self.mode, self.name = 'wb', info.filename

    def writable(self):
        return True

    def write(self, data):
        if self.closed:
            raise ValueError(CLOSED)
        if not isinstance(data, (bytes, bytearray)):
            data = memoryview(data)
            count = data.nbytes
        else:
            count = len(data)
        self._size += count
        self._crc = crc32(data, self._crc)
        if self._pack is not None:
            data = self._pack.compress(data)
            self._packed += len(data)
        self._archive.fp.write(data)
        return count

    def close(self):
        if self.closed:
            return
        archive, info = self._archive, self._info
        try:
            super().close()
            if self._pack is not None:
                data = self._pack.flush()
                self._packed += len(data)
                archive.fp.write(data)
                info.compress_size = self._packed
            else:
                info.compress_size = self._size
            info.CRC, info.file_size = self._crc, self._size
            if not self._zip64:
                if info.file_size > self._limit:
                    raise RuntimeError('File size too large, try using force_zip64')
                if info.compress_size > self._limit:
                    raise RuntimeError('Compressed size too large, try using force_zip64')
            if info.flag_bits & rec.DESCRIPTOR:
                archive.fp.write(struct.pack('<LLQQ' if self._zip64 else '<LLLL', rec.DESCRIPTOR_SIGN, info.CRC,
                                             info.compress_size, info.file_size))
                archive.start_dir = archive.fp.tell()
            else:
                archive.start_dir = archive.fp.tell()
                archive.fp.seek(info.header_offset)
                archive.fp.write(info.FileHeader(self._zip64))
                archive.fp.seek(archive.start_dir)
            archive.filelist.append(info)
            archive.NameToInfo[info.filename] = info
        finally:
            archive._writing = False


ZipExtFile.__module__ = 'zipfile'
