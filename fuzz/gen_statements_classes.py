"""Scenes about classes: their making, their order of resolution, descriptors, attributes, operators, slices, patterns."""

BINARY = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul", "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift"}
COMPARE = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne"}
OPERANDS = ["1", "2.5", "True", "'ab'", "b'y'", "[1]", "(1, 2)", "None", "{1}", "{1: 2}", "3j", "range(3)", "2**70", "bytearray(b'q')", "frozenset({1})"]


def classes(m):
    """Several classes, with metaclasses, hooks and conflicts."""
    m.add('''\
class Log(dict):
    def __setitem__(self, key, value):
        if not key.startswith('__'): p('  set', key)
        dict.__setitem__(self, key, value)
class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        p('prepare', name, [b.__name__ for b in bases], kw)
        return Log() if kw.get('log') else {}
    def __new__(mcs, name, bases, space, **kw):
        p('new', name, sorted(k for k in space if not k.startswith('__')))
        return super().__new__(mcs, name, bases, dict(space))
    def __init__(cls, name, bases, space, **kw):
        super().__init__(name, bases, space)
    def __call__(cls, *args, **kw):
        p('call', cls.__name__, args)
        return super().__call__(*args, **kw)
    def __instancecheck__(cls, other): return other == 5 or super().__instancecheck__(other)
    def __getattr__(cls, name):
        if name.startswith('__'): raise AttributeError(name)
        return 'meta ' + name
    def __contains__(cls, item): return item == cls.__name__
    def __len__(cls): return 7
    def __iter__(cls): return iter(cls.__name__)
class Other(type): pass
class Both(Meta, Other): pass
class D:
    def __init__(self, tag): self.tag = tag
    def __set_name__(self, owner, name): p('  name', owner.__name__, name); self.name = name
    def __get__(self, this, owner=None): return self.tag, this is None, owner and owner.__name__
class DD(D):
    def __set__(self, this, value): p('  dset', value)
    def __delete__(self, this): p('  ddel')
class Hook:
    def __init_subclass__(cls, /, tag=None, **kw):
        p('  sub', cls.__name__, tag, sorted(kw))
        super().__init_subclass__(**kw)
    def __class_getitem__(cls, item): return cls.__name__, item
class Entry:
    def __mro_entries__(self, bases): return (Hook,) if len(bases) < 3 else ()''')
    names = ["object", "Hook", "int", "dict", "Exception", "tuple", "str", "Entry()", "list", "bool", "type"]
    made = []
    for at in range(m.luck.randint(3, 7)):
        name = f"C{at}"
        pool = made * 3 + names
        bases = list(dict.fromkeys(m.pick(*pool) for _ in range(m.luck.choice([0, 1, 1, 1, 2, 2, 3]))))
        if m.chance(0.03):
            bases = bases * 2
        words = bases + m.some(["metaclass=" + m.pick("Meta", "Meta", "Both", "Other", "type", "len", "lambda n, b, s, **k: (n, len(b))"), f"tag={at}", "log=True", "**{'x': 1}"], 2)
        body = [f"def m(self, *a): p('{name}.m', a); return {m.pick('super().m(*a, ' + str(at) + ')', str(at), 'super(' + (made[0] if made else name) + ', self).m()', '__class__.__name__')}"]
        body += m.some(
            [
                f"__slots__ = {m.pick('()', repr(('a',)), repr('b'), repr(['a', 'a']), repr(('__dict__',)), repr(('x', '__weakref__')), '5', repr(('1a',)), repr(('d',)))}",
                f"d = D({at})",
                f"e = DD({at})",
                f"x = {at}",
                "def __new__(cls, *a, **k): p('  __new__', cls.__name__, a); return super().__new__(cls)",
                "def __init__(self, *a): p('  __init__', a); super().__init__()",
                "@classmethod\ndef c(cls): return cls.__name__, super().__thisclass__.__name__",
                "@staticmethod\ndef s(v=1): return v",
                "@property\ndef q(self): return self.x",
                "def __eq__(self, other): return NotImplemented",
                "def __init_subclass__(cls, **kw): p('  mine', cls.__name__, sorted(kw))",
                "def __repr__(self): return f'<{type(self).__name__}>'",
                "__match_args__ = 'x',",
                "__hash__ = None",
                "def __getattr__(self, name): return 'got ' + name if not name.startswith('__') else super().__getattribute__(name)",
                "y = x = [__qualname__, sorted(k for k in locals() if k[0] != '_')]",
                "__module__ = 'elsewhere'",
                "__qualname__ = 'Quite.Other'",
                "__classcell__ = None",
            ],
            6,
        )
        if m.chance(0.2):
            m.luck.shuffle(body)
        m.tried(f"class {name}({', '.join(words)}):\n" + "\n".join("    " + line for part in body for line in part.splitlines()))
        made.append(name)
    for name in made:
        m.tried(f"p('{name}', [c.__name__ for c in {name}.__mro__], type({name}).__name__, {name}.__base__.__name__)")
        m.tried(f"v = {name}({m.pick('', '', '1', '(1, 2)', 'x=1', repr('s'))})\np(isinstance(v, {m.pick(*made)}))\np(v.m())\np({m.pick('v.d', 'v.e', 'v.q', 'v.c()', 'v.s(2)', 'v.nothing', name + '.d', name + '.nothing', name + '[3]', 'len(' + name + ')', repr(name) + ' in ' + name, 'isinstance(5, ' + name + ')', 'v == v', 'hash(v) == hash(v)', 'sorted(vars(v))', 'v.__class__.__qualname__')})")
        if m.chance(0.5):
            m.tried(m.pick(f"v.{m.pick('a', 'e', 'x', 'q', 'zz')} = 5\np(v.{m.pick('a', 'e', 'x', 'q')})", f"del v.{m.pick('a', 'e', 'x', 'd', 'm')}", f"{name}.{m.pick('d', 'm', 'x', 'new')} = 6\np({name}.{m.pick('d', 'x', 'new')})", f"v.__class__ = {m.pick(*made)}\np(type(v).__name__)", f"{name}.__bases__ = ({m.pick(*made)},)\np([c.__name__ for c in {name}.__mro__])", f"p(issubclass({name}, {m.pick(*made)}))", f"del {name}.m\np(v.m())", f"{name}.__name__ = {m.pick(repr('Z'), '5', repr(''))}\np({name})"))
    m.tried(f"p(type('X', ({', '.join(m.some(made, 3))},), {{'m': {m.pick('1', 'lambda s: 2')}}}).__mro__[{m.pick('0', '1', '-1')}].__name__)" if m.chance(0.5) else f"p(type.mro({m.pick(*made)})[0].__name__)")


