"""Contract: typing's classes to inherit from: Generic, Protocol, NamedTuple, TypedDict, Supports*.

Internal to `typing`, under whose name the classes appear.
"""
import sys
from abc import ABCMeta, abstractmethod
from _typing_forms import (_GenericAlias, _BaseGenericAlias, _collect_parameters, _type_check, _type_convert,
                           _check_count, _bind_parameters, TypeVar, ParamSpec, TypeVarTuple, AnyStr,
                           _UnpackGenericAlias, Required, NotRequired, ReadOnly, Annotated, _unpacked)
import annotationlib

__name__ = 'typing'


def _is_type_param(p):
    return isinstance(p, (TypeVar, ParamSpec)) or \
        isinstance(p, _UnpackGenericAlias) and isinstance(p.__args__[0], TypeVarTuple)


def _generic_class_getitem(cls, args):
    """`cls[args]` for Generic, Protocol and their subclasses."""
    if not isinstance(args, tuple):
        args = (args,)
    args = tuple(_type_convert(a) for a in args)
    if cls is Generic or cls is Protocol:
        if not args:
            raise TypeError(f'Parameter list to {cls.__qualname__}[...] cannot be empty')
        args = tuple(next(iter(a)) if isinstance(a, TypeVarTuple) else a for a in args)
        if not all(_is_type_param(a) for a in args):
            raise TypeError(f'Parameters to {cls.__name__}[...] must all be type variables '
                            'or parameter specification variables.')
        if len(set(args)) != len(args):
            raise TypeError(f'Parameters to {cls.__name__}[...] must all be unique')
        return _GenericAlias(cls, args)
    params = cls.__parameters__
    if not params:
        raise TypeError(f'{cls} is not a generic class')
    mapping = _bind_parameters(cls, params, tuple(_unpacked(args)), check=False)
    flat = []
    for p in params:
        if isinstance(p, TypeVarTuple):
            flat.extend(mapping[p])
        else:
            flat.append(mapping[p])
    return _GenericAlias(cls, tuple(flat))


class Generic:
    """A base for generic classes: `class C(Generic[T])`."""
    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, args):
        return _generic_class_getitem(cls, args)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        own = cls.__dict__
        if '__orig_bases__' in own:
            error = Generic in own['__orig_bases__']
        else:
            error = Generic in cls.__bases__ and cls.__name__ != 'Protocol' and type(cls) != _TypedDictMeta
        if error:
            raise TypeError('Cannot inherit from plain Generic')
        params = ()
        if '__orig_bases__' in own:
            bases = own['__orig_bases__']
            params = _collect_parameters(bases)
            declared = None
            for base in bases:
                if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                    if declared is not None:
                        raise TypeError('Cannot inherit from Generic[...] multiple times.')
                    declared = base.__parameters__
            if declared is None:
                for base in bases:
                    if isinstance(base, _GenericAlias) and base.__origin__ is Protocol:
                        declared = base.__parameters__
            if declared is not None:
                missing = [p for p in params if p not in declared]
                if missing:
                    raise TypeError(f'Some type variables ({", ".join(map(str, missing))}) are not listed '
                                    f'in Generic[{", ".join(map(str, declared))}]')
                params = declared
        cls.__parameters__ = tuple(params)


# --- protocols ---------------------------------------------------------------

# what backports of Protocol leave out as well
EXCLUDED_ATTRIBUTES = [
    '__parameters__', '__orig_bases__', '__orig_class__', '_is_protocol', '_is_runtime_protocol',
    '__protocol_attrs__', '__non_callable_proto_members__', '__type_params__', '__abstractmethods__',
    '__annotations__', '__dict__', '__doc__', '__init__', '__module__', '__new__', '__slots__',
    '__subclasshook__', '__weakref__', '__class_getitem__', '__match_args__', '__static_attributes__',
    '__firstlineno__', '__annotate__', '__annotate_func__', '__annotations_cache__', '_MutableMapping__marker']
_NOT_MEMBERS = frozenset((*EXCLUDED_ATTRIBUTES, '_abc_impl', '__conditional_annotations__', '__classdictcell__',
                          '__qualname__'))


