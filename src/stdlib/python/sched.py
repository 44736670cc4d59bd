"""A scheduler of events: calls in the order of their time, then of their priority, then of their arrival.

Contract: CPython 3.14's `scheduler(timefunc=time.monotonic, delayfunc=time.sleep)`, with enter, enterabs, cancel, empty,
run and queue. Any thread may enter and cancel while another runs the scheduler: the heap is touched under a lock, which
is never held during an action or a delay.
"""

import heapq
import threading
import time
from collections import namedtuple
from itertools import count

__all__ = ['scheduler']

# Compares by time, priority, sequence; sequence is never equal, so nothing behind it is compared.
Event = namedtuple('Event', 'time, priority, sequence, action, argument, kwargs')


class scheduler:

    def __init__(self, timefunc=time.monotonic, delayfunc=time.sleep):
        self._queue = []
        self._lock = threading.RLock()
        self._sequence = count()
        self.timefunc = timefunc
        self.delayfunc = delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        """Have action(*argument, **kwargs) called at a time; returns the event, by which it can be cancelled."""
        with self._lock:
            event = Event(time, priority, next(self._sequence), action, argument, {} if kwargs is None else kwargs)
            heapq.heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        """As enterabs, the time being delay from now."""
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        """Take an event out; ValueError when it is not there."""
        with self._lock:
            self._queue.remove(event)
            heapq.heapify(self._queue)

    def empty(self):
        with self._lock:
            return not self._queue

    def run(self, blocking=True):
        """Make the calls whose time has come, waiting for all of them; not blocking: those due now, then return the
        delay until the next, None when there is none."""
        while True:
            with self._lock:
                if not self._queue:
                    return None
                event = self._queue[0]
                left = event.time - self.timefunc()
                if left <= 0:
                    heapq.heappop(self._queue)
            if left > 0:
                if not blocking:
                    return left
                self.delayfunc(left)
            else:
                event.action(*event.argument, **event.kwargs)
                # Let other threads run.
                self.delayfunc(0)

    @property
    def queue(self):
        """The events, next one first."""
        with self._lock:
            return sorted(self._queue)
