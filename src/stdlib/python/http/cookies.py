"""Contract: cookies: headers read, kept and written (RFC 6265, with the quotes of RFC 2109)."""
import re
import string

__all__ = ['CookieError', 'BaseCookie', 'SimpleCookie']


class CookieError(Exception):
    """A cookie that cannot be."""


_PLAIN = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~:"
_is_plain = re.compile('[%s]+' % re.escape(_PLAIN)).fullmatch
_CODES = {n: '\\%03o' % n for n in set(range(256)) - set(map(ord, _PLAIN + ' ()/<=>?@[]{}'))} | {34: '\\"', 92: '\\\\'}
_control = re.compile('[\0-\x1f\x7f]')


def _quote(text):
    """A value as a header has it: in quotes if it must be."""
    if text is None or _is_plain(text):
        return text
    return '"' + text.translate(_CODES) + '"'


def _unquote(text):
    """The value of what a header has."""
    if text is None or len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    return re.sub(r'\\(?:([0-3][0-7][0-7])|(.))', lambda m: chr(int(m[1], 8)) if m[1] else m[2], text[1:-1])


def _getdate(future=0):
    """A date as cookies have it."""
    import time
    when = time.gmtime(time.time() + future)
    return time.strftime('%a, %d %b %Y %H:%M:%S GMT', when)


class Morsel(dict):
    """One cookie: `key`, `value`, and its attributes as items."""

    _reserved = {'expires': 'expires', 'path': 'Path', 'comment': 'Comment', 'domain': 'Domain', 'max-age': 'Max-Age',
                 'secure': 'Secure', 'httponly': 'HttpOnly', 'version': 'Version', 'samesite': 'SameSite',
                 'partitioned': 'Partitioned'}
    _reserved_defaults = dict.fromkeys(_reserved, '')
    _flags = {'secure', 'httponly', 'partitioned'}

    def __init__(self):
        self._key = self._value = self._coded_value = None
        dict.update(self, self._reserved_defaults)

    key = property(lambda self: self._key)
    value = property(lambda self: self._value)
    coded_value = property(lambda self: self._coded_value)

    @staticmethod
    def _checked(*values):
        for value in values:
            if isinstance(value, str) and _control.search(value):
                return True
        return False

    def __setitem__(self, K, V):
        K = K.lower()
        if K not in self._reserved:
            raise CookieError(f'Invalid attribute {K!r}')
        if self._checked(K, V):
            raise CookieError(f'Control characters are not allowed in cookies {K!r} {V!r}')
        dict.__setitem__(self, K, V)

    def setdefault(self, key, val=None):
        """An attribute, set if it was not."""
        key = key.lower()
        if key not in self._reserved:
            raise CookieError(f'Invalid attribute {key!r}')
        if self._checked(key, val):
            raise CookieError(f'Control characters are not allowed in cookies {key!r} {val!r}')
        return dict.setdefault(self, key, val)

    def __eq__(self, morsel):
        if not isinstance(morsel, Morsel):
            return NotImplemented
        return dict.__eq__(self, morsel) and (self._key, self._value, self._coded_value) == (
            morsel._key, morsel._value, morsel._coded_value)

    __ne__ = object.__ne__

    def copy(self):
        """The same again."""
        morsel = Morsel()
        dict.update(morsel, self)
        morsel.__dict__.update(self.__dict__)
        return morsel

    def update(self, values):
        """Set some attributes."""
        found = {}
        for key, value in dict(values).items():
            key = key.lower()
            if key not in self._reserved:
                raise CookieError(f'Invalid attribute {key!r}')
            if self._checked(key, value):
                raise CookieError(f'Control characters are not allowed in cookies {key!r} {value!r}')
            found[key] = value
        dict.update(self, found)

    def __ior__(self, values):
        self.update(values)
        return self

    def isReservedKey(self, K):
        """Whether a name is an attribute's."""
        return K.lower() in self._reserved

    def set(self, key, val, coded_val):
        """Set the name and the value."""
        if key.lower() in self._reserved:
            raise CookieError(f'Attempt to set a reserved key {key!r}')
        if not _is_plain(key):
            raise CookieError(f'Illegal key {key!r}')
        if self._checked(key, val, coded_val):
            raise CookieError(f'Control characters are not allowed in cookies {key!r} {val!r} {coded_val!r}')
        self._key, self._value, self._coded_value = key, val, coded_val

    def __getstate__(self):
        return {'key': self._key, 'value': self._value, 'coded_value': self._coded_value}

    def __setstate__(self, state):
        self._key, self._value, self._coded_value = state['key'], state['value'], state['coded_value']

    def output(self, attrs=None, header='Set-Cookie:'):
        """The header."""
        return f'{header} {self.OutputString(attrs)}'

    __str__ = output

    def __repr__(self):
        return f'<{type(self).__name__}: {self.OutputString()}>'

    def js_output(self, attrs=None):
        """A script that sets the cookie."""
        import urllib.parse
        text = urllib.parse.quote(self.OutputString(attrs), safe='', encoding='utf-8')
        return f'''
        <script type="text/javascript">
        <!-- begin hiding
        document.cookie = decodeURIComponent("{text}");
        // end hiding -->
        </script>
        '''

    def OutputString(self, attrs=None):
        """The header's value, with all attributes or some."""
        out = [f'{self._key}={self._coded_value}']
        shown = self._reserved if attrs is None else attrs
        for key, value in sorted(self.items()):
            if value == '' or key not in shown:
                continue
            name = self._reserved[key]
            if key == 'expires' and isinstance(value, int):
                out.append(f'{name}={_getdate(value)}')
            elif key == 'max-age' and isinstance(value, int):
                out.append(f'{name}={value:d}')
            elif key == 'comment' and isinstance(value, str):
                out.append(f'{name}={_quote(value)}')
            elif key in self._flags:
                if value:
                    out.append(name)
            else:
                out.append(f'{name}={value}')
        return '; '.join(out)


