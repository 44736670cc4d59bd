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
        policy = msg.policy if self.policy is None else self.policy
        if linesep is not None:
            policy = policy.clone(linesep=linesep)
        if self.maxheaderlen is not None:
            policy = policy.clone(max_line_length=self.maxheaderlen)
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
        return self.policy.fold(name, value)

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            text = self._folded(name, value)
            if self.policy.verify_generated_headers:
                end = self.policy.linesep
                if not text.endswith(end):
                    raise errors.HeaderWriteError(f'folded header does not end with {end!r}: {text!r}')
                if _loose.search(text.removesuffix(end)):
                    raise errors.HeaderWriteError(f'folded header contains newline: {text!r}')
            self.write(text)
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

    def _handle_multipart(self, msg):
        parts = []
        payload = msg.get_payload()
        if payload is None:
            payload = []
        elif isinstance(payload, str):
            self.write(payload)
            return
        elif not isinstance(payload, list):
            payload = [payload]
        for part in payload:
            out = self._buffer()
            self.clone(out).flatten(part, unixfrom=False, linesep=self._NL)
            parts.append(self._text_of(out))
        boundary = msg.get_boundary()
        if not boundary:
            boundary = self._make_boundary(self._NL.join(parts))
            msg.set_boundary(boundary)
        if msg.preamble is not None:
            self._lines(_from.sub('>From ', msg.preamble) if self._mangle_from_ else msg.preamble)
            self.write(self._NL)
        self.write('--' + boundary + self._NL)
        for i, part in enumerate(parts):
            if i:
                self.write(self._NL + '--' + boundary + self._NL)
            self.write(part)
        self.write(self._NL + '--' + boundary + '--' + self._NL)
        if msg.epilogue is not None:
            self._lines(_from.sub('>From ', msg.epilogue) if self._mangle_from_ else msg.epilogue)

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
            out = self._buffer()
            self.clone(out).flatten(part, unixfrom=False, linesep=self._NL)
            lines = self._text_of(out).split(self._NL)
            blocks.append(self._NL.join(lines[:-1] if lines and not lines[-1] else lines))
        self.write(self._NL.join(blocks))

    def _handle_message(self, msg):
        payload = msg.get_payload()
        if isinstance(payload, list):
            out = self._buffer()
            self.clone(out).flatten(payload[0], unixfrom=False, linesep=self._NL)
            payload = self._text_of(out)
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

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            data = self.policy.fold_binary(name, value)
            if self.policy.verify_generated_headers:
                end = self.policy.linesep.encode()
                if not data.endswith(end):
                    raise errors.HeaderWriteError(f'folded header does not end with {end!r}: {data!r}')
                if _loose.search(data.removesuffix(end).decode('latin-1')):
                    raise errors.HeaderWriteError(f'folded header contains newline: {data!r}')
            self._fp.write(data)
        self.write(self._NL)

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
