"""Contract: data classes: `__init__`, `__repr__`, comparison and more from annotations.

The methods whose arguments follow the fields are compiled from text, one `exec` for a
class; the others are closures over the field names. `inspect` and `copy` are loaded
only by those who need them.
"""
import sys

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
           'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    """Raised by assignments to a frozen data class."""


class _MISSING_TYPE:
    """The type of `MISSING`."""


class _KW_ONLY_TYPE:
    """The type of `KW_ONLY`."""


class _FIELD_BASE:
    """A kind of field, which is shown by its name."""
    __slots__ = ('name',)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


class _HAS_DEFAULT_FACTORY_CLASS:
    """Stands for the default of an argument whose value a factory makes."""

    def __repr__(self):
        return '<factory>'


MISSING, KW_ONLY = _MISSING_TYPE(), _KW_ONLY_TYPE()
_EMPTY_METADATA = type(type.__dict__)({})
_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
# the kinds of fields
_FIELD, _FIELD_CLASSVAR, _FIELD_INITVAR = map(_FIELD_BASE, ('_FIELD', '_FIELD_CLASSVAR', '_FIELD_INITVAR'))
_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'
_POST_INIT_NAME = '__post_init__'
_GenericAlias = type(list[int])


class InitVar:
    """The type of an argument of `__init__` that is passed to `__post_init__`."""
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        if isinstance(self.type, type) and not isinstance(self.type, _GenericAlias):
            name = self.type.__name__
        else:
            name = repr(self.type)
        return f'dataclasses.InitVar[{name}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known about one field; made by `field()`."""
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare',
                 'metadata', 'kw_only', 'doc', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only, doc):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory, self.doc = default, default_factory, doc
        self.init, self.repr, self.hash, self.compare, self.kw_only = init, repr, hash, compare, kw_only
        self.metadata = _EMPTY_METADATA if metadata is None else type(_EMPTY_METADATA)(metadata)

    def __repr__(self):
        return (f'Field(name={self.name!r},type={self.type!r},default={self.default!r},'
                f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},'
                f'hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},'
                f'kw_only={self.kw_only!r},doc={self.doc!r},_field_type={self._field_type})')

    def __set_name__(self, owner, name):
        # the default would hear of its name if it stood in the class itself
        hear = getattr(type(self.default), '__set_name__', None)
        if hear is not None:
            hear(self.default, owner, name)

    __class_getitem__ = classmethod(_GenericAlias)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen', 'match_args', 'kw_only',
                 'slots', 'weakref_slot')

    def __init__(self, *values):
        for name, value in zip(self.__slots__, values):
            setattr(self, name, value)

    def __repr__(self):
        inner = ','.join(f'{name}={getattr(self, name)!r}' for name in self.__slots__)
        return f'_DataclassParams({inner})'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING, doc=None):
    """Describe a field: its default and what it takes part in."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only, doc)


# --- reading the class body --------------------------------------------------------

def _annotation_is(cls, annotation, wanted, test):
    """Whether an annotation, be it text, is (a subscript of) one of the special types."""
    if isinstance(annotation, str):
        name = annotation.partition('[')[0].strip()
        prefix, dot, last = name.rpartition('.')
        if last != wanted:
            return False
        module = sys.modules.get(cls.__module__)
        scope = getattr(module, '__dict__', {})
        if dot:
            target = getattr(scope.get(prefix), last, None)
        else:
            target = scope.get(last)
        return target is not None and test(target)
    return test(annotation)


def _is_classvar(a):
    typing = sys.modules.get('typing')
    if typing is None or '_typing_forms' not in sys.modules and 'ClassVar' not in typing.__dict__:
        return False
    return a is typing.ClassVar or getattr(a, '__origin__', None) is typing.ClassVar


def _is_initvar(a):
    return a is InitVar or type(a) is InitVar


def _is_kw_only(a):
    return a is KW_ONLY


def _get_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == 'member_descriptor':
            default = MISSING  # a slot of a base, not a default
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _FIELD
    if _annotation_is(cls, annotation, 'ClassVar', _is_classvar):
        f._field_type = _FIELD_CLASSVAR
    elif _annotation_is(cls, annotation, 'InitVar', _is_initvar):
        f._field_type = _FIELD_INITVAR
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError(f'field {f.name} cannot have a default factory')
    if f._field_type is _FIELD_CLASSVAR:
        if f.kw_only is not MISSING:
            raise TypeError(f'field {f.name} is a ClassVar but specifies kw_only')
    elif f.kw_only is MISSING:
        f.kw_only = default_kw_only
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: '
                         'use default_factory')
    if f is default or isinstance(getattr(cls, name, None), Field):
        if f.default is MISSING:
            delattr(cls, name)
        else:
            setattr(cls, name, f.default)
    return f


def _own_fields(cls, kw_only):
    """The fields that the class's annotations name; their defaults take their places in the class."""
    annotations = _own_annotations(cls)
    found, marked = [], False
    for name, annotation in annotations.items():
        if not _annotation_is(cls, annotation, 'KW_ONLY', _is_kw_only):
            found.append(_get_field(cls, name, annotation, kw_only))
        elif marked:
            raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
        else:
            marked = kw_only = True
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    return found


