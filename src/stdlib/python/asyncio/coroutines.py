"""Contract: what counts as a coroutine, and how one is shown in a task's repr."""
import sys

__all__ = ('iscoroutinefunction', 'iscoroutine')


def iscoroutinefunction(func):
    """As inspect.iscoroutinefunction. Deprecated."""
    import warnings
    warnings._deprecated('asyncio.iscoroutinefunction',
                         '{name!r} is deprecated and slated for removal in Python {remove}; '
                         'use inspect.iscoroutinefunction() instead', remove=(3, 16))
    return _iscoroutinefunction(func)


def _iscoroutinefunction(func):
    import inspect
    return inspect.iscoroutinefunction(func)


def _is_debug_mode():
    """Are new loops to be debugged?"""
    if sys.flags.dev_mode:
        return True
    if sys.flags.ignore_environment:
        return False
    import os
    return bool(os.environ.get('PYTHONASYNCIODEBUG'))


def iscoroutine(obj):
    """Whether obj is a coroutine object."""
    # a Coroutine of collections.abc is what has these; that module is not needed to tell
    return isinstance(obj, _KINDS) or all(hasattr(type(obj), name) for name in ('__await__', 'send', 'throw', 'close'))


async def _nothing():
    pass


_sample = _nothing()
_KINDS = (type(_sample),)
_sample.close()
del _sample


def _format_coroutine(coro):
    """`f() running at file:line` and the like."""
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None) or type(coro).__name__
    code = getattr(coro, 'cr_code', None)
    if code is None:
        return f'{name}()'
    if getattr(coro, 'cr_running', False):
        return f'{name}() running at {code.co_filename}:{coro.cr_frame.f_lineno}'
    frame = getattr(coro, 'cr_frame', None)
    if frame is not None:
        return f'{name}() running at {code.co_filename}:{frame.f_lineno}'
    return f'{name}() done, defined at {code.co_filename}:{code.co_firstlineno}'
