"""The debugger: it stops a program, shows where it is, and runs commands and statements there.

`python -m pdb script` debugs a script; `breakpoint()` stops the program that calls it; `pdb.run(text)`
debugs a text; `pdb.pm()` and `pdb.post_mortem()` look at an exception that has ended a program.

At the prompt an empty line repeats the last command, and what is no command is a Python statement (one that
looks like a command is written after `!`). `;;` separates two commands. Names like `$_frame`, `$_retval` and
`$_exception` are the debugger's own variables. Commands in `.pdbrc`, in the home folder and the current one,
run when a debugger starts.
"""
# Contract: `Pdb` joins the machinery of `bdb` with the loop of `cmd`; the commands that show things are in
# `_pdb_show`, those about breakpoints in `_pdb_breaks`, what happens to a line in `_pdb_lines`, the arguments and help
# of commands in `_pdb_usage`, the command `-m pdb` in `_pdb_target`.
import bdb
import cmd
import itertools
import os
import shlex
import signal
import sys
import traceback

from _pdb_breaks import BreakCommands, find_first_executable_line, find_function  # noqa: F401
from _pdb_lines import CONVENIENCE, LineCommands
from _pdb_show import ShowCommands
from _pdb_usage import Errand, bare, with_argument

__all__ = ['run', 'pm', 'Pdb', 'runeval', 'runctx', 'runcall', 'set_trace', 'post_mortem', 'set_default_backend',
           'get_default_backend', 'help']

line_prefix = '\n-> '
_default_backend = 'settrace'

_NOT_RESTARTED_HERE = '''\
run/restart command is disabled when pdb is running in inline mode.
Use the command line interface to enable restarting your program
e.g. "python -m pdb myscript.py"'''


class Restart(Exception):
    """The user wants the program from its start."""


def set_default_backend(backend):
    """Choose the backend of debuggers made from now on: 'settrace' or 'monitoring'."""
    global _default_backend
    if backend not in ('settrace', 'monitoring'):
        raise ValueError(f'Invalid backend: {backend}')
    _default_backend = backend


def get_default_backend():
    """The backend of debuggers that do not say theirs."""
    return _default_backend


def lasti2lineno(code, lasti):
    """The line of an instruction; 0 where there is none."""
    line = 0
    for start, end, number in code.co_lines():
        if start <= lasti < end:
            line = number or 0
    return line


