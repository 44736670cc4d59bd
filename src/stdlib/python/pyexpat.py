"""Contract: an XML parser with expat's interface: text in, in parts, and calls of handlers out. It checks that the text is
well-formed, knows namespaces, declarations and entities; the tokens are in `_expat_scan`, declarations in `_expat_dtd`."""
import codecs
import re

import _expat_dtd
from _expat_elements import _XML_URI, Elements
from _expat_errors import errors, model
from _expat_scan import *
from _expat_scan import NAMESPACES, PLAIN

__all__ = ['EXPAT_VERSION', 'ErrorString', 'ExpatError', 'ParserCreate', 'XMLParserType', 'XML_PARAM_ENTITY_PARSING_ALWAYS',
           'XML_PARAM_ENTITY_PARSING_NEVER', 'XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE', 'error', 'errors', 'features', 'model',
           'native_encoding', 'version_info']

EXPAT_VERSION = 'expat_2.7.1'
version_info = (2, 7, 1)
native_encoding = 'UTF-8'
features = [('sizeof(XML_Char)', 1), ('sizeof(XML_LChar)', 1), ('XML_DTD', 0), ('XML_CONTEXT_BYTES', 1024), ('XML_NS', 0)]
XML_PARAM_ENTITY_PARSING_NEVER, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE, XML_PARAM_ENTITY_PARSING_ALWAYS = range(3)

class ExpatError(Exception):
    """The text is not well-formed: `code`, `lineno`, `offset`."""


ExpatError.__module__ = 'xml.parsers.expat'
error = ExpatError

_HANDLERS = ('StartElementHandler', 'EndElementHandler', 'ProcessingInstructionHandler', 'CharacterDataHandler',
             'UnparsedEntityDeclHandler', 'NotationDeclHandler', 'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler',
             'CommentHandler', 'StartCdataSectionHandler', 'EndCdataSectionHandler', 'DefaultHandler',
             'DefaultHandlerExpand', 'NotStandaloneHandler', 'ExternalEntityRefHandler', 'StartDoctypeDeclHandler',
             'EndDoctypeDeclHandler', 'EntityDeclHandler', 'XmlDeclHandler', 'ElementDeclHandler', 'AttlistDeclHandler',
             'SkippedEntityHandler')
_EMPTY = {}


def ErrorString(code, /):
    """The text of an error number; None for a number without one."""
    return errors.messages.get(code)


def _decoder(encoding):
    """What decodes: the encodings of expat, and those that have a byte for a character."""
    decoder = codecs.getincrementaldecoder(encoding)()
    if codecs.lookup(encoding).name not in ('utf-8', 'utf-16-le', 'utf-16-be', 'utf-16', 'iso8859-1', 'ascii'):
        if len(bytes(range(256)).decode(encoding, 'replace')) != 256:
            raise ValueError('multi-byte encodings are not supported')
    return decoder


def ParserCreate(encoding=None, namespace_separator=None, intern=_EMPTY):
    """A new parser."""
    for value, name in ((encoding, 'encoding'), (namespace_separator, 'namespace_separator')):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"ParserCreate() argument '{name}' must be str or None, not {type(value).__name__}")
    if namespace_separator is not None and len(namespace_separator) > 1:
        raise ValueError('namespace_separator must be at most one character, omitted, or None')
    if intern is _EMPTY:
        intern = {}
    elif intern is not None and not isinstance(intern, dict):
        raise TypeError('intern must be a dictionary')
    parser = object.__new__(xmlparser)
    parser._begin(encoding, namespace_separator, intern)
    return parser


