"""Scenes about the flow of control: generators and coroutines by hand, context managers, groups of exceptions, scopes, tracebacks."""

ERRORS = ["ValueError(1)", "KeyError('k')", "TypeError()", "StopIteration(3)", "GeneratorExit()", "RuntimeError('r')", "StopAsyncIteration(4)", "ZeroDivisionError", "KeyboardInterrupt('i')", "AssertionError"]
KINDS = ["ValueError", "KeyError", "TypeError", "StopIteration", "GeneratorExit", "RuntimeError", "Exception", "BaseException", "(KeyError, ValueError)", "LookupError", "ZeroDivisionError"]


def steps(m, depth, kind, loop=False):
    """The body of a generator, coroutine or asynchronous generator, as lines."""
    inner = lambda more=1, loop=loop: ["    " + line for line in steps(m, depth + more, kind, loop)]
    out = []
    for _ in range(m.luck.choice([1, 2, 2, 3])):
        n = m.number()
        give = {"gen": f"x = yield {n}", "coro": f"x = await w({n})", "agen": m.pick(f"x = yield {n}", f"x = yield {n}", f"x = await w({n})")}[kind]
        choice = m.luck.randrange(14) if depth < 3 else m.luck.randrange(5)
        if choice < 3:
            out += [give, f"p('  {n} got', x)"]
        elif choice == 3:
            out.append(m.pick(f"raise {m.pick(*ERRORS)}", "raise", "return" if kind == "agen" else f"return {n}", f"p('  at {n}')", "break" if loop else "pass", "continue" if loop else "pass", give))
        elif choice == 4:
            out.append({"gen": m.pick("x = yield from keep(sub(2))", "x = yield from [7, 8]", "yield from odd()", "yield from 5", "x = yield from keep(g2())"), "coro": m.pick("x = await keep(sub())", "await 5", "x = await w2()", "x = [await w(i) for i in (1, 2)]", "x = [i async for i in keep(ag())]"), "agen": m.pick("x = await w(1)", "async for x in keep(ag()): yield x", "x = [i async for i in keep(ag())]", "x = await keep(sub())")}[kind])
        elif choice < 9:
            out += ["try:"] + inner()
            if m.chance(0.7):
                for _ in range(m.luck.choice([1, 1, 2])):
                    out += [f"except{m.pick('', '', '', '*') if kind == 'none' else ''} {m.pick(*KINDS)}{m.pick('', ' as e')}:", f"    p('  caught {n}', *map(told, [sys.exception()]))"] + inner()
                if m.chance(0.3):
                    out += ["else:"] + inner()
                if m.chance(0.5):
                    out += ["finally:", f"    p('  finally {n}')"] + inner(2, False)
            else:
                out += ["finally:", f"    p('  finally {n}')"] + inner(2, False)
        elif choice == 9:
            out += [f"for i{n} in range(2):"] + inner(1, True)
        elif choice == 10:
            out += [f"with cm({n}, {m.pick('False', 'True')}):" if kind == "gen" else f"async with acm({n}, {m.pick('False', 'True')}):"] + inner()
        elif choice == 11:
            out += [f"if x == {m.pick('None', '5', repr('s'))}:"] + inner()
        elif choice == 12:
            out.append({"gen": f"x = [(yield {n}), (yield)][{m.pick('0', '1', '2')}]", "coro": f"p(await w({n}), await w(0))", "agen": f"p((yield {n}), await w(0))"}[kind])
        else:
            out.append(m.pick("x = x + 1", "x = [x]", "del x", "p(x)"))
    return out


