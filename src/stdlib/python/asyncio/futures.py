"""Contract: `Future`: a result that comes later, for one loop's thread; and the bridge from `concurrent.futures`."""
import contextvars
import types

from asyncio import events
from asyncio.exceptions import CancelledError, InvalidStateError

__all__ = ('Future', 'wrap_future', 'isfuture')


def isfuture(obj):
    """Whether obj behaves as a Future."""
    return hasattr(type(obj), '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


class Future:
    """PENDING, then FINISHED or CANCELLED; callbacks are called by the loop afterwards."""

    _state = 'PENDING'
    _result = _exception = _message = _cancelled_error = None
    # set between `yield self` and the task's taking note of it
    _asyncio_future_blocking = False
    # whether an exception is there that nobody has asked for
    _unseen = False

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._callbacks = []

    def __repr__(self):
        return f'<{type(self).__name__} {" ".join(self._shown())}>'

    def _shown(self):
        shown = [self._state.lower()]
        if self._state == 'FINISHED':
            shown.append(f'exception={self._exception!r}' if self._exception is not None else f'result={self._result!r}')
        if self._callbacks:
            names = [events._named(f) for f, _ in self._callbacks]
            shown.append(f'cb=[{", ".join(names)}]')
        return shown

    def __del__(self):
        if self._unseen:
            self._loop.call_exception_handler({
                'message': f'{type(self).__name__} exception was never retrieved',
                'exception': self._exception, 'future': self})

    __class_getitem__ = classmethod(types.GenericAlias)

    def get_loop(self):
        return self._loop

    def done(self):
        return self._state != 'PENDING'

    def cancelled(self):
        return self._state == 'CANCELLED'

    def cancel(self, msg=None):
        """Cancel, if it is not done; whether it was not."""
        self._unseen = False
        if self._state != 'PENDING':
            return False
        self._message = msg
        self._end('CANCELLED')
        return True

    def _make_cancelled_error(self):
        error, self._cancelled_error = self._cancelled_error, None
        if error is not None:
            return error
        return CancelledError() if self._message is None else CancelledError(self._message)

    def result(self):
        """The result; raises the exception, if that is the outcome."""
        if self._state == 'CANCELLED':
            raise self._make_cancelled_error()
        if self._state != 'FINISHED':
            raise InvalidStateError('Result is not set.')
        self._unseen = False
        if self._exception is not None:
            raise self._exception.with_traceback(self._traceback)
        return self._result

    def exception(self):
        """The exception, or None."""
        if self._state == 'CANCELLED':
            raise self._make_cancelled_error()
        if self._state != 'FINISHED':
            raise InvalidStateError('Exception is not set.')
        self._unseen = False
        return self._exception

    def set_result(self, result):
        if self._state != 'PENDING':
            raise InvalidStateError('invalid state')
        self._result = result
        self._end('FINISHED')

    def set_exception(self, exception):
        if self._state != 'PENDING':
            raise InvalidStateError('invalid state')
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            error = RuntimeError('StopIteration interacts badly with generators and cannot be raised into a Future')
            error.__cause__ = error.__context__ = exception
            exception = error
        self._exception, self._traceback = exception, exception.__traceback__
        self._unseen = True
        self._end('FINISHED')

    def add_done_callback(self, fn, *, context=None):
        """Let the loop call fn(self) once it is done."""
        if context is None:
            context = contextvars.copy_context()
        if self._state != 'PENDING':
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, context))

    def remove_done_callback(self, fn):
        """Forget a callback; how often it was there."""
        kept = [entry for entry in self._callbacks if entry[0] != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed

    def _end(self, state):
        self._state = state
        callbacks, self._callbacks = self._callbacks, []
        for fn, context in callbacks:
            self._loop.call_soon(fn, self, context=context)

    def __await__(self):
        if self._state == 'PENDING':
            self._asyncio_future_blocking = True
            yield self
            if self._state == 'PENDING':
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


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
