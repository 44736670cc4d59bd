"""Contract: the description of a distribution: fields with names, of which there may be several, then a text.

It is written as mails are. `Message` answers like the one of `email`, as far as readers of metadata ask.
"""
import textwrap
import warnings
from typing import Protocol, runtime_checkable

# fields that may be there several times, which are lists in `json`
_SEVERAL = frozenset({
    'classifier', 'dynamic', 'license-file', 'obsoletes', 'obsoletes-dist', 'platform', 'project-url', 'provides', 'provides-dist',
    'provides-extra', 'requires', 'requires-dist', 'requires-external', 'supported-platform'})


@runtime_checkable
class PackageMetadata(Protocol):
    """What the description of a distribution can do."""

    def __len__(self): ...
    def __contains__(self, item): ...
    def __getitem__(self, key): ...
    def __iter__(self): ...
    def get(self, name, failobj=None): ...
    def get_all(self, name, failobj=None): ...

    @property
    def json(self): ...


class Message:
    """Fields by their names, in which case does not matter."""

    def __init__(self, text):
        self._fields, self._payload = _parse(text)
        if self._payload:
            self._fields.append(('Description', self._payload))

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._fields)

    def __contains__(self, name):
        return self.get_all(name) is not None

    def __getitem__(self, name):
        if name not in self:
            warnings.warn('Implicit None on return values is deprecated and will raise KeyErrors.',
                          DeprecationWarning, stacklevel=2)
        return self.get(name)

    def get_all(self, name, failobj=None):
        """All values of a field."""
        return [value for key, value in self._fields if key.lower() == name.lower()] or failobj

    def get(self, name, failobj=None):
        """The first value of a field."""
        found = self.get_all(name)
        return found[0] if found else failobj

    def keys(self):
        """The names of all fields."""
        return [name for name, _ in self._fields]

    def values(self):
        """The values of all fields."""
        return [value for _, value in self._fields]

    def items(self):
        """The names and values of all fields."""
        return list(self._fields)

    def get_payload(self):
        """The text below the fields."""
        return self._payload

    @property
    def json(self):
        """The fields as a dict, by names that are identifiers."""
        made = {}
        for name in dict.fromkeys(key.lower() for key in self.keys()):
            value = self.get_all(name) if name in _SEVERAL else self.get(name)
            made[name.replace('-', '_')] = value.split() if name == 'keywords' else value
        return made


def _parse(text):
    """([(name, value), ...], the text below them)"""
    head, _, payload = text.partition('\n\n')
    fields = []
    for line in head.splitlines():
        if line[:1] in (' ', '\t') and fields:
            # the value goes on
            fields[-1][1].append(line)
        else:
            name, colon, value = line.partition(':')
            if colon:
                fields.append((name, [value.lstrip(' \t')]))
    return [(name, _unindented('\n'.join(lines))) for name, lines in fields], payload


def _unindented(value):
    """A value of several lines, which are written below a name of eight characters."""
    return textwrap.dedent(' ' * 8 + value) if '\n' in value else value
