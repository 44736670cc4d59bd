"""Contract: examples in docstrings and text files, run and compared. The parts that find and compare: `_doctest_parts`."""
import __future__
import builtins
import inspect
import io
import linecache
import os
import sys
import traceback
import unittest
from _doctest_parts import (
    BLANKLINE_MARKER, COMPARISON_FLAGS, DONT_ACCEPT_BLANKLINE, DONT_ACCEPT_TRUE_FOR_1, ELLIPSIS, ELLIPSIS_MARKER, FAIL_FAST,
    IGNORE_EXCEPTION_DETAIL, NORMALIZE_WHITESPACE, OPTIONFLAGS_BY_NAME, REPORTING_FLAGS, REPORT_CDIFF, REPORT_NDIFF,
    REPORT_ONLY_FIRST_FAILURE, REPORT_UDIFF, SKIP, DocTest, DocTestFinder, DocTestParser, Example, OutputChecker, TestResults,
    _ellipsis_match, _indent, _strip_exception_details, register_optionflag)

__unittest = True
__all__ = ['register_optionflag', 'DONT_ACCEPT_TRUE_FOR_1', 'DONT_ACCEPT_BLANKLINE', 'NORMALIZE_WHITESPACE', 'ELLIPSIS',
           'SKIP', 'IGNORE_EXCEPTION_DETAIL', 'COMPARISON_FLAGS', 'REPORT_UDIFF', 'REPORT_CDIFF', 'REPORT_NDIFF',
           'REPORT_ONLY_FIRST_FAILURE', 'REPORTING_FLAGS', 'FAIL_FAST', 'Example', 'DocTest', 'DocTestParser', 'DocTestFinder',
           'DocTestRunner', 'OutputChecker', 'DocTestFailure', 'UnexpectedException', 'DebugRunner', 'testmod', 'testfile',
           'run_docstring_examples', 'DocTestSuite', 'DocFileSuite', 'set_unittest_reportflags', 'script_from_examples',
           'testsource', 'debug_src', 'debug']


def _extract_future_flags(globs):
    """The flags for `compile` of the features of `__future__` that a namespace has imported."""
    flags = 0
    for name in __future__.all_feature_names:
        feature = getattr(__future__, name)
        if globs.get(name) is feature:
            flags |= feature.compiler_flag
    return flags


def _normalize_module(module, depth=2):
    """A module that was given as itself, by its name, or as None: then the caller's."""
    if inspect.ismodule(module):
        return module
    if module is not None and not isinstance(module, str):
        raise TypeError('Expected a module, string, or None')
    name = sys._getframe(depth).f_globals['__name__'] if module is None else module
    return __import__(name, globals(), locals(), ['*'])


class DocTestFailure(Exception):
    """An example printed something else."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """An example raised."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


class _Out(io.StringIO):
    """What an example prints."""

    def getvalue(self):
        text = super().getvalue()
        return text + '\n' if text and not text.endswith('\n') else text

    def truncate(self, size=None):
        self.seek(size)
        super().truncate()


def _plural(count, word='test'):
    return f'{count} {word}' if count == 1 else f'{count} {word}s'


def _traceback_of(exc_info):
    out = io.StringIO()
    exc_type, exc_val, exc_tb = exc_info
    traceback.print_exception(exc_type, exc_val, exc_tb, file=out)
    return out.getvalue()


def _with_options(flags, options):
    """The flags as an example's own options change them."""
    for flag, on in options.items():
        flags = flags | flag if on else flags & ~flag
    return flags


