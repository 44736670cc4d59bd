"""Contract: `Path`, a place in an archive with pathlib's interface, and the two archives it looks things up in: folders
that no entry names are there all the same."""
import io
import posixpath
import stat

import zipfile

__all__ = ['Path']


def _folders_above(name):
    """The folders that a member lies in, nearest first, each with its slash."""
    name = posixpath.dirname(name.rstrip('/'))
    while name.rstrip('/'):
        yield name + '/'
        name = posixpath.dirname(name)


class CompleteDirs(zipfile.ZipFile):
    """An archive that names the folders its members lie in."""

    @classmethod
    def make(cls, source):
        """Such an archive from a ZipFile, which becomes one, or from a file."""
        if isinstance(source, CompleteDirs):
            return source
        if not isinstance(source, zipfile.ZipFile):
            return cls(source)
        source.__class__ = cls if 'r' in source.mode else CompleteDirs
        return source

    def namelist(self):
        names = super().namelist()
        there = set(names)
        implied = dict.fromkeys(folder for name in names for folder in _folders_above(name))
        return names + [folder for folder in implied if folder not in there]

    def resolve_dir(self, name):
        """The name with a slash if it is a folder's."""
        names = self._names()
        return name + '/' if name not in names and name + '/' in names else name

    def getinfo(self, name):
        try:
            return super().getinfo(name)
        except KeyError:
            if not name.endswith('/') or name not in self._names():
                raise
            return zipfile.ZipInfo(filename=name)

    def _names(self):
        return set(self.namelist())


class FastLookup(CompleteDirs):
    """One that is only read, and remembers its names."""

    def namelist(self):
        try:
            return self._known
        except AttributeError:
            self._known = super().namelist()
            return self._known

    def _names(self):
        try:
            return self._known_set
        except AttributeError:
            self._known_set = super()._names()
            return self._known_set


def _pattern(pattern):
    """A pattern of names as a regular expression: `*` and `?` stay within a folder, `**` does not."""
    import re
    out = []
    for segment in re.split(r'(/)', pattern):
        if segment == '**':
            out.append('.*')
        elif segment == '*':
            out.append('[^/]+')
        elif '**' in segment:
            raise ValueError('** must appear alone in a path segment')
        else:
            for part in re.split(r'(\[[^\]]+\]|\*|\?)', segment):
                out.append('[^/]*' if part == '*' else '[^/]' if part == '?' else
                           part if part[:1] == '[' and part[-1:] == ']' else re.escape(part))
    return ''.join(out) + '/?'


class Path:
    """A place in an archive."""

    def __init__(self, root, at=''):
        self.root = FastLookup.make(root)
        self.at = at

    def __eq__(self, other):
        if self.__class__ is not other.__class__:
            return NotImplemented
        return (self.root, self.at) == (other.root, other.at)

    def __hash__(self):
        return hash((self.root, self.at))

    def __repr__(self):
        return f'{type(self).__name__}({self.root.filename!r}, {self.at!r})'

    def __str__(self):
        name = self.root.filename or ':zipfile:'
        return posixpath.join(name, self.at) if self.at else name

    def open(self, mode='r', *args, pwd=None, **kwargs):
        """The member as a file: text, or bytes with 'b' in the mode."""
        if self.is_dir():
            raise IsADirectoryError(self)
        if mode[0] == 'r' and not self.exists():
            raise FileNotFoundError(self)
        stream = self.root.open(self.at, mode[0], pwd=pwd)
        if 'b' in mode:
            if args or kwargs:
                raise ValueError('encoding args invalid for binary operation')
            return stream
        if args:
            args = (io.text_encoding(args[0], 3), *args[1:])
        else:
            kwargs['encoding'] = io.text_encoding(kwargs.get('encoding'), 3)
        return io.TextIOWrapper(stream, *args, **kwargs)

    def _outer(self):
        import pathlib
        return pathlib.Path(self.root.filename)

    def _inner(self):
        """The name as a pure path; the archive's own at the root."""
        import pathlib
        return pathlib.PurePosixPath(self.at) if self.at else self.filename

    @property
    def name(self):
        """The last part."""
        return self._inner().name

    @property
    def stem(self):
        """The last part without its suffix."""
        return self._inner().stem

    @property
    def suffix(self):
        """The suffix of the last part."""
        return self._inner().suffix

    @property
    def suffixes(self):
        """The suffixes of the last part."""
        return self._inner().suffixes

    @property
    def filename(self):
        """The archive's path and the place in it, as a path."""
        return self._outer().joinpath(self.at)

    @property
    def parent(self):
        """The folder around; the archive's own folder at the root."""
        if not self.at:
            return self.filename.parent
        above = posixpath.dirname(self.at.rstrip('/'))
        return self._next(above + '/' if above else '')

    def read_text(self, *args, **kwargs):
        """The text of the member."""
        if args:
            args = (io.text_encoding(args[0], 3), *args[1:])
        else:
            kwargs['encoding'] = io.text_encoding(kwargs.get('encoding'), 3)
        with self.open('r', *args, **kwargs) as f:
            return f.read()

    def read_bytes(self):
        """The bytes of the member."""
        with self.open('rb') as f:
            return f.read()

    def _next(self, at):
        return type(self)(self.root, at)

    def is_dir(self):
        """Whether it is a folder."""
        return not self.at or self.at.endswith('/')

    def is_file(self):
        """Whether it is a member with data."""
        return self.exists() and not self.is_dir()

    def exists(self):
        """Whether the archive has it."""
        return self.at in self.root._names()

    def is_symlink(self):
        """Whether it is a link."""
        return stat.S_ISLNK(self.root.getinfo(self.at).external_attr >> 16)

    def iterdir(self):
        """What lies in the folder."""
        if not self.is_dir():
            raise ValueError("Can't listdir a file")
        here = self.at.rstrip('/')
        return (self._next(name) for name in self.root.namelist()
                if posixpath.dirname(name.rstrip('/')) == here)

    def match(self, path_pattern):
        """Whether the name fits a pattern, as pathlib says."""
        import pathlib
        return pathlib.PurePosixPath(self.at).match(path_pattern)

    def glob(self, pattern):
        """What lies below and fits a pattern."""
        if not pattern:
            raise ValueError(f'Unacceptable pattern: {pattern!r}')
        import re
        fits = re.compile(re.escape(self.at) + _pattern(pattern)).fullmatch
        return (self._next(name) for name in self.root.namelist() if fits(name))

    def rglob(self, pattern):
        """The same at any depth."""
        return self.glob(f'**/{pattern}')

    def relative_to(self, other, *extra):
        """The way from another place to this one."""
        return posixpath.relpath(str(self), str(other.joinpath(*extra)))

    def joinpath(self, *other):
        """A place further down."""
        return self._next(self.root.resolve_dir(posixpath.join(self.at, *other)))

    __truediv__ = joinpath
