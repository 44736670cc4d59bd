"""Contract: tracebacks as data and as text, in CPython 3.14's format.

Natively relied on: `tb_lineno`, `tb_lasti`, `code.co_positions()`, and `_traceback`,
for the lines of `-c`, marks and "Did you mean". The text is made by `_traceback_format`; here are the data classes and the functions.
"""
import itertools
import sys

import _traceback

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list',
           'format_stack', 'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last',
           'print_stack', 'print_tb', 'clear_frames', 'FrameSummary', 'StackSummary',
           'TracebackException', 'walk_stack', 'walk_tb', 'print_list']

_sentinel = object()


class FrameSummary:
    """One entry of a traceback: file, line, name, and the columns if known."""
    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_lines',
                 '_lines_dedented', 'locals', '_code')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, **kwargs):
        self.filename, self.name, self._code = filename, name, kwargs.get('_code')
        self.lineno, self.end_lineno = lineno, lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self._lines, self._lines_dedented = line, None
        if lookup_line:
            self._set_lines()
        self.locals = {k: _safe_string(v, 'local', func=repr) for k, v in locals.items()} \
            if locals else None

    def _as_tuple(self):
        return self.filename, self.lineno, self.name, self.line

    def __eq__(self, other):
        if isinstance(other, tuple):
            return self._as_tuple() == other
        if not isinstance(other, FrameSummary):
            return NotImplemented
        return (self.filename, self.lineno, self.name, self.locals) == \
            (other.filename, other.lineno, other.name, other.locals)

    def __getitem__(self, pos):
        return self._as_tuple()[pos]

    def __iter__(self):
        return iter(self._as_tuple())

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

    def __len__(self):
        return 4

    def _set_lines(self):
        if self._lines is None and self.lineno is not None and self.end_lineno is not None:
            import linecache
            source = _traceback.source(self._code) if self._code is not None else None
            lines = linecache.getlines(self.filename) if source is None else source.split('\n')
            self._lines = ''.join(line.rstrip() + '\n' for line in lines[self.lineno - 1:self.end_lineno])

    @property
    def _original_lines(self):
        self._set_lines()
        return self._lines

    @property
    def _dedented_lines(self):
        lines = self._original_lines
        if lines is not None and self._lines_dedented is None:
            import textwrap
            self._lines_dedented = textwrap.dedent(lines)
        return self._lines_dedented

    @property
    def line(self):
        """The first source line, stripped."""
        lines = self._original_lines
        return lines if lines is None else lines.partition('\n')[0].strip()


