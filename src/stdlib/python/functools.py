"""Contract: tools for functions: wrappers, caches, partial application, dispatch on a type.

Native, from `_functools`: `partial`, `Placeholder`, `reduce`, `cmp_to_key` and
`_lru_cache_wrapper(function, maxsize, typed, cache_info)`. The rest is Python;
nothing is imported before it is needed.
"""
from _functools import partial, reduce, cmp_to_key, Placeholder, _lru_cache_wrapper

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES',
           'total_ordering', 'cache', 'cmp_to_key', 'lru_cache', 'reduce',
           'partial', 'partialmethod', 'singledispatch', 'singledispatchmethod',
           'cached_property', 'Placeholder']

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__',
                       '__annotate__', '__type_params__')
WRAPPER_UPDATES = ('__dict__',)
_missing = object()
_GenericAlias = type(list[int])


def __getattr__(name):
    """`_CacheInfo`, made when first used."""
    if name == '_CacheInfo':
        from collections import namedtuple
        made = globals()['_CacheInfo'] = namedtuple(
            'CacheInfo', ['hits', 'misses', 'maxsize', 'currsize'], module='functools')
        return made
    raise AttributeError(f"module 'functools' has no attribute {name!r}")


def _cache_info(hits, misses, maxsize, currsize):
    made = globals().get('_CacheInfo') or __getattr__('_CacheInfo')
    return made(hits, misses, maxsize, currsize)


# --- wrappers ----------------------------------------------------------------

def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make the wrapper look like the function it wraps; returns the wrapper."""
    for name in assigned:
        value = getattr(wrapped, name, _missing)
        if value is not _missing:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, ()))
    wrapper.__wrapped__ = wrapped  # last: the update may bring another
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that applies `update_wrapper`."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# --- ordering ----------------------------------------------------------------

def _derived(root, name):
    """The comparison `name` in terms of the class's own `root`.

    Each is a function of r, the result of the root (not NotImplemented), and of
    whether the two are equal.
    """
    strict_root = root in ('__lt__', '__gt__')
    strict_name = name in ('__lt__', '__gt__')
    same_side = root[2] == name[2]
    if same_side:
        def combine(r, self, other):
            return r and self != other if strict_name else r or self == other
    elif strict_root and strict_name:
        def combine(r, self, other):
            return not r and self != other
    elif not strict_root and not strict_name:
        def combine(r, self, other):
            return not r or self == other
    else:
        def combine(r, self, other):
            return not r

    def method(self, other):
        r = getattr(type(self), root)(self, other)
        if r is NotImplemented:
            return r
        return combine(r, self, other)

    method.__name__ = name
    method.__qualname__ = name
    method.__doc__ = getattr(int, name).__doc__
    return method


def total_ordering(cls):
    """Fill in the missing ordering methods from the one the class defines."""
    names = ('__lt__', '__le__', '__gt__', '__ge__')
    roots = [n for n in names if getattr(cls, n, None) is not getattr(object, n, None)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = next(n for n in ('__lt__', '__le__', '__gt__', '__ge__') if n in roots)
    for name in names:
        if name not in roots:
            setattr(cls, name, _derived(root, name))
    return cls


# --- caches ------------------------------------------------------------------

_kwd_mark = (object(),)


def _make_key(args, kwds, typed):
    """The cache key of a call: flat, with types when `typed`."""
    key = args
    if kwds:
        key = key + _kwd_mark
        for item in kwds.items():
            key = key + item
    if typed:
        key = key + tuple(type(v) for v in args)
        if kwds:
            key = key + tuple(type(v) for v in kwds.values())
    elif len(key) == 1 and type(key[0]) in (int, str):
        return key[0]
    return key


def lru_cache(maxsize=128, typed=False):
    """A decorator that remembers the results of the most recent calls."""
    if callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorating_function(user_function):
        return _cached(user_function, maxsize, typed)

    return decorating_function


def _cached(user_function, maxsize, typed):
    wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _cache_info)
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, user_function)


def cache(user_function, /):
    """A decorator that remembers every result: `lru_cache(maxsize=None)`."""
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property computed once and then kept in the instance's dictionary."""

    def __init__(self, func):
        self.func, self.attrname = func, None
        self.__doc__, self.__module__ = func.__doc__, func.__module__

    def __set_name__(self, owner, name):
        if self.attrname not in (None, name):
            raise TypeError('Cannot assign the same cached_property to two different names '
                            f'({self.attrname!r} and {name!r}).')
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        name = self.attrname
        if name is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        try:
            values = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} "
                            f'instance to cache {name!r} property.') from None
        value = values.get(name, _NOT_FOUND)
        if value is _NOT_FOUND:
            value = self.func(instance)
            try:
                values[name] = value
            except TypeError:
                raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance "
                                f'does not support item assignment for caching {name!r} property.'
                                ) from None
        return value

    __class_getitem__ = classmethod(_GenericAlias)


