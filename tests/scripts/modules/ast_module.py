import ast
src = '''
"""mod doc"""
import os as o, sys
from . import x
@dec
async def f(a, /, b: int = 1, *c, d=2, **e) -> str:
    "fd"
    async with x as y: await z
    return a if b else [c for c in d if e]
class A[T](B, metaclass=M):
    x: int = 5
    def m(self): yield from self
try: pass
except* V as e: raise X from Y
else: del a, b[1:2], c.d
finally: global g
match s:
    case {'a': 1, **r}: pass
    case P(1, x=[2, *_]) | None: pass
    case _ if t: pass
f"{a!r:>{w}} b" t"{q}"
x = lambda *a, k=1: {**a, 1: 2, 'x': -1.5j}
for i, (j, *k) in zip(a, b): continue
while not (a < b <= c and d or e): a @= 1
print(*a, **b, sep='')
type L[X: int = 3, *Y, **Z] = list
assert x, 'm'
a.b[c, 1:2:3] = 1, 2
with a as b, c: ...
(y := 3) + ~5 ** 2
'''
src = src.replace(' t"{q}"', '')
t = ast.parse(src)
print(ast.dump(t)); print(ast.dump(t, indent=1)[:2000]); print(ast.dump(t, include_attributes=True)[:1500]); print(ast.dump(t, annotate_fields=False)); print(ast.dump(t, show_empty=True)[:800])
for s in ['1', '-1', "'a' 'b'", 'b"x"', '[1, (2,), {3: {4}}]', 'None', 'True', '1+2j', '-1-2j', 'set()', '...', '  1']: print(repr(ast.literal_eval(s)))
for s in ['a', '1+1', 'f()', '[x for x in y]', '{**a}', '1 if 2 else 3', 'x.y', '-"a"', '1+', '"a"*2', 'lambda: 1']:
    try: print(ast.literal_eval(s))
    except (ValueError, SyntaxError) as e: print(type(e).__name__, e)
class V(ast.NodeVisitor):
    def visit_Name(self, n): print('name', n.id, type(n.ctx).__name__, n.lineno)
    def visit_FunctionDef(self, n): print('fd', n.name); self.generic_visit(n)
V().visit(ast.parse('def f(a): return a + b\nc = f(d)'))
class Tr(ast.NodeTransformer):
    def visit_Constant(self, n): return ast.copy_location(ast.Constant(n.value * 2), n)
    def visit_Pass(self, n): return None
print(ast.dump(Tr().visit(ast.parse('x = 1\npass\ny = "a"'))))
print(ast.get_docstring(t), [type(n).__name__ for n in ast.walk(ast.parse('a + 1'))], list(ast.iter_fields(ast.parse('a').body[0]))[0][0])
n = ast.Name('x'); print(ast.dump(n), n.id, n.ctx, hasattr(n, 'lineno'), ast.Name._fields, ast.Name._attributes, ast.expr.__mro__[1].__name__, isinstance(n, ast.AST))
n = ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2)))); print(ast.dump(n, include_attributes=True))
print(ast.get_source_segment('x = foo(1)\n', ast.parse('x = foo(1)\n').body[0].value), repr(ast.parse('a + 1')), ast.Constant(1) == ast.Constant(1), ast.compare(ast.parse('a'), ast.parse('a')))
try: ast.parse('x =')
except SyntaxError as e: print(e)
match ast.parse('x + 1', mode='eval'):
    case ast.Expression(ast.BinOp(ast.Name(id), ast.Add(), ast.Constant(v))): print(id, v)
try: ast.Name('a', 'b', 'c')
except TypeError as e: print(e)
print(ast.Constant(5).kind, ast.increment_lineno(ast.parse('a'), 3).body[0].lineno, ast.FunctionDef('f').body if 0 else '')
import copy, pickle
print(ast.dump(copy.deepcopy(ast.parse('a.b'))), ast.dump(pickle.loads(pickle.dumps(ast.parse('a.b')))))
