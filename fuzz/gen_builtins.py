"""Calls of the builtin types' methods, of the builtin functions and of the operators, with arguments worth trying."""

import builtins

INTS = ["0", "1", "-1", "2", "3", "-7", "10", "16", "36", "255", "256", "1000", "-128", "2**31", "2**62", "-2**62", "2**63",
        "-2**63", "2**64", "2**70", "-2**70", "10**25", "True", "False"]
SMALL = ["0", "1", "-1", "2", "3", "-2", "5", "-9", "100", "True", "None"]
FLOATS = ["0.0", "-0.0", "1.5", "-2.5", "0.1", "1e16", "1e22", "123456.789", "1e-5", "5e-324", "1e308", "float('inf')",
          "float('-inf')", "float('nan')", "3.0", "1e200", "2.0**53"]
COMPLEX = ["0j", "1j", "1+2j", "-1.5-0j", "complex('nan')", "complex(0, float('inf'))", "3+0j"]
TEXTS = ["''", "'a'", "'abc'", "'aXbXc'", "'hello world'", "'  pad\\t\\n'", "'123'", "'-12'", "'0x1f'", "'1e5'", "'é'", "'ß'",
         "'ﬁ'", "'Ǆ'", "'\\u0130'", "'İstanbul'", "'日本語'", "'😀'", "'a\\x00b'", "'\\ud800'", "'line1\\nline2\\r\\nline3\\x0b\\x85'",
         "'{} {}'", "'%s %d'", "'{0!r:>10}'", "'utf-8'", "'strict'", "'x' * 50", "'٣'", "'²'", "'½'", "'A_b1'", "'class'", "'x1 y2'",
         "'ΑΣ'", "'aa'", "'aba' * 3", "'1_000'", "'nan'", "' '", "'ascii'", "'latin-1'", "'ignore'", "'_'", "'\\t'"]
BYTES = ["b''", "b'a'", "b'abc'", "b'aXbXc'", "b'hello world'", "b'  pad\\t\\n'", "b'123'", "b'\\x00\\xff\\x80'", "b'\\xc3\\xa9'", "b'ab' * 9",
         "b'616263'", "b'l1\\nl2\\r\\nl3'", "b' '"]
ARRAYS = ["bytearray(b'')", "bytearray(b'abc')", "bytearray(b'aXbXc')", "bytearray(range(10))"]
VIEWS = ["memoryview(b'abc')", "memoryview(bytearray(b'hello'))", "memoryview(b'')", "memoryview(bytearray(range(12)))[::3]",
         "memoryview(bytes(8)).cast('i')", "memoryview(bytes(range(12))).cast('B', (3, 4))"]
LISTS = ["[]", "[1]", "[1, 2, 3]", "[3, 1, 2]", "['a', 'b', 'c']", "[1, 'a', None]", "[[1], [2]]", "list(range(20))", "[1.5, 2, True]",
         "[(1, 2), (3, 4)]", "[0, 0.0, False]"]
TUPLES = ["()", "(1,)", "(1, 2, 3)", "('a', 'b')", "((1, 2), (3, 4))", "(3, 1, 2, 1)", "([],)", "('a', 1)"]
DICTS = ["{}", "{1: 2}", "{'a': 1, 'b': 2}", "{1: 'x', 2.5: 'y', None: 'z'}", "{(1, 2): [3]}", "dict.fromkeys(range(5))"]
SETS = ["set()", "{1}", "{1, 2, 3}", "{2, 3, 4}", "{(1, 2), 3}", "{1.0, None}"]
FROZEN = ["frozenset()", "frozenset({1, 2})", "frozenset({2, 3, 4})"]
RANGES = ["range(0)", "range(5)", "range(2, 20, 3)", "range(10, 0, -2)", "range(2**64, 2**64 + 3)", "range(-5, 5)", "range(0, 2**70, 2**66)"]
SLICES = ["slice(None)", "slice(1, 3)", "slice(None, None, -1)", "slice(5, 1, -2)", "slice('a', 'b')", "slice(2**70)", "slice(1, None, 0)"]
ITERS = ["iter([1, 2, 3])", "iter(())", "(x for x in (1, 2))", "iter('abc')", "iter({1: 2})", "zip([1, 2], 'ab')", "enumerate('ab')",
         "map(str, [1, 2])", "filter(None, [0, 1, 2])", "reversed([1, 2, 3])", "iter(range(3))", "iter(b'ab')", "{1: 2, 3: 4}.items()",
         "{1: 2}.keys()", "{1: 2, 3: 4}.values()", "iter({5})"]
