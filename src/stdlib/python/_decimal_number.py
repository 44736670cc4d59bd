"""Contract: the class Decimal: a sign, a whole coefficient, an exponent of ten, or a special value.

An operation works on exact integers, collects what it signals in a set, rounds once in
`fix`, and lets the context raise what is trapped at the end.
"""
import math
import sys
from collections import namedtuple

from _decimal_context import *
from _decimal_context import (InvalidOperation, FloatOperation, DivisionByZero, Inexact, Rounded,
                              Subnormal, Clamped, Overflow, Underflow, ConversionSyntax,
                              DivisionImpossible, DivisionUndefined, ROUNDINGS, getcontext)
import _decimal_context as _context

DecimalTuple = namedtuple('DecimalTuple', 'sign digits exponent', module='decimal')
FINITE, INFINITE, QUIET, SIGNALING = range(4)
_P = sys.hash_info.modulus
_TENTH = pow(10, _P - 2, _P)


def digits_of(n):
    """How many decimal digits a whole number has; zero has one."""
    if n < 10:
        return 1
    d = int(n.bit_length() * 0.30102999566398120)
    return d + 1 if n >= 10 ** d else d


def text_of(n):
    """A whole number in digits, of any length."""
    # str() refuses more digits than 4300
    if n.bit_length() < 13000:
        return str(n)
    half = digits_of(n) // 2
    high, low = divmod(n, 10 ** half)
    return text_of(high) + text_of(low).zfill(half)


def make(sign, coef, exp, kind=FINITE):
    """A Decimal of these parts."""
    self = object.__new__(Decimal)
    self._sign = sign
    self._coef = coef
    self._exp = exp
    self._kind = kind
    return self


def round_coef(coef, drop, sign, rounding):
    """(the coefficient without its last digits, whether something was lost)."""
    if drop > digits_of(coef) + 1:
        # all of it is far below one: a single digit stands for it
        coef, drop = (1 if coef else 0), 2
    unit = 10 ** drop
    q, r = divmod(coef, unit)
    if not r:
        return q, False
    if rounding == 'ROUND_HALF_EVEN':
        up = 2 * r > unit or 2 * r == unit and q & 1
    elif rounding == 'ROUND_HALF_UP':
        up = 2 * r >= unit
    elif rounding == 'ROUND_DOWN':
        up = False
    elif rounding == 'ROUND_UP':
        up = True
    elif rounding == 'ROUND_CEILING':
        up = not sign
    elif rounding == 'ROUND_FLOOR':
        up = sign
    elif rounding == 'ROUND_HALF_DOWN':
        up = 2 * r > unit
    else:
        up = q % 5 == 0
    return (q + 1 if up else q), True


def rescaled(coef, exp, new_exp, sign, rounding):
    """The coefficient for another exponent."""
    if exp >= new_exp:
        return coef * 10 ** (exp - new_exp) if coef else 0
    return round_coef(coef, new_exp - exp, sign, rounding)[0]


def _overflow(sign, ctx, st):
    st.update((Overflow, Inexact, Rounded))
    rounding = ctx._rounding
    if rounding in ('ROUND_HALF_UP', 'ROUND_HALF_EVEN', 'ROUND_HALF_DOWN', 'ROUND_UP') or \
            rounding == 'ROUND_CEILING' and not sign or rounding == 'ROUND_FLOOR' and sign:
        return make(sign, 0, 0, INFINITE)
    return make(sign, 10 ** ctx._prec - 1, ctx.Etop())


def fix(sign, coef, exp, ctx, st):
    """A finite result, rounded to the context."""
    prec = ctx._prec
    etiny = ctx._Emin - prec + 1
    etop = ctx._Emax - prec + 1
    if not coef:
        bounded = min(max(exp, etiny), etop if ctx._clamp else ctx._Emax)
        if bounded != exp:
            st.add(Clamped)
        return make(sign, 0, bounded)
    low = digits_of(coef) + exp - prec
    if low > etop:
        return _overflow(sign, ctx, st)
    subnormal = low < etiny
    if subnormal:
        low = etiny
    if exp < low:
        coef, lost = round_coef(coef, low - exp, sign, ctx._rounding)
        if coef >= 10 ** prec:
            coef //= 10
            low += 1
        if low > etop:
            return _overflow(sign, ctx, st)
        if lost and subnormal:
            st.add(Underflow)
        if subnormal:
            st.add(Subnormal)
        if lost:
            st.add(Inexact)
        st.add(Rounded)
        if not coef:
            st.add(Clamped)
        return make(sign, coef, low)
    if subnormal:
        st.add(Subnormal)
    if ctx._clamp and exp > etop:
        st.add(Clamped)
        return make(sign, coef * 10 ** (exp - etop), etop)
    return make(sign, coef, exp)


