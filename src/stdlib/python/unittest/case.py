"""Contract: `TestCase`: running one test, and the assertions."""
import difflib
import functools
import pprint
import types
from unittest.util import _common_shorten_repr, count_differences, safe_repr, strclass

__unittest = True
_module_cleanups = []
DIFF_OMITTED = '\nDiff is %s characters long. Set self.maxDiff to None to see it.'


class SkipTest(Exception):
    """Raised to skip a test."""


class _ShouldStop(Exception):
    """The test is to end."""


class _Outcome:
    """What happened in one test."""

    def __init__(self, result=None):
        self.result = result
        self.result_supports_subtests = hasattr(result, 'addSubTest')
        self.success = True
        # set while a test runs that is to fail; then how it failed
        self.expecting_failure = False
        self.expectedFailure = None

    def part(self, test, function, *args, **kwargs):
        """Run one part of a test and note how it ends."""
        before, self.success = self.success, True
        try:
            function(*args, **kwargs)
        except KeyboardInterrupt:
            raise
        except BaseException as e:
            self.note(test, e)
        finally:
            self.success = self.success and before

    def note(self, test, e, case=None):
        """Say what was raised in a test, or in a subtest of a case."""
        info = (type(e), e, e.__traceback__)
        if isinstance(e, _ShouldStop):
            return
        if self.expecting_failure and not isinstance(e, SkipTest):
            self.expectedFailure = info
            return
        self.success = False
        if isinstance(e, SkipTest):
            self.result.addSkip(test, str(e))
        elif case is not None:
            self.result.addSubTest(case, test, info)
        elif issubclass(info[0], test.failureException):
            self.result.addFailure(test, info)
        else:
            self.result.addError(test, info)


def _run_cleanups(waiting):
    """Call what is to be called at the end, the last first; what was raised."""
    raised = []
    while waiting:
        function, args, kwargs = waiting.pop()
        try:
            function(*args, **kwargs)
        except Exception as e:
            raised.append(e)
    return raised


# --- module fixtures and decorators --------------------------------------------------

def addModuleCleanup(function, /, *args, **kwargs):
    """Call a function after the module's tests."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    """Enter a context manager for the rest of the module's tests."""
    return _entered(cm, addModuleCleanup)


def doModuleCleanups():
    """Call the module's cleanup functions; the first exception is raised when all were called."""
    for first in _run_cleanups(_module_cleanups):
        raise first


# what the two kinds of context managers are called, their methods, and what enters them
_PROTOCOLS = {False: ('context manager', '__enter__', '__exit__', 'enterContext'),
              True: ('asynchronous context manager', '__aenter__', '__aexit__', 'enterAsyncContext')}


def _context_methods(cm, asynchronous):
    """The methods of a context manager, which must be of the kind that is asked for."""
    cls = type(cm)
    kind, enter, exit, _ = _PROTOCOLS[asynchronous]
    try:
        return getattr(cls, enter), getattr(cls, exit)
    except AttributeError:
        text = f"'{cls.__module__}.{cls.__qualname__}' object does not support the {kind} protocol"
        kind, enter, exit, instead = _PROTOCOLS[not asynchronous]
        if hasattr(cls, enter) and hasattr(cls, exit):
            text += f' but it supports the {kind} protocol. Did you mean to use {instead}()?'
        raise TypeError(text) from None


def _entered(cm, add_cleanup):
    enter, exit = _context_methods(cm, False)
    result = enter(cm)
    add_cleanup(exit, cm, None, None, None)
    return result


def skip(reason):
    """Skip a test or a class of tests."""
    if isinstance(reason, types.FunctionType):
        return skip('')(reason)

    def mark(item):
        if not isinstance(item, type):
            item = _skipping(item, reason)
        item.__unittest_skip__, item.__unittest_skip_why__ = True, reason
        return item
    return mark


def _skipping(function, reason):
    @functools.wraps(function)
    def skipped(*args, **kwargs):
        raise SkipTest(reason)
    return skipped


