"""Contract: ZIP archives: read, written, appended to, extracted. The layouts are in `_records`, the data of members in
`_streams`, paths inside an archive in `_path`, the command line in `_tool`, PyZipFile in `_python`."""
import os
import shutil
import stat
import struct
import sys
import threading
import time

from zipfile import _records as rec
from zipfile._records import (BadZipFile, LargeZipFile, ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA, ZIP_ZSTANDARD,
                              DEFAULT_VERSION, ZIP64_VERSION, BZIP2_VERSION, LZMA_VERSION, ZSTANDARD_VERSION,
                              MAX_EXTRACT_VERSION, ZIP_MAX_COMMENT, compressor_names)
from zipfile._streams import ZipExtFile, MemberWriter, Tellable, Window

__all__ = ['BadZipFile', 'BadZipfile', 'error', 'ZIP_STORED', 'ZIP_DEFLATED', 'ZIP_BZIP2', 'ZIP_LZMA', 'ZIP_ZSTANDARD',
           'is_zipfile', 'ZipInfo', 'ZipFile', 'PyZipFile', 'LargeZipFile', 'Path']

error = BadZipfile = BadZipFile
ZIP64_LIMIT = (1 << 31) - 1
ZIP_FILECOUNT_LIMIT = (1 << 16) - 1


def is_zipfile(filename):
    """Whether the file (a path or an open file) ends as a ZIP archive does."""
    try:
        if hasattr(filename, 'read'):
            start = filename.tell()
            found = _ends_well(filename)
            filename.seek(start)
            return found
        with open(filename, 'rb') as fp:
            return _ends_well(fp)
    except (OSError, BadZipFile):
        return False


def _ends_well(fp):
    """Whether there is an end record, and a directory where it says."""
    end = rec.find_end(fp)
    if end is None:
        return False
    if end.size == end.offset == 0 and end.location - end.length == 0:
        return True
    if end.size and end.prepended() + end.offset >= 0:
        fp.seek(end.prepended() + end.offset)
        return fp.read(4) == rec.CENTRAL_SIGN
    return not end.size


