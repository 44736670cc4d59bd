# Coroutines driven by hand: await, async for, async with, async generators and comprehensions.
class Step:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
def drive(coroutine, answers=()):
    answers, sent, seen = iter(answers), None, []
    while True:
        try: seen.append(coroutine.send(sent))
        except StopIteration as stop: return seen, stop.value
        sent = next(answers, None)
async def simple(): return 5
async def adds():
    a = await Step("first"); b = await Step("second")
    return (a, b, await simple())
print(drive(adds(), [1, 2]))
c = simple(); print(type(c).__name__, c.close())
class Count:
    def __init__(self, n): self.i, self.n = 0, n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1
        return await Step(self.i) or self.i
class Manager:
    async def __aenter__(self): await Step("enter"); return "managed"
    async def __aexit__(self, *exc): await Step("exit"); return exc[0] is KeyError
async def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("gen got", got)
    finally: print("gen closed")
async def body():
    out = []
    async for i in Count(2): out.append(i)
    else: out.append("else")
    async with Manager() as m, Manager(): out.append(m); raise KeyError
    out.append([i async for i in Count(3) if i != 2]); out.append({i: i async for i in gen(2)}); out.append([await simple() for _ in "ab"])
    g = gen(3); out.append(await anext(g)); out.append(await g.asend("hi")); await g.aclose(); out.append(await anext(g, "done")); out.append(await anext(aiter(Count(1))))
    out.append([x async for x in (y async for y in gen(1))])
    return out
print(drive(body()))
async def failing():
    try: await Step(1)
    except ValueError as error: return f"caught {error}"
c = failing(); c.send(None)
try: c.throw(ValueError("thrown"))
except StopIteration as stop: print(stop.value)
try: c.send(None)
except RuntimeError as error: print(error)
for wrong in ("await_int", "for_list", "with_obj"):
    async def await_int(): await 5
    async def for_list():
        async for x in [1]: pass
    async def with_obj():
        async with object(): pass
    try: drive(locals()[wrong]())
    except TypeError as error: print(error)
import asyncio
async def worker(name, delay, log):
    await asyncio.sleep(delay); log.append(name)
    return name
async def main():
    log = []
    print(await asyncio.gather(worker("slow", 0.02, log), worker("fast", 0, log)), log)
    task = asyncio.create_task(worker("task", 0, log)); print(await task, task.done())
    try: await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except TimeoutError: print("timeout")
asyncio.run(main())
