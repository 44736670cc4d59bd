"""Contract: rational numbers in lowest terms."""
import math
import operator
import sys

__all__ = ['Fraction']

_MODULUS = sys.hash_info.modulus
_INF_HASH = sys.hash_info.inf


def _parse(s):
    """(numerator, denominator) of a text such as '-3/4', '1.5e3' or '7'."""
    text = s.strip()
    sign = 1
    if text[:1] in ('+', '-'):
        sign = -1 if text[0] == '-' else 1
        text = text[1:]

    def digits(t):
        if not t or not (t.replace('_', '').isdigit() and t[0] != '_' and t[-1] != '_' and '__' not in t):
            raise ValueError
        return int(t.replace('_', ''))
    num, slash, den = text.partition('/')
    if slash:
        return sign * digits(num.rstrip()), digits(den.lstrip())
    base, e, exp = text.replace('E', 'e').partition('e')
    whole, dot, frac = base.partition('.')
    if not whole and not frac:
        raise ValueError
    n = digits(whole) if whole else 0
    scale = 1
    if frac:
        scale = 10 ** len(frac.replace('_', ''))
        n = n * scale + digits(frac)
    if e:
        esign = -1 if exp[:1] == '-' else 1
        power = 10 ** digits(exp[1:] if exp[:1] in ('+', '-') else exp)
        if esign < 0:
            scale *= power
        else:
            n *= power
    return sign * n, scale


