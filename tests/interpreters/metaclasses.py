"""Interpreters that die with metaclasses in them: what the others make afterwards is what it is."""

import os
import sys
from concurrent import interpreters

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "threads"))
from torture import torture, done

CODE = """
import abc, enum

class Meta(type):
    def __call__(cls, *args):
        return super().__call__(*args)

class A(metaclass=Meta):
    def __init__(self):
        self.a = self.b = 1

class B(A, metaclass=type('Other', (Meta,), {})):
    pass

class C(abc.ABC):
    @abc.abstractmethod
    def f(self): ...

class E(enum.Enum):
    X = 1

[A(), B(), E.X]
"""


def live_and_die(rng, n):
    interp = interpreters.create()
    interp.exec(CODE)
    interp.close()


def build(rng, n):
    made = []
    for i in range(30):

        class Meta(type):
            kind = i

        class Plain:
            def __init__(self, i):
                self.i = i

        class Derived(Plain, metaclass=Meta):
            def __init__(self, i):
                super().__init__(i)
                setattr(self, f"own{i}", i)

        made.append((i, Meta, Plain, Derived, Plain(i), Derived(i)))
    for i, meta, plain, derived, a, b in made:
        assert type(plain) is type and type(derived) is meta and derived.kind == i
        assert type(a) is plain and a.__dict__ == {"i": i}, (type(a), a.__dict__)
        assert type(b) is derived and b.__dict__ == {"i": i, f"own{i}": i}, (type(b), b.__dict__)
        assert isinstance(b, plain) and not isinstance(a, derived)


for _ in range(3):
    live_and_die(None, 0)
    build(None, 0)
torture(live_and_die, build, build)
done()
