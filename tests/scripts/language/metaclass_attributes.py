"""Attributes of classes that their metaclass computes, asked for again and again at one place while classes change."""

class M(type):
    pass
class A(metaclass=M): pass
class B(A): pass
def name(c): return c.__name__, c.__qualname__, c.__module__
for c in (A,B,int,str,A): print(name(c))
A.__name__='AA'
print(name(A),name(B))
M.__name__ = 'MM'
print(name(A), name(M))
def get(c): return c.extra
class P(type):
    @property
    def extra(cls): return cls.__name__+'!'
class C(metaclass=P): pass
class D(C): extra='own'
print(get(C),get(D))
P.extra=property(lambda c: 'new')
print(get(C),get(D))
del P.extra
try: get(C)
except AttributeError as e: print(e)
print(get(D))
class Q(type):
    def __getattribute__(cls,n):
        return 'got '+n if n=='__name__' else super().__getattribute__(n)
class E(metaclass=Q): pass
for c in (A,E,A,E,int): print(name(c))
M.__qualname__ = 'X'
type.__setattr__(M,'__module__','mm')
print(name(M))
class R(type):
    __name__ = 'r'
class F(metaclass=R): pass
print(name(F), name(A))
type.__dict__['__name__'].__get__(F)
print(name(F), name(F))
for c in (A,int,F):
    print(c.__mro__, c.__bases__, c.__dict__.__class__, c.__doc__ is None)
A.__doc__='x'; print(A.__doc__)
F.__class__ = M
print(name(F), type(F).__qualname__)
o=B()
print(type(o).__name__, o.__class__.__name__)
