"""Contract: `Task` (a Future that drives a coroutine), and waiting for several: gather, wait, as_completed, shield.

A task takes one step for each callback of its loop: it sends None into the coroutine and gets None ("let others run")
or the future the coroutine waits for, whose callback is the next step. A cancellation is thrown in at the next step.
"""
from _asyncio import (Task, _enter_task, _leave_task, _register_eager_task, _register_task, _swap_current_task,
                      _unregister_eager_task, _unregister_task, all_tasks, current_task)

from asyncio import coroutines, events, futures, timeouts
from asyncio.exceptions import CancelledError
from asyncio.futures import Future

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for',
           'as_completed', 'sleep', 'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task',
           'all_tasks', 'create_eager_task_factory', 'eager_task_factory')

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

_CTask = Task


def create_task(coro, **kwargs):
    """Run a coroutine in the running loop, as a task."""
    return events.get_running_loop().create_task(coro, **kwargs)


def create_eager_task_factory(custom_task_constructor):
    """A task factory whose tasks take their first step at once."""
    def factory(loop, coro, *, eager_start=True, **kwargs):
        return custom_task_constructor(coro, loop=loop, eager_start=eager_start, **kwargs)
    return factory


eager_task_factory = create_eager_task_factory(Task)


def ensure_future(coro_or_future, *, loop=None):
    """A task for a coroutine or another awaitable; a future as it is."""
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    coro = coro_or_future
    if not coroutines.iscoroutine(coro):
        if not _isawaitable(coro):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro = _await(coro)
    try:
        loop = events.get_event_loop() if loop is None else loop
        return loop.create_task(coro)
    except RuntimeError:
        coro.close()
        raise


def _isawaitable(obj):
    import inspect
    return inspect.isawaitable(obj)


async def _await(awaitable):
    return await awaitable


def __sleep0():
    """Awaited: lets the loop make one round."""
    yield


# as `types.coroutine` does it, without that module: a generator that can be awaited
__sleep0.__code__ = __sleep0.__code__.replace(co_flags=__sleep0.__code__.co_flags | 0x100)


async def sleep(delay, result=None):
    """Wait delay seconds; gives result."""
    if delay <= 0:
        await __sleep0()
        return result
    if delay != delay:
        raise ValueError('Invalid delay: NaN (not a number)')
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        timer.cancel()