def _get_protocol_attrs(cls):
    """The names a class must have to fit the protocol."""
    found = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ('Protocol', 'Generic') and base.__module__ == 'typing':
            continue
        names = set(base.__dict__)
        try:
            names |= set(annotationlib.get_annotations(base, format=3))
        except Exception:
            pass
        found |= {n for n in names if not n.startswith('_abc_') and n not in _NOT_MEMBERS}
    return found


def _no_init_or_replace_init(self, *args, **kwargs):
    """Protocols cannot be made; a class that inherits from one gets its own __init__ back."""
    cls = type(self)
    if cls._is_protocol:
        raise TypeError('Protocols cannot be instantiated')
    if cls.__init__ is _no_init_or_replace_init:
        inherited = (vars(base).get('__init__', _no_init_or_replace_init) for base in cls.__mro__)
        own = (init for init in inherited if init is not _no_init_or_replace_init)
        cls.__init__ = next(own, object.__init__)
        cls.__init__(self, *args, **kwargs)



def _has_static(obj, attr):
    """Whether the object has the attribute, without running its properties."""
    for base in type(obj).__mro__:
        if attr in base.__dict__:
            return True, base.__dict__[attr]
    own = getattr(obj, '__dict__', None)
    if isinstance(own, dict) and attr in own:
        return True, own[attr]
    if isinstance(obj, type):
        for base in obj.__mro__:
            if attr in base.__dict__:
                return True, base.__dict__[attr]
    return False, None


class _ProtocolMeta(ABCMeta):
    """Checks bases and answers isinstance() by the members."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        if name == 'Protocol' and bases == (Generic,):
            pass
        elif Protocol in bases:
            for base in bases:
                if not (base in (object, Generic) or getattr(base, '_is_protocol', False)
                        or base.__module__ in ('collections.abc', 'contextlib', 'typing', 'os')):
                    raise TypeError(f'Protocols can only inherit from other protocols, got {base!r}')
        return super().__new__(mcls, name, bases, namespace, **kwargs)

    def __init__(cls, *args, **kwargs):
        if getattr(cls, '_is_protocol', False):
            cls.__protocol_attrs__ = _get_protocol_attrs(cls)

    def __subclasscheck__(cls, other):
        if cls is Protocol:
            return type.__subclasscheck__(cls, other)
        if getattr(cls, '_is_protocol', False):
            if not isinstance(other, type):
                raise TypeError('issubclass() arg 1 must be a class')
            if not getattr(cls, '_is_runtime_protocol', False):
                raise TypeError('Instance and class checks can only be used with '
                                '@runtime_checkable protocols')
            data = cls.__dict__.get('__non_callable_proto_members__')
            if data and cls.__dict__.get('__subclasshook__') is _proto_hook:
                raise TypeError('Protocols with non-method members don\'t support issubclass(). '
                                f'Non-method members: {str(sorted(data))[1:-1]}.')
        return ABCMeta.__subclasscheck__(cls, other)

    def __instancecheck__(cls, instance):
        if cls is Protocol:
            return type.__instancecheck__(cls, instance)
        if not getattr(cls, '_is_protocol', False):
            return ABCMeta.__instancecheck__(cls, instance)
        if not getattr(cls, '_is_runtime_protocol', False):
            raise TypeError('Instance and class checks can only be used with '
                            '@runtime_checkable protocols')
        if ABCMeta._plain_instancecheck(cls, instance) if hasattr(ABCMeta, '_plain_instancecheck') \
                else _fits_class(cls, instance):
            return True
        data = cls.__dict__.get('__non_callable_proto_members__', ())
        for attr in cls.__protocol_attrs__:
            have, value = _has_static(instance, attr)
            if not have or value is None and attr not in data:
                return False
        return True


def _fits_class(cls, instance):
    try:
        return ABCMeta.__instancecheck__(cls, instance)
    except TypeError:
        return cls in type(instance).__mro__


def _provides(kind, attr):
    """Whether a class has what a protocol asks for: an attribute that is not None, or, in a protocol, an annotation."""
    for base in kind.__mro__:
        if attr in base.__dict__:
            return base.__dict__[attr] is not None
        if getattr(kind, '_is_protocol', False) and attr in annotationlib.get_annotations(base, format=3):
            return True
    return False


@classmethod
def _proto_hook(cls, other):
    if not cls.__dict__.get('_is_protocol', False):
        return NotImplemented
    return all(_provides(other, attr) for attr in cls.__protocol_attrs__) or NotImplemented



class Protocol(Generic, metaclass=_ProtocolMeta):
    """A base for protocols: classes that describe what others must have."""
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        if not cls.__dict__.get('_is_protocol', False):
            cls._is_protocol = any(b is Protocol for b in cls.__bases__)
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = _proto_hook
        if cls._is_protocol and cls.__init__ is Protocol.__init__:
            cls.__init__ = _no_init_or_replace_init


def runtime_checkable(cls):
    """Let isinstance() test a protocol by the presence of its members."""
    if not ((isinstance(cls, type) or isinstance(cls, _BaseGenericAlias))
            and isinstance(cls, type) and issubclass(cls, Generic) and getattr(cls, '_is_protocol', False)):
        raise TypeError(f'@runtime_checkable can be only applied to protocol classes, got {cls!r}')
    cls._is_runtime_protocol = True
    data = set()
    for attr in cls.__protocol_attrs__:
        try:
            if not callable(getattr(cls, attr, None)):
                data.add(attr)
        except Exception as e:
            raise TypeError(f'Failed to determine whether protocol member {attr!r} is a method member') from e
    cls.__non_callable_proto_members__ = data
    return cls


def is_protocol(tp, /):
    """Whether the type is a protocol class."""
    return isinstance(tp, type) and getattr(tp, '_is_protocol', False) and tp is not Protocol


def get_protocol_members(tp, /):
    """The names of a protocol's members."""
    if not is_protocol(tp):
        raise TypeError(f'{tp!r} is not a Protocol')
    return frozenset(tp.__protocol_attrs__)


