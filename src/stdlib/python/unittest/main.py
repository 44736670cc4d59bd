"""Contract: finding tests, and the command line."""
import os
import sys
from functools import cmp_to_key
from unittest import case, suite

__unittest = True


class _FailedTest(case.TestCase):
    """Stands for a module or name that could not be loaded."""

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            return super().__getattribute__(name)

        def testFailure():
            raise self._exception
        return testFailure


_FailedTest.__module__ = 'unittest.loader'


class TestLoader:
    """Makes suites of classes, modules and names."""
    testMethodPrefix = 'test'
    sortTestMethodsUsing = staticmethod(lambda x, y: (x > y) - (x < y))
    testNamePatterns = None
    suiteClass = suite.TestSuite

    def __init__(self):
        self.errors = []
        self._loading_packages = set()

    def loadTestsFromTestCase(self, testCaseClass):
        """The tests of a class."""
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError('Test cases should not be derived from TestSuite. Maybe you meant to derive '
                            'from TestCase?')
        if testCaseClass in (case.TestCase, case.FunctionTestCase):
            names = []
        else:
            names = self.getTestCaseNames(testCaseClass)
            if not names and hasattr(testCaseClass, 'runTest'):
                names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def loadTestsFromModule(self, module, *, pattern=None):
        """The tests of a module."""
        tests = []
        for name in dir(module):
            obj = getattr(module, name)
            if isinstance(obj, type) and issubclass(obj, case.TestCase) and \
                    obj not in (case.TestCase, case.FunctionTestCase):
                tests.append(self.loadTestsFromTestCase(obj))
        load_tests = getattr(module, 'load_tests', None)
        tests = self.suiteClass(tests)
        if load_tests is not None and module.__name__ != 'unittest':
            try:
                return load_tests(self, tests, pattern)
            except Exception as e:
                return self._failed(module.__name__, e, 'Failed to call load_tests')
        return tests

    def _failed(self, name, exception, message):
        import traceback
        text = f'{message}:\n{"".join(traceback.format_exception(exception))}'
        self.errors.append(text)
        return self.suiteClass((_FailedTest(name, exception if not isinstance(exception, ImportError)
                                            else ImportError(text)),))

    def loadTestsFromName(self, name, module=None):
        """The tests of a dotted name: module, class, method or function that makes a test."""
        parts = name.split('.')
        failure = None
        if module is None:
            copy = parts[:]
            while copy:
                try:
                    module = __import__('.'.join(copy))
                    break
                except ImportError as e:
                    next_attribute = copy.pop()
                    failure = self._failed(next_attribute, e, f'Failed to import test module: {next_attribute}')
                    if not copy:
                        return failure
            parts = parts[1:]
        obj, parent = module, None
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                if getattr(obj, '__path__', None) is not None and failure is not None:
                    return failure
                self.errors.append(f'Failed to access attribute:\n{e}')
                return self.suiteClass((_FailedTest(part, e),))
        if isinstance(obj, type(sys)):
            return self.loadTestsFromModule(obj)
        if isinstance(obj, type) and issubclass(obj, case.TestCase) and \
                obj not in (case.TestCase, case.FunctionTestCase):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, type(lambda: 0)) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            inst = parent(parts[-1])
            if not isinstance(getattr(inst, parts[-1]), type(lambda: 0)):
                return self.suiteClass([inst])
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
            if self.testNamePatterns is None:
                return True
            from fnmatch import fnmatchcase
            return any(fnmatchcase(full, pattern) for pattern in self.testNamePatterns)
        names = list(filter(wanted, dir(testCaseClass)))
        if self.sortTestMethodsUsing:
            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
        return names

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """The tests of all files below a directory."""
        from fnmatch import fnmatch
        top = os.path.abspath(top_level_dir or start_dir)
        start = os.path.abspath(start_dir)
        if not os.path.isdir(start):
            module = __import__(start_dir, fromlist=['__path__'])
            start = os.path.abspath(os.path.dirname(module.__file__))
            top = os.path.dirname(start) if top_level_dir is None else top
        elif start != top and not os.path.isfile(os.path.join(start, '__init__.py')):
            raise ImportError('Start directory is not importable: %r' % start_dir)
        if top not in sys.path:
            sys.path.insert(0, top)
        found = []

        def visit(folder):
            for name in sorted(os.listdir(folder)):
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    if not name.endswith('.py') or not name[:-3].isidentifier() or not fnmatch(name, pattern):
                        continue
                    dotted = os.path.relpath(path[:-3], top).replace(os.sep, '.')
                    try:
                        __import__(dotted)
                    except case.SkipTest as e:
                        reason = str(e)
                        skipped = type('ModuleSkipped', (case.TestCase,),
                                       {dotted: case.skip(reason)(lambda self: None)})
                        found.append(self.suiteClass((skipped(dotted),)))
                    except Exception as e:
                        found.append(self._failed(dotted, ImportError(str(e)) if not isinstance(e, ImportError)
                                                  else e, f'Failed to import test module: {dotted.rpartition(".")[2]}'))
                    else:
                        found.append(self.loadTestsFromModule(sys.modules[dotted], pattern=pattern))
                elif os.path.isdir(path) and os.path.isfile(os.path.join(path, '__init__.py')):
                    visit(path)
        visit(start)
        return self.suiteClass(found)


