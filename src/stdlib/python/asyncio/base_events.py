"""Contract: the event loop. Its turns are native (`_asyncio_events.LoopCore`): a queue of ready callbacks, a heap of timers, the
sleep in between. Here is the rest: running and closing, executors, generators, and errors that have nowhere else to go.

There are no sockets.
"""
import sys

from _asyncio_events import LoopCore
from _thread import get_ident
from _weakrefset import WeakSet

from asyncio import coroutines, events, futures, tasks

__all__ = ('BaseEventLoop', 'EventLoop')


def _run_until_complete_cb(future):
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        # it goes on from where it was raised
        return
    futures._get_loop(future).stop()


class BaseEventLoop(LoopCore, events.AbstractEventLoop):
    """Runs callbacks, one at a time, in the thread that called `run_forever`."""

    def __init__(self):
        self._handler = None
        self._executor = None
        self._executor_down = False
        self._generators = WeakSet()
        self._generators_down = False
        self._origins_before = None
        self._current_handle = None
        self.slow_callback_duration = 0.1
        self.set_debug(coroutines._is_debug_mode())

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
        hooks = sys.get_asyncgen_hooks()
        self._track_origins(self._debug)
        try:
            self._thread_id = get_ident()
            sys.set_asyncgen_hooks(firstiter=self._begin_generator, finalizer=self._finish_generator)
            events._set_running_loop(self)
            self._run_once()
            while not self._stopping:
                self._run_once()
        finally:
            self._stopping = False
            self._thread_id = None
            events._set_running_loop(None)
            self._track_origins(False)
            sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        """Run until the future is done; its result."""
        self._check_closed()
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        is_new = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        future.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except BaseException:
            if is_new and future.done() and not future.cancelled():
                # it is the same exception: no complaint that nobody looked
                future.exception()
            raise
        finally:
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    def close(self):
        """Give up what the loop holds; it must not be running."""
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()
        if self._executor is not None:
            self._executor_down = True
            self._executor.shutdown(wait=False)
            self._executor = None

    # Debugging.

    def _check_call(self, callback, method):
        """Is this a callback, in the right thread? Asked while the loop is being debugged."""
        if method != 'call_soon_threadsafe' and self._thread_id not in (None, get_ident()):
            raise RuntimeError('Non-thread-safe operation invoked on an event loop other than the current one')
        if coroutines.iscoroutine(callback) or coroutines._iscoroutinefunction(callback):
            raise TypeError(f'coroutines cannot be used with {method}()')
        if not callable(callback):
            raise TypeError(f'a callable object was expected by {method}(), got {callback!r}')

    def _run_watched(self, handle):
        """Call a handle and see how long it takes."""
        if handle._cancelled:
            return
        self._current_handle = handle
        try:
            begin = self.time()
            handle._run()
            taken = self.time() - begin
            if taken >= self.slow_callback_duration:
                from asyncio.log import logger
                logger.warning('Executing %s took %.3f seconds', _format_handle(handle), taken)
        finally:
            self._current_handle = None

    def set_debug(self, enabled):
        self._debug = enabled
        if self.is_running():
            self.call_soon_threadsafe(self._track_origins, enabled)

    def _track_origins(self, enabled):
        """Have coroutines note where they are made while the loop that is being debugged runs."""
        if bool(enabled) == (self._origins_before is not None):
            return
        if enabled:
            self._origins_before = sys.get_coroutine_origin_tracking_depth()
            sys.set_coroutine_origin_tracking_depth(10)
        else:
            sys.set_coroutine_origin_tracking_depth(self._origins_before)
            self._origins_before = None

    # Threads.

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
        import threading
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
        self._generators_down = True
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

    def _begin_generator(self, gen):
        if self._generators_down:
            import warnings
            warnings.warn(f'asynchronous generator {gen!r} was scheduled after loop.shutdown_asyncgens() call',
                          ResourceWarning, source=self)
        self._generators.add(gen)

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
        """Report an error, to the handler that was set, in the context of what failed, or to the log."""
        if self._handler is None:
            self._log(context, 'Exception in default exception handler')
            return
        try:
            where = None
            thing = context.get('task') or context.get('future') or context.get('handle')
            if thing is not None and hasattr(thing, 'get_context'):
                where = thing.get_context()
            if where is not None and hasattr(where, 'run'):
                where.run(self._handler, self, context)
            else:
                self._handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._log({'message': 'Unhandled error in exception handler', 'exception': error, 'context': context},
                      'Exception in default exception handler while handling an unexpected error in custom exception '
                      'handler')

    def _log(self, context, otherwise):
        """Have it logged; that failing, say so."""
        try:
            self.default_exception_handler(context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            from asyncio.log import logger
            logger.error(otherwise, exc_info=True)

    def default_exception_handler(self, context):
        """Log an error."""
        from asyncio.log import logger
        error = context.get('exception')
        if 'source_traceback' not in context and self._current_handle is not None \
                and self._current_handle._source_traceback:
            context['handle_traceback'] = self._current_handle._source_traceback
        lines = [context.get('message') or 'Unhandled exception in event loop']
        made = {'source_traceback': 'Object', 'handle_traceback': 'Handle'}
        for key in sorted(context):
            if key in ('message', 'exception'):
                continue
            if key in made:
                import traceback
                where = ''.join(traceback.format_list(context[key])).rstrip()
                lines.append(f'{key}: {made[key]} created at (most recent call last):\n{where}')
            else:
                lines.append(f'{key}: {context[key]!r}')
        logger.error('\n'.join(lines), exc_info=False if error is None else (type(error), error, error.__traceback__))


def _format_handle(handle):
    """A task's step is shown as the task."""
    task = getattr(handle._callback, '__self__', None)
    return repr(task) if isinstance(task, tasks.Task) else str(handle)


class EventLoop(BaseEventLoop):
    """The loop that `new_event_loop` makes."""
