# `pdb`: sessions over functions of a file, with commands from a text: stepping, stacks, sources, values, breakpoints, aliases, exceptions.
import contextlib, io, os, pdb, re, sys, bdb

os.chdir(os.environ['SCRATCH'])
with open('prog.py', 'w') as f:
    f.write('''\
def add(a, b=2, *rest, key=None, **more):
    x = a + b
    for i in range(3):
        x += i
    # a comment
    return x

def outer(n):
    "doc"
    def inner(k):
        return k + n
    first = add(n)
    second = inner(first)
    return first, second

class Thing:
    """A thing."""
    def method(self):
        return self

    def __repr__(self):
        raise ValueError('no repr')

def failing(n):
    try:
        int('x')
    except ValueError as error:
        raise KeyError('k') from error

def gen():
    yield 1
    yield 2

def loop():
    total = 0
    for v in gen():
        total += v
    return total

def changing():
    data = []
    data.append(1)
    data = data + [2]
    number = 1
    number = 2
    return number

async def waits():
    return 1
''')
sys.path.insert(0, os.getcwd())
import prog


def shown(text):
    """The session without the library's own frames."""
    return re.sub(r'(?m)^.*(?:bdb|pdb)\.py\(\d+\).*\n-> .*\n', '', text)


def session(commands, start, **kw):
    """Run with commands of a text, separated by new lines or ';' between spaces, and print the conversation."""
    bdb.Breakpoint.clearBreakpoints()
    out = io.StringIO()
    p = pdb.Pdb(stdin=io.StringIO(commands.replace(' ; ', '\n')), stdout=out, nosigint=True, readrc=False, **kw)
    print('==', commands.replace('\n', ' / '))
    try: result = start(p)
    except Exception as e: result = type(e).__name__, str(e)
    print(shown(out.getvalue()).rstrip('\n'))
    print('   =', result)


call = lambda f, *args: lambda p: p.runcall(f, *args)
print('-- going on')
session('s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s', call(prog.outer, 1))
session('n ; n ; n ; n ; n ; n ; n ; n', call(prog.outer, 1))
session('s ; s ; r ; r ; r ; r', call(prog.outer, 1))
session('unt ; unt ; unt ; unt ; unt ; unt', call(prog.add, 1))
session('unt 4 ; unt 3 ; unt x ; unt 6 ; c', call(prog.add, 1))
session('c', call(prog.add, 1))
session('q', call(prog.add, 1))
session('', call(prog.add, 1))
session('s ;  ;  ; n ;  ;  ; l ;  ;  ; c', call(prog.outer, 1))
session('s 1 ; n 1 ; r 1 ; c 1 ; c', call(prog.add, 1))
session('s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; s ; c', call(prog.loop))
session('n ; n ; n ; n ; n ; n ; n ; n ; n ; n', call(prog.loop))

print('-- the stack')
session('b prog.add ; c ; w ; u ; p n ; l ; d ; d ; u 5 ; d 9 ; u x ; d x ; w 1 ; w -1 ; w 0 ; w x ; bt 1 ; u ; a ; d ; a ; c', call(prog.outer, 5))

print('-- sources')
session('l ; l ; l ; l ; l . ; l 3 ; l 1,3 ; l 5, 2 ; l x ; l 1,x ; l 100 ; ll ; ll 1 ; source ; source Thing ; source outer ; source 5 ; source nobody ; source Thing.method ; c', call(prog.add, 1))

print('-- values')
session('p a ; p a, b ; p ; p nobody ; p 1/0 ; p a b ; pp {i: "x" * 30 for i in range(4)} ; pp ; pp 1 + ; whatis ; whatis a ; whatis add ; whatis Thing ; whatis Thing.method ; whatis Thing().method ; whatis len ; whatis [] ; whatis waits ; whatis nobody ; p Thing() ; a ; rv ; c', call(prog.add, 1))
session('a ; a 1 ; n ; a ; r ; rv ; retval ; p $_retval ; p __return__ ; rv 1 ; c', call(prog.add, 1.5, 2))
session('a ; c', lambda p: p.runcall(prog.add, 1, 2, 3, 4, key=5, z=6))

print('-- statements')
session('q = 5 ; !q ; q + a ; !a = 10 ; a ; p a ; !b=20;b ; n ; x ; None ; "text" ; if ; 1 1 ; 1/0 ; raise KeyError("own") ; nobody ; import os.path ; os.path.sep ; c', call(prog.add, 1))
session('for z in range(2):\n  print(z, a)\n\ndef twice(v):\n  return v * a\n\ntwice(4)\n[a + i for i in range(2)]\n(lambda: a + b)()\nw = [k for k in (a, b)]\np w\nif a:\n  y = 1\nelse:\n  y = 2\n\np y\nx = (1,\n2)\np x\n"""a\nb"""\nc', call(prog.add, 1))
session('list = 5 ; !list = 5 ; !list ; p list ; !! ; ! ; global zz; zz = 3 ; p zz ; $mine = 4 ; $mine ; p $mine + 1, "$mine" ; $none ; p $_frame.f_code.co_name ; p 1;;p 2 ;;p 3 ; p "a;;b" ; c', call(prog.add, 1))
session('b"x" ; b" ; p.x ; n=5 ; !n ; p!a ; p?a ; c, a=1,2 ; !c ; a, b ; w|3 ; w ~3 ; w-1 ; a+1 ; a + 1 ; b{1} ; b:1 ; b [1] ; c', call(prog.add, 1))
session('def unfinished():\n  pass', call(prog.add, 1))

