"""Contract: typing's special forms, generic aliases and type parameters.

Internal to `typing`, under whose name the classes appear. The type parameters are in
`_typing_params`, loaded at the end of this file.
"""
import sys
from annotationlib import ForwardRef

_Native = type(list[int])
_Union = type(int | str)

__name__ = 'typing'

# name: (module, class, number of parameters or -1 for any)
ALIASES = {
    'List': ('builtins', 'list', 1), 'Dict': ('builtins', 'dict', 2), 'Set': ('builtins', 'set', 1),
    'FrozenSet': ('builtins', 'frozenset', 1), 'Tuple': ('builtins', 'tuple', -1),
    'Type': ('builtins', 'type', 1), 'Deque': ('collections', 'deque', 1),
    'DefaultDict': ('collections', 'defaultdict', 2), 'OrderedDict': ('collections', 'OrderedDict', 2),
    'Counter': ('collections', 'Counter', 1), 'ChainMap': ('collections', 'ChainMap', 2),
    'Pattern': ('re', 'Pattern', 1), 'Match': ('re', 'Match', 1),
    'ContextManager': ('contextlib', 'AbstractContextManager', 2),
    'AsyncContextManager': ('contextlib', 'AbstractAsyncContextManager', 2),
    'AbstractSet': ('collections.abc', 'Set', 1),
}
for _name, _count in (('Hashable', 0), ('Sized', 0), ('ByteString', 0), ('Awaitable', 1),
                      ('Coroutine', 3), ('AsyncIterable', 1), ('AsyncIterator', 1), ('Iterable', 1),
                      ('Iterator', 1), ('Reversible', 1), ('Container', 1), ('Collection', 1),
                      ('Callable', 2), ('MutableSet', 1), ('Mapping', 2), ('MutableMapping', 2),
                      ('Sequence', 1), ('MutableSequence', 1), ('MappingView', 1), ('KeysView', 1),
                      ('ItemsView', 2), ('ValuesView', 1), ('Generator', 3), ('AsyncGenerator', 2)):
    ALIASES[_name] = ('collections.abc', _name, _count)

_DEFAULTS = {'Generator': (type(None), type(None)), 'AsyncGenerator': (type(None),)}


def make_alias(name):
    """The object behind a name of ALIASES."""
    module, attr, count = ALIASES[name]
    __import__(module)
    origin = getattr(sys.modules[module], attr)
    if name == 'Tuple':
        return _TupleType(origin, -1, name='Tuple')
    if name == 'Callable':
        return _CallableType(origin, 2)
    defaults = _DEFAULTS.get(name, ())
    if name.endswith('ContextManager'):
        defaults = (bool | None,)
    return _SpecialGenericAlias(origin, count, inst=module != 'builtins', name=name, defaults=defaults)


# --- checks ------------------------------------------------------------------

def _type_convert(arg, module=None, is_class=False):
    if arg is None:
        return type(None)
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=is_class)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """The argument as a type, or the TypeError for what cannot be one."""
    arg = _type_convert(arg, module, allow_special_forms)
    if isinstance(arg, _GenericAlias) and is_argument:
        origin = arg.__origin__
        if isinstance(origin, _SpecialForm) and origin._name in ('ClassVar', 'Final') \
                and not allow_special_forms or getattr(origin, '__name__', '') in ('Generic', 'Protocol') \
                and getattr(origin, '__module__', '') == 'typing':
            raise TypeError(f'{arg} is not valid as type argument')
    if isinstance(arg, _SpecialForm):
        if arg._name in ('LiteralString', 'NoReturn', 'Never', 'Self', 'TypeAlias') or \
                allow_special_forms and arg._name in ('ClassVar', 'Final'):
            return arg
        raise TypeError(f'Plain {arg} is not valid as type argument')
    if isinstance(arg, type) and arg.__module__ == 'typing' and arg.__name__ in ('Generic', 'Protocol'):
        raise TypeError(f'Plain {arg} is not valid as type argument')
    if type(arg) is tuple:
        raise TypeError(f'{msg} Got {arg!r:.100}.')
    return arg


