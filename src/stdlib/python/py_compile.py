"""Contract: compile a file to see that it compiles, and where its code is kept.

Kept code is the import system's own affair: it belongs to one executable, and the first import of a module writes it. So what
is compiled here is checked and given up; nothing appears on disk, and how the file would be told to be out of date
(`invalidation_mode`) does not matter.
"""
import enum
import importlib.util
import os
import sys
import traceback

__all__ = ['compile', 'main', 'PyCompileError', 'PycInvalidationMode']

_compile = compile


class PyCompileError(Exception):
    """A file does not compile: `exc_type_name`, `exc_value`, `file`, and `msg`, the whole text."""

    def __init__(self, exc_type, exc_value, file, msg=''):
        name = exc_type.__name__
        if exc_type is SyntaxError:
            told = ''.join(traceback.format_exception_only(exc_type, exc_value)).replace('File "<string>"', f'File "{file}"')
        else:
            told = f'Sorry: {name}: {exc_value}'
        super().__init__(msg or told, name, exc_value, file)
        self.exc_type_name, self.exc_value, self.file, self.msg = name, exc_value, file, msg or told

    def __str__(self):
        return self.msg


class PycInvalidationMode(enum.Enum):
    """How kept code is known to be out of date."""

    TIMESTAMP = 1
    CHECKED_HASH = 2
    UNCHECKED_HASH = 3


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None, quiet=0):
    """Compile a file, and return the name of the file for its code; a mistake is printed (the answer is None), or raised."""
    if cfile is None:
        level = {} if optimize < 0 else {'optimization': optimize or ''}
        cfile = importlib.util.cache_from_source(file, **level)
    for is_odd, what in ((os.path.islink, 'is a symlink and will be changed into a regular file if'),
                         (lambda path: os.path.exists(path) and not os.path.isfile(path),
                          'is a non-regular file and will be changed into a regular one if')):
        if is_odd(cfile):
            raise FileExistsError(f'{cfile} {what} import writes a byte-compiled file to it')
    with open(file, 'rb') as source:
        text = source.read()
    try:
        _compile(text, dfile or file, 'exec', dont_inherit=True, optimize=optimize)
    except Exception as error:
        told = PyCompileError(type(error), error, dfile or file)
        if quiet < 2:
            if doraise:
                raise told
            sys.stderr.write(told.msg + '\n')
        return None
    return cfile


def main():
    """The command line: compile files; the first mistake ends it."""
    import argparse

    parser = argparse.ArgumentParser(description='A simple command-line interface for py_compile module.')
    parser.add_argument('-q', '--quiet', action='store_true', help='Suppress error output')
    parser.add_argument('filenames', nargs='+', help='Files to compile')
    told = parser.parse_args()
    names = told.filenames
    if names == ['-']:
        names = [line.rstrip('\n') for line in sys.stdin]
    for name in names:
        try:
            compile(name, doraise=True)
        except (PyCompileError, OSError) as error:
            parser.exit(1, None if told.quiet else str(error))


if __name__ == '__main__':
    main()