def driven(m):
    """A generator, coroutine or asynchronous generator, driven by hand."""
    kind = m.pick("gen", "gen", "coro", "agen", "agen")
    m.add('''\
import warnings; warnings.simplefilter('ignore')
class cm:
    def __init__(self, n, swallow): self.n, self.swallow = n, swallow
    def __enter__(self): p('  enter', self.n); return self
    def __exit__(self, *e): p('  exit', self.n, e[1] and told(e[1])); return self.swallow
class acm(cm):
    async def __aenter__(self): await w('in'); return self.__enter__()
    async def __aexit__(self, *e): await w('out'); return self.__exit__(*e)
class w:
    def __init__(self, n): self.n = n
    def __await__(self):
        x = yield ('w', self.n)
        p('  woke', self.n, x)
        return x
class w2:
    def __await__(self): return iter([1, 2])
def sub(n=2):
    try:
        for i in range(n): p('  sub', (yield 'sub', i))
    except ValueError as e: p('  sub caught', told(e)); yield 'more'
    finally: p('  sub done')
    return 'ret'
def g2():
    x = yield from keep(sub())
    return [x]
class odd:
    def __iter__(self): return self
    def __next__(self): return 'odd'
    def send(self, v):
        if v == 5: raise StopIteration('sent')
        return 'sent', v
    def throw(self, *e):
        p('  odd throw', told(e[0]) if isinstance(e[0], BaseException) else e)
        return 'thrown'
async def ag():
    try:
        yield 1
        p('  ag', await w('ag'))
        yield 2
    finally: p('  ag done')''')
    if kind == "coro":
        m.add("import types\n@types.coroutine\ndef sub():\n    x = yield 'co'\n    return x")
    elif kind == "agen":
        m.add("async def sub(): return await w('sub')")
    x = m.pick("x = None", "x = None", "pass")
    m.add(f"{'' if kind == 'gen' else 'async '}def f():")
    m.add(x, 1)
    for line in steps(m, 0, kind):
        m.add(line, 1)
    if kind != "coro":
        m.add("yield 'last'", 1)
    m.tried("f = keep(f)\ng = keep(f())")
    send = lambda: m.pick("None", "None", "1", "5", "'s'")
    thrown = lambda: m.pick(*ERRORS, *KINDS[:6], "ValueError, 5", "ValueError, ValueError(7), None", "5", "ValueError, None, 5", "KeyError('a').with_traceback(None)")
    for _ in range(m.luck.randint(4, 12)):
        if kind == "agen":
            if m.chance(0.35):
                m.tried(f"a = keep(g.{m.pick('asend(' + send() + ')', 'asend(' + send() + ')', '__anext__()', 'athrow(' + thrown() + ')', 'aclose()', 'asend(1)')})")
            m.tried(m.pick(f"p(a.send({send()}))", "p(a.send(None))", "p(next(a))", f"p(a.throw({thrown()}))", "p(a.close())", "p(a.send(None))", "p(g.ag_running, g.ag_frame is None)", "for r, _ in zip(a.__await__(), 'abcd'): p(r)"))
        else:
            m.tried(m.pick(f"p(g.send({send()}))", f"p(g.send({send()}))", "p(g.send(None))" if kind == "coro" else "p(next(g))", "p(g.send(None))", f"p(g.throw({thrown()}))", "p(g.close())", "p([r for r, _ in zip(g, range(4))])" if kind == "gen" else "p(g.cr_running, g.cr_frame is None, g.cr_await is None)", "p(g.gi_running, g.gi_suspended, g.gi_frame is None, g.gi_yieldfrom is None)" if kind == "gen" else "p(next(g.__await__()))", "for r, _ in zip(g, 'abcd'): p(r)" if kind == "gen" else "p(g.cr_suspended)"))


