# tasks: creation, order, gather, wait, cancellation, shield, as_completed
import asyncio


async def work(name, rounds):
    for i in range(rounds):
        print(name, i)
        await asyncio.sleep(0)
    return name * 2


async def fail(error):
    await asyncio.sleep(0)
    raise error


async def patient():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print('cancelled', e.args)
        raise


async def main():
    print(await asyncio.gather(work('a', 2), work('b', 3)))
    t = asyncio.create_task(work('c', 1), name='see')
    print(t.get_name(), t.done(), t in asyncio.all_tasks())
    print(await t, t.done(), t.result(), t in asyncio.all_tasks())
    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()))

    try:
        await asyncio.gather(fail(ValueError('one')), work('d', 2))
    except ValueError as e:
        print('gather raised', e)
    print(await asyncio.gather(fail(KeyError('k')), work('e', 1), return_exceptions=True))

    t = asyncio.create_task(patient())
    await asyncio.sleep(0)
    print(t.cancel('enough'), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as e:
        print('main sees', e.args, t.cancelled())

    t = asyncio.create_task(work('f', 1))
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))

    slow = asyncio.create_task(asyncio.sleep(0.4, 'slow'))
    quick = asyncio.create_task(asyncio.sleep(0.001, 'quick'))
    done, pending = await asyncio.wait([slow, quick], return_when=asyncio.FIRST_COMPLETED)
    print([d.result() for d in done], pending == {slow})
    done, pending = await asyncio.wait([slow], timeout=0)
    print(len(done), len(pending))
    print(await slow)

    for next_one in asyncio.as_completed([asyncio.sleep(0.4, 2), asyncio.sleep(0.001, 1)]):
        print(await next_one)
    tasks = [asyncio.create_task(asyncio.sleep(d, d)) for d in (0.4, 0.001)]
    async for done in asyncio.as_completed(tasks):
        print(done in tasks, done.result())

    inner = asyncio.create_task(asyncio.sleep(0.005, 'kept'))
    outer = asyncio.shield(inner)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print('outer cancelled', inner.cancelled())
    print(await inner)

    f = asyncio.get_running_loop().create_future()
    print(f)
    for call in (f.result, f.exception):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(e)
    f.add_done_callback(lambda f: print('callback', f.result()))
    f.set_result(3)
    print(f, f.done())
    print(await f)
    for bad in (lambda: asyncio.wait([]), lambda: asyncio.wait(fail), lambda: asyncio.wait_for(3, 1)):
        try:
            await bad()
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)


asyncio.run(main())

for bad in (asyncio.get_running_loop, lambda: asyncio.run(3), asyncio.get_event_loop):
    try:
        bad()
    except (RuntimeError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
