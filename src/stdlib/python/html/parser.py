"""Contract: an event parser of HTML text, however broken; the tokenizer of the HTML standard, mostly.

`feed` takes pieces of text and calls a `handle_*` method for each thing that is whole; what is not waits in
`rawdata` for more text or for `close`. Each `parse_*` method reads the construct that begins at a place and returns
where it ends, or -1 if the end is not there yet.
"""
import re
from html import unescape

__all__ = ['HTMLParser']

# These are looked up when they are used, since programs put others in their places to parse another kind of markup.
starttagopen = re.compile(r'<[a-zA-Z]')
endtagopen = re.compile(r'</[a-zA-Z]')
endendtag = piclose = re.compile(r'>')
commentclose = re.compile(r'--!?>')
commentabruptclose = re.compile(r'-?>')
charref = re.compile(r'&#([0-9]+|[xX][0-9a-fA-F]+)(?:;|(?=[^0-9a-fA-F]))')
incomplete_charref = re.compile(r'&#([0-9]|[xX][0-9a-fA-F])')
entityref = re.compile(r'&([a-zA-Z][-.a-zA-Z0-9]*)(?:;|(?=[^a-zA-Z0-9]))')
incomplete = re.compile(r'&[a-zA-Z]')
interesting_normal = re.compile(r'[&<]')

_BETWEEN = re.compile(r'[\t\n\r\f /]*')
_TAG_NAME = re.compile(r'[a-zA-Z][^\t\n\r\f />]*')
_NAME, _EQUALS = r'[^\t\n\r\f />][^\t\n\r\f /=>]*', r'[\t\n\r\f ]*=[\t\n\r\f ]*'
_ATTRIBUTE = re.compile(f'({_NAME})({_EQUALS})?')
_UNQUOTED = re.compile(r'[^\t\n\r\f >]*')
_IN_VALUE = re.compile(r'&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*)[;=]?')
_REFERENCE_OVER = re.compile(r'[\t\n\r\f ;]')
_LONGEST_REFERENCE = 34

# Tags in whole patterns, for parsers that read them by themselves: a name, an attribute, and all that is behind a `<`.
_BEHIND, _AFTER = r"""(?<=['"\t\n\r\f /])""", r'[\t\n\r\f ]*(?:/(?!>)[\t\n\r\f ]*)*'
_VALUE = rf"""'[^']*'|"[^"]*"|(?!['"]){_UNQUOTED.pattern}"""
tagfind_tolerant = re.compile(f'({_TAG_NAME.pattern}){_AFTER}')
attrfind_tolerant = re.compile(f'{_BEHIND}({_NAME})({_EQUALS}({_VALUE}))?{_AFTER}')
locatetagend = re.compile(f'{_TAG_NAME.pattern}{_BETWEEN.pattern}'
                          f'(?:{_BEHIND}{_NAME}(?:{_EQUALS}(?:{_VALUE}))?{_BETWEEN.pattern})*>?')


def _unescape_value(text):
    """An attribute's value: a name without its semicolon counts only if no `=` and no more of a word follows."""
    return _IN_VALUE.sub(_reference_in_value, text) if '&' in text else text


def _reference_in_value(found):
    from html.entities import html5
    whole, name = found[0], found[1]
    if name[0] == '#':
        return unescape(whole)
    if whole[-1] == ';':
        return html5.get(name + ';', whole)
    return html5[name] if whole[-1] != '=' and name in html5 else whole


