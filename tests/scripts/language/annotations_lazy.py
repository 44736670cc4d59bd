# Annotations are evaluated when they are asked for: functions, classes, modules; annotationlib and its formats.
import annotationlib
from annotationlib import Format, ForwardRef, get_annotations, call_annotate_function, get_annotate_from_class_namespace, annotations_to_string, type_repr, call_evaluate_function
def show(label, f):
    try: print(label, repr(f()))
    except Exception as e: print(label, type(e).__name__ + ":", e)
print([f.name + "=" + str(f.value) for f in Format], Format.VALUE, repr(Format.STRING), sorted(annotationlib.__all__))
print("-- functions")
def f(a: Later, b: int = 1, *args: str, c: list[Later], **kw: "quoted") -> Later | None: pass
show("undefined", lambda: f.__annotations__)
for form in Format: show(form.name, lambda: {k: (v if isinstance(v, str) else ForwardRef if isinstance(v, ForwardRef) else v) for k, v in get_annotations(f, format=form).items() if k != "c" and k != "return"})
show("string", lambda: get_annotations(f, format=Format.STRING))
class Later: pass
show("defined", lambda: f.__annotations__)
print(f.__annotations__ is f.__annotations__, f.__annotate__.__name__, f.__annotate__.__qualname__)
show("annotate 1", lambda: f.__annotate__(1)); show("annotate 2", lambda: f.__annotate__(2)); show("annotate 3", lambda: f.__annotate__(3)); show("annotate none", lambda: f.__annotate__()); show("annotate str", lambda: f.__annotate__("a"))
f.__annotations__["new"] = 5; print(sorted(f.__annotations__)); f.__annotate__ = lambda form: {"z": form}; print(f.__annotations__); f.__annotations__ = {"q": 1}; print(f.__annotate__, f.__annotations__); f.__annotate__ = None; print(f.__annotations__); del f.__annotations__; print(f.__annotations__, f.__annotate__)
for v in (5, "x", [], None): show(("set annotate", v), lambda: setattr(f, "__annotate__", v))
for v in (5, "x", [], None): show(("set annotations", v), lambda: (setattr(f, "__annotations__", v), f.__annotations__))
f.__annotate__ = lambda form: 5; show("not a dict", lambda: f.__annotations__)
def raises(a: 1 / 0): pass
show("raises", lambda: raises.__annotations__); show("raises again", lambda: raises.__annotations__)
def plain(): pass
print(plain.__annotations__, plain.__annotate__, (lambda x: x).__annotations__)
def outer(T):
    def inner(x: T) -> T: return x
    return inner
print(outer(int).__annotations__, outer(str).__annotations__)
def walrus_like(x: [y for y in range(3)], z: (lambda: 5)(), w: {1: 2}[1]): pass
print(walrus_like.__annotations__)
for source in ("def f(x: (yield)): pass", "def f(x: (y := 1)): pass", "async def f(x: await y): pass", "x: (yield)", "class A: x: (y := 1)", "def f() -> (yield): pass", "x: (lambda: (yield))", "(x): int = 1", "x.y: int", "x[0]: int = 5", "x, y: int", "[x]: int", "f(): int", "x: int = y: int", "def f(*args: *Ts): pass", "def f(**kw: *Ts): pass", "def f(x: *Ts): pass", "global x; x: int", "def f():\n global x\n x: int", "def f():\n nonlocal x\n x: int", "1: int", "x: int, y: int", "x:", "(x, y): int", "lambda x: int: 5", "from __future__ import annotations\ndef f(x: (yield)): pass", "for x: int in y: pass", "with x as y: int: pass"):
    try: compile(source, "<s>", "exec"); print(source, "ok")
    except SyntaxError as e: print(source, "->", e.msg)
print("-- classes")
class C:
    x: int
    y: Undefined
    z: "text" = 5
    if True: w: str
    if False: never: int
    for i in range(2): looped: int = i
    def m(self) -> C: pass
    k: x
    x = 5
show("value", lambda: C.__annotations__); show("string", lambda: get_annotations(C, format=Format.STRING)); show("forward", lambda: [(k, type(v).__name__) for k, v in get_annotations(C, format=Format.FORWARDREF).items()])
Undefined = float
show("value", lambda: C.__annotations__)
print("__annotations__" in vars(C), sorted(k for k in vars(C) if "annot" in k), C().__annotations__ is C.__annotations__ if hasattr(C(), "__annotations__") else "instances have none")
class D(C): pass
print(D.__annotations__, D.__annotate__, get_annotations(D))
class E(C): a: bytes
print(E.__annotations__, E.__annotate__(1)); E.__annotations__ = {"b": 2}; print(E.__annotations__, E.__annotate__); del E.__annotations__; show("deleted", lambda: E.__annotations__)
E.__annotate__ = lambda form: {"c": form}; print(E.__annotations__)
show("int", lambda: int.__annotations__); show("int get", lambda: get_annotations(int)); show("int set", lambda: setattr(int, "__annotations__", {})); show("type", lambda: type.__annotations__)
class Private: __x: int; y: list["Private"]
print(Private.__annotations__)
class Nested:
    T = int
    class In: a: T
    def m(self, x: T): pass
