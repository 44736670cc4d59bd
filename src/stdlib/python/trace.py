"""Contract: follow a program: print its lines as they run, count them, list its functions and who calls whom.

`Trace` runs the code, on `sys.settrace`; `CoverageResults` has what was counted and writes it, one `.cover` file
for each module; `python -m trace` is both.
"""
import argparse
import ast
import inspect
import io
import linecache
import os
import pickle
import sys
import sysconfig
import threading
import tokenize
from time import monotonic

__all__ = ['Trace', 'CoverageResults']

PRAGMA_NOCOVER = '#pragma NO COVER'


class _Ignore:
    """The modules and folders that are not followed."""

    def __init__(self, modules=None, dirs=None):
        self._modules = set(modules or ())
        self._folders = [os.path.normpath(folder) for folder in dirs or ()]
        self._known = {'<string>': True}

    def names(self, filename, modulename):
        """Whether a module is not followed; remembered by its name."""
        known = self._known.get(modulename)
        if known is None:
            known = filename is None or any(modulename == m or modulename.startswith(m + '.') for m in self._modules) \
                or any(filename.startswith(folder + os.sep) for folder in self._folders)
            self._known[modulename] = known
        return known


def _modname(path):
    """The name of a module by its file."""
    return os.path.splitext(os.path.basename(path))[0]


def _fullmodname(path):
    """The dotted name of a module by its file: below the longest folder of sys.path that contains it."""
    whole = os.path.normcase(path)
    longest = ''
    for folder in map(os.path.normcase, sys.path):
        if whole.startswith(folder) and whole[len(folder):len(folder) + 1] == os.sep and len(folder) > len(longest):
            longest = folder
    name = path[len(longest) + 1:] if longest else path
    name = os.path.splitdrive(name)[1].replace(os.sep, '.')
    return os.path.splitext(name)[0].lstrip('.')


