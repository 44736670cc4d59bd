# The small modules at their edges: fractions, copies, pickles, heaps, queues, selectors, forward references.
import re as _re


def scrub(text):
    return _re.sub(r'0x[0-9a-f]+', '0x..', str(text))


import os, sys, copy, copyreg, pickle, heapq, hmac, graphlib, abc, re, getpass, importlib, importlib.util, uuid, tempfile, pkgutil, selectors, queue, asyncio, fractions, math, annotationlib, posixpath, pathlib
from fractions import Fraction as Fr
from decimal import Decimal
def p(e):
    try: print(e, '->', scrub(repr(eval(e, globals()))))
    except BaseException as x: print(e, '!!', type(x).__name__, scrub(x))
for x in (Fr(22,7),Fr(math.pi),Fr(-355,113),Fr(1,3),Fr(0),Fr(10**20,3),Fr(0.1)):
    print([str(x.limit_denominator(m)) for m in (1,2,3,5,7,10,100,1000,10**6)])
for e in ["2**Fr(1,2)","2**Fr(3)","2**Fr(-3)","Fr(1,2)**Fr(1,2)","Fr(1,4).__rpow__(2.0)","2.0**Fr(2)","2.0**Fr(1,2)","(1j)**Fr(2)","(1j)**Fr(1,2)","(-8)**Fr(1,3)","0**Fr(-1)","Decimal(2)**Fr(2)","Decimal(2)**Fr(1,2)","Fr(1,2)==0.5","Fr(1,2)==float('nan')","Fr(1,2)==float('inf')","Fr(1,2)<float('inf')","Fr(1,2)>float('nan')","Fr(1,2)<0.75","Fr(1,2)==0.5+0j","Fr(1).limit_denominator(0)","Fr(2).__rpow__(3,5)","Fr(1,2)=='x'","'a'**Fr(2)"]: p(e)
for e in ["posixpath.expanduser('~')","posixpath.expanduser('~/x')","posixpath.expanduser(b'~/x')","posixpath.expanduser('~root/x')","posixpath.expanduser('~nosuch/x')","posixpath.expanduser('a~')","posixpath.expanduser('~root')","posixpath.commonpath(['/a/b','/a/c'])","posixpath.commonpath([b'a/b',b'a/c/d'])","posixpath.commonpath(['/a','b'])","posixpath.commonpath(['a',b'b'])","posixpath.commonpath([])"]: p(e)
old=os.environ.get('HOME'); os.environ['HOME']='/'; p("posixpath.expanduser('~')"); p("posixpath.expanduser('~/x')"); os.environ['HOME']=''; p("posixpath.expanduser('~')"); p("posixpath.expanduser('~/x')"); del os.environ['HOME']; p("posixpath.expanduser('~root')==posixpath.expanduser('~root')"); os.environ['HOME']='/h/'; p("posixpath.expanduser('~/x')")
FR=annotationlib.ForwardRef
class Own:
    z=5
def fn(): pass
for e in ["FR('x').evaluate()","FR('1+1').evaluate()","FR('sys').evaluate(globals=globals())","FR('sys',module='os').evaluate()","FR('z',owner=Own).evaluate()","FR('Own',owner=fn).evaluate()","FR('q',owner=fn).evaluate()","FR('x').evaluate(format=annotationlib.Format.FORWARDREF)","FR('x').evaluate(format=annotationlib.Format.STRING)","FR('pi',owner=math).evaluate()","FR(3)","FR('a b').__forward_code__","FR('x')==FR('x')","FR('x',module='m')","FR('x').__owner__","annotationlib.get_annotations(fn)","annotationlib.get_annotations(Own,eval_str=True)","annotationlib.get_annotations(3)","annotationlib.get_annotations(lambda:0)"]: p(e)
async def aq():
    q=asyncio.Queue(2); q.put_nowait(1); q.put_nowait(2)
    for f in (lambda:q.put_nowait(3),q.get_nowait,q.shutdown,lambda:q.put_nowait(1),q.get_nowait,q.get_nowait,q.task_done,q.task_done,q.task_done):
        try: print(f())
        except Exception as x: print(type(x).__name__,x)
    q=asyncio.LifoQueue(); [q.put_nowait(i) for i in range(3)]; print(q.get_nowait(), str(q)); q.shutdown(immediate=True); print(q.qsize()); await asyncio.wait_for(q.join(),1) if 0 else None
    q=asyncio.PriorityQueue(); [q.put_nowait(i) for i in (3,1,2)]; print(q.get_nowait())
    c=asyncio.Condition()
    async with c: print(await c.wait_for(lambda:5))
    q=asyncio.Queue(); q.put_nowait(1); q.put_nowait(2); q.shutdown(immediate=True); print(await q.join(), q)
