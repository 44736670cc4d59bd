"""Contract: entry points: names of a distribution for objects in its modules, in groups."""
import re

_VALUE = re.compile(r'(?P<module>[\w.]+)\s*(?::\s*(?P<attr>[\w.]+)\s*)?(?:\[(?P<extras>.*)\]\s*)?$')


def read_sections(text):
    """(section or None, line) for each line of a file in sections."""
    section = None
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        if line.startswith('[') and line.endswith(']'):
            section = line[1:-1]
        else:
            yield section, line


class EntryPoint:
    """A name for an object, in a group."""

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group)

    dist = None

    def _match(self):
        return _VALUE.match(self.value)

    def load(self):
        """The object: its module is imported."""
        import importlib
        m = self._match()
        found = importlib.import_module(m.group('module'))
        for name in filter(None, (m.group('attr') or '').split('.')):
            found = getattr(found, name)
        return found

    def _part(self, name):
        m = self._match()
        assert m is not None
        return m.group(name)

    @property
    def module(self):
        """The module's name."""
        return self._part('module')

    @property
    def attr(self):
        """The object's name in the module."""
        return self._part('attr')

    @property
    def extras(self):
        """The extras that it needs."""
        return re.findall(r'\w+', self._part('extras') or '')

    def _for(self, dist):
        vars(self).update(dist=dist)
        return self

    def matches(self, **params):
        """Whether all attributes are as given."""
        return all(getattr(self, name) == value for name, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __lt__(self, other):
        return self._key() < other._key()

    def __eq__(self, other):
        return self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __setattr__(self, name, value):
        raise AttributeError('EntryPoint objects are immutable.')

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


class EntryPoints(tuple):
    """Entry points, of which some can be selected."""

    __slots__ = ()

    def __getitem__(self, name):
        for found in self.select(name=name):
            return found
        raise KeyError(name)

    def __repr__(self):
        return f'{type(self).__name__}({tuple(self)!r})'

    def select(self, **params):
        """Those whose attributes are as given."""
        return EntryPoints(each for each in self if each.matches(**params))

    @property
    def names(self):
        """The names."""
        return {each.name for each in self}

    @property
    def groups(self):
        """The groups."""
        return {each.group for each in self}

    @classmethod
    def _from_text_for(cls, text, dist):
        out = []
        for section, line in read_sections(text or ''):
            name, equals, value = line.partition('=')
            if section is not None:
                out.append(EntryPoint(name.strip(), value.strip(), section)._for(dist))
        return cls(out)


for _each in (EntryPoint, EntryPoints):
    _each.__module__ = 'importlib.metadata'
