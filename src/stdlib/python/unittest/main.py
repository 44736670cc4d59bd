"""Contract: the command line."""
import os
import sys
from unittest import loader, runner
from unittest.signals import installHandler

__unittest = True

_MODULE_EXAMPLES = """\
Examples:
  %(prog)s test_module               - run tests from test_module
  %(prog)s module.TestClass          - run tests from module.TestClass
  %(prog)s module.Class.test_method  - run specified test method
  %(prog)s path/to/test_file.py      - run tests from test_file.py
"""

_SCRIPT_EXAMPLES = """\
Examples:
  %(prog)s                           - run default set of tests
  %(prog)s MyTestSuite               - run suite 'MyTestSuite'
  %(prog)s MyTestCase.testSomething  - run MyTestCase.testSomething
  %(prog)s MyTestCase                - run all 'test*' test methods
                                       in MyTestCase
"""


def _as_dotted(name):
    """A file's path as the name of its module."""
    if not (os.path.isfile(name) and name.lower().endswith('.py')):
        return name
    if os.path.isabs(name):
        relative = os.path.relpath(name, os.getcwd())
        if os.path.isabs(relative) or relative.startswith(os.pardir):
            return name
        name = relative
    return os.path.normpath(name)[:-3].replace('\\', '.').replace('/', '.')


def _as_pattern(text):
    return text if '*' in text else f'*{text}*'


_SWITCHES = (
    ('-f', '--failfast', 'failfast', 'Stop on first fail or error'),
    ('-c', '--catch', 'catchbreak', 'Catch Ctrl-C and display results so far'),
    ('-b', '--buffer', 'buffer', 'Buffer stdout and stderr during tests'),
)
_DISCOVERY_OPTIONS = (
    ('-s', '--start-directory', 'start', "Directory to start discovery ('.' default)"),
    ('-p', '--pattern', 'pattern', "Pattern to match tests ('test*.py' default)"),
    ('-t', '--top-level-directory', 'top', 'Top level directory of project (defaults to start directory)'),
)