class ZipInfo:
    """What an archive says of one member."""

    __slots__ = ('orig_filename', 'filename', 'date_time', 'compress_type', 'compress_level', 'comment', 'extra',
                 'create_system', 'create_version', 'extract_version', 'reserved', 'flag_bits', 'volume',
                 'internal_attr', 'external_attr', 'header_offset', 'CRC', 'compress_size', 'file_size', '_raw_time',
                 '_end_offset')

    def __init__(self, filename='NoName', date_time=(1980, 1, 1, 0, 0, 0)):
        self.orig_filename = filename
        filename = filename.partition('\0')[0]
        self.filename = filename if os.sep == '/' else filename.replace(os.sep, '/')
        self.date_time = date_time
        if date_time[0] < 1980:
            raise ValueError('ZIP does not support timestamps before 1980')
        self.compress_type, self.compress_level = ZIP_STORED, None
        self.comment = self.extra = b''
        self.create_system = 0 if sys.platform == 'win32' else 3
        self.create_version = self.extract_version = DEFAULT_VERSION
        self.reserved = self.flag_bits = self.volume = self.internal_attr = self.external_attr = 0
        self.compress_size = self.file_size = 0
        self._end_offset = None

    @property
    def _compresslevel(self):
        return self.compress_level

    @_compresslevel.setter
    def _compresslevel(self, value):
        self.compress_level = value

    def __repr__(self):
        out = [f'<{type(self).__name__} filename={self.filename!r}']
        if self.compress_type != ZIP_STORED:
            out.append(f'compress_type={compressor_names.get(self.compress_type, self.compress_type)}')
        mode, low = self.external_attr >> 16, self.external_attr & 0xffff
        if mode:
            out.append(f'filemode={stat.filemode(mode)!r}')
        if low:
            out.append(f'external_attr={low:#x}')
        directory = self.is_dir()
        if not directory or self.file_size:
            out.append(f'file_size={self.file_size!r}')
        if (not directory or self.compress_size) and (
                self.compress_type != ZIP_STORED or self.file_size != self.compress_size):
            out.append(f'compress_size={self.compress_size!r}')
        return ' '.join(out) + '>'

    @classmethod
    def from_file(cls, filename, arcname=None, *, strict_timestamps=True):
        """The entry of a file or folder of the file system."""
        filename = os.fspath(filename)
        found = os.stat(filename)
        when = time.localtime(found.st_mtime)[:6]
        if not strict_timestamps:
            when = max(min(when, (2107, 12, 31, 23, 59, 59)), (1980, 1, 1, 0, 0, 0))
        name = os.path.normpath(os.path.splitdrive(filename if arcname is None else arcname)[1])
        name = name.lstrip(os.sep + (os.altsep or ''))
        directory = stat.S_ISDIR(found.st_mode)
        info = cls(name + '/' if directory else name, when)
        info.external_attr = (found.st_mode & 0xffff) << 16
        if directory:
            info.external_attr |= 0x10
        else:
            info.file_size = found.st_size
        return info

    def _for_archive(self, archive):
        """Date, method and permissions of a member that a name was given for."""
        epoch = os.environ.get('SOURCE_DATE_EPOCH')
        self.date_time = (time.gmtime(int(epoch)) if epoch else time.localtime(time.time()))[:6]
        self.compress_type, self.compress_level = archive.compression, archive.compresslevel
        self.external_attr = 0o40775 << 16 | 0x10 if self.filename.endswith('/') else 0o600 << 16
        return self

    def is_dir(self):
        """Whether the member is a folder."""
        return self.filename.endswith('/') or bool(os.altsep and self.filename.endswith((os.sep, os.altsep)))

    def _dos_time(self):
        year, month, day, hour, minute, second = self.date_time[:6]
        return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day

    def _encoded_name(self):
        """(name as bytes, flags)."""
        try:
            return self.filename.encode('ascii'), self.flag_bits & ~rec.UTF8
        except UnicodeEncodeError:
            return self.filename.encode('utf-8'), self.flag_bits | rec.UTF8

    def _versions(self, least):
        """Raise the two versions to what the method and `least` need."""
        least = max(least, {ZIP_BZIP2: BZIP2_VERSION, ZIP_LZMA: LZMA_VERSION,
                            ZIP_ZSTANDARD: ZSTANDARD_VERSION}.get(self.compress_type, 0))
        self.extract_version = max(least, self.extract_version)
        self.create_version = max(least, self.create_version)

    def FileHeader(self, zip64=None):
        """The header before the data, as bytes."""
        hour, day = self._dos_time()
        crc, packed, size = (0, 0, 0) if self.flag_bits & rec.DESCRIPTOR else (
            self.CRC, self.compress_size, self.file_size)
        extra, least = self.extra, 0
        if zip64 is None:
            zip64 = size > ZIP64_LIMIT or packed > ZIP64_LIMIT
        if zip64:
            extra += struct.pack('<HHQQ', 1, 16, size, packed)
            size = packed = 0xffffffff
            least = ZIP64_VERSION
        self._versions(least)
        name, flags = self._encoded_name()
        header = rec.LOCAL.pack(rec.LOCAL_SIGN, self.extract_version, self.reserved, flags, self.compress_type,
                                hour, day, crc, packed, size, len(name), len(extra))
        return header + name + extra

    def _central(self):
        """The entry of the directory, as bytes."""
        hour, day = self._dos_time()
        large, sizes, offset = [], (self.compress_size, self.file_size), self.header_offset
        if max(sizes) > ZIP64_LIMIT:
            large += [self.file_size, self.compress_size]
            sizes = 0xffffffff, 0xffffffff
        if offset > ZIP64_LIMIT:
            large.append(offset)
            offset = 0xffffffff
        extra, least = self.extra, 0
        if large:
            extra = struct.pack(f'<HH{len(large)}Q', 1, 8 * len(large), *large) + rec.strip_extra(extra, (1,))
            least = ZIP64_VERSION
        self._versions(least)
        name, flags = self._encoded_name()
        return rec.CENTRAL.pack(
            rec.CENTRAL_SIGN, self.create_version, self.create_system, self.extract_version, self.reserved, flags,
            self.compress_type, hour, day, self.CRC, *sizes, len(name), len(extra), len(self.comment), 0,
            self.internal_attr, self.external_attr, offset) + name + extra + self.comment

    def _read_extra(self):
        """Sizes and offset that ZIP64 holds among the extra fields."""
        extra = self.extra
        while len(extra) >= 4:
            kind, size = struct.unpack_from('<HH', extra)
            if size + 4 > len(extra):
                raise BadZipFile('Corrupt extra field %04x (size=%d)' % (kind, size))
            if kind == 1:
                data = extra[4:4 + size]
                for field, text in (('file_size', 'File size'), ('compress_size', 'Compress size'),
                                    ('header_offset', 'Header offset')):
                    none = (0xffffffff, 0xffffffffffffffff) if field == 'file_size' else (0xffffffff,)
                    if getattr(self, field) in none:
                        if len(data) < 8:
                            raise BadZipFile(f'Corrupt zip64 extra field. {text} not found.')
                        setattr(self, field, int.from_bytes(data[:8], 'little'))
                        data = data[8:]
            elif kind == 0x7075:
                self._read_unicode_name(extra[4:4 + size])
            extra = extra[size + 4:]

    def _read_unicode_name(self, data):
        """Info-ZIP's name in UTF-8, if it belongs to the name in the directory."""
        try:
            version, crc = struct.unpack_from('<BL', data)
        except struct.error as e:
            raise BadZipFile('Corrupt unicode path extra field (0x7075)') from e
        from zlib import crc32
        if version == 1 and crc == crc32(self.orig_filename.encode('cp437', 'replace')):
            try:
                name = data[5:].decode('utf-8')
            except UnicodeDecodeError as e:
                raise BadZipFile('Corrupt unicode path extra field (0x7075): invalid utf-8 bytes') from e
            if name:
                self.filename = name.partition('\0')[0]
            else:
                import warnings
                warnings.warn('Empty unicode path extra field (0x7075)', stacklevel=2)


