"""Contract: how callbacks and handles are shown, and where something was made."""
import functools
import sys


def _get_function_source(func):
    """The file and line of a function, behind what wraps it; None for what is no function."""
    while True:
        if hasattr(func, '__wrapped__'):
            func = func.__wrapped__
        elif isinstance(func, (functools.partial, functools.partialmethod)):
            func = func.func
        else:
            break
    code = getattr(func, '__code__', None)
    # a bound method has its function's code, and is no function
    if code is None or hasattr(func, '__self__'):
        return None
    return code.co_filename, code.co_firstlineno


def _format_callback_source(func, args, *, debug=False):
    """`f() at file:line`."""
    shown = _format_callback(func, args, None, debug=debug)
    source = _get_function_source(func)
    return shown if source is None else f'{shown} at {source[0]}:{source[1]}'


def _format_args_and_kwargs(args, kwargs, *, debug=False):
    """The arguments in brackets; which they are only while debugging: they may be long, or secret."""
    if not debug:
        return '()'
    import reprlib
    items = [reprlib.repr(arg) for arg in args or ()]
    items += [f'{name}={reprlib.repr(value)}' for name, value in (kwargs or {}).items()]
    return f'({", ".join(items)})'


def _format_callback(func, args, kwargs, *, debug=False, suffix=''):
    """`f()`; of a partial object, what it calls."""
    if isinstance(func, functools.partial):
        suffix = _format_args_and_kwargs(args, kwargs, debug=debug) + suffix
        return _format_callback(func.func, func.args, func.keywords, debug=debug, suffix=suffix)
    name = getattr(func, '__qualname__', None) or getattr(func, '__name__', None) or repr(func)
    return name + _format_args_and_kwargs(args, kwargs, debug=debug) + suffix


def _handle_repr(handle):
    """What a handle shows of itself."""
    shown = [type(handle).__name__]
    if handle._cancelled:
        shown.append('cancelled')
    if hasattr(handle, '_when'):
        shown.append(f'when={handle._when}')
    if handle._callback is not None:
        shown.append(_format_callback_source(handle._callback, handle._args, debug=handle._loop.get_debug()))
    if handle._source_traceback:
        frame = handle._source_traceback[-1]
        shown.append(f'created at {frame[0]}:{frame[1]}')
    return f'<{" ".join(shown)}>'


def extract_stack(f=None, limit=None):
    """The calling frames, without the text of their lines, which is read when it is asked for; ten of them."""
    import traceback
    if f is None:
        f = sys._getframe().f_back
    if limit is None:
        limit = 10
    stack = traceback.StackSummary.extract(traceback.walk_stack(f), limit=limit, lookup_lines=False)
    stack.reverse()
    return stack
