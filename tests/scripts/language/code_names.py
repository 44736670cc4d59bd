# The names that code objects tell: variables of comprehensions that run in their frame are among them; and `replace`.
SOURCES = """
def f(a):
    b = [x for x in a]
    return b
---
def f(a):
    b = [x for x in a for y in x]
    c = {z: w for z, w in b}
    return lambda: b
---
def f(a):
    b = [lambda: x for x in a]
    return b
---
def f(a):
    x = 1
    b = [x for x in a]
    return b, x
---
def f(a):
    x = 1
    b = [x for x in a]
    return b, (lambda: x)
---
def f(a):
    for i in a:
        del i
    x = 1
    del x
---
def f(a):
    def g():
        return [a for q in a]
    return [[i for i in j] for j in a]
---
class f:
    x = 1
    y = [i for i in range(3)]
    z = [x for i in y]
---
x = [i for i in range(3)]
y = [lambda: i for i in range(3)]
---
def f(a):
    return {k: [v for v in k if k] for k in a} | {s for s in a}
---
def f(a):
    return (k for k in [m for m in a])
---
async def f(a):
    return [x async for x in a], [await y for y in a]
---
def f(a):
    match a:
        case [1, x, *y]: pass
        case {'k': v, **r}: pass
    return lambda q: [q for q in q]
"""


def show(code, depth=0):
    print("  " * depth + code.co_name, code.co_varnames, code.co_cellvars, code.co_freevars, code.co_nlocals)
    for constant in code.co_consts:
        if hasattr(constant, "co_name"):
            show(constant, depth + 1)


for source in SOURCES.split("---\n"):
    show(compile(source, "<code>", "exec"))


# renamed
def f(a):
    b = [x + a for x in range(3)]
    return locals()


code = f.__code__
renamed = code.replace(co_varnames=("p", "q", "r"))
print(renamed.co_varnames, renamed.co_nlocals)
try:
    code.replace(co_varnames=("p", "q"))
except ValueError as e:
    print(e)


# more free variables than the code has use for
def g():
    return x


more = g.__code__.replace(co_freevars=("x", "y"))
print(more.co_freevars)
try:
    type(g)(more, {})
except (TypeError, ValueError) as e:
    print(type(e).__name__, e)


def cells():
    x, y = 1, 2
    return (lambda: (x, y)).__closure__


print(type(g)(more, {"x": 3}, closure=cells())())
