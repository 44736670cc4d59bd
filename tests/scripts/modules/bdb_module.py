# `bdb`: where a debugger stops: stepping, breakpoints of all kinds, the tables of breakpoints, entries of the stack.
import bdb, io, os, sys
from bdb import Bdb, Breakpoint

HERE = os.path.abspath(__file__)


class Tracer(Bdb):
    """Prints each stop, and goes on as a list of words says."""
    def __init__(self, *words, **kw):
        super().__init__(**kw)
        self.words = list(words)

    def go(self, what, frame, *more):
        print('  ', what, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, *more, '->', end=' ')
        word = self.words.pop(0) if self.words else 'c'
        print(word)
        if word == 's': self.set_step()
        elif word == 'n': self.set_next(frame)
        elif word == 'r': self.set_return(frame)
        elif word == 'u': self.set_until(frame)
        elif word[0] == 'u': self.set_until(frame, frame.f_code.co_firstlineno + int(word[1:]))
        elif word == 'q': self.set_quit()
        elif word == 'up': self.set_next(frame.f_back)
        else: self.set_continue()

    def user_call(self, frame, args): print('   call', frame.f_code.co_name, args)
    def user_line(self, frame):
        if self.is_stepping_ok(frame): self.go('line', frame)
    def is_stepping_ok(self, frame): return frame.f_code.co_filename == __file__ or frame.f_code.co_filename == '<string>'
    def user_return(self, frame, value): self.go('return', frame, repr(value))
    def user_exception(self, frame, info): self.go('exception', frame, info[0].__name__, info[1])
    def do_clear(self, arg): print('   do_clear', arg); print('  ', self.clear_bpbynumber(arg))


def inner(x):
    y = x + 1
    return y

def outer(x):
    a = inner(x)
    b = inner(a)
    for i in range(2):
        b += i
    return a + b

def failing():
    try:
        int('x')
    except ValueError:
        pass
    raise KeyError('k')

def gen():
    yield 1
    yield 2

def loops():
    total = 0
    for i in gen():
        total += i
    return total


def run(f, *words, args=(), **kw):
    print(f.__name__, *words)
    t = Tracer(*words, **kw)
    try: print('  =', t.runcall(f, *args))
    except Exception as e: print('  !', type(e).__name__, e)
    return t


def show(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)


print(bdb.__all__, issubclass(bdb.BdbQuit, Exception))
print('-- stepping')
run(outer, *'sssssssssssssssssssssssssss', args=(1,))
run(outer, *'nnnnnnnnnnnn', args=(1,))
run(outer, *'ssrrr', args=(1,))
run(outer, *'suuuuuuuuu', args=(1,))
run(outer, 's', 'u4', 'u', 'u', args=(1,))
run(outer, 's', 'n', 'q', args=(1,))
run(outer, 's', 's', 'up', 'n', 'c', args=(1,))
run(outer, 'c', args=(1,))
run(failing, *'snnnnnnnnn')
run(failing, *'snnc')
run(loops, *'nnnnnnnnnnn')
run(loops, *'sr')
run(loops, *'nr')

print('-- breakpoints')
def line(f, n): return f.__code__.co_firstlineno + n
t = Tracer()
show(lambda: t.set_break(__file__, 100000))
show(lambda: t.set_break('/no/such/file', 1))
show(lambda: t.set_break(__file__, line(inner, 1)))
show(lambda: t.get_break(__file__, line(inner, 1))); show(lambda: t.get_break(__file__, 1)); show(lambda: len(t.get_breaks(__file__, line(inner, 1)))); show(lambda: t.get_breaks(__file__, 1)); show(lambda: t.get_breaks('x', 1))
show(lambda: [n - line(inner, 0) for n in t.get_file_breaks(__file__)]); show(lambda: t.get_file_breaks('x')); show(lambda: [len(v) for v in t.get_all_breaks().values()])
t.words = ['c', 'c', 'n', 'c']
print(t.runcall(outer, 1), t.currentbp)
b = Breakpoint.bpbynumber[1]
b.disable(); print(t.runcall(outer, 1)); b.enable(); b.ignore = 1; print(t.runcall(outer, 1))
b.cond = 'x == 2'; print(t.runcall(outer, 1)); print(t.runcall(outer, 5)); b.cond = 'nobody'; print(t.runcall(outer, 5)); b.cond = 'x > 3'
print(b.hits, b.ignore, b.cond, b.enabled, b.temporary, b.number, b.line - line(inner, 0), b.file == HERE, b.funcname, b.func_first_executable_line)
print(str(b).replace(HERE, 'HERE')); print(b.bpformat().replace(HERE, 'HERE')); b.ignore = 3; b.disable(); print(b.bpformat().replace(HERE, 'HERE'))
out = io.StringIO(); b.bpprint(out); print(out.getvalue() == b.bpformat() + '\n')
print(Tracer().breaks == t.breaks, Tracer().breaks is t.breaks)
print('temporary', t.set_break(__file__, line(outer, 4), True, None, None)); print(t.runcall(outer, 1)); print(t.breaks == {HERE: [line(inner, 1)]})
print('function', t.set_break(__file__, line(outer, 0), funcname='outer')); print(t.runcall(outer, 1)); print(Breakpoint.bpbynumber[3].func_first_executable_line - line(outer, 0))
print('condition', t.set_break(__file__, line(outer, 4), cond='i == 1')); print(t.runcall(outer, 1))
for arg in ['', 'x', '99', '2', '1', 1, 0, '-1', None, '1.5']:
    show(lambda: str(t.get_bpbynumber(arg)).replace(HERE, 'HERE'))
