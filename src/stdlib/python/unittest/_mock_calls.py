"""Contract: what describes calls: `call`, the lists of calls, `ANY`, and the sentinels. A part of `unittest.mock`."""
import pprint

__unittest = True
__name__ = 'unittest.mock'


class _SentinelObject:
    """A unique object with a name."""

    def __init__(self, name):
        self.name = name

    def __reduce__(self):
        # the global name that it is pickled as, and shown as
        return f'sentinel.{self.name}'

    __repr__ = __reduce__


class _Sentinel:
    """Each attribute is a unique object, always the same one: made when it is first asked for."""

    def __reduce__(self):
        return 'sentinel'

    def __getattr__(self, name):
        # `inspect` asks whether it is a class
        if name != '__bases__':
            return vars(self).setdefault(name, _SentinelObject(name))
        raise AttributeError(name)


sentinel = _Sentinel()
DEFAULT, _missing, _deleted = sentinel.DEFAULT, sentinel.MISSING, sentinel.DELETED


class _ANY:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __repr__(self):
        return '<ANY>'


ANY = _ANY()


def _format_call_signature(name, args, kwargs):
    parts = [repr(arg) for arg in args] + ['%s=%r' % item for item in kwargs.items()]
    return '%s(%s)' % (name, ', '.join(parts))


def _parts(value, default_name=''):
    """A call in any of its short forms as (name, args, kwargs)."""
    if len(value) == 3:
        return tuple(value)
    name, args, kwargs = default_name, (), {}
    rest = list(value)
    if rest and isinstance(rest[0], str):
        name = rest.pop(0)
    if len(rest) == 2:
        args, kwargs = rest
    elif rest and isinstance(rest[0], tuple):
        args = rest[0]
    elif rest:
        kwargs = rest[0]
    return name, args, kwargs


class _Call(tuple):
    """A call: a tuple (name, args, kwargs) or (args, kwargs), equal to such tuples with empty parts left out."""

    def __new__(cls, value=(), name=None, parent=None, two=False, was_made=True):
        parts = _parts(value, name or '')
        self = tuple.__new__(cls, parts[1:] if two else parts)
        # how it came about: the chain of names and calls before it; a name alone was not made
        vars(self).update(_mock_name=name, _mock_parent=parent, _mock_was_made=was_made)
        return self

    def __init__(self, *args, **kwargs):
        pass

    def __eq__(self, other):
        try:
            size = len(other)
        except TypeError:
            return NotImplemented
        if size > 3:
            return False
        own_name = '' if len(self) == 2 else tuple.__getitem__(self, 0)
        own_args, own_kwargs = tuple.__getitem__(self, slice(-2, None))
        if getattr(self, '_mock_parent', None) and getattr(other, '_mock_parent', None) and \
                self._mock_parent != other._mock_parent:
            return False
        if not isinstance(other, tuple):
            return False
        name, args, kwargs = _parts(other)
        if size == 1 and not isinstance(other[0], (str, tuple, dict)):
            return False
        if size == 2 and not isinstance(other[0], (str, tuple)):
            return False
        if own_name and name != own_name:
            return False
        # a two-part call has no name to compare
        if len(self) == 3 and not own_name and name:
            return False
        return (args, kwargs) == (own_args, own_kwargs)

    __ne__ = object.__ne__
    __hash__ = None

    def __call__(self, /, *args, **kwargs):
        before = self._mock_name
        return _Call((before or '', args, kwargs), name=f"{before or ''}()", parent=None if before is None else self)

    def __getattr__(self, attr):
        before = self._mock_name
        if before is not None:
            attr = f'{before}.{attr}'
        return _Call(name=attr, parent=None if before is None else self, was_made=False)

    def __getattribute__(self, attr):
        # the methods of tuples are names of calls
        if attr in ('count', 'index'):
            raise AttributeError
        return tuple.__getattribute__(self, attr)

    @property
    def args(self):
        return tuple.__getitem__(self, -2)

    @property
    def kwargs(self):
        return tuple.__getitem__(self, -1)

    def __repr__(self):
        name = self._mock_name if not self._mock_was_made else '' if len(self) == 2 else tuple.__getitem__(self, 0)
        if not self._mock_was_made:
            return f'call{name}' if name and name.startswith('()') else name or 'call'
        dot = '' if not name or name.startswith('()') else '.'
        return _format_call_signature(f'call{dot}{name}', self.args, self.kwargs)

    def call_list(self):
        """The calls of a chain, the first one first."""
        found, one = [], self
        while one is not None:
            if one._mock_was_made:
                found.append(one)
            one = one._mock_parent
        return _CallList(reversed(found))


call = _Call(was_made=False)


class _CallList(list):
    """A list of calls that finds lists in itself."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        size = len(value)
        return any(self[at:at + size] == value for at in range(len(self) - size + 1))

    def __repr__(self):
        return pprint.pformat(list(self))
