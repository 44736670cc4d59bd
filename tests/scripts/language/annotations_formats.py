# Annotations as forward references and as text: what stands for a name that is not there, wherever it stands.
import annotationlib
import inspect
from annotationlib import Format, ForwardRef, call_annotate_function, get_annotations
from typing import Annotated, Callable, List, Literal, Optional, Union


class Known: pass


k = 5


def shown(value):
    return repr(value).split(" at 0x")[0].replace(", owner=<function o", "")


for text in """u | u.v | u[int] | u[Known] | u[k:2, ::3] | u[k,] | u[()] | u[*v] | u[*v, int] | list[u] | list[*u] | dict[str, u]
Union[int, u] | Union[u, v] | Optional[u] | List[u] | Literal['a', u] | Annotated[int, u] | Callable[[u], int] | int | u
[u, k] | (u,) | {u} | {u: 1} | {'a': [u, (k, v)]} | u + [1, k] | u + {1: Known} | u(1, x=Known) | f'{u}' | f'{u!r} x' | t'{u}'
u if v else w | not u | u < 3 | 3 < u | u < Known | k in u | -u ** 2 | (-u) ** 2 | u @ v | u + 1j | u + b'x' | u + ...
[x for x in u] | {x: u for x in [1]} | k.nope | len(u) | str(u) | u.__name__ | "text" | list["u", v] | Known | None | ...""".replace("\n", " | ").split(" | "):
    for source in ("def o(x: %s): pass", "class o:\n x: %s"):
        namespace = {**globals()}
        try:
            exec(source % text, namespace)
        except SyntaxError as e:
            print(text, e)
            continue
        for format in (Format.FORWARDREF, Format.STRING):
            try:
                found = get_annotations(namespace["o"], format=format)["x"]
                print(text, "|", type(found).__name__, shown(found), getattr(found, "__forward_arg__", ""))
            except Exception as e:
                print(text, "|", type(e).__name__, e)


def told(what):
    try:
        print(shown(what()))
    except Exception as e:
        print(type(e).__name__, e)


print(ForwardRef("u") | "x", "x" | ForwardRef("u"), ForwardRef("u") == ForwardRef("u"), hasattr(ForwardRef("u"), "__dict__"))
for text in ("list[T]", "T", "T.x", "int", "T|int", "[T, T]", "1/0", "list[T", "*Ts", "if", "len(T)", "(T, U)"):
    for format in (1, 2, 3, 4):
        told(lambda: ForwardRef(text).evaluate(format=format))


def outer():
    class Local: pass
    def inner(x: Local, y: Later, z: list[Later], w: Later | Nope, v: Local | Nope): pass
    found = get_annotations(inner, format=Format.FORWARDREF)
    print({name: shown(value) for name, value in found.items()})
    class Later: pass
    print(found["y"].evaluate(), found["z"].__args__[0].evaluate())
    told(found["w"].evaluate)
    print(found["v"].evaluate(globals={"Nope": int}), found["w"].evaluate(locals={"Nope": int}))
    print(shown(found["w"].evaluate(format=Format.FORWARDREF)), found["w"].evaluate(format=Format.STRING), found["v"].__forward_arg__)


outer()


class Generic[T]:
    inside = int
    x: inside
    y: T
    z: list[T | un]
    w: inside | un


print(get_annotations(Generic, format=Format.FORWARDREF), get_annotations(Generic, format=Format.STRING))


def function(x: un | int = 3, *a: un, k: "text", **kw: list[un]) -> un: pass


for format in Format.FORWARDREF, Format.STRING:
    told(lambda: inspect.signature(function, annotation_format=format))
told(lambda: inspect.signature(function))


def only_values(format):
    print("asked for", format)
    if format > 1: raise NotImplementedError
    return {"x": int, "y": 5}


def side():
    print("side")
    return int


def effects(x: side(), y: un): pass


for format in (1, 2, 3, 4, 7):
    told(lambda: call_annotate_function(only_values, format))
    told(lambda: get_annotations(effects, format=format))
type Alias = un | int
for format in (1, 3, 4): told(lambda: annotationlib.call_evaluate_function(Alias.evaluate_value, format))
