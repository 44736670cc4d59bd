# `__del__`: called once, for every kind of object, with what it reaches still usable; its exceptions are reported.
import gc, io, sys, weakref

def collect():
    # togil scans native stacks conservatively: calls of every shape overwrite what earlier ones left there
    sorted([3, 1, 2], key=lambda n: -n), weakref.ref(Loud, len), int("7"), [*map(str, range(3))], type("T", (), {})()
    gc.collect()

class Loud:
    def __init__(self, name): self.name = name
    def __del__(self): print("del", self.name)

Loud("temporary"); collect()
loud = Loud("a variable"); del loud; collect()
def function():
    local = Loud("a local")
    return 1
function(); collect()
pair = Loud("one of a pair"), 1; del pair; collect()

def loud_subclass(base, *args):
    def __del__(self): print("del", base.__name__)
    made = type("Sub", (base,), {"__del__": __del__})(*args)
for base, args in ((list, ()), (dict, ()), (int, (5,)), (set, ()), (tuple, ()), (str, ("s",)), (float, (1.5,)), (bytes, (b"b",)),
                   (bytearray, (b"b",)), (frozenset, ()), (ValueError, ("x",)), (io.BytesIO, (b"x",)), (object, ())):
    loud_subclass(base, *args)
    collect()

class Stream(io.BytesIO):
    def __del__(self): print("stream", self.getvalue())
stream = Stream(b"abc"); stream.extra = 1; del stream; collect()

class Resurrected:
    kept = []
    def __del__(self):
        Resurrected.kept.append(self)
        print("resurrected", self.inner.read())
r = Resurrected(); r.inner = io.BytesIO(b"inner"); del r; collect()
print(Resurrected.kept[0].inner.getvalue()); Resurrected.kept.clear(); collect()

class Failing:
    def __del__(self): raise ValueError("from __del__")
def hook(unraisable): print(unraisable.exc_type.__name__, unraisable.exc_value, unraisable.err_msg.split(" at 0x")[0], unraisable.object)
sys.unraisablehook = hook
Failing(); collect()
def callback(reference): raise KeyError("from a callback", reference() is None)
def watch():
    target = Loud("watched")
    return weakref.ref(target, callback)
reference = watch(); collect(); print(reference())
sys.unraisablehook = sys.__unraisablehook__

class Cycle:
    def __init__(self): self.me = self
    def __del__(self): print("del cycle")
Cycle(); collect()

class Child(Loud):
    def __del__(self):
        super().__del__()
        print("and the child")
Child("inherited"); collect()

later = Loud("at exit")
print("end")
