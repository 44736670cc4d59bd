# What stands in brackets, in the items of `with`, in mapping patterns and in formats when it is wrong.
import warnings

warnings.simplefilter('ignore')
SOURCES = [
    'def f[T: pass', 'class A[T: pass', 'type X[T: pass', 'def f[*T: pass', 'def f[T, U: pass', 'def f[T: (pass', 'async def f[T: pass',
    'def f[T: pass\n\nx = 1', 'x[T: pass', '{T: pass', '[pass', '(pass', 'x[pass', '[a, pass', 'def f(T: pass', 'def f(a=pass', 'f(break',
    'def f[T: pass]', 'def f[T pass', 'def f[pass', 'class A[T, pass', 'def f(T, pass',
    'with (x as y) as z: pass', 'with (x as y, z as w) as q: pass', 'with (x as y) z: pass', 'with (x as y), z: pass',
    'with (x as y) + 1: pass', 'with (x as y).z: pass', 'with (x as y)() : pass', 'with (x as y,) as z: pass', 'with (x as 1) as z: pass',
    'with (x as y): pass pass', 'with (x, y) as z, (a as b): pass', 'with (x as y for x in z): pass', 'with (x as y',
    *['match x:\n case ' + pattern + ': pass' for pattern in (
        '{**x, **y}', '{**x, y}', '{**x, "a": 1}', '{**x, }', '{**x, **y, **z}', '{"a": 1, **x, **y}', '{"a": 1, **x, "b": 2}',
        '{**x **y}', '{**x,, }', '{**x, 1}', '{**1}', '{**x.y}', '{**x, a: 1}', '{**_}', '{"a": 1, **x}', '{"a": 1, **x,}')],
    r'f"{x:\x}"', r'f"{x:\xz}"', r'f"{x:\N{foo}}"', r'f"{x:\u12}"', r'f"a{x:b\x}"', r'f"{x:{y}\x}"', r'f"{x!r:\x}"', r't"{x:\x}"',
    r'f"\x"', r'f"{x:\x41}"', r'rf"{x:\x}"', 'f"{a:{b}\n', 'f"{a:{b}c\n"', 'f"{a:x\n', 'f"{a:{b:{c}\n', 'f"x{a:{b} {c}\n',
]
for source in SOURCES:
    try:
        compile(source + '\n', 'nested', 'exec')
    except SyntaxError as e:
        print(f'{source!r}: {type(e).__name__} {e.msg} {e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}')
    except Exception as e:
        print(f'{source!r}: {type(e).__name__} {e}')
    else:
        print(f'{source!r}: right')
