"""Contract: the text of tracebacks: entries with carets, chains, groups, suggestions.

Internal to `traceback`. The marks under an expression tell its operator, subscript or
call apart; they are found by a small scanner, so no parser is needed.
"""
import sys

_cause_message = '\nThe above exception was the direct cause of the following exception:\n\n'
_context_message = '\nDuring handling of the above exception, another exception occurred:\n\n'
_MAX_LINES = 10


# --- entries -----------------------------------------------------------------------

def frame(summary, **kwargs):
    """The text of one entry."""
    filename = summary.filename
    if filename.startswith('<stdin-') and filename.endswith('>'):
        filename = '<stdin>'
    rows = [f'  File "{filename}", line {summary.lineno}, in {summary.name}\n']
    lines = summary._dedented_lines
    if lines and lines.strip():
        if summary.colno is None or summary.end_colno is None:
            rows.append(f'    {summary.line}\n')
        else:
            rows.extend(_source(summary, lines))
    if summary.locals:
        for name, value in sorted(summary.locals.items()):
            rows.append(f'    {name} = {value}\n')
    return ''.join(rows)


def _source(summary, dedented):
    lines = dedented.splitlines()[:summary.end_lineno - summary.lineno + 1]
    original = summary._original_lines.splitlines()
    if not lines:
        return []
    cut = len(original[0]) - len(lines[0])
    start = _character(original[0], summary.colno) - cut
    end = _character(original[len(lines) - 1], summary.end_colno) - cut
    start, end = max(0, start), max(0, end)
    anchors = _anchors(lines, start, end)
    if not _wants_marks(lines, start, end, anchors):
        marks = None
    else:
        marks = _marks(lines, start, end, anchors)
    wanted = {0, len(lines) - 1}
    if anchors:
        for row in (anchors[0][0], anchors[1][0]):
            wanted.update((row - 1, row, row + 1))
    wanted = sorted(w for w in wanted if 0 <= w < len(lines))
    out = []

    def put(i):
        out.append(f'    {lines[i].rstrip()}\n')
        if marks is not None and marks[i].strip():
            out.append(f'    {marks[i].rstrip()}\n')
    if marks is None:
        wanted = sorted({0, *([len(lines) - 1] if len(lines) > 1 else [])})
    for k, i in enumerate(wanted):
        if k:
            gap = i - wanted[k - 1]
            if gap == 2:
                put(i - 1)
            elif gap > 2:
                out.append(f'    ...<{gap - 1} lines>...\n')
        put(i)
    return out


def _character(line, offset):
    """A column in UTF-8 bytes as one in characters."""
    if line.isascii():
        return offset
    return len(line.encode('utf-8')[:offset].decode('utf-8', 'replace'))


def _width(text):
    """How many columns a text takes on a terminal."""
    if text.isascii():
        return len(text)
    try:
        from unicodedata import east_asian_width
    except ImportError:
        return len(text)
    return sum(2 if east_asian_width(c) in 'WF' else 1 for c in text)


def _marks(lines, start, end, anchors):
    """The row of marks below each line."""
    rows = []
    for i, line in enumerate(lines):
        body = len(line.rstrip())
        first = start if i == 0 else len(line) - len(line.lstrip())
        last = end if i == len(lines) - 1 else body
        row = ' ' * _width(line[:first])
        for col in range(first, last):
            if anchors is None or anchors[0] <= (i, col) < anchors[1]:
                mark = '^'
            else:
                mark = '~'
            row += mark * _width(line[col:col + 1] or ' ')
        rows.append(row)
    return rows


def _wants_marks(lines, start, end, anchors):
    """Whether the marks tell more than that the whole line failed."""
    before, after = lines[0][:start], lines[-1][end:]
    if anchors and anchors[2] == 'call' and not after.strip():
        text = before.strip()
        name = lines[0][start:anchors[0][1]] if anchors[0][0] == 0 else ''
        if text == 'return' and name.isidentifier():
            return False
        if text.endswith('=') and _is_assignment(text):
            return False
    if anchors:
        return True
    return bool(before.strip() or after.strip())


def _is_assignment(text):
    """Whether 'target =' begins a plain assignment."""
    target = text[:-1].rstrip()
    return bool(target) and target[-1] not in '=!<>+-*/%&|^@:' and not target.endswith((':', '(', ','))  \
        and _depth_at_end(target) == 0 and not target.split()[0] in ('assert', 'if', 'while', 'return') \
        and ':' not in target.split('[')[0]


