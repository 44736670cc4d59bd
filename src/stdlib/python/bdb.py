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


class BdbQuit(Exception):
    """Raised in the program to end it when the user quits."""


def _suspends(frame):
    """Whether the frame is a generator's or a coroutine's."""
    return frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS


class Bdb:
    """A debugger without a user interface."""

    def __init__(self, skip=None, backend='settrace'):
        if backend not in ('settrace', 'monitoring'):
            raise ValueError(f"Invalid backend '{backend}'")
        self.backend = backend
        self.skip = set(skip) if skip else None
        self.breaks = {}
        self.fncache = {}
        # trace settings of frames, to be given back
        self.frame_trace_lines_opcodes = {}
        self.frame_returning = None
        self.trace_opcodes = False
        self.enterframe = None
        self.cmdframe, self.cmdlineno = None, None
        for file, line in Breakpoint.bplist:
            self._remember(file, line)

    def canonic(self, filename):
        """The one name of a file; a name in angle brackets is itself, and that of a module inside the interpreter."""
        if filename.startswith('<') and (filename.endswith('>') and len(filename) > 1 or '>/' in filename):
            return filename
        known = self.fncache.get(filename)
        if known is None:
            known = self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return known

    def reset(self):
        """Stop at the next event, whatever it is."""
        linecache.checkcache()
        self.botframe = None
        self._stop_at(None, None)

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
            if event == 'line':
                return self.dispatch_line(frame)
            if event in ('call', 'return', 'exception', 'opcode'):
                return getattr(self, 'dispatch_' + event)(frame, arg)
            if event not in ('c_call', 'c_exception', 'c_return'):
                print('bdb.Bdb.dispatch: unknown debugging event:', repr(event))
            return self.trace_dispatch

    def _after_user(self):
        """The user has answered: go on, or end the program."""
        self.restart_events()
        if self.quitting:
            raise BdbQuit
        return self.trace_dispatch

    def dispatch_line(self, frame):
        """A new line: shown where the program stops or has a breakpoint, but not the line of the last command again."""
        again = self.cmdframe is frame and self.cmdlineno == frame.f_lineno
        if not again and (self.stop_here(frame) or self.break_here(frame)):
            self.user_line(frame)
            return self._after_user()
        if not self.get_break(frame.f_code.co_filename, frame.f_lineno):
            self.disable_current_event()
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        """A function starts: traced only where it may stop inside."""
        if self.botframe is None:
            # the first call: the code that the debugger runs
            self.botframe = frame.f_back
            return self.trace_dispatch
        if not (self.stop_here(frame) or self.break_anywhere(frame)):
            self.disable_current_event()
            return None
        if self.stopframe and _suspends(frame):
            # a generator that goes on is not a call
            return self.trace_dispatch
        self.user_call(frame, arg)
        return self._after_user()

    def dispatch_return(self, frame, arg):
        """A function returns or suspends."""
        if not (self.stop_here(frame) or frame == self.returnframe):
            return self.trace_dispatch
        if self.stopframe and _suspends(frame):
            self._trace_caller(frame)
            return self.trace_dispatch
        try:
            self.frame_returning = frame
            self.user_return(frame, arg)
            self.restart_events()
        finally:
            self.frame_returning = None
        if self.quitting:
            raise BdbQuit
        if self.stopframe is frame and self.stoplineno != -1:
            # the frame to stop in is over: stop in its caller
            self._stop_at(None, None)
        if self.stoplineno != -1:
            self._trace_caller(frame)
        return self.trace_dispatch

    def dispatch_exception(self, frame, arg):
        """An exception passes: not the StopIteration that ends a generator's own loop."""
        if self.stop_here(frame):
            if _suspends(frame) and arg[0] is StopIteration and arg[2] is None:
                return self.trace_dispatch
        elif not (self.stopframe and frame is not self.stopframe and _suspends(self.stopframe)
                  and arg[0] in (StopIteration, GeneratorExit)):
            return self.trace_dispatch
        self.user_exception(frame, arg)
        return self._after_user()

    def dispatch_opcode(self, frame, arg):
        """One instruction, where `trace_opcodes` asks for them."""
        if self.stop_here(frame) or self.break_here(frame):
            self.user_opcode(frame)
            return self._after_user()
        return self.trace_dispatch

    # ---- where to stop

    def is_skipped_module(self, module_name):
        """Whether the name matches one of the `skip` patterns."""
        return module_name is not None and any(fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        """Whether the stepping in progress stops in the frame."""
        if self.skip and self.is_skipped_module(frame.f_globals.get('__name__')):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        return not self.stopframe

    def break_here(self, frame):
        """Whether a breakpoint takes effect where the frame is; a temporary one is then deleted."""
        filename = self.canonic(frame.f_code.co_filename)
        lines = self.breaks.get(filename)
        if lines is None:
            return False
        line = frame.f_lineno
        if line not in lines:
            # a breakpoint of the function by its name is kept under its first line
            line = frame.f_code.co_firstlineno
            if line not in lines:
                return False
        found, delete = effective(filename, line, frame)
        if not found:
            return False
        self.currentbp = found.number
        if delete and found.temporary:
            self.do_clear(str(found.number))
        return True

    def do_clear(self, arg):
        """Delete a temporary breakpoint; a subclass has to give this."""
        raise NotImplementedError('subclass of bdb must implement do_clear()')

    def break_anywhere(self, frame):
        """Whether a line of the frame's code has a breakpoint."""
        lines = self.breaks.get(self.canonic(frame.f_code.co_filename), ())
        own = {line for _, _, line in frame.f_code.co_lines()} if lines else ()
        return any(line in own or line == frame.f_code.co_firstlineno for line in lines)

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

    def _stop_at(self, stopframe, returnframe, stoplineno=0, opcode=False, cmdframe=None, cmdlineno=None):
        self.stopframe, self.returnframe, self.stoplineno = stopframe, returnframe, stoplineno
        self.quitting = False
        self.cmdframe, self.cmdlineno = cmdframe, cmdlineno
        if opcode != self.trace_opcodes:
            self.trace_opcodes = opcode
            frame = self.enterframe
            while frame and frame is not self.botframe:
                frame.f_trace_opcodes = opcode
                frame = frame.f_back

    def _trace_caller(self, frame):
        """A caller that was not traced so far is from now on; `botframe` is the debugger's own."""
        caller = frame.f_back
        if caller and not caller.f_trace and caller is not self.botframe:
            caller.f_trace = self.trace_dispatch

    def set_until(self, frame, lineno=None):
        """Stop at a greater line, or the given one or a later, or when the frame returns."""
        self._stop_at(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_step(self):
        """Stop at the next line of any frame."""
        frame = self.enterframe
        self._stop_at(None, None, cmdframe=frame, cmdlineno=frame.f_lineno if frame else None)

    def set_stepinstr(self):
        """Stop at the next instruction."""
        self._stop_at(None, None, opcode=True)

    def set_next(self, frame):
        """Stop at the next line in or below the frame."""
        self._stop_at(frame, None, cmdframe=frame, cmdlineno=frame.f_lineno)

    def set_return(self, frame):
        """Stop when the frame returns."""
        if _suspends(frame):
            self._stop_at(frame, None, -1)
        else:
            self._stop_at(frame.f_back, frame)

    def set_trace(self, frame=None):
        """Start debugging from the frame, or the caller's."""
        self.stop_trace()
        frame = frame or sys._getframe().f_back
        self.reset()
        with self.set_enterframe(frame):
            self._trace_stack(frame)
            self.set_stepinstr()
            self.enterframe = None
        self.start_trace()

    def _trace_stack(self, frame):
        """All frames below deliver their events here; the outermost is `botframe`."""
        while frame:
            frame.f_trace = self.trace_dispatch
            self.botframe = frame
            self.frame_trace_lines_opcodes[frame] = frame.f_trace_lines, frame.f_trace_opcodes
            # a tracer may have switched lines off
            frame.f_trace_lines = True
            frame = frame.f_back

    def set_continue(self):
        """Stop only at breakpoints; without any, stop tracing."""
        self._stop_at(self.botframe, None, -1)
        if self.breaks:
            return
        self.stop_trace()
        frame = sys._getframe().f_back
        while frame and frame is not self.botframe:
            del frame.f_trace
            frame = frame.f_back
        for frame, (lines, opcodes) in self.frame_trace_lines_opcodes.items():
            frame.f_trace_lines, frame.f_trace_opcodes = lines, opcodes
        self.frame_trace_lines_opcodes = {}

    def set_quit(self):
        """End the program: BdbQuit is raised at the next event."""
        self.stopframe, self.returnframe = self.botframe, None
        self.quitting = True
        self.stop_trace()

    # ---- breakpoints; these methods answer with a text when they fail

    def _remember(self, filename, lineno):
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        """A new breakpoint, in the canonic file; running frames notice it too."""
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return f'Line {filename}:{lineno} does not exist'
        self._remember(filename, lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)
        frame = self.enterframe
        while frame:
            if self.break_anywhere(frame):
                frame.f_trace = self.trace_dispatch
            frame = frame.f_back
        return None

    def _forget(self, filename, lineno):
        """After a deletion: a place without breakpoints is no place to look at."""
        if (filename, lineno) not in Breakpoint.bplist:
            self.breaks[filename].remove(lineno)
        if not self.breaks[filename]:
            del self.breaks[filename]

    def clear_break(self, filename, lineno):
        """Delete the breakpoints of a line."""
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f'There are no breakpoints in {filename}'
        if lineno not in self.breaks[filename]:
            return f'There is no breakpoint at {filename}:{lineno}'
        for breakpoint in Breakpoint.bplist[filename, lineno][:]:
            breakpoint.deleteMe()
        self._forget(filename, lineno)
        return None

    def clear_bpbynumber(self, arg):
        """Delete the breakpoint of a number."""
        try:
            breakpoint = self.get_bpbynumber(arg)
        except ValueError as error:
            return str(error)
        breakpoint.deleteMe()
        self._forget(breakpoint.file, breakpoint.line)
        return None

    def clear_all_file_breaks(self, filename):
        """Delete the breakpoints of a file."""
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f'There are no breakpoints in {filename}'
        for line in self.breaks.pop(filename):
            for breakpoint in Breakpoint.bplist[filename, line][:]:
                breakpoint.deleteMe()
        return None

    def clear_all_breaks(self):
        """Delete all breakpoints."""
        if not self.breaks:
            return 'There are no breakpoints'
        for breakpoint in Breakpoint.bpbynumber:
            if breakpoint:
                breakpoint.deleteMe()
        self.breaks = {}
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
        filename = self.canonic(filename)
        return filename in self.breaks and lineno in self.breaks[filename]

    def get_breaks(self, filename, lineno):
        """The breakpoints of a line."""
        filename = self.canonic(filename)
        return Breakpoint.bplist[filename, lineno] or [] if self.get_break(filename, lineno) else []

    def get_file_breaks(self, filename):
        """The lines of a file that have breakpoints."""
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        """All lines that have breakpoints, by file."""
        return self.breaks

    # ---- the stack

    def get_stack(self, f, t):
        """([(frame, line), ...] outermost first, index of the current one), of a frame and a traceback."""
        stack = []
        if t and t.tb_frame is f:
            t = t.tb_next
        while f is not None:
            stack.append((f, f.f_lineno))
            if f is self.botframe:
                break
            f = f.f_back
        stack.reverse()
        index = max(0, len(stack) - 1)
        while t is not None:
            stack.append((t.tb_frame, t.tb_lineno))
            t = t.tb_next
        return stack, max(0, len(stack) - 1) if f is None else index

    def format_stack_entry(self, frame_lineno, lprefix=': '):
        """One line about an entry: file, line, function, value being returned, source."""
        frame, lineno = frame_lineno
        filename = self.canonic(frame.f_code.co_filename)
        text = f'{filename}({lineno!r}){frame.f_code.co_name or "<lambda>"}()'
        if '__return__' in frame.f_locals:
            text += f"->{reprlib.repr(frame.f_locals['__return__'])}"
        if lineno is None:
            return f'{text}{lprefix}Warning: lineno is None'
        line = linecache.getline(filename, lineno, frame.f_globals)
        return f'{text}{lprefix}{line.strip()}' if line else text

    # ---- running code

    def run(self, cmd, globals=None, locals=None):
        """Debug a statement: a text or code."""
        globals, locals = _namespaces(globals, locals)
        self.reset()
        if isinstance(cmd, str):
            cmd = compile(cmd, '<string>', 'exec')
        self.start_trace()
        try:
            exec(cmd, globals, locals)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            self.stop_trace()

    def runeval(self, expr, globals=None, locals=None):
        """Debug an expression; its value."""
        globals, locals = _namespaces(globals, locals)
        self.reset()
        self.start_trace()
        try:
            return eval(expr, globals, locals)
        except BdbQuit:
            return None
        finally:
            self.quitting = True
            self.stop_trace()

    def runctx(self, cmd, globals, locals):
        """`run`, with both namespaces given."""
        self.run(cmd, globals, locals)

    def runcall(self, func, /, *args, **kwds):
        """Debug one call; its value."""
        self.reset()
        self.start_trace()
        result = None
        try:
            result = func(*args, **kwds)
        except BdbQuit:
            pass
        finally:
            self.quitting = True
            self.stop_trace()
        return result


def _namespaces(globals, locals):
    """What code runs in: `__main__` where nothing is given."""
    if globals is None:
        import __main__
        globals = __main__.__dict__
    return globals, globals if locals is None else locals


def set_trace():
    """Start a Bdb in the caller."""
    Bdb().set_trace()


class Breakpoint:
    """A place to stop: under which condition, after how many hits, how often it was hit.

    `bplist` has the breakpoints of each (file, line), `bpbynumber` each by its number, None where deleted.
    """

    next = 1
    bplist = {}
    bpbynumber = [None]

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.funcname = funcname
        # the first line that stopped in the function, for a breakpoint by name
        self.func_first_executable_line = None
        self.file = file
        self.line = line
        self.temporary = temporary
        self.cond = cond
        self.enabled = True
        self.ignore = 0
        self.hits = 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        """Forget all breakpoints and start from number 1."""
        Breakpoint.next = 1
        Breakpoint.bplist = {}
        Breakpoint.bpbynumber = [None]

    def deleteMe(self):
        """Forget this one; its number is not used again."""
        place = self.file, self.line
        self.bpbynumber[self.number] = None
        self.bplist[place].remove(self)
        if not self.bplist[place]:
            del self.bplist[place]

    def enable(self):
        """Take effect."""
        self.enabled = True

    def disable(self):
        """Take no effect, but stay."""
        self.enabled = False

    def bpprint(self, out=None):
        """Print `bpformat`."""
        print(self.bpformat(), file=sys.stdout if out is None else out)

    def bpformat(self):
        """The row of the table of breakpoints, and a line for each thing more to say."""
        shown = ('del  ' if self.temporary else 'keep ') + ('yes  ' if self.enabled else 'no   ')
        lines = ['%-4dbreakpoint   %s at %s:%d' % (self.number, shown, self.file, self.line)]
        if self.cond:
            lines.append(f'\tstop only if {self.cond}')
        if self.ignore:
            lines.append(f'\tignore next {self.ignore} hits')
        if self.hits:
            lines.append(f"\tbreakpoint already hit {self.hits} time{'s' if self.hits > 1 else ''}")
        return '\n'.join(lines)

    def __str__(self):
        return f'breakpoint {self.number} at {self.file}:{self.line}'


def checkfuncname(b, frame):
    """Whether the frame is where the breakpoint means: its line, or the first line run in its function."""
    if not b.funcname:
        return b.line == frame.f_lineno
    if frame.f_code.co_name != b.funcname:
        return False
    if not b.func_first_executable_line:
        b.func_first_executable_line = frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def effective(file, line, frame):
    """(breakpoint, whether a temporary one goes) that stops the program here, or (None, None)."""
    for b in Breakpoint.bplist[file, line]:
        if not b.enabled or not checkfuncname(b, frame):
            continue
        b.hits += 1
        if b.cond:
            try:
                if not eval(b.cond, frame.f_globals, frame.f_locals):
                    continue
            except BaseException:
                # a condition that fails stops the program, and the breakpoint stays
                return b, False
        if b.ignore > 0:
            b.ignore -= 1
            continue
        return b, True
    return None, None
