"""Contract: the ABCs of containers, iterators, coroutines and buffers, with their mixin methods.

Public as `collections.abc`. A class with the needed methods passes as a subclass
of the small ones (`__subclasshook__`); the builtin types are registered with
the large ones.
"""
from abc import ABCMeta, abstractmethod, _register_builtins
from itertools import count as _count

GenericAlias = type(list[int])

__all__ = ['Awaitable', 'Coroutine', 'AsyncIterable', 'AsyncIterator', 'AsyncGenerator',
           'Hashable', 'Iterable', 'Iterator', 'Generator', 'Reversible',
           'Sized', 'Container', 'Callable', 'Collection',
           'Set', 'MutableSet', 'Mapping', 'MutableMapping',
           'MappingView', 'KeysView', 'ItemsView', 'ValuesView',
           'Sequence', 'MutableSequence', 'ByteString', 'Buffer']

__name__ = 'collections.abc'  # so that the classes say they are from there


def _recognized_by(*methods):
    """Class decorator: every class with these methods is a subclass, without being registered.

    Its own subclasses are not recognized so: they may promise more. A method set to None is
    a promise not to have it.
    """
    def decorate(abc):
        def __subclasshook__(cls, C):
            if cls is not abc:
                return NotImplemented
            layers = [base.__dict__ for base in C.__mro__]
            for name in methods:
                for layer in layers:
                    if name in layer:
                        found = layer[name]
                        break
                else:
                    found = None
                if found is None:
                    return NotImplemented
            return True

        __subclasshook__.__qualname__ = f'{abc.__name__}.__subclasshook__'
        abc.__subclasshook__ = classmethod(__subclasshook__)
        return abc
    return decorate


def _thrown(typ, val, tb):
    """The exception that the arguments of `throw` mean."""
    if val is None and tb is not None:
        val = typ()
    exc = typ if val is None else val
    return exc if tb is None else exc.with_traceback(tb)


def _each(function, values):
    for value in values:
        function(value)


def _drain(take, empty):
    """Take until nothing is left."""
    try:
        while True:
            take()
    except empty:
        return


# --- one-method interfaces, iterators and coroutines ---------------------------