def _depth_at_end(text):
    return sum((c in '([{') - (c in ')]}') for c in text)


# --- what failed in an expression ----------------------------------------------------

_OPERATORS = (('|',), ('^',), ('&',), ('<<', '>>'), ('+', '-'), ('*', '/', '//', '%', '@'))
_LOWER = ('lambda', 'if', 'else', 'or', 'and', 'not', 'in', 'is', 'await', 'for', 'yield', 'import',
          'from', 'return', 'raise', 'del', 'assert', 'with', 'as')


def _anchors(lines, start, end):
    """((row, col) of the first mark '^', (row, col) behind the last, kind) or None."""
    segment = []
    for i, line in enumerate(lines):
        first = start if i == 0 else 0
        last = end if i == len(lines) - 1 else len(line)
        segment.extend((line[col], i, col) for col in range(first, last))
        if i < len(lines) - 1:
            segment.append(('\n', i, len(line)))
    text = ''.join(c for c, _, _ in segment)
    tokens = _tokens(text)
    if tokens is None or not tokens:
        return None
    top = [t for t in tokens if t[2] == 0]
    if any(t[0] == 'name' and text[t[1]:t[3]] in _LOWER for t in top) or \
            any(t[0] == 'op' and text[t[1]:t[3]] in ('==', '!=', '<', '>', '<=', '>=', '=', ':=', ',', ':', ';',
                                                     '+=', '-=', '*=', '/=', '//=', '%=', '@=', '&=', '|=', '^=',
                                                     '<<=', '>>=', '**=', '->') for t in top):
        return None

    def place(i):
        if i < len(segment):
            return segment[i][1], segment[i][2]
        return segment[-1][1], segment[-1][2] + 1

    binary = _find_binary(text, top)
    if binary is not None:
        a, b = binary
        return place(a), (place(a)[0], place(a)[1] + b - a), 'binary'
    last = tokens[-1]
    if last[0] == 'close' and last[2] == 0 and text[last[1]] in ')]':
        opened = next((t for t in reversed(tokens) if t[0] == 'open' and t[2] == 0), None)
        first = top[0]
        if opened is None or opened is first or text[first[1]:first[3]] in '+-~':
            return None
        row, col = place(last[1])
        return place(opened[1]), (row, col + 1), 'call' if text[last[1]] == ')' else 'subscript'
    return None


def _find_binary(text, top):
    """(start, end) of the operator at the root of the expression, or None."""
    operand = False  # whether the token before ends an operand
    found = []
    for kind, a, _, b in top:
        symbol = text[a:b]
        if kind == 'op':
            if symbol == '.':
                operand = False
                continue
            if operand:
                found.append((symbol, a, b))
            operand = False
        elif kind == 'open':
            operand = False
        else:
            operand = True
    for group in _OPERATORS:
        for symbol, a, b in reversed(found):
            if symbol in group:
                return a, b
    if found and found[0][0] == '**' and text[top[0][1]:top[0][3]] not in '+-~':
        return found[0][1], found[0][2]
    return None


def _tokens(text):
    """[(kind, start, depth, end)]: kinds name, number, string, op, open, close."""
    out = []
    i, n, depth = 0, len(text), 0
    while i < n:
        c = text[i]
        if c in ' \t\n\f\\':
            i += 1
        elif c == '#':
            while i < n and text[i] != '\n':
                i += 1
        elif c.isalpha() or c == '_' or not c.isascii():
            j = i
            while j < n and (text[j].isalnum() or text[j] == '_' or not text[j].isascii()):
                j += 1
            if j < n and text[j] in '"\'' and text[i:j].lower() in ('r', 'b', 'u', 'f', 't', 'rb', 'br', 'rf', 'fr',
                                                                    'rt', 'tr'):
                j = _string_end(text, j)
                if j is None:
                    return None
                out.append(('string', i, depth, j))
            else:
                out.append(('name', i, depth, j))
            i = j
        elif c.isdigit() or c == '.' and text[i + 1:i + 2].isdigit():
            j = i
            while j < n and (text[j].isalnum() or text[j] in '._' or text[j] in '+-' and text[j - 1] in 'eE'
                             and text[i:i + 2].lower() != '0x'):
                j += 1
            out.append(('number', i, depth, j))
            i = j
        elif c in '"\'':
            j = _string_end(text, i)
            if j is None:
                return None
            out.append(('string', i, depth, j))
            i = j
        elif c in '([{':
            out.append(('open', i, depth, i + 1))
            depth += 1
            i += 1
        elif c in ')]}':
            depth -= 1
            if depth < 0:
                return None
            out.append(('close', i, depth, i + 1))
            i += 1
        else:
            for size in (3, 2, 1):
                symbol = text[i:i + size]
                if size == 1 or symbol in ('**=', '//=', '<<=', '>>=', '...') or size == 2 and symbol in (
                        '**', '//', '<<', '>>', '<=', '>=', '==', '!=', ':=', '->', '+=', '-=', '*=', '/=', '%=',
                        '@=', '&=', '|=', '^='):
                    break
            out.append(('name' if symbol == '...' else 'op', i, depth, i + len(symbol)))
            i += len(symbol)
    return out if depth == 0 else None


