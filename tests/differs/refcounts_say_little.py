# sys.getrefcount() says nothing of references, and id() nothing of memory.
#
# Why: nobody counts references (see no_reference_counts.py). The function is there, since programs call it, and gives the
# same number for every object; `id()` is unique while the object lives, which is all that the language promises.
import sys

lone, shared = [], []
many = [shared] * 1000
print(sys.getrefcount(lone) == sys.getrefcount(shared) == sys.getrefcount(many))
print(id(lone) != id(shared), id(shared) == id(many[999]), id(5) == id(5))
