# __builtins__ of globals may be anything, is looked at when a function is made, and need not have all that statements ask for.
import types, builtins
def t(label, fn):
    try: r=fn(); print(label,'ok',r)
    except BaseException as e: print(label,type(e).__name__, e)
class M:
    def __getitem__(self,k):
        print('get',k)
        if k in ('len','print'): return getattr(builtins,k)
        raise KeyError(k)
class MD(dict):
    def __missing__(self,k): return 'missing '+k
mod=types.ModuleType('mymod'); mod.len=lambda x:'mylen'
class NoGet: pass
cases=dict(none=None,num=5,mapping=M(),module=mod,empty={},md=MD(),noget=NoGet(),lst=[1],real=builtins.__dict__,realmod=builtins)
codes=['len("ab")','nope','__builtins__ is B','print("hi")']
for k,b in cases.items():
    for c in codes:
        t((k,c), lambda: eval(c,{'__builtins__':b,'B':b}))
    t((k,'import'), lambda: exec('import sys',{'__builtins__':b}))
    t((k,'from'), lambda: exec('from sys import path',{'__builtins__':b}))
    t((k,'class'), lambda: exec('class A: pass',{'__builtins__':b}))
    t((k,'def'), lambda: exec('def f(): return len("ab")\nr=f()',{'__builtins__':b}))
    t((k,'assert'), lambda: exec('assert 0',{'__builtins__':b}))
    t((k,'super'), lambda: exec('super()',{'__builtins__':b}))
    g={'__builtins__':b}
    f=types.FunctionType((lambda: len('ab')).__code__, g)
    t((k,'fb'), lambda: f.__builtins__ is b or type(f.__builtins__).__name__)
    t((k,'call'), f)
    g['__builtins__']={'len':lambda x:'changed'}
    t((k,'changed'), f)
    del g['__builtins__']
    t((k,'deleted'), f)
g={}
f=types.FunctionType((lambda: len('ab')).__code__, g)
print(f.__builtins__ is builtins.__dict__, g)
t('x',f)
g['__builtins__']={}
t('x',f)
exec('def f(): return len("ab")\ndef fb(): import sys; return sys._getframe().f_builtins',g:={'__builtins__':{'len':len,'__import__':__import__}})
t('f',g['f'])
print(g['fb']() is g['__builtins__'])
g['__builtins__']={'len':lambda x:'second'}
t('f',g['f'])
exec('def f2(): return len("ab")\nr=f2(),f()',g)
print(g['r'])
print(f.__builtins__ is g['__builtins__'])
g={}
exec('1',g); print(type(g['__builtins__']), g['__builtins__'] is builtins)
try: f.__builtins__=1
except Exception as e: print(type(e),e)
# __import__ replaced
def imp(name,*a): return 'imported '+name
exec('import a.b as c\nimport x\nprint(x)',{'__builtins__':{'__import__':imp,'print':print}})
exec('class A: pass\nprint(A)',{'__builtins__':{'__build_class__':lambda f,*a: ('built',a),'print':print}})
t('imp notcall',lambda: exec('import x',{'__builtins__':{'__import__':5}}))
t('bc notcall',lambda: exec('class x: pass',{'__builtins__':{'__build_class__':5}}))
def gen():
    yield len
def h():
    return eval('len("ab")'), eval('__builtins__', {}) is builtins
exec('def h(): return eval("len")\ndef k(): return eval("len",{})\ndef m(): exec("def z(): return len"); return locals()["z"]()',g:={'__builtins__':{'len':7,'eval':eval,'exec':exec,'locals':locals}})
t('h',g['h']);t('k',g['k']);t('m',g['m'])
exec('def h(): return eval("len",{})',g:={'__builtins__':{'len':7,'eval':eval,'exec':exec,'locals':locals}})
t('h',g['h'])
exec('def h(): d={};eval("1",d); return d["__builtins__"]',g:={'__builtins__':{'len':7,'eval':eval,'exec':exec,'locals':locals}})
t('h',lambda: g['h']() is g['__builtins__'])
exec('lambda: 1',g:={'__builtins__':{}})
import sys
exec('class A:\n x=len\n def f(self): return len\nr=A.x,A().f()',g:={'__builtins__':{'len':7,'__build_class__':__build_class__}, '__name__':'n'})
print(g['r'])
# a module's own namespace: one code, functions made before and after
mod = types.ModuleType('m')
exec('def make():\n  def f():\n    return len("abc")\n  return f\na = make()', mod.__dict__)
mod.__builtins__ = {'len': lambda x: 'other'}
mod.b = mod.make()
print(mod.a(), mod.b(), mod.a(), types.FunctionType(mod.b.__code__, mod.__dict__)(), mod.b.__builtins__ is mod.__builtins__)
exec('def f2():\n  global n\n  n = 1\n  return n, len("")\nr = [f2() for i in (1, 2)]', mod.__dict__)
print(mod.r, mod.n)
import json
print(type(json.__builtins__).__name__, json.__builtins__ is builtins.__dict__)