def supers(m):
    """`super()` where it is odd."""
    m.add("class A:\n    k = 'A.k'\n    def f(self, *a): return ('A.f', a)\n    @classmethod\n    def c(cls): return ('A.c', cls.__name__)\n    @property\n    def p(self): return 'A.p'\n    def __getitem__(self, i): return ('A[]', i)\nclass B(A):\n    k = 'B.k'\n    def f(self, *a): return ('B.f', a)\n    @classmethod\n    def c(cls): return ('B.c', cls.__name__)")
    for _ in range(m.luck.randint(3, 6)):
        n = m.number()
        body = m.pick(
            "def f(self): return super().f(1)",
            "def f(self): return [super().f(i) for i in range(2)]",
            "def f(self): return (lambda: super().f(3))()",
            "def f(self): return (lambda self: super().f(3))(self)",
            "def f(*args): return super().f(*args[1:])",
            "def f(): return super().f()",
            "def f(self):\n    self = 5\n    return super().f()",
            "def f(self):\n    def g(): return super().f()\n    return g()",
            "def f(self):\n    class I(B):\n        def f(self2): return super().f('in'), __class__.__name__\n    return I().f(), super().f()",
            "def f(self): return super().k, super().p, super().c()",
            "def f(self): return super()[1]",
            "def f(self): return super().__getitem__(1)",
            "@staticmethod\ndef f(): return super().f()",
            "@staticmethod\ndef f(x=None): return super().f()",
            "@classmethod\ndef f(cls): return super().c(), super().k",
            "@property\ndef f(self): return lambda: super(X, self).f()",
            "def f(self):\n    super().k = 5\n    return self.k",
            "def f(self): return super().nothing",
            "def f(self): return repr(super()).replace(type(self).__name__, 'T')",
            "def f(self): return super(B).__get__(self, X).f('bound')",
            "def f(self): return super(B, X).f(self), super(A, self).__init__()",
            "def f(self): return super(X, 5).f()",
            "def f(self): return super(5, self).f()",
            "def f(self, super=lambda: A()): return super().f()",
            "def f(self):\n    super = lambda: A()\n    return super().f()",
            "def f(self):\n    yield super().f()",
            "def f(self): return f'{super().f(9)!r:>20}'",
            "def f(self):\n    nonlocal __class__\n    __class__ = B\n    return super().f()",
            "f = lambda self: super().f('lambda')",
            "def f(self): return {**{'k': super().f()}}, [*super().f()]",
            "def f(self): return super().__class__.__name__, super().__self__ is self, super().__thisclass__.__name__, super().__self_class__.__name__",
        )
        base = m.pick("A", "B", "B", "int", "")
        m.tried(f"class X({base}):\n" + "\n".join("    " + line for line in body.splitlines()) + f"\nr = X().f\np({n}, r if isinstance(r, tuple) else list(r()) if X.__dict__['f'].__class__.__name__ == 'function' and X.f.__code__.co_flags & 32 else r())")


