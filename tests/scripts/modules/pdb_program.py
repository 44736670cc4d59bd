# `pdb` over whole programs: `-m pdb` with scripts and modules, `.pdbrc`, restarts, the end of a program, `breakpoint()`.
import bdb, io, linecache, os, pdb, re, sys, types

home = os.environ['SCRATCH']
os.makedirs(os.path.join(home, 'work')); os.chdir(os.path.join(home, 'work'))
os.environ['TERM'] = 'dumb'; os.environ['NO_COLOR'] = '1'; os.environ['COLUMNS'] = '80'
FILES = {
    'prog.py': '''\
import sys

def add(a, b):
    total = a + b
    return total

print(__name__, sys.argv[1:], sys.path[0] == __import__("os").getcwd())
value = add(1, 2)
for i in range(2):
    value = add(value, i)
print(value)
''',
    'fails.py': 'def f(x):\n    return 1 / x\n\ntry:\n    f(0)\nexcept ZeroDivisionError:\n    print("caught")\nf(0)\n',
    'leaves.py': 'import sys\nprint("leaving")\nsys.exit(4)\n',
    'wrong.py': 'x = 1\ny 2\n',
    'mod.py': 'import sys\nprint(__name__, sys.argv[1:], __spec__.name)\nx = 5\n',
    'pkg/__init__.py': '',
    'pkg/__main__.py': 'print("main of", __package__)\n',
    'stops.py': '''\
import pdb

def helper(n):
    m = n + 1
    breakpoint()
    m = m * 2
    return m

def named():
    pdb.set_trace(header="Here we are")
    a = 1
    return a

def commanded():
    pdb.set_trace(commands=["p 'first'", "n"])
    a = 1
    return a

x = helper(1)
y = named()
z = commanded()
print(x, y, z)
''',
    'quiet.py': 'import sys\nfor i in range(3):\n    breakpoint()\n    last = i\nprint("done", last)\n',
}
for name, text in FILES.items():
    os.makedirs(os.path.dirname(os.path.abspath(name)), exist_ok=True)
    with open(name, 'w') as f: f.write(text)


def shown(text):
    """A conversation without the library's own frames and lines."""
    text = re.sub(r'(?m)^  File "[^"]*(?:bdb|pdb|_pdb_target)\.py", line \d+, in .*\n(?:    .*\n)*', '', text)
    return re.sub(r'(?m)^.*(?:bdb|pdb|_pdb_target)\.py\(\d+\).*\n-> .*\n', '', text)


def child(args, commands, run):
    """Run with commands as the input, as if in a process of its own; print what it said."""
    print('==', *args, '|', commands.replace('\n', ' / '))
    kept = sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.path[:], sys.modules['__main__'], os.getcwd()
    out = io.StringIO()
    sys.stdin, sys.stdout, sys.stderr, sys.argv = io.StringIO(commands.replace(' ; ', '\n')), out, out, list(args)
    sys.path.insert(0, '')
    # `main` gives this module new names
    sys.modules['__main__'] = types.ModuleType('__main__')
    code = None
    try: run()
    except SystemExit as e: code = e.code
    except BaseException as e: out.write(f'{type(e).__name__}: {e}\n')
    sys.settrace(None)
    sys.stdin, sys.stdout, sys.stderr, sys.argv, sys.path[:], sys.modules['__main__'], _ = kept
    for name in 'mod', 'pkg', 'pkg.__main__': sys.modules.pop(name, None)
    bdb.Breakpoint.clearBreakpoints(); pdb.Pdb._last_pdb_instance = None; linecache.clearcache()
    print(shown(out.getvalue()).rstrip('\n'))
    print('   exit', code)


def program(commands, *args):
    """`python -m pdb args`"""
    child(('pdb', *args), commands, pdb.main)


def plain(commands, name):
    """`python name`"""
    def run():
        text = open(name).read()
        exec(compile(text, os.path.abspath(name), 'exec'), {'__name__': '__main__', '__file__': name})
    child((name,), commands, run)


print('-- scripts')
program('n ; n ; n ; n ; w ; n ; n ; n ; n ; n ; n ; n ; n ; q', 'prog.py', 'one', '-c', 'two')
program('b add ; c ; w ; a ; r ; rv ; u ; l ; c ; c ; c ; q', 'prog.py')
program('b 10 ; tbreak prog.py:4 ; c ; c ; b ; c ; p i ; run a "b c" ; b ; c ; restart ; q', 'prog.py')
program('s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; c', 'prog.py')
program('', 'prog.py')
program('c ; w ; p x ; u ; whatis f ; c ; q', 'fails.py')
program('c ; q', 'fails.py')
program('c', 'fails.py')
program('c ; q', 'leaves.py')
program('c ; q', 'wrong.py')
program('unt 9 ; p i ; p value ; unt 11 ; p value ; q', 'prog.py')
program('p __name__, __file__[-7:], __spec__ ; import sys ; p sys.argv ; p sorted(globals()) ; q', 'prog.py')
print('-- modules and errors')
program('c ; q', '-m', 'mod', 'x', '-y')
program('l ; c ; q', '-m', 'pkg')
program('q', '-m', 'nothing_here')
program('q', 'nothing_here.py')
program('q', 'pkg')
print('-- first commands')
program('p value ; q', '-c', 'b 9', '-c', 'c', 'prog.py')
program('', '-c', 'c', '-c', 'q', 'leaves.py')
program('p 1 ; q', '--command', 'p "first";;n', 'prog.py', '-c', 'x')
with open('.pdbrc', 'w') as f: f.write('# here\nalias show p "show", %1\n\np "local"\n')
program('show 5 ; q', '-c', 'show 4', 'prog.py')
with open(os.path.join(home, '.pdbrc'), 'w') as f: f.write('p "home"\nalias show p "home", %1\n')
program('show 5 ; q', 'prog.py')
with open('.pdbrc', 'w') as f: f.write('b 9\nc\n')
program('p value ; q', 'prog.py')
os.remove('.pdbrc'); os.remove(os.path.join(home, '.pdbrc'))

print('-- stops in a program')
plain('w 1 ; p m ; n ; p m ; r ; c ; n ; c ; p a ; c', 'stops.py')
plain('u ; l ; d ; s ; s ; s ; c ; c ; c', 'stops.py')
plain('b named ; c ; c ; c ; c', 'stops.py')
plain('c ; display i ; c ; c', 'quiet.py')
plain('n ; n ; n ; n ; n ; n ; n ; n ; n', 'quiet.py')
plain('unt ; unt ; c ; c', 'quiet.py')
plain('q ; y', 'quiet.py')
plain('q ; n ; p i ; exit ; maybe ; y', 'quiet.py')
plain('', 'quiet.py')
plain('run ; b 5 ; cl 1 ; tbreak 5 ; c ; c ; c ; p last ; c', 'quiet.py')
os.environ['PYTHONBREAKPOINT'] = '0'
plain('c', 'quiet.py')
del os.environ['PYTHONBREAKPOINT']
sys.breakpointhook = lambda: print('hook')
plain('', 'quiet.py')
