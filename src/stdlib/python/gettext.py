"""Contract: translations of texts: catalogs in the files of GNU gettext, found by language."""
import os
import re
import sys

__all__ = ['NullTranslations', 'GNUTranslations', 'Catalog', 'bindtextdomain', 'find', 'translation', 'install',
           'textdomain', 'dgettext', 'dngettext', 'gettext', 'ngettext', 'pgettext', 'dpgettext', 'npgettext', 'dnpgettext']

_default_localedir = os.path.join(sys.base_prefix, 'share', 'locale')
_token = re.compile(r'([ \t]+)|(\d+\b)|(n\b)|([()])|(&&|\|\||==|!=|<=|>=|[-*/%+?:<>!])|(\w+|.)', re.DOTALL)
_LEVELS = [('||',), ('&&',), ('==', '!='), ('<', '>', '<=', '>='), ('+', '-'), ('*', '/', '%')]


class _Plural:
    """Reads the rule for plurals, an expression of C, and makes a function of it."""

    def __init__(self, text):
        self._tokens = []
        for m in _token.finditer(text):
            if m[6]:
                raise ValueError(f'invalid token in plural form: {m[6]}')
            if not m[1]:
                self._tokens.append(m[0])
        self._tokens.append('')
        self._at = self._depth = 0

    def _next(self):
        return self._tokens[self._at]

    def _unexpected(self):
        word = self._next()
        if word:
            raise ValueError(f'unexpected token in plural form: {word}')
        raise ValueError('unexpected end of plural form')

    def read(self):
        value = self._choice()
        if self._next() == ')':
            raise ValueError('unbalanced parenthesis in plural form')
        if self._next():
            self._unexpected()
        return value

    def _choice(self):
        test = self._binary(0)
        if self._next() != '?':
            return test
        self._at += 1
        yes = self._choice()
        if self._next() != ':':
            self._unexpected()
        self._at += 1
        no = self._choice()
        return lambda n: yes(n) if test(n) else no(n)

    def _binary(self, level):
        if level == len(_LEVELS):
            return self._single()
        left = self._binary(level + 1)
        while self._next() in _LEVELS[level]:
            sign = self._next()
            self._at += 1
            left = _joined(sign, left, self._binary(level + 1))
        return left

    def _single(self):
        word = self._next()
        if word == '!':
            self._at += 1
            inner = self._single()
            return lambda n: int(not inner(n))
        if word == '(':
            self._at += 1
            self._depth += 1
            if self._depth > 20:
                raise ValueError('plural form expression is too complex')
            inner = self._choice()
            if self._next() != ')':
                if not self._next():
                    raise ValueError('unbalanced parenthesis in plural form')
                self._unexpected()
            self._depth -= 1
        elif word == 'n':
            inner = _same
        elif word.isdigit():
            number = int(word)
            inner = lambda n: number
        else:
            self._unexpected()
        self._at += 1
        return inner


def _same(n):
    return n


def _joined(sign, left, right):
    """A function of two functions and a sign."""
    if sign == '||':
        return lambda n: int(bool(left(n) or right(n)))
    if sign == '&&':
        return lambda n: int(bool(left(n) and right(n)))
    import operator
    function = {'==': operator.eq, '!=': operator.ne, '<': operator.lt, '>': operator.gt, '<=': operator.le,
                '>=': operator.ge, '+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.floordiv,
                '%': operator.mod}[sign]
    return lambda n: int(function(left(n), right(n)))


def c2py(plural):
    """The function of n that a rule for plurals is."""
    if len(plural) > 1000:
        raise ValueError('plural form expression is too long')
    function = _Plural(plural).read()

    def index(n):
        if not isinstance(n, int):
            try:
                rounded = round(n)
            except TypeError:
                raise TypeError(f'Plural value must be an integer, got {type(n).__name__}') from None
            import warnings
            warnings.warn(f'Plural value must be an integer, got {type(n).__name__}', DeprecationWarning, stacklevel=4)
            # what is no whole number is no single thing
            n = rounded if rounded == n else int(n) if n > 2 else 2
        return int(function(n))
    return index