defaultTestLoader = TestLoader()


class TestProgram:
    """The command line: `unittest.main()`."""

    def __init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None,
                 testLoader=defaultTestLoader, exit=True, verbosity=1, failfast=None, catchbreak=None,
                 buffer=None, warnings=None, *, tb_locals=False, durations=None):
        self.module = sys.modules[module] if isinstance(module, str) and module in sys.modules else \
            __import__(module) if isinstance(module, str) else module
        self.exit = exit
        self.failfast = failfast
        self.verbosity = verbosity
        self.buffer = buffer
        self.tb_locals = tb_locals
        self.durations = durations
        self.warnings = 'default' if warnings is None and not sys.warnoptions else warnings
        self.defaultTest = defaultTest
        self.testRunner = testRunner
        self.testLoader = testLoader
        argv = sys.argv if argv is None else argv
        self.progName = os.path.basename(argv[0])
        self.parseArgs(argv)
        self.runTests()

    def _parser(self):
        import argparse
        parser = argparse.ArgumentParser(prog=self.progName)
        parser.add_argument('-v', '--verbose', dest='verbosity', action='store_const', const=2, help='Verbose output')
        parser.add_argument('-q', '--quiet', dest='verbosity', action='store_const', const=0, help='Quiet output')
        parser.add_argument('--locals', dest='tb_locals', action='store_true', help='Show local variables in tracebacks')
        parser.add_argument('--durations', type=int, metavar='N',
                            help='Show the N slowest test cases (N=0 for all)')
        parser.add_argument('-f', '--failfast', action='store_true', help='Stop on first fail or error')
        parser.add_argument('-c', '--catch', dest='catchbreak', action='store_true',
                            help='Catch Ctrl-C and display results so far')
        parser.add_argument('-b', '--buffer', action='store_true', help='Buffer stdout and stderr during tests')
        parser.add_argument('-k', dest='testNamePatterns', action='append',
                            help='Only run tests which match the given substring')
        return parser

    def parseArgs(self, argv):
        """Read the command line and load the tests."""
        if self.module is None and len(argv) > 1 and argv[1] == 'discover' or self.module is None and len(argv) == 1:
            self._discover(argv[2:])
            return
        parser = self._parser()
        parser.add_argument('tests', nargs='*', help='a list of any number of test modules, classes and test methods.')
        options = parser.parse_args(argv[1:])
        self._apply(options)
        if options.tests:
            names = [n[:-3].replace('/', '.') if n.endswith('.py') and os.path.isfile(n) else n
                     for n in options.tests]
        elif self.defaultTest is None:
            if self.module is None:
                self._discover([])
                return
            self.test = self.testLoader.loadTestsFromModule(self.module)
            return
        else:
            names = [self.defaultTest] if isinstance(self.defaultTest, str) else list(self.defaultTest)
        self.test = self.testLoader.loadTestsFromNames(names, self.module)

    def _apply(self, options):
        if options.verbosity is not None:
            self.verbosity = options.verbosity
        self.tb_locals = self.tb_locals or options.tb_locals
        if options.durations is not None:
            self.durations = options.durations
        self.failfast = self.failfast or options.failfast
        self.buffer = self.buffer or options.buffer
        if options.testNamePatterns:
            self.testLoader.testNamePatterns = [p if '*' in p else f'*{p}*' for p in options.testNamePatterns]

    def _discover(self, argv):
        parser = self._parser()
        parser.prog = f'{self.progName} discover'
        parser.add_argument('-s', '--start-directory', dest='start', default='.',
                            help="Directory to start discovery ('.' default)")
        parser.add_argument('-p', '--pattern', default='test*.py', help="Pattern to match tests ('test*.py' default)")
        parser.add_argument('-t', '--top-level-directory', dest='top',
                            help='Top level directory of project (defaults to start directory)')
        parser.add_argument('places', nargs='*', help='start, pattern and top')
        options = parser.parse_args(argv)
        self._apply(options)
        for name, value in zip(('start', 'pattern', 'top'), options.places):
            setattr(options, name, value)
        self.test = self.testLoader.discover(options.start, options.pattern, options.top)

    def runTests(self):
        """Run what was loaded, and leave if so asked."""
        if self.testRunner is None:
            self.testRunner = suite.TextTestRunner
        if isinstance(self.testRunner, type):
            runner = self.testRunner(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer,
                                     warnings=self.warnings, tb_locals=self.tb_locals, durations=self.durations)
        else:
            runner = self.testRunner
        self.result = runner.run(self.test)
        if self.exit:
            if self.result.testsRun == 0 and len(self.result.skipped) == 0:
                sys.exit(5)
            sys.exit(0 if self.result.wasSuccessful() else 1)


main = TestProgram
