# The language reference, chapter 6 (expressions), section by section.
import asyncio
import warnings

warnings.simplefilter("ignore")


def section(number):
    print("==", number)


def told(e):
    return f"{type(e).__name__}: {e}" if not isinstance(e, SyntaxError) else f"{type(e).__name__}: {e.msg} ({e.lineno}, {e.offset}, {e.end_lineno}, {e.end_offset})"


def show(source, **names):
    """What an expression is, or what it raises."""
    try:
        print(f"{source:.90}".replace("\n", "|"), "->", eval(source, {**globals(), **names}))
    except BaseException as e:
        print(f"{source:.90}".replace("\n", "|"), "->", told(e))


def run(source, **names):
    """What a program prints, or raises."""
    print(source.strip().replace("\n", " | ")[:100])
    try:
        exec(source, {**globals(), **names})
    except BaseException as e:
        print("  ->", told(e))


class Loud:
    """Tells of each special method that is called."""

    def __init__(self, name, **results):
        self.__dict__.update(_name=name, _results=results)

    def __repr__(self):
        return f"<{self._name}>"


def loudly(method):
    def called(self, *args, **kwargs):
        print(" ", self, method, args or "", kwargs or "")
        return self._results.get(method.strip("_"), NotImplemented)

    setattr(Loud, method, called)


for method in "add radd iadd sub rsub mul rmul imul matmul rmatmul truediv rtruediv floordiv rfloordiv mod rmod divmod rdivmod pow rpow lshift rlshift rshift rrshift and rand xor rxor or ror neg pos invert lt le eq ne gt ge getitem setitem delitem contains call ipow".split():
    loudly(f"__{method}__")
Loud.__hash__ = object.__hash__
a, b = Loud("a"), Loud("b")


class Sub(Loud):
    pass


for method in "radd", "rsub":
    setattr(Sub, f"__{method}__", getattr(Loud, f"__{method}__"))


class Override(Loud):
    def __radd__(self, other):
        print("  Override.__radd__", other)
        return "overridden"


s, o = Sub("s"), Override("o")

section("6.1 arithmetic conversions")
for text in "1 + 2.0", "1 + 2j", "2.0 + 1j", "True + 1", "True + 0.5", "2 ** -1", "10 ** 400 + 1.0", "1.0 + 10 ** 400", "10 ** 400 < 1e300", "10 ** 400 * 1j", "1 // 2.0", "7 % 2.5", "divmod(-7, 2.0)", "1 == 1.0 == 1 + 0j", "2 ** 53 + 1 == float(2 ** 53 + 1)", "1 < 1j", "1j // 1", "1j % 2", "divmod(1j, 1)", "'a' + 1", "1 + 'a'", "[] + ()", "() + []", "None + 1", "'a' * 2.0", "2.0 * 'a'", "[1] * '2'", "b'a' + 'a'", "'a' + b'a'", "{} + {}", "set() + set()", "1 @ 2", "-'a'", "+[]", "~1.0", "not []", "1 << -1", "1 >> -1", "1 << 2.0", "1 & 1.0", "1.0 | 1", "1 / 0", "1.0 / 0", "1j / 0", "1 // 0", "1.0 // 0", "1 % 0", "1.0 % 0", "0 ** -1", "0.0 ** -1", "0j ** -1", "(-8) ** (1 / 3)", "divmod(1, 0)", "divmod(1.0, 0.0)", "1e308 * 10", "10.0 ** 400", "2 ** 0.5j", "pow(2, -1, 7)", "pow(2, -1, 4)", "pow(2, 1, 0)", "pow(2, 1.0, 3)", "pow(2j, 1, 3)":
    show(text)

section("6.2.1 identifiers and names")
run("""
class A:
    __x = 1
    def f(self): return self.__x, A.__x, [k for k in vars(A) if 'x' in k]
    def g(self, __y): __z = __y; return locals()
    __w__ = 2
    class __B: __c = 3
    class _: __d = 4
class __C:
    __e = 1
class ___: __f = 5
print(A().f(), sorted(A().g(1)), sorted(k for k in vars(A) if 'B' in k or 'w' in k), [k for k in vars(A._A__B) if 'c' in k])
print([k for k in vars(__C) if 'e' in k and '_C' in k], [k for k in vars(___) if k.endswith('__f')], [k for k in vars(A._) if 'd' == k[-1]])
""")
run("""
class A:
    import os.path as __p
    def __m(self): pass
    def f(self):
        global __g
        __g = 1
        def __h(): nonlocal_ = 1
        try: raise ValueError
        except ValueError as __e: print(sorted(k for k in locals() if 'e' in k))
        for __i in [1]: pass
        print(__h.__name__, __h.__qualname__.split('.')[-1], sorted(locals()))
        print(self.f(__k=1) if 0 else dict(__k=1), getattr(self, '__m', 'none'))
        lambda __q: __q
        f"{__i}"
        import __future__
        del __i
A().f()
print(sorted(k for k in vars(A) if 'p' in k[:5]), '_A__g' in globals())
""")
show("undefined_name")
run("def f():\n print(x)\n x = 1\nf()")
run("def f():\n def g(): return y\n g()\n y = 1\nf()")
run("class A:\n print(z)\n z = 1")
run("del w")
run("def f():\n del v\nf()")
run("print(__debug__)\n__debug__ = 1")
run("f(__debug__=1)")
run("def f(__debug__): pass")
run("x.__debug__ = 1")
run("del __debug__")
run("import __debug__")
run("class A[__debug__]: pass")

