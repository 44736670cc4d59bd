# Containers and their ABCs at the edges: mixin methods, hooks, operators, comparisons, refusals.
from collections import *
import collections, collections.abc as abc, copy, pickle
def t(e):
    try: r=eval(e); print(e, type(r).__name__, repr(r))
    except Exception as x: print(e, type(x).__name__, x)
c=ChainMap({'a':1},{'b':2,'a':3})
class W(UserDict):
    def __setitem__(self,k,v): print('set',k,v); super().__setitem__(k,v)
    def __missing__(self,k): return 'miss'
w=W(a=1,b=2); w.x=5
C=Counter
for e in ["c.pop('b')","c.pop('zz',4)","c.popitem()","c.popitem()","c.pop('b')","c.__delitem__('b')","list(c)","len(c)","c.new_child()","c.new_child({1:2},z=3)","c.parents","c|{'q':1}","{'q':1}|c","c|3","c.fromkeys('ab',1)","bool(c)","c.copy()","ChainMap()","c==dict(c)","c['no']","c.get('no',7)",
 "w.copy().x","w.copy()","copy.copy(w)","w['q']","w|{'z':1}","{'z':1}|w","w|3","W.fromkeys('ab')","w.pop('a')","w.setdefault('n',9)","w.popitem()","w.clear()","w", "w|UserDict(k=1)","3|w",
 "UserList(UserString('ab'))[0].__class__","UserList([1])+UserString('ab')","UserList([1,2])==[1,2]","UserList([1])<UserString('a')","UserList((1,2)).copy()","copy.copy(UserList([1]))","UserList([1]).extend(UserList([2]))","UserList([3,4]).index(4,0,2)","UserList([1])*2","2*UserList([1])","UserList([1]).pop(5)","UserList([1]).remove(5)","hash(UserList())","(1,)+UserList([2])",
 "hash(UserString('a'))==hash('a')","UserString('abc').index('z')","UserString.__lt__.__qualname__, UserList.append.__qualname__, UserString.__len__.__name__","pickle.loads(pickle.dumps(UserString('ab')))",
 "C('abca')+C('ab')","C('abca')-C('abz')","C('abca')|C('abz')","C('abca')&C('abz')","+C(a=-1,b=2)","-C(a=-1,b=2)","C('ab')<=C('abb')","C('ab')<C('ab')","C('ab')<3","C('ab')!=C('ab')","C('ab')!=3","C('ab')==3","C(a=0)==C()","C('a')>=C('b')","C('a')>C()","C('a')+3","C(1,2)","C(a='x',b=1)","C([1],a=2)","C('abc').subtract('aab')","C.__add__.__name__,C.__le__.__qualname__","C('a').__iadd__(C('ab'))","C('a').__isub__(C('ab'))","C('a').__ior__(C('abb'))","C('aa').__iand__(C('abb'))","C('a').__ior__(3)", "C('aab').most_common(1)","C.fromkeys('a')","pickle.loads(pickle.dumps(C('aa')))","C('a').update([1],[2])","C(a=1).update({'a':2})",
 "namedtuple('A','a b a')","namedtuple('A','a b a',rename=True)._fields","namedtuple('A','class')","namedtuple('1','a')","namedtuple('A','_a')","namedtuple('A','_a def 1',rename=True)._fields","namedtuple('A','a b',defaults=(1,2,3))","namedtuple('A','a b',defaults=(1,))(3)","namedtuple('A','a b',defaults=(1,))._field_defaults","namedtuple('A','a b',defaults=())._field_defaults","namedtuple('A','a b')(1)","namedtuple('A','a b')(1,2)._replace(c=3)","namedtuple('A','a b')._make([1])","list(vars(namedtuple('A','a b')))",
]: t(e)
# abc
class L(abc.MutableSequence):
    def __init__(s,*a): s.l=list(a)
    def __getitem__(s,i): return s.l[i]
    def __setitem__(s,i,v): s.l[i]=v
    def __delitem__(s,i): del s.l[i]
    def __len__(s): return len(s.l)
    def insert(s,i,v): s.l.insert(i,v)
    def __repr__(s): return f'L{s.l}'
class S(abc.MutableSet):
    def __init__(s,a=()): s.d=dict.fromkeys(a)
    def __contains__(s,x): return x in s.d
    def __iter__(s): return iter(list(s.d))
    def __len__(s): return len(s.d)
    def add(s,x): s.d[x]=1
    def discard(s,x): s.d.pop(x,None)
    def __repr__(s): return f'S{list(s.d)}'
class M(abc.MutableMapping):
    def __init__(s,*a,**k): s.d=dict(*a,**k)
    def __getitem__(s,k): return s.d[k]
    def __setitem__(s,i,v): s.d[i]=v
    def __delitem__(s,i): del s.d[i]
    def __len__(s): return len(s.d)
    def __iter__(s): return iter(s.d)
    def __repr__(s): return f'M{s.d}'
class K:
    def keys(s): return 'ab'
    def __getitem__(s,k): return k*2
