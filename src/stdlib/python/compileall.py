"""Contract: compile all files of folders, as `py_compile` compiles one: to see that they compile."""
import functools
import os
import py_compile
import sys

__all__ = ['compile_dir', 'compile_file', 'compile_path']

_LINKS = 'Hardlinking of duplicated bytecode makes sense only for more than one optimization level'


def _files(dir, maxlevels, quiet):
    """The files below a folder, in order; each folder is told when it is its turn."""
    if not quiet:
        print(f'Listing {dir!r}...')
    try:
        names = sorted(os.listdir(dir))
    except OSError:
        if quiet < 2:
            print(f"Can't list {dir!r}")
        return
    for name in names:
        path = os.path.join(dir, name)
        if name == '__pycache__':
            continue
        if not os.path.isdir(path):
            yield path
        elif maxlevels > 0 and not os.path.islink(path):
            yield from _files(path, maxlevels - 1, quiet)


def compile_dir(dir, maxlevels=None, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, workers=1,
                invalidation_mode=None, *, stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Compile the files of a folder and of those in it, `maxlevels` deep; `workers` threads do it (0: as many as fit)."""
    if workers < 0:
        raise ValueError('workers must be greater or equal to 0')
    if ddir is not None:
        if stripdir is not None or prependdir is not None:
            raise ValueError('Destination dir (ddir) cannot be used in combination with stripdir or prependdir')
        stripdir, prependdir = dir, ddir
    files = _files(os.fspath(dir), sys.getrecursionlimit() if maxlevels is None else maxlevels, quiet)
    one = functools.partial(compile_file, force=force, rx=rx, quiet=quiet, legacy=legacy, optimize=optimize,
                            invalidation_mode=invalidation_mode, stripdir=stripdir, prependdir=prependdir,
                            limit_sl_dest=limit_sl_dest, hardlink_dupes=hardlink_dupes)
    if workers == 1:
        return all([one(file) for file in files])
    from concurrent.futures import ThreadPoolExecutor
    with ThreadPoolExecutor(workers or None) as pool:
        return all(list(pool.map(one, files)))


def _name_told(path, ddir, stripdir, prependdir, quiet):
    """What the code says its file is: None for the file itself."""
    if ddir is not None:
        return os.path.join(ddir, os.path.basename(path))
    told = None
    if stripdir is not None:
        parts, away = path.split(os.sep), os.fspath(stripdir).split(os.sep)
        if parts[:len(away)] == away:
            told = os.path.join(*parts[len(away):])
        elif quiet < 2:
            print(f'The stripdir path {stripdir!r} is not a valid prefix for source path {path!r}; ignoring')
    if prependdir is not None:
        told = os.path.join(prependdir, path if told is None else told)
    return told


def _points_outside(path, folder):
    """A link that leads out of a folder."""
    return os.path.islink(path) and not os.path.realpath(path).startswith(os.path.realpath(folder) + os.sep)


def compile_file(fullname, ddir=None, force=False, rx=None, quiet=0, legacy=False, optimize=-1, invalidation_mode=None, *,
                 stripdir=None, prependdir=None, limit_sl_dest=None, hardlink_dupes=False):
    """Compile one file, unless `rx` finds something in its name; returns whether there was no mistake."""
    if ddir is not None and (stripdir is not None or prependdir is not None):
        raise ValueError('Destination dir (ddir) cannot be used in combination with stripdir or prependdir')
    levels = [optimize] if isinstance(optimize, int) else sorted(set(optimize))
    if hardlink_dupes and len(levels) < 2:
        raise ValueError(_LINKS)
    fullname = os.fspath(fullname)
    name = _name_told(fullname, ddir, stripdir, prependdir, quiet)
    if rx is not None and rx.search(fullname):
        return True
    if limit_sl_dest is not None and _points_outside(fullname, limit_sl_dest):
        return True
    if not (os.path.isfile(fullname) and fullname.endswith('.py')):
        return True
    if not quiet:
        print(f'Compiling {fullname!r}...')
    try:
        for level in levels:
            py_compile.compile(fullname, fullname + 'c' if legacy else None, name, True, level, invalidation_mode)
    except (py_compile.PyCompileError, SyntaxError, UnicodeError, OSError) as error:
        if quiet < 2:
            print(f'*** Error compiling {fullname!r}...\n' if quiet else '*** ', end='')
            text = error.msg if isinstance(error, py_compile.PyCompileError) else f'{type(error).__name__}: {error}'
            encoding = sys.stdout.encoding or sys.getdefaultencoding()
            print(text.encode(encoding, 'backslashreplace').decode(encoding))
        return False
    return True


def compile_path(skip_curdir=1, maxlevels=0, force=False, quiet=0, legacy=False, optimize=-1, invalidation_mode=None):
    """Compile what lies in the folders of `sys.path`."""
    fine = True
    for dir in sys.path:
        if skip_curdir and dir in ('', os.curdir):
            if quiet < 2:
                print('Skipping current directory')
        else:
            # the first folder that has a mistake is the last one
            fine = fine and compile_dir(dir, maxlevels, None, force, None, quiet, legacy, optimize, 1, invalidation_mode)
    return fine


def _parser():
    import argparse

    parser = argparse.ArgumentParser(description='Utilities to support installing Python libraries.')
    add = parser.add_argument
    add('-l', action='store_const', const=0, dest='maxlevels', help="don't recurse into subdirectories")
    add('-r', type=int, dest='recursion',
        help='control the maximum recursion level. if `-l` and `-r` options are specified, then `-r` takes precedence.')
    add('-f', action='store_true', dest='force', help='force rebuild even if timestamps are up to date')
    add('-q', action='count', dest='quiet', default=0,
        help='output only error messages; -qq will suppress the error messages as well.')
    add('-b', action='store_true', dest='legacy', help='use legacy (pre-PEP3147) compiled file locations')
    add('-d', metavar='DESTDIR', dest='ddir',
        help='directory to prepend to file paths for use in compile-time tracebacks and in runtime tracebacks in cases '
             'where the source file is unavailable')
    add('-s', metavar='STRIPDIR', dest='stripdir',
        help='part of path to left-strip from path to source file - for example buildroot. `-d` and `-s` options cannot '
             'be specified together.')
    add('-p', metavar='PREPENDDIR', dest='prependdir',
        help='path to add as prefix to path to source file - for example / to make it absolute when some part is removed '
             'by `-s` option. `-d` and `-p` options cannot be specified together.')
    add('-x', metavar='REGEXP', dest='rx',
        help='skip files matching the regular expression; the regexp is searched for in the full path of each file '
             'considered for compilation')
    add('-i', metavar='FILE', dest='flist',
        help='add all the files and directories listed in FILE to the list considered for compilation; if "-", names are '
             'read from stdin')
    add('compile_dest', metavar='FILE|DIR', nargs='*',
        help='zero or more file and directory names to compile; if no arguments given, defaults to the equivalent of -l '
             'sys.path')
    add('-j', '--workers', type=int, default=1, help='Run compileall concurrently')
    add('--invalidation-mode', choices=sorted(mode.name.lower().replace('_', '-') for mode in py_compile.PycInvalidationMode),
        help='set .pyc invalidation mode; defaults to "checked-hash" if the SOURCE_DATE_EPOCH environment variable is set, '
             'and "timestamp" otherwise.')
    add('-o', action='append', type=int, dest='opt_levels',
        help='Optimization levels to run compilation with. Default is -1 which uses the optimization level of the Python '
             'interpreter itself (see -O).')
    add('-e', metavar='DIR', dest='limit_sl_dest', help='Ignore symlinks pointing outsite of the DIR')
    add('--hardlink-dupes', action='store_true', help='Hardlink duplicated pyc files')
    return parser


def _listed(told):
    """The names on the command line, and those in the file that it tells; None if that cannot be read."""
    names = told.compile_dest
    if told.flist:
        try:
            with sys.stdin if told.flist == '-' else open(told.flist, encoding='utf-8') as file:
                names += [line.strip() for line in file]
        except OSError:
            if told.quiet < 2:
                print(f'Error reading file list {told.flist}')
            return None
    return names


def main():
    """The command line; returns whether all compiled."""
    parser = _parser()
    told = parser.parse_args()
    if told.rx:
        import re
        told.rx = re.compile(told.rx)
    levels = told.opt_levels or [-1]
    if len(levels) == 1 and told.hardlink_dupes:
        parser.error(_LINKS + '.')
    if told.ddir is not None and (told.stripdir is not None or told.prependdir is not None):
        parser.error('-d cannot be used in combination with -s or -p')
    names = _listed(told)
    if names is None:
        return False
    mode = told.invalidation_mode and py_compile.PycInvalidationMode[told.invalidation_mode.replace('-', '_').upper()]
    maxlevels = told.maxlevels if told.recursion is None else told.recursion
    common = dict(ddir=told.ddir, force=told.force, rx=told.rx, quiet=told.quiet, legacy=told.legacy, optimize=levels,
                  invalidation_mode=mode, stripdir=told.stripdir, prependdir=told.prependdir,
                  limit_sl_dest=told.limit_sl_dest, hardlink_dupes=told.hardlink_dupes)
    try:
        if not names:
            return compile_path(legacy=told.legacy, force=told.force, quiet=told.quiet, invalidation_mode=mode)
        return all([compile_file(name, **common) if os.path.isfile(name)
                    else compile_dir(name, maxlevels=maxlevels, workers=told.workers, **common) for name in names])
    except KeyboardInterrupt:
        if told.quiet < 2:
            print('\n[interrupted]')
        return False


if __name__ == '__main__':
    sys.exit(int(not main()))
