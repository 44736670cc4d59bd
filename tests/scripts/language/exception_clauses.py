# except*
def t(f):
    try: return f()
    except BaseException as e: print(type(e).__name__, e, getattr(e, 'exceptions', None))
def a():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as e: print('v', e.exceptions)
    except* (TypeError, KeyError) as e: print('tk', e.exceptions)
    else: print('else')
    finally: print('fin')
t(a)
def b():
    try: raise ValueError(5)
    except* ValueError as e: print(repr(e))
t(b)
def c():
    try: raise ExceptionGroup('g', [ValueError(1), OSError(2)])
    except* ValueError: raise KeyError('new')
t(c)
def d():
    try: raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [OSError(2), ValueError(3)])])
    except* ValueError: pass
t(d)
def e():
    try: raise ExceptionGroup('g', [ValueError(1)])
    except* ExceptionGroup: pass
t(e)
def f():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError: raise
t(f)
def g():
    for i in range(2):
        try: raise ExceptionGroup('g', [ValueError(i)])
        except* ValueError: print('loop', i)
t(g)
def h():
    try: pass
    except* ValueError: print('x')
    else: print('else')
t(h)
def i():
    try: raise BaseExceptionGroup('b', [KeyboardInterrupt(), ValueError()])
    except* KeyboardInterrupt as e: print(repr(e))
t(i)
for s in ['try: pass\nexcept* ValueError: pass\nexcept TypeError: pass','try: pass\nexcept*: pass','for x in y:\n try: pass\n except* V: break','def f():\n try: pass\n except* V: return','while 1:\n try: pass\n except* V: continue','try: pass\nexcept A, B: pass','try: pass\nexcept A, B as c: pass', 'try: pass\nexcept* A, B: pass', 'def f():\n try: pass\n finally: return 1', 'for x in y:\n try: pass\n finally: break']:
    import warnings
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: compile(s, 's', 'exec'); print('ok', [str(x.message) for x in w])
        except SyntaxError as e: print(e.msg, e.lineno, e.offset)
eg = ExceptionGroup('m', [ValueError(1), ExceptionGroup('n', [TypeError(2)])])
print(eg.split(ValueError), eg.subgroup(TypeError), eg.derive([OSError()]), eg.split(lambda e: isinstance(e, TypeError)))
print(repr(eg), str(eg), eg.message, eg.exceptions)
try: ExceptionGroup('x', [])
except ValueError as e: print(e)
try: ExceptionGroup('x', [KeyboardInterrupt()])
except TypeError as e: print(e)
try: ExceptionGroup('x', 5)
except TypeError as e: print(e)
try: ExceptionGroup(5, [ValueError()])
except TypeError as e: print(e)
try: ExceptionGroup('x', [5])
except ValueError as e: print(e)
print(type(BaseExceptionGroup('x', [ValueError()])).__name__)
e = ValueError('q'); e.add_note('n1'); e.add_note('n2'); print(e.__notes__)
try: e.add_note(5)
except TypeError as x: print(x)
def ctx():
    try:
        try: 1/0
        except ZeroDivisionError as e: raise ValueError from None
    except ValueError as e: print(e.__cause__, repr(e.__context__), e.__suppress_context__)
    try:
        try: 1/0
        except ZeroDivisionError as e: raise ValueError from e
    except ValueError as e: print(repr(e.__cause__), e.__cause__ is e.__context__)
    try: raise ValueError from 5
    except TypeError as e: print(e)
    try: raise 5
    except TypeError as e: print(e)
    try: raise
    except RuntimeError as e: print(e)
    try:
        try: raise ValueError
        except 5: pass
    except TypeError as e: print(e)
    try: raise ValueError from KeyError
    except ValueError as e: print(repr(e.__cause__))
    class NE(Exception):
        def __new__(cls): return 5
    try: raise NE
    except TypeError as e: print(e)
    try:
        raise ValueError
    except ValueError as e: pass
    try: e
    except UnboundLocalError as x: print(x)
ctx()
