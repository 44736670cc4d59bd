import asyncio, sys
class ACM:
    def __init__(self, n, sup=False): self.n=n; self.sup=sup
    async def __aenter__(self): print('enter', self.n); await asyncio.sleep(0); return self.n
    async def __aexit__(self, t, e, tb): print('exit', self.n, t and t.__name__, e); return self.sup
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print('got', got)
    except GeneratorExit: print('GE'); raise
    finally: print('fin')
async def main():
    async with ACM(1) as a, ACM(2, True) as b:
        print(a, b); raise ValueError('x')
    async with (ACM(3), ACM(4) as z): print(z)
    print([x async for x in agen(3)], {x async for x in agen(2)}, {x: x async for x in agen(2)})
    print([x async for x in agen(5) if x % 2])
    print([await asyncio.sleep(0, y) for y in range(3)])
    g = (x*2 async for x in agen(3))
    print(type(g), [x async for x in g])
    async for x in agen(2): print(x)
    else: print('else')
    g = agen(3)
    print(await g.asend(None), await g.asend('hi'))
    try: await g.athrow(KeyError('k'))
    except KeyError as e: print('KE', e)
    try: await g.__anext__()
    except StopAsyncIteration: print('SAI')
    g = agen(3); await anext(g); await g.aclose()
    print(await anext(g, 'dflt'))
    g = agen(1)
    try: await g.asend(5)
    except TypeError as e: print(e)
    await g.aclose()
    class AI:
        def __init__(self): self.i=0
        def __aiter__(self): return self
        async def __anext__(self):
            self.i+=1
            if self.i>3: raise StopAsyncIteration
            return self.i
    print([x async for x in AI()])
    print([[y async for y in AI()] for x in range(2)])
    print([(x, y) async for x in AI() for y in range(2)])
    class NoA: pass
    for code in [lambda: NoA(),]:
        try:
            async for x in NoA(): pass
        except TypeError as e: print(e)
        try:
            async with NoA(): pass
        except TypeError as e: print(e)
        try: await NoA()
        except TypeError as e: print(e)
        try:
            with ACM(1): pass
        except TypeError as e: print(e)
        class Sy:
            def __enter__(self): pass
            def __exit__(self, *a): pass
        try:
            async with Sy(): pass
        except TypeError as e: print(e)
        try:
            for x in agen(1): pass
        except TypeError as e: print(e)
        class BadAI:
            def __aiter__(self): return 5
        try:
            async for x in BadAI(): pass
        except TypeError as e: print(e)
        class BadAN:
            def __aiter__(self): return self
            def __anext__(self): return 5
        try:
            async for x in BadAN(): pass
        except TypeError as e: print(e)
        class BadAw:
            def __await__(self): return 5
        try: await BadAw()
        except TypeError as e: print(e)
        class GoodAw:
            def __await__(self):
                x = yield from asyncio.sleep(0).__await__()
                return 42
        print(await GoodAw())
    async def ag2():
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            print('cleanup')
    try:
        async def ag3():
            raise StopAsyncIteration
            yield
        async for x in ag3(): pass
    except RuntimeError as e: print(repr(e), repr(e.__cause__))
    try:
        async def ag4():
            raise StopIteration
            yield
        async for x in ag4(): pass
    except RuntimeError as e: print(repr(e), repr(e.__cause__))
    async def co(): raise StopIteration(3)
    try: await co()
    except RuntimeError as e: print(repr(e))
    c = co()
    print(c.cr_running, c.cr_await, c.cr_frame is not None, c.cr_code.co_name, c.__name__, c.__qualname__, c.cr_origin, c.cr_suspended)
    c.close()
    g = agen(1)
    print(g.ag_running, g.ag_await, g.ag_frame is not None, g.ag_code.co_name, g.__name__)
    r = lambda: (await_ for await_ in range(3))
    print(list(r()))
    async def two():
        return 1
    c = two()
    await c
    try: await c
    except RuntimeError as e: print(e)
asyncio.run(main())
for s in ['async def f():\n yield from x','def f():\n await x','def f():\n async with x: pass','async def f():\n yield 1\n return 2','def f():\n return [x async for x in y]','async def f():\n def g(): [await x for x in y]', '[x async for x in y]', 'async x = 1', 'await = 1', 'async def f(): return (await x async for x in y)','class A:\n await x','lambda: await x','def f():\n async for x in y: pass', 'await x']:
    try: compile(s, 's', 'exec'); print('ok')
    except SyntaxError as e: print(e.msg, e.lineno, e.offset)
