"""Scenes about data: text and its formatting, containers, data classes, enumerations, functools, itertools, annotations, dates."""

TEXTS = ["'abc'", "'Straße'", "'ﬁne'", "'İi'", "'ǅ'", "'日本語 x'", "'a\\u0301é'", "'😀b'", "'\\ud800'", "'  pad\\t'", "''", "'ΣΑΣ'", "'٣²½'", "'x,y,,z'", "'Tab\\there'", "'l1\\r\\nl2\\x1cl3\\u2028'", "'ŉ'", "'A_b9'", "'ჺ'", "'ᾳ'"]
NUMBERS = ["0", "-1", "12345678", "2**70", "True", "0.0", "-0.0", "1.5", "-2.675", "1e16", "1e-7", "123456789.123", "float('inf')", "float('nan')", "0.1 + 0.2", "1e22", "5e-324", "1j", "1.5-2j", "10**20"]


def spec(m):
    return m.pick("", "*", "é", "{") * m.luck.randrange(2) + m.pick("", "<", ">", "^", "=") + m.pick("", "+", "-", " ") + m.pick("", "", "z") + m.pick("", "", "#") + m.pick("", "", "0") + m.pick("", "", "5", "12", "{w}") + m.pick("", "", ",", "_") + m.pick("", "", ".0", ".3", ".{q}", ".12") + m.pick("", "", "", ",", "_") * m.luck.randrange(2) + m.pick("", "d", "f", "e", "g", "G", "n", "x", "X", "b", "o", "c", "s", "%", "r", "E", "F")


def formats(m):
    """f-strings, t-strings, `format`, with nested specifications."""
    m.add("class F:\n    def __format__(self, s): return f'<{s}>'\n    def __repr__(self): return 'F()'\n    def __str__(self): return 'str'\nclass G(F):\n    def __format__(self, s): return 5\nw = 8; q = 2; nl = '\\n'; d = {'k': 1.5, 'n': {'m': 2}}\nf = F()\ndef show_t(t): p(type(t).__name__, t.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations])")
    for _ in range(m.luck.randint(6, 12)):
        x = m.pick(*NUMBERS, *NUMBERS, *TEXTS, "f", "None", "[1, 'a']", "G()", "d")
        s = spec(m)
        plain = s.replace("{w}", "8").replace("{q}", "2").replace("{", "")
        s = s if s.count("{") == s.count("}") else plain
        conversion = m.pick("", "", "", "!r", "!s", "!a")
        inner = x.replace("'", '"') if "'" in x else x
        if "\\" in inner:
            inner = "f"
        m.tried(
            m.pick(
                f"p(f'{{{inner}{conversion}:{s}}}')", f"p(f'{{{inner}{conversion}:{s}}}')", f"p(f'{{{inner} = }}', f'{{ {inner}{conversion or '!s'} }}')".replace("!s }", "!s}").replace("!r }", "!r}").replace("!a }", "!a}"), f"p(f'{{{inner}=:{s}}}')", f"p(format({x}, {plain!r}))", f"p('{{:{s}}}'.format({x}, w=w, q=q))", f"p('{{0{conversion}:{plain}}}|{{0}}'.format({x}))",
                f"show_t(t'a{{{inner}{conversion}:{s}}}{m.pick('', '{q}', '{{b}}')}')", f"show_t(t'{{{inner}=}}' {m.pick('', 't' + repr('x{w}'), '+ t' + repr('{q}'), '+ ' + repr('s'))})", f"p('%{m.pick('', '-', '0', '+', ' ', '#')}{m.pick('', '8', '*')}{m.pick('', '.2')}{m.pick('d', 's', 'r', 'f', 'g', 'x', 'c', 'i', 'e', 'a', '%', 'q')}' % {m.pick(x, '(' + x + ',)', '(5, ' + x + ')')})", f"p('{m.pick('{d[k]}', '{d[n][m]:5}', '{d[k].real!r}', '{0.real}', '{0[0]}', '{}{}', '{0}{}', '{x}', '{!x}', '{0:{1}}', '{0:{w}.{q}}', '{', '}', '{0.}', '{0[}', '{:{:{}}}')}'.format({x}, {m.pick('5', x)}, d=d, w=w, q=q))", f"p('{{a}}{{b}}'.format_map({m.pick('dict(a=1)', 'd', '{' + repr('a') + ': ' + x + ', ' + repr('b') + ': 2}')}))", f"p(f'''{{\n{inner}\n:{plain}}}''')", f"p(f'{{{inner}:{{{{w}}}}}}')", f"p(f'{{f:{{w}}{{q!r:>{{w}}}}}}', f'{{nl!r}}{{nl}}')", f"p(f'{{{inner}!r:^{{w + {m.pick('1', 'q', '20')}}}}}|')", f"p(f'{{(lambda: {inner})()}}')", f"p(str({x}), repr({x}), ascii({x}))", f"p(round({x}, {m.pick('0', '1', '2', '-1', 'None')}), ({x}).__format__({plain!r}))",
            )
        )


