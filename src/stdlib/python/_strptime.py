"""Contract: dates and times out of text by a format: `strptime` of `time` and of the types of `datetime`. English names only."""

from datetime import date, timedelta, timezone
import re

_MONTH_NAMES = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
                'October', 'November', 'December')
_DAY_NAMES = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')

_COMPOSITE = {'T': '%H:%M:%S', 'R': '%H:%M', 'c': '%a %b %d %H:%M:%S %Y', 'x': '%m/%d/%y', 'X': '%H:%M:%S', 'r': '%I:%M:%S %p'}
_DAY = '3[01]|[12][0-9]|0[1-9]|[1-9]| [1-9]'
_HOUR24 = r'2[0-3]|[01]\d|\d| \d'
_HOUR12 = '1[0-2]|0[1-9]|[1-9]| [1-9]'
_WEEK = r'5[0-3]|[0-4]\d|\d'
_FIELDS = {'Y': r'\d\d\d\d', 'y': r'\d\d', 'G': r'\d\d\d\d', 'm': '1[0-2]|0[1-9]|[1-9]', 'd': _DAY, 'e': _DAY, 'H': _HOUR24, 'k': _HOUR24,
           'I': _HOUR12, 'l': _HOUR12, 'M': r'[0-5]\d|\d', 'S': r'6[01]|[0-5]\d|\d', 'f': '[0-9]{1,6}',
           'j': r'36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]', 'U': _WEEK, 'W': _WEEK, 'V': r'5[0-3]|0[1-9]|[1-4]\d|\d',
           'u': '[1-7]', 'w': '[0-6]', 'p': 'am|pm', 'P': 'am|pm', 'z': r'[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|Z'}
# The patterns of late, by format: whoever comes back is not warned of again, as in CPython.
_patterns = {}


def _any_of(names):
    """A pattern for any of some names, the longest first."""
    return '|'.join(re.escape(name) for name in sorted(filter(None, names), key=len, reverse=True))


def _zones():
    import time
    return ['utc', 'gmt', *(zone.lower() for zone in getattr(time, 'tzname', ()))]


def _field(letter, format):
    """The pattern of one directive; by its letter it is found in the match."""
    if letter[:1] == 'O' and letter[1:] in tuple('dempwyHIMS'):
        letter = letter[1:]
    if letter in _COMPOSITE:
        return _translated(_COMPOSITE[letter], format)
    if letter == '%':
        return '%'
    match letter:
        case 'A':
            body = _any_of(_DAY_NAMES)
        case 'a':
            body = _any_of(name[:3] for name in _DAY_NAMES)
        case 'B':
            body = _any_of(_MONTH_NAMES)
        case 'b':
            body = _any_of(name[:3] for name in _MONTH_NAMES)
        case 'Z':
            body = _any_of(_zones())
        case _:
            letter = letter if letter in _FIELDS else letter.strip()
            try:
                body = _FIELDS[letter]
            except KeyError:
                raise ValueError(f"'{letter}' is a bad directive in format '{format}'" if letter
                                 else f"stray % in format '{format}'") from None
    return f'(?P<{letter}>{body})'


def _translated(text, format):
    """The format's pattern: white space stands for any amount of it."""
    out = []
    at = 0
    for found in re.finditer(r'%[-_0^#]*[0-9]*([OE].|.?)|\s+', text, re.DOTALL):
        out.append(re.escape(text[at:found.start()]))
        out.append(r'\s+' if found[1] is None else _field(found[1], format))
        at = found.end()
    out.append(re.escape(text[at:]))
    return ''.join(out)


def _pattern(format):
    known = _patterns.get(format)
    if known is None:
        text = _translated(format, format)
        letters = {letter[-1:] for letter in re.findall(r'%[-_0^#]*[0-9]*(O?.)', format, re.DOTALL)}
        if 'd' in letters and letters.isdisjoint('YyG'):
            import warnings
            warnings.warn('Parsing dates involving a day of month without a year specified is ambiguous\n'
                          'and fails to parse leap day. The default behavior will change in Python 3.15\n'
                          'to either always raise an exception or to use a different default year (TBD).\n'
                          'To avoid trouble, add a specific year to the input & format.\n'
                          'See https://github.com/python/cpython/issues/70647.',
                          DeprecationWarning, skip_file_prefixes=('<togil>',))
        if len(_patterns) > 5:
            _patterns.clear()
        known = _patterns[format] = re.compile(text, re.IGNORECASE)
    return known


def _parse(text, format):
    """A dict of the fields found."""
    for i, arg in enumerate((text, format)):
        if not isinstance(arg, str):
            raise TypeError(f'strptime() argument {i} must be str, not {type(arg)}')
    found = _pattern(format).match(text)
    if found is None:
        raise ValueError(f'time data {text!r} does not match format {format!r}')
    if found.end() != len(text):
        raise ValueError(f'unconverted data remains: {text[found.end():]}')
    fields = {}
    for letter, value in found.groupdict().items():
        _take(fields, letter, value)
    return fields