class CoverageResults:
    """How often each line ran: `counts` by (file, line); and the functions called, and by whom."""

    def __init__(self, counts=None, calledfuncs=None, infile=None, callers=None, outfile=None):
        self.counts = {} if counts is None else counts
        self.counter = self.counts.copy()
        self.calledfuncs = {} if calledfuncs is None else calledfuncs
        self.calledfuncs = self.calledfuncs.copy()
        self.callers = ({} if callers is None else callers).copy()
        self.infile, self.outfile = infile, outfile
        if infile:
            # counts of earlier runs
            try:
                with open(infile, 'rb') as f:
                    counts, calledfuncs, callers = pickle.load(f)
                self.update(self.__class__(counts, calledfuncs, callers=callers))
            except (OSError, EOFError, ValueError) as error:
                print(f'Skipping counts file {infile!r}: {error}', file=sys.stderr)

    def is_ignored_filename(self, filename):
        """Whether the name is not of a file."""
        return filename.startswith('<') and filename.endswith('>')

    def update(self, other):
        """Add other results to these."""
        for place, count in other.counts.items():
            self.counts[place] = self.counts.get(place, 0) + count
        self.calledfuncs.update(dict.fromkeys(other.calledfuncs, 1))
        self.callers.update(dict.fromkeys(other.callers, 1))

    def write_results(self, show_missing=True, summary=False, coverdir=None, *, ignore_missing_files=False):
        """Print the lists, and write the counts beside each module or into `coverdir`."""
        if self.calledfuncs:
            print('\nfunctions called:')
            for filename, modulename, funcname in sorted(self.calledfuncs):
                print(f'filename: {filename}, modulename: {modulename}, funcname: {funcname}')
        if self.callers:
            self._print_callers()
        files = {}
        for filename, line in self.counts:
            files.setdefault(filename, {})[line] = self.counts[filename, line]
        sums = {}
        for filename, hits in files.items():
            if self.is_ignored_filename(filename) or ignore_missing_files and not os.path.isfile(filename):
                continue
            if filename.endswith('.pyc'):
                filename = filename[:-1]
            if coverdir is None:
                folder, module = os.path.dirname(os.path.abspath(filename)), _modname(filename)
            else:
                folder, module = coverdir, _fullmodname(filename)
                os.makedirs(folder, exist_ok=True)
            executable = _executable_lines(filename) if show_missing else {}
            covered, lines = self.write_results_file(os.path.join(folder, module + '.cover'),
                                                     linecache.getlines(filename), executable, hits,
                                                     _encoding_of(filename))
            if summary and lines:
                sums[module] = lines, 100 * covered / lines, module, filename
        if summary and sums:
            print('lines   cov%   module   (path)')
            for module in sorted(sums):
                print('%5d   %.1f%%   %s   (%s)' % sums[module])
        if self.outfile:
            try:
                with open(self.outfile, 'wb') as f:
                    pickle.dump((self.counts, self.calledfuncs, self.callers), f, 1)
            except OSError as error:
                print(f"Can't save counts files because {error}", file=sys.stderr)

    def _print_callers(self):
        print('\ncalling relationships:')
        caller, callee = '', ''
        for (file, module, function), (to_file, to_module, to_function) in sorted(self.callers):
            if file != caller:
                print(f'\n*** {file} ***')
                caller, callee = file, ''
            if to_file not in (file, callee):
                print('  -->', to_file)
                callee = to_file
            print(f'    {module}.{function} -> {to_module}.{to_function}')

    def write_results_file(self, path, lines, lnotab, lines_hit, encoding=None):
        """Write the lines with their counts; (lines that ran, lines that can run)."""
        try:
            out = open(path, 'w', encoding=encoding)
        except OSError as error:
            print(f'trace: Could not open {path!r} for writing: {error} - skipping', file=sys.stderr)
            return 0, 0
        covered = executable = 0
        with out:
            for number, line in enumerate(lines, 1):
                if number in lines_hit:
                    margin = f'{lines_hit[number]:5d}: '
                    covered += 1
                    executable += 1
                elif number in lnotab and PRAGMA_NOCOVER not in line:
                    margin = '>>>>>> '
                    executable += 1
                else:
                    margin = ' ' * 7
                out.write(margin + line.expandtabs(8))
        return covered, executable


def _encoding_of(filename):
    try:
        with open(filename, 'rb') as f:
            return tokenize.detect_encoding(f.readline)[0]
    except OSError:
        return None


def _executable_lines(filename):
    """{line: 1} of the lines that code stands for, without texts that are statements."""
    try:
        with tokenize.open(filename) as f:
            source = f.read()
        code, tree = compile(source, filename, 'exec'), ast.parse(source)
    except OSError as error:
        print(f'Not printing coverage data for {filename!r}: {error}', file=sys.stderr)
        return {}
    texts = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            texts.update(range(node.lineno, node.end_lineno + 1))
    lines, codes = {}, [code]
    while codes:
        code = codes.pop()
        lines.update((line, 1) for _, _, line in code.co_lines() if line and line not in texts)
        codes.extend(const for const in code.co_consts if inspect.iscode(const))
    return lines


