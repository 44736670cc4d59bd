"""Contract: `WeakSet`: a set whose elements go when nothing else refers to them."""
from _weakref import ref

__all__ = ['WeakSet']


def _in_place(name, update):
    """The operator that does what the method `update` does."""
    def operator(self, other):
        getattr(self, update)(other)
        return self
    return _named(operator, name)


def _copying(name, update):
    """The method that gives a changed copy."""
    def method(self, other):
        new = self.copy()
        getattr(new, update)(other)
        return new
    return _named(method, name)


def _named(function, name):
    function.__name__ = name
    function.__qualname__ = f'WeakSet.{name}'
    return function


def _refs(items):
    return {*map(ref, items)}


class WeakSet:
    """A set of weak references.

    Every method that looks at all of them looks at a snapshot, since a reference leaves
    `data` by its callback, whenever its object goes.
    """

    def __init__(self, data=None):
        self.data = set()
        own = ref(self)

        def remove(dead):
            me = own()
            if me is not None:
                me.data.discard(dead)
        self._remove = remove
        if data is not None:
            self.update(data)

    __hash__ = None
    __class_getitem__ = classmethod(type(list[int]))

    def __repr__(self):
        return repr(self.data)

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    def copy(self):
        return self.__class__(self)

    # --- elements

    def __iter__(self):
        return (item for r in [*self.data] if (item := r()) is not None)

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:  # nothing refers to it weakly
            return False

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def pop(self):
        try:
            while (item := self.data.pop()()) is None:
                pass
        except KeyError:
            raise KeyError('pop from empty WeakSet') from None
        return item

    def clear(self):
        self.data.clear()

    # --- comparisons

    def __eq__(self, other):
        return self.data == _refs(other) if isinstance(other, self.__class__) else NotImplemented

    def __lt__(self, other):
        return self.data < _refs(other)

    def __gt__(self, other):
        return self.data > _refs(other)

    def issubset(self, other):
        return self.data <= _refs(other)

    def issuperset(self, other):
        return self.data >= _refs(other)

    __le__, __ge__ = issubset, issuperset

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    # --- changes and changed copies

    def update(self, other):
        for item in other:
            self.add(item)

    def difference_update(self, other):
        self.data -= _refs(other)

    def intersection_update(self, other):
        self.data &= _refs(other)

    def symmetric_difference_update(self, other):
        self.data ^= {ref(item, self._remove) for item in other}

    __ior__ = _in_place('__ior__', 'update')
    __isub__ = _in_place('__isub__', 'difference_update')
    __iand__ = _in_place('__iand__', 'intersection_update')
    __ixor__ = _in_place('__ixor__', 'symmetric_difference_update')

    def union(self, other):
        new = self.__class__(self)
        new.update(other)
        return new

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    difference = _copying('difference', 'difference_update')
    symmetric_difference = _copying('symmetric_difference', 'symmetric_difference_update')
    __or__, __and__, __sub__, __xor__ = union, intersection, difference, symmetric_difference
