# Comprehensions and generator expressions: nesting, conditions, scopes, evaluation order.
print([x * x for x in range(6)])
print([x for x in range(20) if x % 2 if x % 3])
print([(x, y) for x in range(3) for y in range(x)])
print([[y for y in range(x)] for x in range(4)])
print({x % 3 for x in range(10)} == {0, 1, 2}, sorted({c for c in "hello"}))
print({k: v for k, v in zip("abc", range(3))}, {x: {y: x * y for y in range(2)} for x in range(2)})
print(sum(x for x in range(10)), list(x + y for x in "ab" for y in "cd"), tuple(i for i in ()))
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *b in ["xyz", "pq"]], [b for a, *b in ["xyz", "pq"]])
print([x if x > 2 else -x for x in range(5)], [not x for x in (0, 1)], [x for x in [1, 2, 3] if x != 2 or x])

# The loop variable stays inside; the walrus goes outside.
x = "outside"
_ = [x for x in range(3)]
print(x)
print([last := i for i in range(4)], last)
print(any((witness := n) > 3 for n in [1, 5, 2]), witness)
def inside():
    values = [y := k * 2 for k in range(3)]
    return values, y
print(inside())

# The first iterable is evaluated outside, at once; the rest lazily.
def source(name, n):
    print("source", name)
    return range(n)
g = (i + j for i in source("outer", 2) for j in source("inner", 2))
print("made")
print(list(g))

class Scope:
    n = 3
    items = [i for i in range(n)]
    squares = {i: i * 2 for i in items}
    try:
        nested = [n for i in range(2)]
    except NameError as error:
        nested = str(error)
print(Scope.items, Scope.squares, Scope.nested)

def closures():
    factor = 10
    fs = [lambda: i * factor for i in range(3)]
    gs = [(lambda k: lambda: k * factor)(i) for i in range(3)]
    return [f() for f in fs], [g() for g in gs]
print(closures())
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row])
order = []
{order.append("k") or i: order.append("v") for i in range(2)}
print(order)
print(sorted(w.upper() for w in "the quick brown fox".split() if len(w) > 3))
try:
    [1 / z for z in (1, 0)]
except ZeroDivisionError as error:
    print(error)
try:
    [i for i in 5]
except TypeError as error:
    print(error)
try:
    {[]: 1 for i in range(1)}
except TypeError as error:
    print(error)
def gen_with_locals():
    limit = 3
    return (i for i in range(10) if i < limit)
print(list(gen_with_locals()), [*(i for i in "ab")], dict((k, ord(k)) for k in "xy"))
print([x for x in (y for y in (z for z in range(3)))], len([None for _ in range(1000)]))
print([(i, j) for i in range(3) for j in [i * i] if j], [f"{i:02}" for i in range(3)])
big = [i for i in range(100000) if i % 9999 == 0]
print(big)
