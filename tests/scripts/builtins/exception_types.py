# The exception hierarchy: every class with its bases, constructor, attributes, str, repr, pickling and error texts.
import builtins, pickle, copy
def show(label, f):
    try: print(label, repr(f()))
    except BaseException as e: print(label, type(e).__name__ + ":", e)
def tree(c, depth=0):
    print("    " * depth + c.__name__, [b.__name__ for b in c.__bases__])
    for s in sorted(c.__subclasses__(), key=lambda s: s.__name__):
        if s.__module__ == "builtins": tree(s, depth + 1)
tree(BaseException)
print(sorted(n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException) and getattr(builtins, n).__name__ != n))
classes = sorted((c for c in vars(builtins).values() if isinstance(c, type) and issubclass(c, BaseException)), key=lambda c: c.__name__)
print("-- own attributes of each class")
for c in classes: print(c.__name__, c.__module__, sorted(n for n in vars(c) if n not in ("__doc__", "__new__", "__init__", "__module__", "__weakref__")))
print("-- constructed with 0 to 3 arguments and a keyword")
for c in classes:
    for args in ((), (1,), ("a", 2), (None, "b", [3])):
        try: e = c(*args)
        except TypeError as error: print(c.__name__, args, "TypeError:", error); continue
        except ValueError as error: print(c.__name__, args, "ValueError:", error); continue
        print(c.__name__, args, repr(e), "|", str(e), "|", e.args)
    show(c.__name__ + " keyword", lambda: c(x=1))
print("-- BaseException")
e = BaseException("a", 1)
for attempt in ("e.args = [1, 2]", "e.args = 5", "e.args = 'ab'", "e.args", "e.__cause__ = 5", "e.__cause__ = None", "e.__context__ = 5", "e.__context__ = ValueError", "e.__traceback__ = 5", "e.__traceback__ = None", "e.__suppress_context__ = 5", "e.__suppress_context__ = True", "e.add_note(5)", "e.add_note('n')", "e.add_note()", "e.__notes__", "e.__notes__ = 5; e.add_note('m')", "e.__setstate__({'z': 1}); print(e.z)", "e.__setstate__(5)", "e.__setstate__(None)", "e.with_traceback(5)", "e.with_traceback(None) is e", "e.__reduce__()", "del e.args", "del e.__cause__", "del e.__context__", "del e.__traceback__", "del e.__suppress_context__", "e.nothing", "e.x = 1; print(e.__dict__)", "e.__dict__ = 5", "e.__init__(3); print(e.args)", "BaseException.__init__(5)", "BaseException.__new__()", "BaseException.__new__(int)", "BaseException.__new__(ValueError, 1, x=2)", "BaseException.__str__(5)", "e == BaseException('a', 1)", "hash(e) == hash(e)", "e[0]", "len(e)", "raise e from 5", "raise 5", "raise int", "raise ValueError from ValueError", "raise None", "raise e from None"):
    try: r = eval(attempt) if "=" not in attempt.replace("==", "") and not attempt.startswith(("raise", "del")) else exec(attempt); print(attempt, "->", r)
    except BaseException as error: print(attempt, "->", type(error).__name__ + ":", error, type(error.__cause__).__name__, error.__suppress_context__)
print("-- OSError")
import errno
for args in ((), (1,), (2, "text"), (errno.ENOENT, "no", "file"), (errno.EEXIST, "there", "file"), (errno.EACCES, "x", "f", None, "g"), (errno.EPIPE, "p"), (errno.ECONNREFUSED, "p", b"bytes"), (errno.EINTR, "i"), (errno.EAGAIN, "a"), (errno.EAGAIN, "a", 5), (errno.ETIMEDOUT, "t"), (errno.ESRCH, "s"), (errno.ECHILD, "c"), (errno.EISDIR, "d"), (errno.ENOTDIR, "n"), (errno.EPERM, "p"), (errno.ECONNRESET, "r"), (errno.ECONNABORTED, "a"), (99999, "odd"), ("a", "b"), (None, None), (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6), (errno.ENOENT, "m", "f", 0)):
    e = OSError(*args); print(args, type(e).__name__, repr(e), "|", str(e), "|", e.args, e.errno, e.strerror, e.filename, e.filename2, hasattr(e, "winerror"), e.__reduce__())
