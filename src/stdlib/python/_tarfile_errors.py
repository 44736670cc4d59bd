"""Contract: the constants and errors of `tarfile`, and fields of headers as bytes and back."""
import sys

NUL, BLOCKSIZE, RECORDSIZE = b'\0', 512, 10240
GNU_MAGIC, POSIX_MAGIC = b'ustar  \0', b'ustar\x0000'
LENGTH_NAME, LENGTH_LINK, LENGTH_PREFIX = 100, 100, 155
REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, CHRTYPE, BLKTYPE, DIRTYPE, FIFOTYPE, CONTTYPE = (
    b'0', b'\0', b'1', b'2', b'3', b'4', b'5', b'6', b'7')
GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE = b'L', b'K', b'S'
XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE = b'x', b'g', b'X'
USTAR_FORMAT, GNU_FORMAT, PAX_FORMAT = 0, 1, 2
DEFAULT_FORMAT = PAX_FORMAT
SUPPORTED_TYPES = (REGTYPE, AREGTYPE, LNKTYPE, SYMTYPE, DIRTYPE, FIFOTYPE, CONTTYPE, CHRTYPE, BLKTYPE,
                   GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE)
REGULAR_TYPES = (REGTYPE, AREGTYPE, CONTTYPE, GNUTYPE_SPARSE)
GNU_TYPES = (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK, GNUTYPE_SPARSE)
PAX_FIELDS = ('path', 'linkpath', 'size', 'mtime', 'uid', 'gid', 'uname', 'gname')
PAX_NAME_FIELDS = {'path', 'linkpath', 'uname', 'gname'}
PAX_NUMBER_FIELDS = {'atime': float, 'ctime': float, 'mtime': float, 'uid': int, 'gid': int, 'size': int}
ENCODING = 'utf-8' if sys.platform == 'win32' else sys.getfilesystemencoding()


class TarError(Exception):
    """Anything that is wrong with an archive."""


class ExtractError(TarError):
    """A member cannot be extracted as it is."""


class ReadError(TarError):
    """The archive cannot be read."""


class CompressionError(TarError):
    """A compression that is not there."""


class StreamError(TarError):
    """What a stream cannot do."""


class HeaderError(TarError):
    """A bad header."""


class EmptyHeaderError(HeaderError):
    """No header where one should be."""


class TruncatedHeaderError(HeaderError):
    """Half a header."""


class EOFHeaderError(HeaderError):
    """The block of zeros at the end."""


class InvalidHeaderError(HeaderError):
    """A header that says nonsense."""


class SubsequentHeaderError(HeaderError):
    """No header after one that needs it."""


class FilterError(TarError):
    """A filter refuses a member: `tarinfo`."""


class AbsolutePathError(FilterError):
    """The member's path is absolute."""

    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'member {tarinfo.name!r} has an absolute path')


class OutsideDestinationError(FilterError):
    """The member would be put outside the destination."""

    def __init__(self, tarinfo, path):
        self.tarinfo, self._path = tarinfo, path
        super().__init__(f'{tarinfo.name!r} would be extracted to {path!r}, which is outside the destination')


class SpecialFileError(FilterError):
    """The member is a device or the like."""

    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'{tarinfo.name!r} is a special file')


class AbsoluteLinkError(FilterError):
    """The member links to an absolute path."""

    def __init__(self, tarinfo):
        self.tarinfo = tarinfo
        super().__init__(f'{tarinfo.name!r} is a link to an absolute path')


class LinkOutsideDestinationError(FilterError):
    """The member links to something outside the destination."""

    def __init__(self, tarinfo, path):
        self.tarinfo, self._path = tarinfo, path
        super().__init__(f'{tarinfo.name!r} would link to {path!r}, which is outside the destination')


class LinkFallbackError(FilterError):
    """What would be copied in place of a link was refused."""

    def __init__(self, tarinfo, path):
        self.tarinfo, self._path = tarinfo, path
        super().__init__(f'link {tarinfo.name!r} would be extracted as a copy of {path!r}, which was rejected')


for _each in list(globals().values()):
    if isinstance(_each, type) and issubclass(_each, TarError):
        _each.__module__ = 'tarfile'


def stn(s, length, encoding, errors):
    """Text as a field, padded with zeros."""
    if s is None:
        raise ValueError('metadata cannot contain None')
    return s.encode(encoding, errors)[:length].ljust(length, NUL)


def nts(s, encoding, errors):
    """The text of a field, up to the first zero."""
    return s.partition(NUL)[0].decode(encoding, errors)


def nti(s):
    """The number of a field: octal digits, or 256 to a digit when the first byte says so."""
    if s[0] in (0o200, 0o377):
        n = int.from_bytes(s[1:], 'big')
        return n - (1 << 8 * (len(s) - 1)) if s[0] == 0o377 else n
    try:
        return int(nts(s, 'ascii', 'strict').strip() or '0', 8)
    except ValueError:
        raise InvalidHeaderError('invalid header')


def itn(n, digits=8, format=DEFAULT_FORMAT):
    """A number as a field; only GNU's format can hold one that octal digits cannot."""
    original, n = n, int(n)
    if 0 <= n < 8 ** (digits - 1):
        return b'%0*o' % (digits - 1, n) + NUL
    if format == GNU_FORMAT and -256 ** (digits - 1) <= n < 256 ** (digits - 1):
        if n >= 0:
            return b'\200' + n.to_bytes(digits - 1, 'big')
        return b'\377' + (n + 256 ** (digits - 1)).to_bytes(digits - 1, 'big')
    raise ValueError('overflow in number field')


def calc_chksums(buf):
    """The sums of a header's bytes, unsigned and signed, with blanks in place of the sum itself."""
    data = buf[:148] + b' ' * 8 + buf[156:512]
    unsigned = sum(data)
    return unsigned, unsigned - 256 * sum(byte > 127 for byte in data)
