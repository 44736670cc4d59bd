"""re._parser and its relatives: patterns as trees, for programs that look into them."""
import re
import re._compiler
import re._constants as c
import re._parser as p
import warnings

PATTERNS = r"""
a|b
abc|abd
ab|a
a|a
\da|\db|\dc
(a)b|(a)c
[^ab]|c
a|[bc]|\d
(?:a|b)|c
(?:ab|ac)|x
|
(|a)
[a]
[^a]
[a-b]
[^\d]
[\w\s]
[]a-]
[^]]
[a-c-e]
[aab]
[\b\x41-\x45\1\101]
(?:ab)*
(?:ab)+?
(?:a){2,3}+
(?:)*
(?:^)*
(?:(?:a))
(?:(?:ab)c)+
(?:ab)(?#c)*
(?:a*)*
(a*)*
(?i:a)*
(?i:a|b)
(?ims-x:a)
(?-i:a)
a(?i:)b
(?i)a
(?m)^a$
(?ai)x
()
(?P<n>a)(?P=n)
(a)\1\07
()()()()()()()()()()\10
(?P<q>a)(?(q)b|c)
(a)(?(1)b|)
(?(1)a)(b)
(?=a)(?!b)(?<=cd)(?<!e)
(?!)
(?<!)
(?=)*
(?<!ab|cd)x
(?<=a*)b
(?>ab)(?>(a))
\A\b\B\d\D\s\S\w\W\Z\z
\x41\u0041\U00000041\101\07\0\377\N{DIGIT ONE}
\a\f\n\r\t\v\\\.
a{0,0}b{1}c{,3}d{2,}e{,}f{
x{1,2
(?x) a b # c
(?x)a#b\q
(?x: a b) c
(?x)(?-x: a)[a b]\ d
(?x)(?:ab) {2}
a(b
a)
[a
a**
a{2,1}
(?P<a>x)(?P<a>y)
(?P=z)
a(?i)b
(?z)
(?i
\8
(?P<1>a)
\q
[b-a]
""".strip().split("\n")

for pattern in PATTERNS:
    try:
        tree = p.parse(pattern)
    except re.PatternError as e:
        print(pattern, "|", e, e.pos)
    else:
        state = tree.state
        print(pattern, "|", tree, tree.getwidth(), state.flags, state.groups, state.groupdict, state.groupwidths, state.grouprefpos)

print("--- arguments")
for args in [(b"a[b]\xff",), ("a", re.I), ("a", re.A), (b"a", re.L), ("a b", re.X), ("(?i)a", 8), ("a", 32 | 256), (b"a", 32), ("a", 4),
             (b"(?u)a",), ("",), (b"",)]:
    try:
        tree = p.parse(*args)
        print(args, tree, int(tree.state.flags), tree.state.str)
    except (ValueError, re.PatternError) as e:
        print(args, type(e).__name__, e)

print("--- printed")
p.parse(r"(?i:a(?P<x>b|cd)*?)[^a-z\d]{2,3}(?=x)(?<!y)(?(1)a|b)^\b.(?P=x)(?>a*)b++(?!)").dump()
p.parse("ab").dump(2)

print("--- changed")
tree = p.parse("abc")
print(tree[0:2], type(tree[0:2]).__name__, len(tree), tree[1], tree.width)
tree.insert(0, (p.ANY, None))
tree.append(tree[1])
del tree[2]
tree[0] = p.AT, p.AT_END
print(tree, tree.getwidth(), tree.width)
state = p.State()
print(vars(state), state.groups, state.opengroup("a"), state.checkgroup(1), state.groups)
state.closegroup(1, tree)
print(state.groupwidths, state.groupdict, state.checkgroup(1), state.checkgroup(2))

print("--- templates")
for template in ["a\\1", "\\g<1>b", "\\g<x>\\2", "\\0a", "\\12", "\\101", "", "\\\\", "\\n\\q", "\\g<", "\\9", "\\777", "\\g<0>",
                 "a\\", "\\g<0001>", "\\g<y>", "\\a.", b"\\1\\n\xff"]:
    kind = "(a)(?P<x>b)" if isinstance(template, str) else b"(a)(?P<x>b)"
    try:
        print(template, p.parse_template(template, re.compile(kind)))
    except (re.PatternError, IndexError) as e:
        print(template, type(e).__name__, e)

print("--- constants")
for codes in c.OPCODES, c.ATCODES, c.CHCODES:
    print([(int(code), code) for code in codes])
print(int(c.MIN_REPEAT), int(c.MAX_REPEAT), int(c.MAXREPEAT), c.MAXGROUPS, p.MAXWIDTH, c.MAGIC, c.error is re.error)
for name in dir(c):
    if name.startswith(("OP_", "AT_MULTI", "AT_LOCALE", "AT_UNICODE", "CH_", "SRE_")):
        print(name, getattr(c, name))
print(repr(c.ANY), str(c.ANY), f"{c.LITERAL:>10}", c.ANY == 2, c.ANY.name, type(c.ANY).__name__, isinstance(c.ANY, int))
for name in "SPECIAL_CHARS REPEAT_CHARS ESCAPES CATEGORIES FLAGS TYPE_FLAGS GLOBAL_FLAGS".split():
    print(name, getattr(p, name))
print(*(sorted(getattr(p, name)) for name in "DIGITS OCTDIGITS HEXDIGITS WHITESPACE _UNITCODES _REPEATCODES".split()))

print("--- old names")
print(re._parser is p, re._constants is c, re._compiler.isstring("a"), re._compiler.isstring(1))
print(re._compiler.compile("a(b)", re.I), re._compiler.compile(p.parse("(?i)a(b)")).search("xAB").span())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import sre_compile
    import sre_constants
    import sre_parse
for warning in caught:
    print(warning.category.__name__, warning.message)
print(sre_parse.parse is p.parse, sre_constants.LITERAL is c.LITERAL, sre_compile.compile is re._compiler.compile)
