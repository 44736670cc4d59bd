"""Contract: document type declarations: their tokens, and what they declare, told to the parser's handlers and kept in a
`Declarations`."""
import re

from _expat_scan import *
from _expat_scan import PLAIN


class Entity:
    """What a name stands for."""

    __slots__ = ('name', 'text', 'system', 'public', 'notation', 'base', 'open')

    def __init__(self, name, text, system, public, notation, base):
        self.name, self.text, self.system, self.public, self.notation, self.base = name, text, system, public, notation, base
        self.open = False       # being expanded


class Declarations:
    """What a document type declares."""

    def __init__(self):
        self.entities, self.parameters, self.defaults, self.types = {}, {}, {}, {}
        self.standalone = self.param_refs = False
        self.processed = True       # declarations after an unread parameter entity do not count
        self.present = False


_TOKEN = re.compile(r'''[ \t\r\n]+|<!--|<\?|<!|%[^\W\d][\w.\-:]*;|"[^"]*"|'[^']*'|\#[\w.\-:]+|[()|,>\[\]]|%|[^\W\d][\w.\-:]*|[\w.\-:]+''')


# what may follow a name, and the other tokens that are followed by something of their kind only
_SIGNS = ' \t\r\n<%(|,>[]'
_NAME_ENDS = (*' \t\r\n>),|[%?*+', '')
_AFTER = {**dict.fromkeys('"\'', (*' \t\r\n>%[', '')), ')': (*'?*+ \t\r\n>,|)', ''), '#': (*' \t\r\n)>%|', '')}


