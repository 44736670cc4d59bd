"""Contract: the tokens of XML as patterns, and, where a pattern does not fit, the place of the character that is to blame.
A token that the text ends within raises `Partial`; a bad one raises `Fault` with expat's number."""
import re

SYNTAX, NO_ELEMENTS, INVALID, UNCLOSED, PARTIAL_CHAR, TAG_MISMATCH, DUPLICATE, JUNK = range(2, 10)
PARAM_REF, UNDEFINED, RECURSIVE, ASYNC, BAD_CHAR_REF, BINARY_REF, EXTERNAL_IN_ATTRIBUTE = 10, 11, 12, 13, 14, 15, 16
MISPLACED_PI, UNKNOWN_ENCODING, INCORRECT_ENCODING, UNCLOSED_CDATA, EXTERNAL_HANDLING, NOT_STANDALONE = 17, 18, 19, 20, 21, 22
CANNOT_CHANGE, UNBOUND, UNDECLARING, XML_DECL, TEXT_DECL, PUBLIC_ID, FINISHED = 26, 27, 28, 30, 31, 32, 36
RESERVED_XML, RESERVED_XMLNS, RESERVED_URI, AMPLIFICATION = 38, 39, 40, 43


class Fault(Exception):
    """What is wrong, and where: args are (code, position)."""


class Partial(Exception):
    """The text ends within a token."""


_START = 'A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd'
_MORE = _START + '\\-.0-9\xb7\u0300-\u036f\u203f\u2040'
_NC = f'[{_START}][{_MORE}]*'
_BAD = '\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff'
BAD_CHAR = re.compile(f'[{_BAD}]')
SPACE = re.compile(r'[ \t\r\n]*')
CHARS = re.compile(f'[^<&{_BAD}]+')
REFERENCE = re.compile(f'&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([:{_START}][:{_MORE}]*));')
LINES = re.compile('[^\n\r]+|\r\n?|\n')
NEWLINE = re.compile('\r\n?|\n')
PREDEFINED = {'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', 'apos': "'"}


class Patterns:
    """The patterns that depend on what a colon in a name means."""

    def __init__(self, namespaces):
        name = f'{_NC}(?::{_NC})?' if namespaces else f'[:{_START}][:{_MORE}]*'
        value = f'"[^"<{_BAD}]*"|\'[^\'<{_BAD}]*\''
        self.name = re.compile(name)
        self.any_name = re.compile(f'[:{_START}][:{_MORE}]*')
        self.start = re.compile(f'<({name})((?:[ \\t\\r\\n]+{name}[ \\t\\r\\n]*=[ \\t\\r\\n]*(?:{value}))*)[ \\t\\r\\n]*(/?)>')
        self.attribute = re.compile(f'[ \\t\\r\\n]+({name})[ \\t\\r\\n]*=[ \\t\\r\\n]*("[^"]*"|\'[^\']*\')')
        self.end = re.compile(f'</({name})[ \\t\\r\\n]*>')
        self.comment = re.compile(f'<!--([^\\-{_BAD}]*(?:-[^\\-{_BAD}]+)*)-->')
        self.pi = re.compile(f'<\\?({_NC if namespaces else name})(?:[ \\t\\r\\n]+([^{_BAD}]*?))?\\?>')


PLAIN, NAMESPACES = Patterns(False), Patterns(True)


def expect(text, at, word, start=None):
    """Past the word; Partial if the text ends within it."""
    for c in word:
        if at >= len(text):
            raise Partial
        if text[at] != c:
            raise Fault(INVALID, at)
        at += 1
    return at


def scan_name(patterns, text, at):
    """Past a name."""
    if at >= len(text):
        raise Partial
    m = patterns.name.match(text, at)
    if m is None:
        raise Fault(INVALID, at)
    end = m.end()
    if end >= len(text):
        raise Partial
    if text[end] == ':':
        # a second colon, or a name that ends with one
        if ':' not in m[0]:
            end += 1
            if end >= len(text):
                raise Partial
        raise Fault(INVALID, end)
    return end


def _skip(text, at):
    at = SPACE.match(text, at).end()
    if at >= len(text):
        raise Partial
    return at


def scan_reference(patterns, text, at):
    """Past a reference; `at` is its ampersand."""
    m = REFERENCE.match(text, at)
    if m is not None:
        return m.end()
    at += 1
    if text[at:at + 1] == '#':
        at += 1
        digits = '0123456789'
        if text[at:at + 1] == 'x':
            at, digits = at + 1, digits + 'abcdefABCDEF'
        begin = at
        while at < len(text) and text[at] in digits:
            at += 1
        if at >= len(text):
            raise Partial
        raise Fault(INVALID, begin if at == begin else at)
    raise Fault(INVALID, scan_name(patterns, text, at))


def blame_start(patterns, text, at):
    """Why no start tag is at `at`."""
    at = scan_name(patterns, text, at + 1)
    while True:
        spaced = text[at] in ' \t\r\n'
        at = _skip(text, at)
        if text[at] == '>':
            return
        if text[at] == '/':
            expect(text, at + 1, '>')
            return
        if not spaced:
            raise Fault(INVALID, at)
        at = _skip(text, scan_name(patterns, text, at))
        if text[at] != '=':
            raise Fault(INVALID, at)
        at = _skip(text, at + 1)
        quote = text[at]
        if quote not in '"\'':
            raise Fault(INVALID, at)
        at += 1
        while True:
            if at >= len(text):
                raise Partial
            c = text[at]
            if c == quote:
                break
            if c == '<' or BAD_CHAR.match(c):
                raise Fault(INVALID, at)
            at = scan_reference(patterns, text, at) if c == '&' else at + 1
        at += 1
        if at >= len(text):
            raise Partial
        if text[at] not in ' \t\r\n/>':
            raise Fault(INVALID, at)


def blame_end(patterns, text, at):
    """Why no end tag is at `at`."""
    at = _skip(text, scan_name(patterns, text, at + 2))
    raise Fault(INVALID, at)


def blame_comment(text, at):
    """Why no comment is at `at`."""
    at = expect(text, at, '<!--')
    while True:
        m = re.compile(f'--|[{_BAD}]').search(text, at)
        if m is None:
            raise Partial
        if m[0] != '--':
            raise Fault(INVALID, m.start())
        expect(text, m.end(), '>')
        return


def blame_pi(patterns, text, at):
    """Why no processing instruction is at `at`."""
    start = at + 2
    at = scan_name(patterns, text, start)
    if patterns is NAMESPACES and ':' in text[start:at]:
        raise Fault(INVALID, text.index(':', start))
    if text[at] not in ' \t\r\n':
        raise Fault(INVALID, expect(text, at, '?>'))
    m = re.compile(rf'\?>|[{_BAD}]').search(text, at)
    if m is None:
        raise Partial
    raise Fault(INVALID, m.start())


def character(m):
    """The character of a reference by number; None if there is none."""
    number = int(m[1]) if m[1] else int(m[2], 16)
    if number > 0x10ffff or 0xd800 <= number < 0xe000 or number in (0xfffe, 0xffff) or number < 32 and number not in (9, 10, 13):
        return None
    return chr(number)
