"""Contract: weak references and the containers made of them.

Native, from `_weakref`: `ref`, `proxy`, `getweakrefcount`, `getweakrefs` and the types.
A referent goes at a collection; its callbacks remove the dead entries here.
"""
from _weakref import (getweakrefcount, getweakrefs, ref, proxy, CallableProxyType, ProxyType,
                      ReferenceType)
from _collections_abc import MutableMapping
from _weakrefset import WeakSet

__all__ = ['ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType',
           'ProxyType', 'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet',
           'WeakMethod', 'finalize']

ProxyTypes = (ProxyType, CallableProxyType)


class WeakMethod(ref):
    """A weak reference to a bound method."""
    __slots__ = '_func_ref', '_meth_type', '_alive', '__weakref__'

    def __new__(cls, meth, callback=None):
        try:
            obj, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f'argument should be a bound method, not {type(meth)}') from None
        holder = []

        def gone(_):
            self = holder[0]() if holder else None
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)
        self = ref.__new__(cls, obj, gone)
        self._func_ref = ref(func, gone)
        self._meth_type = type(meth)
        self._alive = True
        holder.append(ref(self))
        return self

    def __init__(self, meth, callback=None):
        super().__init__(meth, callback) if ref.__init__ is not object.__init__ else None

    def __call__(self):
        obj = super().__call__()
        func = self._func_ref()
        return None if obj is None or func is None else self._meth_type(func, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self._alive and other._alive:
            return ref.__eq__(self, other) and self._func_ref == other._func_ref
        return self is other

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """A reference that knows the key it is stored under."""
    __slots__ = 'key',

    def __new__(cls, ob, callback, key):
        self = ref.__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


class _WeakDictionary(MutableMapping):
    """What the two have in common. `data` changes by callbacks: who goes through it takes a snapshot."""

    def __repr__(self):
        return f'<{self.__class__.__name__} at {id(self):#x}>'

    def __len__(self):
        return len(self.data)

    def update(self, other=None, /, **kwargs):
        for items in (other, kwargs):
            if items is not None:
                for key, value in (items if hasattr(items, 'items') else dict(items)).items():
                    self[key] = value

    def copy(self):
        new = self._plain()
        new.update(self)
        return new

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for pair in self.items():
            key, value = [deepcopy(x, memo) if strong else x for x, strong in zip(pair, self._strong)]
            new[key] = value
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        return self._merged(self.copy(), other) if hasattr(other, 'keys') else NotImplemented

    def __ror__(self, other):
        return self._merged(self._merged(self.__class__(), other), self) if hasattr(other, 'keys') else NotImplemented

    def _merged(self, new, other):
        new.update(other)
        return new


class WeakValueDictionary(_WeakDictionary):
    """A mapping whose entries go with their values."""
    _strong = True, False
    _plain = lambda self: WeakValueDictionary()

    def __init__(self, other=(), /, **kw):
        self.data = {}
        own = ref(self)

        def remove(dead):
            me = own()
            if me is not None and me.data.get(dead.key) is dead:
                me.data.pop(dead.key, None)
        self._remove = remove
        self.update(other, **kw)

    def __getitem__(self, key):
        obj = self.data[key]()
        if obj is None:
            raise KeyError(key)
        return obj

    def __delitem__(self, key):
        del self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __contains__(self, key):
        r = self.data.get(key)
        return r is not None and r() is not None

    def __iter__(self):
        for key, r in list(self.data.items()):
            if r() is not None:
                yield key

    keys = __iter__

    def items(self):
        for key, r in list(self.data.items()):
            value = r()
            if value is not None:
                yield key, value

    def values(self):
        for r in list(self.data.values()):
            value = r()
            if value is not None:
                yield value

    def itervaluerefs(self):
        """Iterate over the references; they may be dead."""
        yield from list(self.data.values())

    def valuerefs(self):
        """The references as a list."""
        return list(self.data.values())

    def get(self, key, default=None):
        r = self.data.get(key)
        value = None if r is None else r()
        return default if value is None else value

    def popitem(self):
        while True:
            key, r = self.data.popitem()
            value = r()
            if value is not None:
                return key, value

    def pop(self, key, *args):
        try:
            value = self.data.pop(key)()
        except KeyError:
            value = None
        if value is None:
            if args:
                return args[0]
            raise KeyError(key)
        return value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = default
            return default
        return value


class WeakKeyDictionary(_WeakDictionary):
    """A mapping whose entries go with their keys."""
    _strong = False, True
    _plain = lambda self: WeakKeyDictionary()

    def __init__(self, dict=None):
        self.data = {}
        own = ref(self)

        def remove(dead):
            me = own()
            if me is not None:
                me.data.pop(dead, None)
        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __iter__(self):
        for r in list(self.data):
            key = r()
            if key is not None:
                yield key

    keys = __iter__

    def items(self):
        for r, value in list(self.data.items()):
            key = r()
            if key is not None:
                yield key, value

    def values(self):
        for r, value in list(self.data.items()):
            if r() is not None:
                yield value

    def keyrefs(self):
        """The references as a list."""
        return list(self.data)

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def popitem(self):
        while True:
            r, value = self.data.popitem()
            key = r()
            if key is not None:
                return key, value

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)


class finalize:
    """Calls a function when an object goes, or at exit."""
    __slots__ = ()
    _registry = {}
    _shutdown = False
    _count = 0
    _at_exit = False

    class _Call:
        __slots__ = ('weakref', 'func', 'args', 'kwargs', 'atexit', 'index')

    def __init__(self, obj, func, /, *args, **kwargs):
        cls = finalize
        if not cls._at_exit:
            import atexit
            atexit.register(cls._exitfunc)
            cls._at_exit = True
        call = cls._Call()
        call.weakref, call.index, call.atexit = ref(obj, self), cls._count, True
        call.func, call.args, call.kwargs = func, args, kwargs
        cls._count += 1
        cls._registry[self] = call

    def __call__(self, _=None):
        """Call the function, once; returns its result."""
        call = self._registry.pop(self, None)
        if call is not None and not self._shutdown:
            return call.func(*call.args, **call.kwargs)

    def peek(self):
        """(obj, func, args, kwargs) if the call is pending."""
        call = self._registry.get(self)
        obj = call and call.weakref()
        return None if obj is None else (obj, call.func, call.args, call.kwargs)

    def detach(self):
        """Forget the call; returns (obj, func, args, kwargs) if it was pending."""
        pending = self.peek()
        if pending is not None and self._registry.pop(self, None):
            return pending

    alive = property(lambda self: self in self._registry, doc='Whether the call is pending.')

    def _get_atexit(self):
        """Whether the function is called at exit."""
        call = self._registry.get(self)
        return call is not None and call.atexit

    def _set_atexit(self, value):
        call = self._registry.get(self)
        if call is not None:
            call.atexit = bool(value)

    atexit = property(_get_atexit, _set_atexit)

    def __repr__(self):
        pending = self.peek()
        if pending is None:
            return f'<{type(self).__name__} object at {id(self):#x}; dead>'
        obj = pending[0]
        return f'<{type(self).__name__} object at {id(self):#x}; for {type(obj).__qualname__!r} at {id(obj):#x}>'

    @classmethod
    def _exitfunc(cls):
        try:
            while True:
                pending = [(i.index, f) for f, i in cls._registry.items() if i.atexit]
                if not pending:
                    break
                _, f = max(pending, key=lambda p: p[0])
                try:
                    f()
                except Exception:
                    import sys
                    sys.excepthook(*sys.exc_info())
        finally:
            finalize._shutdown = True
