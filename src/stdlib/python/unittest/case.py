"""Contract: `TestCase`: running one test, and the assertions."""
import difflib
import functools
import pprint
import sys
import types
from unittest.util import _common_shorten_repr, count_differences, safe_repr, strclass

__unittest = True
_module_cleanups = []
DIFF_OMITTED = '\nDiff is %s characters long. Set self.maxDiff to None to see it.'


class SkipTest(Exception):
    """Raised to skip a test."""


class _ShouldStop(Exception):
    """The test is to end."""


class _UnexpectedSuccess(Exception):
    """A test that was to fail did not."""


class _Outcome:
    """What happened in one test."""

    def __init__(self, result=None):
        self.expecting_failure = False
        self.result = result
        self.result_supports_subtests = hasattr(result, 'addSubTest')
        self.success = True
        self.expectedFailure = None

    def part(self, test_case, function, subTest=False):
        """Run one part of a test and note how it ends."""
        old = self.success
        self.success = True
        try:
            function()
        except KeyboardInterrupt:
            raise
        except SkipTest as e:
            self.success = False
            _add_skip(self.result, test_case, str(e))
        except _ShouldStop:
            pass
        except BaseException as e:
            self.failed(test_case, subTest, e)
        else:
            if subTest and self.success:
                self.result.addSubTest(test_case.test_case, test_case, None)
        finally:
            self.success = self.success and old

    def failed(self, test_case, subTest, e):
        info = (type(e), e, e.__traceback__)
        if self.expecting_failure:
            self.expectedFailure = info
        else:
            self.success = False
            if subTest:
                self.result.addSubTest(test_case.test_case, test_case, info)
            elif issubclass(info[0], test_case.failureException):
                self.result.addFailure(test_case, info)
            else:
                self.result.addError(test_case, info)


def _add_skip(result, test_case, reason):
    result.addSkip(test_case, reason)


# --- module fixtures and decorators --------------------------------------------------

def addModuleCleanup(function, /, *args, **kwargs):
    """Call a function after the module's tests."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    """Enter a context manager for the rest of the module's tests."""
    return _enter_context(cm, addModuleCleanup)


def doModuleCleanups():
    """Call the module's cleanup functions."""
    exceptions = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as exc:
            exceptions.append(exc)
    if exceptions:
        raise exceptions[0]


def _enter_context(cm, addcleanup):
    cls = type(cm)
    try:
        enter, exit = cls.__enter__, cls.__exit__
    except AttributeError:
        text = f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol"
        if hasattr(cls, '__aenter__') and hasattr(cls, '__aexit__'):
            text += ' but it supports the asynchronous context manager protocol. Did you mean to use enterAsyncContext()?'
        raise TypeError(text) from None
    result = enter(cm)
    addcleanup(exit, cm, None, None, None)
    return result


def skip(reason):
    """Skip a test or a class of tests."""
    def decorator(test_item):
        if not isinstance(test_item, type):
            @functools.wraps(test_item)
            def skip_wrapper(*args, **kwargs):
                raise SkipTest(reason)
            test_item = skip_wrapper
        test_item.__unittest_skip__ = True
        test_item.__unittest_skip_why__ = reason
        return test_item
    if isinstance(reason, types.FunctionType):
        test_item, reason = reason, ''
        return decorator(test_item)
    return decorator


def _same(obj):
    return obj


def skipIf(condition, reason):
    """Skip if the condition holds."""
    return skip(reason) if condition else _same


def skipUnless(condition, reason):
    """Skip unless the condition holds."""
    return _same if condition else skip(reason)


def expectedFailure(test_item):
    """Expect a test to fail."""
    test_item.__unittest_expecting_failure__ = True
    return test_item


from unittest.contexts import _AssertRaises, _AssertWarns, _SubTest, _SubTestContext, _no_message


