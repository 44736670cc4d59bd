"""Contract: enumerations.

`EnumType` collects the assignments of a class body in an `EnumDict`, makes the class,
then its members, and keeps the tables `_member_map_` and `_value2member_map_`.
Natively relied on: `__prepare__` may return a dict subclass, whose `__setitem__` the
class body uses. `Flag`'s logic is in `_enum_flags`.
"""
import sys

__all__ = ['EnumType', 'EnumMeta', 'EnumDict', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag',
           'ReprEnum', 'auto', 'unique', 'property', 'verify', 'member', 'nonmember',
           'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP',
           'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum',
           'EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE',
           'pickle_by_global_name', 'pickle_by_enum_name']

_builtin_property = property
_mappingproxy = type(type.__dict__)
Enum = Flag = ReprEnum = EJECT = None  # until they are made


from _enum_tools import (nonmember, member, auto, bin, show_flag_values, _auto_null, _is_descriptor, _is_dunder,
                         _is_sunder, _is_private, _is_single_bit, _highest_bit, _iter_bits_lsb)


class property(_builtin_property):
    """A property of members that leaves the name free for a member."""
    member = None
    _attr_type = None
    _cls_type = None
    name = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            found = self.member
        elif self.fget is not None:
            return self.fget(instance)
        elif self._attr_type == 'attr':
            return getattr(self._cls_type, self.name)
        elif self._attr_type == 'desc':
            return getattr(instance._value_, self.name)
        else:
            found = ownerclass._member_map_.get(self.name)
        if found is None:
            raise AttributeError('%r has no attribute %r' % (ownerclass, self.name))
        return found

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError('<enum %r> cannot set attribute %r' % (self.clsname, self.name))

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError('<enum %r> cannot delete attribute %r' % (self.clsname, self.name))

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


# names that say how an enum is made
_SETTINGS = frozenset({
    '_order_', '_ignore_', '_generate_next_value_', '_missing_', '_new_member_', '_member_type_', '_use_args_',
    '_value_repr_', '_numeric_repr_', '_add_alias_', '_add_value_alias_',
    '_iter_member_', '_iter_member_by_def_', '_iter_member_by_value_'})


class EnumDict(dict):
    """The namespace of an enum's body: notes which names are members."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values, self._ignore = [], []
        self._auto_called = False

    @_builtin_property
    def member_names(self):
        """The names of the members so far."""
        return list(self._member_names)

    def __setitem__(self, key, value):
        if self._cls_name is None or not _is_private(self._cls_name, key):
            key, value = self._interpreted(key, value)
        super().__setitem__(key, value)

    def _interpreted(self, key, value):
        """The name and the value to keep for an assignment; notes a member."""
        if _is_sunder(key):
            return key, self._setting(key, value)
        if _is_dunder(key):
            return '_order_' if key == '__order__' else key, value
        ignored = key in self._ignore
        if key in self._member_names or key in self and not ignored and self._makes_member(value):
            raise TypeError('%r already defined as %r' % (key, self[key]))
        if not ignored and isinstance(value, nonmember):
            return key, value.value
        return key, self._member(key, value) if not ignored and self._makes_member(value) else value

    def _setting(self, key, value):
        """The value of a `_sunder_` name, which says how the enum is made."""
        if key not in _SETTINGS:
            raise ValueError(f'_sunder_ names, such as {key!r}, are reserved for future Enum use')
        if key == '_ignore_':
            value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
            self._ignore = value
            already = {*value}.intersection(self._member_names)
            if already:
                raise ValueError(f'_ignore_ cannot specify already set names: {already!r}')
        elif key == '_generate_next_value_':
            if self._auto_called:
                raise TypeError('_generate_next_value_ must be defined before members')
            self._generate_next_value = getattr(value, '__func__', value)
        return value

    def _makes_member(self, value):
        """Neither a method or another descriptor, nor a class that the body defines, unless `member` says so."""
        if isinstance(value, member):
            return True
        if isinstance(value, nonmember) or _is_descriptor(value):
            return False
        return not (self._cls_name is not None and isinstance(value, type) and
                    getattr(value, '__qualname__', '').endswith(f'{self._cls_name}.{value.__name__}'))

    def _member(self, key, value):
        """Note a member; its value, with the auto()s in it replaced."""
        if isinstance(value, member):
            value = value.value
        parts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(part, auto) for part in parts):
            parts = tuple(self._auto_value(key, part) if isinstance(part, auto) else part for part in parts)
            value = parts if isinstance(value, tuple) else parts[0]
        else:
            self._last_values.append(value)
        self._member_names[key] = None
        return value

    def _auto_value(self, key, asked):
        if asked.value == _auto_null:
            asked.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._auto_called = True
        self._last_values.append(asked.value)
        return asked.value

    def update(self, members, *more_members, **kwds):
        """As dict's, through `__setitem__`."""
        for source in (members, *more_members):
            for name, value in (source.items() if hasattr(source, 'keys') else source):
                self[name] = value
        for name, value in kwds.items():
            self[name] = value


