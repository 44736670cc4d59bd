"""Contract: `Future`, which is native (`_asyncio`), and the bridge from `concurrent.futures`."""
from _asyncio import Future, future_add_to_awaited_by, future_discard_from_awaited_by

from asyncio import events

__all__ = ('Future', 'wrap_future', 'isfuture', 'future_discard_from_awaited_by', 'future_add_to_awaited_by')

_CFuture = Future


def isfuture(obj):
    """Whether obj behaves as a Future."""
    return hasattr(type(obj), '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


def _get_loop(future):
    """The loop of whatever behaves as a future."""
    try:
        get_loop = future.get_loop
    except AttributeError:
        return future._loop
    return get_loop()


def _set_result_unless_cancelled(future, result):
    if not future.cancelled():
        future.set_result(result)


def _copy_outcome(source, target):
    """Give a done future's outcome to another, of either kind."""
    if target.cancelled() or target.done():
        return
    if source.cancelled():
        target.cancel()
        return
    error = source.exception()
    if error is not None:
        target.set_exception(error)
    else:
        target.set_result(source.result())


def wrap_future(future, *, loop=None):
    """An asyncio Future that follows a `concurrent.futures.Future`, and cancels it."""
    if isfuture(future):
        return future
    loop = events.get_event_loop() if loop is None else loop
    wrapped = loop.create_future()

    def theirs_done(source):
        if not loop.is_closed():
            loop.call_soon_threadsafe(_copy_outcome, source, wrapped)

    def ours_done(wrapped):
        if wrapped.cancelled():
            future.cancel()
    wrapped.add_done_callback(ours_done)
    future.add_done_callback(theirs_done)
    return wrapped
