# ExceptionGroup, except*, split, subgroup, derive.
def test(raiser):
    try:
        try: raiser()
        except* ValueError as group: print("values", group.exceptions)
        except* (KeyError, OSError) as group: print("key/os", [type(e).__name__ for e in group.exceptions])
        else: print("else")
        finally: print("finally")
    except BaseException as error: print("left:", repr(error))
def group(*errors):
    def f(): raise ExceptionGroup("g", list(errors))
    return f
def plain(): raise ValueError("plain")
test(lambda: None); test(group(ValueError(1), KeyError(2), ValueError(3))); test(group(TypeError("t"), ValueError(1))); test(plain); test(group(ExceptionGroup("inner", [ValueError("deep"), OSError(1, "x")])))
def other(): raise TypeError("other")
test(other)
g = ExceptionGroup("top", [ValueError("a"), ExceptionGroup("sub", [TypeError("b"), ValueError("c")])])
print(g, repr(g), g.message, g.exceptions, g.subgroup(ValueError), g.split(TypeError), g.subgroup(lambda e: "c" in str(e)), g.split(OSError)[0], isinstance(g, Exception))
b = BaseExceptionGroup("b", [KeyboardInterrupt()]); print(type(b).__name__, type(BaseExceptionGroup("b", [ValueError()])).__name__, b.derive([ValueError()]))
try:
    try: raise ExceptionGroup("x", [ValueError("v")])
    except* ValueError: raise KeyError("new")
except BaseException as error: print(repr(error), repr(error.__context__))
try:
    try: raise ExceptionGroup("x", [ValueError("v"), TypeError("t")])
    except* ValueError as e: raise
except ExceptionGroup as error: print(repr(error))
class MyGroup(ExceptionGroup):
    def derive(self, errors): return MyGroup("derived " + self.message, errors)
print(repr(MyGroup("m", [ValueError(1), TypeError(2)]).split(ValueError)))
for source in ("try: pass\nexcept* ExceptionGroup: pass", "try: 1/0\nexcept* ExceptionGroup: pass", "try: 1/0\nexcept* 5: pass", "for i in 1,:\n try: pass\n except* ValueError: break", "try: pass\nexcept ValueError: pass\nexcept* KeyError: pass", "try: pass\nexcept*: pass"):
    try: exec(source); print("fine")
    except Exception as error: print(type(error).__name__, error)
e = ExceptionGroup("noted", [ValueError(1)]); e.add_note("n"); print(e.split(ValueError)[0].__notes__)