def _string_end(text, i):
    quote = text[i]
    if text[i:i + 3] == quote * 3:
        quote = quote * 3
    i += len(quote)
    while i < len(text):
        if text[i] == '\\':
            i += 2
        elif text.startswith(quote, i):
            return i + len(quote)
        else:
            i += 1
    return None


# --- exceptions ---------------------------------------------------------------------

def exception_only(te, show_group=False, depth=0, **kwargs):
    """The lines of an exception, indented for each group around it."""
    indent = 3 * depth * ' '
    if not te._have_exc_type:
        yield indent + _final_line(None, te._str)
        return
    name = te.exc_type_str
    if te._is_syntax_error:
        for line in _syntax_error(te, name):
            yield indent + line
    elif depth > 0:
        text = _final_line(name, te._str)
        for line in text.splitlines(keepends=True):
            yield indent + line
    else:
        yield _final_line(name, te._str)
    notes = te.__notes__
    if _is_sequence(notes):
        for note in notes:
            try:
                note = str(note)
            except Exception:
                note = '<note str() failed>'
            for line in note.split('\n'):
                yield indent + line + '\n'
    elif notes is not None:
        try:
            text = repr(notes)
        except Exception:
            text = '<__notes__ repr() failed>'
        yield indent + text + '\n'
    if te.exceptions and show_group:
        for inner in te.exceptions:
            yield from exception_only(inner, show_group, depth + 1)


def _is_sequence(value):
    if isinstance(value, (list, tuple)):
        return True
    if value is None or isinstance(value, (str, bytes)):
        return False
    from _collections_abc import Sequence
    return isinstance(value, Sequence)


def _final_line(name, text):
    if text is None or not text:
        return f'{name}\n'
    return f'{name}: {text}\n'


def _syntax_error(te, name):
    suffix = ''
    if te.lineno is not None:
        yield f'  File "{te.filename or "<string>"}", line {te.lineno}\n'
    elif te.filename is not None:
        suffix = f' ({te.filename})'
    text = te.text
    if isinstance(text, str):
        original = text.rstrip('\n')
        shown = original.lstrip(' \n\f')
        spaces = len(original) - len(shown)
        yield f'    {shown}\n' if te.offset is None else f'    {shown}\n'
        if te.offset is not None:
            offset = te.offset
            end = te.end_offset if te.lineno == te.end_lineno else len(original) + 1
            if end in (None, 0) or text and offset > len(text):
                if text and offset > len(text):
                    offset = len(original) + 1
                end = offset + 1 if end in (None, 0) or end < offset else end
            elif offset == end or end == -1:
                end = offset + 1
            colno = offset - 1 - spaces
            end_colno = end - 1 - spaces
            if colno >= 0:
                blank = ''.join(c if c.isspace() else ' ' for c in shown[:colno])
                yield f'    {blank}{"^" * (end_colno - colno)}\n'
    yield f'{name}: {te.msg or "<no detail available>"}{suffix}\n'


class _Context:
    """Where in nested groups the output is."""

    def __init__(self):
        self.seen = set()
        self.depth = 0
        self.need_close = False

    def indent(self):
        return ' ' * (2 * self.depth)

    def emit(self, lines, margin='|'):
        prefix = self.indent()
        if self.depth:
            prefix += margin + ' '
        if isinstance(lines, str):
            yield _indented(lines, prefix)
        else:
            for text in lines:
                yield _indented(text, prefix)


