"""Contract: what a loop runs (`Handle`, `TimerHandle`), and which loop is this thread's: the running one, the set one."""
from _asyncio import _get_running_loop, _set_running_loop, get_event_loop, get_running_loop
from _asyncio_events import Handle, TimerHandle
from _thread import _local as _ThreadLocal

__all__ = ('AbstractEventLoop', 'Handle', 'TimerHandle', 'get_event_loop', 'set_event_loop', 'new_event_loop',
           '_set_running_loop', 'get_running_loop', '_get_running_loop')


class AbstractEventLoop:
    """The base of event loops."""


class _Local(_ThreadLocal):
    chosen = None


_local = _Local()


def _chosen_loop():
    """The loop that was set for this thread."""
    loop = _local.chosen
    if loop is None:
        import threading
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


def _report_callback(handle, error):
    """Tell the loop what a handle's callback raised."""
    from asyncio import format_helpers
    loop = handle._loop
    shown = format_helpers._format_callback_source(handle._callback, handle._args, debug=loop.get_debug())
    context = {'message': f'Exception in callback {shown}', 'exception': error, 'handle': handle}
    if handle._source_traceback:
        context['source_traceback'] = handle._source_traceback
    loop.call_exception_handler(context)