print('-- breakpoints')
session('b ; b 4 ; b 4, i == 2 ; tbreak 6 ; b add ; b prog.outer ; b outer ; b prog:12 ; b nosuch:1 ; b prog:x ; b prog.py:13 ; b nobody ; b 5 ; b 1000 ; b 3, a b ; b Thing.method ; b gen ; b 5 5 ; b len ; b', call(prog.add, 1))
session('b 4 ; tbreak 6 ; c ; c ; p x ; b ; c ; c', call(prog.add, 1))
session('b 4, i > 0 ; c ; p i ; condition 1 i == 2 ; c ; p i ; condition 1 ; b ; c', call(prog.add, 1))
session('b 4, nobody ; c ; b ; cl 1 ; c', call(prog.add, 1))
session('b 4 ; ignore 1 1 ; b ; c ; p i ; ignore 1 ; ignore 1 1 ; ignore 1 2 ; c', call(prog.add, 1))
session('b 4 ; disable 1 ; b ; enable 1 ; c ; disable 1 2 x ; enable x 1 ; cl 9 x 1 ; cl 1 ; cl prog:4 ; b 4 ; b 4 ; cl prog.py:4 ; cl prog.py:x ; cl prog.py:4 ; b ; c', call(prog.add, 1))
session('enable ; disable ; ignore ; condition ; ignore x ; ignore 1 ; ignore 1 x ; ignore 1 2 3 ; condition x ; condition 7 ; condition 1 a b ; b 4 ; condition 1 a b ; c', call(prog.add, 1))
session('b add ; b inner ; b 11 ; c ; w ; c ; p n ; w ; c', call(prog.outer, 1))
for reply in 'y', 'no', '':
    sys.stdin, keep = io.StringIO(reply + '\n' if reply else ''), sys.stdin
    session('b 4 ; b 6 ; cl ; b ; c ; c', call(prog.add, 1))
    sys.stdin = keep

print('-- commands at a breakpoint')
session('b 4\ncommands\np i\nend\nc\nc\ncommands 1\nsilent\np x\nend\nc\np i', call(prog.add, 1))
session('b 4\ncommands 1\nsilent\np x\nc\nb 6\ncommands\np "last"\nw 1\nc\nc', call(prog.add, 1))
session('commands\ncommands 1\ncommands x\nb 4\ncommands 1\n\np 1\nend\ncommands 1\nend\nb\nc\nq', call(prog.add, 1))
session('b 4\ncommands 1\np 1', call(prog.add, 1))

print('-- displays')
session('display ; display data ; display nobody ; display number ; display a b ; display ; n ; n ; n ; n ; n ; undisplay data ; undisplay data ; display ; undisplay ; display ; n ; c', call(prog.changing))
session('display a ; display x ; n ; s ; c', call(prog.add, 1))

print('-- aliases')
session('alias ; alias pa p %1 + %2 ; pa a b ; pa a ; pa a b c ; alias all p %* ; all a , b ; alias ; alias pa ; alias nobody ; alias bad %2 ; alias two n ;; p x ; alias two ; two ; unalias ; unalias pa ; unalias pa ; pa ; alias p pp "own", %1 ; alias l2 all ; l2 a ; c', call(prog.add, 1))

print('-- interact and help')
for text in 'x = a\nprint(x, b)\nnobody\n', 'exit()\n', '':
    sys.stdin, keep, sys.stderr = io.StringIO(text), sys.stdin, sys.stdout
    session('interact ; p x ; c', call(prog.add, 1))
    sys.stdin, sys.stderr = keep, sys.__stderr__
session('h ; ? ; h nobody ; h ! ; c', call(prog.add, 1))

print('-- exceptions')
session('n ; n ; n ; n ; n ; n ; n', call(prog.failing, 1))
session('s ; s ; s ; p __exception__ ; p $_exception ; s ; s ; s ; w ; s ; s', call(prog.failing, 1))
def dead(p):
    try: prog.failing(1)
    except KeyError as e: p.reset(); p.interaction(None, e)
def dead_tb(p):
    try: prog.failing(1)
    except KeyError as e: p.reset(); p.interaction(None, e.__traceback__)
session('w ; u ; l 1,2 ; d ; ll ; p n ; exceptions ; exceptions 0 ; w ; exceptions 1 ; exceptions 2 ; exceptions -1 ; exceptions x ; p $_exception ; n', dead)
session('w 1 ; exceptions ; q', dead_tb)
for f in (pdb.post_mortem, lambda: pdb.post_mortem(ValueError()), lambda: pdb.set_default_backend('x'), pdb.pm):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)

print('-- run, runeval, runctx')
session('s ; s ; s', lambda p: p.run('x = 1\ny = 2', {}))
session('s ; p z ; s ; rv ; s', lambda p: p.runeval('z + 1', {'z': 4}))
session('s ; q', lambda p: p.runctx('x = z', {'z': 4}, {}))
session('c', lambda p: p.run('1 1'))
session('run ; run "a ; c', call(prog.add, 1), mode='inline')
print(pdb.__all__, pdb.get_default_backend(), pdb.Pdb.commands_resuming, issubclass(pdb.Restart, Exception))
print(pdb.find_function('add', 'prog.py'), pdb.find_function('waits', 'prog.py'), pdb.find_function('nobody', 'prog.py'), pdb.find_function('x', 'nofile'))
