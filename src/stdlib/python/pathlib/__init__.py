"""Contract: paths as objects.

`PurePath` and its two flavours handle text alone and live here; `Path`, which asks
the system, is in `pathlib._path`; glob patterns are in `pathlib._glob`. A path keeps
the pieces it was made of and is parsed when first looked into.
"""
import os
import posixpath

__all__ = ['UnsupportedOperation', 'PurePath', 'PurePosixPath', 'PureWindowsPath',
           'Path', 'PosixPath', 'WindowsPath']


class UnsupportedOperation(NotImplementedError):
    """Raised for what the kind of path or the system cannot do."""


class _Parents:
    """The parents of a path as an immutable sequence, made one by one."""
    __slots__ = ('_path', '_range')

    def __init__(self, path):
        self._path = path
        self._range = range(len(path._tail))

    def __len__(self):
        return len(self._range)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return tuple(self[i] for i in self._range[idx])
        try:
            steps = self._range[idx] + 1
        except IndexError:
            raise IndexError(idx) from None
        path = self._path
        return path._from_parsed_parts(path.drive, path.root, path._tail[:-steps])

    def __iter__(self):
        for i in range(len(self)):
            yield self[i]

    def __reversed__(self):
        for i in range(len(self) - 1, -1, -1):
            yield self[i]

    def __contains__(self, value):
        return any(p is value or p == value for p in self)

    def index(self, value, start=0, stop=None):
        """Where the value first is; ValueError if nowhere."""
        for i in range(*slice(start, stop).indices(len(self))):
            if self[i] == value:
                return i
        raise ValueError

    def count(self, value):
        """How often the value occurs."""
        return sum(1 for p in self if p == value)

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


_Parents.__name__ = '_PathParents'


def _text_of(arg):
    """A path-like object as text."""
    try:
        arg = os.fspath(arg)
    except TypeError:
        pass
    if isinstance(arg, str):
        return arg
    raise TypeError('argument should be a str or an os.PathLike object where '
                    f'__fspath__ returns a str, not {type(arg).__name__!r}')


