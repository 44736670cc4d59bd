"""Contract: a Python prompt as a class: run sources in a namespace, show errors, read lines until they end.

`InteractiveInterpreter` runs sources, `InteractiveConsole` adds the lines and prompts, `interact` starts one;
`python -m code` is a console of its own.
"""
import builtins
import sys
import traceback
from codeop import CommandCompiler, compile_command

__all__ = ['InteractiveInterpreter', 'InteractiveConsole', 'interact', 'compile_command']


class InteractiveInterpreter:
    """Runs sources in one namespace; errors are written, not raised."""

    def __init__(self, locals=None):
        self.locals = {'__name__': '__console__', '__doc__': None} if locals is None else locals
        self.compile = CommandCompiler()

    def runsource(self, source, filename='<input>', symbol='single'):
        """Run a source; True when it needs more lines, and then nothing has run."""
        try:
            code = self.compile(source, filename, symbol)
        except (OverflowError, SyntaxError, ValueError):
            self.showsyntaxerror(filename, source=source)
            return False
        if code is not None:
            self.runcode(code)
        return code is None

    def runcode(self, code):
        """Run compiled code; all exceptions but SystemExit are shown."""
        try:
            exec(code, self.locals)
        except SystemExit:
            raise
        except:
            self.showtraceback()

    def showsyntaxerror(self, filename=None, **kwargs):
        """Write the error of a source that does not compile."""
        try:
            error = sys.exception()
            if filename and isinstance(error, SyntaxError):
                error.filename = filename
            self._showtraceback(type(error), error, None, kwargs.get('source', ''))
        finally:
            error = None

    def showtraceback(self):
        """Write the exception being handled, without this module's frame."""
        try:
            error = sys.exception()
            self._showtraceback(type(error), error, error.__traceback__.tb_next, '')
        finally:
            error = None

    def _showtraceback(self, typ, value, tb, source):
        sys.last_type, sys.last_traceback = typ, tb
        value = value.with_traceback(tb)
        lines = source.splitlines()
        if source and typ is SyntaxError and not value.text and value.lineno is not None and value.lineno <= len(lines):
            value.text = lines[value.lineno - 1]
        sys.last_exc = sys.last_value = value
        if sys.excepthook is sys.__excepthook__:
            self._excepthook(typ, value, tb)
            return
        try:
            sys.excepthook(typ, value, tb)
        except SystemExit:
            raise
        except BaseException as error:
            error.__context__ = None
            print('Error in sys.excepthook:', file=sys.stderr)
            sys.__excepthook__(type(error), error, error.__traceback__.tb_next)
            print('\nOriginal exception was:', file=sys.stderr)
            sys.__excepthook__(typ, value, tb)

    def _excepthook(self, typ, value, tb):
        self.write(''.join(traceback.format_exception(typ, value, tb)))

    def write(self, data):
        """Where errors and banners go: standard error."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """A prompt: lines are gathered until they make a statement."""

    def __init__(self, locals=None, filename='<console>', *, local_exit=False):
        super().__init__(locals)
        self.filename = filename
        self.local_exit = local_exit
        self.resetbuffer()

    def resetbuffer(self):
        """Forget the lines gathered."""
        self.buffer = []

    def push(self, line, filename=None, _symbol='single'):
        """Take a line, and run what is gathered when it is a statement; True when more lines are needed."""
        self.buffer.append(line)
        more = self.runsource('\n'.join(self.buffer), self.filename if filename is None else filename, symbol=_symbol)
        if not more:
            self.resetbuffer()
        return more

    def raw_input(self, prompt=''):
        """One line, without its end; EOFError at the end of the input."""
        return input(prompt)

    def interact(self, banner=None, exitmsg=None):
        """Prompt until the input ends. An empty banner or exit message is not written."""
        own_prompts = [name for name, text in (('ps1', '>>> '), ('ps2', '... ')) if _missing(name, text)]
        self._greet(banner)
        replaced = {}
        if self.local_exit:
            for name in ('exit', 'quit'):
                if hasattr(builtins, name):
                    replaced[name] = getattr(builtins, name)
                    setattr(builtins, name, Quitter(name))
        try:
            self._prompt_until_end()
        finally:
            for name, before in replaced.items():
                setattr(builtins, name, before)
            if exitmsg is None:
                exitmsg = f'now exiting {type(self).__name__}...'
            if exitmsg:
                self.write(f'{exitmsg}\n')
            for name in own_prompts:
                delattr(sys, name)

    def _greet(self, banner):
        if banner is None:
            hint = 'Type "help", "copyright", "credits" or "license" for more information.'
            banner = f'Python {sys.version} on {sys.platform}\n{hint}\n({type(self).__name__})'
        if banner:
            self.write(f'{banner}\n')

    def _prompt_until_end(self):
        more = False
        while True:
            try:
                try:
                    line = self.raw_input(sys.ps2 if more else sys.ps1)
                except EOFError:
                    self.write('\n')
                    return
                more = self.push(line)
            except KeyboardInterrupt:
                self.write('\nKeyboardInterrupt\n')
                self.resetbuffer()
                more = False
            except SystemExit:
                if not self.local_exit:
                    raise
                self.write('\n')
                return


def _missing(name, text):
    """Set an attribute of `sys` that is not there; whether it was not."""
    if hasattr(sys, name):
        return False
    setattr(sys, name, text)
    return True


class Quitter:
    """`exit` and `quit` of a console that ends alone: they raise SystemExit."""

    def __init__(self, name):
        self.name = name
        self.eof = 'Ctrl-Z plus Return' if sys.platform == 'win32' else 'Ctrl-D (i.e. EOF)'

    def __repr__(self):
        return f'Use {self.name} or {self.eof} to exit'

    def __call__(self, code=None):
        raise SystemExit(code)


def interact(banner=None, readfunc=None, local=None, exitmsg=None, local_exit=False):
    """Run an InteractiveConsole over the namespace; `readfunc` replaces its `raw_input`."""
    console = InteractiveConsole(local, local_exit=local_exit)
    if readfunc is not None:
        console.raw_input = readfunc
    else:
        try:
            import readline  # noqa: F401: line editing in `input`
        except ImportError:
            pass
    console.interact(banner, exitmsg)


if __name__ == '__main__':
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument('-q', action='store_true', help="don't print version and copyright messages")
    interact('' if parser.parse_args().q or sys.flags.quiet else None)