def contexts(m):
    """Context managers that swallow and raise, and stacks of them."""
    m.add('''\
import contextlib
class C:
    def __init__(self, n, enter=None, exit=None, swallow=False): self.n, self.e, self.x, self.s = n, enter, exit, swallow
    def __enter__(self):
        p('  enter', self.n)
        if self.e: raise self.e
        return self.n
    def __exit__(self, kind, value, trace):
        p('  exit', self.n, kind and kind.__name__, value and told(value), trace is None)
        if self.x: raise self.x
        return self.s
@contextlib.contextmanager
def gen(n, how):
    p('  in', n)
    try:
        yield n
        if how == 'after': raise KeyError('after')
        if how == 'twice': yield 9
    except BaseException as e:
        p('  gen', n, told(e))
        if how == 'raise': raise
        if how == 'other': raise RuntimeError('other')
        if how == 'from': raise RuntimeError('from') from e
        if how == 'stop': raise StopIteration('s')
    finally: p('  out', n)
@contextlib.contextmanager
def none(): return iter(())
class NoExit:
    def __enter__(self): return 1
class NoEnter:
    def __exit__(self, *e): return True
class Thing:
    def close(self): p('  close')''')
    error = lambda: m.pick("None", "None", "None", "ValueError('v')", "KeyError(1)", "TypeError")
    manager = lambda: m.pick(f"C({m.number()}, {error()}, {error()}, {m.pick('0', '1', '[]', 'NotImplemented', 'BAD')})".replace("BAD", "type('B', (), {'__bool__': lambda s: 1 / 0})()"), f"C({m.number()}, swallow={m.pick('True', 'False')})", f"C({m.number()})", f"gen({m.number()}, '{m.pick('', 'raise', 'other', 'from', 'stop', 'after', 'twice')}')", f"contextlib.suppress({m.pick('ValueError', 'KeyError, TypeError', '', 'Exception')})", "contextlib.nullcontext(4)", "contextlib.closing(Thing())", "none()", "NoExit()", "NoEnter()", "5")
    body = lambda: m.pick("pass", "raise ValueError('b')", "raise KeyError('b') from TypeError(2)", "1 / 0", "p('body')", "raise ExceptionGroup('g', [ValueError(1), KeyError(2)])", "return 'ret'", "raise StopIteration(1)", "raise SystemExit(2)", "p([][1])", "[][1]", "raise", "import nothing_there")
    for _ in range(m.luck.randint(3, 6)):
        kind = m.luck.randrange(7)
        if kind < 3:
            items = ", ".join(f"{manager()}{m.pick('', ' as a', ' as (a, b)', ' as KEEP[0]')}" for _ in range(m.luck.choice([1, 1, 2, 3])))
            text = f"with {items}:\n    {body()}\n{m.pick('', 'p(' + repr('after') + ')')}"
        elif kind == 3:
            text = "with contextlib.ExitStack() as st:\n    " + "\n    ".join(m.pick(f"p(st.enter_context({manager()}))", f"st.push({manager()})", f"st.callback(p, 'cb', {m.number()})", "st.push(lambda *e: p('  pushed', e[1] and told(e[1])))", f"st.push(lambda *e: {m.pick('True', '1 / 0', 'False')})", "st2 = st.pop_all()", "st.close()", body()) for _ in range(m.luck.randint(2, 6)))
        elif kind == 4:
            text = f"for i in range(3):\n    with {manager()}:\n        {m.pick('continue', 'break', body())}\n    p('after', i)\nelse: p('else')"
        elif kind == 5:
            text = f"try:\n    with {manager()}:\n        try: {body()}\n        finally: {m.pick('p(1)', 'raise RuntimeError(3)', 'with ' + manager() + ': ' + m.pick('pass', '1 / 0'))}\nexcept {m.pick('ValueError', 'Exception', 'BaseException')} as e: p('outer', told(e)){m.pick('', '; raise', '; raise KeyError(5)', '; raise e from None', '; del e')}\nelse: p('else')\nfinally: p('fin')"
        else:
            text = f"@{manager() if m.chance(0.3) else 'gen(0, ' + repr(m.pick('', 'raise', 'other')) + ')'}\ndef dec(a=1):\n    {body()}\n    return a\np(dec())\np(dec(2))"
        m.tried("def f():\n" + "\n".join("    " + line for line in text.splitlines()) + "\np(f())")


