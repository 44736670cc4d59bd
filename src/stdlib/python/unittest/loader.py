"""Contract: finding tests in classes, modules, dotted names and folders."""
import functools
import os
import re
import sys
import traceback
import types
from fnmatch import fnmatch, fnmatchcase
from unittest import case, suite, util

__unittest = True

# what counts as the name of a file that can be imported
VALID_MODULE_NAME = re.compile(r'[_a-z]\w*\.py$', re.IGNORECASE)


class _FailedTest(case.TestCase):
    """Stands for what could not be loaded: its test raises why."""

    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super(_FailedTest, self).__getattr__(name)

        def testFailure():
            raise self._exception
        return testFailure


def _failed(name, exception, text, suite_class):
    return suite_class((_FailedTest(name, exception),)), text


def _import_failed(name, suite_class):
    text = f'Failed to import test module: {name}\n{traceback.format_exc()}'
    return _failed(name, ImportError(text), text, suite_class)


def _skipped(name, exception, suite_class):
    @case.skip(str(exception))
    def testSkipped(self):
        pass
    skipped = type('ModuleSkipped', (case.TestCase,), {name: testSkipped})
    return suite_class((skipped(name),))


def _is_test_class(obj):
    return isinstance(obj, type) and issubclass(obj, case.TestCase) and \
        obj not in (case.TestCase, case.FunctionTestCase)