def answers(m, kind):
    return m.pick(f"('{kind}', n(o))", f"('{kind}', n(o))", "NotImplemented", "NotImplemented", "1 / 0", "self", "None")


def operators(m):
    """Classes with some of the operators, mixed with each other and with builtin values."""
    m.add("def n(x): return x.__class__.__name__ if hasattr(x, 'tag') else x")
    names = []
    for at in range(m.luck.randint(2, 4)):
        base = m.pick("", "", "int", "str", "list", "tuple", "float", "dict", *names, *names)
        name = "ABCDE"[at]
        m.add(f"class {name}({base}):\n    tag = {at}\n    def __repr__(self): return '{name}'")
        for op in m.some([*BINARY.values()], 6):
            for kind in m.some([f"__{op}__", f"__r{op}__", f"__i{op}__"]):
                m.add(f"def {kind}(self, o{', mod=None' if op == 'pow' else ''}): return {answers(m, name + '.' + kind)}", 1)
        for op in m.some([*COMPARE.values()], 4):
            m.add(f"def __{op}__(self, o): return {m.pick(answers(m, name + '.' + op), 'True', 'False', '[]')}", 1)
        if m.chance(0.3):
            m.add("def __hash__(self): return 1", 1)
        for op in m.some(["neg", "pos", "invert", "abs", "bool", "len", "int", "float", "index", "complex", "round", "trunc", "floor", "ceil", "contains", "divmod", "rdivmod", "hash", "length_hint", "call", "iter", "reversed", "getitem", "missing", "format", "str", "bytes", "enter"], 5):
            more = {"round": ", n=None", "contains": ", o", "divmod": ", o", "rdivmod": ", o", "call": ", *a, **k", "getitem": ", i", "missing": ", k", "format": ", s"}.get(op, "")
            m.add(f"def __{op}__(self{more}): return {m.pick(repr(name + op), '0', '3', 'True', '-1', 'None', '2.5', 'NotImplemented', '1j', 'self', '[1, 2]', 'iter([1, 2])', 'b' + repr('x'))}", 1)
        if m.chance(0.25):
            m.add(f"__{m.pick('radd', 'eq', 'add', 'iadd', 'lt', 'hash', 'contains', 'iter', 'len', 'bool')}__ = None", 1)
        names.append(name)
    values = [f"{name}()" for name in names]
    for _ in range(m.luck.randint(5, 10)):
        x, y = m.pick(*values, *OPERANDS[:3]), m.pick(*values, *values, *OPERANDS)
        if m.chance(0.4):
            x, y = y, x
        op = m.pick(*BINARY)
        kind = m.luck.randrange(8)
        if kind < 3:
            m.tried(f"p({x} {op} {y})")
        elif kind == 3:
            m.tried(f"a = b = {x}\na {op}= {y}\np(a, b)")
        elif kind == 4:
            m.tried(f"p({x} {m.pick(*COMPARE)} {y})")
        elif kind == 5:
            m.tried(f"p({m.pick('-', '+', '~', 'not ')}{x})")
        elif kind == 6:
            m.tried(f"p({m.pick('abs(X)', 'bool(X)', 'len(X)', 'int(X)', 'float(X)', 'complex(X)', 'round(X)', 'round(X, 2)', 'divmod(X, Y)', 'divmod(Y, X)', 'pow(X, Y)', 'pow(X, Y, 3)', 'pow(2, 3, X)', 'sum([X, Y], 0)', 'max(X, Y)', 'sorted([X, Y])', 'Y in X', 'X in [Y]', 'list(X)', 'X[0]', 'X()', 'range(X)', '[1, 2, 3][X]', 'format(X, Z)', 'str(X)', 'bytes(X)', 'hash(X)', '{X: 1}[X]', 'list(reversed(X))', 'iter(X)', 'next(X)', 'X and Y', 'X or Y', 'hex(X)', 'chr(X)', 'isinstance(X, Y)', '(X, 1) == (Y, 1)', '[X] < [Y]', 'X == Y == X', 'X < Y < 3', '[*X]', 'dict(X)', 'any([X])', 'Z % X', 'Z % (X,)', '\"%d\" % X', '\"{:5}\".format(X)', 'f\"{X!s:>4}\"', 'sum([Y], X)', 'enumerate(X, Y)', 'list(zip(X, Y))', 'min([X], key=lambda v: Y)', '\"a\" * X', '[1] * X', 'X * [1]', '[1, 2][:X]', 'slice(X).indices(4)', 'int(\"11\", X)', 'set([X, X]).__len__()', 'getattr(X, \"tag\")', 'operator').replace('operator', 'X is X').replace('X', x).replace('Y', y).replace('Z', repr(m.pick('', '5', '%s', '>5')))})")
        else:
            m.tried(f"v = [{x}]\nv[0] {op}= {y}\np(v)")