class xmlparser(Elements):
    """XML parser"""

    __slots__ = _HANDLERS + (
        '_buffering', 'intern', 'namespace_prefixes', 'ordered_attributes', 'specified_attributes',
        'ErrorCode', '_error_at', '_text', '_event', '_base', '_encoding', '_decoder', '_separator', '_patterns', '_state',
        '_stack', '_dtd', '_prefixes', '_scopes', '_base_uri', '_param_parsing', '_foreign', '_pending', '_pending_size',
        '_started', '_finished', '_direct', '_indirect', '_bytes', '_deferral', '_depth', '_context', '_in_cdata', '_limits', '_wrong', '_size')

    def __new__(cls, *args, **kwargs):
        raise TypeError("cannot create 'pyexpat.xmlparser' instances")

    def _begin(self, encoding, separator, intern):
        for name in _HANDLERS:
            setattr(self, name, None)
        self._size, self._buffering, self.intern = 8192, False, intern
        self.namespace_prefixes = self.ordered_attributes = self.specified_attributes = False
        self.ErrorCode, self._error_at = 0, None
        # the text that waits; the place of an event in it; (line, column, bytes) of its beginning
        self._text, self._event, self._base = '', None, (1, 0, 0)
        self._encoding, self._decoder, self._bytes = encoding, None, b''
        self._separator, self._patterns = separator, NAMESPACES if separator is not None else PLAIN
        self._state, self._stack, self._dtd = self._prolog, [], _expat_dtd.Declarations()
        self._prefixes, self._scopes = {'xml': _XML_URI}, []
        self._base_uri, self._param_parsing, self._foreign = None, 0, False
        self._pending, self._pending_size, self._in_cdata = [], 0, False
        self._started = self._finished = False
        self._wrong = None      # the place of an encoding that is not true
        self._direct = self._indirect = self._depth = 0
        self._limits, self._deferral, self._context = (100.0, 8 << 20), True, None

    # where we are

    def _place(self, at):
        """(line, column, bytes) of a place in the text that waits."""
        line, column, count = self._base
        before = self._text[:at]
        count += len(before.encode(self._encoding_of_bytes(), 'surrogatepass')) if before else 0
        lines = NEWLINE.split(before)
        if len(lines) > 1:
            return line + len(lines) - 1, len(lines[-1]), count
        return line, column + len(before), count

    def _encoding_of_bytes(self):
        name = (self._encoding or 'utf-8').lower()
        return {'utf-16': 'utf-16-le', 'utf-8-sig': 'utf-8'}.get(name, name) if self._decoder is not None else 'utf-8'

    CurrentLineNumber = property(lambda self: self._place(self._event or 0)[0])
    CurrentColumnNumber = property(lambda self: self._place(self._event or 0)[1])
    CurrentByteIndex = property(lambda self: self._place(self._event)[2] if self._event is not None else -1)
    ErrorLineNumber = property(lambda self: (self._error_at or self._place(self._event or 0))[0])
    ErrorColumnNumber = property(lambda self: (self._error_at or self._place(self._event or 0))[1])
    ErrorByteIndex = property(lambda self: self._error_at[2] if self._error_at else self.CurrentByteIndex)
    buffer_used = property(lambda self: self._pending_size)

    @property
    def buffer_size(self):
        return self._size

    @buffer_size.setter
    def buffer_size(self, value):
        if not isinstance(value, int):
            raise TypeError('buffer_size must be an integer')
        if value <= 0:
            raise ValueError('buffer_size must be greater than zero')
        self._flush()
        self._size = value

    @property
    def buffer_text(self):
        return self._buffering

    @buffer_text.setter
    def buffer_text(self, value):
        self._flush()
        self._buffering = bool(value)

    # settings

    def SetBase(self, base, /):
        """Set the base for relative addresses."""
        self._base_uri = base

    def GetBase(self):
        """The base for relative addresses."""
        return self._base_uri

    def GetInputContext(self):
        """The text from the present event on, as bytes; None outside events."""
        if self._event is None or not self._depth:
            return None
        return self._text[self._event:].encode(self._encoding_of_bytes())

    def SetParamEntityParsing(self, flag, /):
        """Set whether parameter entities are read; 1 if it could be set."""
        if self._started:
            return 0
        self._param_parsing = flag
        return 1

    def UseForeignDTD(self, flag=True, /):
        """Have an external document type asked for even where none is declared."""
        if self._started and not self._finished:
            self._fail(Fault(CANNOT_CHANGE, 0))
        self._foreign = bool(flag)

    def SetReparseDeferralEnabled(self, enabled, /):
        """Set whether half a token may wait for more before it is looked at again."""
        self._deferral = bool(enabled)

    def GetReparseDeferralEnabled(self):
        """Whether half a token may wait."""
        return self._deferral

    def SetBillionLaughsAttackProtectionMaximumAmplification(self, max_factor, /):
        """Set how much larger than the text the entities may make it."""
        self._limits = float(max_factor), self._limits[1]

    def SetBillionLaughsAttackProtectionActivationThreshold(self, threshold, /):
        """Set from which size on that counts."""
        self._limits = self._limits[0], threshold

    def SetAllocTrackerMaximumAmplification(self, max_factor, /):
        """Nothing: memory is the collector's affair."""

    def SetAllocTrackerActivationThreshold(self, threshold, /):
        """Nothing: memory is the collector's affair."""

    def ExternalEntityParserCreate(self, context, encoding=None, /):
        """A parser for an external entity, in the context that its handler was given."""
        child = object.__new__(xmlparser)
        child._begin(encoding, self._separator, self.intern)
        for name in _HANDLERS:
            setattr(child, name, getattr(self, name))
        child._dtd, child._prefixes, child._base_uri, child._context = self._dtd, self._prefixes, self._base_uri, context
        child._param_parsing, child._buffering, child.buffer_size = self._param_parsing, self._buffering, self.buffer_size
        child.ordered_attributes, child.specified_attributes = self.ordered_attributes, self.specified_attributes
        child.namespace_prefixes = self.namespace_prefixes
        child._state = child._external_dtd if context is None else child._external_content
        return child

    # text in

    def Parse(self, data, isfinal=False, /):
        """Parse a part of the text; `isfinal` says that it is the last. The answer is 1."""
        if isinstance(data, str):
            if self._decoder is None:
                self._encoding = 'utf-8'
            text = data
            if '\ufeff' == text[:1] and not self._started:
                text, self._base = text[1:], (1, 1, 3)
        elif not isinstance(data, (bytes, bytearray, memoryview)) and not hasattr(data, '__buffer__'):
            raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
        else:
            text = self._decoded(bytes(data), isfinal)
        if self._finished:
            # after an error, it stays; after the end, that is the error
            self._fail(Fault(self.ErrorCode or FINISHED, len(self._text)))
        self._text += text
        if not self._started and (self._text or isfinal):
            if not isfinal and (len(self._text) < 6 and '<?xml '.startswith(self._text)):
                return 1
            self._started = True
        self._depth += 1
        try:
            self._run(bool(isfinal))
            self._flush()
        except Fault as fault:
            self._fail(fault)
        finally:
            self._depth -= 1
        if isfinal:
            self._finished = True
            self._event = None
        return 1

    def ParseFile(self, file, /):
        """Parse what a file has to read."""
        try:
            read = file.read
        except AttributeError:
            raise TypeError("argument must have 'read' attribute") from None
        while True:
            data = read(2048)
            if not isinstance(data, (bytes, bytearray, str)):
                raise TypeError(f"read() did not return a bytes object (type={type(data).__name__})")
            self.Parse(data, not data)
            if not data:
                return 1

    def _fail(self, fault):
        code, at = fault.args
        line, column, count = self._error_at = self._place(min(at, len(self._text)))
        self.ErrorCode, self._finished = code, True
        e = ExpatError(f'{ErrorString(code)}: line {line}, column {column}')
        e.code, e.lineno, e.offset = code, line, column
        raise e from None

    def _decoded(self, data, isfinal):
        """Bytes as text, by what they begin with and declare."""
        if self._decoder is None:
            data = self._bytes + data
            self._bytes = b''
            if len(data) < 4 and not isfinal:
                self._bytes = data
                return ''
            declared = re.match(rb'''<\?xml[ \t\r\n]+version[^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][\w.\-]*)["']''', data)
            if data.startswith(b'<?xml') and b'?>' not in data and not isfinal and len(data) < 4096:
                self._bytes = data
                return ''
            if self._encoding is None:
                if data.startswith((b'\xff\xfe', b'\xfe\xff')):
                    self._encoding = 'utf-16-le' if data[0] == 0xff else 'utf-16-be'
                    data, self._base = data[2:], (1, 1, 2)
                elif data.startswith(b'\xef\xbb\xbf'):
                    data, self._encoding, self._base = data[3:], 'utf-8', (1, 1, 3)
                elif data.startswith(b'<\0'):
                    self._encoding = 'utf-16-le'
                elif data.startswith(b'\0<'):
                    self._encoding = 'utf-16-be'
                else:
                    self._encoding = declared[1].decode('ascii') if declared else 'utf-8'
                    if self._encoding.lower() in ('utf-16', 'utf-16le', 'utf-16be', 'utf-16-le', 'utf-16-be'):
                        # it cannot be: it was read as bytes
                        self._encoding, self._wrong = 'utf-8', declared.start(1)
            self._bytes = b''
            self._decoder = _decoder(self._encoding)
        try:
            return self._decoder.decode(data, isfinal)
        except UnicodeDecodeError as e:
            # what came before is parsed; the bad bytes are a bad token
            good = self._decoder.__class__().decode(e.object[:e.start]) if e.start else ''
            if isfinal and 'unexpected end' in e.reason:
                self.Parse(good)
                self._fail(Fault(PARTIAL_CHAR, len(self._text)))
            return good + '\uffff'

    # events out

    def _flush(self):
        """Hand over the character data that was gathered."""
        if self._pending:
            data, self._pending, self._pending_size = ''.join(self._pending), [], 0
            if self.CharacterDataHandler is not None:
                self.CharacterDataHandler(data)

    def _characters(self, data):
        handler = self.CharacterDataHandler
        if handler is None:
            self._default(data)
        elif not self._buffering:
            handler(data)
        else:
            size = len(data)
            if self._pending_size + size > self.buffer_size:
                self._flush()
                if size > self.buffer_size:
                    handler(data)
                    return
            self._pending.append(data)
            self._pending_size += size

    def _default(self, data):
        """What no handler wanted."""
        handler = self.DefaultHandlerExpand or self.DefaultHandler
        if handler is not None and data:
            self._flush()
            handler(data)

    def _call(self, name, raw, *args):
        """Call a handler; without it, the default one gets the text itself."""
        handler = getattr(self, name)
        if handler is None:
            self._default(raw)
        else:
            if self._pending:
                self._flush()
            handler(*args)

    # the grammar

    def _run(self, final):
        at = 0
        try:
            at = self._state(0, final)
        except Partial as partial:
            at = partial.args[0]
            if final:
                raise Fault(UNCLOSED, at)
        if at:
            self._base = self._place(at)
            self._text = self._text[at:]
        self._event = 0

    def _prolog(self, at, final):
        """Before the root: the declaration, white space, comments, instructions, the document type."""
        text, n = self._text, len(self._text)
        self._event = at
        if self._base[1:] in ((0, 0), (1, 2), (1, 3)) and not at and text.startswith('<?xml') and text[5:6] in tuple(' \t\r\n?'):
            end = text.find('?>')
            bad = BAD_CHAR.search(text, 0, n if end < 0 else end)
            if bad:
                raise Fault(INVALID, bad.start())
            if end < 0:
                raise Partial(at)
            self._declaration(text[5:end], 5)
            at = end + 2
        while True:
            space = SPACE.match(text, at).end()
            if space > at:
                self._event = at
                self._default(text[at:space])
                at = space
            if at >= n:
                if final:
                    raise Fault(NO_ELEMENTS, n)
                return at
            self._event = at
            if text[at] != '<':
                # a token is out of place, anything else is none
                _expat_dtd.DoctypeReader(self, text, at).token()
                raise Fault(SYNTAX, at)
            try:
                if text.startswith('<!--', at):
                    at = self._comment(text, at)
                elif text.startswith('<?', at):
                    at = self._pi(text, at)
                elif text.startswith('<!', at):
                    at = self._doctype(at, final)
                elif at + 1 >= n:
                    raise Partial
                else:
                    break
            except Partial:
                raise Partial(at) from None
        if self._foreign and not self._dtd.present:
            self._dtd.param_refs = True
            _expat_dtd.DoctypeReader(self, text, at).load_external(None, None)
        if not self._patterns.name.match(text, at + 1):
            raise Fault(INVALID, at + 1)
        self._state = self._content
        return self._content(at, final)

    def _doctype(self, at, final):
        text = self._text
        end = re.compile('<![A-Za-z_]*').match(text, at).end()
        if end == len(text):
            raise Partial
        if text[at:end] != '<!DOCTYPE':
            raise Fault(SYNTAX if text[end] in ' \t\r\n' and end > at + 2 else INVALID, at if text[end] in ' \t\r\n' else end)
        if self._dtd.present:
            raise Fault(SYNTAX, at)
        if not final and not _expat_dtd.complete(text, at):
            raise Partial
        return _expat_dtd.DoctypeReader(self, text, at).read()

    def _declaration(self, text, base, code=XML_DECL):
        """The XML declaration; `text` is what follows its name."""
        at, found, wanted = 0, {}, ['version', 'encoding', 'standalone']

        def must(good, place):
            if not good:
                raise Fault(code, base + place)

        while at < len(text):
            start = SPACE.match(text, at).end()
            must(start > at, at)
            if start == len(text):
                break
            name = re.compile('[^= \t\r\n]*').match(text, start)
            equals = SPACE.match(text, name.end()).end()
            must(text[equals:equals + 1] == '=', equals)
            quote = SPACE.match(text, equals + 1).end()
            must(text[quote:quote + 1] in ('"', "'"), quote)
            value = re.compile(r'[\w.\-]*', re.ASCII).match(text, quote + 1)
            must(text[value.end():value.end() + 1] == text[quote], value.end())
            name, value, at = name[0], value[0], value.end() + 1
            must(name in wanted and not ('version' in wanted and name != 'version' and code == XML_DECL), start)
            must({'version': value == '1.0', 'encoding': value[:1].isalpha(), 'standalone': value in ('yes', 'no')}[name],
                 quote + 1)
            del wanted[:wanted.index(name) + 1]
            found[name] = value
        if 'version' not in found and code == XML_DECL:
            raise Fault(code, base + at)
        standalone = found.get('standalone')
        if standalone == 'yes':
            self._dtd.standalone = True
        self._call('XmlDeclHandler', f'<?xml{text}?>', found.get('version'), found.get('encoding'),
                   -1 if standalone is None else int(standalone == 'yes'))
        if self._wrong is not None:
            raise Fault(INCORRECT_ENCODING, self._wrong)

    def _comment(self, text, at):
        m = self._patterns.comment.match(text, at)
        if m is None:
            blame_comment(text, at)
        self._call('CommentHandler', m[0], NEWLINE.sub('\n', m[1]))
        return m.end()

    def _pi(self, text, at):
        m = self._patterns.pi.match(text, at)
        if m is None:
            blame_pi(self._patterns, text, at)
        if m[1].lower() == 'xml':
            raise Fault(MISPLACED_PI if m[1] == 'xml' else INVALID, at if m[1] == 'xml' else m.end(1))
        self._call('ProcessingInstructionHandler', m[0], m[1], NEWLINE.sub('\n', m[2] or ''))
        return m.end()

    def _epilog(self, at, final):
        """After the root."""
        text, n = self._text, len(self._text)
        while True:
            space = SPACE.match(text, at).end()
            if space > at:
                self._event = at
                self._default(text[at:space])
                at = space
            if at >= n:
                return at
            self._event = at
            try:
                if text.startswith('<!--', at):
                    at = self._comment(text, at)
                elif text.startswith('<?', at):
                    at = self._pi(text, at)
                elif text[at:] in ('<', '<!', '<!-'):
                    raise Partial
                elif text[at] != '<':
                    _expat_dtd.DoctypeReader(self, text, at).token()
                    raise Fault(JUNK, at)
                else:
                    known = text[at + 1] == '!' or self._patterns.any_name.match(text, at + 1)
                    raise Fault(JUNK if known else INVALID, at if known else at + 1)
            except Partial:
                raise Partial(at) from None

    def _content(self, at, final):
        """The root and what is in it."""
        at = self._markup(self._text, at, final, None)
        if not self._stack:
            self._state = self._epilog
            return self._epilog(at, final)
        if final and at >= len(self._text):
            raise Fault(UNCLOSED_CDATA if self._in_cdata else NO_ELEMENTS, at)
        return at

    def _markup(self, text, at, final, entity):
        """Elements and data up to the end of the text, or of the root. Of an entity, `_event` stays at its reference."""
        n, patterns, stack = len(text), self._patterns, self._stack
        level = len(stack)
        outer = entity is None
        try:
            while at < n:
                if outer:
                    self._event = at
                if self._in_cdata:
                    at = self._cdata(text, at, final)
                    if at < n or not self._in_cdata:
                        continue
                    break
                c = text[at]
                if c == '<':
                    c = text[at + 1:at + 2]
                    if c == '/':
                        m = patterns.end.match(text, at)
                        if m is None:
                            blame_end(patterns, text, at)
                        if len(stack) == level and not outer:
                            raise Fault(ASYNC, at)
                        if stack[-1][0] != m[1]:
                            raise Fault(TAG_MISMATCH, at + 2)
                        self._end_element(m[0])
                        at = m.end()
                        if not stack and outer:
                            return at
                    elif c == '!':
                        if text.startswith('<!--', at):
                            at = self._comment(text, at)
                        elif text.startswith('<![', at):
                            end = expect(text, at, '<![CDATA[')
                            self._call('StartCdataSectionHandler', '<![CDATA[')
                            self._in_cdata, at = True, end
                        else:
                            end = expect(text, at, '<!-')
                            if end < n:
                                raise Fault(INVALID, end)
                            raise Partial
                    elif c == '?':
                        at = self._pi(text, at)
                    else:
                        m = patterns.start.match(text, at)
                        if m is None:
                            blame_start(patterns, text, at)
                            raise Fault(INVALID, at)
                        at = self._start_element(m, at)
                        if not stack and outer:
                            return at
                elif c == '&':
                    at = self._reference(text, at)
                else:
                    m = CHARS.match(text, at)
                    if m is None:
                        raise Fault(INVALID, at)
                    end = m.end()
                    bad = text.find(']]>', at, end)
                    if bad >= 0:
                        raise Fault(INVALID, bad + 2)
                    data = m[0]
                    if end == n and outer and not final:
                        # what may be the beginning of more
                        keep = 1 if data[-1] in '\r]' else 0
                        if data.endswith(']]'):
                            keep = 2
                        if keep == len(data):
                            return at
                        if keep:
                            data, end = data[:-keep], end - keep
                            self._data(data, at, outer)
                            return end
                    elif end == n and data.endswith(']') and final and outer:
                        self._data(data, at, outer)
                        raise Fault(NO_ELEMENTS, end)
                    self._data(data, at, outer)
                    at = end
        except Partial:
            if not outer:
                raise Fault(UNCLOSED, at) from None
            raise Partial(at) from None
        if not outer and (len(stack) != level or self._in_cdata):
            raise Fault(ASYNC, at)
        return at

    def _data(self, data, at, outer):
        """Character data: by lines, unless they are gathered."""
        if self.CharacterDataHandler is None or self._buffering and len(data) <= self.buffer_size:
            if self.CharacterDataHandler is not None and '\r' in data:
                data = NEWLINE.sub('\n', data)
            self._characters(data)
            return
        for m in LINES.finditer(data):
            if outer:
                self._event = at + m.start()
            line = m[0]
            self._characters('\n' if line[0] == '\r' else line)

    def _cdata(self, text, at, final):
        """The inside of a CDATA section, up to its end or the end of the text."""
        end = text.find(']]>', at)
        stop = end
        if end < 0:
            stop = len(text)
            for tail in (']]', ']', '\r'):
                if text.endswith(tail) and stop - len(tail) >= at:
                    stop -= len(tail)
                    break
        bad = BAD_CHAR.search(text, at, stop)
        if bad:
            raise Fault(INVALID, bad.start())
        if stop > at:
            self._data(text[at:stop], at, True)
        if end < 0:
            if final:
                raise Fault(UNCLOSED_CDATA, stop)
            if stop == at:
                raise Partial
            return stop
        self._in_cdata = False
        self._event = end
        self._call('EndCdataSectionHandler', ']]>')
        return end + 3

    def _reference(self, text, at):
        """A reference in content; past it."""
        m = REFERENCE.match(text, at)
        if m is None:
            scan_reference(self._patterns, text, at)
        name = m[3]
        if name is None:
            c = character(m)
            if c is None:
                raise Fault(BAD_CHAR_REF, at)
            self._characters(c) if self.CharacterDataHandler is not None else self._default(m[0])
            return m.end()
        if name in PREDEFINED:
            self._characters(PREDEFINED[name]) if self.CharacterDataHandler is not None else self._default(m[0])
            return m.end()
        dtd = self._dtd
        entity = dtd.entities.get(name)
        if entity is None:
            if not dtd.param_refs or dtd.standalone:
                raise Fault(UNDEFINED, at)
            self._call('SkippedEntityHandler', m[0], name, 0)
        elif entity.open:
            raise Fault(RECURSIVE, at)
        elif entity.notation is not None:
            raise Fault(BINARY_REF, at)
        elif entity.text is not None:
            if self.DefaultHandler is not None:
                # whoever wants everything as it is, wants references too
                self._call('SkippedEntityHandler', m[0], name, 0)
            else:
                self._expand(entity, at)
        elif self.ExternalEntityRefHandler is not None:
            self._flush()
            if not self.ExternalEntityRefHandler(self._open_context(name), entity.base, entity.system, entity.public):
                raise Fault(EXTERNAL_HANDLING, at)
        else:
            self._default(m[0])
        return m.end()

    def _expand(self, entity, at):
        self._count(len(entity.text), at)
        entity.open = True
        try:
            self._markup(entity.text, 0, True, entity)
        except Fault as fault:
            # of whatever is wrong inside, the place is the reference
            raise Fault(fault.args[0], at) from None
        finally:
            entity.open = False

    def _count(self, size, at):
        """Refuse entities that make a little text a large one."""
        self._indirect += size
        direct = self._base[2] + at or 1
        factor, threshold = self._limits
        total = direct + self._indirect
        if total > threshold and total / direct > factor:
            raise Fault(AMPLIFICATION, at)

    def _open_context(self, name):
        """The context for a parser of an external entity: the namespaces that hold, and the entity."""
        spaces = '\f'.join(f'{prefix or ""}={uri}' for prefix, uri in self._prefixes.items() if prefix != 'xml')
        return f'{spaces}\f{name}' if spaces else name

    def _text_declaration(self, at, final):
        """What an external entity may begin with; gives the place behind it. Nothing is looked at before all is there."""
        if not final:
            raise Partial(at)
        m = re.match(r'<\?xml(?=[ \t\r\n])(.*?)\?>', self._text, re.S)
        if not m:
            return at
        self._declaration(m[1], 5, TEXT_DECL)
        return m.end()

    def _external_content(self, at, final):
        """An external entity as content."""
        text = self._text
        at = self._text_declaration(at, final)
        level = len(self._stack)
        at = self._markup(text, at, True, _expat_dtd.Entity('', text, None, None, None, None))
        if len(self._stack) != level:
            raise Fault(ASYNC, at)
        return at

    def _external_dtd(self, at, final):
        """An external document type."""
        reader = _expat_dtd.DoctypeReader(self, self._text, self._text_declaration(at, final))
        reader.subset('')
        return reader.at


xmlparser.__module__ = 'pyexpat'
XMLParserType = xmlparser
