"""Futures, executors, and waiting for several futures.

Contract: CPython 3.14's public names, texts and behaviour. A Future moves, under its condition, along

    PENDING -> RUNNING -> FINISHED          PENDING -> CANCELLED -> CANCELLED_AND_NOTIFIED

and only the last state of each row is final: then its waiters (`wait`, `as_completed`) have been told. Callbacks run
without the condition, in the thread that finished the future, or at once when it is done already.
"""

import threading
import time
import types
from itertools import islice

try:
    from _collections import deque
except ImportError:
    from collections import deque

FIRST_COMPLETED = 'FIRST_COMPLETED'
FIRST_EXCEPTION = 'FIRST_EXCEPTION'
ALL_COMPLETED = 'ALL_COMPLETED'

PENDING = 'PENDING'
RUNNING = 'RUNNING'
CANCELLED = 'CANCELLED'
CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED'
FINISHED = 'FINISHED'

_STATE_TO_DESCRIPTION_MAP = {
    PENDING: 'pending',
    RUNNING: 'running',
    CANCELLED: 'cancelled',
    CANCELLED_AND_NOTIFIED: 'cancelled',
    FINISHED: 'finished',
}
_FINAL = (CANCELLED_AND_NOTIFIED, FINISHED)
_CANCELLED = (CANCELLED, CANCELLED_AND_NOTIFIED)
_DONE = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)

TimeoutError = TimeoutError


class Error(Exception):
    """What is wrong with a future."""


class CancelledError(Error):
    """There is no result: the call was cancelled."""


class InvalidStateError(Error):
    """A future cannot do this now."""


class BrokenExecutor(RuntimeError):
    """An executor cannot go on after a failure of its own."""