def groups(m):
    """Trees of exceptions, taken apart."""
    def whole():
        text = f"{m.pick('ExceptionGroup', 'ExceptionGroup', 'EG', 'BaseExceptionGroup')}('top', [{', '.join(tree() for _ in range(m.luck.randint(1, 3)))}])"
        return text if m.chance(0.9) else tree()

    def tree(depth=0):
        if depth > 2 or m.chance(0.5):
            return m.pick("ValueError(1)", "KeyError('k')", "TypeError()", "OSError(2, 'no')", "Mine('m')", "ZeroDivisionError('z')", "ValueError('v')")
        kind = m.pick("ExceptionGroup", "ExceptionGroup", "ExceptionGroup", "EG", "EG2")
        return f"{kind}('{m.pick('a', 'b', 'c')}', [{', '.join(tree(depth + 1) for _ in range(m.luck.randint(1, 3)))}])"

    m.add("class Mine(Exception): pass\nclass EG(ExceptionGroup): pass\nclass EG2(ExceptionGroup):\n    def derive(self, parts): return EG2(self.message + '!', parts)")
    kinds = lambda: m.pick("ValueError", "KeyError", "TypeError", "(ValueError, KeyError)", "Mine", "OSError", "Exception", "ArithmeticError", "LookupError", "BaseException", "ExceptionGroup", "5", "(5,)", "()")
    for _ in range(m.luck.randint(2, 5)):
        lines = [m.pick(f"raise {whole()}", f"raise {whole()}", f"raise {whole()} from KeyError('cause')", "raise ValueError('bare')", "try: 1 / 0\nexcept Exception as z: raise " + whole(), f"e = {whole()}\ne.add_note('note')\nraise e", f"e = {whole()}\ntry: raise e\nexcept* ValueError: pass\nraise e", "pass")]
        handlers = []
        for _ in range(m.luck.randint(1, 3)):
            handlers += [f"except* {kinds()}{m.pick('', ' as e', ' as e')}:"] + ["    " + m.pick("p('got', told(sys.exception()))", "p('got', told(e)) if 'e' in dir() else 0", "raise", "raise KeyError('in')", "raise TypeError('t') from None", "raise sys.exception()", "raise sys.exception().exceptions[0]", "e = 5", "1 / 0", "try: raise\nexcept* Exception: p('inner', told(sys.exception()))".replace("\n", "\n    "), "sys.exception().add_note('n')", "pass", "raise ExceptionGroup('new', [ValueError(9)])") for _ in range(m.luck.randint(1, 2))]
        text = "try:\n" + "\n".join("    " + line for part in lines for line in part.splitlines()) + "\n" + "\n".join(handlers)
        text += m.pick("", "", "\nelse: p('else')") + m.pick("", "", "\nfinally: p('finally')", "\nfinally: p(told(sys.exception()) if sys.exception() else None)")
        if m.chance(0.75):
            m.tried("def f():\n" + "\n".join("    " + line for line in text.splitlines()) + "\nf()")
        else:
            m.tried(m.pick(f"a, b = {whole()}.split({kinds()})\np(a and told(a), b and told(b))", f"a = {whole()}.subgroup({m.pick(kinds(), 'lambda e: isinstance(e, KeyError)', 'lambda e: 1 / 0')})\np(a and told(a))", f"p({whole()})", f"p({m.pick('ExceptionGroup', 'BaseExceptionGroup')}({m.pick('1, [ValueError()]', repr('m') + ', []', repr('m') + ', [5]', repr('m') + ', [KeyboardInterrupt()]', repr('m') + ', 5', repr('m'), repr('m') + ', {ValueError(1): 2}')}))", f"e = {whole()}\np(e.message, e.exceptions, e.args)\np(e.derive([ValueError(2)]))"))
    if m.chance(0.3):
        m.add(f"e = {whole()}\n{m.pick('', 'e.add_note(' + repr('two' + chr(10) + 'lines') + ')')}\ntry: raise ValueError('first')\nexcept Exception: raise e")