# what `dir` shows of every enum, and of every member
_OF_ENUMS = ('__members__', '__name__', '__qualname__', '__module__', '__doc__', '__class__',
             '__len__', '__iter__', '__contains__', '__getitem__')
_OF_MEMBERS = ('name', 'value', '__module__', '__doc__', '__class__', '__eq__', '__hash__')


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace['_generate_next_value_'] = getattr(first_enum, '_generate_next_value_', None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple or not isinstance(classdict, EnumDict):
            plain = classdict
            classdict = EnumDict(cls)
            classdict.update(plain)
        order = classdict.pop('_order_', None)
        ignore = classdict._ignore
        classdict.pop('_ignore_', None)
        for key in ignore:
            classdict.pop(key, None)
        names = list(classdict._member_names)
        invalid = set(names) & {'mro', ''}
        if invalid:
            raise ValueError('invalid enum member name(s) %s' % ','.join(repr(n) for n in invalid))
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)
        namespace = dict(classdict)
        values = {name: namespace.pop(name) for name in names}
        namespace.update(
            _new_member_=new, _use_args_=use_args, _member_names_=[], _member_map_={},
            _value2member_map_={}, _hashable_values_=[], _unhashable_values_=[],
            _unhashable_values_map_={}, _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases))
        is_flag = Flag is not None and first_enum is not None and issubclass(first_enum, Flag)
        if is_flag or cls == 'Flag' and first_enum is Enum and Enum is not None:
            namespace.update(_boundary_=boundary or getattr(first_enum, '_boundary_', None), _flag_mask_=0,
                             _singles_mask_=0, _all_bits_=0, _inverted_=None)
        enum_class = type.__new__(metacls, cls, bases, namespace, **kwds)
        if Enum is not None:
            metacls._fix_formatting(enum_class, classdict, member_type, first_enum)
            if save_new:
                enum_class.__new_member__ = new
            enum_class.__new__ = Enum.__new__
        for index, (name, value) in enumerate(values.items()):
            _make_member(enum_class, name, value, index, is_flag)
        if is_flag and values:
            _finish_flag(enum_class)
        if order is not None:
            metacls._check_order(enum_class, order, is_flag)
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    @staticmethod
    def _fix_formatting(enum_class, classdict, member_type, first_enum):
        """Mixed-in data types lend `__format__`, `__str__` and `__repr__` where they should."""
        if ReprEnum is not None and ReprEnum in enum_class.__bases__:
            if member_type is object:
                raise TypeError('ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)')
            if '__format__' not in classdict:
                enum_class.__format__ = member_type.__format__
            if '__str__' not in classdict:
                shows = member_type.__str__
                enum_class.__str__ = member_type.__repr__ if shows is object.__str__ else shows
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            if name not in classdict:
                found = getattr(enum_class, name)
                if found in (getattr(object, name), getattr(member_type, name, None)) and \
                        not (ReprEnum is not None and issubclass(enum_class, ReprEnum)
                             and name in ('__str__', '__format__')):
                    setattr(enum_class, name, getattr(first_enum, name))
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__', '__invert__'):
                if name not in classdict:
                    type.__setattr__(enum_class, name, getattr(Flag, name))

    @staticmethod
    def _check_order(enum_class, order, is_flag):
        if isinstance(order, str):
            order = order.replace(',', ' ').split()
        aliases = {n for n, m in enum_class._member_map_.items() if m._name_ != n}
        if is_flag:
            aliases |= {n for n, m in enum_class._member_map_.items() if not _is_single_bit(m._value_)}
        expected = [n for n in order if n not in aliases]
        found = enum_class._member_names_
        if [n for n in order if n not in aliases or n in found] != found and expected != found:
            raise TypeError('member order does not match _order_:\n  %r\n  %r' % (found, expected))

    def __bool__(cls):
        return True

    def __call__(cls, value=_auto_null, names=_auto_null, *values, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        if value is _auto_null:
            raise TypeError("EnumType.__call__() missing 1 required positional argument: 'value'")
        if cls._member_map_:
            if names is not _auto_null:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _auto_null and type is None:
            raise TypeError(f'{cls} has no members; specify `names=()` if you meant to create a new, empty, enum')
        names = None if names is _auto_null else names
        return cls._create_(value, names=names, module=module, qualname=qualname, type=type,
                            start=start, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        try:
            cls(value)
            return True
        except ValueError:
            return value in cls._unhashable_values_ or value in cls._hashable_values_

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError('%r cannot delete member %r.' % (cls.__name__, attr))
        super().__delattr__(attr)

    def __dir__(cls):
        interesting = set(_OF_ENUMS)
        interesting.update(cls._member_names_)
        for name, own in (('__new__', cls._new_member_ is not object.__new__),
                          ('__init_subclass__', cls.__init_subclass__ is not object.__init_subclass__)):
            if own:
                interesting.add(name)
        if cls._member_type_ is not object:
            interesting.update(dir(cls._member_type_))
        return sorted(interesting)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_builtin_property
    def __members__(cls):
        """Names to members, aliases included."""
        return _mappingproxy(cls._member_map_)

    @_builtin_property
    def __signature__(cls):
        """How an enumeration with members is called; None for one without."""
        if not cls._member_names_:
            return None
        from inspect import Parameter, Signature
        return Signature([Parameter('values', Parameter.VAR_POSITIONAL)])

    def __repr__(cls):
        kind = 'flag' if Flag is not None and issubclass(cls, Flag) else 'enum'
        return f"<{kind} {cls.__name__!r}>"

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        """Make an enumeration from names, pairs or a mapping."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            original, names, last = names, [], []
            for count, name in enumerate(original):
                value = classdict._generate_next_value(name, start, count, last[:])
                last.append(value)
                names.append((name, value))
        for item in () if names is None else names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            classdict[name] = value
        if module is None:
            try:
                module = sys._getframe(2).f_globals.get('__name__')
            except (AttributeError, ValueError):
                pass
        for name, value in (('__module__', module), ('__qualname__', qualname)):
            if value is not None:
                classdict[name] = value
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        """Make an enumeration of a module's constants and put it there."""
        module_globals = sys.modules[module].__dict__
        source = module_globals if source is None else source.__dict__
        members = [(n, v) for n, v in source.items() if filter(n)]
        try:
            members.sort(key=lambda pair: pair[::-1])
        except TypeError:  # values that have no order
            members.sort()
        made = cls(name, members, module=module, boundary=boundary or KEEP)
        if as_global:
            global_enum(made)
        else:
            module_globals.update(made.__members__)
        module_globals[name] = made
        return made

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for base in _ancestors(bases):
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError('<enum %r> cannot extend %r' % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """(data type, the enum class that is the last base)."""
        first_enum = bases[-1] if bases else Enum
        if not bases:
            return object, first_enum
        if not isinstance(first_enum, EnumType):
            raise TypeError('new enumerations should be created as '
                            '`EnumName([mixin_type, ...] [data_type,] enum_type)`')
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for base in _ancestors(bases):
            if isinstance(base, EnumType):
                return base._value_repr_
            own = base.__dict__
            if '__repr__' in own:
                if '__dataclass_fields__' in own and own['__dataclass_params__'].repr:
                    return _dataclass_repr
                return own['__repr__']
        return None

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = {}  # an ordered set
        for chain in bases:
            candidate = None
            for base in _ancestors((chain,)):
                if not isinstance(base, EnumType):
                    candidate = candidate or base
                    if '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                        found[candidate] = None
                        break
                elif base._member_type_ is not object:
                    found[base._member_type_] = None
                    break
        if len(found) > 1:
            raise TypeError('too many data types for %r: %r' % (class_name, set(found)))
        return next(iter(found), None)

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """(the function that makes members, whether to keep it, whether it takes arguments)."""
        new = classdict.get('__new__')
        save_new = first_enum is not None and new is not None
        if new is None:
            for name in ('__new_member__', '__new__'):
                for possible in (member_type, first_enum):
                    target = getattr(possible, name, None)
                    if target not in (None, None.__new__, object.__new__,
                                      getattr(Enum, '__new__', None) if Enum else None):
                        new = target
                        break
                if new is not None:
                    break
            else:
                new = object.__new__
        if isinstance(new, staticmethod):
            new = new.__func__
        use_args = not (first_enum is None or new is object.__new__)
        return new, save_new, use_args

    def _add_member_(cls, name, member):
        """Put a member, or an alias for one, into the tables."""
        bound = cls._member_map_.get(name)
        if bound is not None:
            if bound is member:
                return
            raise NameError('%r is already bound: %r' % (name, bound))
        descriptor = None
        for base in cls.__mro__[1:]:
            attr = base.__dict__.get(name)
            if attr is not None:
                if isinstance(attr, (property, _builtin_property)) or hasattr(type(attr), '__set__'):
                    descriptor = attr
                break
        if descriptor is not None:
            redirect = property()
            redirect.member = member
            redirect.__set_name__(cls, name)
            if isinstance(descriptor, _builtin_property):
                redirect = _with_accessors(redirect, descriptor)
            type.__setattr__(cls, name, redirect)
        else:
            type.__setattr__(cls, name, member)
        cls._member_map_[name] = member


def _with_accessors(redirect, descriptor):
    made = property(descriptor.fget, descriptor.fset, descriptor.fdel)
    made.member = redirect.member
    made.name = redirect.name
    made.clsname = redirect.clsname
    return made


def _ancestors(bases):
    """The classes that a class with these bases is made of, without object."""
    return (base for chain in bases for base in chain.__mro__ if base is not object)


def _dataclass_repr(self):
    return ', '.join('%s=%r' % (k, getattr(self, k)) for k, f in self.__dataclass_fields__.items() if f.repr)


def _make_member(cls, name, value, index, is_flag):
    """Make one member, or an alias when the value has a member."""
    args = value if isinstance(value, tuple) else (value,)
    if cls._member_type_ is tuple:
        args = (args,)
    try:
        if not cls._use_args_:
            made = cls._new_member_(cls)
        else:
            made = cls._new_member_(cls, *args)
        if not hasattr(made, '_value_'):
            if cls._member_type_ is object:
                made._value_ = value
            else:
                made._value_ = cls._member_type_(*args)
    except Exception as exc:
        if hasattr(cls, '__new_member__') and 'made' in locals():
            raise TypeError('_value_ not set in __new__, unable to create it') from exc
        raise
    value = made._value_
    made._name_ = name
    made.__objclass__ = cls
    made.__init__(*args)
    made._sort_order_ = len(cls._member_names_) if not is_flag else index
    numeric_flag = is_flag and isinstance(value, int)
    existing = None
    try:
        existing = cls._value2member_map_.get(value)
    except TypeError:
        for other in cls._member_map_.values():
            if other._value_ == value:
                existing = other
                break
    if existing is not None:
        made = existing
    else:
        if numeric_flag:
            cls._flag_mask_ |= value
            if _is_single_bit(value):
                cls._singles_mask_ |= value
                cls._member_names_.append(name)
            cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
        elif not is_flag:
            # a flag whose value is no number is in no loop over the class
            cls._member_names_.append(name)
    cls._add_member_(name, made)
    _bind_value(cls, value, made, name)


def _without_member(cls, value):
    """What a value stands for that no member has: `_missing_` may know a member or make one."""
    if not cls._member_map_:
        raise TypeError(f'{cls!r} has no members defined')
    error = ValueError(f'{value!r} is not a valid {cls.__qualname__}')
    try:
        result = cls._missing_(value)
    except ValueError:
        raise
    except Exception as raised:
        raised.__context__ = error
        raise
    ejected = Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT and isinstance(result, int)
    if isinstance(result, cls) or ejected:
        return result
    if result is not None:
        wrong = TypeError(f'error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member')
        wrong.__context__ = error
        raise wrong
    raise error


def _bind_value(cls, value, member, name):
    """Let a value find its member."""
    try:
        if value not in cls._value2member_map_:
            cls._value2member_map_[value] = member
            cls._hashable_values_.append(value)
    except TypeError:
        cls._unhashable_values_.append(value)
        cls._unhashable_values_map_.setdefault(name, []).append(value)


def _finish_flag(cls):
    """Iterate in the order of definition when that is not the order of values."""
    values = [cls._member_map_[n]._value_ for n in cls._member_names_]
    if values != sorted(values):
        cls._iter_member_ = cls._iter_member_by_def_


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """Names bound to constant values; the members are the only instances."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            found = cls._value2member_map_.get(value)
        except TypeError:
            # not hashable: it is looked for in lists
            found = next((cls[name] for name, values in cls._unhashable_values_map_.items() if value in values), None)
        return _without_member(cls, value) if found is None else found

    def __init__(self, *args, **kwds):
        pass

    def _add_alias_(self, name):
        """Give the member another name."""
        self.__class__._add_member_(name, self)

    def _add_value_alias_(self, value):
        """Give the member another value."""
        cls = self.__class__
        try:
            bound = cls._value2member_map_.get(value)
        except TypeError:
            bound = None
        if bound is None:
            _bind_value(cls, value, self, self.name)
        elif bound is not self:
            raise ValueError('%r is already bound: %r' % (value, bound))

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value of auto(): one more than the highest so far."""
        if not last_values:
            return start
        problem = 'unable to sort non-numeric values'
        try:
            highest = sorted(last_values)[-1]
            problem = 'unable to increment %r' % (highest,)
            return highest + 1
        except TypeError:
            raise TypeError(problem) from None

    @classmethod
    def _missing_(cls, value):
        """Called for a value without a member; may return one."""
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return '<%s.%s: %s>' % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __dir__(self):
        interesting = set(object.__dir__(self)) if self.__class__._member_type_ is not object else set()
        own = getattr(self, '__dict__', ())
        interesting.update(name for name in own if not name.startswith('_') and name not in self._member_map_)
        for cls in self.__class__.__mro__:
            if cls is Enum or cls is object or not isinstance(cls, EnumType):
                continue
            for name, obj in cls.__dict__.items():
                if name[0] == '_':
                    continue
                is_member = name in self._member_map_
                if not is_member or isinstance(obj, property) and obj.fget is not None:
                    interesting.add(name)
                elif isinstance(obj, property):
                    interesting.discard(name)
        return sorted(interesting.union(_OF_MEMBERS))

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """The name of the member."""
        return self._name_

    @property
    def value(self):
        """The value of the member."""
        return self._value_


Enum._new_member_ = object.__new__


class ReprEnum(Enum):
    """Only changes `repr()`: `str()` and `format()` stay those of the data type."""


class IntEnum(int, ReprEnum):
    """Members that are also ints."""


class StrEnum(str, ReprEnum):
    """Members that are also strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        # one argument is the text itself, more are bytes and how to decode them
        complaints = {0: '%r is not a string'} if len(values) == 1 else \
            {1: 'encoding must be a string, not %r', 2: 'errors must be a string, not %r'}
        for place, text in enumerate(values):
            if place in complaints and not isinstance(text, str):
                raise TypeError(complaints[place] % (text,))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The lower-cased name."""
        return name.lower()


def pickle_by_global_name(self, proto):
    """A `__reduce_ex__`: the member is a global of its module."""
    return self.name


_reduce_ex_by_global_name = pickle_by_global_name


def pickle_by_enum_name(self, proto):
    """A `__reduce_ex__`: by class and name."""
    return getattr, (self.__class__, self._name_)


class FlagBoundary(StrEnum):
    """What a flag does with bits that have no names."""
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class EnumCheck(StrEnum):
    """What `verify` can check."""
    CONTINUOUS = 'no skipped integer values'
    NAMED_FLAGS = 'multi-flag aliases may not contain unnamed flags'
    UNIQUE = 'one name per value'


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck

# the second half imports this one by its name; run as a program it does nothing
if __name__ == 'enum':
    import _enum_flags
    Flag, IntFlag = _enum_flags.make_flags()
    from _enum_flags import (unique, verify, global_enum_repr, global_flag_repr, global_str, global_enum,
                             _test_simple_enum, _simple_enum, _old_convert_)
