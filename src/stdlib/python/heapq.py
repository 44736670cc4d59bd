"""Contract: priority queues in lists: heaps with the smallest (or, `*_max`, the largest) first.

The sifts are native when `_heapq` exists; the functions here are complete without it.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge',
           'nlargest', 'nsmallest', 'heappushpop',
           'heapify_max', 'heappop_max', 'heappush_max', 'heapreplace_max', 'heappushpop_max']


def _up(heap, start, pos):
    """Move the item at pos up to its place."""
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        if not item < above:
            break
        heap[pos] = above
        pos = parent
    heap[pos] = item


def _down(heap, pos):
    """Let the item at pos sink: follow the smaller child to a leaf, then move up."""
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _up(heap, start, pos)


def _up_max(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        above = heap[parent]
        if not above < item:
            break
        heap[pos] = above
        pos = parent
    heap[pos] = item


def _down_max(heap, pos):
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _up_max(heap, start, pos)


def heappush(heap, item):
    """Add an item."""
    heap.append(item)
    _up(heap, 0, len(heap) - 1)


def heappop(heap):
    """Remove and return the smallest item."""
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _down(heap, 0)
        return first
    return last


def heapreplace(heap, item):
    """Remove and return the smallest item, then add one."""
    first = heap[0]
    heap[0] = item
    _down(heap, 0)
    return first


def heappushpop(heap, item):
    """Add an item, then remove and return the smallest."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _down(heap, 0)
    return item


def heapify(x):
    """Make a list a heap, in linear time."""
    for i in reversed(range(len(x) // 2)):
        _down(x, i)


def heappush_max(heap, item):
    """Add an item to a max-heap."""
    heap.append(item)
    _up_max(heap, 0, len(heap) - 1)


def heappop_max(heap):
    """Remove and return the largest item."""
    last = heap.pop()
    if heap:
        first = heap[0]
        heap[0] = last
        _down_max(heap, 0)
        return first
    return last


def heapreplace_max(heap, item):
    """Remove and return the largest item, then add one."""
    first = heap[0]
    heap[0] = item
    _down_max(heap, 0)
    return first


def heappushpop_max(heap, item):
    """Add an item, then remove and return the largest."""
    if heap and item < heap[0]:
        item, heap[0] = heap[0], item
        _down_max(heap, 0)
    return item


def heapify_max(x):
    """Make a list a max-heap, in linear time."""
    for i in reversed(range(len(x) // 2)):
        _down_max(x, i)


try:
    from _heapq import *
except ImportError:
    pass


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted iterator."""
    if reverse:
        fix, pop, replace, step = heapify_max, heappop_max, heapreplace_max, -1
    else:
        fix, pop, replace, step = heapify, heappop, heapreplace, 1
    heap = []
    for order, it in enumerate(map(iter, iterables)):
        for value in it:
            heap.append([value if key is None else key(value), order * step, value, it])
            break
    fix(heap)
    while len(heap) > 1:
        entry = heap[0]
        it = entry[3]
        while True:
            yield entry[2]
            for value in it:
                break
            else:
                pop(heap)
                break
            entry[2] = value
            entry[0] = value if key is None else key(value)
            replace(heap, entry)
            entry = heap[0]
            it = entry[3]
    if heap:
        yield heap[0][2]
        yield from heap[0][3]


def nsmallest(n, iterable, key=None):
    """The n smallest, smallest first: as `sorted(iterable, key=key)[:n]`."""
    if n == 1:
        return _single(min, iterable, key)
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key)[:n]
    return _best(n, iterable, key, 1, heapify_max, heapreplace_max, False)


def nlargest(n, iterable, key=None):
    """The n largest, largest first: as `sorted(iterable, key=key, reverse=True)[:n]`."""
    if n == 1:
        return _single(max, iterable, key)
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=True)[:n]
    return _best(n, iterable, key, -1, heapify, heapreplace, True)


def _single(pick, iterable, key):
    sentinel = object()
    result = pick(iter(iterable), default=sentinel, key=key)
    return [] if result is sentinel else [result]


def _best(n, iterable, key, step, fix, replace, largest):
    """Keep the best n seen in a heap whose root is the worst of them."""
    it = iter(iterable)
    heap = []
    order = 0
    for value in it if n > 0 else ():
        heap.append((value if key is None else key(value), order, value))
        order += step
        if len(heap) == n:
            break
    if not heap:
        return []
    fix(heap)
    worst = heap[0][0]
    for value in it:
        k = value if key is None else key(value)
        if (worst < k) if largest else (k < worst):
            replace(heap, (k, order, value))
            worst = heap[0][0]
            order += step
    heap.sort(reverse=largest)
    return [entry[2] for entry in heap]
