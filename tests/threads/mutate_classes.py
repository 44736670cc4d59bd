"""Classes, modules and instances that change under running readers."""

import gc
import sys
import types
import weakref

from torture import torture, done


class Base:
    def name(self):
        return "base"

    @property
    def prop(self):
        return 1


class Left(Base):
    kind = "left"

    def which(self):
        return "left"


class Right(Base):
    kind = "right"

    def which(self):
        return "right"


class Slotted:
    __slots__ = ("a", "b", "__weakref__")

    def __init__(self):
        self.a = self.b = 0


class Slotted2:
    __slots__ = ("a", "b", "__weakref__")


objects = [Left() for _ in range(4)]
slots = [Slotted() for _ in range(4)]
NAMES = [f"attr{i}" for i in range(12)]


def attributes(rng, n):
    o = rng.choice(objects)
    name = rng.choice(NAMES)
    what = rng.randrange(9)
    if what < 3:
        setattr(o, name, (name, n))
    elif what == 3:
        delattr(o, name)
    elif what == 4:
        v = getattr(o, name, None)
        assert v is None or v[0] == name, (name, v)
    elif what == 5:
        o.__class__ = rng.choice((Left, Right))
    elif what == 6:
        for k, v in list(o.__dict__.items()):
            assert v[0] == k, (k, v)
    elif what == 7:
        o.__dict__[name] = (name, n)
    elif rng.randrange(5) == 0:
        o.__dict__ = {name: (name, n) for name in rng.sample(NAMES, 5)}
    o.attr1 = ("attr1", n)
    v = o.attr1
    assert v[0] == "attr1"
    v = o.attr2
    assert v[0] == "attr2"
    del o.attr3
    o.attr4 = ("attr4", n)
    assert o.which() in ("left", "right") and o.kind in ("left", "right") and o.name() in ("base", "changed") and o.prop in (1, 2)


def slotted(rng, n):
    s = rng.choice(slots)
    try:
        s.a = ("a", n)
        s.b = ("b", n)
        assert s.a[0] == "a"
        assert s.b[0] == "b"
        if rng.randrange(4) == 0:
            del s.a
    except TypeError as error:
        # the object's class changed between the lookup of the descriptor and its use
        assert "doesn't apply to a" in str(error)
    if rng.randrange(4) == 0:
        s.__class__ = rng.choice((Slotted, Slotted2))


torture(attributes, slotted, allowed=(AttributeError,))


def change_class(rng, n):
    what = rng.randrange(8)
    if what == 0:
        Base.name = lambda self: "changed"
    elif what == 1:
        Base.name = lambda self: "base"
    elif what == 2:
        Left.kind = rng.choice(("left", "right"))
    elif what == 3:
        Base.prop = property(lambda self: 2)
    elif what == 4:
        Right.which = Left.which
    elif what == 5:
        setattr(Base, rng.choice(NAMES), (rng.choice(NAMES[:1]), 0))
    elif what == 6:
        name = rng.choice(NAMES)
        if name in Base.__dict__:
            delattr(Base, name)
    elif what == 7:
        Left.__bases__ = rng.choice(((Base,), (Mixin, Base)))


class Mixin:
    def mixed(self):
        return "mixed"


def use_class(rng, n):
    o = Left()
    assert o.which() == "left" and o.kind in ("left", "right") and o.name() in ("base", "changed") and o.prop in (1, 2)
    try:
        assert o.mixed() == "mixed"
    except AttributeError:
        pass
    assert isinstance(o, Base) and issubclass(Left, Base)
    assert Left.__mro__[0] is Left and Left.__mro__[-1] is object
    o.x = 1
    assert o.x == 1
    len(str(o)), hash(o), o == 3


def make_classes(rng, n):
    new = type(f"New{n}", (Base,), {"value": n, "get": lambda self: self.value, "__len__": lambda self: n})
    o = new()
    assert o.get() == n and o.name() in ("base", "changed") and len(o) == n
    new.__len__ = lambda self: 7
    assert len(o) == 7
    del new.__len__
    try:
        len(o)
    except TypeError:
        pass
    else:
        raise AssertionError("len")
    assert new in Base.__subclasses__()


torture(change_class, use_class, make_classes, allowed=(AttributeError,))

module = types.ModuleType("shared_module")
sys.modules["shared_module"] = module


def change_module(rng, n):
    name = rng.choice(NAMES)
    what = rng.randrange(5)
    if what < 2:
        setattr(module, name, (name, n))
    elif what == 2:
        delattr(module, name)
    elif what == 3:
        globals()["fresh_" + name] = (name, n)
    else:
        globals().pop("fresh_" + name)


def read_module(rng, n):
    import shared_module
    v = getattr(shared_module, "attr5", None)
    assert v is None or v[0] == "attr5"
    v = fresh_attr6
    assert v[0] == "attr6"
    assert shared_module.attr7[0] == "attr7"
    for k, v in list(vars(module).items()):
        assert k[:2] == "__" or v[0] == k
    exec("def f(): return fresh_attr8", globals())
    assert f()[0] == "attr8"


torture(change_module, change_module, read_module, allowed=(AttributeError, NameError, KeyError))


# functions: defaults, code, closures change while others call
def called(a, b=1, *, c=2):
    return a + b + c


def other(a, b=10, *, c=20):
    return a + b + c


codes = [called.__code__, other.__code__]


def change_function(rng, n):
    what = rng.randrange(4)
    if what == 0:
        called.__code__ = rng.choice(codes)
    elif what == 1:
        called.__defaults__ = rng.choice(((1,), (1, 2), None))
    elif what == 2:
        called.__kwdefaults__ = rng.choice(({"c": 3}, None))
    else:
        called.note = n
        called.__dict__ = {"note": 3}


def call(rng, n):
    assert type(called(1)) is int
    assert called(1, 2, c=3) == 6


torture(change_function, call, allowed=(TypeError, AttributeError))


def cells():
    x = 0

    def get():
        return x

    def put(v):
        nonlocal x
        x = v

    return get, put, get.__closure__[0]


get, put, cell = cells()


def use_cells(rng, n):
    put((n, n))
    a, b = get()
    assert a == b
    cell.cell_contents = (n, n)
    a, b = cell.cell_contents
    assert a == b
    if rng.randrange(20) == 0:
        del cell.cell_contents


torture(use_cells, allowed=(NameError, ValueError))
done()