def texts(m):
    """Methods of text, over all of Unicode."""
    for _ in range(m.luck.randint(6, 12)):
        s, t, u = m.pick(*TEXTS), m.pick(*TEXTS, "'a'", "','", "' '"), m.pick(*TEXTS, "'x'")
        n = lambda: m.pick("0", "1", "-1", "2", "5", "100", "None")
        m.tried(
            "p(" + m.pick(
                f"{s}.{m.pick('upper', 'lower', 'title', 'casefold', 'swapcase', 'capitalize', 'isalpha', 'isalnum', 'isdigit', 'isdecimal', 'isnumeric', 'isidentifier', 'isprintable', 'isspace', 'isupper', 'islower', 'istitle', 'isascii', 'split', 'rsplit', 'strip', 'lstrip', 'rstrip', 'splitlines', 'expandtabs', 'encode')}()",
                f"({s} + {t}).{m.pick('upper', 'lower', 'title', 'casefold', 'capitalize', 'swapcase', 'split', 'splitlines')}()", f"{s}.{m.pick('find', 'index', 'count', 'rfind', 'rindex', 'startswith', 'endswith')}({t}, {n()}, {n()})", f"{s}.{m.pick('split', 'rsplit')}({m.pick(t, 'None')}, {m.pick('0', '1', '-1')})", f"{s}.{m.pick('partition', 'rpartition')}({t})", f"{s}.replace({t}, {u}, {m.pick('-1', '1', '0')})", f"({s} * 2).replace({t}, {u})", f"{s}.{m.pick('strip', 'lstrip', 'rstrip', 'removeprefix', 'removesuffix')}({t})", f"{s}.{m.pick('center', 'ljust', 'rjust')}({m.pick('3', '9', '-1')}, {m.pick(repr('*'), repr('é'), repr('ab'), t)})", f"{s}.zfill({m.pick('5', '0', '12')})", f"{s}.join([{t}, {u}])", f"{s}.translate({m.pick('{97: 98}', '{97: None}', 'str.maketrans(' + repr('ab') + ', ' + repr('xy') + ')', 'str.maketrans({' + t + ': ' + u + '})', '{98: ' + u + '}', '[1, 2]')})", f"{s}.encode({m.pick(repr('utf-8'), repr('latin-1'), repr('ascii'), repr('utf-16'), repr('utf-8-sig'), repr('cp1252'), repr('utf-32-le'))}, {m.pick(repr('replace'), repr('ignore'), repr('strict'), repr('backslashreplace'), repr('xmlcharrefreplace'), repr('namereplace'), repr('surrogatepass'), repr('surrogateescape'), repr('nope'))})", f"{s}[{n()}:{n()}:{m.pick('1', '-1', '2')}]", f"{s} {m.pick('<', '>', '==', 'in', '+', '>=')} {t}", f"{s}.expandtabs({m.pick('0', '4', '-1')})", f"sorted({s} + {t})", f"[hex(ord(c)) for c in {s}.{m.pick('upper', 'lower', 'title', 'casefold')}()]", f"repr({s} + {t}), ascii({s})", f"{s}.encode('utf-8', 'surrogatepass').decode({m.pick(repr('utf-8'), repr('ascii'), repr('latin-1'), repr('utf-16'), repr('cp437'))}, {m.pick(repr('replace'), repr('ignore'), repr('strict'), repr('backslashreplace'), repr('surrogateescape'))})", f"int({s}), float({s})", f"int({t}, {m.pick('0', '10', '36')})", f"bytes({s}, 'utf-8', 'replace').{m.pick('hex', 'title', 'split', 'upper', 'swapcase', 'isalpha', 'strip')}()", f"__import__('unicodedata').normalize({m.pick(repr('NFC'), repr('NFD'), repr('NFKC'), repr('NFKD'))}, {s})", f"__import__('re').{m.pick('findall', 'split', 'match', 'sub')}({m.pick('r' + repr('w'), repr('(?i)' + 's'), repr('.'), repr('(a)|b'), repr('[^a-z]+'))}, {m.pick('', '')}{s})", f"eval(repr({s})) == {s}, len({s}), hash({s}) == hash({s}[:])",
            ) + ")"
        )


