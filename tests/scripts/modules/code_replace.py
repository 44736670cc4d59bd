# code.replace: other names, lines and constants.
def f(a, b=2):
    """doc"""
    x = a + b
    return x, y
def g(): return f
c = f.__code__
d = c.replace(co_name='renamed', co_qualname='Q.renamed', co_filename='other.py', co_firstlineno=100)
print(d.co_name, d.co_qualname, d.co_filename, d.co_firstlineno, d == c, c.replace() == c, hash(c.replace()) == hash(c))
import types
y = 7
h = types.FunctionType(d, globals(), 'h', (5,))
print(h(1), h.__name__, h.__qualname__, h.__code__.co_name)
print([l - d.co_firstlineno for s, e, l in d.co_lines() if l and l > d.co_firstlineno], [l - c.co_firstlineno for s, e, l in c.co_lines() if l and l > c.co_firstlineno])
e = c.replace(co_consts=tuple(100 if k == 'doc' else k for k in c.co_consts))
print(types.FunctionType(e, globals()).__doc__)
n = c.replace(co_names=tuple('z' if k == 'y' else k for k in c.co_names))
z = 'zed'
print(types.FunctionType(n, globals())(1, 2))
v = c.replace(co_varnames=('p', 'q', 'r'))
print(types.FunctionType(v, globals())(p=1, q=2))
for kw in [dict(co_name=5), dict(co_consts=[1]), dict(co_argcount=-1), dict(co_argcount='a'), dict(co_varnames=('a',)), dict(co_names=(1,)), dict(co_filename=b'x'), dict(co_firstlineno='a'), dict(co_qualname=None), dict(co_firstlineno=-1)]:
    try: print(kw, type(c.replace(**kw)).__name__)
    except Exception as ex: print(kw, type(ex).__name__, ex)
try: c.replace(1)
except TypeError as ex: print(ex)
import copy
print(copy.replace(c, co_name='cp').co_name)
outer = compile('def inner(): return 1\nclass A: pass', 'm', 'exec')
new = outer.replace(co_consts=tuple(k.replace(co_name='changed') if hasattr(k, 'co_name') and k.co_name == 'inner' else k for k in outer.co_consts))
ns = {}
exec(new, ns); print(ns['inner'].__code__.co_name, ns['inner'].__name__)
exec(compile('print(__file__)', 'a', 'exec').replace(co_filename='b'), {'__file__': 1})
try: exec(compile('1/0', 'a', 'exec').replace(co_filename='bb', co_name='nm'))
except ZeroDivisionError as ex:
    tb = ex.__traceback__.tb_next
    print(tb.tb_frame.f_code.co_filename, tb.tb_frame.f_code.co_name)
def gen(): yield 1
print(next(types.FunctionType(gen.__code__.replace(co_name='x'), {})()))
k = (lambda: 1).__code__
print({c: 1}[c.replace()], k == (lambda: 1).__code__)
f.__code__ = g.__code__
print(f() is f)