section("6.2.2 literals: identity")
run("def f(): return (1, 'a', b'b', 2.5)\nprint(f() is f(), f()[0] is f()[0])")
run("x = 1000; y = 1000; print(x is y)\nx = 'a b'; y = 'a b'; print(x is y)")

section("6.2.3 parenthesized forms")
for text in "()", "(1)", "(1,)", "(1, 2)", "(,)", "(1,,)", "(*a)", "(*[1],)", "(*[1], *[2])", "(x := 1, x)", "(x := 1,)", "(1, x := 2)", "x := 1", "(yield)", "(yield from x)", "(await x)", "((1))", "(1 2)", "()()", "(**a)", "(*a for a in b)", "(a for a in b, c)", "(1, a for a in b)":
    show(text)

section("6.2.4 displays and comprehensions")
for text in "[x for x in range(3)]", "[x for x in range(3) if x if x > 1]", "[(x, y) for x in range(2) for y in range(x + 1)]", "[x async for x in y]", "[await x for x in [1]]", "[x for x in x]", "[x for x, in [(1,)]]", "[x for (x, *y) in [(1, 2, 3)] if y]", "[x for x in 1, 2]", "[x for x in lambda: 1, 2]", "[x for x in (lambda: [1])()]", "[lambda: x for x in range(2)][0]()", "[x if x else 0 for x in [1]]", "[x for x in [1] if x else 0]", "[x := 1 for x in [1]]", "[y := x for x in [1]] + [y]", "[x for x in (y := [1])]", "[x for x in [1] if (z := x)]", "[*x for x in [1]]", "[x, y for x, y in [1]]", "{x: y for x, y in [(1, 2)]}", "{**x for x in []}", "{x for x in [1, 1]}", "{*[1], *[2]}", "{*()}", "{1, 1.0, True}", "{[]}", "{{}: 1}", "{1: 2, **{1: 3}}", "{**{1: 3}, 1: 2}", "{**1}", "{**[(1, 2)]}", "{1: 2, 3}", "{1, 2: 3}", "{1:}", "{:1}", "{1: *a}", "{1: **a}", "{*a: 1}", "{x: y for x in []}", "{x: for x in []}", "[for x in []]", "[x for]", "[x for x]", "[x for x in]", "[x for x in [] if]", "[x for 1 in []]", "[x for f() in []]", "[x for x.y in []]", "[i for i.real in [1]]", "{(yield): 1}", "[(yield) for x in []]", "[x for x in (yield)]", "[x for x in [1] for x in [2]]", "[[x for x in range(y)] for y in range(2)]", "[x for x in range(3) for y in [x]]", "(x for x in undefined)", "list(x for x in 5)", "list(x for x in [1] for y in 5)", "[__class__ for x in [1]]", "list(x for x in [y for y in [1]])", "{'a': 1, 'b': 2}['c']", "[1, 2,]", "[,]", "{,}", "{1:2,}", "{1,}", "[1 2]", "[1, 2 3]", "{1:2 3:4}", "{1 2}":
    show(text)
run("class A:\n x = 1; y = [x for _ in [x]]")
run("class A:\n n = 2\n y = [i for i in range(n)]\n print(y)")
run("class A:\n n = 2\n y = [i for i in [1] for j in range(n)]\n print(y)")
run("class A:\n n = [1]\n y = list(i for i in n)\n z = [[i for i in n] for _ in [1]]")
run("def f():\n x = 5\n [x for x in range(3)]\n return x\nprint(f())")
run("def f():\n [x for x in range(3)]\n return x\nf()")
run("def f():\n return [(lambda: i) for i in range(3)]\nprint([g() for g in f()])")
run("def f():\n l = [locals().copy() for i in [1]]\n return l\nprint(f())")
run("def f():\n x = 1\n [x := i for i in range(3)]\n return x\nprint(f())")
run("class A:\n [x := i for i in range(3)]")
run("def f():\n nonlocal_x = 0\n def g():\n  nonlocal nonlocal_x\n  [nonlocal_x := i for i in range(3)]\n g()\n return nonlocal_x\nprint(f())")
run("[i := 0 for i in [1]]")
run("[i for j in [1] if (i := j) for i in [1]]")
run("[i for i in (j := [1])]")
run("[[(j := 0) for i in range(5)] for j in range(5)]")
run("g = (print(i) or i for i in [print('first')] * 2)\nprint('made')\nnext(g)")


async def aiter3():
    for i in range(3):
        yield i


