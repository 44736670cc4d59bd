"""Contract: `get_type_hints` and the evaluation of annotations that are text.

Internal to `typing`.
"""
import sys
import types
from _typing_forms import (_GenericAlias, _AnnotatedAlias, _type_convert, _type_check, ClassVar, Final,
                           Required, NotRequired, ReadOnly, Unpack)
from annotationlib import ForwardRef, get_annotations

__name__ = 'typing'


def evaluate_forward_ref(forward_ref, *, owner=None, globals=None, locals=None, type_params=None,
                         format=None, _guard=frozenset()):
    """Evaluate a forward reference, and those inside what it gives."""
    if format == 4:
        return forward_ref.__forward_arg__
    if forward_ref.__forward_arg__ in _guard:
        return forward_ref
    value = forward_ref.evaluate(globals=globals, locals=locals, type_params=type_params, owner=owner,
                                 format=1 if format is None else format)
    if isinstance(value, ForwardRef) and format == 3:
        return value
    value = _type_check(_type_convert(value, forward_ref.__forward_module__),
                        'Forward references must evaluate to types.',
                        is_argument=forward_ref.__forward_is_argument__,
                        allow_special_forms=forward_ref.__forward_is_class__)
    return _eval_type(value, globals, locals, type_params, format=format, owner=owner,
                      guard=_guard | {forward_ref.__forward_arg__})


def _eval_type(t, globalns, localns, type_params=(), *, format=None, owner=None, guard=frozenset()):
    """The type with all forward references in it evaluated."""
    if isinstance(t, ForwardRef):
        return evaluate_forward_ref(t, owner=owner, globals=globalns, locals=localns,
                                    type_params=type_params, format=format, _guard=guard)
    if isinstance(t, (_GenericAlias, types.GenericAlias, types.UnionType)):
        native = isinstance(t, types.GenericAlias)
        args = [_type_convert(a) if native and isinstance(a, str) else a for a in t.__args__]
        new = tuple(_eval_type(a, globalns, localns, type_params, format=format, owner=owner, guard=guard)
                    for a in args)
        if new == t.__args__ and all(a is b for a, b in zip(new, t.__args__)):
            return t
        return _rebuilt(t, new)
    return t


def _rebuilt(t, args):
    if isinstance(t, types.GenericAlias):
        made = types.GenericAlias(t.__origin__, args)
        return next(iter(made)) if getattr(t, '__unpacked__', False) else made
    if isinstance(t, types.UnionType):
        return types.UnionType[args]
    return t.copy_with(args)


def _strip_annotations(t):
    """The type without Annotated, Required, NotRequired and ReadOnly."""
    if isinstance(t, _AnnotatedAlias):
        return _strip_annotations(t.__origin__)
    origin = getattr(t, '__origin__', None)
    if origin is Required or origin is NotRequired or origin is ReadOnly:
        return _strip_annotations(t.__args__[0])
    if isinstance(t, (_GenericAlias, types.GenericAlias, types.UnionType)):
        args = tuple(_strip_annotations(a) for a in t.__args__)
        return t if args == t.__args__ else _rebuilt(t, args)
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False, *, format=None):
    """The annotations of a class (with those of its bases), module or function, evaluated."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    if format is None:
        format = 1
    if isinstance(obj, type):
        hints = {}
        for base in reversed(obj.__mro__):
            ann = get_annotations(base, format=format)
            if format == 4:
                hints.update(ann)
                continue
            scope = globalns if globalns is not None else \
                getattr(sys.modules.get(base.__module__), '__dict__', {})
            local = dict(vars(base)) if localns is None else localns
            if localns is None and globalns is None:
                scope, local = local, scope
            for name, value in ann.items():
                if value is None:
                    value = type(None)
                if isinstance(value, str):
                    value = ForwardRef(value, is_argument=False, is_class=True)
                hints[name] = _eval_type(value, scope, local, base.__type_params__
                                         if hasattr(base, '__type_params__') else (),
                                         format=format, owner=obj)
    else:
        ann = get_annotations(obj, format=format)
        if not ann and not isinstance(obj, types.ModuleType) and not callable(obj) \
                and not hasattr(obj, '__annotations__'):
            raise TypeError(f'{obj!r} is not a module, class, method, or function.')
        if format == 4:
            return dict(ann)
        if globalns is None:
            if isinstance(obj, types.ModuleType):
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, '__wrapped__'):
                    inner = inner.__wrapped__
                globalns = getattr(inner, '__globals__', {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        hints = {}
        params = getattr(obj, '__type_params__', ())
        for name, value in ann.items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                value = ForwardRef(value, is_argument=not isinstance(obj, types.ModuleType), is_class=False)
            hints[name] = _eval_type(value, globalns, localns, params, format=format, owner=obj)
    if include_extras:
        return hints
    return {k: _strip_annotations(t) for k, t in hints.items()}


def no_type_check(arg):
    """Say that annotations are no type hints."""
    if isinstance(arg, type):
        for name, value in list(arg.__dict__.items()):
            inner = value.__func__ if isinstance(value, (staticmethod, classmethod)) else value
            if isinstance(inner, (types.FunctionType, type)) and \
                    getattr(inner, '__qualname__', '') == f'{arg.__qualname__}.{getattr(inner, "__name__", "")}':
                no_type_check(inner)
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    """Make a decorator that applies `no_type_check` to what it returns."""
    import functools

    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped
