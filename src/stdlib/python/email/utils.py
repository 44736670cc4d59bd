"""Contract: addresses, dates and parameters of headers as texts, and back."""
import datetime
import re
import time

from email._addresses import AddressReader
from email._dates import read_date

__all__ = ['collapse_rfc2231_value', 'decode_params', 'decode_rfc2231', 'encode_rfc2231', 'formataddr', 'formatdate',
           'format_datetime', 'getaddresses', 'make_msgid', 'mktime_tz', 'parseaddr', 'parsedate', 'parsedate_tz',
           'parsedate_to_datetime', 'unquote']

COMMASPACE, EMPTYSTRING, UEMPTYSTRING, CRLF, TICK = ', ', '', '', '\r\n', "'"
_special, _escape = re.compile(r'[][\\()<>@,:;".]'), re.compile(r'[\\"]')
_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']


def _has_surrogates(s):
    """Whether a text has bytes in it that were no text."""
    try:
        s.encode()
        return False
    except UnicodeEncodeError:
        return True


def _sanitize(string):
    """A text with its bytes that were no text made visible."""
    return string.encode('utf-8', 'surrogateescape').decode('utf-8', 'replace')


def quote(str):
    """A text with backslashes and quotes escaped."""
    return str.replace('\\', '\\\\').replace('"', '\\"')


def unquote(str):
    """A text without the quotes or angle brackets around it."""
    if len(str) > 1:
        if str.startswith('"') and str.endswith('"'):
            return str[1:-1].replace('\\\\', '\\').replace('\\"', '"')
        if str.startswith('<') and str.endswith('>'):
            return str[1:-1]
    return str


def formataddr(pair, charset='utf-8'):
    """An address of (name, address)."""
    name, address = pair
    address.encode('ascii')
    if not name:
        return address
    try:
        name.encode('ascii')
    except UnicodeEncodeError:
        if isinstance(charset, str):
            from email.charset import Charset
            charset = Charset(charset)
        return f'{charset.header_encode(name)} <{address}>'
    quotes = '"' if _special.search(name) else ''
    return f'{quotes}{_escape.sub(lambda m: chr(92) + m[0], name)}{quotes} <{address}>'


def _without_quotes(text):
    return re.sub(r'"(?:\\.|[^"\\])*"', '""', text)


def _plausible(text):
    """Whether parentheses belong together, and the brackets are of one address each."""
    text = _without_quotes(text)
    depth = 0
    for c in text:
        depth += (c == '(') - (c == ')')
        if depth < 0:
            return False
    return depth == 0


def getaddresses(fieldvalues, *, strict=True):
    """The (name, address) pairs of some headers' values; ('', '') for what is no address."""
    values = [str(value) for value in fieldvalues]
    if not strict:
        return AddressReader(', '.join(values)).all()
    out = []
    for value in values:
        if not _plausible(value):
            out.append(('', ''))
            continue
        plain = _without_quotes(value)
        found = AddressReader(value).all()
        # as many addresses as there are commas between them
        expected = 1 + re.sub(r'\([^()]*\)', '', plain).count(',')
        good = [pair if _is_address(pair) else ('', '') for pair in found]
        out += good if len(good) == expected else [('', '')]
    return out


def _is_address(pair):
    return '[' not in pair[1]


def parseaddr(addr, *, strict=True):
    """(name, address) of one address; ('', '') if it is none."""
    if not strict:
        found = AddressReader(addr).all()
        return found[0] if found else ('', '')
    if isinstance(addr, list):
        addr = addr[0]
    if not isinstance(addr, str):
        return '', ''
    found = getaddresses([addr])
    return found[0] if len(found) == 1 else ('', '')


def parsedate_tz(data):
    """Ten values of a date: nine as of `time`, and the seconds that its zone is ahead; None if it is no date."""
    found = read_date(data)
    if not found:
        return None
    return found[:9] + (0 if found[9] is None else found[9],)


def parsedate(data):
    """The first nine of them."""
    found = parsedate_tz(data)
    return found and found[:9]