def containers(m):
    """Keys and members with odd `__eq__` and `__hash__`, orders, and the classes of collections."""
    m.add("from collections import *\nimport copy, heapq, bisect, weakref\nclass K:\n    def __init__(self, n): self.n = n\n    def __hash__(self): return self.n % 3\n    def __eq__(self, o): p('  eq', self.n, o.n if isinstance(o, K) else o); return isinstance(o, K) and self.n == o.n\n    def __repr__(self): return f'K{self.n}'\n    def __lt__(self, o): p('  lt', self.n); return self.n < o.n if isinstance(o, K) else NotImplemented\nclass H(K):\n    __hash__ = None\nclass E(K):\n    def __eq__(self, o): raise ValueError('eq')\n    __hash__ = K.__hash__\nclass W(K):\n    def __eq__(self, o): return 'yes'\n    __hash__ = K.__hash__\nclass DD(dict):\n    def __missing__(self, k): p('  missing', k); return 'm'\nclass LL(list):\n    def __getitem__(self, i): return ('item', super().__getitem__(i))\n    def __iter__(self): return iter('LL')\nnan = float('nan')\nT = namedtuple('T', 'a b', defaults=[2])")
    key = lambda: m.pick("K(1)", "K(4)", "K(2)", "E(1)", "W(7)", "H(1)", "1", "1.0", "True", "nan", "'a'", "(1, K(1))", "None", "frozenset({K(1)})", "T(1)")
    maker = lambda: m.pick("{}", "dict", "DD", "Counter", "set", "list", "deque", "ChainMap", "defaultdict", "LL", "frozenset", "tuple", "T", "UserDict", "UserList")

    def made():
        kind = maker()
        a, b, c = key(), key(), key()
        return {"{}": f"{{{a}: 1, {b}: 2, {c}: 3}}", "dict": f"dict([({a}, 1), ({b}, 2)])", "DD": f"DD([({a}, 1), ({b}, 2)])", "OrderedDict": f"OrderedDict([({a}, 1), ({b}, 2)])", "Counter": f"Counter([{a}, {b}, {b}, {c}])", "set": f"{{{a}, {b}, {c}}}", "list": f"[{a}, {b}, {c}]", "deque": f"deque([{a}, {b}, {c}], {m.pick('None', '2', '5')})", "ChainMap": f"ChainMap({{{a}: 1}}, {{{b}: 2}})", "defaultdict": f"defaultdict({m.pick('list', 'int', 'None', 'lambda: 5')}, [({a}, 1)])", "LL": f"LL([{a}, {b}])", "frozenset": f"frozenset([{a}, {b}])", "tuple": f"({a}, {b}, {c})", "T": f"T({a}, {b})", "UserDict": f"UserDict({{{a}: 1}})", "UserList": f"UserList([{a}, {b}])"}[kind]

    def look(v):
        return f"p({v} if not isinstance({v}, (set, frozenset)) else sorted(map(repr, {v})))"

    for _ in range(m.luck.randint(3, 6)):
        m.tried(f"v = {made()}\n{look('v')}")
        for _ in range(m.luck.randint(2, 5)):
            k, k2 = key(), key()
            i = m.pick("0", "-1", "5", "1:", "::-1", "'x'", k)
            m.tried(
                m.pick(
                    f"p({k} in v)", f"p(v[{i}])", f"p(v[{k}])", f"v[{k}] = 9", f"del v[{m.pick(k, i)}]", f"p(v.get({k}, 'd'))", f"p(v.pop({m.pick(k, k + ', 5', '')}))", f"v.add({k})", f"v.discard({k})", f"v.remove({k})", f"p(v.index({k}))", f"p(v.count({k}))", f"v.append({k})", f"v.setdefault({k}, 4)", f"v.update({m.pick('{' + k + ': 5}', '[(' + k + ', 1)]', 'a=1', '[1]', '5', '[' + k + ']')})", "v.clear()", f"p(v == {made()})", f"p(v {m.pick('|', '&', '-', '^', '+', '<=', '<', '>')} {made()})", f"v {m.pick('|=', '&=', '-=', '^=', '+=', '*=')} {m.pick(made(), '2')}", "p(list(v))", "p(len(v), bool(v))", "p(sorted(v))", "v.sort(key=lambda k: k.n, reverse=True)", "v.reverse()", "p(list(reversed(v)))", f"v.insert({m.pick('0', '-1', '9')}, {k})", f"v.extend([{k}])", "p(copy.copy(v) == v)", "p(copy.deepcopy(v))", f"p(v.most_common({m.pick('', '1')}))", f"v.rotate({m.pick('1', '-1')})", f"v.appendleft({k})", f"v.move_to_end({k}, {m.pick('True', 'last=False')})", f"p(v.popitem({m.pick('', '', 'last=False')}))", f"p(v.union([{k}]), v.isdisjoint([{k2}]))", f"p(v.keys() {m.pick('&', '|', '-', '==')} {{{k}}})", f"p(v.items() {m.pick('&', '<=', '==')} {{({m.pick('1', repr('a'))}, 1)}})", f"for k in v: v{m.pick('.pop(k)', '[' + k2 + '] = 1', '.add(' + k2 + ')', '.append(1)' if False else '.clear()')}", "p(v._replace(a=5), v._asdict())", "p(v.maps, v.new_child({1: 2}))", f"match v:\n    case {{'a': z}}: p(z)\n    case [z, *_]: p(z)\n    case _: p('no')", "p(heapq.nsmallest(2, v), max(v, key=id) in v)", f"p(bisect.bisect(sorted(v), {k}))", "p(min(v), max(v))", "p(v.total(), v.elements())", f"p(v.subtract([{k}]))", f"p(v.fromkeys([{k}], 0))", "p(repr(v), str(v))", "p([*v], {**v})", "a, *b = v\np(a, b)", "p(hash(v) == hash(v))", "w = weakref.ref(v)\np(w() is v)", "p(v.__reduce_ex__(2)[0].__name__)", f"p(v.__contains__({k}), v.__len__())"
                ).replace("p(v ", "z = (v ").replace("p(v.items() ", "z = (v.items() ").replace("p(v.keys() ", "z = (v.keys() ").replace("p(v == ", "z = (v == ")
            )
        m.tried(look("v"))


