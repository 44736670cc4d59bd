"""asyncio: tasks, gather, queues, locks, semaphores, events and time limits, without input and output."""

from measure import measure

import asyncio


async def fib(n):
    if n < 2:
        return n
    return await fib(n - 1) + await fib(n - 2)


async def tree(depth):
    if depth == 0:
        await asyncio.sleep(0)
        return 1
    return sum(await asyncio.gather(tree(depth - 1), tree(depth - 1), tree(depth - 1)))


async def produce(queue, first, count):
    for i in range(first, first + count):
        await queue.put(i)


async def consume(queue, found):
    while (item := await queue.get()) is not None:
        found.append(item * item % 97)
        queue.task_done()
    queue.task_done()


async def pipeline(count):
    queue = asyncio.Queue(maxsize=10)
    found = []
    consumers = [asyncio.create_task(consume(queue, found)) for _ in range(4)]
    async with asyncio.TaskGroup() as group:
        for i in range(4):
            group.create_task(produce(queue, i * count, count))
    for _ in consumers:
        await queue.put(None)
    await queue.join()
    await asyncio.gather(*consumers)
    return sum(found)


async def locked(count):
    lock, gate, ready = asyncio.Lock(), asyncio.Semaphore(3), asyncio.Event()
    state = {"value": 0, "inside": 0, "most": 0}

    async def worker(n):
        await ready.wait()
        for _ in range(count):
            async with gate:
                state["inside"] += 1
                state["most"] = max(state["most"], state["inside"])
                await asyncio.sleep(0)
                state["inside"] -= 1
            async with lock:
                state["value"] += n

    tasks = [asyncio.create_task(worker(n)) for n in range(10)]
    await asyncio.sleep(0)
    ready.set()
    await asyncio.gather(*tasks)
    return state["value"], state["most"]


class Ticks:
    def __init__(self, count):
        self.left = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.left == 0:
            raise StopAsyncIteration
        self.left -= 1
        if self.left % 64 == 0:
            await asyncio.sleep(0)
        return self.left


async def cancelled(count):
    caught = 0
    for _ in range(count):
        try:
            async with asyncio.timeout(0):
                await asyncio.Event().wait()
        except TimeoutError:
            caught += 1
    return caught


async def run(scale):
    return (
        await fib(19),
        await tree(7),
        await pipeline(150 * scale),
        await locked(15 * scale),
        sum([tick async for tick in Ticks(1000 * scale) if tick % 3]),
        await cancelled(20 * scale),
    )


measure(lambda: asyncio.run(run(100)), (4181, 2187, 2880141, (67500, 3), 3333266667, 2000))
