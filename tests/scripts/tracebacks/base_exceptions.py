# How exceptions of odd kinds print when nobody catches them.
import sys
class Quiet(Exception):
    pass
class Broken(Exception):
    def __str__(self): raise RuntimeError("no text")
class Multi(Exception):
    def __str__(self): return "line one\nline two"
class Outer:
    class Inner(Exception): pass
def local():
    class Local(Exception): pass
    return Local("in a function")
import traceback
for error in (Quiet(), Quiet("text"), Quiet(1, 2), Broken(), Multi(), Outer.Inner("qualified"), local(), KeyError("key"), KeyError(), OSError(2, "No such file", "f"), StopIteration(3), AssertionError(), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), SystemExit(4), GeneratorExit(), Exception(None), ValueError("")):
    print(traceback.format_exception_only(error))
raise Broken