class Pdb(ShowCommands, BreakCommands, LineCommands, bdb.Bdb, cmd.Cmd):
    """A debugger with a prompt."""

    prompt = '(Pdb) '
    MAX_CHAINED_EXCEPTION_DEPTH = 999
    commands_resuming = ['do_continue', 'do_step', 'do_next', 'do_return', 'do_until', 'do_quit', 'do_jump']
    # the debugger that has stopped this process before, and what control-C did before one let the program go on
    _last_pdb_instance = _sigint_before = None
    # when each file was last changed, to warn about a change during the debugging
    _file_times = {}

    def __init__(self, completekey='tab', stdin=None, stdout=None, skip=None, nosigint=False, readrc=True, mode=None,
                 backend=None, colorize=False):
        sys.audit('pdb.Pdb')
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        bdb.Bdb.__init__(self, skip, backend or get_default_backend())
        if stdout:
            self.use_rawinput = 0
        self.mode, self.colorize, self.nosigint = mode, colorize, nosigint
        # the program: its file, whether that is still to be reached, whether the user has had enough of it
        self.mainpyfile = ''
        self._wait_for_mainpyfile = self._user_requested_quit = False
        # what the user has asked for: names of commands, expressions of each frame, commands of each breakpoint
        self.aliases, self.displaying, self.commands = {}, {}, {}
        # whether lines are commands of a breakpoint just now, and of which
        self.commands_defining, self.commands_bnum = False, None
        self.allow_kbdint = False
        # the line where an exception passed each frame, and the exceptions that led to it
        self.tb_lineno = {}
        self._chained_exceptions, self._chained_exception_index = (), 0
        self.rcLines = _start_lines() if readrc else []
        self._status = Errand(self._show_status)
        self.forget()

    # ---- starting and stopping

    def set_trace(self, frame=None, *, commands=None):
        """Stop in the frame, or the caller's, now; commands run first."""
        frame = frame or sys._getframe().f_back
        Pdb._last_pdb_instance = self
        if self.stack:
            # a statement at the prompt has come here: the user is asked already
            return
        self.rcLines.extend(commands or ())
        self.stop_trace()
        self.reset()
        # the prompt is shown from here, since the caller is at this line; tracing goes on from its next one
        with self.set_enterframe(frame):
            self._trace_stack(frame)
            self.set_step()
            self.user_line(frame)
        if self.quitting:
            raise bdb.BdbQuit
        if self.breaks or self.stoplineno != -1 or self.stopframe is not self.botframe:
            self.start_trace()

    def sigint_handler(self, signum, frame):
        """Control-C while the program runs: stop there; at the prompt: give up the command."""
        if not self.allow_kbdint:
            self.message("\nProgram interrupted. (Use 'cont' to resume).")
            self.set_step()
            self.set_trace(frame)
        else:
            raise KeyboardInterrupt

    def _set_sigint(self, handler):
        """Choose what control-C does; what it did, None in a thread that has no say in it."""
        try:
            return signal.signal(signal.SIGINT, handler)
        except ValueError:
            return None

    def reset(self):
        """Stop at the next event and know no stack."""
        super().reset()
        self.forget()

    def forget(self):
        """Know no stack."""
        self.stack, self.curindex, self.curframe = [], 0, None
        # the last line that `list` has shown
        self.lineno = None
        self.tb_lineno.clear()

    @property
    def curframe_locals(self):
        return self.curframe.f_locals if self.curframe else {}

    def setup(self, f, tb):
        """Take the stack of a frame and a traceback; its newest entry becomes the current one."""
        self.forget()
        self.stack, self.curindex = self.get_stack(f, tb)
        while tb:
            # where the exception passed, which may not be where the frame is now
            self.tb_lineno[tb.tb_frame] = lasti2lineno(tb.tb_frame.f_code, tb.tb_lasti) or tb.tb_lineno
            tb = tb.tb_next
        here = self.curframe = self.stack[self.curindex][0]
        self.set_convenience_variable(here, '_frame', here)
        if self._chained_exceptions:
            error = self._chained_exceptions[self._chained_exception_index]
            self.set_convenience_variable(here, '_exception', error)
        self._note_file_times(here)
        lines, self.rcLines = map(str.strip, self.rcLines), []
        self.cmdqueue += [line for line in lines if line and line[0] != '#']

    # ---- stops

    def user_call(self, frame, argument_list):
        """A function that may stop inside was called."""
        if not self._wait_for_mainpyfile and self.stop_here(frame):
            self._stop(frame, headline='--Call--')

    def user_line(self, frame):
        """The program stops at a line."""
        if self._wait_for_mainpyfile:
            self._wait_for_mainpyfile = self.mainpyfile != self.canonic(frame.f_code.co_filename)
        if not self._wait_for_mainpyfile:
            self.bp_commands(frame)
            self._stop(frame)

    user_opcode = user_line

    def user_return(self, frame, return_value):
        """The program stops at a return."""
        if not self._wait_for_mainpyfile:
            frame.f_locals['__return__'] = return_value
            self.set_convenience_variable(frame, '_retval', return_value)
            self._stop(frame, headline='--Return--')

    def user_exception(self, frame, exc_info):
        """The program stops at an exception."""
        if not self._wait_for_mainpyfile:
            kind, error, tb = exc_info
            frame.f_locals['__exception__'] = kind, error
            # a loop's own StopIteration has no traceback
            prefix = 'Internal ' if kind is StopIteration and tb is None else ''
            self._stop(frame, tb, prefix + self._format_exc(error))

    def _stop(self, frame, tb=None, headline=None):
        """Say why the program has stopped, and ask the user."""
        if headline:
            self.message(headline)
        self.interaction(frame, tb)

    def interaction(self, frame, tb_or_exc):
        """Read commands about a frame or an exception until one of them lets the program go on."""
        if Pdb._sigint_before:
            self._set_sigint(Pdb._sigint_before)
            Pdb._sigint_before = None
        tb = tb_or_exc
        if isinstance(tb_or_exc, BaseException):
            tb = tb_or_exc.__traceback__
            self._chained_exceptions = self._chain_of(tb_or_exc)
            self._chained_exception_index = len(self._chained_exceptions) - 1
        self.setup(frame, tb)
        # the place is printed before the first prompt, and not at all when queued commands go on by themselves
        self.cmdqueue.append(self._status)
        try:
            self._loop()
        finally:
            # also where the user ends or restarts the program, which is an exception
            self._hide_status()
            self._chained_exceptions, self._chained_exception_index = (), 0
            self.forget()

    def _chain_of(self, error):
        """An exception and those that led to it, oldest first."""
        most = self.MAX_CHAINED_EXCEPTION_DEPTH
        chain = list(itertools.islice(_causes(error), most))
        if len(chain) == most:
            self.message(f'More than {most} chained exceptions found, not all exceptions will be browsable with '
                         '`exceptions`.')
        return tuple(reversed(chain))

    def _loop(self):
        """The command loop; control-C starts it again."""
        again = True
        while again:
            try:
                self.allow_kbdint = True
                self.cmdloop()
                self.allow_kbdint = again = False
            except KeyboardInterrupt:
                self.message('--KeyboardInterrupt--')

    def _show_status(self):
        """Before the first prompt of a stop: where it is."""
        self.print_stack_trace(0)
        self._warn_of_change()
        self._show_display()

    def _hide_status(self):
        self.cmdqueue = [line for line in self.cmdqueue if line is not self._status]

    def _note_file_times(self, frame):
        """Remember when the files of the stack were changed, once."""
        while frame:
            name = frame.f_code.co_filename
            if name not in self._file_times and (changed := _time_of(name)) is not None:
                self._file_times[name] = changed
            frame = frame.f_back

    def _warn_of_change(self):
        name = self.curframe.f_code.co_filename
        changed = _time_of(name)
        if changed is not None and self._file_times.get(name, changed) != changed:
            self._file_times[name] = changed
            self.message(f"*** WARNING: file '{name}' was edited, running stale code until the program is rerun")

    # ---- messages

    def message(self, msg, end='\n'):
        """Print for the user."""
        print(msg, end=end, file=self.stdout)

    def error(self, msg):
        """Print an error for the user."""
        self.message(f'*** {msg}')

    def _format_exc(self, error):
        return traceback.format_exception_only(error)[-1].strip()

    def _error_exc(self):
        self.error(self._format_exc(sys.exception()))

    def _number(self, text, complaint):
        """The number that a text is; None, and the complaint is printed, when it is none."""
        try:
            return int(text)
        except ValueError:
            self.error(complaint)
            return None

    def _reply(self, question):
        """The user's reply in lower case; None at the end of the input."""
        try:
            return input(question).strip().lower()
        except EOFError:
            return None

    # ---- one line

    def set_convenience_variable(self, frame, name, value):
        """Give a `$name` a value, in the globals of the frame."""
        frame.f_globals.setdefault(CONVENIENCE, {})[name] = value

    def onecmd(self, line):
        """Run a line, or take it as a command of a breakpoint."""
        if isinstance(line, Errand):
            return line.action()
        return self.handle_command_def(line) if self.commands_defining else super().onecmd(line)

    # ---- going on: a command that answers with 1 ends the prompt

    @bare
    def do_step(self):
        """s(tep)

        Go on to the next line, in a called function too.
        """
        self.set_step()
        return 1

    do_s = do_step

    @bare
    def do_next(self):
        """n(ext)

        Go on to the next line of this function, or its return.
        """
        self.set_next(self.curframe)
        return 1

    do_n = do_next

    def do_until(self, arg):
        """unt(il) [lineno]

        Go on to a line below this one (out of a loop), or to the line with
        the number or one below it. The return of the function stops too.
        """
        line = None
        if arg:
            line = self._number(arg, f'Error in argument: {arg!r}')
            if line is None:
                return None
            if line <= self.curframe.f_lineno:
                self.error('"until" line number is smaller than current line number')
                return None
        self.set_until(self.curframe, line)
        return 1

    do_unt = do_until

    @bare
    def do_return(self):
        """r(eturn)

        Go on to the return of this function.
        """
        self.set_return(self.curframe)
        return 1

    do_r = do_return

    @bare
    def do_continue(self):
        """c(ont(inue))

        Go on to the next breakpoint.
        """
        if not self.nosigint:
            Pdb._sigint_before = self._set_sigint(self.sigint_handler) or Pdb._sigint_before
        self.set_continue()
        return 1

    do_c = do_cont = do_continue

    @with_argument
    def do_jump(self, arg):
        """j(ump) lineno

        Let the line with the number be the next to run, in the newest frame.
        """
        if self.curindex != len(self.stack) - 1:
            self.error('You can only jump within the bottom frame')
        elif (line := self._number(arg, "The 'jump' command requires a line number")) is not None:
            try:
                self.curframe.f_lineno = line
            except ValueError as error:
                self.error(f'Jump failed: {error}')
            else:
                entry = self.stack[self.curindex] = self.curframe, line
                self.print_stack_entry(entry)

    do_j = do_jump

    def do_run(self, arg):
        """run [args...]

        Start the program again, with the arguments where there are some;
        breakpoints stay. 'restart' is another name.
        """
        if self.mode == 'inline':
            self.error(_NOT_RESTARTED_HERE)
            return
        try:
            words = shlex.split(arg)
        except ValueError as error:
            self.error(f'Cannot run {arg}: {error}')
            return
        if words:
            sys.argv = [sys.argv[0], *words]
        raise Restart

    do_restart = do_run

    @with_argument
    def do_debug(self, arg):
        """debug code

        Step through a statement in a debugger of its own.
        """
        self.stop_trace()
        inner = Pdb(self.completekey, self.stdin, self.stdout)
        inner.prompt, inner.use_rawinput = f'({self.prompt.strip()}) ', self.use_rawinput
        self.message('ENTERING RECURSIVE DEBUGGER')
        try:
            # the inner debugger needs events, which stop while a trace function runs
            sys.call_tracing(inner.run, (arg, self.curframe.f_globals, self.curframe.f_locals))
        except Exception:
            self._error_exc()
        self.message('LEAVING RECURSIVE DEBUGGER')
        self.lastcmd = inner.lastcmd
        self.start_trace()

    def do_quit(self, arg):
        """q(uit) | exit

        End the program.
        """
        if self.mode == 'inline' and not hasattr(sys, 'ps1'):
            return self._end_process()
        self._user_requested_quit = True
        self.set_quit()
        return 1

    do_q = do_exit = do_quit

    def _end_process(self):
        """End a process that has called the debugger, unless the user takes it back."""
        while (reply := self._reply('Quitting pdb will kill the process. Quit anyway? [y/n] ')) != 'n':
            if reply is None:
                self.message('')
            if reply in ('y', '', None):
                sys.exit(1)

    def do_EOF(self, arg):
        """EOF

        The end of the input: as quit.
        """
        self.message('')
        return self.do_quit(arg)

    # ---- a whole program

    def _run(self, target):
        """Debug a target in a new `__main__`, up to its end."""
        self._wait_for_mainpyfile, self._user_requested_quit = True, False
        self.mainpyfile = self.canonic(target.filename)
        self._file_times.clear()
        names = vars(sys.modules['__main__'])
        names.clear()
        names.update(target.names)
        self.run(target.read(), names)


