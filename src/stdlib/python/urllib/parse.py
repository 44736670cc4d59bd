"""Contract: URLs: taking apart, putting together, joining, quoting (RFC 3986)."""
import re
import types
from collections import namedtuple

__all__ = ['urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'urlencode',
           'parse_qs', 'parse_qsl', 'quote', 'quote_plus', 'quote_from_bytes', 'unquote',
           'unquote_plus', 'unquote_to_bytes', 'DefragResult', 'ParseResult', 'SplitResult',
           'DefragResultBytes', 'ParseResultBytes', 'SplitResultBytes']

uses_relative = ['', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms',
                 'prospero', 'rtsp', 'rtsps', 'rtspu', 'sftp', 'svn', 'svn+ssh', 'ws', 'wss']
uses_netloc = ['', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https',
               'shttp', 'snews', 'prospero', 'rtsp', 'rtsps', 'rtspu', 'rsync', 'svn', 'svn+ssh',
               'sftp', 'nfs', 'git', 'git+ssh', 'ws', 'wss', 'itms-services']
uses_params = ['', 'ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtsps',
               'rtspu', 'sip', 'sips', 'mms', 'sftp', 'tel']
scheme_chars = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.'
MAX_CACHE_SIZE = 20
_STRIPPED = ''.join(map(chr, range(33)))
_ALWAYS_SAFE = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~')


class _Host:
    """What a network location says."""
    __slots__ = ()

    def _parts(self):
        """(user name, password, host name, port), as text; each may be None."""
        netloc = self.netloc if isinstance(self.netloc, str) else self.netloc.decode('ascii')
        userinfo, at, host = netloc.rpartition('@')
        name = password = None
        if at:
            name, colon, password = userinfo.partition(':')
            if not colon:
                password = None
        before, bracket, rest = host.partition('[')
        if bracket:
            host, _, rest = rest.partition(']')
            port = rest.partition(':')[2]
        else:
            host, _, port = host.partition(':')
        return name, password, host or None, port or None

    def _as_given(self, text):
        return text if text is None or isinstance(self.netloc, str) else text.encode('ascii')

    @property
    def username(self):
        return self._as_given(self._parts()[0])

    @property
    def password(self):
        return self._as_given(self._parts()[1])

    @property
    def hostname(self):
        host = self._parts()[2]
        if host is None:
            return None
        host, percent, zone = host.partition('%')
        return self._as_given(host.lower() + percent + zone)

    @property
    def port(self):
        port = self._parts()[3]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f'Port could not be cast to integer value as {port!r}')
        port = int(port)
        if not 0 <= port <= 65535:
            raise ValueError('Port out of range 0-65535')
        return port

    __class_getitem__ = classmethod(types.GenericAlias)


class DefragResult(namedtuple('DefragResult', 'url fragment')):
    """A URL and its fragment."""
    __slots__ = ()

    def geturl(self):
        return self.url + '#' + self.fragment if self.fragment else self.url

    def encode(self, encoding='ascii', errors='strict'):
        return DefragResultBytes(*(x.encode(encoding, errors) for x in self))


class SplitResult(_Host, namedtuple('SplitResult', 'scheme netloc path query fragment')):
    """The five parts of a URL."""
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)

    def encode(self, encoding='ascii', errors='strict'):
        return SplitResultBytes(*(x.encode(encoding, errors) for x in self))


class ParseResult(_Host, namedtuple('ParseResult', 'scheme netloc path params query fragment')):
    """The six parts of a URL."""
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)

    def encode(self, encoding='ascii', errors='strict'):
        return ParseResultBytes(*(x.encode(encoding, errors) for x in self))


class DefragResultBytes(namedtuple('DefragResultBytes', 'url fragment')):
    """A URL and its fragment, as bytes."""
    __slots__ = ()

    def geturl(self):
        return self.url + b'#' + self.fragment if self.fragment else self.url

    def decode(self, encoding='ascii', errors='strict'):
        return DefragResult(*(x.decode(encoding, errors) for x in self))


class SplitResultBytes(_Host, namedtuple('SplitResultBytes', 'scheme netloc path query fragment')):
    """The five parts of a URL, as bytes."""
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)

    def decode(self, encoding='ascii', errors='strict'):
        return SplitResult(*(x.decode(encoding, errors) for x in self))


class ParseResultBytes(_Host, namedtuple('ParseResultBytes', 'scheme netloc path params query fragment')):
    """The six parts of a URL, as bytes."""
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)

    def decode(self, encoding='ascii', errors='strict'):
        return ParseResult(*(x.decode(encoding, errors) for x in self))


def _texts(*args):
    """The arguments as text, and whether they were bytes."""
    # of empty ones the first decides
    kinds = {isinstance(a, str) for a in args if a} or {isinstance(args[0], str)}
    if len(kinds) > 1:
        raise TypeError('Cannot mix str and non-str arguments')
    if True in kinds:
        return *(a or '' for a in args), False
    return *(a.decode('ascii', 'strict') if a else '' for a in args), True