def _type_repr(obj):
    if isinstance(obj, tuple):
        return '[' + ', '.join(map(_type_repr, obj)) + ']'
    if isinstance(obj, list):
        return '[' + ', '.join(map(_type_repr, obj)) + ']'
    from annotationlib import type_repr
    return type_repr(obj)


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list)) or isinstance(arg, (ParamSpec, _ConcatenateGenericAlias))


def _collect_parameters(args):
    """The type parameters in the arguments, each once, in order."""
    found = []
    for arg in args:
        if isinstance(arg, type):
            continue
        if isinstance(arg, (tuple, list)):
            inner = _collect_parameters(arg)
        elif hasattr(arg, '__typing_subst__'):
            inner = (arg,)
        else:
            inner = getattr(arg, '__parameters__', ())
        for param in inner if isinstance(inner, tuple) else ():
            if param not in found:
                found.append(param)
    return tuple(found)


def _check_count(alias, got, least, most):
    if not least <= got <= most:
        expect = most if least == most else f'{"at most" if got > most else "at least"} ' \
                                            f'{most if got > most else least}'
        raise TypeError(f'Too {"many" if got > most else "few"} arguments for {alias}; '
                        f'actual {got}, expected {expect}')


def _unpacked(args):
    """Arguments with `*tuple[int, str]` written out."""
    out = []
    for arg in args:
        inner = getattr(arg, '__typing_unpacked_tuple_args__', None)
        if inner and inner[-1] is not ...:
            out.extend(inner)
        else:
            out.append(arg)
    return out


# --- what backports of typing build on ---------------------------------------

class _Final:
    """A base of the classes of this file: deriving from them takes `_root=True`."""
    __slots__ = ('__weakref__',)

    def __init_subclass__(cls, /, *args, _root=False, **kwargs):
        if not _root:
            raise TypeError('Cannot subclass special typing classes')


class _NotIterable:
    __slots__ = ()
    __iter__ = None


def _tp_cache(func=None, /, *, typed=False):
    """Keep what a function gives, where its arguments can be keys."""
    import functools
    if func is None:
        return functools.partial(_tp_cache, typed=typed)
    kept = functools.lru_cache(typed=typed)(func)

    @functools.wraps(func)
    def inner(*args, **kwargs):
        try:
            hash((args, *kwargs.values()))
        except TypeError:
            return func(*args, **kwargs)
        return kept(*args, **kwargs)

    return inner


class _UnionGenericAliasMeta(type):
    def __instancecheck__(self, obj):
        _warn_union()
        return isinstance(obj, _Union)

    def __subclasscheck__(self, cls):
        _warn_union()
        return issubclass(cls, _Union)

    def __eq__(self, other):
        _warn_union()
        return other is _UnionGenericAlias or other is _Union

    __hash__ = type.__hash__


def _warn_union():
    import warnings
    warnings.warn("'_UnionGenericAlias' is deprecated and slated for removal in Python 3.17",
                  DeprecationWarning, stacklevel=3)


class _UnionGenericAlias(metaclass=_UnionGenericAliasMeta):
    """What a union's class was called before it was `Union`."""

    def __new__(cls, self_cls, parameters, /, *, name=None):
        _warn_union()
        return _Union[parameters]


# --- special forms -----------------------------------------------------------

class _SpecialForm(_Final, _NotIterable, _root=True):
    # A name that means something to the checker; some can be subscripted.
    __slots__ = ('_name', '__doc__', '_getitem')

    def __init__(self, getitem):
        self._getitem, self._name, self.__doc__ = getitem, getitem.__name__, getitem.__doc__

    def __getattr__(self, item):
        if item in ('__name__', '__qualname__'):
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __or__(self, other):
        return _Union[self, other]

    def __ror__(self, other):
        return _Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f'{self} cannot be used with isinstance()')

    def __subclasscheck__(self, cls):
        raise TypeError(f'{self} cannot be used with issubclass()')

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


def _plain(name, doc):
    def form(self, parameters):
        raise TypeError(f'{self} is not subscriptable')
    form.__name__ = name
    form.__doc__ = doc
    return _SpecialForm(form)


LiteralString = _plain('LiteralString', 'Any literal string.')
Self = _plain('Self', 'The type of the enclosing class.')
Never = _plain('Never', 'The type that has no values.')
NoReturn = _plain('NoReturn', 'What a function that never returns returns.')
TypeAlias = _plain('TypeAlias', 'Marks an assignment as a type alias.')