def _set_new(cls, name, value):
    """Set an attribute unless the class defines it; True when it does."""
    if name in cls.__dict__:
        return True
    _qualify(cls, value)
    setattr(cls, name, value)
    return False


def _qualify(cls, func):
    func.__qualname__ = f'{cls.__qualname__}.{func.__name__}'
    func.__module__ = cls.__module__
    return func


# --- methods -----------------------------------------------------------------------

def _init_source(fields, std_fields, kw_fields, frozen, has_post_init, self_name, slots):
    """(text of `__init__`, the names it needs)."""
    defaulted = None
    for f in std_fields:
        if f.default is not MISSING or f.default_factory is not MISSING:
            defaulted = f
        elif defaulted is not None:
            raise TypeError(f'non-default argument {f.name!r} follows default argument '
                            f'{defaulted.name!r}')
    names = {'_MISSING': MISSING, '_HAS_DEFAULT_FACTORY': _HAS_DEFAULT_FACTORY,
             '_setattr': object.__setattr__}

    def parameter(f):
        if f.default is MISSING and f.default_factory is MISSING:
            return f.name
        if f.default is not MISSING:
            return f'{f.name}=_default_{f.name}'
        return f'{f.name}=_HAS_DEFAULT_FACTORY'

    body = []
    for f in fields:
        if f._field_type is _FIELD_INITVAR:
            if f.default is not MISSING:
                names[f'_default_{f.name}'] = f.default
            continue
        if f.default_factory is not MISSING:
            names[f'_factory_{f.name}'] = f.default_factory
            value = f'_factory_{f.name}()'
            if f.init:
                value = f'{value} if {f.name} is _HAS_DEFAULT_FACTORY else {f.name}'
        elif f.init:
            if f.default is not MISSING:
                names[f'_default_{f.name}'] = f.default
            value = f.name
        elif slots and f.default is not MISSING:
            names[f'_default_{f.name}'] = f.default
            value = f'_default_{f.name}'
        else:
            continue
        if frozen:
            body.append(f'_setattr({self_name}, {f.name!r}, {value})')
        else:
            body.append(f'{self_name}.{f.name} = {value}')
    if has_post_init:
        params = ','.join(f.name for f in fields if f._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.{_POST_INIT_NAME}({params})')
    params = [self_name, *(parameter(f) for f in std_fields if f.init)]
    kw_params = [parameter(f) for f in kw_fields if f.init]
    if kw_params:
        params += ['*', *kw_params]
    lines = ''.join(f'  {line}\n' for line in body) or '  pass\n'
    return f'def __init__({", ".join(params)}):\n{lines}', names


def _make_repr(names):
    inner = ', '.join(f'{n}={{self.{n}!r}}' for n in names)
    return f"def __repr__(self):\n  return f'{{self.__class__.__qualname__}}({inner})'\n"


def _shown_once(func):
    from reprlib import recursive_repr
    return recursive_repr()(func)


def _make_eq(names):
    lines = ' and '.join(f'self.{n}==other.{n}' for n in names) or 'True'
    return ('def __eq__(self, other):\n  if self is other:\n    return True\n'
            '  if other.__class__ is self.__class__:\n'
            f'    return {lines}\n  return NotImplemented\n')


def _make_order(name, op, names):
    mine = '(' + ''.join(f'self.{n},' for n in names) + ')'
    theirs = '(' + ''.join(f'other.{n},' for n in names) + ')'
    return (f'def {name}(self, other):\n  if other.__class__ is self.__class__:\n'
            f'    return {mine}{op}{theirs}\n  return NotImplemented\n')


def _make_hash(names):
    mine = '(' + ''.join(f'self.{n},' for n in names) + ')'
    return f'def __hash__(self):\n  return hash({mine})\n'


def _make_frozen(cls, names):
    names = frozenset(names)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot assign to field {name!r}')
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot delete field {name!r}')
        super(cls, self).__delattr__(name)
    return __setattr__, __delattr__


def _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    bases = [base for base in cls.__mro__[:0:-1] if getattr(base, _FIELDS, None) is not None]
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen, match_args,
                                           kw_only, slots, weakref_slot))
    fields = {f.name: f for base in bases for f in getattr(base, _FIELDS).values()}
    fields.update((f.name, f) for f in _own_fields(cls, kw_only))
    frozen_bases = [getattr(base, _PARAMS).frozen for base in bases]
    if any(frozen_bases) and not frozen:
        raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
    if frozen and not all(frozen_bases):
        raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    class_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (class_hash is MISSING or class_hash is None and '__eq__' in cls.__dict__)
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    in_init = [f for f in fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std_fields = [f for f in in_init if f.init and not f.kw_only]
    kw_fields = [f for f in in_init if f.init and f.kw_only]
    real = [f for f in fields.values() if f._field_type is _FIELD]

    source, scope = '', {}
    if init:
        self_name = '__dataclass_self__' if 'self' in fields else 'self'
        source, scope = _init_source(in_init, std_fields, kw_fields, frozen,
                                     hasattr(cls, _POST_INIT_NAME), self_name, slots)
    if repr:
        source += _make_repr([f.name for f in real if f.repr])
    compared = [f.name for f in real if f.compare]
    if eq:
        source += _make_eq(compared)
    if order:
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            source += _make_order(name, op, compared)
    hashed = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
    add_hash = _hash_action(cls, unsafe_hash, eq, frozen, has_explicit_hash)
    if add_hash == 'add':
        source += _make_hash(hashed)
    made = {}
    if source:
        exec(source, scope, made)
    if init and '__init__' in made:
        function = made['__init__']
        function.__annotate__ = _init_annotate(cls, {f.name: f.type for f in in_init if f.init})
        _set_new(cls, '__init__', function)
    _set_new(cls, '__replace__', _plain_replace())
    if repr:
        _set_new(cls, '__repr__', _shown_once(made['__repr__']))
    if eq:
        _set_new(cls, '__eq__', made['__eq__'])
    if order:
        for name in ('__lt__', '__le__', '__gt__', '__ge__'):
            if _set_new(cls, name, made[name]):
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__} '
                                'Consider using functools.total_ordering')
    if frozen:
        for func in _make_frozen(cls, [f.name for f in real]):
            if _set_new(cls, func.__name__, func):
                raise TypeError(f'Cannot overwrite attribute {func.__name__} in class {cls.__name__}')
    if add_hash == 'add':
        cls.__hash__ = _qualify(cls, made['__hash__'])
    elif add_hash == 'none':
        cls.__hash__ = None
    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _doc_signature(cls, std_fields, kw_fields)
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in std_fields)
    if slots:
        cls = _add_slots(cls, frozen, weakref_slot, fields)
    elif weakref_slot:
        raise TypeError('weakref_slot is True but slots is False')
    if hasattr(cls, '__abstractmethods__'):
        import abc
        abc.update_abstractmethods(cls)
    return cls


