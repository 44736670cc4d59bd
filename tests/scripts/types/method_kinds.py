# Methods of builtin types as objects: which kind of descriptor, names, signatures, texts, calls on what does not fit.
import types
KINDS = [(list, "append"), (list, "__len__"), (list, "__getitem__"), (list, "__reversed__"), (list, "__new__"), (list, "__class_getitem__"), (dict, "fromkeys"), (dict, "__contains__"), (str, "maketrans"), (str, "__getnewargs__"), (int, "from_bytes"), (int, "real"), (complex, "real"), (slice, "start"), (object, "__init_subclass__"), (object, "__getattribute__"), (object, "__class__"), (types.FunctionType, "__globals__"), (types.FunctionType, "__code__"), (types.CodeType, "co_name"), (types.GeneratorType, "send"), (types.GeneratorType, "__del__"), (types.CoroutineType, "__await__"), (type, "__base__"), (type, "__mro__"), (BaseException, "__suppress_context__"), (BaseException, "args"), (property, "fget"), (bytes, "__buffer__"), (set, "__contains__")]
for t, name in KINDS:
    d = t.__dict__[name]
    shown = repr(d).split(" at 0x")[0]
    print(f"{t.__name__}.{name:20}", type(d).__name__, getattr(d, "__text_signature__", "-"), getattr(d, "__qualname__", "-"), shown)
m, w, b = [].append, [].__len__, dict.fromkeys
print(type(m).__name__, type(w).__name__, type(b).__name__, m.__qualname__, w.__qualname__, b.__qualname__, w.__objclass__, m.__self__, w.__name__, len.__qualname__, len.__module__, m.__module__, len.__self__.__name__)
print(repr(w).split(" at ")[0], repr(m).split(" at ")[0], repr(b).split(" at ")[0], repr(len), [].__len__ == [].__len__, "".__len__ == "".__len__, m == m, w.__reduce__()[1], list.append.__reduce__()[1])
class Sub(list):
    __slots__ = ()
    @classmethod
    def made(cls, *args): return cls(args)
s = Sub([1])
print(s.append.__qualname__, s.__len__.__qualname__, Sub.made.__func__.__qualname__, Sub.__dict__["made"].__name__, classmethod(len).__wrapped__ is len)
def wrong(source):
    try: print(f"{source:46} = {eval(source)!r}")
    except Exception as error: print(f"{source:46} {type(error).__name__}: {error}")
for source in ("list.append()", "list.append(5)", "list.append(5, 1)", "list.__len__()", "list.__len__(5)", "list.__len__([], 1)", "[].__len__(x=1)", "[].__setitem__(1)", "[].__getitem__()", "[].__add__(5)", "[].__mul__('a')", "'a'.__add__(1)", "(1).__add__('a')", "(1).__pow__()", "(2).__pow__(3, 5)", "dict.__dict__['fromkeys'](5)", "dict.__dict__['fromkeys']()", "dict.__dict__['fromkeys'](list)", "dict.__dict__['fromkeys'].__get__(5)", "dict.__dict__['fromkeys'].__get__(None, dict)([1])", "list.append.__get__(5)", "list.append.__get__(None, None)", "list.append.__get__()", "list.append.__get__([7]).__self__", "complex.real.__get__(5)", "complex.real.__set__(1j, 5)", "type.__call__()", "object.__new__()", "object.__new__(5)", "int.__new__(str)", "list.__new__(dict)", "object.__new__(int)", "[].append.__get__(5, int)", "len.__get__"):
    wrong(source)
for t in (int, bool, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, type, type(None), range, slice, type({}.keys()), type(iter([])), types.MappingProxyType, types.GenericAlias, type(int | str)):
    print(t.__name__, sorted(n for n in dir(t) if n not in dir(object)))