def dataclass(m):
    """Data classes, named tuples and enumerations."""
    m.add("from dataclasses import *\nfrom dataclasses import KW_ONLY\nfrom typing import ClassVar, NamedTuple\nfrom enum import *\nimport copy")
    made = []
    for at in range(m.luck.randint(1, 3)):
        name = f"D{at}"
        if m.chance(0.55):
            options = ", ".join(f"{o}={m.pick('True', 'True', 'False')}" for o in m.some(["order", "frozen", "slots", "kw_only", "eq", "repr", "init", "unsafe_hash", "match_args", "weakref_slot"], 3))
            fields = []
            for f in m.some(["a", "b", "c", "d"]) or ["a"]:
                fields.append(f"{f}: {m.pick('int', 'list', 'ClassVar[int]', 'InitVar[int]', repr('Late'), 'undefined_later', '5', 'ClassVar', repr('ClassVar[int]'))}{m.pick('', '', ' = 1', ' = []', ' = field(default_factory=list)', ' = field(default=3, repr=False, compare=False)', ' = field(kw_only=True)', ' = field(init=False)', ' = field(default=1, default_factory=int)', ' = field(metadata={1: 2}, hash=True)', ' = None', ' = property(len)', ' = field(doc=' + repr('x') + ')')}")
            if m.chance(0.25):
                fields.insert(m.luck.randrange(len(fields) + 1), "_: KW_ONLY")
            body = fields + m.some(["def __post_init__(self, *a): p('  post', a)", "def __eq__(self, o): return 'eq'", "def __repr__(self): return 'own'", "def __setattr__(self, k, v): super().__setattr__(k, v)", "x = 5", "def __hash__(self): return 1", "__slots__ = 'zz',", "def __lt__(self, o): return True"], 2)
            m.tried(f"@dataclass{m.pick('', '(' + options + ')', '(' + options + ')')}\nclass {name}{m.pick('', '', '(' + (made[-1] if made else 'object') + ')', '(int)', '[T]')}:\n" + "\n".join("    " + line for line in body))
            m.tried(f"p([(f.name, f.type if isinstance(f.type, str) else f.type.__class__.__name__, f.init, f.kw_only, f.repr) for f in fields({name})], getattr({name}, '__match_args__', None), {name}.__doc__)\np({name}.__hash__ is None, '__slots__' in vars({name}))")
            args = lambda: m.pick("", "1", "1, 2", "1, b=2", "a=1", "1, [2], 3", "c=1, d=2", "1, 2, 3, 4", "x=1")
            for _ in range(m.luck.randint(3, 6)):
                m.tried(m.pick(f"v = {name}({args()})\np(v)", f"p({name}({args()}) {m.pick('==', '<', '>=', '!=')} {name}({args()}))", f"v = {name}({args()})\nv.{m.pick('a', 'x', 'zz')} = 4\np(v)", f"v = {name}({args()})\np(asdict(v), astuple(v))", f"p(replace({name}({args()}), {args()}))", f"p(copy.replace({name}({args()}), a=8))", f"v = {name}({args()})\np(hash(v) == hash({name}({args()})))", f"del {name}({args()}).a", f"match {name}({args()}):\n    case {name}({m.pick('x', 'x, y', 'a=q')}): p('m')\n    case _: p('no')", f"p(is_dataclass({name}), is_dataclass({name}({args()})))", f"p(str(__import__('inspect').signature({name})))", f"p(repr({name}.{m.pick('a', 'b', 'x', '__init__', '__match_args__')})[:20])"))
        elif m.chance(0.3):
            m.tried(f"class {name}(NamedTuple):\n    a: int{m.pick('', ' = 1')}\n    b: str{m.pick('', ' = 2')}\n    {m.pick('pass', 'def m(self): return self.a', '_c: int', 'x = 5', '__slots__ = ()', 'def __new__(cls): pass')}\np({name}(3, 4), {name}._field_defaults)\np({name}(3))\np({name}(3, 4)._replace({m.pick('a=1', 'z=1', 'b=2')}))\np({name}._make([{m.pick('1', '1, 2', '')}]))")
        else:
            base = m.pick("Enum", "Enum", "IntEnum", "Flag", "IntFlag", "StrEnum", "str, Enum", "int, Enum", "Enum, boundary=KEEP", "Flag, boundary=CONFORM", "ReprEnum", "float, Enum")
            value = lambda: m.pick("1", "2", "auto()", "auto()", "'s'", "(1, 2)", "3", "4", "A", "-1", "0", "nonmember(5)", "member(7)", "None", "property(lambda s: 1)", "2.5", "A | 2")
            body = [f"{n} = {value()}" for n in ["A", "B", "C", "E"][: m.luck.randint(1, 4)]] + m.some(["def m(self): return self.value", "@classmethod\ndef _missing_(cls, v): p('  missing', v); return cls.A if v != 99 else None", "@staticmethod\ndef _generate_next_value_(n, s, c, l): return (n, s, c, l)", "_ignore_ = 'Z'\nZ = 3", "def __str__(self): return 'S'", "def __init__(self, *a): self.extra = a", "def __new__(cls, *a):\n    o = object.__new__(cls); o._value_ = a; return o", "B = 5", "mro = 1", "_order_ = 'A B'", "__private = 2", "def __eq__(self, o): return True"], 2)
            m.tried(f"{m.pick('', '', '@unique' + chr(10), '@verify(CONTINUOUS)' + chr(10), '@verify(UNIQUE, NAMED_FLAGS)' + chr(10))}class {name}({base}):\n" + "\n".join("    " + line for part in body for line in part.splitlines()))
            for _ in range(m.luck.randint(4, 8)):
                x = m.pick(f"{name}.A", f"{name}.B", f"{name}(1)", f"{name}({m.pick('2', '3', '99', repr('s'), '(1, 2)', '-1', '7', '1, 2', '')})", f"{name}[{m.pick(repr('A'), repr('B'), repr('Q'), '1')}]")
                m.tried(m.pick(f"p({x})", f"p(repr({x}), str({x}), f'{{{x.replace(chr(39), chr(34))}:>12}}')", f"p(list({name}), len({name}))", f"p({x}.name, {x}.value)", f"p({x} {m.pick('|', '&', '^', '==', '<', '+', 'in', 'is')} {m.pick(name + '.A', '1', name + '.C', name)})", f"p(~{x}, bool({x}))", f"p({name}.__members__)", f"{name}.A = 5", f"del {name}.A", f"class Sub({name}): pass", f"p({x}.m(), {x}.extra)", f"p(hash({x}) == hash({x}), {{{x}: 1}}[{x}])", f"p(list({x}))", f"p({name}('N', {m.pick(repr('X Y'), '[' + repr('X') + ']', '{' + repr('X') + ': 3}')}))", f"p(copy.deepcopy({x}) is {x})", f"p(dir({x})[-3:], {x}.A.B)", f"p({m.pick('1', repr('A'), name + '.A')} in {name})", f"p({name}.{m.pick('Z', 'B', 'm', 'extra', 'X', '_value2member_map_', '_member_names_', 'name')})", f"match {x}:\n    case {name}.A: p('A')\n    case _: p('other')"))
        made.append(name)


