"""Contract: comparing sequences: `SequenceMatcher` and the diffs built on it.

Matching is by longest common blocks (Ratcliff and Obershelp), elements that are junk or
too popular aside.
"""

__all__ = ['get_close_matches', 'ndiff', 'restore', 'SequenceMatcher', 'Differ', 'IS_CHARACTER_JUNK',
           'IS_LINE_JUNK', 'context_diff', 'unified_diff', 'diff_bytes', 'HtmlDiff', 'Match']


def __getattr__(name):
    if name == 'Match':
        from collections import namedtuple
        made = globals()['Match'] = namedtuple('Match', 'a b size', module='difflib')
        return made
    if name == 'HtmlDiff':
        from _difflib_html import HtmlDiff
        globals()['HtmlDiff'] = HtmlDiff
        return HtmlDiff
    raise AttributeError(f"module 'difflib' has no attribute {name!r}")


def _match(a, b, size):
    return (globals().get('Match') or __getattr__('Match'))(a, b, size)


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


def _counts(elements):
    """How often there is each element."""
    counts = {}
    for elt in elements:
        counts[elt] = counts.get(elt, 0) + 1
    return counts


def _head(code, n):
    """An opcode for the first n elements of what it is for."""
    tag, i1, i2, j1, j2 = code
    return tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)


def _tail(code, n):
    """An opcode for the last n elements of what it is for."""
    tag, i1, i2, j1, j2 = code
    return tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2


class SequenceMatcher:
    """Compares two sequences of hashable elements."""

    def __init__(self, isjunk=None, a='', b='', autojunk=True):
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Set both sequences."""
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Set the first sequence."""
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Set the second sequence; what is known about it is kept for other first ones."""
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = self.fullbcount = None
            self._find_places(b)

    def _find_places(self, b):
        """Note where each element stands, without the junk and what is so frequent that it says nothing."""
        self.b2j = where = {}
        for i, elt in enumerate(b):
            where.setdefault(elt, []).append(i)
        self.bjunk = {elt for elt in where if self.isjunk(elt)} if self.isjunk else set()
        for elt in self.bjunk:
            del where[elt]
        self.bpopular = set()
        if self.autojunk and len(b) >= 200:
            limit = len(b) // 100 + 1
            self.bpopular = {elt for elt, places in where.items() if len(places) > limit}
            for elt in self.bpopular:
                del where[elt]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest block common to a[alo:ahi] and b[blo:bhi]."""
        a, b, where, junk = self.a, self.b, self.b2j, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        best_i, best_j, size = alo, blo, 0
        lengths = {}
        nothing = ()
        for i in range(alo, ahi):
            new = {}
            for j in where.get(a[i], nothing):
                if j >= bhi:
                    break
                if j < blo:
                    continue
                k = new[j] = lengths.get(j - 1, 0) + 1
                if k > size:
                    best_i, best_j, size = i - k + 1, j - k + 1, k
            lengths = new
        # extend by elements that are popular but no junk, then by junk
        for wanted in (False, True):
            while best_i > alo and best_j > blo and (b[best_j - 1] in junk) == wanted and \
                    a[best_i - 1] == b[best_j - 1]:
                best_i, best_j, size = best_i - 1, best_j - 1, size + 1
            while best_i + size < ahi and best_j + size < bhi and (b[best_j + size] in junk) == wanted and \
                    a[best_i + size] == b[best_j + size]:
                size += 1
        return _match(best_i, best_j, size)

    def get_matching_blocks(self):
        """All common blocks in order, then an empty one at the ends."""
        if self.matching_blocks is not None:
            return self.matching_blocks
        # blocks that touch are one
        joined = []
        for i, j, k in self._blocks():
            if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
                joined[-1][2] += k
            else:
                joined.append([i, j, k])
        self.matching_blocks = [_match(*block) for block in (*joined, (len(self.a), len(self.b), 0))]
        return self.matching_blocks

    def _blocks(self):
        """The longest common block, what is common before it and what is common after it, in order."""
        todo = [(0, len(self.a), 0, len(self.b))]
        while todo:
            piece = todo.pop()
            if len(piece) == 3:
                yield piece
                continue
            i, j, size = block = self.find_longest_match(*piece)
            if size:
                alo, ahi, blo, bhi = piece
                todo += [(i + size, ahi, j + size, bhi), block, (alo, i, blo, j)]

    def get_opcodes(self):
        """How to turn the first into the second: (tag, i1, i2, j1, j2)."""
        if self.opcodes is None:
            self.opcodes = list(self._steps())
        return self.opcodes

    def _steps(self):
        i = j = 0
        for ai, bj, size in self.get_matching_blocks():
            if i < ai or j < bj:
                yield 'insert' if i == ai else 'delete' if j == bj else 'replace', i, ai, j, bj
            i, j = ai + size, bj + size
            if size:
                yield 'equal', ai, i, bj, j

    def get_grouped_opcodes(self, n=3):
        """The opcodes in groups with n elements of context."""
        codes = self.get_opcodes() or [('equal', 0, 1, 0, 1)]
        for place, trim in (0, _tail), (-1, _head):
            if codes[place][0] == 'equal':
                codes[place] = trim(codes[place], n)
        group = []
        for code in codes:
            tag, i1, i2, _, _ = code
            if tag == 'equal' and i2 - i1 > 2 * n:
                yield [*group, _head(code, n)]
                group, code = [], _tail(code, n)
            group.append(code)
        if any(tag != 'equal' for tag, *_ in group):
            yield group

    def ratio(self):
        """How alike they are, 0 to 1."""
        matches = sum(size for _, _, size in self.get_matching_blocks())
        return _ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        """An upper bound of `ratio`."""
        if self.fullbcount is None:
            self.fullbcount = _counts(self.b)
        matches = sum(min(times, self.fullbcount.get(elt, 0)) for elt, times in _counts(self.a).items())
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """A cruder upper bound of `ratio`."""
        la, lb = len(self.a), len(self.b)
        return _ratio(min(la, lb), la + lb)

    __class_getitem__ = classmethod(type(list[int]))


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The best matches of a word, the best first."""
    if not n > 0:
        raise ValueError('n must be > 0: %r' % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError('cutoff must be in [0.0, 1.0]: %r' % (cutoff,))
    matcher, result = SequenceMatcher(), []
    matcher.set_seq2(word)
    for possible in possibilities:
        matcher.set_seq1(possible)
        # the cheap bounds first
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff:
            ratio = matcher.ratio()
            if ratio >= cutoff:
                result.append((ratio, possible))
    import heapq
    return [x for _, x in heapq.nlargest(n, result)]


# --- ndiff -------------------------------------------------------------------------------

# how similar two lines must be to be shown as one that has changed, and how far apart they may be
_SIMILAR, _NEAR = 0.74999, 10
# what stands under the characters of the first and the second of two similar lines
_MARKS = {'replace': '^^', 'delete': '- ', 'insert': ' +', 'equal': '  '}


def _most_similar(matcher, lines, places):
    """The place of the first line that is most like the matcher's second one; None when none is similar."""
    best, found = _SIMILAR, None
    for place in places:
        matcher.set_seq1(lines[place])
        # the cheap bounds first
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, found = ratio, place
    return found


