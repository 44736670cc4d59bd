"""Contract: Decimal's methods beyond arithmetic: rounding to exponents, ordering, roots, logarithms, powers, logic.

Roots are exact or correctly rounded; exponentials and logarithms are computed on integers
with guard digits, and again with more while the guard cannot tell how to round.
"""
import math

from _decimal_context import (InvalidOperation, DivisionByZero, Inexact, Rounded, Subnormal,
                              Overflow, DivisionImpossible, DivisionUndefined, ROUNDINGS, getcontext)
from _decimal_number import (FINITE, INFINITE, QUIET, SIGNALING, add, digits_of, divide, fix, invalid,
                             make, multiply, nan_of, order, rescaled, convert, _operand, Decimal)


def _even(ctx):
    """The context, rounding half to even."""
    ctx = ctx.copy()
    ctx.rounding = 'ROUND_HALF_EVEN'
    return ctx


def _unary(function):
    def method(self, context=None):
        ctx = context or getcontext()
        st = set()
        result = function(self, ctx, st)
        ctx.done(st)
        return result
    return method


def _binary(function):
    def method(self, other, context=None):
        ctx = context or getcontext()
        st = set()
        result = function(self, _operand(other), ctx, st)
        ctx.done(st)
        return result
    return method


# --- rounding


def quantize(self, exp, rounding=None, context=None):
    """The number with the exponent of another."""
    ctx = context or getcontext()
    exp = _operand(exp)
    if rounding is None:
        rounding = ctx._rounding
    elif rounding not in ROUNDINGS:
        raise TypeError('valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n'
                        '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]')
    st = set()
    result = _quantized(self, exp, rounding, ctx, st)
    ctx.done(st)
    return result


def _quantized(x, e, rounding, ctx, st):
    nan = nan_of(ctx, st, x, e)
    if nan is not None:
        return nan
    if x._kind or e._kind:
        return make(x._sign, 0, 0, INFINITE) if x._kind and e._kind else invalid(st)
    exp = e._exp
    if not ctx.Etiny() <= exp <= ctx._Emax:
        return invalid(st)
    if x._coef and (x.adjusted() > ctx._Emax or x.adjusted() - exp + 1 > ctx._prec):
        return invalid(st)
    coef = rescaled(x._coef, x._exp, exp, x._sign, rounding)
    if coef:
        if exp + digits_of(coef) - 1 > ctx._Emax or digits_of(coef) > ctx._prec:
            return invalid(st)
        if exp + digits_of(coef) - 1 < ctx._Emin:
            st.add(Subnormal)
    if exp > x._exp:
        if order(make(x._sign, coef, exp), x):
            st.add(Inexact)
        st.add(Rounded)
    return fix(x._sign, coef, exp, ctx, st)


def _integral(self, rounding, context, exactly):
    ctx = context or getcontext()
    if rounding is None:
        rounding = ctx._rounding
    elif rounding not in ROUNDINGS:
        raise TypeError('valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n'
                        '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]')
    st = set()
    nan = nan_of(ctx, st, self)
    if nan is not None:
        result = nan
    elif self._kind or self._exp >= 0:
        result = make(self._sign, self._coef, self._exp, self._kind)
    else:
        result = make(self._sign, rescaled(self._coef, self._exp, 0, self._sign, rounding), 0)
        if exactly and self._coef:
            if order(result, self):
                st.add(Inexact)
            st.add(Rounded)
    ctx.done(st)
    return result


def to_integral_value(self, rounding=None, context=None):
    """The nearest whole number; signals nothing."""
    return _integral(self, rounding, context, False)


def to_integral_exact(self, rounding=None, context=None):
    """The nearest whole number; signals Inexact and Rounded."""
    return _integral(self, rounding, context, True)


def normalize(x, ctx, st):
    nan = nan_of(ctx, st, x)
    if nan is not None:
        return nan
    if x._kind:
        return x
    x = fix(x._sign, x._coef, x._exp, ctx, st)
    if x._kind or not x._coef:
        return x if x._kind else make(x._sign, 0, 0)
    coef, exp = x._coef, x._exp
    top = ctx.Etop() if ctx._clamp else ctx._Emax
    while coef % 10 == 0 and exp < top:
        coef //= 10
        exp += 1
    return make(x._sign, coef, exp)


