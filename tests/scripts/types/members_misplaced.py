# Fields of instances: a member descriptor put into an unrelated class, attributes beside an object's own fields.
e = BaseException(1, 2); e.x = 1; e.y = 2; print(e.args, e.x, e.y, e.__dict__)
e = ValueError(1, 2); e.x = 1; print(e.args, e.x)
def f(): pass
c = classmethod(f); c.x = 1; print(c.x, c.__func__ is f, c.__dict__ if 0 else sorted(c.__dict__))
class A: __slots__=('a','b','c','d','e','f','g')
class B: __slots__=(); y = A.g; __init__ = lambda self: None
try: print(B().y)
except TypeError as e: print(e)
def g():
    try: B().y = 5
    except TypeError as e: print(e)
for i in range(3): g()
def h(o):
    try: return o.y
    except (TypeError, AttributeError) as e: print(e)
class D(A): y = A.g
d = D(); h(d); d.y = 7; print(d.g, h(d)); h(B())

fresh = ValueError(1, 2)
def plain(): pass
for set_to in (5, None):
    for o in (c, fresh, plain):
        try: o.__dict__ = set_to
        except TypeError as error: print(error)
for o, name in ((list, "__getattribute__"), ([], "__getattribute__"), (5, "__setattr__"), (5, "__delattr__")):
    try: getattr(o, name)(*[3] * (2 if "set" in name else 1))
    except TypeError as error: print(error)
try: fresh.__setstate__([1])
except TypeError as error: print(error)
try: del fresh.args
except TypeError as error: print(error)
import types
try: types.TracebackType(None, 5, 1, 1)
except TypeError as error: print(error)
def fun(): pass
for o, name in ((fun, "__annotate__"), (fun, "__type_params__"), (fun, "__name__"), (fun, "__dict__"), (types.ModuleType("m"), "__annotate__"), (types.ModuleType("m"), "__annotations__"), (ValueError(), "__cause__"), (ValueError(), "__traceback__"), (ValueError(), "__suppress_context__"), (property(), "fget")):
    try: delattr(o, name); print(name, "deleted")
    except (TypeError, AttributeError) as error: print(type(error).__name__, error)
class Roomy: __slots__ = ("p", "q")
class Bare: __slots__ = ()
class Child(Bare): __slots__ = ()
child = Child()
for bases in ((Roomy,), (Bare, Roomy), (fun,), (), 5, (Child,)):
    try: Child.__bases__ = bases
    except TypeError as error: print(error)
print(Child.__bases__, hasattr(child, "p"))