@_recognized_by('__hash__')
class Hashable(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __hash__(self):
        return 0


@_recognized_by('__len__')
class Sized(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __len__(self):
        return 0


@_recognized_by('__contains__')
class Container(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __contains__(self, x):
        return False


@_recognized_by('__buffer__')
class Buffer(metaclass=ABCMeta):
    __slots__ = ()

    @abstractmethod
    def __buffer__(self, flags: int, /) -> memoryview:
        raise NotImplementedError


@_recognized_by('__iter__')
class Iterable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __iter__(self):
        yield from ()


@_recognized_by('__iter__', '__next__')
class Iterator(Iterable):
    __slots__ = ()

    def __iter__(self):
        return self

    @abstractmethod
    def __next__(self):
        """The next item, or StopIteration."""
        raise StopIteration


@_recognized_by('__reversed__', '__iter__')
class Reversible(Iterable):
    __slots__ = ()

    @abstractmethod
    def __reversed__(self):
        yield from ()


@_recognized_by('__len__', '__iter__', '__contains__')
class Collection(Sized, Iterable, Container):
    __slots__ = ()


@_recognized_by('__iter__', '__next__', 'send', 'throw', 'close')
class Generator(Iterator):
    __slots__ = ()

    @abstractmethod
    def send(self, value):
        """Send a value in; return the next value or raise StopIteration."""
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        """Raise an exception inside the generator."""
        raise _thrown(typ, val, tb)

    def __next__(self):
        """The next item, or StopIteration."""
        return self.send(None)

    def close(self):
        """Raise GeneratorExit inside the generator."""
        _finish(self, 'generator')


@_recognized_by('__await__')
class Awaitable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __await__(self):
        yield


@_recognized_by('__await__', 'send', 'throw', 'close')
class Coroutine(Awaitable):
    __slots__ = ()

    @abstractmethod
    def send(self, value):
        """Resume with a value; return the next one awaited for or raise StopIteration."""
        raise StopIteration

    @abstractmethod
    def throw(self, typ, val=None, tb=None):
        """Raise an exception inside the coroutine."""
        raise _thrown(typ, val, tb)

    def close(self):
        """Raise GeneratorExit inside the coroutine."""
        _finish(self, 'coroutine')


def _finish(running, kind):
    """Ask a generator or coroutine to end, which it must."""
    try:
        running.throw(GeneratorExit)
    except (GeneratorExit, StopIteration):
        return
    raise RuntimeError(f'{kind} ignored GeneratorExit')


@_recognized_by('__aiter__')
class AsyncIterable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __aiter__(self):
        return AsyncIterator()


@_recognized_by('__anext__', '__aiter__')
class AsyncIterator(AsyncIterable):
    __slots__ = ()

    def __aiter__(self):
        return self

    @abstractmethod
    async def __anext__(self):
        """The next item, or StopAsyncIteration."""
        raise StopAsyncIteration


@_recognized_by('__aiter__', '__anext__', 'asend', 'athrow', 'aclose')
class AsyncGenerator(AsyncIterator):
    __slots__ = ()

    @abstractmethod
    async def asend(self, value):
        """Send a value in; return the next value or raise StopAsyncIteration."""
        raise StopAsyncIteration

    @abstractmethod
    async def athrow(self, typ, val=None, tb=None):
        """Raise an exception inside the generator."""
        raise _thrown(typ, val, tb)

    async def __anext__(self):
        """The next item, or StopAsyncIteration."""
        return await self.asend(None)

    async def aclose(self):
        """Raise GeneratorExit inside the generator."""
        try:
            await self.athrow(GeneratorExit)
        except (GeneratorExit, StopAsyncIteration):
            return
        raise RuntimeError('asynchronous generator ignored GeneratorExit')


class _CallableGenericAlias(GenericAlias):
    """`Callable[[int, str], bool]`: the arguments are kept flat, the result last."""
    __slots__ = ()

    def __new__(cls, origin, args):
        if not (isinstance(args, tuple) and len(args) == 2):
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        params, result = args
        if isinstance(params, (tuple, list)):
            args = (*params, result)
        elif not _is_param_expr(params):
            raise TypeError(f'Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {params}')
        return super().__new__(cls, origin, args)

    def __repr__(self):
        params, result = _unflattened(self.__args__)
        if not isinstance(params, list):
            return super().__repr__()
        from annotationlib import type_repr
        shown = ', '.join(map(type_repr, params))
        return f'collections.abc.Callable[[{shown}], {type_repr(result)}]'

    def __reduce__(self):
        return _CallableGenericAlias, (Callable, _unflattened(self.__args__))

    def __getitem__(self, item):
        args = super().__getitem__(item if isinstance(item, tuple) else (item,)).__args__
        if not isinstance(args[0], (tuple, list)):
            args = _unflattened(args)
        return _CallableGenericAlias(Callable, args)


def _unflattened(args):
    """What `Callable` was subscripted with, from the flat arguments."""
    *params, result = args
    if len(params) == 1 and _is_param_expr(params[0]):
        return params[0], result
    return params, result


def _is_param_expr(obj):
    """Whether `obj` may stand for all parameters: `...`, ParamSpec or Concatenate[...]."""
    if obj is Ellipsis or isinstance(obj, list):
        return True
    kind = type(obj)
    return kind.__module__ == 'typing' and kind.__name__ in ('ParamSpec', '_ConcatenateGenericAlias')


@_recognized_by('__call__')
class Callable(metaclass=ABCMeta):
    __slots__ = ()
    __class_getitem__ = classmethod(_CallableGenericAlias)

    @abstractmethod
    def __call__(self, *args, **kwds):
        return False


# --- sets --------------------------------------------------------------------

class Set(Collection):
    """A set that only reads itself: needs __contains__, __iter__ and __len__.

    Redefine __le__ and __ge__ for speed; the other comparisons follow.
    """
    __slots__ = ()
    __hash__ = None

    @classmethod
    def _from_iterable(cls, it):
        """A set of this class; override it when the constructor takes something else."""
        return cls(it)

    # Each comparison looks at the lengths first: they are cheap, and often decide.

    def __eq__(self, other):
        return (len(self) == len(other) and self.__le__(other)) if isinstance(other, Set) else NotImplemented

    def __lt__(self, other):
        return (len(self) < len(other) and self.__le__(other)) if isinstance(other, Set) else NotImplemented

    def __gt__(self, other):
        return (len(self) > len(other) and self.__ge__(other)) if isinstance(other, Set) else NotImplemented

    def __le__(self, other):
        if isinstance(other, Set):
            return len(self) <= len(other) and all(e in other for e in self)
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, Set):
            return len(self) >= len(other) and all(e in self for e in other)
        return NotImplemented

    def isdisjoint(self, other):
        """Whether the two have nothing in common."""
        return not any(e in self for e in other)

    # An operand of `&` and `|` may be any iterable; one of `-` and `^` is made a set for it.

    def __and__(self, other):
        if isinstance(other, Iterable):
            return self._from_iterable(e for e in other if e in self)
        return NotImplemented

    def __or__(self, other):
        if isinstance(other, Iterable):
            return self._from_iterable(e for s in (self, other) for e in s)
        return NotImplemented

    def _as_set(self, other):
        """`other` as a Set, or None when it is not even iterable."""
        if isinstance(other, Set):
            return other
        return self._from_iterable(other) if isinstance(other, Iterable) else None

    def __sub__(self, other):
        other = self._as_set(other)
        if other is None:
            return NotImplemented
        return self._from_iterable(e for e in self if e not in other)

    def __rsub__(self, other):
        other = self._as_set(other)
        if other is None:
            return NotImplemented
        return self._from_iterable(e for e in other if e not in self)

    def __xor__(self, other):
        other = self._as_set(other)
        if other is None:
            return NotImplemented
        return (self - other) | (other - self)

    __rand__, __ror__, __rxor__ = __and__, __or__, __xor__

    def _hash(self):
        """A hash equal to that of the frozenset with the same elements."""
        return hash(frozenset(self))


class MutableSet(Set):
    """A set that can change: needs add and discard too."""
    __slots__ = ()

    @abstractmethod
    def add(self, value):
        """Add an element."""
        raise NotImplementedError

    @abstractmethod
    def discard(self, value):
        """Remove an element if it is there."""
        raise NotImplementedError

    def remove(self, value):
        """Remove an element; KeyError if it is not there."""
        if value in self:
            self.discard(value)
        else:
            raise KeyError(value)

    def pop(self):
        """Remove and return some element; KeyError if there is none."""
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        """Remove all elements."""
        _drain(self.pop, KeyError)

    def __ior__(self, it):
        _each(self.add, it)
        return self

    def __iand__(self, it):
        _each(self.discard, self - it)
        return self

    def __isub__(self, it):
        self.clear() if it is self else _each(self.discard, it)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
            return self
        for value in (it if isinstance(it, Set) else self._from_iterable(it)):
            (self.discard if value in self else self.add)(value)
        return self


# --- mappings ----------------------------------------------------------------

_absent = object()


class Mapping(Collection):
    """A mapping that only reads itself: needs __getitem__, __iter__ and __len__."""
    __slots__ = ()
    __hash__ = None
    __reversed__ = None

    @abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        """The value of a key, or the default."""
        return _value(self, key, default)

    def __contains__(self, key):
        return _value(self, key, _absent) is not _absent

    def __eq__(self, other):
        if isinstance(other, Mapping):
            return dict(self.items()) == dict(other.items())
        return NotImplemented

    def keys(self):
        """A set-like view of the keys."""
        return KeysView(self)

    def values(self):
        """A view of the values."""
        return ValuesView(self)

    def items(self):
        """A set-like view of the (key, value) pairs."""
        return ItemsView(self)


def _value(mapping, key, default):
    """What `get` gives for a key, though the mapping may have another `get`."""
    try:
        return mapping[key]
    except KeyError:
        return default


class MappingView(Sized):
    __slots__ = ('_mapping',)
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, mapping):
        self._mapping = mapping

    def __repr__(self):
        return f'{self.__class__.__name__}({self._mapping!r})'

    def __len__(self):
        return len(self._mapping)


class KeysView(MappingView, Set):
    __slots__ = ()
    _from_iterable = classmethod(lambda cls, it: set(it))

    def __iter__(self):
        yield from self._mapping

    def __contains__(self, key):
        return key in self._mapping


class ItemsView(MappingView, Set):
    __slots__ = ()
    _from_iterable = classmethod(lambda cls, it: set(it))

    def __iter__(self):
        mapping = self._mapping
        return ((key, mapping[key]) for key in mapping)

    def __contains__(self, item):
        key, value = item
        found = _value(self._mapping, key, _absent)
        return found is not _absent and (found is value or found == value)


class ValuesView(MappingView, Collection):
    __slots__ = ()

    def __iter__(self):
        return map(self._mapping.__getitem__, self._mapping)

    def __contains__(self, value):
        return any(found is value or found == value for found in self)


class MutableMapping(Mapping):
    """A mapping that can change: needs __setitem__ and __delitem__ too."""
    __slots__ = ()

    @abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def setdefault(self, key, default=None):
        """The value of a key, set to the default if the key is not there."""
        value = _value(self, key, _absent)
        if value is _absent:
            self[key] = value = default
        return value

    __marker = _absent

    def pop(self, key, default=__marker):
        """Remove a key and return its value, or the default if it is not there."""
        value = self[key] if default is _absent else _value(self, key, _absent)
        if value is _absent:
            return default
        del self[key]
        return value

    def popitem(self):
        """Remove and return some (key, value) pair; KeyError if there is none."""
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        """Remove all items."""
        _drain(self.popitem, KeyError)

    def update(self, other=(), /, **kwds):
        """Set items from a mapping or an iterable of pairs, then from the keywords."""
        mapping, keys = other, None
        if isinstance(mapping, Mapping):
            keys = mapping
        elif hasattr(mapping, 'keys'):
            keys = mapping.keys()
        if keys is not None:
            other = ((key, mapping[key]) for key in keys)
        for pairs in (other, kwds.items()):
            for key, value in pairs:
                self[key] = value


# --- sequences ---------------------------------------------------------------

class Sequence(Reversible, Collection):
    """A sequence that only reads itself: needs __getitem__ and __len__."""
    __slots__ = ()

    @abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        try:
            for i in _count():
                yield self[i]
        except IndexError:
            return

    def __reversed__(self):
        for i in range(len(self) - 1, -1, -1):
            yield self[i]

    def __contains__(self, value):
        return any(v is value or v == value for v in self)

    def index(self, value, start=0, stop=None):
        """Where the value first is; ValueError if nowhere."""
        if start is not None and start < 0:
            start = max(start + len(self), 0)
        if stop is not None and stop < 0:
            stop += len(self)
        # the length is not asked: it may be dear, or change
        for i in _count(start) if stop is None else range(start, stop):
            try:
                found = self[i]
            except IndexError:
                break
            if found is value or found == value:
                return i
        raise ValueError

    def count(self, value):
        """How often the value occurs."""
        return sum(1 for v in self if v is value or v == value)


class MutableSequence(Sequence):
    """A sequence that can change: needs __setitem__, __delitem__ and insert too."""
    __slots__ = ()

    @abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @abstractmethod
    def insert(self, index, value):
        """Insert a value before an index."""
        raise IndexError

    def append(self, value):
        """Add a value at the end."""
        self.insert(len(self), value)

    def extend(self, values):
        """Add all values of an iterable at the end."""
        _each(self.append, list(values) if values is self else values)

    def __iadd__(self, values):
        self.extend(values)
        return self

    def pop(self, index=-1):
        """Remove and return the value at an index; IndexError if there is none."""
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        """Remove the first occurrence of a value; ValueError if there is none."""
        del self[self.index(value)]

    def clear(self):
        """Remove all values."""
        _drain(self.pop, IndexError)

    def reverse(self):
        """Reverse in place."""
        n = len(self)
        for i in range(n // 2):
            self[i], self[n - i - 1] = self[n - i - 1], self[i]


def _register_all():
    """Tell the ABCs of the builtin types, without tests: the pairs are known to hold."""
    from _collections import deque
    dict_keys, dict_items, dict_values = type({}.keys()), type({}.items()), type({}.values())
    _register_builtins(Set, frozenset, dict_keys, dict_items)
    _register_builtins(MutableSet, set)
    _register_builtins(Mapping, type(type.__dict__))
    _register_builtins(MutableMapping, dict)
    _register_builtins(KeysView, dict_keys)
    _register_builtins(ItemsView, dict_items)
    _register_builtins(ValuesView, dict_values)
    _register_builtins(Sequence, tuple, str, bytes, range, memoryview)
    _register_builtins(MutableSequence, list, bytearray, deque)


_register_all()


def __getattr__(name):
    """The deprecated `ByteString`, made when asked for."""
    if name == 'ByteString':
        from _collections_bytestring import ByteString
        globals()[name] = ByteString
        return ByteString
    raise AttributeError(f"module 'collections.abc' has no attribute {name!r}")