def _variants(name):
    """The names under which a locale may be found, the most exact first."""
    import locale
    name = locale.normalize(name)
    base, modifier = (name.partition('@')[0], '@' + name.partition('@')[2]) if '@' in name else (name, '')
    base, codeset = (base.partition('.')[0], '.' + base.partition('.')[2]) if '.' in base else (base, '')
    language, territory = (base.partition('_')[0], '_' + base.partition('_')[2]) if '_' in base else (base, '')
    out = []
    for bits in range(7, -1, -1):
        variant = language + (territory if bits & 4 else '') + (codeset if bits & 2 else '') + (modifier if bits & 1 else '')
        if variant not in out:
            out.append(variant)
    return out


class NullTranslations:
    """Translates nothing, but by its fallback."""

    def __init__(self, fp=None):
        self._info, self._charset, self._fallback = {}, None, None
        if fp is not None:
            self._parse(fp)

    def _parse(self, fp):
        """Read a catalog."""

    def add_fallback(self, fallback):
        """Add what is asked when a text is not found."""
        if self._fallback is None:
            self._fallback = fallback
        else:
            self._fallback.add_fallback(fallback)

    def gettext(self, message):
        """The translation of a text."""
        return message if self._fallback is None else self._fallback.gettext(message)

    def ngettext(self, msgid1, msgid2, n):
        """The translation of a text for a number of things."""
        if self._fallback is not None:
            return self._fallback.ngettext(msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def pgettext(self, context, message):
        """The translation of a text in a context."""
        return message if self._fallback is None else self._fallback.pgettext(context, message)

    def npgettext(self, context, msgid1, msgid2, n):
        """The translation of a text in a context for a number of things."""
        if self._fallback is not None:
            return self._fallback.npgettext(context, msgid1, msgid2, n)
        return msgid1 if n == 1 else msgid2

    def info(self):
        """What the catalog says of itself."""
        return self._info

    def charset(self):
        """The character set of the catalog."""
        return self._charset

    def install(self, names=None):
        """Make `_` a builtin, and other functions that are named."""
        import builtins
        builtins._ = self.gettext
        for name in {'gettext', 'ngettext', 'pgettext', 'npgettext'} & set(names or ()):
            setattr(builtins, name, getattr(self, name))


class GNUTranslations(NullTranslations):
    """A catalog of GNU gettext."""

    LE_MAGIC, BE_MAGIC = 0x950412de, 0xde120495
    CONTEXT, VERSIONS = '%s\x04%s', (0, 1)

    def _parse(self, fp):
        import struct
        name, data = getattr(fp, 'name', ''), fp.read()
        self._catalog, self.plural = {}, lambda n: int(n != 1)
        magic = struct.unpack('<I', data[:4])[0]
        order = {self.LE_MAGIC: '<', self.BE_MAGIC: '>'}.get(magic)
        if order is None:
            raise OSError(0, 'Bad magic number', name)
        version, count, ids, texts = struct.unpack(order + '4I', data[4:20])
        if version >> 16 not in self.VERSIONS:
            raise OSError(0, 'Bad version number ' + str(version >> 16), name)
        for i in range(count):
            pair = []
            for table in (ids, texts):
                size, at = struct.unpack_from(order + 'II', data, table + 8 * i)
                if at + size >= len(data):
                    raise OSError(0, 'File is corrupt', name)
                pair.append(data[at:at + size])
            if not pair[0]:
                self._read_info(pair[1])
            charset = self._charset or 'ascii'
            if b'\0' in pair[0]:
                key = pair[0].partition(b'\0')[0].decode(charset)
                for form, text in enumerate(pair[1].split(b'\0')):
                    self._catalog[key, form] = text.decode(charset)
            else:
                self._catalog[pair[0].decode(charset)] = pair[1].decode(charset)

    def _read_info(self, data):
        """The headers, which stand under the empty text."""
        last = None
        for line in data.decode('latin-1').split('\n'):
            line = line.strip()
            if not line or line.startswith('#-#-#-#-#') and line.endswith('#-#-#-#-#'):
                continue
            if ':' in line:
                key, _, value = line.partition(':')
                last = key.strip().lower()
                self._info[last] = value = value.strip()
                if last == 'content-type':
                    self._charset = value.partition('charset=')[2] or self._charset
                elif last == 'plural-forms':
                    self.plural = c2py(value.split(';')[1].partition('plural=')[2])
            elif last:
                self._info[last] += '\n' + line

    def _found(self, key, n=1):
        for each in (key, (key, self.plural(n))):
            if each in self._catalog:
                return self._catalog[each]

    def gettext(self, message):
        found = self._found(message)
        return super().gettext(message) if found is None else found

    def ngettext(self, msgid1, msgid2, n):
        found = self._catalog.get((msgid1, self.plural(n)))
        return super().ngettext(msgid1, msgid2, n) if found is None else found

    def pgettext(self, context, message):
        found = self._found(self.CONTEXT % (context, message))
        return super().pgettext(context, message) if found is None else found

    def npgettext(self, context, msgid1, msgid2, n):
        found = self._catalog.get((self.CONTEXT % (context, msgid1), self.plural(n)))
        return super().npgettext(context, msgid1, msgid2, n) if found is None else found


def find(domain, localedir=None, languages=None, all=False):
    """The file of a domain's catalog, None without it; a list of all of them with `all`."""
    if localedir is None:
        localedir = _default_localedir
    if languages is None:
        for name in ('LANGUAGE', 'LC_ALL', 'LC_MESSAGES', 'LANG'):
            value = os.environ.get(name)
            if value:
                languages = value.split(':')
                break
        languages = list(languages or ())
        if 'C' not in languages:
            languages.append('C')
    out, tried = [], []
    for language in languages:
        for variant in _variants(language):
            if variant not in tried:
                tried.append(variant)
    for variant in tried:
        if variant == 'C':
            break
        path = os.path.join(localedir, variant, 'LC_MESSAGES', f'{domain}.mo')
        if os.path.exists(path):
            if not all:
                return path
            out.append(path)
    return out if all else None


_translations = {}


def translation(domain, localedir=None, languages=None, class_=None, fallback=False):
    """The translations of a domain."""
    if class_ is None:
        class_ = GNUTranslations
    paths = find(domain, localedir, languages, all=True)
    if not paths:
        if fallback:
            return NullTranslations()
        from errno import ENOENT
        raise FileNotFoundError(ENOENT, 'No translation file found for domain', domain)
    import copy
    result = None
    for path in paths:
        key = class_, os.path.abspath(path)
        if key not in _translations:
            with open(path, 'rb') as fp:
                _translations[key] = class_(fp)
        # a copy: the fallbacks of another caller are not ours
        each = copy.copy(_translations[key])
        if result is None:
            result = each
        else:
            result.add_fallback(each)
    return result


def install(domain, localedir=None, *, names=None):
    """Make `_` a builtin that translates by a domain."""
    translation(domain, localedir, fallback=True).install(names)


_localedirs, _current = {}, ['messages']


def textdomain(domain=None):
    """Set the domain of the functions without one, and say what it is."""
    if domain is not None:
        _current[0] = domain
    return _current[0]


def bindtextdomain(domain, localedir=None):
    """Set the folder of a domain's catalogs, and say what it is."""
    if localedir is not None:
        _localedirs[domain] = localedir
    return _localedirs.get(domain, _default_localedir)


def _by_domain(domain):
    return translation(domain, _localedirs.get(domain), fallback=True)


def dgettext(domain, message):
    """The translation of a text by a domain."""
    return _by_domain(domain).gettext(message)


def dngettext(domain, msgid1, msgid2, n):
    """The translation of a text for a number of things by a domain."""
    return _by_domain(domain).ngettext(msgid1, msgid2, n)


def dpgettext(domain, context, message):
    """The translation of a text in a context by a domain."""
    return _by_domain(domain).pgettext(context, message)


def dnpgettext(domain, context, msgid1, msgid2, n):
    """The translation of a text in a context for a number of things by a domain."""
    return _by_domain(domain).npgettext(context, msgid1, msgid2, n)


def gettext(message):
    """The translation of a text."""
    return dgettext(_current[0], message)


def ngettext(msgid1, msgid2, n):
    """The translation of a text for a number of things."""
    return dngettext(_current[0], msgid1, msgid2, n)


def pgettext(context, message):
    """The translation of a text in a context."""
    return dpgettext(_current[0], context, message)


def npgettext(context, msgid1, msgid2, n):
    """The translation of a text in a context for a number of things."""
    return dnpgettext(_current[0], context, msgid1, msgid2, n)


Catalog = translation
