"""Contract: entry points: objects of a distribution that are known by a name in a group, `console_scripts` for one."""
import functools
import re
from importlib import import_module

# module:attribute [extra, extra]
_VALUE = re.compile(r'(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+)\s*)?((?P<extras>\[.*\])\s*)?$')


@functools.total_ordering
class EntryPoint:
    """A name in a group, and where its object is."""

    dist = None

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group)

    def _for(self, dist):
        """Belong to a distribution."""
        vars(self).update(dist=dist)
        return self

    def load(self):
        """Import the object."""
        found = _VALUE.match(self.value)
        names = filter(None, (found.group('attr') or '').split('.'))
        return functools.reduce(getattr, names, import_module(found.group('module')))

    def _part(self, name):
        found = _VALUE.match(self.value)
        assert found is not None
        return found.group(name)

    @property
    def module(self):
        """The module's name."""
        return self._part('module')

    @property
    def attr(self):
        """The names that lead from the module to the object."""
        return self._part('attr')

    @property
    def extras(self):
        """Parts of the distribution that the object needs."""
        return re.findall(r'\w+', self._part('extras') or '')

    def matches(self, **params):
        """Whether the attributes have these values."""
        return all(getattr(self, name) == value for name, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __eq__(self, other):
        return self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __setattr__(self, name, value):
        raise AttributeError('EntryPoint objects are immutable.')

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


class EntryPoints(tuple):
    """Several entry points."""

    __slots__ = ()

    def __getitem__(self, name):
        """The first one with a name."""
        for found in self.select(name=name):
            return found
        raise KeyError(name)

    def __repr__(self):
        return f'{type(self).__name__}({tuple(self)!r})'

    def select(self, **params):
        """Those whose attributes have these values."""
        return EntryPoints(each for each in self if each.matches(**params))

    @property
    def names(self):
        """All names."""
        return {each.name for each in self}

    @property
    def groups(self):
        """All groups."""
        return {each.group for each in self}


def parsed(text, dist):
    """The entry points of a distribution's file: lines `name = value` below lines `[group]`."""
    found, group = [], None
    for line in map(str.strip, (text or '').splitlines()):
        if line.startswith('[') and line.endswith(']'):
            group = line[1:-1]
        elif line and not line.startswith('#'):
            name, _, value = line.partition('=')
            found.append(EntryPoint(name.strip(), value.strip(), group)._for(dist))
    return EntryPoints(found)
