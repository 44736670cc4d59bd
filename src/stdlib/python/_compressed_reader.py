"""Contract: what readers of compressed files share: going forward by reading, and back by beginning anew.

A reader has `read`, which keeps `_pos`, and `rewind`, which begins anew at the start of its file.
"""
import io

CHUNK = 128 * 1024


class CompressedReader(io.RawIOBase):
    """The decompressed bytes of a file."""
    _pos = 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def tell(self):
        return self._pos

    def readall(self):
        parts = []
        while part := self.read(CHUNK):
            parts.append(part)
        return b''.join(parts)

    def readinto(self, b):
        data = self.read(len(b))
        b[:len(data)] = data
        return len(data)

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._pos
        elif whence == io.SEEK_END:
            self.readall()
            offset += self._pos
        elif whence != io.SEEK_SET:
            raise ValueError(f'Invalid value for whence: {whence}')
        if offset < self._pos:
            self.rewind()
        while self._pos < offset and self.read(min(CHUNK, offset - self._pos)):
            pass
        return self._pos
