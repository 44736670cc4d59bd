"""Contract: patterns as trees, for programs that look into them.

`parse` first lets the engine compile the pattern: that refuses what is no pattern, in the engine's
words, so that the reader below sees only valid patterns and need not look for mistakes. A tree is a
SubPattern, a list of pairs (operation, argument) of `re._constants`.
"""
import _sre
import unicodedata
from re import PatternError
from re._constants import *
from re._constants import MAXGROUPS, _NamedIntConstant

error = PatternError
SPECIAL_CHARS = '.\\[{()*+?^$|'
REPEAT_CHARS = '*+?{'
DIGITS = frozenset('0123456789')
OCTDIGITS = frozenset('01234567')
HEXDIGITS = frozenset('0123456789abcdefABCDEF')
ASCIILETTERS = frozenset(map(chr, (*range(65, 91), *range(97, 123))))
WHITESPACE = frozenset(' \t\n\r\v\f')
MAXWIDTH = 1 << 64
FLAGS = {'i': SRE_FLAG_IGNORECASE, 'L': SRE_FLAG_LOCALE, 'm': SRE_FLAG_MULTILINE, 's': SRE_FLAG_DOTALL,
         'x': SRE_FLAG_VERBOSE, 'a': SRE_FLAG_ASCII, 'u': SRE_FLAG_UNICODE}
TYPE_FLAGS = SRE_FLAG_ASCII | SRE_FLAG_LOCALE | SRE_FLAG_UNICODE
GLOBAL_FLAGS = SRE_FLAG_DEBUG
ESCAPES = {'\\' + name: (LITERAL, ord(char)) for name, char in zip('abfnrtv\\', '\a\b\f\n\r\t\v\\')}
CATEGORIES = {
    '\\A': (AT, AT_BEGINNING_STRING), '\\b': (AT, AT_BOUNDARY), '\\B': (AT, AT_NON_BOUNDARY),
    '\\d': (IN, [(CATEGORY, CATEGORY_DIGIT)]), '\\D': (IN, [(CATEGORY, CATEGORY_NOT_DIGIT)]),
    '\\s': (IN, [(CATEGORY, CATEGORY_SPACE)]), '\\S': (IN, [(CATEGORY, CATEGORY_NOT_SPACE)]),
    '\\w': (IN, [(CATEGORY, CATEGORY_WORD)]), '\\W': (IN, [(CATEGORY, CATEGORY_NOT_WORD)]),
    '\\z': (AT, AT_END_STRING), '\\Z': (AT, AT_END_STRING)}
_REPEATCODES = frozenset({MIN_REPEAT, MAX_REPEAT, POSSESSIVE_REPEAT})
_UNITCODES = frozenset({ANY, RANGE, IN, LITERAL, NOT_LITERAL, CATEGORY})
_REPEATS = {'*': (0, MAXREPEAT), '+': (1, MAXREPEAT), '?': (0, 1)}
_LOOKBEHIND = 'look-behind requires fixed-width pattern'


class State:
    """What a whole pattern has: its flags, and its groups with their names and widths."""

    def __init__(self):
        self.flags = 0
        self.groupdict = {}
        self.groupwidths = [None]  # of group 0, which is never asked for
        self.lookbehindgroups = None
        self.grouprefpos = {}

    @property
    def groups(self):
        return len(self.groupwidths)

    def opengroup(self, name=None):
        number = self.groups
        if number >= MAXGROUPS:
            raise PatternError('too many groups')
        if name is not None:
            known = self.groupdict.get(name)
            if known is not None:
                raise PatternError(f'redefinition of group name {name!r} as group {number}; was group {known}')
            self.groupdict[name] = number
        self.groupwidths.append(None)
        return number

    def closegroup(self, gid, p):
        self.groupwidths[gid] = p.getwidth()

    def checkgroup(self, gid):
        return gid < self.groups and self.groupwidths[gid] is not None

    def checklookbehindgroup(self, gid, source):
        if self.lookbehindgroups is not None:
            if not self.checkgroup(gid):
                raise source.error('cannot refer to an open group')
            if gid >= self.lookbehindgroups:
                raise source.error('cannot refer to group defined in the same lookbehind subpattern')