class Trace:
    """Runs code and follows it: as a list of the lines, as counts, as a list of functions or of calls."""

    def __init__(self, count=1, trace=1, countfuncs=0, countcallers=0, ignoremods=(), ignoredirs=(), infile=None,
                 outfile=None, timing=False):
        self.infile, self.outfile = infile, outfile
        self.ignore = _Ignore(ignoremods, ignoredirs)
        self.counts = {}
        self.donothing = 0
        self.trace = trace
        self._calledfuncs, self._callers = {}, {}
        self.start_time = monotonic() if timing else None
        if countcallers:
            self.globaltrace = self.globaltrace_trackcallers
        elif countfuncs:
            self.globaltrace = self.globaltrace_countfuncs
        elif trace or count:
            self.globaltrace = self.globaltrace_lt
            self.localtrace = self.localtrace_trace_and_count if trace and count else \
                self.localtrace_trace if trace else self.localtrace_count
        else:
            self.donothing = 1

    def run(self, cmd):
        """Follow a statement in `__main__`."""
        import __main__
        self.runctx(cmd, __main__.__dict__, __main__.__dict__)

    def runctx(self, cmd, globals=None, locals=None):
        """Follow a statement in the namespaces, new ones where none are given."""
        globals = {} if globals is None else globals
        locals = {} if locals is None else locals
        if not self.donothing:
            threading.settrace(self.globaltrace)
            sys.settrace(self.globaltrace)
        try:
            exec(cmd, globals, locals)
        finally:
            # in this frame: a call would be followed
            if not self.donothing:
                sys.settrace(None)
                threading.settrace(None)

    def runfunc(self, func, /, *args, **kw):
        """Follow a call; its value."""
        if not self.donothing:
            sys.settrace(self.globaltrace)
        try:
            return func(*args, **kw)
        finally:
            if not self.donothing:
                sys.settrace(None)

    def file_module_function_of(self, frame):
        """(file, module, function) of a frame; a method has its class's name before it."""
        code = frame.f_code
        name = code.co_name
        if code.co_flags & inspect.CO_NEWLOCALS:
            parts = code.co_qualname.rpartition('<locals>.')[2].split('.')
            name = '.'.join(parts[-2:])
        return code.co_filename, _modname(code.co_filename), name

    # ---- what a call does

    def globaltrace_trackcallers(self, frame, why, arg):
        """Remember who calls whom."""
        if why == 'call':
            this, parent = self.file_module_function_of(frame), self.file_module_function_of(frame.f_back)
            self._callers[parent, this] = 1

    def globaltrace_countfuncs(self, frame, why, arg):
        """Remember the functions called."""
        if why == 'call':
            self._calledfuncs[self.file_module_function_of(frame)] = 1

    def globaltrace_lt(self, frame, why, arg):
        """Follow the lines of a function whose module is not ignored."""
        if why != 'call':
            return None
        filename = frame.f_globals.get('__file__', None)
        if not filename:
            return None
        module = _modname(filename)
        if self.ignore.names(filename, module):
            return None
        if self.trace:
            print(f' --- modulename: {module}, funcname: {frame.f_code.co_name}')
        return self.localtrace

    # ---- what a line does

    def _count(self, frame):
        place = frame.f_code.co_filename, frame.f_lineno
        self.counts[place] = self.counts.get(place, 0) + 1

    def _print(self, frame):
        filename, lineno = frame.f_code.co_filename, frame.f_lineno
        if self.start_time is not None:
            print(f'{monotonic() - self.start_time:.2f}', end=' ')
        place, line = f'{os.path.basename(filename)}({lineno})', linecache.getline(filename, lineno)
        print(f'{place}:  {line}' if line else place, end='' if line else '\n')

    def localtrace_trace_and_count(self, frame, why, arg):
        """Print a line and count it."""
        if why == 'line':
            self._count(frame)
            self._print(frame)
        return self.localtrace

    def localtrace_trace(self, frame, why, arg):
        """Print a line."""
        if why == 'line':
            self._print(frame)
        return self.localtrace

    def localtrace_count(self, frame, why, arg):
        """Count a line."""
        if why == 'line':
            self._count(frame)
        return self.localtrace

    def results(self):
        """What was found so far."""
        return CoverageResults(self.counts, infile=self.infile, outfile=self.outfile,
                               calledfuncs=self._calledfuncs, callers=self._callers)