def functions(m):
    """functools and itertools."""
    m.add("from functools import *\nfrom functools import Placeholder as _\nfrom itertools import *\nimport operator\nclass A: pass\nclass B(A): pass\nclass C(B, dict): pass\ndef f(*a, **k): return a, k\ndef g(a, b=2, /, c=3, *, d=4): return a, b, c, d\n@singledispatch\ndef sd(x, *a): return 'base', type(x).__name__\n@sd.register\ndef _sd1(x: int, y=1): return 'int', y\n@sd.register(list)\n@sd.register(A)\ndef _sd2(x): return 'list or A'\nsd.register(type(None), lambda x: 'none')\nclass M:\n    n = 0\n    @cached_property\n    def cp(self):\n        self.n += 1\n        p('  computed')\n        return self.n\n    @singledispatchmethod\n    def m(self, x): return 'm', x\n    @m.register\n    def _(self, x: str | bytes): return 'text'\n    pm = partialmethod(f, 1, k=2)\n    @lru_cache(maxsize=2)\n    def lc(self, x): p('  lc', x); return x\n    @property\n    @cache\n    def pr(self): return 8\n@total_ordering\nclass O:\n    def __init__(self, n): self.n = n\n    def __eq__(self, o): return self.n == o.n if isinstance(o, O) else NotImplemented\n    def __lt__(self, o): return self.n < o.n if isinstance(o, O) else NotImplemented\n    def __repr__(self): return f'O{self.n}'\nv = M()")
    it = lambda: m.pick("'abc'", "[3, 1, 2]", "range(4)", "()", "islice(count(1), 5)", "iter([1, 2])", "repeat(7, 3)", "5", "{'k': 1}", "[(1, 2), (3, 4)]", "chain('ab', [1])", "'aabbb'", "(i for i in (1, 2, 3))")
    fn = lambda: m.pick("None", "operator.add", "lambda *a: a", "bool", "len", "lambda x: x < 2", "max", "f", "str", "5")
    for _x in range(m.luck.randint(6, 12)):
        args = m.pick("", "1", "_, 2", "1, _, 3", "1, _", "_, _, k=1", "1, k=_", "*[1, 2], k=3")
        m.tried(
            m.pick(
                f"q = partial({m.pick('f', 'g', 'max', '5', 'partial(f, _, 9)', 'int')}, {args})\np(q.args, q.keywords)\np(q({m.pick('', '4', '4, 5', '4, 5, 6', 'k=7', '4, d=1', '_')}))", f"p(repr(partial({m.pick('len', 'partial(len)', 'print')}, {args})).replace(repr(_), '_'))", f"p(sd({m.pick('1', 'True', '[1]', 'A()', 'B()', 'C()', 'None', '2.5', '', '1, 2', '1, y=3', '[1], 2')}))", f"p(sd.dispatch({m.pick('bool', 'B', 'C', 'str', 'object')}).__name__, sorted(t.__name__ for t in sd.registry))", f"sd.register({m.pick('5', 'str, lambda x: 1', 'int | str, lambda x: 2', 'len', 'lambda x: x')})\np(sd('s'))", "p(v.cp, v.cp, v.__dict__.get('cp'))", "del v.cp\np(v.cp)", "v.cp = 9\np(v.cp)", f"p(v.m({m.pick('1', repr('s'), 'b' + repr('y'), '', '1, 2')}))", f"p(v.pm({m.pick('', '3', 'k=4')})[0][1:], M.pm.__class__.__name__)", "p(v.lc(1), v.lc(2), v.lc(1), v.lc(3), v.lc(2), M.lc.cache_info())", "p(v.lc([]))", f"p(O(1) {m.pick('<', '<=', '>', '>=', '==', '!=')} {m.pick('O(1)', 'O(2)', '5')})", "p(sorted([O(3), O(1)]), max(O(1), O(2)))", f"@total_ordering\nclass P:\n    {m.pick('pass', 'def __lt__(s, o): return True', 'def __ge__(s, o): return NotImplemented')}\np(P() {m.pick('<=', '>', '<')} P())", f"p(reduce({fn()}, {it()}{m.pick('', ', 10', ', initial=5')}))", f"p(list(islice({m.pick('chain', 'zip_longest', 'product', 'chain.from_iterable', 'cycle', 'pairwise', 'permutations', 'combinations_with_replacement')}({it()}{m.pick('', ', ' + it(), ', 2')}), 6)))", f"p(list(islice({m.pick('accumulate', 'compress')}({it()}, {m.pick(fn(), it())}{m.pick('', ', initial=1')}), 6)))", f"p(list(islice({m.pick('takewhile', 'dropwhile', 'filterfalse', 'starmap', 'map', 'filter')}({fn()}, {it()}), 6)))", f"p([(k, list(g)) for k, g in islice(groupby({it()}, {fn()}), 5)])", f"p(list(islice(batched({it()}, {m.pick('2', '0', '3, strict=True')}), 4)))", f"p(list(islice(zip({it()}, {it()}{m.pick('', ', strict=True')}), 5)))", f"p(list(islice(zip_longest({it()}, {it()}, fillvalue={m.pick('0', 'None')}), 5)))", f"p(list(islice(combinations({m.pick(repr('abcd'), it())}, {m.pick('2', '0', '5', '-1')}), 5)))", f"a, b = tee({it()})\np(next(a), list(islice(b, 3)), list(islice(a, 3)))", f"p(list(islice(product({it()}, repeat={m.pick('2', '0', '-1')}), 5)))", f"p(list(islice({it()}, {m.pick('1', '1, 3', '0, None, 2', 'None', '-1', '1, 2, 0', repr('x'))})))", f"p(list(islice(count({m.pick('1', '2.5', '-3', repr('x'))}, {m.pick('1', '0', '-1', '0.5', '10**20')}), 3)), count(2), repeat(1, 2))", f"p(cmp_to_key(lambda a, b: {m.pick('a - b', 'b - a', repr('x'), '1 / 0')})(1) {m.pick('<', '==', '>')} cmp_to_key(len)(2))", "p(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))", f"@wraps(g)\ndef h(*a): return g(*a)\np(h.__name__, h.__wrapped__ is g, h(1), str(__import__('inspect').signature(h)))", f"p(operator.{m.pick('itemgetter(0, 1)', 'attrgetter(' + repr('real.imag') + ')', 'methodcaller(' + repr('upper') + ')')}({it()}))", f"p(enumerate({it()}, {m.pick('0', '5', 'start=2', '2.5')}).__next__())"
            )
        )