def _init_annotate(cls, types):
    """The function that gives the annotations of `__init__`: the class's own, evaluated when they are asked for."""
    def __annotate__(format, /):
        import annotationlib
        if format == annotationlib.Format.VALUE_WITH_FAKE_GLOBALS:
            raise NotImplementedError(format)
        known = {}
        for base in reversed(cls.__mro__):
            known.update(annotationlib.get_annotations(base, format=format))
        notes = {name: known.get(name, type) for name, type in types.items()}
        notes['return'] = 'None' if format == annotationlib.Format.STRING else None
        return notes
    __annotate__.__qualname__ = f'{cls.__qualname__}.__init__.__annotate__'
    return __annotate__


def _own_annotations(cls):
    """The class's own annotations; references that cannot be resolved stay references."""
    try:
        return getattr(cls, '__annotations__', None) or {} if '__annotations__' not in cls.__dict__ \
            else cls.__dict__['__annotations__'] or {}
    except NameError:
        import annotationlib
        return annotationlib.get_annotations(cls, format=3)


def _plain_replace():
    def __replace__(self, /, **changes):
        return _replace(self, **changes)
    return __replace__


def _hash_action(cls, unsafe_hash, eq, frozen, has_explicit_hash):
    """'add', 'none' or '' (leave alone), by the table in the documentation."""
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        return 'add'
    if not eq or has_explicit_hash:
        return ''
    return 'add' if frozen else 'none'


