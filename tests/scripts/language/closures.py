# Scopes: closures, cells, global, nonlocal, and what a name means where.
def counter():
    count = 0
    def step(by=1):
        nonlocal count
        count += by
        return count
    def read():
        return count
    return step, read

step, read = counter()
step(); step(5)
other, _ = counter()
print(read(), other(), read())

functions = [lambda: i for i in range(3)]
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])

def outer():
    x = "outer"
    def middle():
        def inner():
            nonlocal x
            x += "+inner"
            return x
        return inner
    result = middle()()
    return result, x

print(outer())

total = 0
def add(n):
    global total, made_here
    total += n
    made_here = n

add(3); add(4)
print(total, made_here)

def shadow():
    total = "local"
    def look():
        return total
    return look()
print(shadow(), total)

def unbound(flag):
    if flag:
        value = 1
    return value

print(unbound(True))
try:
    unbound(False)
except UnboundLocalError as error:
    print(type(error).__name__, error, error.name)

def free_unbound():
    def look():
        return late
    try:
        look()
    except NameError as error:
        print(type(error).__name__, error)
    late = 1
    print(look())
free_unbound()

try:
    missing_name
except NameError as error:
    print(error, error.name)

def deleted():
    x = 1
    del x
    try:
        x
    except UnboundLocalError as error:
        print(error)
    try:
        del x
    except UnboundLocalError as error:
        print(error)
deleted()

# A class body's names are no closure for its methods; the enclosing function's are.
def make():
    color = "function"
    class Box:
        color = "class"
        seen = color
        def get(self):
            return color
    return Box
print(make().seen, make()().get())

x = "global"
def in_class():
    x = "enclosing"
    class C:
        print(x)
        x = "own"
        print(x)
        del x
        print(x)
in_class()

def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run
print(compose(lambda v: v + 1, lambda v: v * 2, str)(4))
print(step.__closure__[0].cell_contents, step.__code__.co_freevars, read.__closure__ is not None)

def recursive_local():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact(20)
print(recursive_local())

import builtins
def hide():
    len = lambda x: "hidden"
    return len([])
print(hide(), len([]), builtins.len is len)
print((lambda *a, k=1, **b: (a, k, b))(1, 2, k=3, z=4))
