"""Contract: abstract base classes: `ABCMeta`, `ABC`, `abstractmethod`, virtual subclasses.

Natively relied on: `object.__new__` refuses a class whose `__abstractmethods__`
is not empty, with CPython's text. Caches are plain sets and hold at most
`_CACHE_LIMIT` classes, so that an ABC does not keep every class ever tested alive.
"""

_CACHE_LIMIT = 500
_counter = 0  # grows with each register(): outdates negative caches


def abstractmethod(funcobj):
    """Mark a method that a subclass must define before it can be instantiated."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """A class method that is abstract. Deprecated: stack the two decorators."""
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractstaticmethod(staticmethod):
    """A static method that is abstract. Deprecated: stack the two decorators."""
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractproperty(property):
    """A property that is abstract. Deprecated: stack the two decorators."""
    __isabstractmethod__ = True


class _Impl:
    """What one ABC knows: registered classes and what earlier tests found."""
    __slots__ = ('registry', 'cache', 'negative', 'version')

    def __init__(self):
        self.registry = None
        self.cache = set()
        self.negative = set()
        self.version = 0


def _find_abstracts(cls, bases, names):
    found = set()
    for name in names:
        if getattr(cls.__dict__.get(name), '__isabstractmethod__', False):
            found.add(name)
    for base in bases:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                found.add(name)
    return frozenset(found)


class ABCMeta(type):
    """The metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _find_abstracts(cls, bases, namespace)
        cls._abc_impl = _Impl()
        return cls

    def register(cls, subclass):
        """Make a class a virtual subclass; returns it, so it is a decorator too."""
        global _counter
        if not isinstance(subclass, type):
            raise TypeError('Can only register classes')
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError('Refusing to create an inheritance cycle')
        impl = cls._abc_impl
        if impl.registry is None:
            impl.registry = {}
        impl.registry[subclass] = True
        _counter += 1
        return subclass

    def __instancecheck__(cls, instance):
        """isinstance(instance, cls)"""
        subclass = instance.__class__
        if subclass in cls._abc_impl.cache:
            return True
        subtype = type(instance)
        if subtype is subclass:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(subtype)

    def __subclasscheck__(cls, subclass):
        """issubclass(subclass, cls)"""
        impl = cls._abc_impl
        if subclass in impl.cache:
            return True
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        if impl.version != _counter:
            impl.negative = set()
            impl.version = _counter
        elif subclass in impl.negative:
            return False
        version = _counter
        answer = _is_subclass(cls, impl, subclass)
        if not answer and version != _counter:
            return answer
        cache = impl.cache if answer else impl.negative
        if len(cache) >= _CACHE_LIMIT:
            cache.clear()
        cache.add(subclass)
        return answer

    def _dump_registry(cls, file=None):
        """Print what the class knows, for debugging."""
        impl = cls._abc_impl
        print(f'Class: {cls.__module__}.{cls.__qualname__}', file=file)
        print(f'Inv. counter: {get_cache_token()}', file=file)
        print(f'_abc_registry: {set(impl.registry or ())!r}', file=file)
        print(f'_abc_cache: {impl.cache!r}', file=file)
        print(f'_abc_negative_cache: {impl.negative!r}', file=file)
        print(f'_abc_negative_cache_version: {impl.version!r}', file=file)

    def _abc_registry_clear(cls):
        """Forget the registered classes."""
        cls._abc_impl.registry = None

    def _abc_caches_clear(cls):
        """Forget what earlier tests found."""
        cls._abc_impl.cache = set()
        cls._abc_impl.negative = set()


def _is_subclass(cls, impl, subclass):
    ok = cls.__subclasshook__(subclass)
    if ok is not NotImplemented:
        if not isinstance(ok, bool):
            raise AssertionError('__subclasshook__ must return either False, True, or NotImplemented')
        return ok
    if cls in getattr(subclass, '__mro__', ()):
        return True
    if impl.registry:
        if subclass in impl.registry:
            return True
        for known in list(impl.registry):
            if issubclass(subclass, known):
                return True
    for below in cls.__subclasses__():
        if issubclass(subclass, below):
            return True
    return False


def _register_builtins(cls, *types):
    """`register` for classes known not to be subclasses already: no tests."""
    global _counter
    impl = cls._abc_impl
    if impl.registry is None:
        impl.registry = {}
    for subclass in types:
        impl.registry[subclass] = True
    _counter += 1


def get_cache_token():
    """A number that changes with each `register()`."""
    return _counter


def update_abstractmethods(cls):
    """Compute the abstract methods anew after attributes were added."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    cls.__abstractmethods__ = _find_abstracts(cls, cls.__bases__, list(cls.__dict__))
    return cls


class ABC(metaclass=ABCMeta):
    """A class to inherit from instead of naming the metaclass."""
    __slots__ = ()
