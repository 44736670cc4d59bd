"""deque, defaultdict, OrderedDict, Counter, ChainMap, heapq: shared and changed by all."""

import collections
import heapq

from torture import THREADS, torture, done

dq = collections.deque(range(10))
bounded = collections.deque(maxlen=17)


def mutate_deque(rng, n):
    for d in dq, bounded:
        what = rng.randrange(15)
        if what < 3:
            d.append(rng.randrange(100))
        elif what < 5:
            d.appendleft(rng.randrange(100))
        elif what == 5:
            assert 0 <= d.pop() < 100
        elif what == 6:
            assert 0 <= d.popleft() < 100
        elif what == 7:
            d.extend(range(20))
        elif what == 8:
            d.extendleft([1, 2, 3])
        elif what == 9:
            d.rotate(rng.randrange(-5, 6))
        elif what == 10:
            d.remove(rng.randrange(20))
        elif what == 11:
            d.insert(rng.randrange(5), 7)
        elif what == 12:
            del d[rng.randrange(3)]
        elif what == 13:
            d.reverse()
        elif rng.randrange(10) == 0:
            d.clear()
        if len(dq) > 300:
            dq.clear()
        assert len(bounded) <= 17


def read_deque(rng, n):
    for d in dq, bounded:
        for made in d.copy(), list(d), d + d, d * 2, collections.deque(d):
            assert all(0 <= x < 100 for x in made)
        for x in d:
            assert 0 <= x < 100
        for x in reversed(d):
            assert 0 <= x < 100
        d[0], d[-1], d.count(3), d.index(3)
        d == d.copy()
        repr(d)


torture(mutate_deque, read_deque, allowed=(IndexError, ValueError, RuntimeError))

made = collections.Counter()
groups = collections.defaultdict(list)
ordered = collections.OrderedDict()


def mutate_maps(rng, n):
    k = rng.randrange(40)
    groups[k].append(k)
    what = rng.randrange(8)
    if what < 3:
        ordered[k] = [k]
    elif what == 3:
        ordered.move_to_end(k, last=bool(rng.randrange(2)))
    elif what == 4:
        key, value = ordered.popitem(last=bool(rng.randrange(2)))
        assert value == [key]
    elif what == 5:
        del ordered[k]
    elif what == 6:
        groups.pop(k)
    elif rng.randrange(10) == 0:
        ordered.clear()
        groups.clear()


def read_maps(rng, n):
    for k, v in list(groups.items()):
        assert set(list(v)) <= {k}
    for k, v in list(ordered.items()):
        assert v == [k]
    for k in ordered:
        assert 0 <= k < 40
    for k in reversed(ordered):
        assert 0 <= k < 40
    copied = ordered.copy()
    for k, v in copied.items():
        assert v == [k]
    ordered == copied
    repr(ordered)
    ordered.get(3)


torture(mutate_maps, mutate_maps, read_maps, allowed=(KeyError, RuntimeError))

# one defaultdict, keys of one's own: nothing is lost
tally = collections.defaultdict(int)
expected = [0] * max(4, THREADS)


def count(rng, n):
    for i in range(20):
        tally[n, i] += 1
    expected[n] += 20


torture(count)
assert sum(tally.values()) == sum(expected)

# a bounded history: pops are of what was put
queue = collections.deque()
put = [0] * max(4, THREADS)
got = [[] for _ in put]


def produce(rng, n):
    for _ in range(10):
        queue.append((n, put[n]))
        put[n] += 1


def consume(rng, n):
    for _ in range(10):
        got[n].append(queue.popleft())


torture(produce, consume, allowed=(IndexError,))
everything = [x for g in got for x in g] + list(queue)
assert len(everything) == len(set(everything)) == sum(put)

heap = []


def use_heap(rng, n):
    if rng.randrange(3):
        heapq.heappush(heap, (rng.randrange(1000), n))
    else:
        a, b = heapq.heappop(heap)
        assert 0 <= a < 1000 and b < 64
    if len(heap) > 200:
        heapq.heapify(heap)
        del heap[50:]
    heapq.nsmallest(3, heap)


torture(use_heap, allowed=(IndexError,))
done()