class SubPattern:
    """A sequence of pairs (operation, argument), and the state of the pattern that it is a part of."""

    def __init__(self, state, data=None):
        self.state = state
        self.data = [] if data is None else data
        self.width = None

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return SubPattern(self.state, self.data[index])
        return self.data[index]

    def __setitem__(self, index, code):
        self.data[index] = code

    def __delitem__(self, index):
        del self.data[index]

    def insert(self, index, code):
        self.data.insert(index, code)

    def append(self, code):
        self.data.append(code)

    def dump(self, level=0):
        """Print the tree, one operation a line, parts further to the right."""
        def say(*words, deeper=0):
            print('  ' * (level + deeper) + ' '.join(map(str, words)))

        for op, argument in self.data:
            if op is IN:
                say(op)
                for kind, value in argument:
                    say(kind, value, deeper=1)
            elif op is BRANCH:
                say(op)
                for number, part in enumerate(argument[1]):
                    if number:
                        say('OR')
                    part.dump(level + 1)
            elif op is GROUPREF_EXISTS:
                group, yes, no = argument
                say(op, group)
                yes.dump(level + 1)
                if no:
                    say('ELSE')
                    no.dump(level + 1)
            else:
                words = [] if isinstance(argument, SubPattern) else argument if isinstance(argument, tuple) else [argument]
                if op is RANGE:
                    words = [argument]
                say(op, *(word for word in words if not isinstance(word, SubPattern)))
                for part in [argument] if isinstance(argument, SubPattern) else words:
                    if isinstance(part, SubPattern):
                        part.dump(level + 1)

    def getwidth(self):
        """The fewest and the most characters that the sequence can match."""
        if self.width is None:
            least = most = 0
            for op, argument in self.data:
                low, high = self._width(op, argument)
                least += low
                most += high
            self.width = min(least, MAXWIDTH), min(most, MAXWIDTH)
        return self.width

    def _width(self, op, argument):
        if op in _UNITCODES:
            return 1, 1
        if op is SUBPATTERN:
            return argument[-1].getwidth()
        if op is ATOMIC_GROUP:
            return argument.getwidth()
        if op in _REPEATCODES:
            least, most, part = argument
            low, high = part.getwidth()
            return low * least, MAXWIDTH if high and most == MAXREPEAT else high * most
        if op is GROUPREF:
            return self.state.groupwidths[argument]
        if op is BRANCH:
            parts = [part.getwidth() for part in argument[1]]
        elif op is GROUPREF_EXISTS:
            parts = [part.getwidth() if part is not None else (0, 0) for part in argument[1:]]
        else:
            return 0, 0
        return min(low for low, _ in parts), max(high for _, high in parts)


class Tokenizer:
    """A text read piece by piece: a character, or a backslash and what follows it."""

    def __init__(self, string):
        self.istext = isinstance(string, str)
        self.string = string
        self.decoded_string = string if self.istext else str(string, 'latin1')
        self.index = 0
        self.next = None
        self._advance()

    def _advance(self):
        size = 2 if self.decoded_string.startswith('\\', self.index) else 1
        piece = self.decoded_string[self.index:self.index + size]
        if piece == '\\':
            raise PatternError('bad escape (end of pattern)', self.string, len(self.string) - 1)
        self.index += len(piece)
        self.next = piece or None

    def match(self, char):
        if char != self.next:
            return False
        self._advance()
        return True

    def get(self):
        piece = self.next
        self._advance()
        return piece

    def getwhile(self, n, charset):
        taken = ''
        while len(taken) < n and self.next in charset:
            taken += self.get()
        return taken

    def getuntil(self, terminator, name):
        taken = ''
        while (piece := self.get()) != terminator:
            if piece is None:
                raise self.error('missing ' + (f'{terminator}, unterminated name' if taken else name), len(taken))
            taken += piece
        if not taken:
            raise self.error('missing ' + name, 1)
        return taken

    @property
    def pos(self):
        return self.index - len(self.next or '')

    def tell(self):
        return self.pos

    def seek(self, index):
        self.index = index
        self._advance()

    def error(self, msg, offset=0):
        """A PatternError at a place before the next piece."""
        return PatternError(msg, self.string, self.tell() - offset)