def _single(name, doc, text):
    """A form of one type; text is how its error message says so."""
    def form(self, parameters):
        item = _type_check(parameters, text.format(self), allow_special_forms=name in _NESTABLE)
        return _GenericAlias(self, (item,))
    form.__name__ = name
    form.__doc__ = doc
    return _SpecialForm(form)


_NESTABLE = ('ClassVar', 'Final')
ClassVar = _single('ClassVar', 'Marks a class variable.', '{} accepts only single type.')
Final = _single('Final', 'Marks a name that is not assigned again.', '{} accepts only single type.')
TypeGuard = _single('TypeGuard', 'What a user-defined type test returns.', '{} accepts only single type.')
TypeIs = _single('TypeIs', 'What a type test that narrows both ways returns.', '{} accepts only single type.')
Required = _single('Required', 'Marks a key that a TypedDict must have.', 'Required accepts only a single type.')
NotRequired = _single('NotRequired', 'Marks a key that a TypedDict may lack.', 'NotRequired accepts only a single type.')
ReadOnly = _single('ReadOnly', 'Marks a key of a TypedDict that is not assigned.', 'ReadOnly accepts only a single type.')


def _form(function):
    return _SpecialForm(function)


@_form
def Optional(self, parameters):
    """Optional[X] is X | None."""
    arg = _type_check(parameters, f'{self} requires a single type.')
    return _Union[arg, type(None)]


@_form
def Literal(self, parameters):
    """A type whose values are listed."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for p in parameters:
        flat.extend(p.__args__ if isinstance(p, _LiteralGenericAlias) else (p,))
    seen = []
    for p in flat:
        if not any(type(p) is type(q) and p == q for q in seen):
            seen.append(p)
    return _LiteralGenericAlias(self, tuple(seen))


@_form
def Annotated(self, params):
    """A type with metadata."""
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError('Annotated[...] should be used with at least two arguments '
                        '(a type and an annotation).')
    origin = _type_check(params[0], 'Annotated[t, ...]: t must be a type.', allow_special_forms=True)
    return _AnnotatedAlias(origin, tuple(params[1:]))


def _as_tuple(parameters):
    """What stands between brackets: one thing is a tuple of one."""
    return parameters if isinstance(parameters, tuple) else (parameters,)


@_form
def Concatenate(self, parameters):
    """Parameters put before those of a ParamSpec."""
    if parameters == ():
        raise TypeError('Cannot take a Concatenate of no types.')
    *first, last = _as_tuple(parameters)
    if last is not ... and not isinstance(last, ParamSpec):
        raise TypeError('The last parameter to Concatenate should be a ParamSpec variable or ellipsis.')
    checked = [_type_check(each, 'Concatenate[arg, ...]: each arg must be a type.') for each in first]
    return _ConcatenateGenericAlias(self, (*checked, last))


@_form
def Unpack(self, parameters):
    """The items of a tuple type, or of a TypedDict for **kwargs."""
    item = _type_check(parameters, f'{self} accepts only single type.')
    return _UnpackGenericAlias(self, (item,))


# --- aliases -----------------------------------------------------------------

class _BaseGenericAlias(_Final, _root=True):
    """What List, List[int] and the like share: attributes come from the origin class."""

    def __init__(self, origin, *, inst=True, name=None):
        self.__origin__, self.__slots__ = origin, None
        # what it is called where it is not named after the origin, and whether it can be called
        self._name, self._inst = name, inst

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f'Type {self._name} cannot be instantiated; '
                            f'use {self.__origin__.__name__}() instead')
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:
            pass
        return result

    def __mro_entries__(self, bases):
        from _typing_classes import Generic
        entries = () if self.__origin__ in bases else (self.__origin__,)
        generic = any(isinstance(base, _BaseGenericAlias) or isinstance(base, type) and issubclass(base, Generic)
                      for base in self._bases_after(bases))
        return entries if generic else (*entries, Generic)

    def _bases_after(self, bases):
        """The bases of a class that stand behind this one."""
        places = [place for place, base in enumerate(bases) if base is self]
        return bases[places[0] + 1:]

    def __getattr__(self, attr):
        if attr in ('__name__', '__qualname__'):
            return self._name or self.__origin__.__name__
        if '__origin__' in self.__dict__ and not (attr.startswith('__') and attr.endswith('__')):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, val):
        if (attr.startswith('__') and attr.endswith('__')) or attr in ('_inst', '_name', '_count', '_defaults'):
            super().__setattr__(attr, val)
        else:
            setattr(self.__origin__, attr, val)

    def __or__(self, other):
        return _Union[self, other]

    def __ror__(self, other):
        return _Union[other, self]

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError('Subscripted generics cannot be used with class and instance checks')


class _GenericAlias(_BaseGenericAlias, _root=True):
    """A subscripted generic: origin and arguments."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        self.__args__ = args = _as_tuple(args)
        self.__parameters__ = _collect_parameters(args)
        if not name:
            self.__module__ = getattr(origin, '__module__', 'typing')

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if self._name is None and getattr(self.__origin__, '__name__', '') in ('Generic', 'Protocol') \
                and self.__origin__.__module__ == 'typing':
            raise TypeError(f'Cannot subscript already-subscripted {self}')
        if not self.__parameters__:
            raise TypeError(f'{self} is not a generic class')
        args = tuple(_unpacked(_type_convert(arg) for arg in _as_tuple(args)))
        mapping = _bind_parameters(self, self.__parameters__, args)
        return self.copy_with(tuple(self._flat(_substitute_all(self.__args__, mapping))))

    def _flat(self, args):
        return args

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = f'typing.{self._name}' if self._name else _type_repr(self.__origin__)
        shown = ', '.join(map(_type_repr, self.__args__)) if self.__args__ else '()'
        return f'{name}[{shown}]'

    def __reduce__(self):
        import operator
        origin = globals().get(self._name) or getattr(sys.modules['typing'], self._name) \
            if self._name else self.__origin__
        args = self.__args__
        # one argument stands alone between brackets, unless it is a tuple itself
        alone = len(args) == 1 and not isinstance(args[0], tuple)
        return operator.getitem, (origin, args[0] if alone else args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f'Cannot subclass {self!r}')
        if self._name:
            return super().__mro_entries__(bases)
        from _typing_classes import Generic, Protocol
        if self.__origin__ is Generic:
            if Protocol in bases:
                return ()
            if any(isinstance(base, _BaseGenericAlias) and base is not self for base in self._bases_after(bases)):
                return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


