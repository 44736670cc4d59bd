# metaclasses, classes
class M(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print('prepare', name, [b.__name__ for b in bases], kw)
        class D(dict):
            def __setitem__(s, k, v):
                if not k.startswith('__'): print('set', k)
                super().__setitem__(k, v)
            def __missing__(s, k):
                if k == 'magic': return 42
                raise KeyError(k)
        return D()
    def __new__(mcs, name, bases, ns, **kw):
        print('new', name, kw); return super().__new__(mcs, name, bases, dict(ns))
    def __init__(cls, name, bases, ns, **kw): print('init', name); super().__init__(name, bases, ns)
    def __call__(cls, *a, **k): print('call', a, k); return super().__call__(*a, **k)
    def __instancecheck__(cls, o): return o == 5 or super().__instancecheck__(o)
    def __subclasscheck__(cls, o): return o is int
    def __getitem__(cls, k): return (cls.__name__, k)
    def __len__(cls): return 7
    def __iter__(cls): return iter('abc')
    def __contains__(cls, x): return x == 1
    def __bool__(cls): return False
    def __or__(cls, o): return 'or'
    def __dir__(cls): return ['q']
    def __repr__(cls): return f'<M {cls.__name__}>'
    def __eq__(cls, o): return cls is o
    def __hash__(cls): return 1
    def __getattr__(cls, n): return 'ga ' + n
    mattr = property(lambda cls: cls.__name__ + '!')
class A(metaclass=M, opt=1):
    x = magic
    def f(self): return __class__
a = A(); print(a.f(), A.x, isinstance(5, A), issubclass(int, A), A[3], len(A), list(A), 1 in A, bool(A), A | int, dir(A), A.mattr, A.zzz, repr(A))
try: a.mattr
except AttributeError as e: print(e)
class Desc:
    def __set_name__(self, o, n): print('set_name', o, n); self.n = n
    def __get__(self, i, o): return (self.n, i is None, o.__name__)
    def __set__(self, i, v): print('set', v)
    def __delete__(self, i): print('delete')
class B:
    d = Desc(); e = Desc()
    def __init_subclass__(cls, /, tag=None, **kw): print('isc', cls.__name__, tag); super().__init_subclass__(**kw)
    def __class_getitem__(cls, k): return f'{cls.__name__}[{k}]'
print(B.d, B().e, B[1, 2]); b = B(); b.d = 5; del b.d
class C(B, tag='t'): pass
print(C[0])
try:
    class D(B, tag='t', other=1): pass
except TypeError as e: print(e)
class BadSN:
    def __set_name__(self, o, n): raise ValueError('sn')
try:
    class E: q = BadSN()
except ValueError as e: print(e, e.__notes__)
class S:
    __slots__ = ('a', '__b', '__dict__')
    def __init__(s): s.a = 1; s.__b = 2
s = S(); s.z = 3; print(s.a, s._S__b, s.__dict__, S.__slots__, type(S.a), S.a)
class S2(S): __slots__ = ['c']
class S3: __slots__ = {'a': 'doc a'}
print(S3.a.__doc__); s3 = S3()
try: s3.a
except AttributeError as e: print(e)
try: s3.b = 1
except AttributeError as e: print(e)
try: s3.__dict__
except AttributeError as e: print(e)
for bad in [lambda: type('X', (), {'__slots__': ('a',), 'a': 1}), lambda: type('X', (int,), {'__slots__': ('a',)}), lambda: type('X', (), {'__slots__': ('1a',)}), lambda: type('X', (), {'__slots__': (5,)}), lambda: type('X', (bool,), {}), lambda: type('X', (S, S3), {}), lambda: type('X', (int, str), {}), lambda: type('X', (object, int), {}), lambda: type('X', (5,), {}), lambda: type(5, (), {}), lambda: type('X', [], {}), lambda: type('X', (), 5), lambda: type('X'), lambda: type(1, 2), lambda: type('X', (), {'__slots__': ('__dict__', '__dict__')}), lambda: type('X', (type(None),), {}), lambda: type('X', (type(lambda: 1),), {}), lambda: type('X', (range,), {}), lambda: type('X', (tuple,), {'__slots__': ('a',)}), lambda: type('X', (A, B), {})]:
    try: print('ok', bad())
    except (TypeError, ValueError, AttributeError) as e: print(type(e).__name__, e)
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
try:
    class X3(X1, X2): pass
except TypeError as e: print(e)
class G1: pass
class G2(G1): pass
try:
    class G3(G1, G2): pass
except TypeError as e: print(e)
class MRO(type):
    def mro(cls): return [cls, G1, object]
class Q(metaclass=MRO): pass
print(Q.__mro__)
class PE:
    def __mro_entries__(self, bases): return (G1,)
class R(PE()): pass
print(R.__bases__)
import types
print(types.resolve_bases((PE(), int)), types.new_class('NC', (PE(),), {}, lambda ns: ns.update(z=1)).z)
# super
class SA:
    def f(self): return 'SA'
    @classmethod
    def c(cls): return 'SAc ' + cls.__name__
    @staticmethod
    def s(): return 'SAs'
    p = property(lambda self: 'SAp')
class SB(SA):
    def f(self): return super().f() + super(SB, self).f() + [super(SB, self).f() for _ in range(1)][0]
    @classmethod
    def c(cls): return super().c()
    @staticmethod
    def s(): return super(SB, SB).s()
    @property
    def p(self): return super().p + '2'
    def g(self):
        def inner(): return super(SB, self).f()
        return inner()
    def h(self): return (lambda: super(__class__, self).f())()
    def i(self): return [super().f() for x in [1]]
    def bad(): return super()
    def dele(self):
        del self
        return super()
sb = SB(); print(sb.f(), SB.c(), sb.s(), sb.p, sb.g(), sb.h())
try: print(sb.i())
except TypeError as e: print(e)
try: SB.bad()
except RuntimeError as e: print(e)
try: sb.dele()
except RuntimeError as e: print(e)
try: super()
except RuntimeError as e: print(e)
def nf(self): return super()
try: nf(1)
except RuntimeError as e: print(e)
try: super(SB, 5)
except TypeError as e: print(e)
try: super(5, 5)
except TypeError as e: print(e)
u = super(SB); print(u.__thisclass__, u.__self__, u.__self_class__, u.__get__(sb).f())
try: super(SB, sb).nope
except AttributeError as e: print(e)
try: super(SB, sb).f = 5
except AttributeError as e: print(e)
print(repr(super(SB, sb))[:40])
# del, class scope
class K:
    x = 1; y = x + 1
    z = [x for _ in range(2)] if False else 'no'
    del x
    try: w = [y for q in range(2)]
    except NameError as e: print(e)
    l = [i for i in range(y)]
    def __m(self): pass
    __priv = 5
    t = lambda self: self.__priv
print(hasattr(K, 'x'), K.l, sorted(n for n in vars(K) if 'K' in n), K().t())
class Meta2(type):
    def __setattr__(c, k, v): print('MS', k); super().__setattr__(k, v)
    def __delattr__(c, k): print('MD', k); super().__delattr__(k)
class W2(metaclass=Meta2): pass
W2.a = 1; del W2.a
class Z: pass
z = Z(); z.__class__ = K; print(type(z).__name__)
try: z.__class__ = int
except TypeError as e: print(e)
try: z.__class__ = 5
except TypeError as e: print(e)
K.__name__ = 'KK'; K.__qualname__ = 'q.KK'; print(K, K.__module__, K.__doc__)
try: del K.__name__
except TypeError as e: print(e)
try: K.__name__ = 5
except TypeError as e: print(e)
pass
try: int.x = 5
except TypeError as e: print(e)
try: K.__bases__ = ()
except TypeError as e: print(e)
print(SA.__subclasses__(), type.__subclasses__(M1), K.__base__, 1, K.__static_attributes__, SB.__static_attributes__)
class SAtt:
    def f(self): self.a = 1; self.b, self.c = 1, 2; x = self; self.d += 1; del self.e
print(len(SAtt.__static_attributes__) > 2)
