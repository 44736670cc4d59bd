"""The debugger: it stops a program, shows where it is, and runs commands and statements there.

`python -m pdb script` debugs a script; `breakpoint()` stops the program that calls it; `pdb.run(text)`
debugs a text; `pdb.pm()` and `pdb.post_mortem()` look at an exception that has ended a program.

At the prompt an empty line repeats the last command, and what is no command is a Python statement (one that
looks like a command is written after `!`). `;;` separates two commands. Names like `$_frame`, `$_retval` and
`$_exception` are the debugger's own variables. Commands in `.pdbrc`, in the home folder and the current one,
run when a debugger starts.
"""
# Contract: `Pdb` joins the machinery of `bdb` with the loop of `cmd`; the commands that show things are in
# `_pdb_show`, those about breakpoints in `_pdb_breaks`, what happens to a line in `_pdb_lines`, the command `-m pdb`
# in `_pdb_target`.
import bdb
import cmd
import os
import shlex
import signal
import sys
import traceback

from _pdb_breaks import BreakCommands, find_first_executable_line, find_function  # noqa: F401
from _pdb_lines import CONVENIENCE, LineCommands
from _pdb_show import ShowCommands

__all__ = ['run', 'pm', 'Pdb', 'runeval', 'runctx', 'runcall', 'set_trace', 'post_mortem', 'set_default_backend',
           'get_default_backend', 'help']

