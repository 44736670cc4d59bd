"""Contract: the machinery of a debugger: breakpoints, and when to stop, on top of `sys.settrace`.

`Bdb` receives the trace events and decides which of them a user should see; a subclass gives `user_call`,
`user_line`, `user_return`, `user_exception` and what it does there: one of the `set_*` methods says when to
stop next. `stopframe` is the frame to stop in (None: any), from `stoplineno` on (-1: never), `returnframe`
the frame whose return is shown. Both backends are `sys.settrace` here.
"""
import fnmatch
import linecache
import os
import reprlib
import sys
from contextlib import contextmanager
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR

__all__ = ['BdbQuit', 'Bdb', 'Breakpoint']

GENERATOR_AND_COROUTINE_FLAGS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR

# events that have a `dispatch_` method, and those of builtin functions, which pass unseen
_DISPATCHED = frozenset({'call', 'line', 'opcode', 'exception', 'return'})
_UNSEEN = frozenset({'c_call', 'c_exception', 'c_return'})


class BdbQuit(Exception):
    """Raised in the program to end it when the user quits."""


class Breakpoint:
    """A place to stop: under which condition, after how many hits, how often it was hit.

    `bplist` has the breakpoints of each (file, line), `bpbynumber` each by its number, None where deleted.
    """

    next, bplist, bpbynumber = 1, {}, [None]

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.file, self.line, self.funcname = file, line, funcname
        # the first line that stopped in the function, for a breakpoint by name
        self.func_first_executable_line = None
        self.temporary, self.cond = temporary, cond
        self.enabled, self.ignore, self.hits = True, 0, 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        Breakpoint.bpbynumber.append(self)
        Breakpoint.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        """Forget all breakpoints and start from number 1."""
        Breakpoint.next, Breakpoint.bplist, Breakpoint.bpbynumber = 1, {}, [None]

    def deleteMe(self):
        """Forget this one; its number is not used again."""
        neighbours = self.bplist[self.file, self.line]
        neighbours.remove(self)
        if not neighbours:
            del self.bplist[self.file, self.line]
        self.bpbynumber[self.number] = None

    def enable(self):
        """Take effect."""
        self.enabled = True

    def disable(self):
        """Take no effect, but stay."""
        self.enabled = False

    def bpprint(self, out=None):
        """Print `bpformat`."""
        print(self.bpformat(), file=out)

    def bpformat(self):
        """The row of the table of breakpoints, and a line for each thing more to say."""
        fate, effect = 'del' if self.temporary else 'keep', 'yes' if self.enabled else 'no'
        text = f'{self.number:<4}breakpoint   {fate:<5}{effect:<5} at {self.file}:{self.line}'
        plural = 's' if self.hits > 1 else ''
        for wanted, remark in ((self.cond, f'stop only if {self.cond}'),
                               (self.ignore, f'ignore next {self.ignore} hits'),
                               (self.hits, f'breakpoint already hit {self.hits} time{plural}')):
            if wanted:
                text += '\n\t' + remark
        return text

    def __str__(self):
        return f'breakpoint {self.number} at {self.file}:{self.line}'


def checkfuncname(b, frame):
    """Whether the frame is where the breakpoint means: its line, or the first line run in its function."""
    line = frame.f_lineno
    if not b.funcname:
        return line == b.line
    if b.funcname != frame.f_code.co_name:
        return False
    b.func_first_executable_line = b.func_first_executable_line or line
    return line == b.func_first_executable_line


def effective(file, line, frame):
    """(breakpoint, whether a temporary one goes) that stops the program here, or (None, None)."""
    for breakpoint in Breakpoint.bplist[file, line]:
        if breakpoint.enabled and checkfuncname(breakpoint, frame):
            breakpoint.hits += 1
            stops, goes = _judge(breakpoint, frame)
            if stops:
                return breakpoint, goes
    return None, None