def scopes(m):
    """Names: local, cell, global, deleted, of a class, of `exec`."""
    m.add("g1 = 'g1'; g2 = 'g2'; x = 'gx'; y = 'gy'; KEEP.append(0)")
    names = ["x", "y", "g1", "z", "w"]
    name = lambda: m.pick(*names)

    def lines(depth, where, held):
        out = []
        for _ in range(m.luck.randint(2, 5)):
            a, b = name(), name()
            n = m.number()
            kind = m.luck.randrange(17 if depth < 3 else 9)
            inner = lambda where: ["    " + line for line in lines(depth + 1, where, held)]
            if kind < 2:
                out.append(f"{a} = {m.pick(str(n), b, '[' + b + ']', 'lambda: ' + b)}")
            elif kind == 2:
                out.append(f"del {a}")
            elif kind == 3:
                out.append(m.pick(f"p({a})", f"try: p('{n}', {a})\nexcept NameError as e: p('{n}', told(e))"))
            elif kind == 4:
                out.append(m.pick(f"p([{a} for {b} in [1, 2]])", f"p([{a} := {b} for {m.pick('q', b)} in 'ab'])", f"p([lambda: {a} for {a} in range(2)][0]())", f"p({{{a}: {b} for {a} in [{b}]}})", f"p(list({a} for {a} in [{b}] if ({m.pick('k', 'w')} := {a})))", f"p([[{a} for {b} in [{a}]] for {a} in [{n}]])", f"p([{a} for {a} in [1] for {b} in [{a}, {n}]], {b})"))
            elif kind == 5:
                out.append(m.pick(f"for {a} in [{n}, {b}]: pass", f"import sys as {a}; {a} = {a}.__name__", f"with open as {a}: pass", f"try: 1 / 0\nexcept ZeroDivisionError as {a}: p(told({a}))", f"({a} := {n})", f"{a} += {m.pick('1', repr('s'))}", f"{a}: int", f"{a}: int = {n}", f"match [{n}, 2]:\n    case [{a}, *_]: p({a})"))
            elif kind == 6:
                out.append(m.pick("p(sorted(k for k in locals() if len(k) < 3))", f"exec('{a} = {n}; p({a})')", f"p(eval('{a}'))", f"p(eval('[{a} for q in [1]]', {{'{a}': {n}}}))", f"exec('{a} = 1', {m.pick('{}', 'globals()', '{' + repr(a) + ': 3}')}); p({a})", f"d = {{}}; exec('def f(): return {a}\\nr = f()', {m.pick('d', '{' + repr(a) + ': 4}, d', 'd, {' + repr(a) + ': 5}')}); p(sorted(k for k in d if k[0] != '_'))", f"globals()['{a}'] = {n}", f"p(globals().get('{a}'))", f"locals()['{a}'] = {n}; p({a})", "p(callable(vars)) if 'g1' in dir() else p('no')", f"sys._getframe().f_locals['{a}'] = {n}; p({a})"))
            elif kind < 9:
                out.append(f"p({a}, {b})")
            elif kind < 13:
                fn = f"f{n}"
                heads = [m.pick(f"{w} {v}" if True else "", "pass") for w, v in [(m.pick("global", "nonlocal"), name())]] if m.chance(0.6) else []
                out += [f"def {fn}({m.pick('', a + '=' + b, '*' + a, a)}):"] + ["    " + h for h in heads] + inner("def") + [f"p({fn}({m.pick('', '', '1')}))"]
            elif kind == 13:
                out += [f"class K{n}{m.pick('', '', '(metaclass=type)', '[' + a + ']')}:"] + ["    " + m.pick(f"{m.pick('global', 'nonlocal')} {a}", "pass", "pass")] + inner("class") + [f"p(sorted(k for k in vars(K{n}) if k[0] != '_'))"]
            elif kind == 14:
                out.append(f"p((lambda {m.pick(a, a + '=' + b, '*' + a)}: ({a}, {b}))({m.pick('', '1')}))")
            elif kind == 15:
                out += [f"if {m.pick(a, '0', '1')}:"] + inner(where)
            else:
                out += ["try:"] + inner(where) + [f"except {m.pick('NameError', 'Exception', 'UnboundLocalError')} as {a}: p(told({a}))"] + m.pick([], ["finally: p('f')"])
        return [line for text in out for line in text.splitlines()]

    for _ in range(m.luck.randint(1, 3)):
        n = m.number()
        text = f"def top{n}({m.pick('', 'x=1', 'y=2, *z')}):\n" + "\n".join("    " + line for line in lines(0, "def", ())) + f"\np(top{n}())\np(top{n}.__code__.co_freevars, top{n}.__code__.co_cellvars, top{n}.__code__.co_varnames)" if m.chance(0.8) else "\n".join(lines(0, "module", ()))
        m.tried(f"exec(compile({text!r}, 'scope', 'exec'))" if m.chance(0.7) else f"exec({text!r}, {m.pick('globals()', 'dict(globals())', 'dict(globals()), {}', 'globals(), {' + repr('x') + ': 1}')})")


