"""optparse: options and what is wrong with them, command lines, values, help in all layouts, and how a program ends."""
import os
import re
import sys
import contextlib
import io
import optparse
from optparse import (HelpFormatter, IndentedHelpFormatter, Option, OptionGroup, OptionParser, SUPPRESS_HELP, SUPPRESS_USAGE,
                      TitledHelpFormatter, Values)

os.environ.pop('COLUMNS', None)
sys.argv[:] = ['dir/tool.py']


def show(told, call):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            answer = call()
        print(told, '->', re.sub('0x[0-9a-f]+', 'ADDRESS', repr(answer)))
    except BaseException as error:
        print(told, '->', type(error).__name__, re.sub('0x[0-9a-f]+', 'ADDRESS', str(error)))
    for name, stream in ('out', out), ('err', err):
        if stream.getvalue():
            print(f'  {name}:', stream.getvalue().replace('\n', '\n       '))


print(optparse.__all__)
print(Option.ATTRS, Option.ACTIONS, Option.STORE_ACTIONS, Option.TYPED_ACTIONS, Option.ALWAYS_TYPED_ACTIONS, Option.CONST_ACTIONS, Option.TYPES)
print(sorted(Option.TYPE_CHECKER), [f.__name__ for f in Option.CHECK_METHODS], optparse.NO_DEFAULT, SUPPRESS_HELP, SUPPRESS_USAGE, optparse.make_option is Option)
for call in ['Option()', 'Option("")', 'Option(None)', 'Option("a")', 'Option("-")', 'Option("--")', 'Option("ab")', 'Option("abc")', 'Option("-abc")', 'Option("---a")', 'Option("-a", "b")', 'Option("-a", bad=1, worse=2)',
             'Option("-a", action="x")', 'Option("-a", type="x")', 'Option("-a", type=int)', 'Option("-a", type=str).type', 'Option("-a", type=list)', 'Option("-a", action="store_true", type="int")', 'Option("-a", action="count", type="string")',
             'Option("-a", type="choice")', 'Option("-a", choices="abc")', 'Option("-a", choices={1})', 'Option("-a", choices=["x"]).type', 'Option("-a", type="int", choices=["x"])', 'Option("-a", action="store_true", choices=["x"])',
             'Option("-a", const=1)', 'Option("-a", action="store_const", const=1)', 'Option("-a", action="store_true", nargs=1)', 'Option("-a", nargs=2).nargs', 'Option("-a", callback=5)', 'Option("-a", action="callback")', 'Option("-a", action="callback", callback=5)',
             'Option("-a", callback=len)', 'Option("-a", action="callback", callback=len, callback_args=[1])', 'Option("-a", action="callback", callback=len, callback_kwargs=[1])', 'Option("-a", callback_args=(1,))', 'Option("-a", callback_kwargs={})',
             'Option("-a", "--all-of-it").dest', 'Option("-a", "-b").dest', 'Option("-a", action="help").dest', 'Option("-a", action="count").dest', 'str(Option("-a", "--all", "-b"))', 'Option("-a", "--all").get_opt_string()', 'Option("-a").get_opt_string()', 'Option("-a").takes_value()',
             'Option("-a", action="count").takes_value()', 'Option("-a").default', 'Option("-a", type="int").check_value("-a", "x")', 'Option("-a").take_action("odd", "a", "-a", 1, Values(), None)', 'Option("-a", type="int", nargs=2).convert_value("-a", ["1", "2"])', 'Option(1)', 'Option("-a", action=None).action',
             'OptionParser(conflict_handler="x")', 'OptionParser().add_option()', 'OptionParser().add_option(5)', 'OptionParser().add_option(Option("-a"), Option("-b"))', 'OptionParser().add_option(Option("-a"), help="x")', 'OptionParser().add_option("-h")', 'OptionParser().add_option("-h", "--help")',
             'OptionParser().add_option("-a", "--help")', 'OptionParser().add_option_group()', 'OptionParser().add_option_group(5)', 'OptionParser().add_option_group(OptionGroup(OptionParser(), "x"))', 'OptionParser().add_option_group("x", "y").title', 'OptionParser().remove_option("-x")', 'OptionParser().get_option("-x")', 'OptionParser().get_option("-h")',
             'OptionParser().has_option("--help")', 'OptionParser().has_option("--hel")', 'OptionParser(usage="Usage: me").usage', 'OptionParser(usage="USAGE: me").usage', 'OptionParser().usage', 'OptionParser(usage=SUPPRESS_USAGE).usage', 'OptionParser(usage="%prog x").get_usage()', 'OptionParser(usage=SUPPRESS_USAGE).get_usage()', 'OptionParser(version="%prog 1").get_version()',
             'OptionParser().get_version()', 'OptionParser().get_prog_name()', 'OptionParser(prog="me").expand_prog_name("a %prog b %prog")', 'HelpFormatter(1, 2, 3, 4).format_usage("x")', 'HelpFormatter(1, 2, 3, 4).format_heading("x")', 'IndentedHelpFormatter().set_short_opt_delimiter("=")', 'IndentedHelpFormatter().set_long_opt_delimiter("")', 'IndentedHelpFormatter().dedent()',
             'Values({"a": 1})', 'str(Values({"a": 1}))', 'Values({"a": 1}) == Values({"a": 1})', 'Values({"a": 1}) == {"a": 1}', 'Values({"a": 1}) == 5', 'Values().ensure_value("a", 5)', 'Values({"a": None}).ensure_value("a", 5)', 'Values({"a": 0}).ensure_value("a", 5)', 'Values()._update({}, "x")', 'hash(Values())',
             'optparse.BadOptionError("-x")', 'str(optparse.BadOptionError("-x"))', 'str(optparse.AmbiguousOptionError("--x", ["--xa", "--xb"]))', 'str(optparse.OptionError("bad", None))', 'str(optparse.OptionError("bad", ""))', 'optparse.OptionConflictError.__mro__', 'optparse.OptParseError("m").msg', 'optparse.OptionError("bad", Option("-a")).option_id']:
    show(call, lambda: eval(call))


