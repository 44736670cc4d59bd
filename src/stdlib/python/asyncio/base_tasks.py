"""Contract: what tasks show of themselves, and their stacks."""
import reprlib
import sys

from asyncio import base_futures, coroutines


def _task_repr_info(task):
    """As of a future, with the name, the coroutine and what it waits for."""
    shown = base_futures._future_repr_info(task)
    if task.cancelling() and not task.done():
        shown[0] = 'cancelling'
    shown.insert(1, f'name={task.get_name()!r}')
    if task._fut_waiter is not None:
        shown.insert(2, f'wait_for={task._fut_waiter!r}')
    if task._coro is not None:
        shown.insert(2, f'coro=<{coroutines._format_coroutine(task._coro)}>')
    return shown


@reprlib.recursive_repr()
def _task_repr(task):
    """What `repr` gives."""
    return f'<{type(task).__name__} {" ".join(_task_repr_info(task))}>'


def _task_get_stack(task, limit):
    """The frames of the coroutine, outermost first; of a task that failed, those of its exception."""
    frame = None
    for name in ('cr_frame', 'gi_frame', 'ag_frame'):
        if hasattr(task._coro, name):
            frame = getattr(task._coro, name)
            break
    frames = []
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif task._exception is not None:
        traceback = task._exception.__traceback__
        while traceback is not None and (limit is None or len(frames) < limit):
            frames.append(traceback.tb_frame)
            traceback = traceback.tb_next
    return frames


def _task_print_stack(task, limit, file):
    """Write the stack, or the traceback of a task that failed."""
    import linecache
    import traceback
    if file is None:
        file = sys.stderr
    entries = []
    for frame in task.get_stack(limit=limit):
        code = frame.f_code
        linecache.checkcache(code.co_filename)
        line = linecache.getline(code.co_filename, frame.f_lineno, frame.f_globals)
        entries.append((code.co_filename, frame.f_lineno, code.co_name, line))
    error = task._exception
    if not entries:
        print(f'No stack for {task!r}', file=file)
    elif error is not None:
        print(f'Traceback for {task!r} (most recent call last):', file=file)
    else:
        print(f'Stack for {task!r} (most recent call last):', file=file)
    traceback.print_list(entries, file=file)
    if error is not None:
        for line in traceback.format_exception_only(type(error), error):
            print(line, file=file, end='')