class TestCase:
    """A test: subclass it and write methods that begin with `test`."""
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        self._outcome = None
        self._testMethodDoc = 'No test'
        try:
            method = getattr(self, methodName)
        except AttributeError:
            if methodName != 'runTest':
                raise ValueError(f'no such test method in {self.__class__}: {methodName}') from None
        else:
            self._testMethodDoc = method.__doc__
        self._cleanups = []
        self._subtest = None
        self._type_equality_funcs = {dict: 'assertDictEqual', list: 'assertListEqual', tuple: 'assertTupleEqual',
                                     set: 'assertSetEqual', frozenset: 'assertSetEqual',
                                     str: 'assertMultiLineEqual'}

    def addTypeEqualityFunc(self, typeobj, function):
        """Compare objects of a type by a function in assertEqual."""
        self._type_equality_funcs[typeobj] = function

    # --- fixtures

    def addCleanup(self, function, /, *args, **kwargs):
        """Call a function after the test."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enter a context manager for the rest of the test."""
        return _enter_context(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Call a function after the tests of the class."""
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        """Enter a context manager for the rest of the class's tests."""
        return _enter_context(cm, cls.addClassCleanup)

    def setUp(self):
        """Called before each test."""

    def tearDown(self):
        """Called after each test."""

    @classmethod
    def setUpClass(cls):
        """Called before the tests of the class."""

    @classmethod
    def tearDownClass(cls):
        """Called after the tests of the class."""

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        from unittest.result import TestResult
        return TestResult()

    def shortDescription(self):
        """The first line of the method's docstring."""
        doc = self._testMethodDoc
        return doc.strip().split('\n')[0].strip() if doc else None

    def id(self):
        return f'{strclass(self.__class__)}.{self._testMethodName}'

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        return f'{self._testMethodName} ({strclass(self.__class__)}.{self._testMethodName})'

    def __repr__(self):
        return f'<{strclass(self.__class__)} testMethod={self._testMethodName}>'

    def subTest(self, msg=_no_message, **params):
        """A part of the test that may fail by itself."""
        return _SubTestContext(self, msg, params)

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        result = method()
        if result is not None:
            import inspect
            msg = f'It is deprecated to return a value that is not None from a test case ({method} returned ' \
                  f'{type(result).__name__!r})'
            if inspect.isawaitable(result):
                msg += '. Maybe you forgot to use IsolatedAsyncioTestCase as the base class?'
            import warnings
            warnings.warn(msg, DeprecationWarning, stacklevel=4)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def run(self, result=None):
        """Run the test and note the outcome in the result."""
        if result is None:
            result = self.defaultTestResult()
            start = getattr(result, 'startTestRun', None)
            stop = getattr(result, 'stopTestRun', None)
            if start is not None:
                start()
        else:
            stop = None
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            if getattr(self.__class__, '__unittest_skip__', False) or getattr(method, '__unittest_skip__', False):
                why = getattr(self.__class__, '__unittest_skip_why__', '') or \
                    getattr(method, '__unittest_skip_why__', '')
                _add_skip(result, self, why)
                return result
            expecting = getattr(self, '__unittest_expecting_failure__', False) or \
                getattr(method, '__unittest_expecting_failure__', False)
            outcome = _Outcome(result)
            import time
            begin = time.perf_counter()
            try:
                self._outcome = outcome
                outcome.part(self, self._callSetUp)
                if outcome.success:
                    outcome.expecting_failure = expecting
                    outcome.part(self, lambda: self._callTestMethod(method))
                    outcome.expecting_failure = False
                    outcome.part(self, self._callTearDown)
                self.doCleanups()
                if hasattr(result, 'addDuration'):
                    result.addDuration(self, time.perf_counter() - begin)
                if outcome.success:
                    if expecting:
                        if outcome.expectedFailure:
                            result.addExpectedFailure(self, outcome.expectedFailure)
                        else:
                            result.addUnexpectedSuccess(self)
                    else:
                        result.addSuccess(self)
                return result
            finally:
                self._outcome = None
        finally:
            result.stopTest(self)
            if stop is not None:
                stop()

    def doCleanups(self):
        """Call the cleanup functions, the last first."""
        outcome = self._outcome or _Outcome()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            outcome.part(self, lambda: self._callCleanup(function, *args, **kwargs))
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        """Call the cleanup functions of the class."""
        cls.tearDown_exceptions = []
        while cls._class_cleanups:
            function, args, kwargs = cls._class_cleanups.pop()
            try:
                function(*args, **kwargs)
            except Exception:
                cls.tearDown_exceptions.append(sys.exc_info())

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run the test without catching anything."""
        method = getattr(self, self._testMethodName)
        if getattr(self.__class__, '__unittest_skip__', False) or getattr(method, '__unittest_skip__', False):
            raise SkipTest(getattr(self.__class__, '__unittest_skip_why__', '')
                           or getattr(method, '__unittest_skip_why__', ''))
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._callCleanup(function, *args, **kwargs)

    def skipTest(self, reason):
        """Skip this test."""
        raise SkipTest(reason)

    # --- assertions

    def fail(self, msg=None):
        """Fail."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standard):
        if not self.longMessage:
            return msg or standard
        if msg is None:
            return standard
        try:
            return '%s : %s' % (standard, msg)
        except UnicodeDecodeError:
            return '%s : %s' % (safe_repr(standard), safe_repr(msg))

    def _check(self, ok, standard, msg):
        if not ok:
            raise self.failureException(self._formatMessage(msg, standard()))

    def assertFalse(self, expr, msg=None):
        self._check(not expr, lambda: '%s is not false' % safe_repr(expr), msg)

    def assertTrue(self, expr, msg=None):
        self._check(expr, lambda: '%s is not true' % safe_repr(expr), msg)

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Expect an exception, from a call or in a with block."""
        return _AssertRaises(expected_exception, BaseException, 'assertRaises', self).handle(args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """As `assertRaises`; the text must match."""
        return _AssertRaises(expected_exception, BaseException, 'assertRaisesRegex', self,
                             expected_regex).handle(args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        """Expect a warning, from a call or in a with block."""
        return _AssertWarns(expected_warning, Warning, 'assertWarns', self).handle(args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """As `assertWarns`; the text must match."""
        return _AssertWarns(expected_warning, Warning, 'assertWarnsRegex', self, expected_regex).handle(args, kwargs)

    def assertLogs(self, logger=None, level=None):
        """Expect messages of a logger."""
        from unittest._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        """Expect no messages of a logger."""
        from unittest._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=True)

    def _getAssertEqualityFunc(self, first, second):
        if type(first) == type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                return getattr(self, function) if isinstance(function, str) else function
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        self._check(first == second, lambda: '%s != %s' % _common_shorten_repr(first, second), msg)

    def assertEqual(self, first, second, msg=None):
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, lambda: '%s == %s' % (safe_repr(first), safe_repr(second)), msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError('specify delta or places not both')
        diff = abs(first - second)
        if delta is not None:
            if diff <= delta:
                return
            standard = '%s != %s within %s delta (%s difference)' % (
                safe_repr(first), safe_repr(second), safe_repr(delta), safe_repr(diff))
        else:
            places = 7 if places is None else places
            if round(diff, places) == 0:
                return
            standard = '%s != %s within %r places (%s difference)' % (
                safe_repr(first), safe_repr(second), places, safe_repr(diff))
        raise self.failureException(self._formatMessage(msg, standard))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if delta is not None and places is not None:
            raise TypeError('specify delta or places not both')
        diff = abs(first - second)
        if delta is not None:
            if not first == second and diff > delta:
                return
            standard = '%s == %s within %s delta (%s difference)' % (
                safe_repr(first), safe_repr(second), safe_repr(delta), safe_repr(diff))
        else:
            places = 7 if places is None else places
            if not first == second and round(diff, places) != 0:
                return
            standard = '%s == %s within %r places' % (safe_repr(first), safe_repr(second), places)
        raise self.failureException(self._formatMessage(msg, standard))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        """Compare sequences item by item."""
        from unittest.contexts import sequence_difference
        standard = sequence_difference(self, seq1, seq2, seq_type)
        if standard is not None:
            self.fail(self._formatMessage(msg, standard))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + DIFF_OMITTED % len(diff)

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        differences = []
        for a, b, name in ((set1, set2, 'first'), (set2, set1, 'second')):
            try:
                differences.append((a.difference(b), name))
            except TypeError as e:
                self.fail('invalid type when attempting set difference: %s' % e)
            except AttributeError as e:
                self.fail('%s argument does not support set difference: %s' % (name, e))
        lines = []
        for difference, name in differences:
            if difference:
                other = 'second' if name == 'first' else 'first'
                lines.append(f'Items in the {name} set but not the {other}:')
                lines.extend(map(repr, difference))
        if lines:
            self.fail(self._formatMessage(msg, '\n'.join(lines)))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, 'First argument is not a dictionary')
        self.assertIsInstance(d2, dict, 'Second argument is not a dictionary')
        if d1 != d2:
            standard = '%s != %s' % _common_shorten_repr(d1, d2)
            diff = '\n' + '\n'.join(difflib.ndiff(pprint.pformat(d1).splitlines(), pprint.pformat(d2).splitlines()))
            self.fail(self._formatMessage(msg, self._truncateMessage(standard, diff)))

    def assertCountEqual(self, first, second, msg=None):
        """Compare the items whatever their order."""
        first_seq, second_seq = list(first), list(second)
        diffs = count_differences(first_seq, second_seq)
        if diffs:
            lines = ['First has %d, Second has %d:  %r' % diff for diff in diffs]
            self.fail(self._formatMessage(msg, self._truncateMessage('Element counts were not equal:\n',
                                                                     '\n'.join(lines))))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, 'First argument is not a string')
        self.assertIsInstance(second, str, 'Second argument is not a string')
        if first != second:
            standard = '%s != %s' % _common_shorten_repr(first, second)
            if len(first) <= self._diffThreshold and len(second) <= self._diffThreshold:
                a, b = first, second
                if a and not a.endswith('\n') or b and not b.endswith('\n'):
                    a, b = a and a + '\n', b and b + '\n'
                diff = '\n' + ''.join(difflib.ndiff(a.splitlines(keepends=True), b.splitlines(keepends=True)))
                standard = self._truncateMessage(standard, diff)
            self.fail(self._formatMessage(msg, standard))

    def assertIn(self, member, container, msg=None):
        self._check(member in container,
                    lambda: '%s not found in %s' % (safe_repr(member), safe_repr(container)), msg)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container,
                    lambda: '%s unexpectedly found in %s' % (safe_repr(member), safe_repr(container)), msg)

    def assertIs(self, expr1, expr2, msg=None):
        self._check(expr1 is expr2, lambda: '%s is not %s' % (safe_repr(expr1), safe_repr(expr2)), msg)

    def assertIsNot(self, expr1, expr2, msg=None):
        self._check(expr1 is not expr2, lambda: 'unexpectedly identical: %s' % safe_repr(expr1), msg)

    def assertLess(self, a, b, msg=None):
        self._check(a < b, lambda: '%s not less than %s' % (safe_repr(a), safe_repr(b)), msg)

    def assertLessEqual(self, a, b, msg=None):
        self._check(a <= b, lambda: '%s not less than or equal to %s' % (safe_repr(a), safe_repr(b)), msg)

    def assertGreater(self, a, b, msg=None):
        self._check(a > b, lambda: '%s not greater than %s' % (safe_repr(a), safe_repr(b)), msg)

    def assertGreaterEqual(self, a, b, msg=None):
        self._check(a >= b, lambda: '%s not greater than or equal to %s' % (safe_repr(a), safe_repr(b)), msg)

    def assertIsNone(self, obj, msg=None):
        self._check(obj is None, lambda: '%s is not None' % safe_repr(obj), msg)

    def assertIsNotNone(self, obj, msg=None):
        self._check(obj is not None, lambda: 'unexpectedly None', msg)

    def assertIsInstance(self, obj, cls, msg=None):
        self._check(isinstance(obj, cls), lambda: f'{safe_repr(obj)} is not an instance of {_any_of(cls)}', msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        self._check(not isinstance(obj, cls), lambda: '{} is an instance of {!r}'.format(
            safe_repr(obj), _first(cls, lambda one: isinstance(obj, one))), msg)

    def _is_subclass(self, cls, superclass, msg):
        try:
            return issubclass(cls, superclass)
        except TypeError:
            if not isinstance(cls, type):
                self.fail(self._formatMessage(msg, f'{cls!r} is not a class'))
            raise

    def assertIsSubclass(self, cls, superclass, msg=None):
        self._check(self._is_subclass(cls, superclass, msg),
                    lambda: f'{cls!r} is not a subclass of {_any_of(superclass)}', msg)

    def assertNotIsSubclass(self, cls, superclass, msg=None):
        self._check(not self._is_subclass(cls, superclass, msg), lambda: '{!r} is a subclass of {!r}'.format(
            cls, _first(superclass, lambda one: issubclass(cls, one))), msg)

    def assertHasAttr(self, obj, name, msg=None):
        self._check(hasattr(obj, name), lambda: f'{_kind(obj)} has no attribute {name!r}', msg)

    def assertNotHasAttr(self, obj, name, msg=None):
        self._check(not hasattr(obj, name), lambda: f'{_kind(obj)} has unexpected attribute {name!r}', msg)

    def assertRegex(self, text, expected_regex, msg=None):
        expected_regex = _compiled(expected_regex)
        self._check(expected_regex.search(text),
                    lambda: "Regex didn't match: %r not found in %r" % (expected_regex.pattern, text), msg)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        unexpected_regex = _compiled(unexpected_regex)
        match = unexpected_regex.search(text)
        self._check(not match, lambda: 'Regex matched: %r matches %r in %r' % (
            text[match.start():match.end()], unexpected_regex.pattern, text), msg)

    def _tail_type_check(self, s, tails, msg):
        """Refuse to look for bytes in text, and for what is neither at all."""
        for tail in tails if isinstance(tails, tuple) else (tails,):
            wanted = str if isinstance(tail, str) else (bytes, bytearray) if isinstance(tail, (bytes, bytearray)) else None
            if wanted is not None and not isinstance(s, wanted):
                name = 'str' if wanted is str else 'bytes'
                self.fail(self._formatMessage(msg, f'Expected {name}, not {type(s).__name__}'))

    def _assert_tail(self, s, tails, msg, method, says, verb, negated):
        try:
            found = getattr(s, method)(tails)
        except (AttributeError, TypeError):
            self._tail_type_check(s, tails, msg)
            raise
        if found == negated:
            shown = safe_repr(s, short=True), safe_repr(tails, short=True)
            any_of = 'any of ' if isinstance(tails, tuple) and not negated else ''
            if negated and isinstance(tails, tuple):
                tails = next(tail for tail in tails if getattr(s, method)(tail))
                shown = shown[0], safe_repr(tails, short=True)
            self.fail(self._formatMessage(msg, f"{shown[0]} {says if negated else verb} {any_of}{shown[1]}"))

    def assertStartsWith(self, s, prefix, msg=None):
        self._assert_tail(s, prefix, msg, 'startswith', 'starts with', "doesn't start with", False)

    def assertNotStartsWith(self, s, prefix, msg=None):
        self._assert_tail(s, prefix, msg, 'startswith', 'starts with', "doesn't start with", True)

    def assertEndsWith(self, s, suffix, msg=None):
        self._assert_tail(s, suffix, msg, 'endswith', 'ends with', "doesn't end with", False)

    def assertNotEndsWith(self, s, suffix, msg=None):
        self._assert_tail(s, suffix, msg, 'endswith', 'ends with', "doesn't end with", True)


def _any_of(classes):
    return f'any of {classes!r}' if isinstance(classes, tuple) else repr(classes)


def _first(classes, fits):
    """The one of some classes that fits."""
    return next(filter(fits, classes), classes) if isinstance(classes, tuple) else classes


def _kind(obj):
    if isinstance(obj, types.ModuleType):
        return f'module {obj.__name__!r}'
    return f'type object {obj.__name__!r}' if isinstance(obj, type) else f'{type(obj).__name__!r} object'


def _compiled(pattern):
    if isinstance(pattern, (str, bytes)):
        import re
        assert pattern, 'expected_regex must not be empty.'
        return re.compile(pattern)
    return pattern


class FunctionTestCase(TestCase):
    """A function as a test."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._setUpFunc = setUp
        self._tearDownFunc = tearDown
        self._testFunc = testFunc
        self._description = description

    def setUp(self):
        if self._setUpFunc is not None:
            self._setUpFunc()

    def tearDown(self):
        if self._tearDownFunc is not None:
            self._tearDownFunc()

    def runTest(self):
        self._testFunc()

    def id(self):
        return self._testFunc.__name__

    def __str__(self):
        return f'{strclass(self.__class__)} ({self._testFunc.__name__})'

    def __repr__(self):
        return f'<{strclass(self.__class__)} tec={self._testFunc}>'

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._testFunc.__doc__
        return doc and doc.split('\n')[0].strip() or None
