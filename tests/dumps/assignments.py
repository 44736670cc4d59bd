# Assignment, deletion, imports, assertions.
a = b.c = d[0] = 1
x, (y, *z) = w
a += 1; b.c <<= 2; d[0] **= 3
n: int = 4
del a, b.c, d[0]
import os.path, sys as s
from . import m
from p.q import (r as t, u)
assert a, 'why'
type Pair[T] = tuple[T, T]
