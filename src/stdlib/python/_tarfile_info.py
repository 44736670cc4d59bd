"""Contract: `TarInfo`, a member of an archive: its header written in the three formats, and read with all the headers that
may come before it (GNU's long names and sparse maps, PAX records)."""
import copy
import struct

from _tarfile_errors import *

_FIELDS = struct.Struct('100s8s8s8s12s12s8s1s100s8s32s32s8s8s155s12x')
_KEEP = object()
_CHUNK = 1 << 20


class TarInfo:
    """What an archive says of one member."""

    __slots__ = dict(
        name='The path of the member.', mode='Its permissions.', uid='The number of its owner.',
        gid='The number of its group.', size='How many bytes it has.', mtime='When it was last changed.',
        chksum='The sum of the header.', type='What it is: one of the type constants.',
        linkname='Where a link leads.', uname="The owner's name.", gname="The group's name.",
        devmajor='The major number of a device.', devminor='The minor number of a device.',
        offset='Where its header is.', offset_data='Where its data is.', pax_headers='The PAX records about it.',
        sparse='Which parts of a sparse file there are.', _tarfile=None, _sparse_structs=None, _link_target=None)

    def __init__(self, name=''):
        self.name, self.mode, self.uid, self.gid, self.size, self.mtime, self.chksum = name, 0o644, 0, 0, 0, 0, 0
        self.type, self.linkname, self.uname, self.gname = REGTYPE, '', '', ''
        self.devmajor = self.devminor = self.offset = self.offset_data = 0
        self.sparse, self.pax_headers = None, {}

    @property
    def tarfile(self):
        import warnings
        warnings.warn('The undocumented "tarfile" attribute of TarInfo objects is deprecated and will be removed in '
                      'Python 3.16', DeprecationWarning, stacklevel=2)
        return self._tarfile

    @tarfile.setter
    def tarfile(self, tarfile):
        import warnings
        warnings.warn('The undocumented "tarfile" attribute of TarInfo objects is deprecated and will be removed in '
                      'Python 3.16', DeprecationWarning, stacklevel=2)
        self._tarfile = tarfile

    @property
    def path(self):
        """Another word for `name`, as PAX calls it."""
        return self.name

    @path.setter
    def path(self, name):
        self.name = name

    @property
    def linkpath(self):
        """Another word for `linkname`, as PAX calls it."""
        return self.linkname

    @linkpath.setter
    def linkpath(self, linkname):
        self.linkname = linkname

    def __repr__(self):
        return f'<{type(self).__name__} {self.name!r} at {id(self):#x}>'

    def replace(self, *, name=_KEEP, mtime=_KEEP, mode=_KEEP, linkname=_KEEP, uid=_KEEP, gid=_KEEP, uname=_KEEP,
                gname=_KEEP, deep=True, _KEEP=_KEEP):
        """A copy with some attributes changed."""
        result = copy.deepcopy(self) if deep else copy.copy(self)
        changes = dict(name=name, mtime=mtime, mode=mode, linkname=linkname, uid=uid, gid=gid, uname=uname, gname=gname)
        for key, value in changes.items():
            if value is not _KEEP:
                setattr(result, key, value)
        return result

    def get_info(self):
        """The attributes as a dictionary."""
        info = {'name': self.name, 'mode': None if self.mode is None else self.mode & 0o7777}
        for key in ('uid', 'gid', 'size', 'mtime', 'chksum', 'type', 'linkname', 'uname', 'gname', 'devmajor', 'devminor'):
            info[key] = getattr(self, key)
        if info['type'] == DIRTYPE and not info['name'].endswith('/'):
            info['name'] += '/'
        return info

    # headers written

    def tobuf(self, format=DEFAULT_FORMAT, encoding=ENCODING, errors='surrogateescape'):
        """The header in one of the formats, as bytes."""
        info = self.get_info()
        for name, value in info.items():
            if value is None:
                raise ValueError(f'{name} may not be None')
        if format == USTAR_FORMAT:
            return self.create_ustar_header(info, encoding, errors)
        if format == GNU_FORMAT:
            return self.create_gnu_header(info, encoding, errors)
        if format == PAX_FORMAT:
            return self.create_pax_header(info, encoding)
        raise ValueError('invalid format')

    def create_ustar_header(self, info, encoding, errors):
        """A header of the POSIX format of 1988."""
        info['magic'] = POSIX_MAGIC
        if len(info['linkname'].encode(encoding, errors)) > LENGTH_LINK:
            raise ValueError('linkname is too long')
        if len(info['name'].encode(encoding, errors)) > LENGTH_NAME:
            info['prefix'], info['name'] = self._split(info['name'], encoding, errors)
        return self._header(info, USTAR_FORMAT, encoding, errors)

    def create_gnu_header(self, info, encoding, errors):
        """A header of GNU's format: long names get blocks of their own."""
        info['magic'] = GNU_MAGIC
        out = b''
        for key, kind, length in (('linkname', GNUTYPE_LONGLINK, LENGTH_LINK), ('name', GNUTYPE_LONGNAME, LENGTH_NAME)):
            if len(info[key].encode(encoding, errors)) > length:
                text = info[key].encode(encoding, errors) + NUL
                before = {'name': '././@LongLink', 'type': kind, 'size': len(text), 'magic': GNU_MAGIC}
                out += self._header(before, USTAR_FORMAT, encoding, errors) + _padded(text)
        return out + self._header(info, GNU_FORMAT, encoding, errors)

    def create_pax_header(self, info, encoding):
        """A header of the POSIX format of 2001: what does not fit gets a record."""
        info['magic'] = POSIX_MAGIC
        records = self.pax_headers.copy()
        for key, record, length in (('name', 'path', LENGTH_NAME), ('linkname', 'linkpath', LENGTH_LINK),
                                    ('uname', 'uname', 32), ('gname', 'gname', 32)):
            if record not in records and (not info[key].isascii() or len(info[key]) > length):
                records[record] = info[key]
        for key, digits in (('uid', 8), ('gid', 8), ('size', 12), ('mtime', 12)):
            value, wanted = info[key], None
            if not 0 <= value < 8 ** (digits - 1):
                info[key], wanted = 0, str(value)
            elif isinstance(value, float):
                info[key], wanted = int(round(value)), str(value)
            if wanted is not None and key not in records:
                records[key] = wanted
        before = self._pax_header(records, XHDTYPE, encoding) if records else b''
        return before + self._header(info, USTAR_FORMAT, 'ascii', 'replace')

    @classmethod
    def create_pax_global_header(cls, pax_headers):
        """A header for all members that follow."""
        return cls._pax_header(pax_headers, XGLTYPE, 'utf-8')

    @staticmethod
    def _split(name, encoding, errors):
        """(prefix, name) of a long name, split at a slash."""
        parts = name.split('/')
        for i in range(1, len(parts)):
            prefix, rest = '/'.join(parts[:i]), '/'.join(parts[i:])
            if (len(prefix.encode(encoding, errors)) <= LENGTH_PREFIX
                    and len(rest.encode(encoding, errors)) <= LENGTH_NAME):
                return prefix, rest
        raise ValueError('name is too long')

    @staticmethod
    def _header(info, format, encoding, errors):
        """One block from the values; those that are missing are zeros."""
        kind = info.get('type', REGTYPE)
        device = kind in (CHRTYPE, BLKTYPE)
        mode, text = info.get('mode', 0), (encoding, errors)
        if None in (info.get('mode', 0), info.get('uid', 0), info.get('gid', 0), info.get('mtime', 0)):
            raise ValueError('metadata cannot contain None')
        block = _FIELDS.pack(
            stn(info.get('name', ''), 100, *text), itn(mode & 0o7777, 8, format), itn(info.get('uid', 0), 8, format),
            itn(info.get('gid', 0), 8, format), itn(info.get('size', 0), 12, format), itn(info.get('mtime', 0), 12, format),
            b' ' * 8, kind, stn(info.get('linkname', ''), 100, *text), info.get('magic', POSIX_MAGIC),
            stn(info.get('uname', ''), 32, *text), stn(info.get('gname', ''), 32, *text),
            itn(info.get('devmajor', 0), 8, format) if device else bytes(8),
            itn(info.get('devminor', 0), 8, format) if device else bytes(8), stn(info.get('prefix', ''), 155, *text))
        return block[:148] + b'%06o\0 ' % sum(block) + block[156:]

    @classmethod
    def _pax_header(cls, records, kind, encoding):
        """A block and its records: each is its length, a key and a value."""
        binary = any(_not_utf8(value) for value in records.values())
        out = [b'21 hdrcharset=BINARY\n'] if binary else []
        for key, value in records.items():
            key = key.encode('utf-8')
            value = value.encode(encoding, 'surrogateescape') if binary else value.encode('utf-8')
            rest = b' ' + key + b'=' + value + b'\n'
            # the length counts its own digits
            length = len(rest) + 1
            while len(str(length)) + len(rest) != length:
                length = len(str(length)) + len(rest)
            out.append(str(length).encode() + rest)
        data = b''.join(out)
        info = {'name': '././@PaxHeader', 'type': kind, 'size': len(data), 'magic': POSIX_MAGIC}
        return cls._header(info, USTAR_FORMAT, 'ascii', 'replace') + _padded(data)

    # headers read

    @classmethod
    def frombuf(cls, buf, encoding, errors):
        """The member that a header of 512 bytes describes."""
        return cls._frombuf(buf, encoding, errors)

    @classmethod
    def _frombuf(cls, buf, encoding, errors, *, dircheck=True):
        if not buf:
            raise EmptyHeaderError('empty header')
        if len(buf) != BLOCKSIZE:
            raise TruncatedHeaderError('truncated header')
        if buf.count(NUL) == BLOCKSIZE:
            raise EOFHeaderError('end of file header')
        (name, mode, uid, gid, size, mtime, chksum, kind, linkname, magic, uname, gname, devmajor, devminor,
         prefix) = _FIELDS.unpack(buf)
        chksum = nti(chksum)
        if chksum not in calc_chksums(buf):
            raise InvalidHeaderError('bad checksum')
        self = cls()
        self.name, self.linkname = nts(name, encoding, errors), nts(linkname, encoding, errors)
        self.mode, self.uid, self.gid, self.size, self.mtime, self.chksum = (
            nti(mode), nti(uid), nti(gid), nti(size), nti(mtime), chksum)
        self.type, self.uname, self.gname = kind, nts(uname, encoding, errors), nts(gname, encoding, errors)
        self.devmajor, self.devminor = nti(devmajor), nti(devminor)
        prefix = nts(prefix, encoding, errors)
        # the oldest archives know a folder by its slash
        if dircheck and self.type == AREGTYPE and self.name.endswith('/'):
            self.type = DIRTYPE
        if self.type == GNUTYPE_SPARSE:
            self._sparse_structs = _sparse_entries(buf, 386, 4), bool(buf[482]), nti(buf[483:495])
        if self.isdir():
            self.name = self.name.rstrip('/')
        if prefix and self.type not in GNU_TYPES:
            self.name = prefix + '/' + self.name
        return self

    @classmethod
    def fromtarfile(cls, tarfile):
        """The next member of an archive."""
        return cls._fromtarfile(tarfile)

    @classmethod
    def _fromtarfile(cls, tarfile, *, dircheck=True):
        buf = tarfile.fileobj.read(BLOCKSIZE)
        self = cls._frombuf(buf, tarfile.encoding, tarfile.errors, dircheck=dircheck)
        self.offset = tarfile.fileobj.tell() - BLOCKSIZE
        return self._proc_member(tarfile)

    def _proc_member(self, tarfile):
        """Read what belongs to the header, by its type."""
        if self.type in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
            return self._proc_gnulong(tarfile)
        if self.type == GNUTYPE_SPARSE:
            return self._proc_sparse(tarfile)
        if self.type in (XHDTYPE, XGLTYPE, SOLARIS_XHDTYPE):
            return self._proc_pax(tarfile)
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self._after_data()
        self._apply_pax_info(tarfile.pax_headers, tarfile.encoding, tarfile.errors)
        if self.isdir():
            self.name = self.name.rstrip('/')
        return self

    def _after_data(self):
        has_data = self.isreg() or self.type not in SUPPORTED_TYPES
        return self.offset_data + (self._block(self.size) if has_data else 0)

    def _next(self, tarfile, **kw):
        """The member that this header is about."""
        try:
            member = self._fromtarfile(tarfile, **kw)
        except HeaderError as e:
            raise SubsequentHeaderError(str(e)) from None
        member.offset = self.offset
        return member

    def _proc_gnulong(self, tarfile):
        text = _read_parts(tarfile.fileobj, self._block(self.size))
        member = self._next(tarfile, dircheck=False)
        text = nts(text, tarfile.encoding, tarfile.errors)
        if self.type == GNUTYPE_LONGNAME:
            member.name = text
            if member.type == AREGTYPE and text.endswith('/'):
                member.type = DIRTYPE
        else:
            member.linkname = text
        if member.isdir():
            member.name = member.name.removesuffix('/')
        return member

    def _proc_sparse(self, tarfile):
        """GNU's old sparse files: blocks with more of the map may follow."""
        entries, more, size = self._sparse_structs
        self._sparse_structs = None
        while more:
            buf = tarfile.fileobj.read(BLOCKSIZE)
            entries, more = entries + _sparse_entries(buf, 0, 21), bool(buf[504])
        self.sparse = [each for each in entries if each[0] or each[1]]
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self.offset_data + self._block(self.size)
        self.size = size
        return self

    def _proc_pax(self, tarfile):
        data = _read_parts(tarfile.fileobj, self._block(self.size))
        headers = tarfile.pax_headers if self.type == XGLTYPE else tarfile.pax_headers.copy()
        raw, at = [], 0
        while at < len(data) and data[at]:
            digits, blank, _ = data[at:at + 20].partition(b' ')
            if not blank or not digits.isdigit():
                raise InvalidHeaderError('invalid header')
            length = int(digits)
            record = data[at + len(digits) + 1:at + length]
            key, equals, value = record[:-1].partition(b'=')
            if length < 5 or record[-1:] != b'\n' or not equals or not key:
                raise InvalidHeaderError('invalid header')
            raw.append((length, key, value))
            at += length
        charset = dict((key, value) for _, key, value in raw).get(b'hdrcharset')
        encoding = tarfile.encoding if charset == b'BINARY' else 'utf-8'
        for _, key, value in raw:
            key = self._decode_pax_field(key, 'utf-8', 'utf-8', tarfile.errors)
            if key in PAX_NAME_FIELDS:
                value = self._decode_pax_field(value, encoding, tarfile.encoding, tarfile.errors)
            else:
                value = self._decode_pax_field(value, 'utf-8', 'utf-8', tarfile.errors)
            headers[key] = value
        member = self._next(tarfile, dircheck=False)
        if 'GNU.sparse.map' in headers:
            numbers = [int(each) for each in headers['GNU.sparse.map'].split(',')]
            member.sparse = list(zip(numbers[::2], numbers[1::2]))
        elif 'GNU.sparse.size' in headers:
            offsets = [int(value) for _, key, value in raw if key == b'GNU.sparse.offset']
            counts = [int(value) for _, key, value in raw if key == b'GNU.sparse.numbytes']
            member.sparse = list(zip(offsets, counts))
        elif headers.get('GNU.sparse.major') == '1' and headers.get('GNU.sparse.minor') == '0':
            member._read_sparse_map(tarfile)
        if self.type in (XHDTYPE, SOLARIS_XHDTYPE):
            member._apply_pax_info(headers, tarfile.encoding, tarfile.errors)
            if 'size' in headers:
                # the header's own size was too small to be true
                tarfile.offset = member._after_data()
        return member

    def _read_sparse_map(self, tarfile):
        """GNU's sparse files of version 1.0: the map is in front of the data, a number in a line."""
        buf = tarfile.fileobj.read(BLOCKSIZE)
        count, _, buf = buf.partition(b'\n')
        numbers = []
        while len(numbers) < 2 * int(count):
            while b'\n' not in buf:
                buf += tarfile.fileobj.read(BLOCKSIZE)
            number, _, buf = buf.partition(b'\n')
            numbers.append(int(number))
        self.offset_data = tarfile.fileobj.tell()
        self.sparse = list(zip(numbers[::2], numbers[1::2]))

    def _apply_pax_info(self, pax_headers, encoding, errors):
        """Let PAX records replace what the header says."""
        for key, value in pax_headers.items():
            if key == 'GNU.sparse.name':
                self.path = value
            elif key in ('GNU.sparse.size', 'GNU.sparse.realsize'):
                self.size = int(value)
            elif key in PAX_FIELDS:
                if key in PAX_NUMBER_FIELDS:
                    try:
                        value = PAX_NUMBER_FIELDS[key](value)
                    except ValueError:
                        value = 0
                if key == 'path':
                    value = value.rstrip('/')
                setattr(self, key, value)
        self.pax_headers = pax_headers.copy()

    @staticmethod
    def _decode_pax_field(value, encoding, fallback_encoding, fallback_errors):
        try:
            return value.decode(encoding, 'strict')
        except UnicodeDecodeError:
            return value.decode(fallback_encoding, fallback_errors)

    @staticmethod
    def _block(count):
        """A number of bytes rounded up to whole blocks."""
        if count < 0:
            raise InvalidHeaderError('invalid offset')
        return -(-count // BLOCKSIZE) * BLOCKSIZE

    # what it is

    def isreg(self):
        """Whether it is a regular file."""
        return self.type in REGULAR_TYPES

    isfile = isreg

    def isdir(self):
        """Whether it is a folder."""
        return self.type == DIRTYPE

    def issym(self):
        """Whether it is a symbolic link."""
        return self.type == SYMTYPE

    def islnk(self):
        """Whether it is a hard link."""
        return self.type == LNKTYPE

    def ischr(self):
        """Whether it is a character device."""
        return self.type == CHRTYPE

    def isblk(self):
        """Whether it is a block device."""
        return self.type == BLKTYPE

    def isfifo(self):
        """Whether it is a FIFO."""
        return self.type == FIFOTYPE

    def issparse(self):
        """Whether it is a file with holes."""
        return self.sparse is not None

    def isdev(self):
        """Whether it is a device or a FIFO."""
        return self.type in (CHRTYPE, BLKTYPE, FIFOTYPE)


TarInfo.__module__ = 'tarfile'


def _padded(data):
    return data + NUL * (-len(data) % BLOCKSIZE)


def _not_utf8(text):
    try:
        text.encode('utf-8', 'strict')
    except UnicodeEncodeError:
        return True
    return False


def _sparse_entries(buf, at, count):
    """The (offset, length) pairs of a sparse map, up to a bad one."""
    entries = []
    for at in range(at, at + 24 * count, 24):
        try:
            entries.append((nti(buf[at:at + 12]), nti(buf[at + 12:at + 24])))
        except (ValueError, HeaderError, IndexError):
            break
    return entries


def _read_parts(fileobj, size):
    """That many bytes, or what there is; in parts, since a false size must not cost memory."""
    parts = []
    while size > 0:
        part = fileobj.read(min(size, _CHUNK))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b''.join(parts)
