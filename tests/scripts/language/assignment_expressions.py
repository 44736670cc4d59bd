# := in every place where it may stand, and its scopes.
print((a := 1), a, [b := 2, b + 1], (c := 3, 4), c, {"k": (d := 5)}, d)
def f(x, y=0): return x + y
print(f(x := 5), f(x := 1, y=(z := 2)), x, z, f((q := 10)))
if (n := 10) > 5 and (m := n * 2) > 5: print(n, m)
while (n := n - 4) > 0: print(n, end=" ")
print()
data = [1, 5, 8]
print([y for v in data if (y := v * 2) > 5], y, any((hit := v) > 4 for v in data), hit, {(k := v): k + 1 for v in data}, k)
def scope():
    total = 0
    partial = [total := total + v for v in data]
    return total, partial
print(scope())
def nested():
    return [[(last := (i, j)) for i in range(2)] for j in range(2)], last
print(nested())
g = lambda: (w := 4) + w
print(g(), f"{(s := 'str')} {s!r} {(t := 3):>3}", (lambda: [u := 1, u])())
x = y = (z := 0)
print(x, y, z, (x := (y := 2)) + y, not (v := 0), -(v := 3), (v := 1,), (v, 5))
assert (checked := True), "message"
print(checked, [1, 2, 3][(i := 1)], [1, 2, 3][i:(j := 3)], j, (p := 1) if (r := 0) else (p := 2), p, r)
try:
    for i in range(3):
        if (bad := 1 / (1 - i)) < 0: break
except ZeroDivisionError: print("bad is still", bad)
def default(a=(evaluated := "once")): return a
print(default(), evaluated)
class C:
    attr = (inner := 5) + 1
    items = [inner for _ in (1,)] if False else inner
print(C.attr, C.inner, C.items)
for source in ("[i := 0 for i in range(2)]", "[(j := 0) for i in range(2) for j in (1,)]", "[x for x in (y := [1])]", "(x.b := 1)", "(x[0] := 1)", "(a, b := 1, 2)", "x := 1", "f(a=b := 1)", "(x := 1) = 2", "lambda: x := 1", "(None := 1)", "del (x := 1)", "with (open('x') as y := 1): pass", "class A: [(z := i) for i in range(2)]", "def f(a := 1): pass", "(x += (y := 1))", "f'{x:=5}'"):
    try: exec(compile(source, "s", "exec"), {"x": 1, "f": f}); print("fine:", source)
    except (SyntaxError, NameError, TypeError, AttributeError) as error: print(f"{source}: {error}")
