# A source with an error is read a second time with an eye for mistakes, and then a line before the error may look like one.
SOURCES = """\
match(x)\\nx x
match(x), 1\\nx x
match [x]\\nx x
match -x\\nx x
match(x).y\\nx x
match(x) + 1\\nx x
match(x) if y else z\\nx x
match()\\nx x
match(*x)\\nx x
match(a=1)\\nx x
match = 1\\nx x
match.x\\nx x
match * x\\nx x
match; x\\nx x
match(x); y\\nx x
if 1:\\n  match(x)\\nx x
def f():\\n  match(x)\\n  x x
match(x)\\n  x
match(x)\\nclass 1: pass
match(x)\\nif 1:\\npass
match(x)\\ntry: a
match(x)\\nf() = 1
match(x)\\nNone = 1
match(x)\\nprint x
match(x)\\nx = = 1
match(x)\\nx(
match(x)\\nx)
match(x)\\n'open
match(x)\\n0x
match(x)\\nreturn
match(x):\\n  case 1: pass\\nx x
x x\\nmatch(x)
case(x)\\nx x
type(x)\\nx x
type A[X = int] = X\\nx x
type A[X: int] = X\\nx x
def f[X = int](): pass\\nx x
class A[X = int]: pass\\nx x
"""
for line in SOURCES.splitlines():
    source = line.replace("\\n", "\n") + "\n"
    try:
        compile(source, "<source>", "exec")
        print(line, "->", "compiled")
    except SyntaxError as error:
        print(line, "->", type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
for source in ("try: a\n (b)\n", "try: a\n  b\nexcept C: d\n", "try:\n  a\n    b\n", "if x: a\n  b\n", "try: a\nexcept B: c\n  d\n", "try: a\nfinally: b\n  c\n"):
    try:
        compile(source, "<source>", "exec")
        print(repr(source), "->", "compiled")
    except SyntaxError as error:
        print(repr(source), "->", type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