def _start_lines():
    """The lines of the start files: the home folder's, then the current folder's."""
    # the same file twice is read once
    paths = dict.fromkeys(os.path.realpath(os.path.expanduser(name)) for name in ('~/.pdbrc', '.pdbrc'))
    lines = []
    for path in paths:
        try:
            with open(path, encoding='utf-8') as file:
                lines += file
        except OSError:
            pass
    return lines


def _time_of(name):
    """When a file was last changed; None for what is not there."""
    try:
        return os.path.getmtime(name)
    except Exception:
        return None


def _causes(error):
    """An exception, the one that led to it, and so on, as a traceback shows them, each once."""
    seen = []
    while error is not None and error not in seen:
        yield error
        seen.append(error)
        explicit = error.__cause__ is not None or error.__suppress_context__
        error = error.__cause__ if explicit else error.__context__


def run(statement, globals=None, locals=None):
    """Debug a statement: a text or code."""
    Pdb().run(statement, globals, locals)


def runctx(statement, globals, locals):
    """`run`, with both namespaces given."""
    Pdb().run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    """Debug an expression; its value."""
    return Pdb().runeval(expression, globals, locals)


def runcall(*args, **kwds):
    """Debug a call of the first argument with the others; its value."""
    return Pdb().runcall(*args, **kwds)


