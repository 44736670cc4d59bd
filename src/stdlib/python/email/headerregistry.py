"""Contract: headers as objects: a str of the decoded value, with attributes of their own kind, and how they are folded."""
from types import MappingProxyType

from email import errors, utils
from email._headertext import decoded, folded, read_addresses


class Address:
    """A person's address."""

    def __init__(self, display_name='', username='', domain='', addr_spec=None):
        if any(c in ''.join(filter(None, (display_name, username, domain, addr_spec))) for c in '\r\n'):
            raise ValueError('invalid arguments; address parts cannot contain CR or LF')
        if addr_spec is not None:
            if username or domain:
                raise TypeError('addrspec specified when username and/or domain also specified')
            username, domain = self._parsed(addr_spec)
        self._display_name, self._username, self._domain = display_name, username, domain

    @staticmethod
    def _parsed(spec):
        from email._addresses import AddressReader
        reader = AddressReader(spec)
        found = reader._spec([])
        if not found:
            raise errors.InvalidHeaderDefect('expected addr-spec')
        if '@' not in found:
            raise errors.InvalidHeaderDefect('addr-spec local part with no domain')
        if reader.at < len(spec):
            raise ValueError(f'Invalid addr_spec; only {found!r} could be parsed from {spec!r}')
        name, _, domain = found.rpartition('@')
        return utils.unquote(name), domain

    display_name = property(lambda self: self._display_name)
    username = property(lambda self: self._username)
    domain = property(lambda self: self._domain)

    @property
    def addr_spec(self):
        """'user@domain', quoted if it must be."""
        name = self.username
        if set(name) & set('()<>@,:;"[]\\ \t') or name.startswith('.') or name.endswith('.') or '..' in name:
            name = f'"{utils.quote(name)}"'
        if self.domain:
            return f'{name}@{self.domain}'
        return name or '<>'

    def __repr__(self):
        return (f'{type(self).__name__}(display_name={self.display_name!r}, username={self.username!r}, '
                f'domain={self.domain!r})')

    def __str__(self):
        name = self.display_name
        if set(name) & set('()<>@,:;".[]\\'):
            name = f'"{utils.quote(name)}"'
        if name:
            spec = '' if self.addr_spec == '<>' else self.addr_spec
            return f'{name} <{spec}>'
        return self.addr_spec

    def __eq__(self, other):
        if not isinstance(other, Address):
            return NotImplemented
        return (self.display_name, self.username, self.domain) == (other.display_name, other.username, other.domain)


class Group:
    """Addresses with a name."""

    def __init__(self, display_name=None, addresses=None):
        self._display_name, self._addresses = display_name, tuple(addresses or ())

    display_name = property(lambda self: self._display_name)
    addresses = property(lambda self: self._addresses)

    def __repr__(self):
        return f'{type(self).__name__}(display_name={self.display_name!r}, addresses={self.addresses!r}'

    def __str__(self):
        if self.display_name is None and len(self.addresses) == 1:
            return str(self.addresses[0])
        name = self.display_name
        if name is not None and set(name) & set('()<>@,:;".[]\\'):
            name = f'"{utils.quote(name)}"'
        people = ', '.join(map(str, self.addresses))
        return f'{name}:{" " + people if people else people};'

    def __eq__(self, other):
        if not isinstance(other, Group):
            return NotImplemented
        return self.display_name == other.display_name and self.addresses == other.addresses


class BaseHeader(str):
    """A header: its decoded value."""

    def __new__(cls, name, value):
        kwds = {'defects': []}
        cls.parse(value, kwds)
        text = kwds['decoded']
        if utils._has_surrogates(text):
            text = kwds['decoded'] = utils._sanitize(text)
        self = str.__new__(cls, text)
        del kwds['decoded']
        self._source = kwds.pop('source', text)
        self.init(name, **kwds)
        return self

    def init(self, name, *, defects, **kw):
        self._name, self._defects = name, defects

    name = property(lambda self: self._name)
    defects = property(lambda self: tuple(self._defects))

    def _units(self):
        """What lines are filled with: a text, or a list of texts that stay together if they can."""
        return self._source

    def fold(self, *, policy):
        """The header as lines."""
        return folded(self.name, self._units(), policy)

    def __reduce__(self):
        return _rebuilt, (type(self).__name__, type(self).__bases__, str(self)), self.__dict__


