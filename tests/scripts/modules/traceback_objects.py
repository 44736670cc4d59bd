"""traceback: entries, summaries and exceptions as data."""
import traceback, sys
from traceback import FrameSummary, StackSummary, TracebackException
f = FrameSummary('f.py', 3, 'fn', line='  x = 1\n y', locals={'a': 1, 'b': [2]}, colno=2, end_colno=5, end_lineno=4)
print(f, list(f), f[0], f[-1], f[1:3], len(f), f.line, f.locals, f.end_lineno, f.colno, f.end_colno, f == ('f.py', 3, 'fn', 'x = 1'), f == ('f.py', 3, 'fn', 'z'), f == FrameSummary('f.py', 3, 'fn', line='other', locals={'a': 1, 'b': [2]}), f == FrameSummary('f.py', 3, 'fn'), f == 3, f != f)
try: f[9]
except IndexError as e: print(e)
g = FrameSummary('nowhere.py', 3, 'fn'); print(repr(g.line), list(g), FrameSummary('x', None, 'y').line, FrameSummary(__file__, 1, 'y').line, FrameSummary(__file__, 1, 'y', lookup_line=False).line)
s = StackSummary.from_list([f, ('a.py', 1, 'n', 'code'), ['b.py', 2, 'm', None]]); print(s, s.format(), [x.line for x in s], type(s).__name__)
for bad in ([('a', 1)], [3], [('a', 1, 2, 3, 4)]):
    try: print(StackSummary.from_list(bad))
    except Exception as e: print(type(e).__name__)
class M(type): pass
class E(Exception):
    @property
    def __notes__(self): raise KeyError('notes')
class B(Exception):
    def __str__(self): raise ValueError
class N(Exception): __module__ = 3
def deep(n):
    if n: deep(n - 1)
    else: raise E('deep')
for make in (lambda: deep(6), lambda: (_ for _ in ()).throw(B()), lambda: exec('a b c'), lambda: compile('x = (', 'f', 'exec'), lambda: (_ for _ in ()).throw(N(1)), lambda: 1/0, lambda: [].foo):
    try: make()
    except BaseException as e:
        t = TracebackException.from_exception(e); u = TracebackException.from_exception(e)
        print(t == u, t == 3, str(t), t.exc_type_str, t.exc_type_qualname, t.exc_type_module, t.__notes__, t._is_syntax_error if hasattr(t, '_is_syntax_error') else 0, len(t.stack))
        print(list(t.format_exception_only()))
        if isinstance(e, SyntaxError): print(t.filename, t.lineno, t.end_lineno, t.text, t.offset, t.end_offset, t.msg)
        print(traceback.extract_tb(e.__traceback__, limit=-1)[0].line, traceback.extract_tb(e.__traceback__, limit=0))
t = TracebackException(None, None, None); print(t.exc_type_str, t.exc_type_qualname, list(t.format()))
import traceback
for a in [(None, None, None), (ValueError, None, None), (None, ValueError(1), None)]:
    try: print(list(traceback.TracebackException(*a).format()))
    except Exception as e: print(type(e), e)
    try: print(traceback.format_exception(*a))
    except Exception as e: print(type(e), e)
    try: print(traceback.format_exception_only(a[0], a[1]))
    except Exception as e: print(type(e), e)
try: traceback.print_exception(None, None, None)
except Exception as e: print(e)
print(repr(traceback.format_exc()))

# what an exception alone says of what was meant
class Near:
    blech = 1

    def method(self):
        return blech


def forgot():
    return sys_ if False else sysconfig


for failing in (forgot, lambda: pritn, lambda: Near.bleh, lambda: Near().__iter_, Near().method):
    try:
        failing()
    except Exception as error:
        print(*traceback.format_exception_only(error), end="")
        print(*traceback.format_exception_only(type(error), error), end="")
        print(*traceback.TracebackException.from_exception(error).format_exception_only(), end="")
print(*traceback.format_exception_only(NameError, NameError("no name")), *traceback.format_exception_only(NameError, None), end="")
