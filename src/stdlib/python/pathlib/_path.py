"""Contract: `Path`: paths that can be opened, listed, made and removed.

Each method is one or a few calls of `os`; heavier helpers are imported when used.
"""
import os
import io
from pathlib import PurePath, PurePosixPath, PureWindowsPath, UnsupportedOperation, _quote


class Path(PurePath):
    """A path of this system, with the operations on the file it names."""
    __slots__ = ('_info',)

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    # --- questions

    @property
    def info(self):
        """What is known about the file, kept from when it was first asked."""
        try:
            return self._info
        except AttributeError:
            self._info = _PathInfo(str(self))
            return self._info

    def stat(self, *, follow_symlinks=True):
        """The result of `os.stat()`."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """As `stat`, of the link itself."""
        return os.lstat(self)

    def exists(self, *, follow_symlinks=True):
        """Whether the path leads to something."""
        return os.path.exists(self) if follow_symlinks else os.path.lexists(self)

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a directory."""
        if follow_symlinks:
            return os.path.isdir(self)
        return self._has_kind(0o040000, False)

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a regular file."""
        if follow_symlinks:
            return os.path.isfile(self)
        return self._has_kind(0o100000, False)

    def _has_kind(self, kind, follow=True):
        try:
            return self.stat(follow_symlinks=follow).st_mode & 0o170000 == kind
        except (OSError, ValueError):
            return False

    def is_mount(self):
        """Whether a file system is mounted here."""
        return os.path.ismount(self)

    def is_symlink(self):
        """Whether it is a symbolic link."""
        return os.path.islink(self)

    def is_junction(self):
        """Whether it is a Windows junction."""
        return os.path.isjunction(self)

    def is_block_device(self):
        """Whether it is a block device."""
        return self._has_kind(0o060000)

    def is_char_device(self):
        """Whether it is a character device."""
        return self._has_kind(0o020000)

    def is_fifo(self):
        """Whether it is a pipe."""
        return self._has_kind(0o010000)

    def is_socket(self):
        """Whether it is a socket."""
        return self._has_kind(0o140000)

    def samefile(self, other_path):
        """Whether the other path leads to the same file."""
        other = other_path if hasattr(other_path, 'stat') else self.with_segments(other_path)
        return os.path.samestat(self.stat(), other.stat())

    def owner(self, *, follow_symlinks=True):
        """The name of the user who owns the file."""
        import pwd
        return pwd.getpwuid(self.stat(follow_symlinks=follow_symlinks).st_uid).pw_name

    def group(self, *, follow_symlinks=True):
        """The name of the group that owns the file."""
        import grp
        return grp.getgrgid(self.stat(follow_symlinks=follow_symlinks).st_gid).gr_name

    # --- contents

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """Open the file, as the builtin does."""
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The contents as bytes."""
        with self.open(mode='rb', buffering=0) as f:
            return f.read()

    def read_text(self, encoding=None, errors=None, newline=None):
        """The contents as text."""
        encoding = io.text_encoding(encoding)
        with self.open(mode='r', encoding=encoding, errors=errors, newline=newline) as f:
            return f.read()

    def write_bytes(self, data):
        """Write bytes, replacing the contents; returns how many."""
        view = memoryview(data)
        with self.open(mode='wb') as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Write text, replacing the contents; returns how many characters."""
        encoding = io.text_encoding(encoding)
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % data.__class__.__name__)
        with self.open(mode='w', encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    # --- directories

    def iterdir(self):
        """Iterate over what is in the directory."""
        root = str(self)
        names = os.listdir(root)
        if root == '.':
            texts = names
        else:
            prefix = root if root.endswith('/') else root + '/'
            texts = [prefix + name for name in names]
        return map(self._from_parsed_string, texts)

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """Iterate over the paths below that fit the pattern."""
        import sys
        sys.audit('pathlib.Path.glob', self, pattern)
        given = pattern
        if not isinstance(pattern, PurePath):
            dir_only = pattern[-1:] == '/'
            pattern = self.with_segments(pattern)
        else:
            dir_only = False
        if pattern.anchor:
            raise NotImplementedError('Non-relative patterns are unsupported')
        parts = pattern._tail
        if not parts:
            raise ValueError(f'Unacceptable pattern: {str(given)!r}')
        return self._search(parts, dir_only, case_sensitive, recurse_symlinks)

    def _search(self, parts, dir_only, case_sensitive, recurse_symlinks):
        from pathlib import _glob
        root = str(self)
        if not self._tail and not self.anchor:
            base = ''
        else:
            base = root if root.endswith('/') else root + '/'
        fold = case_sensitive is False
        if not os.path.isdir(root):
            return
        for text in _glob.select(base, parts, dir_only, fold, case_sensitive is None,
                                 recurse_symlinks):
            if text != base or not text:
                text = text[:-1] if text[-1:] == '/' else text
            elif len(text) > 1:
                text = text[:-1]
            yield self._from_parsed_string(text)

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        """As `glob` with `**/` before the pattern."""
        import sys
        sys.audit('pathlib.Path.rglob', self, pattern)
        if not isinstance(pattern, PurePath):
            slash = pattern[-1:] == '/'
            pattern = self.with_segments(pattern)
        else:
            slash = False
        if pattern.anchor:
            raise NotImplementedError('Non-relative patterns are unsupported')
        return self._search(['**', *pattern._tail], slash, case_sensitive, recurse_symlinks)

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        """As `os.walk`, with paths for the directories."""
        import sys
        sys.audit('pathlib.Path.walk', self, on_error, follow_symlinks)
        stack = [self]
        while stack:
            path = stack.pop()
            if isinstance(path, tuple):
                yield path
                continue
            dirs, files = [], []
            try:
                with os.scandir(path) as entries:
                    for entry in entries:
                        try:
                            is_dir = entry.is_dir(follow_symlinks=follow_symlinks)
                        except OSError:
                            is_dir = False
                        (dirs if is_dir else files).append(entry.name)
            except OSError as error:
                if on_error is not None:
                    on_error(error)
                continue
            if top_down:
                yield path, dirs, files
            else:
                stack.append((path, dirs, files))
            stack.extend([path.joinpath(name) for name in reversed(dirs)])

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make the directory."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            above = self.parent
            if not parents or above == self:
                raise
            above.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, exist_ok=exist_ok)
        except OSError:
            if not (exist_ok and self.is_dir()):
                raise

    def rmdir(self):
        """Remove the directory, which must be empty."""
        os.rmdir(self)

    # --- whole paths

    def absolute(self):
        """The path from the root, nothing resolved."""
        if self.is_absolute():
            return self
        cwd = os.getcwd()
        if not self._tail and not self.root:
            return self._from_parsed_string(cwd)
        return self.with_segments(cwd, self)

    @classmethod
    def cwd(cls):
        """The working directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's home directory."""
        homedir = cls('~').expanduser()
        return homedir

    def resolve(self, strict=False):
        """The absolute path with symbolic links resolved."""
        return self.with_segments(os.path.realpath(self, strict=strict))

    def expanduser(self):
        """The path with a leading `~` or `~name` replaced."""
        if not self.drive and not self.root and self._tail and self._tail[0][:1] == '~':
            homedir = os.path.expanduser(self._tail[0])
            if homedir[:1] == '~':
                raise RuntimeError('Could not determine home directory.')
            drv, root, tail = self._parse_path(homedir)
            return self._from_parsed_parts(drv, root, tail + self._tail[1:])
        return self

    def as_uri(self):
        """The path as a 'file' URI."""
        if not self.is_absolute():
            raise ValueError("relative paths can't be expressed as file URIs")
        return 'file://' + _quote(os.fsencode(str(self)))

    @classmethod
    def from_uri(cls, uri):
        """The path of a 'file' URI."""
        if not uri[:5].lower() == 'file:':
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        rest = uri[5:]
        if rest[:2] == '//':
            host, slash, tail = rest[2:].partition('/')
            if host not in ('', 'localhost'):
                raise ValueError(f'URI is not absolute: {uri!r}')
            rest = slash + tail
        data = bytearray()
        raw = rest.encode('utf-8', 'surrogateescape')
        i = 0
        while i < len(raw):
            try:
                if raw[i] != 0x25 or len(raw) < i + 3:
                    raise ValueError
                data.append(int(raw[i + 1:i + 3], 16))
                i += 3
            except ValueError:
                data.append(raw[i])
                i += 1
        path = cls(os.fsdecode(bytes(data)))
        if not path.is_absolute():
            raise ValueError(f'URI is not absolute: {uri!r}')
        return path

    # --- changes

    def touch(self, mode=0o666, exist_ok=True):
        """Make the file if it is missing, else set its times to now."""
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        if exist_ok:
            try:
                return os.utime(self)
            except OSError:
                pass
        os.close(os.open(self, flags, mode))

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """As `chmod`, of the link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Remove the file or link."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        """Rename; returns the new path."""
        os.rename(self, target)
        return self._as_target(target)

    def replace(self, target):
        """Rename, replacing what is there; returns the new path."""
        os.replace(self, target)
        return self._as_target(target)

    def _as_target(self, target):
        return target if hasattr(target, 'with_segments') else self.with_segments(target)

    def readlink(self):
        """Where the symbolic link points."""
        return self.with_segments(os.readlink(self))

    def symlink_to(self, target, target_is_directory=False):
        """Make this path a symbolic link to the target."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make this path another name of the target."""
        os.link(target, self)

    # --- copies and moves

    def copy(self, target, *, follow_symlinks=True, preserve_metadata=False):
        """Copy the file or tree to the target; returns the target's path."""
        target = self._as_target(target)
        self._copy_to(target, follow_symlinks, preserve_metadata)
        return target.joinpath()

    def copy_into(self, target_dir, **kwargs):
        """Copy into a directory, the name kept."""
        return self.copy(self._inside(target_dir), **kwargs)

    def _inside(self, target_dir):
        name = self.name
        if not name:
            raise ValueError(f'{self!r} has an empty name')
        if hasattr(target_dir, 'with_segments'):
            return target_dir / name
        return self.with_segments(target_dir, name)

    def _copy_to(self, target, follow_symlinks, preserve):
        import errno
        import shutil
        if not follow_symlinks and self.is_symlink():
            os.symlink(os.readlink(self), target)
            if preserve:
                shutil.copystat(self, target, follow_symlinks=False)
            return
        if self.is_dir():
            if target == self or self in target.absolute().parents and \
                    self.absolute() in target.absolute().parents:
                raise self._clash(target, errno.EINVAL, 'Source path is a parent of target path')
            children = list(self.iterdir())
            target.mkdir()
            for child in children:
                child._copy_to(target / child.name, follow_symlinks, preserve)
        else:
            try:
                same = target.samefile(self)
            except OSError:
                same = False
            if same:
                raise self._clash(target, errno.EINVAL, 'Source and target are the same file')
            with self.open('rb') as source, target.open('wb') as dest:
                while True:
                    data = source.read(1 << 18)
                    if not data:
                        break
                    dest.write(data)
        if preserve:
            shutil.copystat(self, target)

    def _clash(self, target, number, text):
        error = OSError(number, text)
        error.filename = str(self)
        error.filename2 = str(target)
        return error

    def _delete(self):
        if self.is_symlink() or not self.is_dir():
            self.unlink()
        else:
            import shutil
            shutil.rmtree(self)

    def move(self, target):
        """Move the file or tree; between file systems it is copied and removed."""
        import errno
        target = self._as_target(target)
        try:
            if target.exists() and target.samefile(self):
                raise self._clash(target, errno.EINVAL, 'Source and target are the same file')
            os.replace(self, target)
            return target.joinpath()
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        moved = self.copy(target, follow_symlinks=False, preserve_metadata=True)
        self._delete()
        return moved

    def move_into(self, target_dir):
        """Move into a directory, the name kept."""
        return self.move(self._inside(target_dir))