class PurePath:
    """A path as text: joining, splitting, comparing, without asking the system.

    Making a `PurePath` gives the flavour of the system the program runs on.
    """
    __slots__ = ('_raw_paths', '_drv', '_root', '_tail_cached', '_str', '_hash', '_parts_cmp')
    parser = os.path

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        paths = self._raw_paths = []
        for arg in args:
            if isinstance(arg, str):
                paths.append(arg)
            elif not isinstance(arg, PurePath):
                paths.append(_text_of(arg))
            elif arg.parser is self.parser:
                paths += arg._raw_paths
            else:
                paths.append(arg.as_posix())

    def with_segments(self, *pathsegments):
        """Make a path of the same kind; what all derived paths are made by."""
        return type(self)(*pathsegments)

    def __reduce__(self):
        return self.__class__, tuple(self._raw_paths)

    # --- parsing

    @property
    def _raw_path(self):
        paths = self._raw_paths
        if len(paths) == 1:
            return paths[0]
        if paths:
            return self.parser.join(*paths)
        return ''

    @classmethod
    def _parse_path(cls, path):
        """(drive, root, list of components) of a text."""
        if not path:
            return '', '', []
        parser = cls.parser
        sep = parser.sep
        if parser.altsep:
            path = path.replace(parser.altsep, sep)
        if sep == '/':
            if path[0] != '/':
                drv = root = ''
            else:
                drv, root, path = posixpath.splitroot(path)
        else:
            drv, root, path = parser.splitroot(path)
            if not root and drv.startswith(sep) and not drv.endswith(sep):
                parts = drv.split(sep)
                if len(parts) == 4 and parts[2] not in '?.':
                    root = sep  # \\server\share
                elif len(parts) == 6:
                    root = sep  # \\?\UNC\server\share
        return drv, root, [x for x in path.split(sep) if x and x != '.']

    def _load(self):
        self._drv, self._root, self._tail_cached = self._parse_path(self._raw_path)

    @property
    def drive(self):
        """The drive or share, or ''."""
        try:
            return self._drv
        except AttributeError:
            self._load()
            return self._drv

    @property
    def root(self):
        """The separator the path starts with, or ''."""
        try:
            return self._root
        except AttributeError:
            self._load()
            return self._root

    @property
    def _tail(self):
        try:
            return self._tail_cached
        except AttributeError:
            self._load()
            return self._tail_cached

    @classmethod
    def _format_parsed_parts(cls, drv, root, tail):
        sep = cls.parser.sep
        if drv or root:
            return drv + root + sep.join(tail)
        if tail and cls.parser is not posixpath and cls.parser.splitdrive(tail[0])[0]:
            tail = ['.'] + tail
        return sep.join(tail)

    def _from_parsed_parts(self, drv, root, tail):
        text = self._format_parsed_parts(drv, root, tail)
        path = self.with_segments(text)
        path._str = text or '.'
        path._drv, path._root, path._tail_cached = drv, root, tail
        return path

    def _from_parsed_string(self, path_str):
        path = self.with_segments(path_str)
        path._str = path_str or '.'
        return path

    # --- as text

    def __str__(self):
        try:
            return self._str
        except AttributeError:
            self._str = self._format_parsed_parts(self.drive, self.root, self._tail) or '.'
            return self._str

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        """The path as the system's bytes."""
        return os.fsencode(self)

    def __repr__(self):
        return f'{type(self).__name__}({self.as_posix()!r})'

    def as_posix(self):
        """The path with forward slashes."""
        return str(self).replace(self.parser.sep, '/')

    def as_uri(self):
        """The path as a 'file' URI."""
        import warnings
        warnings.warn('pathlib.PurePath.as_uri() is deprecated and scheduled for removal in '
                      'Python 3.19. Use pathlib.Path.as_uri().', DeprecationWarning, stacklevel=2)
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        drive = self.drive
        if len(drive) == 2 and drive[1] == ':':
            prefix, path = 'file:///' + drive, self.as_posix()[2:]
        elif drive:
            prefix, path = 'file:', self.as_posix()
        else:
            prefix, path = 'file://', str(self)
        return prefix + _quote(os.fsencode(path))

    # --- comparison: case-insensitive for Windows

    @property
    def _str_normcase(self):
        text = str(self)
        return text if self.parser is posixpath else text.lower()

    @property
    def _parts_normcase(self):
        try:
            return self._parts_cmp
        except AttributeError:
            self._parts_cmp = self._str_normcase.split(self.parser.sep)
            return self._parts_cmp

    def __hash__(self):
        found = getattr(self, '_hash', None)
        if found is None:
            found = self._hash = hash(self._str_normcase)
        return found

    def __eq__(self, other):
        if isinstance(other, PurePath):
            return self.parser is other.parser and self._str_normcase == other._str_normcase
        return NotImplemented

    def _comparable(self, other):
        return isinstance(other, PurePath) and self.parser is other.parser

    def __lt__(self, other):
        return self._parts_normcase < other._parts_normcase if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._parts_normcase <= other._parts_normcase if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._parts_normcase > other._parts_normcase if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._parts_normcase >= other._parts_normcase if self._comparable(other) else NotImplemented

    # --- pieces

    @property
    def anchor(self):
        """Drive and root together."""
        return self.drive + self.root

    @property
    def parts(self):
        """The components as a tuple, the anchor first."""
        anchor = self.drive + self.root
        return (anchor, *self._tail) if anchor else tuple(self._tail)

    @property
    def parent(self):
        """The path without its last component."""
        tail = self._tail
        return self._from_parsed_parts(self.drive, self.root, tail[:-1]) if tail else self

    @property
    def parents(self):
        """A sequence of all parents, the nearest first."""
        return _Parents(self)

    @property
    def name(self):
        """The last component, or ''."""
        tail = self._tail
        return tail[-1] if tail else ''

    @property
    def suffix(self):
        """The last extension of the name, with its dot, or ''."""
        name = self.name.lstrip('.')
        dot = name.rfind('.')
        return name[dot:] if dot != -1 else ''

    @property
    def suffixes(self):
        """All extensions of the name."""
        return ['.' + ext for ext in self.name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        """The name without its last extension."""
        name = self.name
        dot = name.rfind('.')
        if dot > 0 and name[:dot].strip('.'):
            return name[:dot]
        return name

    def with_name(self, name):
        """The path with another name."""
        separators = self.parser.sep, self.parser.altsep
        if name in ('', '.') or any(sep and sep in name for sep in separators):
            raise ValueError(f'Invalid name {name!r}')
        if not self._tail:
            raise ValueError(f'{self!r} has an empty name')
        return self._from_parsed_parts(self.drive, self.root, [*self._tail[:-1], name])

    def with_stem(self, stem):
        """The path with another stem."""
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f'{self!r} has a non-empty suffix')
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        """The path with another extension, or with none when it is ''."""
        stem = self.stem
        if not stem:
            raise ValueError(f'{self!r} has an empty name')
        if suffix and not suffix.startswith('.'):
            raise ValueError(f'Invalid suffix {suffix!r}')
        return self.with_name(stem + suffix)

    # --- joining and relations

    def joinpath(self, *pathsegments):
        """The path with more components behind it."""
        return self.with_segments(self, *pathsegments)

    def __truediv__(self, key):
        return self._joined(self, key)

    def __rtruediv__(self, key):
        return self._joined(key, self)

    def _joined(self, *segments):
        """What an operator answers: a segment that is no path is for the other operand to try."""
        try:
            return self.with_segments(*segments)
        except TypeError:
            return NotImplemented

    def _as_path(self, other):
        return other if hasattr(other, 'with_segments') else self.with_segments(other)

    def relative_to(self, other, *, walk_up=False):
        """The way from other to here; with walk_up it may go up by `..`."""
        other = self._as_path(other)
        for step, path in enumerate([other, *other.parents]):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f'{str(self)!r} is not in the subpath of {str(other)!r}')
            if path.name == '..':
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f'{str(self)!r} and {str(other)!r} have different anchors')
        return self._from_parsed_parts('', '', ['..'] * step + self._tail[len(path._tail):])

    def is_relative_to(self, other):
        """Whether other is this path or a parent of it."""
        other = self._as_path(other)
        return self == other or other in self.parents

    def is_absolute(self):
        """Whether the path starts at a root (and, on Windows, names a drive)."""
        if self.parser is posixpath:
            return any(p.startswith('/') for p in self._raw_paths)
        return self.parser.isabs(self)

    def is_reserved(self):
        """Deprecated: whether Windows reserves the name."""
        import warnings
        warnings.warn('pathlib.PurePath.is_reserved() is deprecated and scheduled for removal in '
                      'Python 3.15. Use os.path.isreserved() to detect reserved paths on Windows.',
                      DeprecationWarning, stacklevel=2)
        if self.parser is posixpath:
            return False
        return self.parser.isreserved(self)

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether the whole path fits the glob pattern; `**` fits any components."""
        from pathlib import _glob
        pattern = self._as_path(pattern)
        fold = self.parser is not posixpath if case_sensitive is None else not case_sensitive
        path = self._anchored_parts()
        return _glob.match_parts(pattern._anchored_parts(), path, fold, True)

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether the path, or its end if the pattern is relative, fits the pattern."""
        from pathlib import _glob
        path_pattern = self._as_path(path_pattern)
        fold = self.parser is not posixpath if case_sensitive is None else not case_sensitive
        wanted, parts = path_pattern.parts, self.parts
        if not wanted:
            raise ValueError('empty pattern')
        extra = len(parts) - len(wanted)
        if extra < 0 or extra and path_pattern.anchor:
            return False
        return all(_glob.match_name('*' if pattern == '**' else pattern, part, fold)
                   for part, pattern in zip(parts[extra:], wanted))

    def _anchored_parts(self):
        anchor = self.anchor
        return [anchor, *self._tail] if anchor else list(self._tail)


def _quote(data):
    """Percent-encode what a URI's path may not contain."""
    safe = b'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/'
    return ''.join(chr(b) if b in safe else f'%{b:02X}' for b in data)


class PurePosixPath(PurePath):
    """A POSIX path as text, on any system."""
    parser = posixpath
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A Windows path as text, on any system."""
    __slots__ = ()


class _WindowsParser:
    """Loads `ntpath` when a Windows path is first looked at."""

    def __get__(self, instance, owner=None):
        import ntpath
        PureWindowsPath.parser = ntpath
        return ntpath


PureWindowsPath.parser = _WindowsParser()


from pathlib._path import Path, PosixPath, WindowsPath
