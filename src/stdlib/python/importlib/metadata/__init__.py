"""Contract: what is known about distributions that are installed: names, versions, files, entry points.

A distribution is a folder NAME-VERSION.dist-info or NAME.egg-info beside what it has installed, on `sys.path`; import
finders may know others, by a method `find_distributions`.
"""
import abc
import csv
import inspect
import itertools
import json
import os
import pathlib
import re
import sys
import types
from importlib.abc import MetaPathFinder
from importlib.metadata._entry_points import EntryPoint, EntryPoints, parsed
from importlib.metadata._message import Message, PackageMetadata

__all__ = ['Distribution', 'DistributionFinder', 'PackageMetadata', 'PackageNotFoundError', 'distribution', 'distributions',
           'entry_points', 'files', 'metadata', 'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """There is no distribution of a name."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        return self.args[0]


class FileHash:
    """A hash as it is recorded: `mode` says which, `value` is it."""

    def __init__(self, spec):
        self.mode, _, self.value = spec.partition('=')

    def __repr__(self):
        return f'<FileHash mode: {self.mode} value: {self.value}>'


class PackagePath(pathlib.PurePosixPath):
    """A file of a distribution, as its path from where the distribution is installed."""

    hash = size = dist = None

    def locate(self):
        """The path in the file system."""
        return self.dist.locate_file(self)

    def read_text(self, encoding='utf-8'):
        """The text."""
        return self.locate().read_text(encoding=encoding)

    def read_binary(self):
        """The bytes."""
        return self.locate().read_bytes()


class Distribution(metaclass=abc.ABCMeta):
    """A distribution; subclasses say how its files are read and where they are."""

    @abc.abstractmethod
    def read_text(self, filename):
        """The text of a file of the metadata; None where there is none."""

    @abc.abstractmethod
    def locate_file(self, path):
        """Where a file of the distribution is."""

    @classmethod
    def from_name(cls, name):
        """The distribution of a name; PackageNotFoundError where there is none."""
        if not name:
            raise ValueError('A distribution name is required.')
        # what has no description may be the rest of one that was removed
        found = sorted(cls.discover(name=name), key=lambda each: not len(each.metadata))
        if not found:
            raise PackageNotFoundError(name)
        return found[0]

    @classmethod
    def discover(cls, *, context=None, **kwargs):
        """All distributions, or those that a context or its arguments ask for."""
        if context and kwargs:
            raise ValueError('cannot accept context and kwargs')
        context = context or DistributionFinder.Context(**kwargs)
        finders = [finder for finder in sys.meta_path if hasattr(finder, 'find_distributions')]
        return itertools.chain.from_iterable(finder.find_distributions(context) for finder in (*finders, MetadataPathFinder))

    @staticmethod
    def at(path):
        """The distribution of a folder of metadata."""
        return PathDistribution(pathlib.Path(path))

    @property
    def metadata(self):
        """The description."""
        return Message(self.read_text('METADATA') or self.read_text('PKG-INFO') or self.read_text('') or '')

    @property
    def name(self):
        """The name in the description."""
        return self.metadata['Name']

    @property
    def version(self):
        """The version in the description."""
        return self.metadata['Version']

    @property
    def entry_points(self):
        """The entry points."""
        return parsed(self.read_text('entry_points.txt'), self)

    @property
    def files(self):
        """The files that are there, as PackagePath; None where they are not recorded."""
        record = self.read_text('RECORD')
        if record is not None:
            rows = csv.reader(record.splitlines())
        else:
            sources = self.read_text('installed-files.txt') or self.read_text('SOURCES.txt')
            if sources is None:
                return None
            rows = ([line.strip('"')] for line in sources.splitlines())
        found = (self._path(*row) for row in rows)
        return [path for path in found if path.locate().exists()]

    def _path(self, name, hash=None, size=None):
        path = PackagePath(name)
        path.dist, path.hash, path.size = self, FileHash(hash) if hash else None, int(size) if size else None
        return path

    @property
    def requires(self):
        """What the distribution needs; None where that is not told."""
        text = None if 'Requires-Dist' in self.metadata else self.read_text('requires.txt')
        return self.metadata.get_all('Requires-Dist') if text is None else list(_egg_requirements(text))

    @property
    def origin(self):
        """Where it was installed from, if that is recorded."""
        text = self.read_text('direct_url.json')
        return json.loads(text, object_hook=lambda found: types.SimpleNamespace(**found)) if text else None


def _egg_requirements(text):
    """Lines of requirements, those below `[extra:condition]` with that as a condition."""
    condition = ''
    for line in map(str.strip, text.splitlines()):
        if line.startswith('[') and line.endswith(']'):
            extra, _, marker = line[1:-1].partition(':')
            if extra and marker:
                marker = f'({marker})'
            condition = ' and '.join(filter(None, (marker, extra and f'extra == "{extra}"')))
        elif line and not line.startswith('#'):
            # the end of an address is not to be taken for part of it
            space = ' ' * ('@' in line)
            yield f'{line}{space}; {condition}' if condition else line


class PathDistribution(Distribution):
    """A distribution whose metadata are files of a folder."""

    def __init__(self, path):
        self._path_of_metadata = path

    def read_text(self, filename):
        """The text of a file of the metadata; None where there is none."""
        try:
            return self._path_of_metadata.joinpath(filename).read_text(encoding='utf-8')
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        """Where a file of the distribution is."""
        return self._path_of_metadata.parent / path


class DistributionFinder(MetaPathFinder):
    """An import finder that knows distributions."""

    class Context:
        """What is looked for: those of a `name`, or all where it is None, in the folders of `path`."""

        name = None

        def __init__(self, **kwargs):
            vars(self).update(kwargs)

        @property
        def path(self):
            return vars(self).get('path', sys.path)

    @abc.abstractmethod
    def find_distributions(self, context=Context()):
        """The distributions that a context asks for."""


class MetadataPathFinder(DistributionFinder):
    """Finds distributions in folders."""

    @classmethod
    def find_distributions(cls, context=DistributionFinder.Context()):
        """The distributions that a context asks for."""
        wanted = None if context.name is None else _normalized(context.name)
        for folder in context.path:
            try:
                names = os.listdir(folder or '.')
            except OSError:
                continue
            for name in names:
                stem, ending = os.path.splitext(name)
                if ending.lower() in ('.dist-info', '.egg-info') and wanted in (None, _normalized(stem.partition('-')[0])):
                    yield PathDistribution(pathlib.Path(folder, name))


def _normalized(name):
    """The one spelling of a name: case and separators do not matter."""
    return re.sub('[-_.]+', '_', name).lower()


# ---- what is known of a name, and of all

def distribution(distribution_name):
    """The distribution of a name."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """All distributions, or those with a `name` or in the folders of a `path`."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """The description of a distribution."""
    return distribution(distribution_name).metadata


def version(distribution_name):
    """The version of a distribution."""
    return distribution(distribution_name).version


def requires(distribution_name):
    """What a distribution needs."""
    return distribution(distribution_name).requires


def files(distribution_name):
    """The files of a distribution."""
    return distribution(distribution_name).files


def entry_points(**params):
    """The entry points of all distributions, or those whose attributes have these values."""
    first = {}
    for dist in distributions():
        # what comes later on the path is hidden
        first.setdefault(_normalized(dist.metadata.get('Name', '')), dist)
    return EntryPoints(itertools.chain.from_iterable(dist.entry_points for dist in first.values())).select(**params)


def packages_distributions():
    """Of each package or module that is imported without a dot: the names of the distributions that have a part of it."""
    owners = {}
    for dist in distributions():
        declared = dist.read_text('top_level.txt')
        for package in declared.split() if declared else _top_levels(dist):
            owners.setdefault(package, []).append(dist.metadata['Name'])
    return owners


def _top_levels(dist):
    """The packages and modules of a distribution's files."""
    names = {path.parts[0] if len(path.parts) > 1 else inspect.getmodulename(path) or path.name for path in dist.files or ()}
    return [name for name in names if '.' not in name]
