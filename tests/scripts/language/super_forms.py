# super in all forms: without arguments, with one, with two; unbound, as an attribute, in class methods, in nested functions, error texts.
def show(label, f):
    try: print(label, repr(f()))
    except Exception as e: print(label, type(e).__name__ + ":", e)
class A:
    x = "A.x"
    def f(self): return "A.f"
    @classmethod
    def c(cls): return "A.c", cls.__name__
    @staticmethod
    def s(): return "A.s"
    @property
    def p(self): return "A.p"
    def __getitem__(self, k): return "A[]", k
    def __len__(self): return 3
class B(A):
    x = "B.x"
    def f(self): return "B.f", super().f()
    @classmethod
    def c(cls): return "B.c", super().c()
    @staticmethod
    def s(): return super(B, B).s()
    @property
    def p(self): return "B.p", super().p
    def lam(self): return (lambda: super(B, self).f())()
    def inner(self):
        def g(): return super().f()
        return g()
    def comp(self): return [super(B, self).f() for _ in range(1)], [super().f() for _ in range(1)]
    def gen(self): return list(super().f() for _ in range(1))
    def attr(self): return super().x, super().__class__, super().__thisclass__, super().__self__ is self, super().__self_class__
    def item(self): return super().__getitem__(1)
    def sub(self): return super()[1]
    def lenof(self): return len(super())
    def setx(self): super().x = 5
    def delx(self): del super().x
    def rebound(self): self = None; return super().f()
    def deleted(self): del self; return super().f()
    def klass(self): return __class__
    def noargs(): return super().f()
    def starred(*args): return super().f()
    def kwonly(*, self): return super().f()
    def default(self=None): return super().f()
    def cell(self): return (lambda: self) and super().f()
    def exec_(self): exec("print(super().f())")
    def missing(self): return super().nothing
    def __new__(cls, *a): return super().__new__(cls)
    def __init_subclass__(cls, **k): super().__init_subclass__(**k); print("sub", cls.__name__)
class C(B): 
    def f(self): return "C.f", super().f()
b = C()
for name in ("f", "c", "s", "lam", "inner", "comp", "gen", "attr", "item", "sub", "lenof", "setx", "delx", "rebound", "deleted", "klass", "starred", "default", "cell", "exec_", "missing"): show(name, getattr(b, name))
show("p", lambda: b.p); show("noargs", lambda: B.noargs()); show("kwonly", lambda: B.kwonly(self=b)); show("starred", lambda: B.starred()); show("default", lambda: B.default()); show("wrong self", lambda: B.f(5)); show("class itself", lambda: B.f(B))
print("-- explicit")
show("1", lambda: super(B)); show("2", lambda: super(B, b)); show("3", lambda: super(B, C)); show("wrong", lambda: super(B, A())); show("wrong class", lambda: super(B, A)); show("no type", lambda: super(5)); show("no type", lambda: super(b, b)); show("none", lambda: super(B, None)); show("three", lambda: super(B, b, 3)); show("kw", lambda: super(type=B)); show("outside", lambda: super())
def plain(self): return super()
show("function", lambda: plain(b))
def other(self):
    __class__ = B
    return super().f()
show("own __class__", lambda: other(b))
def other2(self):
    __class__ = 5
    return super().f()
show("own __class__", lambda: other2(b))
print(super(B, b).f(), super(C, b).f(), super(B, C).c(), super(B, b).c(), super(B, b).x, super(B, C).f(b), super(B, b).__getattribute__("x"))
show("unbound", lambda: super(B).f)
show("set", lambda: setattr(super(B, b), "x", 1))
show("set member", lambda: setattr(super(B, b), "__self__", 1))
u = super(C); print(u.__self__, u.__self_class__, u.__thisclass__, u.__get__(b, C).f(), u.__get__(None, C) is u); show("get", lambda: u.__get__(5))
class D(B): pass
D._D__super = super(D); print(D()._D__super.f())
s = super(B, b); print(type(s), s.__doc__[:5] if s.__doc__ else s.__doc__, repr(s), s == super(B, b), hash(s) == hash(s), "f" in dir(s), isinstance(s, super), isinstance(s, A))
s.__init__(C, b); print(s.f())
show("init", lambda: s.__init__(1, 2, 3))
class MySuper(super):
    def __getattribute__(self, n): return super().__getattribute__("x") if n == "y" else super().__getattribute__(n)
print(MySuper(B, b).y, repr(MySuper(B, b)), MySuper(B))
print("-- order in a diamond")
class R:
    def go(self): return ["R"]
class L1(R):
    def go(self): return ["L1"] + super().go()
class L2(R):
    def go(self): return ["L2"] + super().go()
class Bottom(L1, L2):
    def go(self): return ["Bottom"] + super().go()
print(Bottom().go(), [c.__name__ for c in Bottom.__mro__])
class Meta(type):
    def __call__(cls, *a): print("Meta call"); return super().__call__(*a)
    def m(cls): return "Meta.m"
class M(metaclass=Meta):
    @classmethod
    def k(cls):
        try: return super().m()
        except AttributeError as e: return str(e)
M(); print(M.k())
class NoClass:
    try: super()
    except RuntimeError as e: print(e)
    f = lambda self: super().__init__()
NoClass().f()
class Early:
    def __set_name__(self, o, n): pass
    def early(self): return super()
    try: early(5)
    except RuntimeError as e: print(e)
def decorate(cls):
    class Other(cls): pass
    return Other
@decorate
class Decorated(A):
    def f(self): return "dec", super().f()
print(Decorated().f())
class Slotted(A):
    __slots__ = ()
    def f(self): return super().f(), super().__repr__().startswith("<__main__.Slotted")
print(Slotted().f())
import types
def method(self): return __class__, super().f()
try: method(b)
except NameError as e: print(e)
class E(A):
    def f(self): return super().f()
E2 = type("E2", (A,), {"f": E.f})
show("copied method", lambda: E2().f())
class Prop(A):
    x = property(lambda self: ("Prop", super().x))
print(Prop().x)
class Ob: 
    def __getattr__(self, n): return "getattr " + n
class Ob2(Ob):
    def f(self): return super().anything
show("getattr not asked", lambda: Ob2().f())
async def m(): 
    class Q(A):
        async def f(self): return super().f()
    return await Q().f()
import asyncio; print(asyncio.run(m()))