async def main():
    print([i async for i in aiter3()], {i async for i in aiter3() if i}, {i: i async for i in aiter3()}, [await asyncio.sleep(0, i) for i in range(2)])
    print([x for x in [1] if await asyncio.sleep(0, True)], [i async for j in [1, 2] for i in []] if 0 else "", type(i async for i in aiter3()).__name__, type(await asyncio.sleep(0, i) for i in [1]).__name__)
    print([[i async for i in aiter3()] for _ in [1]], type((j for j in [1] if [i async for i in aiter3()])).__name__)
    for text in "[i async for i in [1]]", "[i for i in aiter3()]":
        try:
            exec(f"async def f(): return {text}", globals())
            print(await f())
        except TypeError as e:
            print(told(e))


asyncio.run(main())
run("def f(): return [i async for i in x]")
run("def f(): return (i async for i in x)\nprint(type(f))")
run("def f():\n return list(i for i in [await x])")
run("async def f(): return [i for i in (yield 1)]\nprint(f)" if 0 else "pass")
run("async def f(): yield from x")
run("async def f():\n yield 1\n return 2")
run("x = [await y]")
run("def f(): await x")
run("lambda: await x")
run("lambda: (yield)\nprint(list((lambda: (yield 1))()))")
run("class A: yield 1")
run("class A: await x")
run("class A: [x async for x in y]")
run("yield 1")
run("return")
run("await x")

section("6.2.9 generators")


def gen():
    try:
        got = yield 1
        print("  got", got)
        got = yield 2
        print("  got", got)
    except KeyError as e:
        print("  caught", repr(e))
        yield 3
    finally:
        print("  finally")


g = gen()
show("g.send(1)", g=g)
show("next(g), g.send('x')", g=g)
show("g.throw(KeyError('k'))", g=g)
show("g.throw(KeyError, 'k')", g=gen())
show("g.throw(1)", g=gen())
show("g.throw(KeyError(1), 2)", g=gen())
show("g.throw(KeyError, (1, 2))", g=gen())
show("g.throw(KeyError, 1, 2)", g=gen())
show("g.close()", g=g)
show("next(g)", g=g)
show("g.gi_running, g.gi_frame, g.gi_suspended, g.gi_yieldfrom, g.gi_code.co_name", g=g)
run("def f():\n try: yield\n finally: yield 2\ng = f(); next(g); g.close()")
run("def f():\n try: yield\n except GeneratorExit: return 5\ng = f(); next(g); print(g.close())")
run("def f():\n try: yield\n except GeneratorExit: raise ValueError(1)\ng = f(); next(g); g.close()")
run("def f(): g.send(1); yield\ng = f(); next(g)")
run("def f(): next(g); yield\ng = f(); next(g)")
run("def f(): raise StopIteration(1); yield\nnext(f())")
run("def f(): yield from [1]; return 5\ndef h(): print((yield from f()))\nprint(list(h()))")
run("def f(): yield from 5\nnext(f())")
run("def f(): yield from [1, 2]\ng = f(); next(g); g.send(1)")
run("def f(): yield from [1, 2]\ng = f(); next(g); g.throw(ValueError(1))")
run("class A:\n def __iter__(s): return s\n def __next__(s): return 1\n def send(s, v): print('send', v); return 2\n def throw(s, *a): print('throw', a); return 3\n def close(s): print('close')\ndef f(): yield from A()\ng = f(); print(next(g), g.send(5), g.send(None), g.throw(ValueError), g.throw(ValueError(2))); g.close()")
run("def f():\n x = yield 1, 2\n y = yield\n print(x, y)\n z = yield *[1, 2], 3\ng = f(); print(next(g), g.send(5), g.send(6))")
run("def f(): print([(yield 1), (yield 2)])\ng = f(); next(g); g.send('a'); g.send('b')")
run("def f(): return (yield) + (yield)\ng = f(); next(g); g.send(1); g.send(2)")
run("def f(): yield = 1")
run("def f(): x = yield = 1")
run("def f(): (yield) = 1")
run("def f(): (yield) += 1")
run("def f(): f(yield)")
run("def f(): f(yield, 1)")
run("def f(): f((yield), 1)\nprint(f())" if 0 else "pass")
run("def f(): return 1 + yield 2")
run("def f(): x = await yield")
run("def f(): yield x for x in y")
run("def f(x=(yield)): pass")
run("def f() -> (yield): pass")
run("def f(x: (yield)): pass")
run("def f(): x: (yield) = 1")
run("class A((yield)): pass")
run("lambda x=(yield): 1")
run("@(yield)\ndef f(): pass")

section("6.3.1 attribute references")
run("class A:\n def __getattr__(s, n): print('getattr', n); raise AttributeError(n)\nA().x")
run("class A:\n def __getattribute__(s, n): print('gab', n); raise AttributeError\n def __getattr__(s, n): return 'ga ' + n\nprint(A().x, hasattr(A(), 'y'))")
show("(1).real, 1.0.real, 'a'.upper, None.x")
show("1 .x.y")
show("undefined.x")

