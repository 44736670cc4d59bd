# There are no reference counts: a tracing collector frees memory, at safepoints.
#
# Why: a count that every reader must change is a cache line that all cores fight for, and the biggest cost of CPython's
# free-threaded build. Without counts, copying a value costs nothing in either mode. The price is shown here: `__del__` and
# weak references act at a collection, not when the last reference goes. `with` closes at once, as ever.
import gc, weakref

class Node:
    finalized = 0
    def __del__(self): Node.finalized += 1

def make(count):
    return [weakref.ref(Node()) for _ in range(count)]

gc.disable()
refs = make(1000)
print("finalized at the last reference:", Node.finalized)
print("dead weak references:", sum(ref() is None for ref in refs))
gc.enable()
gc.collect()
print("nearly all finalized after a collection:", Node.finalized > 900)
print("their weak references are dead:", sum(ref() is None for ref in refs) > 900)

class Resource:
    def __enter__(self): return self
    def __exit__(self, *exc): print("closed at the end of the block")

with Resource(): pass
print("after the block")