def called(option, opt, value, parser, *args, **kwargs):
    parser.values.seen = [*getattr(parser.values, 'seen', []), (str(option), opt, value, args, kwargs, list(parser.largs), list(parser.rargs))]


def made(**kwargs):
    parser = OptionParser(**kwargs)
    parser.add_option('-f', '--file', metavar='FILE', help='read FILE, which is %default if nothing else is told')
    parser.add_option('-n', '--number', type='int', default='0x10', help='a number [default: %default]')
    parser.add_option('-r', '--ratio', type='float')
    parser.add_option('-c', '--complex', type='complex', dest='z', help=SUPPRESS_HELP)
    parser.add_option('--pick', choices=['one', 'two'], default='two', help='one of two')
    parser.add_option('-v', '--verbose', action='count', default=0, help='say more, a word that is so long that it must be wrapped to the next line: ' + 'x' * 60)
    parser.add_option('-q', '--quiet', action='store_false', dest='loud', default=True)
    parser.add_option('-t', action='store_true', dest='truth')
    parser.add_option('-k', '--konst', action='store_const', const=[1], help='')
    parser.add_option('-a', '--append', action='append', type='int', help='more')
    parser.add_option('--append-const', action='append_const', const='x', dest='append')
    parser.add_option('-p', '--point', nargs=3, type='int', help='three numbers')
    parser.add_option('-C', action='callback', callback=called, callback_args=(1, 2), callback_kwargs={'x': 3})
    parser.add_option('--call', action='callback', callback=called, type='string', nargs=2, dest='calls')
    parser.add_option('--a-very-long-option-whose-help-is-below', '--and-another', help='below')
    return parser


LINES = ['', 'a b c', '-f x', '-fx', '--file x', '--file=x', '--file=', '--fi=x', '-f', '--file', '-n 5', '-n 0x1F', '-n 010', '-n 0b11', '-n 0b', '-n x', '-n 1.5', '-n -5', '-n 08', '-n 0', '-n=5', '-n 0xg', '-n 1_000', '-r 1e3', '-r x', '-r nan', '-c 1+2j', '-c x', '--pick one', '--pick three', '--pic two',
         '--p one', '--po 1 2 3', '-v -v', '-vvv', '-vvqt', '-vf x', '-vfx', '-q', '-t', '-k', '--konst=5', '--quiet=', '-a 1 -a2 --append 3', '--append-const --append-const', '--append', '-a x', '-p 1 2 3', '-p 1 2', '-p 1 2 x', '-p1 2 3', '--point=1 2 3', '-C', '-C a -C', '--call a b', '--call=a b', '--call a', '-x', '-vx', '--x', '--unknown=5',
         'a -v b', 'a -- -v', '-- -v', '- -v', '-', '--', '-f -- x', '-f -v', '--no', '--a', '--v', '--verbose=2', '--an x', '-v=3', '-é', '--=5', '-f= x', '---', '--- x']
for line in LINES:
    show(line, lambda: made().parse_args(line.split()))
parser = made()
parser.disable_interspersed_args()
show('first word ends', lambda: parser.parse_args(['-v', 'a', '-v']))
parser.enable_interspersed_args()
show('again', lambda: parser.parse_args(['-v', 'a', '-v']))
parser.set_defaults(number='12', file='f', new='n')
parser.set_default('pick', 'bad')
show('bad default', lambda: parser.parse_args([]))
parser.set_process_default_values(False)
show('not read', lambda: parser.parse_args([]))
show('into values', lambda: parser.parse_args(['-v'], Values({'verbose': 5})))
words = ['-v', 'x']
show('words', lambda: (parser.parse_args(words), words))
sys.argv[1:] = ['-v', 'from argv']
show('argv', lambda: parser.parse_args())
for option in ('-h', '--help', '--version', '--hel'):
    show(option, lambda: made(version='%prog 1.0').parse_args([option]))
