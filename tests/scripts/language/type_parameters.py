# Type parameters, type statements, lazily evaluated annotations, t-strings.
def first[T](items: list[T]) -> T: return items[0]
class Stack[T, *Ts, **P]:
    def push[S: (int, str) = int](self, item: T) -> S: return item
type Alias[K] = dict[K, Later]
type Plain = int | None
print(first([1]), first.__type_params__, Stack.__type_params__, Stack.push.__type_params__[0].__constraints__, Alias, Alias.__type_params__, Plain.__value__, Stack[int, str].__origin__.__name__, Stack.__orig_bases__)
try: Alias.__value__
except NameError as error: print(error)
class Later: pass
print(Alias.__value__, Alias[str], Plain.__name__, Stack.push.__type_params__[0].__default__, [type(p).__name__ for p in Stack.__type_params__], Stack().push(5))
def lazy(a: Undefined, b: list[Undefined] = 2) -> Missing: pass
try: lazy.__annotations__
except NameError as error: print(error)
Undefined = int
import annotationlib
print(annotationlib.get_annotations(lazy, format=annotationlib.Format.STRING))
class C:
    x: int = 1
    y: "str"
    def m(self, other: C) -> list[C]: ...
print(C.__annotations__, C.m.__annotations__, C.__annotate__(1))
name, n = "world", 3
t = t"hello {name!r:>10} {n + 1} {n=} end"
print(type(t).__name__, t.strings, [(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations], t.values, (t"a" + t"{n}").strings, t"".strings, len(list(t)), [type(p).__name__ for p in t"x{n}y"])
def upper(template): return "".join(p if isinstance(p, str) else str(p.value).upper() for p in template)
print(upper(t"Hi {name}, {n:{n}}!"), t"{n:{n}}".interpolations[0].format_spec, t"{name}" != t"{name}")
try: t"a" + "b"
except TypeError as error: print(error)
