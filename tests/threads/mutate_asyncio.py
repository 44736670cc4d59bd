"""Futures and tasks of asyncio in the hands of many threads, as nobody should have them: no callback is lost or called twice, a future
is settled once, and each thread's loop is its own."""

import asyncio
import contextvars
import threading

from torture import done, torture


class Calls:
    """What futures take for their loop: it calls at once."""

    def get_debug(self):
        return False

    def call_soon(self, callback, *args, context=None):
        assert isinstance(context, contextvars.Context)
        callback(*args)

    def call_exception_handler(self, context):
        pass


class Counted:
    def __init__(self):
        self.calls = []
        self.removed = 0

    def __call__(self, future):
        assert future.done()
        self.calls.append(1)


calls = Calls()
shared = [asyncio.Future(loop=calls) for _ in range(4)]
added = []


def add(rng, n):
    future = shared[rng.randrange(4)]
    for _ in range(rng.randrange(1, 6)):
        callback = Counted()
        added.append((future, callback))
        future.add_done_callback(callback)
    if rng.randrange(4) == 0:
        mine = Counted()
        future.add_done_callback(mine)
        mine.removed = future.remove_done_callback(mine)
        added.append((future, mine))


def look(rng, n):
    future = shared[rng.randrange(4)]
    for callback, context in future._callbacks or ():
        assert callable(callback) and isinstance(context, contextvars.Context)
    assert future._state in ("PENDING", "FINISHED", "CANCELLED")
    future._result, future._exception, future._cancel_message, future._asyncio_awaited_by
    repr(future)
    if future.done():
        try:
            assert future.result() in range(100)
        except (asyncio.CancelledError, ValueError):
            pass
    waiting = iter(future)
    try:
        assert next(waiting) is future
    except (StopIteration, RuntimeError, asyncio.CancelledError, ValueError):
        pass
    waiting.close()
    other = asyncio.Future(loop=calls)
    asyncio.future_add_to_awaited_by(future, other)
    asyncio.future_discard_from_awaited_by(future, other)


def settle(rng, n):
    if rng.randrange(3):
        return
    i = rng.randrange(4)
    future = shared[i]
    settled = []

    def race():
        try:
            kind = rng.randrange(3)
            if kind == 0:
                future.set_result(n)
            elif kind == 1:
                future.set_exception(ValueError(n))
            elif not future.cancel(n):
                return
            settled.append(1)
        except asyncio.InvalidStateError:
            pass

    other = threading.Thread(target=race)
    other.start()
    race()
    other.join()
    assert len(settled) <= 1
    shared[i] = asyncio.Future(loop=calls)


torture(add, look, settle, add)
for future in shared:
    future.cancel()
for future, callback in added:
    times = len(callback.calls) + callback.removed
    assert times <= 1, "called or removed twice"
    # added while it was being replaced: to one that nobody settles any more
    assert times == 1 or not future.done(), "lost"


loops = set()


def loop(rng, n):
    async def child(depth):
        assert asyncio.get_running_loop() is mine
        await asyncio.sleep(0)
        if depth:
            await asyncio.gather(child(depth - 1), child(depth - 1))
        return depth

    async def main():
        assert asyncio.current_task() in asyncio.all_tasks()
        queue = asyncio.Queue(2)

        async def produce():
            for i in range(10):
                await queue.put(i)

        task = asyncio.create_task(produce())
        got = [await queue.get() for _ in range(10)]
        assert got == list(range(10)) and task.done() is not None
        assert await asyncio.to_thread(sum, got) == 45
        late = asyncio.create_task(asyncio.sleep(60))
        await asyncio.sleep(0)
        late.cancel()
        assert (await asyncio.gather(child(3), late, return_exceptions=True))[0] == 3
        # tasks that nobody keeps
        asyncio.create_task(asyncio.sleep(0))
        return n

    mine = asyncio.new_event_loop()
    loops.add(mine)
    try:
        assert mine.run_until_complete(main()) == n
    finally:
        mine.run_until_complete(mine.shutdown_default_executor())
        loops.discard(mine)
        mine.close()


def spy(rng, n):
    for other in list(loops):
        for task in asyncio.all_tasks(other):
            assert task.get_loop() is other
            repr(task.get_name())
        task = asyncio.current_task(other)
        assert task is None or task.get_loop() is other


torture(loop, spy, loop)
done()