_KEY = r"\w!#%&'~_`><@,:/$*+\-.^|)(?}{="
_PAIR = re.compile(rf'''\s*(?P<key>[{_KEY}]+?)
    (?:\s*=\s*(?P<value>"(?:[^\\"]|\\.)*"|\w{{3,6}},\s[\w\d\s-]{{9,11}}\s[\d:]{{8}}\sGMT|[{_KEY}\[\]]*))?
    \s*(?:\s+|;|$)''', re.ASCII | re.VERBOSE)


class BaseCookie(dict):
    """Cookies by name."""

    def value_decode(self, val):
        """(value, value in the header) of a value in the header."""
        return val, val

    def value_encode(self, val):
        """(value, value in the header) of a value."""
        text = str(val)
        return text, text

    def __init__(self, input=None):
        if input:
            self.load(input)

    def _set(self, key, value, coded):
        morsel = self.get(key, Morsel())
        morsel.set(key, value, coded)
        dict.__setitem__(self, key, morsel)

    def __setitem__(self, key, value):
        if isinstance(value, Morsel):
            dict.__setitem__(self, key, value)
        else:
            self._set(key, *self.value_encode(value))

    def output(self, attrs=None, header='Set-Cookie:', sep='\r\n'):
        """The headers."""
        return sep.join(morsel.output(attrs, header) for _, morsel in sorted(self.items()))

    __str__ = output

    def __repr__(self):
        items = ' '.join(f'{key}={morsel.value!r}' for key, morsel in sorted(self.items()))
        return f'<{type(self).__name__}: {items}>'

    def js_output(self, attrs=None):
        """Scripts that set the cookies."""
        return ''.join(morsel.js_output(attrs) for _, morsel in sorted(self.items()))

    def load(self, rawdata):
        """Take the cookies of a header, or of a dictionary."""
        if not isinstance(rawdata, str):
            for key, value in rawdata.items():
                self[key] = value
            return
        found, at = [], 0
        while at < len(rawdata):
            m = _PAIR.match(rawdata, at)
            if not m:
                break
            key, value, at = m['key'], m['value'], m.end()
            low = key.lower()
            if key[0] == '$':
                if found:
                    found.append((True, key[1:], value))
            elif low in Morsel._reserved:
                # an attribute belongs to a cookie, and has a value if it is no flag
                if not found or value is None and low not in Morsel._flags:
                    return
                found.append((True, key, True if value is None else _unquote(value)))
            elif value is None:
                return
            else:
                found.append((False, key, self.value_decode(value)))
        morsel = None
        for is_attribute, key, value in found:
            if is_attribute:
                morsel[key] = value
            else:
                self._set(key, *value)
                morsel = self[key]


class SimpleCookie(BaseCookie):
    """Cookies whose values are texts, quoted when they must be."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)
