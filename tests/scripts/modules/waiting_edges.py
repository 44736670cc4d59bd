# Waiting with and without time, dispatch, spread, path-likes: what each refuses and gives.
import statistics as S, os, subprocess, queue, asyncio, functools, tempfile, threading, pathlib, time
def p(e):
    try: print(e,'->',repr(eval(e,globals())))
    except BaseException as x: print(e,'!!',type(x).__name__,x, repr(x.__cause__))
for f in ('variance','pvariance','stdev','pstdev'):
    for d in ('[]','[1]','[1,2,4]','[1.5,2.5]','[1,2,float("inf")]'): p(f'S.{f}({d})')
p("S.variance([1,2,4],2)")
class P: 
    def __fspath__(s): return 'x'
class N(P): __fspath__=None
for e in ["issubclass(P,os.PathLike)","issubclass(N,os.PathLike)","issubclass(int,os.PathLike)","isinstance(pathlib.Path('a'),os.PathLike)","os.PathLike[int]","os.PathLike()","os.PathLike","subprocess.run(pathlib.Path('/bin/true')).returncode","subprocess.run(pathlib.Path('x'),shell=True)","subprocess.run([])","subprocess.run('/bin/true').args","subprocess.run(b'exit 2',shell=True).returncode","subprocess.run(3)"]: p(e)
q=queue.Queue(1)
for e in ["q.get(timeout=-1)","q.get(False)","q.get(timeout=.01)","q.put(1)","q.put(1,timeout=-1)","q.put(1,timeout=.01)","q.put(1,False)","q.get(timeout=-1)","q.get()","q.shutdown()","q.get(timeout=-1)","q.put(1,timeout=-1)","q.get(False)"]: p(e)
q=queue.Queue(); t=threading.Timer(.05,q.shutdown); t.start(); p("q.get()"); q=queue.Queue(1); q.put(1); t=threading.Timer(.05,q.shutdown); t.start(); p("q.put(2)")
q=queue.Queue(1); t=threading.Timer(.05,q.put,[7]); t.start(); p("q.get()"); q.put(1); t=threading.Timer(.05,q.get); t.start(); p("q.put(2,timeout=5)")
async def main():
    async def ok(): return 1
    async def slow():
        try: await asyncio.sleep(9)
        except asyncio.CancelledError: print('cancelled'); raise
    async def stubborn():
        try: await asyncio.sleep(9)
        except asyncio.CancelledError: return 'anyway'
    for f,t in ((ok,None),(ok,1),(ok,0),(slow,0),(slow,.01),(stubborn,0),(stubborn,.01)):
        try: print(f.__name__,t,await asyncio.wait_for(f(),t))
        except Exception as e: print(f.__name__,t,type(e).__name__,repr(e.__cause__))
    d=asyncio.get_running_loop().create_future(); d.set_result(4); print(await asyncio.wait_for(d,0)); d=asyncio.get_running_loop().create_future(); d.cancel()
    try: await asyncio.wait_for(d,-1)
    except BaseException as e: print(type(e).__name__)
    tk=asyncio.ensure_future(stubborn()); await asyncio.sleep(0)
    print(await asyncio.wait_for(tk,0))
asyncio.run(main())
@functools.singledispatch
def g(x): return 'obj'
@g.register
def _(x: int): return 'int'
@g.register(str)
def _(x): return 'str'
g.register(list, lambda x: 'list')
@g.register
def _(x: float | bytes): return 'fb'
print(g(1),g('a'),g([]),g(1.5),g(b''),g(None),g.__name__,sorted(k.__name__ for k in g.registry),g.dispatch(bool)(1))
for e in ["g()","g.register(3)","g.register(3,len)","g.register(lambda x:0)","g.register(list[int],len)"]:
    try: eval(e)
    except TypeError as x: print(str(x).split(' at 0x')[0])
t=tempfile.SpooledTemporaryFile(mode='w+'); print(t.mode,t.name); t.rollover(); print(t.mode); t.close()