def _supports(name, method, result, generic=False):
    def member(self):
        pass
    member.__name__ = method
    member.__qualname__ = f'{name}.{method}'
    member.__annotations__ = {'return': result}
    bases = (Protocol[T_co],) if generic else (Protocol,)
    import types
    cls = types.new_class(name, bases, {}, lambda ns: ns.update(
        {method: abstractmethod(member), '__slots__': (), '__module__': 'typing',
         '__doc__': f'An ABC with one abstract method {method}.'}))
    return runtime_checkable(cls)


T_co = TypeVar('T_co', covariant=True)
SupportsInt = _supports('SupportsInt', '__int__', int)
SupportsFloat = _supports('SupportsFloat', '__float__', float)
SupportsComplex = _supports('SupportsComplex', '__complex__', complex)
SupportsBytes = _supports('SupportsBytes', '__bytes__', bytes)
SupportsIndex = _supports('SupportsIndex', '__index__', int)
SupportsAbs = _supports('SupportsAbs', '__abs__', T_co, True)
SupportsRound = _supports('SupportsRound', '__round__', T_co, True)


class IO(Generic[AnyStr]):
    """A file of str or bytes, for annotations."""
    __slots__ = ()


class BinaryIO(IO[bytes]):
    """A file of bytes, for annotations."""
    __slots__ = ()


class TextIO(IO[str]):
    """A file of str, for annotations."""
    __slots__ = ()


# --- NamedTuple ----------------------------------------------------------------

def _make_nmtuple(name, fields, types, module, defaults=()):
    import collections
    made = collections.namedtuple(name, fields, defaults=defaults, module=module)
    made.__annotations__ = types
    made.__new__.__annotations__ = types
    return made


def _namespace_annotations(ns, is_class=True):
    """The annotations of a class body, references kept as such."""
    if '__annotations__' in ns:
        return dict(ns['__annotations__'])
    annotate = annotationlib.get_annotate_from_class_namespace(ns)
    if annotate is None:
        return {}
    return annotationlib.call_annotate_function(annotate, 3)


_special = frozenset(('__module__', '__name__', '__annotations__', '__annotate__', '__annotate_func__',
                      '__annotations_cache__', '__static_attributes__', '__firstlineno__',
                      '__conditional_annotations__', '__qualname__', '__classdictcell__'))
_prohibited = frozenset(('__new__', '__init__', '__slots__', '__getnewargs__', '_fields',
                         '_field_defaults', '_make', '_replace', '_asdict', '_source'))


