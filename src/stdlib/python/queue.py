"""Queues between the threads of one interpreter.

Contract: CPython 3.14's public names, texts and behaviour. A Queue is a container behind one lock (`mutex`) with three
conditions on it: something to get, room to put, nothing left to do. Subclasses change the order of things by
overriding `_init`, `_qsize`, `_put` and `_get`, which are called with `mutex` held. SimpleQueue and Empty are native.
"""

import threading
from _collections import deque
from _queue import Empty, SimpleQueue
from time import monotonic as time


__all__ = ['Empty', 'Full', 'ShutDown', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """Raised by a put for which there is no room."""


class ShutDown(Exception):
    """Raised by puts into a queue that was shut down, and gets once it is empty."""


class Queue:
    """First in, first out; at most maxsize items when that is more than 0."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self.is_shutdown = False
        self.unfinished_tasks = 0
        self.mutex = mutex = threading.Lock()
        self.not_empty, self.not_full, self.all_tasks_done = [threading.Condition(mutex) for _ in range(3)]
        self._init(maxsize)

    def put(self, item, block=True, timeout=None):
        """Put an item in, waiting for room if need be: Full when there was none in time, ShutDown when it never will."""
        with self.mutex:
            self._check_open()
            if self.maxsize > 0:
                self._wait_for_room(block, timeout)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item out, waiting for one if need be: Empty when there was none in time."""
        with self.mutex:
            self._wait_for_item(block, timeout)
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        return self.put(item, block=False)

    def get_nowait(self):
        return self.get(block=False)

    def task_done(self):
        """Say that the work on one item that was got is done."""
        with self.mutex:
            left = self.unfinished_tasks - 1
            if left < 0:
                raise ValueError('task_done() called too many times')
            self.unfinished_tasks = left
            if left == 0:
                self.all_tasks_done.notify_all()

    def join(self):
        """Wait until as many task_done() were said as items put."""
        with self.mutex:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        with self.mutex:
            return self._qsize()

    def empty(self):
        with self.mutex:
            return not self._qsize()

    def full(self):
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def shutdown(self, immediate=False):
        """Refuse further puts, and gets once empty; with immediate, empty the queue now. Wakes everybody."""
        with self.mutex:
            self.is_shutdown = True
            waited_for = [self.not_empty, self.not_full]
            if immediate:
                while self._qsize():
                    self._get()
                    self.unfinished_tasks = max(self.unfinished_tasks - 1, 0)
                waited_for.append(self.all_tasks_done)
            for condition in waited_for:
                condition.notify_all()

    def _check_open(self):
        if self.is_shutdown:
            raise ShutDown

    def _wait_for_room(self, block, timeout):
        end = _end_of(timeout) if block else None
        while self._qsize() >= self.maxsize:
            if not (block and _wait(self.not_full, end)):
                raise Full
            self._check_open()

    def _wait_for_item(self, block, timeout):
        self._check_item_to_come()
        end = _end_of(timeout) if block else None
        while not self._qsize():
            if not (block and _wait(self.not_empty, end)):
                raise Empty
            self._check_item_to_come()

    def _check_item_to_come(self):
        if not self._qsize():
            self._check_open()

    # The four that a subclass overrides.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()

    def __class_getitem__(cls, item):
        import types
        return types.GenericAlias(cls, item)


class PriorityQueue(Queue):
    """Smallest first."""

    def _init(self, maxsize):
        from heapq import heappop, heappush
        self.queue = []
        self._push = heappush
        self._pop = heappop

    def _put(self, item):
        self._push(self.queue, item)

    def _get(self):
        return self._pop(self.queue)


class LifoQueue(Queue):
    """Last in, first out."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()


def _end_of(timeout):
    """The moment when a wait of timeout seconds is over; None: never."""
    if timeout is None:
        return None
    if timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    return time() + timeout


def _wait(condition, end):
    """Wait for news until end; False when that moment has come."""
    if end is None:
        condition.wait()
        return True
    left = end - time()
    if left <= 0:
        return False
    condition.wait(left)
    return True
