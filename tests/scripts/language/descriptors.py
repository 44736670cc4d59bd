# Descriptors, properties, __getattr__ and its family, __set_name__, __init_subclass__.
class Logged:
    def __set_name__(self, owner, name):
        self.name = name
        print("set_name", owner.__name__, name)
    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        print("get", self.name)
        return instance.__dict__.get(self.name, "unset")
    def __set__(self, instance, value):
        print("set", self.name, value)
        instance.__dict__[self.name] = value
    def __delete__(self, instance):
        print("delete", self.name)
        del instance.__dict__[self.name]

class Constant:
    def __init__(self, value): self.value = value
    def __get__(self, instance, owner): return self.value, owner.__name__

class Thing:
    logged = Logged()
    constant = Constant(42)

t = Thing()
print(t.logged)
t.logged = 5
print(t.logged, t.__dict__)
del t.logged
print(type(Thing.logged).__name__, Thing.constant, t.constant)
t.constant = "instance wins over a non-data descriptor"
print(t.constant)
t.__dict__["logged"] = "loses against a data descriptor"
print(t.logged)

class Circle:
    def __init__(self, radius): self._radius = radius
    @property
    def radius(self):
        "The radius."
        return self._radius
    @radius.setter
    def radius(self, value):
        if value < 0:
            raise ValueError("negative radius")
        self._radius = value
    @radius.deleter
    def radius(self):
        self._radius = 0
    @property
    def area(self): return 3 * self._radius ** 2
    only_set = property(fset=lambda self, v: print("only set", v))

c = Circle(2)
c.radius = 3
print(c.radius, c.area, Circle.radius.__doc__)
del c.radius
print(c.radius)
for wrong in ("c.radius = -1", "c.area = 1", "del c.area", "c.only_set", "del c.only_set"):
    try:
        exec(wrong)
    except (AttributeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
c.only_set = 9

class Dynamic:
    present = "found the usual way"
    def __getattr__(self, name):
        if name.startswith("no"):
            raise AttributeError(f"nothing called {name}")
        return f"made up {name}"
    def __setattr__(self, name, value):
        print("setattr", name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        print("delattr", name)
        object.__delattr__(self, name)

d = Dynamic()
d.x = 1
print(d.x, d.present, d.other, getattr(d, "nope", "default"), hasattr(d, "nothing"), hasattr(d, "yes"))
del d.x
print(d.x)

class Everything:
    def __init__(self): self.real = 1
    def __getattribute__(self, name):
        if name == "fake":
            return "faked"
        return object.__getattribute__(self, name)
e = Everything()
print(e.fake, e.real)

class Plugin:
    registry = []
    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, key))
class First(Plugin, key="one"): pass
class Second(First): pass
print(Plugin.registry)
try:
    class Third(Plugin, other=1): pass
except TypeError as error:
    print(error)

class Meta(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        namespace["tag"] = name.lower()
        return super().__new__(mcls, name, bases, namespace)
    def __call__(cls, *args):
        print("creating", cls.__name__)
        return super().__call__(*args)
    def __len__(cls): return 7
class WithMeta(metaclass=Meta): pass
class Derived(WithMeta): pass
print(Derived.tag, len(Derived), type(Derived).__name__, type(Derived()).__name__)

class Slotted:
    __slots__ = ("a", "b")
s = Slotted()
s.a = 1
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
for wrong in ("s.b", "s.c = 1", "s.c", "del s.b"):
    try:
        exec(wrong)
    except AttributeError as error:
        print(error)