section("6.3.2 subscriptions")
show("a[1]"), show("a[1, 2]"), show("a[1:2]"), show("a[1:2, ::3]"), show("a[:]"), show("a[()]"), show("a[1,]"), show("a[*[1, 2]]"), show("a[*[1], 2:3]"), show("a[*[]]"), show("a[x := 1]"), show("a[x := 1, 2]"), show("a[1:x := 2]"), show("a[(x := 1):2]"), show("a[]"), show("a[1:2:3:4]"), show("a[**b]"), show("a[b=1]"), show("a[...]"), show("a[*[1]:2]"), show("a[1 2]"), show("a[x for x in y]"), show("a[yield]"), show("a[None:None:None]")
run("class A:\n def __class_getitem__(c, k): return c, k\nprint(A[1], A[1, 2], A[1:2], A[*(1, 2)])\nA[1] = 2")
for text in "[1, 2][2]", "[1][-2]", "(1,)[1]", "'a'[1]", "b'a'[1]", "range(1)[1]", "bytearray(1)[1]", "[1]['a']", "(1,)[None]", "'a'[1.0]", "b'a'['a']", "range(1)['a']", "{}[1]", "{}[[]]", "1[1]", "None[1]", "int[1]", "{1}[1]", "[1][1:2, 3]", "[1, 2, 3][::0]", "'abc'[::-1]", "[1, 2][10**30]", "[1, 2][10**30:]", "[1, 2][True]", "'abc'[1:'a']", "[][0]", "memoryview(b'ab')[2]", "memoryview(b'ab')['a']", "memoryview(b'ab')[0, 0]", "print[1]", "(lambda: 1)[1]", "len[0]", "[].append[0]", "slice(1)[0]", "object()[0]", "type[1]", "...[0]", "(x for x in [])[0]", "list[int][0]", "[1, 2, 3][1:2][0]", "'abc'[-1:-3:-1]":
    show(text)
run("[1][5] = 1"), run("(1,)[0] = 1"), run("'a'[0] = 1"), run("b'a'[0] = 1"), run("range(1)[0] = 1"), run("del (1,)[0]"), run("del [1][5]"), run("del {}[1]"), run("1[0] = 1"), run("del 1[0]"), run("del None[0]"), run("x = [1]; x['a'] = 1"), run("x = [1]; x[0:1] = 5"), run("x = [1, 2, 3]; x[::2] = [1]"), run("x = [1]; x[::0] = [1]"), run("del [1, 2][::0]"), run("x = bytearray(2); x[0] = 256"), run("x = bytearray(2); x[0] = 'a'"), run("x = bytearray(2); x[0:1] = 'a'"), run("x = bytearray(2); x[5] = 1"), run("{}[[]] = 1"), run("x = [1, 2]; x[0], x[1] = x[1], x[0]; print(x)")

section("6.3.4 calls")


