"""argparse: actions, groups, parents, conflicts, sub-commands, what is refused when an argument is declared."""
import argparse
import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout


def parser(**options):
    return argparse.ArgumentParser(prog='prog', **options)


def attempt(what, *args, **kwargs):
    """The result, the exception or what was printed on the way out."""
    out, err = io.StringIO(), io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            result = what(*args, **kwargs)
    except SystemExit as e:
        print('exit', e.code, (out.getvalue() + err.getvalue()).rstrip())
    except Exception as e:
        print(type(e).__name__, e, '| cause', type(e.__cause__).__name__)
    else:
        print(result, (out.getvalue() + err.getvalue()).rstrip())


print('--- actions')
p = parser()
p.add_argument('name', nargs='?', default='nobody')
p.add_argument('-s', '--store', metavar='S')
p.add_argument('--const', action='store_const', const=42)
p.add_argument('--yes', action='store_true')
p.add_argument('--no-way', action='store_false')
p.add_argument('-a', '--append', action='append', type=int)
p.add_argument('--ac', action='append_const', const='c', dest='append')
p.add_argument('-e', '--extend', action='extend', nargs='+', default=['d'])
p.add_argument('-v', '--verbose', action='count', default=0)
p.add_argument('-V', '--version', action='version', version='%(prog)s 1.0')
p.add_argument('--flag', action=argparse.BooleanOptionalAction, default=None, help='a flag')
for line in ('', 'x -s 1 --const --yes --no-way', '-a 1 -a 2 --ac', '-e a b -e c', '-vvv --no-flag', '--flag',
             '-V', '-h', '--sto=7', '--store', '-a x', '--bogus', '--no', '-vs9', 'one two', '--ver'):
    attempt(p.parse_args, line.split())
default = p.get_default('extend')
print(default, p.get_default('missing'), p.get_default('verbose'))
for action in p._actions[:3]:
    print(action)
print(p)
print(argparse.Namespace(a=1, **{'b c': 2}), argparse.Namespace(a=1) == argparse.Namespace(a=1),
      'a' in argparse.Namespace(a=1), argparse.Namespace() == 1)

print('--- defaults')
p = parser(argument_default='AD')
p.set_defaults(first='F', second='S')
p.add_argument('--first')
p.add_argument('--third')
p.add_argument('--fourth', default=4)
p.add_argument('--truth', action='store_true')
attempt(p.parse_args, [])
p.set_defaults(third='T', truth=None)
attempt(p.parse_args, [])
print(p.get_default('first'), p.get_default('second'), p.get_default('third'), p.get_default('truth'))
p = parser(argument_default=argparse.SUPPRESS)
p.add_argument('--x')
p.add_argument('y', nargs='?')
attempt(p.parse_args, [])
attempt(p.parse_args, ['--x', '1', '2'], argparse.Namespace(z=3))

print('--- refused declarations')
p = parser()
for args, kwargs in [((), {}), (('x',), {'dest': 'y'}), (('x',), {'required': True}), (('x',), {'nargs': 0}),
                     (('-x', 'y'), {}), (('--',), {}), (('-x',), {'action': 'nothing'}), (('-x',), {'type': 'int'}),
                     (('-x',), {'type': argparse.FileType}), (('-x',), {'nargs': 0}), (('-x',), {'const': 1}),
                     (('-x',), {'nargs': 0, 'action': 'append'}), (('-x',), {'const': 1, 'action': 'extend'}),
                     (('x',), {'action': 'store_true'}), (('-x',), {'nargs': 2, 'metavar': ('A',)}),
                     (('-x',), {'help': '%(nothing)s'}), (('-x',), {'help': '%'}), (('-x',), {'action': 'store_true', 'type': int}),
                     (('--no-x',), {'action': argparse.BooleanOptionalAction}), (('-h',), {}), (('-h', '--help'), {}),
                     (('-x',), {'wrong': 1}), (('-x',), {'action': argparse.Action, 'nargs': 0})]:
    attempt(p.add_argument, *args, **kwargs)
attempt(p.parse_args, ['-x'])
attempt(parser, conflict_handler='nothing')
attempt(parser, parents=[1])
p = parser(conflict_handler='resolve')
p.add_argument('-h', '--hide')
p.add_argument('--help', dest='mine')
attempt(p.parse_args, ['-h', '1', '--help', '2'])

