"""Contract: suites of tests, results, and the runner that prints them."""
import sys
import time
from unittest.case import _common_shorten_repr, safe_repr, strclass, SkipTest, doModuleCleanups

__unittest = True
STDOUT_LINE = '\nStdout:\n%s'
STDERR_LINE = '\nStderr:\n%s'


def installHandler():
    """Ctrl-C handling is left to the interpreter."""


def registerResult(result):
    """See `installHandler`."""


def removeResult(result):
    """See `installHandler`."""
    return False


def removeHandler(method=None):
    """See `installHandler`."""
    return method


# --- helpers of assertions ---------------------------------------------------------------

def sequence_difference(case, seq1, seq2, seq_type):
    """How two sequences differ, or None."""
    if seq_type is not None:
        name = seq_type.__name__
        for seq, which in ((seq1, 'First'), (seq2, 'Second')):
            if not isinstance(seq, seq_type):
                raise case.failureException('%s sequence is not a %s: %s' % (which, name, safe_repr(seq)))
    else:
        name = 'sequence'
    differing = None
    sizes = []
    for seq, which in ((seq1, 'First'), (seq2, 'Second')):
        try:
            sizes.append(len(seq))
        except (TypeError, NotImplementedError):
            differing = '%s %s has no length.    Non-sequence?' % (which, name)
            break
    if differing is None:
        if seq1 == seq2:
            return None
        len1, len2 = sizes
        differing = '%ss differ: %s != %s\n' % ((name.capitalize(),) + _common_shorten_repr(seq1, seq2))
        for i in range(min(len1, len2)):
            try:
                item1 = seq1[i]
            except (TypeError, IndexError, NotImplementedError):
                differing += '\nUnable to index element %d of first %s\n' % (i, name)
                break
            try:
                item2 = seq2[i]
            except (TypeError, IndexError, NotImplementedError):
                differing += '\nUnable to index element %d of second %s\n' % (i, name)
                break
            if item1 != item2:
                differing += '\nFirst differing element %d:\n%s\n%s\n' % ((i,) + _common_shorten_repr(item1, item2))
                break
        else:
            if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                return None
        if len1 > len2:
            differing += '\nFirst %s contains %d additional elements.\n' % (name, len1 - len2)
            differing += 'First extra element %d:\n%s\n' % (len2, safe_repr(seq1[len2]))
        elif len1 < len2:
            differing += '\nSecond %s contains %d additional elements.\n' % (name, len2 - len1)
            differing += 'First extra element %d:\n%s\n' % (len1, safe_repr(seq2[len1]))
    import difflib
    import pprint
    diff = '\n' + '\n'.join(difflib.ndiff(pprint.pformat(seq1).splitlines(), pprint.pformat(seq2).splitlines()))
    return case._truncateMessage(differing, diff)


class AssertLogs:
    """The context of assertLogs and assertNoLogs."""
    LOGGING_FORMAT = '%(levelname)s:%(name)s:%(message)s'

    def __init__(self, test_case, logger_name, level, no_logs):
        import logging
        self.test_case = test_case
        self.logger_name = logger_name
        self.level = logging._nameToLevel.get(level, level) if level else logging.INFO
        self.no_logs = no_logs
        self.msg = None

    def __enter__(self):
        import logging
        from collections import namedtuple
        name = self.logger_name
        logger = self.logger = name if isinstance(name, logging.Logger) else logging.getLogger(name)
        formatter = logging.Formatter(self.LOGGING_FORMAT)
        watcher = self.watcher = namedtuple('_LoggingWatcher', ['records', 'output'])([], [])

        class Capturing(logging.Handler):
            def flush(self):
                pass

            def emit(self, record):
                watcher.records.append(record)
                watcher.output.append(self.format(record))
        handler = Capturing()
        handler.setLevel(self.level)
        handler.setFormatter(formatter)
        self.old = logger.handlers[:], logger.level, logger.propagate
        logger.handlers = [handler]
        logger.setLevel(self.level)
        logger.propagate = False
        return None if self.no_logs else watcher

    def __exit__(self, exc_type, exc_value, tb):
        import logging
        self.logger.handlers, level, self.logger.propagate = self.old
        self.logger.setLevel(level)
        if exc_type is not None:
            return False
        if self.no_logs:
            if self.watcher.records:
                self._fail('Unexpected logs found: {!r}'.format(self.watcher.output))
        elif not self.watcher.records:
            self._fail('no logs of level {} or higher triggered on {}'.format(
                logging.getLevelName(self.level), self.logger.name))

    def _fail(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))


# --- suites --------------------------------------------------------------------------------

