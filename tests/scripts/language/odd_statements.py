# What the fuzzer's kind `statements` found: asynchronous generators driven by hand, groups of exceptions
# put together again, subclasses of lists, slots, keys without a hash.
import warnings
from collections import Counter, OrderedDict
from contextlib import asynccontextmanager, contextmanager
from functools import Placeholder, partial

warnings.simplefilter("ignore")


def told(e):
    text = f"{type(e).__name__}: {e}"
    if isinstance(e, BaseExceptionGroup):
        text += " {" + "; ".join(map(told, e.exceptions)) + "}"
    return text


def tried(name, action):
    try:
        print(name, action())
    except BaseException as e:
        print(name, "raised", told(e), e.__suppress_context__, getattr(e, "__notes__", None))


# --- one step of an asynchronous generator at a time
class Wait:
    def __await__(self):
        print("  woke", (yield "wait"))


async def agen():
    try:
        yield 1
        await Wait()
        yield 2
    except ValueError as e:
        yield told(e)
    finally:
        print("  finally")


g = agen()
tried("first", lambda: g.__anext__().send(None))
a = g.asend(5)
tried("begun", lambda: a.send(None))
print(g.ag_running)
b, c, d = g.__anext__(), g.athrow(ValueError(7)), g.aclose()
for name, step in ("anext", b), ("athrow", c), ("aclose", d):
    tried(name, lambda: step.send(None))
    tried(name + " again", lambda: step.send(None))
    tried(name + " closed", step.close)
tried("ended", lambda: a.send("x"))
tried("reused", lambda: a.send(None))
tried("reused", lambda: a.throw(KeyError))
print(g.ag_running)
tried("not started", lambda: g.athrow(ValueError(8)).send(1))
tried("thrown", lambda: g.athrow(ValueError(8)).send(None))
tried("not an exception", lambda: agen().athrow(5).send(None))
close = g.aclose()
tried("close", lambda: close.send(None))
tried("close again", lambda: close.send(None))
tried("after", lambda: g.__anext__().send(None))
tried("after", lambda: g.athrow(ValueError).send(None))


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
tried("stubborn", lambda: g.__anext__().send(None))
tried("stubborn", lambda: g.aclose().send(None))
g = stubborn()
step = g.__anext__()
tried("fresh step thrown into", lambda: step.throw(LookupError(1)))
tried("after its end", lambda: g.aclose().send(None))
tried("after its end", lambda: g.athrow(ValueError).send(None))


# --- groups
class Mine(ExceptionGroup):
    def derive(self, parts): return Mine(self.message + "!", parts)


def star():
    try:
        raise Mine("m", [ValueError(1), KeyError(2), Mine("n", [TypeError(3), OSError(4)])])
    except* ValueError:
        pass
    except* KeyError:
        raise
    except* TypeError:
        pass


def wrong():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        pass
    except* 5:
        pass


tried("star", star)
tried("wrong", wrong)
parts = ExceptionGroup("g", [ValueError(1), KeyError(2)]).split(ValueError)
print([part.__suppress_context__ for part in parts])


# --- context managers that give nothing
@contextmanager
def nothing():
    return iter(())
    yield


@asynccontextmanager
async def nothing_either():
    return
    yield


tried("nothing", lambda: nothing().__enter__())
tried("nothing", lambda: nothing_either().__aenter__().send(None))


# --- subclasses
class Shown(list):
    def __getitem__(self, i): return "shown"


class Named(list):
    def __new__(cls, *items, **names): return super().__new__(cls)


print(list(reversed(Shown([1, 2]))), list(Shown([3, 4]).__reversed__()))
tried("named", lambda: Named([1], x=1))
for base in "int", "tuple", "bytes", "type", "object":
    for body in "__slots__ = 'x',; x = 1", "__slots__ = '1a',", "__slots__ = ()":
        tried(base, lambda: exec(f"class C({base}):\n    {body}"))


# --- keys without a hash
class NoHash:
    __hash__ = None
    def __repr__(self): return "NoHash"


k = NoHash()
for name, action in {
    "dict": lambda: {}.get(k), "OrderedDict": lambda: OrderedDict([(k, 1)]), "set": lambda: OrderedDict().__setitem__(k, 1), "del": lambda: OrderedDict().__delitem__(k),
    "setdefault": lambda: OrderedDict().setdefault(k), "Counter": lambda: Counter([k]), "update": lambda: Counter().update([k]), "intersection": lambda: {1}.intersection([k]),
    "issubset": lambda: {1}.issubset([k]), "issuperset": lambda: {1}.issuperset([k]), "union": lambda: {1}.union([k]), "subset": lambda: ({1}.issubset([1, 2]), {1}.issubset([2])),
    "pairs": lambda: dict([5]), "second pair": lambda: {}.update([(1, 2), None]), "short pair": lambda: dict([(1,)]), "Placeholder": lambda: partial(print, 1, k=Placeholder),
}.items():
    tried(name, action)
# print writes what stands before an argument whose `__str__` prints, or fails
class Loud:
    def __str__(self): print("inside"); return "Loud"
class Wrong:
    def __str__(self): return 5
class Failing:
    def __str__(self): 1 / 0
print(1, Loud(), 2, Loud(), sep="-")
for wrong in (Wrong(), Failing()):
    try: print(1, "two", wrong, 3)
    except Exception as e: print(type(e).__name__, e)