def invalid(st, condition=InvalidOperation):
    st.add(condition)
    return make(0, 0, 0, QUIET)


def nan_of(ctx, st, *operands):
    """The NaN that an operation on these gives, or None."""
    found = None
    for x in operands:
        if x._kind == SIGNALING:
            st.add(InvalidOperation)
            found = x
            break
        if x._kind == QUIET and found is None:
            found = x
    if found is None:
        return None
    room = ctx._prec - ctx._clamp
    return make(found._sign, found._coef % 10 ** room if digits_of(found._coef) > room else found._coef, 0, QUIET)


def add(a, b, ctx, st):
    if a._kind or b._kind:
        nan = nan_of(ctx, st, a, b)
        if nan is not None:
            return nan
        if a._kind and b._kind and a._sign != b._sign:
            return invalid(st)
        return make((a if a._kind else b)._sign, 0, 0, INFINITE)
    exp = min(a._exp, b._exp)
    if not a._coef and not b._coef:
        sign = a._sign if a._sign == b._sign else int(ctx._rounding == 'ROUND_FLOOR')
        return fix(sign, 0, exp, ctx, st)
    if not a._coef or not b._coef:
        x = a if a._coef else b
        pad = min(x._exp - exp, max(0, ctx._prec - digits_of(x._coef) + 1))
        return fix(x._sign, x._coef * 10 ** pad, x._exp - pad, ctx, st)
    x, y = (a, b) if a._exp >= b._exp else (b, a)
    ycoef, yexp = y._coef, y._exp
    length = digits_of(x._coef)
    sticky = x._exp + min(-1, length - ctx._prec - 2)
    if digits_of(ycoef) + yexp - 1 < sticky:
        ycoef, yexp = 1, sticky
    xcoef = x._coef * 10 ** (x._exp - yexp)
    total = (-xcoef if x._sign else xcoef) + (-ycoef if y._sign else ycoef)
    if not total:
        return fix(int(ctx._rounding == 'ROUND_FLOOR'), 0, yexp, ctx, st)
    return fix(int(total < 0), abs(total), yexp, ctx, st)


def multiply(a, b, ctx, st):
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        nan = nan_of(ctx, st, a, b)
        if nan is not None:
            return nan
        if not a._kind and not a._coef or not b._kind and not b._coef:
            return invalid(st)
        return make(sign, 0, 0, INFINITE)
    return fix(sign, a._coef * b._coef, a._exp + b._exp, ctx, st)


def divide(a, b, ctx, st):
    sign = a._sign ^ b._sign
    if a._kind or b._kind:
        nan = nan_of(ctx, st, a, b)
        if nan is not None:
            return nan
        if a._kind and b._kind:
            return invalid(st)
        if a._kind:
            return make(sign, 0, 0, INFINITE)
        st.add(Clamped)
        return make(sign, 0, ctx.Etiny())
    if not b._coef:
        if not a._coef:
            return invalid(st, DivisionUndefined)
        st.add(DivisionByZero)
        return make(sign, 0, 0, INFINITE)
    if not a._coef:
        return fix(sign, 0, a._exp - b._exp, ctx, st)
    shift = digits_of(b._coef) - digits_of(a._coef) + ctx._prec + 1
    exp = a._exp - b._exp - shift
    if shift >= 0:
        q, r = divmod(a._coef * 10 ** shift, b._coef)
    else:
        q, r = divmod(a._coef, b._coef * 10 ** -shift)
    if r:
        if q % 5 == 0:
            q += 1
    else:
        ideal = a._exp - b._exp
        while exp < ideal and q % 10 == 0:
            q //= 10
            exp += 1
    return fix(sign, q, exp, ctx, st)