def _parser():
    parser = argparse.ArgumentParser()
    parser.add_argument('--version', action='version', version='trace 2.0')
    parser.add_argument('--module', action='store_true', help='the program is a module')
    main = parser.add_argument_group('Main options', 'one of them, or --report')
    main.add_argument('-c', '--count', action='store_true', help='count lines and write <module>.cover files')
    main.add_argument('-t', '--trace', action='store_true', help='print each line before it runs')
    main.add_argument('-l', '--listfuncs', action='store_true', help='list the functions called')
    main.add_argument('-T', '--trackcalls', action='store_true', help='list who calls whom')
    modifiers = parser.add_argument_group('Modifiers')
    reports = modifiers.add_mutually_exclusive_group()
    reports.add_argument('-r', '--report', action='store_true', help='write a report of the counts in --file')
    reports.add_argument('-R', '--no-report', action='store_true', help='write no report')
    modifiers.add_argument('-f', '--file', help='where counts of several runs are kept')
    modifiers.add_argument('-C', '--coverdir', help='the folder of the reports')
    modifiers.add_argument('-m', '--missing', action='store_true', help='mark lines that did not run with >>>>>>')
    modifiers.add_argument('-s', '--summary', action='store_true', help='print one line about each file')
    modifiers.add_argument('-g', '--timing', action='store_true', help='print the time before each line')
    filters = parser.add_argument_group('Filters', 'each may be given more than once')
    filters.add_argument('--ignore-module', action='append', default=[], help='modules not to follow, between commas')
    filters.add_argument('--ignore-dir', action='append', default=[], help='folders not to follow')
    parser.add_argument('progname', nargs='?', help='the program')
    parser.add_argument('arguments', nargs=argparse.REMAINDER, help="the program's arguments")
    return parser


def _folder(text):
    text = os.path.expanduser(os.path.expandvars(text))
    return os.path.normpath(text.replace('$prefix', sysconfig.get_path('stdlib'))
                            .replace('$exec_prefix', sysconfig.get_path('platstdlib')))


def main():
    """The command."""
    parser = _parser()
    options = parser.parse_args()
    if options.report:
        if not options.file:
            parser.error('-r/--report requires -f/--file')
        CoverageResults(infile=options.file, outfile=options.file).write_results(
            options.missing, options.summary, options.coverdir)
        return
    if not any([options.trace, options.count, options.listfuncs, options.trackcalls]):
        parser.error('must specify one of --trace, --count, --report, --listfuncs, or --trackcalls')
    if options.listfuncs and (options.count or options.trace):
        parser.error('cannot specify both --listfuncs and (--trace or --count)')
    if options.summary and not options.count:
        parser.error('--summary can only be used with --count or --report')
    if options.progname is None:
        parser.error('progname is missing: required with the main options')
    tracer = Trace(options.count, options.trace, countfuncs=options.listfuncs, countcallers=options.trackcalls,
                   ignoremods=[name.strip() for names in options.ignore_module for name in names.split(',')],
                   ignoredirs=[_folder(name) for names in options.ignore_dir for name in names.split(os.pathsep)],
                   infile=options.file, outfile=options.file, timing=options.timing)
    try:
        code, names = _program(options)
        tracer.runctx(code, names, names)
    except OSError as error:
        sys.exit(f'Cannot run file {sys.argv[0]!r} because: {error}')
    except SystemExit:
        pass
    results = tracer.results()
    if not options.no_report:
        results.write_results(options.missing, options.summary, options.coverdir)


def _program(options):
    """(code, its namespace) of the program; `sys.argv` becomes its own."""
    if options.module:
        import runpy
        spec, code = runpy._details(options.progname)
        sys.argv = [code.co_filename, *options.arguments]
        return code, {'__name__': '__main__', '__file__': code.co_filename, '__package__': spec.parent,
                      '__loader__': spec.loader, '__spec__': spec, '__cached__': None}
    sys.argv = [options.progname, *options.arguments]
    sys.path[0] = os.path.dirname(options.progname)
    with io.open_code(options.progname) as f:
        code = compile(f.read(), options.progname, 'exec')
    return code, {'__file__': options.progname, '__name__': '__main__', '__package__': None, '__cached__': None}


if __name__ == '__main__':
    main()