async def wait_for(fut, timeout):
    """The awaitable's result; it is cancelled, and TimeoutError raised, after timeout seconds."""
    if timeout is None or timeout > 0:
        async with timeouts.timeout(timeout):
            return await fut
    # no time at all: what is there already, or nothing
    future = ensure_future(fut)
    if not future.done():
        future.cancel()
        await wait([future])
        try:
            return future.result()
        except CancelledError as error:
            raise TimeoutError from error
    return future.result()


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for tasks; the sets of those that are done and those that are not."""
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        raise TypeError(f'expect a list of futures, not {type(fs).__name__}')
    fs = set(fs)
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f'Invalid return_when value: {return_when}')
    if any(coroutines.iscoroutine(f) for f in fs):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')

    loop = events.get_running_loop()
    waiter = loop.create_future()
    left = len(fs)

    def _on_completion(f):
        nonlocal left
        left -= 1
        failed = return_when == FIRST_EXCEPTION and not f.cancelled() and f.exception() is not None
        if (left <= 0 or failed or return_when == FIRST_COMPLETED) and not waiter.done():
            waiter.set_result(None)
    timer = None if timeout is None else loop.call_later(timeout, futures._set_result_unless_cancelled, waiter, None)
    me = current_task(loop)
    for f in fs:
        f.add_done_callback(_on_completion)
        if me is not None:
            futures.future_add_to_awaited_by(f, me)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in fs:
            f.remove_done_callback(_on_completion)
            if me is not None:
                futures.future_discard_from_awaited_by(f, me)
    done = {f for f in fs if f.done()}
    return done, fs - done


class _AsCompleted:
    """What `as_completed` gives: the futures as they are done (`async for`), or awaitables of their results (`for`)."""

    def __init__(self, fs, timeout):
        from asyncio.queues import Queue
        self._queue = Queue()
        self._loop = events.get_event_loop()
        self._waiting = {ensure_future(f, loop=self._loop) for f in fs}
        self._left = len(self._waiting)
        self._timer = None
        for f in self._waiting:
            f.add_done_callback(self._on_done)
        if self._waiting and timeout is not None:
            self._timer = self._loop.call_later(timeout, self._on_timeout)

    def _on_done(self, future):
        if future not in self._waiting:
            return
        self._waiting.discard(future)
        self._queue.put_nowait(future)
        if not self._waiting and self._timer is not None:
            self._timer.cancel()

    def _on_timeout(self):
        for f in self._waiting:
            f.remove_done_callback(self._on_done)
            self._queue.put_nowait(None)
        self._waiting.clear()

    async def _next_done(self):
        future = await self._queue.get()
        if future is None:
            raise TimeoutError
        return future

    async def _next_result(self):
        return (await self._next_done()).result()

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        self._left -= 1
        return self._next_result()

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        self._left -= 1
        return await self._next_done()


def as_completed(fs, *, timeout=None):
    """The awaitables in the order they are done."""
    if _isawaitable(fs):
        raise TypeError(f'expects an iterable of awaitables, not {type(fs).__name__}')
    return _AsCompleted(fs, timeout)


class _GatheringFuture(Future):
    """The outer future of `gather`: cancelling it cancels the children."""

    _cancel_asked = False

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children

    def cancel(self, msg=None):
        if self.done():
            return False
        # each child is asked; the outcome comes from them
        asked = [child.cancel(msg=msg) for child in self._children]
        if any(asked):
            self._cancel_asked = True
        return any(asked)


def gather(*coros_or_futures, return_exceptions=False):
    """The results of all, in order; the first exception, unless exceptions are to be results."""
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    known, children, loop = {}, [], None
    for arg in coros_or_futures:
        if arg not in known:
            child = known[arg] = ensure_future(arg, loop=loop)
            loop = child.get_loop() if loop is None else loop
        children.append(known[arg])
    outer = _GatheringFuture(children, loop=loop)
    left = len(known)
    me = current_task() if events._get_running_loop() is not None else None

    def _done_callback(child):
        nonlocal left
        left -= 1
        if me is not None:
            futures.future_discard_from_awaited_by(child, me)
        if outer.done():
            if not child.cancelled():
                child.exception()
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._make_cancelled_error())
                return
            if child.exception() is not None:
                outer.set_exception(child._exception)
                return
        if left:
            return
        results = []
        for f in children:
            if f.cancelled():
                results.append(CancelledError('' if f._cancel_message is None else f._cancel_message))
            else:
                error = f.exception()
                results.append(f.result() if error is None else error)
        if outer._cancel_asked:
            outer.set_exception(children[-1]._make_cancelled_error() if children[-1].cancelled() else CancelledError())
        else:
            outer.set_result(results)

    for child in known.values():
        if me is not None:
            futures.future_add_to_awaited_by(child, me)
        child.add_done_callback(_done_callback)
    return outer


def shield(arg):
    """An awaitable for the same result; cancelling it leaves arg alone."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    loop = inner.get_loop()
    outer = loop.create_future()
    me = current_task() if events._get_running_loop() is not None else None
    if me is not None:
        futures.future_add_to_awaited_by(inner, me)

    def inner_done(inner):
        if me is not None:
            futures.future_discard_from_awaited_by(inner, me)
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
            return
        futures._copy_outcome(inner, outer)

    def outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(inner_done)
    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Run a coroutine in a loop of another thread; a `concurrent.futures.Future`."""
    if not coroutines.iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    from concurrent.futures import Future as ThreadFuture
    outside = ThreadFuture()

    def finish(task):
        if task.cancelled():
            outside.cancel()
            outside.set_running_or_notify_cancel()
        elif outside.set_running_or_notify_cancel():
            futures._copy_outcome(task, outside)

    def start():
        try:
            task = ensure_future(coro, loop=loop)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if outside.set_running_or_notify_cancel():
                outside.set_exception(error)
            raise
        task.add_done_callback(finish)
        outside.add_done_callback(
            lambda f: f.cancelled() and not loop.is_closed() and loop.call_soon_threadsafe(task.cancel))
    loop.call_soon_threadsafe(start)
    return outside
