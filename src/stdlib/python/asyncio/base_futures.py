"""Contract: what futures show of themselves, and what counts as one."""
import reprlib

from asyncio import format_helpers

_PENDING = 'PENDING'
_CANCELLED = 'CANCELLED'
_FINISHED = 'FINISHED'


def isfuture(obj):
    """Whether obj behaves as a Future."""
    return hasattr(type(obj), '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


def _format_callbacks(callbacks):
    """The first callback, the last one, and how many are between them."""
    shown = [format_helpers._format_callback_source(entry[0], ()) for entry in (callbacks[:1] + callbacks[1:][-1:])]
    if len(callbacks) > 2:
        shown.insert(1, f'<{len(callbacks) - 2} more>')
    return f'cb=[{", ".join(shown)}]'


def _future_repr_info(future):
    """State, outcome, callbacks, and where it was made, if that is known."""
    shown = [future._state.lower()]
    if future._state == _FINISHED:
        error = future._exception
        shown.append(f'exception={error!r}' if error is not None else f'result={reprlib.repr(future._result)}')
    callbacks = future._callbacks
    if callbacks:
        shown.append(_format_callbacks(callbacks))
    if future._source_traceback:
        frame = future._source_traceback[-1]
        shown.append(f'created at {frame[0]}:{frame[1]}')
    return shown


@reprlib.recursive_repr()
def _future_repr(future):
    """What `repr` gives."""
    return f'<{type(future).__name__} {" ".join(_future_repr_info(future))}>'
