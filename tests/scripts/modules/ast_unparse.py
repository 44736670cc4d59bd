# From trees to text: every kind of node, levels, quotes, blocks; trees that no text gives.
import ast

src = r'''
2**-1
(-1)**7
-1**2
not (a and b)
a and b and c==d and (e or f)
a or b or c or d
(a, b)[1:2, ::3]
x[()]
x[1,]
x[*a]
x[*a, 1]
x[a:=1]
(yield)
await x
f((x for x in y))
f(*a, **k, b=1)
5 .real
5.0.real
True .real
1e400
-1e400j
1e400+2j
{**a, 'b': 1}
{1,}
()
(1,)
lambda: (yield)
lambda *, a=1, **k: (a, b)
lambda a, /, b, *c, d: 0
a if b else c if d else e
(a if b else c) if d else e
(lambda: 0)()
[*a, *b|c, *(d or e)]
f"{x}"
f"{x!r:>{w}}"
f"{ {1: 2} }"
f"{'a' 'b'}\n{{}}"
f"\\ \t \x00 é"
fQQQ"' """QQQ
f"{x:%H:%M\n}"
f"{f'{y}'}"
f"{x:'\"}"
f'{"\n"}'
f"""{QQQa
bQQQ}"""
f"{x=}"
f"{lambda_}{(lambda: 1)}{(a:=1)}{a,b}{(yield)}"
t"{x} a {y!s:>3}"
t"{ x + 1 = }"
u"abc"
"a\nb"
'a"b'
"a'b\"c"
b'a"\n'
"\ud800 \U0001F600 \u200b"
"a" "b" f"{c}"
x = yield
x = yield a, b
x: int
(x): int = 1
a.b: int
x = y = 1, 2
x, y = y, x
x += yield
x @= 1
del (a, b), c[0]
del a, b
for x, y in z: pass
else: w
async def f():
    async for x in y: pass
    async with a as b, c: pass
    return [x async for x in y if z if (lambda: 1)]
    await (await x)
    yield
while a: break
else: continue
if a: b
elif c: d
else:
    if e: f
if a: b
else:
    if e: f
    g
try: a
except* (A, B) as e: b
try: a
except A: 
    try: c
    except B: d
else: e
finally: f
with (a as (b, c), d): pass
raise A from b
raise
assert a, b
import a.b as c, d
from .. import x
from .a import (b as c, d)
global x
@a.b(c)
@d
def f[T: int = 3, *Ts = *x, **P = [1]](a: int, /, b=1, *args: *Ts, c, d: str='x', **kw: k) -> int:
    """doc\n 'x' ""\" end"""
    nonlocal q
@x
class A[T](B, metaclass=C, *d, **e):
    'doc with trailing quote"'
    def f(self): 'doc\\'
    x: int = 1
    class B: pass
type X[T] = list[T]
match x, y:
    case 1 | 2 | None: pass
    case -1+2j as z if w: pass
    case [a, *_, (b | c) as d]: pass
    case {'a': 1, **rest}: pass
    case {}: pass
    case A.B(x, y=1): pass
    case "s" "t": pass
    case _: pass
    case (1 as a): pass
    case [(1 | 2), *r]: pass
    case (1|2) as b: pass
a < b == c is not d not in e
a < (b < c)
not a in b
(not a) in b
a + (b + c) - d * (e / f) // g % h @ i
a << b >> (c << d)
a | b ^ c & d
~-+x
-(a + b)
(-a) ** b ** c
(a ** b) ** c
await_ ** 2
{k: v for k, v in a.items() for b in (lambda: 0, 1) if k}
{*a}
(x := 1)
f(x := 1, y=(z := 2))
[a := 1, b]
print(*(a if b else c))
x[a, b:c, ...]
x[lambda: 0:1]
(a, *b) = c
[a, b] = c
async def g(): return (await a) ** 2, await a.b, -await c
def h(): return
def k(): return 1,
def l(): return (yield a), [(yield)]
def m(): yield from a
def n(): x = yield from a
"""a
b"""
x = """c
d"""
'''.replace('QQQ', "'" * 3)
trees = ast.parse(src).body
for t in trees:
    print(ast.unparse(t)); print('--')
print(ast.unparse(ast.Module(trees, [])))
c = lambda v: ast.Constant(v)
N = lambda n: ast.Name(n, ast.Load())
for t in [ast.Add(), ast.Load(), c((1, 'a', 2.5)), c((1,)), c(()), c(frozenset({1})), c(float('inf')), c(float('nan')), c(complex('inf+nanj')),
    ast.Set([]), ast.Raise(), ast.Raise(None, N('x')), ast.YieldFrom(None), ast.Await(None), [N('a'), N('b')], ast.Expression(N('a')), ast.Interactive([ast.Expr(N('a')), ast.Pass()]),
    ast.FunctionType([N('a'), N('b')], N('c')), ast.JoinedStr([N('a')]), ast.JoinedStr([c('a'), ast.JoinedStr([c('b{')])]), ast.FormattedValue(N('a'), -1), ast.Interpolation(N('a'), 'b', 115), ast.Interpolation(N('a'), None, -1, ast.JoinedStr([c('\n\'"\\')])),
    ast.JoinedStr([c('\'"'), c("'''"), c('"""')]), ast.JoinedStr([c('a\n"'), c("'''"), ast.FormattedValue(c("'"), 97)]), ast.MatchStar(), ast.MatchAs(), ast.MatchSingleton(True), ast.arguments(args=[ast.arg('a')], defaults=[c(1)]),
    ast.alias('a', 'b'), ast.keyword(None, N('a')), ast.withitem(N('a'), N('b')), ast.comprehension(N('a'), N('b'), [N('c')], 1), ast.Slice(), ast.Slice(N('a'), None, N('b')), ast.ExceptHandler(N('a'), 'b', [ast.Pass()]),
    ast.TypeIgnore(1, 'x'), ast.Assign([N('x')], c(1), 'int', lineno=1), ast.For(N('a'), N('b'), [ast.Pass()], [], 'str', lineno=1),
    ast.Attribute(c(5), 'x'), ast.ImportFrom('a', [ast.alias('b')], None), ast.ImportFrom(None, [ast.alias('b')], 2), ast.JoinedStr([]), ast.TemplateStr([]), ast.BoolOp(ast.And(), [N('a')]), ast.match_case(ast.MatchAs(), None, [ast.Pass()]),
    ast.MatchMapping([c(1)], []), ast.BinOp(ast.NamedExpr(N('a'), N('b')), ast.Add(), ast.Yield())]:
    try: print(repr(ast.unparse(t)))
    except Exception as e: print(type(e).__name__, e)

P = ast.Pass()
If = ast.If(N('a'), [P, P], [P])
for b in [[], [P], [P, P], [If], [P, If], [If, P], [P, If, P, P]]:
    print(repr(ast.unparse(ast.Interactive(b))))
print(repr(ast.unparse(ast.parse("@d\ndef f():\n  'doc'\n  return 1\n", mode='single'))))
for t in [ast.Raise(None, N('x')), ast.YieldFrom(None), ast.Assign([N('x')], N('y'))]:
    try:
        print(ast.unparse(t))
    except Exception as e:
        print(type(e).__name__, e)

# a text of a tree gives the tree again
tree = ast.parse(src)
print(ast.dump(ast.parse(ast.unparse(tree))) == ast.dump(tree))