def annotations(m):
    """Type parameters, annotations in every format, aliases."""
    m.add("import annotationlib, typing\nfrom annotationlib import Format, get_annotations, ForwardRef, call_annotate_function, annotations_to_string, type_repr\nfrom typing import *\ndef got(o, f):\n    r = get_annotations(o, format=f)\n    p(f.name, {k: a if isinstance(a, str) else repr(a).split(' object at')[0] for k, a in r.items()})\nk = 5")
    hint = lambda: m.pick("int", "'str'", "list[int]", "undefined", "undefined[int]", "k", "int | None", "undefined | int", "T", "Optional[int]", "list[undefined]", "dict[str, 'Later']", "ClassVar[int]", "lambda x: y", "1 + 2", "undefined.attr", "f(1)", "(a := 3)" if False else "a.b.c", "[1, undefined]", "{'x': undefined}", "-undefined", "undefined + 1", "not undefined", "x[1:2]", "(1, u)", "Callable[[int], u]", "Literal['a', 1]", "Annotated[int, 'meta']", "None", "...", "*Ts", "f'{k}'", "1 if k else u", "u < 3", "print('side')", "1 / 0", "u()", "'un' 'closed['", "int.real", "Union[int, u]", "Generic[T]" if False else "type[int]")
    for _ in range(m.luck.randint(2, 4)):
        n = m.number()
        params = m.pick("", "", "[T]", "[T: int, *Ts]", "[T: (int, str) = int, **P]", "[T: undefined]", "[T = u]", "[*Ts = *tuple[int, ...]]", "[T, T]", "[T: T]")
        a, b, c = hint(), hint(), hint()
        kind = m.luck.randrange(4)
        star = lambda h: h if h != "*Ts" else "int"
        if kind == 0:
            m.tried(f"exec({f'def o{n}{params}(x: {star(a)}, *y: {b}, z: {star(c)} = 1) -> {star(hint())}: pass'!r}, globals())")
        elif kind == 1:
            m.tried(f"exec({f'class o{n}{params}:' + chr(10) + f'    x: {star(a)}' + chr(10) + f'    y: {star(b)} = 1' + chr(10) + m.pick(f'    if k: z: {star(c)}', '    k = 3', '    def m(self, q: k): pass', '    del k', '    x: str')!r}, globals())")
        elif kind == 2:
            m.tried(f"exec({f'type o{n}{params} = {star(a)}'!r}, globals())\np(o{n}, o{n}.__name__, o{n}.__type_params__)\np(o{n}.__value__)\np(o{n}[int])\np(o{n}.evaluate_value(Format.STRING) if False else annotationlib.call_evaluate_function(o{n}.evaluate_value, Format.{m.pick('STRING', 'FORWARDREF', 'VALUE')}))")
        else:
            m.tried(f"exec({f'def o{n}(): pass'!r}, globals())\no{n}.__annotations__ = {{'x': {m.pick('int', repr('u'), '5')}}}" if m.chance(0.4) else f"def o{n}(): pass\no{n}.__annotate__ = lambda f: {m.pick('{' + repr('q') + ': f}', '5', '1 / 0', '{' + repr('q') + ': u}')}")
        m.tried(f"got(o{n}, Format.VALUE)")
        m.tried(f"got(o{n}, Format.FORWARDREF)")
        m.tried(f"got(o{n}, Format.STRING)")
        for _ in range(m.luck.randint(1, 4)):
            m.tried(m.pick(f"p(o{n}.__annotations__)", f"p(o{n}.__annotate__({m.pick('1', '2', '3', '4', repr('x'), '')}))", f"p(o{n}.__type_params__, [(t.__name__, getattr(t, '__bound__', 0), getattr(t, '__constraints__', 0)) for t in o{n}.__type_params__])", f"p([t.__default__ for t in o{n}.__type_params__])", f"p(o{n}[int])", f"p(get_type_hints(o{n}))", f"undefined = u = int\np(o{n}.__annotations__)", f"p(get_annotations(o{n}, eval_str=True))", f"del o{n}.__annotations__\np(o{n}.__annotations__)", f"p(o{n}.__annotate__ is None)", f"p(call_annotate_function(o{n}.__annotate__, Format.{m.pick('STRING', 'FORWARDREF', 'VALUE')}, owner=o{n}))", f"p(o{n}.__orig_bases__, o{n}.__parameters__)", f"p(str(__import__('inspect').signature(o{n})))", f"p(annotations_to_string({{'a': int, 'b': 'x', 'c': list[int]}}), type_repr({m.pick('int', 'len', '5', 'list[int]', '...')}))", f"r = ForwardRef({m.pick(repr('int'), repr('u'), repr('list[T]'), repr('a b'))})\np(r)\np(r.evaluate({m.pick('', 'globals={' + repr('u') + ': 5}', 'format=Format.FORWARDREF')}))", f"p(typing.get_origin({m.pick('list[int]', 'int | str', 'Annotated[int, 1]', 'Callable[[int], str]')}), typing.get_args({m.pick('dict[int, str]', 'Optional[int]', 'Callable[[int], str]', 'Literal[1, 2]')}))"))


