"""Contract: `ChainMap`, `UserDict`, `UserList`, `UserString`: the classes built on ABCs.

Loaded by `collections` when first asked for; they say `collections` is their module.
The methods that only hand their arguments on to `self.data` are made from their signatures.
"""
import _operator
from _collections_abc import MutableMapping, MutableSequence, Sequence
from itertools import chain
from reprlib import recursive_repr
from sys import maxsize


def _delegates(cls, signatures, result='{}', bare=False):
    """A namespace of methods, each calling its namesake of `self.data` with what it is given.

    `result` is what becomes of the answer; `bare` arguments may be of the class itself, or else
    must be what the namesake takes.
    """
    methods = {}
    for signature in signatures:
        name, params = signature[:-1].split('(')
        args = [p.split('=')[0] for p in params.split(', ') if p != '/']
        if bare:
            args = [f'_bare({a}, {cls})' for a in args]
        call = f'self.data.{name}({", ".join(args)})' if params else f'self.data.{name}()'
        method = eval(f'lambda self, {params}: {result.format(call)}')
        method.__name__ = name
        method.__qualname__ = f'{cls}.{name}'
        methods[name] = method
    return methods


def _comparisons(cls):
    """The comparisons of the data; `!=` is what `==` is not."""
    def comparison(op):
        return _special(cls, op, lambda self, other: op(self.data, _bare(other, globals()[cls])))
    return map(comparison, (_operator.eq, _operator.lt, _operator.le, _operator.gt, _operator.ge))


def _conversions(cls, functions):
    """What these builtin functions make of the data."""
    return (_special(cls, f, _converting(f)) for f in functions)


def _converting(function):
    return lambda self: function(self.data)


def _special(cls, function, method):
    method.__name__ = f'__{function.__name__}__'
    method.__qualname__ = f'{cls}.{method.__name__}'
    return method.__name__, method


def _bare(value, kind):
    """The data of a value of this class; another value itself."""
    return value.data if isinstance(value, kind) else value


def _items(user, other):
    """What a list is joined with, in the data's own type if it has that."""
    other = _bare(other, UserList)
    return other if isinstance(other, type(user.data)) else list(other)


def _duplicate(self):
    """Another object with the same attributes, but with data of its own."""
    new = self.__class__.__new__(self.__class__)
    new.__dict__.update(self.__dict__, data=self.data.copy())
    return new


