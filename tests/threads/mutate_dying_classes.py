"""Classes that are made, used, changed, given to other threads and dropped, while the numbers of their shapes are used again."""

import gc
import weakref

from torture import torture, done


class Base:
    def kind(self):
        return "base"

    def whose(self):
        return type(self).label


class Meta(type):
    def twice(cls):
        return cls.label * 2


def make(label, meta=type):
    def __init__(self, value):
        self.value = value
        self.label_of = label

    body = {"label": label, "__init__": __init__, "get": lambda self: self.value, "__len__": lambda self: label % 50,
            "prop": property(lambda self: label)}
    return meta(f"Made{label}", (Base,), body)


def check(o, label, value):
    # one site for the instances of all classes: its caches see a new shape each time
    assert o.value == value and o.label_of == label and o.get() == value, (o.value, o.get(), label, value)
    assert o.label == label and o.prop == label and len(o) == label % 50 and o.whose() == label and o.kind() == "base"
    o.extra = value
    assert o.extra == value
    assert isinstance(o, Base) and type(o).__mro__[1] is Base


shared = [None] * 8


def make_and_drop(rng, n):
    for _ in range(20):
        label = rng.randrange(10**6)
        cls = make(label)
        check(cls(label + 1), label, label + 1)
        i = rng.randrange(8)
        shared[i] = (cls(label + 2), label, label + 2)
        found = shared[rng.randrange(8)]
        if found is not None:
            check(*found)


def of_metaclass(rng, n):
    label = rng.randrange(10**6)
    meta = type("Inner", (Meta,), {"tag": label})
    cls = make(label, meta)
    assert cls.twice() == label * 2 and cls.tag == label
    check(cls(1), label, 1)
    shared[rng.randrange(8)] = (cls(3), label, 3)


def change_class(rng, n):
    label = rng.randrange(10**6)
    a, b = make(label), make(label + 1)
    o = a(5)
    assert o.get() == 5
    o.__class__ = b
    # `__init__` of the other class has set it
    assert o.get() == 5 and o.label == label + 1 and o.label_of == label and len(o) == (label + 1) % 50
    shared[rng.randrange(8)] = None


def subclasses(rng, n):
    for cls in Base.__subclasses__():
        assert cls.__name__ == f"Made{cls.label}", (cls.__name__, cls.label)
    if rng.randrange(4) == 0:
        gc.collect()


def weak(rng, n):
    label = rng.randrange(10**6)
    cls = make(label)
    reference = weakref.ref(cls)
    o = weakref.ref(cls(2))
    assert reference() is cls
    del cls
    again = reference()
    assert again is None or again.label == label
    again = o()
    assert again is None or again.get() == 2
    del again
    for reference in kept_references[:]:
        again = reference()
        assert again is None or again.__name__ == f"Made{again.label}"
    kept_references.append(reference)
    del kept_references[:-5]


kept_references = []


def of_builtins(rng, n):
    label = rng.randrange(10**4)
    base = rng.choice((int, str, float, tuple, list, dict, bytes, Exception))
    cls = type(f"Of{base.__name__}", (base,), {"label": label, "who": lambda self: self.label})
    o = cls()
    assert o.who() == label and o.label == label and isinstance(o, base)
    if base is not tuple and base is not bytes:
        o.extra = label
    assert type(o).__name__ == f"Of{base.__name__}"


def exec_code(rng, n):
    label = rng.randrange(10**6)
    space = {}
    exec(f"class C:\n    def f(self): return {label}\n    def g(self): return [x + {label} for x in (1, 2)]\ndef h(): return C().f()", space)
    assert space["h"]() == label and space["C"]().g() == [label + 1, label + 2]
    assert eval(f"{label} + 1") == label + 1
    functions.append((space["h"], label))
    del functions[:-6]
    for f, value in functions[:]:
        assert f() == value


functions = []

torture(make_and_drop, subclasses)
torture(make_and_drop, of_metaclass, change_class, subclasses)
torture(weak, of_builtins, make_and_drop)
torture(exec_code, make_and_drop)
torture(exec_code)
done()
