"""Contract: reprs of nested data over several lines.

`PrettyPrinter` holds the options and makes reprs of one line; a `_Layout` breaks what is too long for its line. It knows
where an object begins (`column`) and how many characters of brackets will follow behind its end (`room`).
"""
import sys as _sys
from itertools import chain

__all__ = ['pprint', 'pformat', 'isreadable', 'isrecursive', 'saferepr', 'PrettyPrinter', 'pp']


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Print an object prettily."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact,
                  sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    """The text that `pprint` would print."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """As `pprint`, dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def _of_one_line(object):
    return PrettyPrinter()._one_line(object, {}, None, 0)


def saferepr(object):
    """A repr that survives recursion."""
    return _of_one_line(object)[0]


def isreadable(object):
    """Whether the repr could be read back."""
    return _of_one_line(object)[1]


def isrecursive(object):
    """Whether the object contains itself."""
    return _of_one_line(object)[2]


class _Sortable:
    """Sorts anything: by value if that works, else by type and id."""
    __slots__ = ['value']

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return self._place() < other._place()

    def _place(self):
        return str(type(self.value)), id(self.value)


def _sortable_pair(pair):
    return _Sortable(pair[0]), _Sortable(pair[1])


def _recursion(object):
    return f'<Recursion on {type(object).__name__} with id={id(object)}>'


_SCALARS = frozenset((str, float, complex, bool, bytes, bytearray, type(None)))
_BRACKETS = {dict.__repr__: '{}', list.__repr__: '[]', tuple.__repr__: '()'}