class _Reader:
    """Reads a pattern that the engine has found to be one."""

    def __init__(self, text, state):
        self.source = Tokenizer(text)
        self.state = state

    def alternatives(self, verbose, start=False):
        """Sequences with bars between them, up to a closing parenthesis or the end."""
        if start:
            verbose = self.global_flags(verbose)
        parts = [self.sequence(verbose)]
        while self.source.match('|'):
            parts.append(self.sequence(verbose))
        if len(parts) == 1:
            return parts[0]
        whole = SubPattern(self.state)
        while all(parts) and all(part[0] == parts[0][0] for part in parts):
            whole.append(parts[0][0])  # what all begin with stands before the choice
            for part in parts:
                del part[0]
        choice = []
        for part in parts:
            if len(part) != 1:
                break
            op, argument = part[0]
            if op is LITERAL:
                choice.append((op, argument))
            elif op is IN and argument[0][0] is not NEGATE:
                choice += argument
            else:
                break
        else:
            whole.append((IN, list(dict.fromkeys(choice))))
            return whole
        whole.append((BRANCH, (None, parts)))
        return whole

    def global_flags(self, verbose):
        """Flags for the whole pattern, which only its start may set."""
        source, start = self.source, self.source.tell()
        while True:
            if verbose or self.state.flags & SRE_FLAG_VERBOSE:
                self.blanks()
            if not (source.match('(') and source.match('?') and source.next in FLAGS):
                break
            flags = self.letters()
            if not source.match(')'):
                break
            self.state.flags |= flags
            start = source.tell()
        source.seek(start)
        return bool(self.state.flags & SRE_FLAG_VERBOSE)

    def letters(self):
        flags = 0
        while self.source.next in FLAGS:
            flags |= FLAGS[self.source.get()]
        return flags

    def blanks(self):
        """Pass by blanks and comments of a verbose pattern."""
        source = self.source
        while source.next is not None and (source.next in WHITESPACE or source.next == '#'):
            if source.get() == '#':
                while source.next is not None and source.get() != '\n':
                    pass

    def sequence(self, verbose):
        """Operations one after the other, with their repeats."""
        source, sequence = self.source, SubPattern(self.state)
        while True:
            if verbose:
                self.blanks()
            piece = source.next
            if piece is None or piece in '|)':
                break
            source.get()
            if piece[0] == '\\':
                sequence.append(self.escape(piece))
            elif piece == '[':
                sequence.append(self.set())
            elif piece == '.':
                sequence.append((ANY, None))
            elif piece in '^$':
                sequence.append((AT, AT_BEGINNING if piece == '^' else AT_END))
            elif piece == '(':
                self.group(sequence, verbose)
            elif piece in REPEAT_CHARS:
                self.repeat(piece, sequence)
            else:
                sequence.append((LITERAL, ord(piece)))
        for index in reversed(range(len(sequence))):
            if self.is_content(sequence[index]):
                sequence.data[index:index + 1] = sequence[index][1][-1].data
        return sequence

    @staticmethod
    def is_content(pair):
        """Whether this is a group without number and flags: nothing but what is in it."""
        return pair[0] is SUBPATTERN and pair[1][:3] == (None, 0, 0)

    def repeat(self, piece, sequence):
        source = self.source
        if piece == '{':
            here = source.tell()
            least = source.getwhile(len(source.string), DIGITS)
            most = source.getwhile(len(source.string), DIGITS) if (comma := source.match(',')) else least
            if not source.match('}') or not (least or comma):
                source.seek(here)
                sequence.append((LITERAL, ord(piece)))
                return
            bounds = int(least or 0), int(most) if most else MAXREPEAT
        else:
            bounds = _REPEATS[piece]
        op = MIN_REPEAT if source.match('?') else POSSESSIVE_REPEAT if source.match('+') else MAX_REPEAT
        last = sequence[-1]
        part = last[1][-1] if self.is_content(last) else SubPattern(self.state, [last])
        sequence[-1] = op, (*bounds, part)

    def group(self, sequence, verbose):
        """What stands in parentheses, of whichever kind: appended to the sequence."""
        source, state = self.source, self.state
        if not source.match('?'):
            self.capture(sequence, None, verbose)
            return
        kind = source.get()
        if kind == 'P' and source.match('<'):
            self.capture(sequence, source.getuntil('>', 'group name'), verbose)
        elif kind == 'P':
            source.get()
            sequence.append((GROUPREF, state.groupdict[source.getuntil(')', 'group name')]))
        elif kind == '#':
            while source.get() != ')':
                pass
        elif kind in '=!<':
            direction = -1 if kind == '<' else 1
            wanted = (source.get() if kind == '<' else kind) == '='
            part = self.inside(verbose)
            if wanted or part:
                sequence.append((ASSERT if wanted else ASSERT_NOT, (direction, part)))
            else:
                sequence.append((FAILURE, ()))
        elif kind == '(':
            here = source.tell()
            name = source.getuntil(')', 'group name')
            number = state.groupdict.get(name)
            if number is None:
                number = int(name)
                state.grouprefpos.setdefault(number, here)
            yes = self.sequence(verbose)
            no = self.sequence(verbose) if source.match('|') else None
            source.get()
            sequence.append((GROUPREF_EXISTS, (number, yes, no)))
        elif kind == '>':
            sequence.append((ATOMIC_GROUP, self.inside(verbose)))
        else:
            self.flagged(sequence, kind, verbose)

    def flagged(self, sequence, kind, verbose):
        source, on, off = self.source, 0, 0
        if kind in FLAGS:
            on = FLAGS[kind] | self.letters()
        if kind == '-' or kind != ':' and source.match('-'):
            off = self.letters()
        if kind != ':':
            source.get()
        part = self.inside((verbose or on & SRE_FLAG_VERBOSE) and not off & SRE_FLAG_VERBOSE)
        sequence.append((SUBPATTERN, (None, on, off, part)))

    def inside(self, verbose):
        part = self.alternatives(verbose)
        self.source.get()
        return part

    def capture(self, sequence, name, verbose):
        number = self.state.opengroup(name)
        part = self.inside(verbose)
        self.state.closegroup(number, part)
        sequence.append((SUBPATTERN, (number, 0, 0, part)))

    def set(self):
        """A set of characters, in brackets."""
        source, members = self.source, []
        negated = source.match('^')
        while True:
            piece = source.get()
            if piece == ']' and members:
                break
            member = self.member(piece)
            if source.next == '-':
                here = source.tell()
                source.get()
                if source.next == ']':
                    source.seek(here)
                else:
                    member = RANGE, (member[1], self.member(source.get())[1])
            members.append(member)
        members = list(dict.fromkeys(members))
        if len(members) == 1 and members[0][0] is LITERAL:
            return NOT_LITERAL if negated else LITERAL, members[0][1]
        if negated:
            members.insert(0, (NEGATE, None))
        return IN, members

    def member(self, piece):
        if piece[0] != '\\':
            return LITERAL, ord(piece)
        if piece in ESCAPES:
            return ESCAPES[piece]
        op, argument = CATEGORIES.get(piece, (None, None))
        if op is IN:
            return argument[0]
        if piece[1] in OCTDIGITS:
            return LITERAL, int(piece[1] + self.source.getwhile(2, OCTDIGITS), 8)
        return self.character(piece)

    def escape(self, piece):
        source, name = self.source, piece[1]
        if piece in CATEGORIES:
            op, argument = CATEGORIES[piece]
            return op, argument.copy() if op is IN else argument
        if piece in ESCAPES:
            return ESCAPES[piece]
        if name == '0':
            return LITERAL, int(name + source.getwhile(2, OCTDIGITS), 8)
        if name in DIGITS:
            here = source.tell()
            digits = name + source.getwhile(1, DIGITS)
            if len(digits) == 2 and not set(digits) - OCTDIGITS and source.next is not None and source.next in OCTDIGITS:
                return LITERAL, int(digits + source.get(), 8)
            return GROUPREF, int(digits)
        return self.character(piece)

    def character(self, piece):
        """An escape that means one character, inside of a set and outside."""
        source, name = self.source, piece[1]
        digits = {'x': 2, 'u': 4, 'U': 8}.get(name) if source.istext or name == 'x' else None
        if digits:
            return LITERAL, int(source.getwhile(digits, HEXDIGITS), 16)
        if name == 'N' and source.istext:
            source.get()
            return LITERAL, ord(unicodedata.lookup(source.getuntil('}', 'character name')))
        return LITERAL, ord(name)


