# The symbol tables of a source: every kind of scope and of name.
import symtable

print(symtable.__all__)
def show(t, d=0):
    ind='  '*d
    print(ind, t.get_type(), repr(t.get_name()), t.get_lineno(), 'opt' if t.is_optimized() else '', 'nested' if t.is_nested() else '', 'kids' if t.has_children() else '', sorted(t.get_identifiers()), type(t).__name__, repr(t)[:60] if d<2 else '')
    if isinstance(t, symtable.Function):
        print(ind, '  P', t.get_parameters(), 'L', t.get_locals(), 'F', t.get_frees(), 'G', t.get_globals(), 'N', t.get_nonlocals(), hasattr(t,'get_cells') and t.get_cells())
    if isinstance(t, symtable.Class):
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            print(ind, '  M', t.get_methods())
    for s in t.get_symbols():
        fl=[n for n in dir(s) if n.startswith('is_') and getattr(s,n)()]
        print(ind, '   ', repr(s), fl, [n.get_name() for n in s.get_namespaces()])
    for c in t.get_children(): show(c,d+1)
SRC='''
from __future__ import annotations
import os, a.b as c
x: int = 1
y: str
glob = 3
def f(a, /, b=1, *args, k: int, **kw) -> int:
    global glob, new
    z = a + b
    def inner():
        nonlocal z
        z = 2
        return a, __class__
    lst = [q + z for q in b if (w := q)]
    gen = (q for q in lst)
    del z
    for i in range(3): pass
    return lambda p, *, t=2: p + z
class C(Base, metaclass=M):
    """doc"""
    attr = 1
    __priv = 2
    def m(self):
        super().m()
        self.__priv
        return __class__
    async def n(self): return [x async for x in self]
    @staticmethod
    def s(): pass
    t = [attr for _ in range(3)]
    g = (attr for attr in t)
    def __p(self): pass
def gf[T: int = str, *Ts, **P](x: T) -> Ts: return P
class G[T](list[T]):
    y: T
type A[T] = dict[T, x]
try: pass
except E as err: pass
with open(x) as fh: pass
match x:
    case {'a': cap, **rest}: pass
    case [*star]: pass
if (wal := 3): pass
def ann(x: undefined, *y: u2): v: int; u: str = 3
def unused(): global onlyglobal
'''
show(symtable.symtable(SRC.replace('from __future__ import annotations\n',''), 'f.py', 'exec'))
show(symtable.symtable(SRC, 'f.py', 'exec'))
show(symtable.symtable('[x for x in y]', 'f.py', 'eval'))
show(symtable.symtable('x = 1', 'f.py', 'single'))
t = symtable.symtable('def f(x): return y', '?', 'exec')
print(t, t.lookup('f'), t.get_id() == t.get_id(), t.lookup('f').get_namespace())
try: t.lookup('nope')
except KeyError as e: print('KeyError', e)
f = t.get_children()[0]
for n in 'xy':
    try: print(f.lookup(n).get_namespace())
    except Exception as e: print(type(e).__name__, e)
for a in [('def', 'f', 'exec'), ('x', 'f', 'bad'), ('def f(x,x): 0','f','exec'), (b'x=1', 'f', 'exec'), (5, 'f', 'exec'), ('nonlocal x', 'f', 'exec')]:
    try: print(symtable.symtable(*a))
    except Exception as e: print(type(e).__name__, e)
print(list(symtable.SymbolTableType), str(symtable.SymbolTableType.MODULE), symtable.SymbolTableType('class'), symtable.SymbolTableType.FUNCTION == 'function')

for text in ('def f():\n z=1\n [z for q in b]', 'def f():\n z=1\n del z', 'z=1\n[z for q in b]', 'def f[T](a=1,*,b=2): pass', 'class A:\n x: int\n y = lambda: x', 'lambda: (yield)', 'def f():\n def g():\n  global z\n  def h(): return z'):
    print(text)
    show(symtable.symtable(text, 'f', 'exec'))
