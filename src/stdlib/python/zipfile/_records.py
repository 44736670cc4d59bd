"""Contract: the records of a ZIP archive as bytes: their layouts, how the end of an archive is found, and the two checks
that the reader and the writer share. Numbers and layouts are those of PKWARE's application note."""
import struct

ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA, ZIP_ZSTANDARD = 0, 8, 12, 14, 93
DEFAULT_VERSION, ZIP64_VERSION, BZIP2_VERSION, LZMA_VERSION, ZSTANDARD_VERSION = 20, 45, 46, 63, 63
MAX_EXTRACT_VERSION = 63
ZIP_MAX_COMMENT = 0xffff

compressor_names = {0: 'store', 1: 'shrink', 2: 'reduce', 3: 'reduce', 4: 'reduce', 5: 'reduce', 6: 'implode',
                    7: 'tokenize', 8: 'deflate', 9: 'deflate64', 10: 'implode', 12: 'bzip2', 14: 'lzma',
                    18: 'terse', 19: 'lz77', 93: 'zstd', 97: 'wavpack', 98: 'ppmd'}

# flag bits of an entry
ENCRYPTED, DESCRIPTOR, PATCHED, STRONG, UTF8 = 0x1, 0x8, 0x20, 0x40, 0x800

LOCAL = struct.Struct('<4s2B4HL2L2H')       # signature, version, system, flags, method, time, date, crc, sizes, lengths
CENTRAL = struct.Struct('<4s4B4HL2L5H2L')   # the same and lengths of extra and comment, disk, attributes, offset
END = struct.Struct('<4s4H2LH')             # signature, disks, counts, size and offset of the directory, comment length
END64 = struct.Struct('<4sQ2H2L4Q')
LOCATOR64 = struct.Struct('<4sLQL')
LOCAL_SIGN, CENTRAL_SIGN, END_SIGN = b'PK\3\4', b'PK\1\2', b'PK\5\6'
END64_SIGN, LOCATOR64_SIGN = b'PK\6\6', b'PK\6\7'
DESCRIPTOR_SIGN = 0x08074b50


class BadZipFile(Exception):
    """The file is not a ZIP archive, or a damaged one."""


class LargeZipFile(Exception):
    """The archive would need ZIP64, which was not allowed."""


for _class in (BadZipFile, LargeZipFile):
    _class.__module__ = 'zipfile'


class End:
    """What the end of an archive says: where its directory is, and the comment."""

    __slots__ = ('size', 'offset', 'comment', 'location', 'length')

    def __init__(self, size, offset, comment, location):
        self.size, self.offset, self.comment, self.location = size, offset, comment, location
        self.length = 0     # of the records of ZIP64 before the end

    def prepended(self):
        """How many bytes were put before the archive after it was made."""
        return self.location - self.length - self.size - self.offset


def find_end(fp):
    """The end record of the archive, None without one."""
    fp.seek(0, 2)
    size = fp.tell()
    if size < END.size:
        return None
    start = max(size - ZIP_MAX_COMMENT - END.size, 0)
    # an archive without a comment ends with the record, and needs no search
    fp.seek(size - END.size)
    tail, base = fp.read(), size - END.size
    at = 0
    if tail[:4] != END_SIGN or tail[-2:] != b'\0\0':
        fp.seek(start)
        tail, base = fp.read(), start
        at = tail.rfind(END_SIGN)
        if at < 0 or len(tail) - at < END.size:
            return None
    _, _, _, _, _, directory, offset, comment = END.unpack_from(tail, at)
    begin = at + END.size
    end = End(directory, offset, tail[begin:begin + comment], base + at)
    _look_for_end64(fp, end)
    return end


def _look_for_end64(fp, end):
    """Let the records of ZIP64, if there are any, say where the directory is."""
    at = end.location - LOCATOR64.size
    if at < 0:
        return
    fp.seek(at)
    data = fp.read(LOCATOR64.size)
    if len(data) != LOCATOR64.size:
        return
    sign, disk, offset, disks = LOCATOR64.unpack(data)
    if sign != LOCATOR64_SIGN:
        return
    if disk != 0 or disks > 1:
        raise BadZipFile('zipfiles that span multiple disks are not supported')
    # usually just before the locator; else, where the locator says
    for place in (at - END64.size, offset):
        if place < 0:
            continue
        fp.seek(place)
        data = fp.read(END64.size)
        if len(data) == END64.size and data[:4] == END64_SIGN:
            break
    else:
        return
    _, _, _, _, _, _, _, _, end.size, end.offset = END64.unpack(data)
    end.length = END64.size + LOCATOR64.size


def has_module(name):
    """Whether a module that compresses can be imported."""
    try:
        __import__(name)
    except ImportError:
        return False
    return True


_MODULES = {ZIP_DEFLATED: 'zlib', ZIP_BZIP2: 'bz2', ZIP_LZMA: 'lzma', ZIP_ZSTANDARD: 'compression.zstd'}


def check_compression(method):
    """Refuse a method that nobody knows, or whose module is missing."""
    if method == ZIP_STORED:
        return
    module = _MODULES.get(method)
    if module is None:
        raise NotImplementedError('That compression method is not supported')
    if not has_module(module):
        raise RuntimeError(f'Compression requires the (missing) {module} module')


def strip_extra(extra, wanted):
    """The extra fields without those of the given kinds."""
    kept, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from('<HH', extra, at)
        if kind not in wanted:
            kept.append(extra[at:at + 4 + size])
        at += 4 + size
    kept.append(extra[at:])
    return b''.join(kept)
