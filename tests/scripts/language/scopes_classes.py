# Class scopes, private names, nested classes and functions, __class__, super without arguments.
x = "module"
class A:
    x = "class"
    y = x + "!"
    def method(self): return x, self.x
    lam = lambda self: x
    z = [x for _ in range(1)]
    w = (lambda: x)()
print(A.y, A().method(), A().lam(), A.z, A.w)
class Private:
    __secret = 1
    def __hidden(self): return self.__secret
    def call(self): return self.__hidden(), self._Private__secret
    def set(self): self.__new = 5; return self.__dict__
    __dunder__ = 3
    class __Inner: pass
p = Private()
print(p.call(), p.set(), hasattr(p, "__secret"), p._Private__secret, p.__dunder__, "_Private__Inner" in dir(p), Private._Private__Inner.__qualname__)
class Base:
    def who(self): return "Base"
    @classmethod
    def make(cls): return cls.__name__
    @property
    def prop(self): return "base prop"
class Child(Base):
    def who(self): return "Child>" + super().who()
    @classmethod
    def make(cls): return "child " + super().make()
    @property
    def prop(self): return "child " + super().prop
    def cls(self): return __class__
    def nested(self):
        def inner(): return super(Child, self).who()
        class Local(Base):
            def who(self): return "Local>" + super().who()
        return inner(), Local().who(), [super(Child, self).who() for _ in "a"]
    def assign(self):
        try: super().value = 1
        except AttributeError as error: return str(error)
c = Child()
print(c.who(), Child.make(), c.prop, c.cls() is Child, c.nested(), c.assign())
def free_super():
    return super().x
try: free_super()
except RuntimeError as error: print(error)
class NoArgs:
    def f(): return super()
    def deleted(self):
        del self
        return super()
for f in (lambda: NoArgs.f(), lambda: NoArgs().deleted()):
    try: f()
    except RuntimeError as error: print(error)
print(super(Child, c).who(), super(Child, Child).make(), repr(super(Child, c)).startswith("<super: <class 'Child'>, <Child object>>"))
class Counter:
    instances = []
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        cls.instances.append(args)
        return self
    def __init__(self, *args, **kwargs): self.args = args
print(Counter(1, 2).args, Counter(k=1).args, Counter.instances)
class Odd:
    def __new__(cls): return 5
    def __init__(self): print("never")
print(Odd())
class BadInit:
    def __init__(self): return 5
try: BadInit()
except TypeError as error: print(error)
def function_class(value):
    class Local:
        v = value
        def get(self): return value, self.v
        if value > 1:
            big = True
        for i in range(value): pass
    return Local
L = function_class(3); print(L().get(), L.big, L.i, hasattr(function_class(1), "big"))
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw): print("prepare", name, kw); return {"injected": 1}
    def __new__(mcls, name, bases, ns, **kw): return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, flag=None): super().__init__(name, bases, ns); cls.flag = flag
    def __instancecheck__(cls, obj): return obj == 5
    def __getattr__(cls, name): return f"meta {name}"
class WithMeta(metaclass=Meta, flag=7): y = injected
print(WithMeta.y, WithMeta.flag, isinstance(5, WithMeta), WithMeta.nothing, type(WithMeta))
class Generic:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(Generic[int], Generic["a", 1])
try:
    class M2(type): pass
    class M3(type): pass
    class X(metaclass=M2): pass
    class Y(metaclass=M3): pass
    class Z(X, Y): pass
except TypeError as error: print(error)
del x
try: A().method()
except NameError as error: print(error)