def _doc_signature(cls, std_fields, kw_fields):
    """The text of the signature of `__init__`, as `inspect` would show it."""
    if type(cls) is not type or not getattr(cls, _PARAMS).init:
        import annotationlib
        import inspect
        try:
            # what an annotation names may not be there yet
            return str(inspect.signature(cls, annotation_format=annotationlib.Format.FORWARDREF)).replace(' -> None', '')
        except (TypeError, ValueError):
            return ''
    shown = [_show_parameter(f) for f in std_fields]
    if kw_fields:
        shown += ['*', *map(_show_parameter, kw_fields)]
    return f'({", ".join(shown)})'


def _show_parameter(f):
    tp = f.type
    if getattr(tp, '__module__', None) == 'typing' or type(tp).__module__ == 'typing':
        text = repr(tp).replace('typing.', '')
    elif isinstance(tp, type) and not isinstance(tp, _GenericAlias):
        text = tp.__qualname__ if tp.__module__ == 'builtins' else \
            f'{tp.__module__}.{tp.__qualname__}'
    else:
        text = getattr(tp, '__forward_arg__', None) or repr(tp)
    if f.default is not MISSING:
        return f'{f.name}: {text} = {f.default!r}'
    if f.default_factory is not MISSING:
        return f'{f.name}: {text} = <factory>'
    return f'{f.name}: {text}'