def do(x,f): r=f(x); return x,r
nan=float('nan')
for e in ["do(L(1,2,3),lambda l:l.reverse())","do(L(1,2),lambda l:l.extend(l))","do(L(1,2),lambda l:l.pop())","do(L(1,2),lambda l:l.clear())","L(1,2,1).index(1,1)","L(1,2,1).index(1,-1)","L(1,2).index(5)","L(1,2,3).index(3,0,-1)","L(1,2,3).index(3,0,100)","L(nan).index(nan)","nan in L(nan)","L(1,1).count(1)","list(reversed(L(1,2)))","do(L(1,2),lambda l:l.remove(2))","do(L(1),lambda l:l.__iadd__([5]))","L().pop()",
 "S('ab')|'c'","S('ab')&'bc'","S('ab')-'b'","'bz'-S('ab')","S('ab')^'bc'","'bc'^S('ab')","S('ab')|3","S('ab')<=S('abc')","S('ab')<S('ab')","S('ab')>S('a')","S('a')>={'a'}","S('a')=={'a'}","S('a')<3","S('a')==3","S('a').isdisjoint('b')","S('a').remove('z')","S().pop()","do(S('ab'),lambda s:s.pop())","do(S('ab'),lambda s:s.clear())","do(S('ab'),lambda s:s.__ixor__(s))","do(S('ab'),lambda s:s.__isub__(s))","do(S('ab'),lambda s:s.__ixor__('bc'))","do(S('ab'),lambda s:s.__iand__('bc'))","do(S('ab'),lambda s:s.__ior__('bc'))","do(S('ab'),lambda s:s.__isub__('bc'))","S('ab')._hash()==hash(frozenset('ab'))","hash(S())","S('a')&3","{'a'}|S('b')",
 "M(a=1).get('a')","M(a=1).get('z',2)","'a' in M(a=1)","M(a=1)=={'a':1}","M()==3","M(a=1).keys()","M(a=1).items()","list(M(a=1).values())","1 in M(a=1).values()","('a',1) in M(a=1).items()","('a',2) in M(a=1).items()","('z',2) in M(a=1).items()","3 in M(a=1).items()","sorted(M(a=1).keys()|{'b'})","M(a=1).keys()&['a']","M(a=1).items()-[('a',1)]","do(M(a=1),lambda m:m.pop('a'))","M().pop('a')","M().pop('a',3)","M().popitem()","do(M(a=1),lambda m:m.popitem())","do(M(a=1),lambda m:m.clear())","do(M(),lambda m:m.update(K()))","do(M(),lambda m:m.update([(1,2)],z=3))","do(M(),lambda m:m.update({1:2}))","do(M(),lambda m:m.update(M(q=1),self=4))","M().update([(1,2,3)])","M().update(3)","do(M(),lambda m:m.setdefault('a',4))","do(M(a=1),lambda m:m.setdefault('a',4))","reversed(M())","M().update([1])","abc.MappingView({})","abc.KeysView([1])",
 "abc.Callable[[int,str],bool]","abc.Callable[...,int]","abc.Callable[int,str]","abc.Callable[int]","pickle.loads(pickle.dumps(abc.Callable[[int],str]))","pickle.loads(pickle.dumps(abc.Callable[...,str]))","issubclass(int,abc.Hashable)","issubclass(list,abc.Hashable)","isinstance([],abc.Iterable)","issubclass(dict,abc.Reversible)","issubclass(M,abc.Reversible)","issubclass(type(lambda:0),abc.Callable)","issubclass(K,abc.Collection)","abc.Hashable.__subclasshook__(int)","abc.Sequence.__subclasshook__(int)","abc.Hashable()","abc.Set()","abc.Sized.__abstractmethods__","abc.MutableSequence()","abc.Hashable.__subclasshook__","abc.Callable[[int],str][()]", "abc.Iterable[int]","abc.Set[int]","abc.Hashable[int]","abc.Sized[int]","abc.ItemsView[int,str]","abc.Generator[int]","abc.Iterator[int]",
]: t(e)
import typing
T=typing.TypeVar('T'); P=typing.ParamSpec('P')
print(abc.Callable[[T],int][str], abc.Callable[P,int][[str,int]], abc.Callable[P,T][...,int], abc.Callable[typing.Concatenate[int,P],int][[str]], abc.Callable[P,int][P])
class G(abc.Generator):
    def send(s,v): return v
    def throw(s,t,v=None,tb=None): print('throw',t,v); super().throw(t,v,tb)
g=G(); print(next(g),g.close()); 
try: g.throw(ValueError,'x'); 
except Exception as e: print(repr(e))
class G2(G):
    def throw(s,*a): return 1
t("G2().close()"); 
class Co(abc.Coroutine):
    def send(s,v): return v
    def throw(s,*a): return 1
    def __await__(s): yield 1
t("Co().close()")
import asyncio
class AG(abc.AsyncGenerator):
    async def asend(s,v): return v
    async def athrow(s,*a): return 1
async def main():
    a=AG(); print(await a.__anext__(), aiter(a) is a)
    try: await a.aclose()
    except RuntimeError as e: print(e)
    class B(AG):
        async def athrow(s,t,v=None,tb=None): await abc.AsyncGenerator.athrow(s,t,v,tb)
    print(await B().aclose())
asyncio.run(main())
for n in abc.__all__:
    if n!='ByteString':
        k=getattr(abc,n); print(n,k.__bases__,sorted(k.__abstractmethods__),sorted(x for x in vars(k) if x not in('__doc__','__firstlineno__','__static_attributes__','_abc_impl','__abc_tpflags__','__annotate_func__','__annotations_cache__') and not (x[0] == '_' != x[1])), k.__slots__)
