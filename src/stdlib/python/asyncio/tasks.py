"""Contract: `Task` (a Future that drives a coroutine), and waiting for several: gather, wait, as_completed, shield.

A task takes one step for each callback of its loop: it sends None into the coroutine and gets None ("let others run")
or the future the coroutine waits for, whose callback is the next step. A cancellation is thrown in at the next step.
"""
import contextvars
import inspect
import itertools

from asyncio import coroutines, events, futures, timeouts
from asyncio.exceptions import CancelledError, InvalidStateError
from asyncio.futures import Future

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait', 'wait_for',
           'as_completed', 'sleep', 'gather', 'shield', 'ensure_future', 'run_coroutine_threadsafe', 'current_task',
           'all_tasks', 'create_eager_task_factory', 'eager_task_factory')

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

_numbers = itertools.count(1)


def current_task(loop=None):
    """The task that runs now, or None."""
    return (events.get_running_loop() if loop is None else loop)._current


def all_tasks(loop=None):
    """The tasks of a loop that are not done."""
    loop = events.get_running_loop() if loop is None else loop
    return {task for task in list(loop._tasks) if not task.done()}


def _from_coroutine(error):
    """The exception with a traceback that begins in the coroutine, not in the task's step."""
    traceback = error.__traceback__
    return error.with_traceback(traceback.tb_next if traceback is not None else None)


