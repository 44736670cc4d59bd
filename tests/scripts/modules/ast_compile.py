# Trees given to compile(): programs that change trees, what they must hold, and what is said if they do not.
import ast, sys, warnings

warnings.simplefilter('ignore')
A = ast
def N(n, c=None): return A.Name(n, c or A.Load())
C = A.Constant
def mod(*b): return A.Module(list(b), [])
def ex(e): return A.Expression(e)
P = A.Pass
def st(**k): return k
cases = {
 'noline': lambda: A.Expression(N('x')),
 'noline2': lambda: mod(A.Pass()),
 'noname': lambda: (lambda t: (delattr(t.body, 'id'), t)[1])(ex(N('x'))),
 'wrongexpr': lambda: ex(5),
 'wrongexpr2': lambda: ex(A.Pass()),
 'wrongstmt': lambda: mod(N('x')),
 'notlist': lambda: A.Module(5, []),
 'tuplelist': lambda: A.Module((A.Pass(),), []),
 'noneexpr': lambda: ex(None),
 'nonebin': lambda: ex(A.BinOp(None, A.Add(), C(1))),
 'badop': lambda: ex(A.BinOp(C(1), A.And(), C(1))),
 'idtype': lambda: ex(N(5)),
 'idnone': lambda: ex(N(None)),
 'idbytes': lambda: ex(N(b'x')),
 'None': lambda: ex(N('None')), 'True': lambda: mod(A.FunctionDef('True', A.arguments(), [P()])),
 'attrNone': lambda: ex(A.Attribute(N('x'), 'None', A.Load())),
 'emptyname': lambda: ex(N('')),
 'const': lambda: ex(C([1])), 'const2': lambda: ex(C(object)), 'const3': lambda: ex(C((1, [2]))),
 'emptybody': lambda: mod(A.FunctionDef('f', A.arguments(), [])),
 'emptyif': lambda: mod(A.If(N('x'), [], [])), 'emptyfor': lambda: mod(A.For(N('x', A.Store()), N('y'), [], [])),
 'emptywhile': lambda: mod(A.While(N('x'), [])), 'emptyclass': lambda: mod(A.ClassDef('x')),
 'emptywith': lambda: mod(A.With([], [P()])), 'emptymatch': lambda: mod(A.Match(N('x'), [])),
 'matchcase': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchAs(), None, [])])),
 'loadtarget': lambda: mod(A.Assign([N('x')], C(1))),
 'storeload': lambda: mod(A.Expr(N('x', A.Store()))),
 'delload': lambda: mod(A.Delete([N('x')])),
 'consttarget': lambda: mod(A.Assign([C(1)], C(1))), 'calltarget': lambda: mod(A.Assign([A.Call(N('x'))], C(1))),
 'tupletarget': lambda: mod(A.Assign([A.Tuple([N('x')], A.Store())], C(1))),
 'notargets': lambda: mod(A.Assign([], C(1))), 'nodel': lambda: mod(A.Delete([])),
 'boolop': lambda: ex(A.BoolOp(A.And(), [C(1)])), 'dict': lambda: ex(A.Dict([C(1)], [])),
 'compare': lambda: ex(A.Compare(C(1), [], [])), 'compare2': lambda: ex(A.Compare(C(1), [A.Lt()], [])),
 'nogen': lambda: ex(A.ListComp(C(1), [])),
 'defaults': lambda: mod(A.FunctionDef('f', A.arguments(defaults=[C(1)]), [P()])),
 'kwdefaults': lambda: mod(A.FunctionDef('f', A.arguments(kwonlyargs=[A.arg('x')]), [P()])),
 'annsimple': lambda: mod(A.AnnAssign(A.Attribute(N('x'), 'y', A.Store()), C(1), None, 1)),
 'raise': lambda: mod(A.Raise(None, C(1))), 'try': lambda: mod(A.Try([P()])), 'try2': lambda: mod(A.Try([P()], [], [P()], [P()])),
 'try3': lambda: mod(A.Try([], [], [], [P()])), 'trystar': lambda: mod(A.TryStar([P()])),
 'handler': lambda: mod(A.Try([P()], [A.ExceptHandler(None, None, [])])),
 'barehandlerfirst': lambda: mod(A.Try([P()], [A.ExceptHandler(None, None, [P()]), A.ExceptHandler(N('x'), None, [P()])])),
 'import': lambda: mod(A.Import([])), 'importfrom': lambda: mod(A.ImportFrom('x', [], 0)), 'implevel': lambda: mod(A.ImportFrom('x', [A.alias('y')], -1)),
 'impnomod': lambda: mod(A.ImportFrom(None, [A.alias('y')], 0)),
 'star_in_func': lambda: mod(A.FunctionDef('f', A.arguments(), [A.ImportFrom('os', [A.alias('*')], 0)])),
 'global': lambda: mod(A.Global([])), 'nonlocal': lambda: mod(A.Nonlocal([])), 'nonlocal2': lambda: mod(A.Nonlocal(['x'])),
 'globalint': lambda: mod(A.Global([5])),
 'starred': lambda: ex(A.Starred(N('x'), A.Load())), 'starredexpr': lambda: mod(A.Expr(A.Starred(N('x'), A.Load()))),
 'starassign': lambda: mod(A.Assign([A.Starred(N('x', A.Store()), A.Store())], C(1))),
 'slice': lambda: ex(A.Slice()), 'slice2': lambda: ex(A.BinOp(A.Slice(C(1)), A.Add(), C(2))),
 'formatted': lambda: ex(A.FormattedValue(C(1), -1)), 'formattedconv': lambda: ex(A.JoinedStr([A.FormattedValue(C(1), 5)])),
 'joined': lambda: ex(A.JoinedStr([C(5), N('a')])), 'joinedbad': lambda: ex(A.JoinedStr([C('a'), A.Starred(C(1), A.Load())])),
 'interp': lambda: ex(A.Interpolation(C(1), 'x', -1)), 'template': lambda: ex(A.TemplateStr([C('x'), A.Interpolation(C(1), 'x', -1)])),
 'template2': lambda: ex(A.TemplateStr([C('x'), C('y')])), 'templatefv': lambda: ex(A.TemplateStr([A.FormattedValue(C(1), -1)])), 
 'template3': lambda: ex(A.TemplateStr([A.Interpolation(C(1), 'x', 97), A.Interpolation(C(1), 5, 97)])),
 'yield': lambda: ex(A.Yield()), 'await': lambda: ex(A.Await(C(1))), 'return': lambda: mod(A.Return()), 'break': lambda: mod(A.Break()), 'continue': lambda: mod(A.Continue()),
 'augtuple': lambda: mod(A.AugAssign(A.Tuple([], A.Store()), A.Add(), C(1))), 'augload': lambda: mod(A.AugAssign(N('x'), A.Add(), C(1))),
 'anntuple': lambda: mod(A.AnnAssign(A.Tuple([], A.Store()), C(1), None, 0)),
 'annlist': lambda: mod(A.AnnAssign(A.List([], A.Store()), C(1), C(2), 0)),
 'named': lambda: ex(A.NamedExpr(A.Attribute(N('x'), 'y', A.Store()), C(1))), 'namedload': lambda: ex(A.NamedExpr(N('x'), C(1))),
 'msing': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchSingleton(5), None, [P()])])),
 'mvalue': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchValue(N('y')), None, [P()])])),
 'mvalue2': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchValue(C(None)), None, [P()])])),
 'mvalue3': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchValue(A.UnaryOp(A.Not(), C(1))), None, [P()])])),
 'mvalue4': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchValue(A.BinOp(C(1), A.Add(), C(2))), None, [P()])])),
 'mor': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchOr([A.MatchAs()]), None, [P()])])),
 'mas': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchAs(A.MatchAs(), None), None, [P()])])),
 'mas_': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchAs(None, '_'), None, [P()])])),
 'mclass': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchClass(C(1)), None, [P()])])),
 'mclass2': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchClass(N('y'), [], ['a'], []), None, [P()])])),
 'mclass3': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchClass(N('y'), [A.MatchStar('x')], [], []), None, [P()])])),
 'mmap': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchMapping([C(1)], []), None, [P()])])),
 'mmap2': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchMapping([N('q')], [A.MatchAs()]), None, [P()])])),
 'mmap3': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchMapping([C(1)], [A.MatchAs()], '_'), None, [P()])])),
 'mstar': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchStar('y'), None, [P()])])),
 'mstar2': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchSequence([A.MatchStar('y'), A.MatchStar('z')]), None, [P()])])),
 'mtwice': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchSequence([A.MatchAs(None,'y'), A.MatchAs(None,'y')]), None, [P()])])),
 'mkwtwice': lambda: mod(A.Match(N('x'), [A.match_case(A.MatchClass(N('y'), [], ['a','a'], [A.MatchAs(), A.MatchAs()]), None, [P()])])),
 'kwnone': lambda: ex(A.Call(N('x'), [], [A.keyword(None, C(1))])), 'kwtwice': lambda: ex(A.Call(N('x'), [], [A.keyword('a', C(1)), A.keyword('a', C(1))])),
 'dupfields': lambda: mod(A.FunctionDef('f', A.arguments(args=[A.arg('x'), A.arg('x')]), [P()])),
 'linerange': lambda: ex(A.Name('x', A.Load(), lineno=5, end_lineno=3, col_offset=0, end_col_offset=0)),
 'colrange': lambda: ex(A.Name('x', A.Load(), lineno=5, end_lineno=5, col_offset=5, end_col_offset=0)),
 'negcol': lambda: ex(A.Name('x', A.Load(), lineno=5, end_lineno=5, col_offset=-1, end_col_offset=0)),
 'negline': lambda: ex(A.Name('x', A.Load(), lineno=-5, end_lineno=5, col_offset=-1, end_col_offset=0)),
 'linetype': lambda: ex(A.Name('x', A.Load(), lineno='a', col_offset=0)), 'linefloat': lambda: ex(A.Name('x', A.Load(), lineno=1.5, col_offset=0)),
 'linebig': lambda: ex(A.Name('x', A.Load(), lineno=10**20, col_offset=0)),
 'endnone': lambda: ex(A.Name('x', A.Load(), lineno=3, col_offset=4)),
 'typevar': lambda: mod(A.TypeAlias(A.Attribute(N('x'), 'y', A.Store()), [], C(1))),
 'typevar2': lambda: mod(A.TypeAlias(N('x', A.Store()), [A.TypeVar('T', C(1)), A.TypeVar('T')], C(1))),
 'typevar3': lambda: mod(A.TypeAlias(N('x', A.Store()), [A.TypeVar('T', None, C(1)), A.TypeVar('U')], C(1))),
 'ifexpNone': lambda: ex(A.IfExp(None, C(1), C(2))), 'callnone': lambda: ex(A.Call(N('x'), [None])), 'listnone': lambda: ex(A.List([None], A.Load())),
 'stmtnone': lambda: mod(None), 'comp_async': lambda: ex(A.ListComp(C(1), [A.comprehension(N('x', A.Store()), C(1), [], 1)])),
 'comptarget': lambda: ex(A.ListComp(C(1), [A.comprehension(N('x'), C(1), [], 0)])),
 'aliasempty': lambda: mod(A.Import([A.alias('')])), 'aliasstar': lambda: mod(A.Import([A.alias('*')])), 'aliasdot': lambda: mod(A.Import([A.alias('a.b', 'c.d')])),
 'withvar': lambda: mod(A.With([A.withitem(C(1), N('x'))], [P()])), 'subclass': lambda: ex(type('X', (A.Name,), {})('x', A.Load())),
 'ctxnone': lambda: ex(A.Name('x', None)), 'ctxclass': lambda: ex(A.Name('x', A.Load)), 'kind': lambda: ex(C(1, kind=5)), 'kind2': lambda: ex(C('a', kind='u')),
 'opclass': lambda: ex(A.UnaryOp(A.Not, C(1))), 'opnone': lambda: ex(A.UnaryOp(None, C(1))), 'typecomment': lambda: mod(A.Assign([N('x', A.Store())], C(1), 5)),
 'fstrspec': lambda: ex(A.JoinedStr([A.FormattedValue(C(1), -1, C('x'))])), 'fstrspec2': lambda: ex(A.JoinedStr([A.FormattedValue(C(1), -1, N('x'))])),
 'simple': lambda: mod(A.AnnAssign(N('x', A.Store()), C(1), None, None)), 'future': lambda: mod(A.ImportFrom('__future__', [A.alias('nope')], 0)), 'future2': lambda: mod(P(), A.ImportFrom('__future__', [A.alias('annotations')], 0)),
 'assert': lambda: mod(A.Assert(A.Tuple([C(1)], A.Load()), None)), 'debug': lambda: mod(A.Assign([N('__debug__', A.Store())], C(1))), 'debug2': lambda: mod(A.FunctionDef('f', A.arguments(args=[A.arg('__debug__')]), [P()])),
 'noargs': lambda: mod(A.FunctionDef('f', None, [P()])), 'retgen': lambda: mod(A.AsyncFunctionDef('f', A.arguments(), [A.Expr(A.Yield()), A.Return(C(1))])),
 'missing': lambda: (lambda t: (delattr(t.body, 'ctx'), t)[1])(ex(N('x'))), 'delbody': lambda: (lambda t: (delattr(t, 'body'), t)[1])(mod()),
 'deloptional': lambda: (lambda t: (delattr(t.body[0], 'value'), t)[1])(mod(A.FunctionDef('f', A.arguments(), [A.Return(C(1))])).body[0]),
 'functype': lambda: A.FunctionType([], C(1)),
 'typeignore': lambda: A.Module([P()], [5]), 'typeignore2': lambda: A.Module([P()], [A.TypeIgnore(1, 'x')]), 'exprlist': lambda: A.Expression([C(1)]),
 'listself': lambda: ex([N('x')]), 'starcall': lambda: ex(A.Call(N('print'), [A.Starred(A.List([C(1)], A.Load()), A.Load())])), 
 'subscrslice': lambda: ex(A.Subscript(N('x'), A.Tuple([A.Slice(), A.Starred(N('y'), A.Load())], A.Load()), A.Load())),
 'twostar': lambda: mod(A.Assign([A.Tuple([A.Starred(N('x', A.Store()), A.Store()), A.Starred(N('x', A.Store()), A.Store())], A.Store())], C(1))),
 'dictstarkey': lambda: ex(A.Dict([None], [C(1)])), 'setstar': lambda: ex(A.Set([])), 'lambdadup': lambda: ex(A.Lambda(A.arguments(args=[A.arg('x')], vararg=A.arg('x')), C(1))),
 'classstar': lambda: mod(A.ClassDef('X', [A.Starred(N('x'), A.Load())], [A.keyword(None, N('y'))], [P()])),
}
for n, f in cases.items():
    for mode in ('exec', 'eval'):
        t = f()
        want = 'exec' if isinstance(t, (A.Module, A.stmt)) else 'eval'
        if want != mode: continue
        if n not in ('noline', 'noline2'):
            try: A.fix_missing_locations(t)
            except Exception as e: print(n, 'FIX', type(e).__name__, e)
        try:
            c = compile(t, '<t>', mode)
            print(n, 'ok', c.co_name)
        except SyntaxError as e: print(n, type(e).__name__, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset)
        except BaseException as e: print(n, type(e).__name__, e)
