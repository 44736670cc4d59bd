"""Contract: messages: headers and a payload. `Message` with the old policy, `EmailMessage` with the new one, whose content is
set and got as objects."""
import re
from binascii import Error as _BinasciiError, a2b_base64, a2b_qp

from email import errors, utils
from email._policybase import compat32
from email.charset import Charset

__all__ = ['Message', 'EmailMessage']

_SPECIAL = re.compile(r'[ \(\)<>@,;:\\"/\[\]\?=]')


def _splitparam(param):
    """(what is before the first semicolon, the rest or None)."""
    first, semicolon, rest = str(param).partition(';')
    return first.strip(), rest.strip() if semicolon else None


def _formatparam(param, value=None, quote=True):
    """A parameter as a header has it."""
    if value is None or not len(value):
        return param
    if isinstance(value, tuple):
        return f'{param}*={utils.encode_rfc2231(value[2], value[0], value[1])}'
    if not value.isascii():
        return f'{param}*={utils.encode_rfc2231(value, "utf-8", "")}'
    if quote or _SPECIAL.search(value):
        return f'{param}="{utils.quote(value)}"'
    return f'{param}={value}'


def _parameters(text):
    """[(name, value)] of a header's value: what is before the first semicolon has an empty value."""
    pieces = []
    for piece in text.split(';'):
        if pieces and (pieces[-1].count('"') - pieces[-1].count('\\"')) % 2:
            # within quotes
            pieces[-1] += ';' + piece
        else:
            pieces.append(piece)
    out = []
    for piece in pieces:
        name, equals, value = piece.partition('=')
        name = name.strip()
        if name or equals or not out:
            out.append((name.lower() if equals and out else name, value.strip() if equals else ''))
    return out


def _unquotevalue(value):
    if isinstance(value, tuple):
        return value[0], value[1], utils.unquote(value[2])
    return utils.unquote(value)


def decode_base64(data):
    """(bytes, defects) of base64 that may be damaged."""
    short = len(data) % 4
    padded = data + b'==='[:4 - short] if short else data
    try:
        return a2b_base64(padded, strict_mode=True), [errors.InvalidBase64PaddingDefect()] if short else []
    except _BinasciiError:
        try:
            return a2b_base64(data), [errors.InvalidBase64CharactersDefect()]
        except _BinasciiError:
            try:
                return a2b_base64(data + b'=='), [errors.InvalidBase64CharactersDefect(), errors.InvalidBase64PaddingDefect()]
            except _BinasciiError:
                return data, [errors.InvalidBase64LengthDefect()]


