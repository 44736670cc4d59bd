"""Contract: `format(fraction, spec)`: as `2/3` without a presentation type, else in a float's form, rounded exactly."""
import re

_START = r'(?:(.)?([<>=^]))?([-+ ]?)'
_PLAIN = re.compile(_START + r'(#)?(0|[1-9][0-9]*)?([,_])?', re.DOTALL)
_FLOAT = re.compile(_START + r'(z)?(#)?(0(?=[0-9]))?([0-9]+)?([,_])?(?:\.(?=[,_0-9])([0-9]+)?([,_])?)?([eEfFgG%])', re.DOTALL)


def formatted(x, spec):
    """The text of `x` in the form that `spec` asks for."""
    found = _PLAIN.fullmatch(spec)
    if found:
        return _plain(x, *found.groups())
    found = _FLOAT.fullmatch(spec)
    if not found or found[2] and found[6]:  # an alignment and zeros
        raise ValueError(f'Invalid format specifier {spec!r} for object of type {type(x).__name__!r}')
    return _float(x, *found.groups())


def _padded(sign, body, fill, align, width):
    room = (fill or ' ') * (int(width or 0) - len(sign) - len(body))
    match align:
        case '<':
            return sign + body + room
        case '^':
            half = len(room) // 2
            return room[:half] + sign + body + room[half:]
        case '=':
            return sign + room + body
    return room + sign + body


def _sign(negative, wanted):
    return '-' if negative else '' if wanted == '-' else wanted


def _plain(x, fill, align, sign, full, width, comma):
    body = format(abs(x.numerator), comma or '')
    if full or x.denominator != 1:
        body += '/' + format(x.denominator, comma or '')
    return _padded(_sign(x.numerator < 0, sign), body, fill, align, width)


def _rounded(n, d, exponent):
    """n/d as a whole multiple of 10 ** exponent, half to even."""
    if exponent >= 0:
        d *= 10 ** exponent
    else:
        n *= 10 ** -exponent
    whole, rest = divmod(n, d)
    return whole + (2 * rest > d or 2 * rest == d and whole & 1)


def _significant(n, d, figures):
    """(digits, exponent): n/d with so many figures."""
    if not n:
        return 0, 1 - figures
    power = len(str(n)) - len(str(d))
    power += n >= d * 10 ** power if power >= 0 else n * 10 ** -power >= d
    exponent = power - figures
    digits = _rounded(n, d, exponent)
    if len(str(digits)) > figures:
        return digits // 10, exponent + 1
    return digits, exponent


def _groups(text, comma):
    """Commas from the left, for the digits after the point."""
    return comma.join(text[at:at + 3] for at in range(0, len(text), 3)) if comma else text


def _float(x, fill, align, sign, no_minus_zero, alternate, zeros, width, comma, precision, fraction_comma, kind):
    precision = int(precision or 6) if precision != '0' else 0
    negative, n, d = x.numerator < 0, abs(x.numerator), x.denominator
    if kind in 'fF%':
        exponent = -precision - 2 * (kind == '%')
        digits, scientific, point = _rounded(n, d, exponent), False, precision
    else:
        figures = precision + 1 if kind in 'eE' else max(precision, 1)
        digits, exponent = _significant(n, d, figures)
        scientific = kind in 'eE' or exponent > 0 or exponent + figures <= -4
        point = figures - 1 if scientific else -exponent
    negative = negative and (digits or not no_minus_zero)
    text = str(digits).rjust(point + 1, '0')
    whole, fraction = text[:len(text) - point], text[len(text) - point:]
    if kind in 'gG' and not alternate:
        fraction = fraction.rstrip('0')
    dot = '.' if fraction or alternate else ''
    tail = dot + _groups(fraction, fraction_comma)
    if kind == '%':
        tail += '%'
    elif scientific:
        tail += f'{"E" if kind in "EG" else "e"}{exponent + point:+03d}'
    lead = _sign(negative, sign)
    if zeros:
        room = int(width or 0) - len(lead) - len(tail)
        whole = whole.zfill(3 * room // 4 + 1 if comma else room)
    if comma:
        first = len(whole) % 3
        whole = comma.join([whole[:first]] * bool(first) + [whole[at:at + 3] for at in range(first, len(whole), 3)])
    return _padded(lead, whole + tail, fill, align, width)