def mktime_tz(data):
    """The time stamp of ten values."""
    import calendar
    if data[9] is None:
        return time.mktime(data[:8] + (-1,))
    return calendar.timegm(data) - data[9]


def parsedate_to_datetime(data):
    """The datetime of a date, without a zone if it says nothing of one."""
    found = read_date(data)
    if found is None:
        raise ValueError('Invalid date value or format "%s"' % str(data))
    if found[9] is None:
        return datetime.datetime(*found[:6])
    return datetime.datetime(*found[:6], tzinfo=datetime.timezone(datetime.timedelta(seconds=found[9])))


def _format(when, zone):
    return '%s, %02d %s %04d %02d:%02d:%02d %s' % (_DAYS[when[6]], when[2], _MONTHS[when[1] - 1], when[0], when[3], when[4],
                                                   when[5], zone)


def format_datetime(dt, usegmt=False):
    """The text of a datetime."""
    if usegmt:
        if dt.tzinfo is None or dt.tzinfo != datetime.timezone.utc:
            raise ValueError('usegmt option requires a UTC datetime')
        zone = 'GMT'
    else:
        zone = '-0000' if dt.tzinfo is None else dt.strftime('%z')
    return _format(dt.timetuple(), zone)


def formatdate(timeval=None, localtime=False, usegmt=False):
    """The text of a time stamp, the present one without it."""
    if timeval is None:
        timeval = time.time()
    when = datetime.datetime.fromtimestamp(timeval, datetime.timezone.utc)
    if localtime:
        return format_datetime(when.astimezone())
    return format_datetime(when if usegmt else when.replace(tzinfo=None), usegmt)


def localtime(dt=None):
    """A datetime with the zone of this place."""
    return (datetime.datetime.now() if dt is None else dt).astimezone()


def make_msgid(idstring=None, domain=None):
    """An identifier for a message that no other has."""
    import os
    import random
    if domain is None:
        import platform
        domain = platform.node() or 'localhost'
    parts = [str(int(time.time() * 100)), str(os.getpid()), str(random.getrandbits(64))]
    return f'<{".".join(parts)}{"." + idstring if idstring else ""}@{domain}>'


def encode_rfc2231(s, charset=None, language=None):
    """A parameter's value with its character set and language."""
    import urllib.parse
    s = urllib.parse.quote(s, safe='', encoding=charset or 'ascii')
    return s if charset is None and language is None else f"{charset}'{language or ''}'{s}"


def decode_rfc2231(s):
    """(charset, language, value), both None for a plain value."""
    parts = s.split("'", 2)
    return (None, None, s) if len(parts) <= 2 else parts


def decode_params(params):
    """Parameters, with those that were cut in pieces put together."""
    import urllib.parse
    out, pieces = [params[0]], {}
    for name, value in params[1:]:
        encoded = name.endswith('*')
        m = re.fullmatch(r'(\w+)\*(?:(\d+)\*?)?', name, re.ASCII)
        if m:
            pieces.setdefault(m[1], []).append((int(m[2]) if m[2] else 0, unquote(value), encoded))
        else:
            out.append((name, f'"{quote(unquote(value))}"'))
    for name, found in pieces.items():
        found.sort()
        encoded = any(each[2] for each in found)
        text = ''.join(urllib.parse.unquote(value, encoding='latin-1') if extended else value for _, value, extended in found)
        if encoded:
            charset, language, text = decode_rfc2231(text)
            out.append((name, (charset, language, f'"{quote(text)}"')))
        else:
            out.append((name, f'"{quote(text)}"'))
    return out


def collapse_rfc2231_value(value, errors='replace', fallback_charset='us-ascii'):
    """A parameter's value as text."""
    if not isinstance(value, tuple) or len(value) != 3:
        return unquote(value)
    charset, language, text = value
    if charset is None:
        charset = fallback_charset
    try:
        return str(bytes(text, 'raw-unicode-escape'), charset, errors)
    except LookupError:
        return unquote(text)
