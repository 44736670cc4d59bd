"""Contract: shallow and deep copies, and `replace()`.

Follows the pickle protocol's hooks (`__copy__`, `__deepcopy__`, `__reduce_ex__(4)`).
"""

__all__ = ['Error', 'copy', 'deepcopy', 'replace']


class Error(Exception):
    """Raised for objects that cannot be copied."""


error = Error

_ATOMIC = None


def _atomic_types():
    """The types whose objects are their own copies."""
    global _ATOMIC
    import types
    import weakref
    _ATOMIC = frozenset((
        types.NoneType, int, float, bool, complex, str, types.EllipsisType,
        types.NotImplementedType, types.CodeType, types.BuiltinFunctionType,
        types.FunctionType, weakref.ref, property, range, bytes, type, types.UnionType))
    return _ATOMIC


_COPIERS = {cls: cls.copy for cls in (list, dict, set, bytearray)}


def copy(x):
    """A shallow copy."""
    cls = type(x)
    copier = _COPIERS.get(cls)
    if copier is not None:
        return copier(x)
    if cls in (_ATOMIC or _atomic_types()) or cls in (tuple, frozenset, slice):
        return x
    if issubclass(cls, type):
        return x
    copier = getattr(cls, '__copy__', None)
    if copier is not None:
        return copier(x)
    rv = _reduced(x, cls)
    if isinstance(rv, str):
        return x
    return _reconstruct(x, None, *rv)


def _reduced(x, cls):
    import copyreg
    reductor = copyreg.dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, '__reduce_ex__', None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, '__reduce__', None)
    if reductor is not None:
        return reductor()
    raise Error('un(deep)copyable object of type %s' % cls)


def deepcopy(x, memo=None, _nil=[]):
    """A copy of the object and of all it refers to."""
    cls = type(x)
    if cls in (_ATOMIC or _atomic_types()):
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        y = memo.get(key, _nil)
        if y is not _nil:
            return y
    if cls is list:
        y = []
        memo[key] = y
        for item in x:
            y.append(deepcopy(item, memo))
    elif cls is dict:
        y = {}
        memo[key] = y
        for k, v in x.items():
            y[deepcopy(k, memo)] = deepcopy(v, memo)
    elif cls is tuple:
        y = _deepcopy_tuple(x, memo)
    elif issubclass(cls, type):
        y = x
    else:
        copier = getattr(x, '__deepcopy__', None)
        if copier is not None:
            y = copier(memo)
        elif cls.__name__ == 'method' and hasattr(x, '__func__'):
            y = cls(x.__func__, deepcopy(x.__self__, memo))
        else:
            rv = _reduced(x, cls)
            y = x if isinstance(rv, str) else _reconstruct(x, memo, *rv)
    if y is not x:
        memo[key] = y
        memo.setdefault(id(memo), []).append(x)  # keep x alive as long as its id is a key
    return y


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    if id(x) in memo:  # made meanwhile, through a cycle
        return memo[id(x)]
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, _setstate=None):
    """Make the object that a `__reduce_ex__` result describes."""
    deep = memo is not None
    if deep and args:
        args = tuple(deepcopy(arg, memo) for arg in args)
    y = func(*args)
    if deep:
        memo[id(x)] = y  # before the rest, which may contain it
        state = deepcopy(state, memo)
    if state is not None:
        _set_state(y, state)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            y[key] = value
    return y


def _set_state(y, state):
    if hasattr(y, '__setstate__'):
        y.__setstate__(state)
        return
    values, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    if values is not None:
        y.__dict__.update(values)
    for name, value in (slots or {}).items():
        setattr(y, name, value)


def replace(obj, /, **changes):
    """A copy with some fields changed, for objects that support it."""
    func = getattr(obj.__class__, '__replace__', None)
    if func is None:
        raise TypeError(f'replace() does not support {obj.__class__.__name__} objects')
    return func(obj, **changes)
