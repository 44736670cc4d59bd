"""Contract: priority queues in lists: heaps with the smallest (or, `*_max`, the largest) first.

The heap's own functions are native (`_heapq`); here are those on iterables.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge',
           'nlargest', 'nsmallest', 'heappushpop',
           'heapify_max', 'heappop_max', 'heappush_max', 'heapreplace_max', 'heappushpop_max']


from _heapq import (heappush, heappop, heapify, heapreplace, heappushpop,
                    heappush_max, heappop_max, heapify_max, heapreplace_max, heappushpop_max)


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
    if _has_at_most(n, iterable):
        return sorted(iterable, key=key)[:n]
    return _best(n, iterable, key, 1, heapify_max, heapreplace_max, False)


def nlargest(n, iterable, key=None):
    """The n largest, largest first: as `sorted(iterable, key=key, reverse=True)[:n]`."""
    if n == 1:
        return _single(max, iterable, key)
    if _has_at_most(n, iterable):
        return sorted(iterable, key=key, reverse=True)[:n]
    return _best(n, iterable, key, -1, heapify, heapreplace, True)


def _has_at_most(n, iterable):
    """Whether it is known to have no more than n items; then a heap is of no use."""
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        return False
    return n >= size


def _single(pick, iterable, key):
    sentinel = object()
    result = pick(iter(iterable), default=sentinel, key=key)
    return [] if result is sentinel else [result]


def _best(n, iterable, key, step, fix, replace, largest):
    """Keep the best n seen in a heap whose root is the worst of them."""
    it = iter(iterable)
    heap = []
    order = 0
    for _, value in zip(range(n), it):
        heap.append((value if key is None else key(value), order, value))
        order += step
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
