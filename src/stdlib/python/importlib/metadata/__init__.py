"""Contract: what is installed: the distributions on the path, their metadata, entry points, files and requirements."""
import abc
import os
import pathlib
import re
import sys

from importlib.abc import MetaPathFinder
from importlib.metadata._entries import EntryPoint, EntryPoints, read_sections

__all__ = ['Distribution', 'DistributionFinder', 'PackageMetadata', 'PackageNotFoundError', 'SimplePath', 'distribution',
           'distributions', 'entry_points', 'files', 'metadata', 'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """There is no such distribution."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        return self.args[0]


class FileHash:
    """A file's checksum: `mode` and `value`."""

    def __init__(self, spec):
        self.mode, _, self.value = spec.partition('=')

    def __repr__(self):
        return f'<FileHash mode: {self.mode} value: {self.value}>'


class PackagePath(pathlib.PurePosixPath):
    """A file of a distribution: `hash`, `size`, `dist`."""

    def read_text(self, encoding='utf-8'):
        """Its text."""
        return self.locate().read_text(encoding=encoding)

    def read_binary(self):
        """Its bytes."""
        return self.locate().read_bytes()

    def locate(self):
        """Where it is."""
        return self.dist.locate_file(self)


def _warn_none():
    import warnings
    warnings.warn('Implicit None on return values is deprecated and will raise KeyErrors.', DeprecationWarning, stacklevel=3)


def _make_message(text):
    """Metadata of its text."""
    import email
    return PackageMetadata._of(email.message_from_string(text))


_metadata_class = None


class PackageMetadata:
    """The metadata of a distribution: a message whose body is the description. (The class is made of a message's when it is
    first needed: `email` takes a while to import.)"""

    _MANY = {'Classifier', 'Obsoletes-Dist', 'Platform', 'Project-URL', 'Provides-Dist', 'Provides-Extra', 'Requires-Dist',
             'Requires-External', 'Supported-Platform', 'Dynamic', 'License-File', 'Import-Name', 'Import-Namespace'}

    @classmethod
    def _of(cls, original):
        global _metadata_class
        if _metadata_class is None:
            from email.message import Message

            class Metadata(Message):
                """The metadata of a distribution."""

                def __new__(cls, original):
                    return object.__new__(cls)

                def __init__(self, original):
                    self.__dict__.update(vars(original))
                    self._headers = [(name, _unindented(name, value)) for name, value in self._headers]
                    body = self.get_payload()
                    if body and isinstance(body, str):
                        self._headers.append(('Description', body))

                def __getitem__(self, name):
                    value = super().__getitem__(name)
                    if value is None:
                        _warn_none()
                    return value

                @property
                def json(self):
                    """The metadata as a dictionary (PEP 566)."""
                    def item(key):
                        value = self.get_all(key) if key in cls._MANY else self[key]
                        if key == 'Keywords':
                            value = re.split(r'\s+', value)
                        return key.lower().replace('-', '_'), value
                    wanted = {name.title() if name.title() in cls._MANY else name: None for name in self}
                    return dict(item(name) for name in wanted)
            _metadata_class = Metadata
        return _metadata_class(original)


def _unindented(name, value):
    """A value of some lines, without what they are indented by."""
    if not value or '\n' not in value:
        return value
    import textwrap
    return textwrap.dedent(' ' * 8 + value)


class SimplePath(abc.ABC):
    """The part of pathlib's paths that is needed here."""


class Distribution(metaclass=abc.ABCMeta):
    """Something installed."""

    @abc.abstractmethod
    def read_text(self, filename):
        """The text of a file with metadata; None if it is not there."""

    @abc.abstractmethod
    def locate_file(self, path):
        """Where a file of the distribution is."""

    @classmethod
    def from_name(cls, name):
        """The distribution of a name."""
        if not name:
            raise ValueError('A distribution name is required.')
        found = next(iter(cls._preferred(cls.discover(name=name))), None)
        if found is None:
            raise PackageNotFoundError(name)
        return found

    @staticmethod
    def _preferred(distributions):
        """Those with metadata first."""
        distributions = list(distributions)
        return sorted(distributions, key=lambda each: not bool(each._metadata_text()))

    @classmethod
    def discover(cls, *, context=None, **kwargs):
        """All distributions that the finders of `sys.meta_path` find."""
        if context and kwargs:
            raise ValueError('cannot accept context and kwargs')
        context = context or DistributionFinder.Context(**kwargs)
        finders = (getattr(finder, 'find_distributions', None) for finder in sys.meta_path)
        return (found for find in finders if find is not None for found in find(context))

    @staticmethod
    def at(path):
        """The distribution whose metadata is in a folder."""
        return PathDistribution(pathlib.Path(path))

    def _metadata_text(self):
        return self.read_text('METADATA') or self.read_text('PKG-INFO') or self.read_text('')

    @property
    def metadata(self):
        """The metadata."""
        return _make_message(self._metadata_text() or '')

    @property
    def name(self):
        """The name."""
        return self.metadata['Name']

    @property
    def _normalized_name(self):
        return normalized(self.name)

    @property
    def version(self):
        """The version."""
        return self.metadata['Version']

    @property
    def entry_points(self):
        """The entry points."""
        return EntryPoints._from_text_for(self.read_text('entry_points.txt'), self)

    @property
    def files(self):
        """The files; None if there is no list of them."""
        rows = self._rows()
        if rows is None:
            return None
        out = []
        for name, checksum, size in rows:
            path = PackagePath(name)
            path.hash = FileHash(checksum) if checksum else None
            path.size, path.dist = int(size) if size else None, self
            out.append(path)
        return out

    def _rows(self):
        """(name, checksum, size) of the files."""
        text = self.read_text('RECORD')
        if text is not None:
            import csv
            return [(row + ['', ''])[:3] for row in csv.reader(text.splitlines()) if row]
        installed = self.read_text('installed-files.txt')
        base = getattr(self, '_path', None)
        if installed is not None and base is not None:
            root = pathlib.Path(self.locate_file('')).resolve()
            names = []
            for name in installed.splitlines():
                path = (base / name).resolve()
                names.append(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix())
        else:
            sources = self.read_text('SOURCES.txt')
            if sources is None:
                return None
            names = sources.splitlines()
        return [(name, '', '') for name in names if pathlib.Path(self.locate_file(name)).exists()]

    @property
    def requires(self):
        """The requirements; None without any."""
        found = self.metadata.get_all('Requires-Dist')
        if found is not None:
            return list(found)
        text = self.read_text('requires.txt')
        if not text:
            return None
        return [name + self._conditions(section, ' ' if '@' in name else '') for section, name in read_sections(text)]

    @staticmethod
    def _conditions(section, space):
        """The marker for a section '[extra:marker]'."""
        extra, _, marker = (section or '').partition(':')
        conditions = []
        if marker:
            conditions.append(f'({marker})' if extra else marker)
        if extra:
            conditions.append(f'extra == "{extra}"')
        return f'{space}; {" and ".join(conditions)}' if conditions else ''

    @property
    def origin(self):
        """Where it was installed from; None if nothing says so."""
        text = self.read_text('direct_url.json')
        if text is None:
            return None
        import json
        import types
        return json.loads(text, object_hook=lambda data: types.SimpleNamespace(**data))


class DistributionFinder(MetaPathFinder):
    """A finder that finds distributions."""

    class Context:
        """What is looked for, and where."""

        name = None

        def __init__(self, **kwargs):
            vars(self).update(kwargs)

        @property
        def path(self):
            """The folders to look in."""
            return vars(self).get('path', sys.path)

    @abc.abstractmethod
    def find_distributions(self, context=Context()):
        """The distributions that are looked for."""


def normalized(name):
    """A name as it is compared (PEP 503), with underscores."""
    return re.sub(r'[-_.]+', '-', name).lower().replace('-', '_')


def _folders(root, name):
    """The folders with metadata in a place of the path: those of one name if it is given."""
    try:
        entries = sorted(os.listdir(root or '.'))
    except OSError:
        return
    wanted = None if name is None else normalized(name)
    legacy = None if name is None else name.lower().replace('-', '_')
    inside_egg = os.path.basename(root).lower().endswith('.egg')
    for entry in entries:
        low = entry.lower()
        if low.endswith(('.dist-info', '.egg-info')):
            stem = low.rpartition('.')[0].partition('-')[0]
            if wanted is None or normalized(stem) == wanted or stem.replace('-', '_') == legacy:
                yield pathlib.Path(root or '.') / entry
        elif inside_egg and low == 'egg-info':
            stem = os.path.basename(root).rpartition('.')[0].partition('-')[0]
            if wanted is None or normalized(stem) == wanted:
                yield pathlib.Path(root) / entry


class MetadataPathFinder(DistributionFinder):
    """Finds distributions in folders."""

    @classmethod
    def find_distributions(cls, context=DistributionFinder.Context()):
        """The distributions in the context's folders."""
        return (PathDistribution(folder) for root in context.path for folder in _folders(str(root), context.name))

    @classmethod
    def invalidate_caches(cls):
        """Nothing is remembered."""


class PathDistribution(Distribution):
    """A distribution whose metadata is in a folder."""

    def __init__(self, path):
        self._path = path

    def read_text(self, filename):
        """The text of a file in the folder."""
        try:
            return (self._path / filename if filename else self._path).read_text(encoding='utf-8')
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        """A file beside the folder."""
        return self._path.parent / path

    @property
    def _normalized_name(self):
        stem, suffix = os.path.splitext(os.path.basename(str(self._path)))
        if suffix in ('.egg-info', '.dist-info') and stem:
            return normalized(stem.partition('-')[0])
        return super()._normalized_name


def distribution(distribution_name):
    """The distribution of a name."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """All distributions, or those of a `name` or `path`."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """The metadata of a distribution."""
    return Distribution.from_name(distribution_name).metadata


def version(distribution_name):
    """The version of a distribution."""
    return distribution(distribution_name).version


def entry_points(**params):
    """The entry points of all distributions, those with some attributes if they are given."""
    seen, found = set(), []
    for each in distributions():
        name = each._normalized_name
        if name not in seen:
            seen.add(name)
            found += each.entry_points
    return EntryPoints(found).select(**params)


def files(distribution_name):
    """The files of a distribution; None if there is no list of them."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """The requirements of a distribution; None without any."""
    return distribution(distribution_name).requires


def packages_distributions():
    """The names of the distributions that each package comes from."""
    out = {}
    for each in distributions():
        text = each.read_text('top_level.txt')
        if text:
            names = text.split()
        else:
            names = set()
            for path in each.files or ():
                top = path.parts[0]
                stem, suffix = os.path.splitext(top)
                if len(path.parts) > 1:
                    if '.' not in top:
                        names.add(top)
                elif suffix in ('.py', '.pyc', '.so'):
                    names.add(stem.partition('.')[0])
        for name in names:
            out.setdefault(name, []).append(each.metadata['Name'])
    return out
