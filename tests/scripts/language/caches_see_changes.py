"""Inline caches that rely on a class, and the changes of classes that they must see."""
class D: pass
class C:
    d = D()
    x = 1
    def m(self): return 'm'
c = C(); c.y = 2
def look():
    out = []
    for _ in range(3): out.append((type(c.d).__name__, c.x, c.m(), c.y))
    return out[-1]
print(look())
D.__get__ = lambda self, o, t: 'got'
print(look())
del D.__get__
print(look())
C.__getattr__ = lambda self, n: n
print(look(), c.zzz)
C.__getattribute__ = lambda self, n: 'all ' + n if n != 'm' else (lambda: 'mm')
print(look())
del C.__getattribute__
print(look())
def setter(self, n, v): object.__setattr__(self, n, ('set', v))
def put(v):
    for _ in range(3): c.y = v
    return c.y
print(put(5))
C.__setattr__ = setter
print(put(5))
del C.__setattr__
print(put(6))
class P:
    @property
    def p(self): return 'p'
class Q(P): pass
q = Q()
def lp():
    return [q.p for _ in range(3)][-1]
print(lp())
P.p = property(lambda self: 'p2'); print(lp())
Q.p = 5; print(lp())
del Q.p; print(lp())
class M(type): pass
class K(metaclass=M):
    v = 1
def lk(): return [K.v for _ in range(3)][-1]
print(lk())
M.v = property(lambda cls: 'meta'); print(lk())
del M.v; print(lk())
M.__getattribute__ = lambda cls, n: 'by meta'; print(lk())
del M.__getattribute__; print(lk())
class B:
    def f(self): return 'B'
class E(B):
    def f(self): return super().f() + 'E'
e = E()
def le(): return [e.f() for _ in range(3)][-1]
print(le())
B.f = lambda self: 'B2'; print(le())
class B2(B): 
    def f(self): return 'new'
E.__bases__ = (B2,); print(le())
class W:
    def __getattr__(self, n):
        if n == 'boom': raise AttributeError('really')
        return 'w ' + n
    @property
    def bad(self): raise AttributeError('from property')
    def meth(self): return 'meth'
w = W(); w.own = 'own'
for _ in range(3): print(w.own, w.meth(), w.other, w.bad)
try: w.boom
except AttributeError as x: print(x)
del w.own; print(w.own)