class NamedTupleMeta(type):
    """Turns the body of `class X(NamedTuple)` into a named tuple."""

    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError('can only inherit from a NamedTuple type and Generic')
        bases = tuple(tuple if base is _NamedTuple else base for base in bases)
        types = _namespace_annotations(ns)
        names = list(types)
        types = {n: _type_check(t, f'field {n} annotation must be a type') for n, t in types.items()}
        defaults = []
        for name in names:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(f'Non-default namedtuple field {name} cannot follow default field'
                                f'{"s" if len(defaults) > 1 else ""} {", ".join(defaults)}')
        made = _make_nmtuple(typename, names, types, ns['__module__'], [ns[n] for n in defaults])
        made.__bases__ = bases
        if Generic in bases:
            made.__class_getitem__ = classmethod(_generic_class_getitem)
        for key, value in ns.items():
            if key in _prohibited:
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            if key not in _special and key not in made._fields:
                setattr(made, key, value)
                set_name = getattr(type(value), '__set_name__', None)
                if set_name is not None:
                    set_name(value, made, key)
        made.__qualname__ = ns.get('__qualname__', typename)
        if Generic in bases:
            made.__init_subclass__()
        return made


def NamedTuple(typename, fields, /):
    """A named tuple class with types: a function here, a base in a class statement."""
    types = {n: _type_check(t, f'field {n} annotation must be a type') for n, t in fields}
    made = _make_nmtuple(typename, list(types), types, sys._getframe(1).f_globals.get('__name__'))
    made.__orig_bases__ = (NamedTuple,)
    return made


_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


# --- TypedDict -----------------------------------------------------------------

def _qualifiers(tp):
    """The names of the qualifiers around a key's type, and the type without them."""
    found = []
    while True:
        origin = getattr(tp, '__origin__', None)
        if hasattr(tp, '__metadata__'):
            tp = tp.__origin__
        elif origin is Required or origin is NotRequired or origin is ReadOnly:
            found.append(origin._name)
            tp, = tp.__args__
        else:
            return found


class _TypedDictMeta(type):
    """Makes the plain dict subclass that a TypedDict is, with its keys described."""

    def __new__(cls, name, bases, ns, total=True, closed=None, extra_items=None):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        generic = (Generic,) if any(issubclass(b, Generic) for b in bases) else ()
        own = _namespace_annotations(ns)
        namespace = {k: v for k, v in ns.items()
                     if k not in ('__annotations__', '__annotate__', '__annotate_func__')}
        made = type.__new__(cls, name, (*generic, dict), namespace)
        if not hasattr(made, '__orig_bases__'):
            made.__orig_bases__ = bases
        msg = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        own = {n: _type_check(t, msg, module=made.__module__, allow_special_forms=True)
               if not isinstance(t, str) else _type_convert(t, made.__module__) for n, t in own.items()}
        annotations, required, optional, readonly, mutable = {}, set(), set(), set(), set()
        for base in bases:
            d = base.__dict__
            annotations.update(getattr(base, '__annotations__', None) or {})
            base_required = d.get('__required_keys__', set())
            base_optional = d.get('__optional_keys__', set())
            required = required - base_optional | base_required
            optional = optional - base_required | base_optional
            readonly |= d.get('__readonly_keys__', set())
            mutable |= d.get('__mutable_keys__', set())
        for key, tp in own.items():
            quals = _qualifiers(tp)
            is_required = 'Required' in quals or total and 'NotRequired' not in quals
            (required if is_required else optional).add(key)
            (optional if is_required else required).discard(key)
            if 'ReadOnly' in quals:
                if key in mutable:
                    raise TypeError(f'Cannot override mutable key {key!r} with read-only key')
                readonly.add(key)
            else:
                mutable.add(key)
                readonly.discard(key)
        annotations.update(own)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__readonly_keys__ = frozenset(readonly)
        made.__mutable_keys__ = frozenset(mutable)
        made.__total__ = total
        return made

    __call__ = dict

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields, /, *, total=True):
    """A dict type with known keys: a function here, a base in a class statement."""
    ns = {'__annotations__': dict(fields)}
    module = sys._getframe(1).f_globals.get('__name__')
    if module is not None:
        ns['__module__'] = module
    made = _TypedDictMeta(typename, (), ns, total=total)
    made.__orig_bases__ = (TypedDict,)
    return made


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    """Whether the type is a TypedDict class."""
    return isinstance(tp, _TypedDictMeta) and tp is not TypedDict
