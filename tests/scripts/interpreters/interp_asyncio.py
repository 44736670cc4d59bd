# each interpreter has its own loops, tasks and classes of asyncio, also while a loop of another one runs
import asyncio
import functools
from concurrent import interpreters

print = functools.partial(print, flush=True)

CODE = '''
import _asyncio, asyncio, functools

# what interpreters print comes in the order in which they do
print = functools.partial(print, flush=True)

async def child(n):
    await asyncio.sleep(0)
    return asyncio.current_task().get_name(), n

async def main():
    tasks = [asyncio.create_task(child(n)) for n in range(2)]
    found = await asyncio.gather(*tasks, return_exceptions=True)
    late = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0.001)
    late.cancel()
    try:
        await late
    except asyncio.CancelledError as e:
        found.append(type(e).__name__)
    return found, len(asyncio.all_tasks())

print(asyncio._get_running_loop(), _asyncio.all_tasks(asyncio.new_event_loop()))
print(asyncio.run(main()))
future = asyncio.Future(loop=asyncio.new_event_loop())
future.set_result(5)
try:
    future.set_result(6)
except asyncio.InvalidStateError as e:
    print(type(e).__name__, e)
print(repr(future))
'''


async def main():
    before = asyncio.current_task()
    one = interpreters.create()
    one.exec(CODE)
    # inside the loop of this interpreter
    print(asyncio.get_running_loop().is_running(), asyncio.current_task() is before, len(asyncio.all_tasks()))
    two = interpreters.create()
    ticks = []

    async def tick():
        while True:
            ticks.append(1)
            await asyncio.sleep(0.001)

    ticking = asyncio.create_task(tick())
    await asyncio.to_thread(two.exec, CODE)
    ticking.cancel()
    print(len(ticks) > 1)
    one.exec('print(asyncio.run(main())[1])')
    one.close()
    two.close()

asyncio.run(main())
print(asyncio._get_running_loop())
