"""Contract: containers beyond the builtin ones.

Native, from `_collections`: `deque`, `defaultdict`, `OrderedDict`,
`_count_elements`, `_new_tuple`, `_tuplegetter`. Here: `namedtuple` and `Counter`. The classes
built on ABCs (`ChainMap`, `UserDict`, `UserList`, `UserString`) are in
`collections._user` and loaded when first asked for, so that importing this
module does not import the ABCs.
"""
import _operator
from _collections import deque, defaultdict, OrderedDict, _count_elements, _new_tuple, _tuplegetter

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList',
           'UserString', 'defaultdict', 'deque', 'namedtuple']


def __dir__():
    return sorted({*globals(), *__all__})


def __getattr__(name):
    if name in ('ChainMap', 'UserDict', 'UserList', 'UserString'):
        from collections import _user
        for each in ('ChainMap', 'UserDict', 'UserList', 'UserString'):
            globals()[each] = getattr(_user, each)
        return globals()[name]
    if name == 'abc':
        import collections.abc
        return collections.abc
    raise AttributeError(f"module 'collections' has no attribute {name!r}")


# --- namedtuple --------------------------------------------------------------

def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A subclass of tuple whose items also have names."""
    import sys
    from keyword import iskeyword
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    field_names = list(map(str, field_names))
    typename = sys.intern(str(typename))

    if rename:
        _rename_invalid(field_names, iskeyword)
    for name in (typename, *field_names):
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    for i, name in enumerate(field_names):
        if name.startswith('_') and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in field_names[:i]:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
    if defaults is not None:
        defaults = tuple(defaults)
    required = len(field_names) - len(defaults or ())
    if required < 0:
        raise TypeError('Got more default values than field names')

    fields = tuple(map(sys.intern, field_names))
    namespace = _namedtuple_methods(typename, fields, defaults, dict(zip(fields[required:], defaults or ())))
    for index, name in enumerate(fields):
        namespace[name] = _tuplegetter(index, sys.intern(f'Alias for field number {index}'))
    if module is None:
        try:
            module = sys._getframe(1).f_globals.get('__name__', '__main__')
        except (AttributeError, ValueError):
            pass
    if module is not None:
        namespace['__module__'] = module
    return type(typename, (tuple,), namespace)


def _rename_invalid(names, iskeyword):
    """Replace each name that no field may have, or that an earlier one has, by its position."""
    for i, name in enumerate(names):
        if not name.isidentifier() or iskeyword(name) or name.startswith('_') or name in names[:i]:
            names[i] = f'_{i}'


def _namedtuple_methods(typename, fields, defaults, field_defaults):
    """The class body: only `__new__` needs code of its own, for its argument names."""
    count = len(fields)
    tuple_new = tuple.__new__
    params = ''.join(f', {name}' for name in fields)
    values = ''.join(f'{name}, ' for name in fields)
    __new__ = eval(f'lambda _cls{params}: _tuple_new(_cls, ({values}))',
                   {'_tuple_new': _new_tuple, '__builtins__': {},
                    '__name__': f'namedtuple_{typename}'})
    __new__.__name__ = '__new__'
    __new__.__doc__ = f'Create new instance of {typename}({", ".join(fields)})'
    if defaults is not None:
        __new__.__defaults__ = defaults
    template = '(' + ', '.join(f'{name}=%r' for name in fields) + ')'

    def _make(cls, iterable):
        result = tuple_new(cls, iterable)
        if len(result) != count:
            raise TypeError(f'Expected {count} arguments, got {len(result)}')
        return result
    _make.__doc__ = f'Make a new {typename} object from a sequence or iterable'

    def _replace(self, /, **kwds):
        result = self._make([kwds.pop(n, v) for n, v in zip(fields, self)])
        if kwds:
            raise TypeError(f'Got unexpected field names: {list(kwds)!r}')
        return result
    _replace.__doc__ = f'Return a new {typename} object replacing specified fields with new values'

    def __repr__(self):
        'Return a nicely formatted representation string'
        return self.__class__.__name__ + template % self

    def _asdict(self):
        'Return a new dict which maps field names to their values.'
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        'Return self as a plain tuple.  Used by copy and pickle.'
        return tuple(self)

    body = {'__doc__': f'{typename}({", ".join(fields)})', '__slots__': (),
            '_fields': fields, '_field_defaults': field_defaults}
    for method in (__new__, _make, _replace, __repr__, _asdict, __getnewargs__):
        method.__qualname__ = f'{typename}.{method.__name__}'
        if method is _replace:
            body['__replace__'] = method
        body[method.__name__] = method
    body['_make'] = classmethod(_make)
    body['__match_args__'] = fields
    return body


# --- Counter -----------------------------------------------------------------

def _comparing_counts(name):
    """A comparison of Counters that holds when it holds for every element of either."""
    op = getattr(_operator, name)

    def compare(self, other):
        if isinstance(other, Counter):
            return all(op(self[e], other[e]) for counter in (self, other) for e in counter)
        return NotImplemented
    return _as_method(compare, f'__{name}__')


def _combining_counts(name, combine):
    """An operator of Counters, which combines the counts of each element, and its in-place form."""
    def operator(self, other):
        return self._combined(other, combine) if isinstance(other, Counter) else NotImplemented

    def in_place(self, other):
        for elem, count in other.items():
            self[elem] = combine(self[elem], count)
        return self._keep_positive()
    return _as_method(operator, f'__{name}__'), _as_method(in_place, f'__i{name}__')


def _as_method(function, name):
    function.__name__ = name
    function.__qualname__ = f'Counter.{name}'
    return function


class Counter(dict):
    """A dict of counts: missing keys count zero."""

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """The n most common (element, count) pairs, most common first."""
        if n is None:
            return sorted(self.items(), key=_count_of, reverse=True)
        import heapq
        return heapq.nlargest(n, self.items(), key=_count_of)

    def elements(self):
        """Iterate over each element as often as it counts."""
        from itertools import chain, repeat, starmap
        return chain.from_iterable(starmap(repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError('Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def update(self, iterable=None, /, **kwds):
        """Add counts, from a mapping or by counting the elements of an iterable."""
        if iterable is None:
            pass
        elif not _is_mapping(iterable):
            _count_elements(self, iterable)
        elif not self:
            super().update(iterable)
        else:
            get = self.get
            for elem, count in iterable.items():
                self[elem] = count + get(elem, 0)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Take counts away; they may become negative."""
        if iterable is not None:
            get = self.get
            if _is_mapping(iterable):
                for elem, count in iterable.items():
                    self[elem] = get(elem, 0) - count
            else:
                for elem in iterable:
                    self[elem] = get(elem, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    def __delitem__(self, elem):
        if elem in self:
            super().__delitem__(elem)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __repr__(self):
        name = self.__class__.__name__
        if not self:
            return f'{name}()'
        try:
            counts = dict(self.most_common())
        except TypeError:  # counts that have no order
            counts = dict(self)
        return f'{name}({counts!r})'

    # Comparisons treat a missing element as one that counts zero.

    __eq__, __le__, __ge__ = map(_comparing_counts, ('eq', 'le', 'ge'))

    def __ne__(self, other):
        return not self == other if isinstance(other, Counter) else NotImplemented

    def __lt__(self, other):
        return self <= other and self != other if isinstance(other, Counter) else NotImplemented

    def __gt__(self, other):
        return self >= other and self != other if isinstance(other, Counter) else NotImplemented

    # Arithmetic keeps positive counts only.

    __add__, __iadd__ = _combining_counts('add', lambda a, b: a + b)
    __sub__, __isub__ = _combining_counts('sub', lambda a, b: a - b)
    __or__, __ior__ = _combining_counts('or', lambda a, b: b if a < b else a)
    __and__, _ = _combining_counts('and', lambda a, b: a if a < b else b)
    del _

    def __iand__(self, other):
        for elem, count in self.items():
            if other[elem] < count:
                self[elem] = other[elem]
        return self._keep_positive()

    def _combined(self, other, combine):
        result = Counter()
        for elem, count in self.items():
            new = combine(count, other[elem])
            if new > 0:
                result[elem] = new
        for elem, count in other.items():
            if elem not in self:
                new = combine(0, count)
                if new > 0:
                    result[elem] = new
        return result

    def __pos__(self):
        return self._combined(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._combined(Counter(), lambda a, b: -a)

    def _keep_positive(self):
        for elem in [e for e, count in self.items() if not count > 0]:
            del self[elem]
        return self


def _count_of(item):
    return item[1]


def _is_mapping(obj):
    if isinstance(obj, dict):
        return True
    from _collections_abc import Mapping
    return isinstance(obj, Mapping)
