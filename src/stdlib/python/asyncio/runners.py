"""Contract: `run` and `Runner`: a loop made, used for coroutines, and put away with everything in it."""
import _signal
from _contextvars import copy_context
from _thread import _get_main_thread_ident, get_ident

from asyncio import coroutines, events, tasks
from asyncio.exceptions import CancelledError

__all__ = ('Runner', 'run')


class Runner:
    """One loop and one context for several coroutines, one after the other."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug, self._factory = debug, loop_factory
        # created, ready, closed
        self._state = 'created'
        self._loop = self._context = None
        self._interrupts = 0
        self._chosen = False

    def __enter__(self):
        self._prepare()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def _prepare(self):
        if self._state == 'closed':
            raise RuntimeError('Runner is closed')
        if self._state == 'ready':
            return
        if self._factory is None:
            self._loop = events.new_event_loop()
            events.set_event_loop(self._loop)
            self._chosen = True
        else:
            self._loop = self._factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)
        self._context = copy_context()
        self._state = 'ready'

    def get_loop(self):
        """The loop, which is made now if need be."""
        self._prepare()
        return self._loop

    def close(self):
        """Cancel the tasks that are left, end generators and threads, close the loop."""
        if self._state != 'ready':
            return
        loop = self._loop
        try:
            _cancel_all(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor(300))
        finally:
            if self._chosen:
                events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._state = 'closed'

    def run(self, coro, *, context=None):
        """Run a coroutine to its end; its result."""
        if events._get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._prepare()
        if not coroutines.iscoroutine(coro):
            if not tasks._isawaitable(coro):
                raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
            coro = tasks._await(coro)
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        handler = None
        if get_ident() == _get_main_thread_ident() \
                and _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
            def handler(number, frame):
                self._interrupt(task)
            try:
                _signal.signal(_signal.SIGINT, handler)
            except ValueError:
                # signals are another interpreter's
                handler = None
        self._interrupts = 0
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if self._interrupts > 0 and task.uncancel() == 0:
                raise KeyboardInterrupt() from None
            raise
        finally:
            if handler is not None and _signal.getsignal(_signal.SIGINT) is handler:
                _signal.signal(_signal.SIGINT, _signal.default_int_handler)

    def _interrupt(self, task):
        """The first Ctrl-C cancels the main task, the next one raises."""
        self._interrupts += 1
        if self._interrupts == 1 and not task.done():
            task.cancel()
            self._loop.call_soon_threadsafe(lambda: None)
            return
        raise KeyboardInterrupt()


def run(main, *, debug=None, loop_factory=None):
    """Run a coroutine in a new loop; its result."""
    if events._get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug, loop_factory=loop_factory) as runner:
        return runner.run(main)


def _cancel_all(loop):
    left = tasks.all_tasks(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({'message': 'unhandled exception during asyncio.run() shutdown',
                                         'exception': task.exception(), 'task': task})
