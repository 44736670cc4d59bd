"""Limits of the compiler: what grows without brackets may be long, what nests in brackets may be 200 deep."""
import ast, symtable, threading, warnings

warnings.simplefilter("ignore")


class A:
    a = property(lambda self: self)
    def __call__(self, *args, **kwargs): return self
    def __getitem__(self, key): return self
    def __neg__(self): return self
    def __matmul__(self, other): return self
    def __enter__(self): return self
    def __exit__(self, *args): pass
    def __eq__(self, other): return True
    def m(self, *args): return self
    def __repr__(self): return "A"


a, x = A(), 1


def shown(kind, what, source, wanted=True):
    names = {"a": a, "x": x, "A": A, "__name__": "chains"}
    try:
        code = compile(source, "<chain>", kind)
        got = eval(code, names)
    except BaseException as e:
        got = f"{type(e).__name__}: {e}"[:90]
    print(f"{what:20}", repr(got)[:40] if wanted else type(got).__name__)


# --- to the left: loops in every parser
for what, first, link in (
    ("attributes", "a", ".a"), ("calls", "a", "()"), ("calls with arguments", "a", "(1, x)"), ("methods", "a", ".m(x)"),
    ("subscripts", "a", "[0]"), ("slices", "a", "[x:2]"), ("sum of constants", "1", "+1"), ("sum", "x", "+x"),
    ("strings", "''", "+'ab'"), ("division", "7.0", "/1"), ("matrices", "a", "@a"), ("mixture", "x", "+x*x-1"),
    ("comparisons", "x", "<=x"), ("and", "x", " and x"), ("or", "0", " or 0"), ("and, or", "x", " and x or x"), ("in", "x", " in (1,)"),
    ("tuple", "x,", "x,"), ("literals side by side", "'a'", " 'b'"), ("f-strings together", "f'{x}'", " f'{x}'"),
):
    shown("eval", what, first + link * 2500)

# --- to the right: as deep as a descending parser goes
for what, link, last in (
    ("conditions", "1 if a == 0 else ", "2"), ("not", "not ", "a"), ("minus", "-", "a"), ("minus constant", "-", "1"), ("invert", "~", "x"),
    ("powers", "x ** ", "x"),
):
    shown("eval", what, link * 2500 + last)
    shown("eval", what + ", more", link * 7000 + last)
shown("eval", "lambdas", "lambda: " * 1000 + "1", False)
shown("eval", "more lambdas", "lambda: " * 3000 + "1")

# --- statements
for what, source in {
    "elif": "if x == 0: pass\n" + "elif x == 0: y = 1\n" * 2500 + "else: y = 2\n",
    "elif, more": "if x == 0: pass\n" + "elif x == 0: y = 1\n" * 6500 + "else: y = 2\n",
    "decorators": "@a\n" * 1000 + "def f(): pass\n",
    "dotted decorator": "@a" + ".a" * 2500 + "\ndef f(): pass\n",
    "targets": "y = " * 2500 + "1",
    "attribute target": "a" + ".a" * 2500 + ".z = 1\n",
    "attribute augmented": "a.z = 1\na" + ".a" * 2500 + ".z += 1\n",
    "attribute deleted": "a.z = 1\ndel a" + ".a" * 2500 + ".z\n",
    "loop target": "for a" + ".a" * 2500 + ".z in [1]: pass\n",
    "if not": "if " + "not " * 2500 + "x: pass\n",
    "if conditions": "if " + "1 if a == 0 else " * 2500 + "2: pass\n",
    "except": "try: pass\n" + "except KeyError: pass\n" * 1000,
    "cases": "match x:\n" + "".join(f" case {i}: y = 1\n" for i in range(2, 1000)) + " case y: pass\n",
    "alternatives": "match x:\n case " + "|".join(["1"] * 2000) + ": pass\n",
    "dotted pattern": "match x:\n case a" + ".a" * 2500 + ": pass\n",
    "with": "with a, a as y, a: pass\n" * 600,
    "many on a line": ";".join(["y = 1"] * 2000),
    "base": "class C(a" + ".a" * 2500 + ".__class__): pass\n",
    "return": "def f():\n return a" + ".a" * 2500 + "\nf()\n",
    "backslashes": "y = 1 \\\n" + "+ 1 \\\n" * 2500 + "\n",
    "type parameters": "def f[" + ", ".join(f"T{i}" for i in range(700)) + "](): pass\nassert f.__type_params__[699].__name__ == 'T699'",
    "dots": "from " + "." * 300 + " import x",
}.items():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shown("exec", what, source)

# --- in brackets: 200 of them, whatever the registers
for n in (99, 199, 201):
    for what, source in {
        "patterns": "match x:\n case " + "[" * n + "y" + "]" * n + ": pass\n",
        "class patterns": "match x:\n case " + "A(a=" * n + "y" + ")" * n + ": pass\n",
        "mapping patterns": "match x:\n case " + "{1: " * n + "y" + "}" * n + ": pass\n",
        "brackets": "y = " + "[" * n + "1" + "]" * n,
        "conditions in calls": "y = " + "a(1 if " * n + "a" + " else 2)" * n,
        "calls in conditions": "y = " + "a(x if x else " * n + "a" + ")" * n,
        "annotation": "y: " + "a[" * n + "1" + "]" * n + "\n",
    }.items():
        shown("exec", f"{n} {what}", source)
def deep(value, n):
    return [deep(value, n - 1)] if n else value
match deep({1: A()}, 90):
    case [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[{1: A(a=A(a=y)) as z, **rest}]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]:
        print("matched", y, z, rest)
for n in (149, 150):
    shown("eval", f"{n} f-strings", "f'{" * n + "1" + "}'" * n)

# --- other walks over the same trees
long = "a" + ".a" * 3000
print(type(ast.parse(long).body[0].value).__name__)
tree = ast.parse(long, mode="eval")
print(eval(compile(tree, "<tree>", "eval")))
print(symtable.symtable("x = " + "+".join(["y"] * 3000), "<s>", "exec").get_symbols()[0].get_name())
print(sum(1 for _ in ast.walk(ast.parse("x" + "+x" * 3000))))
try:
    ast.unparse(ast.parse(long))
except RecursionError as e:
    print(type(e).__name__, e)

# --- mistakes in long lines are found there, too
for source in ("x" + "+x" * 3000 + "+", "a" + ".a" * 3000 + ".1", "(" + "x+" * 3000, "not " * 2500 + "= 1", "a" + "()" * 2500 + " = 1"):
    try:
        compile(source, "<mistake>", "exec")
    except SyntaxError as e:
        print(e.msg, e.offset)

# --- on the stack of a thread
def run():
    print(eval("a" + ".a()" * 2500), eval("not " * 2500 + "x"))
thread = threading.Thread(target=run)
thread.start()
thread.join()
