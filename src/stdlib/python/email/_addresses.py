"""Contract: lists of addresses: their names and addresses out of a text, as leniently as mail needs it."""
import re


class AddressReader:
    """Reads addresses one after the other."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def _gap(self, comments):
        """Past white space and comments."""
        text = self.text
        while self.at < len(text):
            c = text[self.at]
            if c in ' \t\r\n':
                self.at += 1
            elif c == '(':
                comments.append(self._nested('(', ')'))
            else:
                return

    def _nested(self, opening, closing):
        text, depth, out = self.text, 0, []
        while self.at < len(text):
            c = text[self.at]
            self.at += 1
            if c == '\\' and self.at < len(text):
                out.append(text[self.at])
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
        text, out = self.text, []
        self.at += 1
        while self.at < len(text):
            c = text[self.at]
            self.at += 1
            if c == '"':
                break
            if c == '\\' and self.at < len(text):
                c = text[self.at]
                self.at += 1
            out.append(c)
        return ''.join(out)

    def _atom(self, ends):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ends:
            self.at += 1
        return self.text[start:self.at]

    def _phrase(self):
        """Words up to a sign: (words, comments)."""
        words, comments = [], []
        while True:
            self._gap(comments)
            if self.at >= len(self.text):
                break
            c = self.text[self.at]
            if c == '"':
                words.append(self._quoted())
            elif c in '<>@,;:.[]':
                if c != '.':
                    break
                words.append(c)
                self.at += 1
            else:
                words.append(self._atom('()<>@,:;".[] \t\r\n'))
        return words, comments

    def _spec(self, comments):
        """An address: the part before the sign, and the domain if there is one."""
        out, text = [], self.text
        while self.at < len(text):
            before = len(comments)
            start = self.at
            self._gap(comments)
            spaced = self.at > start and len(comments) == before
            if self.at >= len(text):
                break
            c = text[self.at]
            if c == '.':
                if out and out[-1] == ' ':
                    out.pop()
                out.append('.')
                self.at += 1
                spaced = False
            elif c == '"':
                out.append('"' + re.sub(r'(["\\])', r'\\\1', self._quoted()) + '"')
            elif c in '()<>@,:;[]':
                break
            else:
                if spaced and out and out[-1] != '.':
                    out.append(' ')
                out.append(self._atom('()<>@,:;".[] \t\r\n'))
        self._gap(comments)
        if self.at >= len(text) or text[self.at] != '@':
            return ''.join(out)
        self.at += 1
        domain = self._domain(comments)
        return ''.join(out) + '@' + domain if domain else ''

    def _domain(self, comments):
        out, text = [], self.text
        while self.at < len(text):
            self._gap(comments)
            if self.at >= len(text):
                break
            c = text[self.at]
            if c == '[':
                out.append('[' + self._nested('[', ']') + ']')
            elif c == '.':
                out.append('.')
                self.at += 1
            elif c == '@':
                # two of them: no address at all
                self.at = len(text)
                return ''
            elif c in '()<>,:;"]':
                break
            else:
                out.append(self._atom('()<>@,:;".[] \t\r\n'))
        return ''.join(out)

    def address(self):
        """The (name, address) pairs of one address or group."""
        text, comments = self.text, []
        self._gap(comments)
        start = self.at
        words, more = self._phrase()
        comments_before = comments + more
        if self.at >= len(text) or text[self.at] in ',;':
            self.at, comments = start, []
            address = self._spec(comments)
            found = [(' '.join(comments_before), address)] if words or comments_before else []
        elif text[self.at] == '.' or text[self.at] == '@':
            self.at, comments = start, []
            address = self._spec(comments)
            found = [(' '.join(comments), address)]
        elif text[self.at] == ':':
            self.at += 1
            found = []
            while self.at < len(text) and text[self.at] != ';':
                before = self.at
                found += self.address()
                if self.at < len(text) and text[self.at] == ',':
                    self.at += 1
                elif self.at == before:
                    self.at += 1
            self.at += 1
        elif text[self.at] == '<':
            address = self._route()
            name = ' '.join(words)
            found = [(f'{name} ({" ".join(comments_before)})' if comments_before else name, address)]
        else:
            # a sign that does not belong here
            if words:
                found = [(' '.join(comments_before), words[0])]
            else:
                found = [(' '.join(comments_before), text[self.at:self.at + 1])] if self.at < len(text) else []
            self.at += 1
        self._gap([])
        return found

    def _route(self):
        """The address in angle brackets."""
        self.at += 1
        comments, address, text = [], '', self.text
        self._gap(comments)
        while self.at < len(text):
            c = text[self.at]
            if c == '>':
                self.at += 1
                break
            if c == '@':
                self.at += 1
                self._domain(comments)
            elif c == ':':
                self.at += 1
            elif c == ',':
                self.at += 1
            else:
                address = self._spec(comments)
                self._gap(comments)
                if self.at < len(text) and text[self.at] == '>':
                    self.at += 1
                break
            self._gap(comments)
        return address

    def all(self):
        """All the pairs."""
        out = []
        while self.at < len(self.text):
            before = self.at
            found = self.address()
            out += found if found else [('', '')]
            self._gap([])
            if self.at < len(self.text) and self.text[self.at] == ',':
                self.at += 1
                if self.at >= len(self.text):
                    break
            elif self.at == before:
                self.at += 1
        return out