class Task(Future):
    """A coroutine that runs in a loop, beside others."""

    _waiting_for = None
    _must_cancel = False
    _requests = 0

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        super().__init__(loop=loop)
        if not coroutines.iscoroutine(coro):
            self._state = 'FINISHED'
            raise TypeError(f'a coroutine was expected, got {coro!r}')
        self._name = f'Task-{next(_numbers)}' if name is None else str(name)
        self._coro = coro
        self._context = contextvars.copy_context() if context is None else context
        self._loop._tasks.add(self)
        if eager_start and self._loop.is_running():
            self._context.run(self._step)
        else:
            self._loop.call_soon(self._step, context=self._context)

    def _shown(self):
        shown = super()._shown()
        if self._must_cancel:
            shown[0] = 'cancelling'
        shown.insert(1, f'name={self._name!r}')
        shown.insert(2, f'coro=<{coroutines._shown(self._coro)}>')
        if self._waiting_for is not None:
            shown.insert(3, f'wait_for={self._waiting_for!r}')
        return shown

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception):
        raise RuntimeError('Task does not support set_exception operation')

    def get_stack(self, *, limit=None):
        """The frames of the coroutine: one while it waits, none when it is done."""
        frame = getattr(self._coro, 'cr_frame', None)
        return [] if frame is None else [frame]

    def cancel(self, msg=None):
        """Ask for a CancelledError inside the coroutine; False when it is done."""
        self._unseen = False
        if self.done():
            return False
        self._requests += 1
        if self._waiting_for is not None and self._waiting_for.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._message = msg
        return True

    def cancelling(self):
        """How many cancellations were asked for and not taken back."""
        return self._requests

    def uncancel(self):
        """Take back one request; how many are left."""
        if self._requests > 0:
            self._requests -= 1
            if self._requests == 0:
                self._must_cancel = False
        return self._requests

    def _end(self, state):
        self._loop._tasks.discard(self)
        super()._end(state)

    def _step(self, error=None):
        if self.done():
            raise InvalidStateError(f'step(): already done: {self!r}, {error!r}')
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._waiting_for = None
        loop = self._loop
        before, loop._current = loop._current, self
        try:
            try:
                waited = self._coro.send(None) if error is None else self._coro.throw(error)
            finally:
                loop._current = before
        except StopIteration as stop:
            if self._must_cancel:
                # asked for in the last step
                self._must_cancel = False
                super().cancel(msg=self._message)
            else:
                super().set_result(stop.value)
        except CancelledError as cancelled:
            self._cancelled_error = _from_coroutine(cancelled)
            super().cancel()
        except (KeyboardInterrupt, SystemExit) as raised:
            super().set_exception(_from_coroutine(raised))
            # seen: it goes on from here
            self._unseen = False
            raise
        except BaseException as raised:
            super().set_exception(_from_coroutine(raised))
        else:
            self._wait(waited)
        finally:
            # no cycle through this frame
            self = error = None

    def _wait(self, waited):
        loop = self._loop
        if waited is None:
            loop.call_soon(self._step, context=self._context)
            return
        blocking = getattr(waited, '_asyncio_future_blocking', None)
        if blocking is None:
            wrong = f'Task got bad yield: {waited!r}'
        elif waited._loop is not loop:
            wrong = f'Task {self!r} got Future {waited!r} attached to a different loop'
        elif not blocking:
            wrong = f'yield was used instead of yield from in task {self!r} with {waited!r}'
        elif waited is self:
            wrong = f'Task cannot await on itself: {self!r}'
        else:
            waited._asyncio_future_blocking = False
            waited.add_done_callback(self._wakeup, context=self._context)
            self._waiting_for = waited
            if self._must_cancel and waited.cancel(msg=self._message):
                self._must_cancel = False
            return
        loop.call_soon(self._step, RuntimeError(wrong), context=self._context)

    def _wakeup(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()
        self = None

    _wakeup.__qualname__ = 'Task.task_wakeup'


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
        if not inspect.isawaitable(coro):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro = _await(coro)
    try:
        loop = events.get_event_loop() if loop is None else loop
        return loop.create_task(coro)
    except RuntimeError:
        coro.close()
        raise


async def _await(awaitable):
    return await awaitable


class _Yield:
    """Awaited: lets the loop make one round."""

    def __await__(self):
        yield


def _set_unless_done(future, result):
    if not future.done():
        future.set_result(result)


async def sleep(delay, result=None):
    """Wait delay seconds; gives result."""
    if delay <= 0:
        await _Yield()
        return result
    if delay != delay:
        raise ValueError('Invalid delay: NaN (not a number)')
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _set_unless_done, future, result)
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

    def enough():
        if return_when == FIRST_COMPLETED:
            return any(f.done() for f in fs)
        failed = return_when == FIRST_EXCEPTION and any(
            f.done() and not f.cancelled() and f._exception is not None for f in fs)
        return failed or all(f.done() for f in fs)

    loop = events.get_running_loop()
    if not any(f.done() for f in fs) or not enough():
        waiter = loop.create_future()

        def on_done(future):
            if not waiter.done() and enough():
                waiter.set_result(None)
        timer = None if timeout is None else loop.call_later(timeout, _set_unless_done, waiter, None)
        for f in fs:
            f.add_done_callback(on_done)
        try:
            await waiter
        finally:
            if timer is not None:
                timer.cancel()
            for f in fs:
                f.remove_done_callback(on_done)
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
    if inspect.isawaitable(fs):
        raise TypeError(f'expects an iterable of awaitables, not {type(fs).__name__}')
    return _AsCompleted(fs, timeout)


class _Gathering(Future):
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
    outer = _Gathering(children, loop=loop)
    left = len(known)

    def on_done(child):
        nonlocal left
        left -= 1
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
                results.append(CancelledError('' if f._message is None else f._message))
            else:
                error = f.exception()
                results.append(f.result() if error is None else error)
        if outer._cancel_asked:
            outer.set_exception(children[-1]._make_cancelled_error() if children[-1].cancelled() else CancelledError())
        else:
            outer.set_result(results)

    for child in known.values():
        child.add_done_callback(on_done)
    return outer


def shield(arg):
    """An awaitable for the same result; cancelling it leaves arg alone."""
    inner = ensure_future(arg)
    if inner.done():
        return inner
    loop = inner.get_loop()
    outer = loop.create_future()

    def inner_done(inner):
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
