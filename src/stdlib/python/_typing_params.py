"""Contract: typing's type parameters and type aliases (PEP 695, PEP 696).

Loaded by `_typing_forms`. `intrinsic()` is what the machine calls for type parameter
syntax (`def f[T]`, `class C[T]`, `type A = ...`).
"""
import sys
from _togil import static_type
from _typing_forms import (_type_check, _type_convert, _type_repr, _is_param_expr, _check_count,
                           _UnpackGenericAlias, Unpack, _Native, _Union)

__name__ = 'typing'


class NoDefaultType:
    __slots__ = ()

    def __repr__(self):
        return 'typing.NoDefault'

    def __reduce__(self):
        return 'NoDefault'


NoDefault = NoDefaultType()


def _caller_module():
    frame = sys._getframe(2)
    return frame.f_globals.get('__name__')


class _Evaluated:
    """A value computed by a thunk when first asked for."""
    __slots__ = ('thunk', 'value')

    def __init__(self, thunk):
        self.thunk = thunk
        self.value = self

    def get(self):
        if self.value is self:
            self.value = _call_thunk(self.thunk, 1)
        return self.value


def _call_thunk(thunk, format):
    if thunk.__code__.co_argcount:
        return thunk(format)
    return thunk()


class _ConstEvaluator:
    """Evaluates to a value that is known."""

    def __init__(self, value):
        self._value = value

    def __call__(self, format, /):
        if format == 4:
            return _type_repr(self._value)
        return self._value

    def __repr__(self):
        return f'<constevaluator {self._value!r}>'


class _TypeParam:
    """What the three kinds of parameters share."""
    __slots__ = ('__name__', '_default', '__dict__')

    def __repr__(self):
        return self.__name__

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')

    def __init_subclass__(cls, /, **kwds):
        if cls.__module__ != 'typing':
            raise TypeError(f"type 'typing.{cls.__base__.__name__}' is not an acceptable base type")

    @property
    def __default__(self):
        default = self._default
        return default.get() if isinstance(default, _Evaluated) else default

    @property
    def evaluate_default(self):
        default = self._default
        if isinstance(default, _Evaluated):
            return default.thunk
        return None if default is NoDefault else _ConstEvaluator(default)

    def has_default(self):
        """Whether the parameter has a default."""
        return self._default is not NoDefault


class _BoundedParam(_TypeParam):
    """A TypeVar or ParamSpec: bound, variance, `|`."""
    __slots__ = ('_bound', '__covariant__', '__contravariant__', '__infer_variance__')

    def _set_variance(self, covariant, contravariant, infer_variance):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if infer_variance and (covariant or contravariant):
            raise ValueError('Variance cannot be specified with infer_variance.')
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__infer_variance__ = bool(infer_variance)

    @property
    def __bound__(self):
        bound = self._bound
        return bound.get() if isinstance(bound, _Evaluated) else bound

    @property
    def evaluate_bound(self):
        bound = self._bound
        if isinstance(bound, _Evaluated):
            return bound.thunk
        return None if bound is None else _ConstEvaluator(bound)

    def __repr__(self):
        if self.__infer_variance__:
            return self.__name__
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __or__(self, other):
        return _Union[self, other]

    def __ror__(self, other):
        return _Union[other, self]


class TypeVar(_BoundedParam):
    """A type variable."""
    __slots__ = ('_constraints',)

    def __init__(self, name, *constraints, bound=None, default=NoDefault, covariant=False,
                 contravariant=False, infer_variance=False):
        if not isinstance(name, str):
            raise TypeError(f"typevar() argument 'name' must be str, not {type(name).__name__}")
        self._set_variance(covariant, contravariant, infer_variance)
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        self.__name__ = name
        self._bound = None if bound is None else _type_check(bound, 'Bound must be a type.')
        self._constraints = tuple(_type_check(t, 'TypeVar(name, constraint, ...): constraints must be types.')
                                  for t in constraints)
        self._default = default
        self.__module__ = _caller_module()

    @property
    def __bound__(self):
        bound = self._bound
        if isinstance(bound, _Evaluated):
            bound = bound.get()
            return None if isinstance(bound, tuple) else bound
        return bound

    @property
    def __constraints__(self):
        if isinstance(self._bound, _Evaluated):
            value = self._bound.get()
            return value if isinstance(value, tuple) else ()
        return self._constraints

    @property
    def evaluate_constraints(self):
        if isinstance(self._bound, _Evaluated):
            return self._bound.thunk
        return _ConstEvaluator(self._constraints) if self._constraints else None

    def __typing_subst__(self, arg):
        arg = _type_check(arg, 'Parameters to generic types must be types.')
        if isinstance(arg, _UnpackGenericAlias) or \
                isinstance(arg, _Native) and getattr(arg, '__unpacked__', False):
            raise TypeError(f'{arg} is not valid as type argument')
        return arg

    def __typing_prepare_subst__(self, alias, args):
        return _with_defaults(self, alias, args)


class ParamSpec(_BoundedParam):
    """The parameters of a function as a type variable."""
    __slots__ = ()

    def __init__(self, name, *, bound=None, default=NoDefault, covariant=False, contravariant=False,
                 infer_variance=False):
        if not isinstance(name, str):
            raise TypeError(f"paramspec() argument 'name' must be str, not {type(name).__name__}")
        self._set_variance(covariant, contravariant, infer_variance)
        self.__name__ = name
        self._bound = None if bound is None else _type_check(bound, 'Bound must be a type.')
        self._default = default
        self.__module__ = _caller_module()

    @property
    def args(self):
        """Its positional arguments."""
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        """Its keyword arguments."""
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple(_type_convert(a) for a in arg)
        if not _is_param_expr(arg):
            raise TypeError(f'Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}')
        return arg

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        i = params.index(self)
        if i == len(args) and self.has_default():
            args = (*args, self.__default__)
        if i >= len(args):
            raise TypeError(f'Too few arguments for {alias}')
        if len(params) == 1 and not _is_param_expr(args[0]):
            args = (args,)
        elif isinstance(args[i], list):
            args = (*args[:i], tuple(args[i]), *args[i + 1:])
        return args


