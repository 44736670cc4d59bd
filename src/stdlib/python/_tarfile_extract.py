"""Contract: how members become files: the part of `TarFile` that extracts."""
import os
import shutil
import stat
import sys

import _tarfile_filters as filters
from _tarfile_errors import *
from _tarfile_streams import copyfileobj

_REFUSALS = FilterError, OSError, ExtractError
# how each type becomes a file; those without a row are files
_MAKERS = {DIRTYPE: 'makedir', FIFOTYPE: 'makefifo', CHRTYPE: 'makedev', BLKTYPE: 'makedev'}


class Extractor:
    """Extracts members; `TarFile` finds them."""

    extraction_filter = None

    def extractall(self, path='.', members=None, *, numeric_owner=False, filter=None):
        """Extract the members, all of them if none are given; folders get their permissions and times at the end."""
        function, folders = self._get_filter_function(filter), []
        for member in self if members is None else members:
            tarinfo, unfiltered = self._get_extract_tarinfo(member, function, path)
            if tarinfo is None:
                continue
            if tarinfo.isdir():
                folders.append(unfiltered)
            self._extract_one(tarinfo, path, not tarinfo.isdir(), numeric_owner, function)
        for unfiltered in sorted(folders, key=lambda member: member.name, reverse=True):
            why_not = self._finish_folder(unfiltered, function, path, numeric_owner)
            if why_not:
                self._dbg(2, f'tarfile: Not fixing up directory {unfiltered.name!r} ({why_not})')

    def _finish_folder(self, unfiltered, function, path, numeric_owner):
        """Give a folder its owner, time and permissions; why not, if not. A link that was extracted since may have changed
        where it is, so it is filtered again."""
        try:
            tarinfo = function(unfiltered, path)
        except _REFUSALS as e:
            return repr(e)
        if tarinfo is None:
            return 'excluded by filter'
        target = os.path.join(path, tarinfo.name)
        try:
            kind = os.lstat(target).st_mode
        except OSError:
            return 'missing'
        if not stat.S_ISDIR(kind):
            return 'not a directory'
        try:
            self.chown(tarinfo, target, numeric_owner)
            self.utime(tarinfo, target)
            self.chmod(tarinfo, target)
        except ExtractError as e:
            self._handle_nonfatal_error(e)

    def extract(self, member, path='', set_attrs=True, *, numeric_owner=False, filter=None):
        """Extract a member, named or itself, into a folder."""
        function = self._get_filter_function(filter)
        tarinfo, _ = self._get_extract_tarinfo(member, function, path)
        if tarinfo is not None:
            self._extract_one(tarinfo, path, set_attrs, numeric_owner, function)

    def _get_filter_function(self, filter):
        if filter is None:
            filter = self.extraction_filter
            if filter is None:
                return filters.data_filter
            if isinstance(filter, str):
                raise TypeError('String names are not supported for TarFile.extraction_filter. '
                                'Use a function such as tarfile.data_filter directly.')
            return filter
        if callable(filter):
            return filter
        try:
            return filters.NAMED[filter]
        except KeyError:
            raise ValueError(f'filter {filter!r} not found') from None

    def _get_extract_tarinfo(self, member, function, path):
        """(filtered, unfiltered) member; None twice for one that is not to be extracted."""
        unfiltered = self.getmember(member) if isinstance(member, str) else member
        tarinfo = None
        try:
            tarinfo = function(unfiltered, path)
        except (OSError, FilterError, UnicodeEncodeError) as e:
            self._handle_fatal_error(e)
        except ExtractError as e:
            self._handle_nonfatal_error(e)
        if tarinfo is None:
            self._dbg(2, f'tarfile: Excluded {unfiltered.name!r}')
            return None, None
        if tarinfo.islnk():
            tarinfo = tarinfo.replace(deep=False)
            tarinfo._link_target = os.path.join(path, tarinfo.linkname)
        return tarinfo, unfiltered

    def _extract_one(self, tarinfo, path, set_attrs, numeric_owner, filter_function=None):
        self._check('r')
        try:
            self._extract_member(tarinfo, os.path.join(path, tarinfo.name), set_attrs=set_attrs,
                                 numeric_owner=numeric_owner, filter_function=filter_function, extraction_root=path)
        except (OSError, FilterError, UnicodeEncodeError) as e:
            self._handle_fatal_error(e)
        except ExtractError as e:
            self._handle_nonfatal_error(e)

    def _handle_nonfatal_error(self, e):
        if self.errorlevel > 1:
            raise
        self._dbg(1, f'tarfile: {e}')

    def _handle_fatal_error(self, e):
        if self.errorlevel > 0:
            raise
        if isinstance(e, OSError):
            self._dbg(1, f'tarfile: {e.strerror}' if e.filename is None else f'tarfile: {e.strerror} {e.filename!r}')
        else:
            self._dbg(1, f'tarfile: {type(e).__name__} {e}')

    def extractfile(self, member):
        """The data of a member as a file; None if it has none."""
        self._check('r')
        tarinfo = self.getmember(member) if isinstance(member, str) else member
        while tarinfo.type in (LNKTYPE, SYMTYPE):
            if hasattr(self.fileobj, 'comptype'):
                raise StreamError('cannot extract (sym)link as file object')
            tarinfo = self._find_link_target(tarinfo)
        return None if tarinfo.type in _MAKERS else self.fileobject(self, tarinfo)

    def _extract_member(self, tarinfo, targetpath, set_attrs=True, numeric_owner=False, *, filter_function=None,
                        extraction_root=None):
        targetpath = targetpath.rstrip('/').replace('/', os.sep)
        above = os.path.dirname(targetpath)
        if above and not os.path.exists(above):
            os.makedirs(above, exist_ok=True)
        symbolic = tarinfo.type == SYMTYPE
        if symbolic or tarinfo.type == LNKTYPE:
            self._dbg(1, f'{tarinfo.name} -> {tarinfo.linkname}')
            self.makelink_with_filter(tarinfo, targetpath, filter_function, extraction_root)
        else:
            self._dbg(1, tarinfo.name)
            known = tarinfo.type in SUPPORTED_TYPES
            getattr(self, _MAKERS.get(tarinfo.type, 'makefile' if known else 'makeunknown'))(tarinfo, targetpath)
        if set_attrs:
            self.chown(tarinfo, targetpath, numeric_owner)
            # those of a link are those of what it leads to
            for change in () if symbolic else (self.chmod, self.utime):
                change(tarinfo, targetpath)

    def makedir(self, tarinfo, targetpath):
        """Make a folder; its permissions come later."""
        try:
            if tarinfo.mode is None:
                os.mkdir(targetpath)
            else:
                os.mkdir(targetpath, 0o700)
        except FileExistsError:
            if not os.path.isdir(targetpath):
                raise

    def makefile(self, tarinfo, targetpath):
        """Make a file; holes stay holes."""
        source = self.fileobj
        source.seek(tarinfo.offset_data)
        with open(targetpath, 'wb') as target:
            for offset, size in [(0, tarinfo.size)] if tarinfo.sparse is None else tarinfo.sparse:
                target.seek(offset)
                copyfileobj(source, target, size, ReadError, self.copybufsize)
            if tarinfo.sparse is not None:
                # a hole at the end has a length too
                target.truncate(tarinfo.size)

    def makeunknown(self, tarinfo, targetpath):
        """A file for a member of a type that nobody knows."""
        self.makefile(tarinfo, targetpath)
        self._dbg(1, f'tarfile: Unknown file type {tarinfo.type!r}, extracted as regular file.')

    def makefifo(self, tarinfo, targetpath):
        """Make a FIFO."""
        if not hasattr(os, 'mkfifo'):
            raise ExtractError('fifo not supported by system')
        os.mkfifo(targetpath)

    def makedev(self, tarinfo, targetpath):
        """Make a device."""
        if not hasattr(os, 'mknod') or not hasattr(os, 'makedev'):
            raise ExtractError('special devices not supported by system')
        mode = 0o600 if tarinfo.mode is None else tarinfo.mode
        mode |= stat.S_IFBLK if tarinfo.isblk() else stat.S_IFCHR
        os.mknod(targetpath, mode, os.makedev(tarinfo.devmajor, tarinfo.devminor))

    def makelink(self, tarinfo, targetpath):
        """Make a link."""
        return self.makelink_with_filter(tarinfo, targetpath, None, None)

    def makelink_with_filter(self, tarinfo, targetpath, filter_function, extraction_root):
        """Make a link; where that cannot be, extract a copy of what it leads to."""
        if self._linked(tarinfo, targetpath):
            return
        copied = self._find_link_target(tarinfo)
        if filter_function is not None and extraction_root is not None:
            name = copied.name
            try:
                copied = filter_function(copied, extraction_root)
            except _REFUSALS as cause:
                raise LinkFallbackError(tarinfo, name) from cause
        if copied is not None:
            self._extract_member(copied, targetpath, filter_function=filter_function, extraction_root=extraction_root)

    @staticmethod
    def _linked(tarinfo, targetpath):
        """Make a link, and say whether it could be made."""
        make, leads_to = (os.symlink, tarinfo.linkname) if tarinfo.type == SYMTYPE else (os.link, tarinfo._link_target)
        if make is os.link and not os.path.exists(leads_to):
            return False
        try:
            if os.path.lexists(targetpath):
                os.unlink(targetpath)
            make(leads_to, targetpath)
        except NotImplementedError:
            return False
        return True

    def chown(self, tarinfo, targetpath, numeric_owner):
        """Give the file its owner, if we may."""
        if not hasattr(os, 'geteuid') or os.geteuid() != 0:
            return
        numbers = [tarinfo.uid, tarinfo.gid]
        names = (('pwd', 'getpwnam', tarinfo.uname), ('grp', 'getgrnam', tarinfo.gname))
        for i, (module, function, name) in enumerate(() if numeric_owner else names):
            if name:
                try:
                    numbers[i] = getattr(__import__(module), function)(name)[2]
                except (ImportError, KeyError):
                    pass
        change = os.lchown if tarinfo.type == SYMTYPE and hasattr(os, 'lchown') else os.chown
        try:
            change(targetpath, *(-1 if number is None else number for number in numbers))
        except (OSError, OverflowError) as e:
            raise ExtractError('could not change owner') from e

    def chmod(self, tarinfo, targetpath):
        """Give the file its permissions."""
        if tarinfo.mode is None:
            return
        try:
            os.chmod(targetpath, tarinfo.mode)
        except OSError as e:
            raise ExtractError('could not change mode') from e

    def utime(self, tarinfo, targetpath):
        """Give the file its time."""
        if tarinfo.mtime is None or not hasattr(os, 'utime'):
            return
        try:
            os.utime(targetpath, (tarinfo.mtime, tarinfo.mtime))
        except OSError as e:
            raise ExtractError('could not change modification time') from e

    def _dbg(self, level, msg):
        """Say what is done, to those who want to know."""
        if level <= self.debug:
            print(msg, file=sys.stderr)
