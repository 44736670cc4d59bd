# Mistakes that the compiler finds, in its first pass (whose exceptions have bare arguments) and in its second.
SOURCES = [
    'def f(x,x): pass', 'def f(x): global x', 'def f(): x=1; global x', 'def f(): nonlocal x', 'nonlocal x', 'def f(): x=1; nonlocal x',
    'def f(): print(x); global x', 'def f(): x:int=1; global x', 'def f(): global x; x:int', 'def f():', ' def g(): nonlocal q', 'def f[T,T](): pass',
    'class A[T]: T=1; nonlocal T', 'def f(): [(x:=1) for x in y]', 'class A: [(x:=1) for y in z]', '[x for x in (y:=1)]',
    '[(i:=0) for i in range(5)]', 'def f(a:(yield)): pass', 'def f(a: (x:=1)): pass', 'def f[T:(yield)](): pass', 'type A = (yield)',
    'type A = (x:=1)', 'class A[T]((yield)): pass', 'from __future__ import braces', 'from __future__ import nope',
    'x=1; from __future__ import annotations', 'def f(): from x import *', 'return', 'yield', 'await x', 'break', 'continue', 'async with a: pass',
    'def f(): await x', 'def f(): async with a: pass', 'def f(): [await x for x in y]', 'async def f(): yield 1; return 2',
    'async def f(): yield from x', 'del f()', 'f()=1', '__debug__=1', 'def f(__debug__): pass', 'def __debug__(): pass', 'x.__debug__=1',
    'f(__debug__=1)', 'import __debug__', 'class A: __debug__=1', 'try: pass', 'except: pass', 'except A: pass', '*a', '*a,*b=c', 'a,*b,*c=d', '*a=b',
    'f(**a,*b)', 'f(a=1,a=2)', 'match x:', ' case a|b: pass', ' case [a,a]: pass', ' case a: pass', ' case b: pass', " case {**r,'a':1}: pass",
    " case {'a':1,'a':2}: pass", ' case A(a=1,a=2): pass', ' case 1|a: pass', 'except* A: break', 'while 1:', ' try: pass', ' except* A: break',
    'except* A: return', '(yield)', 'def f(): return (yield) = 1', 'lambda: (yield)', 'lambda x,x: 1', 'class A:',
    ' def f(self): nonlocal __class__; __class__=1', '{**a for a in b}', "{'a':1, **b for x in y}", "f'{a!x}'", "f'{*a}'", '  global x',
    '  def x(): pass', 'def f(x):', '  def g():', '   nonlocal x', '   global x', 'def f(a,*,**b): pass', 'def f(*): pass', 'global x; x: int = 1',
    'with a as f(): pass', 'for f() in x: pass', '[x async for x in y]', '(x async for x in y)', 'def f(): (x async for x in y)', 'class A: return',
    'await x\ndef f(x,x): pass', 'def f(x,x): pass\nawait x', 'return\nawait x', 'yield\nasync with a: pass', 'return\n[x async for x in y]',
    'async for x in y: pass', 'class A: await x', 'lambda: await x', 'lambda: [await x for x in y]', 'async def f(): lambda: await x',
    'async def f():', 'def f(): (await x for x in y)', '(await x for x in y)', '[await x for x in y]',
    'async def f(): [[await x for x in y] for z in w]', 'async def f(): (  [await x for x in y] for z in w)',
    'def f(): (  [await x for x in y] for z in w)', 'def f(): [x for x in (await y)]', 'def f(): [x for x in y if await z]',
    'def f(): {x:1 for x in y for z in w if await z}', 'def f(): [lambda: await z for x in y]', 'async def f(): [lambda: await z for x in y]',
    'def f(a=await x): pass', '@(await x)', 'def f(): pass', 'class A(await x): pass', 'async def f[T: await x](): pass', 'def f(): await (yield)',
]
for source in SOURCES:
    for flags in (0, 0x2000):  # ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        try:
            compile(source, "<source>", "exec", flags)
            print(repr(source), "compiles")
        except SyntaxError as e:
            print(repr(source), e.args, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text, e)
