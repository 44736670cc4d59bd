"""Contract: tar archives: read, written, appended to and extracted; ustar, GNU and PAX; plain, compressed, and as streams.
Members are in `_tarfile_info`, extraction in `_tarfile_extract`, the filters in `_tarfile_filters`."""
import builtins
import io
import os
import stat
import sys
import time

from _tarfile_errors import *
from _tarfile_errors import ENCODING, DEFAULT_FORMAT
from _tarfile_extract import Extractor
from _tarfile_filters import fully_trusted_filter, tar_filter, data_filter
from _tarfile_info import TarInfo
from _tarfile_streams import ExFileObject, Stream, compression_module, copyfileobj

__all__ = ['TarFile', 'TarInfo', 'is_tarfile', 'TarError', 'ReadError', 'CompressionError', 'StreamError',
           'ExtractError', 'HeaderError', 'ENCODING', 'USTAR_FORMAT', 'GNU_FORMAT', 'PAX_FORMAT', 'DEFAULT_FORMAT',
           'open', 'fully_trusted_filter', 'data_filter', 'tar_filter', 'FilterError', 'AbsoluteLinkError',
           'OutsideDestinationError', 'SpecialFileError', 'AbsolutePathError', 'LinkOutsideDestinationError',
           'LinkFallbackError']

version = '0.9.0'
_KINDS = {REGTYPE: stat.S_IFREG, AREGTYPE: stat.S_IFREG, CONTTYPE: stat.S_IFREG, SYMTYPE: stat.S_IFLNK,
          DIRTYPE: stat.S_IFDIR, FIFOTYPE: stat.S_IFIFO, CHRTYPE: stat.S_IFCHR, BLKTYPE: stat.S_IFBLK,
          GNUTYPE_SPARSE: stat.S_IFREG}


def _say(text):
    """Print a word, with the characters that the terminal lacks escaped."""
    encoding = getattr(sys.stdout, 'encoding', None)
    if encoding is not None:
        text = text.encode(encoding, 'backslashreplace').decode(encoding)
    print(text, end=' ')


