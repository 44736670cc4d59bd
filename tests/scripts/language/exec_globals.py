"""Functions and loops whose globals are a plain dict: what exec() was given."""

import threading
import types

SOURCE = """
total = 0
for i in range(10):
    total += len("ab") * i

def count(n):
    global last
    for last in range(n):
        pass
    return last, len([1, 2])

def read():
    return value

def shadowed():
    return len("abc")
"""

space = {"value": 1}
exec(SOURCE, space)
print(space["total"], space["i"], space["count"](5), space["last"], sorted(k for k in space if k[0] != "_"))

# a name that comes, changes and goes
print(space["read"]())
space["value"] = 2
print(space["read"]())
del space["value"]
try:
    space["read"]()
except NameError as error:
    print(error)
space["value"] = 3
print(space["read"]())

# a builtin hidden and shown again
print(space["shadowed"]())
space["len"] = lambda text: "mine"
print(space["shadowed"]())
del space["len"]
print(space["shadowed"]())
space.clear()
try:
    exec("x = 1\nprint(x)", space)
finally:
    print(sorted(space))

# builtins of one's own
poor = {"__builtins__": {"abs": abs}}
exec("def f():\n    return abs(-1)\ndef g():\n    return len('')", poor)
print(poor["f"]())
try:
    poor["g"]()
except NameError as error:
    print(error)

# keys that are no names, one of them with the hash of a name
class Odd:
    def __hash__(self):
        return hash("wanted")

    def __eq__(self, other):
        print("asked about", other)
        return other == "wanted"


odd = {Odd(): "odd"}
exec("print(wanted)\nwanted = 'set'\nprint(wanted)", odd)
print([type(k).__name__ for k in odd if k != "__builtins__"], list(odd.values())[0])

# a subclass of dict: its __getitem__ is asked for names of the module's code, not of functions
class Talking(dict):
    def __missing__(self, key):
        print("missing", key)
        raise KeyError(key)


talking = Talking(a=1)
exec("b = a + 1\nprint(b)", talking)
print(talking["b"])

# two dicts: names go to the second one
outer, inner = {"x": "outer"}, {"y": "inner"}
exec("z = x + y\nfor q in 'ab': w = q\nprint(x, y, z, q, w)", outer, inner)
print(sorted(k for k in outer if k[0] != "_"), sorted(inner))

# functions made by hand
f = types.FunctionType(compile("a + b", "made", "eval"), {"a": 1, "b": 2})
print(f(), f.__globals__["b"])

# threads that store and load names of one dict
shared = {"n": 0, "lock": threading.Lock()}
exec(
    """
def work(me):
    global n
    for i in range(500):
        globals()[f"own{me}"] = i
        with lock:
            n += 1
    return globals()[f"own{me}"]
""",
    shared,
)
threads = [threading.Thread(target=shared["work"], args=(i,)) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(shared["n"], [shared[f"own{i}"] for i in range(4)])