def _indented(text, prefix):
    if not prefix:
        return text
    return ''.join(prefix + line if line.strip() else prefix.rstrip(' ') * 0 + prefix + line
                   for line in text.splitlines(True))


def exception(te, chain=True, ctx=None, **kwargs):
    """The lines of a traceback and an exception, and before them those it came from."""
    if ctx is None:
        ctx = _Context()
    output = []
    current = te
    if chain:
        while current is not None:
            if current.__cause__ is not None:
                output.append((_cause_message, current))
                current = current.__cause__
            elif current.__context__ is not None and not current.__suppress_context__:
                output.append((_context_message, current))
                current = current.__context__
            else:
                output.append((None, current))
                current = None
    else:
        output.append((None, current))
    for message, exc in reversed(output):
        if message is not None:
            yield from ctx.emit(message)
        if exc.exceptions is None:
            if exc.stack:
                yield from ctx.emit('Traceback (most recent call last):\n')
                yield from ctx.emit(exc.stack.format())
            yield from ctx.emit(exception_only(exc))
        elif ctx.depth > te.max_group_depth:
            yield from ctx.emit(f'... (max_group_depth is {te.max_group_depth})\n')
        else:
            yield from _group(te, exc, chain, ctx)


def _group(te, exc, chain, ctx):
    toplevel = ctx.depth == 0
    if toplevel:
        ctx.depth += 1
    if exc.stack:
        yield from ctx.emit('Exception Group Traceback (most recent call last):\n',
                            margin='+' if toplevel else '|')
        yield from ctx.emit(exc.stack.format())
    yield from ctx.emit(exception_only(exc))
    count = len(exc.exceptions)
    shown = count if count <= te.max_group_width else te.max_group_width + 1
    ctx.need_close = False
    for i in range(shown):
        last = i == shown - 1
        if last:
            ctx.need_close = True
        cut = i >= te.max_group_width
        title = '...' if cut else str(i + 1)
        yield f'{ctx.indent()}{"+-" if i == 0 else "  "}+---------------- {title} ----------------\n'
        ctx.depth += 1
        if cut:
            rest = count - te.max_group_width
            yield from ctx.emit(f'and {rest} more exception{"s" if rest > 1 else ""}\n')
        else:
            yield from exception(exc.exceptions[i], chain, ctx)
        if last and ctx.need_close:
            yield f'{ctx.indent()}+------------------------------------\n'
            ctx.need_close = False
        ctx.depth -= 1
    if toplevel:
        ctx.depth = 0


# --- did you mean -------------------------------------------------------------------

def suggestion(exc_type, exc_value, tb):
    """What to add to the message of a NameError, AttributeError or ImportError."""
    if not issubclass(exc_type, (NameError, AttributeError, ImportError)):
        return ''
    wrong = getattr(exc_value, 'name_from' if issubclass(exc_type, ImportError) else 'name', None)
    if not isinstance(wrong, str):
        return ''
    found = _closest(exc_type, exc_value, tb, wrong)
    text = ''
    if found:
        text = f". Did you mean: '{found}'?"
    if issubclass(exc_type, NameError) and not text.startswith('. Or') and \
            wrong in getattr(sys, 'stdlib_module_names', ()):
        text = (f". Did you mean: '{found}'? Or did you forget to import '{wrong}'?" if found
                else f". Did you forget to import '{wrong}'?")
    return text


def _closest(exc_type, exc_value, tb, wrong):
    try:
        from _suggestions import _generate_suggestions
    except ImportError:
        return None
    try:
        if issubclass(exc_type, AttributeError):
            names = dir(exc_value.obj)
            if wrong[:1] != '_':
                names = [n for n in names if n[:1] != '_']
        elif issubclass(exc_type, ImportError):
            names = dir(__import__(exc_value.name, fromlist=['__name__']))
            if wrong[:1] != '_':
                names = [n for n in names if n[:1] != '_']
        else:
            while tb.tb_next is not None:
                tb = tb.tb_next
            f = tb.tb_frame
            own = f.f_locals
            if 'self' in own and hasattr(own['self'], wrong):
                return f'self.{wrong}'
            builtins = f.f_builtins if isinstance(f.f_builtins, dict) else vars(f.f_builtins)
            names = [*own, *f.f_globals, *builtins]
        names = [n for n in names if isinstance(n, str)]
        return _generate_suggestions(names, wrong)
    except Exception:
        return None
