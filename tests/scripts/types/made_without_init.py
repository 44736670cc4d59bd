# What `__new__` alone makes, and hooks that are given something else than they are for: errors or nothing, no crash.
import sys
import threading
import types


def told(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


class Super(super):
    pass


for kind in (super, Super):
    bare = kind.__new__(kind)
    print(bare.__thisclass__, bare.__self__, bare.__self_class__)
    told(lambda: bare.nothing)

sys.stderr = sys.stdout
sys.excepthook(1, 2, 3)
sys.excepthook(int, "a", None)
sys.excepthook(ValueError, ValueError(1), 3)
sys.excepthook(None, None, None)
try:
    1 / 0
except ZeroDivisionError as error:
    kept = error.__traceback__
sys.excepthook(ValueError, ValueError("with a traceback"), kept)
for items in ((int, 5, None, threading.current_thread()), (ValueError, ValueError(2), None, threading.current_thread())):
    threading.excepthook(threading.ExceptHookArgs(items))

import _weakref

told(lambda: _weakref._remove_dead_weakref(len, 1))
told(lambda: _weakref._remove_dead_weakref({}, 1))
told(lambda: _weakref._remove_dead_weakref({1: 2}, 1))

# Iterators over ranges of any size can be wound on.
big = iter(range(2**70, 2**70 + 5))
big.__setstate__(2)
print(next(big))
big.__setstate__(-1)
print(list(big))
big = iter(range(2**70, 2**70 + 5))
next(big)
big.__setstate__(20)
print(list(big), big.__length_hint__())
told(lambda: iter(range(2**70)).__setstate__("a"))
told(lambda: iter(range(5)).__setstate__("a"))

# A type's own documentation is not that of its instances.
for kind in (type, property, types.FunctionType):
    print(type(kind.__doc__).__name__, type(vars(kind)["__doc__"]).__name__)
print(type("P", (property,), {}).__doc__, type("Q", (type,), {}).__doc__, type("D", (property,), {"__doc__": "d"}).__doc__)

# Which exceptions make themselves.
for name in sorted(vars(__builtins__)):
    kind = getattr(__builtins__, name)
    if isinstance(kind, type) and issubclass(kind, BaseException):
        print(name, "__new__" in vars(kind), "__init__" in vars(kind), kind.__doc__ is None)
told(lambda: ValueError.__new__(TypeError))
told(lambda: ValueError.__new__(ValueError, 1))
told(lambda: KeyError.__new__(TypeError, 1))
told(lambda: ValueError.__new__())


class Two(KeyError, ValueError):
    def __new__(cls, *args):
        return super().__new__(cls, *args)


told(lambda: Two(1))
print(kept.__dir__())
for thing in (len, dict.get, OSError.errno, int.real, memoryview.shape, type.mro, UnicodeDecodeError.start):
    print(isinstance(thing.__doc__, str))


# What nobody can make says so, whoever asks; what does not say how it is initialized takes anything.
import contextvars
import re
import weakref
from functools import partial

for kind in (re.Pattern, re.Match, types.GeneratorType, types.WrapperDescriptorType, contextvars.Token):
    told(lambda: kind())
    told(lambda: kind.__new__(kind))
    told(lambda: object.__new__(kind))
    told(lambda: kind.__new__(int))
told(lambda: re.compile("a").__init__(1, 2))
told(lambda: object().__init__(1))

# A reference tells the name of what has one by its type.
print([repr(weakref.ref(thing)).split(" ")[-1] for thing in (Super, len, told)])


def shown(*args):
    print(args[:-1], args[-1] is there if len(args) > 1 else "")


class Holder:
    method = partial(shown, 1)


there = Holder()
there.method()
Holder.method()
print(type(vars(Holder)["method"].__get__(5)).__name__, vars(Holder)["method"].__get__(None, Holder) is Holder.method)
