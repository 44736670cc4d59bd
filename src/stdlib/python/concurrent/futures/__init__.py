"""Calls that are made elsewhere and whose results are waited for.

Contract: CPython 3.14's public names. The executors are imported at their first use, so that a program pays for the
ones it names. Processes are not this implementation's way to run in parallel (threads without the GIL and
subinterpreters are): making a ProcessPoolExecutor raises an ImportError that says so.
"""

from concurrent.futures._base import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    InvalidStateError,
    TimeoutError,
    as_completed,
    wait,
)

__all__ = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError',
           'InvalidStateError', 'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed',
           'ProcessPoolExecutor', 'ThreadPoolExecutor', 'InterpreterPoolExecutor']
__author__ = 'togil'


def __dir__():
    return __all__ + ['__author__', '__doc__']


def __getattr__(name):
    if name == 'ThreadPoolExecutor':
        from concurrent.futures.thread import ThreadPoolExecutor as found
    elif name == 'InterpreterPoolExecutor':
        from concurrent.futures.interpreter import InterpreterPoolExecutor as found
    elif name == 'ProcessPoolExecutor':
        class found(Executor):
            """Not supported: making one raises an ImportError, as where CPython lacks what it needs."""

            def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *, max_tasks_per_child=None):
                raise ImportError('ProcessPoolExecutor is not supported: use ThreadPoolExecutor without the GIL '
                                  '(-X gil=0) or InterpreterPoolExecutor')

        found.__name__ = found.__qualname__ = name
        found.__module__ = 'concurrent.futures.process'
    else:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    globals()[name] = found
    return found
