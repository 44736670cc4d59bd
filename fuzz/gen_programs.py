"""Well-formed programs over the whole grammar. They end: loops run over short ranges, recursion has a depth, and a budget counts calls.

A `Writer` makes statements for a block and knows what may stand there (a loop around, a function, a generator, a coroutine). Names are
few, so that scopes shadow and capture each other. Every statement is cheap, prints where it stands, and may raise: a `try` is near.
"""

PRELUDE = """\
budget = 400
class Spent(Exception): pass
def tick():
    global budget
    budget -= 1
    if budget < 0: raise Spent
def p(*a):
    tick()
    print(*[show(x) for x in a])
    return a[0] if a else None
class V:
    __match_args__ = ('x', 'y')
    def __init__(self, x=0, y=1): self.x, self.y = x, y
    def __repr__(self): return f'V({show(self.x)},{show(self.y)})'
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __hash__(self): return 7
    def __add__(self, o): return V(self.x, o)
    def __radd__(self, o): return V(o, self.y)
    def __lt__(self, o): return p('lt') == 1
    def __getitem__(self, i): return ('item', i)
    def __setitem__(self, i, v): p('set', i, v)
    def __delitem__(self, i): p('del', i)
    def __getattr__(self, n):
        if n.startswith('__'): raise AttributeError(n)
        return 'attr ' + n
    def __call__(self, *a, **k): return ('called', a, k)
    def __iter__(self): yield self.x; yield self.y
    def __contains__(self, o): return o == self.x
    def __bool__(self): return self.x != 0
    def __enter__(self): p('enter'); return self
    def __exit__(self, t, e, b): p('exit', t and t.__name__); return self.y == 5
    async def __aenter__(self): p('aenter'); return self
    async def __aexit__(self, t, e, b): p('aexit', t and t.__name__); return self.y == 5
    def __await__(self):
        p('await'); yield self.x; return self.y
    async def __aiter__(self):
        yield self.x
        await self
        yield self.y
    def __matmul__(self, o): return 'mat'
    def __iadd__(self, o): self.x = o; return self
    def __format__(self, spec): return f'<{spec}>'
    def __index__(self): return 2
def deco(*a):
    def wrap(f): p('deco', a, f.__name__); return f
    return wrap
@held
def gen(n=3):
    try:
        for i in range(n):
            got = yield i
            if got is not None: p('got', got)
    except ValueError as e: p('gen caught', e); yield 'late'
    finally: p('gen done')
    return 'ret'
def drive(c):
    try:
        for _ in range(20): p('step', c.send(None))
    except StopIteration as e: p('result', e.value)
a, b, c, d = 1, 'two', [3, 4, 5], {'k': 6}
f = g = h = lambda *a, **k: p('f', a, k)
# body
"""
NAMES = ["a", "b", "c", "d", "e"]
CALLS = ["f", "g", "h"]
ERRORS = ["ValueError", "KeyError", "TypeError", "ZeroDivisionError", "Exception", "LookupError", "StopIteration", "(ValueError, KeyError)"]


