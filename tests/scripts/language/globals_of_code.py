# Which globals and builtins code sees: functions made of others' code, plain dicts that hide builtins, mappings with __missing__.
import types
def f(): return list, len
f(); f()
print(types.FunctionType(f.__code__, {'list': 5, 'len': 6})())
print(eval(f.__code__, {'list': 5, 'len': 6}))
print(f())
def g():
    def h(): return list
    return h
g()()
h = types.FunctionType(g.__code__, {'list': 5})()
print(h())
exec(g.__code__, {'list': 7})
def k(): 
    class A: x = list
    return A.x, [list for i in range(1)], (lambda: list)(), *(list for _ in range(1))
print(k(), types.FunctionType(k.__code__, {'list': 5, '__name__': 'm'})())
def f(): return list
exec("print(list)", {'list': 5})
exec("def g(): return list\nprint(g())", {'list': 5})
ns = {}
exec("def g(): return list\nprint(g())", ns)
ns['list'] = 6
print(ns['g']())
ns.update(list=7); print(ns['g']())
def h(): return len
h()
globals()['len'] = 4; print(h())
globals().pop('len'); print(h())
globals().update(len=3); print(h()); del len; print(h())
globals().setdefault('len', 9); print(h())
globals().clear
class D(dict):
    def __missing__(self, k): return 'M' + k
d = D()
print(types.FunctionType(f.__code__, d)(), eval('zork', d) if 0 else '')
print(eval('list', {'__builtins__': {'list': 3}}))
try: eval('list', {'__builtins__': {}})
except NameError as e: print(e)
class B(dict):
    def __missing__(self, k): return 'B' + k
print(eval('zork', {'__builtins__': B()}))
print(eval('(lambda: zork)()', {'__builtins__': B()}))
print(eval('(lambda: zork)()', D()))
try: print(eval('zork', D()))
except NameError as e: print(e)
print(eval('zork', {}, D()))
try:exec('class A: pass', {'__builtins__': {}})
except NameError as e: print(e)
try:exec('import sys', {'__builtins__': {}})
except ImportError as e: print(e)
