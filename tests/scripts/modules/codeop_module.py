# `codeop`: is a source finished, unfinished or wrong? Asked for each of the three symbols.
import codeop, warnings

SOURCES = ['', '\n', '# c', '  # c\n\n', 'pass', 'if 1:', 'if 1:\n  x', 'if 1:\n  x\n', 'a =', 'a = (', 'x y', '"abc', '"""abc', 'def f():', 'def f():\n', 'def f():\n  pass', 'def f():\n  pass\n',
           '1;', 'lambda', 'lambda *', '@d', '@d\n', '@d\n\n', 'class A', 'for', 'a\\', '"\\', 'x = "a\\', 'try:\n  a\n', 'try:\n  a\nexcept:', 'try:\n  a\nb', 'a b\n', 'raise = 2', 'else',
           '\x00', 'if 1: pass', 'f"{a', 'f"""{a', 'f"""a', 'f"a', 'f"a\\', '\tx', ' x', 'await x', '0x', '[1,', '1\n2', 'return', '1 +', 'with a', 'if 1:\n pass\nelse', 'a = 1 if', 'print("a"', "'''\n",
           "a = '''\nx\n'''", 'x = {', 'match x:', 'match x:\n  case 1:', 'match x:\n  case 1: pass', 'match x:\n  y', 'if 1:\nx', 'if 1:\n  # c', 'if 1:\n  # c\n', 'if 1:\n  x # c', 'if 1:\n  x\n# c', 'if 1:\n  x\n  ',
           'if 1:\n  x\n y', 'if 1:\n  if 2:\n', 'if 1:\n  if 2:\n    y', 'if 1:\n  x\nelse:', 'if 1:\n  x\nelse:\n', 'if 1:\n  (', '(a b', '(a b\n', '[1, 2}', ')', 'x = [\n1,\n', 'x = [\n1,\n]', 'x = [i for i in y', 'del', 'import',
           'from a import (', 'from a import (b,', 'a;b', 'a;b;', 'a # c', 'a\n# c', 'a\n\n', 'a\n\n\nb', 'def f(', 'def f(a,\n', 'def f(a):\n  return (1,\n', 'for x in y: pass', 'while 1: pass\n', 'with a as b, c:', 'class A: pass', 'class A:\n "doc"',
           'async def f():', 'async def f():\n  await x\n', 'async', 'try: pass', 'try: pass\n', 'try: pass\nfinally:', 'if x else y', '*a', '*', 'x = yield', 'x := 1', '(x := 1)', 'def f(): yield', 'lambda: (', '"a" "b', 'b"', 't"{x', 'a, b =\\', 'x = 5 \\\n', 'print 1', '1 if', '\\', '$', '?', 'é = 1']

for source in SOURCES:
    answers = []
    for symbol in ('single', 'exec', 'eval'):
        try: answers.append('code' if codeop.compile_command(source, symbol=symbol) else 'more')
        except Exception as e: answers.append(f'{type(e).__name__}: {e.args[0]} @{getattr(e, "lineno", "")}')
    print(ascii(source), '|', ' | '.join(answers[:1] if len(set(answers)) == 1 else answers))


def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)


print(codeop.__all__)
show(lambda: codeop.compile_command('1', symbol='zz'))
show(lambda: codeop.compile_command('1', symbol=3))
show(lambda: codeop.compile_command(3))
show(lambda: codeop.compile_command('1 2', 'name'))
show(lambda: codeop.compile_command('1', 'name', 'eval').co_filename)
show(lambda: codeop.compile_command('x', flags=1 << 30))
c = codeop.Compile()
print(c.flags)
c('from __future__ import annotations', 'f', 'exec'); print(c.flags)
exec(c('def f(a: 1 + 2): pass', 'f', 'exec')); print(f.__annotations__)
print(eval(c('1 + 1', 'f', 'eval')), type(c('1', 'f', 'eval', 0x400)).__name__)
cc = codeop.CommandCompiler()
print(cc('from __future__ import annotations') is not None, cc.compiler.flags, cc('if 1:'), cc('a', 'F').co_filename)
exec(cc('def g(a: 1 + 2): pass\n')); print(g.__annotations__)
show(lambda: cc('1 2'))
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    codeop.compile_command('1 is 1')
    print(codeop.compile_command('(1 is 1'))
    print([str(w.message) for w in seen])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    show(lambda: codeop.compile_command('1 is 1'))
    show(lambda: codeop.compile_command('"\\d"'))