def attributes(m):
    """`__getattr__` and its kin."""
    m.add("class A:\n    x = 1\n    def __init__(self): self.__dict__['y'] = 2")
    body = {
        "getattr": ["def __getattr__(self, k):\n    p('  getattr', k)\n    return ANSWER"],
        "getattribute": ["def __getattribute__(self, k):\n    if not k.startswith('__'): p('  getattribute', k)\n    return OBJECT", "def __getattribute__(self, k):\n    if k == 'y': raise AttributeError('mine')\n    return super().__getattribute__(k)"],
        "setattr": ["def __setattr__(self, k, v):\n    p('  setattr', k, v)\n    SET"],
        "delattr": ["def __delattr__(self, k):\n    p('  delattr', k)\n    DEL"],
        "dir": ["def __dir__(self): return DIR"],
        "slots": ["__slots__ = 'z', '__dict__'"],
    }
    m.add("class B(A):\n    k = 0")
    for key in m.some(body, 4):
        text = m.pick(*body[key]).replace("ANSWER", m.pick("k * 2", "self.zz if k == 'y' else 1 / 0", "getattr(super(), k)", "object.__getattribute__(self, 'y')", "5", "super().__getattr__(k)")).replace("OBJECT", m.pick("object.__getattribute__(self, k)", "super().__getattribute__(k)", "A.x"))
        text = text.replace("SET", m.pick("super().__setattr__(k, v)", "self.__dict__[k] = v", "pass", "raise AttributeError(k, v)", "object.__setattr__(self, k + k, v)")).replace("DEL", m.pick("super().__delattr__(k)", "del self.__dict__[k]", "pass", "1 / 0")).replace("DIR", m.pick("['b', 'a']", "5", "[1, 'a']", "('q',)", "super().__dir__()[:0]"))
        m.add(text, 1)
    m.add(f"@property\ndef pr(self): {m.pick('return 9', 'raise AttributeError(' + repr('inner') + ')', 'return self.missing', 'return self.y')}", 1)
    if m.chance(0.5):
        m.add(f"@pr.{m.pick('setter', 'deleter')}\ndef {m.pick('pr', 'pr2')}(self, *v): p('  prset', v)", 1)
    m.add("v = B()")
    for _ in range(m.luck.randint(5, 10)):
        k = m.pick("x", "y", "z", "k", "pr", "pr2", "missing", "__class__", "__dict__", "yy")
        m.tried(m.pick(f"p(v.{k})" if k not in ("__class__", "__dict__") else "p(sorted(v.__dict__))", f"v.{k} = {m.pick('1', '[2]', 'A')}", f"del v.{k}", f"p(hasattr(v, '{k}'))", f"p(getattr(v, '{k}', 'default') is None)", f"setattr(v, '{k}', 3)", f"delattr(v, '{k}')", f"B.{k} = 7\np(v.{k})", f"v.{k} += 1", "p(sorted(vars(v)))", "p([d for d in dir(v) if d[0] != '_'])", f"p(object.__getattribute__(v, '{k}'))", "p(v.__dict__.get('y'))", f"for v.{k} in [1, 2]: p(v.__dict__.get('{k}'))", f"with open as v.{k}: pass", f"p(type(v).__dict__.get('{k}') is None)", f"v.__dict__ = {m.pick('{}', '5', '{1: 2}', '{' + repr('y') + ': 8}')}", f"import math as m{m.number()}; v.{k}: int = 5", "v.y, *v.z = 1, 2, 3\np(v.y, v.z)", f"match v:\n    case B({k if k.isalpha() else 'x'}=q): p('match', q)\n    case _: p('none')"))


