"""Contract: how members become files: the part of `TarFile` that extracts."""
import os
import shutil
import stat
import sys

import _tarfile_filters as filters
from _tarfile_errors import *
from _tarfile_streams import copyfileobj

_FILTER_ERRORS = (FilterError, OSError, ExtractError)


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
            # a link that was extracted since may have changed where the folder is
            try:
                tarinfo = function(unfiltered, path)
            except _FILTER_ERRORS as e:
                self._log_no_directory_fixup(unfiltered, repr(e))
                continue
            if tarinfo is None:
                self._log_no_directory_fixup(unfiltered, 'excluded by filter')
                continue
            target = os.path.join(path, tarinfo.name)
            try:
                if not stat.S_ISDIR(os.lstat(target).st_mode):
                    self._log_no_directory_fixup(tarinfo, 'not a directory')
                    continue
            except OSError:
                self._log_no_directory_fixup(tarinfo, 'missing')
                continue
            try:
                self.chown(tarinfo, target, numeric_owner)
                self.utime(tarinfo, target)
                self.chmod(tarinfo, target)
            except ExtractError as e:
                self._handle_nonfatal_error(e)

    def _log_no_directory_fixup(self, member, reason):
        self._dbg(2, f'tarfile: Not fixing up directory {member.name!r} ({reason})')

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
        if tarinfo.isreg() or tarinfo.type not in SUPPORTED_TYPES:
            return self.fileobject(self, tarinfo)
        if tarinfo.islnk() or tarinfo.issym():
            if hasattr(self.fileobj, 'comptype'):
                raise StreamError('cannot extract (sym)link as file object')
            return self.extractfile(self._find_link_target(tarinfo))
        return None

    def _extract_member(self, tarinfo, targetpath, set_attrs=True, numeric_owner=False, *, filter_function=None,
                        extraction_root=None):
        targetpath = targetpath.rstrip('/').replace('/', os.sep)
        above = os.path.dirname(targetpath)
        if above and not os.path.exists(above):
            os.makedirs(above, exist_ok=True)
        link = tarinfo.islnk() or tarinfo.issym()
        self._dbg(1, f'{tarinfo.name} -> {tarinfo.linkname}' if link else tarinfo.name)
        if tarinfo.isreg():
            self.makefile(tarinfo, targetpath)
        elif tarinfo.isdir():
            self.makedir(tarinfo, targetpath)
        elif tarinfo.isfifo():
            self.makefifo(tarinfo, targetpath)
        elif tarinfo.ischr() or tarinfo.isblk():
            self.makedev(tarinfo, targetpath)
        elif link:
            self.makelink_with_filter(tarinfo, targetpath, filter_function=filter_function,
                                      extraction_root=extraction_root)
        elif tarinfo.type not in SUPPORTED_TYPES:
            self.makeunknown(tarinfo, targetpath)
        else:
            self.makefile(tarinfo, targetpath)
        if set_attrs:
            self.chown(tarinfo, targetpath, numeric_owner)
            if not tarinfo.issym():
                self.chmod(tarinfo, targetpath)
                self.utime(tarinfo, targetpath)

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
            if tarinfo.sparse is None:
                copyfileobj(source, target, tarinfo.size, ReadError, self.copybufsize)
                return
            for offset, size in tarinfo.sparse:
                target.seek(offset)
                copyfileobj(source, target, size, ReadError, self.copybufsize)
            target.seek(tarinfo.size)
            target.truncate()

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
        if tarinfo.issym():
            try:
                if os.path.lexists(targetpath):
                    os.unlink(targetpath)
                os.symlink(tarinfo.linkname, targetpath)
                return
            except NotImplementedError:
                pass
        elif os.path.exists(tarinfo._link_target):
            if os.path.lexists(targetpath):
                os.unlink(targetpath)
            os.link(tarinfo._link_target, targetpath)
            return
        try:
            unfiltered = self._find_link_target(tarinfo)
        except KeyError:
            raise
        if filter_function is None or extraction_root is None:
            filtered = unfiltered
        else:
            try:
                filtered = filter_function(unfiltered, extraction_root)
            except _FILTER_ERRORS as cause:
                raise LinkFallbackError(tarinfo, unfiltered.name) from cause
        if filtered is not None:
            self._extract_member(filtered, targetpath, filter_function=filter_function, extraction_root=extraction_root)

    def chown(self, tarinfo, targetpath, numeric_owner):
        """Give the file its owner, if we may."""
        if not hasattr(os, 'geteuid') or os.geteuid() != 0:
            return
        gid, uid = tarinfo.gid, tarinfo.uid
        if not numeric_owner:
            try:
                if tarinfo.gname:
                    import grp
                    gid = grp.getgrnam(tarinfo.gname)[2]
            except (ImportError, KeyError):
                pass
            try:
                if tarinfo.uname:
                    import pwd
                    uid = pwd.getpwnam(tarinfo.uname)[2]
            except (ImportError, KeyError):
                pass
        gid, uid = -1 if gid is None else gid, -1 if uid is None else uid
        try:
            if tarinfo.issym() and hasattr(os, 'lchown'):
                os.lchown(targetpath, uid, gid)
            else:
                os.chown(targetpath, uid, gid)
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
