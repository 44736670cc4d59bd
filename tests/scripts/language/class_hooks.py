# Customising class creation: __init_subclass__, __set_name__, __prepare__, __mro_entries__, __class_getitem__, __instancecheck__, metaclass choice.
import types
def show(label, f):
    try: print(label, repr(f()))
    except Exception as e: print(label, type(e).__name__ + ":", e, getattr(e, "__notes__", ""))
print("-- __init_subclass__")
class Base:
    def __init_subclass__(cls, /, tag=None, **rest):
        super().__init_subclass__(**rest)
        print("init_subclass", cls.__name__, tag, cls.__mro__[1].__name__, "attr" in vars(cls))
class A(Base, tag=1): attr = 1
class B(A): pass
show("unknown keyword", lambda: types.new_class("C", (Base,), {"other": 2}))
show("object takes none", lambda: type("D", (), {}, x=1))
def bad(): 
    class E(x=1): pass
show("object takes none", bad)
show("called", lambda: object.__init_subclass__()); show("called with", lambda: object.__init_subclass__(1)); show("called with", lambda: object.__init_subclass__(x=1)); show("of int", lambda: int.__init_subclass__(2))
print(type(Base.__dict__["__init_subclass__"]), type(object.__dict__["__init_subclass__"]))
class Raises:
    def __init_subclass__(cls): raise ValueError("no subclasses of " + cls.__mro__[1].__name__)
def sub():
    class Sub(Raises): pass
show("raises", sub)
class Static:
    @staticmethod
    def __init_subclass__(*args, **kw): print("static", args, kw)
def sub(): 
    class Sub(Static, k=1): pass
show("static", sub)
print("-- __set_name__")
class Named:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name, name in vars(owner))
    def __get__(self, o, t=None): return "got"
class Order(Base):
    z = Named(); a = Named(); both = also = Named()
Order.later = Named()
class BadName:
    def __set_name__(self, owner, name): raise KeyError("bad name")
def sub():
    class C: x = BadName()
show("raises", sub)
class FewArgs:
    def __set_name__(self): pass
def sub():
    class C: x = FewArgs()
show("arguments", sub)
class NotMethod: __set_name__ = 5
def sub():
    class C: x = NotMethod()
show("not callable", sub)
class OnInstance:
    def __init__(self): self.__set_name__ = lambda *a: print("never")
class C: x = OnInstance()
class Mutates:
    def __set_name__(self, owner, name): setattr(owner, name + "_extra", 1); delattr(owner, name)
class C: x = Mutates(); y = Mutates()
print(sorted(n for n in vars(C) if n[0] != "_"))
class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("Meta.__new__", name, bases, sorted(k for k in ns if k[:2] != "__"), kw); return super().__new__(m, name, bases, ns)
    def __init__(c, name, bases, ns, **kw): print("Meta.__init__", name, kw); super().__init__(name, bases, ns)
    def __call__(c, *a, **k): print("Meta.__call__", c.__name__, a, k); return super().__call__(*a, **k)
    @classmethod
    def __prepare__(m, name, bases, **kw): print("prepare", m.__name__, name, bases, kw); return {"given": 1}
print("-- order of events")
class M(metaclass=Meta, k=1): x = Named()
class N(M, j=2): pass
M()
show("type() does not prepare", lambda: Meta("T", (), {"y": 1}, q=3))
show("type(name, bases, ns) with a derived metaclass", lambda: type("U", (M,), {}))
print("-- __prepare__")
class Log(dict):
    def __getitem__(self, k): print("get", k); return super().__getitem__(k)
    def __setitem__(self, k, v): print("set", k); super().__setitem__(k, v)
    def __delitem__(self, k): print("del", k); super().__delitem__(k)
class P(type):
    @classmethod
    def __prepare__(m, name, bases): return Log()
class L(metaclass=P):
    a = 1
    b = a
    del a
    def f(self): pass
    for i in range(2): pass
class BadPrepare(type):
    @classmethod
    def __prepare__(m, name, bases): return 5
def sub():
    class X(metaclass=BadPrepare): pass
show("not a mapping", sub)
class Plain(type): __prepare__ = lambda *a: types.MappingProxyType({})
def sub():
    class X(metaclass=Plain): y = 1
show("read only", sub)
show("type.__prepare__", lambda: type.__prepare__()); show("type.__prepare__", lambda: type.__prepare__(1, 2, 3, x=4))
class Default(type):
    @classmethod
    def __prepare__(m, name, bases):
        class D(dict):
            def __missing__(self, k):
                if k.startswith("auto"): return k.upper()
                raise KeyError(k)
        return D()
class X(metaclass=Default):
    y = auto_y
    z = len("abc")
    try: nope
    except NameError as e: print(e)
print(X.y, X.z, "auto_y" in vars(X))
def function_meta(name, bases, ns, **kw): return (name, bases, sorted(k for k in ns if k[:2] != "__"), kw)
class F(metaclass=function_meta, z=1): q = 2
print(F)
class NotCallable: pass
def sub():
    class X(metaclass=NotCallable()): pass
show("metaclass not callable", sub)
def sub():
    class X(metaclass=None): pass