def slices(m):
    """Subscripts of every shape on a class of its own, and unpacking."""
    m.add("class S:\n    def __init__(self, n=3): self.n = n\n    def __getitem__(self, i):\n        p('  get', i)\n        if isinstance(i, int) and i >= self.n: raise IndexError(i)\n        return i\n    def __setitem__(self, i, v): p('  set', i, v)\n    def __delitem__(self, i): p('  del', i)\nclass L(S):\n    def __len__(self): return self.n\nclass K:\n    def keys(self): return ['a', 'b']\n    def __getitem__(self, k): return k * 2\nclass I:\n    def __init__(self, n): self.n = n\n    def __index__(self): p('  index'); return self.n\nv = S(); w = L(); q = [0, 1, 2, 3, 4, 5]\ndef f(*a, **k): return a, k\ndef g(a, b=2, *c, d, e=5, **h): return a, b, c, d, e, h")
    part = lambda: m.pick("1", "-1", "", "0", "None", "I(2)", "'s'", "2**70", "x := 2", "...", "*[1, 2]", "1.5", "True")
    index = lambda: m.pick(part() or "0", f"{part().replace('x := ', '').replace('*[1, 2]', '3')}:{part().replace('x := ', '').replace('*[1, 2]', '3')}", f"{m.pick('', '1', '-2', 'I(1)')}:{m.pick('', '3', '-1')}:{m.pick('', '2', '-1', '0', 'I(2)')}", f"1, {m.pick(':', '2', '::2', '...', '*q')}", "()", "*q[:2], 9", "(1, 2)", ":, ::")
    star = lambda: m.pick("*q", "*(1, 2)", "*'ab'", "*{}", "*v", "*w", "*iter(q[:2])", "*5", "*None", "*range(2)", "*(i for i in q if i % 2)")
    for _ in range(m.luck.randint(6, 12)):
        t = m.pick("v", "w", "q", "q", "'abcdef'", "(1, 2, 3, 4)", "range(10)", "b'abcdef'", "memoryview(b'abcdef')", "bytearray(b'abc')")
        i = index()
        m.tried(
            m.pick(
                f"p({t}[{i}])",
                f"p({t}[{i}])",
                f"{m.pick('v', 'w', 'q')}[{i}] = {m.pick('1', '[7, 8]', 'q', '()', repr('ab'))}\np(q)",
                f"del {m.pick('v', 'w', 'q')}[{i}]\np(q)",
                f"{m.pick('v', 'w', 'q')}[{i}] += {m.pick('1', '[7]')}\np(q)",
                f"a, {m.pick('b', '*b', '(*b, c)', '[b, *_]')} = {m.pick('v', 'q', 'w', repr('xy'), '1, 2', '(1, [2, 3])', '{1: 2}', '5', '()')}\np(a, b)",
                f"*a, b = {m.pick('v', 'q', 'w', '()', '[1]', repr('xyz'))}\np(a, b)",
                f"a, b, *c, d = {m.pick('v', 'q', '1, 2', repr('xyz'))}\np(a, b, c, d)",
                f"p([{star()}, {m.pick('1', star())}, {star()}])",
                f"p({m.pick('f', 'g')}({star()}, {m.pick('1', star())}{m.pick('', ', d=1', ', **K()', ', **{}', ', d=4, **{' + repr('z') + ': 1}')}))",
                f"p(f({star()}, **{m.pick('K()', '{}', '5', '{1: 2}', '{' + repr('a') + ': 1}', 'q')}, {m.pick('a=1', '**K()', 'c=3')}))",
                f"p({{**{m.pick('K()', '{1: 2}', '5', 'q')}, {m.pick(repr('a') + ': 5', '**K()')}}})",
                f"p({{{star()}, 1}})",
                f"p(g({m.pick('1', '1, 2, 3', 'a=1', '', 'b=1')}{m.pick(', ', ', ')}{m.pick('d=1', 'e=2', '*q', '**K()', 'a=9', 'd=1, x=2')}))",
                f"for a, *b in {m.pick('[q, (1,)]', '[v]', '[()]', '[5]')}: p(a, b)",
                f"p([(a, b) for a, *b in {m.pick('[q]', '[(1,), (2, 3)]', '[' + repr('xy') + ']')}])",
                f"q[{m.pick('1:3', '::2', '5:1', '-1:')}] = {m.pick('v', 'w', 'iter([9, 9])', repr('ab'), '5')}\np(q)",
                "a = b = c = [*v]\np(a is c)",
                f"print(*v, sep={m.pick(repr('-'), 'None', '5', repr(''))})",
                f"p(list(map(f, v, w)), max(*q), {m.pick('sum(v)', 'list(w)', '3 in v', 'list(reversed(w))', 'list(zip(v, w, strict=True))', '7 in w')})",
            )
        )


