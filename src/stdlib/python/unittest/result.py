"""Contract: what happened in a run, collected."""
import io
import sys
import traceback
from functools import wraps
from unittest import util

__unittest = True
STDOUT_LINE = '\nStdout:\n%s'
STDERR_LINE = '\nStderr:\n%s'


def _stop_if_minded(result):
    if getattr(result, 'failfast', False):
        result.stop()


def failfast(method):
    """A method after which the run ends, if the result is so minded."""
    @wraps(method)
    def noting(self, *args, **kwargs):
        _stop_if_minded(self)
        return method(self, *args, **kwargs)
    return noting


class TestResult:
    """Collects what happens."""
    # what suites note here while they run
    _testRunEntered = _moduleSetUpFailed = False
    _previousTestClass = None
    _stdout_buffer = _stderr_buffer = None

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self._original_stdout, self._original_stderr = sys.stdout, sys.stderr
        self.testsRun = 0
        self.failfast = self.shouldStop = self.buffer = self.tb_locals = self._mirrorOutput = False
        for name in ('failures', 'errors', 'skipped', 'expectedFailures', 'unexpectedSuccesses', 'collectedDurations'):
            setattr(self, name, [])

    def printErrors(self):
        """Called after the run."""

    def startTest(self, test):
        """Called before each test."""
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def _setupStdout(self):
        if self.buffer:
            if self._stdout_buffer is None:
                self._stdout_buffer, self._stderr_buffer = io.StringIO(), io.StringIO()
            sys.stdout, sys.stderr = self._stdout_buffer, self._stderr_buffer

    def startTestRun(self):
        """Called once before the tests."""

    def stopTest(self, test):
        """Called after each test."""
        self._restoreStdout()
        self._mirrorOutput = False

    def _buffered(self):
        """What the test printed, with headings."""
        pairs = (sys.stdout, STDOUT_LINE), (sys.stderr, STDERR_LINE)
        texts = [(buffer.getvalue(), line) for buffer, line in pairs]
        return [line % (text if text.endswith('\n') else text + '\n') if text else '' for text, line in texts]

    def _restoreStdout(self):
        if self.buffer:
            if self._mirrorOutput:
                for text, original in zip(self._buffered(), (self._original_stdout, self._original_stderr)):
                    if text:
                        original.write(text)
            sys.stdout = self._original_stdout
            sys.stderr = self._original_stderr
            for buffer in (self._stdout_buffer, self._stderr_buffer):
                buffer.seek(0)
                buffer.truncate()

    def stopTestRun(self):
        """Called once after the tests."""

    def _note(self, where, test, err, case=None):
        where.append((test, self._exc_info_to_string(err, case or test)))
        self._mirrorOutput = True

    @failfast
    def addError(self, test, err):
        """A test raised."""
        self._note(self.errors, test, err)

    @failfast
    def addFailure(self, test, err):
        """An assertion failed."""
        self._note(self.failures, test, err)

    def addSubTest(self, test, subtest, err):
        """A subtest ended; `err` is None if it was good."""
        if err is None:
            return
        _stop_if_minded(self)
        found = self.failures if issubclass(err[0], test.failureException) else self.errors
        self._note(found, subtest, err, test)

    def addSuccess(self, test):
        """A test passed."""

    def addSkip(self, test, reason):
        """A test was skipped."""
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        """A test failed, as expected."""
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        """A test passed that was to fail."""
        self.unexpectedSuccesses.append(test)

    def addDuration(self, test, elapsed):
        """How many seconds a test took."""
        self.collectedDurations.append((str(test), elapsed))

    def wasSuccessful(self):
        """Whether nothing failed."""
        return not (self.failures or self.errors or getattr(self, 'unexpectedSuccesses', ()))

    def stop(self):
        """End the run after this test."""
        self.shouldStop = True

    def _exc_info_to_string(self, err, test):
        kind, value, tb = err
        for before in _causes(value):
            before.__traceback__ = _frames_of_test(type(before), before.__traceback__, test)
        tb = _frames_of_test(kind, tb, test)
        found = traceback.TracebackException(kind, value, tb, capture_locals=self.tb_locals, compact=True)
        lines = list(found.format(**self._format_options()))
        if self.buffer:
            lines += self._buffered()
        return ''.join(lines)

    def _format_options(self):
        return {}

    def __repr__(self):
        return f'<{util.strclass(self.__class__)} run={self.testsRun} errors={len(self.errors)} ' \
               f'failures={len(self.failures)}>'


def _causes(exception):
    """The exceptions that led to this one, each once."""
    found = {}
    waiting = [exception]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in found:
            found[id(one)] = one
            waiting += one.__cause__, one.__context__
    found.pop(id(exception), None)
    return found.values()


def _is_ours(tb):
    return '__unittest' in tb.tb_frame.f_globals


def _frames_of_test(kind, tb, test):
    """A traceback without the frames that called the test and, after a failure, without those of the assertion."""
    while tb and _is_ours(tb):
        tb = tb.tb_next
    if kind is test.failureException and tb:
        last = tb
        while last.tb_next and not _is_ours(last.tb_next):
            last = last.tb_next
        last.tb_next = None
    return tb