class TestLoader:
    """Makes suites of classes, modules and names."""
    testMethodPrefix = 'test'
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    testNamePatterns = None
    suiteClass = suite.TestSuite
    _top_level_dir = None

    def __init__(self):
        super().__init__()
        self.errors = []
        self._loading_packages = set()

    def loadTestsFromTestCase(self, testCaseClass):
        """The tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError('Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?')
        if testCaseClass in (case.TestCase, case.FunctionTestCase):
            names = []
        else:
            names = self.getTestCaseNames(testCaseClass)
            if not names and hasattr(testCaseClass, 'runTest'):
                names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        """The tests of a module, or what its `load_tests` makes of them."""
        found = [self.loadTestsFromTestCase(obj) for name in dir(module) if _is_test_class(obj := getattr(module, name))]
        tests = self.suiteClass(found)
        load_tests = getattr(module, 'load_tests', None)
        if load_tests is not None:
            try:
                return load_tests(self, tests, pattern)
            except Exception as e:
                text = f'Failed to call load_tests:\n{traceback.format_exc()}'
                failed, text = _failed(module.__name__, e, text, self.suiteClass)
                self.errors.append(text)
                return failed
        return tests

    def _import_longest(self, parts):
        """The module that the beginning of a dotted name names, and why a longer one did not load."""
        failed = text = None
        left = list(parts)
        while left:
            try:
                return __import__('.'.join(left)), failed, text
            except ImportError:
                name = left.pop()
                failed, text = _import_failed(name, self.suiteClass)
        return None, failed, text

    def loadTestsFromName(self, name, module=None):
        """The tests of a dotted name: module, class, method or function that makes a test."""
        parts = name.split('.')
        failed = text = None
        if module is None:
            module, failed, text = self._import_longest(parts)
            if module is None:
                self.errors.append(text)
                return failed
            parts = parts[1:]
        obj, parent = module, None
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                if getattr(obj, '__path__', None) is not None and failed is not None:
                    self.errors.append(text)
                    return failed
                text = f'Failed to access attribute:\n{traceback.format_exc()}'
                failed, text = _failed(part, e, text, self.suiteClass)
                self.errors.append(text)
                return failed
        return self._tests_of(obj, parent, parts[-1] if parts else name)

    def _tests_of(self, obj, parent, name):
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if _is_test_class(obj):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, types.FunctionType) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            test = parent(name)
            if not isinstance(getattr(test, name), types.FunctionType):
                return self.suiteClass([test])
        elif isinstance(obj, suite.TestSuite):
            return obj
        if callable(obj):
            test = obj()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError('calling %s returned %s, not a test' % (obj, test))
        raise TypeError("don't know how to make test from: %s" % obj)

    def loadTestsFromNames(self, names, module=None):
        """The tests of several names."""
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        """The names of the test methods of a class."""
        def wanted(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            full = f'{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}'
            return self.testNamePatterns is None or any(fnmatchcase(full, p) for p in self.testNamePatterns)
        names = list(filter(wanted, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """The tests of all files below a folder, or below a package's."""
        before = self._top_level_dir
        implicit = False
        if top_level_dir is None and self._top_level_dir is not None:
            top_level_dir = self._top_level_dir
        elif top_level_dir is None:
            implicit = True
            top_level_dir = start_dir
        top_level_dir = os.path.abspath(top_level_dir)
        if top_level_dir not in sys.path:
            sys.path.insert(0, top_level_dir)
        self._top_level_dir = top_level_dir
        if os.path.isdir(os.path.abspath(start_dir)):
            start_dir = os.path.abspath(start_dir)
            importable = start_dir == top_level_dir or os.path.isfile(os.path.join(start_dir, '__init__.py'))
        else:
            start_dir, importable = self._folder_of_package(start_dir, implicit, top_level_dir)
        if not importable:
            raise ImportError('Start directory is not importable: %r' % start_dir)
        tests = list(self._find_tests(start_dir, pattern))
        self._top_level_dir = before
        return self.suiteClass(tests)

    def _folder_of_package(self, name, implicit, top_level_dir):
        """The folder of a package that is given by its dotted name."""
        try:
            __import__(name)
        except ImportError:
            return name, False
        module = sys.modules[name]
        top = name.split('.')[0]
        if module.__file__ is None:
            if module.__name__ in sys.builtin_module_names:
                raise TypeError('Can not use builtin modules as dotted module names')
            raise TypeError(f"don't know how to discover from {module!r}")
        folder = os.path.abspath(os.path.dirname(module.__file__))
        if implicit:
            self._top_level_dir = self._get_directory_containing_module(top)
            sys.path.remove(top_level_dir)
        return folder, True

    def _get_directory_containing_module(self, module_name):
        path = os.path.abspath(sys.modules[module_name].__file__)
        folder = os.path.dirname(path)
        if os.path.basename(path).lower().startswith('__init__.py'):
            return os.path.dirname(folder)
        return folder

    def _get_name_from_path(self, path):
        if path == self._top_level_dir:
            return '.'
        path = os.path.splitext(os.path.normpath(path))[0]
        relative = os.path.relpath(path, self._top_level_dir)
        assert not os.path.isabs(relative), 'Path must be within the project'
        assert not relative.startswith('..'), 'Path must be within the project'
        return relative.replace(os.path.sep, '.')

    def _get_module_from_name(self, name):
        __import__(name)
        return sys.modules[name]

    def _match_path(self, path, full_path, pattern):
        return fnmatch(path, pattern)

    def _find_tests(self, start_dir, pattern):
        """The suites of a folder, one after the other."""
        name = self._get_name_from_path(start_dir)
        if name != '.' and name not in self._loading_packages:
            tests, recurse = self._find_test_path(start_dir, pattern)
            if tests is not None:
                yield tests
            if not recurse:
                return
        for entry in sorted(os.listdir(start_dir)):
            full_path = os.path.join(start_dir, entry)
            tests, recurse = self._find_test_path(full_path, pattern)
            if tests is not None:
                yield tests
            if recurse:
                name = self._get_name_from_path(full_path)
                self._loading_packages.add(name)
                try:
                    yield from self._find_tests(full_path, pattern)
                finally:
                    self._loading_packages.discard(name)

    def _find_test_path(self, full_path, pattern):
        """The tests of one file or package, and whether to look below it."""
        base = os.path.basename(full_path)
        if os.path.isfile(full_path):
            if not VALID_MODULE_NAME.match(base) or not self._match_path(base, full_path, pattern):
                return None, False
            name = self._get_name_from_path(full_path)
            module, tests = self._load(name)
            if module is None:
                return tests, False
            self._check_place(module, full_path)
            return self.loadTestsFromModule(module, pattern=pattern), False
        if not os.path.isdir(full_path) or not os.path.isfile(os.path.join(full_path, '__init__.py')):
            return None, False
        tests = None
        name = self._get_name_from_path(full_path)
        package, failed = self._load(name)
        if package is None:
            return failed, False
        load_tests = getattr(package, 'load_tests', None)
        self._loading_packages.add(name)
        try:
            tests = self.loadTestsFromModule(package, pattern=pattern)
            return tests, load_tests is None
        finally:
            self._loading_packages.discard(name)

    def _load(self, name):
        """A module, or None and the tests that stand for it."""
        try:
            return self._get_module_from_name(name), None
        except case.SkipTest as e:
            return None, _skipped(name, e, self.suiteClass)
        except:
            failed, text = _import_failed(name, self.suiteClass)
            self.errors.append(text)
            return None, failed

    def _check_place(self, module, full_path):
        """A file that another one of the same name hides is an error."""
        file = os.path.abspath(getattr(module, '__file__', full_path))
        real = os.path.splitext(os.path.realpath(file))[0]
        wanted = os.path.splitext(os.path.realpath(full_path))[0]
        if real.lower() != wanted.lower():
            name = os.path.splitext(os.path.basename(full_path))[0]
            raise ImportError('%r module incorrectly imported from %r. Expected %r. Is this module globally installed?'
                              % (name, os.path.dirname(real), os.path.dirname(full_path)))


defaultTestLoader = TestLoader()
