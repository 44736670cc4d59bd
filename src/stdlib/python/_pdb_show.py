"""Contract: the commands of `pdb` that show things: the stack, sources, values, and what is displayed at each stop.

A mixin of `pdb.Pdb`, which has the stack (`stack`, `curindex`, `curframe`) and the messages. A docstring of a
command is its help: first how it is written, then an empty line, then what it does.
"""
import inspect
import linecache
import pprint
import sys
from code import InteractiveConsole


class rstr(str):
    """A text whose repr is itself."""

    def __repr__(self):
        return self


class PdbConsole(InteractiveConsole):
    """The prompt of `interact`: what it writes goes where the debugger's messages go."""

    def __init__(self, ns, message):
        self._message = message
        super().__init__(locals=ns, local_exit=True)

    def write(self, data):
        self._message(data, end='')


class ShowCommands:
    """Commands that only look."""

    # ---- the stack

    def print_stack_trace(self, count=None):
        """Print the stack: all of it, or 0: the current entry, n: the last ones, -n: the first ones."""
        if count is None:
            entries = self.stack
        elif count == 0:
            entries = [self.stack[self.curindex]]
        else:
            entries = self.stack[-count:] if count > 0 else self.stack[:-count]
        try:
            for entry in entries:
                self.print_stack_entry(entry)
        except KeyboardInterrupt:
            pass

    def print_stack_entry(self, frame_lineno, prompt_prefix='\n-> '):
        """Print one entry, with a mark where it is the current frame."""
        mark = '> ' if frame_lineno[0] is self.curframe else '  '
        self.message(mark + self.format_stack_entry(frame_lineno, prompt_prefix))

    def do_where(self, arg):
        """w(here) [count]

        Show the call stack, the newest frame last. A count shows that many
        of the newest frames, a negative one of the oldest, 0 the current
        frame alone. 'bt' is another name.
        """
        try:
            count = int(arg) if arg else None
        except ValueError:
            self.error(f'Invalid count ({arg})')
            return
        self.print_stack_trace(count)

    do_w = do_bt = do_where

    def _select_frame(self, number):
        """Make a frame of the stack the current one."""
        self.curindex = number
        self.curframe = self.stack[number][0]
        self.set_convenience_variable(self.curframe, '_frame', self.curframe)
        self.print_stack_entry(self.stack[number])
        self.lineno = None

    def _frame_count(self, arg):
        try:
            return int(arg or 1)
        except ValueError:
            self.error(f'Invalid frame count ({arg})')
            return None

    def do_up(self, arg):
        """u(p) [count]

        Go to an older frame: one, or count frames up.
        """
        if self.curindex == 0:
            self.error('Oldest frame')
        elif (count := self._frame_count(arg)) is not None:
            self._select_frame(0 if count < 0 else max(0, self.curindex - count))

    do_u = do_up

    def do_down(self, arg):
        """d(own) [count]

        Go to a newer frame: one, or count frames down.
        """
        last = len(self.stack) - 1
        if self.curindex == last:
            self.error('Newest frame')
        elif (count := self._frame_count(arg)) is not None:
            self._select_frame(last if count < 0 else min(last, self.curindex + count))

    do_d = do_down

    def do_exceptions(self, arg):
        """exceptions [number]

        List the exceptions that led to the one being looked at, or go to
        the one with a number.
        """
        chain = self._chained_exceptions
        if not chain:
            self.message('Did not find chained exceptions. To move between exceptions, pdb/post_mortem must be '
                         'given an exception object rather than a traceback.')
            return
        if not arg:
            for index, error in enumerate(chain):
                text = repr(error)
                if len(text) > 80:
                    text = text[:77] + '...'
                mark = '>' if index == self._chained_exception_index else ' '
                number = f'{index:>3}' if error.__traceback__ else '  -'
                self.message(f'{mark} {number} {text}')
            return
        try:
            number = int(arg)
        except ValueError:
            self.error('Argument must be an integer')
            return
        if not 0 <= number < len(chain):
            self.error('No exception with that number')
        elif chain[number].__traceback__ is None:
            self.error('This exception does not have a traceback, cannot jump to it')
        else:
            self._chained_exception_index = number
            self.setup(None, chain[number].__traceback__)
            self.print_stack_entry(self.stack[self.curindex])

    # ---- sources

    def do_list(self, arg):
        """l(ist) [first[, last] | .]

        Show 11 lines of the file around the current line, or the 11 after
        the last ones shown. A dot goes back to the current line, one number
        is the middle, two are a range (or a start and a count). Marks: B for
        a breakpoint, -> for the current line, >> for the line of an exception.
        """
        self.lastcmd = 'list'
        last = None
        if arg and arg != '.':
            try:
                first, comma, end = arg.partition(',')
                first = int(first.strip())
                if comma:
                    last = int(end.strip())
                    if last < first:
                        last += first
                else:
                    first = max(1, first - 5)
            except ValueError:
                self.error(f'Error in argument: {arg!r}')
                return
        elif self.lineno is None or arg == '.':
            first = max(1, self.curframe.f_lineno - 5)
        else:
            first = self.lineno + 1
        if last is None:
            last = first + 10
        filename = self.curframe.f_code.co_filename
        lines = linecache.getlines(filename, self.curframe.f_globals)
        self._print_lines(lines[first - 1:last], first, self.get_file_breaks(filename), self.curframe)
        self.lineno = min(last, len(lines))
        if len(lines) < last:
            self.message('[EOF]')

    do_l = do_list

    def do_longlist(self, arg):
        """ll | longlist

        Show all lines of the current function.
        """
        if arg:
            self._print_invalid_arg(arg)
            return
        try:
            lines, start = self._getsourcelines(self.curframe)
        except OSError as error:
            self.error(error)
            return
        self._print_lines(lines, start, self.get_file_breaks(self.curframe.f_code.co_filename), self.curframe)

    do_ll = do_longlist

    def do_source(self, arg):
        """source expression

        Show the source of a function, a class or a module.
        """
        if not arg:
            self._print_invalid_arg(arg)
            return
        self._show_value(arg, self._show_source)

    def _show_source(self, value):
        try:
            lines, start = self._getsourcelines(value)
        except (OSError, TypeError) as error:
            self.error(error)
            return
        self._print_lines(lines, start)

    def _getsourcelines(self, obj):
        lines, start = inspect.getsourcelines(obj)
        return lines, max(1, start)

    def _print_lines(self, lines, start, breaks=(), frame=None):
        """Print numbered lines with their marks."""
        current = frame.f_lineno if frame else -1
        raised = self.tb_lineno.get(frame, -1) if frame else -1
        for number, line in enumerate(lines, start):
            text = f'{number:>3} '[:4] if number < 1000 else str(number)
            text += 'B' if number in breaks else ' '
            text += '->' if number == current else '>>' if number == raised else ''
            self.message(f'{text}\t{line.rstrip()}')

    # ---- values

    def _getval(self, arg):
        """The value of an expression in the current frame; an error is shown and raised."""
        try:
            return eval(arg, self.curframe.f_globals, self.curframe.f_locals)
        except BaseException:
            self._error_exc()
            raise

    def _getval_except(self, arg, frame=None):
        """The value of an expression, or a text about its error."""
        frame = frame or self.curframe
        try:
            return eval(arg, frame.f_globals, frame.f_locals)
        except BaseException as error:
            return rstr(f'** raised {self._format_exc(error)} **')

    def _safe_repr(self, obj, expr):
        try:
            return repr(obj)
        except Exception as error:
            return rstr(f'*** repr({expr}) failed: {self._format_exc(error)} ***')

    def _show_value(self, arg, show):
        """Call `show` with the value of an expression, if it has one."""
        try:
            value = self._getval(arg)
        except BaseException:
            return
        show(value)

    def _show_text(self, value, text):
        try:
            self.message(text(value))
        except BaseException:
            self._error_exc()

    def do_p(self, arg):
        """p expression

        Print the value of the expression.
        """
        if not arg:
            self._print_invalid_arg(arg)
            return
        self._show_value(arg, lambda value: self._show_text(value, repr))

    def do_pp(self, arg):
        """pp expression

        Print the value of the expression, laid out over lines.
        """
        if not arg:
            self._print_invalid_arg(arg)
            return
        self._show_value(arg, lambda value: self._show_text(value, pprint.pformat))

    def do_whatis(self, arg):
        """whatis expression

        Tell what the value is: a function, a method, a class, or its type.
        """
        if not arg:
            self._print_invalid_arg(arg)
            return
        self._show_value(arg, self._show_kind)

    def _show_kind(self, value):
        for kind, owner in (('Method', getattr(value, '__func__', None)), ('Function', value)):
            try:
                code = owner.__code__
            except Exception:
                continue
            self.message(f'{kind} {code.co_name}')
            return
        if value.__class__ is type:
            self.message(f'Class {value.__module__}.{value.__qualname__}')
        else:
            self.message(type(value))

    def do_args(self, arg):
        """a(rgs)

        Print the arguments of the current function.
        """
        if arg:
            self._print_invalid_arg(arg)
            return
        code, names = self.curframe.f_code, self.curframe.f_locals
        count = code.co_argcount + code.co_kwonlyargcount
        count += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
        for name in code.co_varnames[:count]:
            if name in names:
                self.message(f'{name} = {self._safe_repr(names[name], name)}')
            else:
                self.message(f'{name} = *** undefined ***')

    do_a = do_args

    def do_retval(self, arg):
        """retval

        Print what the current function is about to return.
        """
        if arg:
            self._print_invalid_arg(arg)
        elif '__return__' in self.curframe.f_locals:
            self.message(self._safe_repr(self.curframe.f_locals['__return__'], 'retval'))
        else:
            self.error('Not yet returned!')

    do_rv = do_retval

    # ---- displays

    def do_display(self, arg):
        """display [expression]

        Show the value of the expression at each stop in this frame where it
        has changed. Without one, list what is displayed.
        """
        if not arg:
            shown = self.displaying.get(self.curframe)
            if not shown:
                self.message('No expression is being displayed')
                return
            self.message('Currently displaying:')
            for expression, value in shown.items():
                self.message(f'{expression}: {self._safe_repr(value, expression)}')
            return
        wrong = self._compile_error_message(arg)
        if wrong:
            self.error(f'Unable to display {arg}: {wrong!r}')
            return
        value = self._getval_except(arg)
        self.displaying.setdefault(self.curframe, {})[arg] = value
        self.message(f'display {arg}: {self._safe_repr(value, arg)}')

    def do_undisplay(self, arg):
        """undisplay [expression]

        Stop displaying the expression, or all of this frame.
        """
        if not arg:
            self.displaying.pop(self.curframe, None)
            return
        try:
            del self.displaying.get(self.curframe, {})[arg]
        except KeyError:
            self.error(f'not displaying {arg}')

    def _show_display(self):
        """At a stop: the displayed expressions whose value has changed."""
        shown = self.displaying.get(self.curframe, {})
        for expression, before in shown.items():
            value = self._getval_except(expression)
            if value is not before and value != before:
                shown[expression] = value
                self.message(f'display {expression}: {self._safe_repr(value, expression)}  '
                             f'[old: {self._safe_repr(before, expression)}]')

    def do_interact(self, arg):
        """interact

        Start a Python prompt with copies of the frame's names.
        """
        names = {**self.curframe.f_globals, **self.curframe.f_locals}
        before = sys.stdin, sys.stdout
        PdbConsole(names, self.message).interact('*pdb interact start*', '*exit from pdb interact command*')
        sys.stdin, sys.stdout = before