class ChainMap(MutableMapping):
    """Several mappings as one: lookups try each, writes go to the first."""

    def __init__(self, *maps):
        self.maps = [*maps] if maps else [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __iter__(self):
        return iter(dict.fromkeys(chain.from_iterable(reversed(self.maps))))

    def __len__(self):
        return len({*chain.from_iterable(self.maps)})

    def __bool__(self):
        return any(self.maps)

    @recursive_repr()
    def __repr__(self):
        shown = ', '.join(map(repr, self.maps))
        return f'{self.__class__.__name__}({shown})'

    # --- other chains

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        """A ChainMap with one dict made from the iterable."""
        return cls(dict.fromkeys(iterable, value))

    def copy(self):
        """A new chain with a copy of the first mapping and the others themselves."""
        first, *others = self.maps
        return self.__class__(first.copy(), *others)

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        """A new chain with one more mapping in front."""
        if m is not None and kwargs:
            m.update(kwargs)
        return self.__class__(kwargs if m is None else m, *self.maps)

    parents = property(lambda self: self.__class__(*self.maps[1:]), doc='A new chain without the first mapping.')

    def __or__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        new = self.copy()
        new |= other
        return new

    def __ror__(self, other):
        if not hasattr(other, 'keys'):
            return NotImplemented
        merged = dict(other)
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return self.__class__(merged)

    # --- changes, all in the first mapping

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def clear(self):
        """Empty the first mapping."""
        self.maps[0].clear()

    def __delitem__(self, key):
        self._take(self.maps[0].__delitem__, key)

    def pop(self, key, *args):
        """Remove a key from the first mapping."""
        return self._take(self.maps[0].pop, key, *args)

    def _take(self, remove, key, *args):
        try:
            return remove(key, *args)
        except KeyError:
            raise KeyError(f'Key not found in the first mapping: {key!r}')

    def popitem(self):
        """Remove a pair from the first mapping."""
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError('No keys found in the first mapping.')


class UserDict(MutableMapping):
    """A dict in an attribute (`data`), made to be subclassed."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for items in (dict, kwargs or None):
            if items is not None:
                self.update(items)

    __copy__ = _duplicate

    def copy(self):
        """A shallow copy, into which the items are put one by one."""
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        from copy import copy
        new = copy(self)
        new.data = {}
        new.update(self)
        return new

    @classmethod
    def fromkeys(cls, iterable, value=None):
        new = cls()
        for key in iterable:
            new[key] = value
        return new

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __getitem__(self, key):
        data = self.data
        if key in data:
            return data[key]
        missing = getattr(self.__class__, '__missing__', None)
        if missing is None:
            raise KeyError(key)
        return missing(self, key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __or__(self, other):
        other = _bare(other, UserDict)
        return self.__class__(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        other = _bare(other, UserDict)
        return self.__class__(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= _bare(other, UserDict)
        return self


class UserList(MutableSequence):
    """A list in an attribute (`data`), made to be subclassed."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(_bare(initlist, UserList))

    locals().update(_comparisons('UserList'))
    locals().update(_delegates('UserList', (
        'append(item)', 'insert(i, item)', 'remove(item)', 'pop(i=-1)', 'clear()', 'reverse()',
        'sort(/, *args, **kwds)', 'count(item)', 'index(item, *args)')))
    locals().update(_delegates('UserList', ('extend(other)',), bare=True))
    __hash__ = None
    __copy__ = _duplicate

    def copy(self):
        return self.__class__(self)

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        found = self.data[i]
        return self.__class__(found) if isinstance(i, slice) else found

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __cast(self, other):
        return _bare(other, UserList)

    def __add__(self, other):
        return self.__class__(self.data + _items(self, other))

    def __radd__(self, other):
        return self.__class__(_items(self, other) + self.data)

    def __iadd__(self, other):
        self.data += _items(self, other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    def __imul__(self, n):
        self.data *= n
        return self

    __rmul__ = __mul__


class UserString(Sequence):
    """A str in an attribute (`data`), made to be subclassed."""

    def __init__(self, seq):
        self.data = seq if isinstance(seq, str) else str(_bare(seq, UserString))

    locals().update(_comparisons('UserString'))
    locals().update(_delegates('UserString', (
        'removeprefix(prefix, /)', 'removesuffix(suffix, /)', 'replace(old, new, maxsplit=-1)',
    ), 'self.__class__({})', bare=True))
    locals().update(_delegates('UserString', (
        'capitalize()', 'casefold()', 'center(width, *args)', 'expandtabs(tabsize=8)',
        'ljust(width, *args)', 'lower()', 'lstrip(chars=None)', 'rjust(width, *args)',
        'rstrip(chars=None)', 'strip(chars=None)', 'swapcase()', 'title()', 'translate(*args)',
        'upper()', 'zfill(width)',
    ), 'self.__class__({})'))
    locals().update(_delegates('UserString', [
        f'{name}(sub, start=0, end=maxsize)' for name in ('count', 'find', 'index', 'rfind', 'rindex')], bare=True))
    locals().update(_delegates('UserString', [
        f'is{kind}()' for kind in ('alnum', 'alpha', 'ascii', 'decimal', 'digit', 'identifier', 'lower',
                                   'numeric', 'printable', 'space', 'title', 'upper')]))
    locals().update(_delegates('UserString', (
        'endswith(suffix, start=0, end=maxsize)', 'startswith(prefix, start=0, end=maxsize)',
        'format(/, *args, **kwds)', 'format_map(mapping)', 'join(seq)', 'partition(sep)',
        'rpartition(sep)', 'rsplit(sep=None, maxsplit=-1)', 'split(sep=None, maxsplit=-1)',
        'splitlines(keepends=False)')))
    maketrans = str.maketrans

    def encode(self, encoding='utf-8', errors='strict'):
        return self.data.encode('utf-8' if encoding is None else encoding,
                                'strict' if errors is None else errors)

    locals().update(_conversions('UserString', (hash, len, str, repr, int, float, complex)))

    def __getnewargs__(self):
        return self.data,

    def __contains__(self, char):
        return _bare(char, UserString) in self.data

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __add__(self, other):
        return self.__class__(self.data + str(_bare(other, UserString)))

    def __radd__(self, other):
        return self.__class__(str(_bare(other, UserString)) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)


for _cls in (ChainMap, UserDict, UserList, UserString):
    _cls.__module__ = 'collections'
