# Context managers: order, suppression, several items, and broken ones.
class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress
    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()
    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        return self.suppress

with Manager("a") as a:
    print(a)
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (
    Manager("one"),
    Manager("two") as two,
):
    print(two)

with Manager("quiet", suppress=True):
    raise ValueError("lost")
print("after")
try:
    with Manager("outer"), Manager("inner"):
        raise KeyError("k")
except KeyError as error:
    print("caught", error)

def early():
    for i in range(3):
        with Manager(f"loop{i}"):
            if i == 0: continue
            if i == 1: return "returned"
print(early())

class Target: pass
target = Target()
with Manager("attribute") as target.x, Manager("pair") as (p, *rest):
    print(target.x, p, rest)

class BadEnter(Manager):
    def __enter__(self): raise RuntimeError("enter fails")
class BadExit(Manager):
    def __exit__(self, *args):
        print("exit gets", args[0] and args[0].__name__)
        raise RuntimeError("exit fails")
try:
    with Manager("first"), BadEnter("second"):
        print("never")
except RuntimeError as error:
    print(error)
try:
    with BadExit("x"):
        raise ValueError("body")
except RuntimeError as error:
    print(error, repr(error.__context__))

for source in ("with 5: pass", "with object() as x: pass"):
    try:
        exec(source)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
class OnlyEnter:
    def __enter__(self): return self
try:
    with OnlyEnter(): pass
except (TypeError, AttributeError) as error:
    print(type(error).__name__, error)

# The methods are looked up on the type, not on the instance.
m = Manager("type lookup")
m.__enter__ = lambda: print("never called")
with m: pass

import contextlib
@contextlib.contextmanager
def managed(name):
    print("before", name)
    try:
        yield name * 2
    except ValueError as error:
        print("swallowed", error)
    finally:
        print("after", name)
with managed("ab") as x:
    print(x)
with managed("cd"):
    raise ValueError("v")
try:
    with managed("ef"):
        raise KeyError("k")
except KeyError as error:
    print("through", error)
with contextlib.suppress(ZeroDivisionError, KeyError):
    1 / 0
with contextlib.ExitStack() as stack:
    stack.enter_context(Manager("s1"))
    stack.callback(print, "callback", end="!\n")
    stack.enter_context(Manager("s2"))
with contextlib.nullcontext(5) as five:
    print(five)
with contextlib.closing(Target()) as t:
    t.close = lambda: print("closed")
