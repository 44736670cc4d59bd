"""Contract: decimal numbers from text and tuples, and their text and format."""
import re

from _decimal_number import FINITE, INFINITE, QUIET, SIGNALING, digits_of, rescaled, text_of
from _decimal_context import getcontext

_NUMBER = re.compile(r'''
    ([-+])?
    (?: (?=\d|\.\d) (\d*) (?:\.(\d*))? (?:E([-+]?\d+))?
      | (Inf(?:inity)?)
      | (s)?NaN(\d*)
    )\Z''', re.VERBOSE | re.IGNORECASE)


def parse(text):
    """(sign, coefficient, exponent, kind), or None."""
    found = _NUMBER.match(text.strip().replace('_', ''))
    if found is None:
        return None
    sign = int(found[1] == '-')
    if found[5]:
        return sign, 0, 0, INFINITE
    if found[2] is None:
        return sign, _int(found[7] or '0'), 0, SIGNALING if found[6] else QUIET
    fraction = found[3] or ''
    return sign, _int(found[2] + fraction or '0'), int(found[4] or 0) - len(fraction), FINITE


def _int(digits):
    if len(digits) < 4000:
        return int(digits)
    half = len(digits) // 2
    return _int(digits[:-half]) * 10 ** half + _int(digits[-half:])


def from_tuple(value):
    """(sign, coefficient, exponent, kind) of (sign, digits, exponent)."""
    if len(value) != 3:
        raise ValueError('argument must be a sequence of length 3')
    sign, digits, exp = value
    if not isinstance(sign, int) or sign not in (0, 1):
        raise ValueError('sign must be an integer with the value 0 or 1')
    coef = 0
    for d in digits:
        if not isinstance(d, int) or not 0 <= d <= 9:
            raise ValueError('coefficient must be a tuple of digits')
        coef = coef * 10 + d
    if isinstance(exp, str):
        if exp == 'F':
            return sign, 0, 0, INFINITE
        if exp in ('n', 'N'):
            return sign, coef, 0, QUIET if exp == 'n' else SIGNALING
        raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")
    if not isinstance(exp, int):
        raise ValueError('exponent must be an integer')
    return sign, coef, exp, FINITE


def to_text(x, engineering, ctx):
    """Scientific or engineering notation."""
    sign = '-' if x._sign else ''
    if x._kind:
        if x._kind == INFINITE:
            return sign + 'Infinity'
        return sign + ('NaN' if x._kind == QUIET else 'sNaN') + (text_of(x._coef) if x._coef else '')
    digits = text_of(x._coef)
    left = x._exp + len(digits)
    if x._exp <= 0 and left > -6:
        point = left
    elif not engineering:
        point = 1
    elif not x._coef:
        point = (left + 1) % 3 - 1
    else:
        point = (left - 1) % 3 + 1
    if point <= 0:
        whole, fraction = '0', '.' + '0' * -point + digits
    elif point >= len(digits):
        whole, fraction = digits + '0' * (point - len(digits)), ''
    else:
        whole, fraction = digits[:point], '.' + digits[point:]
    if left == point:
        return sign + whole + fraction
    return f'{sign}{whole}{fraction}{"E" if ctx._capitals else "e"}{left - point:+d}'


_SPEC = re.compile(r'''
    (?: (.)? ([<>=^]) )? ([-+ ])? (z)? (\#)? (0)? (\d+)? ([,_])? (?:\.(?=[\d,_])(\d+)?([,_])?)? ([eEfFgGn%])? \Z
    ''', re.VERBOSE | re.DOTALL)


