"""Contract: messages as text and as bytes."""
import io
import re
import sys

from email import errors
from email.utils import _has_surrogates

__all__ = ['Generator', 'DecodedGenerator', 'BytesGenerator']

_newline = re.compile(r'\r\n|\r|\n')
_loose = re.compile(r'\r\n[^ \t]|\r[^ \n\t]|\n[^ \t]')
_from = re.compile('^From ', re.MULTILINE)


class Generator:
    """Writes messages to a file of text."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, *, policy=None):
        if mangle_from_ is None:
            mangle_from_ = True if policy is None else policy.mangle_from_
        self._fp, self._mangle_from_, self.maxheaderlen, self.policy = outfp, mangle_from_, maxheaderlen, policy

    def write(self, s):
        """Write a text."""
        self._fp.write(s)

    def flatten(self, msg, unixfrom=False, linesep=None):
        """Write a message."""
        policy = self.policy or msg.policy
        changes = {'linesep': linesep, 'max_line_length': self.maxheaderlen}
        policy = policy.clone(**{name: value for name, value in changes.items() if value is not None})
        before = self.policy, msg.policy
        self._NL = policy.linesep
        try:
            self.policy = msg.policy = policy
            if unixfrom:
                line = msg.get_unixfrom()
                if not line:
                    import time
                    line = 'From nobody ' + time.ctime(time.time())
                self.write(line + self._NL)
            self._write(msg)
        finally:
            self.policy, msg.policy = before

    def clone(self, fp):
        """The same for another file."""
        return type(self)(fp, self._mangle_from_, None, policy=self.policy)

    def _buffer(self):
        return io.StringIO()

    def _write(self, msg):
        # the body first: it may choose a boundary, which a header tells
        out, self._fp, self._changed = self._fp, self._buffer(), None
        try:
            self._dispatch(msg)
            body, changed = self._fp, self._changed
        finally:
            self._fp = out
            self._changed = None
        if changed:
            import copy
            msg = copy.deepcopy(msg)
            if 'content-transfer-encoding' in msg:
                msg.replace_header('content-transfer-encoding', changed[0])
            else:
                msg['Content-Transfer-Encoding'] = changed[0]
            msg.replace_header('content-type', changed[1])
        self._write_headers(msg)
        self._fp.write(body.getvalue())

    def _dispatch(self, msg):
        main, sub = msg.get_content_maintype(), msg.get_content_subtype()
        for name in (f'{main}_{sub}', main):
            method = getattr(self, '_handle_' + name.replace('-', '_'), None)
            if method is not None:
                method(msg)
                return
        self._writeBody(msg)

    def _folded(self, name, value):
        """A header as lines, which are those of one header."""
        lines = self._fold(name, value)
        end = self.policy.linesep
        if self.policy.verify_generated_headers:
            text = lines if isinstance(lines, str) else lines.decode('latin-1')
            if not text.endswith(end):
                told = end if isinstance(lines, str) else end.encode()
                raise errors.HeaderWriteError(f'folded header does not end with {told!r}: {lines!r}')
            if _loose.search(text.removesuffix(end)):
                raise errors.HeaderWriteError(f'folded header contains newline: {lines!r}')
        return lines

    def _fold(self, name, value):
        return self.policy.fold(name, value)

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            self._fp.write(self._folded(name, value))
        self.write(self._NL)

    def _lines(self, text):
        """Write a text with the line ends of the policy."""
        if text:
            lines = _newline.split(text)
            for line in lines[:-1]:
                self.write(line + self._NL)
            if lines[-1]:
                self.write(lines[-1])

    def _handle_text(self, msg):
        payload = msg.get_payload()
        if payload is None:
            return
        if not isinstance(payload, str):
            raise TypeError(f'string payload expected: {type(payload)}')
        if _has_surrogates(msg._payload):
            charset = msg.get_param('charset')
            if charset is not None:
                # bytes cannot be in a text: another encoding is found
                import copy
                msg = copy.deepcopy(msg)
                del msg['content-transfer-encoding']
                msg.set_payload(msg._payload.encode('ascii', 'surrogateescape').decode(charset, 'surrogateescape'), charset)
                payload = msg.get_payload()
                self._changed = msg['content-transfer-encoding'], msg['content-type']
        if self._mangle_from_:
            payload = _from.sub('>From ', payload)
        self._lines(payload)

    _writeBody = _handle_text

    def _flat(self, part):
        """A part as text."""
        out = self._buffer()
        self.clone(out).flatten(part, unixfrom=False, linesep=self._NL)
        return self._text_of(out)

    def _handle_multipart(self, msg):
        payload = msg.get_payload()
        if isinstance(payload, str):
            self.write(payload)
            return
        parts = [self._flat(part) for part in (payload if isinstance(payload, list) else [payload] if payload else [])]
        boundary = msg.get_boundary()
        if not boundary:
            boundary = self._make_boundary(self._NL.join(parts))
            msg.set_boundary(boundary)
        mark = f'--{boundary}'
        self._beside(msg.preamble, self._NL)
        self.write(mark + self._NL)
        self.write(f'{self._NL}{mark}{self._NL}'.join(parts))
        self.write(f'{self._NL}{mark}--{self._NL}')
        self._beside(msg.epilogue, '')

    def _beside(self, text, end):
        """What is before the parts or after them."""
        if text is not None:
            self._lines(_from.sub('>From ', text) if self._mangle_from_ else text)
            self.write(end)

    def _text_of(self, out):
        return out.getvalue()

    def _handle_multipart_signed(self, msg):
        # what was signed stays as it is
        policy = self.policy
        self.policy = policy.clone(max_line_length=0)
        try:
            self._handle_multipart(msg)
        finally:
            self.policy = policy

    def _handle_message_delivery_status(self, msg):
        blocks = []
        for part in msg.get_payload():
            lines = self._flat(part).split(self._NL)
            blocks.append(self._NL.join(lines[:-1] if lines and not lines[-1] else lines))
        self.write(self._NL.join(blocks))

    def _handle_message(self, msg):
        payload = msg.get_payload()
        if isinstance(payload, list):
            payload = self._flat(payload[0])
        self.write(payload)

    @classmethod
    def _make_boundary(cls, text=None):
        import random
        boundary = '=' * 15 + '%019d' % random.randrange(sys.maxsize) + '=='
        if text is None:
            return boundary
        wanted, count = boundary, 0
        while re.search('^--' + re.escape(wanted) + '(--)?$', text, re.MULTILINE):
            wanted = f'{boundary}.{count}'
            count += 1
        return wanted


class BytesGenerator(Generator):
    """Writes messages to a file of bytes."""

    def write(self, s):
        self._fp.write(s.encode('ascii', 'surrogateescape'))

    def _buffer(self):
        return io.BytesIO()

    def _text_of(self, out):
        return out.getvalue().decode('ascii', 'surrogateescape')

    def _fold(self, name, value):
        return self.policy.fold_binary(name, value)

    def _handle_text(self, msg):
        payload = msg._payload
        if payload is None:
            return
        if isinstance(payload, str) and _has_surrogates(payload) and self.policy.cte_type != '7bit':
            if self._mangle_from_:
                payload = _from.sub('>From ', payload)
            self._lines(payload)
        else:
            super()._handle_text(msg)

    _writeBody = _handle_text


class DecodedGenerator(Generator):
    """Writes the texts of a message, and says what else there is."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, fmt=None, *, policy=None):
        Generator.__init__(self, outfp, mangle_from_, maxheaderlen, policy=policy)
        self._fmt = fmt or '[Non-text (%(type)s) part of message omitted, filename %(filename)s]'

    def _dispatch(self, msg):
        for part in msg.walk():
            main = part.get_content_maintype()
            if main == 'text':
                print(part.get_payload(decode=False), file=self)
            elif main != 'multipart':
                print(self._fmt % {
                    'type': part.get_content_type(), 'maintype': main, 'subtype': part.get_content_subtype(),
                    'filename': part.get_filename('[no filename]'),
                    'description': part.get('Content-Description', '[no description]'),
                    'encoding': part.get('Content-Transfer-Encoding', '[no encoding]')}, file=self)
