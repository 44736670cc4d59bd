"""Contract: what describes calls: `call`, the lists of calls, `ANY`, and the sentinels. A part of `unittest.mock`."""
import pprint

__unittest = True
__name__ = 'unittest.mock'


class _SentinelObject:
    """A unique object with a name."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return 'sentinel.%s' % self.name

    def __reduce__(self):
        return 'sentinel.%s' % self.name


class _Sentinel:
    """Each attribute is a unique object, always the same one."""

    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == '__bases__':
            raise AttributeError
        return self._sentinels.setdefault(name, _SentinelObject(name))

    def __reduce__(self):
        return 'sentinel'


sentinel = _Sentinel()
DEFAULT = sentinel.DEFAULT
_missing = sentinel.MISSING
_deleted = sentinel.DELETED


class _ANY:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return '<ANY>'


ANY = _ANY()


def _format_call_signature(name, args, kwargs):
    parts = [repr(arg) for arg in args] + ['%s=%r' % item for item in kwargs.items()]
    return '%s(%s)' % (name, ', '.join(parts))


def _parts(value, default_name=''):
    """A call in any of its short forms as (name, args, kwargs)."""
    name, args, kwargs = default_name, (), {}
    if len(value) == 3:
        return value[0], value[1], value[2]
    if len(value) == 2:
        first, second = value
        if isinstance(first, str):
            name = first
            if isinstance(second, tuple):
                args = second
            else:
                kwargs = second
        else:
            args, kwargs = first, second
    elif len(value) == 1:
        if isinstance(value[0], str):
            name = value[0]
        elif isinstance(value[0], tuple):
            args = value[0]
        else:
            kwargs = value[0]
    return name, args, kwargs


class _Call(tuple):
    """A call: a tuple (name, args, kwargs) or (args, kwargs), equal to such tuples with empty parts left out."""

    def __new__(cls, value=(), name='', parent=None, two=False, from_kall=True):
        name, args, kwargs = _parts(value, name)
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

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
        if self._mock_name is None:
            return _Call(('', args, kwargs), name='()')
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + '()', parent=self)

    def __getattr__(self, attr):
        if self._mock_name is None:
            return _Call(name=attr, from_kall=False)
        return _Call(name='%s.%s' % (self._mock_name, attr), parent=self, from_kall=False)

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
        if not self._mock_from_kall:
            name = self._mock_name or 'call'
            return 'call%s' % name if name.startswith('()') else name
        name = '' if len(self) == 2 else tuple.__getitem__(self, 0)
        if not name:
            name = 'call'
        elif name.startswith('()'):
            name = 'call%s' % name
        else:
            name = 'call.%s' % name
        return _format_call_signature(name, self.args, self.kwargs)

    def call_list(self):
        """The calls of a chain, the first one first."""
        found, one = [], self
        while one is not None:
            if one._mock_from_kall:
                found.append(one)
            one = one._mock_parent
        return _CallList(reversed(found))


call = _Call(from_kall=False)


class _CallList(list):
    """A list of calls that finds lists in itself."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        size = len(value)
        return any(self[at:at + size] == value for at in range(len(self) - size + 1))

    def __repr__(self):
        return pprint.pformat(list(self))
