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
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))

    def _munge_whitespace(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

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
        i = 0
        while i < len(chunks) - 1:
            if chunks[i + 1] == ' ' and _ends_sentence(chunks[i]):
                chunks[i + 1] = '  '
                i += 2
            else:
                i += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        space_left = 1 if width < 1 else width - cur_len
        if self.break_long_words and space_left > 0:
            chunk = reversed_chunks[-1]
            end = space_left
            if self.break_on_hyphens and len(chunk) > space_left:
                hyphen = chunk.rfind('-', 0, space_left)
                if hyphen > 0 and any(c != '-' for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        lines = []
        if self.width <= 0:
            raise ValueError('invalid width %r (must be > 0)' % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        chunks.reverse()
        while chunks:
            line, length = [], 0
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[-1].strip() == '':
                del chunks[-1]
            while chunks:
                size = len(chunks[-1])
                if length + size > width:
                    break
                line.append(chunks.pop())
                length += size
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == '':
                length -= len(line[-1])
                del line[-1]
            if not line:
                continue
            last_allowed = self.max_lines is None or len(lines) + 1 < self.max_lines
            nothing_left = (not chunks or self.drop_whitespace and len(chunks) == 1
                            and not chunks[0].strip())
            if last_allowed or nothing_left and length <= width:
                lines.append(indent + ''.join(line))
                continue
            while line:
                if line[-1].strip() and length + len(self.placeholder) <= width:
                    line.append(self.placeholder)
                    lines.append(indent + ''.join(line))
                    break
                length -= len(line[-1])
                del line[-1]
            else:
                if lines:
                    previous = lines[-1].rstrip()
                    if len(previous) + len(self.placeholder) <= self.width:
                        lines[-1] = previous + self.placeholder
                        break
                lines.append(indent + self.placeholder.lstrip())
            break
        return lines

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
    if predicate is None:
        predicate = str.strip
    return ''.join([prefix + line if predicate(line) else line for line in text.splitlines(True)])
