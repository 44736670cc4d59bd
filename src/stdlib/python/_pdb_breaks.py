"""Contract: the commands of `pdb` about breakpoints: set, list, delete, switch, and what runs at one.

A mixin of `pdb.Pdb`. A docstring of a command is its help.
"""
import functools
import inspect
import linecache
import os
import re
import sys
from bdb import Breakpoint

from _pdb_usage import Errand, refuse, with_argument


def find_first_executable_line(code):
    """The first line of a function that runs after the call itself."""
    lines = [line for _, _, line in code.co_lines() if line is not None]
    return next((line for line in lines if line != code.co_firstlineno), code.co_firstlineno)


def find_function(funcname, filename):
    """(name, file, line) of a function of a file, the line the first that runs; None when there is none.

    The line of a function with a docstring is that of its `def`.
    """
    header = re.compile(r'def\s+%s(?:\s*\[.+\])?\s*[(]' % re.escape(funcname))
    lines = linecache.getlines(filename)
    number = next((number for number, line in enumerate(lines, 1) if header.match(line)), None)
    if number is None:
        return None
    try:
        module = compile(''.join(lines), filename, 'exec')
    except SyntaxError:
        return funcname, filename, number
    for code in module.co_consts:
        if getattr(code, 'co_name', None) == funcname and not code.co_flags & inspect.CO_HAS_DOCSTRING:
            return funcname, filename, find_first_executable_line(code)
    return funcname, filename, number