class TypeVarTuple(_TypeParam):
    """Any number of types as one variable."""
    __slots__ = ()

    def __init__(self, name, *, default=NoDefault):
        if not isinstance(name, str):
            raise TypeError(f"typevartuple() argument 'name' must be str, not {type(name).__name__}")
        self.__name__ = name
        self._default = default
        self.__module__ = _caller_module()

    def __iter__(self):
        yield Unpack[self]

    def __typing_subst__(self, arg):
        raise TypeError('Substitution of bare TypeVarTuple is not supported')

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        k = params.index(self)
        after = len(params) - k - 1
        if len(args) < len(params) - 1:
            raise TypeError(f'Too few arguments for {alias}; actual {len(args)}, '
                            f'expected at least {len(params) - 1}')
        return (*args[:k], tuple(args[k:len(args) - after]), *args[len(args) - after:])


def _with_defaults(param, alias, args):
    params = alias.__parameters__
    i = params.index(param)
    if i < len(args):
        return args
    if i == len(args) and param.has_default():
        return (*args, param.__default__)
    least = sum(1 for p in params if not p.has_default())
    _check_count(alias, len(args), least, len(params))
    return args


class _ParamSpecPart:
    __slots__ = ('__origin__',)

    def __init__(self, origin):
        self.__origin__ = origin

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    def __hash__(self):
        return hash((type(self), self.__origin__))

    def __repr__(self):
        return f'{self.__origin__.__name__}.{self._part}'

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')


class ParamSpecArgs(_ParamSpecPart):
    """The positional arguments of a ParamSpec."""
    __slots__ = ()
    _part = 'args'


class ParamSpecKwargs(_ParamSpecPart):
    """The keyword arguments of a ParamSpec."""
    __slots__ = ()
    _part = 'kwargs'


class TypeAliasType:
    """What `type X = ...` makes: a name for a type, evaluated when asked for."""
    __slots__ = ('__name__', '__type_params__', '_value', '__dict__')

    def __init__(self, name, value, *, type_params=()):
        if not isinstance(name, str):
            raise TypeError(f"typealias() argument 'name' must be str, not {type(name).__name__}")
        if not isinstance(type_params, tuple):
            raise TypeError('type_params must be a tuple')
        for key, part in (('__name__', name), ('_value', value), ('__type_params__', type_params),
                          ('__module__', _caller_module())):
            object.__setattr__(self, key, part)

    def __setattr__(self, name, *value):
        if name in ('__name__', '__type_params__', '__value__', 'evaluate_value', '__parameters__', '__module__'):
            raise AttributeError('readonly attribute')
        raise AttributeError(f"'typing.TypeAliasType' object has no attribute '{name}' "
                             'and no __dict__ for setting new attributes', name=name, obj=self)

    __delattr__ = __setattr__

    @property
    def __value__(self):
        value = self._value
        return value.get() if isinstance(value, _Evaluated) else value

    @property
    def evaluate_value(self):
        value = self._value
        return value.thunk if isinstance(value, _Evaluated) else _ConstEvaluator(value)

    @property
    def __parameters__(self):
        return tuple(p for q in self.__type_params__
                     for p in (q if isinstance(q, TypeVarTuple) else (q,)))

    def __getitem__(self, args):
        if not self.__type_params__:
            raise TypeError('Only generic type aliases are subscriptable')
        return _Native(self, args if isinstance(args, tuple) else (args,))

    def __repr__(self):
        return self.__name__

    def __reduce__(self):
        return self.__name__

    def __or__(self, other):
        return _Union[self, other] if _may_join(other) else NotImplemented

    def __ror__(self, other):
        return _Union[other, self] if _may_join(other) else NotImplemented

    def __iter__(self):
        yield Unpack[self]


def _may_join(other):
    """May it be joined to an alias by `|`, as far as the alias is concerned?"""
    return other is None or isinstance(other, (type, _Native, _Union, TypeAliasType))


for _type in (TypeVar, ParamSpec, TypeVarTuple, ParamSpecArgs, ParamSpecKwargs, TypeAliasType):
    static_type(_type)


def intrinsic(kind, b, c=None):
    """What the machine's type parameter instructions do; numbered as in its opcode table.

    1 TypeVar(name b, bound thunk c or None; a tuple from it is the constraints)
    2 ParamSpec(b)   3 TypeVarTuple(b)   4 TypeAlias(name b, (type_params, thunk) c)
    5 give parameter b the default thunk c, returns b   6 Generic[*b]
    """
    if kind == 6:
        from _typing_classes import Generic
        return Generic[b]
    if kind == 5:
        b._default = _Evaluated(c)
        return b
    module = _caller_module()
    if kind == 4:
        made = TypeAliasType(b, _Evaluated(c[1]), type_params=c[0] or ())
    elif kind == 1:
        made = TypeVar(b, infer_variance=True)
        if c is not None:
            made._bound = _Evaluated(c)
    elif kind == 2:
        made = ParamSpec(b, infer_variance=True)
    else:
        made = TypeVarTuple(b)
    object.__setattr__(made, '__module__', module)
    return made


AnyStr = TypeVar('AnyStr', bytes, str)
AnyStr.__module__ = 'typing'
