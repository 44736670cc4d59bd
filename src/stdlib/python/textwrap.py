"""Contract: wrapping, shortening, indenting and dedenting of text.

Splits words by hand in place of a regular expression: at white space, behind hyphens
between letters, and around dashes.
"""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_whitespace = '\t\n\x0b\x0c\r '


class TextWrapper:
    """Wraps text to lines of at most `width` characters; the attributes are the options."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=' [...]'):
        options = dict(locals())
        del options['self']
        vars(self).update(options)

    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))

    def _munge_whitespace(self, text):
        text = text.expandtabs(self.tabsize) if self.expand_tabs else text
        return text.translate(self.unicode_whitespace_trans) if self.replace_whitespace else text

    def _split(self, text):
        """The text in pieces that are not broken: words and the space between them."""
        chunks = []
        i, n = 0, len(text)
        while i < n:
            j = i
            if text[i] in _whitespace:
                while j < n and text[j] in _whitespace:
                    j += 1
                chunks.append(text[i:j])
            else:
                while j < n and text[j] not in _whitespace:
                    j += 1
                if self.break_on_hyphens:
                    chunks.extend(_split_word(text[i:j]))
                else:
                    chunks.append(text[i:j])
            i = j
        return chunks

    def _fix_sentence_endings(self, chunks):
        for i, (chunk, space) in enumerate(zip(chunks, chunks[1:]), 1):
            if space == ' ' and _ends_sentence(chunk):
                chunks[i] = '  '

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        place = 1 if width < 1 else width - cur_len
        if self.break_long_words and place > 0:
            word = reversed_chunks.pop()
            if self.break_on_hyphens and len(word) > place:
                # behind its last hyphen that fits, if there is more than hyphens before it
                hyphen = word.rfind('-', 0, place)
                if word[:max(hyphen, 0)].strip('-'):
                    place = hyphen + 1
            cur_line.append(word[:place])
            reversed_chunks.append(word[place:])
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        if self.width <= 0:
            raise ValueError('invalid width %r (must be > 0)' % self.width)
        limit = self.max_lines
        if limit is not None:
            indent = self.subsequent_indent if limit > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        lines = []
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if lines:
                self._drop_blank(chunks)
            line = self._next_line(chunks, width)
            if not line:
                continue
            if limit is not None and len(lines) + 1 >= limit:
                rest = chunks[:]
                if len(rest) == 1:
                    self._drop_blank(rest)
                if rest or sum(map(len, line)) > width:
                    self._cut_short(lines, line, indent, width)
                    break
            lines.append(indent + ''.join(line))
        return lines

    def _drop_blank(self, chunks):
        """Drop white space at the end, if it is to be dropped at the ends of lines."""
        if self.drop_whitespace and chunks and not chunks[-1].strip():
            del chunks[-1]

    def _next_line(self, chunks, width):
        """Take as many chunks from the end as have place in a line."""
        line, length = [], 0
        while chunks and length + len(chunks[-1]) <= width:
            length += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, length, width)
        self._drop_blank(line)
        return line

    def _cut_short(self, lines, line, indent, width):
        """End with the placeholder: in this line if a word of it can stay, else in the one before."""
        while line:
            if line[-1].strip() and sum(map(len, line)) + len(self.placeholder) <= width:
                lines.append(indent + ''.join(line) + self.placeholder)
                return
            del line[-1]
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The lines of the wrapped text."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The wrapped text as one string."""
        return '\n'.join(self.wrap(text))


def _is_letter(c):
    return c.isalnum() and not c.isdecimal() or c == '_'


def _is_word(c):
    return c.isalnum() or c == '_'


def _is_punct(c):
    return c.isalnum() or c in '_!"\'&.,?'


def _split_word(word):
    """A word at its hyphens: behind one between letters, and around dashes."""
    out = []
    i, n = 0, len(word)
    while i < n:
        # a dash between words: two hyphens or more, a word on both sides
        j = i
        while j < n and word[j] == '-':
            j += 1
        if j - i >= 2 and j < n and _is_word(word[j]) and i > 0 and _is_punct(word[i - 1]):
            out.append(word[i:j])
            i = j
            continue
        j = i + 1
        while j < n:
            if word[j] == '-':
                run = j
                while run < n and word[run] == '-':
                    run += 1
                if run - j >= 2 and run < n and _is_word(word[run]) and _is_punct(word[j - 1]):
                    break
                if _hyphen_breaks(word, j):
                    j += 1
                    break
            j += 1
        out.append(word[i:j])
        i = j
    return out


def _hyphen_breaks(word, j):
    """Whether the word may be broken behind the hyphen at j."""
    if j + 2 >= len(word) + 0 and j + 2 > len(word) - 0:
        return False
    after = word[j + 1:j + 3]
    if len(after) < 2 or not _is_letter(after[0]):
        return False
    if not (_is_letter(after[1]) or after[1] == '-' and len(word) > j + 3 and _is_letter(word[j + 3])):
        return False
    if j >= 2 and _is_letter(word[j - 1]) and _is_letter(word[j - 2]):
        return True
    return j >= 3 and _is_letter(word[j - 1]) and word[j - 2] == '-' and _is_letter(word[j - 3])


def _ends_sentence(chunk):
    end = chunk
    if end and end[-1] in '"\'':
        end = end[:-1]
    return len(end) > 1 and end[-1] in '.!?' and 'a' <= end[-2] <= 'z'


def wrap(text, width=70, **kwargs):
    """The text as lines of at most `width` characters."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """The wrapped text as one string."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text on one line, cut at a word with a placeholder if need be."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """Remove the white space that all lines begin with; blank lines become empty."""
    try:
        lines = text.split('\n')
    except (AttributeError, TypeError):
        raise TypeError(f'expected str object, not {type(text).__qualname__!r}') from None
    real = [line for line in lines if line and not line.isspace()]
    margin = ''
    if real:
        first, last = min(real), max(real)
        for margin_len, c in enumerate(first):
            if margin_len >= len(last) or c != last[margin_len] or c not in ' \t':
                break
        else:
            margin_len = len(first)
        margin = first[:margin_len]
    cut = len(margin)
    return '\n'.join([line[cut:] if line and not line.isspace() else '' for line in lines])


def indent(text, prefix, predicate=None):
    """Put a prefix before each line that is not blank (or that the predicate likes)."""
    parts = []
    for line in text.splitlines(True):
        if line.strip() if predicate is None else predicate(line):
            parts.append(prefix)
        parts.append(line)
    return ''.join(parts)