for t, mode in [(A.Module([], []), 'eval'), (A.Expression(C(1)), 'exec'), (A.Interactive([]), 'exec'), (C(1), 'eval'), (A.Expression(C(1)), 'single'), (A.Module([], []), 'bad'), (A.FunctionType([], C(1)), 'func_type'), (A.Module([], []), 'func_type'), (A.AST(), 'exec'), (A.Load(), 'exec')]:
    try: print(compile(t, 'f', mode).co_name)
    except Exception as e: print(type(e).__name__, e)
for fl in (0x400, 0x8400, 0x2000, 0x800, 1<<30, -1):
    try: r = compile(A.Module([], []), 'f', 'exec', fl); print(hex(fl), type(r).__name__)
    except Exception as e: print(hex(fl), type(e).__name__, e)
    try: r = compile('x', 'f', 'exec', fl); print(hex(fl), type(r).__name__)
    except Exception as e: print(hex(fl), type(e).__name__, e)


# what programs do with trees

class Doubled(ast.NodeTransformer):
    def visit_Constant(self, node):
        if isinstance(node.value, int):
            return ast.copy_location(A.BinOp(node, A.Mult(), C(2)), node)
        return node

    def visit_Name(self, node):
        return ast.copy_location(N('other', node.ctx), node) if node.id == 'this' else node

    def visit_Assert(self, node):
        return None