class HTMLParser:
    """Calls a method for each tag, text, comment and declaration: subclass it and write those that matter."""

    CDATA_CONTENT_ELEMENTS = ('script', 'style', 'xmp', 'iframe', 'noembed', 'noframes')
    RCDATA_CONTENT_ELEMENTS = ('textarea', 'title')
    _start_text = None

    def __init__(self, *, convert_charrefs=True, scripting=False):
        self.convert_charrefs, self.scripting = convert_charrefs, scripting
        self.reset()

    def reset(self):
        """Forget all text, as if nothing had been fed."""
        self.rawdata, self.lasttag, self.cdata_elem = '', '???', None
        self.lineno, self.offset = 1, 0
        self._support_cdata = self._escapable = True
        self._text_ends_at = None
        self._pending, self._pending_length, self._worth_it = [], 0, 1

    def feed(self, data):
        """Read a piece of text; what waited in vain is looked at again when it has doubled, not each time."""
        size = self._pending_length + len(data)
        if size < self._worth_it:
            self._pending.append(data)
            self._pending_length = size
            return
        self._take_pending(data)
        before = len(self.rawdata)
        self.goahead(0)
        left = len(self.rawdata)
        self._worth_it = left if left and left == before else 1

    def close(self):
        """There is no more text: read what is left as it stands."""
        self._take_pending()
        self.goahead(1)

    def _take_pending(self, data=''):
        self.rawdata += ''.join(self._pending) + data
        self._pending, self._pending_length = [], 0

    # --- where it is

    def getpos(self):
        """(line, column) of what is being handled."""
        return self.lineno, self.offset

    def get_starttag_text(self):
        """The text of the start tag that was read last."""
        return self._start_text

    def updatepos(self, i, j):
        """Count the lines and columns of rawdata[i:j]; returns j."""
        lines = self.rawdata.count('\n', i, j)
        if lines:
            self.lineno += lines
            self.offset = j - self.rawdata.rindex('\n', i, j) - 1
        else:
            self.offset += j - i
        return max(i, j)

    # --- text that is no markup

    def set_cdata_mode(self, elem, *, escapable=False):
        """From here on all is text, until the end tag of the element; references count in it if `escapable`."""
        self.cdata_elem, self._escapable = elem.lower(), escapable
        if self.cdata_elem == 'plaintext':
            self._text_ends_at = re.compile(r'(?!)')
        else:
            also = '&|' if escapable and not self.convert_charrefs else ''
            self._text_ends_at = re.compile(also + r'</%s(?=[\t\n\r\f />])' % re.escape(self.cdata_elem),
                                            re.IGNORECASE | re.ASCII)

    def clear_cdata_mode(self):
        """Markup is markup again."""
        self.cdata_elem = self._text_ends_at = None
        self._escapable = True

    def _set_support_cdata(self, flag=True):
        """Whether `<![CDATA[` begins a section, as in foreign content, or a bogus comment."""
        self._support_cdata = flag

    def _text_end(self, at, end):
        """Where the text from `at` on ends, or -1 if that is not known yet."""
        data = self.rawdata
        if self.cdata_elem is not None:
            found = self._text_ends_at.search(data, at)
            if found:
                return found.start()
            return len(data) if end or self.cdata_elem == 'plaintext' else -1
        if not self.convert_charrefs:
            found = interesting_normal.search(data, at)
            return found.start() if found else len(data)
        stop = data.find('<', at)
        if stop >= 0:
            return stop
        amp = -1 if end else data.rfind('&', max(at, len(data) - _LONGEST_REFERENCE))
        return -1 if amp >= 0 and not _REFERENCE_OVER.search(data, amp) else len(data)

    def _say_text(self, i, j):
        if i < j:
            text = self.rawdata[i:j]
            self.handle_data(unescape(text) if self.convert_charrefs and self._escapable else text)
            self.updatepos(i, j)

    def goahead(self, end):
        """Handle what is whole, or all if this is the end."""
        at, size = 0, len(self.rawdata)
        while at < size:
            stop = self._text_end(at, end)
            if stop < 0:
                break
            self._say_text(at, stop)
            at = stop
            if at == size:
                break
            read = self._markup if self.rawdata[at] == '<' else self._reference
            stop = read(at, end)
            if stop < 0:
                break
            at = self.updatepos(at, stop)
        self.rawdata = self.rawdata[at:]

    def _markup(self, i, end):
        """What begins with `<`: read it, or at the end make the best of it."""
        data = self.rawdata
        second = data[i + 1:i + 2]
        if starttagopen.match(data, i):
            read = self.parse_starttag
        elif second == '/':
            read = self.parse_endtag
        elif second == '!':
            read = self.parse_comment if data.startswith('<!--', i) else self.parse_html_declaration
        elif second == '?':
            read = self.parse_pi
        elif second or end:
            self.handle_data('<')
            return i + 1
        else:
            return -1
        stop = read(i)
        if stop < 0 and end:
            self._unfinished(i)
            stop = len(data)
        return stop

    def _unfinished(self, i):
        """Markup that the end of the text cuts: tags go, comments and declarations end there."""
        rest = self.rawdata[i:]
        if rest == '</':
            self.handle_data(rest)
        elif rest.startswith('<!--'):
            text = rest[4:]
            for cut in ('--!', '--', '-'):
                if text.endswith(cut):
                    text = text[:-len(cut)]
                    break
            self.handle_comment(text)
        elif rest.startswith('<![CDATA[') and self._support_cdata:
            self.unknown_decl(rest[3:])
        elif rest[:9].lower() == '<!doctype':
            self.handle_decl(rest[2:])
        elif rest.startswith('<!'):
            self.handle_comment(rest[2:])
        elif rest.startswith('<?'):
            self.handle_pi(rest[2:])
        elif rest.startswith('</') and not _TAG_NAME.match(rest, 2):
            self.handle_comment(rest[2:])

    def _reference(self, i, end):
        """What begins with `&`, where references are not put in: it counts once it is seen to be over.

        At the end of the text, all that is left is the reference. So it is too for a decimal number that a letter
        from a to f follows, which never is over.
        """
        data = self.rawdata
        if data.startswith('&#', i):
            start, found, handle, begun = '&#', charref.match(data, i), self.handle_charref, incomplete_charref
        else:
            start, found, handle, begun = '&', entityref.match(data, i), self.handle_entityref, incomplete
        if found:
            handle(found[1])
            return found.end()
        left = len(data) - i
        if begun.match(data, i):
            if not end:
                return -1
            handle(data[i + len(start):])
            return len(data)
        if left < 2 * len(start):  # too short to be sure
            if not end:
                return -1
            self.handle_data(data[i:])
            return len(data)
        self.handle_data(start)
        return i + len(start)

    # --- constructs

    def parse_html_declaration(self, i):
        """`<!` and no comment: a document type, a CDATA section, or nothing that means anything."""
        data = self.rawdata
        if data.startswith('<![CDATA[', i) and self._support_cdata:
            stop = data.find(']]>', i + 9)
            if stop >= 0:
                self.unknown_decl(data[i + 3:stop])
                return stop + 3
        elif data[i:i + 9].lower() == '<!doctype':
            stop = data.find('>', i + 9)
            if stop >= 0:
                self.handle_decl(data[i + 2:stop])
                return stop + 1
        else:
            return self.parse_bogus_comment(i)
        return -1

    def parse_bogus_comment(self, i, report=1):
        """`<!` or `</` before what is no declaration and no tag: a comment up to the next `>`."""
        stop = self.rawdata.find('>', i + 2)
        if stop < 0:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 2:stop])
        return stop + 1

    def parse_comment(self, i, report=True):
        """`<!--`."""
        found = commentabruptclose.match(self.rawdata, i + 4) or commentclose.search(self.rawdata, i + 4)
        if not found:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 4:found.start()])
        return found.end()

    def parse_pi(self, i):
        """`<?`."""
        found = piclose.search(self.rawdata, i + 2)
        if not found:
            return -1
        self.handle_pi(self.rawdata[i + 2:found.start()])
        return found.end()

    def _attributes(self, at):
        """Read the attributes of a tag; returns them, where it ends (or -1), and whether it closes itself."""
        data, size, found = self.rawdata, len(self.rawdata), []
        while True:
            between = at
            at = _BETWEEN.match(data, at).end()
            if at == size:
                return found, -1, False
            if data[at] == '>':
                return found, at + 1, at > between and data[at - 1] == '/'
            name = _ATTRIBUTE.match(data, at)
            at, value = name.end(), None
            if at == size:
                return found, -1, False
            if name[2]:
                quote = data[at]
                if quote in '"\'':
                    stop = data.find(quote, at + 1)
                    if stop < 0:
                        return found, -1, False
                    value, at = data[at + 1:stop], stop + 1
                else:
                    stop = _UNQUOTED.match(data, at).end()
                    value, at = data[at:stop], stop
                value = _unescape_value(value)
            found.append((name[1].lower(), value))

    def check_for_whole_start_tag(self, i):
        """Where the start tag that begins here ends, or -1: for a subclass that reads tags by itself."""
        stop = locatetagend.match(self.rawdata, i + 1).end()
        return stop if self.rawdata[stop - 1] == '>' else -1

    def parse_starttag(self, i):
        """`<` and a letter."""
        self._start_text = None
        name = _TAG_NAME.match(self.rawdata, i + 1)
        attributes, stop, alone = self._attributes(name.end())
        if stop < 0:
            return -1
        self._start_text = self.rawdata[i:stop]
        self.lasttag = tag = name[0].lower()
        if alone:
            self.handle_startendtag(tag, attributes)
            return stop
        self.handle_starttag(tag, attributes)
        if tag in self.CDATA_CONTENT_ELEMENTS or self.scripting and tag == 'noscript' or tag == 'plaintext':
            self.set_cdata_mode(tag)
        elif tag in self.RCDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(tag, escapable=True)
        return stop

    def parse_endtag(self, i):
        """`</`: attributes are read over."""
        data = self.rawdata
        name = _TAG_NAME.match(data, i + 2)
        if not name:
            if data.startswith('>', i + 2):
                return i + 3
            return self.parse_bogus_comment(i)
        stop = self._attributes(name.end())[1]
        if stop >= 0:
            self.handle_endtag(name[0].lower())
            self.clear_cdata_mode()
        return stop

    # --- what a subclass writes

    def handle_startendtag(self, tag, attrs):
        """`<tag/>`: a start tag and an end tag, unless overridden."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        """`<tag attrs>`, both in lower case; the attributes are pairs, their values text or None."""

    def handle_endtag(self, tag):
        """`</tag>`."""

    def handle_charref(self, name):
        """`&#name;`, unless references are put in."""

    def handle_entityref(self, name):
        """`&name;`, unless references are put in."""

    def handle_data(self, data):
        """Text."""

    def handle_comment(self, data):
        """`<!--data-->`, and what is no markup at all."""

    def handle_decl(self, decl):
        """`<!decl>`: the document type."""

    def handle_pi(self, data):
        """`<?data>`."""

    def unknown_decl(self, data):
        """`<![data]]>`: a CDATA section."""
