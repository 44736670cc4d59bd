# type, isinstance, issubclass, getattr and family, dir, vars, callable, id, repr, ascii, format, object.
class A:
    x = 1
    def __init__(self): self.y = 2
    def method(self): pass
class B(A): pass
a, b = A(), B()
print(type(5), type("a"), type(None), type(A), type(a).__name__, type(type), type(print).__name__, type(len) is type(print), type(...), type(NotImplemented), type(lambda: 0), type(a.method), type(range(1)), type({}.keys()), type(iter([])))
print(isinstance(b, A), isinstance(5, (str, int)), isinstance(5, int | str), isinstance([], (str, (list, tuple))), isinstance(None, type(None)), isinstance(True, int), isinstance(A, type), isinstance(5, object), issubclass(B, A), issubclass(A, A), issubclass(bool, (str, int)), issubclass(int, int | None))
print(getattr(a, "x"), getattr(a, "z", "none"), hasattr(a, "y"), hasattr(a, "zz"), setattr(a, "z", 3), a.z, delattr(a, "z"), hasattr(a, "z"), vars(a), vars(A)["x"])
print([n for n in dir(a) if not n.startswith("_")], "method" in dir(B), [n for n in dir(object()) if n in ("__class__", "__eq__", "__init__", "__hash__")], callable(A), callable(a), callable(a.method), callable(len), callable(5))
print(id(a) == id(a), id(a) != id(b), a is a, repr("é\n"), ascii("é\n"), repr([1, "a"]), format(5, "03"), format("a", ">3"), format(a.x), str(A), repr(b.method).startswith("<bound method A.method of <__main__.B object at 0x"), repr(a).startswith("<__main__.A object at 0x"))
print(object() == object(), object().__class__, repr(len), repr(str.upper), repr(int), repr(type), repr(None), repr(NotImplemented), repr(Ellipsis), repr(A.method).startswith("<function A.method at"), repr([].append).startswith("<built-in method append of list object at"))
print(A.__dict__["x"], type(A.__dict__).__name__, A.__name__, A.__bases__, B.__mro__, object.__bases__, A.__subclasses__(), type.__mro__, B.__base__, A.__module__, A.__doc__)
print((5).__class__, "a".__class__.__name__, a.__eq__(a), a.__ne__(b), a.__eq__(5), object.__hash__(a) == hash(a), a.__sizeof__() > 0, a.__reduce_ex__ is not None, A.__init__(a), a.__str__() == repr(a), object.__new__(A).x)
def wrong(source):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source:32} {type(error).__name__}: {error}")
for source in ("type()", "type(1, 2)", "type('X', 5, {})", "type('X', (), 5)", "type(5, (), {})", "isinstance(1)", "isinstance(1, 'int')", "isinstance(1, (int, 'a'))", "isinstance('', (int, 5))", "issubclass(5, int)", "issubclass(int, 5)", "getattr(a)", "getattr(a, 5)", "getattr(a, 'zz')", "setattr(a, 5, 1)", "setattr(a, 'b')", "delattr(a, 'zz')", "delattr(a, 5)", "hasattr(a, 5)", "vars(5)", "vars(1, 2)", "dir(1, 2)", "callable()", "id()", "repr()", "format()", "format(1, 2)", "format([], 'x')", "object(5)", "object.__new__()", "object.__new__(5)", "A(1)", "A.x.y", "A.nope", "a.nope", "b.methd", "None.x", "(5).x", "len.x", "A.__init__()", "A.method()", "super()", "super(A, 5).x", "super(5)", "super(B, a)", "a < b", "a + 1", "a[0]", "a()", "len(a)", "iter(a)", "-a", "5 in a", "A[int]", "int[5]", "del_", "hash(A) == hash(A) and 1", "int.__new__(str)", "str.__new__(int)", "a.__class__ == A", "type.__call__()", "a.method(1)", "B.__bases__.append"):
    wrong(source)
for source in ("a.__class__ = 5", "a.__class__ = int", "A.__name__ = 5", "A.__bases__ = 5", "A.__dict__ = {}", "a.__dict__ = 5", "int.x = 1", "del A.zz", "del int.bit_length", "None.x = 1", "(5).x = 1", "A.__mro__ = ()", "type.x = 1", "a.method.x = 1", "len.x = 1", "del a.__class__", "object.x = 1", "A.__doc__ = 'd'", "int.__doc__ = 'd'", "A.__qualname__ = 5", "A.__module__ = 'm'"):
    try:
        exec(source)
        print("no error", source)
    except Exception as error:
        print(f"{source:24} {type(error).__name__}: {error}")
