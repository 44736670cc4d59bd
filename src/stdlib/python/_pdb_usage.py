"""Contract: how commands of `pdb` take their argument, and how the help in their docstrings is laid out.

A docstring of a command says first how the command is written, then, below an empty line, what it does.
"""
import functools


class Verbatim(str):
    """A text whose repr is itself: it stands where a value's repr would."""

    def __repr__(self):
        return str(self)


class Errand(str):
    """An entry of the queue of commands that is no line but something to do."""

    def __new__(cls, action):
        self = super().__new__(cls)
        self.action = action
        return self


def bare(command):
    """A command without argument: the method has none, and something after the command's name is an error."""
    @functools.wraps(command)
    def checked(self, arg):
        return refuse(self, command, arg) if arg else command(self)
    return checked


def with_argument(command):
    """A command that makes no sense alone: nothing after its name is an error."""
    @functools.wraps(command)
    def checked(self, arg):
        return command(self, arg) if arg else refuse(self, command, arg)
    return checked


def refuse(debugger, command, arg):
    """An argument is wrong or missing: say how the command is written."""
    debugger.error(f'Invalid argument: {arg}' if arg else 'Argument is required for this command')
    if command.__doc__:
        debugger.message(help_text(command.__doc__, len(debugger.prompt), usage_only=True))


def help_text(docstring, margin, usage_only=False):
    """The help in a docstring, moved to the right; or only how the command is written."""
    lines = [line.strip() for line in docstring.rstrip().splitlines()]
    if not lines:
        return 'No help message found.'
    usage = lines.index('') if '' in lines else len(lines)
    heads = ['Usage: ', *[' ' * 7] * (usage - 1), *[''] * (len(lines) - usage)]
    shown = [' ' * margin + head + line for head, line in zip(heads, lines)]
    return '\n'.join(shown[:usage] if usage_only else shown)