def _add_slots(cls, is_frozen, weakref_slot, fields):
    """The class made anew with `__slots__`."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    namespace = dict(cls.__dict__)
    names = [f.name for f in fields.values() if f._field_type is _FIELD]
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get('__slots__', ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
        if '__weakref__' in base.__dict__ or not hasattr(base, '__slots__'):
            inherited.add('__weakref__')
    slots = [n for n in names if n not in inherited]
    if weakref_slot and '__weakref__' not in inherited:
        slots.append('__weakref__')
    docs = {n: fields[n].doc for n in slots if n in fields and fields[n].doc}
    namespace['__slots__'] = {n: docs.get(n) for n in slots} if docs else tuple(slots)
    for name in names:
        namespace.pop(name, None)
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    new = type(cls)(cls.__name__, cls.__bases__, namespace)
    if qualname is not None:
        new.__qualname__ = qualname
    if is_frozen:
        if '__getstate__' not in namespace:
            new.__getstate__ = _dataclass_getstate
        if '__setstate__' not in namespace:
            new.__setstate__ = _dataclass_setstate
        for func in _make_frozen(new, names):
            setattr(new, func.__name__, _qualify(new, func))
    _fix_class_cells(new, cls)
    return new


def _fix_class_cells(new, old):
    """Make `super()` and `__class__` in the methods mean the new class."""
    for value in new.__dict__.values():
        value = getattr(value, '__func__', value)
        candidates = [value.fget, value.fset, value.fdel] if isinstance(value, property) else [value]
        for func in candidates:
            while hasattr(func, '__wrapped__'):
                func = func.__wrapped__
            code = getattr(func, '__code__', None)
            if code is not None and '__class__' in code.co_freevars:
                cell = func.__closure__[code.co_freevars.index('__class__')]
                if cell.cell_contents is old:
                    cell.cell_contents = new
                return


def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add the generated methods to a class."""
    def wrap(cls):
        return _process_class(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                              slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


# --- functions on data classes ---------------------------------------------------

def fields(class_or_instance):
    """The fields as a tuple."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in found.values() if f._field_type is _FIELD)


def _is_dataclass_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether it is a data class or an instance of one."""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, data classes inside converted too and the rest copied."""
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _as(obj, lambda o, walk: dict_factory([(f.name, walk(getattr(o, f.name))) for f in fields(o)]),
               dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The field values as a tuple, data classes inside converted too and the rest copied."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _as(obj, lambda o, walk: tuple_factory([walk(getattr(o, f.name)) for f in fields(o)]), None)


_ATOMIC = frozenset((type(None), bool, int, float, str, complex, bytes, type(...), type(NotImplemented),
                     type, range, property, type(len), type(lambda: 0)))


def _as(obj, convert, dict_factory):
    def walk(value):
        kind = type(value)
        if kind in _ATOMIC:
            return value
        if hasattr(kind, _FIELDS):
            return convert(value, walk)
        if kind is list:
            return [walk(v) for v in value]
        if kind is dict:
            return {walk(k): walk(v) for k, v in value.items()}
        if kind is tuple:
            return tuple([walk(v) for v in value])
        if issubclass(kind, tuple):
            if hasattr(value, '_fields'):
                return kind(*[walk(v) for v in value])
            return kind(walk(v) for v in value)
        if issubclass(kind, dict):
            if hasattr(kind, 'default_factory'):
                made = kind(value.default_factory)
                for k, v in value.items():
                    made[walk(k)] = walk(v)
                return made
            return kind((walk(k), walk(v)) for k, v in value.items())
        if issubclass(kind, list):
            return kind(walk(v) for v in value)
        import copy
        return copy.deepcopy(value)
    return walk(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False, module=None, decorator=dataclass):
    """Make a data class from names, or (name, type) or (name, type, field) tuples."""
    import keyword
    import types
    if namespace is None:
        namespace = {}
    annotations, defaults = {}, {}
    for item in fields:
        name, tp, *default = (item, None) if isinstance(item, str) else item if len(item) in (2, 3) else (None,) * 4
        if len(default) > 1:
            raise TypeError(f'Invalid field: {item!r}')
        if not (isinstance(name, str) and name.isidentifier()):
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if keyword.iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        if tp is None:
            from typing import Any as tp
        annotations[name] = tp
        defaults.update((name, value) for value in default)

    def fill(ns):
        ns.update(namespace)
        ns.update(defaults)
        ns['__annotations__'] = annotations
    cls = types.new_class(cls_name, bases, {}, fill)
    cls.__module__ = sys._getframe(1).f_globals.get('__name__', '__main__') if module is None else module
    return decorator(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash,
                     frozen=frozen, match_args=match_args, kw_only=kw_only, slots=slots,
                     weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """A new object with some fields changed."""
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    return _replace(obj, **changes)


def _replace(obj, /, **changes):
    for f in getattr(obj, _FIELDS).values():
        given = f.name in changes
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if given and not f.init:
            raise TypeError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        if f.init and not given:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise TypeError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