asyncio.run(aq()) if 0 else asyncio.run(aq())
q=queue.LifoQueue(); q.put(1); q.put(2); print(q.queue,q.get(),q.qsize()); q=queue.PriorityQueue(); q.put(2); q.put(1); print(q.queue,q.get(),q.empty())
print(queue.Full.__mro__[1], sorted(m.name for m in pkgutil.iter_modules(importlib.__path__))[:0])
for e in ["pkgutil.get_data('nosuchpkg','x')","list(pkgutil.iter_modules('x'))","pkgutil.get_data('sys','x')","list(pkgutil.iter_importers('.x'))"]: p(e)
s=selectors.PollSelector(); r,w=os.pipe()
for e in ["s.register(-1,1)","s.register('x',1)","s.register(1.5,1)","s.get_key(99)"]: p(e)
k=s.register(r,selectors.EVENT_READ,'d'); print(k.data, s.get_key(r)==k, len(s.get_map()), r in s.get_map()); s.close(); p("s.get_key(98)")
U=uuid.UUID
for e in ["U(int=5).__getstate__()","U(int=5,version=9)","U(int=5,version=4)","pickle.loads(pickle.dumps(U(int=7)))","U(int=5,is_safe=uuid.SafeUUID.safe).__getstate__()","U('x')","U(int=-1)","copy.copy(U(int=3))","U(int=1)<U(int=2)","U(int=1)<3"]: p(e)
t=tempfile.SpooledTemporaryFile(); print(t.name,t.mode); t.rollover(); print(type(t.name)); t.close()
class L(list): pass
class Sl:
    __slots__='a','b'
class SlD:
    __slots__='a','__dict__'
class GS:
    def __getstate__(s): return {'q':1}
class SS:
    def __setstate__(s,st): s.st=st
    def __getstate__(s): return 'stt'
class Falsy:
    def __getstate__(s): return 0
    def __setstate__(s,st): s.st=st
l=L([1,[2]]); l.x=[1]; m=copy.deepcopy(l); print(m,m.x,m.x is l.x, m[1] is l[1]); m=copy.copy(l); print(m,m.x is l.x)
o=Sl(); o.a=[1]; c=copy.copy(o); d=copy.deepcopy(o); print(c.a is o.a,d.a,d.a is o.a,hasattr(c,'b'))
o=SlD(); o.a=1; o.z=2; c=copy.copy(o); print(c.a,c.z); print(copy.copy(GS()).q, copy.copy(SS()).st, copy.deepcopy(Falsy()).st)
o=GS(); o.me=o; print(vars(copy.deepcopy(o)))
class Cyc: pass
o=Cyc(); o.me=o; o.l=[o]; c=copy.deepcopy(o); print(c.me is c, c.l[0] is c)
for pr in (0,1,2,4):
    print(pickle.loads(pickle.dumps(l,pr)), pickle.loads(pickle.dumps(l,pr)).x)
    for ob in (o,): print(type(pickle.loads(pickle.dumps(ob,pr))).__name__)
for e in ["pickle.dumps(Sl(),0)","pickle.dumps(sys,0)","pickle.dumps(iter([]).__class__,0)[:5]","copyreg.pickle(int,3)","copyreg.constructor(3)","copyreg.pickle(Own,len,3)","copyreg._reconstructor(L,list,[1])","copyreg._reconstructor(Own,object,None).z","(lambda:0).__reduce_ex__(0)","object().__reduce_ex__(1)","L([1]).__reduce_ex__(0)"]:
    p(e) if 'lambda' not in e and 'object' not in e else p('type('+e+')')
for e in ["heapq.nsmallest(2,[3,1,2])","heapq.nlargest(2,[3,1,2])","heapq.nsmallest(5,[3,1,2],key=lambda x:-x)","heapq.nlargest(5,iter([3,1,2]))","heapq.nlargest(1,[])","heapq.nsmallest(0,[1])","heapq.nsmallest(-1,[1])","heapq.nlargest(2,'abc')","heapq.nsmallest(2,5)"]: p(e)
h=hmac.new(b'k',b'a','sha256'); g=h.copy(); g.update(b'b'); print(h.hexdigest()[:8],g.hexdigest()[:8],h.name,g.block_size,g.digest_size)
T=graphlib.TopologicalSorter
for e in ["list(T({1:[2],2:[3]}).static_order())","list(T().static_order())","list(T({1:[2],2:[1]}).static_order())","T(3)"]: p(e)
class A(abc.ABC):
    @abc.abstractclassmethod
    def f(cls): pass
    @abc.abstractstaticmethod
    def g(): pass
p("A()")
for e in ["re.compile('(')","re.compile('a\\n(')","re.compile(b'[')","vars(re.error('m','a\\nb',2))","vars(re.error('m'))","str(re.error('m','ab',1))","re.error('m','ab').lineno","re.error('m',pos=3).pos"]: p(e)
for k in ('LOGNAME','USER','LNAME','USERNAME'): os.environ.pop(k,None)
os.environ['LNAME']='x'; os.environ['USER']=''; print(getpass.getuser()); del os.environ['LNAME']; p("getpass.getuser()")
p("importlib.reload(3)"); p("importlib.reload(type(sys)('zz'))"); p("importlib.util.spec_from_file_location('a','/x/a.py').origin"); p("importlib.util.spec_from_file_location('a').origin" if 0 else "1")
