"""Contract: what `pdb` does with a line that is typed: aliases, statements run in a frame, and the help of commands.

A mixin of `pdb.Pdb`. A docstring of a command is its help.
"""
import ast
import cmd
import codeop
import keyword
import re
import sys

from _pdb_usage import Verbatim, help_text, with_argument

CONVENIENCE = '__pdb_convenience_variables'


# a word followed by one of these is no command but the start of a statement: n=5, p.x, b"text"
_GOES_ON = frozenset('"\'%&()*+,-./<=>@[]^|~')


class LineCommands:
    """Lines: what they stand for, and what runs."""

    def parseline(self, line):
        """(command, argument, line); no command in a statement that starts with the word of one."""
        command, arg, line = cmd.Cmd.parseline(self, line)
        if command and line[len(command):len(command) + 1] in _GOES_ON:
            return None, None, line
        return command, arg, line

    def precmd(self, line):
        """Replace aliases and the debugger's variables, and keep what follows `;;` for later."""
        if not line.strip():
            return line
        args = line.split()
        while args[0] in self.aliases:
            line = self._without_alias(self.aliases[args[0]], args)
            args = line.split()
        if args[0] != 'alias':
            first, separator, rest = line.partition(';;')
            if separator:
                self.cmdqueue.insert(0, rest.lstrip())
                line = first.rstrip()
        return self._with_convenience_variables(line)

    def _without_alias(self, line, args):
        """The line of an alias with the arguments in their places; `!` after an error."""
        for number in range(1, 10):
            if f'%{number}' in line:
                if number >= len(args):
                    self.error(f'Not enough arguments for alias {args[0]!r}')
                    return '!'
                line = line.replace(f'%{number}', args[number])
            elif '%*' not in line:
                if number < len(args):
                    self.error(f'Too many arguments for alias {args[0]!r}')
                    return '!'
                break
        return line.replace('%*', ' '.join(args[1:]))

    def _with_convenience_variables(self, line):
        """`$name` outside of strings is a variable of the debugger."""
        if '$' not in line:
            return line
        parts = re.split(r'("(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\')', line)
        for index in range(0, len(parts), 2):
            parts[index] = re.sub(r'\$([a-zA-Z_]\w*)', rf'{CONVENIENCE}["\1"]', parts[index])
        return ''.join(parts)

    def displayhook(self, obj):
        """Show the value of an expression statement; unlike the prompt's, it sets no `_`."""
        if obj is not None:
            self.message(repr(obj))

    def default(self, line):
        """A line that is no command: a statement, run in the current frame."""
        if line[:1] == '!':
            line = line[1:].strip()
        kept = sys.stdin, sys.stdout, sys.displayhook
        try:
            code, source = self._read_code(line)
            if code is None:
                return
            sys.stdin, sys.stdout, sys.displayhook = self.stdin, self.stdout, self.displayhook
            try:
                names = self.curframe.f_locals
                if not self._exec_in_closure(source, self.curframe.f_globals, names):
                    exec(code, self.curframe.f_globals, names)
            finally:
                sys.stdin, sys.stdout, sys.displayhook = kept
        except BaseException:
            self._error_exc()

    def _read_code(self, line):
        """(code, source) of a statement, reading more lines while it is not finished; (None, None) at the end."""
        source = line
        code = codeop.compile_command(line + '\n', '<stdin>', 'single')
        if code is not None:
            return code, source
        prompt = '...'.ljust(len(self.prompt))
        while (code := codeop.compile_command(source, '<stdin>', 'single')) is None:
            more = self._more(prompt)
            if more is None:
                self.lastcmd = ''
                self.message('\n' if self.use_rawinput else '')
                return None, None
            source += '\n' + more
        self.lastcmd = source
        return code, source

    def _more(self, prompt):
        """A line that continues a statement; None at the end of the input."""
        if self.use_rawinput:
            try:
                return input(prompt)
            except (EOFError, KeyboardInterrupt):
                return None
        self.stdout.write(prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip('\r\n') if line else None

    def _exec_in_closure(self, source, globals, locals):
        """Run a statement whose functions need the frame's variables: inside a function that has them.

        False, and nothing has run, for a statement that does not need it or cannot be there.
        """
        try:
            module = compile(source, '<stdin>', 'exec')
            if locals is globals or not any(hasattr(const, 'co_code') for const in module.co_consts):
                return False
            body = ast.parse(source).body
        except SyntaxError:
            return False
        names = [name for name in locals if name.isidentifier() and not keyword.iskeyword(name)]
        shell = ast.parse('def __pdb_outer(__pdb_show, __pdb_back):\n def __pdb_scope(): pass\n return __pdb_scope')
        outer = shell.body[0]
        outer.args.args.extend(ast.arg(name) for name in names)
        statements = [ast.Nonlocal(names)] if names else []
        for statement in body:
            if isinstance(statement, ast.Expr):
                call = ast.Call(ast.Name('__pdb_show', ast.Load()), [statement.value], [])
                statement = ast.copy_location(ast.Expr(call), statement)
            statements.append(statement)
        outer.body[0].body = statements + ast.parse('__pdb_back.update(locals())').body
        try:
            code = compile(ast.fix_missing_locations(shell), '<stdin>', 'exec')
        except (SyntaxError, ValueError):
            return False
        made, back = {}, {}
        exec(code, globals, made)
        made['__pdb_outer'](sys.displayhook, back, *(locals[name] for name in names))()
        for name, value in back.items():
            if not name.startswith('__pdb_') or name == CONVENIENCE:
                locals[name] = value
        return True

    # ---- aliases and help

    def do_alias(self, arg):
        """alias [name [command]]

        Make a name for a command, in which %1, %2 ... are the arguments and
        %* all of them. Without command, show the alias, without name all.
        """
        name, *words = arg.split() or ['']
        if not name:
            for known in sorted(self.aliases):
                self.message(f'{known} = {self.aliases[known]}')
            return
        if not words:
            if name in self.aliases:
                self.message(f'{name} = {self.aliases[name]}')
            else:
                self.error(f'Unknown alias {name!r}')
            return
        command = ' '.join(words)
        used = [f'%{number}' in command for number in range(1, 10)]
        if '%*' not in command and used != sorted(used, reverse=True):
            self.error('Replaceable parameters must be consecutive')
            return
        self.aliases[name] = command

    @with_argument
    def do_unalias(self, arg):
        """unalias name

        Forget an alias.
        """
        name, *_ = arg.split()
        self.aliases.pop(name, None)

    def do_help(self, arg):
        """h(elp) [command]

        List the commands, or tell about one; "help pdb" tells about the
        debugger, "help exec" about statements.
        """
        if not arg:
            return cmd.Cmd.do_help(self, arg)
        topic = getattr(self, 'help_' + arg, None)
        if topic is not None:
            return topic()
        command = getattr(self, 'do_' + arg, None)
        if command is None:
            self.error(f'No help for {arg!r}')
        elif sys.flags.optimize >= 2 or not command.__doc__:
            self.error(f'No help for {arg!r}; __doc__ strings are missing')
        else:
            self.message(help_text(command.__doc__, len(self.prompt)))

    do_h = do_help

    def help_exec(self):
        """(!) statement

        Run a statement in the current frame. The mark is only needed where
        its first word is also a command. A global variable is assigned after
        a 'global' statement: global x; x = 1
        """
        self.message((self.help_exec.__doc__ or '').replace('\n        ', '\n').rstrip())

    def help_pdb(self):
        help()

    def _compile_error_message(self, expression):
        """Why an expression does not compile, as a text; an empty one when it does."""
        try:
            codeop.compile_command(expression, '<stdin>', 'eval') or compile(expression, '<stdin>', 'eval')
        except SyntaxError as error:
            return Verbatim(self._format_exc(error))
        return ''
