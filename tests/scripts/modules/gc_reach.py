# What the collector says of objects, and whom it tells of its collections.
import gc
class A:
    def __init__(self): self.me = self
    def __del__(self): pass
log = []
def cb(phase, info): log.append((phase, sorted(info)))
gc.callbacks.append(cb)
a = A()
print(gc.is_finalized(a))
del a
gc.collect()
print(log)
log.clear()
def bad(phase, info): raise ValueError(phase)
gc.callbacks.append(bad)
import sys
seen = []
sys.unraisablehook = lambda u: seen.append((type(u.exc_value).__name__, str(u.exc_value), u.err_msg.partition(' <')[0], u.object))
gc.collect()
print(seen, len(log))
gc.callbacks.clear()
x = [1.5, 'text', (1, [])]
print(sorted(type(v).__name__ for v in gc.get_referents(['text', (1, []), {}])))
d = {'k': x}
print(x in gc.get_referents(d))
print(any(r is d for r in gc.get_referrers(x)))
class B: pass
b = B(); b.attr = x
print(any(r is b or r is b.__dict__ for r in gc.get_referrers(x)), B in gc.get_referents(b))
print(any(o is x for o in gc.get_objects()), any(o is b for o in gc.get_objects()))
print([gc.is_tracked(v) for v in (1, 1.5, 'a', b'', None, True, (), [], {}, set(), x, b, A, print, gc, object(), lambda: 0, range(3), bytearray(), ..., int)])
n = gc.get_freeze_count()
gc.freeze()
print(n, gc.get_freeze_count() > 100)
gc.unfreeze()
print(gc.get_freeze_count())
print(len(gc.get_objects(-1)) > 100)
for g in (-2, 3): 
    try: gc.get_objects(generation=g)
    except ValueError as e: print(e)
print(len(gc.get_objects(generation=0)) >= 0)
print(gc.get_referents(1, 'a'), gc.get_referents())
def f(): return x
print(any(r is f.__globals__ for r in gc.get_referents(f)))
# a collection that comes by itself
log.clear()
gc.callbacks.append(cb)
keep = []
for i in range(5_000):
    l = [i] * 1000
    l.append(l)
print([p for p, _ in log][:2], log.count(('start', ['collected', 'generation', 'uncollectable'])) - log.count(('stop', ['collected', 'generation', 'uncollectable'])) in (0, 1), len(log) > 0)
print([sorted(s) for s in gc.get_stats()])
