"""A program with a bit of everything."""
from __future__ import annotations
import os.path as p, sys
from .. import (a, b as c,)
type Pair[T: int = str, *Ts, **P] = tuple[T, *Ts]
x: int = 0x_ff + 1_000 - 0b1 ** -2.5e-3j
(y) = z = *a, b[1:2, ::3, *c] = yield_ = None
y @= x if not x else lambda a, /, b=1, *c, d, e=2, **f: (a, b)
del x[0], (y, z)


@decorator(1, *a, k=2, **kw)
async def f[T](a, /, b: int = 1, *args: *Ts, c, d=2, **kw: str) -> None:
    global g, h
    async with a as b, c: await d
    async for i, *j in k: continue
    else:
        return [x async for x in y if x if not y], {**a, "b": 1}, {c for c in d}
    with (open(a) as b, open(c)): pass
    with (a, *b): yield from c


class A(B, metaclass=C):
    try:
        raise E from None
    except A, B: ...
    except (C, D) as e:
        pass
    else: assert x, "y"
    finally:
        while (n := 10) > 1 <= 2 is not None not in z: break

try: pass
except* E: pass

match command.split():
    case [x, *_] | (y, z) if x > 1: pass
    case {"a": 1, -2: None, **rest}: pass
    case P(x=0, y=A.b) as q: pass
    case "a" "b" | 1 - 2j | _:
        match = case = type = _ = 1; print(match[case])

s = f"{x!r:>{w}} {{}} {f'{y}'} {z = }" 'tail \N{BULLET}\x41' rf"\d{1}"
t = t"{ x }b" if 0 else b"\xff" b'\''
if a: pass
elif b: pass
else: x = \
    -1 and ~2 or ...