def f(a, /, b, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


for text in "f(1, 2, c=3)", "f(1, b=2, c=3)", "f(a=1, b=2, c=3)", "f(1, 2, 3, c=3)", "f(1, 2)", "f(1)", "f()", "f(1, 2, c=3, a=5)", "f(1, 2, b=3, c=4)", "f(*[1, 2], c=3)", "f(*[1], 2, c=3)", "f(c=3, *[1, 2])", "f(**{'c': 3}, *[1, 2])", "f(*[1, 2], **{'c': 3}, **{'d': 5})", "f(*[1, 2], **{'c': 3}, **{'c': 5})", "f(1, 2, c=3, **{'c': 3})", "f(1, 2, c=3, c=4)", "f(1, 2, **{1: 2}, c=3)", "f(*1)", "f(**1)", "f(1, *2)", "f(1, **[])", "f(c=1, 2)", "f(**{}, 2)", "f(**{}, *[])", "f(x for x in [1])", "f(x for x in [1], 2)", "f(1, x for x in [1])", "f(c=x for x in [1])", "f(1, 2, c=(yield))", "f(1=2)", "f(a.b=2)", "f(None=1)", "f(True=1)", "f(lambda=1)", "f((a)=1)", "f(a, b=)", "f(a b)", "f(a, b c)", "f(**a, b)", "f(,)", "f(1,,2)", "f(1,)", "f(*[1, 2],)", "f(1, 2, c=3,)", "f(*)", "f(**)", "f(* *[1])", "f(x := 1, 2, c=3)", "f(1, x := 2, c=3)", "f(c=x := 3)", "f(c=(x := 3), b=1, *[0])", "f(*[1], *[2], *[3], c=1)", "f(**{'b': 1, 'x y': 2, 'c': 3}, *[1])", "f(1, 2, 3, 4, c=1, e=2)", "(lambda: 1)(1)", "(lambda a: 1)()", "(lambda a, b: 1)()", "(lambda a, b, c: 1)()", "(lambda *, a: 1)()", "(lambda *, a, b: 1)(1)", "(lambda a, b=1: 1)()", "(lambda a, b=1: 1)(1, 2, 3)", "(lambda a, *, b: 1)(1, 2)", "(lambda a, *, b: 1)(1, 2, b=3)", "(lambda a, *, b=1: 1)(1, 2, c=3)", "(lambda a, /: 1)(a=1)", "(lambda a, b, /: 1)(a=1, b=2)", "(lambda a, /, **k: k)(1, a=2)", "(lambda **k: k)(**{'a': 1}, b=2)", "(lambda **k: k)(1)", "(lambda a=1: 1)(b=2)", "(lambda abc=1: 1)(abd=2)", "1()", "None()", "'a'()", "[]()", "(1, 2)()", "f(1)(2)", "int('a', bas=1)", "print(1, sepp=2)", "len()", "len(1, 2)", "len(x=1)", "dict(1)", "dict([1])", "dict([(1, 2, 3)])", "dict(**{'a': 1}, **{'a': 2})", "dict(**{1: 2})", "int(*[1, 2, 3])", "object(1)", "type()", "type(1, 2)", "Loud()", "a.x()", "f(*'ab', c=3)", "f(*{1: 2, 3: 4}, c=3)", "f(*(), 1, *(), 2, **{}, c=1, **{})":
    show(text)
run("class A:\n def m(self, x): pass\n @classmethod\n def c(cls, x): pass\n @staticmethod\n def s(x): pass\nfor g in 'A().m()', 'A.m()', 'A().c()', 'A.c(1, 2)', 'A.s()', 'A().s(1, 2)', 'A().m(1, 2)', 'A.m(1)', 'A(1)', 'A(x=1)', 'A().m(y=1)', 'A().m(1, x=2)':\n try: eval(g)\n except TypeError as e: print(g, e)")
run("class A:\n def __init__(self, a, *, b): pass\nfor g in 'A()', 'A(1)', 'A(1, 2)', 'A(b=1)', 'A(1, b=2, c=3)':\n try: eval(g)\n except TypeError as e: print(g, e)")
run("class A:\n def __new__(cls, a): return object.__new__(cls)\nfor g in 'A()', 'A(1, 2)', 'A(a=1)', 'A(b=1)':\n try: print(type(eval(g)))\n except TypeError as e: print(g, e)")
run("class A:\n def __init__(self): return 5\nA()")
run("class M:\n def keys(self): return ['x']\n def __getitem__(self, k): return k * 2\nprint((lambda **k: k)(**M()))")
run("class M:\n def keys(self): return 5\n(lambda **k: k)(**M())")
run("class M:\n def keys(self): return ['x']\n(lambda **k: k)(**M())")
run("class M:\n def keys(self): return [1]\n def __getitem__(self, k): return k\n(lambda **k: k)(**M())")
run("class M:\n def __iter__(self): raise ValueError('it')\nprint(*M())")
run("class M:\n def __iter__(self): return 5\nprint(*M())")
run("def p(x): print(x); return x\np(dict)(a=p(0)), (lambda *a, **k: (a, k))(p(1), *p([2]), p(3), x=p(4), **p({'y': 5}), z=p(6))")
run("def p(x): print(x); return x\ndict(a=p(1), **p({'b': 1}), c=p(3))\n[p(1), p(2)][p(0)] = p(5)")
run("def p(x): print(x); return x\nx = {}\nx[p('k')] = p('v')\n{p('k1'): p('v1'), p('k2'): p('v2')}\np(1) + p(2) * p(3)\np(0) or p(1) and p(2)\np(1) < p(3) < p(2) < p(9)\np(1) if p(0) else p(2)")

section("6.4 await")


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return self.value


async def waits():
    for value in 5, None, iter([]), (x for x in []), waits(), [1]:
        try:
            print(await Awaitable(value))
        except TypeError as e:
            print(told(e))
    for value in 5, None, "a", object(), waits, (x for x in []), aiter3():
        try:
            print(await value)
        except TypeError as e:
            print(told(e).split(" at 0x")[0])
    c = asyncio.sleep(0)
    await c
    try:
        await c
    except RuntimeError as e:
        print(told(e))
    print(await asyncio.sleep(0, 2) ** 2, -await asyncio.sleep(0, 3), await asyncio.sleep(0, [4]) + [5])


asyncio.run(waits())
run("async def f(): await -x")
run("async def f(): await await x")
run("async def f(): return await lambda: 1")
run("async def f(): await x = 1")
run("async def f(): await x += 1")
run("async def f(): del await x")
run("async def f(): [await x for x in await y]\nprint(f.__code__.co_flags & 128)")

section("6.5 power, 6.6 unary")
for text in "2 ** 3 ** 2", "-2 ** 2", "2 ** -2", "2 ** -2 ** 2", "(-2) ** 2", "-1 ** 0.5", "(-1) ** 0.5", "0 ** 0", "0.0 ** 0", "1 ** float('nan')", "float('nan') ** 0", "2 ** 0.5", "True ** 2", "2 ** True", "(-2) ** 3", "(-2) ** -3", "2.0 ** 1024", "(-8.0) ** (1/3)", "10 ** -2", "2 ** not 1", "not 2 ** 1", "-+-~5", "--5", "~True", "-True", "+True", "-(0.0)", "-(0)", "-0j", "+-0.0", "~-1", "a ** b", "pow(a, b)", "pow(a, b, 3)", "-a", "+a", "~a", "not a", "1 ** 2j", "0 ** -1.5", "(1+1j) ** 2", "(0j) ** 2j", "2 ** 'a'", "'a' ** 2", "(-3) % 2 ** 2", "2 ** 3 % 5", "-5 // 2 ** 1":
    show(text)

section("6.7 binary arithmetic")
for text in "a + b", "b + a", "a + s", "s + a", "a + o", "o + a", "s - o", "a - 1", "1 - a", "a * 2", "'x' * a", "a @ b", "a @ 1", "a / b", "a // b", "a % b", "'%s' % a", "a % 'x'", "b'%s' % a", "divmod(a, b)", "-7 // 2", "-7 % 2", "7 // -2", "7 % -2", "-7.5 // 2", "-7.5 % 2", "7.5 % -2", "-0.0 % 5", "0.0 % -5", "5 % float('inf')", "-5 % float('inf')", "-5 // float('inf')", "float('inf') // 2", "float('inf') % 2", "1e300 * 1e300", "1e300 // 1e-300", "divmod(7, -2)", "divmod(-7.5, 2)", "'a' * 3", "3 * 'a'", "'a' * -1", "[1] * 2", "2 * (1,)", "[1] * True", "'a' * 10**20", "[1] * 10**20", "b'ab' * 2", "'a' + 'b' 'c'", "'%d %s' % (1, 'a')", "'%d' % 'a'", "'%s %s' % 1", "'%s' % (1, 2)", "'%(a)s' % {'a': 1}", "'%(a)s' % 1", "b'%s' % 'a'", "b'%d' % 1", "1 - True", "0.1 + 0.2", "1 / 3", "10**400 / 10**399", "10**400 / 1", "1 / 10**400", "[1] + [2]", "(1,) + (2,)", "{1} - {2}", "{1: 2} | {3: 4}", "{1: 2} | [(3, 4)]", "[] - []", "{1: 2} - {1}", "{1: 2}.keys() - {1}", "{1} + {2}", "int | str", "int | None", "None | int", "int | 1", "None | None", "'int' | int", "1 + None", "None - 1", "a + None", "... + 1", "print + 1", "print >> 1", "int + 1", "(lambda: 1)() + 1":
    show(text)

section("6.8 shifting, 6.9 bitwise")
for text in "1 << 3", "-1 >> 1", "-9 >> 1", "1 << 100", "1 >> 100", "-1 >> 100", "1 << 10**20", "0 << 10**20", "1 >> 10**20", "-1 >> 10**20", "1 << 'a'", "True << 1", "True & False", "True | 2", "True ^ True", "6 & 3 | 8 ^ 1", "-6 & 3", "-6 | 3", "-6 ^ 3", "1 & 'a'", "{1, 2} & {2}", "{1, 2} & [2]", "{1, 2} | (2,)", "{1} ^ {2}", "{1: 2}.keys() & [1]", "{1: 2}.items() | [3]", "a << b", "a >> b", "a & b", "a ^ b", "a | b", "1 << 2 + 3", "1 & 2 == 2", "1 | 2 < 3", "1.0 << 2", "frozenset({1}) | {2}", "{1} | frozenset({2})":
    show(text)

section("6.10 comparisons")
for text in "1 < 2 < 3", "1 < 3 < 2", "1 < 2 > 1", "1 == 1 != 2", "1 < 2 in [2]", "1 in [1] == True", "not 1 == 2", "1 == (2 == 2)", "a == b", "a != b", "a < b", "a <= b", "a < s", "s < a", "a == s", "a is a", "a is not b", "a is not None", "1 in a", "1 not in a", "1 < 'a'", "'a' < 1", "[1] < (1,)", "[] < 1", "None < None", "None < 1", "1 <= None", "{} < {}", "{1} < {1, 2}", "{1} < {2}", "{1} <= {1}", "{1} < [1]", "1j < 2j", "1j == 1j", "int < str", "[1, 2] < [1, 3]", "[1] < [1, 0]", "[1, 'a'] < [1, 2]", "[1, 'a'] == [1, 2]", "(1,) < (1, 2)", "'a' < 'b' < 'c'", "'Z' < 'a'", "b'a' < b'b'", "b'a' == 'a'", "b'a' < 'a'", "bytearray(b'a') == b'a'", "bytearray(b'a') < b'b'", "range(3) == range(0, 3, 1)", "range(0) == range(2, 2)", "range(3) < range(4)", "float('nan') == float('nan')", "(n := float('nan')) == n", "[n := float('nan')] == [n]", "n in [n]", "float('nan') < 1", "float('inf') > 10**400", "{1: 2} == {1: 2.0}", "{1: 2} != {1: 3}", "{1: 2}.keys() == {1}", "{1: 2}.items() == {(1, 2)}", "{1: 2}.values() == {1: 2}.values()", "1 == True", "'1' == 1", "() == []", "slice(1) == slice(1)", "slice(1) < slice(2)", "object() < object()", "print < print", "len == len", "[].append == [].append", "(l := []).append == l.append", "type('A', (), {}) == type('A', (), {})", "0.0 == -0.0", "0.0 is -0.0 or 1", "1 is 1", "() is ()", "'' in ''", "'' in 'a'", "'a' in 'ba'", "1 in 'a'", "b'a' in b'ba'", "97 in b'a'", "256 in b'a'", "'a' in b'a'", "1 in 1", "1 in None", "1 in (x for x in [1])", "1 in {1: 2}", "[] in {}", "[] in {1}", "{1} in {frozenset({1})}", "2 in range(0, 10, 2)", "2.0 in range(3)", "'a' in range(3)", "1 in range", "None in [None]", "1 not in [2]", "not 1 in [2]", "1 in not [2]", "1 is not not 1", "1 not is 1", "1 is in 1", "1 < > 2", "1 =< 2", "1 == not 2", "not not 1", "1 not 2", "1 <", "< 1", "1 in", "in 1":
    show(text)


class Iterable:
    def __iter__(self):
        return iter([1, 2])


class Indexed:
    def __getitem__(self, i):
        print("  index", i)
        if i > 2:
            raise IndexError
        return i * 10


class NotContainer:
    __contains__ = None

    def __iter__(self):
        return iter([])


class OddContains:
    def __contains__(self, x):
        return "yes"


for text in "2 in x", "5 not in x", "2 in y", "20 in y", "99 in y", "1 in z", "1 in w", "1 not in w", "[*y]":
    show(text, x=Iterable(), y=Indexed(), z=NotContainer(), w=OddContains())

section("6.11 boolean operations")


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("  bool")
        return self.value


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for text in "0 or ''", "'' or 0", "1 and ''", "'' and 1", "0 or [] or 'x'", "1 and [] and 2", "not ''", "not 'a'", "1 or undefined", "0 and undefined", "1 and 2 or 3", "0 and 2 or 3", "1 or 2 and 0", "not 1 or 2", "not (1 or 2)", "bool(t(True))", "not t(False)", "bool(t(1))", "t(None) and 1", "1 if t('') else 2", "bool(z(0))", "bool(z(3))", "bool(z(-1))", "not z('a')", "z(2.0) or 1", "bool(z(10**30))", "1 < 2 and 3", "not a == b", "1 if 0 else 2 if 0 else 3", "(1 if 1 else 2) if 0 else 3", "1 if 1", "1 if 1 else", "1 if else 2", "x if x := 1 else 2", "1 if (x := 0) else 2", "(lambda: 1 if 1 else 2)()", "1 if lambda: 0 else 2", "[bool(t(True) and t(False) or t(True))]", "pass if 1 else 2", "1 if pass else 2", "1 if 1 else pass", "break if 1 else 2", "1 if 1 elif 2 else 3":
    show(text, t=Truth, z=Sized)

section("6.12 assignment expressions")
for text in "(y := 1) + y", "(x.y := 1)", "(x[0] := 1)", "((x) := 1)", "((x, y) := 1)", "([x] := 1)", "(1 := 1)", "('a' := 1)", "(None := 1)", "(True := 1)", "(x := y := 1)", "(x := (y := 1))", "(f() := 1)", "(x + 1 := 1)", "(*x := 1)", "(x := *y)", "(x := 1, 2)", "[y := 1, y ** 2]", "{(y := 1): y}", "{y := 1: y}", "{1: y := 2}", "{y := 1}", "f(x := 1)", "(lambda: (y := 1))()", "(lambda x=(y := 1): x)()", "(lambda: y := 1)", "(lambda x := 1: x)", "f'{(y := 5)}'", "(y := 1) if 1 else 2", "1 if (y := 1) else 2", "[y := 1 for _ in [1]]", "(x := yield)", "(await := 1)", "(lambda := 1)", "not (x := 1)", "(not x := 1)", "(-x := 1)", "(x := 1).real", "[x := 1][0]", "(__debug__ := 1)", "(x: = 1)", "(x :=)", "( := 1)", "(x : int := 1)", "(x := lambda: 1)()", "((x := 1), (y := 2))":
    show(text)
run("x := 1"), run("y = x := 1"), run("y = (x := 1); print(x, y)"), run("if x := 1: print(x)"), run("while x := 0: pass\nelse: print(x)"), run("x = y := 1"), run("x += y := 1"), run("x += (y := 1)", x=1), run("assert (x := 1), x"), run("assert x := 1"), run("del (x := 1)"), run("return_ = [x := 1]; print(x)"), run("def f(x=y := 1): pass"), run("def f(x=(y := 1)): print(x, y)\nf()"), run("def f(x: y := 1): pass"), run("lambda x: y := 1"), run("x: y := 1"), run("for x := 1 in []: pass"), run("for x in y := [1]: print(x)"), run("for x in (y := [1]): print(x, y)"), run("with open(x := '/dev/null'): pass"), run("with (x := 1): pass"), run("print(x := 1, x)"), run("@(d := lambda f: f)\ndef g(): pass\nprint(g.__name__)"), run("@d := lambda f: f\ndef g(): print('g')\ng()"), run("raise x := ValueError(1)"), run("raise (x := ValueError(1))"), run("x = [i for i in range(3) if (last := i)]; print(last)"), run("(x := 1) = 2"), run("(x := 1) += 2"), run("match x := 1:\n case y: print(x, y)"), run("match 1:\n case (x := 1): pass"), run("match 1:\n case x if y := x: print(y)"), run("global x := 1"), run("import x := 1"), run("elif x := 1: pass"), run("class A(x := object): print(x)"), run("class A(metaclass=x := type): pass"), run("class A:\n y = (x := 1)\nprint(A.x, A.y)"), run("def f():\n global gx\n (gx := 5)\nf(); print(gx)")

section("6.14 lambdas")
for text in "(lambda: 1)()", "(lambda x, y=2, *a, z, w=4, **k: (x, y, a, z, w, k))(1, z=3)", "(lambda x, /, y: (x, y))(1, y=2)", "(lambda *, x: x)(x=1)", "(lambda *a: a)(1, 2)", "(lambda **k: k)(a=1)", "(lambda: (1, 2))()", "(lambda: 1, 2)", "(lambda x=1, y: 1)", "(lambda x, x: 1)", "(lambda *, **k: 1)", "(lambda *: 1)", "(lambda /: 1)", "(lambda x, /, /: 1)", "(lambda *a, *b: 1)", "(lambda **k, x: 1)", "(lambda **k, **l: 1)", "(lambda (x): 1)", "(lambda (x, y): 1)", "(lambda x: int: 1)", "(lambda x.y: 1)", "(lambda 1: 1)", "(lambda None: 1)", "(lambda x=: 1)", "(lambda *x=1: 1)", "(lambda **x=1: 1)", "(lambda *, x=1, y: (x, y))(y=2)", "(lambda x,: x)(1)", "(lambda x, /,: x)(1)", "(lambda *a,: a)(1)", "(lambda **a,: a)(b=1)", "(lambda *,: 1)", "(lambda,: 1)", "(lambda: )", "(lambda x y: 1)", "(lambda x: lambda y: x + y)(1)(2)", "(lambda: (yield 1))().__next__()", "(lambda: return_)", "(lambda: return 1)", "(lambda x: x = 1)", "(lambda x: pass)", "(lambda).__name__", "(lambda: 1).__name__", "(lambda: 1).__qualname__", "[lambda: 1][0]()", "{lambda: 1: 2} and 1", "f(lambda: 1, 2, c=lambda: 3)[3]()", "lambda: lambda: 1", "(lambda a, b=1, /, c=2: (a, b, c))(1)", "(lambda a=1, /, b: 1)", "(lambda *a, /: 1)", "(lambda *, /: 1)", "(lambda a, *, /: 1)":
    show(text.replace("(lambda).__name__", "(lambda: 0).__name__") if "at 0x" not in text else text) if not text.startswith(("(lambda: 1, 2)", "(lambda: return_)", "lambda: lambda")) else None

section("6.15 expression lists")
for text in "1,", "1, 2", "*[1],", "*[1], *[2]", "*1,", "*[1]", "1,,2", ", 1", "*x, y := 1", "**x,", "*", "*,", "* *x,", "*x for x in y":
    show(text)
run("x = *[1], 2; print(x)"), run("x = *[1]"), run("x = *[1],; print(x)"), run("for x in *[1], 2: print(x)"), run("def f(): return *[1], 2\nprint(f())"), run("def f(): return *[1]"), run("def f(): yield *[1], 2\nprint(*f())"), run("x += *[1], 2", x=()), run("x: tuple = *[1], 2; print(x)"), run("x[*[1], 2] = 5", x={}), run("del *x"), run("del *x,"), run("print(*[1], *[2])"), run("*x"), run("*x,", x=[]), run("x = (*y)", y=[]), run("x = [*y]; print(x)", y=(1,)), run("assert *x, 1"), run("if *x: pass"), run("raise *x"), run("import *x"), run("return *x, 1")

section("6.16 evaluation order, 6.17 precedence")
run("""
def p(x): print(x, end=' '); return x
x = [0] * 9
p(1) + p(2) * (p(3) - p(4))
x[p(1)], x[p(2)] = p(3), p(4)
x[p(1)] += p(2)
x[p(1):p(2)] = [p(3)]
p(print)(p(1), *p([2, 3]), sep=p(' '), **p({}))
x[p(5)] = x[p(6)] = p(7)
p(1), p(2), [p(3)], {p(4)}, {p(5): p(6)}
p(1) if p(0) else p(2)
lambda a=p(1): p(2)
p('%s') % (p(1),)
p(1) == p(1) == p(2) == p(3)
p(2) ** p(3) ** p(0)
del x[p(0)], x[p(1)]
def f(a: p('a') = p('d'), *, b: p('b') = p('e')) -> p('r'): pass
print()
""")
for text in "1 + 2 << 3 & 4 | 5 ^ 6", "not 1 in [1] or 2 and 3", "-1 ** 2 * 3 // 2 % 5 - 1", "1 < 2 == 2 > 1 is not None", "~1 + 2 ** -1", "1 or 2 if 3 and 4 else 5", "lambda: 1 or 2" if 0 else "1 | 2 ^ 3 & 4 << 5 + 6 * 7", "2 * 3 @ 4", "not not 1 == 1", "a.b[1](2)" if 0 else "'a'.upper()[0].lower()"[:], "-1 .real", "await_ if 0 else 1", "1 in [1] in [True]", "1 is 1 is True" if 0 else "1 == 1 is True":
    show(text)