class Future:
    """The result of a call that is made elsewhere, some time."""

    def __init__(self):
        self._state = PENDING
        self._condition = threading.Condition()
        self._result = self._exception = None
        self._waiters, self._done_callbacks = [], []

    def __repr__(self):
        with self._condition:
            state = _STATE_TO_DESCRIPTION_MAP[self._state]
            if self._state == FINISHED:
                if self._exception is not None:
                    state += f' raised {self._exception.__class__.__name__}'
                else:
                    state += f' returned {self._result.__class__.__name__}'
            return f'<{self.__class__.__name__} at {id(self):#x} state={state}>'

    # For the one who asked for the call.

    def cancel(self):
        """Keep the call from being made; False when it is being made or was."""
        with self._condition:
            if self._state != PENDING:
                return self._state in _CANCELLED
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        with self._condition:
            return self._state in _CANCELLED

    def running(self):
        with self._condition:
            return self._state == RUNNING

    def done(self):
        with self._condition:
            return self._state in _DONE

    def result(self, timeout=None):
        """What the call returned; raises what it raised, CancelledError, or TimeoutError after timeout seconds."""
        with self._condition:
            self._wait_until_done(timeout)
            exception = self._exception
            if exception is None:
                return self._result
        try:
            raise exception
        finally:
            # The exception's traceback refers to this frame: no cycle.
            exception = self = None

    def exception(self, timeout=None):
        """What the call raised, None when it returned; CancelledError and TimeoutError as in result."""
        with self._condition:
            self._wait_until_done(timeout)
            return self._exception

    def add_done_callback(self, fn):
        """Call fn(self) when the future is done: now, if it is."""
        with self._condition:
            if self._state not in _DONE:
                self._done_callbacks.append(fn)
                return
        self._invoke(fn)

    # For the executor that makes the call.

    def set_running_or_notify_cancel(self):
        """Say that the call begins; False when it was cancelled and must not be made."""
        with self._condition:
            state = self._state
            if state == PENDING:
                self._state = RUNNING
                return True
            if state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.tell(self)
                return False
        # As documented: logged, then raised.
        _log('Future %s in unexpected state: %s' % (id(self), state))
        raise RuntimeError('Future in unexpected state')

    def set_result(self, result):
        """Say that the call returned."""
        self._finish(result, None)

    def set_exception(self, exception):
        """Say that the call raised."""
        self._finish(None, exception)

    __class_getitem__ = classmethod(types.GenericAlias)

    def _wait_until_done(self, timeout):
        # Condition held.
        if self._state not in _DONE:
            self._condition.wait(timeout)
        if self._state in _CANCELLED:
            raise CancelledError()
        if self._state != FINISHED:
            raise TimeoutError()

    def _finish(self, result, exception):
        with self._condition:
            if self._state in _DONE:
                raise InvalidStateError('{}: {!r}'.format(self._state, self))
            self._result = result
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.tell(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            self._invoke(callback)

    def _invoke(self, callback):
        try:
            callback(self)
        except Exception as error:
            _log('exception calling callback for %r' % (self,), error)


# --- Waiting for several ---

class _Waiter:
    """Collects futures as they reach a final state, and sets its event once there are enough of them.

    `tell` is called with that future's condition held and takes only this object's lock inside it, never the other way round.
    """

    def __init__(self, number, return_when):
        self.event = threading.Event()
        self._lock = threading.Lock()
        self._finished = []
        self._left = number
        self._return_when = return_when

    def watch(self, futures):
        """Take those that are in a final state already, and be told of the others."""
        for future in futures:
            with future._condition:
                if future._state in _FINAL:
                    self.tell(future)
                else:
                    future._waiters.append(self)

    def leave(self, futures):
        for future in futures:
            with future._condition:
                if self in future._waiters:
                    future._waiters.remove(self)

    def tell(self, future):
        with self._lock:
            self._finished.append(future)
            self._left -= 1
            enough = self._left == 0 or self._return_when == FIRST_COMPLETED or (
                self._return_when == FIRST_EXCEPTION and future._exception is not None)
        if enough:
            self.event.set()

    def take(self):
        """The futures that finished since the last call."""
        with self._lock:
            finished, self._finished = self._finished, []
            self.event.clear()
            return finished


class DoneAndNotDoneFutures(tuple):
    """The two sets that `wait` returns, by name too."""

    _fields = ('done', 'not_done')
    __match_args__ = _fields

    def __new__(cls, done, not_done):
        return tuple.__new__(cls, (done, not_done))

    def __repr__(self):
        return f'{self.__class__.__name__}(done={self[0]!r}, not_done={self[1]!r})'

    def __getnewargs__(self):
        return tuple(self)

    def _asdict(self):
        return {'done': self[0], 'not_done': self[1]}

    @property
    def done(self):
        return self[0]

    @property
    def not_done(self):
        return self[1]


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for all, the first, or the first failed of the futures; returns the sets (done, not_done)."""
    fs = set(fs)
    done = {f for f in fs if f._state in _FINAL}
    not_done = fs - done
    if not not_done:
        return DoneAndNotDoneFutures(done, not_done)
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError('Invalid return condition: %r' % return_when)
    waiter = _Waiter(len(fs), return_when)
    waiter.watch(fs)
    try:
        waiter.event.wait(timeout)
    finally:
        waiter.leave(fs)
    done = set(waiter.take())
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    """Yield the futures as they get done; TimeoutError when they are not in time."""
    if timeout is not None:
        end = timeout + time.monotonic()
    pending = set(fs)
    total = len(pending)
    waiter = _Waiter(total, FIRST_COMPLETED)
    waiter.watch(pending)
    try:
        while pending:
            finished = waiter.take()
            finished.reverse()
            while finished:
                pending.discard(finished[-1])
                # Nothing here refers to a future once it was handed out.
                yield finished.pop()
            if not pending:
                return
            if not waiter.event.wait(None if timeout is None else max(end - time.monotonic(), 0)):
                raise TimeoutError('%d (of %d) futures unfinished' % (len(pending), total))
    finally:
        waiter.leave(pending)


class Executor:
    """What makes calls: submit one, map many, shut down."""

    def submit(self, fn, /, *args, **kwargs):
        """Have fn(*args, **kwargs) called; returns its Future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1, buffersize=None):
        """As the builtin map, the calls being made by the executor; with buffersize, at most so many ahead of the reader.

        chunksize is for executors that send their work far; here it means nothing.
        """
        if buffersize is not None and not isinstance(buffersize, int):
            raise TypeError('buffersize must be an integer or None')
        if buffersize is not None and buffersize < 1:
            raise ValueError('buffersize must be None or > 0')
        end = None if timeout is None else timeout + time.monotonic()
        calls = zip(*iterables)
        ahead = calls if buffersize is None else islice(calls, buffersize)
        futures = deque([self.submit(fn, *args) for args in ahead])
        return self._map_results(futures, end, fn, calls if buffersize is not None else None)

    def _map_results(self, futures, end, fn, calls):
        try:
            while futures:
                if calls is not None:
                    for args in calls:
                        futures.append(self.submit(fn, *args))
                        break
                yield _result_or_cancel(futures.popleft(), end)
        finally:
            for future in futures:
                future.cancel()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Take no more work; wait until what was taken is done; cancel_futures drops what has not begun."""
        pass

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.shutdown(wait=True)
        return False


def _result_or_cancel(future, end):
    """The future's result; the future is cancelled when that takes longer than until end, or is interrupted."""
    try:
        try:
            return future.result(None if end is None else end - time.monotonic())
        finally:
            future.cancel()
    finally:
        del future


def _log(message, error=None):
    """Tell the user, as the logging package's last resort does, of a failure that has nobody to be raised to."""
    try:
        import logging
    except ImportError:
        import sys
        import traceback
        print(message, file=sys.stderr)
        if error is not None:
            traceback.print_exception(error)
    else:
        logging.getLogger('concurrent.futures').error(message, exc_info=error)