def fix_flags(src, flags):
    """The flags of a pattern with the kind of its text put in, or ValueError."""
    if isinstance(src, str):
        if flags & SRE_FLAG_LOCALE:
            raise ValueError('cannot use LOCALE flag with a str pattern')
        if flags & SRE_FLAG_ASCII and flags & SRE_FLAG_UNICODE:
            raise ValueError('ASCII and UNICODE flags are incompatible')
        return flags if flags & SRE_FLAG_ASCII else flags | SRE_FLAG_UNICODE
    if flags & SRE_FLAG_UNICODE:
        raise ValueError('cannot use UNICODE flag with a bytes pattern')
    if flags & SRE_FLAG_LOCALE and flags & SRE_FLAG_ASCII:
        raise ValueError('ASCII and LOCALE flags are incompatible')
    return flags


def parse(str, flags=0, state=None):
    """The tree of a pattern."""
    try:
        compiled = _sre.compile(str, int(flags))
    except PatternError as e:
        if e.msg != _LOOKBEHIND:  # such a pattern has a tree all the same
            raise
    else:
        if texts := _sre.warnings(compiled):
            import warnings
            for text in texts:
                warnings.warn(text, FutureWarning, stacklevel=2)
    if state is None:
        state = State()
    state.flags = flags
    state.str = str
    tree = _Reader(str, state).alternatives(bool(flags & SRE_FLAG_VERBOSE), start=True)
    tree.state.flags = fix_flags(str, tree.state.flags)
    if flags & SRE_FLAG_DEBUG:
        tree.dump()
    return tree


