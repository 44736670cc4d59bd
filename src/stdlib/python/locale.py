"""Contract: the conventions of the C locale, which is the only one: this process never changes its locale."""
__all__ = ['getlocale', 'getdefaultlocale', 'getpreferredencoding', 'Error', 'setlocale', 'localeconv',
           'strcoll', 'strxfrm', 'str', 'atof', 'atoi', 'format_string', 'currency', 'normalize',
           'LC_CTYPE', 'LC_COLLATE', 'LC_MESSAGES', 'LC_TIME', 'LC_MONETARY', 'LC_NUMERIC', 'LC_ALL',
           'CHAR_MAX', 'getencoding', 'delocalize', 'localize']

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
_str = str
_KNOWN = {'C': 'C', 'POSIX': 'C', '': 'C.UTF-8', 'C.UTF-8': 'C.UTF-8', 'C.utf8': 'C.UTF-8'}
_current = 'C.UTF-8'


class Error(Exception):
    """Raised for a locale that is not there."""


def setlocale(category, locale=None):
    """Set the locale, which must be C; its name."""
    global _current
    if not 0 <= category <= 6:
        raise Error('invalid locale category')
    if locale is None:
        return _current if category in (LC_CTYPE, LC_ALL) else 'C'
    if not isinstance(locale, _str):
        language, encoding = locale
        locale = (language or 'C') + ('.' + encoding if encoding else '')
    if locale not in _KNOWN:
        raise Error('unsupported locale setting')
    if category in (LC_CTYPE, LC_ALL):
        _current = _KNOWN[locale]
    return _KNOWN[locale]


def localeconv():
    """How numbers and money are written."""
    return {'decimal_point': '.', 'thousands_sep': '', 'grouping': [], 'int_curr_symbol': '',
            'currency_symbol': '', 'mon_decimal_point': '', 'mon_thousands_sep': '', 'mon_grouping': [],
            'positive_sign': '', 'negative_sign': '', 'int_frac_digits': CHAR_MAX, 'frac_digits': CHAR_MAX,
            'p_cs_precedes': CHAR_MAX, 'p_sep_by_space': CHAR_MAX, 'n_cs_precedes': CHAR_MAX,
            'n_sep_by_space': CHAR_MAX, 'p_sign_posn': CHAR_MAX, 'n_sign_posn': CHAR_MAX}


def strcoll(a, b, /):
    """-1, 0 or 1: the order of two texts."""
    return (a > b) - (a < b)


def strxfrm(a, /):
    """A text that compares as strcoll does."""
    return a


def getencoding():
    return 'utf-8'


def getpreferredencoding(do_setlocale=True):
    return 'utf-8'


def normalize(localename):
    """The usual spelling of a locale's name."""
    code = localename.lower()
    if code in ('c', 'posix'):
        return 'C'
    language, dot, encoding = localename.partition('.')
    if encoding.lower() in ('utf8', 'utf-8'):
        encoding = 'UTF-8'
    return language + dot + encoding


def getlocale(category=LC_CTYPE):
    """(language, encoding)"""
    name = setlocale(category)
    if category == LC_ALL and ';' in name:
        raise TypeError('category LC_ALL is not supported')
    return (None, None) if name == 'C' else ('C', 'UTF-8')


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    """(language, encoding) of the environment."""
    import os
    for variable in envvars:
        name = os.environ.get(variable)
        if name:
            language, _, encoding = normalize(name).partition('.')
            return (None, None) if language == 'C' and not encoding else (language, encoding or None)
    return None, None


def format_string(f, val, grouping=False, monetary=False):
    """As `f % val`; groups are those of the locale, which has none."""
    return f % val


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    """A float as text."""
    return '%.12g' % val


def delocalize(string):
    return string


def localize(string, grouping=False, monetary=False):
    return string


def atof(string, func=float):
    """A float from text."""
    return func(string)


def atoi(string):
    """An int from text."""
    return int(string)