def urlsplit(url, scheme='', allow_fragments=True):
    """<scheme>://<netloc>/<path>?<query>#<fragment>"""
    url, scheme, as_bytes = _texts(url, scheme)
    result = SplitResult(*(part or '' for part in _split(url, scheme, allow_fragments)))
    return result.encode() if as_bytes else result


def _split(url, scheme, allow_fragments):
    """The five parts; a host, query or fragment that is not there is None, since an empty one is there."""
    url = url.lstrip(_STRIPPED)
    scheme = scheme.strip(_STRIPPED)
    for c in '\t\r\n':
        url = url.replace(c, '')
        scheme = scheme.replace(c, '')
    netloc = fragment = None
    i = url.find(':')
    if i > 0 and url[0].isascii() and url[0].isalpha() and all(c in scheme_chars for c in url[:i]):
        scheme, url = url[:i].lower(), url[i + 1:]
    if url[:2] == '//':
        end = min((n for n in map(url[2:].find, '/?#') if n >= 0), default=len(url) - 2) + 2
        netloc, url = url[2:end], url[end:]
        if ('[' in netloc) != (']' in netloc):
            raise ValueError('Invalid IPv6 URL')
        if '[' in netloc:
            _check_bracketed(netloc)
    if allow_fragments:
        url, fragment = _cut(url, '#')
    url, query = _cut(url, '?')
    return scheme, netloc, url, query, fragment


def _cut(url, mark):
    before, found, after = url.partition(mark)
    return before, after if found else None


def _check_bracketed(netloc):
    host = netloc.rpartition('@')[2]
    before, _, rest = host.partition('[')
    address, _, port = rest.partition(']')
    if before or port and not port.startswith(':'):
        raise ValueError('Invalid IPv6 URL')
    if address.startswith('v'):
        if not re.fullmatch(r'v[a-fA-F0-9]+\..+', address):
            raise ValueError('IPvFuture address is invalid')
    elif ':' not in address:
        raise ValueError('An IPv4 address cannot be in brackets') if address.count('.') == 3 else \
            ValueError(f'{address!r} does not appear to be an IPv4 or IPv6 address')


def urlunsplit(components):
    """The URL of five parts."""
    scheme, netloc, path, query, fragment, as_bytes = _texts(*components)
    url = _whole(scheme, _host_or_none(scheme, netloc, path), path, None, query or None, fragment or None)
    return url.encode('ascii') if as_bytes else url


def _host_or_none(scheme, netloc, path):
    """An empty host counts where the scheme has one."""
    return netloc if netloc or scheme and scheme in uses_netloc and path[:1] in ('', '/') else None


def _whole(scheme, netloc, url, params, query, fragment):
    """The URL of six parts, of which all but the scheme and the path may be None."""
    if params is not None:
        url = f'{url};{params}'
    if netloc is not None:
        url = '//' + netloc + ('/' if url and url[:1] != '/' else '') + url
    elif url[:2] == '//':
        url = '//' + url
    start = f'{scheme}:' if scheme else ''
    return start + url + ''.join([mark + part for mark, part in (('?', query), ('#', fragment)) if part is not None])


def urlparse(url, scheme='', allow_fragments=True):
    """<scheme>://<netloc>/<path>;<params>?<query>#<fragment>"""
    url, scheme, as_bytes = _texts(url, scheme)
    result = ParseResult(*(part or '' for part in _parse(url, scheme, allow_fragments)))
    return result.encode() if as_bytes else result


def _parse(url, scheme, allow_fragments):
    """The six parts; those but the scheme and the path are None if they are not there."""
    scheme, netloc, url, query, fragment = _split(url, scheme, allow_fragments)
    params = None
    if scheme in uses_params:
        # behind the last slash
        start = url.rfind('/') + 1
        last, params = _cut(url[start:], ';')
        url = url[:start] + last
    return scheme, netloc, url, params, query, fragment


def urlunparse(components):
    """The URL of six parts."""
    scheme, netloc, path, params, query, fragment, as_bytes = _texts(*components)
    url = _whole(scheme, _host_or_none(scheme, netloc, path), path, params or None, query or None, fragment or None)
    return url.encode('ascii') if as_bytes else url


def urldefrag(url):
    """The URL without its fragment, and that."""
    url, as_bytes = _texts(url)
    fragment = ''
    if '#' in url:
        *parts, fragment = _parse(url, '', True)
        url = _whole(*parts, None)
    result = DefragResult(url, fragment or '')
    return result.encode() if as_bytes else result


def urljoin(base, url, allow_fragments=True):
    """A reference, seen from a base URL."""
    if not base or not url:
        return base or url
    base, url, as_bytes = _texts(base, url)
    result = _joined(base, url, allow_fragments)
    return result.encode('ascii') if as_bytes else result


