"""Contract: `Cmd`, the frame of a program that reads command lines and calls `do_<command>` methods.

A subclass gives the commands; lines come from `input`, or from `stdin` when `use_rawinput` is false.
"""
import inspect
import string
import sys

__all__ = ['Cmd']


class Cmd:
    """An interpreter of lines: the first word chooses the method, the rest is its argument."""

    prompt = '(Cmd) '
    identchars = string.ascii_uppercase + string.ascii_lowercase + string.digits + '_'
    ruler = '='
    lastcmd = ''
    intro = None
    doc_leader = ''
    doc_header = 'Documented commands (type help <topic>):'
    misc_header = 'Miscellaneous help topics:'
    undoc_header = 'Undocumented commands:'
    nohelp = '*** No help on %s'
    use_rawinput = 1

    def __init__(self, completekey='tab', stdin=None, stdout=None):
        self.stdin = stdin if stdin is not None else sys.stdin
        self.stdout = stdout if stdout is not None else sys.stdout
        self.cmdqueue = []
        self.completekey = completekey

    # ---- the loop

    def cmdloop(self, intro=None):
        """Greet, then read and run lines until a command answers with a true value."""
        self.preloop()
        release = self._bind_completion()
        try:
            if intro is not None:
                self.intro = intro
            if self.intro:
                self.stdout.write(f'{self.intro}\n')
            stop = None
            while not stop:
                line = self.precmd(self.cmdqueue.pop(0) if self.cmdqueue else self._read())
                stop = self.postcmd(self.onecmd(line), line)
            self.postloop()
        finally:
            release()

    def _bind_completion(self):
        """Let the line editor complete commands; a function that gives it back what it had."""
        def nothing():
            pass
        if not (self.use_rawinput and self.completekey):
            return nothing
        try:
            import readline
        except ImportError:
            return nothing
        self.old_completer = readline.get_completer()
        readline.set_completer(self.complete)
        key = self.completekey
        if getattr(readline, 'backend', None) == 'editline':
            # editline's own notation; `tab` is its ^I
            binding = 'bind ^I rl_complete' if key == 'tab' else f'bind {key} rl_complete'
        else:
            binding = f'{key}: complete'
        readline.parse_and_bind(binding)
        return lambda: readline.set_completer(self.old_completer)

    def _read(self):
        """One line without its end; the word EOF at the end of the input."""
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return 'EOF'
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip('\r\n') if line else 'EOF'

    def precmd(self, line):
        """Called with each line before it runs; the line that runs instead."""
        return line

    def postcmd(self, stop, line):
        """Called after each line; whether the loop ends."""
        return stop

    def preloop(self):
        """Called once before the loop."""

    def postloop(self):
        """Called once after the loop."""

    # ---- one line

    def parseline(self, line):
        """(command, argument, line): both None where the line has no command."""
        line = line.strip()
        if line.startswith('?'):
            line = 'help ' + line[1:]
        elif line.startswith('!'):
            if not hasattr(self, 'do_shell'):
                return None, None, line
            line = 'shell ' + line[1:]
        elif not line:
            return None, None, line
        end = next((i for i, c in enumerate(line) if c not in self.identchars), len(line))
        return line[:end], line[end:].strip(), line

    def onecmd(self, line):
        """Run one line; what its command says about ending the loop."""
        command, argument, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if command is None:
            return self.default(line)
        self.lastcmd = '' if line == 'EOF' else line
        method = getattr(self, 'do_' + command, None) if command else None
        return self.default(line) if method is None else method(argument)

    def emptyline(self):
        """An empty line: the last command again."""
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        """A line whose command is not known."""
        self.stdout.write(f'*** Unknown syntax: {line}\n')

    # ---- completion

    def completedefault(self, *ignored):
        """Completions of an argument whose command has no `complete_` method."""
        return []

    def completenames(self, text, *ignored):
        """The commands that start with the text."""
        return [name[3:] for name in self.get_names() if name.startswith('do_' + text)]

    def complete(self, text, state):
        """The line editor's question: completion number `state` of the word, or None."""
        if not state:
            import readline
            buffer = readline.get_line_buffer()
            line = buffer.lstrip()
            stripped = len(buffer) - len(line)
            begin, end = readline.get_begidx() - stripped, readline.get_endidx() - stripped
            complete = self.completenames
            if begin > 0:
                command = self.parseline(line)[0]
                complete = getattr(self, f'complete_{command}', None) if command else None
                complete = complete or self.completedefault
            self.completion_matches = complete(text, line, begin, end)
        matches = self.completion_matches
        return matches[state] if state < len(matches) else None

    def get_names(self):
        """Names of all methods, inherited ones too."""
        return dir(self.__class__)

    def complete_help(self, *args):
        """Completions for `help`: commands and topics."""
        prefix = 'help_' + args[0]
        topics = {name[5:] for name in self.get_names() if name.startswith(prefix)}
        return list(topics | set(self.completenames(*args)))

    # ---- help

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if not arg:
            return self._help_index()
        topic = getattr(self, 'help_' + arg, None)
        if topic is not None:
            topic()
            return
        method = getattr(self, 'do_' + arg, None)
        text = method.__doc__ if method is not None else None
        text = inspect.cleandoc(text) if text else self.nohelp % (arg,)
        self.stdout.write(f'{text}\n')

    def _help_index(self):
        names = sorted(set(self.get_names()))
        topics = {name[5:] for name in names if name.startswith('help_')}
        documented, bare = [], []
        for command in (name[3:] for name in names if name.startswith('do_')):
            if command in topics:
                topics.discard(command)
                documented.append(command)
            else:
                (documented if getattr(self, 'do_' + command).__doc__ else bare).append(command)
        self.stdout.write(f'{self.doc_leader}\n')
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, sorted(topics), 15, 80)
        self.print_topics(self.undoc_header, bare, 15, 80)

    def print_topics(self, header, cmds, cmdlen, maxcol):
        """A header, a line below it, and the names in columns; nothing for no names."""
        if not cmds:
            return
        self.stdout.write(f'{header}\n')
        if self.ruler:
            self.stdout.write(self.ruler * len(header) + '\n')
        self.columnize(cmds, maxcol - 1)
        self.stdout.write('\n')

    def columnize(self, list, displaywidth=80):
        """Write the strings in columns, down before across, in as few rows as fit the width."""
        if not list:
            self.stdout.write('<empty>\n')
            return
        wrong = [str(i) for i, item in enumerate(list) if not isinstance(item, str)]
        if wrong:
            raise TypeError(f"list[i] not a string for i in {', '.join(wrong)}")
        if len(list) == 1:
            self.stdout.write(f'{list[0]}\n')
            return
        for rows in range(1, len(list) + 1):
            columns = [list[start:start + rows] for start in range(0, len(list), rows)]
            widths = [max(map(len, column)) for column in columns]
            # two spaces between columns
            if sum(widths) + 2 * (len(widths) - 1) <= displaywidth:
                break
        else:
            columns, widths = [list], [0]
        for row in range(len(columns[0])):
            cells = [column[row] for column in columns if row < len(column)]
            while cells and not cells[-1]:
                cells.pop()
            self.stdout.write('  '.join(map(str.ljust, cells, widths)) + '\n')
