# Of two mistakes in a source the one that CPython tells, where, and with which warnings of what was read before.
import warnings

said = set()
warnings.showwarning = lambda message, category, file, line, *rest: said.add(f"  {line}: {message}")
warnings.simplefilter("always")

SOURCES = [
    'a <> b', '<> /', 'a <> /', 'x <>', 'é = await x', 'é = f(**a, *b)', 'é=*a', 'é; return', 'é=(yield)', 'é; def', 'a = é é', '"é"; f()=1',
    'f(a.b=1int)', 'x = 5if y\nx = if', "'\\q'x", "'\\u12'raise", "return 5\n'\\q'", '0xf(a=1, a=2)', "+ with and ur''", "'\\q' 'b' c",
    "x='\\q' = 5 6", '1in x 3', "'\\q'\n1in x\nx y\n'\\w'\n2in x", "x y\n'\\q'\n1in x", "def f(:\n 1in x\n'\\q'", 'lambda(a,b)', 'lambda(a,b):1',
    'lambda (a):1', 'lambda a,(b):1', 'def f((a,b)):1', "'\\q'*", "f'\\q{x}' y", "f'{x' y", "b'é' y", "b'é'def", "'\\N{nope}'b''", "[1,'\\q' x]",
    "x = '\\q'; y z", "'\\q'.x y", "'a' '\\q'", '1if x else', 'for f() in x: pass\n  x', 'for f() in x:\nx', 'with a as f(): pass\n  y',
    'if x:\n  for f() in x: pass\n   y', 'import a.b as c..d', ';import', 'f( for', 'f(1=2', 'f(x for x in y, 1', 'f(a, b=', 'print x', "exec 'a'",
    'class A:; x = 5 if y', 'try:except', ' try:\n except x y', 'try:\n pass\nexcept x y:\n pass', 'a, b, c d = 1', 'x = 1 2 = 3', 'a b = c',
    'f(a b = c)', '*a b', "*yur'' = y", "x, *y '' = y, 3", 'from a import# *', 'from a import', 'from a import\n', 'import', 'import ,',
    'from . import a b', 'await x\nreturn', 'x = 1\n y = 2', 'def f():\nx', 'def f():\n  x\n y', '[x\ny z]', '{a\n b :: d}', '{a b}', '(a b)',
    '(a, b c)', '[a b for c in d]', '{a: b c}', '{a b: c}', 'f(a b)', 'f(a, b c)', 'a[b c]', 'a[b, c d]', 'print(a b)', "f'{a b}'", "f'{a:{b c}}'",
    "f'{a!x}'", "f'{}'", "f'{a=!}'", 'x = (a\nb = c', 'x = [a\ndef f(): pass', 'x = {a: b\nclass A: pass', 'f(a\nfor x in y: pass', "'abc", "'''abc",
    "f'abc", "f'''abc", "f'{a", "f'{'", "f'}'", '0x', '0b2', '0o9', '1__0', '1_', '0777', '1e', '1.e+', '1abc', '1_a', '0xg', '1jx', '€', 'a€', 'a$b',
    'a?', '!a', 'a!', '\\ a', 'a\\', '\\', '\x00', 'a\tb', 'if x:\n\ty\n        z', 'if x:\n  y\n z', '\ufeffx y', ':=', 'x :=', '(x :=)', 'x := 1',
    'f(x := )', 'a if', 'a if b', 'a if b else', 'a = if b else c', 'not', 'a not b', 'a is', 'a in', 'a not in', 'a is not', 'a and', 'or a',
    'a or or b', '-', '~', 'a.', 'a.1', 'a..b', '.a', 'a[', 'a[]', 'a[:]', 'a[1:2:3:4]', 'a{', 'a}', 'a)', '(a]', '((a)', '()', '{', '{**', '{**a',
    '{*', '[*', '(*', '(*a)', '*a', '*', '**', '**a', 'f(**)', 'f(*)', 'f(,)', 'f(a,,b)', 'f(a=)', 'f(=a)', 'f(a==)', 'f(1=)', 'f(a.b=c)', 'f(a=b=c)',
    'f(True=1)', 'f(a for)', 'f(a for b)', 'f(a for b in)', 'f(a for b in c for)', 'f(a for b in c, d)', 'f(d, a for b in c)', 'f(a=b for b in c)',
    'f(**a, b)', 'f(**a, *b)', 'f(a=1, b)', 'f(a, *)', 'class', 'class A', 'class A(', 'class A()', 'class A:', 'class A: ', 'class 1:', 'class A B:',
    'class A[T:', 'class A[]: pass', 'class A[1]: pass', 'def', 'def f', 'def f(', 'def f():', 'def f() -> :', 'def f(a', 'def f(a,',
    'def f(a=1, b): pass', 'def f(*): pass', 'def f(*, **a): pass', 'def f(**a, b): pass', 'def f(**a=1): pass', 'def f(*a=1): pass',
    'def f(*a, *b): pass', 'def f(/): pass', 'def f(a, /, b, /): pass', 'def f(*a, /): pass', 'def f(a.b): pass', 'def f(1): pass',
    'def f(None): pass', 'def f(a b): pass', 'def f(a:): pass', 'def f(a=): pass', 'def f(a):: pass', 'def f[T](a: pass', 'lambda', 'lambda:',
    'lambda a', 'lambda a:', 'lambda a=:1', 'lambda *:1', 'lambda **a, b: 1', 'lambda 1: 1', 'lambda a b: 1', 'async', 'async def', 'async x',
    'async for', 'async with', 'async lambda: 1', 'await', 'await =', 'yield = 1', 'return = 1', 'del', 'del 1', 'del f()', 'del a + b', 'del (a, 1)',
    'del a, ', 'del [a, 1]', 'del *a', 'del a b', 'pass x', 'break x', 'continue 1', 'raise x y', 'raise from x', 'raise x from', 'raise x, y',
    'assert', 'assert x,', 'assert (x, y) z', 'global', 'global 1', 'global a.b', 'nonlocal', 'import 1', 'import a.', 'import a as', 'import a as 1',
    'import a as b.c', 'import a, ', 'from', 'from a', 'from a import (', 'from a import ()', 'from a import (b', 'from a import b,',
    'from a import *, b', 'from a import b as', 'from a import b as 1', 'from import a', 'from .a import', 'from a.b.c import d e', 'if', 'if x',
    'if x:', 'if x = 1: pass', 'if x y: pass', 'if : pass', 'elif x: pass', 'else: pass', 'if x: pass\nelse', 'if x: pass\nelif',
    'if x: pass\nelif y', 'if x:\n pass\nelse:\npass', 'while', 'while x', 'while x:', 'for', 'for x', 'for x in', 'for x in y', 'for x in y:',
    'for x y in z: pass', 'for 1 in x: pass', 'for x, 1 in y: pass', 'for x in y z: pass', 'for in x: pass', 'for (x, y in z: pass', 'with', 'with a',
    'with a as', 'with a as b', 'with a as b:', 'with a as 1: pass', 'with a as f(): pass', 'with (a as b, c as 1): pass', 'with (a, b: pass',
    'with a b: pass', 'with a, : pass', 'with a as b, c', 'with open(x) as f, open(y) as 1: pass', 'try:', 'try: pass', 'try: x\nfinally',
    'try: x\nexcept', 'try: x\nexcept:', 'try: x\nexcept a, b: pass', 'try: x\nexcept a, b as c: pass', 'try: x\nexcept a as b.c: pass',
    'try: x\nexcept a as 1: pass', 'try: x\nexcept* : pass', 'try: x\nexcept*: pass', 'try: x\nexcept* a: pass\nexcept b: pass',
    'try: x\nexcept: pass\nexcept a: pass', 'try: x\nelse: y', 'try: x\nfinally: y\nelse: z', 'match', 'match x', 'match x:', 'match x: pass',
    'match x:\n pass', 'match x:\n case', 'match x:\n case y', 'match x:\n case y:', 'match x:\n case 1+1: pass', 'match x:\n case a.b(): pass',
    'match x:\n case a(b=1, c): pass', 'match x:\n case {a: 1}: pass', "match x:\n case {**a, 'b': 1}: pass", 'match x:\n case a as 1: pass',
    'match x:\n case a as b.c: pass', 'match x:\n case 1 as _: pass', 'match x:\n case *a: pass', 'match x:\n case (a, *b, *c): pass',
    'match x:\n case -a: pass', 'match x:\n case f(): x y', 'match x:\n case a if: pass', 'match x:\n case a b: pass', 'match x:\n case [a: pass',
    'match x:\ncase a: pass', 'type', 'type A', 'type A =', 'type A = = 1', 'type A[T] = ', 'type A[1] = x', 'type 1 = x', '@', '@a', '@a\nx',
    '@a b\ndef f(): pass', '@\ndef f(): pass', '1 = x', 'f() = x', 'a + b = c', '(a, 1) = c', '[a, f()] = c', 'a = 1 = b', 'a = b = 1 = c',
    'None = 1', 'True = 1', 'a.None = 1', 'a.True', '... = 1', "'a' = 1", "f'a' = 1", '{} = 1', '{a} = 1', '[x for x in y] = 1', '(x for x in y) = 1',
    'a if b else c = 1', 'lambda: 1 = 2', '-a = 1', 'not a = 1', 'a < b = 1', 'a and b = 1', 'await a = 1', 'yield a = 1', '(yield) = 1',
    '(a := 1) = 1', 'a := 1 = 1', '*a = b', '*a, *b = c', 'a += b += c', '1 += a', 'f() += 1', '(a, b) += 1', '[a] += 1', 'a + b += 1', 'None += 1',
    'a: int: str', '1: int', 'f(): int', '(a, b): int', '[a]: int', 'a, b: int', 'a: int = 1 = 2', '(a): int = 1', 'a.b: int = 1', 'a: yield',
    'a: *b', 'x = *a', 'x = *a, b', 'x = yield y z', 'print a, b', "print 'a'", 'print a = 1', 'exec a', 'print -1', 'print (a) b', 'print', 'a;;b',
    ';', 'a;', 'a b;', 'a : b', 'else', 'elif', 'except', 'finally', 'case x: pass', 'in', 'is', 'as', 'a as b', 'a -> b', '->', 'a @', '@ a',
    'a ; b c', 'a\n b', ' a', '\ta', '  a\nb', 'a\n  b\n c', 'f(a b', 'f(a.b=1', 'f(True=1', '[a b', '{a: 1 b', 'f(a=1, b', 'f(a for a in b, c',
    '(a:=1) = (', 'x = (1 if 2', 'f(**a, *b', '(lambda x=: 1', '(f() := 1', 'def f(a=1, b', 'def f(*', 'def f((a)', 'class A(a b', 'del (f()', '(*a',
    'with (f() as 1', 'import (', 'from a import (1', 'print(a b', '[x for 1 in y', '[x for f() in y', '{**x for', '{a:', '{a: *b', '(yield = 1',
    'a[b c', '(a = 1', 'f(a for', 'f( if', 'f(else', '[ for', '( in', '{ for', 'f( import', '(a import', '(a def', '( def', '[a, for', 'f(a, for',
    'f(*for', '(a if b else', '(a if b else for', '(a.for', '(not for', 'a[for', 'f(1=2\n', 'f(1=2,\n', 'f(1=2,\nb', 'f(a b\nc', '[a b\n', 'x = # c',
    'if x # c', 'if x # c\n  y', 'class A # c', 'from a import # c', 'x = ', 'x =   ', 'if x   ', 'from a import   ', 'def f() # c', 'for x in y # c',
    'x y # c', 'import # c', 'with a # c', 'try # c', 'a.b # c\nx =#c', 'a = (b # c', 'else # c', 'del # c', 'return x y # c', 'lambda # c',
    'raise x from # c', '@ # c', 'assert # c',
    "x y f'{0x}'", "x y\nf'{0x}'", "x y f'{€}'", 'x y f\'{ur""}\'', "x y f'{(0x}'", "-> f'{ [ 0x", "x y f'{a' 0x", "x y f'{a}' 0x",
    "x y f'abc", "x y f'{\"abc}'", "x y\n'''abc", "x y f'{a]}'", "x y f'{$}'", "b'c' '''d''' match", "def f((): x", "for f() in x:", "  x = 1int",
    "x = 1int\n  y", "xlambda:# c", "def f((a) b): x",
]
for source in SOURCES:
    for mode in ("exec", "eval", "single") if len(source) < 12 and "#" not in source and "\n" not in source else ("exec",):
        said.clear()
        try:
            compile(source, "<source>", mode)
            print(repr(source), mode, "compiles")
        except SyntaxError as e:
            print(repr(source), mode, type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
        except ValueError as e:
            print(repr(source), mode, e)
        for text in sorted(said): print(text)