class BaseTestSuite:
    """A list of tests and suites."""
    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return f'<{strclass(self.__class__)} tests={list(self)}>'

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return list(self) == list(other)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        """How many tests there are."""
        return self._removed_tests + sum(t.countTestCases() for t in self if t)

    def addTest(self, test):
        """Add a test or suite."""
        from unittest.case import TestCase
        if not callable(test):
            raise TypeError(f'{test!r} is not callable')
        if isinstance(test, type) and issubclass(test, (TestCase, TestSuite)):
            raise TypeError('TestCases and TestSuites must be instantiated before passing them to addTest()')
        self._tests.append(test)

    def addTests(self, tests):
        """Add tests."""
        if isinstance(tests, str):
            raise TypeError('tests must be an iterable of tests, not a string')
        for test in tests:
            self.addTest(test)

    def run(self, result):
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            test(result)
            if self._cleanup:
                self._forget(index)
        return result

    def _forget(self, index):
        test = self._tests[index]
        if hasattr(test, 'countTestCases'):
            self._removed_tests += test.countTestCases()
        self._tests[index] = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run without catching anything."""
        for test in self:
            test.debug()


class _ErrorHolder:
    """Stands for a class or module whose fixture failed."""
    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return f'<ErrorHolder description={self.description!r}>'

    def __str__(self):
        return self.id()

    def countTestCases(self):
        return 0


class TestSuite(BaseTestSuite):
    """A suite that also runs the fixtures of classes and modules."""

    def run(self, result, debug=False):
        top = False
        if getattr(result, '_testRunEntered', False) is False:
            result._testRunEntered = top = True
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            if not isinstance(test, BaseTestSuite):
                self._tear_down_class(test, result)
                self._module_fixture(test, result)
                self._set_up_class(test, result)
                result._previousTestClass = test.__class__
                if getattr(test.__class__, '_classSetupFailed', False) or \
                        getattr(result, '_moduleSetUpFailed', False):
                    continue
            if debug:
                test.debug()
            else:
                test(result)
            if self._cleanup:
                self._forget(index)
        if top:
            self._tear_down_class(None, result)
            self._tear_down_module(result)
            result._testRunEntered = False
        return result

    def _fixture(self, result, function, name, owner):
        """Run one fixture; True if it worked."""
        stdout = getattr(result, '_setupStdout', None)
        if stdout:
            stdout()
        try:
            function()
            return True
        except Exception as e:
            holder = _ErrorHolder(f'{name} ({owner})')
            skip = getattr(result, 'addSkip', None)
            if skip is not None and isinstance(e, SkipTest):
                skip(holder, str(e))
            else:
                result.addError(holder, sys.exc_info())
            return False
        finally:
            restore = getattr(result, '_restoreStdout', None)
            if restore:
                restore()

    def _set_up_class(self, test, result):
        cls = test.__class__
        if cls == getattr(result, '_previousTestClass', None) or getattr(result, '_moduleSetUpFailed', False) \
                or getattr(cls, '__unittest_skip__', False):
            return
        cls._classSetupFailed = False
        set_up = getattr(cls, 'setUpClass', None)
        if set_up is not None and not self._fixture(result, set_up, 'setUpClass', strclass(cls)):
            cls._classSetupFailed = True
            self._class_cleanups(cls, result, 'setUpClass')

    def _class_cleanups(self, cls, result, name):
        if hasattr(cls, 'doClassCleanups'):
            cls.doClassCleanups()
            for info in cls.tearDown_exceptions:
                result.addError(_ErrorHolder(f'{name} ({strclass(cls)})'), info)

    def _tear_down_class(self, test, result):
        previous = getattr(result, '_previousTestClass', None)
        if previous is None or test is not None and test.__class__ == previous:
            return
        if getattr(previous, '_classSetupFailed', False) or getattr(result, '_moduleSetUpFailed', False) \
                or getattr(previous, '__unittest_skip__', False):
            return
        tear_down = getattr(previous, 'tearDownClass', None)
        if tear_down is not None:
            self._fixture(result, tear_down, 'tearDownClass', strclass(previous))
        self._class_cleanups(previous, result, 'tearDownClass')

    def _module_fixture(self, test, result):
        previous = getattr(result, '_previousTestClass', None)
        current = test.__class__.__module__
        if previous is not None and previous.__module__ == current:
            return
        self._tear_down_module(result)
        result._moduleSetUpFailed = False
        set_up = getattr(sys.modules.get(current), 'setUpModule', None)
        if set_up is not None and not self._fixture(result, set_up, 'setUpModule', current):
            result._moduleSetUpFailed = True
            self._fixture(result, doModuleCleanups, 'setUpModule', current)

    def _tear_down_module(self, result):
        previous = getattr(result, '_previousTestClass', None)
        if previous is None or getattr(result, '_moduleSetUpFailed', False):
            return
        module = sys.modules.get(previous.__module__)
        if module is None:
            return
        tear_down = getattr(module, 'tearDownModule', None)
        if tear_down is not None:
            self._fixture(result, tear_down, 'tearDownModule', previous.__module__)
        self._fixture(result, doModuleCleanups, 'tearDownModule', previous.__module__)


# --- results -------------------------------------------------------------------------------

class TestResult:
    """Collects what happens."""
    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.failures = []
        self.errors = []
        self.testsRun = 0
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.collectedDurations = []
        self.shouldStop = False
        self.buffer = False
        self.tb_locals = False
        self._stdout_buffer = self._stderr_buffer = None
        self._original_stdout, self._original_stderr = sys.stdout, sys.stderr
        self._mirrorOutput = False

    def printErrors(self):
        """Called after the run."""

    def startTest(self, test):
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def _setupStdout(self):
        if self.buffer:
            if self._stderr_buffer is None:
                import io
                self._stderr_buffer = io.StringIO()
                self._stdout_buffer = io.StringIO()
            sys.stdout = self._stdout_buffer
            sys.stderr = self._stderr_buffer

    def startTestRun(self):
        """Called before the run."""

    def stopTest(self, test):
        self._restoreStdout()
        self._mirrorOutput = False

    def _restoreStdout(self):
        if self.buffer:
            if self._mirrorOutput:
                for buffer, original, line in ((sys.stdout, self._original_stdout, STDOUT_LINE),
                                               (sys.stderr, self._original_stderr, STDERR_LINE)):
                    text = buffer.getvalue()
                    if text:
                        original.write(line % (text if text.endswith('\n') else text + '\n'))
            sys.stdout, sys.stderr = self._original_stdout, self._original_stderr
            for buffer in (self._stdout_buffer, self._stderr_buffer):
                buffer.seek(0)
                buffer.truncate()

    def stopTestRun(self):
        """Called after the run."""

    def addError(self, test, err):
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._bad()

    def addFailure(self, test, err):
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._bad()

    def _bad(self):
        self._mirrorOutput = True
        if self.failfast:
            self.stop()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if self.failfast:
                self.stop()
            errors = self.failures if issubclass(err[0], test.failureException) else self.errors
            errors.append((subtest, self._exc_info_to_string(err, test)))
            self._mirrorOutput = True

    def addSuccess(self, test):
        """Called for a test that passed."""

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)
        if self.failfast:
            self.stop()

    def addDuration(self, test, elapsed):
        self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        """Whether nothing failed."""
        return not self.failures and not self.errors and not self.unexpectedSuccesses

    def stop(self):
        """End the run after this test."""
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        exctype, value, tb = err
        import traceback
        tb = self._clean(exctype, value, tb, test)
        te = traceback.TracebackException(exctype, value, tb, capture_locals=self.tb_locals, compact=True)
        lines = list(te.format())
        if self.buffer:
            for buffer, line in ((sys.stdout, STDOUT_LINE), (sys.stderr, STDERR_LINE)):
                text = buffer.getvalue()
                if text:
                    lines.append(line % (text if text.endswith('\n') else text + '\n'))
        return ''.join(lines)

    def _clean(self, exctype, value, tb, test):
        """The traceback without the frames of unittest."""
        result, first = None, True
        todo, seen = [(exctype, value, tb)], {id(value)}
        while todo:
            exctype, value, tb = todo.pop()
            while tb and '__unittest' in tb.tb_frame.f_globals:
                tb = tb.tb_next
            if test.failureException is not None and exctype is test.failureException:
                last, t = None, tb
                while t and '__unittest' not in t.tb_frame.f_globals:
                    last, t = t, t.tb_next
                if last is not None:
                    last.tb_next = None
            if first:
                result, first = tb, False
            else:
                value.__traceback__ = tb
            if value is not None:
                for c in (value.__cause__, value.__context__):
                    if c is not None and id(c) not in seen:
                        todo.append((type(c), c, c.__traceback__))
                        seen.add(id(c))
        return result

    def __repr__(self):
        return f'<{strclass(self.__class__)} run={self.testsRun} errors={len(self.errors)} ' \
               f'failures={len(self.failures)}>'


class _WritelnDecorator:
    """A stream with `writeln`."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, attr):
        if attr in ('stream', '__getstate__'):
            raise AttributeError(attr)
        return getattr(self.stream, attr)

    def writeln(self, arg=None):
        if arg:
            self.write(arg)
        self.write('\n')