def set_trace(*, header=None, commands=None):
    """Stop the caller here and prompt; `header` is printed before, `commands` run first."""
    debugger = Pdb._last_pdb_instance or Pdb(mode='inline')
    if header is not None:
        debugger.message(header)
    debugger.set_trace(sys._getframe().f_back, commands=commands)


def post_mortem(t=None):
    """Look at an exception, or a traceback, or the exception being handled."""
    t = sys.exception() if t is None else t
    if t is None or isinstance(t, BaseException) and t.__traceback__ is None:
        raise ValueError('A valid traceback must be passed if no exception is being handled')
    debugger = Pdb()
    debugger.reset()
    debugger.interaction(None, t)


def pm():
    """Look at the exception that the prompt has shown last."""
    post_mortem(sys.last_exc)


def help():
    """Show what the debugger is and all its commands."""
    texts = {}
    for name in dir(Pdb):
        method = getattr(Pdb, name)
        if name.startswith('do_') and method.__doc__ and name != 'do_EOF':
            # one text for a command and its short names
            texts[method.__name__] = method.__doc__
    texts['exec'] = Pdb.help_exec.__doc__
    print(__doc__.strip())
    for text in texts.values():
        print('\n' + text.replace('\n        ', '\n').rstrip())


def main():
    """The command: debug a script or a module, again and again until the user quits."""
    import _pdb_target
    _pdb_target.main(Pdb, Restart)


if __name__ == '__main__':
    # the debugger lives in a module that keeps its names when `__main__` becomes the program's
    import pdb
    pdb.main()
