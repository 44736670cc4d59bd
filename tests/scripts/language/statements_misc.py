# assert, del, pass, global in odd places, star expressions, conditional imports, semicolons, line joining.
def returns():
    return 1, *[2, 3]
def yields():
    yield 1, *[2]
    x = yield
print(returns(), list(yields())[0])
for x in *[1], 2: print(x, end=" ")
print((*range(2), *"a"), [*{}, 1], {**{}, "a": 1}, print(end="") or "ok")
def annotated(a: int, b: "str" = "x", *args: float, c: list[int] = [], **kw: dict) -> None: pass
print(annotated.__annotations__, annotated.__name__)
class Annotated:
    x: int
    y: str = "set"
    z: "forward" = 1
print(Annotated.__annotations__, hasattr(Annotated, "x"), Annotated.y)
total: int = 0
for i in range(3): total += i; total -= 1
print(total); a = 1; b = 2; print(a, b);
if a: print("one line"); print("two")
while a: a -= 1; print(a)
else: print("else")
long = 1 + \
    2 + (3 +
         4)  # comment
print(long, "con" "cat" 'enated' f"{long}" r"\n")
try: assert 0, f"msg {long}"
except AssertionError as error: print(error, error.args)
try: assert ()
except AssertionError as error: print(repr(error))
def g():
    global made
    made = 1
    def h():
        global made
        made += 1
    h()
g(); print(made)
def del_things():
    a = [1, 2, 3]; b = {"x": 1}
    del a[0], b["x"], (a[0]), [a[-1]]
    return a, b
print(del_things())
x = [1, 2, 3]; x[0], x[1] = x[1], x[0]; print(x)
x[x[0] - 2] = 9; print(x)
i = 1; x[i], i = 5, 0; print(x, i)
print(not 1 in [2], not (1 in [2]), -1 ** 2, 2 ** -1, 1 if [] else 2 if () else 3, (lambda: (yield))() is not None, [lambda: 0][0](), {1: 2}[1], (1, 2)[0], "ab"[1], [1, 2][-1:])
print(1 < 2 < 3 > 2 >= 2 != 1 in [1, 2], "a" "b" in "abc")
def early():
    try: return "try"
    finally: print("finally before return")
print(early())
def no_return(): pass
print(no_return(), (lambda: None)(), [None][0] is None, ... is Ellipsis, __name__)
def docstring():
    """Doc.

    More.
    """
print(repr(docstring.__doc__), (lambda: 1).__doc__)
if True:
    def conditional(): return "defined"
else:
    def conditional(): return "never"
print(conditional())
type = "soft"; match = 1; case = 2; _ = 3
print(type, match, case, _, match + case)
print(0xFFFF_FFFF, 1_0.5e-1_0, 0b1, 0O7, 0XaB, 1E5, 1_000j, b'a' b'b', rb'\d' Rb'\e', u"uni")
nonlocal_ = async_ = 1; print(nonlocal_ + async_)
print(*map(lambda kv: "=".join(map(str, kv)), {"a": 1, "b": 2}.items()), sep="&")
def positional(a, /, **kwargs): return a, kwargs
print(positional(1, a=2), (lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3))
