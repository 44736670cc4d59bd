# wait_for, timeout, TaskGroup
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.001)
    except TimeoutError as e:
        print('wait_for', repr(e), type(e.__cause__).__name__)
    print(await asyncio.wait_for(asyncio.sleep(0, 'in time'), 10))
    try:
        async with asyncio.timeout(0.001) as t:
            await asyncio.sleep(10)
    except TimeoutError:
        print('timeout', t.expired(), asyncio.current_task().cancelling())
    async with asyncio.timeout(10) as t:
        t.reschedule(loop.time() + 20)
    print(t.expired(), t)
    try:
        async with asyncio.timeout_at(loop.time() - 1):
            await asyncio.sleep(0.01)
    except TimeoutError:
        print('timeout_at')
    async with asyncio.timeout(None) as t:
        print(t.when())

    async def value(v):
        await asyncio.sleep(0)
        return v

    async def bad(error):
        await asyncio.sleep(0.001)
        raise error

    async def endless():
        try:
            await asyncio.sleep(10)
        finally:
            print('endless ends')

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(value(i)) for i in range(3)]
    print([t.result() for t in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(bad(ValueError('v')))
            e = group.create_task(endless())
            await asyncio.sleep(10)
    except* ValueError as eg:
        print(eg, eg.exceptions, e.cancelled())
    try:
        async with asyncio.TaskGroup() as group:
            e = group.create_task(endless())
            await asyncio.sleep(0)
            raise KeyError('body')
    except* KeyError as eg:
        print(eg.exceptions, e.cancelled())

    async def whole():
        async with asyncio.TaskGroup() as group:
            group.create_task(endless())
    t = asyncio.create_task(whole())
    await asyncio.sleep(0.001)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print('whole cancelled')
    try:
        async with asyncio.timeout(0.001):
            await whole()
    except TimeoutError:
        print('whole timed out')
    try:
        group.create_task(c := value(1))
    except RuntimeError as e:
        print(e)


asyncio.run(main())