show("nested class", lambda: Nested.In.__annotations__); show("method", lambda: Nested.m.__annotations__)
class Meta(type): m: int
class WithMeta(metaclass=Meta): pass
print(WithMeta.__annotations__, Meta.__annotations__)
print("-- module")
x: int = 1
if x: y: Missing
show("module", lambda: __annotations__); show("annotate", lambda: __annotate__(2) if "__annotate__" in globals() else "none"); show("string", lambda: __annotate__(Format.VALUE) if 0 else call_annotate_function(__annotate__, Format.STRING))
Missing = bytes
import sys; show("module", lambda: sys.modules["__main__"].__annotations__)
ns = {}; exec("a: int\nb: str = 'x'\nif 0: c: int", ns); print(sorted(k for k in ns if k != "__builtins__"), ns["__annotate__"](1))
ns = {}; exec("from __future__ import annotations\na: undefined[1]\ndef f(x: y.z, *a: b or c) -> -d: pass\nclass C: q: (1, 2)", ns); print(ns["__annotations__"], ns["f"].__annotations__, ns["C"].__annotations__)
def local(): 
    q: undefined_name = 5
    r: also_not
    return sorted(locals())
print(local())
print("-- get_annotations")
class Obj: __annotations__ = {"a": "int", "b": 5}
print(get_annotations(Obj()) if callable(Obj()) else "not callable", get_annotations(Obj), get_annotations(Obj, eval_str=True))
for args in ((5,), ("x",), (None,), ([],)): show(args, lambda: get_annotations(*args))
def s(a: "int", b: "undefined_one"): pass
show("eval_str", lambda: get_annotations(s, eval_str=True)); show("eval_str", lambda: get_annotations(s, eval_str=True, locals={"undefined_one": 3})); show("eval_str string", lambda: get_annotations(s, eval_str=True, format=Format.STRING)); show("format 99", lambda: get_annotations(s, format=99)); show("fake", lambda: get_annotations(s, format=Format.VALUE_WITH_FAKE_GLOBALS))
import functools
show("partial", lambda: get_annotations(functools.partial(s, 1)))
@functools.wraps(s)
def wrapped(*a): pass
show("wraps", lambda: wrapped.__annotations__)
print("-- ForwardRef")
r = ForwardRef("list[Later]"); print(r, r.__forward_arg__, r == ForwardRef("list[Later]"), r != ForwardRef("x"), hash(r) == hash(ForwardRef("list[Later]")))
show("evaluate", lambda: r.evaluate(globals=globals())); show("evaluate", lambda: r.evaluate()); show("string", lambda: r.evaluate(format=Format.STRING)); show("forward", lambda: ForwardRef("nope").evaluate(format=Format.FORWARDREF)); show("owner", lambda: ForwardRef("Later", owner=C).evaluate()); show("locals", lambda: ForwardRef("q").evaluate(locals={"q": 1})); show("type params", lambda: ForwardRef("T").evaluate(type_params=(__import__("typing").TypeVar("T"),)))
show("syntax", lambda: ForwardRef("a b").evaluate(globals={})); show("no str", lambda: ForwardRef(5)); show("empty", lambda: ForwardRef("").evaluate(globals={})); show("or", lambda: ForwardRef("x") | int); show("ror", lambda: int | ForwardRef("x")); show("call", lambda: r()); show("subclass", lambda: type("S", (ForwardRef,), {}))
print("-- strings of annotations")
def ops(a: p.y[1:2, ::3], b: p(1, k=2), d: p < q, g: [p, 1], h: {1: p}, i: (p,), l: p @ q // r, m: "s", n: b"s", o: 1.5j, p: ..., q: None, u: p.y.z(), v: p | None, w: -p + ~q ** 2, x: p[q][r], y: (p + q) * r, z: p << 2 | q & 3 ^ r): pass
print(get_annotations(ops, format=Format.STRING))
print([type_repr(v) for v in (int, Later, C.m, len, 5, "x", ..., None, list[int], int | None, type(None))], annotations_to_string({"a": int, "b": "x", "c": Later, "d": 5, "e": ...}))
def custom(form, /):
    if form == Format.VALUE: return {"a": 1}
    raise NotImplementedError(form)
show("custom value", lambda: call_annotate_function(custom, Format.VALUE)); show("custom string", lambda: call_annotate_function(custom, Format.STRING)); show("namespace", lambda: (get_annotate_from_class_namespace({}), get_annotate_from_class_namespace({"__annotate__": 5})))
type A[T] = list[T] | UndefinedA
show("alias", lambda: A.__value__); show("alias string", lambda: call_evaluate_function(A.evaluate_value, Format.STRING)); show("alias forward", lambda: type(call_evaluate_function(A.evaluate_value, Format.FORWARDREF)).__name__)
def generic[T: Later = int](x: T) -> list[T]: pass
show("generic", lambda: generic.__annotations__); show("generic string", lambda: get_annotations(generic, format=Format.STRING)); show("bound", lambda: generic.__type_params__[0].__bound__)