def patterns(m):
    """`match` over classes of many kinds."""
    m.add("from collections import namedtuple, OrderedDict, deque\nfrom dataclasses import dataclass\nfrom enum import Enum\nclass P:\n    __match_args__ = 'x', 'y'\n    def __init__(self, x=1, y=2): self.x, self.y = x, y\nclass Q(P): pass\nclass R(P): __match_args__ = ('y',)\nclass N:\n    z = 3\nclass Bad1: __match_args__ = ['x']\nclass Bad2: __match_args__ = (1,)\nclass Bad3:\n    __match_args__ = ('w',)\n    @property\n    def w(self): return 1 / 0\nclass Dup:\n    __match_args__ = ('x', 'x')\n    x = 1\nT = namedtuple('T', 'a b')\n@dataclass\nclass DC:\n    a: int\n    b: object = None\nclass Co(Enum):\n    RED = 1\n    BLUE = 2\nclass Meta(type):\n    def __instancecheck__(c, o): p('  check'); return True\nclass Any(metaclass=Meta): pass\nclass Li(list): pass\nclass Se:\n    def __len__(self): return 2\n    def __getitem__(self, i): return i\nimport collections.abc\nclass Sq(collections.abc.Sequence):\n    def __len__(self): return 2\n    def __getitem__(self, i):\n        p('  item', i)\n        if i > 1: raise IndexError\n        return i * 10\nclass Mp(collections.abc.Mapping):\n    def __len__(self): return 1\n    def __iter__(self): return iter('k')\n    def __getitem__(self, k): p('  key', k); raise KeyError(k)")
    subject = lambda: m.pick("P()", "P(1, P(3))", "Q('s', [1, 2])", "R()", "N()", "Bad1()", "Bad2()", "Bad3()", "Dup()", "T(1, 2)", "DC(1)", "DC(1, [2, 3])", "Co.RED", "5", "-1", "2.5", "'ab'", "b'ab'", "[1, 2]", "(1, [2, 3], {'k': 4})", "{'k': 1}", "{'k': {'l': [1, 2]}, 'm': 2}", "OrderedDict(k=1)", "deque([1, 2])", "Li([1, 2])", "Se()", "Sq()", "Mp()", "range(2)", "bytearray(b'ab')", "None", "True", "{1, 2}", "iter([1])", "int", "1 + 2j", "Any()", "''", "[]", "{}")

    def pattern(depth=0):
        parts = [pattern(depth + 1), pattern(depth + 1), pattern(depth + 1)] if depth < 3 else []
        inner = lambda: m.pick(*parts)
        name = lambda: "abcdefgh"[m.number() % 8] + str(m.serial)
        if depth > 2:
            return m.pick("_", name(), "1", "None", "'ab'")
        return m.pick(
            "_", name(), m.pick("1", "-1", "'ab'", "b'ab'", "None", "True", "2.5", "1+2j", "''", "'a' 'b'"), m.pick("Co.RED", "P.nothing", "N.z", "Co.BLUE"),
            f"{m.pick('P', 'Q', 'R', 'N', 'Bad1', 'Bad2', 'Bad3', 'Dup', 'T', 'DC', 'Any', 'int', 'str', 'list', 'dict', 'object', 'Nope', 'Co', 'p', 'Li', 'bytes', 'float')}({m.pick('', '', inner(), inner() + ', ' + inner(), 'x=' + inner(), inner() + ', y=' + inner(), inner() + ', x=' + inner(), 'real=' + inner(), 'z=' + inner(), inner() + ', ' + inner() + ', ' + inner())})",
            f"[{m.pick('', inner(), inner() + ', ' + inner(), inner() + ', *_', '*' + name() + ', ' + inner(), inner() + ', *' + name() + ', ' + inner())}]",
            f"{{{m.pick('', repr('k') + ': ' + inner(), repr('k') + ': ' + inner() + ', **' + name(), '**' + name(), '1: ' + inner(), repr('k') + ': ' + inner() + ', ' + repr('m') + ': ' + inner(), 'Co.RED: ' + inner())}}}",
            f"({m.pick('1', '[_]', 'P()', 'None', '-1')} | {m.pick('2', repr('ab'), 'Q()', '[_, _]', 'int()', '{}')})", f"({m.pick('P()', 'int()', '[_, *_]', '1 | 2')} as {name()})",
        )

    for _ in range(m.luck.randint(3, 6)):
        lines = [f"match {m.pick(subject(), subject(), subject() + ', ' + subject())}:"]
        for at in range(m.luck.randint(1, 5)):
            lines.append(f"    case {pattern()}{m.pick('', '', '', ' if 0', ' if p(1) is None')}: p('case {at}', *[(k, v if isinstance(v, (int, str, list, tuple, dict, float)) else type(v).__name__) for k, v in sorted(globals().items()) if k[1:].isdigit() and len(k) < 4])")
        lines = [line for line in lines if not line.split(":")[0].split()[1:2] == ["_"]]
        text = "\n".join(lines) if len(lines) > 1 else lines[0] + "\n    case _: pass"
        m.tried(f"exec({text!r})")
        m.add("for k in [k for k in globals() if k[1:].isdigit()]: del globals()[k]")


SCENES = [classes, classes, supers, operators, operators, attributes, slices, patterns]