def tracebacks(m):
    """An exception that nobody catches, in a statement of several lines."""
    m.add("class A:\n    def __init__(self): self.b = None; self.long_name = 1\n    def __getitem__(self, i): raise KeyError(i)\n    def __add__(self, o): return NotImplemented\n    def __call__(self, *a): raise ValueError(*a)\n    def __eq__(self, o): raise RuntimeError('eq')\n    @property\n    def pr(self): return self.nothing\n    def __enter__(self): return self\n    def __exit__(self, *e): raise OSError(5, 'exit') if e[0] else KeyError('none')\n    def __iter__(self): yield 1; raise LookupError('iter')\n    def __bool__(self): raise TypeError('bool')\na = A(); lst = [1, 2]; dct = {'k': {'l': None}}; é = 'ü'; n = None\ndef bad(*args, **kw): raise ValueError('bad', *args)\ndef ok(*args, **kw): return args[0] if args else None\ndef deep(n): return deep(n - 1) if n else bad(n)")

    def e(depth=0):
        if depth > 2:
            return m.pick("1", "n", "a", "lst", "'é日本'", "x0")
        parts = [e(depth + 1), e(depth + 1)]
        i = lambda: m.pick(*parts)
        nl = m.pick("", "", "\n    ", "\n", " \\\n  ") if depth < 2 else ""
        nl2 = m.pick("", "\n        ") if depth < 2 else ""
        return m.pick(
            f"({i()}{nl2} + {i()})", f"({i()} {nl2}/ 0)", f"ok({nl2}{i()},{nl2} {i()}{nl2})", f"bad({nl2}{i()}{nl2})", f"lst[{nl2}{m.pick('5', i())}{nl2}]", f"dct['k'][{nl2}'l'{nl2}][0]", f"a.b{m.pick('', nl2) if False else ''}.c.d", f"(a{nl2}.long_nam)", f"a[{nl2}{i()}]", f"[{i()} for q in {nl2}{m.pick('a', 'lst', i())}{nl2}]", f"a({i()})({i()})", f"(lambda: {i()})()", f"f'{{{m.pick('n.x', '1/0', 'bad(1)', 'n:5', 'lst[9]!r')}}} é'", f"({i()} if {m.pick('a', '1', 'n')} else{nl2} {i()})", f"({i()} and{nl2} {i()})", f"not {i()}", f"(-{i()})", f"({i()} == {nl2}{m.pick('a', i())})", f"(1 < 2 <{nl2} {i()})", f"{{{i()}: {nl2}{i()}}}", f"{{**{m.pick('n', 'dct', i())}, **{nl2}{i()}}}", f"[*{nl2}{i()}]", f"ok(*{i()}, **{m.pick('dct', 'n')})", f"(yy := {i()})", f"({i()},{nl2} {i()})", "int('x')", "deep(3)", "unknown_name", "prinnt", "a.pr", "'é日本'[7] + é", "é.nope(1)", f"sorted([{i()}, a], key=bad)", f"list(map(bad, {nl2}[1]))", f"max({i()}, {nl2}key=1)", f"a.b.{m.pick('x', 'y(1)', 'z[0]')}", f"(n\n  {nl2}@ 2)", "().__getattribute__('x')", "__import__('no_mod')", "eval('1 +')", f"eval({m.pick(repr('1/0'), repr('lst[7]'), repr('(' + chr(10) + '1/0)'))})", f"lst[{i()}:{nl2}{i()}]", f"next(iter([]), *{i()})", "next(x / 0 for x in lst)", f"(await_ := {i()})", f"t'{{{m.pick('n.x', '1/0')}}}'.strings",
        )

    nl = m.pick("", "\n    ")
    statement = lambda: m.pick(
        f"x1 = {e()}", f"x1 = {e()}", f"x1 = ({nl}{e()}{nl})", f"lst[{m.pick('7', '0', e(2))}]{m.pick(' = ', ' += ')}{e()}", f"a.b.c = {e()}", f"n.x += {e()}", f"del {m.pick('lst[9]', 'a.zz', 'dct[' + nl + '1]', 'undefined', 'n[0]', '(lst[0], lst[8])')}", f"assert {e()}, {e()}", f"assert {m.pick('n', 'not 1', 'lst ==' + nl + ' 5')}{m.pick('', ', ' + repr('why'), ', (1,' + ' 2)')}", f"return {e()}", f"for q in {e()}: {m.pick('bad(q)', 'pass')}", f"while {e()}: bad()", f"if {e()}:\n    pass\nelif {e()}:\n    pass", f"with a as q, {m.pick('a', 'n', e())}:\n    {m.pick('pass', e(1) if nl == '' else 'bad()')}", f"raise {m.pick('ValueError(' + nl + e(1) + ')', 'n', 'a', 'KeyError from ' + m.pick('n', '5', 'ValueError(1)'), 'A')}", f"a, (b, c) = {m.pick('1, 2', 'lst', '1, [2]', 'a', e())}", f"x, *y, z = {m.pick('[1]', e())}", f"import {m.pick('no_mod', 'os.nope', 'sys.x.y')}", f"from {m.pick('no_mod import x', 'math import pii', '. import x', '.x import y')}", f"@{m.pick('bad', 'n', 'bad(1)', 'ok')}\ndef inner({m.pick('q=1 / 0', 'q', '')}): pass", f"@{m.pick('bad', 'ok')}\nclass In({m.pick('n', 'int, str', 'A, metaclass=ok', 'A,' + nl + ' x=1', '')}):\n    {m.pick('q = 1 / 0', 'pass', 'bad(1)')}", f"match {e()}:\n    case {m.pick('A(1)', 'n.x.y', '[1, *_] if bad()', '{' + repr('k') + ': 1}')}: pass\n    case _ if {m.pick('bad(2)', '1')}: {m.pick('pass', 'bad(3)')}", f"try: {m.pick('1 / 0', 'bad()', 'n.x')}\nexcept {m.pick('ValueError', 'Exception', '5', 'ValueError, 5', 'undefined_e')}{m.pick('', ' as q') if False else ''}: {m.pick('raise', 'raise KeyError(2)', 'raise KeyError(3) from None', 'lst[9]', 'pass')}\nfinally: {m.pick('pass', 'n.y', 'bad(' + repr('fin') + ')')}", f"print({nl}{e()},{nl}{e()},{nl}sep={m.pick(repr('-'), '5')})", f"type T[X] = {e(1)}\nT.__value__", f"q: {e(1)} = {e(1)}", f"global g0; g0 = {e()}", f"exec({m.pick(repr('1/0'), repr('def f():' + chr(10) + ' bad(1)' + chr(10) + 'f()'), repr('x ='))})",
    )
    lines = []
    for _ in range(m.luck.randint(1, 3)):
        lines += m.pick(statement(), statement()).split("\n")
    kind = m.luck.randrange(5)
    if kind == 0:
        lines = [line for line in lines if not line.startswith("return")]
        m.add("\n".join(lines))
        return
    head = m.pick("def f():", "def f(x0=3):", "def f():")
    m.add(head + "\n" + "\n".join("    " + line for line in lines))
    if kind == 1:
        m.add("try: f()\nexcept Exception as first:\n    first.add_note('a note')\n    try: bad(first.__class__.__name__)\n    except Exception as second: raise RuntimeError('third') " + m.pick("", "from second", "from first", "from None"))
    elif kind == 2:
        m.add("def g():\n    try: return f()\n    finally: f()\ng()")
    elif kind == 3:
        m.add("import traceback\ntry: f()\nexcept BaseException as e:\n    traceback.print_exc(limit=" + m.pick("None", "1", "-1", "2") + ")\n    p([(s.lineno, s.end_lineno, s.colno, s.end_colno, s.name) for s in traceback.extract_tb(e.__traceback__)])")
    else:
        m.add("class Outer:\n    def method(self):\n        return [f() for _ in (1,)]\nOuter().method()")


SCENES = [driven, driven, driven, contexts, groups, scopes, scopes, tracebacks, tracebacks, tracebacks]