class ZipFile:
    """An archive that is read, written or appended to."""

    fp = None

    def __init__(self, file, mode='r', compression=ZIP_STORED, allowZip64=True, compresslevel=None, *,
                 strict_timestamps=True, metadata_encoding=None):
        if mode not in ('r', 'w', 'x', 'a'):
            raise ValueError("ZipFile requires mode 'r', 'w', 'x', or 'a'")
        rec.check_compression(compression)
        self._allowZip64, self._didModify, self.debug = allowZip64, False, 0
        self.NameToInfo, self.filelist = {}, []
        self.compression, self.compresslevel, self.mode, self.pwd, self._comment = compression, compresslevel, mode, None, b''
        self._strict_timestamps, self.metadata_encoding = strict_timestamps, metadata_encoding
        if metadata_encoding and mode != 'r':
            raise ValueError('metadata_encoding is only supported for reading files')
        if isinstance(file, os.PathLike):
            file = os.fspath(file)
        if isinstance(file, str):
            self._filePassed, self.filename = 0, file
            self.fp = self._opened(file, mode)
        else:
            self._filePassed, self.fp, self.filename = 1, file, getattr(file, 'name', None)
        self._fileRefCnt, self._lock, self._seekable, self._writing = 1, threading.RLock(), True, False
        try:
            self._begin(mode)
        except:
            fp, self.fp = self.fp, None
            self._fpclose(fp)
            raise

    @staticmethod
    def _opened(file, mode):
        """The file, to be read too if that can be had."""
        wanted = {'r': ('rb',), 'w': ('w+b', 'wb'), 'x': ('x+b', 'xb'), 'a': ('r+b', 'w+b', 'wb')}[mode]
        for which in wanted:
            try:
                return open(file, which)
            except OSError:
                if which == wanted[-1]:
                    raise

    def _begin(self, mode):
        """Read the directory, or find the place to write to."""
        if mode == 'r':
            self._RealGetContents()
        elif mode == 'a':
            try:
                self._RealGetContents()
                self.fp.seek(self.start_dir)
            except BadZipFile:
                # not an archive: one is appended to it
                self.fp.seek(0, 2)
                self._didModify = True
                self.start_dir = self.fp.tell()
        else:
            self._didModify = True
            try:
                self.start_dir = self.fp.tell()
            except (AttributeError, OSError):
                self.fp, self.start_dir, self._seekable = Tellable(self.fp), 0, False
            else:
                try:
                    self.fp.seek(self.start_dir)
                except (AttributeError, OSError):
                    self._seekable = False

    def __enter__(self):
        return self

    def __exit__(self, type, value, traceback):
        self.close()

    def __repr__(self):
        out = f'<{type(self).__module__}.{type(self).__qualname__}'
        if self.fp is None:
            return out + ' [closed]>'
        if self._filePassed:
            out += f' file={self.fp!r}'
        elif self.filename is not None:
            out += f' filename={self.filename!r}'
        return out + f' mode={self.mode!r}>'

    def _RealGetContents(self):
        """Read the directory of the archive."""
        fp = self.fp
        try:
            end = rec.find_end(fp)
        except OSError:
            raise BadZipFile('File is not a zip file')
        if end is None:
            raise BadZipFile('File is not a zip file')
        before = end.prepended()
        self._comment, self.start_dir = end.comment, end.offset + before
        if self.debug > 2:
            print('given, inferred, offset', end.offset, self.start_dir, before)
        if self.start_dir < 0:
            raise BadZipFile('Bad offset for central directory')
        fp.seek(self.start_dir)
        data, at = fp.read(end.size), 0
        while at < end.size:
            entry = data[at:at + rec.CENTRAL.size]
            if len(entry) != rec.CENTRAL.size:
                raise BadZipFile('Truncated central directory')
            info, at = self._entry(data, at)
            info.header_offset += before
            self.filelist.append(info)
            self.NameToInfo[info.filename] = info
        following = self.start_dir
        for info in reversed(sorted(self.filelist, key=lambda info: info.header_offset)):
            info._end_offset = following
            following = info.header_offset

    def _entry(self, data, at):
        """(info, where the next entry begins) of an entry of the directory."""
        (sign, create, system, extract, reserved, flags, method, hour, day, crc, packed, size, name_length, extra_length,
         comment_length, volume, internal, external, offset) = rec.CENTRAL.unpack_from(data, at)
        if sign != rec.CENTRAL_SIGN:
            raise BadZipFile('Bad magic number for central directory')
        at += rec.CENTRAL.size
        name = data[at:at + name_length]
        name = name.decode('utf-8' if flags & rec.UTF8 else self.metadata_encoding or 'cp437')
        info = ZipInfo(name)
        at += name_length
        info.extra = data[at:at + extra_length]
        at += extra_length
        info.comment = data[at:at + comment_length]
        info.create_version, info.create_system, info.extract_version, info.reserved = create, system, extract, reserved
        info.flag_bits, info.compress_type, info._raw_time, info.CRC = flags, method, hour, crc
        info.compress_size, info.file_size, info.header_offset, info.volume = packed, size, offset, volume
        info.internal_attr, info.external_attr = internal, external
        if extract > MAX_EXTRACT_VERSION:
            raise NotImplementedError('zip file version %.1f' % (extract / 10))
        info.date_time = ((day >> 9) + 1980, day >> 5 & 15, day & 31, hour >> 11, hour >> 5 & 63, (hour & 31) * 2)
        info._read_extra()
        return info, at + comment_length

    def namelist(self):
        """The names of the members."""
        return [info.filename for info in self.filelist]

    def infolist(self):
        """The members, in the order of the directory."""
        return self.filelist

    def printdir(self, file=None):
        """Print a table of the members."""
        print('%-46s %19s %12s' % ('File Name', 'Modified    ', 'Size'), file=file)
        for info in self.filelist:
            when = '%d-%02d-%02d %02d:%02d:%02d' % info.date_time[:6]
            print('%-46s %s %12d' % (info.filename, when, info.file_size), file=file)

    def testzip(self):
        """The name of the first member whose data is damaged, None if all are well."""
        for info in self.filelist:
            try:
                with self.open(info.filename) as f:
                    while f.read(1 << 20):
                        pass
            except BadZipFile:
                return info.filename

    def getinfo(self, name):
        """The member of that name."""
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError(f'There is no item named {name!r} in the archive')
        return info

    def setpassword(self, pwd):
        """The password for encrypted members."""
        if pwd and not isinstance(pwd, bytes):
            raise TypeError(f'pwd: expected bytes, got {type(pwd).__name__}')
        self.pwd = pwd or None

    @property
    def comment(self):
        """The comment of the whole archive."""
        return self._comment

    @comment.setter
    def comment(self, comment):
        if not isinstance(comment, bytes):
            raise TypeError(f'comment: expected bytes, got {type(comment).__name__}')
        if len(comment) > ZIP_MAX_COMMENT:
            import warnings
            warnings.warn(f'Archive comment is too long; truncating to {ZIP_MAX_COMMENT} bytes', stacklevel=2)
            comment = comment[:ZIP_MAX_COMMENT]
        self._comment, self._didModify = comment, True

    def read(self, name, pwd=None):
        """The data of a member."""
        with self.open(name, 'r', pwd) as f:
            return f.read()

    def open(self, name, mode='r', pwd=None, *, force_zip64=False):
        """A member as a file that is read, or written with mode 'w'."""
        if mode not in ('r', 'w'):
            raise ValueError('open() requires mode "r" or "w"')
        if pwd and mode == 'w':
            raise ValueError('pwd is only supported for reading files')
        if not self.fp:
            raise ValueError('Attempt to use ZIP archive that was already closed')
        if isinstance(name, ZipInfo):
            info = name
        elif mode == 'w':
            info = ZipInfo(name)
            info.compress_type, info.compress_level = self.compression, self.compresslevel
        else:
            info = self.getinfo(name)
        if mode == 'w':
            return self._open_to_write(info, force_zip64)
        if self._writing:
            raise ValueError("Can't read from the ZIP file while there is an open writing handle on it. "
                             'Close the writing handle before trying to read.')
        self._fileRefCnt += 1
        window = Window(self.fp, info.header_offset, self._fpclose, self._lock, lambda: self._writing)
        try:
            self._check_header(window, info)
            if info.flag_bits & rec.ENCRYPTED:
                pwd = pwd or self.pwd
                if pwd and not isinstance(pwd, bytes):
                    raise TypeError(f'pwd: expected bytes, got {type(pwd).__name__}')
                if not pwd:
                    raise RuntimeError(f'File {info.orig_filename!r} is encrypted, password required for extraction')
            else:
                pwd = None
            return ZipExtFile(window, mode + 'b', info, pwd, True)
        except:
            window.close()
            raise

    def _check_header(self, window, info):
        """Read the header before the data, and compare it with the directory."""
        header = window.read(rec.LOCAL.size)
        if len(header) != rec.LOCAL.size:
            raise BadZipFile('Truncated file header')
        sign, _, _, _, _, _, _, _, _, _, name_length, extra_length = rec.LOCAL.unpack(header)
        if sign != rec.LOCAL_SIGN:
            raise BadZipFile('Bad magic number for file header')
        name = window.read(name_length)
        if extra_length:
            window.seek(extra_length, whence=1)
        if info.flag_bits & rec.PATCHED:
            raise NotImplementedError('compressed patched data (flag bit 5)')
        if info.flag_bits & rec.STRONG:
            raise NotImplementedError('strong encryption (flag bit 6)')
        try:
            same = name.decode('utf-8' if info.flag_bits & rec.UTF8 else self.metadata_encoding or 'cp437') == info.orig_filename
        except UnicodeDecodeError:
            same = False
        if not same:
            raise BadZipFile(f'File name in directory {info.orig_filename!r} and header {name!r} differ.')
        end = info._end_offset
        if end is not None and window.tell() + info.compress_size > end:
            if end == info.header_offset:
                import warnings
                warnings.warn(f'Overlapped entries: {info.orig_filename!r} (possible zip bomb)',
                              skip_file_prefixes=(os.path.dirname(__file__),))
            else:
                raise BadZipFile(f'Overlapped entries: {info.orig_filename!r} (possible zip bomb)')

    def _open_to_write(self, info, force_zip64=False):
        if force_zip64 and not self._allowZip64:
            raise ValueError('force_zip64 is True, but allowZip64 was False when opening the ZIP file.')
        if self._writing:
            raise ValueError("Can't write to the ZIP file while there is another write handle open on it. "
                             'Close the first handle before opening another.')
        info.compress_size = info.CRC = 0
        info.flag_bits = 0x02 if info.compress_type == ZIP_LZMA else 0
        if not self._seekable:
            info.flag_bits |= rec.DESCRIPTOR
        if not info.external_attr:
            info.external_attr = 0o600 << 16
        # packing may make the data larger
        zip64 = force_zip64 or info.file_size * 1.05 > ZIP64_LIMIT
        if not self._allowZip64 and zip64:
            raise LargeZipFile('Filesize would require ZIP64 extensions')
        if self._seekable:
            self.fp.seek(self.start_dir)
        info.header_offset = self.fp.tell()
        self._writecheck(info)
        self._didModify = True
        self.fp.write(info.FileHeader(zip64))
        self._writing = True
        return MemberWriter(self, info, zip64, ZIP64_LIMIT)

    def _writecheck(self, info):
        """Refuse what cannot be written, and warn of a name that is taken."""
        if info.filename in self.NameToInfo:
            import warnings
            warnings.warn(f'Duplicate name: {info.filename!r}', stacklevel=3)
        if self.mode not in ('w', 'x', 'a'):
            raise ValueError("write() requires mode 'w', 'x', or 'a'")
        if not self.fp:
            raise ValueError('Attempt to write ZIP archive that was already closed')
        rec.check_compression(info.compress_type)
        if not self._allowZip64:
            over = ('Files count' if len(self.filelist) >= ZIP_FILECOUNT_LIMIT else
                    'Filesize' if info.file_size > ZIP64_LIMIT else
                    'Zipfile size' if info.header_offset > ZIP64_LIMIT else None)
            if over:
                raise LargeZipFile(over + ' would require ZIP64 extensions')

    def _can_write(self, period=''):
        if not self.fp:
            raise ValueError('Attempt to write to ZIP archive that was already closed')
        if self._writing:
            raise ValueError("Can't write to ZIP archive while an open writing handle exists" + period)

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):
        """Put a file or folder of the file system into the archive."""
        self._can_write()
        info = ZipInfo.from_file(filename, arcname, strict_timestamps=self._strict_timestamps)
        if info.is_dir():
            info.compress_size = info.CRC = 0
            self.mkdir(info)
            return
        info.compress_type = self.compression if compress_type is None else compress_type
        info.compress_level = self.compresslevel if compresslevel is None else compresslevel
        with open(filename, 'rb') as source, self.open(info, 'w') as target:
            shutil.copyfileobj(source, target, 1 << 13)

    def writestr(self, zinfo_or_arcname, data, compress_type=None, compresslevel=None):
        """Put text (as UTF-8) or bytes into the archive under a name."""
        if isinstance(data, str):
            data = data.encode('utf-8')
        info = zinfo_or_arcname
        if not isinstance(info, ZipInfo):
            info = ZipInfo(info)._for_archive(self)
        if compress_type is not None:
            info.compress_type = compress_type
        if compresslevel is not None:
            info.compress_level = compresslevel
        info.file_size = len(data)
        with self._lock:
            self._can_write('.')
            with self.open(info, 'w') as target:
                target.write(data)

    def mkdir(self, zinfo_or_directory_name, mode=0o777):
        """Put a folder into the archive."""
        info = zinfo_or_directory_name
        if isinstance(info, ZipInfo):
            if not info.is_dir():
                raise ValueError('The given ZipInfo does not describe a directory')
        elif isinstance(info, str):
            info = ZipInfo(info if info.endswith('/') else info + '/')
            info.compress_size = info.CRC = 0
            info.external_attr = ((0o40000 | mode) & 0xffff) << 16 | 0x10
            info.file_size = 0
        else:
            raise TypeError('Expected type str or ZipInfo')
        with self._lock:
            self._can_write('.')
            if self._seekable:
                self.fp.seek(self.start_dir)
            info.header_offset = self.fp.tell()
            if info.compress_type == ZIP_LZMA:
                info.flag_bits |= 0x02
            self._writecheck(info)
            self._didModify = True
            self.filelist.append(info)
            self.NameToInfo[info.filename] = info
            self.fp.write(info.FileHeader(False))
            self.start_dir = self.fp.tell()

    def extract(self, member, path=None, pwd=None):
        """Extract a member into a folder (the current one); the path of what was made."""
        return self._extract_member(member, os.getcwd() if path is None else os.fspath(path), pwd)

    def extractall(self, path=None, members=None, pwd=None):
        """Extract the members, all of them if none are named."""
        path = os.getcwd() if path is None else os.fspath(path)
        for member in self.namelist() if members is None else members:
            self._extract_member(member, path, pwd)

    def _extract_member(self, member, targetpath, pwd):
        if not isinstance(member, ZipInfo):
            member = self.getinfo(member)
        name = member.filename.replace('/', os.sep)
        if os.altsep:
            name = name.replace(os.altsep, os.sep)
        # whatever the archive says, nothing goes outside the folder
        parts = os.path.splitdrive(name)[1].split(os.sep)
        name = os.sep.join(part for part in parts if part not in ('', '.', '..'))
        if not name and not member.is_dir():
            raise ValueError('Empty filename.')
        target = os.path.normpath(os.path.join(targetpath, name))
        above = os.path.dirname(target)
        if above and not os.path.exists(above):
            os.makedirs(above, exist_ok=True)
        if member.is_dir():
            if not os.path.isdir(target):
                try:
                    os.mkdir(target)
                except FileExistsError:
                    if not os.path.isdir(target):
                        raise
            return target
        with self.open(member, pwd=pwd) as source, open(target, 'wb') as out:
            shutil.copyfileobj(source, out)
        return target

    def __del__(self):
        self.close()

    def close(self):
        """Write the directory if anything was written, and close the file."""
        if self.fp is None:
            return
        if self._writing:
            raise ValueError("Can't close the ZIP file while there is an open writing handle on it. "
                             'Close the writing handle before closing the zip.')
        try:
            if self.mode in ('w', 'x', 'a') and self._didModify:
                with self._lock:
                    if self._seekable:
                        self.fp.seek(self.start_dir)
                    self._write_end_record()
        finally:
            fp, self.fp = self.fp, None
            self._fpclose(fp)

    def _write_end_record(self):
        for info in self.filelist:
            self.fp.write(info._central())
        position = self.fp.tell()
        count, size, offset = len(self.filelist), position - self.start_dir, self.start_dir
        over = ('Files count' if count > ZIP_FILECOUNT_LIMIT else
                'Central directory offset' if offset > ZIP64_LIMIT else
                'Central directory size' if size > ZIP64_LIMIT else None)
        if over:
            if not self._allowZip64:
                raise LargeZipFile(over + ' would require ZIP64 extensions')
            self.fp.write(rec.END64.pack(rec.END64_SIGN, rec.END64.size - 12, 45, 45, 0, 0, count, count, size, offset))
            self.fp.write(rec.LOCATOR64.pack(rec.LOCATOR64_SIGN, 0, position, 1))
            count, size, offset = min(count, 0xffff), min(size, 0xffffffff), min(offset, 0xffffffff)
        self.fp.write(rec.END.pack(rec.END_SIGN, 0, 0, count, count, size, offset, len(self._comment)))
        self.fp.write(self._comment)
        if self.mode == 'a':
            self.fp.truncate()
        self.fp.flush()

    def _fpclose(self, fp):
        """One user of the file less; without users it is closed, if it is ours."""
        self._fileRefCnt -= 1
        if not self._fileRefCnt and not self._filePassed:
            fp.close()


def main(args=None):
    """The command line."""
    from zipfile._tool import main
    main(args)


from zipfile._path import Path, CompleteDirs  # noqa: E402
from zipfile._python import PyZipFile  # noqa: E402