def _bind_parameters(alias, params, args, check=True):
    """{parameter: argument}, with a TypeVarTuple taking what the others leave."""
    if len(params) == 1 and isinstance(params[0], ParamSpec) and \
            not (len(args) == 1 and _is_param_expr(args[0])):
        args = (args,)
    tuples = [i for i, p in enumerate(params) if isinstance(p, TypeVarTuple)]
    mapping = {}
    if tuples:
        k = tuples[0]
        after = len(params) - k - 1
        if len(args) < len(params) - 1:
            raise TypeError(f'Too few arguments for {alias}; actual {len(args)}, '
                            f'expected at least {len(params) - 1}')
        end = len(args) - after
        args = (*args[:k], args[k:end], *args[end:])
    else:
        least = sum(1 for p in params if not p.has_default())
        _check_count(alias, len(args), least, len(params))
        args += tuple(p.__default__ for p in params[len(args):])
    for p, a in zip(params, args):
        if isinstance(p, TypeVarTuple) or not check and isinstance(a, list):
            mapping[p] = tuple(a)
        else:
            mapping[p] = p.__typing_subst__(a) if check else a
    return mapping


def _substitute_all(args, mapping):
    out = []
    for arg in args:
        value = _substitute(arg, mapping)
        if isinstance(arg, _UnpackGenericAlias) and isinstance(value, tuple):
            out.extend(value)
        else:
            out.append(value)
    return out


def _substitute(arg, mapping):
    if isinstance(arg, type):
        return arg
    if isinstance(arg, (TypeVar, ParamSpec)):
        return mapping.get(arg, arg)
    if isinstance(arg, _UnpackGenericAlias) and isinstance(arg.__args__[0], TypeVarTuple):
        return mapping.get(arg.__args__[0], arg)
    if isinstance(arg, (list, tuple)):
        return type(arg)(_substitute_all(arg, mapping))
    params = getattr(arg, '__parameters__', ())
    if not params:
        return arg
    given = []
    for p in params:
        value = mapping.get(p, p)
        if isinstance(p, TypeVarTuple) and isinstance(value, tuple):
            given.extend(value)
        else:
            given.append(value)
    return arg[tuple(given)] if len(given) != 1 else arg[given[0]]


