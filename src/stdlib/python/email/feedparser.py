"""Contract: messages out of text that comes in parts: the headers, then the body by its type. Nothing is refused; what is
odd is a defect."""
import re

from email import errors
from email._policybase import compat32

__all__ = ['FeedParser', 'BytesFeedParser']

_header = re.compile(r'From |[!-9;-~]*:|[\t ]')
_blank = re.compile(r'\r\n|\r|\n')
_end = re.compile(r'(\r\n|\r|\n)\Z')


class FeedParser:
    """Is fed, and gives a message when closed."""

    def __init__(self, _factory=None, *, policy=compat32):
        self.policy, self._parts, self._headersonly = policy, [], False
        if _factory is None:
            if policy.message_factory is None:
                from email.message import Message
                _factory = Message
            else:
                _factory = policy.message_factory
            self._make = lambda: _factory(policy=policy)
        else:
            try:
                _factory(policy=policy)
                self._make = lambda: _factory(policy=policy)
            except TypeError:
                self._make = _factory

    def _set_headersonly(self):
        self._headersonly = True

    def feed(self, data):
        """Take a part of the text."""
        self._parts.append(data)

    def close(self):
        """The message."""
        text, self._parts = ''.join(self._parts), []
        root = self._message(re.findall(r'[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z', text))
        if root.get_content_maintype() == 'multipart' and not root.is_multipart() and not self._headersonly:
            self.policy.handle_defect(root, errors.MultipartInvariantViolationDefect())
        return root

    def _message(self, lines, parent=None):
        """The message of some lines."""
        message = self._make()
        if parent is not None and parent.get_content_type() == 'multipart/digest':
            message.set_default_type('message/rfc822')
        rest = self._headers(message, lines)
        body = lines[rest:]
        if self._headersonly:
            message.set_payload(''.join(body))
        elif message.get_content_type() == 'message/delivery-status':
            self._status(message, body)
        elif message.get_content_maintype() == 'message':
            message.attach(self._message(body, message))
        elif message.get_content_maintype() == 'multipart':
            self._multipart(message, body)
        else:
            message.set_payload(''.join(body))
        return message

    def _headers(self, message, lines):
        """Read the headers; where the body begins."""
        found, rest = [], len(lines)
        for i, line in enumerate(lines):
            if _header.match(line):
                found.append(line)
                continue
            if _blank.match(line):
                rest = i + 1
            else:
                self.policy.handle_defect(message, errors.MissingHeaderBodySeparatorDefect())
                rest = i
            break
        open_lines = []

        def store():
            if open_lines:
                message.set_raw(*self.policy.header_source_parse(open_lines))
                open_lines.clear()
        for i, line in enumerate(found):
            if line[0] in ' \t':
                if not open_lines:
                    self.policy.handle_defect(message, errors.FirstHeaderLineIsContinuationDefect(line))
                else:
                    open_lines.append(line)
                continue
            store()
            if line.startswith('From '):
                if i == 0:
                    message.set_unixfrom(_end.sub('', line))
                elif i == len(found) - 1:
                    # the last of them belongs to the body
                    return lines.index(line)
                else:
                    self.policy.handle_defect(message, errors.MisplacedEnvelopeHeaderDefect(line))
                continue
            if line[0] == ':':
                self.policy.handle_defect(message, errors.InvalidHeaderDefect('Missing header name.'))
                continue
            open_lines.append(line)
        store()
        return rest

    def _status(self, message, lines):
        """Blocks of headers."""
        block = []
        for line in lines + ['\n']:
            if _blank.match(line):
                if block:
                    part = self._make()
                    self._headers(part, block)
                    part.set_payload('')
                    message.attach(part)
                block = []
            else:
                block.append(line)

    def _multipart(self, message, lines):
        boundary = message.get_boundary()
        if boundary is None:
            self.policy.handle_defect(message, errors.NoBoundaryInMultipartDefect())
            message.set_payload(''.join(lines))
            return
        if str(message.get('content-transfer-encoding', '8bit')).lower() not in ('7bit', '8bit', 'binary'):
            self.policy.handle_defect(message, errors.InvalidMultipartContentTransferEncodingDefect())
        between = re.compile('--' + re.escape(boundary) + r'(--)?[ \t]*(?:\r\n|\r|\n)?\Z')
        start, preamble, part, closed = False, [], [], False
        for i, line in enumerate(lines):
            m = between.match(line) if line.startswith('--') else None
            if m is None:
                (part if start else preamble).append(line)
                continue
            if m[1]:
                closed = True
                if start:
                    self._part(message, part)
                break
            if start:
                self._part(message, part)
            start, part = True, []
        if preamble:
            preamble[-1] = _end.sub('', preamble[-1]) if start else preamble[-1]
        if not start:
            self.policy.handle_defect(message, errors.StartBoundaryNotFoundDefect())
            message.set_payload(''.join(preamble))
            message.epilogue = ''
            return
        message.preamble = ''.join(preamble) if preamble else None
        if not closed:
            self._part(message, part)
            self.policy.handle_defect(message, errors.CloseBoundaryNotFoundDefect())
            return
        epilogue = ''.join(lines[i + 1:])
        message.epilogue = epilogue if epilogue or _end.search(lines[i]) else None

    def _part(self, message, lines):
        """Add a part; the line's end before a boundary belongs to the boundary."""
        if lines:
            last = _end.sub('', lines[-1])
            lines = lines[:-1] + ([last] if last else [])
        message.attach(self._message(lines, message))


class BytesFeedParser(FeedParser):
    """Is fed with bytes."""

    def feed(self, data):
        """Take a part of the bytes."""
        super().feed(data.decode('ascii', 'surrogateescape'))
