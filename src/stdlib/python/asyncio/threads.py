"""Contract: `to_thread`."""
from _contextvars import copy_context
from _functools import partial

from asyncio import events

__all__ = ('to_thread',)


async def to_thread(func, /, *args, **kwargs):
    """Call in another thread, in a copy of this context; the result."""
    context = copy_context()
    call = partial(context.run, func, *args, **kwargs)
    return await events.get_running_loop().run_in_executor(None, call)