show('no version', lambda: made().parse_args(['--version']))
show('error', lambda: made().error('told'))
show('error without usage', lambda: made(usage=SUPPRESS_USAGE, prog='me').error('told'))
show('exit', lambda: made().exit(3, 'bye\n'))
show('exit', lambda: made().exit())
show('print', lambda: (made().print_usage(), made().print_version(), made(version='1').print_version(), made(version='1').print_version(sys.stderr)))

# help
grouped = made(usage='%prog [options] WORD...\n       %prog --help', description='%prog does it all, and says so in a description which does not fit into a line. ' * 2, epilog='That was %prog. ' * 8, version='%prog 2', prog='me')
group = OptionGroup(grouped, 'Dangerous', 'Take care of these options, ' * 5)
group.add_option('-g', '--group', help='in a group', action='store_true')
group.add_option('--hidden', help=SUPPRESS_HELP)
grouped.add_option_group(group)
grouped.add_option_group('Empty')
grouped.add_option_group('Other').add_option('--other-in-group', help='other %default', default=[1])
print(grouped.format_help())
print(grouped.get_option_group('-g').title, grouped.get_option_group('-v'), grouped.get_option_group('--zzz'))
for formatter in (TitledHelpFormatter(), IndentedHelpFormatter(4, 40, 60, 0), IndentedHelpFormatter(width=30), IndentedHelpFormatter(2, 10, 20), IndentedHelpFormatter(0, 24, 100)):
    formatter.set_parser(grouped)
    formatter.set_short_opt_delimiter('')
    formatter.set_long_opt_delimiter(' ')
    print(formatter.width, formatter.max_help_position, formatter.help_position, formatter.help_width)
    print(OptionParser.format_option_help(grouped, formatter).replace(' \n', '$\n'))
    print(formatter.help_position, formatter.help_width, sorted(formatter.option_strings.values()), formatter.format_description('a b ' * 20), formatter.format_epilog('e'), formatter.format_epilog(''), formatter.format_description(None), formatter.format_usage('u'), formatter.format_heading('h'))
for columns in ('50', '10', 'x', ''):
    os.environ['COLUMNS'] = columns
    print(OptionParser(prog='me', description='a description that is long').format_help())
del os.environ['COLUMNS']
grouped.formatter.default_tag = '%d'
print(grouped.formatter.expand_default(grouped.get_option('-n')), grouped.formatter.expand_default(grouped.get_option('--other-in-group')))
print(OptionParser(add_help_option=False, prog='me').format_help(), OptionParser(add_help_option=False, prog='me', usage=SUPPRESS_USAGE, epilog='end').format_help())

# options of one string
parser = OptionParser(conflict_handler='resolve', prog='me')
parser.add_option('-h', '--high', help='high')
parser.add_option('--help', help='the other help')
print(parser.format_help())
group = parser.add_option_group('G')
group.add_option('-h', help='in the group')
show('group', lambda: group.add_option('--high', '-x'))
print(parser.format_help())
parser.remove_option('-x')
show('removed', lambda: parser.parse_args(['--high', '5']))
parser.set_conflict_handler('error')
show('conflict', lambda: parser.add_option('-h', '--help'))
group.set_title('T')
parser.set_description('D')
print(parser.format_help(), group.get_description(), parser.get_description())
show('destroy', lambda: (parser.destroy(), sorted(vars(parser))))


# types and actions of our own
def check_words(option, opt, value):
    if ' ' in value:
        raise optparse.OptionValueError(f'option {opt}: words in {value!r}')
    return value.split(',')


class More(Option):
    TYPES = Option.TYPES + ('words',)
    TYPE_CHECKER = {**Option.TYPE_CHECKER, 'words': check_words}
    ACTIONS = Option.ACTIONS + ('extend',)
    STORE_ACTIONS = Option.STORE_ACTIONS + ('extend',)
    TYPED_ACTIONS = Option.TYPED_ACTIONS + ('extend',)
    ALWAYS_TYPED_ACTIONS = Option.ALWAYS_TYPED_ACTIONS + ('extend',)

    def take_action(self, action, dest, opt, value, values, parser):
        if action == 'extend':
            values.ensure_value(dest, []).extend(value)
        else:
            Option.take_action(self, action, dest, opt, value, values, parser)


class Checked(OptionParser):
    standard_option_list = [More('-s', help='standard')]

    def check_values(self, values, args):
        if len(args) > 1:
            self.error('too many')
        return values, tuple(args)


parser = Checked(option_class=More, option_list=[More('-l', action='store_true')])
parser.add_option('-w', '--words', action='extend', type='words')
for line in (['-w', 'a,b', '-wc'], ['-w', 'a b'], ['a', 'b'], ['a', '-s', 'x', '-l'], ['-h']):
    show(line, lambda: parser.parse_args(line))
values = Values({'os': None, 'sep': 1})
values.read_module('os')
print(type(values.os), values.sep, hasattr(values, 'path'))
with open(os.path.join(os.environ['SCRATCH'], 'conf.py'), 'w') as file:
    file.write('sep = 5\nother = 6\n')
for mode in ('careful', 'loose'):
    values.read_file(file.name, mode)
    print(values.sep, getattr(values, 'other', None))
show('mode', lambda: values.read_file(file.name, 'x'))