show(lambda: t.clear_bpbynumber('2')); show(lambda: t.clear_bpbynumber('1')); show(lambda: t.clear_bpbynumber('1'))
show(lambda: t.clear_break('/x', 1)); show(lambda: t.clear_break(__file__, 1).replace(HERE, 'HERE')); show(lambda: t.clear_break(__file__, line(outer, 0)))
show(lambda: t.clear_all_file_breaks('/x')); show(lambda: t.clear_all_file_breaks(__file__)); show(lambda: t.clear_all_breaks()); show(lambda: t.breaks)
t.set_break(__file__, line(outer, 4)); t.set_break(__file__, line(outer, 4)); t.set_break(__file__, line(outer, 5))
print(len(t.get_breaks(__file__, line(outer, 4))), Breakpoint.next); show(lambda: t.clear_all_breaks()); print(t.breaks, Breakpoint.bpbynumber, Breakpoint.bplist)
Breakpoint.clearBreakpoints(); print(Breakpoint.next, Breakpoint.bplist, Breakpoint.bpbynumber)
print(bdb.Bdb().set_break(__file__, line(outer, 1), temporary=True)); b = bdb.Bdb()
show(lambda: b.runcall(outer, 1)); Breakpoint.clearBreakpoints()
class B: funcname = 'outer'; func_first_executable_line = None; line = 5
print(bdb.checkfuncname(B, sys._getframe())); B.funcname = '<module>'; print(bdb.checkfuncname(B, sys._getframe()), B.func_first_executable_line == sys._getframe().f_lineno)
Breakpoint('f', 3); print(bdb.effective('f', 3, sys._getframe())); show(lambda: bdb.effective('f', 4, None)); Breakpoint.clearBreakpoints()

print('-- run, runeval, runctx')
g = {}
print(Tracer('s', 's', 's', 's').run('x = 1\ny = 2', g), g['y'])
print(Tracer('s', 's').runeval('1 + 2'), Tracer('s', 's').runeval('z', {'z': 4}), Tracer('s', 'q').runeval('1'))
l = {}; Tracer('s').runctx('x = z', {'z': 4}, l); print(l)
show(lambda: Tracer('s', 's').run('1/0'))
show(lambda: Tracer().run('1 1'))
Tracer('s', 'n', 'n').run(compile('a = 1\nb = 2\nc = 3', '<string>', 'exec'), {})
t = Tracer('q'); t.run('x = 5', g); print(g['x'], t.quitting)

print('-- skip')
t = Tracer(*'ssssssssss', skip=['text*', 'os']); print(sorted(t.skip), t.is_skipped_module('textwrap'), t.is_skipped_module('osx'), t.is_skipped_module(None), Bdb().skip)
import textwrap
def skipping():
    x = textwrap.dedent('  a')
    return x
t.runcall(skipping)
print('-- names of files')
print(t.canonic('<string>'), t.canonic('<'), t.canonic('<x') == os.path.abspath('<x'), t.canonic('a/../b.py') == os.path.abspath('b.py'), t.canonic('b.py') is t.canonic('b.py'))

print('-- the stack')
def deep(): return t.get_stack(sys._getframe(), None)
t.botframe = sys._getframe()
stack, i = deep(); print([f.f_code.co_name for f, _ in stack], i)
t.botframe = None
stack, i = deep(); print([f.f_code.co_name for f, _ in stack][-2:], i)
try: failing()
except KeyError as e: tb = e.__traceback__
stack, i = t.get_stack(None, tb); print([(f.f_code.co_name, n - f.f_code.co_firstlineno) for f, n in stack if f.f_code.co_name != '<module>'], i)
t.botframe = sys._getframe(); stack, i = t.get_stack(tb.tb_frame, tb); print([f.f_code.co_name for f, _ in stack], i)
f = sys._getframe()
print(t.format_stack_entry((f, 1)).replace(HERE, 'HERE')); print(t.format_stack_entry((f, 2), '|').replace(HERE, 'HERE')); print(t.format_stack_entry((f, 100000)).replace(HERE, 'HERE'))
print(t.format_stack_entry((f, None)).replace(HERE, 'HERE')); __return__ = list(range(100)); print(t.format_stack_entry((f, 1)).replace(HERE, 'HERE')); del __return__
print(t.format_stack_entry(((lambda: sys._getframe())(), 1)).replace(HERE, 'HERE'))

print('-- backends and events')
show(lambda: Bdb(backend='none'))
print(Bdb().backend, Bdb(backend='monitoring').backend)
t = Tracer(); t.reset(); t.botframe = f
print(t.trace_dispatch(f, 'c_call', None) == t.trace_dispatch, t.trace_dispatch(f, 'other', None) == t.trace_dispatch)
show(lambda: bdb.Bdb().do_clear('1')); print(bdb.Bdb().user_line(None), bdb.Bdb().user_call(None, None), bdb.Bdb().user_return(None, 1), bdb.Bdb().user_exception(None, 1))
