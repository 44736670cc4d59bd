"""What becomes of an item whose interpreter is gone: the choices, and what a reader gets.

Contract: UNBOUND (the item reads as UNBOUND), UNBOUND_ERROR (reading it raises), UNBOUND_REMOVE (it vanishes), and their
numbers below Python, `OP_*`.
"""

OP_REMOVE = 1
OP_ERROR = 2
OP_REPLACE = 3
# "As the queue says", in put.
OP_DEFAULT = -1


class ItemInterpreterDestroyed(Exception):
    """Raised when trying to get an item whose interpreter was destroyed."""


class UnboundItem:
    """Represents a cross-interpreter item no longer bound to an interpreter.

    This happens when the interpreter that added the item to the
    cross-interpreter container is destroyed.
    """


class UnboundQueueItem(UnboundItem):
    """The type of UNBOUND."""

    def __new__(cls):
        raise Exception('use concurrent.interpreters._queues.UNBOUND')

    def __repr__(self):
        return 'concurrent.interpreters._queues.UNBOUND'

    def __reduce__(self):
        # By name: it arrives elsewhere as the UNBOUND of that place.
        return 'UNBOUND'


UNBOUND = object.__new__(UnboundQueueItem)
UNBOUND_ERROR = object()
UNBOUND_REMOVE = object()


def serialize_unbound(unbound):
    """The number of a choice."""
    if unbound is UNBOUND_REMOVE:
        return OP_REMOVE
    if unbound is UNBOUND_ERROR:
        return OP_ERROR
    if unbound is UNBOUND:
        return OP_REPLACE
    raise NotImplementedError(f'unsupported unbound replacement op {unbound!r}')


def resolve_unbound(op):
    """The choice of a number."""
    if op == OP_REMOVE:
        return UNBOUND_REMOVE
    if op == OP_ERROR:
        return UNBOUND_ERROR
    if op == OP_REPLACE:
        return UNBOUND
    raise NotImplementedError(f'unsupported unbound replacement op {op!r}')