class TestProgram:
    """The command line: `unittest.main()`."""
    module = None
    verbosity = 1
    failfast = catchbreak = buffer = progName = warnings = testNamePatterns = None
    _discovery_parser = None

    def __init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None, catchbreak=None,
                 buffer=None, warnings=None, *, tb_locals=False, durations=None):
        if isinstance(module, str):
            __import__(module)
            module = sys.modules[module]
        argv = sys.argv if argv is None else argv
        self.module, self.defaultTest, self.progName = module, defaultTest, os.path.basename(argv[0])
        self.testRunner, self.testLoader = testRunner, testLoader
        self.failfast, self.catchbreak, self.buffer = failfast, catchbreak, buffer
        self.exit, self.verbosity, self.tb_locals, self.durations = exit, verbosity, tb_locals, durations
        self.warnings = 'default' if warnings is None and not sys.warnoptions else warnings
        self.parseArgs(argv)
        self.runTests()

    def _print_help(self, *args, **kwargs):
        print(self._main_parser.format_help())
        print((_SCRIPT_EXAMPLES if self.module else _MODULE_EXAMPLES) % {'prog': self.progName})
        if self.module is None:
            self._discovery_parser.print_help()

    def parseArgs(self, argv):
        """Read the command line and load the tests."""
        self._make_parsers()
        words = argv[1:]
        if self.module is None and words and words[0].lower() == 'discover':
            return self._do_discovery(words[1:])
        self._main_parser.parse_args(words, self)
        if self.tests:
            self.testNames = [_as_dotted(name) for name in self.tests]
        elif self.module is None:
            # nothing but options: discovery with these
            return self._do_discovery([])
        else:
            names = self.defaultTest
            self.testNames = names and ([names] if isinstance(names, str) else list(names))
        self.createTests()

    def createTests(self, from_discovery=False, Loader=None):
        """Load the tests that the command line names."""
        loader = self.testLoader
        if self.testNamePatterns:
            loader.testNamePatterns = self.testNamePatterns
        if from_discovery:
            finder = loader if Loader is None else Loader()
            self.test = finder.discover(self.start, self.pattern, self.top)
        elif self.testNames is not None:
            self.test = loader.loadTestsFromNames(self.testNames, self.module)
        else:
            self.test = loader.loadTestsFromModule(self.module)

    def _make_parsers(self):
        """The parsers of the command line and of what follows `discover`; both know the options that all runs have."""
        from argparse import SUPPRESS, ArgumentParser
        common = ArgumentParser(add_help=False)
        for row in self._common_options():
            flags, settings = row[:-1], row[-1]
            common.add_argument(*flags, **settings)
        made = []
        for name in (self.progName, f'{self.progName} discover'):
            one = ArgumentParser(parents=[common], color=True)
            one.prog = name
            made.append(one)
        self._main_parser, self._discovery_parser = made
        made[0].print_help = self._print_help
        made[0].add_argument('tests', nargs='*', help='a list of any number of test modules, classes and test methods.')
        made[1].epilog = 'For test discovery all test modules must be importable from the top level directory of the project.'
        for letter, word, name, text in _DISCOVERY_OPTIONS:
            made[1].add_argument(letter, word, dest=name, help=text)
        # the same three by their places
        for row in _DISCOVERY_OPTIONS:
            made[1].add_argument(row[2], nargs='?', default=SUPPRESS, help=SUPPRESS)

    def _common_options(self):
        """Flags and settings. What the program was told already is no option."""
        yield '-v', '--verbose', {'dest': 'verbosity', 'action': 'store_const', 'const': 2, 'help': 'Verbose output'}
        yield '-q', '--quiet', {'dest': 'verbosity', 'action': 'store_const', 'const': 0, 'help': 'Quiet output'}
        yield '--locals', {'dest': 'tb_locals', 'action': 'store_true', 'help': 'Show local variables in tracebacks'}
        yield '--durations', {'dest': 'durations', 'type': int, 'default': None, 'metavar': 'N',
                              'help': 'Show the N slowest test cases (N=0 for all)'}
        for letter, word, name, text in _SWITCHES:
            if getattr(self, name) is None:
                setattr(self, name, False)
                yield letter, word, {'dest': name, 'action': 'store_true', 'help': text}
        if self.testNamePatterns is None:
            self.testNamePatterns = []
            yield '-k', {'dest': 'testNamePatterns', 'action': 'append', 'type': _as_pattern,
                         'help': 'Only run tests which match the given substring'}

    def _do_discovery(self, argv, Loader=None):
        self.start, self.pattern, self.top = '.', 'test*.py', None
        if argv is not None:
            if self._discovery_parser is None:
                self._make_parsers()
            self._discovery_parser.parse_args(argv, self)
        self.createTests(from_discovery=True, Loader=Loader)

    def _make_runner(self):
        options = {'verbosity': self.verbosity, 'failfast': self.failfast, 'buffer': self.buffer,
                   'warnings': self.warnings}
        # runners from before Python 3.12 and 3.5 know fewer options
        for more in ({'tb_locals': self.tb_locals, 'durations': self.durations}, {'tb_locals': self.tb_locals}, {}):
            try:
                return self.testRunner(**options, **more)
            except TypeError:
                pass
        return self.testRunner()

    def runTests(self):
        """Run what was loaded, and leave if so asked."""
        if self.catchbreak:
            installHandler()
        self.testRunner = self.testRunner or runner.TextTestRunner
        made = self._make_runner() if isinstance(self.testRunner, type) else self.testRunner
        self.result = found = made.run(self.test)
        if self.exit:
            nothing = found.testsRun == 0 and not found.skipped
            sys.exit((5 if nothing else 0) if found.wasSuccessful() else 1)


main = TestProgram