class Fraction:
    """A rational number."""
    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = object.__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, str):
                try:
                    n, d = _parse(numerator)
                except ValueError:
                    n = None
                if n is None:
                    raise ValueError('Invalid literal for Fraction: %r' % numerator)
            elif isinstance(numerator, Fraction) or _is_rational(numerator):
                self._numerator, self._denominator = numerator.numerator, numerator.denominator
                return self
            elif not isinstance(numerator, type) and hasattr(numerator, 'as_integer_ratio'):
                n, d = numerator.as_integer_ratio()
            else:
                raise TypeError('argument should be a string or a Rational instance or have the '
                                'as_integer_ratio() method')
        elif type(numerator) is int is type(denominator):
            n, d = numerator, denominator
        elif _is_rational(numerator) and _is_rational(denominator):
            n = numerator.numerator * denominator.denominator
            d = denominator.numerator * numerator.denominator
        else:
            raise TypeError('both arguments should be Rational instances')
        if d == 0:
            raise ZeroDivisionError(f'Fraction({n}, 0)')
        g = math.gcd(n, d)
        if d < 0:
            g = -g
        self._numerator = n // g
        self._denominator = d // g
        return self

    @classmethod
    def from_number(cls, number):
        """From an int, a Rational or something with as_integer_ratio()."""
        if type(number) is int:
            return cls._make(number, 1)
        if _is_rational(number):
            return cls._make(number.numerator, number.denominator)
        if not isinstance(number, type) and hasattr(number, 'as_integer_ratio'):
            return cls._make(*number.as_integer_ratio())
        raise TypeError('argument should be a Rational instance or have the as_integer_ratio() method')

    @classmethod
    def from_float(cls, f):
        """From a float, exactly."""
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError('%s.from_float() only takes floats, not %r (%s)' % (cls.__name__, f, type(f).__name__))
        return cls._make(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """From a Decimal, exactly."""
        return cls._make(*dec.as_integer_ratio())

    @classmethod
    def _make(cls, numerator, denominator):
        self = object.__new__(cls)
        self._numerator = numerator
        self._denominator = denominator
        return self

    def is_integer(self):
        """Whether it is a whole number."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """(numerator, denominator)"""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction with a denominator up to a limit."""
        if max_denominator < 1:
            raise ValueError('max_denominator should be at least 1')
        if self._denominator <= max_denominator:
            return Fraction(self)
        # the last two convergents of the continued fraction; a semiconvergent of them may be nearer than the last
        (before, before_den), (last, last_den) = (0, 1), (1, 0)
        n, d = self.as_integer_ratio()
        while True:
            whole, rest = divmod(n, d)
            next_den = before_den + whole * last_den
            if next_den > max_denominator:
                break
            before, before_den, last, last_den = last, last_den, before + whole * last, next_den
            n, d = d, rest
        k = (max_denominator - before_den) // last_den
        semi_den = before_den + k * last_den
        if 2 * d * semi_den <= self._denominator:
            return Fraction._make(last, last_den)
        return Fraction._make(before + k * last, semi_den)

    numerator = property(lambda self: self._numerator)
    denominator = property(lambda self: self._denominator)
    real = property(lambda self: +self)
    imag = property(lambda self: 0)

    def conjugate(self):
        """Itself."""
        return +self

    def __repr__(self):
        return '%s(%s, %s)' % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f'{self._numerator}/{self._denominator}'

    def __format__(self, spec, /):
        from _fractions_format import formatted
        return formatted(self, spec)

    # --- arithmetic

    def __add__(a, b):
        return _binary(a, b, _add, operator.add)

    def __radd__(b, a):
        return _reverse(a, b, _add, operator.add)

    def __sub__(a, b):
        return _binary(a, b, _sub, operator.sub)

    def __rsub__(b, a):
        return _reverse(a, b, _sub, operator.sub)

    def __mul__(a, b):
        return _binary(a, b, _mul, operator.mul)

    def __rmul__(b, a):
        return _reverse(a, b, _mul, operator.mul)

    def __truediv__(a, b):
        return _binary(a, b, _div, operator.truediv)

    def __rtruediv__(b, a):
        return _reverse(a, b, _div, operator.truediv)

    def __floordiv__(a, b):
        return _binary(a, b, _floordiv, operator.floordiv, False)

    def __rfloordiv__(b, a):
        return _reverse(a, b, _floordiv, operator.floordiv, False)

    def __mod__(a, b):
        return _binary(a, b, _mod, operator.mod, False)

    def __rmod__(b, a):
        return _reverse(a, b, _mod, operator.mod, False)

    def __divmod__(a, b):
        return _binary(a, b, _divmod, divmod, False)

    def __rdivmod__(b, a):
        return _reverse(a, b, _divmod, divmod, False)

    def __pow__(a, b, modulo=None):
        if modulo is not None:
            return NotImplemented
        if _is_rational(b):
            if b.denominator == 1:
                power = b.numerator
                if power >= 0:
                    return Fraction._make(a._numerator ** power, a._denominator ** power)
                if a._numerator > 0:
                    return Fraction._make(a._denominator ** -power, a._numerator ** -power)
                if a._numerator == 0:
                    raise ZeroDivisionError(f'Fraction({a._denominator ** -power}, 0)')
                return Fraction._make((-a._denominator) ** -power, (-a._numerator) ** -power)
            return float(a) ** float(b)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a, modulo=None):
        if modulo is not None:
            return NotImplemented
        whole = b._denominator == 1
        if _is_rational(a) and not (whole and b._numerator >= 0):
            return Fraction(a.numerator, a.denominator) ** b
        return a ** (b._numerator if whole else float(b))

    def __pos__(a):
        return Fraction._make(a._numerator, a._denominator)

    def __neg__(a):
        return Fraction._make(-a._numerator, a._denominator)

    def __abs__(a):
        return Fraction._make(abs(a._numerator), a._denominator)

    def __int__(a, _index=operator.index):
        if a._numerator < 0:
            return _index(-(-a._numerator // a._denominator))
        return _index(a._numerator // a._denominator)

    def __trunc__(a):
        return int(a)

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __float__(a):
        return int(a._numerator) / int(a._denominator)

    def __complex__(a):
        return complex(float(a))

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return floor
            if rest * 2 > self._denominator:
                return floor + 1
            return floor + floor % 2
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        try:
            inverse = pow(self._denominator, -1, _MODULUS)
        except ValueError:
            h = _INF_HASH
        else:
            h = hash(hash(abs(self._numerator)) * inverse)
        result = h if self._numerator >= 0 else -h
        return -2 if result == -1 else result

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if _is_rational(b):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            return a == Fraction(b) if math.isfinite(b) else False
        return NotImplemented

    def _compare(self, other, op):
        if _is_rational(other):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            return op(self, Fraction(other)) if math.isfinite(other) else op(0.0, other)
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, operator.lt)

    def __gt__(a, b):
        return a._compare(b, operator.gt)

    def __le__(a, b):
        return a._compare(b, operator.le)

    def __ge__(a, b):
        return a._compare(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) == Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _is_rational(x):
    if isinstance(x, (int, Fraction)):
        return True
    if isinstance(x, (float, complex, str)):
        return False
    from numbers import Rational
    return isinstance(x, Rational)


def _binary(a, b, exact, fallback, complex_too=True):
    if isinstance(b, Fraction):
        return exact(a, b)
    if isinstance(b, int):
        return exact(a, Fraction(b))
    if isinstance(b, float):
        return fallback(float(a), b)
    if complex_too and isinstance(b, complex):
        return fallback(float(a), b)
    return NotImplemented


def _reverse(a, b, exact, fallback, complex_too=True):
    if _is_rational(a):
        return exact(Fraction(a), b)
    if isinstance(a, float):
        return fallback(a, float(b))
    if complex_too and isinstance(a, complex):
        return fallback(a, float(b))
    return NotImplemented


def _add(a, b):
    return Fraction(a._numerator * b._denominator + b._numerator * a._denominator, a._denominator * b._denominator)


def _sub(a, b):
    return Fraction(a._numerator * b._denominator - b._numerator * a._denominator, a._denominator * b._denominator)


def _mul(a, b):
    return Fraction(a._numerator * b._numerator, a._denominator * b._denominator)


def _div(a, b):
    n, d = a._numerator * b._denominator, a._denominator * b._numerator
    if not b._numerator:
        raise ZeroDivisionError('Fraction(1, 0)')
    return Fraction(n, d)


def _floordiv(a, b):
    return a._numerator * b._denominator // (a._denominator * b._numerator)


def _divmod(a, b):
    da, db = a._denominator, b._denominator
    div, n = divmod(a._numerator * db, da * b._numerator)
    return div, Fraction(n, da * db)


def _mod(a, b):
    da, db = a._denominator, b._denominator
    return Fraction(a._numerator * db % (b._numerator * da), da * db)


def _register():
    from numbers import Rational
    Rational.register(Fraction)


_register()