class _SpecialGenericAlias(_NotIterable, _BaseGenericAlias, _root=True):
    """A bare alias such as List: knows how many arguments it takes."""

    def __init__(self, origin, nparams, *, inst=True, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._count, self._defaults = nparams, defaults
        where = '' if origin.__module__ == 'builtins' else f'{origin.__module__}.'
        self.__doc__ = f'Deprecated alias to {where}{origin.__qualname__}.'

    def __getitem__(self, params):
        params = tuple(_type_check(param, 'Parameters to generic types must be types.') for param in _as_tuple(params))
        if self._count == 0:
            raise TypeError(f'{self} is not a generic class')
        _check_count(self, len(params), self._count - len(self._defaults), self._count)
        if len(params) < self._count:
            params += self._defaults[len(params) - self._count:]
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return 'typing.' + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _GenericAlias):
            # one with arguments is no class
            return super().__subclasscheck__(cls)
        return issubclass(cls.__origin__ if isinstance(cls, _SpecialGenericAlias) else cls, self.__origin__)

    def __reduce__(self):
        return self._name


class _TupleType(_SpecialGenericAlias, _root=True):
    def __init__(self, origin, nparams, *, name):
        super().__init__(origin, nparams, inst=False, name=name)

    def __getitem__(self, params):
        params = _as_tuple(params)
        end = (...,) if len(params) >= 2 and params[-1] is ... else ()
        types = params[:-1] if end else params
        checked = [_type_check(each, 'Tuple[t0, t1, ...]: each t must be a type.') for each in types]
        return self.copy_with((*checked, *end))


class _CallableType(_SpecialGenericAlias, _root=True):
    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        args, result = params
        result = _type_check(result, 'Callable[args, result]: result must be a type.')
        if args is ... or isinstance(args, (ParamSpec, _ConcatenateGenericAlias)):
            return self.copy_with((args, result))
        if not isinstance(args, (list, tuple)):
            args = (args,)
        return self.copy_with((*map(_type_convert, args), result))


class _CallableGenericAlias(_NotIterable, _GenericAlias, _root=True):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _is_param_expr(args[0]):
            return super().__repr__()
        return f'typing.Callable[[{", ".join(map(_type_repr, args[:-1]))}], {_type_repr(args[-1])}]'

    def _flat(self, args):
        if len(args) == 2 and isinstance(args[0], (list, tuple)):
            return [*args[0], args[1]]
        return args

    def __reduce__(self):
        import operator
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        return operator.getitem, (sys.modules['typing'].Callable, args)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def _pairs(self):
        return {(v, type(v)) for v in self.__args__}

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return self._pairs() == other._pairs()

    def __hash__(self):
        return hash(frozenset(self._pairs()))

    def __repr__(self):
        return f'typing.Literal[{", ".join(map(repr, self.__args__)) or "()"}]'


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, args):
        if isinstance(args[-1], (list, tuple)):
            return (*args[:-1], *args[-1])
        return super().copy_with(args)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return f'typing.Unpack[{_type_repr(self.__args__[0])}]'

    @property
    def __typing_unpacked_tuple_args__(self):
        arg, = self.__args__
        if isinstance(arg, (_GenericAlias, _Native)) and arg.__origin__ is tuple:
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _AnnotatedAlias(_NotIterable, _GenericAlias, _root=True):
    """Annotated[origin, metadata...]: otherwise behaves as the origin."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, (*origin.__metadata__, *metadata)
        super().__init__(origin, origin, name='Annotated')
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        return f'typing.Annotated[{_type_repr(self.__origin__)}, {", ".join(map(repr, self.__metadata__))}]'

    def __reduce__(self):
        import operator
        return operator.getitem, (Annotated, (self.__origin__, *self.__metadata__))

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in ('__name__', '__qualname__'):
            return 'Annotated'
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


from _typing_params import (NoDefault, NoDefaultType, TypeVar, ParamSpec, TypeVarTuple, ParamSpecArgs,
                            ParamSpecKwargs, TypeAliasType, AnyStr, intrinsic)
