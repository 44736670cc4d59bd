# `code`: sources run in a namespace, errors shown, lines gathered into statements, the prompt and its command.
import code, io, runpy, sys


class Shown(code.InteractiveConsole):
    def write(self, data): print('write', repr(data))


def session(text, console=None, **kw):
    """A console over the lines of a text."""
    lines = iter(text.split('\n'))
    console = console or Shown({})
    def read(prompt=''):
        line = next(lines, None)
        print(prompt, '|', line)
        if line is None: raise EOFError
        if line == 'INTERRUPT': raise KeyboardInterrupt
        return line
    console.raw_input = read
    try: console.interact(**kw)
    except SystemExit as e: print('SystemExit', e.code)
    return console


print(code.__all__)
print('-- interpreter')
class Interpreter(code.InteractiveInterpreter):
    def write(self, data): print('write', repr(data))
i = Interpreter()
print(sorted(i.locals), i.locals['__name__'])
for source, *rest in [('1 + 1',), ('x = 5',), ('x',), ('if x:',), ('if x:\n  print(x)\n',), ('1 1',), ('a = (1 2\n', 'f'), ('nobody',), ('1/0', 'name'), ('a\0b',), ('x y', ''), ('x + 1', 'e', 'eval'), ('x\nx', 'e', 'exec'), ('x\nx', 'e', 'single'),
                      ('def f(): 1/0\n',), ('f()',), ('raise KeyError("k")',), ('  x',), ('from __future__ import annotations',), ('raise ExceptionGroup("g", [ValueError(1)])',)]:
    print(repr(source), i.runsource(source, *rest))
try: i.runsource('raise SystemExit(3)')
except SystemExit as e: print('SystemExit', e.code)
print(sys.last_type, repr(sys.last_value), sys.last_exc is sys.last_value, sys.last_traceback is not None)
i.runcode(compile('print(x * 2)\nyy', 'here', 'exec'))
try: 1/0
except ZeroDivisionError: i.showtraceback()
try: compile('b c', 'orig', 'exec')
except SyntaxError: i.showsyntaxerror(); i.showsyntaxerror('other'); i.showsyntaxerror('other', source='b c')
try: raise SyntaxError('own', (None, 1, 1, None))
except SyntaxError: i.showsyntaxerror('w', source='given text')

print('-- hooks')
sys.excepthook = lambda t, v, tb: print('hook', t.__name__, v, tb and tb.tb_lineno)
i.runsource('1/0'); i.runsource('1 1')
def bad(t, v, tb): raise ValueError('bad hook')
sys.excepthook = bad
old, sys.stderr = sys.stderr, io.StringIO()
i.runsource('nobody')
text, sys.stderr = sys.stderr.getvalue(), old
print('\n'.join(l for l in text.split('\n') if not l.startswith('  ')))
sys.excepthook = sys.__excepthook__

print('-- console')
c = Shown({'a': 1})
print(c.filename, c.local_exit, c.buffer)
for line in ['a', 'if a:', '  print("in")', '', 'b', 'for', '"""x', 'y"""']:
    print(repr(line), c.push(line), c.buffer)
print(c.push('1 1', 'given'), c.push('a\na', 'given', 'exec'), c.push('('), c.buffer)
c.resetbuffer(); print(c.buffer)

print('-- interact')
session('1\nif 1:\n  2\n\nx', banner='Hi')
session('x = [1,\nINTERRUPT\n2', banner='', exitmsg='')
session('exit', exitmsg='bye', banner='')
session('import sys\nsys.exit(4)\n5', banner='')
session('quit\nexit\nimport sys\nsys.exit(4)', Shown({}, local_exit=True), banner='')
session('quit(3)\n5', Shown({}, local_exit=True), banner='')
print(hasattr(sys, 'ps1'), repr(exit)[:8], type(exit).__name__ == type(code.Quitter('x')).__name__)
sys.ps1, sys.ps2 = 'one> ', 'two> '
session('if 1:\n  3\n\n', banner='', exitmsg='')
print(sys.ps1); del sys.ps1, sys.ps2
class Named(Shown): pass
class Banner(Shown):
    def write(self, data): print(data.replace(sys.version, 'VERSION').replace(sys.platform, 'PLATFORM'), end='')
session('', Banner())
session('', Named(), banner='')
lines = iter(['a = 1', 'print(a)', 'b'])
def read(prompt):
    print(repr(prompt))
    for line in lines: return line
    raise EOFError
namespace = {}
sys.stderr = sys.stdout
code.interact('banner', read, namespace, 'end')
code.interact('', read, exitmsg='')
print(sorted(k for k in namespace if k != '__builtins__'))
sys.stderr = old

print('-- command')
def command(*args, text=''):
    kept = sys.stdin, sys.stdout, sys.stderr, sys.argv
    sys.stdin, sys.stdout, sys.stderr, sys.argv = io.StringIO(text), io.StringIO(), io.StringIO(), ['code', *args]
    for prompt in 'ps1', 'ps2':
        if hasattr(sys, prompt): delattr(sys, prompt)
    done = None
    try: runpy.run_module('code', run_name='__main__')
    except SystemExit as e: done = e.code
    out, err = sys.stdout.getvalue(), sys.stderr.getvalue()
    sys.stdin, sys.stdout, sys.stderr, sys.argv = kept
    print(args, done, repr(out), repr(err.replace(sys.version, 'VERSION').replace(sys.platform, 'PLATFORM')))
sys.modules.pop('code')
command(text='1+1\nif 1:\n  print("x")\n\n__name__\n1/0')
command('-q', text='print(5)')
command('-q', text='import sys\nsys.exit(7)')
command('-x')
command('-h')
