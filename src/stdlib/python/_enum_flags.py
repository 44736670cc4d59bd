"""Contract: the second half of `enum`: `Flag`, `IntFlag` and the class decorators.

Internal to `enum`, which calls `make_flags()` once while it is being loaded.
"""
import sys
import enum
from enum import Enum, EnumType, ReprEnum, STRICT, CONFORM, EJECT, KEEP, bin, _highest_bit, _is_single_bit, \
    _iter_bits_lsb


class _FlagMethods:
    """The methods of Flag, copied into it by make_flags()."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The next power of two."""
        if not last_values:
            return start if start is not None else 1
        last = max(last_values)
        try:
            return 2 ** (_highest_bit(last) + 1)
        except Exception:
            raise TypeError('invalid flag value %r' % last) from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """Make (and keep) the member for a combination of bits, as the boundary says."""
        if not isinstance(value, int):
            raise ValueError('%r is not a valid %s' % (value, cls.__qualname__))
        mask, singles, all_bits = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        neg_value = None
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            boundary = cls._boundary_
            if boundary is STRICT:
                max_bits = max(value.bit_length(), mask.bit_length())
                raise ValueError('%r invalid value %r\n    given %s\n  allowed %s'
                                 % (cls, value, bin(value, max_bits), bin(mask, max_bits)))
            if boundary is CONFORM:
                value = value & mask
            elif boundary is EJECT:
                return value
            elif boundary is KEEP:
                if value < 0:
                    value = max(all_bits + 1, 2 ** value.bit_length()) + value
            else:
                raise ValueError('%r unknown flag boundary %r' % (cls, boundary))
        if value < 0:
            neg_value = value
            if cls._boundary_ in (EJECT, KEEP):
                value = all_bits + 1 + value
            else:
                value = singles & value
        unknown = value & ~mask
        aliases = value & ~singles
        member_value = value & singles
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError('%s(%r) --> unknown values %r [%s]' % (cls.__name__, value, unknown, bin(unknown)))
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        if not hasattr(made, '_value_'):
            made._value_ = value
        if member_value or aliases:
            members = []
            combined = 0
            for m in cls._iter_member_(member_value):
                members.append(m)
                combined |= m._value_
            if aliases:
                value = member_value | aliases
                for name, alias in cls._member_map_.items():
                    if alias not in members and alias._value_ and alias._value_ & value == alias._value_ \
                            and not _is_single_bit(alias._value_) and alias._value_ & ~combined:
                        members.append(alias)
                        combined |= alias._value_
            rest = value ^ combined
            made._name_ = '|'.join([m._name_ for m in members])
            if not combined:
                made._name_ = None
            elif rest and cls._boundary_ is STRICT:
                raise ValueError('%r: no members with value %r' % (cls, rest))
            elif rest:
                made._name_ += '|%s' % cls._numeric_repr_(rest)
        else:
            made._name_ = None
        made = cls._value2member_map_.setdefault(value, made)
        if neg_value is not None:
            cls._value2member_map_[neg_value] = made
        return made

    def __contains__(self, other):
        """Whether all of the other's bits are set here."""
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r"
                            % (type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = self.__class__
        show = cls._value_repr_ or repr
        if self._name_ is None:
            return '<%s: %s>' % (cls.__name__, show(self._value_))
        return '<%s.%s: %s>' % (cls.__name__, self._name_, show(self._value_))

    def __str__(self):
        if self._name_ is None:
            return '%s(%r)' % (self.__class__.__name__, self._value_)
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _get_value(self, flag):
        if isinstance(flag, self.__class__):
            return flag._value_
        if self._member_type_ is not object and isinstance(flag, self._member_type_):
            return flag
        return NotImplemented

    def __or__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        for flag in self, other:
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with |")
        return self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        for flag in self, other:
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with &")
        return self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._get_value(other)
        if value is NotImplemented:
            return value
        for flag in self, other:
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with ^")
        return self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._get_value(self) is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            inverted = ~self._value_
            if self._boundary_ not in (EJECT, KEEP):
                inverted &= self._singles_mask_
            self._inverted_ = self.__class__(inverted)
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


def make_flags():
    """Flag and IntFlag."""
    def body(name, extra):
        ns = EnumType.__prepare__(name, (Enum,))
        for key, value in extra.items():
            if key not in ('__dict__', '__weakref__', '__module__', '__qualname__', '__doc__',
                           '__static_attributes__', '__firstlineno__'):
                dict.__setitem__(ns, key, value)
        ns['__module__'] = 'enum'
        ns['__qualname__'] = name
        return ns

    ns = body('Flag', _FlagMethods.__dict__)
    ns['__doc__'] = 'Members that are bits and can be combined.'
    flag = EnumType('Flag', (Enum,), ns, boundary=STRICT)
    enum.Flag = flag
    ns = EnumType.__prepare__('IntFlag', (int, ReprEnum, flag))
    ns['__module__'] = 'enum'
    ns['__qualname__'] = 'IntFlag'
    ns['__doc__'] = 'Flags that are also ints.'
    int_flag = EnumType('IntFlag', (int, ReprEnum, flag), ns, boundary=KEEP)
    return flag, int_flag


# --- class decorators ----------------------------------------------------------

def unique(enumeration):
    """Refuse an enumeration in which two names have one value."""
    duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if duplicates:
        details = ', '.join('%s -> %s' % pair for pair in duplicates)
        raise ValueError('duplicate values found in %r: %s' % (enumeration, details))
    return enumeration


class verify:
    """A class decorator that makes the given checks."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        cls_name = enumeration.__name__
        if issubclass(enumeration, enum.Flag):
            kind = 'flag'
        elif issubclass(enumeration, Enum):
            kind = 'enum'
        else:
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            if check is enum.UNIQUE:
                duplicates = [(n, m.name) for n, m in enumeration.__members__.items() if n != m.name]
                if duplicates:
                    raise ValueError('aliases found in %r: %s' % (
                        enumeration, ', '.join('%s -> %s' % pair for pair in duplicates)))
            elif check is enum.CONTINUOUS:
                self._continuous(enumeration, kind, cls_name)
            elif check is enum.NAMED_FLAGS:
                self._named_flags(enumeration, cls_name)
        return enumeration

    @staticmethod
    def _continuous(enumeration, kind, cls_name):
        values = {m.value for m in enumeration}
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        if kind == 'flag':
            missing = [2 ** i for i in range(_highest_bit(low) + 1, _highest_bit(high)) if 2 ** i not in values]
        else:
            missing = [i for i in range(low + 1, high) if i not in values]
        if missing:
            raise ValueError(('invalid %s %r: missing values %s' % (
                kind, cls_name, ', '.join(map(str, missing))))[:256])

    @staticmethod
    def _named_flags(enumeration, cls_name):
        members = [m.value for m in enumeration]
        names, total = [], 0
        for name, alias in enumeration._member_map_.items():
            if name in enumeration._member_names_ or alias.value < 0:
                continue
            missed = [v for v in _iter_bits_lsb(alias.value) if v not in members]
            if missed:
                names.append(name)
                for v in missed:
                    total |= v
        if names:
            alias = 'alias %s is missing' % names[0] if len(names) == 1 else \
                'aliases %s and %s are missing' % (', '.join(names[:-1]), names[-1])
            value = 'value 0x%x' % total if _is_single_bit(total) else 'combined values of 0x%x' % total
            raise ValueError('invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]'
                             % (cls_name, alias, value))


def global_enum_repr(self):
    """A repr with the module in place of the class."""
    return '%s.%s' % (self.__class__.__module__.split('.')[-1], self._name_)


def global_flag_repr(self):
    """As `global_enum_repr`, for flags."""
    module = type(self).__module__.rpartition('.')[2]
    if self._name_ is None:
        return f'{module}.{type(self).__name__}({self._value_!r})'
    single = _is_single_bit(self._value_)
    names = [self._name_] if single else self._name_.split('|')
    # what is kept without a name is shown as a number
    numbers = self._boundary_ is KEEP and not single
    return '|'.join([name if numbers and name[0].isdigit() else f'{module}.{name}' for name in names])



def global_str(self):
    """The name alone as `str()`."""
    if self._name_ is None:
        return '%s(%r)' % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Show members by their module and put them into it."""
    cls.__repr__ = global_flag_repr if issubclass(cls, enum.Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """A decorator that makes an enumeration of a plain class."""
    def convert(cls):
        ns = etype.__class__.__prepare__(cls.__name__, (etype,))
        for key, value in cls.__dict__.items():
            if key not in ('__dict__', '__weakref__'):
                ns[key] = value
        return etype.__class__(cls.__name__, (etype,), ns, boundary=boundary)
    return convert


def _test_simple_enum(checked_enum, simple_enum):
    """Compare two enumerations, for tests."""
    if [(m.name, m.value) for m in checked_enum] != [(m.name, m.value) for m in simple_enum]:
        raise TypeError('enum mismatch')


def _old_convert_(etype, name, module, filter, source=None, *, boundary=None):
    """As `EnumType._convert_`."""
    return etype._convert_(name, module, filter, source, boundary=boundary)