line_prefix = '\n-> '
_default_backend = 'settrace'


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
    _previous_sigint_handler = None
    _last_pdb_instance = None
    # when each file was last changed, to warn about a change during the debugging
    _file_mtime_table = {}
    commands_resuming = ['do_continue', 'do_step', 'do_next', 'do_return', 'do_until', 'do_quit', 'do_jump']

    def __init__(self, completekey='tab', stdin=None, stdout=None, skip=None, nosigint=False, readrc=True, mode=None,
                 backend=None, colorize=False):
        bdb.Bdb.__init__(self, skip=skip, backend=backend or get_default_backend())
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        sys.audit('pdb.Pdb')
        if stdout:
            self.use_rawinput = 0
        self.nosigint = nosigint
        self.mode = mode
        self.colorize = colorize
        self.aliases = {}
        self.displaying = {}
        self.mainpyfile = ''
        self._wait_for_mainpyfile = False
        self._user_requested_quit = False
        self.tb_lineno = {}
        self.allow_kbdint = False
        # commands of breakpoints, and which one is being given some
        self.commands = {}
        self.commands_defining = False
        self.commands_bnum = None
        self._chained_exceptions = ()
        self._chained_exception_index = 0
        self.rcLines = []
        if readrc:
            self._read_rc()
        self.forget()

    def _read_rc(self):
        """The lines of the start files: the home folder's, then the current folder's."""
        seen = set()
        for name in '~/.pdbrc', '.pdbrc':
            path = os.path.realpath(os.path.expanduser(name))
            if path in seen:
                continue
            seen.add(path)
            try:
                with open(path, encoding='utf-8') as f:
                    self.rcLines.extend(f)
            except OSError:
                pass

    # ---- starting and stopping

    def set_trace(self, frame=None, *, commands=None):
        """Stop in the frame, or the caller's, now; commands run first."""
        Pdb._last_pdb_instance = self
        frame = frame or sys._getframe().f_back
        if self.stack:
            # a statement at the prompt has come here: the user is asked already
            return
        if commands is not None:
            self.rcLines.extend(commands)
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
        """Control-C while the program runs: stop there."""
        if self.allow_kbdint:
            raise KeyboardInterrupt
        self.message("\nProgram interrupted. (Use 'cont' to resume).")
        self.set_step()
        self.set_trace(frame)

    def reset(self):
        """Stop at the next event and know no stack."""
        bdb.Bdb.reset(self)
        self.forget()

    def forget(self):
        """Know no stack."""
        self.lineno = None
        self.stack = []
        self.curindex = 0
        self.curframe = None
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
        self.curframe = self.stack[self.curindex][0]
        self.set_convenience_variable(self.curframe, '_frame', self.curframe)
        if self._chained_exceptions:
            self.set_convenience_variable(self.curframe, '_exception',
                                          self._chained_exceptions[self._chained_exception_index])
        self._note_file_time(self.curframe)
        lines = [line.strip() for line in self.rcLines]
        self.rcLines = []
        self.cmdqueue.extend(line for line in lines if line and not line.startswith('#'))

    # ---- stops

    def user_call(self, frame, argument_list):
        """A function that may stop inside was called."""
        if not self._wait_for_mainpyfile and self.stop_here(frame):
            self.message('--Call--')
            self.interaction(frame, None)

    def user_line(self, frame):
        """The program stops at a line."""
        if self._wait_for_mainpyfile:
            if self.mainpyfile != self.canonic(frame.f_code.co_filename):
                return
            self._wait_for_mainpyfile = False
        self.bp_commands(frame)
        self.interaction(frame, None)

    user_opcode = user_line

    def user_return(self, frame, return_value):
        """The program stops at a return."""
        if self._wait_for_mainpyfile:
            return
        frame.f_locals['__return__'] = return_value
        self.set_convenience_variable(frame, '_retval', return_value)
        self.message('--Return--')
        self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        """The program stops at an exception."""
        if self._wait_for_mainpyfile:
            return
        kind, error, tb = exc_info
        frame.f_locals['__exception__'] = kind, error
        # a loop's own StopIteration has no traceback
        internal = 'Internal ' if tb is None and kind is StopIteration else ''
        self.message(internal + self._format_exc(error))
        self.interaction(frame, tb)

    def interaction(self, frame, tb_or_exc):
        """Read commands about a frame or an exception until one of them lets the program go on."""
        if Pdb._previous_sigint_handler:
            try:
                signal.signal(signal.SIGINT, Pdb._previous_sigint_handler)
            except ValueError:
                pass
            Pdb._previous_sigint_handler = None
        self._chained_exceptions, tb = self._chain_of(tb_or_exc)
        self._chained_exception_index = max(len(self._chained_exceptions) - 1, 0)
        self.setup(frame, tb)
        # the place is printed before the first prompt, and not at all when queued commands go on by themselves
        self.cmdqueue.append('_pdbcmd_print_frame_status')
        try:
            self._loop()
        finally:
            # also where the user ends or restarts the program, which is an exception
            if self.cmdqueue and self.cmdqueue[-1] == '_pdbcmd_print_frame_status':
                self.cmdqueue.pop()
            self._chained_exceptions = ()
            self.forget()

    def _chain_of(self, tb_or_exc):
        """(exceptions, oldest first, traceback) of an exception; none of a traceback."""
        if not isinstance(tb_or_exc, BaseException):
            return (), tb_or_exc
        chain, current = [], tb_or_exc
        while current is not None and current not in chain:
            chain.append(current)
            following = current.__cause__
            if following is None and not current.__suppress_context__:
                following = current.__context__
            current = following
            if len(chain) >= self.MAX_CHAINED_EXCEPTION_DEPTH:
                self.message(f'More than {self.MAX_CHAINED_EXCEPTION_DEPTH} chained exceptions found, not all '
                             'exceptions will be browsable with `exceptions`.')
                break
        return tuple(reversed(chain)), tb_or_exc.__traceback__

    def _loop(self):
        """The command loop; control-C starts it again."""
        while True:
            try:
                self.allow_kbdint = True
                self.cmdloop()
                self.allow_kbdint = False
                return
            except KeyboardInterrupt:
                self.message('--KeyboardInterrupt--')

    def _pdbcmd_print_frame_status(self, arg):
        self.print_stack_trace(0)
        self._warn_of_change()
        self._show_display()

    def _pdbcmd_silence_frame_status(self, arg):
        if self.cmdqueue and self.cmdqueue[-1] == '_pdbcmd_print_frame_status':
            self.cmdqueue.pop()

    def _pdbcmd_restore_lastcmd(self, arg):
        self.lastcmd = arg

    def _note_file_time(self, frame):
        """Remember when the files of the stack were changed, once."""
        while frame:
            name = frame.f_code.co_filename
            if name not in self._file_mtime_table:
                try:
                    self._file_mtime_table[name] = os.path.getmtime(name)
                except Exception:
                    pass
            frame = frame.f_back

    def _warn_of_change(self):
        name = self.curframe.f_code.co_filename
        try:
            changed = os.path.getmtime(name)
        except Exception:
            return
        if name in self._file_mtime_table and self._file_mtime_table[name] != changed:
            self.message(f"*** WARNING: file '{name}' was edited, "
                         'running stale code until the program is rerun')
            self._file_mtime_table[name] = changed

    # ---- messages

    def message(self, msg, end='\n'):
        """Print for the user."""
        print(msg, end=end, file=self.stdout)

    def error(self, msg):
        """Print an error for the user."""
        print('***', msg, file=self.stdout)

    def _format_exc(self, error):
        return traceback.format_exception_only(error)[-1].strip()

    def _error_exc(self):
        self.error(self._format_exc(sys.exception()))

    def _prompt_for_confirmation(self, prompt, default):
        try:
            reply = input(prompt)
        except EOFError:
            reply = default
        return reply.strip().lower()

    # ---- one line

    def set_convenience_variable(self, frame, name, value):
        """Give a `$name` a value, in the globals of the frame."""
        frame.f_globals.setdefault(CONVENIENCE, {})[name] = value

    def onecmd(self, line):
        """Run a line, or take it as a command of a breakpoint."""
        if self.commands_defining:
            return self.handle_command_def(line)
        if line.startswith('_pdbcmd'):
            command, arg, line = self.parseline(line)
            if hasattr(self, command):
                return getattr(self, command)(arg)
        return cmd.Cmd.onecmd(self, line)

    # ---- going on

    def do_step(self, arg):
        """s(tep)

        Go on to the next line, in a called function too.
        """
        if arg:
            self._print_invalid_arg(arg)
            return None
        self.set_step()
        return 1

    do_s = do_step

    def do_next(self, arg):
        """n(ext)

        Go on to the next line of this function, or its return.
        """
        if arg:
            self._print_invalid_arg(arg)
            return None
        self.set_next(self.curframe)
        return 1

    do_n = do_next

    def do_until(self, arg):
        """unt(il) [lineno]

        Go on to a line below this one (out of a loop), or to the line with
        the number or one below it. The return of the function stops too.
        """
        lineno = None
        if arg:
            try:
                lineno = int(arg)
            except ValueError:
                self.error(f'Error in argument: {arg!r}')
                return None
            if lineno <= self.curframe.f_lineno:
                self.error('"until" line number is smaller than current line number')
                return None
        self.set_until(self.curframe, lineno)
        return 1

    do_unt = do_until

    def do_return(self, arg):
        """r(eturn)

        Go on to the return of this function.
        """
        if arg:
            self._print_invalid_arg(arg)
            return None
        self.set_return(self.curframe)
        return 1

    do_r = do_return

    def do_continue(self, arg):
        """c(ont(inue))

        Go on to the next breakpoint.
        """
        if arg:
            self._print_invalid_arg(arg)
            return None
        if not self.nosigint:
            try:
                Pdb._previous_sigint_handler = signal.signal(signal.SIGINT, self.sigint_handler)
            except ValueError:
                # only the main thread has handlers
                pass
        self.set_continue()
        return 1

    do_c = do_cont = do_continue

    def do_jump(self, arg):
        """j(ump) lineno

        Let the line with the number be the next to run, in the newest frame.
        """
        if not arg:
            self._print_invalid_arg(arg)
            return
        if self.curindex + 1 != len(self.stack):
            self.error('You can only jump within the bottom frame')
            return
        try:
            line = int(arg)
        except ValueError:
            self.error("The 'jump' command requires a line number")
            return
        try:
            self.curframe.f_lineno = line
        except ValueError as error:
            self.error(f'Jump failed: {error}')
            return
        self.stack[self.curindex] = self.curframe, line
        self.print_stack_entry(self.stack[self.curindex])

    do_j = do_jump

    def do_run(self, arg):
        """run [args...]

        Start the program again, with the arguments where there are some;
        breakpoints stay. 'restart' is another name.
        """
        if self.mode == 'inline':
            self.error('run/restart command is disabled when pdb is running in inline mode.\n'
                       'Use the command line interface to enable restarting your program\n'
                       'e.g. "python -m pdb myscript.py"')
            return
        if arg:
            try:
                sys.argv = sys.argv[:1] + shlex.split(arg)
            except ValueError as error:
                self.error(f'Cannot run {arg}: {error}')
                return
        raise Restart

    do_restart = do_run

    def do_debug(self, arg):
        """debug code

        Step through a statement in a debugger of its own.
        """
        if not arg:
            self._print_invalid_arg(arg)
            return
        self.stop_trace()
        inner = Pdb(self.completekey, self.stdin, self.stdout)
        inner.use_rawinput = self.use_rawinput
        inner.prompt = f'({self.prompt.strip()}) '
        self.message('ENTERING RECURSIVE DEBUGGER')
        try:
            # the inner debugger needs events, which stop while a trace function runs
            sys.call_tracing(inner.run, (arg, self.curframe.f_globals, self.curframe.f_locals))
        except Exception:
            self._error_exc()
        self.message('LEAVING RECURSIVE DEBUGGER')
        self.start_trace()
        self.lastcmd = inner.lastcmd

    def do_quit(self, arg):
        """q(uit) | exit

        End the program.
        """
        if self.mode == 'inline' and not hasattr(sys, 'ps1'):
            while True:
                try:
                    reply = input('Quitting pdb will kill the process. Quit anyway? [y/n] ').lower().strip()
                except EOFError:
                    reply = 'y'
                    self.message('')
                if reply in ('y', ''):
                    sys.exit(1)
                if reply == 'n':
                    return None
        self._user_requested_quit = True
        self.set_quit()
        return 1

    do_q = do_exit = do_quit

    def do_EOF(self, arg):
        """EOF

        The end of the input: as quit.
        """
        self.message('')
        return self.do_quit(arg)

    # ---- a whole program

    def _run(self, target):
        """Debug a target in a new `__main__`, up to its end."""
        self._wait_for_mainpyfile = True
        self._user_requested_quit = False
        self.mainpyfile = self.canonic(target.filename)
        import __main__
        __main__.__dict__.clear()
        __main__.__dict__.update(target.namespace)
        self._file_mtime_table.clear()
        self.run(target.code)


def run(statement, globals=None, locals=None):
    """Debug a statement: a text or code."""
    Pdb().run(statement, globals, locals)


def runeval(expression, globals=None, locals=None):
    """Debug an expression; its value."""
    return Pdb().runeval(expression, globals, locals)


def runctx(statement, globals, locals):
    """`run`, with both namespaces given."""
    run(statement, globals, locals)


def runcall(*args, **kwds):
    """Debug a call of the first argument with the others; its value."""
    return Pdb().runcall(*args, **kwds)


def set_trace(*, header=None, commands=None):
    """Stop the caller here and prompt; `header` is printed before, `commands` run first."""
    debugger = Pdb._last_pdb_instance
    if debugger is None:
        debugger = Pdb(mode='inline')
    if header is not None:
        debugger.message(header)
    debugger.set_trace(sys._getframe().f_back, commands=commands)


def post_mortem(t=None):
    """Look at an exception, or a traceback, or the exception being handled."""
    if t is None:
        t = sys.exception()
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
