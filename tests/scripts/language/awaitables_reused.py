# The awaitables of asynchronous generators, of anext() with a default, and of coroutines: their types, and what they do when used again.
import warnings; warnings.simplefilter('ignore')
import types, inspect
def t(label, fn):
    try: r=fn(); print(label,'ok',r if not hasattr(r,'__await__') else type(r).__name__)
    except BaseException as e: print(label,type(e).__name__, e)
class It:
    def __init__(self,*v): self.v=list(v)
    def __aiter__(self): return self
    async def __anext__(self):
        if not self.v: raise StopAsyncIteration('end')
        await Y('in')
        return self.v.pop(0)
class Y:
    def __init__(self,v): self.v=v
    def __await__(self):
        r = yield self.v
        return r
async def ag():
    x = yield 1
    print('got',x)
    try: y = yield 2
    except ValueError as e: print('caught',e); yield 'after'
    await Y('w')
for mk in (lambda: It(1,2), ag):
    a=anext(mk(),'def')
    print(type(a), type(a).__name__, type(a).__module__, [n for n in dir(a) if n not in dir(object)])
    print(repr(a).split(' at ')[0])
    w=a.__await__()
    print(type(w), w is a, type(w.__iter__()))
    t('n',lambda: next(w)); t('n',lambda: next(w)); t('n',lambda: next(w)); 
    for v in (None,5):
        a=anext(mk(),'def'); t('send',lambda: a.send(v)); t('send',lambda: a.send(v)); t('send',lambda:a.send(v))
    a=anext(mk(),'def'); t('throw',lambda: a.throw(KeyError('k'))); t('throw2',lambda: a.throw(KeyError('k')));t('send',lambda: a.send(None))
    a=anext(mk(),'def'); t('throwSAI',lambda: a.throw(StopAsyncIteration('k')))
    a=anext(mk(),'def'); t('close',lambda: a.close()); t('close2',lambda: a.close()); t('send',lambda: a.send(None))
    a=anext(mk(),'def'); t('n',lambda: next(a)); t('close',lambda: a.close()); t('send',lambda: a.send(None))
    t('await', lambda: (lambda c: c.send(None))(anext(mk())))
t('x',lambda: anext(It(),'def').send(None))
t('x',lambda: next(anext(It(),'def')))
t('x',lambda: anext(It()).send(None))
t('x',lambda: anext(5)); t('x',lambda: anext()); t('x',lambda: anext(It(),1,2)); t('x',lambda: anext(5,1)); t('x', lambda: anext(It(), default=1))
class Bad:
    def __anext__(self): return 5
t('bad',lambda: anext(Bad())); t('bad',lambda: type(anext(Bad(),1)).__name__); t('bad',lambda: anext(Bad(),1).send(None)); t('bad',lambda: next(anext(Bad(),1)));t('bad',lambda: anext(Bad(),1).close());t('bad',lambda: anext(Bad(),1).throw(ValueError(1)))
class Bad2:
    def __anext__(self): return B2()
class B2:
    def __await__(self): return 5
t('bad2',lambda: anext(Bad2(),1).send(None))
class Bad3:
    def __anext__(self): return B3()
class B3:
    def __await__(self): return iter([1,2])
t('bad3',lambda: anext(Bad3(),1).send(None))
t('bad3',lambda: anext(Bad3(),1).throw(ValueError))
t('bad3',lambda: anext(Bad3(),1).close())
t('bad3',lambda: next(anext(Bad3(),1)))
# asend and athrow
for op in ('asend','athrow','aclose','__anext__'):
    g=ag()
    args={'asend':(None,),'athrow':(ValueError('v'),),'aclose':(),'__anext__':()}[op]
    s=getattr(g,op)(*args)
    print(op,type(s),type(s).__name__,repr(s).split(' at ')[0],[n for n in dir(s) if n not in dir(object)], s.__await__() is s, iter(s) is s)
    t('s',lambda: s.send(None)); t('again',lambda: s.send(None)); t('thr',lambda: s.throw(KeyError('x'))); t('close',lambda: s.close()); t('thr',lambda: s.throw(KeyError('x'))); t('again',lambda: s.send(None))
    s=getattr(g,op)(*args); t('non-None',lambda: s.send(5)); t('again',lambda: s.send(None))
    s=getattr(g,op)(*args); t('throw first',lambda: s.throw(KeyError('x'))); t('again',lambda: s.send(None))
    s=getattr(g,op)(*args); t('close first',lambda: s.close()); t('again',lambda: s.send(None)); t('throw',lambda: s.throw(KeyError))
    g=ag()
    t('1',lambda: g.asend(None).send(None)); s=getattr(g,op)(*args); t('s',lambda: s.send(None)); t('again',lambda: s.send(None));  t('again',lambda: s.send(None))
# running twice
async def slow():
    await Y('a'); await Y('b'); yield 1
    await Y('c')
    yield 2
g=slow(); s1=g.asend(None); s2=g.asend(None)
t('1',lambda: s1.send(None)); t('2',lambda: s2.send(None)); t('3',lambda: g.athrow(ValueError).send(None)); t('4',lambda: g.aclose().send(None)); t('5',lambda: g.asend(1).throw(ValueError)); t('1',lambda: s1.send(None)); t('1',lambda: s1.send(None)); t('2',lambda: s2.send(None)); t('2',lambda: s2.send(None))
print(g.ag_running)
g=slow(); t('first', lambda: g.asend(5).send(None)); t('athrow',lambda: g.athrow(ValueError('q')).send(None)); t('after',lambda: g.asend(None).send(None)); t('aclose',lambda: g.aclose().send(None))
s=slow().asend(None)
t('throw tuple',lambda: s.throw(ValueError,'x',None))
# coroutine wrapper
async def co():
    r = await Y('q'); return r
c=co(); w=c.__await__(); print(type(w),type(w).__name__,repr(w).split(' at ')[0],[n for n in dir(w) if n not in dir(object)])
t('n',lambda: next(w)); t('send',lambda: w.send(3)); t('n',lambda: next(w)); t('send',lambda: w.send(3)); t('throw',lambda: w.throw(ValueError('z'))); t('close',lambda: w.close()); t('c',lambda: c.send(None))
c=co(); t('s5',lambda: c.send(5)); t('throw',lambda: c.throw(ValueError('z'))); t('await',lambda: type(c.__await__())); t('s',lambda: c.send(None)); t('close',c.close)
c=co(); t('throw none',lambda: c.throw()); t('throw 5',lambda: c.throw(5)); t('throw t',lambda: c.throw(ValueError, 'a')); 
for x in (co(),ag(),(i for i in ())):
    print(type(x).__name__, [n for n in dir(x) if n not in dir(object)]); 
    if hasattr(x,'close'): x.close()
async def twice():
    c=co()
    c.send(None)
    await c
t('twice',lambda: twice().send(None))
T=types
for ty in (T.CoroutineType,T.AsyncGeneratorType,T.GeneratorType,type(w),type(ag().asend(None)),type(ag().athrow(ValueError)),type(anext(ag(),1))):
    t(ty.__name__,lambda: ty()); 
    t('sub', lambda: type('x',(ty,),{}))