class BreakCommands:
    """Commands about breakpoints."""

    def do_break(self, arg, temporary=False):
        """b(reak) [ ([filename:]lineno | function) [, condition] ]

        Set a breakpoint at a line of this file or another one (found on
        sys.path, .py may be left out), or at the first line of a function;
        it stops only where the condition is true. Without argument, list
        the breakpoints.
        """
        if not arg:
            rows = [bp.bpformat() for bp in Breakpoint.bpbynumber if bp] if self.breaks else []
            if rows:
                self.message('\n'.join(['Num Type         Disp Enb   Where', *rows]))
            return
        place, comma, condition = arg.partition(',')
        condition = condition.lstrip() if comma else None
        if comma and (wrong := self._compile_error_message(condition)):
            self.error(f'Invalid condition {condition}: {wrong!r}')
            return
        found = self._break_place(place.rstrip())
        if found is None:
            return
        filename, lineno, funcname, module_globals = found
        line = self.checkline(filename or self.defaultFile(), lineno, module_globals)
        if not line:
            return
        filename = filename or self.defaultFile()
        failed = self.set_break(filename, line, temporary, condition, funcname)
        if failed:
            self.error(failed)
            return
        bp = self.get_breaks(filename, line)[-1]
        self.message(f'Breakpoint {bp.number} at {bp.file}:{bp.line}')

    do_b = do_break

    def _break_place(self, arg):
        """(file or None, line, function's name, its globals) of a place as it is written; None after an error."""
        name, colon, line = arg.rpartition(':')
        if colon:
            filename = self.lookupmodule(name.rstrip())
            if not filename:
                self.error(f'{name.rstrip()!r} not found from sys.path')
                return None
            try:
                return filename, int(line.lstrip()), None, None
            except ValueError:
                self.error(f'Bad lineno: {line.lstrip()}')
                return None
        try:
            return None, int(arg), None, None
        except ValueError:
            pass
        try:
            function = eval(arg, self.curframe.f_globals, self.curframe.f_locals)
        except BaseException:
            function = arg
        function = getattr(function, '__func__', function)
        code = getattr(function, '__code__', None)
        if code is not None:
            return code.co_filename, find_first_executable_line(code), code.co_name, function.__globals__
        ok, filename, line = self.lineinfo(arg)
        if not ok:
            self.error(f'The specified object {arg!r} is not a function or was not found along sys.path.')
            return None
        return filename, int(line), ok, None

    def do_tbreak(self, arg):
        """tbreak [ ([filename:]lineno | function) [, condition] ]

        As break, but the breakpoint is deleted when it stops the program.
        """
        self.do_break(arg, True)

    def defaultFile(self):
        """The file that a place without one means: the current frame's, or the program's."""
        filename = self.curframe.f_code.co_filename
        if filename == '<string>' and self.mainpyfile:
            filename = self.mainpyfile
        return filename

    def lineinfo(self, identifier):
        """(name, file, line) of a function written as `name` or `file.name`; all None when it is not found."""
        # 'f' in quotes is f, and a method's own name is what follows `self.`
        pieces = identifier.split("'")
        name = {1: pieces[0], 3: pieces[1:2]}.get(len(pieces), '')
        name = ''.join(name).strip().removeprefix('self.')
        module, dot, item = name.rpartition('.')
        filename = self.defaultFile()
        if dot:
            filename = self.lookupmodule(module) or filename
        return item and find_function(item, filename) or (None, None, None)

    def checkline(self, filename, lineno, module_globals=None):
        """The line if a breakpoint makes sense there, 0 after a message."""
        if module_globals is None and self.curframe:
            module_globals = self.curframe.f_globals
        line = linecache.getline(filename, lineno, module_globals)
        text = line.strip()
        if text and not text.startswith(('#', '"""', "'''")):
            return lineno
        if line:
            self.error('Blank or comment')
        else:
            self.message('End of file')
        return 0

    def lookupmodule(self, filename):
        """The file of a module or file name, looked for on sys.path; None when it is not found."""
        filename = os.path.expanduser(filename)
        if os.path.isabs(filename) and os.path.exists(filename):
            return filename
        first = os.path.join(sys.path[0], filename) if sys.path else filename
        if os.path.exists(first) and self.canonic(first) == self.mainpyfile:
            return first
        if not os.path.splitext(filename)[1]:
            filename += '.py'
        if os.path.isabs(filename):
            return filename if os.path.exists(filename) else None
        for folder in sys.path:
            while os.path.islink(folder):
                folder = os.readlink(folder)
            full = os.path.join(folder, filename)
            if os.path.exists(full):
                return full
        return None

    # ---- by number

    def _numbered(self, arg):
        """The breakpoints of a list of numbers; an error for each that is not one."""
        for number in arg.split():
            try:
                yield self.get_bpbynumber(number)
            except ValueError as error:
                self.error(error)

    @with_argument
    def do_enable(self, arg):
        """enable bpnumber [bpnumber ...]

        Let the breakpoints take effect again.
        """
        for bp in self._numbered(arg):
            bp.enable()
            self.message(f'Enabled {bp}')

    @with_argument
    def do_disable(self, arg):
        """disable bpnumber [bpnumber ...]

        Keep the breakpoints, without effect.
        """
        for bp in self._numbered(arg):
            bp.disable()
            self.message(f'Disabled {bp}')

    @with_argument
    def do_condition(self, arg):
        """condition bpnumber [condition]

        Let the breakpoint stop only where the expression is true, or
        always.
        """
        number, _, condition = arg.partition(' ')
        condition = condition or None
        if condition and (wrong := self._compile_error_message(condition)):
            self.error(f'Invalid condition {condition}: {wrong!r}')
            return
        for bp in self._numbered(number):
            bp.cond = condition
            if condition:
                self.message(f'New condition set for breakpoint {bp.number}.')
            else:
                self.message(f'Breakpoint {bp.number} is now unconditional.')

    @with_argument
    def do_ignore(self, arg):
        """ignore bpnumber [count]

        Pass the breakpoint count times (0 without a count) before it stops.
        """
        number, *rest = arg.split(None, 1)
        try:
            count = int(rest[0]) if rest else 0
        except ValueError:
            # no number, or more words
            refuse(self, self.do_ignore, arg)
            return
        for bp in self._numbered(number):
            bp.ignore = count
            if count > 0:
                crossings = f'{count} crossings' if count > 1 else '1 crossing'
                self.message(f'Will ignore next {crossings} of breakpoint {bp.number}.')
            else:
                self.message(f'Will stop next time breakpoint {bp.number} is reached.')

    def do_clear(self, arg):
        """cl(ear) [filename:lineno | bpnumber ...]

        Delete the breakpoints of the numbers or of the line, or all of
        them after a question.
        """
        if not arg:
            if self._reply('Clear all breaks? ') in ('y', 'yes'):
                gone = [bp for bp in Breakpoint.bpbynumber if bp]
                self.clear_all_breaks()
                for bp in gone:
                    self.message(f'Deleted {bp}')
            return
        if ':' in arg:
            filename, _, line = arg.rpartition(':')
            try:
                line = int(line)
            except ValueError:
                self.error(f'Invalid line number ({line})')
                return
            gone = self.get_breaks(filename, line)[:]
            failed = self.clear_break(filename, line)
            if failed:
                self.error(failed)
                return
            for bp in gone:
                self.message(f'Deleted {bp}')
            return
        for bp in self._numbered(arg):
            self.clear_bpbynumber(bp.number)
            self.message(f'Deleted {bp}')

    do_cl = do_clear

    # ---- commands at a breakpoint

    def do_commands(self, arg):
        """(Pdb) commands [bpnumber]
        (com) ...
        (com) end
        (Pdb)

        Give commands that run when the breakpoint (or the newest one)
        stops the program, up to a line 'end'; none at all remove the old
        ones. 'silent' leaves out the message about the stop, and a command
        that lets the program go on is the last.
        """
        try:
            number = int(arg) if arg else len(Breakpoint.bpbynumber) - 1
        except ValueError:
            refuse(self, self.do_commands, arg)
            return
        try:
            self.get_bpbynumber(number)
        except ValueError as error:
            self.error(f'cannot set commands: {error}')
            return
        kept, prompt = dict(self.commands), self.prompt
        self.commands[number], self.commands_bnum = [], number
        self.commands_defining, self.prompt = True, '(com) '
        try:
            self.cmdloop()
        except KeyboardInterrupt:
            self.commands = kept
            self.error('command definition aborted, old commands restored')
        finally:
            self.commands_defining, self.prompt = False, prompt

    def handle_command_def(self, line):
        """One line of the commands of a breakpoint; whether it was the last."""
        command, arg, line = self.parseline(line)
        if command == 'EOF':
            self.message('')
        if command in ('end', 'EOF'):
            return True
        if not command:
            return False
        quiet = command == 'silent'
        self.commands[self.commands_bnum].append(Errand(self._hide_status) if quiet else f'{command} {arg}'.rstrip())
        return getattr(self, 'do_' + command, self.default).__name__ in self.commands_resuming

    def bp_commands(self, frame):
        """Queue the commands of the breakpoint that has stopped the program."""
        number = getattr(self, 'currentbp', False)
        if number and number in self.commands:
            self.currentbp = 0
            # an empty line after them repeats what the user has typed
            repeat = Errand(functools.partial(setattr, self, 'lastcmd', self.lastcmd))
            self.cmdqueue += [*self.commands[number], repeat]