OTHERS = ["None", "...", "NotImplemented", "int", "str", "list", "object", "type", "len", "print", "object()", "ValueError('x', 1)", "KeyError('k')",
          "lambda: 5", "lambda x: x", "lambda x, y: (x, y)", "lambda *a, **k: (a, k)", "property(len)", "staticmethod(len)", "classmethod(len)",
          "list[int]", "int | None", "dict[str, int]", "str.upper", "'a'.join", "[].append", "type('T', (), {'a': 1})", "type('T', (int,), {})(5)",
          "type('S', (str,), {})('sub')", "type('L', (list,), {})([1, 2])", "type('D', (dict,), {})(a=1)", "OSError(2, 'no')", "StopIteration(3)",
          "ExceptionGroup('g', [ValueError(1), TypeError(2)])", "type('I', (), {'__index__': lambda s: 3})()", "type('Q', (), {'__len__': lambda s: 3, '__getitem__': lambda s, i: [7, 8, 9][i]})()",
          "type('B', (), {'__bool__': lambda s: 1})()", "type('F', (), {'__float__': lambda s: 2.5})()", "type('R', (), {'__repr__': lambda s: 5})()",
          "type('E', (), {'__eq__': lambda s, o: 1 / 0})()", "UnicodeDecodeError('utf-8', b'abc', 0, 1, 'why')", "super", "ImportError('m', name='n')", "SyntaxError('m', ('f', 1, 2, 't'))"]
GROUPS = [INTS, SMALL, FLOATS, COMPLEX, TEXTS, BYTES, ARRAYS, VIEWS, LISTS, TUPLES, DICTS, SETS, FROZEN, RANGES, SLICES, ITERS, OTHERS]
TYPED = [(INTS, int), (FLOATS, float), (COMPLEX, complex), (TEXTS, str), (TEXTS, str), (BYTES, bytes), (ARRAYS, bytearray), (VIEWS, memoryview),
         (LISTS, list), (TUPLES, tuple), (DICTS, dict), (SETS, set), (FROZEN, frozenset), (RANGES, range), (SLICES, slice)]
LIKELY = {int: [SMALL], float: [SMALL, FLOATS], str: [TEXTS, SMALL], bytes: [BYTES, SMALL], bytearray: [BYTES, SMALL, ARRAYS],
          memoryview: [SMALL, TEXTS], list: [SMALL, LISTS], tuple: [SMALL, TUPLES], dict: [SMALL, DICTS], set: [SETS, LISTS],
          frozenset: [SETS, FROZEN], range: [INTS], slice: [INTS], complex: [COMPLEX, FLOATS]}
# What is the interpreter's own affair: addresses, sizes, documentation, and what would wait or leave.
NOT_METHODS = {"__class__", "__doc__", "__sizeof__", "__hash__", "__subclasshook__", "__init_subclass__", "__dir__", "__new__", "_from_flags"}
NOT_FUNCTIONS = {"exit", "quit", "help", "input", "breakpoint", "open", "copyright", "credits", "license", "id", "hash", "globals", "locals",
                 "__import__", "dir", "vars", "exec", "eval", "compile", "__build_class__", "memoryview"}