def _take(fields, letter, value):
    match letter:
        case 'Y' | 'G' | 'm' | 'M' | 'S' | 'j' | 'U' | 'W' | 'V':
            fields[letter] = int(value)
        case 'y':
            fields['Y'] = int(value) + (2000 if int(value) <= 68 else 1900)
        case 'd' | 'e':
            fields['d'] = int(value)
        case 'H' | 'k':
            fields['H'] = int(value)
        case 'I' | 'l':
            fields['I'] = int(value)
        case 'f':
            fields['f'] = int(value.ljust(6, '0'))
        case 'u':
            fields['a'] = int(value) - 1
        case 'w':
            fields['a'] = (int(value) - 1) % 7
        case 'A' | 'a':
            fields['a'] = [name[:3].lower() for name in _DAY_NAMES].index(value[:3].lower())
        case 'B' | 'b':
            fields['m'] = [name[:3].lower() for name in _MONTH_NAMES].index(value[:3].lower()) + 1
        case 'p' | 'P':
            fields['p'] = int(value.lower() == 'pm')
        case 'Z':
            fields['Z'] = value
        case 'z':
            fields['z'] = _offset_of(value)


def _offset_of(text):
    if text in ('Z', 'z'):
        return timedelta(0)
    colon = text[3:4] == ':'
    if colon and len(text) > 6 and text[6] != ':':
        raise ValueError(f'Inconsistent use of : in {text}')
    digits = text[1:].replace(':', '') if colon else text[1:]
    seconds, _, fraction = digits[4:].partition('.')
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(seconds[:2] or 0),
                      microseconds=int(fraction.ljust(6, '0') or 0))
    return -delta if text[0] == '-' else delta


def _complete(text, format):
    """(year, month, day, hour, minute, second, microsecond, zone, weekday, day of year)."""
    f = _parse(text, format)
    year, month, day = f.get('Y'), f.get('m', 1), f.get('d', 1)
    weekday, julian = f.get('a'), f.get('j')
    hour = f.get('H', 0)
    if 'I' in f:
        hour = f['I'] % 12
        if f.get('p') == 1:
            hour += 12
    if 'G' in f:
        if julian is not None:
            raise ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. "
                             "Use '%Y' instead.")
        if 'V' not in f or weekday is None:
            raise ValueError("ISO year directive '%G' must be used with the ISO week directive '%V' and a "
                             "weekday directive ('%A', '%a', '%w', or '%u').")
    elif 'V' in f:
        if year is None or weekday is None:
            raise ValueError("ISO week directive '%V' must be used with the ISO year directive '%G' and a "
                             "weekday directive ('%A', '%a', '%w', or '%u').")
        raise ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. "
                         "Use the ISO year '%G' instead.")
    leap_fix = False
    if year is None:
        if 'G' in f:
            year = f['G']
        elif month == 2 and day == 29:
            year, leap_fix = 1904, True
        else:
            year = 1900
    if 'G' in f:
        d = date.fromisocalendar(f['G'], f['V'], weekday + 1)
        year, month, day = d.year, d.month, d.day
    elif julian is None and weekday is not None and ('U' in f or 'W' in f):
        monday_first = 'W' in f
        week = f['W'] if monday_first else f['U']
        julian = _julian(year, week, weekday, monday_first)
    if julian is not None and 'G' not in f and ('m' not in f or 'd' not in f):
        d = date.fromordinal(julian - 1 + date(year, 1, 1).toordinal())
        year, month, day = d.year, d.month, d.day
    d = date(year, month, day)
    if julian is None:
        julian = d.toordinal() - date(year, 1, 1).toordinal() + 1
    if weekday is None:
        weekday = d.weekday()
    if leap_fix:
        year = 1900
    zone = None
    if 'z' in f:
        zone = timezone(f['z'], f['Z']) if 'Z' in f else timezone(f['z'])
    return year, month, day, hour, f.get('M', 0), f.get('S', 0), f.get('f', 0), zone, weekday, julian, f


def _julian(year, week, weekday, monday_first):
    """The day of the year of a week number and weekday."""
    first = date(year, 1, 1).weekday()
    if not monday_first:
        first = (first + 1) % 7
        weekday = (weekday + 1) % 7
    week0 = (7 - first) % 7
    if week == 0:
        return 1 + weekday - first
    return 1 + week0 + 7 * (week - 1) + weekday


def _strptime_datetime_date(cls, text, format):
    return cls(*_complete(text, format)[:3])


def _strptime_datetime_time(cls, text, format):
    *fields, zone = _complete(text, format)[3:8]
    return cls(*fields) if zone is None else cls(*fields, zone)


def _strptime_datetime_datetime(cls, text, format):
    *fields, zone = _complete(text, format)[:8]
    return cls(*fields) if zone is None else cls(*fields, zone)


def _strptime_time(data_string, format='%a %b %d %H:%M:%S %Y'):
    """For `time.strptime`: a struct_time."""
    import time
    y, mo, d, h, mi, s, _, zone, weekday, julian, f = _complete(data_string, format)
    dst = -1
    if 'Z' in f and f['Z'].lower() in ('utc', 'gmt'):
        dst = 0
    offset = f['z'].days * 86400 + f['z'].seconds if 'z' in f else None
    return time.struct_time((y, mo, d, h, mi, s, weekday, julian, dst, f.get('Z'), offset))
