"""Contract: the runner that prints what happens, and its result."""
import sys
import time
import warnings
from unittest import result
from unittest.case import _SubTest
from unittest.signals import registerResult
from unittest.util import Paint, GREEN, YELLOW, RED, BOLD_RED

__unittest = True


class _WritelnDecorator:
    """A stream with `writeln`."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, attr):
        # what is asked for before there is a stream, by copies, is not the stream's
        if attr in ('stream', '__getstate__'):
            raise AttributeError(attr)
        return getattr(self.stream, attr)

    def writeln(self, arg=None):
        for text in (arg, '\n'):
            if text:
                self.write(text)


class TextTestResult(result.TestResult):
    """Prints what happens."""
    separator1 = '=' * 70
    separator2 = '-' * 70

    def __init__(self, stream, descriptions, verbosity, *, durations=None):
        super().__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions, self.durations = stream, descriptions, durations
        self.showAll, self.dots = verbosity > 1, verbosity == 1
        # whether a line is open that waits for what becomes of a test
        self._waiting = False
        self._paint = Paint(stream)

    def _format_options(self):
        return {'colorize': True} if self._paint.on else {}

    def getDescription(self, test):
        """How a test is called."""
        first = test.shortDescription()
        return '\n'.join((str(test), first)) if self.descriptions and first else str(test)

    def _announce(self, test):
        for text in (self.getDescription(test), ' ... '):
            self.stream.write(text)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self._announce(test)
            self._waiting = True
            self.stream.flush()

    def _write_status(self, test, status):
        inner = isinstance(test, _SubTest)
        if inner and self._waiting:
            self.stream.writeln()
        if inner:
            self.stream.write('  ')
        if inner or not self._waiting:
            self._announce(test)
        self.stream.writeln(status)
        self._waiting = False
        self.stream.flush()

    def _say(self, test, colour, word, dot, rest=''):
        if self.showAll:
            self._write_status(test, self._paint(colour, word) + rest)
        elif self.dots:
            self.stream.write(self._paint(colour, dot))
            self.stream.flush()

    def addSubTest(self, test, subtest, err):
        if err is not None:
            if issubclass(err[0], subtest.failureException):
                self._say(subtest, RED, 'FAIL', 'F')
            else:
                self._say(subtest, RED, 'ERROR', 'E')
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say(test, GREEN, 'ok', '.')

    def addError(self, test, err):
        super().addError(test, err)
        self._say(test, RED, 'ERROR', 'E')

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say(test, RED, 'FAIL', 'F')

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(test, YELLOW, 'skipped', 's', ' {0!r}'.format(reason))

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._say(test, YELLOW, 'expected failure', 'x')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._say(test, RED, 'unexpected success', 'u')

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        self.printErrorList('ERROR', self.errors)
        self.printErrorList('FAIL', self.failures)
        unexpected = getattr(self, 'unexpectedSuccesses', ())
        if unexpected:
            self.stream.writeln(self.separator1)
            head, _, tail = self._paint(RED, 'UNEXPECTED SUCCESS').rpartition('\033[0m') if self._paint.on else \
                ('UNEXPECTED SUCCESS', '', '')
            for test in unexpected:
                self.stream.writeln(head + self._paint(BOLD_RED, f': {self.getDescription(test)}'))
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        """Print the errors of one kind."""
        for test, err in errors:
            self.stream.writeln(self.separator1)
            self.stream.writeln(self._paint(RED, flavour) + self._paint(BOLD_RED, f': {self.getDescription(test)}'))
            self.stream.writeln(self.separator2)
            self.stream.writeln('%s' % err)
            self.stream.flush()


class TextTestRunner:
    """Runs tests and prints the results."""
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False, durations=None):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions, self.verbosity, self.failfast, self.buffer = descriptions, verbosity, failfast, buffer
        self.tb_locals, self.durations, self.warnings = tb_locals, durations, warnings
        self.resultclass = resultclass or self.resultclass

    def _makeResult(self):
        given = self.stream, self.descriptions, self.verbosity
        try:
            return self.resultclass(*given, durations=self.durations)
        except TypeError:
            # result classes from before Python 3.12 know nothing of durations
            return self.resultclass(*given)

    def run(self, test):
        """Run a test or suite; returns the result."""
        found = self._makeResult()
        registerResult(found)
        found.failfast = self.failfast
        found.buffer = self.buffer
        found.tb_locals = self.tb_locals
        with warnings.catch_warnings():
            if self.warnings:
                warnings.simplefilter(self.warnings)
            start = time.perf_counter()
            begin = getattr(found, 'startTestRun', None)
            if begin is not None:
                begin()
            try:
                test(found)
            finally:
                end = getattr(found, 'stopTestRun', None)
                if end is not None:
                    end()
            taken = time.perf_counter() - start
        found.printErrors()
        if self.durations is not None:
            self._printDurations(found)
        if hasattr(found, 'separator2'):
            self.stream.writeln(found.separator2)
        self._print_summary(found, taken)
        self.stream.flush()
        return found

    def _print_summary(self, found, taken):
        paint = Paint(self.stream)
        run = found.testsRun
        self.stream.writeln('Ran %d test%s in %.3fs' % (run, run != 1 and 's' or '', taken))
        self.stream.writeln()
        counts = [len(getattr(found, name, ())) for name in ('expectedFailures', 'unexpectedSuccesses', 'skipped')]
        expected, unexpected, skipped = counts
        infos = []
        if not found.wasSuccessful():
            self.stream.write(paint(BOLD_RED, 'FAILED'))
            failures, errors = len(found.failures), len(found.errors)
            if failures:
                infos.append(paint(BOLD_RED, f'failures={failures}'))
            if errors:
                infos.append(paint(BOLD_RED, f'errors={errors}'))
        elif run == 0 and not skipped:
            self.stream.write(paint(YELLOW, 'NO TESTS RAN'))
        else:
            self.stream.write(paint(GREEN, 'OK'))
        if skipped:
            infos.append(paint(YELLOW, f'skipped={skipped}'))
        if expected:
            infos.append(paint(YELLOW, f'expected failures={expected}'))
        if unexpected:
            infos.append(paint(RED, f'unexpected successes={unexpected}'))
        self.stream.writeln(f' ({", ".join(infos)})' if infos else '')

    def _printDurations(self, found):
        if not found.collectedDurations:
            return
        durations = sorted(found.collectedDurations, key=lambda pair: pair[1], reverse=True)
        if self.durations > 0:
            durations = durations[:self.durations]
        self.stream.writeln('Slowest test durations')
        if hasattr(found, 'separator2'):
            self.stream.writeln(found.separator2)
        hidden = False
        for name, elapsed in durations:
            if self.verbosity < 2 and elapsed < 0.001:
                hidden = True
                continue
            self.stream.writeln('%-10s %s' % ('%.3fs' % elapsed, name))
        if hidden:
            self.stream.writeln('\n(durations < 0.001s were hidden; use -v to show these durations)')
        else:
            self.stream.writeln('')
