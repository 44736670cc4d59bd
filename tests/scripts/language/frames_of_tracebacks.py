# Frames in tracebacks: while a handler runs, the frame of the entry is the frame itself, and its callers are there.
import sys, traceback, inspect, types
def chain(f):
    out = []
    while f is not None:
        out.append((f.f_code.co_name, f.f_lineno)); f = f.f_back
    return out
def inner():
    raise ValueError("x")
def middle():
    try:
        inner()
    except ValueError as e:
        tb = e.__traceback__
        print("running", [(t.tb_frame.f_code.co_name, t.tb_lineno) for t in iter_tb(tb)])
        print(chain(tb.tb_frame), chain(tb.tb_next.tb_frame))
        print(tb.tb_frame is sys._getframe(), tb.tb_frame.f_back is sys._getframe(1))
        return tb
def iter_tb(tb):
    while tb: yield tb; tb = tb.tb_next
def outer():
    tb = middle()
    print("after", chain(tb.tb_frame), chain(tb.tb_next.tb_frame))
    return tb
tb = outer()
print("end", chain(tb.tb_frame), chain(tb.tb_next.tb_frame), tb.tb_frame.f_lineno)
def lasti():
    f = sys._getframe()
    a = f.f_lasti
    b = f.f_lasti
    return a, b, f
def lines():
    f = sys._getframe()
    yield f.f_lineno
    yield (f.f_lineno, f.f_back and f.f_back.f_code.co_name)
g = lines(); print(next(g), next(g), g.gi_frame.f_back, g.gi_frame.f_lineno, g.gi_running)
def uses():
    return list(g2())
def g2():
    yield sys._getframe().f_back.f_code.co_name
    yield [f.function for f in inspect.stack()][:3]
print(uses())
def handler():
    try: inner()
    except ValueError:
        et, ev, t = sys.exc_info()
        return t.tb_frame.f_back.f_code.co_name, t.tb_next.tb_frame.f_back.f_code.co_name, t.tb_next.tb_frame.f_back is t.tb_frame
print(handler())
def kept():
    x = 1
    def k(): return sys._getframe()
    f = k()
    return f, f.f_back
f = sys._getframe(); print(f.f_back, f.f_lineno, f.f_builtins is vars(__builtins__), f.f_globals is globals(), f.f_trace, f.f_trace_lines, f.f_trace_opcodes, f.f_generator)
async def co(): return chain(sys._getframe())[:2]
c = co()
try: c.send(None)
except StopIteration as e: print(e.value)
class C:
    f = sys._getframe()
    print(f.f_back.f_code.co_name, f.f_code.co_name, f.f_locals is locals(), sorted(k for k in f.f_locals if k[0] != '_'))
def deep(n):
    if n == 0: raise KeyError
    deep(n-1)
try: deep(3)
except KeyError as e:
    fs = [t.tb_frame for t in iter_tb(e.__traceback__)]
    print([f.f_locals.get('n') for f in fs[1:]], [len(chain(f)) for f in fs], all(b.f_back is a for a, b in zip(fs, fs[1:])))
    for t in iter_tb(e.__traceback__): print(t.tb_lineno, t.tb_lasti >= 0, t.tb_frame.f_lineno)
try:
    try: 1/0
    finally: fr = sys._getframe()
except ZeroDivisionError as e: print(e.__traceback__.tb_frame is fr)
try: f.clear()
except RuntimeError as e: print(e)
l = map(lambda x: sys._getframe().f_back.f_code.co_name, [1]); print(list(l))
print(sorted([1], key=lambda x: len(chain(sys._getframe()))), [chain(sys._getframe())[0][0] for _ in [1]])
def tr():
    try: raise OSError
    except OSError: return traceback.extract_stack()[-1].name, traceback.format_exc().count('File')
print(tr())
print([(s.name, s.lineno) for s in traceback.extract_stack()], inspect.currentframe().f_lineno)
class Manager:
    def __enter__(self): return self
    def __exit__(self, kind, e, tb):
        print(chain(tb.tb_frame)[1:], tb.tb_frame is sys._getframe(1), tb.tb_next.tb_frame.f_back is tb.tb_frame); return True
def managed():
    with Manager(): inner()
managed()
def again(kept=[]):
    try: inner()
    except ValueError as e:
        kept.append(e)
        return [x.__traceback__.tb_frame is sys._getframe() for x in kept]
again(); print(again(), again())
def logged():
    def log(): return chain(sys.exc_info()[2].tb_frame)
    try: inner()
    except ValueError: return log()
print(logged())
def group():
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as g: print(len(chain(g.__traceback__.tb_frame)))
    except* TypeError as g: print(chain(g.__traceback__.tb_frame)[-1][0])
group()
def at_the_end():
    try:
        try: inner()
        finally: print(chain(sys.exc_info()[2].tb_frame)[1:])
    except ValueError as e: print([f.f_code.co_name for f in (t.tb_frame for t in iter_tb(e.__traceback__))])
at_the_end()
