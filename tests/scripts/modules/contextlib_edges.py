# Context managers from generators, and what else contextlib has: each way out of the body.
import contextlib as c, asyncio, sys, io
def p(f):
    try: print('->',f())
    except BaseException as e: print('!!',type(e).__name__,e,repr(e.__cause__), e.__suppress_context__, '' if e.__suppress_context__ else repr(e.__context__))
@c.contextmanager
def once(x): 
    "doc"
    print('in',x)
    try: yield x
    except ValueError as e: print('handled',e)
    finally: print('out')
@c.contextmanager
def none():
    return
    yield
@c.contextmanager
def twice():
    try: yield 1
    except KeyError: pass
    yield 2
@c.contextmanager
def other():
    try: yield
    except ValueError as e: raise KeyError('k') from e
@c.contextmanager
def rt():
    try: yield
    except StopIteration as e: raise RuntimeError('mine') from e
def use(m,exc=None):
    with m as v:
        print('body',v)
        if exc: raise exc
    return 'done'
for m in (lambda:once(1),none,twice,other,rt):
    for e in (None,ValueError('v'),KeyError('q'),StopIteration('s'),RuntimeError('r'),ValueError):
        p(lambda:use(m(),e))
print(once.__name__,once.__doc__,once.__wrapped__.__name__, once(3).__doc__)
m=once(1); m.__enter__(); p(lambda: m.__exit__(ValueError,None,None))
m=once(1); m.__enter__(); p(lambda: m.__exit__(None,None,None))
@once(5)
def deco(a): return a*2
p(lambda:deco(4)); p(lambda:deco(5)); print(deco.__name__)
def tb():
    with once(1): raise KeyError('deep')
try: tb()
except KeyError as e:
    t=e.__traceback__; n=0
    while t: n+=1; print(t.tb_frame.f_code.co_name); t=t.tb_next
def tb2():
    with rt(): raise StopIteration('deep')
try: tb2()
except BaseException as e:
    print(repr(e)); t=e.__traceback__
    while t: print(t.tb_frame.f_code.co_name.replace('make','?')); t=t.tb_next
with c.suppress(KeyError): {}['a']
def sup(e,*k):
    with c.suppress(*k): raise e
    return 'sup'
p(lambda:sup(ValueError(1),KeyError)); p(lambda:sup(ExceptionGroup('g',[KeyError(1),ValueError(2)]),KeyError)); p(lambda:sup(ExceptionGroup('g',[KeyError(1)]),KeyError)); p(lambda:sup(ValueError(1)))
s=io.StringIO()
r=c.redirect_stdout(s)
with r:
    print('x')
    with r: print('y')
print(s.getvalue().split()); 
with c.redirect_stderr(s) as q: print('e',file=sys.stderr)
print(q is s, s.getvalue().split())
class Cl:
    def close(self): print('closed')
    async def aclose(self): print('aclosed')
with c.closing(Cl()) as z: print(type(z).__name__)
print(issubclass(c.closing,c.AbstractContextManager), issubclass(int,c.AbstractContextManager), issubclass(c.aclosing,c.AbstractAsyncContextManager), c.AbstractContextManager[int])
p(lambda:c.AbstractContextManager())
class D(c.AbstractContextManager):
    def __exit__(self,*a): return super().__exit__(*a)
with D() as d: print(type(d).__name__)
with c.nullcontext(4) as n: print(n)
import os
here=os.getcwd()
with c.chdir('/'): print(os.getcwd())
print(os.getcwd()==here)
def stack(*cbs, exc=None):
    with c.ExitStack() as st:
        for cb in cbs: st.push(cb)
        if exc: raise exc
    return 'stack'
def raiser(e):
    def f(*a): raise e
    return f
p(lambda:stack(raiser(KeyError(1)),raiser(ValueError(2)),exc=TypeError(3)))
p(lambda:stack(raiser(KeyError(1)),lambda *a:True,exc=TypeError(3)))
p(lambda:stack(lambda *a: print(a[0]) or True,raiser(KeyError(1))))
p(lambda:c.ExitStack().enter_context(3)); p(lambda:c.ExitStack().callback(print,1)) if 0 else None
with c.ExitStack() as st:
    st.callback(print,'cb',end='!\n'); st.enter_context(once(7)); st2=st.pop_all()
print('moved'); st2.close()
@c.asynccontextmanager
async def aonce(x):
    print('ain',x)
    try: yield x
    except ValueError as e: print('ahandled',e)
    finally: print('aout')
@c.asynccontextmanager
async def anone():
    return
    yield
@c.asynccontextmanager
async def atwice():
    try: yield 1
    except KeyError: pass
    yield 2
@c.asynccontextmanager
async def aother():
    try: yield
    except ValueError as e: raise KeyError('k') from e
async def ause(m,exc=None):
    async with m as v:
        print('abody',v)
        if exc: raise exc
    return 'adone'
async def main():
    for m in (lambda:aonce(1),anone,atwice,aother):
        for e in (None,ValueError('v'),KeyError('q'),StopAsyncIteration('s'),StopIteration('si'),RuntimeError('r')):
            try: print(await ause(m(),e))
            except BaseException as e: print('!!',type(e).__name__,e,repr(e.__cause__), e.__suppress_context__, '' if e.__suppress_context__ else repr(e.__context__))
    @aonce(9)
    async def f(x): return x+1
    print(await f(1), f.__name__)
    async with c.aclosing(Cl()): pass
    async with c.AsyncExitStack() as st:
        st.callback(print,'sync'); await st.enter_async_context(aonce(2))
        async def cb(*a): print('acb',a)
        st.push_async_callback(cb,1); st.push_async_exit(cb)
    async with c.nullcontext(3) as n: print(n)
    try: await c.AsyncExitStack().enter_async_context(3)
    except TypeError as e: print(e)
asyncio.run(main())