def _rebuilt(name, bases, value):
    return str.__new__(type(name, bases, {}), value)


class UnstructuredHeader:
    """Text."""

    max_count = None

    @classmethod
    def parse(cls, value, kwds):
        kwds['decoded'] = decoded(value, kwds['defects'])
        kwds['source'] = value if utils._has_surrogates(value) else kwds['decoded']


class UniqueUnstructuredHeader(UnstructuredHeader):
    """Text that there is once."""

    max_count = 1


class DateHeader:
    """A date: `datetime`."""

    max_count = None

    @classmethod
    def parse(cls, value, kwds):
        import datetime
        if not value:
            kwds['defects'].append(errors.HeaderMissingRequiredValue())
            kwds['datetime'], kwds['decoded'] = None, ''
            return
        if isinstance(value, str):
            kwds['decoded'] = value
            try:
                value = utils.parsedate_to_datetime(value)
            except ValueError:
                kwds['defects'].append(errors.InvalidDateDefect('Invalid date value or format'))
                kwds['datetime'] = None
                return
        kwds['datetime'], kwds['decoded'] = value, utils.format_datetime(value)

    def init(self, *args, **kw):
        self._datetime = kw.pop('datetime')
        super().init(*args, **kw)

    datetime = property(lambda self: self._datetime)


class UniqueDateHeader(DateHeader):
    """A date that there is once."""

    max_count = 1


class AddressHeader:
    """Addresses: `addresses`, `groups`."""

    max_count = None

    @classmethod
    def parse(cls, value, kwds):
        if isinstance(value, str):
            groups = [Group(name, [Address(decoded(person, []), user, domain) for person, user, domain in people])
                      for name, people in read_addresses(value, kwds['defects'])]
        else:
            if not hasattr(value, '__iter__'):
                value = [value]
            groups = [Group(None, [item]) if not hasattr(item, 'addresses') else item for item in value]
        kwds['groups'] = groups
        kwds['decoded'] = ', '.join(map(str, groups))

    def init(self, *args, **kw):
        self._groups = tuple(kw.pop('groups'))
        super().init(*args, **kw)

    groups = property(lambda self: self._groups)
    addresses = property(lambda self: tuple(address for group in self._groups for address in group.addresses))

    def _units(self):
        texts = [str(group) for group in self._groups]
        return [text + ',' for text in texts[:-1]] + texts[-1:]


class UniqueAddressHeader(AddressHeader):
    """Addresses that there are once."""

    max_count = 1


class SingleAddressHeader(AddressHeader):
    """One address: `address`."""

    @property
    def address(self):
        if len(self.addresses) != 1:
            raise ValueError(f'value of single address header {self.name} is not a single address')
        return self.addresses[0]


class UniqueSingleAddressHeader(SingleAddressHeader):
    """One address that there is once."""

    max_count = 1


class MIMEVersionHeader:
    """The version of MIME."""

    max_count = 1

    @classmethod
    def parse(cls, value, kwds):
        import re
        kwds['decoded'] = str(value)
        m = re.match(r'\s*(\d+)\s*\.\s*(\d+)', str(value))
        kwds['major'], kwds['minor'] = (int(m[1]), int(m[2])) if m else (None, None)
        kwds['version'] = f'{kwds["major"]}.{kwds["minor"]}' if m else None
        if not m:
            kwds['defects'].append(errors.HeaderMissingRequiredValue('Missing MIME version number (eg: 1.0)'))

    def init(self, *args, **kw):
        self._version, self._major, self._minor = kw.pop('version'), kw.pop('major'), kw.pop('minor')
        super().init(*args, **kw)

    major = property(lambda self: self._major)
    minor = property(lambda self: self._minor)
    version = property(lambda self: self._version)


