"""Contract: names for type hints.

This file is what nearly every importer needs and is cheap; the rest is loaded by the
first use of a name: `_typing_forms` (special forms, aliases, type parameters),
`_typing_classes` (Generic, Protocol, NamedTuple, TypedDict, the Supports* protocols)
and `_typing_hints` (get_type_hints and relatives). `Union` is `types.UnionType`.
"""
from _typing import _idfunc

__all__ = ['Annotated', 'Any', 'Callable', 'ClassVar', 'Concatenate', 'Final', 'ForwardRef',
           'Generic', 'Literal', 'Optional', 'ParamSpec', 'Protocol', 'Tuple', 'Type', 'TypeVar',
           'TypeVarTuple', 'Union', 'AbstractSet', 'ByteString', 'Container', 'ContextManager',
           'Hashable', 'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'Mapping', 'MappingView',
           'MutableMapping', 'MutableSequence', 'MutableSet', 'Sequence', 'Sized', 'ValuesView',
           'Awaitable', 'AsyncIterator', 'AsyncIterable', 'Coroutine', 'Collection',
           'AsyncGenerator', 'AsyncContextManager', 'Reversible', 'SupportsAbs', 'SupportsBytes',
           'SupportsComplex', 'SupportsFloat', 'SupportsIndex', 'SupportsInt', 'SupportsRound',
           'ChainMap', 'Counter', 'Deque', 'Dict', 'DefaultDict', 'List', 'OrderedDict', 'Set',
           'FrozenSet', 'NamedTuple', 'TypedDict', 'Generator', 'BinaryIO', 'IO', 'Match',
           'Pattern', 'TextIO', 'AnyStr', 'assert_type', 'assert_never', 'cast',
           'clear_overloads', 'dataclass_transform', 'evaluate_forward_ref', 'final', 'get_args',
           'get_origin', 'get_overloads', 'get_protocol_members', 'get_type_hints', 'is_protocol',
           'is_typeddict', 'LiteralString', 'Never', 'NewType', 'no_type_check',
           'no_type_check_decorator', 'NoDefault', 'NoReturn', 'NotRequired', 'overload',
           'override', 'ParamSpecArgs', 'ParamSpecKwargs', 'ReadOnly', 'Required', 'reveal_type',
           'runtime_checkable', 'Self', 'Text', 'TYPE_CHECKING', 'TypeAlias', 'TypeGuard', 'TypeIs',
           'TypeAliasType', 'Unpack']

TYPE_CHECKING = False
Text = str
Union = type(int | str)
_GenericAliasNative = type(list[int])
_ASSERT_NEVER_REPR_MAX_LENGTH = 100

_CLASSES = frozenset(('Generic', 'Protocol', 'NamedTuple', 'TypedDict', 'runtime_checkable',
                      'is_protocol', 'get_protocol_members', 'is_typeddict', 'SupportsInt',
                      'SupportsFloat', 'SupportsComplex', 'SupportsBytes', 'SupportsIndex',
                      'SupportsAbs', 'SupportsRound', 'IO', 'BinaryIO', 'TextIO', 'NamedTupleMeta',
                      '_TypedDictMeta', '_ProtocolMeta', '_NamedTuple', '_TypedDict', 'EXCLUDED_ATTRIBUTES',
                      '_generic_class_getitem', '_prohibited', '_special', '_get_protocol_attrs'))
_HINTS = frozenset(('get_type_hints', 'evaluate_forward_ref', 'no_type_check',
                    'no_type_check_decorator', '_eval_type', '_strip_annotations'))


def __dir__():
    return sorted({*globals(), *__all__})


def __getattr__(name):
    if name in _CLASSES:
        import _typing_classes as home
    elif name in _HINTS:
        import _typing_hints as home
    elif name == 'ForwardRef':
        import annotationlib as home
    elif name.startswith('__'):
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    else:
        import _typing_forms as home
        if name in home.ALIASES:
            value = home.make_alias(name)
            globals()[name] = value
            return value
    try:
        value = getattr(home, name)
    except AttributeError:
        raise AttributeError(f"module 'typing' has no attribute {name!r}") from None
    globals()[name] = value
    return value


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return super().__instancecheck__(obj)

    def __repr__(self):
        return 'typing.Any' if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """A type that fits, and is fitted by, every other."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls)


def cast(typ, val):
    """The value itself: the type is for the checker."""
    return val


def assert_type(val, typ, /):
    """The value itself: the checker compares the type."""
    return val


def assert_never(arg, /):
    """Say that a line cannot be reached; raises when it is."""
    value = repr(arg)
    if len(value) > _ASSERT_NEVER_REPR_MAX_LENGTH:
        value = value[:_ASSERT_NEVER_REPR_MAX_LENGTH] + '...'
    raise AssertionError(f'Expected code to be unreachable, but got: {value}')


def reveal_type(obj, /):
    """Print the value's type; returns the value."""
    import sys
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