print('--- groups')
p = parser(description='what it does', epilog='the end')
g = p.add_argument_group('numbers', 'all of them')
g.add_argument('-n', type=int, help='how many (default %(default)s)', default=3)
m = g.add_mutually_exclusive_group(required=True)
m.add_argument('--left', action='store_true')
m.add_argument('--right', action='store_true')
m.add_argument('rest', nargs='*')
attempt(g.add_argument_group, 'inner')
attempt(m.add_argument_group, 'inner')
attempt(m.add_mutually_exclusive_group)
attempt(m.add_argument, '--must', required=True)
for line in ('', '--left', '--left --right', 'a', 'a --left', '-n z', '-h'):
    attempt(p.parse_args, line.split())
child = parser(parents=[p], add_help=False)
attempt(child.parse_args, ['--right'])
attempt(child.parse_args, ['--right', '--left'])
print(child.format_help())

print('--- sub-commands')
p = parser()
p.add_argument('--top', action='store_true')
attempt(p.parse_args, ['x'])
subs = p.add_subparsers(dest='command', title='commands', description='what to do', required=True, metavar='CMD')
attempt(p.add_subparsers)
one = subs.add_parser('one', help='the first', aliases=['1', 'eins'])
one.add_argument('x', type=int)
one.set_defaults(done='one')
two = subs.add_parser('two', help='the second', deprecated=True)
two.add_argument('--y')
subs.add_parser('hidden')
attempt(subs.add_parser, 'one')
attempt(subs.add_parser, 'four', aliases=['1'])
for line in ('', 'one 1', 'eins 2', '--top two --y 3', 'three', 'one', 'one 1 --bad', 'one x', '-h', 'one -h', 'two', 'tw'):
    attempt(p.parse_args, line.split())
attempt(p.parse_known_args, 'one 1 --bad 2'.split())
attempt(p.parse_known_args, 'two --bad --y=2 z'.split())
p = parser()
p.add_subparsers().add_parser('a')
attempt(p.parse_args, [])
attempt(p.parse_args, ['b'])

print('--- messages')
for argument in ({'dest': 'd', 'option_strings': ['-a', '--b']}, {'dest': 'd', 'option_strings': []},
                 {'dest': 'd', 'option_strings': [], 'metavar': 'M'},
                 {'dest': 'd', 'option_strings': [], 'metavar': ('M', 'N'), 'nargs': 2},
                 {'dest': 'd', 'option_strings': [], 'metavar': ('M', 'N'), 'nargs': '*'},
                 {'dest': 'd', 'option_strings': [], 'metavar': ('M', 'N'), 'nargs': '+'},
                 {'dest': argparse.SUPPRESS, 'option_strings': [], 'choices': ['u', 'v']},
                 {'dest': None, 'option_strings': [], 'metavar': argparse.SUPPRESS}):
    error = argparse.ArgumentError(argparse.Action(**argument), 'wrong')
    print(error, '|', error.argument_name, '|', error.message)
print(argparse.ArgumentError(None, 'wrong'))
p = parser(exit_on_error=False)
p.add_argument('-n', type=int, choices=[1, 2])
p.add_argument('m', choices='abc')
for line in ('-n 3 a', '-n x a', '-n', 'd', 'a b', 'a', '-n 1 c'):
    attempt(p.parse_args, line.split())
attempt(p.parse_intermixed_args, ['a', 'b', '-n', '1'])

print('--- files')
path = os.path.join(os.environ['SCRATCH'], 'words.txt')
with open(path, 'w') as f:
    f.write('--x\n1\n--y\n')
p = parser(fromfile_prefix_chars='@')
p.add_argument('--x')
p.add_argument('--y', nargs='?', const='c')
attempt(p.parse_args, ['@' + path])
attempt(p.parse_args, ['@' + path, '2'])
print(argparse.FileType('w', encoding='utf-8'), argparse.FileType(), argparse.FileType('rb', 5, errors='ignore'))
print(argparse.FileType()('-') is sys.stdin, argparse.FileType('w')('-') is sys.stdout,
      argparse.FileType('rb')('-') is sys.stdin.buffer, argparse.FileType('ab')('-') is sys.stdout.buffer)
attempt(argparse.FileType('z'), '-')
attempt(argparse.FileType(), os.path.join('no', 'such', 'file'))
with argparse.FileType('r', 1, 'ascii')(path) as f:
    print(f.read().split(), f.encoding)


