# The commonest mistakes: how each is shown, with its range.
import traceback

MISTAKES = [
    # headers and colons
    'if x = 1:\n    pass', 'if x\n    pass', 'while True\n    pass', 'for i in range(9)\n    pass', 'def f()\n    pass',
    'class A\n    pass', 'else:\n    pass', 'try:\n    x\ny', 'try: pass', 'with a as 1: pass', 'for 1 in x: pass',
    'if x:\n  pass\nelse if y:\n  pass', 'try:\n  x\nexcept A, B as e:\n  y', 'match x\n  case 1: pass',
    # indentation
    'if x:\npass', 'def f():\npass', '  x = 1', 'x = 1\n  y = 2', 'if x:\n    y\n  z', 'if x:\n\ty\n        z', 'if x:\n',
    # brackets
    'print(1', 'print(1))', 'x = [1, 2', 'x = {1: 2', '(]', 'f(\n]', 'x = (1,\ny = 2',
    # commas, operators, statements in expressions
    'print "hello"', 'x y', 'x = 1 2', 'f(a b)', '[1, 2 3]', '{1: 2 3: 4}', '{1: 2, 3}', '{1: }', 'x = 1 +', 'x++', 'x = = 1',
    'a && b', 'a <> b', 'x = y if z', 'x = 1 if y else pass', 'a ? b : c', 'not', 'x is', 'x = yield = 1', 'raise A, b', 'x := 1',
    # targets
    '1 = x', 'f() = 1', 'a + b = c', 'None = 1', '(a, 1) = 2', 'del f()', 'f() += 1', '(a, b) += 1', '(a.b := 1)', 'a, b: int',
    '__debug__ = 1', '*a = 1', '[x for x in y] = 1', 'x = f() = 1', 'lambda: 1 = 2',
    # parameters and arguments
    'def f(a=1, b): pass', 'def f(a, a): pass', 'def f(*): pass', 'def f(**k, a): pass', 'def f((a, b)): pass', 'f(a=1, b)',
    'f(**a, *b)', 'f(1=2)', 'f(a=1, a=2)', 'f(a for a in b, c)', 'f(True=1)', 'lambda x=1, y: 1',
    # strings and numbers
    '"abc', "'abc\ndef'", '"""abc', 'f"{x', 'f"{}"', 'f"{x y}"', 'f"{x!z}"', 'f"}"', 'b"\xe9"', '"\\x1"', '"\\N{nope}"', '0777', '1__0',
    '0xg', '1abc', '0b2', '1.2.3', 'ub"a"', '"a" b "c"', '“a”', 'x\xa0= 1', 'x\\ y', 'x = \\', '9' * 5000,
    # places
    'return 1', 'yield 1', 'await x', 'break', 'continue', 'nonlocal x', 'def f():\n  x = 1\n  global x', 'from x import *, y',
    'def f():\n  from x import *', 'from __future__ import nope', 'x = 1\nfrom __future__ import annotations', 'import a.b as c.d',
    'import a from b', 'from a import b,', 'from a import', 'import', 'async def f():\n  yield from x', 'def f():\n  await x',
    'class A:\n  return 1', 'for x in y:\n  try:\n    pass\n  except* z:\n    break',
    # patterns, type parameters
    'match x:\n  case a: pass\n  case b: pass', 'match x:\n  case a | b: pass', 'match x:\n  case {**_}: pass', 'match x:\n  case 1 as _: pass',
    'match x:\n  case f"a": pass', 'def f[T, T](): pass', 'class A[]: pass', 'type X[T=1, U] = x',
    # keywords that were mistyped
    'fro x in y: pass', 'improt x', 'whlie True: pass', 'if x:\n  pass\nesle:\n  pass', 'def f():\n  retrun 1', 'x = nto y', 'x = [y fro y in z]',
    'clas A: pass', 'x si None', 'import x sa y', 'try:\n  x\nexcpet A:\n  y', 'awiat x',
]
for text in MISTAKES:
    try:
        compile(text, '<text>', 'exec')
    except SyntaxError as error:
        print('-' * 20, repr(text) if len(text) < 200 else len(text))
        print(''.join(traceback.format_exception_only(error)), end='')
        print(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
    else:
        print('no error', repr(text))
