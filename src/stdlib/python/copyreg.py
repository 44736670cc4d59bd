"""Contract: what `copy` and `pickle` share: registered reducers and the default `__reduce_ex__`."""

__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension', 'clear_extension_cache']

dispatch_table = {}
_extension_registry = {}
_inverted_registry = {}
_extension_cache = {}

# of a class that a `class` statement, or a module once it is imported, has made
_HEAPTYPE = 1 << 9
_native_function = type(len)


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Register the function that reduces objects of a type."""
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that an object can be called."""
    if not callable(object):
        raise TypeError('constructors must be callable')


def pickle_complex(c):
    return complex, (c.real, c.imag)


def pickle_union(obj):
    from _operator import getitem
    return getitem, (type(obj), obj.__args__)


def pickle_super(obj):
    return super, (obj.__thisclass__, obj.__self__)


dispatch_table[complex] = pickle_complex
dispatch_table[type(int | str)] = pickle_union
dispatch_table[super] = pickle_super


def __newobj__(cls, *args):
    """Make an object without its `__init__`."""
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """As `__newobj__`, with keyword arguments."""
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    """Make an object of protocol 0 or 1."""
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(made, state)
    return made


def _makes_its_own(cls):
    """Is a class native, with instances that nothing but itself can make?"""
    if not getattr(cls, '__flags__', _HEAPTYPE) & _HEAPTYPE:
        return True
    new = cls.__new__
    return isinstance(new, _native_function) and new.__self__ is cls


def _reduce_ex(self, proto):
    """`object.__reduce_ex__` for protocols 0 and 1: the value of the first base that is native is the state that it is made of."""
    assert proto < 2
    cls = self.__class__
    base = next(filter(_makes_its_own, cls.__mro__), object)
    if base is cls and base is not object:
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    state = None if base is object else base(self)
    args = (cls, base, state)
    try:
        getstate = self.__getstate__
    except AttributeError:
        if getattr(self, '__slots__', None):
            raise TypeError(f'cannot pickle {cls.__name__!r} object: a class that defines '
                            f'__slots__ without defining __getstate__ cannot be pickled '
                            f'with protocol {proto}') from None
        values = getattr(self, '__dict__', None)
    else:
        if getattr(self, '__slots__', None) and type(self).__getstate__ is object.__getstate__:
            raise TypeError('a class that defines __slots__ without defining __getstate__ cannot be pickled')
        values = getstate()
    return (_reconstructor, args, values) if values else (_reconstructor, args)


def _slotnames(cls):
    """The names of the slots of a class and its bases, mangled as attributes are."""
    names = cls.__dict__.get('__slotnames__')
    if names is not None:
        return names
    names = []
    for c in cls.__mro__:
        slots = c.__dict__.get('__slots__', ())
        if isinstance(slots, str):
            slots = (slots,)
        # a private name has its class's in front of it, unless that is nothing but underscores
        owner = c.__name__.lstrip('_')
        for name in slots:
            private = name.startswith('__') and not name.endswith('__')
            if name not in ('__dict__', '__weakref__'):
                names.append(f'_{owner}{name}' if private and owner else name)
    try:
        cls.__slotnames__ = names
    except Exception:
        pass
    return names


def add_extension(module, name, code):
    """Register a number for a global."""
    key, code = (module, name), int(code)
    if code < 1 or code > 0x7fffffff:
        raise ValueError('code out of range')
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f'key {key} is already registered with code {_extension_registry[key]}')
    if code in _inverted_registry:
        raise ValueError(f'code {code} is already in use for key {_inverted_registry[code]}')
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Undo `add_extension`."""
    key = module, name
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f'key {key} is not registered with code {code}')
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget the objects looked up by number."""
    _extension_cache.clear()
