# a loop of one's own, that has nothing but call_soon; coroutines that are none of the machine's
import asyncio, _asyncio
class L:
    def __init__(self): self.q = []
    def get_debug(self): return False
    def is_running(self): return True
    def call_soon(self, cb, *args, context=None): self.q.append((cb, args, context))
    def create_future(self): return asyncio.Future(loop=self)
    def call_exception_handler(self, c): print('handler', sorted(c))
    def run(self):
        while self.q:
            cb, args, ctx = self.q.pop(0)
            print(len(args))
            ctx.run(cb, *args)
l = L()
async def child(f): return await f
async def main(f):
    a = asyncio.Task(child(f), loop=l)
    b = asyncio.Task(child(a), loop=l, eager_start=True)
    await asyncio.sleep(0)
    f.set_result(3)
    r = await b
    print(asyncio.all_tasks() == {asyncio.current_task()})
    try: await asyncio.wait_for(l.create_future(), 0)
    except TimeoutError: print('timeout')
    return r
_asyncio._set_running_loop(l)
t = asyncio.Task(main(l.create_future()), loop=l)
l.run()
print(t.result())
class G:
    "a coroutine that is no native one"
    def __init__(self): self.n = 0
    def __await__(self): return self
    def send(self, v):
        self.n += 1
        if self.n == 3: raise StopIteration('done')
        return None
    def throw(self, *a): raise a[0]
    def close(self): pass
import collections.abc
collections.abc.Coroutine.register(G)
t = asyncio.Task(G(), loop=l); l.run(); print(t.result())
t = asyncio.Task(G(), loop=l); t.cancel(); l.run(); print(t.cancelled())
class G2(G):
    def throw(self, *a): raise StopIteration('from throw')
t = asyncio.Task(G2(), loop=l); t.cancel(); l.run(); print(t.cancelled(), t.done() and t.result())
print(repr(t).split(' coro')[0].replace(t.get_name(), 'NAME'))