def _joined(base, url, allow_fragments):
    bscheme, bnetloc, bpath, bquery, _ = _split(base, '', allow_fragments)
    scheme, netloc, path, query, fragment = _split(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in uses_relative:
        return url
    if scheme in uses_netloc:
        if netloc:
            return _whole(scheme, netloc, path, None, query, fragment)
        netloc = bnetloc
    if not path:
        return _whole(scheme, netloc, bpath, None, bquery if query is None else query, fragment)
    kept = bpath.split('/')
    if kept[-1]:
        del kept[-1]
    if path[:1] == '/':
        segments = path.split('/')
    else:
        segments = kept + path.split('/')
        segments[1:-1] = filter(None, segments[1:-1])
    out = []
    for segment in segments:
        if segment == '..':
            if out:
                out.pop()
        elif segment != '.':
            out.append(segment)
    if segments[-1] in ('.', '..'):
        out.append('')
    path = '/'.join(out) or '/'
    return _whole(scheme, netloc, path, None, query, fragment)


def unquote_to_bytes(string):
    """Bytes with the %xx put in."""
    if isinstance(string, str):
        string = string.encode('utf-8')
    head, *parts = string.split(b'%')
    out = [head]
    for part in parts:
        code = part[:2]
        if len(code) == 2 and not code.translate(None, b'0123456789abcdefABCDEF'):
            out += bytes([int(code, 16)]), part[2:]
        else:
            out += b'%', part
    return b''.join(out)


_ESCAPED = re.compile('((?:%[0-9A-Fa-f]{2})+)')


def unquote(string, encoding='utf-8', errors='replace'):
    """Text with the %xx put in."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode('utf-8' if encoding is None else encoding, errors or 'replace')
    if '%' not in string:
        string.split
        return string
    parts = _ESCAPED.split(string)
    for i in range(1, len(parts), 2):
        parts[i] = bytes.fromhex(parts[i].replace('%', '')).decode(encoding or 'utf-8', errors or 'replace')
    return ''.join(parts)


def unquote_plus(string, encoding='utf-8', errors='replace'):
    """As unquote; plus signs are spaces."""
    return unquote(string.replace('+', ' '), encoding, errors)


def quote(string, safe='/', encoding=None, errors=None):
    """Text with %xx for what is not safe in a URL."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or 'utf-8', errors or 'strict')
    else:
        for name, value in (('encoding', encoding), ('errors', errors)):
            if value is not None:
                raise TypeError(f"quote() doesn't support {name!r} for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    """As quote; spaces are plus signs."""
    space = ' ' if isinstance(string, str) else b' '
    if space not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (' ' if isinstance(safe, str) else b' '), encoding, errors).replace(' ', '+')


def quote_from_bytes(bs, safe='/'):
    """Bytes as text with %xx."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError('quote_from_bytes() expected bytes')
    if not bs:
        return ''
    safe = safe.encode('ascii', 'ignore') if isinstance(safe, str) else bytes(c for c in safe if c < 128)
    allowed = _ALWAYS_SAFE.union(safe)
    return ''.join([chr(c) if c in allowed else f'%{c:02X}' for c in bs])


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    """A query string of a mapping or of pairs."""
    if hasattr(query, 'items'):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as err:
            raise TypeError('not a valid non-string sequence or mapping object') from err

    def text(v):
        if isinstance(v, bytes):
            return quote_via(v, safe)
        return quote_via(v if isinstance(v, str) else str(v), safe, encoding, errors)
    out = []
    for k, v in query:
        if doseq and not isinstance(v, (str, bytes)):
            try:
                len(v)
            except TypeError:
                v = [v]
            out.extend(text(k) + '=' + text(item) for item in v)
        else:
            out.append(text(k) + '=' + text(v))
    return '&'.join(out)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
              max_num_fields=None, separator='&'):
    """The (name, value) pairs of a query string."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError('Separator must be of type string or bytes.')
    as_bytes = isinstance(qs, (bytes, bytearray))
    if as_bytes:
        qs = bytes(qs).decode('latin-1')
        separator = separator if isinstance(separator, str) else separator.decode()
        finish = lambda s: unquote_to_bytes(s.replace('+', ' ').encode('latin-1'))
    else:
        if not qs:
            return []
        finish = lambda s: unquote(s.replace('+', ' '), encoding, errors)
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError('Max number of fields exceeded')
    out = []
    for pair in qs.split(separator):
        if not pair and not strict_parsing:
            continue
        name, equals, value = pair.partition('=')
        if not equals and strict_parsing:
            raise ValueError(f'bad query field: {pair!r}')
        if value or keep_blank_values:
            out.append((finish(name), finish(value)))
    return out


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace',
             max_num_fields=None, separator='&'):
    """A dict of the values of each name of a query string."""
    out = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors,
                                 max_num_fields, separator):
        out.setdefault(name, []).append(value)
    return out
