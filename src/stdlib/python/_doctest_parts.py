"""Contract: what doctest finds and compares: options, examples, the parser, the finder, the checker. A part of `doctest`."""
import difflib
import inspect
import re
import types
from collections import namedtuple

__unittest = True
__name__ = 'doctest'

OPTIONFLAGS_BY_NAME = {}


def register_optionflag(name):
    """The flag of this name, a new one if need be."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


DONT_ACCEPT_TRUE_FOR_1 = register_optionflag('DONT_ACCEPT_TRUE_FOR_1')
DONT_ACCEPT_BLANKLINE = register_optionflag('DONT_ACCEPT_BLANKLINE')
NORMALIZE_WHITESPACE = register_optionflag('NORMALIZE_WHITESPACE')
ELLIPSIS = register_optionflag('ELLIPSIS')
SKIP = register_optionflag('SKIP')
IGNORE_EXCEPTION_DETAIL = register_optionflag('IGNORE_EXCEPTION_DETAIL')
COMPARISON_FLAGS = (DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP
                    | IGNORE_EXCEPTION_DETAIL)
REPORT_UDIFF = register_optionflag('REPORT_UDIFF')
REPORT_CDIFF = register_optionflag('REPORT_CDIFF')
REPORT_NDIFF = register_optionflag('REPORT_NDIFF')
REPORT_ONLY_FIRST_FAILURE = register_optionflag('REPORT_ONLY_FIRST_FAILURE')
FAIL_FAST = register_optionflag('FAIL_FAST')
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST

BLANKLINE_MARKER = '<BLANKLINE>'
ELLIPSIS_MARKER = '...'


class TestResults(namedtuple('TestResults', 'failed attempted')):
    """How many examples failed, and how many were tried; `skipped` says how many of them were not run."""

    def __new__(cls, failed, attempted, *, skipped=0):
        results = super().__new__(cls, failed, attempted)
        results.skipped = skipped
        return results

    def __repr__(self):
        skipped = f', skipped={self.skipped}' if self.skipped else ''
        return f'TestResults(failed={self.failed}, attempted={self.attempted}{skipped})'


def _indent(text, indent=4):
    return re.sub('(?m)^(?!$)', indent * ' ', text)


class Example:
    """A statement and what it should print."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        def ended(text):
            return text + '\n' if text and not text.endswith('\n') else text
        self.source = source if source.endswith('\n') else source + '\n'
        self.want = ended(want)
        self.exc_msg = exc_msg if exc_msg is None or exc_msg.endswith('\n') else exc_msg + '\n'
        self.lineno, self.indent = lineno, indent
        self.options = {} if options is None else options

    def _key(self):
        return self.source, self.want, self.lineno, self.indent, self.exc_msg

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._key() == other._key() and self.options == other.options

    def __hash__(self):
        return hash(self._key())


