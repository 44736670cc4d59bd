"""Contract: suites of tests, and the fixtures of classes and modules that run between the tests."""
import sys
from contextlib import contextmanager
from unittest import case, util

__unittest = True


@contextmanager
def _kept_output(result):
    """What fixtures print goes where a test's output goes, if the result has such a place."""
    getattr(result, '_setupStdout', lambda: None)()
    try:
        yield
    finally:
        getattr(result, '_restoreStdout', lambda: None)()


class BaseTestSuite:
    """A list of tests and suites."""
    _cleanup = True

    def __init__(self, tests=()):
        self._tests, self._removed_tests = [], 0
        self.addTests(tests)

    def __repr__(self):
        return f'<{util.strclass(self.__class__)} tests={list(self)}>'

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, self.__class__) else NotImplemented

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        """How many tests there are."""
        return self._removed_tests + sum(t.countTestCases() for t in self if t)

    def addTest(self, test):
        """Add a test or suite."""
        if not callable(test):
            raise TypeError('{} is not callable'.format(repr(test)))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError('TestCases and TestSuites must be instantiated before passing them to addTest()')
        self._tests.append(test)

    def addTests(self, tests):
        """Add tests."""
        if isinstance(tests, str):
            raise TypeError('tests must be an iterable of tests, not a string')
        for test in tests:
            self.addTest(test)

    def _forget(self, index):
        gone, self._tests[index] = self._tests[index], None
        if hasattr(gone, 'countTestCases'):
            self._removed_tests += gone.countTestCases()

    def run(self, result):
        """Run the tests; returns the result."""
        def one(test):
            test(result)
            return True
        return self._run_each(result, one)

    def _run_each(self, result, one):
        """Run the tests until the result is to stop; those that `one` did run are forgotten."""
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            if one(test) and self._cleanup:
                self._forget(index)
        return result

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run without catching anything."""
        for test in self:
            test.debug()


class _DebugResult:
    """Notes what a suite needs to know while it runs without a result."""
    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False


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


def _is_suite(test):
    try:
        return iter(test) is not None
    except TypeError:
        return False


class TestSuite(BaseTestSuite):
    """A suite that also runs the fixtures of classes and modules."""

    def debug(self):
        self.run(_DebugResult(), True)

    def run(self, result, debug=False):
        top = False
        if not getattr(result, '_testRunEntered', False):
            result._testRunEntered = top = True

        def one(test):
            if not _is_suite(test) and not self._prepare(test, result):
                return False
            if debug:
                test.debug()
            else:
                test(result)
            return True
        self._run_each(result, one)
        if top:
            self._tear_down_class(None, result)
            self._tear_down_module(result)
            result._testRunEntered = False
        return result

    def _prepare(self, test, result):
        """Run the fixtures between the last test and this one; whether it can run."""
        self._tear_down_class(test, result)
        self._module_fixture(test, result)
        self._set_up_class(test, result)
        result._previousTestClass = test.__class__
        return not (getattr(test.__class__, '_classSetupFailed', False) or getattr(result, '_moduleSetUpFailed', False))

    def _fixture(self, result, function, name, owner):
        """Run one fixture, its output kept (`_kept_output`); True if it worked."""
        try:
            function()
            return True
        except Exception as e:
            if isinstance(result, _DebugResult):
                raise
            holder = _ErrorHolder(f'{name} ({owner})')
            skip = getattr(result, 'addSkip', None)
            if skip is not None and isinstance(e, case.SkipTest):
                skip(holder, str(e))
            else:
                result.addError(holder, sys.exc_info())
            return False

    def _set_up_class(self, test, result):
        cls = test.__class__
        if cls == getattr(result, '_previousTestClass', None) or getattr(result, '_moduleSetUpFailed', False) \
                or getattr(cls, '__unittest_skip__', False):
            return
        cls._classSetupFailed = False
        set_up = getattr(cls, 'setUpClass', None)
        if set_up is None:
            return
        with _kept_output(result):
            if not self._fixture(result, set_up, 'setUpClass', util.strclass(cls)):
                cls._classSetupFailed = True
                self._class_cleanups(cls, result, 'setUpClass')

    def _class_cleanups(self, cls, result, name):
        if hasattr(cls, 'doClassCleanups'):
            cls.doClassCleanups()
            for info in cls.tearDown_exceptions:
                result.addError(_ErrorHolder(f'{name} ({util.strclass(cls)})'), info)

    def _tear_down_class(self, test, result):
        previous = getattr(result, '_previousTestClass', None)
        if previous is None or test is not None and test.__class__ == previous:
            return
        if getattr(previous, '_classSetupFailed', False) or getattr(result, '_moduleSetUpFailed', False) \
                or getattr(previous, '__unittest_skip__', False):
            return
        tear_down = getattr(previous, 'tearDownClass', None)
        with _kept_output(result):
            if tear_down is not None:
                self._fixture(result, tear_down, 'tearDownClass', util.strclass(previous))
            self._class_cleanups(previous, result, 'tearDownClass')

    def _module_fixture(self, test, result):
        previous = getattr(result, '_previousTestClass', None)
        current = test.__class__.__module__
        if previous is not None and previous.__module__ == current:
            return
        self._tear_down_module(result)
        result._moduleSetUpFailed = False
        set_up = getattr(sys.modules.get(current), 'setUpModule', None)
        if set_up is None:
            return
        with _kept_output(result):
            if not self._fixture(result, set_up, 'setUpModule', current):
                result._moduleSetUpFailed = True
                self._fixture(result, case.doModuleCleanups, 'setUpModule', current)

    def _tear_down_module(self, result):
        previous = getattr(result, '_previousTestClass', None)
        if previous is None or getattr(result, '_moduleSetUpFailed', False):
            return
        module = sys.modules.get(previous.__module__)
        if module is None:
            return
        tear_down = getattr(module, 'tearDownModule', None)
        with _kept_output(result):
            if tear_down is not None:
                self._fixture(result, tear_down, 'tearDownModule', previous.__module__)
            self._fixture(result, case.doModuleCleanups, 'tearDownModule', previous.__module__)