class TextTestResult(TestResult):
    """Prints what happens."""
    separator1 = '=' * 70
    separator2 = '-' * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self.descriptions = descriptions
        self._newline = True
        self.durations = durations

    def getDescription(self, test):
        first = test.shortDescription()
        return '\n'.join((str(test), first)) if self.descriptions and first else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test))
            self.stream.write(' ... ')
            self.stream.flush()
            self._newline = False

    def _write_status(self, test, status):
        from unittest.case import _SubTest
        is_sub = isinstance(test, _SubTest)
        if is_sub or self._newline:
            if not self._newline:
                self.stream.writeln()
            if is_sub:
                self.stream.write('  ')
            self.stream.write(self.getDescription(test))
            self.stream.write(' ... ')
        self.stream.writeln(status)
        self.stream.flush()
        self._newline = True

    def _say(self, test, word, dot):
        if self.showAll:
            self._write_status(test, word)
        elif self.dots:
            self.stream.write(dot)
            self.stream.flush()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if issubclass(err[0], subtest.failureException):
                self._say(subtest, 'FAIL', 'F')
            else:
                self._say(subtest, 'ERROR', 'E')
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say(test, 'ok', '.')

    def addError(self, test, err):
        super().addError(test, err)
        self._say(test, 'ERROR', 'E')

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say(test, 'FAIL', 'F')

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(test, f'skipped {reason!r}', 's')

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._say(test, 'expected failure', 'x')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._say(test, 'unexpected success', 'u')

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        self.printErrorList('ERROR', self.errors)
        self.printErrorList('FAIL', self.failures)
        if self.unexpectedSuccesses:
            self.stream.writeln(self.separator1)
            for test in self.unexpectedSuccesses:
                self.stream.writeln(f'UNEXPECTED SUCCESS: {self.getDescription(test)}')
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        for test, err in errors:
            self.stream.writeln(self.separator1)
            self.stream.writeln(f'{flavour}: {self.getDescription(test)}')
            self.stream.writeln(self.separator2)
            self.stream.writeln('%s' % err)
            self.stream.flush()