def _judge(breakpoint, frame):
    """Whether a breakpoint that is reached stops the program, and whether a temporary one is then over."""
    try:
        holds = not breakpoint.cond or bool(eval(breakpoint.cond, frame.f_globals, frame.f_locals))
    except BaseException:
        # the user wants to know of a condition that fails, and may mend it
        return True, False
    if holds and breakpoint.ignore > 0:
        breakpoint.ignore -= 1
        holds = False
    return holds, True


class Bdb:
    """A debugger without a user interface."""

    def __init__(self, skip=None, backend='settrace'):
        if backend not in ('settrace', 'monitoring'):
            raise ValueError(f"Invalid backend '{backend}'")
        self.skip, self.backend = set(skip) if skip else None, backend
        # stepping: the frame of the event being handled, the frame that returns, the place of the last command
        self.enterframe = self.frame_returning = self.cmdframe = self.cmdlineno = None
        self.trace_opcodes = False
        # what frames were told to trace before `set_trace`, to be given back
        self.frame_trace_lines_opcodes = {}
        # names of files by what they are called; the lines of each file that have breakpoints
        self.fncache, self.breaks = {}, {}
        for place in Breakpoint.bplist:
            self._remember(*place)

    def canonic(self, filename):
        """The one name of a file; a name in angle brackets is itself, and that of a module inside the interpreter."""
        if filename.startswith('<') and (filename.endswith('>') and len(filename) > 1 or '>/' in filename):
            return filename
        known = self.fncache.get(filename)
        if known is None:
            known = self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return known

    # ---- tracing on and off

    def reset(self):
        """Stop at the next event, whatever it is."""
        self.botframe = None
        self._stop_at(None, None)
        linecache.checkcache()

    def start_trace(self):
        """Have the events of this thread delivered."""
        sys.settrace(self.trace_dispatch)

    def stop_trace(self):
        """No more events."""
        sys.settrace(None)

    def disable_current_event(self):
        """For a backend that can switch one place off; tracing cannot."""

    def restart_events(self):
        """For a backend that can switch one place off; tracing cannot."""

    @contextmanager
    def set_enterframe(self, frame):
        """While one event is handled: the frame it came from."""
        self.enterframe = frame
        try:
            yield
        finally:
            self.enterframe = None

    # ---- events

    def trace_dispatch(self, frame, event, arg):
        """The trace function: hand the event to its `dispatch_` method; the trace function of the frame."""
        with self.set_enterframe(frame):
            if self.quitting:
                return None
            if event in _DISPATCHED:
                # a line alone has no argument
                details = (frame,) if event == 'line' else (frame, arg)
                return getattr(self, f'dispatch_{event}')(*details)
            if event not in _UNSEEN:
                print(f'bdb.Bdb.dispatch: unknown debugging event: {event!r}')
            return self.trace_dispatch

    def _ask(self, user_method, *details):
        """Let the user see a stop and answer: go on, or end the program."""
        user_method(*details)
        self.restart_events()
        if self.quitting:
            raise BdbQuit
        return self.trace_dispatch

    def dispatch_line(self, frame):
        """A new line: shown where the program stops or has a breakpoint, but not the line of the last command again."""
        again = self.cmdframe is frame and self.cmdlineno == frame.f_lineno
        if not again and (self.stop_here(frame) or self.break_here(frame)):
            return self._ask(self.user_line, frame)
        if not self.get_break(frame.f_code.co_filename, frame.f_lineno):
            self.disable_current_event()
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        """A function starts: traced only where it may stop inside."""
        first = self.botframe is None
        if first:
            # this is the code that the debugger runs, and who runs it is outside
            self.botframe = frame.f_back
        elif not (self.stop_here(frame) or self.break_anywhere(frame)):
            self.disable_current_event()
            return None
        # a generator that goes on is not called, when stepping over its caller
        if first or self.stopframe and _suspends(frame):
            return self.trace_dispatch
        return self._ask(self.user_call, frame, arg)

    def dispatch_return(self, frame, arg):
        """A function returns or suspends."""
        if self.stop_here(frame) or frame is self.returnframe:
            if self.stopframe and _suspends(frame):
                self._trace_caller(frame)
            else:
                self._show_return(frame, arg)
        return self.trace_dispatch

    def _show_return(self, frame, value):
        self.frame_returning = frame
        try:
            self._ask(self.user_return, frame, value)
        finally:
            self.frame_returning = None
        if self.stoplineno == -1:
            return
        if frame is self.stopframe:
            # the frame to stop in is over: its caller is as good
            self._stop_at(None, None)
        self._trace_caller(frame)

    def dispatch_exception(self, frame, arg):
        """An exception passes: not the StopIteration that ends a generator's own loop."""
        kind, _, traceback = arg
        if self.stop_here(frame):
            news = not (kind is StopIteration and traceback is None and _suspends(frame))
        else:
            # the generator that is stepped through ends, which shows in a frame below it
            waiting = self.stopframe
            news = (waiting and waiting is not frame and _suspends(waiting)
                    and kind in (StopIteration, GeneratorExit))
        return self._ask(self.user_exception, frame, arg) if news else self.trace_dispatch

    def dispatch_opcode(self, frame, arg):
        """One instruction, where `trace_opcodes` asks for them."""
        stops = self.stop_here(frame) or self.break_here(frame)
        return self._ask(self.user_opcode, frame) if stops else self.trace_dispatch

    # ---- where to stop

    def is_skipped_module(self, module_name):
        """Whether the name matches one of the `skip` patterns."""
        return module_name is not None and any(fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        """Whether the stepping in progress stops in the frame."""
        if self.skip and self.is_skipped_module(frame.f_globals.get('__name__')):
            return False
        if self.stopframe is None:
            return True
        return frame is self.stopframe and self.stoplineno != -1 and self.stoplineno <= frame.f_lineno

    def break_here(self, frame):
        """Whether a breakpoint takes effect where the frame is; a temporary one is then deleted."""
        filename, code = self.canonic(frame.f_code.co_filename), frame.f_code
        marked = self.breaks.get(filename, ())
        # a breakpoint of a function by its name is kept under the line of its `def`
        line = next((line for line in (frame.f_lineno, code.co_firstlineno) if line in marked), None)
        stopped_by, goes = (None, None) if line is None else effective(filename, line, frame)
        if stopped_by is None:
            return False
        self.currentbp = stopped_by.number
        if goes and stopped_by.temporary:
            self.do_clear(str(self.currentbp))
        return True

    def do_clear(self, arg):
        """Delete a temporary breakpoint; a subclass has to give this."""
        raise NotImplementedError('subclass of bdb must implement do_clear()')

    def break_anywhere(self, frame):
        """Whether a line of the frame's code has a breakpoint."""
        marked = self.breaks.get(self.canonic(frame.f_code.co_filename))
        if not marked:
            return False
        lines = {frame.f_code.co_firstlineno, *(line for _, _, line in frame.f_code.co_lines())}
        return not lines.isdisjoint(marked)

    # ---- what a subclass shows

    def user_call(self, frame, argument_list):
        """A function that may stop inside was called."""

    def user_line(self, frame):
        """The program stops at a line."""

    def user_return(self, frame, return_value):
        """The program stops at a return."""

    def user_exception(self, frame, exc_info):
        """The program stops at an exception."""

    def user_opcode(self, frame):
        """The program stops at an instruction."""

    # ---- how to go on

    def _stop_at(self, stopframe, returnframe, stoplineno=0, opcode=False, command_from=None):
        """Say what the next stop is; `command_from` is the frame whose present line is not to be shown again."""
        self.stopframe, self.returnframe, self.stoplineno = stopframe, returnframe, stoplineno
        self.cmdframe = command_from
        self.cmdlineno = command_from.f_lineno if command_from else None
        self.quitting = False
        if opcode != self.trace_opcodes:
            self.trace_opcodes = opcode
            for frame in _outwards(self.enterframe, self.botframe):
                frame.f_trace_opcodes = opcode

    def _trace_caller(self, frame):
        """A caller that was not traced so far is from now on; `botframe` is the debugger's own."""
        caller = frame.f_back
        if caller and not caller.f_trace and caller is not self.botframe:
            caller.f_trace = self.trace_dispatch

    def set_step(self):
        """Stop at the next line of any frame."""
        self._stop_at(None, None, command_from=self.enterframe)

    def set_stepinstr(self):
        """Stop at the next instruction."""
        self._stop_at(None, None, opcode=True)

    def set_next(self, frame):
        """Stop at the next line in or below the frame."""
        self._stop_at(frame, None, command_from=frame)

    def set_until(self, frame, lineno=None):
        """Stop at a greater line, or the given one or a later, or when the frame returns."""
        self._stop_at(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_return(self, frame):
        """Stop when the frame returns."""
        if _suspends(frame):
            # what returns may only suspend: wait for its end
            self._stop_at(frame, None, -1)
        else:
            self._stop_at(frame.f_back, frame)

    def set_trace(self, frame=None):
        """Start debugging from the frame, or the caller's."""
        start = frame or sys._getframe().f_back
        self.stop_trace()
        self.reset()
        with self.set_enterframe(start):
            self._trace_stack(start)
            self.set_stepinstr()
        self.start_trace()

    def _trace_stack(self, newest):
        """All frames below deliver their events here; the outermost is `botframe`."""
        for frame in _outwards(newest):
            self.frame_trace_lines_opcodes[frame] = frame.f_trace_lines, frame.f_trace_opcodes
            # another tracer may have switched lines off
            frame.f_trace, frame.f_trace_lines = self.trace_dispatch, True
            self.botframe = frame

    def set_continue(self):
        """Stop only at breakpoints; without any, stop tracing."""
        self._stop_at(self.botframe, None, -1)
        if not self.breaks:
            self.stop_trace()
            for frame in _outwards(sys._getframe().f_back, self.botframe):
                del frame.f_trace
            for frame, kept in self.frame_trace_lines_opcodes.items():
                frame.f_trace_lines, frame.f_trace_opcodes = kept
            self.frame_trace_lines_opcodes.clear()

    def set_quit(self):
        """End the program: BdbQuit is raised at the next event."""
        self.stop_trace()
        self.quitting = True
        self.stopframe, self.returnframe = self.botframe, None

    # ---- breakpoints; these methods answer with a text when they fail

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        """A new breakpoint, in the canonic file; running frames notice it too."""
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return f'Line {filename}:{lineno} does not exist'
        Breakpoint(filename, lineno, temporary, cond, funcname)
        self._remember(filename, lineno)
        for frame in filter(self.break_anywhere, _outwards(self.enterframe)):
            frame.f_trace = self.trace_dispatch
        return None

    def _remember(self, filename, lineno):
        """A line is a place to look at."""
        marked = self.breaks.setdefault(filename, [])
        if lineno not in marked:
            marked.append(lineno)

    def _delete(self, *breakpoints):
        """Delete breakpoints; a line without any more is no place to look at."""
        for breakpoint in breakpoints:
            breakpoint.deleteMe()
            file, line = breakpoint.file, breakpoint.line
            if (file, line) not in Breakpoint.bplist:
                self.breaks[file].remove(line)
                if not self.breaks[file]:
                    del self.breaks[file]

    def clear_bpbynumber(self, arg):
        """Delete the breakpoint of a number."""
        try:
            self._delete(self.get_bpbynumber(arg))
        except ValueError as error:
            return str(error)
        return None

    def clear_break(self, filename, lineno):
        """Delete the breakpoints of a line."""
        doomed = tuple(self.get_breaks(filename, lineno))
        self._delete(*doomed)
        if doomed:
            return None
        filename = self.canonic(filename)
        if filename in self.breaks:
            return f'There is no breakpoint at {filename}:{lineno}'
        return f'There are no breakpoints in {filename}'

    def clear_all_file_breaks(self, filename):
        """Delete the breakpoints of a file."""
        doomed = [breakpoint for line in self.get_file_breaks(filename) for breakpoint in self.get_breaks(filename, line)]
        self._delete(*doomed)
        return None if doomed else f'There are no breakpoints in {self.canonic(filename)}'

    def clear_all_breaks(self):
        """Delete all breakpoints."""
        if not self.breaks:
            return 'There are no breakpoints'
        self.breaks = {}
        for breakpoint in filter(None, Breakpoint.bpbynumber):
            breakpoint.deleteMe()
        return None

    def get_bpbynumber(self, arg):
        """The breakpoint of a number or its text; ValueError for one that is not."""
        if not arg:
            raise ValueError('Breakpoint number expected')
        try:
            number = int(arg)
        except ValueError:
            raise ValueError(f'Non-numeric breakpoint number {arg}') from None
        try:
            found = Breakpoint.bpbynumber[number]
        except IndexError:
            raise ValueError(f'Breakpoint number {number} out of range') from None
        if found is None:
            raise ValueError(f'Breakpoint {number} already deleted')
        return found

    def get_break(self, filename, lineno):
        """Whether a line has a breakpoint."""
        return lineno in self.get_file_breaks(filename)

    def get_breaks(self, filename, lineno):
        """The breakpoints of a line."""
        return Breakpoint.bplist[self.canonic(filename), lineno] if self.get_break(filename, lineno) else []

    def get_file_breaks(self, filename):
        """The lines of a file that have breakpoints."""
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        """All lines that have breakpoints, by file."""
        return self.breaks

    # ---- the stack

    def get_stack(self, f, t):
        """([(frame, line), ...] outermost first, index of the current one), of a frame and a traceback."""
        calls = list(_outwards(f, self.botframe))
        outermost = calls[-1].f_back if calls else f
        if outermost is not None:
            # `botframe` was met, and is shown too
            calls.append(outermost)
        if t and t.tb_frame is f:
            t = t.tb_next
        stack = [(frame, frame.f_lineno) for frame in reversed(calls)] + list(_places(t))
        # the frame itself is the current one, or where the exception was raised
        current = len(stack) if outermost is None else len(calls)
        return stack, max(0, current - 1)

    def format_stack_entry(self, frame_lineno, lprefix=': '):
        """One line about an entry: file, line, function, value being returned, source."""
        frame, lineno = frame_lineno
        variables, filename = frame.f_locals, self.canonic(frame.f_code.co_filename)
        text = f'{filename}({lineno!r}){frame.f_code.co_name or "<lambda>"}()'
        if '__return__' in variables:
            text += '->' + reprlib.repr(variables['__return__'])
        if lineno is None:
            source = 'Warning: lineno is None'
        else:
            source = linecache.getline(filename, lineno, frame.f_globals)
        return text + lprefix + source.strip() if source else text

    # ---- running code

    def runcall(self, func, /, *args, **kwds):
        """Debug one call; its value."""
        self.reset()
        self.start_trace()
        try:
            return func(*args, **kwds)
        except BdbQuit:
            return None
        finally:
            self.quitting = True
            self.stop_trace()

    def run(self, cmd, globals=None, locals=None):
        """Debug a statement: a text or code."""
        code = compile(cmd, '<string>', 'exec') if isinstance(cmd, str) else cmd
        self.runcall(exec, code, *_namespaces(globals, locals))

    def runctx(self, cmd, globals, locals):
        """`run`, with both namespaces given."""
        self.run(cmd, globals, locals)

    def runeval(self, expr, globals=None, locals=None):
        """Debug an expression; its value."""
        return self.runcall(eval, expr, *_namespaces(globals, locals))


def set_trace():
    """Start a Bdb in the caller."""
    Bdb().set_trace()


def _suspends(frame):
    """Whether the frame is a generator's or a coroutine's."""
    return frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS


def _outwards(frame, end=None):
    """The frame, its caller, the caller's caller: all up to `end`, which is not among them."""
    while frame is not None and frame is not end:
        yield frame
        frame = frame.f_back


def _places(traceback):
    """(frame, line) of each step of a traceback."""
    while traceback is not None:
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


def _namespaces(globals, locals):
    """What code runs in: `__main__` where nothing is given."""
    if globals is None:
        globals = vars(sys.modules['__main__'])
    return globals, globals if locals is None else locals
