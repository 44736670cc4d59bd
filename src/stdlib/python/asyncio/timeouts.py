"""Contract: `timeout` and `timeout_at`: a deadline for a block.

At the deadline the block's task is cancelled; at the block's end that cancellation, if it is the only one, becomes
TimeoutError.
"""
from asyncio import events
from asyncio.exceptions import CancelledError

__all__ = ('Timeout', 'timeout', 'timeout_at')


class Timeout:
    """A deadline, by the loop's clock, for an `async with` block."""

    def __init__(self, when):
        self._when = when
        # created, active, expiring, expired, finished
        self._state = 'created'
        self._task = self._timer = None

    def __repr__(self):
        shown = f' when={self._when:.3f}' if self._state == 'active' and self._when is not None else \
            ' when=None' if self._state == 'active' else ''
        return f'<Timeout [{self._state}]{shown}>'

    def when(self):
        """The deadline, or None."""
        return self._when

    def reschedule(self, when):
        """Move the deadline."""
        if self._state != 'active':
            if self._state == 'created':
                raise RuntimeError('Timeout has not been entered')
            raise RuntimeError(f'Cannot change state of {self._state} Timeout')
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        if when is not None:
            loop = events.get_running_loop()
            if when <= loop.time():
                self._timer = loop.call_soon(self._on_timeout)
            else:
                self._timer = loop.call_at(when, self._on_timeout)

    def expired(self):
        """Whether the deadline was reached inside the block."""
        return self._state in ('expiring', 'expired')

    def _on_timeout(self):
        self._task.cancel()
        self._state = 'expiring'
        self._timer = None

    async def __aenter__(self):
        if self._state != 'created':
            raise RuntimeError('Timeout has already been entered')
        from asyncio.tasks import current_task
        task = current_task()
        if task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._state = 'active'
        self._task = task
        self._before = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state == 'expiring':
            self._state = 'expired'
            if self._task.uncancel() <= self._before and kind is not None:
                if issubclass(kind, CancelledError):
                    raise TimeoutError from error
                if error is not None:
                    _replace_in_chain(error)
        elif self._state == 'active':
            self._state = 'finished'
        return None


def _replace_in_chain(error):
    """The timeout's CancelledError in an exception's context becomes TimeoutError."""
    while error.__context__ is not None:
        if isinstance(error.__context__, CancelledError):
            timed_out = TimeoutError()
            timed_out.__context__ = timed_out.__cause__ = error.__context__
            error.__context__ = timed_out
            break
        error = error.__context__


def timeout(delay):
    """A deadline in delay seconds; None for none."""
    loop = events.get_running_loop()
    return Timeout(loop.time() + delay if delay is not None else None)


def timeout_at(when):
    """A deadline at a time of the loop's clock."""
    return Timeout(when)
