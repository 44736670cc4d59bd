"""Calls by name and with * and **: order, errors, defaults, and what the callee may change."""
import warnings
warnings.simplefilter("ignore")

def f(a, b=2, *, c=3, d): return a, b, c, d
def g(a, /, b, c=5): return a, b, c
def w(*args, **kw): return f(*args, **kw)
def t(*a, **k):
    for fn in (f, w, g):
        try: print(fn(*a, **k))
        except TypeError as e: print(e)
t(1, d=4); t(a=1, d=4); t(d=4, a=1); t(1, 2, 3, d=4); t(1, a=2, d=4); t(); t(1); t(b=1, d=2); t(1, d=2, e=3); t(a=1, b=2); t(1, b=2, c=7); t(1, c=1, b=0, d=9)
print(f(1, d=4), f(d=4, a=1, b=0), f(1, 2, d=1, c=0))
class D(dict): pass
print(w(*[1], **D(d=5)))
kw={'d':1}
def gen():
    kw['c']=100
    yield 1
print(f(*gen(), **kw), kw)
kw={'d':1, 3:4}
try: f(*(1,), **kw)
except TypeError as e: print(e)
for bad in (3, None, [1]):
    try: f(*(1,), **bad)
    except TypeError as e: print(e)
    try: f(*bad, **kw)
    except TypeError as e: print(e)
big={f'k{i}':i for i in range(20)}
def h(*a, **k): return a, k
r=h(*(1,2), **big); print(r); r[1]['z']=1; print('z' in big)
def keep(**k): return k
d={'x':1}; e=keep(*(), **d); e['y']=2; print(d, e)
async def co(a, *, b=1): return a, b
import asyncio
print(asyncio.run(co(1)), asyncio.run(co(a=3)), asyncio.run(co(*(1,), **{'b':4})))
def ge(a, b=1): yield a; yield b
print(list(ge(a=1)), list(ge(*(5,), **{'b':7})))
class C:
    def __init__(self, x, *, y=0): self.v=(x,y)
    def m(self, x, y=1): return self.v, x, y
    @classmethod
    def k(cls, **kw): return kw
c=C(1, y=2); print(c.v, C(x=1).v, C(*(1,), **{'y':5}).v, c.m(y=1, x=2), c.m(*(1,), **{'y':3}), C.k(a=1), C.k(*(), **{'q':1}))
def many(a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,b4,b5,b6,b7,b8=8,*,c1=1): return a1,b7,b8,c1
print(many(*range(16), **{'c1':9}), many(*range(15), b7=3))
try: print(many(1))
except TypeError as e: print(e)
class F:
    def __call__(self, *a, **k): return a, k
print(F()(*(1,), **{'a':2}), print(*(1,2), **{'sep':'-'}), max(*(1,2), **{'key':lambda x:-x}))
for code in ('f(**{1:2}, **{1:3})','f(**{1:2})','f(**{1:2}, x=3)','f(*(1,),**{1:2})','len(**{1:2})','len(*[1],**{1:2})','f(*[1],**{"a":1}, a=2)','C(*(1,), **{2:3})','c.m(*(1,),**{2:3})', 'print(*(1,),**{"a":1})', 'w(*(1,),**{"d":1,"c":2,"zz":3})','f(*(1,),**5)','f(**5)','f(*(1,), **None)','C.k(*(1,))', '(lambda:0)(*(), **{"a":1})','5(*(),**{})','f(*(),**{"d":1,"a":2}), f(*[],**{"d":1,"a":2})'):
    try: print(eval(code))
    except TypeError as e: print(code, e)
def only(*, a): return a
for call in (lambda: only(), lambda: only(b=1), lambda: only(a=1), lambda: only(*(), **{})):
    try: print(call())
    except TypeError as e: print(e)
for code in ('f(*(), **{int: 1})', 'h(*(), **{int: 1})', 'h(*(), **{(): 1})', 'h(*(), **{print: 1})', 'h(*[], **{None: 1})'):
    try: print(eval(code))
    except TypeError as e: print(code, e)
