# contextlib, operator, abc, string, copy, types, enum, dataclasses: the small modules that programs lean on.
import operator, string, copy, types, abc, contextlib
print(operator.add(1, 2), operator.itemgetter(1)("abc"), operator.itemgetter(0, 2)([5, 6, 7]), operator.attrgetter("real")(5), operator.methodcaller("upper")("a"), operator.mul("a", 3), operator.contains([1], 1), operator.getitem({"a": 1}, "a"), operator.neg(5), operator.truth([]), operator.index(7), operator.concat([1], [2]), operator.countOf([1, 1], 1), operator.iadd([1], [2]), operator.not_(1), operator.floordiv(7, 2), operator.is_(None, None), operator.attrgetter("a.b")(types.SimpleNamespace(a=types.SimpleNamespace(b=9))))
print(string.ascii_lowercase, string.digits, string.punctuation, string.capwords("hello world"), string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template("$x").safe_substitute(), string.whitespace.encode(), string.hexdigits, string.Formatter().format("{0} {a}", 1, a=2))
a = [1, [2, 3], {"k": [4]}]; b = copy.copy(a); c = copy.deepcopy(a); a[1].append(9); print(b[1] is a[1], c, copy.copy((1, 2)), copy.deepcopy({1: {2}}), copy.copy({1}), copy.replace(types.SimpleNamespace(a=1), a=2)); r = []; r.append(r); d = copy.deepcopy(r); print(d[0] is d)
class Node:
    def __init__(self): self.me = self; self.items = [1]
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(Node()), copy.deepcopy([Node()]))
n = types.SimpleNamespace(x=1, y="b"); print(n, n == types.SimpleNamespace(x=1, y="b"), types.MappingProxyType({"a": 1})["a"], isinstance(lambda: 0, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance((i for i in ()), types.GeneratorType), types.new_class("N", (), {}).__name__, isinstance(None, types.NoneType))
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    @abc.abstractmethod
    def name(self): ...
class Square(Shape):
    name = "square"
    def area(self): return 4
class Half(Shape):
    def area(self): return 1
print(Square().area(), Shape.__abstractmethods__ == {"area", "name"})
for cls in (Shape, Half):
    try: cls()
    except TypeError as error: print(error)
class Duck(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other): return hasattr(other, "quack") or NotImplemented
Duck.register(int)
print(issubclass(int, Duck), isinstance(5, Duck), isinstance(type("D", (), {"quack": 1})(), Duck), isinstance("a", Duck))
@contextlib.contextmanager
def tag(name):
    print(f"<{name}>", end=""); yield name; print(f"</{name}>", end="")
@tag("deco")
def decorated(): print("body", end="")
decorated(); print()
with contextlib.ExitStack() as stack:
    for x in "ab": stack.enter_context(tag(x))
print()
import io
with contextlib.redirect_stdout(io.StringIO()) as out: print("hidden")
print(repr(out.getvalue()))
with contextlib.chdir("/"): print(__import__("os").getcwd())
for manager in (contextlib.contextmanager(lambda: iter(()))(), contextlib.contextmanager(lambda: (x for x in "ab"))()):
    try:
        with manager: pass
    except (RuntimeError, AttributeError) as error: print(type(error).__name__, error)
@contextlib.contextmanager
def stops(): yield; raise StopIteration
try:
    with stops(): pass
except RuntimeError as error: print(error)
for source in ("operator.itemgetter()", "operator.itemgetter(5)([1])", "operator.attrgetter(5)", "operator.methodcaller()", "operator.index(1.5)", "string.Template('$a').substitute()", "string.Template('$').substitute()", "copy.copy(copy) is copy", "types.SimpleNamespace(1, 2)", "types.MappingProxyType(5)", "types.MappingProxyType({})['a']", "operator.add(1)", "copy.deepcopy(iter([]).__class__) and 1", "n.z"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