_NOT_FOUND = object()


# --- partial methods ---------------------------------------------------------

class partialmethod:
    """`partial` for use as a method: the instance comes before the given arguments."""
    __slots__ = ('func', 'args', 'keywords', '_made', '__isabstractmethod__', '__dict__')

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and getattr(func, '__get__', None) is None:
            raise TypeError(f'the first argument {func!r} must be a callable or a descriptor')
        if args and args[-1] is Placeholder:
            raise TypeError('trailing Placeholders are not allowed')
        if isinstance(func, partialmethod):
            args = _fill(func.args, args)
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords
        self.__isabstractmethod__ = getattr(func, '__isabstractmethod__', False)

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f'{k}={v!r}' for k, v in self.keywords.items()]
        return f'functools.{type(self).__name__}({", ".join(parts)})'

    def _unbound(self):
        """The plain function that a class or instance binds."""
        func, args, keywords = self.func, self.args, self.keywords

        def _method(cls_or_self, /, *rest, **more):
            return func(cls_or_self, *_fill(args, rest), **{**keywords, **more})

        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method.__partialmethod__ = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, '__get__', None)
        if get is not None:
            bound = get(obj, cls)
            if bound is not self.func:
                result = partial(bound, *self.args, **self.keywords)
                try:
                    result.__self__ = bound.__self__
                except AttributeError:
                    pass
                return result
        return self._unbound().__get__(obj, cls)

    __class_getitem__ = classmethod(_GenericAlias)


def _fill(args, rest):
    """Put the later positional arguments into the placeholders of the earlier ones."""
    if Placeholder not in args:
        return (*args, *rest)
    rest = list(rest)
    filled = [rest.pop(0) if a is Placeholder and rest else a for a in args]
    return (*filled, *rest)


# --- dispatch on the type of the first argument ---------------------------------

def _find_impl(cls, registry):
    """The implementation registered for the most specific type that cls is."""
    mro = cls.__mro__
    ranked = []
    for kind in registry:
        if kind in mro:
            ranked.append((mro.index(kind), 0, kind))
        else:
            try:
                if not issubclass(cls, kind):
                    continue
            except TypeError:
                continue
            # an ABC stands just behind the last class that satisfies it
            last = max(i for i, c in enumerate(mro) if issubclass(c, kind))
            ranked.append((last, 1, kind))
    if not ranked:
        return None
    ranked.sort(key=lambda r: r[:2])
    best = ranked[0]
    for other in ranked[1:]:
        if other[:2] == best[:2] and issubclass(other[2], best[2]):
            best = other
    for other in ranked:
        if other is not best and other[1] and best[1] and other[0] == best[0] \
                and not issubclass(best[2], other[2]):
            raise RuntimeError(f'Ambiguous dispatch: {best[2]} or {other[2]}')
    return registry.get(best[2])


def _annotated_classes(func):
    """The class or classes in the annotation of the function's first argument."""
    from typing import get_type_hints
    import annotationlib
    argname, cls = next(iter(get_type_hints(func, format=annotationlib.Format.FORWARDREF).items()))
    if not _is_valid_dispatch(cls):
        if isinstance(cls, type(int | str)):
            raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} not all arguments are classes.')
        if isinstance(cls, annotationlib.ForwardRef):
            raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} is an unresolved forward reference.')
        raise TypeError(f'Invalid annotation for {argname!r}. {cls!r} is not a class.')
    return cls


