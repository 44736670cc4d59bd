# Weak references and the collector, as far as both kinds of memory management agree.
import gc, weakref
class Node:
    def __init__(self, name): self.name = name
    def method(self): return self.name
n = Node("kept"); r = weakref.ref(n); p = weakref.proxy(n)
print(r() is n, p.name, weakref.getweakrefcount(n) >= 1, r == weakref.ref(n), callable(r), type(r).__name__, weakref.ref(n, print).__callback__ is print)
log = []
def drop(): weakref.finalize(Node("tmp"), log.append, "finalized")
drop(); gc.collect(); gc.collect(); print(log)
d = weakref.WeakValueDictionary(); d["n"] = n; k = weakref.WeakKeyDictionary(); k[n] = 1; s = weakref.WeakSet([n]); m = weakref.WeakMethod(n.method)
print(len(d), d["n"].name, k[n], n in s, m()())
a, b = Node("a"), Node("b"); a.other, b.other = b, a; ra = weakref.ref(a)
def cycle():
    x = Node("x"); x.me = x
    return weakref.ref(x)
rx = cycle(); gc.collect(); gc.collect(); print(rx() is None, ra() is a, gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), isinstance(gc.collect(), int))
for source in ("weakref.ref(5)", "weakref.ref([])", "weakref.ref('a')", "weakref.ref()", "weakref.proxy(None)"):
    try: print(eval(source))
    except TypeError as error: print(error)
f = weakref.finalize(n, log.append, "never by hand"); print(f.alive, f.detach() is not None, f.alive)
