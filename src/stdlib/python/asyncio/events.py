"""Contract: what a loop runs (`Handle`, `TimerHandle`), and which loop is this thread's: the running one, the set one."""
import contextvars
import threading

__all__ = ('AbstractEventLoop', 'Handle', 'TimerHandle', 'get_event_loop', 'set_event_loop', 'new_event_loop',
           '_set_running_loop', 'get_running_loop', '_get_running_loop')


class AbstractEventLoop:
    """The base of event loops."""


class _Local(threading.local):
    running = None
    chosen = None


_local = _Local()


def _get_running_loop():
    """The loop that runs in this thread, or None."""
    return _local.running


def _set_running_loop(loop):
    _local.running = loop


def get_running_loop():
    """The loop that runs in this thread; RuntimeError when there is none."""
    loop = _local.running
    if loop is None:
        raise RuntimeError('no running event loop')
    return loop


def get_event_loop():
    """The running loop, else the one that was set."""
    loop = _local.running or _local.chosen
    if loop is None:
        raise RuntimeError(f'There is no current event loop in thread {threading.current_thread().name!r}.')
    return loop


def set_event_loop(loop):
    """Choose the thread's loop; None for none."""
    if loop is not None and not isinstance(loop, AbstractEventLoop):
        raise TypeError("loop must be an instance of AbstractEventLoop or None, "
                        f"not '{type(loop).__name__}'")
    _local.chosen = loop


def new_event_loop():
    """A new loop."""
    from asyncio.base_events import EventLoop
    return EventLoop()


def _named(callback):
    """`f() at file:line`, for messages."""
    name = getattr(callback, '__qualname__', None)
    if name is None:
        return repr(callback)
    code = getattr(callback, '__code__', None)
    if code is None or name == 'Task.task_wakeup':
        return f'{name}()'
    return f'{name}() at {code.co_filename}:{code.co_firstlineno}'


class Handle:
    """A callback that a loop will call."""

    def __init__(self, callback, args, loop, context=None):
        self._context = contextvars.copy_context() if context is None else context
        self._callback, self._args, self._loop = callback, args, loop
        self._cancelled = False

    def __repr__(self):
        shown = 'cancelled' if self._cancelled else _named(self._callback)
        return f'<{type(self).__name__} {shown}>'

    def get_context(self):
        return self._context

    def cancel(self):
        """The callback will not be called."""
        self._cancelled = True
        self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        if self._cancelled:
            return
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler(
                {'message': f'Exception in callback {_named(self._callback)}', 'exception': error, 'handle': self})


class TimerHandle(Handle):
    """A callback for a time of the loop's clock. Ordered by time, then by age."""

    def __init__(self, when, number, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when, self._number = when, number

    def __lt__(self, other):
        return (self._when, self._number) < (other._when, other._number)

    def when(self):
        """The time, by the loop's clock."""
        return self._when