class DocTest:
    """The examples of one docstring."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples, self.globs, self.docstring = examples, globs.copy(), docstring
        self.name, self.filename, self.lineno = name, filename, lineno

    def __repr__(self):
        n = len(self.examples)
        count = 'no examples' if n == 0 else '1 example' if n == 1 else f'{n} examples'
        return f'<{self.__class__.__name__} {self.name} from {self.filename}:{self.lineno} ({count})>'

    def _key(self):
        return self.name, self.filename or '', -1 if self.lineno is None else self.lineno

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return (self.examples, self.docstring, self.globs, self._key()) == \
            (other.examples, other.docstring, other.globs, other._key())

    def __hash__(self):
        return hash((self.docstring, *self._key()))

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        return (*self._key(), id(self)) < (*other._key(), id(other))


class DocTestParser:
    """Finds examples in text."""
    _PROMPT = re.compile(r' *>>>(?!\.)')
    _DIRECTIVE = re.compile(r'#\s*doctest:\s*([^\n\'"]*)$', re.MULTILINE)
    _EXCEPTION = re.compile(r'^Traceback \((?:most recent call last|innermost last)\):\s*$(?P<stack>.*?)^(?P<msg>\w+.*)',
                            re.MULTILINE | re.DOTALL)

    def parse(self, string, name='<string>'):
        """Text and examples in turn."""
        string = string.expandtabs()
        indents = [len(line) - len(line.lstrip()) for line in string.splitlines() if line.strip()]
        least = min(indents, default=0)
        if least > 0:
            string = '\n'.join(line[least:] for line in string.split('\n'))
        lines = string.splitlines(keepends=True)
        output, text, at = [], [], 0
        while at < len(lines):
            if self._PROMPT.match(lines[at]) is None:
                text.append(lines[at])
                at += 1
                continue
            output.append(''.join(text))
            text = []
            example, at = self._example(lines, at, name)
            if example is not None:
                output.append(example)
        output.append(''.join(text))
        return output

    def _example(self, lines, at, name):
        start = at
        indent = len(lines[at]) - len(lines[at].lstrip(' '))
        source, want = [lines[at].rstrip('\n')], []
        at += 1
        while at < len(lines) and lines[at].lstrip(' ').startswith('...'):
            source.append(lines[at].rstrip('\n'))
            at += 1
        while at < len(lines) and lines[at].strip() and self._PROMPT.match(lines[at]) is None:
            want.append(lines[at].rstrip('\n'))
            at += 1
        for number, line in enumerate(source, start + 1):
            prompt, blank = line[indent:indent + 3], line[indent + 3:indent + 4]
            if blank not in ('', ' '):
                raise ValueError(f'line {number!r} of the docstring for {name} lacks blank after {prompt}: {line!r}')
        self._check_prefix(source[1:], ' ' * indent + '.', name, start)
        self._check_prefix(want, ' ' * indent, name, start + len(source) - 1)
        source = '\n'.join(line[indent + 4:] for line in source)
        want = '\n'.join(line[indent:] for line in want)
        found = self._EXCEPTION.match(want)
        options = self._find_options(source, name, start)
        if re.match(r'^[ ]*(#.*)?$', source):
            return None, at
        message = found['msg'] if found else None
        return Example(source, want, message, start, indent, options), at

    def _check_prefix(self, lines, prefix, name, lineno):
        for i, line in enumerate(lines):
            if line and not line.startswith(prefix):
                raise ValueError('line %r of the docstring for %s has inconsistent leading whitespace: %r' % (
                    lineno + i + 2, name, line))

    def _find_options(self, source, name, lineno):
        options = {}
        for found in self._DIRECTIVE.finditer(source):
            for option in found[1].replace(',', ' ').split():
                if option[0] not in '+-' or option[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError('line %r of the doctest for %s has an invalid option: %r' % (lineno + 1, name, option))
                options[OPTIONFLAGS_BY_NAME[option[1:]]] = option[0] == '+'
        if options and re.match(r'^[ ]*(#.*)?$', source):
            raise ValueError('line %r of the doctest for %s has an option directive on a line with no example: %r' % (
                lineno, name, source))
        return options

    def get_doctest(self, string, globs, name, filename, lineno):
        """The examples of a text as a test."""
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name='<string>'):
        """The examples of a text."""
        return [part for part in self.parse(string, name) if isinstance(part, Example)]


class DocTestFinder:
    """Finds the docstrings of an object, and of what is in it."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser, self._verbose = parser, verbose
        self._recurse, self._exclude_empty = recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        """The tests of an object."""
        name = getattr(obj, '__name__', None) if name is None else name
        if name is None:
            raise ValueError(f"DocTestFinder.find: name must be given when obj.__name__ doesn't exist: {type(obj)!r}")
        if module is None:
            module = inspect.getmodule(obj)
        elif module is False:
            # the caller says that there is none
            module = None
        source = self._source(obj, module)
        if globs is None:
            globs = {} if module is None else vars(module)
        globs = {**globs, **(extraglobs or {})}
        globs.setdefault('__name__', '__main__')
        tests = []
        self._find(tests, obj, name, module, source, globs, set())
        tests.sort()
        return tests

    def _source(self, obj, module):
        import linecache
        try:
            file = inspect.getsourcefile(obj)
        except TypeError:
            return None
        if not file:
            return None
        return (linecache.getlines(file) if module is None else linecache.getlines(file, module.__dict__)) or None

    def _from_module(self, module, obj):
        if module is None:
            return True
        if inspect.getmodule(obj) is not None:
            return module is inspect.getmodule(obj)
        if inspect.isfunction(obj):
            return module.__dict__ is obj.__globals__
        if hasattr(obj, '__module__'):
            return module.__name__ == obj.__module__
        if isinstance(obj, property) or inspect.isroutine(obj):
            # a method that another one was made of, and that does not say whose it is
            return getattr(getattr(obj, '__objclass__', None), '__module__', module.__name__) == module.__name__
        raise ValueError('object must be a class or function')

    def _is_routine(self, obj):
        try:
            obj = inspect.unwrap(obj)
        except ValueError:
            pass
        return inspect.isroutine(obj)

    def _find(self, tests, obj, name, module, source, globs, seen):
        if self._verbose:
            print('Finding tests in %s' % name)
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._get_test(obj, name, module, globs, source)
        if test is not None:
            tests.append(test)
        if not self._recurse:
            return
        if inspect.ismodule(obj):
            for part, value in obj.__dict__.items():
                if (self._is_routine(value) or isinstance(value, type)) and self._from_module(module, value):
                    self._find(tests, value, f'{name}.{part}', module, source, globs, seen)
            for part, value in getattr(obj, '__test__', {}).items():
                if not isinstance(part, str):
                    raise ValueError('DocTestFinder.find: __test__ keys must be strings: %r' % (type(part),))
                if not (self._is_routine(value) or isinstance(value, (type, types.ModuleType, str))):
                    raise ValueError('DocTestFinder.find: __test__ values must be strings, functions, methods, classes, '
                                     'or modules: %r' % (type(value),))
                self._find(tests, value, f'{name}.__test__.{part}', module, source, globs, seen)
        if isinstance(obj, type):
            for part, value in obj.__dict__.items():
                if isinstance(value, (staticmethod, classmethod)):
                    value = value.__func__
                if (self._is_routine(value) or isinstance(value, (type, property))) and self._from_module(module, value):
                    self._find(tests, value, f'{name}.{part}', module, source, globs, seen)

    def _get_test(self, obj, name, module, globs, source):
        if isinstance(obj, str):
            docstring = obj
        else:
            docstring = getattr(obj, '__doc__', None)
            docstring = '' if docstring is None else str(docstring)
        if self._exclude_empty and not docstring:
            return None
        lineno = self._line(obj, source)
        filename = None
        if module is not None:
            filename = getattr(module, '__file__', None) or module.__name__
            # compiled code lies beside its source
            filename = filename[:-1] if filename.endswith('.pyc') else filename
        return self._parser.get_doctest(docstring, globs, name, filename, lineno)

    def _line(self, obj, source):
        """The line that a docstring begins on."""
        documented = getattr(obj, '__doc__', None) is not None
        lineno = 0 if documented and inspect.ismodule(obj) else None
        if documented and isinstance(obj, type):
            if source is None:
                return None
            head = re.compile(r'^\s*class\s*%s\b' % re.escape(getattr(obj, '__name__', '-')))
            lineno = next((i for i, line in enumerate(source) if head.match(line)), None)
        if isinstance(obj, types.MethodType):
            obj = obj.__func__
        if isinstance(obj, property):
            obj = obj.fget
        if inspect.isfunction(obj) and getattr(obj, '__doc__', None):
            obj = inspect.unwrap(obj)
            try:
                lineno = obj.__code__.co_firstlineno - 1
            except AttributeError:
                pass
        if lineno is not None:
            if source is None:
                return lineno + 1
            quote = re.compile(r'(^|.*:)\s*\w*("|\')')
            for at in range(lineno, len(source)):
                if quote.match(source[at]):
                    return at
        return None


