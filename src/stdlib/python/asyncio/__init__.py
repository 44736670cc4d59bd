"""Tasks that take turns in one thread.

Contract: CPython's names for coroutines, tasks, synchronisation, queues and the event loop. The loop is in Python, over
a native core (`base_events`), futures and tasks are native (`_asyncio`); there are no sockets, streams or subprocesses.
"""
from asyncio.base_events import *
from asyncio.coroutines import *
from asyncio.events import *
from asyncio.exceptions import *
from asyncio.futures import *
from asyncio.locks import *
from asyncio.queues import *
from asyncio.runners import *
from asyncio.taskgroups import *
from asyncio.tasks import *
from asyncio.threads import *
from asyncio.timeouts import *

from asyncio import (base_events, coroutines, events, exceptions, futures, locks, queues, runners, taskgroups, tasks,
                     threads, timeouts)

SelectorEventLoop = EventLoop

__all__ = (base_events.__all__ + coroutines.__all__ + events.__all__ + exceptions.__all__ + futures.__all__
           + locks.__all__ + queues.__all__ + runners.__all__ + taskgroups.__all__ + tasks.__all__ + threads.__all__
           + timeouts.__all__)


def __getattr__(name):
    """The modules that only errors, reprs and debugging need."""
    if name not in ('base_futures', 'base_tasks', 'format_helpers', 'log'):
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    __import__(f'{__name__}.{name}')
    return globals()[name]