class TextTestRunner:
    """Runs tests and prints the results."""
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False,
                 resultclass=None, warnings=None, *, tb_locals=False, durations=None):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        self.buffer = buffer
        self.tb_locals = tb_locals
        self.durations = durations
        self.warnings = warnings
        if resultclass is not None:
            self.resultclass = resultclass

    def _makeResult(self):
        try:
            return self.resultclass(self.stream, self.descriptions, self.verbosity, durations=self.durations)
        except TypeError:
            return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def run(self, test):
        """Run a test or suite; returns the result."""
        result = self._makeResult()
        result.failfast = self.failfast
        result.buffer = self.buffer
        result.tb_locals = self.tb_locals
        import warnings
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            begin = getattr(result, 'startTestRun', None)
            if begin is not None:
                begin()
            try:
                test(result)
            finally:
                stop = getattr(result, 'stopTestRun', None)
                if stop is not None:
                    stop()
            taken = time.perf_counter() - start
        result.printErrors()
        if self.durations is not None:
            self._print_durations(result)
        stream = self.stream
        if hasattr(result, 'separator2'):
            stream.writeln(result.separator2)
        run = result.testsRun
        stream.writeln('Ran %d test%s in %.3fs' % (run, run != 1 and 's' or '', taken))
        stream.writeln()
        infos = []
        if not result.wasSuccessful():
            stream.write('FAILED')
            if result.failures:
                infos.append(f'failures={len(result.failures)}')
            if result.errors:
                infos.append(f'errors={len(result.errors)}')
        elif run == 0 and not result.skipped:
            stream.write('NO TESTS RAN')
        else:
            stream.write('OK')
        for name, found in (('skipped', result.skipped), ('expected failures', result.expectedFailures),
                            ('unexpected successes', result.unexpectedSuccesses)):
            if found:
                infos.append(f'{name}={len(found)}')
        stream.writeln(f' ({", ".join(infos)})' if infos else '')
        stream.flush()
        return result

    def _print_durations(self, result):
        found = sorted(result.collectedDurations, key=lambda x: x[1], reverse=True)
        if self.durations > 0:
            found = found[:self.durations]
        self.stream.writeln('Slowest test durations')
        if hasattr(result, 'separator2'):
            self.stream.writeln(result.separator2)
        hidden = False
        for name, elapsed in found:
            if self.verbosity < 2 and elapsed < 0.001:
                hidden = True
                continue
            self.stream.writeln('%-10s %s' % ('%.3fs' % elapsed, name))
        if hidden:
            self.stream.writeln('\n(durations < 0.001s were hidden; use -v to show these durations)')
        else:
            self.stream.writeln('')


TestResult.__module__ = 'unittest.result'
TextTestResult.__module__ = TextTestRunner.__module__ = 'unittest.runner'
