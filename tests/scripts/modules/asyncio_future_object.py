# futures method by method: what each gives and raises, uninitialized ones, attributes, awaiting by hand
import _asyncio
import asyncio
import copy
import pickle
import warnings
import weakref

warnings.simplefilter('ignore')
def t(f, *a, **k):
    try:
        print('->', f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)
F, T = _asyncio.Future, _asyncio.Task
loop = asyncio.new_event_loop()
print('-- uninit')
for C in (F, T):
    f = C.__new__(C)
    for m in ('result','exception','done','cancelled','cancel','get_loop','_make_cancelled_error','__await__','__iter__'):
        t(getattr(f, m))
    t(f.set_result, 1); t(f.set_exception, ValueError()); t(f.add_done_callback, print); t(f.remove_done_callback, print)
    t(repr, f)
    for a in ('_state','_asyncio_future_blocking','_loop','_callbacks','_result','_exception','_log_traceback','_source_traceback','_cancel_message','_asyncio_awaited_by','_must_cancel','_coro','_fut_waiter','_log_destroy_pending'):
        t(getattr, f, a)
    for m in ('get_name','get_coro','get_context','cancelling','uncancel','get_stack'):
        t(lambda: getattr(f, m)())
    t(f.__del__)
print('-- construct')
t(F); t(F, 1); t(F, loop=object()); t(F, loop=None); t(F, lop=1)
class L0:
    def get_debug(self): return False
t(lambda: F(loop=L0()).get_loop().__class__)
t(T); t(T, 1); t(T, 1, loop=loop); t(T, print, loop=loop, nme=1)
async def co(): return 5
print('-- attr')
f = F(loop=loop)
for a in ('_state','_asyncio_future_blocking','_loop','_callbacks','_result','_exception','_log_traceback','_source_traceback','_cancel_message','_asyncio_awaited_by'):
    t(lambda: setattr(f, a, 5)); t(lambda: delattr(f, a)); t(lambda: setattr(f,a,True)); t(lambda: setattr(f,a,False))
f = F(loop=loop)
print(f._callbacks, f._result, f._exception, f._log_traceback, f._source_traceback, f._cancel_message, f._asyncio_awaited_by)
f.add_done_callback(print); f.add_done_callback(len)
print([c for c,_ in f._callbacks], [type(c) for _,c in f._callbacks], len(f._callbacks))
print(f); f.add_done_callback(t);f.add_done_callback(lambda x:x); print(str(f).replace(__file__,'F'))
print(f.remove_done_callback(print), f.remove_done_callback(print), len(f._callbacks))
t(f.add_done_callback); t(f.add_done_callback, 1, 2); t(f.add_done_callback, 1, context=3)
t(f.add_done_callback, fn=1)
print('-- results')
f=F(loop=loop); t(f.result); t(f.exception); t(f.set_result, 5); t(f.set_result, 6); t(f.set_exception, ValueError()); t(f.result); t(f.exception); print(f, f.cancel(), f.done(), f.cancelled())
f=F(loop=loop)
t(f.set_exception, 5); t(f.set_exception, int); t(f.set_exception, StopIteration()); t(f.set_exception, StopIteration); print(f);
try: f.result()
except RuntimeError as e: print(repr(e), repr(e.__cause__), repr(e.__context__))
f=F(loop=loop); t(f.set_exception, asyncio.CancelledError()); print(f); t(f.result)
f=F(loop=loop); t(f.set_exception, KeyError); print(f, f._log_traceback); t(f.result); print(f._log_traceback)
f=F(loop=loop); t(f.cancel, 'm'); print(f, f._cancel_message); t(f.result); t(f.exception); t(f.cancel); t(f._make_cancelled_error)
f=F(loop=loop); t(f.cancel, msg=[1]); t(f.result); t(f.cancel, 1,2); t(f.cancel, x=1)
print('-- iter')
f=F(loop=loop); it=iter(f); print(type(it), f._asyncio_future_blocking); print(next(it) is f, f._asyncio_future_blocking); t(next,it); f._asyncio_future_blocking=False; 
it=iter(f); next(it); f.set_result('r'); t(next, it); t(next, it); t(it.send, None); t(it.throw, ValueError('x')); t(it.close)
f=F(loop=loop); it=f.__await__(); t(it.throw); t(it.throw, 1); t(it.throw, ValueError, 'a'); t(it.throw, ValueError('z'), 'a');t(it.throw, ValueError, None, 5); t(it.throw, int); t(it.throw, ValueError('k')); t(next, it)
it=f.__await__(); it.close(); t(next, it); t(it.send); t(it.send, 1,2)
print('-- misc')
t(lambda: F[int]); t(lambda: T[int,str]); t(pickle.dumps, f); t(copy.copy, f); t(copy.deepcopy, f)
t(lambda: f < f); print(f == f, hash(f) == hash(f))
f.x = 5; print(f.x, vars(type(f)).get("__dict__")); t(lambda: f.__dict__); t(lambda: vars(f))
print(weakref.ref(f)() is f)
t(lambda: F.__init__(f, loop=loop))
class S(F):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.q=1
print(S(loop=loop).__class__.__name__, str(S(loop=loop))[:2], S(loop=loop))
