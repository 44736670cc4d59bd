# Lock, Event, Condition, Semaphore, Barrier, the queues
import asyncio


async def main():
    lock = asyncio.Lock()

    async def locked(name):
        async with lock:
            print(name, 'in', lock.locked())
            await asyncio.sleep(0)
            print(name, 'out')
    await asyncio.gather(*map(locked, 'abc'))
    try:
        lock.release()
    except RuntimeError as e:
        print(e)

    event = asyncio.Event()

    async def waits(name):
        print(name, await event.wait())
    tasks = [asyncio.create_task(waits(n)) for n in 'xy']
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*tasks)

    condition = asyncio.Condition()
    items = []

    async def consumer():
        async with condition:
            await condition.wait_for(lambda: items)
            print('got', items.pop())
    tasks = [asyncio.create_task(consumer()) for _ in range(2)]
    await asyncio.sleep(0)
    for i in range(2):
        async with condition:
            items.append(i)
            condition.notify()
        await asyncio.sleep(0.001)
    await asyncio.gather(*tasks)

    semaphore = asyncio.BoundedSemaphore(2)
    inside = most = 0

    async def limited():
        nonlocal inside, most
        async with semaphore:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.001)
            inside -= 1
    await asyncio.gather(*[limited() for _ in range(6)])
    print('most', most)
    try:
        semaphore.release()
    except ValueError as e:
        print(e)

    barrier = asyncio.Barrier(3)
    print(sorted(await asyncio.gather(*[barrier.wait() for _ in range(3)])), barrier.n_waiting)

    queue = asyncio.Queue(2)

    async def producer():
        for i in range(5):
            await queue.put(i)
            print('put', i, queue.qsize())

    async def taker():
        while True:
            item = await queue.get()
            print('take', item)
            queue.task_done()
    t = asyncio.create_task(taker())
    await producer()
    await queue.join()
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as e:
        print('empty', repr(e))
    queue.put_nowait(1)
    queue.put_nowait(2)
    try:
        queue.put_nowait(3)
    except asyncio.QueueFull as e:
        print('full', repr(e))
    queue.shutdown()
    print(await queue.get(), await queue.get())
    try:
        await queue.get()
    except asyncio.QueueShutDown:
        print('shut down')
    for kind in (asyncio.LifoQueue, asyncio.PriorityQueue):
        q = kind()
        for i in (2, 3, 1):
            q.put_nowait(i)
        print(kind.__name__, str(q), [await q.get() for _ in range(3)])


asyncio.run(main())
