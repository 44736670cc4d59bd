# eval, exec, compile, globals, locals, print with its options, input at the end.
import sys
x = 10
print(eval("x + 1"), eval("x + y", {"x": 1, "y": 2}), eval("[i for i in range(x)]", {"x": 3}), eval(" 5 "), eval("a", {}, {"a": "local"}), eval(compile("1 + 1", "s", "eval")), eval(b"2 * 3"))
exec("z = x * 2\ndef f(): return z + 1"); print(z, f())
space = {}; exec("a = 1\nb = [a + i for i in range(2)]\nclass C: k = a", space); print(sorted(k for k in space if k != "__builtins__"), space["b"], space["C"].k)
local = {}; exec("q = 5", {}, local); print(local, exec("pass"), eval("None"))
code = compile("v = 1\nv += 1\n", "<c>", "exec"); exec(code); print(v, code.co_filename, code.co_name, type(code).__name__)
compile("1 + 2", "<c>", "single"); exec(compile("5 * 5\n", "<c>", "single"))
def function(p):
    q = 2
    inner = lambda: q
    return sorted(locals())[0], "x" in globals(), sorted(locals())
print(function(1), globals()["x"], globals() is sys.modules["__main__"].__dict__, locals() is globals())
class K:
    a = 1
    print(sorted(n for n in locals() if not n.startswith("__")))
def changes():
    value = 1
    exec("value = 2")
    eval("(value := 3)", {"value": 5})
    return value
print(changes())
def with_locals():
    secret = 7
    return eval("secret + 1"), [eval("secret") for _ in range(1)] if False else None
print(with_locals())
print(1, 2, sep="-", end="!\n"); print(); print("a", "b", sep=""); print(*range(3), sep=", "); print("x", end=""); print("y", flush=True); print("err", file=sys.stderr); print(None, True, [1], sep="\n"); print(sep="x"); print("a", sep=None, end=None)
class Out:
    def __init__(self): self.parts = []
    def write(self, text): self.parts.append(text)
    def flush(self): self.parts.append("flushed")
out = Out(); print("to", "object", file=out, flush=True); print(out.parts)
def wrong(source):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source:36} {type(error).__name__}: {error}")
for source in ("eval('x = 1')", "eval('')", "eval('1 +')", "eval(5)", "eval()", "eval('1', 5)", "exec(5)", "exec('x =')", "exec('1', 5)", "eval('y', {})", "eval('1/0')", "compile('1', 'f', 'bad')", "compile('1')", "compile(5, 'f', 'exec')", "print(sep=5)", "print(end=5)", "print(file=5)", "print(foo=1)", "globals(1)", "locals(1)", "eval('\\0')", "exec('return 1')", "eval('yield')", "eval('lambda: (yield)') is None", "exec('break')", "eval('1\\n2')", "eval('(1\\n+2)')", "exec('nonlocal x')", "exec('await y')", "input(1, 2)", "__import__('no_such_module_x')", "__import__(5)", "__import__('')"):
    wrong(source)
import builtins
print(builtins.print is print, __builtins__ is builtins, __name__, "len" in dir(builtins), builtins.__name__, sorted(n for n in dir(builtins) if n.startswith("is")), callable(builtins.__build_class__), __debug__, type(__spec__).__name__, __doc__)
