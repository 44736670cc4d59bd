# Decorators on functions, methods and classes; functions as objects.
def loud(function):
    def wrapper(*args, **kwargs):
        return str(function(*args, **kwargs)).upper() + "!"
    wrapper.__name__ = function.__name__
    wrapper.__wrapped__ = function
    return wrapper

def times(n):
    print("times", n)
    def decorate(function):
        print("decorating", function.__name__, n)
        def wrapper(*args):
            return [function(*args) for _ in range(n)]
        return wrapper
    return decorate

@loud
def hello(name): return f"hello {name}"
print(hello("bob"), hello.__name__, hello.__wrapped__("x"))

@times(2)
@times(3)
def one(): return 1
print(one())

class Registry:
    def __init__(self): self.functions = {}
    def register(self, name):
        def decorate(f):
            self.functions[name] = f
            return f
        return decorate
registry = Registry()
@registry.register("plus")
def plus(a, b): return a + b
@(lambda f: registry.functions.setdefault("minus", f))
def minus(a, b): return a - b
print({k: f(5, 3) for k, f in registry.functions.items()})

def with_repr(cls):
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"
    return cls
@with_repr
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
    @staticmethod
    def origin(): return Point(0, 0)
    @classmethod
    def diagonal(cls, k): return cls(k, k)
    @property
    def norm(self): return abs(self.x) + abs(self.y)
print(Point(1, "two"), Point.origin(), Point.diagonal(4).norm)

class CountCalls:
    def __init__(self, f): self.f, self.calls = f, 0
    def __call__(self, *a): self.calls += 1; return self.f(*a)
    def __get__(self, instance, owner): return lambda *a: self(instance, *a)
@CountCalls
def counted(x): return x
counted(1); counted(2)
print(counted.calls)
class Uses:
    @CountCalls
    def method(self, x): return type(self).__name__, x
print(Uses().method(5))
@(lambda f: print("given", f.__name__))
def replaced_by_none(): pass
print(replaced_by_none)

def f(a, b: int = 2, *c, d: "str" = "x", **e) -> float:
    "The docstring."
    return a
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__)
f.attribute = 1
print(f.attribute, f.__dict__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_name)
f.__defaults__ = (20,)
f.__name__ = "renamed"
print(f(1), f.__name__, callable(f), callable(5), callable(int))
try:
    f.missing
except AttributeError as error:
    print(error)
try:
    f.__name__ = 5
except TypeError as error:
    print(error)
try:
    @undefined_decorator
    def g(): pass
except NameError as error:
    print(error)
try:
    @5
    def g(): pass
except TypeError as error:
    print(error)
print((lambda: 0).__name__, (lambda x: x).__qualname__, print.__name__, len.__doc__ is not None, [].append.__name__, str.upper.__qualname__)
print(type(f).__name__, type(print).__name__, type([].append).__name__, type(str.upper).__name__, type(Point.origin).__name__, type(Point.diagonal).__name__)
