# t-strings and string.templatelib: literals, Template, Interpolation, concatenation, matching, error texts.
import string.templatelib as lib, copy, pickle
from string.templatelib import Template, Interpolation, convert
def show(label, f):
    try: print(label, repr(f()))
    except Exception as e: print(label, type(e).__name__ + ":", e)
print(sorted(n for n in dir(lib) if not n.startswith("_")), Template, Interpolation)
name, n, width = "world", 3, 10
print("-- literals")
for t in (t"", t"plain", t"{name}", t"a{name}b", t"{name}{n}", t"{{x}}{n}}}", t"{name!r}", t"{name!s:>10}", t"{n:>{width}}", t"{n=}", t"{n = }", t"{n=!s}", t"{n=:5}", t"{ n + 1 }", t"{n+1:{width}.{n}}", T"caps {n}", rt"raw\n{n}", Rt"\{n}", t"\n\x41\N{BULLET}{n}", t'''multi
{
  n
  + 1
} line''', t"{f'{n}'}", t"{t'{n}'}", t"{n!a:\x41}", t"{(lambda x: x)(n)}", t"{ {1: 2}[1] }", t"{n,}", t"{*[1, 2],}", t"{'a' 'b'}", t"a" t"b{n}" t"c"):
    print(t.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations if not isinstance(i.value, Template)], len(t.values), t.values == tuple(i.value for i in t.interpolations))
print(repr(t"a{n!r:>5}b"), str(t"{name}"), [t"{n}"], f"{t'{n}'}")
print("-- iteration")
for t in (t"", t"a", t"{n}", t"a{n}b{name}", t"{n}{n}"):
    it = iter(t); print([p if isinstance(p, str) else p.value for p in it], type(it).__name__, next(it, "end"))
show("len", lambda: len(t"{n}")); show("bool", lambda: bool(t"")); show("getitem", lambda: t"a"[0]); show("eq", lambda: t"{n}" == t"{n}"); show("lt", lambda: t"" < t""); show("same", lambda: (lambda t: t == t)(t"")); show("hash", lambda: isinstance(hash(t"{n}"), int))
print("-- concatenation")
show("t+t", lambda: (t"a{n}b" + t"c{name}").strings); show("t+t", lambda: (t"{n}" + t"{n}").strings); show("t+str", lambda: t"a" + "b"); show("str+t", lambda: "b" + t"a"); show("t+int", lambda: t"a" + 1); show("t*2", lambda: t"a" * 2); show("t%", lambda: t"a" % 1)
t = t"x"; t += t"{n}y"; print(t.strings, t.values)
print("-- Template()")
for args in ((), ("a",), ("a", "b"), (Interpolation(1, "x"),), ("a", Interpolation(1, "x"), "b"), (Interpolation(1), Interpolation(2)), ("a", Interpolation(1), "b", "c", Interpolation(2)), (1,), (b"a",), (t"a",), (None,)):
    show([type(a).__name__ for a in args], lambda: (Template(*args).strings, Template(*args).values))
show("keyword", lambda: Template(strings=("a",))); show("subclass", lambda: type("S", (Template,), {})); show("attr", lambda: setattr(t"", "strings", ())); show("new attr", lambda: setattr(t"", "x", ())); show("del", lambda: delattr(t"", "values"))
print("-- Interpolation()")
for args, kwargs in (((1,), {}), ((1, "x"), {}), ((1, "x", "r"), {}), ((1, "x", "r", ">5"), {}), ((), {}), ((1, 2), {}), ((1, "x", "q"), {}), ((1, "x", 5), {}), ((1, "x", "rr"), {}), ((1, "x", None, 3), {}), ((1, "x", "s", "", 1), {}), ((), dict(value=1, expression="e", conversion="a", format_spec="f")), ((1,), dict(format_spec=">")), ((1,), dict(other=2)), ((1, "x"), dict(value=2))):
    show((args, kwargs), lambda: Interpolation(*args, **kwargs))
i = Interpolation([1], "x", "r", ">5"); print(i, i.value, i.expression, i.conversion, i.format_spec, Interpolation.__match_args__, i == Interpolation([1], "x", "r", ">5"), i == i)
show("subclass", lambda: type("S", (Interpolation,), {})); show("attr", lambda: setattr(i, "value", ())); show("hash", lambda: isinstance(hash(i), int)); show("format", lambda: format(i, "5")); show("generic", lambda: (Interpolation[int], Template[int]))
match t"a{n!r:x}b":
    case Template(strings=("a", "b"), interpolations=[Interpolation(v, e, c, s)]): print("matched", v, e, c, s)
print("-- copies")
print(copy.copy(i), copy.deepcopy(i).value is not i.value, pickle.loads(pickle.dumps(i)), pickle.loads(pickle.dumps(t"a{n}b{name!r}")), copy.deepcopy(t"a{n}").values)
print("-- convert")
for args in (("é", "a"), ("é", "r"), ("é", "s"), ("é", None), (1, "q"), (1, ""), (1, 2), (1,)): show(args, lambda: convert(*args))
print(convert(obj=5, conversion="r"))
print("-- evaluation order and errors")
def say(x): print("say", x); return x
t"{say(1)}{say(2):{say('>5')}}{say(3)!r}"
for source in ('t"{}"', 't"{n"', 't"}"', 't"{n!}"', 't"{n!x}"', 't"{!r}"', 't"{n:{}}"', 't"a" "b"', '"a" t"b"', 't"a" b"b"', 't"a" f"b"', 'f"a" t"b"', 'bt"a"', 'tb"a"', 'ft"a"', 'ut"a"', 't"{a b}"', 't"{n', 't"{lambda x: 1}"', 't"{undefined}"', 't"{1/0}"', 't"{n.missing}"', 't"{yield}"', 't"{#}"', "t'{n\\n}'", 't"{a = }"', 'del t"a"', 't"a" = 1', 't"{n:=5}"', 't"{(n:=5)}"'):
    try: v = eval(source, {"n": n}); print(source, v)
    except SyntaxError as e: print(source, "SyntaxError:", e.msg, e.offset, e.end_offset)
    except Exception as e: print(source, type(e).__name__ + ":", e)
def html(t):
    return "".join(p if isinstance(p, str) else str(convert(p.value, p.conversion)).replace("<", "&lt;").__format__(p.format_spec) for p in t)
evil = "<script>"; print(html(t"<p>{evil:>12} {n!r} {[evil]}</p>"))
async def coro(): return t"{await other()} {[x async for x in agen()]}"
async def other(): return 5
async def agen():
    yield 1
    yield 2
import asyncio; print(asyncio.run(coro()).values)
class C:
    x = 5; t = t"{x} {name}"
print(C.t.values, [t"{k}" .values for k in range(2)], (lambda: t"{n}")().values)
