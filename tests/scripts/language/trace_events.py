import sys
out = []
def show(frame, event, arg):
    if event == 'exception': arg = (arg[0].__name__, str(arg[1]))
    if event in ('call',) and not frame.f_code.co_filename.endswith('trace_events.py'): return None
    out.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg if not callable(arg) else 'fn'))
    return show
def run(f, *a):
    out.clear()
    sys.settrace(show)
    try:
        try: f(*a)
        finally: sys.settrace(None)
    except Exception as e: print('raised', repr(e))
    for o in out: print(*o)
    print('--')
def simple(a):
    b = a + 1
    return b
run(simple, 3)
def loop():
    t = 0
    for i in range(3):
        t += i
    else:
        t += 10
    while t > 11:
        t -= 1
    return t
run(loop)
def cond(x):
    if x > 1:
        y = 1
    elif x:
        y = 2
    else:
        y = 3
    return y
run(cond, 0); run(cond, 1); run(cond, 5)
def exc():
    try:
        1 / 0
    except ZeroDivisionError as e:
        x = 1
    finally:
        x = 2
    return x
run(exc)
def thrower():
    raise ValueError('v')
def outer():
    thrower()
run(outer)
def gen():
    x = yield 1
    yield 2
def usegen():
    for v in gen():
        pass
    g = gen()
    next(g)
    g.close()
run(usegen)
def nested():
    def inner(z):
        return z * 2
    return inner(1) + inner(2)
run(nested)
def oneline(): return 1
run(oneline)
run(lambda: 5)
def comp():
    a = [x * 2 for x in range(3)]
    return list(y for y in a)
run(comp)
class CM:
    def __enter__(self): return 1
    def __exit__(self, *a): return True
def withs():
    with CM() as c:
        x = 1
        raise KeyError('k')
    return 5
run(withs)
def multi():
    x = (1 +
         2)
    y = simple(
        x,
    )
    assert y
    del x
    return [
        y,
        2]
run(multi)
def classy():
    class A:
        x = 1
        def f(self): return self.x
    return A().f()
run(classy)
def brk():
    for i in range(5):
        if i == 1:
            continue
        if i == 2:
            break
    while True:
        break
    pass
    global gg
    "string"
    x = None
run(brk)
def rec(n):
    if n: return rec(n - 1)
    return 0
run(rec, 2)
def mapped():
    return list(map(oneline_arg, [1, 2]))
def oneline_arg(x):
    return x
run(mapped)
def tryfin():
    try:
        return 1
    finally:
        a = 2
run(tryfin)
def matcher(v):
    match v:
        case 1:
            r = 'one'
        case [a, b]:
            r = 'two'
        case _:
            r = 'other'
    return r
run(matcher, [1, 2])
def dec(f):
    return f
def decorated():
    @dec
    @dec
    def g(a=1):
        pass
    g()
run(decorated)
def boolop(a, b):
    return (a and
            b or
            a)
run(boolop, 1, 0)
out.clear()
def wh(x):
    while x: x -= 1
    for i in range(2): x = i
    while x > 0:
        x -= 1
        continue
    for i in range(3):
        if i: continue
    for i in range(2):
        pass
    while x < 2:
        x += 1
        if x == 1: pass
    return x
sys.settrace(show); wh(2); sys.settrace(None)
for o in out: print(*o)