class ParameterizedMIMEHeader:
    """A value with parameters: `params`."""

    max_count = 1

    @classmethod
    def parse(cls, value, kwds):
        from email.message import _parameters
        kwds['decoded'] = decoded(value, kwds['defects']) if '=?' in value else value
        params = {}
        for name, text in utils.decode_params(_parameters(value))[1:]:
            if isinstance(text, tuple):
                try:
                    text = bytes(utils.unquote(text[2]), 'latin-1').decode(text[0] or 'us-ascii', 'surrogateescape')
                except LookupError:
                    text = utils.unquote(text[2])
            else:
                text = decoded(utils.unquote(text), [])
            params.setdefault(name, utils._sanitize(text))
        kwds['params'], kwds['first'] = params, _parameters(value)[0][0]

    def init(self, *args, **kw):
        self._params, self._first = kw.pop('params'), kw.pop('first')
        super().init(*args, **kw)

    params = property(lambda self: MappingProxyType(self._params))

    def _units(self):
        from email.message import _parameters
        pairs = _parameters(str(self))
        out = [pairs[0][0]] if not pairs[0][1] else [f'{pairs[0][0]}={pairs[0][1]}']
        for name, written in pairs[1:]:
            value = self._params.get(name.rstrip('*').partition('*')[0], utils.unquote(written))
            out.append((name.partition('*')[0], value, f'{name}={written}' if written else name))
        last = len(out) - 1
        return [unit if i == last else unit + ';' if isinstance(unit, str) else (*unit[:2], unit[2] + ';')
                for i, unit in enumerate(out)]


class ContentTypeHeader(ParameterizedMIMEHeader):
    """The type: `content_type`, `maintype`, `subtype`."""

    def init(self, *args, **kw):
        super().init(*args, **kw)
        kind = self._first.strip().lower()
        main, slash, sub = kind.partition('/')
        if not (main and sub) or '/' in sub:
            self._defects.append(errors.InvalidHeaderDefect('invalid content type'))
            main, sub = 'text', 'plain'
        self._maintype, self._subtype = main, sub

    maintype = property(lambda self: self._maintype)
    subtype = property(lambda self: self._subtype)
    content_type = property(lambda self: f'{self._maintype}/{self._subtype}')


class ContentDispositionHeader(ParameterizedMIMEHeader):
    """How the content is meant: `content_disposition`."""

    content_disposition = property(lambda self: self._first.strip().lower() or None)


class ContentTransferEncodingHeader:
    """The encoding: `cte`."""

    max_count = 1

    @classmethod
    def parse(cls, value, kwds):
        kwds['decoded'] = str(value)
        kwds['cte'] = str(value).strip().lower() or '7bit'

    def init(self, *args, **kw):
        self._cte = kw.pop('cte')
        super().init(*args, **kw)

    cte = property(lambda self: self._cte)


class MessageIDHeader:
    """An identifier."""

    max_count = 1

    @classmethod
    def parse(cls, value, kwds):
        kwds['decoded'] = str(value)


class ReferencesHeader(MessageIDHeader):
    """Identifiers of other messages."""

    max_count = None


_CLASSES = {'subject': UniqueUnstructuredHeader, 'date': UniqueDateHeader, 'resent-date': DateHeader,
            'orig-date': UniqueDateHeader, 'sender': UniqueSingleAddressHeader, 'resent-sender': SingleAddressHeader,
            'to': UniqueAddressHeader, 'resent-to': AddressHeader, 'cc': UniqueAddressHeader, 'resent-cc': AddressHeader,
            'bcc': UniqueAddressHeader, 'resent-bcc': AddressHeader, 'from': UniqueAddressHeader,
            'resent-from': AddressHeader, 'reply-to': UniqueAddressHeader, 'mime-version': MIMEVersionHeader,
            'content-type': ContentTypeHeader, 'content-disposition': ContentDispositionHeader,
            'content-transfer-encoding': ContentTransferEncodingHeader, 'message-id': MessageIDHeader,
            'references': ReferencesHeader, 'in-reply-to': ReferencesHeader}


class HeaderRegistry:
    """Makes headers: of the class that their name has."""

    def __init__(self, base_class=BaseHeader, default_class=UnstructuredHeader, use_default_map=True):
        self.registry, self.base_class, self.default_class = {}, base_class, default_class
        if use_default_map:
            self.registry.update(_CLASSES)
        self._made = {}

    def map_to_type(self, name, cls):
        """Set the class of a name."""
        self.registry[name.lower()] = cls

    def __getitem__(self, name):
        cls = self.registry.get(name.lower(), self.default_class)
        made = self._made.get(cls)
        if made is None:
            made = self._made[cls] = type('_' + cls.__name__, (cls, self.base_class), {})
        return made

    def __call__(self, name, value):
        return self[name](name, value)