class Differ:
    """Line by line differences a person can read."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        """Iterate over the lines of the difference."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == 'replace':
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == 'delete':
                yield from self._dump('-', a, alo, ahi)
            elif tag == 'insert':
                yield from self._dump('+', b, blo, bhi)
            else:
                yield from self._dump(' ', a, alo, ahi)

    def _dump(self, tag, lines, start, end):
        for line in lines[start:end]:
            yield f'{tag} {line}'

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        if bhi - blo < ahi - alo:
            yield from self._dump('+', b, blo, bhi)
            yield from self._dump('-', a, alo, ahi)
        else:
            yield from self._dump('-', a, alo, ahi)
            yield from self._dump('+', b, blo, bhi)

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        """Pair similar lines, near ones first, and mark what differs inside them."""
        matcher = SequenceMatcher(self.charjunk)
        done_a, done_b = alo, blo
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            opposite = alo + j - blo
            places = range(max(opposite - _NEAR, done_a), min(opposite + _NEAR + 1, ahi))
            i = _most_similar(matcher, a, places)
            if i is not None:
                yield from self._fancy_helper(a, done_a, i, b, done_b, j)
                yield from self._similar(a[i], b[j], matcher)
                done_a, done_b = i + 1, j + 1
        yield from self._fancy_helper(a, done_a, ahi, b, done_b, bhi)

    def _similar(self, aline, bline, cruncher):
        if aline == bline:
            yield '  ' + aline
            return
        atags = btags = ''
        cruncher.set_seqs(aline, bline)
        for tag, i1, i2, j1, j2 in cruncher.get_opcodes():
            above, below = _MARKS[tag]
            atags += above * (i2 - i1)
            btags += below * (j2 - j1)
        yield from self._qformat(aline, bline, atags, btags)

    def _fancy_helper(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi:
            if blo < bhi:
                yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
            else:
                yield from self._dump('-', a, alo, ahi)
        elif blo < bhi:
            yield from self._dump('+', b, blo, bhi)

    def _qformat(self, aline, bline, atags, btags):
        atags = _keep_space(aline, atags).rstrip()
        btags = _keep_space(bline, btags).rstrip()
        yield '- ' + aline
        if atags:
            yield f'? {atags}\n'
        yield '+ ' + bline
        if btags:
            yield f'? {btags}\n'


def _keep_space(s, tags):
    return ''.join(c if t == ' ' and c.isspace() else t for c, t in zip(s, tags))


def IS_LINE_JUNK(line, pat=None):
    """Whether a line is blank or a single '#'."""
    if pat is None:
        return line.strip() in ('', '#')
    return pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=' \t'):
    """Whether a character is a space or tab."""
    return ch in ws


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """Iterate over the lines of a `Differ`'s comparison."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """One of the two sequences an ndiff was made of."""
    try:
        tag = {1: '- ', 2: '+ '}[int(which)]
    except KeyError:
        raise ValueError('unknown delta choice (must be 1 or 2): %r' % which) from None
    for line in delta:
        if line[:2] in ('  ', tag):
            yield line[2:]


# --- unified and context -------------------------------------------------------------------

def _check_types(a, b, *args):
    for seq in (a, b):
        if seq and not isinstance(seq[0], str):
            raise TypeError('lines to compare must be str, not %s (%r)' % (type(seq[0]).__name__, seq[0]))
    if isinstance(a, str) or isinstance(b, str):
        name = type(a if isinstance(a, str) else b).__name__
        raise TypeError(f'input must be a sequence of strings, not {name}')
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError('all arguments must be str, not: %r' % (arg,))


def unified_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Iterate over the lines of a unified diff."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)

    def place(start, stop):
        beginning, length = start + 1, stop - start
        if length == 1:
            return f'{beginning}'
        return f'{beginning - (not length)},{length}'
    header = (f'--- {fromfile}{_dated(fromfiledate)}{lineterm}', f'+++ {tofile}{_dated(tofiledate)}{lineterm}')
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        yield from header
        header = ()
        first, last = group[0], group[-1]
        yield f'@@ -{place(first[1], last[2])} +{place(first[3], last[4])} @@{lineterm}'
        for tag, i1, i2, j1, j2 in group:
            if tag == 'equal':
                yield from [' ' + line for line in a[i1:i2]]
            else:
                yield from ['-' + line for line in a[i1:i2]]
                yield from ['+' + line for line in b[j1:j2]]


def _dated(date):
    return f'\t{date}' if date else ''


def context_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """Iterate over the lines of a context diff."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)

    def place(start, stop):
        beginning, length = start + 1, stop - start
        if not length:
            beginning -= 1
        return f'{beginning}' if length <= 1 else f'{beginning},{beginning + length - 1}'
    marks = {'insert': '+ ', 'delete': '- ', 'replace': '! ', 'equal': '  '}
    header = (f'*** {fromfile}{_dated(fromfiledate)}{lineterm}', f'--- {tofile}{_dated(tofiledate)}{lineterm}')
    # of each side: its lines, where an opcode has their places, the two marks, and the tag that only the other side has
    sides = (a, 1, '***', '****', 'insert'), (b, 3, '---', '----', 'delete')
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        yield from header
        header = ()
        yield f'***************{lineterm}'
        for lines, at, before, after, foreign in sides:
            yield f'{before} {place(group[0][at], group[-1][at + 1])} {after}{lineterm}'
            if all(tag in ('equal', foreign) for tag, *_ in group):
                continue
            for code in group:
                if code[0] != foreign:
                    yield from [marks[code[0]] + line for line in lines[code[at]:code[at + 1]]]


def _as_text(s):
    if not hasattr(s, 'decode'):
        raise TypeError('all arguments must be bytes, not %s (%r)' % (type(s).__name__, s))
    return s.decode('ascii', 'surrogateescape')


def diff_bytes(dfunc, a, b, fromfile=b'', tofile=b'', fromfiledate=b'', tofiledate=b'', n=3, lineterm=b'\n'):
    """A diff of lines of bytes."""
    names = map(_as_text, (fromfile, tofile, fromfiledate, tofiledate))
    lines = dfunc(list(map(_as_text, a)), list(map(_as_text, b)), *names, n, _as_text(lineterm))
    for line in lines:
        yield line.encode('ascii', 'surrogateescape')