def dates(m):
    """Arithmetic of dates, and of `fractions`, `decimal` and numbers beside them."""
    m.add("from datetime import *\nfrom fractions import Fraction as R\nfrom decimal import Decimal as N\nimport math, statistics\nz = timezone(timedelta(hours=5, minutes=30)); u = timezone.utc\nd = date(2024, 2, 29); t = datetime(2024, 2, 29, 23, 59, 59, 999999); a = t.replace(tzinfo=z); x = timedelta(days=1, seconds=3, microseconds=5)\nclass Z(tzinfo):\n    def utcoffset(self, dt): return timedelta(hours=1)\n    def dst(self, dt): return timedelta(0)\n    def tzname(self, dt): return 'Zed'\nclass Sub(datetime): pass")
    one = lambda: m.pick("d", "t", "a", "x", "time(1, 2)", "time(1, tzinfo=u)", "timedelta(0)", "-x", "datetime(1, 1, 1)", "datetime.max", "date.max", "date.min", "t.replace(tzinfo=Z())", "Sub(2024, 1, 1)", "5", "2.5", "R(1, 3)", "N('1.10')", "timedelta.max", "'s'", "None", "datetime(2024, 3, 1, tzinfo=u)", "z", "u", "Z()")
    for _ in range(m.luck.randint(6, 12)):
        v = one()
        m.tried(
            "p(" + m.pick(
                f"{v} {m.pick('+', '-', '*', '/', '//', '%', '<', '>=', '==', '**', '<', '-', '+')} {one()}", f"{v} {m.pick('+', '-', '<', '==')} {one()}", f"divmod({v}, {m.pick('x', '7', one())})", f"{v}.isoformat({m.pick('', repr(' '), repr('T') + ', ' + repr('minutes'), repr('seconds'), repr('milliseconds'), repr('bad'), 'timespec=' + repr('hours'))})", f"{v}.strftime({m.pick(repr('%Y-%m-%d %H:%M:%S.%f %z %Z'), repr('%a %A %b %B %j %U %W %V %G %u %w'), repr('%x %X %c %p %I %y'), repr('%%é %:z %D %F %T %R %e'), repr(''))})", f"datetime.strptime({m.pick(repr('2024-02-29 12:30') + ', ' + repr('%Y-%m-%d %H:%M'), repr('29/Feb/24') + ', ' + repr('%d/%b/%y'), repr('12 PM') + ', ' + repr('%I %p'), repr('2023-02-29') + ', ' + repr('%Y-%m-%d'), repr('+0530') + ', ' + repr('%z'), repr('x') + ', ' + repr('%q'), repr('2024 60') + ', ' + repr('%Y %j'), repr('2024 9 3') + ', ' + repr('%G %V %u'))})", f"{m.pick('date', 'datetime', 'time', 'Sub')}.fromisoformat({m.pick(repr('2024-02-29'), repr('20240229T235959'), repr('2024-W09-4'), repr('2024-02-29T24:00'), repr('12:30:15.5'), repr('T12:30Z'), repr('2024-02-30'), repr('2024-02-29 12:30+05:30'), repr('2024-060'), repr('x'), repr('2024-02-29T12:30:15,123456789'))})", f"{v}.replace({m.pick('year=2023', 'month=13', 'day=1', 'hour=3', 'tzinfo=None', 'fold=1', '2023, 1', 'microsecond=0')})", f"repr({v}), str({v})", f"{v}.{m.pick('isocalendar()', 'timetuple()', 'toordinal()', 'weekday()', 'utcoffset()', 'timestamp()', 'astimezone(z)', 'date()', 'time()', 'timetz()', 'total_seconds()', 'ctime()', 'tzname()', 'dst()', 'utctimetuple()', 'isoweekday()', 'days', 'year', 'min', 'resolution', '__reduce__()', 'astimezone(u)', 'tzname(None)', 'utcoffset(t)', 'fromutc(a)')}", f"hash({v}) == hash({v}), bool({v})", f"timedelta({m.pick('hours=1.5', 'weeks=-1', 'days=0.1, microseconds=0.5', 'days=10**9', 'milliseconds=1.0005', 'seconds=' + repr('x'), '1, 2, 3, 4, 5, 6, 7', '*[1] * 8', 'days=float(' + repr('nan') + ')')})", f"f'{{{v.replace(chr(39), chr(34))}:%Y|%H}}', format({v}, '')", f"date.fromisocalendar({m.pick('2024, 9, 4', '2024, 54, 1', '2020, 53, 7', '0, 1, 1', '2021, 1, 8')})", f"datetime.combine({m.pick('d', 't', 'x')}, {m.pick('time(3)', 'time(1, tzinfo=u)', 'd')}{m.pick('', ', z')})", f"abs({v}), -{v}", f"sorted([{one()}, {v}])", f"max({v}, {one()})", f"round({v}, {m.pick('0', '1', 'None')})", f"R({m.pick('1, 3', '0.1', repr('3/4'), repr('1e-3'), '1, 0', 'N(' + repr('1.5') + ')', repr('x'), 'R(1, 2), R(3, 4)')}) {m.pick('+', '*', '**', '<', '//', '%')} {m.pick('R(1, 3)', '2', '0.5', 'N(1)', '1j')}", f"N({m.pick(repr('1.10'), repr('NaN'), repr('-0'), '0.1', repr('1e400'), '(0, (1, 2), -1)', repr('sNaN'), repr('x'), repr('Infinity'))}) {m.pick('+', '*', '/', '**', '<', '//', '%', '==')} {m.pick('N(3)', '2', '0.5', 'R(1, 3)', 'N(0)')}", f"N('1234.5678').{m.pick('quantize(N(' + repr('0.01') + '))', 'to_eng_string()', 'as_tuple()', 'normalize()', 'sqrt()', 'ln()', 'as_integer_ratio()', 'adjusted()', '__round__(2)', '__floor__()', 'scaleb(3)', 'next_plus()')}", f"format(N('1234.5'), {m.pick(repr(',.2f'), repr('e'), repr('>12'), repr('%'), repr('n'), repr('x'))}), format(R(7, 3), {m.pick(repr('.3f'), repr(''), repr('>8'), repr('_'), repr('#'))})", f"math.{m.pick('isqrt', 'floor', 'sqrt', 'factorial', 'gcd', 'log2', 'frexp', 'modf', 'fsum', 'prod', 'ceil')}({m.pick('10', '2.5', '-1', '10**30', 'R(7, 2)', 'N(' + repr('2.5') + ')', '[1, 2.5]', 'x', 'float(' + repr('inf') + ')')})", f"statistics.{m.pick('mean', 'median', 'mode', 'stdev', 'variance', 'quantiles', 'fmean', 'multimode', 'harmonic_mean')}({m.pick('[1, 2, 4]', '[1.5, R(1, 2)]', '[N(1), N(2)]', '[]', '[1]', repr('aab'), '[1, ' + repr('x') + ']')})",
            ) + ")"
        )


SCENES = [formats, formats, texts, containers, containers, dataclass, dataclass, functions, annotations, annotations, dates]