class MyOS(OSError):
    def __init__(self, *a, **k): self.seen = a, k
e = MyOS(2, "x", key=1); print(type(e), e.seen, e.args, e.errno)
class MyOS2(OSError): pass
print(type(MyOS2(errno.ENOENT, "x")), type(FileNotFoundError(errno.EEXIST, "x")), FileNotFoundError(1, 2).errno, IOError is OSError, EnvironmentError is OSError)
e = OSError(2, "x", "f"); e.errno = "other"; e.filename = None; print(e, repr(e)); del e.strerror; print(e.strerror)
e = BlockingIOError(11, "w", 5); print(e.characters_written, e.args); show("none", lambda: BlockingIOError(11, "w").characters_written); show("filename", lambda: BlockingIOError(11, "w", "s").characters_written); e.characters_written = 3; print(e.characters_written); show("set", lambda: setattr(e, "characters_written", "x")); del e.characters_written; show("deleted", lambda: e.characters_written)
print("-- ImportError, NameError, AttributeError")
for f in (lambda: ImportError("m", name="n", path="p"), lambda: ImportError(name="n"), lambda: ImportError("a", "b", name=5), lambda: ImportError("m", other=1), lambda: ModuleNotFoundError("m", name="n"), lambda: ImportError("m", name_from="x"), lambda: NameError("m", name="n"), lambda: NameError(name=5), lambda: UnboundLocalError("u", name="n"), lambda: AttributeError("m", name="n", obj=[1]), lambda: AttributeError("m", other=1), lambda: NameError("m", obj=1), lambda: AttributeError(1, 2, name="q")):
    def g():
        e = f(); return e, e.args, {n: getattr(e, n) for n in ("msg", "name", "path", "name_from", "obj") if hasattr(e, n)}, e.__reduce__()[:2]
    show("", g)
e = ImportError("m", name="n"); e.msg = 5; print(str(e) if isinstance(e.msg, str) else repr(e), e.msg); del e.name; print(e.name)
print("-- StopIteration, SystemExit, StopAsyncIteration")
for args in ((), (1,), (1, 2)): print(StopIteration(*args).value, SystemExit(*args).code, StopAsyncIteration(*args).args)
s = StopIteration(1); s.value = 9; print(s, s.args, s.value); s = SystemExit(); s.code = [1]; print(repr(s), s.code); del s.code; print(s.code)
print("-- SyntaxError")
for args in ((), ("m",), ("m", ("f", 1, 2, "text")), ("m", ("f", 1, 2, "text", 3, 4)), ("m", ("f", 1, 2, "text", 3, 4, {"a": 1})), ("m", ()), ("m", ("f", 1)), ("m", "abcd"), ("m", ("f", 1, 2, "t", 5)), ("m", 5), ("m", None), ("m", (1, 2, 3, 4), 5), ("m", (None, None, None, None)), ("m", ("dir/f.py", 10, 2, "t"))):
    def g():
        e = SyntaxError(*args); return e, str(e), e.args, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset, e.print_file_and_line
    show(args, g)
e = SyntaxError("m"); e.lineno = 5; print(e); e.filename = "/a/b.py"; print(e); e.lineno = "x"; print(e); e.msg = None; print(e)
print(IndentationError("i", ("f", 1, 2, "t")), TabError("t"), repr(TabError("t", ("f", 1, 2, "t"))))
print("-- Unicode errors")
for c, args in ((UnicodeEncodeError, ("enc", "text", 1, 2, "why")), (UnicodeEncodeError, ("enc", "te\xe9\u20ac\U0001f600", 2, 3, "why")), (UnicodeEncodeError, ("enc", "te\u20ac", 2, 3, "why")), (UnicodeEncodeError, ("enc", "\U0001f600", 0, 1, "why")), (UnicodeEncodeError, ("enc", "text", 0, 3, "why")), (UnicodeEncodeError, ("enc", "ab", 5, 9, "why")), (UnicodeEncodeError, ("enc", "", -5, -1, "w")), (UnicodeDecodeError, ("enc", b"ab\xff", 2, 3, "why")), (UnicodeDecodeError, ("enc", b"ab", 0, 2, "why")), (UnicodeDecodeError, ("enc", bytearray(b"ab"), 0, 1, "why")), (UnicodeDecodeError, ("enc", b"ab", 7, 1, "why")), (UnicodeTranslateError, ("te\xff", 2, 3, "why")), (UnicodeTranslateError, ("text", 0, 2, "why"))):
    e = c(*args); print(repr(e), "|", str(e), "|", e.object, e.start, e.end, e.reason, getattr(e, "encoding", "-"))