class PrettyPrinter:
    """Prints objects prettily; the arguments are the options."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        self._step, self._width, self._depth = int(indent), int(width), depth
        if self._step < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not self._width:
            raise ValueError('width must be != 0')
        self._stream = _sys.stdout if stream is None else stream
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        """Print to the stream."""
        if self._stream is not None:
            _Layout(self, self._stream.write).put(object, 0, 0)
            self._stream.write('\n')

    def pformat(self, object):
        """The text."""
        parts = []
        _Layout(self, parts.append).put(object, 0, 0)
        return ''.join(parts)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """(text, can it be read back, is it recursive); may be overridden."""
        return self._one_line(object, context, maxlevels, level)

    def _items(self, mapping):
        """The items of a dict in the order in which they are shown."""
        return sorted(mapping.items(), key=_sortable_pair) if self._sort_dicts else list(mapping.items())

    def _one_line(self, object, context, maxlevels, level):
        kind = type(object)
        if kind in _SCALARS:
            return repr(object), True, False
        shown_by = getattr(kind, '__repr__', None)
        if shown_by is int.__repr__:
            return (f'{object:_d}' if self._underscore_numbers else repr(object)), True, False
        brackets = _BRACKETS.get(shown_by)
        if brackets is None:
            text = repr(object)
            return text, text[:1] not in ('', '<'), False
        left, right = brackets
        if not object:
            return brackets, True, False
        if left == '(' and len(object) == 1:
            right = ',)'
        if maxlevels and level >= maxlevels:
            return f'{left}...{right}', False, id(object) in context
        if id(object) in context:
            return _recursion(object), False, True
        context[id(object)] = 1
        texts, readable, recursive = [], True, False
        # the keys and values of a dict by turns
        for item in chain.from_iterable(self._items(object)) if left == '{' else object:
            text, good, again = self.format(item, context, maxlevels, level + 1)
            texts.append(text)
            readable = readable and good
            recursive = recursive or again
        del context[id(object)]
        if left == '{':
            texts = map(': '.join, zip(texts[::2], texts[1::2]))
        return f'{left}{", ".join(texts)}{right}', readable, recursive


def _unless_empty(show):
    """For kinds whose empty objects are shown as `repr` shows them."""
    def shown(self, object, column, room):
        if object:
            show(self, object, column, room)
        else:
            self.write(repr(object))
    return shown


class _Layout:
    """One printing: where to, and what the object stands inside of that is being printed."""

    def __init__(self, printer, write):
        self.printer, self.write = printer, write
        self.width, self.step = printer._width, printer._step
        self.inside, self.level = {}, 0

    def put(self, object, column, room):
        """Write an object, over several lines if it does not fit here."""
        key = id(object)
        if key in self.inside:
            self.write(_recursion(object))
            return
        text = self.text(object)
        show = _long_form(object) if len(text) > self.width - column - room else None
        if show is None:
            self.write(text)
            return
        self.inside[key] = 1
        self.level += 1
        show(self, object, column, room)
        self.level -= 1
        del self.inside[key]

    def text(self, object):
        printer = self.printer
        return printer.format(object, self.inside.copy(), printer._depth, self.level)[0]

    def pad(self):
        """What follows an opening bracket."""
        if self.step > 1:
            self.write(' ' * (self.step - 1))

    def entries(self, entries, column, room):
        """Entries below one another: a text and the object that follows it, or the layout itself if the text is all."""
        last = len(entries) - 1
        line = ',\n' + ' ' * column
        for i, (head, value) in enumerate(entries):
            self.write(head)
            if value is not self:
                self.put(value, column + len(head), room if i == last else 1)
            if i != last:
                self.write(line)

    def items(self, items, column, room):
        """Items below one another, or as many in a line as it has place for."""
        items = list(items)
        separator, line = '', ',\n' + ' ' * column
        full = self.width - column + 1
        used = 0
        for i, item in enumerate(items):
            last = i == len(items) - 1
            limit = full - room if last else full
            if self.printer._compact:
                text = self.text(item)
                need = len(text) + 2
                if used + need > limit:
                    used = 0
                    separator = separator and line
                if used + need <= limit:
                    used += need
                    self.write(separator + text)
                    separator = ', '
                    continue
            self.write(separator)
            separator = line
            self.put(item, column, room if last else 1)

    def pieces(self, texts, column):
        """Texts below one another, without commas."""
        self.write(('\n' + ' ' * column).join(texts))

    # --- the long forms

    def dict(self, object, column, room):
        self.write('{')
        self.pad()
        self.pairs(self.printer._items(object), column, room + 1)
        self.write('}')

    def pairs(self, items, column, room):
        self.entries([(f'{self.text(key)}: ', value) for key, value in items], column + self.step, room)

    def sequence(self, object, column, room):
        if isinstance(object, list):
            left, right = '[]'
        else:
            left, right = '(', ',)' if len(object) == 1 else ')'
        self.bracketed(left, object, right, column, room)

    def bracketed(self, left, items, right, column, room):
        self.write(left)
        self.pad()
        self.items(items, column + self.step, room + len(right))
        self.write(right)

    @_unless_empty
    def set(self, object, column, room):
        items = sorted(object, key=_Sortable)
        if type(object) is set:
            self.bracketed('{', items, '}', column, room)
        else:
            name = type(object).__name__
            self.bracketed(name + '({', items, '})', column + len(name) + 1, room)

    def call(self, name, arguments, column, room):
        """What looks like a call; the arguments are entries."""
        self.write(name + '(')
        self.entries(arguments, column + len(name) + 1, room)
        self.write(')')

    def attributes(self, name, pairs, column, room):
        self.call(name, [(f'{key}=...', self) if id(value) in self.inside else (f'{key}=', value)
                         for key, value in pairs], column, room)

    def dataclass(self, object, column, room):
        from dataclasses import fields
        pairs = [(f.name, getattr(object, f.name)) for f in fields(object) if f.repr]
        self.attributes(type(object).__name__, pairs, column, room)

    def namespace(self, object, column, room):
        name = type(object).__name__
        self.attributes('namespace' if name == 'SimpleNamespace' else name, vars(object).items(), column, room)

    def ordered_dict(self, object, column, room):
        if object:
            self.call(type(object).__name__, [('', list(object.items()))], column, room + 1)
        else:
            self.write(repr(object))

    def mappingproxy(self, object, column, room):
        self.call('mappingproxy', [('', object.copy())], column, room + 1)

    def chainmap(self, object, column, room):
        if object.maps:
            self.call(type(object).__name__, [('', each) for each in object.maps], column, room + 1)
        else:
            self.write(repr(object))

    @_unless_empty
    def defaultdict(self, object, column, room):
        name = type(object).__name__
        column += len(name) + 1
        self.write(f'{name}({self.text(object.default_factory)},\n{" " * column}')
        self.dict(object, column, room + 1)
        self.write(')')

    @_unless_empty
    def counter(self, object, column, room):
        name = type(object).__name__
        self.write(name + '({')
        self.pad()
        self.pairs(object.most_common(), column + len(name) + 1, room + 2)
        self.write('})')

    @_unless_empty
    def deque(self, object, column, room):
        name = type(object).__name__
        column += len(name) + 1
        self.write(name + '([')
        self.pad()
        self.items(object, column + self.step, 2)
        end = '' if object.maxlen is None else f',\n{" " * column}maxlen={self.text(object.maxlen)}'
        self.write(f']{end})')

    def wrapped(self, object, column, room):
        self.level -= 1
        self.put(object.data, column, room)
        self.level += 1

    @_unless_empty
    def str(self, object, column, room):
        # alone, its pieces need parentheses
        outer = self.level == 1
        if outer:
            column += 1
            room += 1
        width = self.width - column
        lines = object.splitlines(True)
        texts = []
        for i, line in enumerate(lines):
            limit = width - room if i == len(lines) - 1 else width
            if len(repr(line)) <= limit:
                texts.append(repr(line))
            else:
                texts += _packed(_words(line), width, limit)
        self.parenthesised(texts, column, outer and len(texts) > 1)

    def bytes(self, object, column, room, outer=None):
        if len(object) <= 4:
            self.write(repr(object))
            return
        if outer is None:
            outer = self.level == 1
        if outer:
            column += 1
            room += 1
        width = self.width - column
        fours = [object[i:i + 4] for i in range(0, len(object), 4)]
        # room is left behind a last group only if it is a short one: so CPython has it
        self.parenthesised(_packed(fours, width, width - room if len(fours[-1]) < 4 else width), column, outer)

    def parenthesised(self, texts, column, needed):
        self.write('(' if needed else '')
        self.pieces(texts, column)
        self.write(')' if needed else '')

    def bytearray(self, object, column, room):
        self.write('bytearray(')
        self.bytes(bytes(object), column + 10, room + 1, False)
        self.write(')')


def _words(line):
    """A line in pieces: each a run of visible characters and the space behind it."""
    parts, i, n = [], 0, len(line)
    while i < n:
        j = i
        while j < n and not line[j].isspace():
            j += 1
        while j < n and line[j].isspace():
            j += 1
        parts.append(line[i:j])
        i = j
    return parts


def _packed(pieces, width, last_width):
    """The reprs of as many pieces together as fit; what ends with the last piece has another width."""
    packed, texts = pieces[0], []
    for i, piece in enumerate(pieces[1:], 2):
        if len(repr(packed + piece)) > (last_width if i == len(pieces) else width):
            texts.append(repr(packed))
            packed = piece
        else:
            packed += piece
    return [*texts, repr(packed)]


def _long_forms():
    """How to break what has this `__repr__`."""
    import collections
    import types
    forms = {dict: _Layout.dict, list: _Layout.sequence, tuple: _Layout.sequence, set: _Layout.set, frozenset: _Layout.set,
             str: _Layout.str, bytes: _Layout.bytes, bytearray: _Layout.bytearray,
             types.MappingProxyType: _Layout.mappingproxy, types.SimpleNamespace: _Layout.namespace,
             collections.OrderedDict: _Layout.ordered_dict, collections.defaultdict: _Layout.defaultdict,
             collections.Counter: _Layout.counter, collections.deque: _Layout.deque,
             collections.ChainMap: _Layout.chainmap, collections.UserDict: _Layout.wrapped,
             collections.UserList: _Layout.wrapped, collections.UserString: _Layout.wrapped}
    return {kind.__repr__: form for kind, form in forms.items()}


_FORMS = _long_forms()


def _long_form(object):
    form = _FORMS.get(type(object).__repr__)
    if form is None and _has_made_repr(object):
        return _Layout.dataclass
    return form


def _has_made_repr(object):
    """Whether it is a dataclass that shows itself as such."""
    cls = type(object)
    return hasattr(cls, '__dataclass_fields__') and object.__dataclass_params__.repr and \
        hasattr(cls.__repr__, '__wrapped__')
