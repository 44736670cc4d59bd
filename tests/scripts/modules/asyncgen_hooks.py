# sys.set_asyncgen_hooks and what asyncio makes of them; where coroutines were made, and what is said of one that nobody awaited
import asyncio
import gc
import sys
import threading
import warnings

print(sys.get_asyncgen_hooks(), sys.get_asyncgen_hooks()[0], len(sys.get_asyncgen_hooks()))


def told(call, *args, **kwargs):
    try:
        print(call(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


def step(awaitable):
    try:
        print('awaits', awaitable.send(None))
    except StopIteration as e:
        print('gives', e.value)
    except BaseException as e:
        print(type(e).__name__, e)


async def agen():
    try:
        yield 1
        yield 2
    finally:
        print('finally')


def first(g):
    print('first', g.__name__)


def final(g):
    print('final', g.__name__, g.ag_running)


told(sys.set_asyncgen_hooks, 1)
told(sys.set_asyncgen_hooks, None, 2)
told(sys.set_asyncgen_hooks, 1, 2)
told(sys.set_asyncgen_hooks, first, 2)
print(sys.get_asyncgen_hooks())
told(sys.set_asyncgen_hooks, firstiter='x')
told(sys.set_asyncgen_hooks, other=None)
told(sys.set_asyncgen_hooks, None, None, None)
told(sys.set_asyncgen_hooks, first, finalizer=final)
print(sys.get_asyncgen_hooks() == (first, final), sys.get_asyncgen_hooks().firstiter is first, sys.get_asyncgen_hooks().finalizer is final)
told(sys.set_asyncgen_hooks)
told(sys.set_asyncgen_hooks, firstiter=None)
print(sys.get_asyncgen_hooks().firstiter, sys.get_asyncgen_hooks().finalizer is final)
told(type(sys.get_asyncgen_hooks()), (1, 2))
sys.set_asyncgen_hooks(first)

# the hooks are the thread's, and a generator meets those of its first step
thread = threading.Thread(target=lambda: print('another thread', sys.get_asyncgen_hooks()))
thread.start()
thread.join()
g = agen()
step(g.asend(None))
sys.set_asyncgen_hooks(None, None)
step(g.__anext__())
del g
gc.collect()
g = agen()
step(g.__anext__())
sys.set_asyncgen_hooks(first, final)
step(g.aclose())
del g
gc.collect()
print('closed')
for method in 'asend', 'athrow', 'aclose', '__anext__':
    g = agen()
    args = {'asend': (None,), 'athrow': (KeyError,)}.get(method, ())
    step(getattr(g, method)(*args))
    del g
    gc.collect()


def failing(g):
    raise KeyError('hook')


sys.set_asyncgen_hooks(failing, failing)
g = agen()
told(g.__anext__)
step(g.asend(None))
seen = []
sys.unraisablehook = lambda u: seen.append((u.exc_value, u.err_msg.split('<')[0]))
del g
gc.collect()
print(seen)
sys.set_asyncgen_hooks(None, None)


# --- asyncio -----------------------------------------------------------------

async def ticks(name):
    try:
        for i in range(5):
            yield i
    finally:
        await asyncio.sleep(0)
        print('closed', name)


async def main():
    hooks = sys.get_asyncgen_hooks()
    print(hooks.firstiter.__name__[0] == '_', callable(hooks.finalizer))
    async for i in ticks('left'):
        if i == 2:
            break
    gc.collect()
    await asyncio.sleep(0.01)
    print('after a loop that was left')
    kept.append(ticks('kept'))
    print(await anext(kept[-1]))
    loop = asyncio.get_running_loop()
    await loop.shutdown_asyncgens()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        kept.append(ticks('late'))
        await anext(kept[-1])
    print([(w.category.__name__, str(w.message).split(' at ')[0], str(w.message).split('> ')[1]) for w in caught])
    loop.set_exception_handler(lambda loop, context: print(sorted(context), context['message'].split('<')[0], repr(context['exception'])))
    kept.append(broken())
    print(await anext(kept[-1]))


async def broken():
    try:
        yield 'broken'
    finally:
        raise OSError('in finally')


kept = []
asyncio.run(main())
print(sys.get_asyncgen_hooks())

# --- where coroutines are made -----------------------------------------------


async def nothing():
    pass


def make():
    return nothing()


print(sys.get_coroutine_origin_tracking_depth())
c = make()
print(c.cr_origin)
c.close()
for depth in 1, 2, 100:
    sys.set_coroutine_origin_tracking_depth(depth)
    c = make()
    print([(name, line - make.__code__.co_firstlineno) for file, line, name in c.cr_origin], {file == __file__ for file, _, _ in c.cr_origin})
    c.close()
for depth in -1, 'a', 1.5, 2**40, None:
    told(sys.set_coroutine_origin_tracking_depth, depth)
print(sys.get_coroutine_origin_tracking_depth())
thread = threading.Thread(target=lambda: print('another thread', sys.get_coroutine_origin_tracking_depth()))
thread.start()
thread.join()


def unawaited(make):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        make()
        gc.collect()
    for w in caught:
        print(w.category.__name__, str(w.message).replace(__file__, 'FILE'), w.source is not None)


sys.set_coroutine_origin_tracking_depth(1)
unawaited(make)
sys.set_coroutine_origin_tracking_depth(0)
unawaited(make)


class Holder:
    async def method(self):
        pass


unawaited(lambda: Holder().method())
unawaited(lambda: make().close())
unawaited(lambda: step(make()))
unawaited(lambda: told(make().throw, KeyError))


async def depths():
    print(sys.get_coroutine_origin_tracking_depth())
    asyncio.get_running_loop().set_debug(not asyncio.get_running_loop().get_debug())
    await asyncio.sleep(0)
    print(sys.get_coroutine_origin_tracking_depth())


asyncio.run(depths(), debug=True)
asyncio.run(depths())
print(sys.get_coroutine_origin_tracking_depth())
print('the end')
