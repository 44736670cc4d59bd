"""Source text that is almost right: fragments of valid programs, cut, doubled, swapped, unbalanced; compared by what the compiler says."""

import re

import gen_programs

FRAGMENTS = """\
x = 1
x: int = 5
x, *y = 1, 2, 3
x = yield
del x, y[0]
pass
return 5
raise X from Y
global a
nonlocal a
import a.b as c, d
from . import a
from .a.b import (c as d, e,)
from a import *
assert x, 'no'
x += yield y
a.b[c:d, ::e](*f, **g).h = i
print('a' 'b' f'{c!r:>{w}}' rb'x')
if a: b
elif c: d
else: e
while a: break
else: continue
for a, b in c, d: pass
for x in *a, *b: pass
async def f(): await x
async with a as b, c: pass
async for a in b: pass
with (a as b, c as d,): pass
with a, b as c: pass
try: a
except (A, B) as e: b
except A, B: c
finally: d
try: a
except* A: b
def f(a, /, b=1, *c, d, e=2, **g) -> h: return lambda x, *y, z=1: (yield)
def f[T: int = str, *U, **V](x: T) -> U: ...
class A(B, metaclass=C, *D, **E): x = 1
class A[T]: pass
@a.b(c)
@x
def f(): pass
match x:
    case 1 | 2: pass
    case [a, *_] if b: pass
    case {'k': v, **r}: pass
    case A(b, c=d): pass
    case -1+2j | None | 'a' 'b': pass
    case a.b.c: pass
    case (x as y): pass
    case _: pass
type X[T] = list[T]
lambda: 0
[x for x in y if z if w for a in b]
{**a, 'b': c}
{x: y async for x in z}
(x := 5)
f(x for x in y)
f(a, *b, c=d, **e)
f(a=1, b)
x if y else z
not a in b is not c
a < b <= c != d
a ** -b // ~c
x = a if b else c, d
f'{x!r}{y=:>{10}}{{z}}'
f"{a['b']}{'''c'''}"
t'{x}'
'unterminated
\"\"\"triple
0x1g 0b12 0o8 1__0 1e 1.e5 1_ 012 0_7 1j2 1if x else y
a = b = c
a + b = c
f() = 1
(a, b) += 1
x = *a
print a
exec 'a'
a $ b
a ? b
a \\
b
\tif a:
  b
{a: b, c}
{a, b: c}
[a, b
(a, b]
def f(a, a): pass
def f(*): pass
def f(a=1, b): pass
def f(**a, b): pass
break
None = 1
True.x = 1
a.None
__debug__ = 1
del f()
del (a, b), [c]
for f() in x: pass
with a as f(): pass
import a.b as c.d
from a import (b)
from __future__ import braces
from __future__ import annotations
lambda x=1, y: 0
x = {a for a in b, c}
(yield x) = 1
await x
[*a for a in b]
f(**a, *b)
f(a for a in b, c)
a := 1
else: x
é = 1
“quoted”
a‚b
'\\N{BAD NAME}'
b'é'
'\\x1'
'\\u12'
'\\q'
x = (1 +
if x = 1: pass
while x := 1: pass
class A: return 1
def f(): x; global x
def f(x): global x
def f(): nonlocal zzz
def f():
    def g(): nonlocal x
    x = 1
x is 1
x is not 'a'
() is ()
assert (x, 'y')
1()
[1][a, b]
'a'.b 'c'
a and not b or c
async x
match = case = type = _ = 1
match(x)
match x, y: 
case 1
type = 5
print(f(x)(y)[z].w)
try: pass
except: pass
except A: pass
finally: return 1
x = 5 if y
x = if
a..b
a b c
a, b c
f(a b)
[a b]
{a b}
{a: b c: d}
{a: }
{: a}
f(a.b=1)
f(a=1, a=2)
f(1=2)
f(True=1)
f(a, b=)
def f(a.b): pass
def f((a, b)): pass
def f(1): pass
def f(a:): pass
class 1: pass
class A(: pass
import
from a import
from import a
import a,
from a import b,
for x y: pass
for in x: pass
while: pass
if: pass
with: pass
def: pass
raise from x
del
global
return yield x
x = yield = 1
f'{'
f'{a'
f'}'
f'{}'
f'{a!}'
f'{a!x}'
f'{a:{b}'
f'{a b}'
f'{lambda x: 1}'
f'{*a}'
f'{a=!r:^{w}.{p}}'
f'{a:{{b}}}'
f''' + "'{\n a\n}'" + '''
x = [
    1,
    2
y = 3
def f():
x = 1
    y = 2
  z = 3
if a:
b
class C:
"""
TOKENS = (
    "( ) [ ] { } , : ; . = == + - * ** / // @ := -> ... ! ~ | & < > if else elif for while def class lambda return yield await async with as try except finally"
    " raise import from global nonlocal del pass break continue match case type _ None True False and or not in is x y 1 2.5 1j 'a' \"b\" f'{x}' b'c' '''d''' \\\n"
    " \t 0x 1_ $ ? é \\ # += <<= <> !== =! 'open \"open '''open f'{ f'{x f\"{x!r:{ }} \x00 \x0c \u00a0 “ print exec rb'' ur'' t'{y}' except* *a **k : int"
).split(" ")
LINES = FRAGMENTS.splitlines(True)


def pieces(text):
    return re.findall(r"[ \t]+|\n|\w+|'[^'\n]*'|\"[^\"\n]*\"|.", text)


def mutated(luck, text):
    parts = pieces(text)
    for _ in range(luck.choice([1, 1, 1, 2, 3])):
        if not parts:
            break
        at, kind = luck.randrange(len(parts)), luck.randrange(10)
        if kind < 2:
            del parts[at]
        elif kind == 2:
            parts.insert(at, parts[at])
        elif kind == 3:
            other = luck.randrange(len(parts))
            parts[at], parts[other] = parts[other], parts[at]
        elif kind in (4, 5):
            parts.insert(at, luck.choice(TOKENS))
        elif kind == 6:
            parts[at] = luck.choice(TOKENS)
        elif kind == 7:
            parts = parts[:at]
        elif kind == 8:
            parts[at] = luck.choice(["\n", "\n ", "\n    ", " ", "\t", "", ";"])
        else:
            parts[at : at + luck.randrange(1, 5)] = [luck.choice(parts)]
    return "".join(parts)


def fragment(luck):
    count = luck.choice([1, 1, 1, 2, 3, 4])
    at = luck.randrange(len(LINES))
    lines = LINES[at : at + count]
    if luck.random() < 0.2:
        lines += [luck.choice(LINES)]
    if luck.random() < 0.2:
        lines = [luck.choice(["if x:\n", "def f():\n", "class A:\n", "async def f():\n", "while 1:\n", "try:\n"])] + ["    " + line for line in lines]
    return "".join(lines)


def soup(luck):
    return " ".join(luck.choice(TOKENS) for _ in range(luck.choice([1, 2, 3, 4, 6, 9]))) + luck.choice(["\n", ""])


def case(luck):
    kind = luck.random()
    if kind < 0.65:
        text = mutated(luck, fragment(luck))
    elif kind < 0.72:
        text = fragment(luck)
    elif kind < 0.82:
        text = soup(luck)
    else:
        whole = gen_programs.case(luck)[1]
        lines = whole.splitlines(True)
        if luck.random() < 0.6:
            lines = lines[gen_programs.PRELUDE.count("\n") :]
        at = luck.randrange(len(lines))
        text = mutated(luck, "".join(lines[at : at + luck.choice([1, 3, 8, 30])]))
    return ["compile", text]
