# Weak sets, dictionaries, methods and finalizers at the edges.
import re as _re


def scrub(text):
    return _re.sub(r'0x[0-9a-f]+', '0x..', str(text))


import weakref, copy, gc, pickle
from weakref import *
class O:
    def __init__(s,n): s.n=n
    def __repr__(s): return f'O{s.n}'
    def m(s): return s.n
    def __lt__(s,o): return s.n<o.n
    def __deepcopy__(s,memo): return s if s.n<100 else O(s.n)
a,b,c=O(1),O(2),O(3)
def p(e):
    try: print(e, '->', scrub(eval(e, globals())))
    except Exception as x: print(e, '!!', type(x).__name__, scrub(x))
S=WeakSet
s=lambda x: sorted(x)
for e in ["s(S([a,b])|[c])","s(S([a,b])&[b,c])","s(S([a,b])-[b])","s(S([a,b])^[b,c])","S([a])<=[a,b]","S([a])<[a,b]","S([a])>=S([a])","S([a,b])>[a]","S([a])==S([a])","S([a])==3","S([a])!=S([b])","len(S([a]))","a in S([a])","3 in S([a])","S([3])","S().pop()","S([a]).pop()","S([a]).remove(b)","S([a]).discard(b)","S([a]).isdisjoint([b])","s(S([a]).copy())","S.__ior__.__name__","hash(S())","S[int]","S([a])|3","S([a]).issubset([a])","S([a]).issuperset(3)","s(S([a,b]).symmetric_difference([a]))","s(S([a,b]).union([c],))","WeakValueDictionary(x=a)['x']","WeakValueDictionary({1:a})|{2:b}","s((WeakValueDictionary({1:a})|{2:b}).items())","s(({2:b}|WeakValueDictionary({1:a})).items())","WeakValueDictionary({1:a})|3","WeakValueDictionary(None)","WeakValueDictionary([(1,a)],z=b)['z']","WeakKeyDictionary({a:1})[a]","WeakKeyDictionary({a:1})|{b:2}","list((WeakKeyDictionary({a:1})|{b:2}).items())","list(({b:2}|WeakKeyDictionary({a:1})).items())","WeakKeyDictionary({a:1})[b]","WeakKeyDictionary({a:1})[3]","3 in WeakKeyDictionary()","WeakKeyDictionary({a:1}).get(b,5)","WeakKeyDictionary({a:1}).pop(a)","WeakKeyDictionary().pop(a)","WeakKeyDictionary().setdefault(a,4)","WeakValueDictionary().pop(1)","WeakValueDictionary().pop(1,2)","WeakValueDictionary({1:a}).setdefault(1,b)","WeakValueDictionary().setdefault(1,b)","WeakValueDictionary().popitem()","WeakKeyDictionary().popitem()","list(copy.deepcopy(WeakKeyDictionary({a:[1]})).items())","list(copy.deepcopy(WeakValueDictionary({(1,):a})).items())","list(copy.copy(WeakValueDictionary({1:a})).items())","WeakValueDictionary({1:3})","WeakMethod(a.m)==WeakMethod(a.m)","WeakMethod(a.m)!=WeakMethod(a.m)","WeakMethod(a.m)==3","WeakMethod(a.m)!=3","WeakMethod(a.m)==WeakMethod(b.m)","WeakMethod(3)","WeakMethod(a.m)()()","hash(WeakMethod(a.m))==hash(weakref.ref(a))","len(WeakKeyDictionary({a:1}).keyrefs())","len(WeakValueDictionary({1:a}).valuerefs())","WeakKeyDictionary({a:1}).update({b:2},c=3)","WeakKeyDictionary({a:1}).update([(b,2)])","WeakKeyDictionary({a:1})=={a:1}","WeakKeyDictionary().update(3)"]: p(e)
x=S([a,b]); x-=x; print(len(x)); x=S([a,b]); x^=x; print(len(x)); x=S([a]); x|=[b]; x&=[b]; print(s(x))
w=WeakValueDictionary(); k=WeakKeyDictionary(); t=O(9); w['t']=t; k[t]=1; ws=S([t]); del t; gc.collect(); print(len(w),len(k),len(ws),list(w),list(k),list(ws))
t=O(8); f=finalize(t,print,'bye',8,sep='-'); print(f.alive,f.peek()[1:],f.atexit); f.atexit=False; print(f.atexit); print(repr(f)[:9], 'for' in repr(f)); del t; gc.collect(); print(f.alive,f(),f.peek(),f.detach(),f.atexit, 'dead' in repr(f)); f.atexit=True; print(f.atexit)
g=finalize(a,lambda *q:q,1); print(g()); print(g()); g=finalize(a,print,1); print(g.detach(), g.detach()); h=finalize(a,print,'at exit',end='!\n'); h2=finalize(b,print,'first'); h3=finalize(c,print,'never'); h3.atexit=False
try: finalize()
except TypeError as e: print(e)
m=O(5); wm=WeakMethod(m.m,lambda r: print('gone',r is wm)); wm2=WeakMethod(m.m); del m; gc.collect(); print(wm(),wm==wm2,wm==wm,wm!=wm2)
