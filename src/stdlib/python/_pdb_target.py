"""Contract: the command `python -m pdb`, and what it runs: a script, or a module as `-m` would run it.

A target has the file that the debugger waits for (`filename`), the statement that runs it (`code`) and the
names that `__main__` starts with (`namespace`).
"""
import argparse
import io
import os
import sys
import traceback


class ScriptTarget:
    """A file of Python source."""

    def __init__(self, target):
        self._check(target)
        self._target = os.path.realpath(target)
        # the script's folder, where the debugger's own was
        if not sys.flags.safe_path:
            sys.path[0] = os.path.dirname(self._target)

    @staticmethod
    def _check(target):
        """End the process for what is not a file."""
        if not os.path.exists(target):
            print(f'Error: {target} does not exist')
            sys.exit(1)
        if os.path.isdir(target):
            print(f'Error: {target} is a directory')
            sys.exit(1)

    def __repr__(self):
        return self._target

    @property
    def filename(self):
        return self._target

    @property
    def code(self):
        with io.open_code(self._target) as f:
            return f'exec(compile({f.read()!r}, {self._target!r}, "exec"))'

    @property
    def namespace(self):
        return {'__name__': '__main__', '__file__': self._target, '__builtins__': __builtins__, '__spec__': None}


class ModuleTarget:
    """A module, or a package with a `__main__`."""

    def __init__(self, target):
        import runpy

        self._target = target
        if not sys.flags.safe_path:
            sys.path[0] = os.getcwd()
        try:
            self._spec, self._code = runpy._details(target)
        except ImportError as error:
            print(f'ImportError: {error}')
            sys.exit(1)
        except Exception:
            traceback.print_exc()
            sys.exit(1)

    def __repr__(self):
        return self._target

    @property
    def filename(self):
        return self._code.co_filename

    @property
    def code(self):
        return self._code

    @property
    def namespace(self):
        spec = self._spec
        return {'__name__': '__main__', '__file__': os.path.normcase(os.path.abspath(self.filename)),
                '__package__': spec.parent, '__loader__': spec.loader, '__spec__': spec, '__builtins__': __builtins__}


def main(debugger, restart):
    """The command of `pdb`: its class of debuggers, and the exception that starts the program again."""
    parser = argparse.ArgumentParser(
        usage='%(prog)s [-h] [-c command] (-m module | pyfile) [args ...]',
        description='Debug a script, or with -m a module or package. Commands come from .pdbrc files and from -c, '
                    'then from the prompt; "-c continue" runs up to an exception.',
        allow_abbrev=False)
    parser.add_argument('-c', '--command', action='append', default=[], metavar='command', dest='commands',
                        help='a command to run first, as from .pdbrc')
    parser.add_argument('-m', metavar='module', dest='module')
    if len(sys.argv) == 1:
        parser.print_help()
        sys.exit(2)
    options, args = parser.parse_known_args()
    if options.module:
        target = ModuleTarget(options.module)
        sys.argv[:] = [target.filename, *args]
    else:
        if args and args[0].startswith('-'):
            parser.error(f"unrecognized arguments: {' '.join(args)}")
        if not args:
            parser.error('no module or script to run')
        target = ScriptTarget(args[0])
        sys.argv[:] = args
    _debug_again_and_again(debugger(mode='cli'), restart, target, options.commands)


def _debug_again_and_again(debugger, restart, target, commands):
    debugger.rcLines.extend(commands)
    while True:
        try:
            debugger._run(target)
        except restart:
            print('Restarting', target, 'with arguments:')
            print('\t' + ' '.join(sys.argv[1:]))
        except SystemExit as error:
            print('The program exited via sys.exit(). Exit status:', end=' ')
            print(error)
        except BaseException as error:
            traceback.print_exception(error)
            print('Uncaught exception. Entering post mortem debugging')
            print("Running 'cont' or 'step' will restart the program")
            debugger.interaction(None, error)
        if debugger._user_requested_quit:
            return
        print('The program finished and will be restarted')