def formatted(x, spec):
    """`format(x, spec)`"""
    found = _SPEC.match(spec)
    if found is None:
        raise ValueError('invalid format string')
    fill, align, plus, no_minus_zero, alternate, zeros, width, comma, precision, fraction_comma, kind = found.groups()
    if zeros and align or comma and kind == 'n':
        raise ValueError('invalid format string')
    width = int(width or 0)
    if zeros:
        fill, align = '0', '='
    fill, align = fill or ' ', align or '>'
    ctx = getcontext()
    sign = x._sign
    if x._kind:
        body = to_text(x.copy_abs(), False, ctx)
        if kind == '%':
            body += '%'
        if align == '=' and fill == '0':
            fill, align = ' ', '>'
        return _padded('-' if sign else plus if plus and plus != '-' else '', body, fill, align, width)
    coef, exp = x._coef, x._exp
    if kind == '%':
        exp += 2
    if precision is not None:
        precision = int(precision)
        if kind in ('e', 'E'):
            if coef:
                coef, exp = _cut(coef, exp, precision + 1, sign, ctx._rounding)
            else:
                exp = 1 - (precision + 1)
        elif kind in ('f', 'F', '%'):
            coef, exp = rescaled(coef, exp, -precision, sign, ctx._rounding), -precision
        elif coef and digits_of(coef) > (precision or 1):
            coef, exp = _cut(coef, exp, precision or 1, sign, ctx._rounding)
    elif kind in ('f', 'F', '%') and exp > 0:
        coef, exp = coef * 10 ** exp, 0
    if not coef and exp > 0 and kind in ('f', 'F', '%'):
        exp = 0
    digits = text_of(coef)
    left = exp + len(digits)
    if kind in ('e', 'E'):
        point = 1
        if not coef and precision is not None:
            digits = '0' * (precision + 1)
            left = 1 + x._exp + precision
        scientific = True
    elif kind in ('f', 'F', '%'):
        point, scientific = left, False
    elif exp <= 0 and left > -6:
        point, scientific = left, False
    else:
        point, scientific = 1, True
    if point <= 0:
        whole, fraction = '0', '0' * -point + digits
    elif point >= len(digits):
        whole, fraction = digits + '0' * (point - len(digits)), ''
    else:
        whole, fraction = digits[:point], digits[point:]
    if no_minus_zero and sign and not coef:
        sign = 0
    tail = '.' + _grouped(fraction, fraction_comma, False) if fraction or alternate else ''
    if scientific and (left != point or kind in ('e', 'E')):
        letter = 'E' if kind in ('E', 'G') or kind not in ('e', 'g', 'n') and ctx._capitals else 'e'
        tail += f'{letter}{left - point:+d}'
    if kind == '%':
        tail += '%'
    lead = '-' if sign else plus if plus and plus != '-' else ''
    if comma:
        room = width - len(lead) - len(tail) if align == '=' and fill == '0' else 0
        text = _grouped(whole, comma, True)
        while len(text) < room:
            whole = '0' + whole
            grown = _grouped(whole, comma, True)
            text = grown
        whole = text
    return _padded(lead, whole + tail, fill, align, width)


def _cut(coef, exp, places, sign, rounding):
    """Rounded to so many digits (padded with zeros to as many)."""
    have = digits_of(coef)
    if have <= places:
        return coef * 10 ** (places - have), exp - (places - have)
    new_exp = exp + have - places
    coef = rescaled(coef, exp, new_exp, sign, rounding)
    if digits_of(coef) > places:
        coef //= 10
        new_exp += 1
    return coef, new_exp


def _grouped(digits, mark, from_right):
    if not mark:
        return digits
    if from_right:
        head = len(digits) % 3 or 3
        groups = [digits[:head]] + [digits[i:i + 3] for i in range(head, len(digits), 3)]
    else:
        groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
    return mark.join(groups)


def _padded(lead, body, fill, align, width):
    missing = width - len(lead) - len(body)
    if missing <= 0:
        return lead + body
    if align == '<':
        return lead + body + fill * missing
    if align == '^':
        return fill * (missing // 2) + lead + body + fill * (missing - missing // 2)
    if align == '=':
        return lead + fill * missing + body
    return fill * missing + lead + body
