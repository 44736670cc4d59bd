"""Contract: the text of tracebacks: entries, chains, groups.

Internal to `traceback`. The source lines with the marks under them come from `_traceback`,
which makes them for uncaught exceptions as well.
"""
import _traceback

_cause_message = '\nThe above exception was the direct cause of the following exception:\n\n'
_context_message = '\nDuring handling of the above exception, another exception occurred:\n\n'


_PLACE, _CLASS, _FAILED, _PLAIN = '\x1b[35m', '\x1b[1;35m', '\x1b[1;31m', '\x1b[0m'


def _paint(wanted, colour, text):
    return f'{colour}{text}{_PLAIN}' if wanted else text


# --- entries -----------------------------------------------------------------------

def frame(summary, colorize=False, **kwargs):
    """The text of one entry."""
    filename = summary.filename
    if filename.startswith('<stdin-') and filename.endswith('>'):
        filename = '<stdin>'
    name, line, function = (_paint(colorize, _PLACE, part) for part in (f'"{filename}"', summary.lineno, summary.name))
    rows = [f'  File {name}, line {line}, in {function}\n']
    lines = summary._original_lines
    if lines and lines.strip():
        rows.extend(line + '\n' for line in _traceback.shown(lines, summary.colno, summary.end_colno, colorize))
    if summary.locals:
        for name, value in sorted(summary.locals.items()):
            rows.append(f'    {name} = {value}\n')
    return ''.join(rows)


# --- exceptions ---------------------------------------------------------------------

def exception_only(te, show_group=False, depth=0, colorize=False, **kwargs):
    """The lines of an exception, indented for each group around it."""
    indent = 3 * depth * ' '
    if not te._have_exc_type:
        yield indent + _final_line(None, te._str, colorize)
        return
    name = te.exc_type_str
    if te._is_syntax_error:
        for line in _syntax_error(te, name, colorize):
            yield indent + line
    elif depth > 0:
        text = _final_line(name, te._str, colorize)
        for line in text.splitlines(keepends=True):
            yield indent + line
    else:
        yield _final_line(name, te._str, colorize)
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
            yield from exception_only(inner, show_group, depth + 1, colorize)


def _is_sequence(value):
    if isinstance(value, (list, tuple)):
        return True
    if value is None or isinstance(value, (str, bytes)):
        return False
    from _collections_abc import Sequence
    return isinstance(value, Sequence)


def _final_line(name, text, colorize):
    name = _paint(colorize, _CLASS, name)
    if text is None or not text:
        return f'{name}\n'
    return f'{name}: {_paint(colorize, _PLACE, text)}\n'


def _syntax_error(te, name, colorize):
    suffix = ''
    if te.lineno is not None:
        file, line = (_paint(colorize, _PLACE, part) for part in (f'"{te.filename or "<string>"}"', te.lineno))
        yield f'  File {file}, line {line}\n'
    elif te.filename is not None:
        suffix = f' ({te.filename})'
    text = te.text
    if isinstance(text, str):
        original = text.rstrip('\n')
        shown = original.lstrip(' \n\f')
        spaces = len(original) - len(shown)
        marks = ''
        if te.offset is not None:
            offset = te.offset
            end = (te.end_offset or offset) if te.lineno == te.end_lineno else len(original) + 1
            if text and offset > len(text):
                offset = len(text) + 1
                end = max(end, offset)
            if end in (offset, -1):
                end = offset + 1
            end = max(min(end, len(original) + 1), offset + 1)
            colno = offset - 1 - spaces
            end_colno = end - 1 - spaces
            if colno >= 0:
                blank = ''.join(c if c.isspace() else ' ' for c in shown[:colno])
                marks = f'    {blank}{_paint(colorize, _FAILED, "^" * (end_colno - colno))}\n'
                failed = _paint(colorize, _FAILED, shown[colno:end_colno])
                shown = f'{shown[:colno]}{failed}{shown[end_colno:]}'
        yield f'    {shown}\n'
        if marks:
            yield marks
    name, message = _paint(colorize, _CLASS, name), _paint(colorize, _PLACE, te.msg or '<no detail available>')
    yield f'{name}: {message}{suffix}\n'


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


def exception(te, chain=True, ctx=None, colorize=False, **kwargs):
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
                yield from ctx.emit(_entries(exc, colorize))
            yield from ctx.emit(exception_only(exc, colorize=colorize))
        elif ctx.depth > te.max_group_depth:
            yield from ctx.emit(f'... (max_group_depth is {te.max_group_depth})\n')
        else:
            yield from _group(te, exc, chain, ctx, colorize)


def _entries(exc, colorize):
    return exc.stack.format(colorize=True) if colorize else exc.stack.format()


def _group(te, exc, chain, ctx, colorize):
    toplevel = ctx.depth == 0
    if toplevel:
        ctx.depth += 1
    if exc.stack:
        yield from ctx.emit('Exception Group Traceback (most recent call last):\n',
                            margin='+' if toplevel else '|')
        yield from ctx.emit(_entries(exc, colorize))
    yield from ctx.emit(exception_only(exc, colorize=colorize))
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
            yield from exception(exc.exceptions[i], chain, ctx, colorize)
        if last and ctx.need_close:
            yield f'{ctx.indent()}+------------------------------------\n'
            ctx.need_close = False
        ctx.depth -= 1
    if toplevel:
        ctx.depth = 0