show("metaclass None", sub)
print("-- metaclass choice")
class M1(type): pass
class M2(type): pass
class M3(M1, M2): pass
class A1(metaclass=M1): pass
class A2(metaclass=M2): pass
def sub():
    class X(A1, A2): pass
show("conflict", sub)
class X(A1, A2, metaclass=M3): pass
print(type(X).__name__, type(types.new_class("Y", (X, A1))).__name__, types.prepare_class("Z", (A1,), {"metaclass": type})[0].__name__)
print("-- __mro_entries__")
class Entry:
    def __init__(self, *bases): self.bases = bases
    def __mro_entries__(self, bases): print("mro_entries", len(bases)); return self.bases
class X(Entry(), Entry(A1), Base, tag="e"): pass
print(X.__bases__, [type(b).__name__ for b in X.__orig_bases__])
class X(Entry()): pass
print(X.__bases__, X.__orig_bases__ != ())
class BadEntry:
    def __mro_entries__(self, bases): return [int]
def sub():
    class X(BadEntry()): pass
show("no tuple", sub)
show("type() does not resolve", lambda: type("X", (Entry(int),), {}))
show("resolve_bases", lambda: types.resolve_bases((Entry(int), str)))
show("get_original_bases", lambda: len(types.get_original_bases(X)))
def sub():
    class X(5): pass
show("base 5", sub)
def sub():
    class X(len): pass
show("base len", sub)
def sub():
    class X(bool): pass
show("base bool", sub)
for t in (type(None), type(...), type(len), types.FunctionType, slice, range, memoryview, types.GeneratorType, type(NotImplemented), types.CodeType, types.MethodType, types.MappingProxyType, type({}.keys()), type(iter([])), types.CellType, types.TracebackType, types.FrameType, types.GenericAlias, types.UnionType, property, classmethod, staticmethod, super, enumerate, zip, map, filter, reversed, object, type, types.ModuleType, types.SimpleNamespace):
    show(t.__name__, lambda: type("S", (t,), {}))
def sub():
    class X(int, str): pass
show("layouts", sub)
def sub():
    class X(object, A1): pass
show("order", sub)
def sub():
    class X(A1, A1): pass
show("twice", sub)
print("-- __class_getitem__")
class G:
    def __class_getitem__(cls, key): return cls.__name__, key
class H(G): pass
print(G[1], H[1, 2], H[int:str], type(G.__dict__["__class_getitem__"]))
show("instance", lambda: G()[1]); show("none", lambda: A1[1]); show("int", lambda: int[str]); show("type", lambda: type[int]); show("M1", lambda: M1[int])
class MetaItem(type):
    def __getitem__(cls, key): return "meta", key
class I(metaclass=MetaItem):
    def __class_getitem__(cls, key): return "class", key
print(I[1])
class GS:
    @staticmethod
    def __class_getitem__(*a): return a
print(GS[5])
class GN: __class_getitem__ = None
show("None", lambda: GN[1])
class GA: __class_getitem__ = classmethod(types.GenericAlias)
print(GA[int], GA[int, str].__args__, GA[int]().__class__, GA[int]().__orig_class__)
print("-- isinstance hooks")
class Check(type):
    def __instancecheck__(c, o): print("instancecheck", type(o).__name__); return "yes"
    def __subclasscheck__(c, o): print("subclasscheck"); return []
class K(metaclass=Check): pass
print(isinstance(5, K), isinstance(K(), K), issubclass(int, K), isinstance(5, (str, K)), isinstance(5, (int, K)), issubclass(5, K))
show("isinstance arg", lambda: isinstance(1, 5)); show("issubclass arg", lambda: issubclass(1, int)); show("issubclass arg", lambda: issubclass(int, 5)); show("nested", lambda: isinstance(1, ((str, (int,)), 5))); show("nested bad", lambda: isinstance(1, (str, 5))); show("union", lambda: isinstance(1, int | str)); show("union none", lambda: isinstance(None, int | None)); show("generic", lambda: isinstance([], list[int])); show("generic union", lambda: isinstance(1, int | list[int])); show("generic union", lambda: isinstance("", int | list[int])); show("str", lambda: isinstance(1, "int")); show("empty", lambda: isinstance(1, ())); show("kw", lambda: isinstance(1, cls=int)); show("3", lambda: isinstance(1, int, 2)); show("issub union", lambda: issubclass(bool, int | str)); show("issub generic", lambda: issubclass(list, list[int]))
class Fake:
    __class__ = property(lambda s: int)
print(isinstance(Fake(), int), isinstance(Fake(), Fake), type(Fake()).__name__, Fake().__class__)
class FakeBases: __bases__ = (int,)
f = FakeBases(); f.__bases__ = (int,)
show("bases attr", lambda: issubclass(f, int)); show("bases attr", lambda: issubclass(f, str))
f.__bases__ = 5
show("bases attr", lambda: issubclass(f, str))
print("-- __build_class__")
for args in ((), (1,), (1, 2), (lambda: None, "X"), (lambda: None, 5), (lambda: None, "X", 5)): show(len(args), lambda: __build_class__(*args))