tree = ast.parse('this = 4\nassert False\nprint(this + 1, "a")\ndef f(a=3, *, b: int = 7):\n    "doc"\n    return a, b, __debug__\nprint(f())')
code = compile(ast.fix_missing_locations(Doubled().visit(tree)), 'doubled', 'exec')
space = {}
exec(code, space)
print(space['other'], space['f'].__doc__, space['f'].__annotations__)
print(eval(compile(ast.parse('1 + 2j * 3', mode='eval'), 'e', 'eval')))
exec(compile(ast.parse('1 + 1; "x"\n', mode='single'), 's', 'single'))
for value in (None, True, ..., 3, -3, 2 ** 80, 1.5, -0.0, 2j, 1 + 2j, -2j, 'a', '\ud800', b'b', (1, (2, 'x')), frozenset({1}), ()):
    print(repr(eval(compile(ast.fix_missing_locations(ex(C(value))), 'c', 'eval'))))
for text in ('a.b.c', 'x[1:2, ...]', '[i for i in range(3) if i]', '(lambda a, *b, c=1, **d: (a, b, c, d))(1, 2, e=5)', 'f"{1!r:>{4}}{2=}"', '{**{1: 2}, 3: 4}'):
    tree = ast.parse(text, mode='eval')
    same = compile(tree, '<s>', 'eval'), compile(text, '<s>', 'eval')
    print(text, same[0] == same[1], [list(c.co_positions()) for c in same][0] == list(same[1].co_positions()))

