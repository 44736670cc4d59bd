# the loop's callbacks and timers, threads, Runner, context variables, async generators
import asyncio
import contextvars
import threading

var = contextvars.ContextVar('var', default='unset')


async def main():
    loop = asyncio.get_running_loop()
    order = []
    done = loop.create_future()
    loop.call_later(0.2, order.append, 'later')
    loop.call_later(0.25, done.set_result, None)
    loop.call_at(loop.time() + 0.001, order.append, 'at')
    loop.call_soon(order.append, 'soon')
    loop.call_soon(order.append, 'never').cancel()
    await done
    print(order)

    me = threading.get_ident()
    var.set('main')
    print(await asyncio.to_thread(lambda a, b=0: (a + b, threading.get_ident() != me, var.get()), 1, b=2))
    print(await loop.run_in_executor(None, sum, [1, 2, 3]))
    try:
        await asyncio.to_thread(int, 'x')
    except ValueError as e:
        print(e)

    async def child():
        var.set('child')
        return var.get()
    print(await asyncio.create_task(child()), var.get(), await child(), var.get())

    event = asyncio.Event()
    threading.Thread(target=loop.call_soon_threadsafe, args=(event.set,)).start()
    print(await event.wait())

    async def add(a, b):
        await asyncio.sleep(0.001)
        return a + b
    got = []

    def other():
        got.append(asyncio.run_coroutine_threadsafe(add(2, 3), loop).result())
    await asyncio.to_thread(other)
    print(got)

    async def numbers():
        try:
            for i in range(10):
                await asyncio.sleep(0)
                yield i
        finally:
            print('numbers closed')
    print([i async for i in numbers() if i % 4 == 0])

    caught = []
    loop.set_exception_handler(lambda loop, context: caught.append((context['message'][:21], context['exception'])))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(caught)
    try:
        asyncio.run(c := add(1, 2))
    except RuntimeError as e:
        print(e)
        c.close()

    async def left_over():
        try:
            await asyncio.sleep(10)
        finally:
            print('left over ends')
    loop.keep = asyncio.create_task(left_over())
    await asyncio.sleep(0)
    return 'result'


print(asyncio.run(main()))

with asyncio.Runner() as runner:
    async def get():
        return var.get(), asyncio.get_running_loop() is runner.get_loop()

    async def put(value):
        var.set(value)
    runner.run(put('runner'))
    print(runner.run(get()), var.get())
try:
    runner.get_loop()
except RuntimeError as e:
    print(e)

loop = asyncio.new_event_loop()
print(loop.is_running(), loop.is_closed())
loop.call_later(0.001, loop.stop)
loop.run_forever()
print(loop.run_until_complete(asyncio.sleep(0, 'again')))
loop.close()
try:
    loop.call_soon(print)
except RuntimeError as e:
    print(e)

results = []


def in_thread(n):
    async def work():
        await asyncio.sleep(0.001)
        return n
    results.append(asyncio.run(work()))


threads = [threading.Thread(target=in_thread, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results))
