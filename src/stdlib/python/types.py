"""Contract: names for the types that have none in `builtins`, and dynamic class creation.

The types are taken from objects that have them. Natively relied on:
`sys.implementation` is a `SimpleNamespace`; `code.replace(co_flags=...)`.
"""
import sys

__all__ = ['AsyncGeneratorType', 'BuiltinFunctionType', 'BuiltinMethodType', 'CapsuleType',
           'CellType', 'ClassMethodDescriptorType', 'CodeType', 'CoroutineType', 'EllipsisType',
           'FrameType', 'FunctionType', 'GeneratorType', 'GenericAlias', 'GetSetDescriptorType',
           'LambdaType', 'MappingProxyType', 'MemberDescriptorType', 'MethodDescriptorType',
           'MethodType', 'MethodWrapperType', 'ModuleType', 'NoneType', 'NotImplementedType',
           'SimpleNamespace', 'TracebackType', 'UnionType', 'WrapperDescriptorType',
           'new_class', 'resolve_bases', 'prepare_class', 'get_original_bases',
           'DynamicClassAttribute', 'coroutine']


def _sample():
    """A function with a cell."""
    cell = None

    def inner():
        return cell
    return inner


class _Sample:
    __slots__ = ('slot',)

    def method(self):
        pass


FunctionType = LambdaType = type(_sample)
CodeType = type(_sample.__code__)
CellType = type(_sample().__closure__[0])
MethodType = type(_Sample().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
WrapperDescriptorType, MethodWrapperType = type(object.__init__), type(object().__str__)
MethodDescriptorType, ClassMethodDescriptorType = type(str.join), type(dict.__dict__['fromkeys'])
MemberDescriptorType, GetSetDescriptorType = type(_Sample.slot), type(FunctionType.__code__)
MappingProxyType, SimpleNamespace, ModuleType = type(type.__dict__), type(sys.implementation), type(sys)
GenericAlias, UnionType = type(list[int]), type(int | str)
EllipsisType, NoneType, NotImplementedType = type(...), type(None), type(NotImplemented)


def _generator_kinds():
    def gen():
        yield

    async def coro():
        pass

    async def agen():
        yield
    c = coro()
    kinds = type(gen()), type(c), type(agen())
    c.close()
    return kinds


GeneratorType, CoroutineType, AsyncGeneratorType = _generator_kinds()
try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)

try:
    from _types import CapsuleType
except ImportError:
    class CapsuleType:
        """The type of a C capsule; there are none here."""
        __slots__ = ()

        def __new__(cls, *args, **kwds):
            raise TypeError("cannot create 'PyCapsule' instances")

    CapsuleType.__name__ = CapsuleType.__qualname__ = 'PyCapsule'

del _Sample, _sample, _generator_kinds


# --- classes made by calls ---------------------------------------------------

def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class as the class statement does."""
    resolved = resolve_bases(bases)
    meta, ns, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(ns)
    if resolved is not bases:
        ns['__orig_bases__'] = bases
    return meta(name, resolved, ns, **kwds)


def resolve_bases(bases):
    """The bases with `__mro_entries__` applied; the same object when nothing changed."""
    new = []
    changed = False
    for base in bases:
        if isinstance(base, type):
            new.append(base)
            continue
        entries = getattr(base, '__mro_entries__', None)
        if entries is None:
            new.append(base)
            continue
        replacement = entries(bases)
        if not isinstance(replacement, tuple):
            raise TypeError('__mro_entries__ must return a tuple')
        changed = True
        new.extend(replacement)
    return tuple(new) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """(metaclass, namespace, keywords) for a class to be made."""
    kwds = {} if kwds is None else dict(kwds)
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        for base in bases:
            kind = type(base)
            if issubclass(meta, kind):
                continue
            if not issubclass(kind, meta):
                raise TypeError('metaclass conflict: the metaclass of a derived class must be '
                                'a (non-strict) subclass of the metaclasses of all its bases')
            meta = kind
    ns = meta.__prepare__(name, bases, **kwds) if hasattr(meta, '__prepare__') else {}
    return meta, ns, kwds


def get_original_bases(cls, /):
    """The bases as written in the class statement."""
    try:
        return cls.__dict__.get('__orig_bases__', cls.__bases__)
    except AttributeError:
        raise TypeError(f'Expected an instance of type, not {type(cls).__name__!r}') from None


def _given(accessor, complaint):
    if accessor is None:
        raise AttributeError(complaint)
    return accessor


class DynamicClassAttribute:
    """A property on instances that on the class falls through to `__getattr__`."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.__doc__, self.overwrite_doc = doc or getattr(fget, '__doc__', None), doc is None
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            return _given(self.fget, 'unreadable attribute')(instance)
        if not self.__isabstractmethod__:
            raise AttributeError
        return self

    def __set__(self, instance, value):
        _given(self.fset, "can't set attribute")(instance, value)

    def __delete__(self, instance):
        _given(self.fdel, "can't delete attribute")(instance)

    def getter(self, fget):
        """A copy with another getter."""
        made = type(self)(fget, self.fset, self.fdel,
                          (self.overwrite_doc and fget.__doc__) or self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made

    def setter(self, fset):
        """A copy with another setter."""
        made = type(self)(self.fget, fset, self.fdel, self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made

    def deleter(self, fdel):
        """A copy with another deleter."""
        made = type(self)(self.fget, self.fset, fdel, self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made


# --- generators as coroutines ------------------------------------------------

class _AwaitableGenerator:
    """A generator-like object that can be awaited."""

    def __init__(self, gen):
        self._gen = gen

    def send(self, value):
        return self._gen.send(value)

    def throw(self, *args):
        return self._gen.throw(*args)

    def close(self):
        return self._gen.close()

    def __next__(self):
        return next(self._gen)

    def __iter__(self):
        return self

    __await__ = __iter__

    def __getattr__(self, name):
        for prefix in ('gi_', 'cr_'):
            if name.startswith(prefix):
                name = 'gi_' + name[3:]
                return getattr(self._gen, 'gi_yieldfrom' if name == 'gi_await' else name)
        raise AttributeError(name)


def coroutine(func):
    """Make a generator function usable in `await`."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    if type(func) is FunctionType:
        flags = func.__code__.co_flags
        if flags & 0x180:  # a coroutine, or marked already
            return func
        if flags & 0x20:  # a generator: mark its code
            func.__code__ = func.__code__.replace(co_flags=flags | 0x100)
            return func
    import functools

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        if type(result) is CoroutineType or \
                type(result) is GeneratorType and result.gi_code.co_flags & 0x100:
            return result
        if hasattr(result, 'send') and hasattr(result, '__next__') and not hasattr(result, '__await__'):
            return _AwaitableGenerator(result)
        return result

    return wrapped