def _is_valid_dispatch(cls):
    if isinstance(cls, type) and not isinstance(cls, _GenericAlias):
        return True
    return isinstance(cls, type(int | str)) and all(
        isinstance(a, type) and not isinstance(a, _GenericAlias) for a in cls.__args__)


def singledispatch(func):
    """Make a generic function: `f.register(type)` adds implementations."""
    from types import MappingProxyType
    registry = {}
    found = {}
    state = [None]  # the ABC cache token `found` was filled under

    def dispatch(cls):
        """The implementation used for the class."""
        if state[0] is not None:
            from abc import get_cache_token
            token = get_cache_token()
            if state[0] != token:
                found.clear()
                state[0] = token
        try:
            return found[cls]
        except KeyError:
            impl = registry.get(cls) or _find_impl(cls, registry)
            found[cls] = impl
            return impl

    def register(cls, func=None):
        """Register an implementation for a class, or use it as a decorator."""
        if not _is_valid_dispatch(cls):
            if func is not None:
                raise TypeError(f'Invalid first argument to `register()`. '
                                f'{cls!r} is not a class or union type.')
            if not getattr(cls, '__annotations__', None) and not getattr(cls, '__annotate__', None):
                raise TypeError(f'Invalid first argument to `register()`: {cls!r}. '
                                'Use either `@register(some_class)` or plain `@register` '
                                'on an annotated function.')
            func, cls = cls, _annotated_classes(cls)
        elif func is None:
            return lambda f: register(cls, f)
        if isinstance(cls, type):
            kinds = (cls,)
        else:
            kinds = cls.__args__
        for kind in kinds:
            registry[kind] = func
            if state[0] is None and hasattr(kind, '__abstractmethods__'):
                from abc import get_cache_token
                state[0] = get_cache_token()
        found.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.__dict__.update(register=register, dispatch=dispatch, registry=MappingProxyType(registry),
                            _clear_cache=found.clear)
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """`singledispatch` for methods: dispatches on the first argument after self."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, '__get__'):
            raise TypeError(f'{func!r} is not callable or a descriptor')
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Register an implementation for a class, or use it as a decorator."""
        if method is None and isinstance(cls, (staticmethod, classmethod)):
            # an annotated method under another decorator
            inner = cls.__func__
            self.dispatcher.register(_annotated_classes(inner), cls)
            return cls
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        return _BoundDispatch(self, obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)

    def __repr__(self):
        name = getattr(self.func, '__qualname__', getattr(self.func, '__name__', '?'))
        return f'<single dispatch method descriptor {name}>'


class _BoundDispatch:
    """What looking up a `singledispatchmethod` on an object or class gives."""

    def __init__(self, descriptor, obj, cls):
        self._descriptor = descriptor
        self._obj = obj
        self._cls = cls
        func = descriptor.func
        for attr in WRAPPER_ASSIGNMENTS:
            try:
                setattr(self, attr, getattr(func, attr))
            except AttributeError:
                pass
        self.__wrapped__ = func

    def __call__(self, /, *args, **kwargs):
        if not args:
            name = getattr(self._descriptor.func, '__name__', 'singledispatchmethod method')
            raise TypeError(f'{name} requires at least 1 positional argument')
        method = self._descriptor.dispatcher.dispatch(args[0].__class__)
        if hasattr(method, '__get__'):
            method = method.__get__(self._obj, self._cls)
        return method(*args, **kwargs)

    @property
    def __isabstractmethod__(self):
        return self._descriptor.__isabstractmethod__

    @property
    def register(self):
        return self._descriptor.register

    def __repr__(self):
        func = self._descriptor.func
        name = getattr(func, '__qualname__', getattr(func, '__name__', '?'))
        if self._obj is not None:
            return f'<bound single dispatch method {name} of {self._obj!r}>'
        return f'<single dispatch method {name}>'
