import sys, threading
# local tracers, returning None, f_trace, errors
ev = []
def glob(frame, event, arg):
    ev.append(('g', event, frame.f_code.co_name))
    if frame.f_code.co_name == 'skip': return None
    def local(frame, event, arg):
        ev.append(('l', event, frame.f_lineno - frame.f_code.co_firstlineno, dict(frame.f_locals)))
        return local
    return local
def skip():
    x = 1
    return x
def f(a):
    b = a
    skip()
    c = b
    return c
sys.settrace(glob); f(1); sys.settrace(None)
for e in ev: print(e)
print(sys.gettrace())
def bad(frame, event, arg):
    if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == 3: raise RuntimeError('in tracer')
    return bad
def victim():
    q = 0
    try:
        x = 1
    except RuntimeError as e:
        return 'caught ' + str(e)
    return 'no'
sys.settrace(bad); r = victim(); print(sys.gettrace()); sys.settrace(None); print(r)
# no lines
n = []
def nl(frame, event, arg):
    frame.f_trace_lines = False
    n.append(event); return nl
sys.settrace(nl); f(2); sys.settrace(None); print(n)
# f_trace of running frame
def here():
    log = []
    def tr(frame, event, arg): log.append((event, frame.f_lineno - frame.f_code.co_firstlineno)); return tr
    fr = sys._getframe(); fr.f_trace = tr; sys.settrace(lambda *a: None)
    x = 1
    y = 2
    sys.settrace(None)
    del fr.f_trace
    return log
print(here())
# modifying locals
def mod(frame, event, arg):
    if event == 'line' and frame.f_code.co_name == 'm' and 'q' in frame.f_locals: frame.f_locals['q'] = 42
    return mod
def m():
    q = 1
    z = q
    return z
sys.settrace(mod); v = m(); sys.settrace(None); print(v)
# profile
p = []
def prof(frame, event, arg):
    p.append((event, frame.f_code.co_name, getattr(arg, '__name__', arg) if event.startswith('c_') else arg))
def pf():
    x = len([1, 2])
    s = 'a'.upper()
    l = sorted([2, 1], key=kk)
    int('5')
    try: [].pop()
    except IndexError: pass
    [].append(1)
    return x
def kk(v): return v
sys.setprofile(prof); pf(); sys.setprofile(None)
for e in p: print(e)
print(sys.getprofile())
# threads
tl = []
def tt(frame, event, arg):
    if frame.f_code.co_name == 'work': tl.append((event, frame.f_lineno - frame.f_code.co_firstlineno)); return tt
def work():
    a = 1
    return a
threading.settrace(tt); t = threading.Thread(target=work); t.start(); t.join(); threading.settrace(None); print(tl)
# opcodes
oc = []
def op(frame, event, arg):
    frame.f_trace_opcodes = True; oc.append(event); return op
sys.settrace(op); skip(); sys.settrace(None); print('opcode' in oc, oc[0], oc[-1])
# coverage like
lines = set()
def cov(frame, event, arg):
    if event == 'line': lines.add(frame.f_lineno - frame.f_code.co_firstlineno)
    return cov
def covered(x):
    if x:
        return 1
    else:
        return 2
sys.settrace(cov); covered(1); sys.settrace(None); print(sorted(lines))
code = compile('a = 1\nb = 2\n', '<s>', 'exec')
ml = []
def mt(frame, event, arg): ml.append((frame.f_code.co_name, event, frame.f_lineno)); return mt
sys.settrace(mt); exec(code); sys.settrace(None); print(ml)
import asyncio
al = []
def at(frame, event, arg):
    if frame.f_code.co_name in ('co', 'sub'): al.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno)); return at
async def sub(): await asyncio.sleep(0); return 3
async def co():
    x = await sub()
    return x
sys.settrace(at); asyncio.run(co()); sys.settrace(None)
for a in al: print(a)
def rec_trace():
    def t(frame, event, arg):
        sys.settrace(None); return None
    sys.settrace(t); f(1); print(sys.gettrace())
rec_trace()