def _ellipsis_match(want, got):
    """Whether `got` is `want`, whatever stands for its three dots."""
    if ELLIPSIS_MARKER not in want:
        return want == got
    first, *middle, last = want.split(ELLIPSIS_MARKER)
    if not got.startswith(first) or not got.endswith(last):
        return False
    start, end = len(first), len(got) - len(last)
    if start > end:
        return False
    for part in middle:
        start = got.find(part, start, end)
        if start < 0:
            return False
        start += len(part)
    return True


def _strip_exception_details(msg):
    """The name of an exception, without its module and its text."""
    start, end = 0, len(msg)
    line_end = msg.find('\n')
    if line_end >= 0:
        end = line_end
    colon = msg.find(':', 0, end)
    if colon >= 0:
        end = colon
    dot = msg.rfind('.', 0, end)
    if dot >= 0:
        start = dot + 1
    return msg[start:end]


class OutputChecker:
    """Compares what was printed with what should have been."""

    def _toAscii(self, s):
        return str(s.encode('ASCII', 'backslashreplace'), 'ASCII')

    def check_output(self, want, got, optionflags):
        """Whether the texts match, under these options."""
        got, want = self._toAscii(got), self._toAscii(want)
        if got == want:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (('True\n', '1\n'), ('False\n', '0\n')):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf'(?m)^{re.escape(BLANKLINE_MARKER)}\s*?$', '', want)
            got = re.sub(r'(?m)^[^\S\n]+$', '', got)
        if optionflags & NORMALIZE_WHITESPACE:
            want, got = (' '.join(text.split()) for text in (want, got))
        if got == want:
            return True
        return bool(optionflags & ELLIPSIS and _ellipsis_match(want, got))

    def _do_a_fancy_diff(self, want, got, optionflags):
        if not optionflags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF):
            return False
        return bool(optionflags & REPORT_NDIFF) or want.count('\n') > 2 and got.count('\n') > 2

    def output_difference(self, example, got, optionflags):
        """What to say about the difference."""
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub('(?m)^[ ]*(?=\n)', BLANKLINE_MARKER, got)
        if not self._do_a_fancy_diff(want, got, optionflags):
            expected = f'Expected:\n{_indent(want)}' if want else 'Expected nothing\n'
            return expected + (f'Got:\n{_indent(got)}' if got else 'Got nothing\n')
        sides = want.splitlines(keepends=True), got.splitlines(keepends=True)
        if optionflags & REPORT_UDIFF:
            kind, lines = 'unified diff with -expected +actual', [*difflib.unified_diff(*sides, n=2)][2:]
        elif optionflags & REPORT_CDIFF:
            kind, lines = 'context diff with expected followed by actual', [*difflib.context_diff(*sides, n=2)][2:]
        else:
            kind = 'ndiff with -expected +actual'
            lines = difflib.Differ(charjunk=difflib.IS_CHARACTER_JUNK).compare(*sides)
        return f'Differences ({kind}):\n{_indent("".join(lines))}'
