"""Contract: content of messages as objects: text, bytes and messages."""
from binascii import b2a_base64

from email import quoprimime


class ContentManager:
    """Finds what sets and gets the content of a kind."""

    def __init__(self):
        self.get_handlers, self.set_handlers = {}, {}

    def add_get_handler(self, key, handler):
        """Say how content of a type is got."""
        self.get_handlers[key] = handler

    def get_content(self, msg, *args, **kw):
        """The content of a message."""
        kind = msg.get_content_type()
        for key in (kind, msg.get_content_maintype(), ''):
            if key in self.get_handlers:
                return self.get_handlers[key](msg, *args, **kw)
        raise KeyError(kind)

    def add_set_handler(self, typekey, handler):
        """Say how content of a class is set."""
        self.set_handlers[typekey] = handler

    def set_content(self, msg, obj, *args, **kw):
        """Set the content of a message."""
        if msg.get_content_maintype() == 'multipart':
            raise TypeError('set_content not valid on multipart')
        handler = self._handler(obj)
        msg.clear_content()
        handler(msg, obj, *args, **kw)

    def _handler(self, obj):
        told = None
        for kind in type(obj).__mro__:
            full = f'{kind.__module__}.{kind.__qualname__}' if kind.__module__ else kind.__qualname__
            told = told or full
            for key in (kind, full, kind.__qualname__, kind.__name__):
                if key in self.set_handlers:
                    return self.set_handlers[key]
        if None in self.set_handlers:
            return self.set_handlers[None]
        raise KeyError(told)


raw_data_manager = ContentManager()


def get_text_content(msg, errors='replace'):
    """The text of a message."""
    return msg.get_payload(decode=True).decode(msg.get_param('charset', 'ASCII'), errors=errors)


def get_non_text_content(msg):
    """The bytes of a message."""
    return msg.get_payload(decode=True)


def get_message_content(msg):
    """The message in a message."""
    return msg.get_payload(0)


def get_and_fixup_unknown_message_content(msg):
    """The bytes of an unknown kind of message in a message."""
    return bytes(msg.get_payload(0))


raw_data_manager.add_get_handler('text', get_text_content)
for _kind in ('audio', 'image', 'video', 'application'):
    raw_data_manager.add_get_handler(_kind, get_non_text_content)
for _kind in ('rfc822', 'external-body'):
    raw_data_manager.add_get_handler('message/' + _kind, get_message_content)
raw_data_manager.add_get_handler('message', get_and_fixup_unknown_message_content)


def _prepare(msg, maintype, subtype, headers):
    msg['Content-Type'] = f'{maintype}/{subtype}'
    if headers:
        if not hasattr(headers[0], 'name'):
            factory = msg.policy.header_factory
            headers = [factory(*header.split(':', 1)) for header in headers]
        try:
            for header in headers:
                if header.defects:
                    raise header.defects[0]
                msg[header.name] = header
        except Exception as e:
            raise ValueError(f'Invalid header: {header.fold(policy=msg.policy)}') from e


def _finish(msg, disposition, filename, cid, params):
    if disposition is None and filename is not None:
        disposition = 'attachment'
    if disposition is not None:
        msg['Content-Disposition'] = disposition
    if filename is not None:
        msg.set_param('filename', filename, header='Content-Disposition', replace=True)
    if cid is not None:
        msg['Content-ID'] = cid
    for key, value in (params or {}).items():
        msg.set_param(key, value)


def _base64(data, most):
    step = most // 4 * 3
    return ''.join(b2a_base64(data[i:i + step]).decode('ascii') for i in range(0, len(data), step))


def _encode_text(string, charset, cte, policy):
    """(encoding, payload) of a text."""
    most = policy.max_line_length or 998
    linesep = policy.linesep.encode('ascii')
    lines = string.encode(charset).splitlines()

    def body(lines, end):
        return end.join(lines) + end
    if cte is None:
        short = max((len(line) for line in lines), default=0) <= most
        if short and all(line.isascii() for line in lines):
            return '7bit', body(lines, b'\n').decode('ascii')
        if short and policy.cte_type == '8bit':
            return '8bit', body(lines, b'\n').decode('ascii', 'surrogateescape')
        sample = body(lines[:10], linesep)
        quoted = quoprimime.body_encode(sample.decode('latin-1'), policy.max_line_length or 998)
        if len(quoted) > -(-len(sample) // 3) * 4 + 1:
            cte = 'base64'
        else:
            cte = 'quoted-printable'
    if cte == '7bit':
        return cte, body(lines, b'\n').decode('ascii')
    if cte == '8bit':
        return cte, body(lines, b'\n').decode('ascii', 'surrogateescape')
    if cte == 'quoted-printable':
        return cte, quoprimime.body_encode(body(lines, b'\n').decode('latin-1'), most)
    if cte == 'base64':
        return cte, _base64(body(lines, linesep), most)
    raise ValueError(f'Unknown content transfer encoding {cte}')


def set_text_content(msg, string, subtype='plain', charset='utf-8', cte=None, disposition=None, filename=None, cid=None,
                     params=None, headers=None):
    """Set the content to text."""
    _prepare(msg, 'text', subtype, headers)
    cte, payload = _encode_text(string, charset, cte, msg.policy)
    msg.set_payload(payload)
    from email.charset import ALIASES
    msg.set_param('charset', ALIASES.get(charset, charset), replace=True)
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


def set_message_content(msg, message, subtype='rfc822', cte=None, disposition=None, filename=None, cid=None, params=None,
                        headers=None):
    """Set the content to a message."""
    if subtype == 'partial':
        raise ValueError('message/partial is not supported for Message objects')
    allowed = {'rfc822': ('8bit', '7bit', 'binary'), 'external-body': ('7bit',)}.get(subtype)
    if allowed and cte not in (None, *allowed):
        raise ValueError(f'message/{subtype} parts do not support cte={cte}')
    if cte is None or subtype == 'external-body':
        cte = allowed[0] if allowed else '7bit'
    _prepare(msg, 'message', subtype, headers)
    msg.set_payload([message])
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


def _quoted(data, most):
    from binascii import b2a_qp
    return b2a_qp(data, istext=False, header=False, quotetabs=True).decode('ascii')


def _as_it_is(data, most):
    return data.decode('ascii', 'surrogateescape')


_BYTES = {'base64': _base64, 'quoted-printable': _quoted, '7bit': lambda data, most: data.decode('ascii'),
          '8bit': _as_it_is, 'binary': _as_it_is}


def set_bytes_content(msg, data, maintype, subtype, cte='base64', disposition=None, filename=None, cid=None, params=None,
                      headers=None):
    """Set the content to bytes."""
    _prepare(msg, maintype, subtype, headers)
    encode = _BYTES.get(cte)
    if encode is not None:
        data = encode(data, msg.policy.max_line_length or 998)
    msg.set_payload(data)
    msg['Content-Transfer-Encoding'] = cte
    _finish(msg, disposition, filename, cid, params)


raw_data_manager.add_set_handler(str, set_text_content)
for _kind in (bytes, bytearray, memoryview):
    raw_data_manager.add_set_handler(_kind, set_bytes_content)
raw_data_manager.add_set_handler('email.message.Message', set_message_content)