class TarFile(Extractor):
    """An archive that is read, written or appended to."""

    debug, dereference, ignore_zeros, errorlevel = 0, False, False, 1
    format, encoding, errors = DEFAULT_FORMAT, ENCODING, None
    tarinfo, fileobject = TarInfo, ExFileObject
    OPEN_METH = {'tar': 'taropen', 'gz': 'gzopen', 'bz2': 'bz2open', 'xz': 'xzopen', 'zst': 'zstopen'}

    def __init__(self, name=None, mode='r', fileobj=None, format=None, tarinfo=None, dereference=None, ignore_zeros=None,
                 encoding=None, errors='surrogateescape', pax_headers=None, debug=None, errorlevel=None, copybufsize=None,
                 stream=False):
        modes = {'r': 'rb', 'a': 'r+b', 'w': 'wb', 'x': 'xb'}
        if mode not in modes:
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        self.mode, self._mode = mode, modes[mode]
        if not fileobj:
            if mode == 'a' and not os.path.exists(name):
                self.mode, self._mode = 'w', 'wb'
            fileobj, self._extfileobj = builtins.open(name, self._mode), False
        else:
            if name is None and isinstance(getattr(fileobj, 'name', None), (str, bytes)):
                name = fileobj.name
            self._mode, self._extfileobj = getattr(fileobj, 'mode', self._mode), True
        self.name, self.fileobj, self.errors = os.path.abspath(name) if name else None, fileobj, errors
        for key, value in dict(format=format, tarinfo=tarinfo, dereference=dereference, ignore_zeros=ignore_zeros,
                               encoding=encoding, debug=debug, errorlevel=errorlevel).items():
            if value is not None:
                setattr(self, key, value)
        self.pax_headers = pax_headers if pax_headers is not None and self.format == PAX_FORMAT else {}
        self.stream, self.copybufsize, self.closed, self.members, self._loaded = stream, copybufsize, False, [], False
        # inodes: the paths of the files that were added, for hard links
        self.offset, self.inodes, self._unames, self._gnames, self.firstmember = fileobj.tell(), {}, {}, {}, None
        try:
            self._begin()
        except:
            if not self._extfileobj:
                self.fileobj.close()
            self.closed = True
            raise

    def _begin(self):
        """Read the first header, or all of them to append, or write the global one."""
        if self.mode == 'r':
            self.firstmember = self.next()
        if self.mode == 'a':
            # write over the zeros at the end
            while True:
                self.fileobj.seek(self.offset)
                try:
                    self.members.append(self.tarinfo.fromtarfile(self))
                except EOFHeaderError:
                    self.fileobj.seek(self.offset)
                    break
                except HeaderError as e:
                    raise ReadError(str(e)) from None
        if self.mode in ('a', 'w', 'x'):
            self._loaded = True
            if self.pax_headers:
                buf = self.tarinfo.create_pax_global_header(self.pax_headers.copy())
                self.fileobj.write(buf)
                self.offset += len(buf)

    # opening

    @classmethod
    def open(cls, name=None, mode='r', fileobj=None, bufsize=RECORDSIZE, **kwargs):
        """Open an archive; the mode says how it is compressed ('r:gz'), and whether it is a stream ('r|gz')."""
        if not name and not fileobj:
            raise ValueError('nothing to open')
        if mode in ('r', 'r:*'):
            return cls._open_any(name, fileobj, kwargs)
        if ':' in mode:
            filemode, _, comptype = mode.partition(':')
            filemode, comptype = filemode or 'r', comptype or 'tar'
            if comptype not in cls.OPEN_METH:
                raise CompressionError(f'unknown compression type {comptype!r}')
            return getattr(cls, cls.OPEN_METH[comptype])(name, filemode, fileobj, **kwargs)
        if '|' in mode:
            filemode, _, comptype = mode.partition('|')
            filemode, comptype = filemode or 'r', comptype or 'tar'
            if filemode not in ('r', 'w'):
                raise ValueError("mode must be 'r' or 'w'")
            if 'compresslevel' in kwargs and comptype not in ('gz', 'bz2'):
                raise ValueError('compresslevel is only valid for w|gz and w|bz2 modes')
            if 'preset' in kwargs and comptype != 'xz':
                raise ValueError('preset is only valid for w|xz mode')
            stream = Stream(name, filemode, comptype, fileobj, bufsize, kwargs.pop('compresslevel', 9),
                            kwargs.pop('preset', None))
            try:
                archive = cls(name, filemode, stream, **kwargs)
            except:
                stream.close()
                raise
            archive._extfileobj = False
            return archive
        if mode in ('a', 'w', 'x'):
            return cls.taropen(name, mode, fileobj, **kwargs)
        raise ValueError('undiscernible mode')

    @classmethod
    def _open_any(cls, name, fileobj, kwargs):
        """Try one compression after the other, and none at last."""
        start = fileobj.tell() if fileobj is not None else None
        failures = []
        for comptype in sorted(cls.OPEN_METH, key=lambda comptype: cls.OPEN_METH[comptype] == 'taropen'):
            try:
                return getattr(cls, cls.OPEN_METH[comptype])(name, 'r', fileobj, **kwargs)
            except (ReadError, CompressionError) as e:
                failures.append(f'- method {comptype}: {e!r}')
                if fileobj is not None:
                    fileobj.seek(start)
        raise ReadError('file could not be opened successfully:\n' + '\n'.join(failures))

    @classmethod
    def taropen(cls, name, mode='r', fileobj=None, **kwargs):
        """Open an archive that is not compressed."""
        if mode not in ('r', 'a', 'w', 'x'):
            raise ValueError("mode must be 'r', 'a', 'w' or 'x'")
        return cls(name, mode, fileobj, **kwargs)

    @classmethod
    def _compressed(cls, name, mode, make, bad, message, kwargs):
        """An archive in the compressed file that `make` opens; `bad` are the errors of data of another kind."""
        opened = None
        try:
            opened = make()
            archive = cls.taropen(name, mode, opened, **kwargs)
        except bad as e:
            if opened is not None:
                opened.close()
            if mode == 'r' and not isinstance(e, FileNotFoundError):
                raise ReadError(message) from e
            raise
        except:
            if opened is not None:
                opened.close()
            raise
        archive._extfileobj = False
        return archive

    @staticmethod
    def _check_compressed_mode(mode):
        if mode not in ('r', 'w', 'x'):
            raise ValueError("mode must be 'r', 'w' or 'x'")

    @classmethod
    def gzopen(cls, name, mode='r', fileobj=None, compresslevel=9, **kwargs):
        """Open an archive compressed with gzip."""
        cls._check_compressed_mode(mode)
        compression_module('gz')
        from gzip import GzipFile
        if fileobj is None and mode == 'r':
            # a missing file is no matter of compression
            builtins.open(name, 'rb').close()
        return cls._compressed(name, mode, lambda: GzipFile(name, mode + 'b', compresslevel, fileobj), OSError,
                               'not a gzip file', kwargs)

    @classmethod
    def bz2open(cls, name, mode='r', fileobj=None, compresslevel=9, **kwargs):
        """Open an archive compressed with bzip2."""
        cls._check_compressed_mode(mode)
        module = compression_module('bz2')
        return cls._compressed(name, mode, lambda: module.BZ2File(fileobj or name, mode, compresslevel=compresslevel),
                               (OSError, EOFError), 'not a bzip2 file', kwargs)

    @classmethod
    def xzopen(cls, name, mode='r', fileobj=None, preset=None, **kwargs):
        """Open an archive compressed with xz."""
        cls._check_compressed_mode(mode)
        module = compression_module('xz')
        return cls._compressed(name, mode, lambda: module.LZMAFile(fileobj or name, mode, preset=preset),
                               (module.LZMAError, EOFError), 'not an lzma file', kwargs)

    @classmethod
    def zstopen(cls, name, mode='r', fileobj=None, level=None, options=None, zstd_dict=None, **kwargs):
        """Open an archive compressed with Zstandard."""
        cls._check_compressed_mode(mode)
        module = compression_module('zst')
        return cls._compressed(name, mode, lambda: module.ZstdFile(fileobj or name, mode, level=level, options=options,
                                                                   zstd_dict=zstd_dict),
                               (module.ZstdError, EOFError), 'not a zstd file', kwargs)

    # what there is

    def close(self):
        """Write the end of the archive, and close the file if it is ours."""
        if self.closed:
            return
        self.closed = True
        try:
            if self.mode in ('a', 'w', 'x'):
                self.fileobj.write(NUL * (BLOCKSIZE * 2))
                self.offset += BLOCKSIZE * 2
                rest = self.offset % RECORDSIZE
                if rest:
                    self.fileobj.write(NUL * (RECORDSIZE - rest))
        finally:
            if not self._extfileobj:
                self.fileobj.close()

    def getmember(self, name):
        """The last member of that name."""
        found = self._getmember(name.rstrip('/'))
        if found is None:
            raise KeyError(f'filename {name!r} not found')
        return found

    def getmembers(self):
        """All the members."""
        self._check()
        if not self._loaded:
            self._load()
            self._loaded = True
        return self.members

    def getnames(self):
        """The names of all the members."""
        return [tarinfo.name for tarinfo in self.getmembers()]

    def _load(self):
        if self.stream:
            return
        while self.next() is not None:
            pass
        self._loaded = True

    def _getmember(self, name, tarinfo=None, normalize=False):
        """The last member of that name, before a given one."""
        members = self.getmembers()
        if tarinfo is not None:
            for i in range(len(members) - 1, -1, -1):
                if members[i].offset == tarinfo.offset and members[i].offset_data == tarinfo.offset_data:
                    members = members[:i]
                    break
        if normalize:
            name = os.path.normpath(name)
        for member in reversed(members):
            if name == (os.path.normpath(member.name) if normalize else member.name):
                return member

    def _find_link_target(self, tarinfo):
        """The member that a link leads to: a hard link to one before it."""
        if tarinfo.issym():
            linkname, limit = '/'.join(filter(None, (os.path.dirname(tarinfo.name), tarinfo.linkname))), None
        else:
            linkname, limit = tarinfo.linkname, tarinfo
        member = self._getmember(linkname, tarinfo=limit, normalize=True)
        if member is None:
            raise KeyError(f'linkname {linkname!r} not found')
        return member

    def next(self):
        """The next member; None at the end."""
        self._check('ra')
        if self.firstmember is not None:
            member, self.firstmember = self.firstmember, None
            return member
        if self.offset != self.fileobj.tell():
            if self.offset == 0:
                return None
            self.fileobj.seek(self.offset - 1)
            if not self.fileobj.read(1):
                raise ReadError('unexpected end of data')
        tarinfo = None
        while True:
            try:
                tarinfo = self.tarinfo.fromtarfile(self)
            except EOFHeaderError as e:
                if self.ignore_zeros:
                    self._dbg(2, f'{self.offset:#X}: {e}')
                    self.offset += BLOCKSIZE
                    continue
            except InvalidHeaderError as e:
                if self.ignore_zeros:
                    self._dbg(2, f'{self.offset:#X}: {e}')
                    self.offset += BLOCKSIZE
                    continue
                if self.offset == 0:
                    raise ReadError(str(e)) from None
            except EmptyHeaderError:
                if self.offset == 0:
                    raise ReadError('empty file') from None
            except TruncatedHeaderError as e:
                if self.offset == 0:
                    raise ReadError(str(e)) from None
            except SubsequentHeaderError as e:
                raise ReadError(str(e)) from None
            except Exception as e:
                if isinstance(e, compression_errors()):
                    raise ReadError(f'zlib error: {e}') from None
                raise
            break
        if tarinfo is None:
            self._loaded = True
        elif not self.stream:
            self.members.append(tarinfo)
        return tarinfo

    def __iter__(self):
        if self._loaded:
            yield from self.members
            return
        index = 0
        if self.firstmember is not None:
            yield self.next()
            index = 1
        while True:
            if index < len(self.members):
                tarinfo = self.members[index]
            elif not self._loaded:
                tarinfo = self.next()
                if not tarinfo:
                    self._loaded = True
                    return
            else:
                return
            index += 1
            yield tarinfo

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, type, value, traceback):
        if type is None:
            self.close()
            return
        # an archive that was not finished gets no end
        if not self._extfileobj:
            self.fileobj.close()
        self.closed = True

    def _check(self, mode=None):
        if self.closed:
            raise OSError('TarFile is closed')
        if mode is not None and self.mode not in mode:
            raise OSError(f'bad operation for mode {self.mode!r}')

    def list(self, verbose=True, *, members=None):
        """Print a table of the members, as `ls -l` would."""
        self._check()
        for tarinfo in self if members is None else members:
            if verbose:
                if tarinfo.mode is None:
                    _say('??????????')
                else:
                    _say(stat.filemode(_KINDS.get(tarinfo.type, 0) | tarinfo.mode))
                _say(f'{tarinfo.uname or tarinfo.uid}/{tarinfo.gname or tarinfo.gid}')
                if tarinfo.ischr() or tarinfo.isblk():
                    _say('%10s' % f'{tarinfo.devmajor},{tarinfo.devminor}')
                else:
                    _say('%10d' % tarinfo.size)
                _say('????-??-?? ??:??:??' if tarinfo.mtime is None else
                     '%d-%02d-%02d %02d:%02d:%02d' % time.localtime(tarinfo.mtime)[:6])
            _say(tarinfo.name + ('/' if tarinfo.isdir() else ''))
            if verbose:
                if tarinfo.issym():
                    _say('-> ' + tarinfo.linkname)
                if tarinfo.islnk():
                    _say('link to ' + tarinfo.linkname)
            print()

    # writing

    def gettarinfo(self, name=None, arcname=None, fileobj=None):
        """The member for a file or folder of the file system; None for what an archive cannot hold."""
        self._check('awx')
        if fileobj is not None:
            name = fileobj.name
        arcname = os.path.splitdrive(name if arcname is None else arcname)[1].replace(os.sep, '/').lstrip('/')
        tarinfo = self.tarinfo()
        tarinfo._tarfile = self
        if fileobj is not None:
            found = os.fstat(fileobj.fileno())
        else:
            found = os.stat(name) if self.dereference else os.lstat(name)
        mode, linkname = found.st_mode, ''
        if stat.S_ISREG(mode):
            inode = found.st_ino, found.st_dev
            kind = REGTYPE
            if not self.dereference and found.st_nlink > 1 and self.inodes.get(inode, arcname) != arcname:
                kind, linkname = LNKTYPE, self.inodes[inode]
            elif inode[0]:
                self.inodes[inode] = arcname
        elif stat.S_ISLNK(mode):
            kind, linkname = SYMTYPE, os.readlink(name)
        else:
            for kind, wanted in _KINDS.items():
                if stat.S_IFMT(mode) == wanted:
                    break
            else:
                return None
        tarinfo.name, tarinfo.mode, tarinfo.uid, tarinfo.gid = arcname, mode, found.st_uid, found.st_gid
        tarinfo.size = found.st_size if kind == REGTYPE else 0
        tarinfo.mtime, tarinfo.type, tarinfo.linkname = found.st_mtime, kind, linkname
        tarinfo.uname = self._name_of('pwd', 'getpwuid', found.st_uid, self._unames)
        tarinfo.gname = self._name_of('grp', 'getgrgid', found.st_gid, self._gnames)
        if kind in (CHRTYPE, BLKTYPE) and hasattr(os, 'major'):
            tarinfo.devmajor, tarinfo.devminor = os.major(found.st_rdev), os.minor(found.st_rdev)
        return tarinfo

    @staticmethod
    def _name_of(module, function, number, known):
        """The name of a user or group, looked up once."""
        if number not in known:
            try:
                known[number] = getattr(__import__(module), function)(number)[0]
            except (ImportError, KeyError):
                known[number] = ''
        return known[number]

    def add(self, name, arcname=None, recursive=True, *, filter=None):
        """Put a file into the archive, or a folder and what is in it; `filter` may change members or leave them out."""
        self._check('awx')
        if arcname is None:
            arcname = name
        if self.name is not None and os.path.abspath(name) == self.name:
            self._dbg(2, f'tarfile: Skipped {name!r}')
            return
        self._dbg(1, name)
        tarinfo = self.gettarinfo(name, arcname)
        if tarinfo is None:
            self._dbg(1, f'tarfile: Unsupported type {name!r}')
            return
        if filter is not None:
            tarinfo = filter(tarinfo)
            if tarinfo is None:
                self._dbg(2, f'tarfile: Excluded {name!r}')
                return
        if tarinfo.isreg():
            with builtins.open(name, 'rb') as f:
                self.addfile(tarinfo, f)
            return
        self.addfile(tarinfo)
        if tarinfo.isdir() and recursive:
            for entry in sorted(os.listdir(name)):
                self.add(os.path.join(name, entry), os.path.join(arcname, entry), recursive, filter=filter)

    def addfile(self, tarinfo, fileobj=None):
        """Write a member, its data from a file."""
        self._check('awx')
        if fileobj is None and tarinfo.isreg() and tarinfo.size != 0:
            raise ValueError('fileobj not provided for non zero-size regular file')
        import copy
        tarinfo = copy.copy(tarinfo)
        buf = tarinfo.tobuf(self.format, self.encoding, self.errors)
        self.fileobj.write(buf)
        self.offset += len(buf)
        if fileobj is not None:
            copyfileobj(fileobj, self.fileobj, tarinfo.size, bufsize=self.copybufsize)
            rest = -tarinfo.size % BLOCKSIZE
            self.fileobj.write(NUL * rest)
            self.offset += tarinfo.size + rest
        self.members.append(tarinfo)


def compression_errors():
    """The errors of data that does not decompress."""
    import zlib
    return zlib.error


def is_tarfile(name):
    """Whether a path, or an open file, is an archive that can be read."""
    try:
        if hasattr(name, 'read'):
            start = name.tell()
            archive = open(fileobj=name)
            name.seek(start)
        else:
            archive = open(name)
        archive.close()
        return True
    except TarError:
        return False


open = TarFile.open


def main():
    """The command line."""
    from _tarfile_tool import main
    main()


if __name__ == '__main__':
    main()