# --- ordering


def compare(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    c = order(a, b)
    return make(int(c < 0), abs(c), 0)


def compare_signal(a, b, ctx, st):
    if a._kind > INFINITE or b._kind > INFINITE:
        st.add(InvalidOperation)
    return compare(a, b, ctx, st)




def _total(a, b):
    """-1, 0 or 1 in the total order of representations."""
    if a._sign != b._sign:
        return -1 if a._sign else 1
    flip = -1 if a._sign else 1
    ranks = [(0, 0, 2, 1)[x._kind] for x in (a, b)]
    if ranks[0] != ranks[1]:
        return flip if ranks[0] > ranks[1] else -flip
    if ranks[0]:
        c = (a._coef > b._coef) - (a._coef < b._coef)
        return flip * c
    c = order(a, b)
    if c:
        return c
    if a._kind:
        return 0
    return flip * ((a._exp > b._exp) - (a._exp < b._exp))


def compare_total(self, other, context=None):
    """-1, 0 or 1 in the total order of representations."""
    c = _total(self, _operand(other))
    return make(int(c < 0), abs(c), 0)


def compare_total_mag(self, other, context=None):
    """As compare_total, without the signs."""
    c = _total(self.copy_abs(), _operand(other).copy_abs())
    return make(int(c < 0), abs(c), 0)


def _extreme(sign, magnitude):
    def function(a, b, ctx, st):
        if a._kind > INFINITE or b._kind > INFINITE:
            if a._kind == QUIET and b._kind <= INFINITE:
                x = b
            elif b._kind == QUIET and a._kind <= INFINITE:
                x = a
            else:
                return nan_of(ctx, st, a, b)
        else:
            c = order(a.copy_abs(), b.copy_abs()) if magnitude else order(a, b)
            c = c or _total(a, b)
            x = a if c * sign > 0 else b
        return x if x._kind else fix(x._sign, x._coef, x._exp, ctx, st)
    return function


def _next(direction):
    def function(x, ctx, st):
        nan = nan_of(ctx, st, x)
        if nan is not None:
            return nan
        top = make(1 - direction, 10 ** ctx._prec - 1, ctx.Etop())
        if x._kind:
            return x if x._sign != direction else make(x._sign, top._coef, top._exp)
        work = ctx.copy()
        work.rounding = 'ROUND_CEILING' if direction else 'ROUND_FLOOR'
        own = set()
        rounded = fix(x._sign, x._coef, x._exp, work, own)
        if rounded._kind or order(rounded, x):
            return rounded
        return add(rounded, make(1 - direction, 1, ctx.Etiny() - 1), work, own)
    return function


next_plus, next_minus = _next(1), _next(0)


def next_toward(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    c = order(a, b)
    if not c:
        return a.copy_sign(b)
    result = (next_plus if c < 0 else next_minus)(a, ctx, st)
    if result._kind:
        st.update((Overflow, Inexact, Rounded))
    elif result.adjusted() < ctx._Emin:
        from _decimal_context import Clamped, Underflow
        st.update((Underflow, Subnormal, Inexact, Rounded))
        if not result._coef:
            st.add(Clamped)
    return result


def number_class(self, context=None):
    """What kind of number it is, in words."""
    if self._kind > INFINITE:
        return 'NaN' if self._kind == QUIET else 'sNaN'
    sign = '-' if self._sign else '+'
    if self._kind:
        return sign + 'Infinity'
    if not self._coef:
        return sign + 'Zero'
    return sign + ('Subnormal' if self.is_subnormal(context) else 'Normal')


# --- digits and exponents


def logb(x, ctx, st):
    nan = nan_of(ctx, st, x)
    if nan is not None:
        return nan
    if x._kind:
        return make(0, 0, 0, INFINITE)
    if not x._coef:
        st.add(DivisionByZero)
        return make(1, 0, 0, INFINITE)
    n = x.adjusted()
    return fix(int(n < 0), abs(n), 0, ctx, st)


def _count(x, most, st):
    """A whole number within bounds, or None."""
    if x._kind or x._exp != 0:
        return None
    n = -x._coef if x._sign else x._coef
    return n if -most <= n <= most else None


def scaleb(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    n = _count(b, 2 * (ctx._Emax + ctx._prec), st)
    if n is None:
        return invalid(st)
    return a if a._kind else fix(a._sign, a._coef, a._exp + n, ctx, st)


def shift(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    n = _count(b, ctx._prec, st)
    if n is None:
        return invalid(st)
    if a._kind:
        return a
    unit = 10 ** ctx._prec
    coef = a._coef % unit
    return make(a._sign, coef * 10 ** n % unit if n >= 0 else coef // 10 ** -n, a._exp)


def rotate(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    n = _count(b, ctx._prec, st)
    if n is None:
        return invalid(st)
    if a._kind:
        return a
    prec = ctx._prec
    digits = str(a._coef % 10 ** prec).zfill(prec)
    n %= prec
    return make(a._sign, int(digits[n:] + digits[:n]), a._exp)


def fma(self, other, third, context=None):
    """self * other + third, rounded once."""
    ctx = context or getcontext()
    a, b, c = self, _operand(other), _operand(third)
    st = set()
    if SIGNALING in (a._kind, b._kind, c._kind) or QUIET in (a._kind, b._kind):
        result = nan_of(ctx, st, a, b, c)
    elif a._kind or b._kind:
        product = multiply(a, b, ctx, st)
        result = product if product._kind == QUIET else add(product, c, ctx, st)
    else:
        result = add(make(a._sign ^ b._sign, a._coef * b._coef, a._exp + b._exp), c, ctx, st)
    ctx.done(st)
    return result


def remainder_near(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    if a._kind or not b._kind and not b._coef:
        return invalid(st, InvalidOperation if a._kind or a._coef else DivisionUndefined)
    if b._kind:
        return fix(a._sign, a._coef, a._exp, ctx, st)
    if not a._coef:
        return fix(a._sign, 0, min(a._exp, b._exp), ctx, st)
    gap = a.adjusted() - b.adjusted()
    if gap >= ctx._prec + 1:
        return invalid(st, DivisionImpossible)
    ideal = min(a._exp, b._exp)
    if gap <= -2:
        return fix(a._sign, a._coef * 10 ** (a._exp - ideal), ideal, ctx, st)
    x, y = a._coef * 10 ** (a._exp - ideal), b._coef * 10 ** (b._exp - ideal)
    q, r = divmod(x, y)
    sign = a._sign
    if 2 * r + (q & 1) > y:
        r -= y
        q += 1
    if q >= 10 ** ctx._prec:
        return invalid(st, DivisionImpossible)
    return fix(sign if r >= 0 else 1 - sign, abs(r), ideal, ctx, st)


# --- logic


def _bits(x, prec):
    """The digits, if they are all 0 or 1."""
    if x._kind or x._sign or x._exp:
        return None
    text = str(x._coef)
    return None if text.strip('01') else text.zfill(prec)[-prec:]


def _logical(operation):
    def function(a, b, ctx, st):
        x, y = _bits(a, ctx._prec), _bits(b, ctx._prec)
        if x is None or y is None:
            return invalid(st)
        return make(0, int(''.join(str(operation(int(p), int(q))) for p, q in zip(x, y))), 0)
    return function


def logical_invert(x, ctx, st):
    bits = _bits(x, ctx._prec)
    if bits is None:
        return invalid(st)
    return make(0, int(bits.translate({48: '1', 49: '0'})), 0)


# --- roots, logarithms, powers


def sqrt(x, ctx, st):
    nan = nan_of(ctx, st, x)
    if nan is not None:
        return nan
    if x._kind and not x._sign:
        return x
    if not x._kind and not x._coef:
        return fix(x._sign, 0, x._exp >> 1, ctx, st)
    if x._sign:
        return invalid(st)
    # an even exponent, and twice the digits that the root shall have
    coef, exp = (x._coef * 10, x._exp - 1) if x._exp & 1 else (x._coef, x._exp)
    places = ctx._prec + 1 - (digits_of(coef) + 1 >> 1)
    if places >= 0:
        scaled, rest = coef * 100 ** places, 0
    else:
        scaled, rest = divmod(coef, 100 ** -places)
    root = math.isqrt(scaled)
    exp = (exp >> 1) - places
    if rest or root * root != scaled:
        root += root % 5 == 0
    else:
        ideal = x._exp >> 1
        while exp < ideal and root % 10 == 0:
            root //= 10
            exp += 1
        if exp > ideal:
            root *= 10 ** (exp - ideal)
            exp = ideal
    return fix(0, root, exp, _even(ctx), st)


_LN = {}


def _atanh_inverse(n, unit):
    """atanh(1/n) in units."""
    total = term = unit // n
    k = 1
    while term:
        term //= n * n
        k += 2
        total += term // k
    return total


def _ln10(places):
    """ln(10) in units of 10 ** -places."""
    known = _LN.get('places', 0)
    if known < places:
        unit = 10 ** (places + 20)
        ln2 = 2 * _atanh_inverse(3, unit)
        _LN['value'] = 3 * ln2 + 2 * _atanh_inverse(9, unit)
        _LN['places'] = known = places + 20
    return _LN['value'] // 10 ** (known - places)


def _exp_fixed(t, places):
    """exp(t) for |t| < 2, both in units of 10 ** -places; a few units wrong."""
    halvings = max(4, math.isqrt(places))
    extra = halvings // 3 + 6
    unit = 10 ** (places + extra)
    r = (t * 10 ** extra) >> halvings
    total = term = unit
    k = 1
    while term:
        term = term * r // (unit * k)
        if term == -1:
            break
        total += term
        k += 1
    for _ in range(halvings):
        total = total * total // unit
    return total // 10 ** extra


def _exp_scaled(coef, exp, sign, places):
    """(about 10 ** places * m, k) where exp(x) is m * 10 ** k."""
    more = max(0, exp + digits_of(coef)) + 3
    w = places + more
    t = coef * 10 ** (exp + w) if exp + w >= 0 else coef // 10 ** -(exp + w)
    t = -t if sign else t
    k, rest = divmod(t, _ln10(w))
    return _exp_fixed(rest // 10 ** more, places), k


def _ln_fixed(coef, exp, places):
    """ln(coef * 10 ** exp) in units of 10 ** -places; a few units wrong."""
    w = places + 6 + len(str(abs(exp))) + 2
    length = digits_of(coef)
    k = exp + length
    # m in [0.1, 1): bring it near 1
    unit = 10 ** w
    m = coef * 10 ** (w - length) if w >= length else coef // 10 ** (length - w)
    if m * 10 < unit * 4:
        m = coef * 10 ** (w - length + 1) if w >= length - 1 else coef // 10 ** (length - 1 - w)
        k -= 1
    halvings = 0
    # square roots until the series is short
    while abs(m - unit) * 8 > unit:
        m = math.isqrt(m * unit)
        halvings += 1
    z = (m - unit) * unit // (m + unit)
    total = term = z
    square = z * z // unit
    n = 1
    while term:
        term = term * square // unit
        if term == -1:
            break
        n += 2
        total += term // n
    return ((total << (halvings + 1)) + k * _ln10(w)) // 10 ** (w - places)


def _decided(value, prec):
    """Do the digits behind the precision tell how to round (the last two may be wrong)?"""
    drop = digits_of(abs(value)) - prec
    if drop < 4:
        return False
    half = 5 * 10 ** (drop - 1)
    rest = abs(value) % half
    return 1000 < rest < half - 1000


def _rounded(compute, ctx, st, exact_after=None):
    """A transcendental result: `compute(guard)` gives (signed value, exponent) with that many guard digits."""
    guard = 8
    while True:
        value, exp = compute(guard)
        if _decided(value, ctx._prec) or exact_after is not None and guard > exact_after:
            break
        guard = guard * 2
    return fix(int(value < 0), abs(value), exp, _even(ctx), st)


def exp(x, ctx, st):
    nan = nan_of(ctx, st, x)
    if nan is not None:
        return nan
    if x._kind:
        return make(0, 0, 0) if x._sign else x
    if not x._coef:
        return make(0, 1, 0)
    prec = ctx._prec
    up = x.adjusted()
    if up > digits_of((ctx._Emax + prec + 1) * 3):
        if x._sign:
            return fix(0, 1, ctx.Etiny() - 2, _even(ctx), st)
        return fix(0, 1, ctx._Emax + 1, _even(ctx), st)
    if up < -prec - 1:
        coef = 10 ** (prec + 2) + (-1 if x._sign else 1)
        return fix(0, coef, -prec - 2, _even(ctx), st)

    def compute(guard):
        places = prec + guard
        value, k = _exp_scaled(x._coef, x._exp, x._sign, places)
        return value, k - places
    return _rounded(compute, ctx, st)


def ln(x, ctx, st):
    return _logarithm(x, ctx, st, lambda value, places: value)


def log10(x, ctx, st):
    if not x._kind and not x._sign and x._coef and x._coef == 10 ** (digits_of(x._coef) - 1):
        n = x.adjusted()
        return fix(int(n < 0), abs(n), 0, ctx, st)
    return _logarithm(x, ctx, st, lambda value, places: value * 10 ** places // _ln10(places))


def _logarithm(x, ctx, st, to_base):
    """`to_base` turns a natural logarithm, in units of 10 ** -places, into the one asked for."""
    nan = nan_of(ctx, st, x)
    if nan is not None:
        return nan
    if not x._kind and not x._coef:
        return make(1, 0, 0, INFINITE)
    if x._sign:
        return invalid(st)
    if x._kind:
        return x
    if not order(x, make(0, 1, 0)):
        return make(0, 0, 0)
    # near 1 the logarithm is small: its digits begin late
    near = _distance(x)

    def compute(guard):
        places = ctx._prec + guard + near
        return to_base(_ln_fixed(x._coef, x._exp, places), places), -places
    return _rounded(compute, ctx, st)


def _distance(x):
    """How many zeros x - 1 begins with."""
    if x._exp >= 0 or not -1 <= x.adjusted() <= 0:
        return 0
    gap = abs(x._coef - 10 ** -x._exp)
    return max(0, -x._exp - digits_of(gap))


def power(a, b, ctx):
    """a ** b"""
    st = set()
    result = _power(a, b, ctx, st)
    ctx.done(st)
    return result


def _whole(x):
    """Is it a whole number?"""
    return not x._kind and (x._exp >= 0 or x._coef % 10 ** min(-x._exp, digits_of(x._coef) + 1) == 0)


def _power(a, b, ctx, st):
    nan = nan_of(ctx, st, a, b)
    if nan is not None:
        return nan
    if not b._kind and not b._coef:
        if not a._kind and not a._coef:
            return invalid(st)
        return make(0, 1, 0)
    sign = 0
    integer = _whole(b)
    if a._sign:
        if integer:
            sign = int(b._exp <= 0 and b._coef // 10 ** -b._exp & 1)
        elif a._kind or a._coef:
            return invalid(st)
        a = a.copy_abs()
    if not a._kind and not a._coef:
        return make(sign, 0, 0, INFINITE) if b._sign else make(sign, 0, 0)
    if a._kind:
        return make(sign, 0, 0) if b._sign else make(sign, 0, 0, INFINITE)
    prec = ctx._prec
    one = order(a, make(0, 1, 0))
    if not one:
        if integer:
            n = 0 if b._sign else prec if order(b, make(0, prec, 0)) > 0 else int(b)
            exp = a._exp * n
            if exp < 1 - prec:
                exp = 1 - prec
                st.add(Rounded)
        else:
            st.update((Inexact, Rounded))
            exp = 1 - prec
        return make(sign, 10 ** -exp, exp)
    if b._kind:
        return make(sign, 0, 0) if (b._sign == 0) == (one < 0) else make(sign, 0, 0, INFINITE)
    # far out of range
    if b.adjusted() + len(str(abs(a.adjusted()) or 1)) > 25:
        big = (one > 0) != bool(b._sign)
        return fix(sign, 1, ctx._Emax + 1 if big else ctx.Etiny() - 2, ctx, st)
    if integer and b.adjusted() < 7 and digits_of(a._coef) * int(b.copy_abs()) < 60000:
        n = int(b.copy_abs())
        result = make(sign, a._coef ** n, a._exp * n)
        if b._sign:
            return divide(make(0, 1, 0), result, _even(ctx), st)
        return fix(sign, result._coef, result._exp, _even(ctx) if ctx._rounding != 'ROUND_HALF_EVEN' else ctx, st)
    near = _distance(a)
    room = max(0, b.adjusted()) + len(str(abs(a._exp) + digits_of(a._coef))) + 4

    def compute(guard):
        places = prec + guard
        w = places + near + room
        log = _ln_fixed(a._coef, a._exp, w)
        value, k = _exp_scaled(abs(log) * b._coef, b._exp - w, b._sign ^ (log < 0), places)
        return value, k - places
    result = _rounded(compute, ctx, st, 3 * prec + 16)
    if integer is False and not result._kind and digits_of(result._coef) < prec:
        pad = prec - digits_of(result._coef)
        result = make(0, result._coef * 10 ** pad, result._exp - pad)
    st.update((Inexact, Rounded))
    return result if not sign else make(1, result._coef, result._exp, result._kind)


def power_modulo(a, b, modulo, ctx):
    """a ** b % modulo, exactly."""
    st = set()
    result = nan_of(ctx, st, a, b, modulo)
    if result is None:
        if not (_whole(a) and _whole(b) and _whole(modulo)) or b._sign and b._coef or not modulo._coef or \
                modulo.adjusted() >= ctx._prec or not a._coef and not b._coef:
            result = invalid(st)
        else:
            value = pow(int(a.copy_abs()), int(b), int(modulo.copy_abs()))
            sign = int(a._sign and int(b) & 1 and value != 0)
            result = make(sign, value, 0)
    ctx.done(st)
    return result


def install(decimal):
    """Give Decimal its methods, then Context its own."""
    for function in (quantize, to_integral_value, to_integral_exact, compare_total, compare_total_mag,
                     number_class, fma):
        setattr(decimal, function.__name__, function)
    decimal.to_integral = to_integral_value
    unary = {'exp': exp, 'ln': ln, 'log10': log10, 'sqrt': sqrt, 'logb': logb, 'normalize': normalize,
             'next_plus': next_plus, 'next_minus': next_minus, 'logical_invert': logical_invert}
    binary = {'compare': compare, 'compare_signal': compare_signal, 'scaleb': scaleb, 'shift': shift,
              'rotate': rotate, 'remainder_near': remainder_near, 'next_toward': next_toward,
              'max': _extreme(1, False), 'min': _extreme(-1, False), 'max_mag': _extreme(1, True),
              'min_mag': _extreme(-1, True), 'logical_and': _logical(int.__and__),
              'logical_or': _logical(int.__or__), 'logical_xor': _logical(int.__xor__)}
    for table, wrap in ((unary, _unary), (binary, _binary)):
        for name, function in table.items():
            method = wrap(function)
            method.__name__ = name
            method.__qualname__ = 'Decimal.' + name
            setattr(decimal, name, method)
    from _decimal_context import add_operations
    add_operations(decimal, (*unary, 'to_integral_value', 'to_integral_exact', 'number_class', 'is_normal',
                             'is_subnormal'), (*binary, 'quantize'), ('fma',))
    import numbers
    numbers.Number.register(decimal)