class Message:
    """A message: a mapping of headers whose names have no case, and a payload."""

    def __init__(self, policy=compat32):
        self.policy, self._headers, self._unixfrom, self._payload, self._charset = policy, [], None, None, None
        self.preamble = self.epilogue = None
        self.defects, self._default_type = [], 'text/plain'

    def __str__(self):
        return self.as_string()

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """The message as text."""
        import io
        from email.generator import Generator
        out = io.StringIO()
        generator = Generator(out, mangle_from_=False, maxheaderlen=maxheaderlen,
                              policy=self.policy if policy is None else policy)
        generator.flatten(self, unixfrom=unixfrom)
        return out.getvalue()

    def __bytes__(self):
        return self.as_bytes()

    def as_bytes(self, unixfrom=False, policy=None):
        """The message as bytes."""
        import io
        from email.generator import BytesGenerator
        out = io.BytesIO()
        BytesGenerator(out, mangle_from_=False, policy=self.policy if policy is None else policy).flatten(self, unixfrom=unixfrom)
        return out.getvalue()

    def is_multipart(self):
        """Whether the payload is a list of messages."""
        return isinstance(self._payload, list)

    def set_unixfrom(self, unixfrom):
        """Set the line before the headers."""
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        """The line before the headers."""
        return self._unixfrom

    def attach(self, payload):
        """Add a part."""
        if self._payload is None:
            self._payload = [payload]
            return
        try:
            self._payload.append(payload)
        except AttributeError:
            raise TypeError('Attach is not valid on a message with a non-multipart payload')

    def get_payload(self, i=None, decode=False):
        """The payload, a part of it, or the bytes that its encoding stands for."""
        if self.is_multipart():
            if decode:
                return None
            return self._payload if i is None else self._payload[i]
        if i is not None and not isinstance(self._payload, list):
            raise TypeError(f'Expected list, got {type(self._payload)}')
        payload = self._payload
        encoding = str(self.get('content-transfer-encoding', '')).lower().strip()
        if not decode:
            if isinstance(payload, str) and utils._has_surrogates(payload):
                data = payload.encode('ascii', 'surrogateescape')
                try:
                    return data.decode(self.get_content_charset('ascii'), 'replace')
                except LookupError:
                    return data.decode('ascii', 'replace')
            return payload
        if isinstance(payload, str):
            try:
                data = payload.encode('ascii', 'surrogateescape')
            except UnicodeEncodeError:
                data = payload.encode('raw-unicode-escape')
        elif payload is None:
            return None
        else:
            data = payload
        if encoding == 'quoted-printable':
            return a2b_qp(data)
        if encoding == 'base64':
            value, defects = decode_base64(b''.join(data.splitlines()))
            for defect in defects:
                self.policy.handle_defect(self, defect)
            return value
        if encoding in ('x-uuencode', 'uuencode', 'uue', 'x-uue'):
            return _decode_uu(data)
        return data

    def set_payload(self, payload, charset=None):
        """Set the payload: text, bytes or parts."""
        if isinstance(payload, (bytes, bytearray)):
            payload = payload.decode('ascii', 'surrogateescape')
        elif isinstance(payload, str) and isinstance(charset, Charset):
            payload = payload.encode(charset.output_charset or 'us-ascii', 'surrogateescape').decode('ascii', 'surrogateescape')
        self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """Set the character set, and encode the payload as it wants; None takes it away."""
        if charset is None:
            self.del_param('charset')
            self._charset = None
            return
        self._charset = charset = charset if isinstance(charset, Charset) else Charset(charset)
        name = charset.get_output_charset()
        self._default_header('MIME-Version', '1.0')
        if not self._default_header('Content-Type', 'text/plain', charset=name):
            self.set_param('charset', name)
        if str(charset) != name:
            self._payload = charset.body_encode(self._payload)
        if 'Content-Transfer-Encoding' in self:
            return
        encoding = charset.get_body_encoding()
        if callable(encoding):
            # it changes the message itself
            encoding(self)
            return
        text = self._payload
        if text:
            # bytes that came as text are bytes again
            text = text.encode('ascii', 'surrogateescape') if text.isascii() or utils._has_surrogates(text) else \
                text.encode(charset.output_charset)
        self._payload = charset.body_encode(text)
        self.add_header('Content-Transfer-Encoding', encoding)

    def _default_header(self, name, value, **params):
        """Add a header if there is none of its name, and say whether there was none."""
        if name in self:
            return False
        self.add_header(name, value, **params)
        return True

    def get_charset(self):
        """The character set of the payload."""
        return self._charset

    # headers

    def __len__(self):
        return len(self._headers)

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, val):
        most = self.policy.header_max_count(name)
        if most:
            name_low = name.lower()
            if sum(key.lower() == name_low for key, _ in self._headers) >= most:
                raise ValueError(f'There may be at most {most} {name} headers in a message')
        self._headers.append(self.policy.header_store_parse(name, val))

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [(key, value) for key, value in self._headers if key.lower() != name]

    def __contains__(self, name):
        name = name.lower()
        return any(key.lower() == name for key, _ in self._headers)

    def __iter__(self):
        for key, _ in self._headers:
            yield key

    def keys(self):
        """The names."""
        return [key for key, _ in self._headers]

    def values(self):
        """The values."""
        return [self.policy.header_fetch_parse(key, value) for key, value in self._headers]

    def items(self):
        """(name, value) pairs."""
        return [(key, self.policy.header_fetch_parse(key, value)) for key, value in self._headers]

    def get(self, name, failobj=None):
        """The first value of a name."""
        name = name.lower()
        for key, value in self._headers:
            if key.lower() == name:
                return self.policy.header_fetch_parse(key, value)
        return failobj

    def set_raw(self, name, value):
        """Add a header as it is."""
        self._headers.append((name, value))

    def raw_items(self):
        """The headers as they are."""
        return iter(self._headers.copy())

    def get_all(self, name, failobj=None):
        """All the values of a name."""
        name = name.lower()
        found = [self.policy.header_fetch_parse(key, value) for key, value in self._headers if key.lower() == name]
        return found or failobj

    def add_header(self, _name, _value, **_params):
        """Add a header with parameters: an underscore in a name stands for a hyphen, None for a value means none."""
        parts = [] if _value is None else [_value]
        for key, value in _params.items():
            key = key.replace('_', '-')
            parts.append(key if value is None else _formatparam(key, value))
        self[_name] = '; '.join(parts)

    def replace_header(self, _name, _value):
        """Set the first value of a name, in its place."""
        name = _name.lower()
        for i, (key, _) in enumerate(self._headers):
            if key.lower() == name:
                self._headers[i] = self.policy.header_store_parse(key, _value)
                return
        raise KeyError(name)

    # what it is

    def get_content_type(self):
        """'main/sub', in small letters."""
        value = self.get('content-type')
        if value is None:
            return self.get_default_type()
        kind = _splitparam(value)[0].lower()
        return kind if kind.count('/') == 1 else 'text/plain'

    def get_content_maintype(self):
        """The part before the slash."""
        return self.get_content_type().split('/')[0]

    def get_content_subtype(self):
        """The part after the slash."""
        return self.get_content_type().split('/')[1]

    def get_default_type(self):
        """The type without a header."""
        return self._default_type

    def set_default_type(self, ctype):
        """Set the type without a header."""
        self._default_type = ctype

    def _params(self, failobj, header):
        value = self.get(header, failobj)
        if value is failobj:
            return failobj
        return utils.decode_params(_parameters(str(value)))

    def get_params(self, failobj=None, header='content-type', unquote=True):
        """The parameters of a header as pairs; the first is its value."""
        params = self._params(failobj, header)
        if params is failobj:
            return failobj
        return [(key, _unquotevalue(value)) for key, value in params] if unquote else params

    def get_param(self, param, failobj=None, header='content-type', unquote=True):
        """A parameter of a header."""
        if header not in self:
            return failobj
        for key, value in self._params(failobj, header):
            if key.lower() == param.lower():
                return _unquotevalue(value) if unquote else value
        return failobj

    def set_param(self, param, value, header='Content-Type', requote=True, charset=None, language='', replace=False):
        """Set a parameter of a header."""
        if charset and isinstance(value, str):
            value = charset, language, value
        low, new = param.lower(), _formatparam(param, value, requote)
        pairs = self.get_params([], header, requote)
        if not pairs and header.lower() == 'content-type':
            pairs = [('text/plain', '')]
        if any(key.lower() == low and old for key, old in pairs[1:]):
            pieces = [new if key.lower() == low else _formatparam(key, old, requote) for key, old in pairs]
        else:
            # what is there stays as it is written
            there = self.get(header) or (pairs[0][0] if pairs else '')
            pieces = [str(there), new] if there else [new]
        self._store(header, '; '.join(pieces), replace)

    def _store(self, header, text, replace=False):
        """Set a header that there is once, unless it says that already."""
        if text == self.get(header):
            return
        if replace:
            self.replace_header(header, text)
            return
        del self[header]
        self[header] = text

    def del_param(self, param, header='content-type', requote=True):
        """Take a parameter out of a header."""
        kept = [_formatparam(key, value, requote) for key, value in self.get_params([], header, requote)
                if key.lower() != param.lower()]
        if header in self:
            self._store(header, '; '.join(kept))

    def set_type(self, type, header='Content-Type', requote=True):
        """Set the type, and keep the parameters."""
        if type.count('/') != 1:
            raise ValueError
        if header.lower() == 'content-type':
            self._store('MIME-Version', '1.0')
        pairs = self.get_params([], header, requote)
        del self[header]
        self[header] = '; '.join([type] + [_formatparam(key, value, requote) for key, value in pairs[1:]])

    def get_filename(self, failobj=None):
        """The name that the content had as a file."""
        missing = object()
        name = self.get_param('filename', missing, 'content-disposition')
        if name is missing:
            name = self.get_param('name', missing, 'content-type')
        return failobj if name is missing else utils.collapse_rfc2231_value(name).strip()

    def get_boundary(self, failobj=None):
        """What is between the parts."""
        missing = object()
        boundary = self.get_param('boundary', missing)
        return failobj if boundary is missing else utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        """Set what is between the parts."""
        params = self._params(None, 'content-type')
        if params is None:
            raise errors.HeaderParseError('No Content-Type header found')
        new = [(key, f'"{boundary}"' if key.lower() == 'boundary' else value) for key, value in params]
        if not any(key.lower() == 'boundary' for key, _ in params):
            new.append(('boundary', f'"{boundary}"'))
        text = '; '.join(key if value == '' else _formatparam(key, value, False) if isinstance(value, tuple) else f'{key}={value}'
                         for key, value in new)
        self._headers = [self.policy.header_store_parse(key, text) if key.lower() == 'content-type' else (key, value)
                         for key, value in self._headers]

    def get_content_charset(self, failobj=None):
        """The character set that the type names, in small letters."""
        missing = object()
        charset = self.get_param('charset', missing)
        if charset is missing:
            return failobj
        if isinstance(charset, tuple):
            try:
                charset = str(charset[2].encode('raw-unicode-escape'), charset[0] or 'us-ascii')
            except (LookupError, UnicodeError):
                charset = charset[2]
        return charset.lower() if charset.isascii() else failobj

    def get_charsets(self, failobj=None):
        """The character sets of all parts."""
        return [part.get_content_charset(failobj) for part in self.walk()]

    def get_content_disposition(self):
        """'inline' or 'attachment' or another word, None without one."""
        value = self.get('content-disposition')
        return None if value is None else _splitparam(value)[0].lower()

    def walk(self):
        """This message and all its parts."""
        yield self
        if self.is_multipart():
            for part in self.get_payload():
                yield from part.walk()