METHODS = {kind: [name for name in sorted(dir(kind)) if name not in NOT_METHODS] for _, kind in TYPED}
FUNCTIONS = [name for name in sorted(dir(builtins)) if not name.startswith("_") and name not in NOT_FUNCTIONS and callable(getattr(builtins, name))]
PLAIN_FUNCTIONS = [name for name in FUNCTIONS if name[0].islower()]
KEYWORDS = ["key", "default", "sep", "maxsplit", "encoding", "errors", "reverse", "end", "strict", "start", "signed", "byteorder", "length",
            "tabsize", "keepends", "count", "imag", "real", "base", "x", "initial", "a", "iterable", "object", "source", "step"]
BINARY = ["+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "and", "or"]
HUGE = ("2**", "10**", "'x' * 50", "1000")


def value(luck, groups=GROUPS):
    return luck.choice(luck.choice(groups))


def arguments(luck, groups, limit=4):
    count = min(luck.choice([0, 1, 1, 1, 2, 2, 3, limit]), limit)
    given = []
    for _ in range(count):
        text = value(luck, groups if luck.random() < 0.7 else GROUPS)
        given.append("*" + luck.choice(LISTS) if luck.random() < 0.02 else text)
    if luck.random() < 0.12:
        given.append(luck.choice(KEYWORDS) + "=" + value(luck))
    if luck.random() < 0.01:
        given.append("**{'a': 1}")
    return ", ".join(given)


def method(luck):
    group, kind = luck.choice(TYPED)
    name = luck.choice(METHODS[kind])
    if name.startswith("__") and luck.random() < 0.5:
        name = luck.choice(METHODS[kind])
    if luck.random() < 0.08:
        call = f"{kind.__name__}.{name}({arguments(luck, GROUPS)})"
        return f"v = None\nr = {call}"
    call = f"v.{name}({arguments(luck, LIKELY[kind])})"
    return f"v = {luck.choice(group)}\nr = {call}"


def function(luck):
    name = luck.choice(PLAIN_FUNCTIONS if luck.random() < 0.9 else FUNCTIONS)
    return f"v = {value(luck)}\nr = {name}({arguments(luck, GROUPS)})" if luck.random() < 0.5 else f"v = {value(luck)}\nr = {name}(v)"


def safe_power(left, op, right):
    """Whether the result stays printable: no huge powers, shifts and repetitions."""
    if op in ("**", "<<", "*"):
        return not any(mark in right or (op != "**" and mark in left) for mark in HUGE)
    return True


def operator(luck):
    left, op, right = value(luck), luck.choice(BINARY), value(luck)
    if luck.random() < 0.5:
        group = luck.choice(GROUPS)
        left, right = luck.choice(group), luck.choice(group)
    if not safe_power(left, op, right):
        op = "+"
    choice = luck.random()
    if choice < 0.6:
        return f"v = {left}\nr = v {op} {right}"
    if choice < 0.75 and op in BINARY[:13]:
        return f"v = {left}\nv {op}= {right}\nr = v"
    if choice < 0.8:
        return f"v = {left}\nr = {luck.choice(['-', '+', '~', 'not '])}v"
    if choice < 0.88:
        index = value(luck, [SMALL, SLICES, INTS])
        return f"v = {left}\nr = v[{index}]"
    if choice < 0.94:
        return f"v = {left}\nv[{value(luck, [SMALL, SLICES])}] = {right}\nr = v"
    if choice < 0.97:
        return f"v = {left}\ndel v[{value(luck, [SMALL, SLICES])}]\nr = v"
    return f"v = {left}\nr = v.{luck.choice(['real', 'x', 'a', '__name__', '__len__', 'start', 'append', '__dict__', 'args'])}"


def one(luck):
    return luck.choice([method, method, method, function, function, operator])(luck)


def case(luck):
    """Several calls, each with its own `try`."""
    lines = []
    for _ in range(6):
        body = one(luck).replace("\n", "\n    ")
        lines.append(f"try:\n    v = None\n    {body}\n    print(show(r), '|', show(v))\nexcept Exception as e:\n    print(type(e).__name__, e, '|', show(v))\n")
    return ["run", "".join(lines)]
