import sys
def f(a):
    x = 1
    fr = sys._getframe()
    print(sorted(fr.f_locals), fr.f_lineno, fr.f_code.co_name, fr.f_back.f_code.co_name, fr.f_globals is globals(), fr.f_back is sys._getframe(1), fr is sys._getframe(), fr.f_trace, fr.f_trace_lines, fr.f_trace_opcodes)
    fr.f_locals['a'] = 99
    fr.f_locals['new'] = 5
    print(a, sorted(fr.f_locals), 'new' in fr.f_locals, len(fr.f_locals), list(fr.f_locals), type(fr.f_locals).__name__)
    y = 2
    print(fr.f_locals['y'], fr.f_lineno)
    return fr
fr = f(3)
print(sorted(fr.f_locals), fr.f_back.f_code.co_name, fr.f_lineno)
try: fr.f_locals['zz']
except KeyError as e: print(e)
fr.clear(); print(fr.f_locals)
def g():
    yield sys._getframe()
    z = 1
    yield 2
gen = g(); fr = next(gen); print(fr is gen.gi_frame, fr.f_lineno, fr.f_locals, fr.f_back); next(gen); print(fr.f_lineno, gen.gi_frame.f_locals); list(gen); print(gen.gi_frame)
try: sys._getframe().clear()
except RuntimeError as e: print(e)
gen = g(); next(gen)
try: gen.gi_frame.clear()
except RuntimeError as e: print(e)
class C:
    a = 1
    print(sys._getframe().f_locals is locals(), sorted(sys._getframe().f_locals)[:2])
def outer():
    v = 10
    def inner():
        w = v
        return sys._getframe().f_locals, sys._getframe().f_code.co_freevars
    l, n = inner(); print(dict(l), n, l)
    l['v'] = 20; print(v)
outer()
def tb():
    q = 5
    1/0
try: tb()
except ZeroDivisionError as e:
    t = e.__traceback__
    print(t.tb_lineno, t.tb_next.tb_lineno, t.tb_next.tb_frame.f_locals, t.tb_next.tb_frame.f_code.co_name, t.tb_next.tb_next)
    import traceback
    print(traceback.extract_tb(t)[-1].name, [x.name for x in traceback.extract_stack()])
def unb():
    print(sys._getframe().f_locals)
    if 0: k = 1
    m = 2
    del m
    print(sys._getframe().f_locals)
    for i in range(2): pass
    print(locals())
    try: 1/0
    except Exception as e: print(list(locals()))
    print(locals())
unb()
def deep(n):
    if n: return deep(n - 1)
    f = sys._getframe(); d = 0
    while f: d += 1; f = f.f_back
    return d
print(deep(10))
try: sys._getframe(1000)
except ValueError as e: print(e)
print(sys._getframemodulename(), sys.getrecursionlimit())
def h():
    loc = locals(); loc['x'] = 5
    x = 1
    return loc, locals()
print(h())
print(repr(sys._getframe()).startswith('<frame at 0x'), repr(sys._getframe()).endswith(f"frames.py', line {sys._getframe().f_lineno}, code <module>>"))
fr = sys._getframe()
for a in ['fr.f_lineno = 5', 'fr.f_trace = 5', 'del fr.f_trace', 'fr.f_code = 5', 'fr.f_trace_lines = 5', 'fr.f_trace_lines = False', 'fr.f_locals = 5']:
    try: exec(a); print('ok', a)
    except Exception as e: print(a, type(e).__name__, e)