def walk_stack(f):
    """Iterate over (frame, line number) from a frame to its callers."""
    if f is None:
        f = sys._getframe().f_back
        while f is not None and f.f_globals is globals():
            f = f.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Iterate over (frame, line number) of a traceback."""
    for link in _links(tb):
        yield link.tb_frame, link.tb_lineno


def _links(tb):
    """Each link of a traceback."""
    while tb is not None:
        yield tb
        tb = tb.tb_next


def _limit(limit):
    """How many entries there may be: where it is not told, what `sys.tracebacklimit` says; None for all."""
    if limit is not None:
        return limit
    limit = getattr(sys, 'tracebacklimit', None)
    return None if limit is None else max(limit, 0)


def _walk_tb_with_positions(tb):
    while tb is not None:
        yield tb.tb_frame, _positions(tb.tb_frame.f_code, tb.tb_lasti, tb.tb_lineno)
        tb = tb.tb_next


def _positions(code, index, lineno):
    """(line, end line, column, end column) of an instruction."""
    if index is not None and index >= 0:
        try:
            for found in itertools.islice(code.co_positions(), index // 2, None):
                return (lineno, *found[1:]) if found[0] is None else found
        except AttributeError:
            pass
    return lineno, None, None, None


class StackSummary(list):
    """A list of `FrameSummary`."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """From an iterable of (frame, line number)."""
        return klass._extract(((f, (lineno, None, None, None)) for f, lineno in frame_gen),
                              limit, lookup_lines, capture_locals)

    @classmethod
    def _extract(klass, frame_gen, limit, lookup_lines, capture_locals):
        limit = _limit(limit)
        frames = list(frame_gen)
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        result = klass()
        for f, (lineno, end_lineno, colno, end_colno) in frames:
            code = f.f_code
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=f.f_locals if capture_locals else None, end_lineno=end_lineno,
                colno=colno, end_colno=end_colno, _code=code))
        if lookup_lines:
            for entry in result:
                entry._set_lines()
        return result

    @classmethod
    def from_list(klass, a_list):
        """From FrameSummary objects or (file, line, name, text) tuples."""
        return klass(map(_as_summary, a_list))

    def format_frame_summary(self, frame_summary, **kwargs):
        """The text of one entry."""
        import _traceback_format
        return _traceback_format.frame(frame_summary, **kwargs)

    def format(self, **kwargs):
        """The texts of all entries; long runs of equal ones are counted."""
        result = []
        last = None
        count = 0
        for summary in self:
            text = self.format_frame_summary(summary, **kwargs)
            if text is None:
                continue
            place = summary.filename, summary.lineno, summary.name
            if last != place:
                if count > 3:
                    result.append(_repeated(count - 3))
                last = place
                count = 0
            count += 1
            if count <= 3:
                result.append(text)
        if count > 3:
            result.append(_repeated(count - 3))
        return result


def _as_summary(entry):
    if isinstance(entry, FrameSummary):
        return entry
    filename, lineno, name, line = entry
    return FrameSummary(filename, lineno, name, line=line)


def _repeated(count):
    return f'  [Previous line repeated {count} more time{"s" if count > 1 else ""}]\n'


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except Exception:
        return f'<{what} {func.__name__}() failed>'


class TracebackException:
    """An exception with all that is needed to print it, but without its frames."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 save_exc_type=True, _seen=None):
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.max_group_width, self.max_group_depth = max_group_width, max_group_depth
        self.stack = StackSummary._extract(_walk_tb_with_positions(exc_traceback), limit, lookup_lines,
                                           capture_locals)
        self._str = _safe_string(exc_value, 'exception')
        try:
            self.__notes__ = getattr(exc_value, '__notes__', None)
        except Exception as e:
            self.__notes__ = [f'Ignored error getting __notes__: {_safe_string(e, "__notes__", repr)}']
        self._exc_type = exc_type if save_exc_type else None
        self._have_exc_type, self._is_syntax_error = exc_type is not None, False
        self.exc_type_qualname, self.exc_type_module = (exc_type.__qualname__, exc_type.__module__) \
            if self._have_exc_type else (None, None)
        if exc_type and issubclass(exc_type, SyntaxError):
            self.filename = exc_value.filename
            for name in ('lineno', 'end_lineno'):
                number = getattr(exc_value, name)
                setattr(self, name, str(number) if number is not None else None)
            for name in ('text', 'offset', 'end_offset', 'msg'):
                setattr(self, name, getattr(exc_value, name))
            mended = _traceback.mended(exc_value)
            if mended is not None:
                self.text, self.offset, self.end_offset, self.msg = mended
                self.end_lineno = self.lineno
            self._is_syntax_error = True
        elif exc_value is not None and exc_type:
            # which names there were, only the frames know
            if exc_traceback is not None or not issubclass(exc_type, NameError):
                self._str += _traceback.hint(exc_value)
            elif isinstance(exc_value.name, str) and exc_value.name in sys.stdlib_module_names:
                self._str += f". Did you forget to import '{exc_value.name}'?"
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = self.__context__ = None
        self.exceptions = None
        options = dict(limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                       max_group_width=max_group_width, max_group_depth=max_group_depth, _seen=seen)
        self._cause_seen = False
        if exc_value is None:
            return
        # Iterative along the chain, so that long chains cost no recursion.
        if _seen is None or not isinstance(_seen, _InChain):
            self._link(exc_value, options, compact)

    def _link(self, value, options, compact):
        options = {**options, '_seen': _InChain(options['_seen'])}
        todo = [(self, value)]
        while todo:
            te, e = todo.pop()
            cause, context = e.__cause__, e.__context__
            if cause is not None and id(cause) not in options['_seen']:
                te.__cause__ = TracebackException(type(cause), cause, cause.__traceback__, **options)
                todo.append((te.__cause__, cause))
            need = not compact or cause is None and not e.__suppress_context__
            if context is not None and id(context) not in options['_seen'] and need:
                te.__context__ = TracebackException(type(context), context, context.__traceback__, **options)
                todo.append((te.__context__, context))
            if isinstance(e, BaseExceptionGroup):
                te.exceptions = []
                for inner in e.exceptions:
                    made = TracebackException(type(inner), inner, inner.__traceback__, **options)
                    te.exceptions.append(made)
                    todo.append((made, inner))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """From an exception object."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        import warnings
        warnings.warn('Deprecated in 3.13. Use exc_type_qualname instead.', DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The name of the type, with its module unless that is builtins or __main__."""
        if not self._have_exc_type:
            return None
        if self.exc_type_module in ('__main__', 'builtins'):
            return self.exc_type_qualname
        module = self.exc_type_module if isinstance(self.exc_type_module, str) else '<unknown>'
        return f'{module}.{self.exc_type_qualname}'

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, TracebackException) else NotImplemented

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """Iterate over the lines of the exception without its traceback."""
        import _traceback_format
        return _traceback_format.exception_only(self, show_group, _depth, **kwargs)

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """Iterate over the lines of the traceback, the exception and those it came from."""
        import _traceback_format
        return _traceback_format.exception(self, chain, _ctx, **kwargs)

    def print(self, *, file=None, chain=True, **kwargs):
        """Print it to a file, standard error by default."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain, **kwargs):
            print(line, file=file, end='')


class _InChain(set):
    """A set of seen exceptions whose links the outermost caller follows."""


# --- functions -------------------------------------------------------------------

def print_list(extracted_list, file=None):
    """Print entries of `extract_tb` or `extract_stack`."""
    print(*format_list(extracted_list), sep='', end='', file=sys.stderr if file is None else file)


def format_list(extracted_list):
    """The texts of entries."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print a traceback's entries."""
    print_list(extract_tb(tb, limit=limit), file=file)


