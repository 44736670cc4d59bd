"""Contract: `TaskGroup`: tasks that end before the block does; the first failure cancels the others."""
from asyncio import events, futures, tasks
from asyncio.exceptions import CancelledError

__all__ = ('TaskGroup',)


class TaskGroup:
    """Waits for its tasks at the end of the `async with` block."""

    def __init__(self):
        self._entered = self._exiting = self._aborting = self._done_with = False
        self._loop = self._parent = self._waiter = None
        self._cancelled_parent = False
        self._tasks = set()
        self._errors = []
        self._fatal = None

    def __repr__(self):
        shown = ''
        if self._tasks:
            shown += f' tasks={len(self._tasks)}'
        if self._errors:
            shown += f' errors={len(self._errors)}'
        if self._aborting:
            shown += ' cancelling'
        elif self._entered:
            shown += ' entered'
        return f'<TaskGroup{shown}>'

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError(f'TaskGroup {self!r} has already been entered')
        self._loop = events.get_running_loop()
        self._parent = tasks.current_task()
        if self._parent is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        self._entered = True
        return self

    async def __aexit__(self, kind, error, traceback):
        self._exiting = True
        parent = self._parent
        if isinstance(error, (SystemExit, KeyboardInterrupt)):
            self._fatal = error
        cancellation = error if isinstance(error, CancelledError) else None
        if error is not None and not self._aborting:
            self._abort()
        while self._tasks:
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            except CancelledError as cancelled:
                if not self._aborting:
                    # from outside, while the block was over
                    cancellation = cancelled
                    self._abort()
            self._waiter = None
        try:
            if self._fatal is not None:
                raise self._fatal
            if self._cancelled_parent:
                # the group's own request; another one goes on
                if parent.uncancel() == 0:
                    cancellation = None
            if cancellation is not None and not self._errors:
                raise cancellation
            if error is not None and not isinstance(error, CancelledError):
                self._errors.append(error)
            if self._errors:
                if parent.cancelling():
                    # the request was for the whole task: let it be seen at the next wait
                    parent.uncancel()
                    parent.cancel()
                raise BaseExceptionGroup('unhandled errors in a TaskGroup', self._errors) from None
        finally:
            self._errors, self._fatal, self._parent = [], None, None
            error = cancellation = parent = None
        return kind is not None and issubclass(kind, CancelledError)

    def create_task(self, coro, **kwargs):
        """Run a coroutine as a task of the group."""
        wrong = None
        if not self._entered:
            wrong = f'TaskGroup {self!r} has not been entered'
        elif self._exiting and not self._tasks:
            wrong = f'TaskGroup {self!r} is finished'
        elif self._aborting:
            wrong = f'TaskGroup {self!r} is shutting down'
        if wrong is not None:
            coro.close()
            raise RuntimeError(wrong)
        task = self._loop.create_task(coro, **kwargs)
        if task.done():
            self._on_done(task)
        else:
            futures.future_add_to_awaited_by(task, self._parent)
            self._tasks.add(task)
            task.add_done_callback(self._on_done)
        return task

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _on_done(self, task):
        self._tasks.discard(task)
        futures.future_discard_from_awaited_by(task, self._parent)
        if self._waiter is not None and not self._tasks and not self._waiter.done():
            self._waiter.set_result(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if isinstance(error, (SystemExit, KeyboardInterrupt)) and self._fatal is None:
            self._fatal = error
        if self._parent.done():
            self._loop.call_exception_handler({
                'message': f'Task {task!r} has errored out but its parent task {self._parent} is already completed',
                'exception': error, 'task': task})
            return
        if not self._aborting and not self._cancelled_parent:
            self._abort()
            if not self._exiting:
                # the block itself must end
                self._cancelled_parent = True
                self._parent.cancel()