def _decode_uu(data):
    from binascii import a2b_uu
    lines = iter(data.splitlines())
    for line in lines:
        if line.startswith(b'begin '):
            break
    else:
        return data
    out = []
    for line in lines:
        if line.strip(b' \t\r\n\f') == b'end':
            break
        try:
            out.append(a2b_uu(line))
        except _BinasciiError:
            count = (((line[0] - 32) & 63) * 4 + 5) // 3
            out.append(a2b_uu(line[:count]))
    return b''.join(out)


class MIMEPart(Message):
    """A part of a message whose content is an object."""

    def __init__(self, policy=None):
        if policy is None:
            from email.policy import default as policy
        super().__init__(policy)

    def as_string(self, unixfrom=False, maxheaderlen=None, policy=None):
        """The message as text."""
        policy = self.policy if policy is None else policy
        return super().as_string(unixfrom, policy.max_line_length if maxheaderlen is None else maxheaderlen, policy)

    def __str__(self):
        return self.as_string(policy=self.policy.clone(utf8=True))

    def is_attachment(self):
        """Whether it is meant to be kept as a file."""
        header = self.get('content-disposition')
        return False if header is None else header.content_disposition == 'attachment'

    def _find_body(self, part, preferred):
        if part.is_attachment():
            return
        main, sub = part.get_content_type().split('/')
        if main == 'text':
            if sub in preferred:
                yield preferred.index(sub), part
            return
        if main != 'multipart' or not self.is_multipart():
            return
        if sub != 'related':
            for each in part.iter_parts():
                yield from self._find_body(each, preferred)
            return
        if 'related' in preferred:
            yield preferred.index('related'), part
        start, candidate = part.get_param('start'), None
        if start:
            candidate = next((each for each in part.iter_parts() if each['content-id'] == start), None)
        if candidate is None:
            parts = part.get_payload()
            candidate = parts[0] if parts else None
        if candidate is not None:
            yield from self._find_body(candidate, preferred)

    def get_body(self, preferencelist=('related', 'html', 'plain')):
        """The part that is best to show."""
        best, body = len(preferencelist), None
        for rank, part in self._find_body(self, preferencelist):
            if rank < best:
                best, body = rank, part
                if rank == 0:
                    break
        return body

    _BODIES = {('text', 'plain'), ('text', 'html'), ('multipart', 'related'), ('multipart', 'alternative')}

    def iter_attachments(self):
        """The parts that are not the body."""
        main, sub = self.get_content_type().split('/')
        if main != 'multipart' or sub == 'alternative':
            return
        payload = self.get_payload()
        try:
            parts = payload.copy()
        except AttributeError:
            return
        if sub == 'related':
            start = self.get_param('start')
            if start:
                rest = [part for part in parts if part.get('content-id') != start]
                if len(rest) < len(parts):
                    yield from rest
                    return
            yield from parts[1:]
            return
        seen = set()
        for part in parts:
            kind = tuple(part.get_content_type().split('/'))
            if kind in self._BODIES and not part.is_attachment() and kind[1] not in seen:
                seen.add(kind[1])
                continue
            yield part

    def iter_parts(self):
        """The parts."""
        if self.is_multipart():
            yield from self.get_payload()

    def get_content(self, *args, content_manager=None, **kw):
        """The content as an object."""
        return (content_manager or self.policy.content_manager).get_content(self, *args, **kw)

    def set_content(self, *args, content_manager=None, **kw):
        """Set the content to an object."""
        (content_manager or self.policy.content_manager).set_content(self, *args, **kw)

    # a message of parts becomes one that stands further to the right, never to the left
    _KINDS = 'related', 'alternative', 'mixed'

    def _become(self, subtype, boundary=None):
        """Make the content the first of some parts."""
        kind, _, existing = self.get_content_type().partition('/')
        order = self._KINDS
        if kind == 'multipart' and existing in order and order.index(existing) >= order.index(subtype):
            raise ValueError(f'Cannot convert {existing} to {subtype}')
        about, others = [], []
        for pair in self._headers:
            (about if pair[0].lower().startswith('content-') else others).append(pair)
        content, self._payload, self._headers = self._payload, [], others
        if about:
            first = type(self)(policy=self.policy)
            first._headers, first._payload = about, content
            self.attach(first)
        self['Content-Type'] = f'multipart/{subtype}'
        if boundary is not None:
            self.set_boundary(boundary)

    def _join(self, subtype, disposition, args, kw):
        """Add a part to those of a kind, which the content becomes if it is not."""
        if self.get_content_type() != f'multipart/{subtype}':
            self._become(subtype)
        new = type(self)(policy=self.policy)
        new.set_content(*args, **kw)
        if disposition and new.get('content-disposition') is None:
            new['Content-Disposition'] = disposition
        self.attach(new)

    def make_related(self, boundary=None):
        """Make the content the first of parts that belong together."""
        self._become('related', boundary)

    def make_alternative(self, boundary=None):
        """Make the content the first of parts that say the same."""
        self._become('alternative', boundary)

    def make_mixed(self, boundary=None):
        """Make the content the first of some parts."""
        self._become('mixed', boundary)

    def add_related(self, *args, **kw):
        """Add a part that belongs to the others."""
        self._join('related', 'inline', args, kw)

    def add_alternative(self, *args, **kw):
        """Add a part that says the same."""
        self._join('alternative', None, args, kw)

    def add_attachment(self, *args, **kw):
        """Add a part to be kept."""
        self._join('mixed', 'attachment', args, kw)

    def clear(self):
        """Forget headers and payload."""
        self._headers, self._payload = [], None

    def clear_content(self):
        """Forget the payload and the headers about it."""
        self._headers = [pair for pair in self._headers if not pair[0].lower().startswith('content-')]
        self._payload = None


class EmailMessage(MIMEPart):
    """A message whose content is an object."""

    def set_content(self, *args, **kw):
        """Set the content to an object."""
        super().set_content(*args, **kw)
        if 'MIME-Version' not in self:
            self['MIME-Version'] = '1.0'