class Writer:
    def __init__(self, luck):
        self.luck = luck
        self.lines = []
        self.fuel = luck.choice([10, 20, 35])
        self.serial = 0
        self.cells = []

    def pick(self, *choices):
        return self.luck.choice(choices)

    def chance(self, share):
        return self.luck.random() < share

    def name(self):
        return self.pick(*NAMES)

    # Expressions.

    def atom(self):
        return self.pick(
            "0", "1", "2", "-1", "3.5", "2j", "'s'", "b'y'", "None", "True", "...", "[]", "()", "{}", "''", "10**20", "V()", "V(2, 5)", self.name(), self.name(), self.name(), self.name(),
            "range(3)", "gen()", "f", "int", "'%s'", "f'{a}'", "{1}", "1_000", "0x1f", "V",
        )

    def expression(self, depth=0, where=""):
        if depth > 3 or self.chance(0.25 + depth * 0.1):
            return self.atom()
        e = lambda: self.expression(depth + 1, where)
        kind = self.luck.randrange(27)
        if kind == 0:
            return f"{e()} {self.pick('+', '-', '*', '/', '//', '%', '&', '|', '^', '@')} {e()}"
        if kind == 1:
            return f"({e()} {self.pick('+', '-', '*', '//', '%')} {e()})"
        if kind == 2:
            return f"{e()} {self.pick('<', '<=', '==', '!=', '>', 'is', 'is not', 'in', 'not in')} {e()}" + (f" {self.pick('<', '==', 'in', '>=')} {e()}" if self.chance(0.3) else "")
        if kind == 3:
            return f"{e()} {self.pick('and', 'or')} {e()}"
        if kind == 4:
            return f"({e()} if {e()} else {e()})"
        if kind == 5:
            return f"{self.pick('not ', '-', '+', '~')}{e()}"
        if kind == 6:
            return f"[{', '.join(self.star(depth, where) for _ in range(self.luck.randrange(4)))}]"
        if kind == 7:
            return f"({', '.join(self.star(depth, where) for _ in range(self.luck.randrange(3)))}{','})" if self.chance(0.8) else "()"
        if kind == 8:
            return "{" + ", ".join(self.pick(f"{e()}: {e()}", f"'k': {e()}", f"**{self.pick('d', '{}', e())}") for _ in range(self.luck.randrange(1, 3))) + "}"
        if kind == 9:
            # The order of a set is its own: one member, or its length.
            return self.pick("{" + e() + "}", "len({" + ", ".join([e(), self.star(depth, where)]) + "})")
        if kind in (10, 11):
            return f"{self.pick(*CALLS, 'p', 'p', 'V', 'len', 'list', 'sorted', 'str', 'dict', 'sum', 'type', 'iter', 'next', self.name())}({self.arguments(depth, where)})"
        if kind == 12:
            return f"{self.primary(depth, where)}[{self.subscript(depth, where)}]"
        if kind == 13:
            return f"{self.primary(depth, where)}.{self.pick('x', 'y', 'append', 'real', 'k', '__class__', 'upper()', 'items()', 'z')}"
        if kind in (14, 15):
            return self.comprehension(depth, where)
        if kind == 16:
            return f"(lambda {self.parameters(depth, False)}: {self.expression(depth + 1, 'lambda')})" + (f"({self.arguments(depth, where)})" if self.chance(0.6) else "")
        if kind == 17 and where not in ("class comprehension", "iterable"):
            return f"({self.name()} := {e()})"
        if kind == 18:
            return self.fstring(depth, where)
        if kind == 19 and where in ("generator", "async generator"):
            return f"(yield {e()})" if where == "async generator" or self.chance(0.7) else f"(yield from {self.pick('gen()', 'range(2)', e())})"
        if kind == 20 and where in ("coroutine", "async generator"):
            return f"(await {self.pick('V()', 'V(3, 4)', e())})"
        if kind == 21:
            return f"p({e()})"
        if kind == 22:
            return f"{self.name()}{self.pick('.x', '[0]', '[-1]', '[1:]', '()', '(1)', '[a]', '.y')}"
        if kind == 23:
            return f"t'{self.pick('x', '')}{{{self.name()}{self.pick('', '!r', ':>5', '=')}}}'.{self.pick('strings', 'values', 'interpolations')}"
        return self.atom()

    def primary(self, depth, where):
        return self.pick(self.name(), self.name(), "V(1, 2)", "'text'", "[1, 2, 3]", "(4, 5)", f"({self.expression(depth + 1, where)})")

    def subscript(self, depth, where):
        e = lambda: self.expression(depth + 2, where)
        return self.pick("0", "-1", "1:", ":2", "::2", "::-1", "'k'", "a", e(), f"{e()}:{e()}", f"{e()}, {e()}", "...", f"*{self.name()}")

    def star(self, depth, where):
        text = self.expression(depth + 1, where)
        return f"*{self.pick('c', 'range(2)', 'gen(2)', self.name(), '(' + text + ')')}" if self.chance(0.15) else text

    def arguments(self, depth, where):
        given = [self.star(depth, where) for _ in range(self.luck.choice([0, 0, 1, 1, 2, 3]))]
        if self.chance(0.25):
            given.append(f"{self.pick('x', 'y', 'key', 'a', 'b')}={self.expression(depth + 2, where)}")
        if self.chance(0.1):
            given.append(f"**{self.pick('d', '{}', dict(x=1))}")
        return ", ".join(given)

    def parameters(self, depth, annotated=True):
        names = list("abcde")
        self.luck.shuffle(names)
        parts, defaulted = [], False
        for name in names[: self.luck.choice([0, 1, 1, 2, 3])]:
            note = f": {self.pick('int', 'str', 'p(1)', 'undefined_name')}" if annotated and self.chance(0.2) else ""
            defaulted = defaulted or self.chance(0.4)
            parts.append(name + note + (f"={self.expression(depth + 2)}" if defaulted else ""))
        if parts and self.chance(0.15):
            parts.insert(self.luck.randrange(1, len(parts) + 1), "/")
        if self.chance(0.3):
            parts.append(self.pick("*args", "*args", "*"))
            if parts[-1] == "*" or self.chance(0.5):
                parts.append("kw" + self.pick("", "=9"))
        if self.chance(0.2):
            parts.append("**kwargs")
        return ", ".join(parts)

    def comprehension(self, depth, where):
        inner = {"class": "class comprehension", "coroutine": "coroutine"}.get(where, "")
        e = lambda: self.expression(depth + 2, inner)
        clauses = ""
        for _ in range(self.luck.choice([1, 1, 1, 2])):
            clauses += f" for {self.pick('a', 'b', 'i', 'i', 'i, j', '*i, j', '(i, [j])', 'V.z')} in {self.pick('range(3)', 'c', 'gen(2)', '[(1, 2), (3, 4)]', self.expression(depth + 2, 'iterable'))}"
            if self.chance(0.3):
                clauses += f" if {e()}"
        if where == "coroutine" and self.chance(0.3):
            clauses = " async for i in V(1, 2)" + clauses
            return f"[{e()}{clauses}]"
        element = self.pick("i", "i", "a", e(), e())
        return self.pick(f"[{element}{clauses}]", f"len({{{element}{clauses}}})", f"{{{element}: {e()}{clauses}}}", f"list({element}{clauses})", f"({element}{clauses})")

    def fstring(self, depth, where):
        piece = self.pick(self.name(), self.expression(3, where))
        if "{" in piece or "lambda" in piece or ":=" in piece or "!" in piece:
            piece = f"({piece})"
            if "{" in piece or "lambda" in piece:
                piece = self.name()
        return f"f'{self.pick('', 'x', '{{')}{{{piece}{self.pick('', '!r', '!s', '=', ':>6', ':{a}', '=!r', '=:>8')}}}{self.pick('', 'y')}'"

    # Targets.

    def target(self, depth=0):
        kind = self.luck.random()
        if kind < 0.6 or depth > 1:
            return self.name()
        if kind < 0.68:
            return f"{self.name()}.{self.pick('x', 'y', 'z')}"
        if kind < 0.76:
            return f"{self.name()}[{self.pick('0', '-1', chr(39) + 'k' + chr(39), '1:2', 'a')}]"
        count = self.luck.choice([1, 2, 2, 3])
        inner = [self.target(depth + 1) for _ in range(count)]
        if self.chance(0.3):
            at = self.luck.randrange(count)
            inner[at] = "*" + self.name()
        return self.pick(f"({', '.join(inner)},)", f"[{', '.join(inner)}]", ", ".join(inner) + ",") if depth == 0 else f"({', '.join(inner)},)"

    # Statements.

    def line(self, indent, text):
        self.lines.append("    " * indent + text)

    def block(self, indent, where, loop, depth):
        for _ in range(self.luck.choice([1, 1, 2, 3])):
            self.statement(indent, where, loop, depth)

    def statement(self, indent, where="", loop=False, depth=0):
        self.fuel -= 1
        e = lambda: self.expression(0, where)
        if depth > 5 or self.fuel < 0:
            return self.line(indent, self.pick("pass", f"p({self.name()})", f"{self.name()} = {self.atom()}"))
        kind = self.luck.randrange(34)
        if kind < 3:
            return self.line(indent, f"p({e()})")
        if kind < 6:
            return self.line(indent, f"{self.target()} = {self.pick(self.target() + ' = ' if self.chance(0.3) else '', '')}{e()}")
        if kind == 6:
            return self.line(indent, f"{self.name()}{self.pick('', '', '.x', '[0]')} {self.pick('+=', '-=', '*=', '|=', '//=', '@=')} {e()}")
        if kind == 7:
            return self.line(indent, e())
        if kind == 8:
            return self.line(indent, f"del {self.pick(self.name(), self.name() + '.x', self.name() + '[0]', self.name() + '[:1]')}")
        if kind == 9:
            return self.line(indent, f"assert {e()}" + (f", {e()}" if self.chance(0.4) else ""))
        if kind == 10:
            return self.line(indent, f"{self.name()}: {self.pick('int', 'p(2)', 'list[int]')}{self.pick('', ' = ' + e())}")
        if kind == 11:
            return self.line(indent, self.pick(f"raise {self.pick('ValueError', 'KeyError(1)', 'TypeError(a)', 'V', e())}", f"raise ValueError({e()}) from {self.pick('None', 'KeyError(2)', 'a')}", "raise"))
        if kind == 12 and loop:
            return self.line(indent, self.pick("break", "continue"))
        if kind == 13 and where in ("function", "generator", "coroutine"):
            return self.line(indent, f"return {e()}" if self.chance(0.8) else "return")
        if kind == 14 and where in ("generator", "async generator"):
            return self.line(indent, f"{self.pick('', 'a = ', 'p', 'b += ')}(yield {e()})")
        if kind == 15 and where in ("coroutine", "async generator"):
            self.line(indent, self.pick("async with V(1, 5) as a:", "async for a in V(3, 4):", "async with V(), V(2, 3) as (b, c):"))
            return self.block(indent + 1, where, loop, depth + 1)
        if kind == 16:
            self.line(indent, f"if {e()}:")
            self.block(indent + 1, where, loop, depth + 1)
            if self.chance(0.3):
                self.line(indent, f"elif {e()}:")
                self.block(indent + 1, where, loop, depth + 1)
            if self.chance(0.4):
                self.line(indent, "else:")
                self.block(indent + 1, where, loop, depth + 1)
            return None
        if kind in (17, 18):
            self.line(indent, f"for {self.target()} in {self.pick('range(3)', 'c', 'gen()', '[(1, 2), (3, 4)]', 'd', 'V(1, 2)', e())}:")
            self.line(indent + 1, "tick()")
            return self.loop_body(indent, where, depth)
        if kind == 19:
            self.serial += 1
            count = f"n{self.serial}"
            self.line(indent, f"{count} = 0")
            self.line(indent, f"while ({count} := {count} + 1) < {self.pick('3', '4')}{self.pick('', ' and ' + '(' + e() + ')')}:")
            self.line(indent + 1, "tick()")
            return self.loop_body(indent, where, depth)
        if kind in (20, 21, 22):
            return self.trying(indent, where, loop, depth)
        if kind == 23:
            items = ", ".join(f"{self.pick('V()', 'V(1, 5)', e())}{self.pick('', ' as ' + self.pick(self.name(), '(a, b)', 'c[0]'))}" for _ in range(self.luck.choice([1, 1, 2])))
            self.line(indent, f"with {self.pick(items, '(' + items + ',)' if ' as ' in items else items)}:")
            return self.block(indent + 1, where, loop, depth + 1)
        if kind == 24:
            return self.matching(indent, where, loop, depth)
        if kind in (25, 26, 27):
            return self.function(indent, depth)
        if kind in (28, 29):
            return self.klass(indent, depth)
        if kind == 30:
            name = self.name()
            return self.line(indent, self.pick(f"import math as {name}", f"from math import pi as {name}, e as b", "import no_such_module", "from math import nothing"))
        if kind == 31:
            return self.line(indent, f"type {self.pick('T', 'a')}{self.pick('', '[X]', '[X: int, *Y, **Z]', '[X = int]')} = {self.pick('int', 'list[X]', 'a', 'nothing')}")
        return self.line(indent, f"p({', '.join(self.name() for _ in range(2))})")

    def loop_body(self, indent, where, depth):
        self.block(indent + 1, where, True, depth + 1)
        if self.chance(0.25):
            self.line(indent, "else:")
            self.block(indent + 1, where, False, depth + 1)

    def trying(self, indent, where, loop, depth):
        self.line(indent, "try:")
        self.block(indent + 1, where, loop, depth + 1)
        kind = self.luck.random()
        if kind < 0.12:
            self.line(indent, f"except* {self.pick('ValueError', 'KeyError', 'Exception', '(TypeError, ValueError)')}{self.pick('', ' as a')}:")
            self.block(indent + 1, where if where != "function" else "", False, depth + 4)
        elif kind < 0.85:
            for _ in range(self.luck.choice([1, 1, 2])):
                self.line(indent, f"except {self.pick(*ERRORS)}{self.pick('', ' as a', ' as e')}:")
                self.block(indent + 1, where, loop, depth + 1)
            if self.chance(0.3):
                self.line(indent, "except Spent: raise")
                self.line(indent, f"except{self.pick('', ' BaseException as b')}:")
                self.block(indent + 1, where, loop, depth + 1)
            if self.chance(0.3):
                self.line(indent, "else:")
                self.block(indent + 1, where, loop, depth + 1)
        if kind >= 0.85 or self.chance(0.3):
            self.line(indent, "finally:")
            self.block(indent + 1, where, loop, depth + 1)

    def pattern(self, depth=0, irrefutable=False):
        kind = self.luck.randrange(12 if depth < 2 else 5)
        if kind == 0:
            return self.pick("0", "1", "'two'", "None", "True", "-1", "1+2j", "b'y'")
        if kind == 1:
            return "_"
        if kind in (2, 3):
            self.serial += 1
            return self.pick("x", "y", "z", "w") + str(self.serial)
        if kind == 4:
            return self.pick("V.x", "int()", "str()", "V()", "list()", "float(0)")
        inner = lambda: self.pattern(depth + 1)
        if kind in (5, 6):
            parts = [inner() for _ in range(self.luck.choice([0, 1, 2, 3]))]
            if self.chance(0.3):
                self.serial += 1
                parts.insert(self.luck.randrange(len(parts) + 1), self.pick("*_", f"*r{self.serial}"))
            return f"[{', '.join(parts)}]"
        if kind == 7:
            self.serial += 1
            return "{" + ", ".join([f"'k': {inner()}", *self.pick([], [f"1: {inner()}"], [f"**r{self.serial}"])]) + "}"
        if kind == 8:
            return self.pick(f"V({inner()})", f"V({inner()}, {inner()})", f"V(x={inner()})", f"V({inner()}, y={inner()})", f"int({inner()})", f"V({inner()}, {inner()}, 1)", f"a({inner()})")
        if kind == 9:
            return "(" + " | ".join(self.pick("0", "1", "'two'", "[]", "[1, 2]", "V(1)", "{'k': 6}") for _ in range(2)) + ")"
        if kind == 10:
            self.serial += 1
            return f"({self.pick('0 | 1', 'int()', '[_, _]', 'V()')} as m{self.serial})"
        return f"({inner()})"

    def matching(self, indent, where, loop, depth):
        self.line(indent, f"match {self.pick(self.name(), self.expression(1, where), 'V(1, 2)', '[1, [2, 3]]', d_text(self), 'a, b')}:")
        for _ in range(self.luck.choice([1, 2, 3])):
            pattern = self.pattern()
            guard = f" if {self.expression(2, where)}" if self.chance(0.25) else ""
            bare = pattern == "_" or (pattern.isalnum() and not pattern[0].isdigit() and pattern not in ("None", "True"))
            if bare and not guard:
                continue
            self.line(indent + 1, f"case {pattern}{guard}:")
            self.block(indent + 2, where, loop, depth + 2)
        self.line(indent + 1, f"case {self.pick('_', 'other')}:")
        self.block(indent + 2, where, loop, depth + 2)

    def function(self, indent, depth, method=False):
        name = self.pick(*CALLS) if not method else self.pick("m", "__len__", "__getitem__", "__eq__", "__add__", "__call__", "prop", "__init__", "__getattr__", "__repr__")
        kind = self.pick("function", "function", "function", "generator", "coroutine", "async generator")
        if self.chance(0.2):
            self.line(indent, self.pick("@deco(1)", "@deco()", f"@(lambda f: f)", "@p") if not method else self.pick("@property", "@classmethod", "@staticmethod", "@deco(2)"))
        parameters = self.parameters(1)
        if method:
            parameters = "self" + (", " + parameters if parameters else "")
            if parameters.startswith("self, /"):
                parameters = "self"
        tail = self.pick("", "", "", " -> int", " -> p(3)")
        if kind != "function":
            self.line(indent, "@held")
        generic = self.pick("", "", "", "", "[T]", "[T: int, *U]")
        self.line(indent, f"{'async ' if kind in ('coroutine', 'async generator') else ''}def {name}{generic}({parameters}){tail}:")
        bound = {part.split("=")[0].split(":")[0].strip(" */") for part in parameters.split(",")}
        free = [n for n in NAMES if n not in bound]
        here = set()
        outer = [n for n in free if any(n in names for names in self.cells)]
        if outer and self.chance(0.5):
            self.line(indent + 1, f"nonlocal {self.luck.choice(outer)}")
        elif len(free) > 1 and self.chance(0.4):
            here.add(free.pop(self.luck.randrange(len(free))))
            self.line(indent + 1, f"{min(here)} = 0")
            if self.chance(0.5):
                self.line(indent + 1, f"global {self.luck.choice(free)}")
        elif free and self.chance(0.3):
            self.line(indent + 1, f"global {self.luck.choice(free)}")
        self.cells.append(here)
        if self.chance(0.1):
            self.line(indent + 1, "'doc'")
        self.line(indent + 1, "tick()")
        self.block(indent + 1, kind, False, depth + 1)
        if kind in ("generator", "async generator"):
            self.line(indent + 1, f"yield {self.name()}")
        self.cells.pop()
        if not method:
            call = f"{name}({self.arguments(2, '')})"
            if kind == "generator":
                call = self.pick(f"list({call})", f"drive({call})", f"[*{call}]", f"next({call})")
            elif kind == "coroutine":
                call = f"drive({call})"
            elif kind == "async generator":
                call = f"drive({call}.__anext__())" if self.chance(0.5) else f"drive({call}.asend(None))"
            self.line(indent, f"try: p({call})")
            self.line(indent, "except Spent: raise")
            self.line(indent, f"except Exception as e: p(type(e).__name__, str(e))")

    def klass(self, indent, depth):
        self.serial += 1
        name = f"C{self.serial}"
        bases = self.pick("", "", "(V)", "(V)", "(dict)", "(int)", "(Exception)", "(list)", "(V, metaclass=type)", "[T](V)", "(V, x=1)", "(str)")
        if self.chance(0.1):
            self.line(indent, "@deco('class')")
        self.line(indent, f"class {name}{bases}:")
        if self.chance(0.1):
            self.line(indent + 1, f"__slots__ = {self.pick('()', repr(['q']), repr('x'))}")
        for _ in range(self.luck.choice([1, 2, 3])):
            if self.chance(0.6):
                self.function(indent + 1, depth + 1, True)
            else:
                self.statement(indent + 1, "class", False, depth + 2)
        self.line(indent, f"try: {self.name()} = p({name}({self.arguments(2, '')}))")
        self.line(indent, "except Spent: raise")
        self.line(indent, "except Exception as e: p(type(e).__name__, str(e))")


def d_text(writer):
    return writer.pick("d", "{'k': [1, 2], 1: 3}", "{**d, 'z': 1}")


def case(luck):
    writer = Writer(luck)
    for _ in range(luck.choice([3, 6, 9])):
        if luck.random() < 0.3:
            writer.statement(0)
            continue
        writer.line(0, "try:")
        writer.statement(1)
        writer.line(0, "except Spent: raise")
        writer.line(0, "except Exception as e: p(type(e).__name__, str(e))")
    writer.line(0, "p(a, b, c, d)")
    return ["run", PRELUDE + "\n".join(writer.lines) + "\n"]
