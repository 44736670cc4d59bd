"""Contract: the commands of `pdb` that show things: the stack, sources, values, and what is displayed at each stop.

A mixin of `pdb.Pdb`, which has the stack (`stack`, `curindex`, `curframe`) and the messages. A docstring of a
command is its help: first how it is written, then an empty line, then what it does.
"""
import functools
import inspect
import linecache
import pprint
import sys
from code import InteractiveConsole

from _pdb_usage import Verbatim, bare, with_argument


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
        current = frame_lineno[0] is self.curframe
        self.message(('> ' if current else '  ') + self.format_stack_entry(frame_lineno, prompt_prefix))

    def do_where(self, arg):
        """w(here) [count]

        Show the call stack, the newest frame last. A count shows that many
        of the newest frames, a negative one of the oldest, 0 the current
        frame alone. 'bt' is another name.
        """
        count = self._number(arg, f'Invalid count ({arg})') if arg else None
        if not arg or count is not None:
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
        return self._number(arg or 1, f'Invalid frame count ({arg})')

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
                text = text if len(text) <= 80 else f'{text:.77}...'
                mark = '>' if index == self._chained_exception_index else ' '
                self.message(f'{mark} {index if error.__traceback__ else "-":>3} {text}')
            return
        number = self._number(arg, 'Argument must be an integer')
        if number is None:
            return
        if number not in range(len(chain)):
            self.error('No exception with that number')
        elif (tb := chain[number].__traceback__) is None:
            self.error('This exception does not have a traceback, cannot jump to it')
        else:
            self._chained_exception_index = number
            self.setup(None, tb)
            self.print_stack_entry(self.stack[self.curindex])

    # ---- sources

    def do_list(self, arg):
        """l(ist) [first[, last] | .]

        Show 11 lines of the file around the current line, or the 11 after
        the last ones shown. A dot goes back to the current line, one number
        is the middle, two are a range (or a start and a count). Marks: B for
        a breakpoint, -> for the current line, >> for the line of an exception.
        """
        # an empty line goes on with the lines that follow
        self.lastcmd = 'list'
        try:
            first, last = self._lines_to_list(arg)
        except ValueError:
            self.error(f'Error in argument: {arg!r}')
            return
        code = self.curframe.f_code
        lines = linecache.getlines(code.co_filename, self.curframe.f_globals)
        self._print_lines(lines[first - 1:last], first, self.get_file_breaks(code.co_filename), self.curframe)
        self.lineno = min(last, len(lines))
        if last > len(lines):
            self.message('[EOF]')

    do_l = do_list

    def _lines_to_list(self, arg):
        """(first, last) line that the argument of `list` asks for; ValueError for one that is no number."""
        if not arg and self.lineno is not None:
            return self.lineno + 1, self.lineno + 11
        start, comma, end = arg.partition(',')
        if comma:
            first, last = int(start), int(end)
            return first, last if last >= first else first + last
        middle = int(arg) if arg and arg != '.' else self.curframe.f_lineno
        first = max(middle - 5, 1)
        return first, first + 10

    @bare
    def do_longlist(self):
        """ll | longlist

        Show all lines of the current function.
        """
        breaks = self.get_file_breaks(self.curframe.f_code.co_filename)
        self._print_source(self.curframe, breaks, self.curframe)

    do_ll = do_longlist

    @with_argument
    def do_source(self, arg):
        """source expression

        Show the source of a function, a class or a module.
        """
        self._show_value(arg, self._print_source)

    def _print_source(self, value, breaks=(), frame=None):
        """Print the numbered lines of what has some: a frame, a function, a class, a module."""
        try:
            lines, start = inspect.getsourcelines(value)
        except (OSError, TypeError) as error:
            self.error(error)
        else:
            # a module starts at line 0
            self._print_lines(lines, max(1, start), breaks, frame)

    def _print_lines(self, lines, start, breaks=(), frame=None):
        """Print numbered lines with their marks."""
        arrows = {}
        if frame:
            arrows = {self.tb_lineno.get(frame): '>>', frame.f_lineno: '->'}
        for number, line in enumerate(lines, start):
            mark = 'B' if number in breaks else ' '
            self.message(f'{f"{number:>3}":<4}{mark}{arrows.get(number, "")}\t{line.rstrip()}')

    # ---- values

    def _value_of(self, expression):
        """The value of an expression in the current frame."""
        return eval(expression, self.curframe.f_globals, self.curframe.f_locals)

    def _value_or_error(self, expression):
        """The value of an expression, or a text about its error."""
        try:
            return self._value_of(expression)
        except BaseException as error:
            return Verbatim(f'** raised {self._format_exc(error)} **')

    def _safe_repr(self, obj, expr):
        try:
            return repr(obj)
        except Exception as error:
            return Verbatim(f'*** repr({expr}) failed: {self._format_exc(error)} ***')

    def _show_value(self, expression, show):
        """Call `show` with the value of an expression; errors of both are shown."""
        try:
            show(self._value_of(expression))
        except BaseException:
            self._error_exc()

    @with_argument
    def do_p(self, arg):
        """p expression

        Print the value of the expression.
        """
        self._show_value(arg, lambda value: self.message(repr(value)))

    @with_argument
    def do_pp(self, arg):
        """pp expression

        Print the value of the expression, laid out over lines.
        """
        self._show_value(arg, lambda value: self.message(pprint.pformat(value)))

    @with_argument
    def do_whatis(self, arg):
        """whatis expression

        Tell what the value is: a function, a method, a class, or its type.
        """
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

    @bare
    def do_args(self):
        """a(rgs)

        Print the arguments of the current function.
        """
        code, values = self.curframe.f_code, self.curframe.f_locals
        starred = sum(code.co_flags & flag != 0 for flag in (inspect.CO_VARARGS, inspect.CO_VARKEYWORDS))
        for name in code.co_varnames[:code.co_argcount + code.co_kwonlyargcount + starred]:
            text = self._safe_repr(values[name], name) if name in values else '*** undefined ***'
            self.message(f'{name} = {text}')

    do_a = do_args

    @bare
    def do_retval(self):
        """retval

        Print what the current function is about to return.
        """
        if '__return__' in self.curframe.f_locals:
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
        value = self._value_or_error(arg)
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
            value = self._value_or_error(expression)
            if value is not before and value != before:
                shown[expression] = value
                self.message(f'display {expression}: {self._safe_repr(value, expression)}  '
                             f'[old: {self._safe_repr(before, expression)}]')

    def do_interact(self, arg):
        """interact

        Start a Python prompt with copies of the frame's names.
        """
        console = InteractiveConsole({**self.curframe.f_globals, **self.curframe.f_locals}, local_exit=True)
        # what it writes goes where the debugger's messages go
        console.write = functools.partial(self.message, end='')
        before = sys.stdin, sys.stdout
        console.interact('*pdb interact start*', '*exit from pdb interact command*')
        sys.stdin, sys.stdout = before
