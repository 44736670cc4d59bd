# Generators: yield, send, throw, close, return values, yield from.
def count(n):
    for i in range(n):
        yield i
print(list(count(4)), sum(count(5)), [*count(2), *count(3)], max(count(7)))

def echo():
    received = yield "start"
    while True:
        received = yield f"got {received}"
g = echo()
print(next(g), g.send(1), g.send("two"), next(g))
g.close()
try:
    next(g)
except StopIteration as stop:
    print("stopped", stop.value)

def with_return():
    yield 1
    return "result"
g = with_return()
next(g)
try:
    next(g)
except StopIteration as stop:
    print(stop.value, stop.args)

def delegating():
    value = yield from with_return()
    print("value", value)
    yield from [10, 20]
    yield from "ab"
    return (yield)
print(list(delegating()))

def catching():
    while True:
        try:
            x = yield
            print("x =", x)
        except ValueError as error:
            print("caught", error)
        except GeneratorExit:
            print("closing")
            raise
        finally:
            print("finally")
g = catching()
next(g)
g.send(5)
g.throw(ValueError("thrown"))
g.throw(ValueError("again"))
g.close()
g.close()

def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2
g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)

def stops():
    yield 1
    raise StopIteration("inside")
try:
    list(stops())
except RuntimeError as error:
    print(error, repr(error.__cause__))

g = count(3)
try:
    g.send(1)
except TypeError as error:
    print(error)
def selfish():
    next(me)
    yield
me = selfish()
try:
    next(me)
except ValueError as error:
    print(error)
g = count(3)
try:
    g.throw(KeyError("before start"))
except KeyError as error:
    print("thrown", error, list(g))

def inner():
    try:
        yield 1
        yield 2
    except ValueError as error:
        yield f"inner caught {error}"
    return "inner result"
def outer():
    result = yield from inner()
    yield result
g = outer()
print(next(g), g.throw(ValueError("through")), next(g))

def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
import itertools
print(list(itertools.islice(fibonacci(), 15)))
def primes(n):
    def sieve(source):
        first = next(source)
        yield first
        yield from sieve(x for x in source if x % first)
    return list(itertools.islice(sieve(itertools.count(2)), n))
print(primes(12))
def tree(t):
    if t:
        left, key, right = t
        yield from tree(left)
        yield key
        yield from tree(right)
print(list(tree((((), 1, ()), 2, ((), 3, ((), 4, ()))))))
e = (x * x for x in range(5) if x % 2 == 0)
print(type(e).__name__, e.__name__, list(e), list(e))
print(inner.__name__, inner().gi_code.co_name, inner().gi_running, inner().gi_yieldfrom)
def with_finally(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("cleaned")
log = []
for x in with_finally(log):
    if x == 2: break
print(x, log is not None)
g = with_finally(log2 := [])
next(g); g.close()
print(log2)
class Tree:
    def __init__(self, *kids): self.kids = kids
    def __iter__(self):
        yield self
        for kid in self.kids: yield from kid
print(len(list(Tree(Tree(), Tree(Tree(), Tree())))))
