"""Queues between interpreters.

Contract: CPython 3.14's public names and texts, but for what the waits are: native, woken at once by what they wait for,
on a monotonic clock, with float timeouts (CPython polls, on the wall clock, in whole seconds). Items are copies even
within one interpreter, but for queues and memoryviews. One Queue object for each id in each interpreter; each holds a
reference, and a queue that nothing refers to is gone.
"""

import queue

import _interpqueues as _queues
import _weakref
from _interpqueues import QueueError, QueueNotFoundError
from concurrent.interpreters import _crossinterp
from concurrent.interpreters._crossinterp import UNBOUND, UNBOUND_ERROR, UNBOUND_REMOVE

__all__ = ['UNBOUND', 'UNBOUND_ERROR', 'UNBOUND_REMOVE', 'create', 'list_all', 'Queue', 'QueueError',
           'QueueNotFoundError', 'QueueEmpty', 'QueueFull', 'ItemInterpreterDestroyed']

# Weak references to the Queue objects of this interpreter, by id. Ids are never used twice.
_known_queues = {}


class QueueEmpty(QueueError, queue.Empty):
    """There was nothing to get, at once or in time."""


class QueueFull(QueueError, queue.Full):
    """There was no room for a put, at once or in time."""


class ItemInterpreterDestroyed(QueueError, _crossinterp.ItemInterpreterDestroyed):
    """Raised from get() and get_nowait()."""


def create(maxsize=0, *, unbounditems=UNBOUND):
    """A new queue; maxsize of 0 or less: without a bound. unbounditems: what becomes of items whose interpreter is gone."""
    op = _crossinterp.serialize_unbound(unbounditems)
    id = _queues.create(maxsize, op)
    self = Queue(id)
    # The object has taken a reference of its own.
    _queues.release(id)
    return self


def list_all():
    """All queues there are."""
    found = []
    for id, _ in _queues.list_all():
        try:
            found.append(Queue(id))
        except QueueNotFoundError:
            pass
    return found


class Queue:
    """A queue between interpreters, by its id."""

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f'id must be an int, got {id!r}')
        id = int(id)
        known = _known_queues.get(id)
        self = known() if known is not None else None
        if self is None:
            fresh = super().__new__(cls)
            fresh._id = id
            fresh._bound = False
            _queues.bind(id)
            fresh._bound = True
            self = _remember(id, fresh)
        return self

    def __repr__(self):
        return f'{self.__class__.__name__}({self.id})'

    def __hash__(self):
        return hash(self._id)

    def __reduce__(self):
        return (self.__class__, (self._id,))

    def __del__(self):
        # Runs on an object whose __new__ failed, too.
        if self.__dict__.get('_bound'):
            self._bound = False
            try:
                _queues.release(self._id)
            except QueueNotFoundError:
                pass

    @property
    def id(self):
        return self._id

    @property
    def maxsize(self):
        return _queues.get_maxsize(self._id)

    @property
    def unbounditems(self):
        return _crossinterp.resolve_unbound(_queues.get_queue_defaults(self._id))

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return _queues.is_full(self._id)

    def qsize(self):
        return _queues.get_count(self._id)

    def put(self, obj, block=True, timeout=None, *, unbounditems=None):
        """Put a copy of obj in, waiting for room if need be: QueueFull when there was none in time."""
        op = _crossinterp.OP_DEFAULT if unbounditems is None else _crossinterp.serialize_unbound(unbounditems)
        if not _queues.put(self._id, obj, op, _patience(block, timeout)):
            raise QueueFull(f'queue {self._id} is full')

    def put_nowait(self, obj, *, unbounditems=None):
        self.put(obj, False, unbounditems=unbounditems)

    def get(self, block=True, timeout=None):
        """Take an item out, waiting for one if need be: QueueEmpty when there was none in time."""
        found = _queues.get(self._id, _patience(block, timeout))
        if found is None:
            raise QueueEmpty(f'queue {self._id} is empty')
        obj, op = found
        if op is None:
            return obj
        if op == _crossinterp.OP_ERROR:
            raise ItemInterpreterDestroyed("item's original interpreter destroyed")
        return _crossinterp.resolve_unbound(op)

    def get_nowait(self):
        return self.get(False)


def _patience(block, timeout):
    """How long to wait, in seconds: None for ever, 0 not at all."""
    if not block:
        return 0
    if timeout is not None and timeout < 0:
        raise ValueError('timeout value must be non-negative')
    return timeout


def _remember(id, fresh):
    """Make fresh the object for id, unless another thread was faster: then that thread's."""
    while True:
        reference = _known_queues.setdefault(id, _weakref.ref(fresh))
        kept = reference()
        if kept is not None:
            return kept
        # A dead one's: out with it, if it is still the one.
        if _known_queues.get(id) is reference:
            _known_queues.pop(id, None)


_queues._register_queue_type(Queue)