def _skip_reason(case, method):
    """Why a test is skipped; None if it is not."""
    items = case.__class__, method
    if any(getattr(item, '__unittest_skip__', False) for item in items):
        return next(filter(None, [getattr(item, '__unittest_skip_why__', '') for item in items]), '')
    return None


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


def _not_none(method, result):
    return 'It is deprecated to return a value that is not None from a test case ' \
           f'({method} returned {type(result).__name__!r})'


from unittest.contexts import _AssertRaisesContext, _AssertWarnsContext, _SubTest, _SubTestContext, _subtest_msg_sentinel


class TestCase:
    """A test: subclass it and write methods that begin with `test`."""
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16
    _type_equality_funcs = {dict: 'assertDictEqual', list: 'assertListEqual', tuple: 'assertTupleEqual',
                            set: 'assertSetEqual', frozenset: 'assertSetEqual', str: 'assertMultiLineEqual'}

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._class_cleanups, cls._classSetupFailed = [], False

    def __init__(self, methodName='runTest'):
        self._testMethodName = methodName
        self._outcome = self._subtest = None
        self._cleanups = []
        try:
            self._testMethodDoc = getattr(self, methodName).__doc__
        except AttributeError:
            if methodName != 'runTest':
                raise ValueError(f'no such test method in {self.__class__}: {methodName}') from None
            self._testMethodDoc = 'No test'

    def addTypeEqualityFunc(self, typeobj, function):
        """Compare objects of a type by a function in assertEqual."""
        self._type_equality_funcs = {**self._type_equality_funcs, typeobj: function}

    # --- fixtures

    def addCleanup(self, function, /, *args, **kwargs):
        """Call a function after the test."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enter a context manager for the rest of the test."""
        return _entered(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """Call a function after the tests of the class."""
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        """Enter a context manager for the rest of the class's tests."""
        return _entered(cm, cls.addClassCleanup)

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

    def _identity(self):
        """By what tests of one class are told apart."""
        return self._testMethodName

    def __eq__(self, other):
        return self._identity() == other._identity() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self), self._identity()))

    def __str__(self):
        return f'{self._testMethodName} ({strclass(self.__class__)}.{self._testMethodName})'

    def __repr__(self):
        return f'<{strclass(self.__class__)} testMethod={self._testMethodName}>'

    def subTest(self, msg=_subtest_msg_sentinel, **params):
        """A part of the test that may fail by itself."""
        return _SubTestContext(self, msg, params)

    # --- the parts of a test, for a subclass that calls them in another way

    def _call(self, function, /, *args, **kwargs):
        return function(*args, **kwargs)

    def _begin(self):
        self._call(self.setUp)

    def _end(self):
        self._call(self.tearDown)

    def _test(self, method, depth):
        """Call the test method; `depth` is how many calls ago `run` or `debug` was called."""
        result = self._call(method)
        if result is not None:
            import warnings
            warnings.warn(self._complaint(method, result), DeprecationWarning, stacklevel=depth)

    def _complaint(self, method, result):
        import inspect
        hint = '. Maybe you forgot to use IsolatedAsyncioTestCase as the base class?'
        return _not_none(method, result) + (hint if inspect.isawaitable(result) else '')

    # --- running

    def run(self, result=None):
        """Run the test and note the outcome in the result."""
        if result is not None:
            return self._run(result)
        result = self.defaultTestResult()
        begin, end = [getattr(result, name, None) for name in ('startTestRun', 'stopTestRun')]
        if begin is not None:
            begin()
        try:
            return self._run(result)
        finally:
            if end is not None:
                end()

    def _run(self, result):
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            why = _skip_reason(self, method)
            if why is not None:
                result.addSkip(self, why)
            else:
                self._run_parts(method, result)
        finally:
            self._outcome = None
            result.stopTest(self)
        return result

    def _run_parts(self, method, result):
        import time
        expecting = any(getattr(item, '__unittest_expecting_failure__', False) for item in (self, method))
        self._outcome = outcome = _Outcome(result)
        start = time.perf_counter()
        outcome.part(self, self._begin)
        if outcome.success:
            outcome.expecting_failure = expecting
            outcome.part(self, self._test, method, 6)
            outcome.expecting_failure = False
            outcome.part(self, self._end)
        self.doCleanups()
        if hasattr(result, 'addDuration'):
            result.addDuration(self, time.perf_counter() - start)
        if not outcome.success:
            return
        if outcome.expectedFailure:
            result.addExpectedFailure(self, outcome.expectedFailure)
        elif expecting:
            result.addUnexpectedSuccess(self)
        else:
            result.addSuccess(self)

    def doCleanups(self):
        """Call the cleanup functions, the last first."""
        outcome = self._outcome or _Outcome()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            outcome.part(self, self._call, function, *args, **kwargs)
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        """Call the cleanup functions of the class."""
        cls.tearDown_exceptions = [(type(e), e, e.__traceback__) for e in _run_cleanups(cls._class_cleanups)]

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run the test without catching anything."""
        method = getattr(self, self._testMethodName)
        why = _skip_reason(self, method)
        if why is not None:
            raise SkipTest(why)
        self._begin()
        self._test(method, 3)
        self._end()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._call(function, *args, **kwargs)

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
        return _AssertRaisesContext(expected_exception, BaseException, 'assertRaises', self).handle(args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """As `assertRaises`; the text must match."""
        return _AssertRaisesContext(expected_exception, BaseException, 'assertRaisesRegex', self,
                             expected_regex).handle(args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        """Expect a warning, from a call or in a with block."""
        return _AssertWarnsContext(expected_warning, Warning, 'assertWarns', self).handle(args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """As `assertWarns`; the text must match."""
        return _AssertWarnsContext(expected_warning, Warning, 'assertWarnsRegex', self, expected_regex).handle(args, kwargs)

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

    def _distance(self, first, second, places, delta):
        """Whether two numbers are close together, and in what words: how close, and how far apart they are."""
        if delta is not None and places is not None:
            raise TypeError('specify delta or places not both')
        distance = abs(first - second)
        apart = ' (%s difference)' % safe_repr(distance)
        if delta is not None:
            return distance <= delta, 'within %s delta' % safe_repr(delta), apart
        places = 7 if places is None else places
        return round(distance, places) == 0, 'within %r places' % places, apart

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        near, limit, apart = self._distance(first, second, places, delta)
        self._check(near, lambda: '%s != %s %s%s' % (safe_repr(first), safe_repr(second), limit, apart), msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, limit, apart = self._distance(first, second, places, delta)
        self._check(not near and not first == second, lambda: '%s == %s %s%s' % (
            safe_repr(first), safe_repr(second), limit, apart if delta is not None else ''), msg)

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
        for one, which in ((d1, 'First'), (d2, 'Second')):
            self.assertIsInstance(one, dict, f'{which} argument is not a dictionary')
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
            if isinstance(cls, type):
                raise
            self.fail(self._formatMessage(msg, f'{cls!r} is not a class'))

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
        self._given = setUp, tearDown, testFunc, description

    def _identity(self):
        return self._given

    def setUp(self):
        if self._given[0] is not None:
            self._given[0]()

    def tearDown(self):
        if self._given[1] is not None:
            self._given[1]()

    def runTest(self):
        self._given[2]()

    def id(self):
        return self._given[2].__name__

    def __str__(self):
        return f'{strclass(self.__class__)} ({self.id()})'

    def __repr__(self):
        return f'<{strclass(self.__class__)} tec={self._given[2]}>'

    def shortDescription(self):
        *_, function, description = self._given
        if description is None and function.__doc__:
            description = function.__doc__.split('\n')[0].strip() or None
        return description
