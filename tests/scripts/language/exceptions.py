# Raising, catching, finally, else, chaining, and what an exception carries.
def show(error):
    print(f"{type(error).__name__}{error.args} cause={error.__cause__!r} context={error.__context__!r} hide={error.__suppress_context__}")

try:
    raise ValueError("a", 1)
except ValueError as e:
    show(e)
try:
    raise KeyError
except LookupError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise RuntimeError("second")
except RuntimeError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError as first:
        raise RuntimeError("because") from first
except RuntimeError as e:
    show(e)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise RuntimeError("hidden") from None
except RuntimeError as e:
    show(e)

# The name is deleted after the handler.
try:
    e
except NameError as error:
    print(error)

def flow(what):
    trace = []
    try:
        trace.append("try")
        if what == "raise": raise ValueError
        if what == "return": return trace
        trace.append("end")
    except ValueError:
        trace.append("except")
    else:
        trace.append("else")
    finally:
        trace.append("finally")
    trace.append("after")
    return trace
print(flow("raise"), flow("return"), flow("none"))

def loop():
    out = []
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            out.append(i)
        finally:
            out.append(f"f{i}")
    return out
print(loop())

def in_order(error):
    try:
        raise error
    except (TypeError, KeyError) as e:
        return "tuple", str(e)
    except OSError:
        return "os"
    except Exception as e:
        return "other", type(e).__name__
print(in_order(KeyError("k")), in_order(FileNotFoundError(2, "no")), in_order(IndexError()), in_order(TypeError("t")))

def reraise():
    try:
        [][1]
    except IndexError:
        raise
try:
    reraise()
except IndexError as e:
    print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)

class Custom(Exception):
    def __init__(self, code, message="default"):
        super().__init__(message)
        self.code = code
    def __str__(self): return f"[{self.code}] {self.args[0]}"
try:
    raise Custom(7)
except Custom as e:
    print(e, repr(e), e.code)
    e.add_note("a note")
    e.add_note("another")
    print(e.__notes__)

def wrong(statement):
    try:
        exec(statement)
    except Exception as e:
        print(f"{type(e).__name__}: {e}")
wrong("raise 5")
wrong("raise")
wrong("raise ValueError('x') from 5")
wrong("raise int")
wrong("assert False")
wrong("assert 1 > 2, ('why', 3)")
wrong("""
try: raise ValueError
except 5: pass
""")
wrong("ValueError().add_note(3)")
wrong("raise ValueError from TypeError('c')")

try:
    try:
        raise ValueError("one")
    finally:
        raise TypeError("two")
except TypeError as e:
    show(e)
try:
    try:
        raise ValueError("inner")
    except ValueError as inner:
        try:
            raise KeyError("deep")
        except KeyError:
            pass
        print("still", inner)
        raise
except ValueError as e:
    show(e)

def nested():
    try:
        try:
            raise ValueError("v")
        except ValueError:
            try:
                raise TypeError("t")
            except TypeError as t:
                raise OSError("o") from t
    except OSError as e:
        while e is not None:
            print(repr(e), end=" <- ")
            e = e.__context__
        print()
nested()
e = OSError(2, "No such file", "name.txt")
print(e, e.errno, e.strerror, e.filename, type(e).__name__, repr(e))
print(repr(StopIteration(5).value), SystemExit(3).code, UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"))
print(ValueError("a") == ValueError("a"), BaseException.__subclasses__.__name__, str(KeyError("q")), str(ValueError(1, 2)), str(ValueError()))
print(issubclass(KeyError, LookupError), issubclass(OSError, Exception), IOError is OSError, issubclass(KeyboardInterrupt, Exception))
e = ValueError("w").with_traceback(None)
print(e.__traceback__)