class _PathInfo:
    """Answers about a file, each asked of the system once."""
    __slots__ = ('_path', '_known')

    def __init__(self, path):
        self._path = path
        self._known = {}

    def _ask(self, question, follow):
        key = question, follow
        if key not in self._known:
            try:
                mode = os.stat(self._path, follow_symlinks=follow).st_mode & 0o170000
            except (OSError, ValueError):
                mode = 0
            self._known['exists', follow] = bool(mode)
            self._known['dir', follow] = mode == 0o040000
            self._known['file', follow] = mode == 0o100000
            self._known['link', follow] = mode == 0o120000
        return self._known[key]

    def exists(self, *, follow_symlinks=True):
        """Whether it exists."""
        return self._ask('exists', follow_symlinks)

    def is_dir(self, *, follow_symlinks=True):
        """Whether it is a directory."""
        return self._ask('dir', follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        """Whether it is a regular file."""
        return self._ask('file', follow_symlinks)

    def is_symlink(self):
        """Whether it is a symbolic link."""
        return self._ask('link', False)

    def __repr__(self):
        return f'<{type(self).__name__}.info>'


class PosixPath(Path, PurePosixPath):
    """A path on a POSIX system."""
    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path on Windows: cannot be made here."""
    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise UnsupportedOperation(f'cannot instantiate {cls.__name__!r} on your system')


for _cls in (Path, PosixPath, WindowsPath):
    _cls.__module__ = 'pathlib'
del _cls