def whole_parts(a, b, ctx, st):
    """(the whole quotient, the remainder) of finite numbers, b not zero (or infinite); None if impossible."""
    sign = a._sign ^ b._sign
    ideal = a._exp if b._kind else min(a._exp, b._exp)
    if not a._coef or b._kind or a.adjusted() - b.adjusted() <= -2:
        rest = make(a._sign, rescaled(a._coef, a._exp, ideal, a._sign, ctx._rounding), ideal)
        return make(sign, 0, 0), rest
    if a.adjusted() - b.adjusted() <= ctx._prec:
        x, y = a._coef, b._coef
        if a._exp >= b._exp:
            x *= 10 ** (a._exp - b._exp)
        else:
            y *= 10 ** (b._exp - a._exp)
        q, r = divmod(x, y)
        if q < 10 ** ctx._prec:
            return make(sign, q, 0), make(a._sign, r, ideal)
    return None


def divide_int(a, b, ctx, st):
    sign = a._sign ^ b._sign
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    if a._kind:
        return invalid(st) if b._kind else make(sign, 0, 0, INFINITE)
    if not b._kind and not b._coef:
        if not a._coef:
            return invalid(st, DivisionUndefined)
        st.add(DivisionByZero)
        return make(sign, 0, 0, INFINITE)
    parts = whole_parts(a, b, ctx, st)
    return invalid(st, DivisionImpossible) if parts is None else parts[0]


