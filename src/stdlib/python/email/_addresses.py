"""Contract: lists of addresses: their names and addresses out of a text, as leniently as mail needs it. A reader has a place in
the text; each of its methods moves on past what it reads, and at least past one character."""
import re

_SPACE = ' \t\r\n'
_WORD = re.compile(r'[^()<>@,:;".\[\] \t\r\n]+')            # of an address
_PHRASE_WORD = re.compile(r'[^()<>@,:;"\[\] \t\r\n]+')      # of a name: with dots


class AddressReader:
    """Reads addresses one after the other."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def _here(self):
        """The next character; '' at the end."""
        return self.text[self.at:self.at + 1]

    def _take(self, pattern):
        m = pattern.match(self.text, self.at)
        self.at = m.end()
        return m[0]

    def _gap(self, comments, space=_SPACE):
        """Past white space and comments; the white space, without line ends."""
        out = ''
        while c := self._here():
            if c == '(':
                comments.append(self._nested('(', ')'))
            elif c in space:
                out += c.strip('\r\n')
                self.at += 1
            else:
                break
        return out

    def _nested(self, opening, closing):
        """What is between two signs, and in pairs of them."""
        depth, out = 0, []
        while c := self._here():
            self.at += 1
            if c == '\\':
                out.append(self._here())
                self.at += 1
            elif c == opening:
                depth += 1
            elif c == closing:
                depth -= 1
                if not depth:
                    break
            else:
                out.append(c)
        return ''.join(out)

    def _quoted(self):
        """What is between quotes."""
        out = []
        self.at += 1
        while (c := self._here()) and c != '"':
            self.at += 1
            if c == '\\':
                c = self._here()
                self.at += 1
            out.append(c)
        self.at += 1
        return ''.join(out)

    def _phrase(self):
        """Words up to a sign: (words, comments)."""
        words, comments = [], []
        while True:
            self._gap(comments)
            if self._here() == '"':
                words.append(self._quoted())
            elif _PHRASE_WORD.match(self.text, self.at):
                words.append(self._take(_PHRASE_WORD))
            else:
                return words, comments

    def _spec(self, comments):
        """An address: the part before the sign, and the domain if there is one."""
        out = ''
        self._gap(comments)
        while True:
            if self._here() == '.':
                out = out.rstrip(_SPACE) + '.'
                self.at += 1
                self._gap(comments)
                continue
            if self._here() == '"':
                out += '"' + re.sub(r'(["\\])', r'\\\1', self._quoted()) + '"'
            elif _WORD.match(self.text, self.at):
                out += self._take(_WORD)
            else:
                out = out.rstrip(_SPACE)
                break
            out += self._gap(comments)
        if self._here() != '@':
            return out
        self.at += 1
        self._gap(comments)
        domain = self._domain(comments)
        return f'{out}@{domain}' if domain else ''

    def _domain(self, comments):
        """A domain; nothing if a second sign follows it."""
        out = ''
        while True:
            self._gap(comments, ' \t')
            if self._here() == '[':
                out += '[' + self._nested('[', ']') + ']'
            elif self._here() == '.':
                out += '.'
                self.at += 1
            elif _WORD.match(self.text, self.at):
                out += self._take(_WORD)
            else:
                return '' if self._here() == '@' else out

    def _route(self, comments):
        """The address in angle brackets, past the way to it that old mail names."""
        on_way = False
        self.at += 1
        self._gap(comments)
        while c := self._here():
            if on_way:
                self._domain(comments)
                on_way = False
            elif c in '>@:':
                self.at += 1
                if c == '>':
                    break
                on_way = c == '@'
            else:
                address = self._spec(comments)
                self.at += 1
                return address
            self._gap(comments)
        return ''

    def address(self):
        """The (name, address) pairs of one address or group, and past the comma after it."""
        comments = []
        self._gap(comments)
        start, before = self.at, comments.copy()
        words, more = self._phrase()
        comments += more
        self._gap(comments)
        c, found = self._here(), []
        if c and c in '.@':
            self.at, comments = start, before
            address = self._spec(comments)
            found = [(' '.join(comments), address)]
        elif c == ':':
            self.at += 1
            while self.at < len(self.text):
                self._gap([])
                if self._here() == ';':
                    self.at += 1
                    break
                found += self.address()
        elif c == '<':
            name, address = ' '.join(words), self._route(comments)
            found = [(f'{name} ({" ".join(comments)})' if comments else name, address)]
        elif words:
            # a name alone: its first word may be meant
            found = [(' '.join(comments), words[0])]
        elif c:
            self.at += 1
        self._gap([])
        if self._here() == ',':
            self.at += 1
        return found

    def all(self):
        """All the pairs; ('', '') for what is none."""
        out = []
        while self.at < len(self.text):
            out += self.address() or [('', '')]
        return out