def where(code):
    try:
        exec(code)
    except Exception as e:
        tb = e.__traceback__.tb_next
        positions = list(tb.tb_frame.f_code.co_positions())[tb.tb_lasti // 2]
        print(type(e).__name__, e, tb.tb_lineno, positions)

tree = ast.parse('x = 1\n\ny = (x +\n     undefined)')
where(compile(tree, 'w', 'exec'))
ast.increment_lineno(tree, 10)
where(compile(tree, 'w', 'exec'))
tree.body[1].value.right.lineno = 40
tree.body[1].value.right.end_lineno = 41
tree.body[1].value.right.col_offset = 3
where(compile(tree, 'w', 'exec'))

# flags
co = compile('from __future__ import annotations\nx = compile("y: undefined = 1", "i", "exec")\nz = compile("y: undefined = 1", "i", "exec", 0, True)', 'f', 'exec')
print(hex(co.co_flags))
space = {}
exec(co, space)
exec(space['x'], inner := {})
print(hex(space['x'].co_flags), inner['__annotations__'], hex(space['z'].co_flags))
exec(compile('y: undefined = 1', 'i', 'exec', 0x1000000), inner := {})
print(inner['__annotations__'])
for flags, optimize in ((0, 3), (0, -2), (0, 2), (0, 1)):
    try:
        exec(compile('def f():\n "doc"\n assert 0\nprint(f.__doc__, __debug__)', 'o', 'exec', flags, False, optimize))
    except Exception as e:
        print(type(e).__name__, e)
async def one(): return 1
code = compile('await one()', 'w', 'eval', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
print(hex(code.co_flags))
co = eval(code)
try:
    co.send(None)
except StopIteration as e:
    print('awaited', e.value)
print(ast.dump(compile('x + 1', 'f', 'eval', ast.PyCF_ONLY_AST)))
deep = C(1, lineno=1, col_offset=0)
for i in range(60000):
    deep = A.UnaryOp(A.USub(), deep, lineno=1, col_offset=0)
deep = A.Expression(deep)
try:
    compile(deep, 'd', 'eval')
except RecursionError as e:
    print(type(e).__name__)
while isinstance(deep := getattr(deep, 'body', None) or getattr(deep, 'operand', None), A.UnaryOp):
    pass
