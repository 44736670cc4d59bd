"""InterpreterPoolExecutor: a pool of threads, each with an interpreter of its own to make the calls in.

Contract: CPython 3.14's public names, texts and behaviour. A worker makes its interpreter when it begins, and closes it
when it ends. The callable, its arguments and its result travel; an exception comes back as itself, raised from the
ExecutionFailed that carries the traceback of the other side, or as that ExecutionFailed when it cannot travel.
"""

from concurrent import interpreters
from concurrent.futures import thread as _thread

import _interpqueues


class BrokenInterpreterPool(_thread.BrokenThreadPool):
    """
    Raised when a worker thread in an InterpreterPoolExecutor failed initializing.
    """


def do_call(results, func, args, kwargs):
    """Runs on the other side. It uses no global, so that nothing has to be imported there to find it.

    An exception is put into the queue `results` before it leaves, for the worker to raise.
    """
    try:
        return func(*args, **kwargs)
    except BaseException as error:
        import _interpqueues
        try:
            _interpqueues.put(results, error, -1, 0)
        except TypeError:
            import sys
            import traceback
            print('exception is not shareable:', file=sys.stderr)
            traceback.print_exception(error)
        raise


class WorkerContext(_thread.WorkerContext):
    """One worker's interpreter, and the queue that its exceptions come back through."""

    interp = None
    results = None

    @staticmethod
    def check(fn):
        if isinstance(fn, str):
            raise TypeError('scripts not supported')

    def initialize(self):
        self.interp = interpreters.create()
        # Unbounded; an item outlives the interpreter that put it no longer than it must.
        self.results = _interpqueues.create(0, 1)
        if self.initializer is not None:
            self.run(self.initializer, self.initargs, {})

    def run(self, fn, args, kwargs):
        try:
            return self.interp.call(do_call, self.results, fn, args, kwargs)
        except interpreters.ExecutionFailed as failed:
            found = _interpqueues.get(self.results, 0)
            if found is None:
                raise
            raise found[0] from failed

    def finalize(self):
        interp, results = self.interp, self.results
        self.interp = self.results = None
        if interp is not None:
            interp.close()
        if results is not None:
            _interpqueues.release(results)


class InterpreterPoolExecutor(_thread.ThreadPoolExecutor):
    """Makes calls on a pool of threads, each in an interpreter of its own."""

    BROKEN = BrokenInterpreterPool

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        thread_name_prefix = thread_name_prefix or f'InterpreterPoolExecutor-{self._counter()}'
        super().__init__(max_workers, thread_name_prefix, initializer, initargs)

    @classmethod
    def prepare_context(cls, initializer, initargs):
        WorkerContext.check(initializer)
        return WorkerContext