_overloads = {}


def overload(func):
    """Mark one of several signatures of a function; the last definition does the work."""
    f = getattr(func, '__func__', func)
    try:
        _overloads.setdefault(f.__module__, {}).setdefault(f.__qualname__, {})[
            f.__code__.co_firstlineno] = func
    except AttributeError:
        pass
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    """Stands for an overloaded signature; calling it is an error."""
    raise NotImplementedError(
        'You should not call an overloaded function. A series of @overload-decorated functions '
        'outside a stub module should always be followed by an implementation that is not '
        '@overload-ed.')


def get_overloads(func):
    """The overloads of a function, in order."""
    f = getattr(func, '__func__', func)
    return list(_overloads.get(f.__module__, {}).get(f.__qualname__, {}).values())


def clear_overloads():
    """Forget all overloads."""
    _overloads.clear()


def _marked(obj, mark):
    try:
        setattr(obj, mark, True)
    except (AttributeError, TypeError):
        pass  # it takes no attributes
    return obj


def final(f):
    """Say that a method is not to be overridden, or a class not to be derived from."""
    return _marked(f, '__final__')


def override(method, /):
    """Say that a method overrides one of a base class."""
    return _marked(method, '__override__')


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False,
                        frozen_default=False, field_specifiers=(), **kwargs):
    """Say that a decorator or base class makes dataclass-like classes."""
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            'eq_default': eq_default, 'order_default': order_default,
            'kw_only_default': kw_only_default, 'frozen_default': frozen_default,
            'field_specifiers': field_specifiers, 'kwargs': kwargs}
        return cls_or_fn
    return decorator


class NewType:
    """A distinct type for the checker; when called, returns its argument."""

    def __init__(self, name, tp):
        import sys
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[2]
        self.__supertype__ = tp
        module = sys._getframe(1).f_globals.get('__name__', '__main__')
        if module != 'typing':
            self.__module__ = module

    __call__ = _idfunc

    def __mro_entries__(self, bases):
        def refuse(cls):
            raise TypeError(
                f'Cannot subclass an instance of NewType. Perhaps you were looking for: '
                f'`{cls.__name__} = NewType({cls.__name__!r}, {self.__name__})`')
        return type('Dummy', (), {'__init_subclass__': refuse}),

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __reduce__(self):
        return self.__qualname__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def get_origin(tp):
    """What a subscripted type was made from: `list` for `List[int]`; or None."""
    if isinstance(tp, _GenericAliasNative):
        return tp.__origin__
    if isinstance(tp, Union):
        return Union
    if type(tp).__module__ == 'typing':
        import _typing_forms as forms
        if isinstance(tp, forms._AnnotatedAlias):
            return forms.Annotated
        if isinstance(tp, (forms._BaseGenericAlias, forms.ParamSpecArgs, forms.ParamSpecKwargs)):
            return tp.__origin__
    if tp is globals().get('Generic', tp.__class__):
        return tp
    return None


def get_args(tp):
    """The arguments of a subscripted type; parameters of Callable as a list."""
    if isinstance(tp, (_GenericAliasNative, Union)):
        args = tp.__args__
    else:
        if type(tp).__module__ != 'typing':
            return ()
        import _typing_forms as forms
        if isinstance(tp, forms._AnnotatedAlias):
            return (tp.__origin__, *tp.__metadata__)
        if not isinstance(tp, forms._GenericAlias):
            return ()
        args = tp.__args__
    origin = get_origin(tp)
    if getattr(origin, '__name__', '') == 'Callable' and origin.__module__ == 'collections.abc':
        import _typing_forms as forms
        if not (len(args) == 2 and forms._is_param_expr(args[0])):
            args = (list(args[:-1]), args[-1])
    return args
