"""Contract: finding tests in classes, modules, dotted names and folders."""
import os
import re
import sys
import traceback
import types
from fnmatch import fnmatch, fnmatchcase
from functools import cmp_to_key
from unittest import case, suite, util

__unittest = True

# what counts as the name of a file that can be imported
VALID_MODULE_NAME = re.compile(r'[_a-z]\w*\.py$', re.IGNORECASE)


class _FailedTest(case.TestCase):
    """Stands for what could not be loaded: its test raises why."""

    def __init__(self, name, exception):
        self._exception = exception
        if not hasattr(self, name):
            setattr(self, name, self._raise)
        super().__init__(name)

    def _raise(self):
        raise self._exception


def _import_fault(name):
    """What `_report` is to be told about the import that just failed."""
    text = f'Failed to import test module: {name}\n{traceback.format_exc()}'
    return name, ImportError(text), text


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
    suiteClass = suite.TestSuite
    testMethodPrefix = 'test'
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    testNamePatterns = _top_level_dir = None

    def __init__(self):
        super().__init__()
        self._loading_packages = set()
        self.errors = []

    def _report(self, name, exception, text):
        """Note what could not be loaded; a test that raises it stands for it."""
        self.errors.append(text)
        return self.suiteClass((_FailedTest(name, exception),))

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
        classes = [obj for name in dir(module) if _is_test_class(obj := getattr(module, name))]
        tests = self.suiteClass([self.loadTestsFromTestCase(each) for each in classes])
        load_tests = getattr(module, 'load_tests', None)
        if load_tests is None:
            return tests
        try:
            return load_tests(self, tests, pattern)
        except Exception as e:
            return self._report(module.__name__, e, f'Failed to call load_tests:\n{traceback.format_exc()}')

    def _import_longest(self, parts):
        """The module that the beginning of a dotted name names, and why a longer one did not load."""
        fault = None
        for end in range(len(parts), 0, -1):
            try:
                return __import__('.'.join(parts[:end])), fault
            except ImportError:
                fault = _import_fault(parts[end - 1])
        return None, fault

    def loadTestsFromName(self, name, module=None):
        """The tests of a dotted name: module, class, method or function that makes a test."""
        parts = name.split('.')
        fault = None
        if module is None:
            module, fault = self._import_longest(parts)
            if module is None:
                return self._report(*fault)
            parts = parts[1:]
        passed = [None, module]
        for part in parts:
            try:
                passed.append(getattr(passed[-1], part))
            except AttributeError as e:
                if fault is None or getattr(passed[-1], '__path__', None) is None:
                    fault = part, e, f'Failed to access attribute:\n{traceback.format_exc()}'
                return self._report(*fault)
        parent, obj = passed[-2:]
        return self._tests_of(obj, parent, parts[-1] if parts else name)

    def _tests_of(self, obj, parent, name):
        if isinstance(obj, types.ModuleType):
            return self.loadTestsFromModule(obj)
        if _is_test_class(obj):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, types.FunctionType) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            test = parent(name)
            # not if it is a static method, which may make a test
            if not isinstance(getattr(test, name), types.FunctionType):
                return self.suiteClass([test])
        found = obj
        if not isinstance(obj, suite.TestSuite):
            if not callable(obj):
                raise TypeError("don't know how to make test from: %s" % obj)
            found = obj()
        if isinstance(found, case.TestCase):
            return self.suiteClass([found])
        if not isinstance(found, suite.TestSuite):
            raise TypeError('calling %s returned %s, not a test' % (obj, found))
        return found

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
            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
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
            if not VALID_MODULE_NAME.match(base) or not fnmatch(base, pattern):
                return None, False
            name = self._get_name_from_path(full_path)
            module, tests = self._load(name)
            if module is None:
                return tests, False
            self._check_place(module, full_path)
            return self.loadTestsFromModule(module, pattern=pattern), False
        if not os.path.isdir(full_path) or not os.path.isfile(os.path.join(full_path, '__init__.py')):
            return None, False
        name = self._get_name_from_path(full_path)
        package, failed = self._load(name)
        if package is None:
            return failed, False
        self._loading_packages.add(name)
        try:
            # its `load_tests` sees to what is below
            return self.loadTestsFromModule(package, pattern=pattern), getattr(package, 'load_tests', None) is None
        finally:
            self._loading_packages.discard(name)

    def _load(self, name):
        """A module, or None and the tests that stand for it."""
        try:
            __import__(name)
            return sys.modules[name], None
        except case.SkipTest as e:
            return None, _skipped(name, e, self.suiteClass)
        except:
            return None, self._report(*_import_fault(name))

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
