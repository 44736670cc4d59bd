"""Contract: the command `python -m pdb`, and what it runs: a script, or a module as `-m` would run it."""
import argparse
import io
import os
import sys
import traceback


class Target:
    """What is debugged: the file to wait for (`filename`), what `__main__` starts with (`names`).

    `read()` gives the statement or code that runs, each time anew: a script may have been edited.
    """

    def __init__(self, shown, filename, read, **names):
        self._shown, self.filename, self.read = shown, filename, read
        self.names = {'__name__': '__main__', '__builtins__': __builtins__, **names}

    def __repr__(self):
        return self._shown


def script(path):
    """The target of a file of Python source; the process ends for what is none."""
    if not os.path.exists(path):
        _fail(f'Error: {path} does not exist')
    if os.path.isdir(path):
        _fail(f'Error: {path} is a directory')
    path = os.path.realpath(path)
    _search_first(os.path.dirname(path))

    def read():
        with io.open_code(path) as file:
            return f'exec(compile({file.read()!r}, {path!r}, "exec"))'
    return Target(path, path, read, __file__=path, __spec__=None)


def module(name):
    """The target of a module, or of a package with a `__main__`."""
    import runpy

    _search_first(os.getcwd())
    try:
        spec, code = runpy._details(name)
    except ImportError as error:
        _fail(f'ImportError: {error}')
    except Exception:
        traceback.print_exc()
        sys.exit(1)
    file = os.path.normcase(os.path.abspath(code.co_filename))
    return Target(name, code.co_filename, lambda: code,
                  __file__=file, __package__=spec.parent, __loader__=spec.loader, __spec__=spec)


def _fail(message):
    print(message)
    sys.exit(1)


def _search_first(folder):
    """Let imports look where they would without a debugger, whose own folder is first."""
    if not sys.flags.safe_path:
        sys.path[0] = folder


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
        target = module(options.module)
        args.insert(0, target.filename)
    elif not args:
        parser.error('no module or script to run')
    elif args[0].startswith('-'):
        parser.error(f"unrecognized arguments: {' '.join(args)}")
    else:
        target = script(args[0])
    sys.argv[:] = args
    _debug_again_and_again(debugger(mode='cli'), restart, target, options.commands)


def _debug_again_and_again(debugger, restart, target, commands):
    debugger.rcLines.extend(commands)
    while True:
        try:
            debugger._run(target)
        except restart:
            print(f'Restarting {target!r} with arguments:\n\t{" ".join(sys.argv[1:])}')
        except SystemExit as error:
            print('The program exited via sys.exit(). Exit status:', error)
        except BaseException as error:
            traceback.print_exception(error)
            print('Uncaught exception. Entering post mortem debugging')
            print("Running 'cont' or 'step' will restart the program")
            debugger.interaction(None, error)
        if debugger._user_requested_quit:
            return
        print('The program finished and will be restarted')
