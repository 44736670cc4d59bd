# Colours where the environment asks for them: argparse's help, unittest's report and its tracebacks, `colorize=True`.
import os

for name in "NO_COLOR", "PYTHON_COLORS", "TERM":
    os.environ.pop(name, None)
os.environ["FORCE_COLOR"] = "1"
os.environ["COLUMNS"] = "80"

import argparse
import contextlib
import io
import re
import sys
import traceback
import unittest


def show(text):
    print(text.replace("\x1b", "<esc>"), end="")


parser = argparse.ArgumentParser(prog="PROG", description="what it does", epilog="and the end")
parser.add_argument("pos", help="a pos")
parser.add_argument("-f", "--foo", metavar="FOO", help="foo help %(default)s", default=5)
parser.add_argument("-v", action="store_true", required=True)
parser.add_argument("--choice", choices=["a", "b"])
group = parser.add_argument_group("grp", "gd")
group.add_argument("--bar", nargs="+")
either = parser.add_mutually_exclusive_group()
either.add_argument("--x")
either.add_argument("--y", nargs="?")
commands = parser.add_subparsers(title="subs", dest="cmd")
one = commands.add_parser("one", help="one help")
commands.add_parser("two")
show(parser.format_help())
show(one.format_help())
show(parser.format_usage())
for args in ["--choice", "z"], []:
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.suppress(SystemExit):
        parser.parse_args(args)
    show(errors.getvalue())

parser = argparse.ArgumentParser(prog="a-very-long-program-name-that-wraps", usage="%(prog)s [options] x")
show(parser.format_help())
parser = argparse.ArgumentParser(prog="P")
parser.add_argument("files", nargs="*")
parser.add_argument("n", nargs=2, metavar=("A", "B"))
parser.add_argument("-q", "--quiet", "-s", nargs="+", metavar=("X", "Y"), help="long help " * 10)
parser.add_argument("--long-option-name-here", metavar="LONGMETAVAR", help="h")
parser.add_argument("--flag", action=argparse.BooleanOptionalAction)
parser.add_argument("--version", action="version", version="1")
either = parser.add_mutually_exclusive_group(required=True)
either.add_argument("-a", action="store_true")
either.add_argument("-b", nargs=argparse.REMAINDER)
show(parser.format_help())
show(argparse.ArgumentParser(prog="P", color=False).format_help())


class Tests(unittest.TestCase):
    def test_err(self):
        1/0

    def test_fail(self):
        self.assertEqual(1, 2)

    def test_ok(self):
        pass

    @unittest.skip("why")
    def test_skip(self):
        pass

    def test_sub(self):
        for i in range(2):
            with self.subTest(i=i):
                self.assertEqual(i, 0)

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    @unittest.expectedFailure
    def test_expected(self):
        self.fail()


for verbosity in 1, 2:
    report = io.StringIO()
    unittest.TextTestRunner(report, verbosity=verbosity).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
    text = re.sub(r"in [0-9.]+s", "in TIME", report.getvalue())
    show(re.sub(r'"[^"]*colours_asked_for.py"', '"FILE"', text))


def raises():
    try:
        1/0
    except ZeroDivisionError as e:
        e.add_note("n1\nn2")
        raise ExceptionGroup("grp", [ValueError("multi\nline"), e, KeyError()]) from e


for source in None, "x = = 1", "def f(:\n", "print 'a'", "x = (1,\n 2":
    try:
        if source is None:
            raises()
        else:
            compile(source, "file", "exec")
    except Exception as e:
        shown = traceback.TracebackException.from_exception(e)
        texts = [*shown.format(colorize=True), *shown.format_exception_only(colorize=True),
                 *shown.format_exception_only(show_group=True, colorize=True), *shown.stack.format(colorize=True),
                 *traceback.format_exception(e, colorize=True), *traceback.format_exception_only(e, colorize=True)]
        show(re.sub(r'"[^"]*colours_asked_for.py"', '"FILE"', "".join(texts)))


# `unittest -b`: what the fixtures of a class and a module print
class WithFixtures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("set up")
        cls.addClassCleanup(lambda: (print("cleaned up"), 1/0))

    @classmethod
    def tearDownClass(cls):
        print("torn down")

    def test_fail(self):
        print("fails")
        self.fail()

    def test_ok(self):
        print("is good")


class WithoutSetUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print("set up")
        cls.addClassCleanup(lambda: print("cleaned up"))
        cls.addClassCleanup(lambda: (print("first"), {}[1]))
        raise ValueError

    def test_it(self):
        pass


os.environ["FORCE_COLOR"] = ""
report = io.StringIO()
suite = unittest.TestSuite(map(unittest.defaultTestLoader.loadTestsFromTestCase, (WithFixtures, WithoutSetUp)))
unittest.TextTestRunner(report, buffer=True).run(suite)
text = re.sub(r"in [0-9.]+s", "in TIME", report.getvalue())
show(re.sub(r'"[^"]*colours_asked_for.py"', '"FILE"', text))