def parse_template(source, pattern):
    """A replacement's parts: texts at even places, numbers of groups at odd ones."""
    names = {number: name for name, number in pattern.groupindex.items()}
    groups = ''.join(f'(?P<{names[n]}>)' if n in names else '()' for n in range(1, pattern.groups + 1))
    probe = _sre.compile(groups if isinstance(source, str) else groups.encode(), 0)
    probe.match(source[:0]).expand(source)  # refuses what is no template
    tokens, texts, parts = Tokenizer(source), [''], []
    while (piece := tokens.get()) is not None:
        name = piece[1:]
        if not name:
            texts[-1] += piece
        elif name == 'g':
            tokens.get()
            name = tokens.getuntil('>', 'group name')
            parts.append(pattern.groupindex[name] if name in pattern.groupindex else int(name))
            texts.append('')
        elif name == '0':
            texts[-1] += chr(int(name + tokens.getwhile(2, OCTDIGITS), 8) & 0xff)
        elif name in DIGITS:
            digits = name + tokens.getwhile(1, DIGITS)
            if len(digits) == 2 and not set(digits) - OCTDIGITS and tokens.next is not None and tokens.next in OCTDIGITS:
                texts[-1] += chr(int(digits + tokens.get(), 8))
            else:
                parts.append(int(digits))
                texts.append('')
        else:
            texts[-1] += chr(ESCAPES[piece][1]) if piece in ESCAPES else piece
    if not tokens.istext:
        texts = [text.encode('latin1') for text in texts]
    result = texts[:1]
    for group, text in zip(parts, texts[1:]):
        result += group, text
    return result