for c, args in ((UnicodeEncodeError, ()), (UnicodeEncodeError, ("e", b"x", 0, 1, "w")), (UnicodeEncodeError, (5, "x", 0, 1, "w")), (UnicodeEncodeError, ("e", "x", "0", 1, "w")), (UnicodeEncodeError, ("e", "x", 0, 1, 5)), (UnicodeDecodeError, ("e", "x", 0, 1, "w")), (UnicodeDecodeError, ("e", b"x", 0, 1)), (UnicodeTranslateError, (b"x", 0, 1, "w")), (UnicodeTranslateError, ("x", 0, 1)), (UnicodeError, (1, 2, 3)), (UnicodeEncodeError, ("e", "x", 0, 1, "w", "more")), (UnicodeEncodeError, ("e", "x", 10**30, 1, "w"))):
    show((c.__name__, args), lambda: c(*args))
e = UnicodeEncodeError("enc", "text", 1, 2, "why"); e.start = 3; e.end = 10; e.reason = "new"; e.encoding = "x"; print(e, e.args, e.start, e.end); e.object = ""; print(e)
show("bad start", lambda: setattr(e, "start", "x")); show("bad object", lambda: setattr(e, "object", 5)); show("del", lambda: delattr(e, "object")); show("str", lambda: str(e)); show("object", lambda: e.object); show("reason", lambda: setattr(e, "reason", 5))
print("-- exception groups: constructors")
for c, args in ((ExceptionGroup, ("m", [ValueError(1)])), (ExceptionGroup, ("m", (ValueError(1), TypeError()))), (BaseExceptionGroup, ("m", [ValueError(1)])), (BaseExceptionGroup, ("m", [KeyboardInterrupt()])), (ExceptionGroup, ("m", [KeyboardInterrupt()])), (ExceptionGroup, ("m", [])), (ExceptionGroup, ("m", 5)), (ExceptionGroup, (5, [ValueError()])), (ExceptionGroup, ("m", [ValueError])), (ExceptionGroup, ("m", [1])), (ExceptionGroup, ("m",)), (ExceptionGroup, ()), (ExceptionGroup, ("m", [ValueError()], 3)), (ExceptionGroup, ("m", "ab"))):
    show((c.__name__, args), lambda: (c(*args), str(c(*args)), type(c(*args)).__name__))
print("-- copies and pickles keep what matters")
for e in (ValueError(1, 2), OSError(2, "x", "f"), ImportError("m", name="n", path="p"), StopIteration(4), SystemExit(3), SyntaxError("m", ("f", 1, 2, "t")), UnicodeDecodeError("e", b"x", 0, 1, "w"), KeyError("k"), AttributeError("m", name="n"), NameError("m", name="n"), ExceptionGroup("g", [ValueError(1)])):
    e.extra = "kept"
    for f in (copy.copy, lambda e: pickle.loads(pickle.dumps(e)), lambda e: pickle.loads(pickle.dumps(e, 0))):
        d = f(e); print(type(d).__name__, d, d.args, d.extra, [getattr(d, n) for n in ("filename", "name", "path", "value", "code", "lineno", "start") if hasattr(d, n)])
class Two(Exception):
    def __init__(self, a, b): super().__init__(a)
show("cannot be copied", lambda: copy.copy(Two(1, 2)))
class Quiet(Exception):
    def __str__(self): return "quiet"
    def __new__(cls, *a): self = super().__new__(cls, *a); self.born = True; return self
print(repr(Quiet(1)), str(Quiet(1)), Quiet(1).born, repr(KeyError("a")), str(KeyError("a")), str(KeyError("a", "b")), str(KeyError()), str(Exception((1, 2))), repr(Exception((1,))), repr(Exception("a\n'\"")))