print('--- an action of one\'s own')


class Shout(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        print('call', values, option_string, self.dest)
        setattr(namespace, self.dest, values.upper())

    def format_usage(self):
        return '-S!'


p = parser()
p.register('action', 'shout', Shout)
p.register('type', 'hex', lambda text: int(text, 16))
p.add_argument('-S', action='shout')
p.add_argument('--hex', type='hex', default='ff')
p.add_argument('-1', dest='minus', action='store_true')
attempt(p.parse_args, ['-S', 'hush', '--hex', '10', '-1'])
attempt(p.parse_args, [])
print(p.format_usage())


print("--- usage of groups that lie apart")


def show(groups, order, req=(), hidden=(), required=()):
    p = argparse.ArgumentParser(prog='prog')
    made = {}
    gs = {}
    for n in order:
        t = p
        for i, g in enumerate(groups):
            if n in g:
                t = gs.get(i) or gs.setdefault(i, p.add_mutually_exclusive_group(required=i in req))
        kw = {}
        if n in hidden: kw['help'] = argparse.SUPPRESS
        if not n.startswith('-') and t is not p: kw['nargs'] = '?'
        t.add_argument(n, **kw)
    print(groups, order, req, hidden)
    print('   ', p.format_usage().replace('\n', '$'))
show([['-a', '-c']], ['-a', '-b', '-c'])
show([['-b', 'x']], ['-a', '-b', '-c', 'w', 'x', 'y'])
show([['-b', 'x'], ['-c', 'y']], ['-a', '-b', '-c', 'w', 'x', 'y'])
show([['-b', 'x'], ['-c', 'y']], ['-c', 'y', '-a', '-b', 'w', 'x'])
show([['-a', '-c'], ['-b', '-d']], ['-a', '-b', '-c', '-d'], [0])
show([['x', '-b']], ['x', '-b', 'y'], [0])
show([['x', 'z']], ['x', 'y', 'z'], [0])
show([['-a', '-b', 'x']], ['-a', '-b', 'x', 'y'], [0], ['-a'])
show([['-a', '-b', '-c']], ['-a', '-b', '-c'], [0], ['-b'])
show([['-a', '-b', '-c']], ['-a', '-b', '-c'], [], ['-b', '-c'])
show([['-a', '-b', '-c']], ['-a', '-b', '-c'], [0], ['-b', '-c'])
show([['-a', '-b', '-c']], ['-a', '-b', '-c'], [0], ['-a', '-b', '-c'])
show([['-a', 'x']], ['-a', 'x'], [], ['x'])
show([['-a', 'x']], ['-a', 'x'], [], ['-a'])
show([['-a', 'x']], ['-a', 'x'], [0], ['-a'])
show([['-a', '-c', 'x']], ['-a', '-b', '-c', 'w', 'x'], [0], ['-c'])
show([['--aaaaaaaaaaaaaaaaaaaaa', '--bbbbbbbbbbbbbbbbbb', 'xxxxxxxxxxxxxxxxxx']], ['--aaaaaaaaaaaaaaaaaaaaa', '--bbbbbbbbbbbbbbbbbb', 'xxxxxxxxxxxxxxxxxx', 'yyyyyyyyyyyyyyyyyyyyyyy', 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'])
show([['-a', 'x', 'z']], ['-a', 'x', 'y', 'z'], [0])
show([['-a', '-b', 'x', 'z']], ['-a', 'x', 'y', 'z', '-c', '-b'], [0])
show([['-a', 'x', 'y']], ['-a', 'x', 'y', 'z'], [0])
show([['x', 'y']], ['w', 'x', 'y', 'z'], [0])
show([['x', 'y']], ['w', 'x', 'y', 'z'], [0], ['y'])
show([['x', 'y', 'z']], ['w', 'x', 'y', 'z'], [0], ['y'])
for req in (0, 1):
    p = argparse.ArgumentParser(prog='prog')
    g = p.add_mutually_exclusive_group(required=req)
    g.add_argument('-a'); g.add_argument('x', nargs='?')
    p.add_argument('y')
    s = p.add_subparsers()
    print(s.add_parser('one').format_usage())
    g.add_argument('z', nargs='*')
    print(p.format_usage())
p = argparse.ArgumentParser(prog='prog')
print(repr(p.add_mutually_exclusive_group().add_argument('-a', action=argparse.BooleanOptionalAction)), p.format_usage())