def remainder(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    if a._kind:
        return invalid(st)
    if not b._kind and not b._coef:
        return invalid(st, InvalidOperation if a._coef else DivisionUndefined)
    parts = whole_parts(a, b, ctx, st)
    if parts is None:
        return invalid(st, DivisionImpossible)
    return fix(parts[1]._sign, parts[1]._coef, parts[1]._exp, ctx, st)


def order(a, b):
    """-1, 0 or 1; neither is a NaN."""
    def value(x):
        return (-x._coef if x._sign else x._coef)
    if a._kind or b._kind:
        rank = lambda x: (-1 if x._sign else 1) if x._kind else 0
        return (rank(a) > rank(b)) - (rank(a) < rank(b))
    x, y = value(a), value(b)
    if not x or not y or (x < 0) != (y < 0):
        return (x > y) - (x < y)
    up, other = a.adjusted(), b.adjusted()
    if up != other:
        return 1 if (up > other) == (x > 0) else -1
    if a._exp > b._exp:
        x *= 10 ** (a._exp - b._exp)
    else:
        y *= 10 ** (b._exp - a._exp)
    return (x > y) - (x < y)


def operator(function, swapped=False):
    """A method of two operands."""
    def method(self, other):
        other = convert(other)
        if other is NotImplemented:
            return other
        ctx = getcontext()
        st = set()
        result = function(other, self, ctx, st) if swapped else function(self, other, ctx, st)
        if st:
            ctx.done(st)
        return result
    return method


def explicit(function):
    """The same for a Context's method: (a, b, context)."""
    def method(a, b, ctx):
        st = set()
        result = function(a, b, ctx, st)
        ctx.done(st)
        return result
    return method


def subtract(a, b, ctx, st):
    return add(a, b if b._kind > INFINITE else make(1 - b._sign, b._coef, b._exp, b._kind), ctx, st)


def convert(other):
    """Another operand as a Decimal, or NotImplemented."""
    if isinstance(other, Decimal):
        return other
    if isinstance(other, int):
        return make(int(other < 0), abs(int(other)), 0)
    return NotImplemented


class Decimal:
    """A decimal floating-point number."""
    __module__ = 'decimal'
    __slots__ = ('_sign', '_coef', '_exp', '_kind', '__weakref__')

    def __new__(cls, value='0', context=None):
        if context is not None and not isinstance(context, _context.Context):
            raise TypeError('optional argument must be a context')
        made = Decimal._exactly(value, context)
        if cls is Decimal and made.__class__ is Decimal:
            return made
        self = object.__new__(cls)
        self._sign, self._coef, self._exp, self._kind = made._sign, made._coef, made._exp, made._kind
        return self

    @staticmethod
    def _exactly(value, context=None):
        """The value of any kind of argument, not rounded."""
        if isinstance(value, str):
            from _decimal_text import parse
            parts = parse(value)
            if parts is None:
                (context or getcontext()).done({ConversionSyntax})
                return make(0, 0, 0, QUIET)
            return make(*parts)
        if isinstance(value, int):
            return make(int(value < 0), abs(int(value)), 0)
        if isinstance(value, Decimal):
            return value if type(value) is Decimal else make(value._sign, value._coef, value._exp, value._kind)
        if isinstance(value, (list, tuple)):
            from _decimal_text import from_tuple
            return make(*from_tuple(value))
        if isinstance(value, float):
            (context or getcontext()).done({FloatOperation})
            return Decimal.from_float(value)
        raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')

    @classmethod
    def from_float(cls, f, /):
        """The exact value of a float."""
        if isinstance(f, int):
            made = make(int(f < 0), abs(int(f)), 0)
        elif not isinstance(f, float):
            raise TypeError('argument must be int or float')
        elif f != f:
            made = make(int(math.copysign(1.0, f) < 0), 0, 0, QUIET)
        elif f in (math.inf, -math.inf):
            made = make(int(f < 0), 0, 0, INFINITE)
        else:
            n, d = abs(f).as_integer_ratio()
            k = d.bit_length() - 1
            made = make(int(math.copysign(1.0, f) < 0), n * 5 ** k, -k)
        return made if cls is Decimal else cls(made)

    @classmethod
    def from_number(cls, number, /):
        """The exact value of an int, a float or a Decimal."""
        if isinstance(number, (int, float)):
            return cls.from_float(number)
        if isinstance(number, Decimal):
            return cls(number)
        raise TypeError('Cannot convert %r to Decimal' % number)

    def _fixed(self, ctx):
        """Rounded to the context; a new number's rules: a NaN's payload must fit."""
        st = set()
        if self._kind:
            if self._kind > INFINITE and digits_of(self._coef) > ctx._prec - ctx._clamp and self._coef:
                ctx.done({ConversionSyntax})
                return make(0, 0, 0, QUIET)
            return self
        result = fix(self._sign, self._coef, self._exp, ctx, st)
        ctx.done(st)
        return result

    # --- text

    def _text(self, engineering, ctx):
        from _decimal_text import to_text
        return to_text(self, engineering, ctx)

    def __str__(self):
        if not self._kind and not self._exp:
            return ('-' if self._sign else '') + text_of(self._coef)
        return self._text(False, getcontext())

    def __repr__(self):
        return f"Decimal('{self}')"

    def to_eng_string(self, context=None):
        return self._text(True, context or getcontext())

    def __format__(self, spec, /):
        from _decimal_text import formatted
        return formatted(self, spec)

    def as_tuple(self):
        """(sign, digits, exponent)"""
        exp = (self._exp, 'F', 'n', 'N')[self._kind]
        if self._kind > INFINITE:
            digits = tuple(map(int, text_of(self._coef))) if self._coef else ()
        else:
            digits = tuple(map(int, text_of(self._coef)))
        return DecimalTuple(self._sign, digits, exp)

    def as_integer_ratio(self):
        """The exact value as a pair of ints."""
        if self._kind:
            if self._kind == INFINITE:
                raise OverflowError('cannot convert Infinity to integer ratio')
            raise ValueError('cannot convert NaN to integer ratio')
        n, d = self._coef, 1
        if self._exp >= 0:
            n *= 10 ** self._exp
        else:
            d = 10 ** -self._exp
            common = math.gcd(n, d)
            n, d = n // common, d // common
        return (-n if self._sign else n), d

    def __reduce__(self):
        return self.__class__, (str(self),)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo, /):
        return self

    # --- arithmetic

    __add__, __radd__ = operator(add), operator(add, True)
    __sub__, __rsub__ = operator(subtract), operator(subtract, True)
    __mul__, __rmul__ = operator(multiply), operator(multiply, True)
    __truediv__, __rtruediv__ = operator(divide), operator(divide, True)
    __floordiv__, __rfloordiv__ = operator(divide_int), operator(divide_int, True)
    __mod__, __rmod__ = operator(remainder), operator(remainder, True)
    _add, _subtract, _multiply = explicit(add), explicit(subtract), explicit(multiply)
    _divide, _divide_int, _remainder = explicit(divide), explicit(divide_int), explicit(remainder)

    def _divmod(self, other, ctx):
        st = set()
        nan = nan_of(ctx, st, self, other)
        sign = self._sign ^ other._sign
        if nan is not None:
            pair = nan, nan
        elif self._kind:
            pair = (invalid(st), invalid(st)) if other._kind else (make(sign, 0, 0, INFINITE), invalid(st))
        elif not other._kind and not other._coef:
            if not self._coef:
                pair = invalid(st, DivisionUndefined), invalid(st, DivisionUndefined)
            else:
                st.add(DivisionByZero)
                pair = make(sign, 0, 0, INFINITE), invalid(st)
        else:
            parts = whole_parts(self, other, ctx, st)
            if parts is None:
                pair = invalid(st, DivisionImpossible), invalid(st, DivisionImpossible)
            else:
                pair = parts[0], fix(parts[1]._sign, parts[1]._coef, parts[1]._exp, ctx, st)
        ctx.done(st)
        return pair

    def __divmod__(self, other):
        other = convert(other)
        return other if other is NotImplemented else self._divmod(other, getcontext())

    def __rdivmod__(self, other):
        other = convert(other)
        return other if other is NotImplemented else other._divmod(self, getcontext())

    def _power(self, other, ctx):
        from _decimal_functions import power
        return power(self, other, ctx)

    def _power_modulo(self, other, modulo, ctx):
        from _decimal_functions import power_modulo
        return power_modulo(self, other, modulo, ctx)

    def __pow__(self, other, modulo=None):
        other = convert(other)
        if other is NotImplemented:
            return other
        if modulo is not None:
            modulo = convert(modulo)
            return modulo if modulo is NotImplemented else self._power_modulo(other, modulo, getcontext())
        return self._power(other, getcontext())

    def __rpow__(self, other, modulo=None):
        other = convert(other)
        return other if other is NotImplemented else other._power(self, getcontext())

    def _plus(self, ctx, sign=None):
        st = set()
        sign = self._sign if sign is None else sign
        nan = nan_of(ctx, st, self)
        if nan is not None:
            result = nan
        elif self._kind:
            result = make(sign, 0, 0, INFINITE)
        else:
            if not self._coef and ctx._rounding != 'ROUND_FLOOR':
                sign = 0
            result = fix(sign, self._coef, self._exp, ctx, st)
        ctx.done(st)
        return result

    def _minus(self, ctx):
        return self._plus(ctx, 1 - self._sign)

    def _abs(self, ctx):
        return self._minus(ctx) if self._sign else self._plus(ctx)

    def __pos__(self):
        return self._plus(getcontext())

    def __neg__(self):
        return self._minus(getcontext())

    def __abs__(self):
        return self._abs(getcontext())

    # --- comparison

    def _compare(self, other, accept, equality):
        if isinstance(other, float):
            ctx = getcontext()
            if equality:
                ctx._flags._on.add(FloatOperation)
            else:
                ctx.done({FloatOperation})
            other = Decimal.from_float(other)
        elif isinstance(other, complex) and equality and not other.imag:
            return self._compare(other.real, accept, equality)
        elif not isinstance(other, (Decimal, int)) and hasattr(other, 'numerator') and hasattr(other, 'denominator'):
            if self._kind:
                other = make(0, 0, 0)
            else:
                scaled = make(self._sign, self._coef * other.denominator, self._exp)
                return accept(order(scaled, convert(int(other.numerator))))
        other = convert(other)
        if other is NotImplemented:
            return other
        if self._kind > INFINITE or other._kind > INFINITE:
            if not equality or SIGNALING in (self._kind, other._kind):
                getcontext().done({InvalidOperation})
            return False
        return accept(order(self, other))

    def __eq__(self, other):
        return self._compare(other, lambda c: c == 0, True)

    def __ne__(self, other):
        same = self._compare(other, lambda c: c == 0, True)
        return same if same is NotImplemented else not same

    def __lt__(self, other):
        return self._compare(other, lambda c: c < 0, False)

    def __le__(self, other):
        return self._compare(other, lambda c: c <= 0, False)

    def __gt__(self, other):
        return self._compare(other, lambda c: c > 0, False)

    def __ge__(self, other):
        return self._compare(other, lambda c: c >= 0, False)

    def __hash__(self):
        if self._kind:
            if self._kind == SIGNALING:
                raise TypeError('Cannot hash a signaling NaN value')
            if self._kind == QUIET:
                return object.__hash__(self)
            return -sys.hash_info.inf if self._sign else sys.hash_info.inf
        power = pow(10, self._exp, _P) if self._exp >= 0 else pow(_TENTH, -self._exp, _P)
        value = self._coef * power % _P
        value = -value if self._sign else value
        return -2 if value == -1 else value

    def __bool__(self):
        return bool(self._kind or self._coef)

    # --- conversion

    def __int__(self):
        if self._kind:
            if self._kind == INFINITE:
                raise OverflowError('cannot convert Infinity to integer')
            raise ValueError('cannot convert NaN to integer')
        n = rescaled(self._coef, self._exp, 0, 0, 'ROUND_DOWN')
        return -n if self._sign else n

    __trunc__ = __int__

    def __float__(self):
        if self._kind == SIGNALING:
            raise ValueError('cannot convert signaling NaN to float')
        if self._kind == QUIET:
            return -math.nan if self._sign else math.nan
        if self._kind:
            return -math.inf if self._sign else math.inf
        return float(f'{"-" if self._sign else ""}{text_of(self._coef)}e{self._exp}')

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return make(0, 0, 0)

    def conjugate(self):
        return self

    def _rounded_int(self, rounding):
        if self._kind:
            if self._kind == INFINITE:
                raise OverflowError('cannot convert Infinity to integer')
            raise ValueError('cannot convert NaN to integer')
        n = rescaled(self._coef, self._exp, 0, self._sign, rounding)
        return -n if self._sign else n

    def __floor__(self):
        return self._rounded_int('ROUND_FLOOR')

    def __ceil__(self):
        return self._rounded_int('ROUND_CEILING')

    def __round__(self, n=None):
        if n is None:
            return self._rounded_int('ROUND_HALF_EVEN')
        if not isinstance(n, int):
            raise TypeError('optional arg must be an integer')
        return self.quantize(make(0, 1, -n), 'ROUND_HALF_EVEN')

    # --- what it is

    def adjusted(self):
        """The exponent of the first digit."""
        return 0 if self._kind else self._exp + digits_of(self._coef) - 1

    def is_nan(self):
        return self._kind > INFINITE

    def is_qnan(self):
        return self._kind == QUIET

    def is_snan(self):
        return self._kind == SIGNALING

    def is_infinite(self):
        return self._kind == INFINITE

    def is_finite(self):
        return not self._kind

    def is_zero(self):
        return not self._kind and not self._coef

    def is_signed(self):
        return bool(self._sign)

    def is_canonical(self):
        return True

    def is_normal(self, context=None):
        return not self._kind and bool(self._coef) and self.adjusted() >= (context or getcontext())._Emin

    def is_subnormal(self, context=None):
        return not self._kind and bool(self._coef) and self.adjusted() < (context or getcontext())._Emin

    def canonical(self):
        return self

    def radix(self):
        return make(0, 10, 0)

    def copy_abs(self):
        return make(0, self._coef, self._exp, self._kind)

    def copy_negate(self):
        return make(1 - self._sign, self._coef, self._exp, self._kind)

    def copy_sign(self, other, context=None):
        return make(_operand(other)._sign, self._coef, self._exp, self._kind)

    def same_quantum(self, other, context=None):
        other = _operand(other)
        if self._kind or other._kind:
            return self._kind == other._kind == INFINITE or self._kind > INFINITE and other._kind > INFINITE
        return self._exp == other._exp


def _operand(value):
    """An argument of a method as a Decimal."""
    made = convert(value)
    if made is NotImplemented:
        raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')
    return made


import _decimal_functions
_decimal_functions.install(Decimal)