class DocTestRunner:
    """Runs the examples of tests, and counts."""
    DIVIDER = '*' * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = '-v' in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = self.skips = 0
        # by name of the test: how many examples failed, were tried and were left out
        self._stats = {}
        self._fakeout = _Out()

    def report_start(self, out, test, example):
        """An example is about to be run."""
        if self._verbose:
            wanted = 'Expecting:\n' + _indent(example.want) if example.want else 'Expecting nothing\n'
            out('Trying:\n' + _indent(example.source) + wanted)

    def report_success(self, out, test, example, got):
        """It printed what it should."""
        if self._verbose:
            out('ok\n')

    def report_failure(self, out, test, example, got):
        """It printed something else."""
        out(self._failure_header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        """It raised."""
        out(self._failure_header(test, example) + 'Exception raised:\n' + _indent(_traceback_of(exc_info)))

    def _failure_header(self, test, example):
        lineno = '?' if test.lineno is None or example.lineno is None else test.lineno + example.lineno + 1
        place = 'File "%s", line %s, in %s' % (test.filename, lineno, test.name) if test.filename else \
            'Line %s, in %s' % (example.lineno + 1, test.name)
        return '\n'.join([self.DIVIDER, place, 'Failed example:', _indent(example.source)])

    def _execute(self, test, example, number, compileflags):
        """Run one example; what it raised, or None."""
        filename = '<doctest %s[%d]>' % (test.name, number)
        lines = example.source.splitlines(keepends=True)
        linecache.cache[filename] = len(example.source), None, lines, filename
        try:
            exec(compile(example.source, filename, 'single', compileflags, True), test.globs)
        except KeyboardInterrupt:
            raise
        except BaseException:
            exc_type, value, tb = sys.exc_info()
            return exc_type, value.with_traceback(tb.tb_next), tb.tb_next
        return None

    def _judge(self, example, got, exception):
        """'ok', 'failure' or 'error', and the output that counts."""
        check = self._checker.check_output
        if exception is None:
            return ('ok' if check(example.want, got, self.optionflags) else 'failure'), got
        formatted = traceback.format_exception_only(*exception[:2])
        if issubclass(exception[0], SyntaxError):
            # the lines before the message show the place
            names = (f'{exception[0].__qualname__}:', f'{exception[0].__module__}.{exception[0].__qualname__}:')
            at = next((i for i, line in enumerate(formatted) if line.startswith(names)), 0)
            formatted = formatted[at:]
        message = ''.join(formatted)
        got += _traceback_of(exception)
        if example.exc_msg is None:
            return 'error', got
        if check(example.exc_msg, message, self.optionflags):
            return 'ok', got
        if self.optionflags & IGNORE_EXCEPTION_DETAIL and check(
                _strip_exception_details(example.exc_msg), _strip_exception_details(message), self.optionflags):
            return 'ok', got
        return 'failure', got

    def _run_examples(self, test, compileflags, out):
        failures = tries = skips = 0
        original = self.optionflags
        for number, example in enumerate(test.examples):
            tries += 1
            quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            self.optionflags = _with_options(original, example.options)
            if self.optionflags & SKIP:
                skips += 1
                continue
            if not quiet:
                self.report_start(out, test, example)
            exception = self._execute(test, example, number, compileflags)
            got = self._fakeout.getvalue()
            self._fakeout.truncate(0)
            outcome, got = self._judge(example, got, exception)
            if outcome == 'ok':
                if not quiet:
                    self.report_success(out, test, example, got)
                continue
            failures += 1
            if not quiet:
                if outcome == 'failure':
                    self.report_failure(out, test, example, got)
                else:
                    self.report_unexpected_exception(out, test, example, exception)
            if self.optionflags & FAIL_FAST:
                break
        self.optionflags = original
        old = self._stats.get(test.name, (0, 0, 0))
        self._stats[test.name] = tuple(map(sum, zip(old, (failures, tries, skips))))
        self.failures += failures
        self.tries += tries
        self.skips += skips
        return TestResults(failures, tries, skipped=skips)

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """Run the examples of a test."""
        self.test = test
        if compileflags is None:
            compileflags = _extract_future_flags(test.globs)
        before = sys.stdout, sys.displayhook
        if out is None:
            out = before[0].write
        sys.stdout = self._fakeout
        sys.displayhook = sys.__displayhook__
        try:
            return self._run_examples(test, compileflags, out)
        finally:
            sys.stdout, sys.displayhook = before
            for number in range(len(test.examples)):
                linecache.cache.pop('<doctest %s[%d]>' % (test.name, number), None)
            if clear_globs:
                builtins._ = None
                test.globs.clear()

    def summarize(self, verbose=None):
        """Print how many passed and failed; the same as a result."""
        if verbose is None:
            verbose = self._verbose
        stats = sorted(self._stats.items())
        empty = [name for name, (_, tries, _) in stats if tries == 0]
        passed = [(name, tries) for name, (failures, tries, _) in stats if tries and not failures]
        failed = [(name, numbers) for name, numbers in stats if numbers[0]]
        total_failures, total_tries, total_skips = (sum(column) for column in zip((0, 0, 0), *self._stats.values()))
        if verbose:
            if empty:
                print(f'{_plural(len(empty), "item")} had no tests:')
                for name in empty:
                    print(f'    {name}')
            if passed:
                print(f'{_plural(len(passed), "item")} passed all tests:')
                for name, count in passed:
                    print(f' {count:3d} {"test" if count == 1 else "tests"} in {name}')
        if failed:
            print(self.DIVIDER)
            print(f'{_plural(len(failed), "item")} had failures:')
            for name, (failures, tries, _) in failed:
                print(f' {failures:3d} of {tries:3d} in {name}')
        if verbose:
            print(f'{_plural(total_tries)} in {_plural(len(stats), "item")}.')
            print(f'{total_tries - total_failures} passed'
                  + (f' and {total_failures} failed' if total_failures else '') + '.')
        if total_failures:
            text = f'***Test Failed*** {_plural(total_failures, "failure")}'
            if total_skips:
                text += f' and {_plural(total_skips, "skipped test")}'
            print(f'{text}.')
        elif verbose:
            print('Test passed.')
        return TestResults(total_failures, total_tries, skipped=total_skips)

    def merge(self, other):
        """Add the numbers of another runner."""
        for name, numbers in other._stats.items():
            self._stats[name] = tuple(map(sum, zip(self._stats.get(name, (0, 0, 0)), numbers)))


class DebugRunner(DocTestRunner):
    """Raises at the first failure."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        result = super().run(test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return result

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


master = None


def _finish(runner, report):
    global master
    if report:
        runner.summarize()
    if master is not None:
        master.merge(runner)
    master = master or runner
    return TestResults(runner.failures, runner.tries, skipped=runner.skips)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    """Test the docstrings of a module."""
    if m is None:
        m = sys.modules.get('__main__')
    if not inspect.ismodule(m):
        raise TypeError('testmod: module required; %r' % (m,))
    finder = DocTestFinder(exclude_empty=exclude_empty)
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    for test in finder.find(m, m.__name__ if name is None else name, globs=globs, extraglobs=extraglobs):
        runner.run(test)
    return _finish(runner, report)


def _load_testfile(filename, package, module_relative, encoding):
    if module_relative:
        base = package or sys._getframemodulename(2) or '__main__'
        module = base if inspect.ismodule(base) else sys.modules[base]
        folder = os.path.dirname(module.__file__) if getattr(module, '__file__', None) else os.getcwd()
        if filename.startswith('/'):
            raise ValueError('Module-relative files may not have absolute paths')
        filename = os.path.join(folder, *filename.split('/'))
    with open(filename, encoding=encoding) as f:
        return f.read(), filename


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True, optionflags=0,
             extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):
    """Test the examples of a text file."""
    if package and not module_relative:
        raise ValueError('Package may only be specified for module-relative paths.')
    text, filename = _load_testfile(filename, package, module_relative, encoding or 'utf-8')
    globs = {} if globs is None else globs.copy()
    globs.update(extraglobs or {})
    globs.setdefault('__name__', '__main__')
    runner = (DebugRunner if raise_on_error else DocTestRunner)(verbose=verbose, optionflags=optionflags)
    runner.run(parser.get_doctest(text, globs, name or os.path.basename(filename), filename, 0))
    return _finish(runner, report)


def run_docstring_examples(f, globs, verbose=False, name='NoName', compileflags=None, optionflags=0):
    """Test the docstring of one object."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags)


_unittest_reportflags = 0


def set_unittest_reportflags(flags):
    """How test cases show differences."""
    global _unittest_reportflags
    if flags & REPORTING_FLAGS != flags:
        raise ValueError('Only reporting flags allowed', flags)
    old, _unittest_reportflags = _unittest_reportflags, flags
    return old


class DocTestCase(unittest.TestCase):
    """A docstring as a test case."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_test, self._dt_optionflags, self._dt_checker = test, optionflags, checker
        self._dt_setUp, self._dt_tearDown = setUp, tearDown

    def _identity(self):
        return self._dt_test, self._dt_optionflags, self._dt_setUp, self._dt_tearDown

    def setUp(self):
        self._dt_globs = self._dt_test.globs.copy()
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        # the test may run again
        globs = self._dt_test.globs
        globs.clear()
        globs.update(self._dt_globs)

    def runTest(self):
        test, out = self._dt_test, io.StringIO()
        flags = self._dt_optionflags
        if not flags & REPORTING_FLAGS:
            flags |= _unittest_reportflags
        runner = DocTestRunner(optionflags=flags, checker=self._dt_checker, verbose=False)
        runner.DIVIDER = '-' * 70
        results = runner.run(test, out=out.write, clear_globs=False)
        if results.skipped == results.attempted and results.attempted:
            raise unittest.SkipTest('all examples were skipped')
        if results.failed:
            raise self.failureException(self.format_failure(out.getvalue().rstrip('\n')))

    def format_failure(self, err):
        """The text of a failure."""
        test = self._dt_test
        lineno = 'unknown line number' if test.lineno is None else '%s' % test.lineno
        last = '.'.join(test.name.split('.')[-1:])
        return 'Failed doctest test for %s\n  File "%s", line %s, in %s\n\n%s' % (test.name, test.filename, lineno, last, err)

    def debug(self):
        self.setUp()
        DebugRunner(optionflags=self._dt_optionflags, checker=self._dt_checker, verbose=False).run(
            self._dt_test, clear_globs=False)
        self.tearDown()

    def id(self):
        return self._dt_test.name

    def __repr__(self):
        name = self._dt_test.name.split('.')
        return '%s (%s)' % (name[-1], '.'.join(name[:-1]))

    __str__ = object.__str__

    def shortDescription(self):
        return 'Doctest: ' + self._dt_test.name


class _DocTestSuite(unittest.TestSuite):
    """The test cases of a module or file."""


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """The docstrings of a module as test cases."""
    if module is None:
        module = sys.modules[sys._getframemodulename(1)]
    elif isinstance(module, str):
        __import__(module)
        module = sys.modules[module]
    finder = DocTestFinder() if test_finder is None else test_finder
    cases = []
    for test in sorted(finder.find(module, globs=globs, extraglobs=extraglobs)):
        if test.examples:
            test.filename = test.filename or module.__file__
            cases.append(DocTestCase(test, **options))
    return _DocTestSuite(cases)


class DocFileCase(DocTestCase):
    """A text file as a test case."""

    def id(self):
        return '_'.join(self._dt_test.name.split('.'))

    def __repr__(self):
        return self._dt_test.filename

    def format_failure(self, err):
        return 'Failed doctest test for %s\n  File "%s", line 0\n\n%s' % (self._dt_test.name, self._dt_test.filename, err)


def DocFileTest(path, module_relative=True, package=None, globs=None, parser=DocTestParser(), encoding=None, **options):
    """A text file as a test case."""
    globs = {} if globs is None else globs.copy()
    if package and not module_relative:
        raise ValueError('Package may only be specified for module-relative paths.')
    text, path = _load_testfile(path, package, module_relative, encoding or 'utf-8')
    globs.setdefault('__file__', path)
    return DocFileCase(parser.get_doctest(text, globs, os.path.basename(path), path, 0), **options)


def DocFileSuite(*paths, **kw):
    """Text files as test cases."""
    if kw.get('module_relative', True):
        kw['package'] = kw.get('package') or sys.modules[sys._getframemodulename(1)]
    return _DocTestSuite(DocFileTest(path, **kw) for path in paths)


def script_from_examples(s):
    """A text with examples as a script, the rest as comments."""
    lines = []
    for piece in DocTestParser().parse(s):
        if isinstance(piece, Example):
            lines.append(piece.source[:-1])
            if piece.want:
                lines += ['# Expected:', *['## ' + line for line in piece.want.split('\n')[:-1]]]
        else:
            lines += ['# ' + line if line else '#' for line in piece.split('\n')[:-1]]
    shown = [i for i, line in enumerate(lines) if line != '#'] or [-1]
    return '\n'.join(lines[max(shown[0], 0):shown[-1] + 1]) + '\n'


def testsource(module, name):
    """The examples of a docstring in a module, as a script."""
    if not inspect.ismodule(module):
        __import__(module)
        module = sys.modules[module]
    found = [test for test in DocTestFinder().find(module) if test.name == name]
    if not found:
        raise ValueError(name, 'not found in tests')
    return script_from_examples(found[0].docstring)


def debug_src(src, pm=False, globs=None):
    """Run the examples of a text under the debugger."""
    import pdb
    globs = globs.copy() if globs else {}
    pdb.Pdb(nosigint=True).run('exec(%r)' % script_from_examples(src), globs, globs)


def debug(module, name, pm=False):
    """Run the examples of a docstring in a module under the debugger."""
    if not inspect.ismodule(module):
        __import__(module)
        module = sys.modules[module]
    debug_src(testsource(module, name), pm, module.__dict__)


def _test():
    import argparse
    parser = argparse.ArgumentParser(description='doctest runner', color=True)
    parser.add_argument('-v', '--verbose', action='store_true', default=False, help='print very verbose output for all tests')
    parser.add_argument('-o', '--option', action='append', choices=OPTIONFLAGS_BY_NAME.keys(), default=[],
                        help='specify a doctest option flag to apply to the test run; may be specified more than once to '
                             'apply multiple options')
    parser.add_argument('-f', '--fail-fast', action='store_true',
                        help='stop running tests after first failure (this is a shorthand for -o FAIL_FAST, and is in '
                             'addition to any other -o options)')
    parser.add_argument('file', nargs='+', help='file containing the tests to run')
    args = parser.parse_args()
    options = FAIL_FAST if args.fail_fast else 0
    for option in args.option:
        options |= OPTIONFLAGS_BY_NAME[option]
    for filename in args.file:
        if filename.endswith('.py'):
            folder, name = os.path.split(filename)
            sys.path.insert(0, folder)
            m = __import__(name[:-3])
            del sys.path[0]
            failures, _ = testmod(m, verbose=args.verbose, optionflags=options)
        else:
            failures, _ = testfile(filename, module_relative=False, verbose=args.verbose, optionflags=options)
        if failures:
            return 1
    return 0


if __name__ == '__main__':
    sys.exit(_test())