class DoctypeReader:
    """Reads a document type from its text; the parser gives the handlers."""

    def __init__(self, parser, text, at):
        self.parser, self.text, self.at, self.known = parser, text, at, parser._dtd
        self.start = at     # of the last token
        self.quiet = True   # a handler is told of the tokens: the default one is not

    def token(self):
        """The next token; '' at the end of the text. White space is passed over."""
        while True:
            self.start = self.at
            if self.at >= len(self.text):
                return ''
            m = _TOKEN.match(self.text, self.at)
            if m is None:
                if self.text[self.at] == '<' and self.at + 1 < len(self.text):
                    raise Fault(INVALID, self.at + 1)
                bad = BAD_CHAR.search(self.text, self.at) if self.text[self.at] in '"\'' else None
                if bad:
                    raise Fault(INVALID, bad.start())
                if self.text[self.at] in '"\'' or self.text[self.at:] in ('<', '#'):
                    raise Fault(UNCLOSED, self.at)
                raise Fault(INVALID, self.at)
            word = m[0]
            if word[0] in '"\'':
                bad = BAD_CHAR.search(word)
                if bad:
                    raise Fault(INVALID, self.at + bad.start())
            self.at = m.end()
            ends = _AFTER.get(word[0], _NAME_ENDS if word[0] not in _SIGNS and word[:2] != '<!' else None)
            if ends is not None and self.text[self.at:self.at + 1] not in ends:
                raise Fault(INVALID, self.at)
            if word[0] not in ' \t\r\n':
                if not self.quiet:
                    self.parser._default(word)
                return word
            if not self.quiet:
                self.parser._default(word)

    def quoted(self):
        word = self.token()
        if not word or word[0] not in '"\'':
            self.unexpected(word)
        return word[1:-1]

    def unexpected(self, word):
        """Fail at the last token."""
        if not word:
            raise Fault(NO_ELEMENTS, self.start)
        raise Fault(SYNTAX, self.start)

    def name(self):
        word = self.token()
        if not word or not PLAIN.any_name.fullmatch(word):
            self.unexpected(word)
        return word

    def closing(self, word=None):
        word = self.token() if word is None else word
        if word != '>':
            self.unexpected(word)

    def external(self, word, public_alone=False):
        """(system, public) after the word SYSTEM or PUBLIC; the next token, if it was read to see that nothing follows."""
        if word == 'SYSTEM':
            return self.quoted(), None, None
        public = self.quoted()
        bad = re.search(r"[^ \r\na-zA-Z0-9\-'()+,./:=?;!*#@$_%]", public)
        if bad:
            raise Fault(PUBLIC_ID, self.start + 1 + bad.start())
        public = ' '.join(public.split())
        if public_alone:
            word = self.token()
            if word[:1] not in ('"', "'") or not word:
                return None, public, word
            return word[1:-1], public, None
        return self.quoted(), public, None

    def read(self):
        """The whole declaration; the position after it."""
        parser = self.parser
        self.at += len('<!DOCTYPE')
        if self.at < len(self.text) and self.text[self.at] not in ' \t\r\n':
            raise Fault(INVALID, self.at)
        self.quiet = parser.StartDoctypeDeclHandler is not None
        if not self.quiet:
            parser._default('<!DOCTYPE')
        name, system, public = self.name(), None, None
        word = self.token()
        if word in ('SYSTEM', 'PUBLIC'):
            system, public, _ = self.external(word)
            self.known.param_refs = True
            word = self.token()
        if word not in ('[', '>'):
            self.unexpected(word)
        parser._dtd.present = True
        parser._event = self.start
        parser._call('StartDoctypeDeclHandler', '', name, system, public, int(word == '['))
        if word == '[':
            self.subset(']')
            self.closing()
        if system is not None:
            self.load_external(system, public)
        parser._event = self.start
        if self.known.param_refs and not self.known.standalone:
            handler = parser.NotStandaloneHandler
            if handler is not None and not handler():
                raise Fault(NOT_STANDALONE, self.start)
        parser._call('EndDoctypeDeclHandler', '')
        return self.at

    def load_external(self, system, public):
        parser = self.parser
        if parser._param_parsing and parser.ExternalEntityRefHandler is not None:
            if parser._param_parsing == 1 and self.known.standalone:
                return
            if not parser.ExternalEntityRefHandler(None, parser._base_uri, system, public):
                raise Fault(EXTERNAL_HANDLING, self.start)

    def subset(self, end):
        """Declarations up to the closing bracket, or to the end of the text."""
        parser, text = self.parser, self.text
        while True:
            self.quiet = True
            before = self.at
            word = self.token()
            if self.start > before:
                parser._default(text[before:self.start])
            parser._event = self.start
            if word == end:
                self.quiet = parser.EndDoctypeDeclHandler is not None
                if word and not self.quiet:
                    parser._default(word)
                return
            if not word:
                if end == '':
                    return
                raise Fault(NO_ELEMENTS, self.start)
            if word == '<!--':
                self.at = parser._comment(text, self.start)
            elif word == '<?':
                self.at = parser._pi(text, self.start)
            elif word[0] == '%' and len(word) > 1:
                self.parameter_reference(word)
            elif word == '<!':
                start = self.start
                m = PLAIN.name.match(text, self.at)
                kind = m[0] if m else ''
                reader = {'ENTITY': self.entity, 'ELEMENT': self.element, 'ATTLIST': self.attlist,
                          'NOTATION': self.notation}.get(kind)
                if reader is None:
                    end = re.compile('[A-Za-z_]*').match(text, self.at).end()
                    if end == len(text):
                        raise Fault(UNCLOSED, start)
                    if end > self.at and text[end] in ' \t\r\n%':
                        raise Fault(SYNTAX, start)
                    raise Fault(INVALID, end + (text[end] == '-' and end == self.at))
                self.at = m.end()
                self.quiet = getattr(parser, {'ENTITY': 'EntityDeclHandler', 'ELEMENT': 'ElementDeclHandler',
                                              'ATTLIST': 'AttlistDeclHandler'}.get(kind, 'NotationDeclHandler')) is not None
                if not self.quiet:
                    parser._default('<!' + kind)
                if self.at < len(text) and text[self.at] not in ' \t\r\n%':
                    raise Fault(INVALID, self.at)
                reader()
            else:
                self.unexpected(word)

    def parameter_reference(self, word):
        self.known.param_refs = True
        parser, entity = self.parser, self.known.parameters.get(word[1:-1])
        if not parser._param_parsing:
            self.known.processed = self.known.standalone
            parser._default(word)
            return
        if entity is None:
            if not self.known.standalone:
                self.known.processed = False
                parser._call('SkippedEntityHandler', word, word[1:-1], 1)
                return
            raise Fault(UNDEFINED, self.start)
        if entity.open:
            raise Fault(RECURSIVE, self.start)
        entity.open = True
        try:
            if entity.text is not None:
                start = self.start
                try:
                    DoctypeReader(parser, entity.text, 0).subset('')
                except Fault as fault:
                    raise Fault(fault.args[0], start) from None
            elif parser.ExternalEntityRefHandler is not None:
                if not parser.ExternalEntityRefHandler(None, entity.base, entity.system, entity.public):
                    raise Fault(EXTERNAL_HANDLING, self.start)
            else:
                self.known.processed = self.known.standalone
        finally:
            entity.open = False

    def entity(self):
        parser, known = self.parser, self.known
        word, is_parameter = self.token(), False
        if word == '%':
            is_parameter, word = True, self.token()
        if not word or not PLAIN.any_name.fullmatch(word):
            self.unexpected(word)
        name, word = word, self.token()
        text = system = public = notation = None
        place = self.start
        if word in ('SYSTEM', 'PUBLIC'):
            system, public, _ = self.external(word)
            word = self.token()
            place = self.start
            if word == 'NDATA' and not is_parameter:
                notation = self.name()
                place = self.start
                word = self.token()
        elif word and word[0] in '"\'':
            text = self.value(word[1:-1], self.start + 1)
            word = self.token()
        else:
            self.unexpected(word)
        self.closing(word)
        table = known.parameters if is_parameter else known.entities
        if not known.processed or name in table or not is_parameter and name in PREDEFINED:
            return
        table[name] = Entity(name, text, system, public, notation, parser._base_uri)
        parser._event = place
        if notation is not None and parser.UnparsedEntityDeclHandler is not None:
            parser._flush()
            parser.UnparsedEntityDeclHandler(name, parser._base_uri, system, public, notation)
        else:
            parser._call('EntityDeclHandler', '', name, int(is_parameter), text, parser._base_uri, system, public, notation)

    def value(self, text, place):
        """The text of an entity: references by number become their characters."""
        text = NEWLINE.sub('\n', text)
        if BAD_CHAR.search(text):
            raise Fault(INVALID, place)
        out, at = [], 0
        for m in re.finditer('[&%]', text):
            if m.start() < at:
                continue
            if m[0] == '%':
                raise Fault(PARAM_REF if re.match(r'%[\w.\-:]+;', text[m.start():]) else INVALID, place + m.start())
            found = REFERENCE.match(text, m.start())
            if found is None:
                raise Fault(INVALID, place + m.start() + 1)
            if found[3] is None:
                c = character(found)
                if c is None:
                    raise Fault(BAD_CHAR_REF, place + m.start())
                out += text[at:m.start()], c
                at = found.end()
        return ''.join(out) + text[at:]

    def notation(self):
        parser = self.parser
        name, word = self.name(), self.token()
        if word not in ('SYSTEM', 'PUBLIC'):
            self.unexpected(word)
        system, public, word = self.external(word, public_alone=True)
        self.closing(word)
        parser._call('NotationDeclHandler', '', name, parser._base_uri, system, public)

    def element(self):
        parser = self.parser
        name, word = self.name(), self.token()
        if word == 'EMPTY':
            model = (1, 0, None, ())
        elif word == 'ANY':
            model = (2, 0, None, ())
        elif word == '(':
            model = self.group(True)
        else:
            self.unexpected(word)
        self.closing()
        parser._call('ElementDeclHandler', '', name, model)

    def _quantity(self):
        """The mark right after a name or a group."""
        mark = self.text[self.at:self.at + 1]
        if mark and mark in '?*+':
            self.at += 1
            return '?*+'.index(mark) + 1
        return 0

    def group(self, first=False):
        """A content model in parentheses."""
        children, between, mixed = [], None, False
        while True:
            word = self.token()
            if first and not children and word == '#PCDATA':
                mixed = True
            elif word == '(' and not mixed:
                children.append(self.group())
            elif word and PLAIN.any_name.fullmatch(word):
                children.append((4, 0 if mixed else self._quantity(), word, ()))
            else:
                self.unexpected(word)
            word = self.token()
            if word == ')':
                break
            if word not in ('|', ',') or between not in (None, word) or mixed and word == ',':
                self.unexpected(word)
            between = word
        quantity = self._quantity()
        if mixed:
            return 3, quantity, None, tuple(children)
        return 5 if between == '|' else 6, quantity, None, tuple(children)

    def attlist(self):
        parser, known = self.parser, self.known
        element = self.name()
        while True:
            word = self.token()
            if word == '>':
                return
            if not word or not PLAIN.any_name.fullmatch(word):
                self.unexpected(word)
            name, kind, default, required = word, self.token(), None, 0
            if kind == 'NOTATION' or kind == '(':
                kind = self.choices('NOTATION(' if kind == 'NOTATION' else '(', kind == 'NOTATION')
            elif kind not in ('CDATA', 'ID', 'IDREF', 'IDREFS', 'ENTITY', 'ENTITIES', 'NMTOKEN', 'NMTOKENS'):
                self.unexpected(kind)
            word = self.token()
            if word in ('#IMPLIED', '#REQUIRED'):
                required = int(word == '#REQUIRED')
            else:
                if word == '#FIXED':
                    required, word = 1, self.token()
                if not word or word[0] not in '"\'':
                    self.unexpected(word)
                default = parser._value(word[1:-1], self.start, kind != 'CDATA')
            if not known.processed or (element, name) in known.types:
                continue
            known.types[element, name] = kind
            if default is not None:
                known.defaults.setdefault(element, []).append((name, default))
            parser._event = self.start
            parser._call('AttlistDeclHandler', '', element, name, kind, default, required)

    def choices(self, out, notation):
        if notation:
            word = self.token()
            if word != '(':
                self.unexpected(word)
        words = []
        while True:
            word = self.token()
            if not word or not re.fullmatch(r'[\w.\-:]+', word):
                self.unexpected(word)
            words.append(word)
            word = self.token()
            if word == ')':
                return out + '|'.join(words) + ')'
            if word != '|':
                self.unexpected(word)


_END = re.compile(r'''(?:[^\[>"']|"[^"]*"|'[^']*')*(?:\[(?:"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?)|[^\]"'<])*\][ \t\r\n]*)?>''', re.S)


def complete(text, at):
    """Whether the whole declaration is in the text."""
    return _END.match(text, at) is not None