def format_tb(tb, limit=None):
    """The texts of a traceback's entries."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """A traceback's entries."""
    return StackSummary._extract(_walk_tb_with_positions(tb), limit, True, False)


def _parse_value_tb(exc, value, tb):
    if (value is _sentinel) is not (tb is _sentinel):
        raise ValueError('Both or neither of value and tb must be given')
    if value is not _sentinel:
        return value, tb
    if exc is None:
        return None, None
    if not isinstance(exc, BaseException):
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return exc, exc.__traceback__



def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True, **kwargs):
    """Print an exception with its traceback."""
    value, tb = _parse_value_tb(exc, value, tb)
    TracebackException(type(value), value, tb, limit=limit,
                       compact=True).print(file=file, chain=chain, colorize=kwargs.get('colorize', False))


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True, **kwargs):
    """The lines of an exception with its traceback."""
    value, tb = _parse_value_tb(exc, value, tb)
    return list(TracebackException(type(value), value, tb, limit=limit,
                                   compact=True).format(chain=chain, colorize=kwargs.get('colorize', False)))


def format_exception_only(exc, /, value=_sentinel, *, show_group=False, **kwargs):
    """The lines of an exception without its traceback."""
    if value is _sentinel:
        value = exc
    return list(TracebackException(type(value), value, None,
                                   compact=True).format_exception_only(
                                       show_group=show_group, colorize=kwargs.get('colorize', False)))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The exception being handled as text."""
    return ''.join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that was not handled."""
    if hasattr(sys, 'last_exc'):
        print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
        return
    if not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def _caller():
    f = sys._getframe(1)
    while f is not None and f.f_globals is globals():
        f = f.f_back
    return f


def print_stack(f=None, limit=None, file=None):
    """Print the stack from its bottom to a frame."""
    print_list(extract_stack(f or _caller(), limit=limit), file=file)


def format_stack(f=None, limit=None):
    """The texts of the stack's entries."""
    return format_list(extract_stack(f or _caller(), limit=limit))


def extract_stack(f=None, limit=None):
    """The stack's entries, the outermost first."""
    frames = walk_stack(f or _caller())
    limit = _limit(limit)
    stack = StackSummary._extract(((f, (n, None, None, None)) for f, n in frames), limit, True, False)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Clear the local variables of a traceback's frames."""
    for link in _links(tb):
        try:
            link.tb_frame.clear()
        except RuntimeError:
            # it still runs
            pass
