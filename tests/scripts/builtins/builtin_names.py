# Every builtin name is there, and the exceptions are in the right tree.
import builtins
names = """abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals
hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
Ellipsis False None NotImplemented True __build_class__ __debug__ __doc__ __import__ __loader__ __name__ __package__ __spec__""".split()
print([n for n in names if not hasattr(builtins, n)])
def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted((s for s in cls.__subclasses__() if s.__module__ == "builtins"), key=lambda s: s.__name__):
        tree(sub, depth + 1)
tree(BaseException)
print(EnvironmentError is OSError, IOError is OSError, [n for n in dir(builtins) if n.endswith("Error") and not issubclass(getattr(builtins, n), Exception)])
print(OSError(2, "m").__class__, OSError(13, "m").__class__, OSError(17, "m").__class__, OSError(32, "x").__class__, OSError("just text").errno, OSError(1, 2, "f", None, "g").filename2, str(OSError(5, "io", "a", None, "b")), FileNotFoundError("x").args)
print(StopIteration(1).value, SystemExit("s").code, KeyError("k").args, ImportError("m", name="n", path="p").name, NameError("m", name="x").name, AttributeError("m", name="n", obj=5).obj, UnicodeEncodeError("a", "b", 0, 1, "c").reason, SyntaxError("m", ("f", 1, 2, "t", 1, 3)).lineno, repr(SyntaxError("m")), str(SyntaxError("m", ("f", 1, 2, "t"))))
for e in (UnicodeDecodeError("utf-8", b"ab\xffcd", 2, 3, "why"), UnicodeDecodeError("utf-8", b"abc", 0, 2, "why"), UnicodeEncodeError("ascii", "é", 0, 1, "why"), UnicodeEncodeError("ascii", "éé", 0, 2, "why"), UnicodeTranslateError("é", 0, 1, "why"), UnicodeEncodeError("x", "\U0001F600", 0, 1, "w")):
    print(str(e), e.start, e.end, type(e.object).__name__)
for source in ("UnicodeDecodeError()", "UnicodeDecodeError(1, 2, 3, 4, 5)", "ImportError(x=1)", "BaseException(a=1)", "StopIteration(value=1)", "OSError.__new__()", "ExceptionGroup('m', [])", "ExceptionGroup('m', [1])", "ExceptionGroup(1, [ValueError()])", "ExceptionGroup('m', [KeyboardInterrupt()])", "BaseExceptionGroup('m', 5)", "ValueError().nothing", "raise_"):
    try: eval(source); print("no error", source)
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
e = ValueError("a"); e.args = (1, 2); print(e, e.args, repr(e)); e.extra = 5; print(e.__dict__, e.__reduce__()[0].__name__, ValueError("x").__eq__(ValueError("x")), ValueError(*range(3)), ValueError("t",).args)
class Mine(ValueError):
    def __init__(self, a, b): self.b = b
print(Mine(1, 2).args, repr(Mine(1, 2)), Mine(1, b=2).args if True else 0)
