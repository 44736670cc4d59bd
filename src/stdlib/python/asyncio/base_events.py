"""Contract: the event loop: a queue of ready callbacks, a heap of timers, a condition to sleep on.

There are no sockets. The loop's own thread appends to the queue without the condition; other threads append and then
notify under it, and the loop looks at the queue again under it before it sleeps, so no wake-up is lost.
"""
import heapq
import sys
import threading
import time
from collections import deque

from asyncio import events, futures, tasks

__all__ = ('BaseEventLoop', 'EventLoop')


class BaseEventLoop(events.AbstractEventLoop):
    """Runs callbacks, one at a time, in the thread that called `run_forever`."""

    def __init__(self):
        self._ready = deque()
        self._timers = []
        self._timer_count = 0
        self._wake = threading.Condition()
        self._stopping = self._closed = False
        self._thread_id = None
        self._tasks = set()
        self._current = None
        self._factory = None
        self._handler = None
        self._executor = None
        self._executor_down = False
        self._generators = set()
        self._debug = False
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return f'<{type(self).__name__} running={self.is_running()} closed={self._closed} debug={self._debug}>'

    # Running.

    def run_forever(self):
        """Run until `stop` is called."""
        self._check_closed()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')
        hooks = sys.get_asyncgen_hooks() if hasattr(sys, 'get_asyncgen_hooks') else None
        if hooks is not None:
            sys.set_asyncgen_hooks(firstiter=self._generators.add, finalizer=self._finish_generator)
        self._thread_id = threading.get_ident()
        events._set_running_loop(self)
        try:
            self._run_once()
            while not self._stopping:
                self._run_once()
        finally:
            self._stopping = False
            self._thread_id = None
            events._set_running_loop(None)
            if hooks is not None:
                sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        """Run until the future is done; its result."""
        self._check_closed()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        is_new = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        future.add_done_callback(self._stop_for)
        try:
            self.run_forever()
        except BaseException:
            if is_new and future.done() and not future.cancelled():
                # it is the same exception: no complaint that nobody looked
                future.exception()
            raise
        finally:
            future.remove_done_callback(self._stop_for)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    def _stop_for(self, future):
        if not future.cancelled() and isinstance(future._exception, (SystemExit, KeyboardInterrupt)):
            return
        self.stop()

    def stop(self):
        """Leave `run_forever` after the callbacks that are ready now."""
        self._stopping = True

    def is_running(self):
        return self._thread_id is not None

    def is_closed(self):
        return self._closed

    def close(self):
        """Give up what the loop holds; it must not be running."""
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        self._closed = True
        self._ready.clear()
        self._timers.clear()
        if self._executor is not None:
            self._executor_down = True
            self._executor.shutdown(wait=False)
            self._executor = None

    def _check_closed(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def _run_once(self):
        timers, ready = self._timers, self._ready
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)
        if not ready and not self._stopping:
            with self._wake:
                if not ready and not self._stopping:
                    timeout = max(0, timers[0]._when - self.time()) if timers else None
                    self._wake.wait(timeout)
        now = self.time()
        while timers and timers[0]._when <= now:
            ready.append(heapq.heappop(timers))
        # what becomes ready now is for the next round
        for _ in range(len(ready)):
            ready.popleft()._run()

    # Callbacks.

    def time(self):
        """The loop's clock, in seconds."""
        return time.monotonic()

    def call_soon(self, callback, *args, context=None):
        """Call in the next round."""
        self._check_closed()
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        """As `call_soon`, from any thread."""
        handle = self.call_soon(callback, *args, context=context)
        with self._wake:
            self._wake.notify()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        """Call after delay seconds."""
        if delay is None:
            raise TypeError('delay must not be None')
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        """Call at a time of the loop's clock."""
        if when is None:
            raise TypeError('when cannot be None')
        self._check_closed()
        self._timer_count += 1
        handle = events.TimerHandle(when, self._timer_count, callback, args, self, context)
        heapq.heappush(self._timers, handle)
        return handle

    # Futures, tasks, threads.

    def create_future(self):
        return futures.Future(loop=self)

    def create_task(self, coro, **kwargs):
        """Run a coroutine as a task of this loop."""
        self._check_closed()
        if self._factory is not None:
            return self._factory(self, coro, **kwargs)
        return tasks.Task(coro, loop=self, **kwargs)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._factory = factory

    def get_task_factory(self):
        return self._factory

    def run_in_executor(self, executor, func, *args):
        """Call in a thread of the executor (None: the loop's own); an awaitable."""
        self._check_closed()
        if executor is None:
            if self._executor_down:
                raise RuntimeError('Executor shutdown has been called')
            executor = self._executor
            if executor is None:
                from concurrent.futures import ThreadPoolExecutor
                executor = self._executor = ThreadPoolExecutor(thread_name_prefix='asyncio')
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        self._executor = executor

    async def shutdown_default_executor(self, timeout=None):
        """Wait for the threads of the loop's own executor."""
        self._executor_down = True
        executor = self._executor
        if executor is None:
            return
        done = self.create_future()

        def shut():
            executor.shutdown(wait=True)
            if not self._closed:
                self.call_soon_threadsafe(lambda: done.done() or done.set_result(None))
        thread = threading.Thread(target=shut)
        thread.start()
        try:
            from asyncio import timeouts
            async with timeouts.timeout(timeout):
                await done
        except TimeoutError:
            executor.shutdown(wait=False)
        else:
            thread.join()

    async def shutdown_asyncgens(self):
        """Close the asynchronous generators that were begun and not finished."""
        pending = list(self._generators)
        self._generators.clear()
        if not pending:
            return
        results = await tasks.gather(*[gen.aclose() for gen in pending], return_exceptions=True)
        for result, gen in zip(results, pending):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous generator {gen!r}',
                    'exception': result, 'asyncgen': gen})

    def _finish_generator(self, gen):
        self._generators.discard(gen)
        if not self._closed:
            self.call_soon_threadsafe(self.create_task, gen.aclose())

    # Errors that have nowhere else to go.

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f'A callable object or None is expected, got {handler!r}')
        self._handler = handler

    def get_exception_handler(self):
        return self._handler

    def call_exception_handler(self, context):
        """Report an error."""
        if self._handler is None:
            self.default_exception_handler(context)
            return
        try:
            self._handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self.default_exception_handler(
                {'message': 'Unhandled error in exception handler', 'exception': error, 'context': context})

    def default_exception_handler(self, context):
        """Write an error to the standard error."""
        if sys.stderr is None:
            return
        lines = [context.get('message') or 'Unhandled exception in event loop']
        lines += [f'{key}: {context[key]!r}' for key in sorted(context) if key not in ('message', 'exception')]
        text = '\n'.join(lines) + '\n'
        error = context.get('exception')
        if error is not None:
            import traceback
            text += ''.join(traceback.format_exception(error))
        sys.stderr.write(text)

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled


class EventLoop(BaseEventLoop):
    """The loop that `new_event_loop` makes."""
