"""ThreadPoolExecutor: a queue of calls and up to max_workers threads that make them.

Contract: CPython 3.14's public names, texts and behaviour. Threads are started as work arrives while none is idle, live
until the pool is shut down, given up or the interpreter ends, and are joined then; work that was taken is done first.

What the workers need is in a `_Pool`, which does not refer to the executor: an executor that nobody refers to any
more ends its threads. Invariant: `_Pool.lock` guards idle, threads, closed and broken, and the *putting* of work, so
that a worker that calls itself idle has seen the queue empty under the same lock.

How a worker runs a call is its context's business (`WorkerContext`); another executor brings another context.
"""

import itertools
import os
import threading
import types

import _weakref
from _queue import Empty, SimpleQueue
from concurrent.futures import _base

_shutdown = False
_global_shutdown_lock = threading.Lock()
# The pools' threads, by thread: what has to be ended when the interpreter ends.
_threads_queues = {}


def _python_exit():
    global _shutdown
    with _global_shutdown_lock:
        _shutdown = True
    workers = list(_threads_queues.items())
    for _, work in workers:
        work.put(None)
    for thread, _ in workers:
        thread.join()


threading._register_atexit(_python_exit)


class BrokenThreadPool(_base.BrokenExecutor):
    """
    Raised when a worker thread in a ThreadPoolExecutor failed initializing.
    """


class WorkerContext:
    """How one worker thread begins, makes a call, and ends."""

    def __init__(self, initializer, initargs):
        self.initializer = initializer
        self.initargs = initargs

    @staticmethod
    def check(fn):
        """Refuse what cannot be called, at submit."""

    def initialize(self):
        if self.initializer is not None:
            self.initializer(*self.initargs)

    def run(self, fn, args, kwargs):
        return fn(*args, **kwargs)

    def finalize(self):
        pass


class _WorkItem:
    def __init__(self, future, fn, args, kwargs):
        self.future = future
        self.fn = fn
        self.args = args
        self.kwargs = kwargs

    def run(self, context):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = context.run(self.fn, self.args, self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            # The exception's traceback refers to this frame: no cycle.
            self = None
        else:
            self.future.set_result(result)

    __class_getitem__ = classmethod(types.GenericAlias)


class _Pool:
    """What an executor and its workers share."""

    def __init__(self, make_context, broken_error):
        self.work = SimpleQueue()
        self.lock = threading.Lock()
        self.idle = 0
        self.threads = set()
        self.closed = False
        self.broken = None
        self.make_context = make_context
        self.broken_error = broken_error

    def refuse(self):
        """Raise what submit must raise, if anything. Lock held."""
        if self.broken:
            raise self.broken_error(self.broken)
        if self.closed:
            raise RuntimeError('cannot schedule new futures after shutdown')
        if _shutdown:
            raise RuntimeError('cannot schedule new futures after interpreter shutdown')

    def next_item(self):
        """The next work, or None when there will be none; waits, as an idle worker."""
        with self.lock:
            try:
                return self.work.get_nowait()
            except Empty:
                self.idle += 1
        return self.work.get()

    def give_up(self, error):
        """A worker could not begin: nobody will get a result."""
        _base._log('Exception in initializer:', error)
        with self.lock:
            self.broken = 'A thread initializer failed, the thread pool is not usable anymore'
            items = self.take_all()
        for item in items:
            if item.future.set_running_or_notify_cancel():
                item.future.set_exception(self.broken_error(self.broken))

    def take_all(self):
        """The work that nobody began. Lock held; its futures are to be ended without it, they call back."""
        items = []
        ending = False
        while True:
            try:
                item = self.work.get_nowait()
            except Empty:
                break
            if item is None:
                ending = True
            else:
                items.append(item)
        if ending:
            self.work.put(None)
        return items


def _worker(pool):
    context = None
    try:
        try:
            context = pool.make_context()
            context.initialize()
        except BaseException as error:
            pool.give_up(error)
            return
        while True:
            item = pool.next_item()
            if item is None:
                # For the next worker.
                pool.work.put(None)
                return
            item.run(context)
            # Nothing of a finished call is kept while waiting for the next.
            del item
    except BaseException as error:
        _base._log('Exception in worker', error)
    finally:
        if context is not None:
            context.finalize()
        _threads_queues.pop(threading.current_thread(), None)


class ThreadPoolExecutor(_base.Executor):
    """Makes calls on a pool of threads of this interpreter."""

    BROKEN = BrokenThreadPool
    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=(), **ctxkwargs):
        if max_workers is None:
            max_workers = min(32, (_cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError('max_workers must be greater than 0')
        self._max_workers = max_workers
        self._context_type = self.prepare_context(initializer, initargs, **ctxkwargs)
        self._thread_name_prefix = thread_name_prefix or f'ThreadPoolExecutor-{self._counter()}'
        self._pool = pool = _Pool(lambda context=self._context_type: context(initializer, initargs), self.BROKEN)
        # When nobody refers to the executor any more, its workers end after the work that is left.
        pool.executor = _weakref.ref(self, lambda _, work=pool.work: work.put(None))

    @classmethod
    def prepare_context(cls, initializer, initargs):
        """The type of the workers' contexts; raises what the constructor must raise about its arguments."""
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        return WorkerContext

    @property
    def _threads(self):
        return self._pool.threads

    @property
    def _work_queue(self):
        return self._pool.work

    def submit(self, fn, /, *args, **kwargs):
        pool = self._pool
        with pool.lock, _global_shutdown_lock:
            pool.refuse()
            self._context_type.check(fn)
            future = _base.Future()
            pool.work.put(_WorkItem(future, fn, args, kwargs))
            if pool.idle > 0:
                pool.idle -= 1
            elif len(pool.threads) < self._max_workers:
                self._start_worker(pool)
            return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        pool = self._pool
        with pool.lock:
            pool.closed = True
            dropped = pool.take_all() if cancel_futures else []
            pool.work.put(None)
            threads = list(pool.threads)
        for item in dropped:
            if item.future.cancel():
                # Those who wait for it are to hear of it, and no worker will tell them.
                item.future.set_running_or_notify_cancel()
        if wait:
            for thread in threads:
                thread.join()

    def _start_worker(self, pool):
        name = '%s_%d' % (self._thread_name_prefix, len(pool.threads))
        thread = threading.Thread(name=name, target=_worker, args=(pool,))
        _threads_queues[thread] = pool.work
        try:
            thread.start()
        except BaseException:
            _threads_queues.pop(thread, None)
            raise
        pool.threads.add(thread)


def _cpu_count():
    count = getattr(os, 'process_cpu_count', None) or os.cpu_count
    return count()
