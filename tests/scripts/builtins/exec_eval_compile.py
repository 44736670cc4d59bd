# exec, eval, compile: namespaces, modes, flags, closures, code objects, what locals() sees.
import types, ast
def show(label, f):
    try: print(label, repr(f()))
    except BaseException as e: print(label, type(e).__name__ + ":", e)
x = "global"
print("-- namespaces")
ns = {}; exec("a = 1; b = [a for _ in 'xy']", ns); print(sorted(ns), "__builtins__" in ns)
g, l = {"a": 1}, {"b": 2}; exec("c = a + b; global d; d = c", g, l); print(sorted(k for k in g if k != "__builtins__"), l)
exec("class K:\n y = b\nprint(K.y)", {"b": 1}, {"b": 2})
show("function in exec sees no locals", lambda: exec("def f(): return b\nf()", {}, {"b": 2}))
show("comprehension", lambda: exec("print([b for _ in '1'])", {}, {"b": 2})); show("lambda", lambda: exec("print((lambda: b)())", {}, {"b": 2}))
def inside():
    x = "local"; exec("x = 'changed'; print(x)"); exec("y = 1"); print(x, sorted(locals())); return eval("x"), eval("x", {"x": "g"}), eval("x", globals(), {"x": "l"}), (lambda: eval("x"))()
print(inside())
def cl():
    v = 5
    def f(): return v
    return f
f = cl()
show("closure eval", lambda: eval(f.__code__)); show("closure exec", lambda: exec(f.__code__, {}, closure=f.__closure__)); show("bad closure", lambda: exec(f.__code__, closure=())); show("bad closure", lambda: exec(f.__code__, closure=(1,))); show("needless closure", lambda: exec("1", closure=f.__closure__)); show("needless closure", lambda: exec((lambda: 1).__code__, closure=f.__closure__)); show("none closure", lambda: exec("1", closure=None))
class Mapping:
    def __getitem__(self, k): print("get", k); return {"q": 1}[k]
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
exec("r = q; del q", {}, Mapping())
class Sub(dict):
    def __missing__(self, k): return "missing " + k
print(eval("zork", {}, Sub()), eval("zork", Sub()))
for args in ((1,), ("1", 1), ("1", {}, 1), ("1", None, None), ("1", {}, None), (b"1+1",), (bytearray(b"2"),), (memoryview(b"3"),), ("",), ("   1",), ("1\n2",), ("a=1",), ("1;2",), ("\t1 ",), (None,), ("1\0",), (b"\xff",), ("yield",), ("await x",), ("return",), ("import os",), ("lambda: (yield)",)):
    show(("eval", [a if not isinstance(a, (dict, memoryview)) else type(a).__name__ for a in args]), lambda: type(eval(*args)).__name__ if "lambda" in str(args) else eval(*args))
for args in ((1,), ("1", 1), ("1", {}, 1), ("pass", None), (b"q=1",), ("return 1",), ("yield 1",), ("x = (",), ("",), ("\n\n",), ("await x",), ("break",), ("continue",), ("nonlocal q",)): show(("exec", args), lambda: exec(*args))
show("keywords", lambda: (eval("a", globals={"a": 1}), eval("b", locals={"b": 2}), exec("pass", globals={}, locals={}))); show("source=", lambda: eval(source="1")); show("none", lambda: eval()); show("four", lambda: eval("1", {}, {}, {}))
print("-- compile")
for args, kw in ((("1", "f", "eval"), {}), (("1", "f", "exec"), {}), (("1", "f", "single"), {}), (("1\n2", "f", "single"), {}), (("1", "f", "other"), {}), (("1", "f"), {}), (("1", 5, "eval"), {}), (("1", b"bytes", "eval"), {}), ((1, "f", "eval"), {}), (("1", "f", "eval"), {"flags": 1 << 30}), (("1", "f", "eval"), {"optimize": 5}), (("1", "f", "eval"), {"optimize": -2}), (("assert 0", "f", "exec"), {"optimize": 1}), (("1", "f", "eval", 0, True), {}), (("1", "f", "eval", 0, True, -1, 5), {}), (("1", "f", "eval"), {"_feature_version": 5}), (("1", "f", "eval"), {"bad": 1}), ((ast.parse("1"), "f", "eval"), {}), ((ast.parse("1", mode="eval"), "f", "eval"), {}), ((ast.Pass(), "f", "exec"), {}), (("x", None, "eval"), {}), (("if 1:\n pass", "f", "single"), {}), (("if 1:\n pass\n", "f", "single"), {}), (("", "f", "single"), {}), (("", "f", "eval"), {}), (("", "f", "exec"), {}), (("x", "", "eval"), {})):
    def g():
        c = compile(*args, **kw); return type(c).__name__, getattr(c, "co_name", None), getattr(c, "co_filename", None)
    show((args if not isinstance(args[0], ast.AST) else type(args[0]).__name__, kw), g)
exec(compile("1; 'shown'; None; [2]", "f", "single"))
c = compile("def f(a, b=2, *c, d, e=5, **k):\n    'doc'\n    z = a; q = lambda: z\n    return q\nw = f", "file.py", "exec")
fc = next(k for k in c.co_consts if isinstance(k, types.CodeType))
print(c.co_name, c.co_filename, c.co_firstlineno, c.co_argcount, c.co_names, c.co_varnames, c.co_flags & 0x40, fc.co_name, fc.co_qualname, fc.co_argcount, fc.co_posonlyargcount, fc.co_kwonlyargcount, fc.co_varnames, fc.co_cellvars, fc.co_freevars, fc.co_firstlineno, bool(fc.co_flags & 4), bool(fc.co_flags & 8), fc.co_consts[0] if fc.co_consts else None)
print(c == compile("def f(a, b=2, *c, d, e=5, **k):\n    'doc'\n    z = a; q = lambda: z\n    return q\nw = f", "file.py", "exec"), c == fc, hash(c) == hash(c), c.replace(co_name="new").co_name, repr(c)[:12], repr(c)[-26:])
for attempt in ("c.co_name = 1", "del c.co_name", "c.replace(x=1)", "c.replace(co_name=5)", "c.replace(co_argcount=-1)", "class S(types.CodeType): pass", "c()", "c.x"):
    try: exec(attempt); print(attempt, "ok")
    except Exception as e: print(attempt, "->", type(e).__name__ + ":", str(e)[:60])
