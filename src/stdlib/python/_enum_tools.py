"""Contract: the small parts of `enum`: auto, member, nonmember, tests on names, bits."""

__name__ = 'enum'


class nonmember:
    """Protects a value from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Makes a value a member that otherwise would not become one."""

    def __init__(self, value):
        self.value = value


class _AutoNull:
    def __repr__(self):
        return '_auto_null'


_auto_null = _AutoNull()


class auto:
    """A value to be chosen by `_generate_next_value_`."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return 'auto(%r)' % self.value


def _is_descriptor(obj):
    cls = type(obj)
    return hasattr(cls, '__get__') or hasattr(cls, '__set__') or hasattr(cls, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_private(cls_name, name):
    # a class may be asked for under a name that is no text: it is refused when the class is made
    prefix = f'_{cls_name.lstrip("_") if isinstance(cls_name, str) else cls_name}__'
    return len(name) > len(prefix) and name.startswith(prefix) and not name.endswith('__')


def _is_single_bit(num):
    return num != 0 and num & (num - 1) == 0


def _highest_bit(num):
    return num.bit_length() - 1


def _iter_bits_lsb(num):
    """The bits of a number, lowest first."""
    num = getattr(num, '_value_', num)
    if num < 0:
        raise ValueError('%r is not a positive integer' % num)
    while num:
        low = num & -num
        yield low
        num ^= low


def show_flag_values(value):
    """The bits of a number as a list."""
    return list(_iter_bits_lsb(value))


def bin(num, max_bits=None):
    """The two's complement of a number: '0b0 1010'."""
    ceiling = 2 ** num.bit_length()
    if num >= 0:
        s = format(num + ceiling, '#b')
    else:
        s = format(~num ^ (ceiling - 1) + ceiling, '#b')
    sign, digits = s[:3], s[3:]
    if num >= 0:
        sign = '0b0'
    else:
        sign = '0b1'
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f'{sign} {digits}'
