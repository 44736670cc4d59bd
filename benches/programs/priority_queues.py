"""Priority queues by hand: a binary heap of lists, a pairing heap of objects, a tournament; each sorts and simulates."""

from measure import measure


class BinaryHeap:
    def __init__(self):
        self.items = []

    def __len__(self):
        return len(self.items)

    def push(self, item):
        items = self.items
        at = len(items)
        items.append(item)
        while at:
            up = (at - 1) >> 1
            if items[up] <= item:
                break
            items[at] = items[up]
            at = up
        items[at] = item

    def pop(self):
        items = self.items
        last = items.pop()
        if not items:
            return last
        first, at, end = items[0], 0, len(items)
        child = 1
        while child < end:
            if child + 1 < end and items[child + 1] < items[child]:
                child += 1
            if items[child] >= last:
                break
            items[at] = items[child]
            at, child = child, 2 * child + 1
        items[at] = last
        return first


class Pair:
    __slots__ = ("item", "child", "next")

    def __init__(self, item):
        self.item = item
        self.child = self.next = None


def meld(a, b):
    if a is None:
        return b
    if b is None:
        return a
    if b.item < a.item:
        a, b = b, a
    b.next, a.child = a.child, b
    return a


class PairingHeap:
    def __init__(self):
        self.root = None
        self.count = 0

    def __len__(self):
        return self.count

    def push(self, item):
        self.root = meld(self.root, Pair(item))
        self.count += 1

    def pop(self):
        root = self.root
        pairs = []
        child = root.child
        while child is not None:
            other = child.next
            following = other.next if other is not None else None
            child.next = None
            if other is not None:
                other.next = None
            pairs.append(meld(child, other))
            child = following
        self.root = None
        while pairs:
            self.root = meld(self.root, pairs.pop())
        self.count -= 1
        return root.item


class Job:
    def __init__(self, time, priority, name):
        self.time = time
        self.priority = priority
        self.name = name

    def __lt__(self, other):
        return (self.time, self.priority) < (other.time, other.priority)

    def __le__(self, other):
        return not other < self

    def __ge__(self, other):
        return not self < other


def sort(heap, values):
    for value in values:
        heap.push(value)
    return [heap.pop() for _ in range(len(heap))]


def simulate(heap, jobs, steps):
    for n in range(jobs):
        heap.push(Job(n * 7 % 31, n % 5, n))
    done = 0
    for _ in range(steps):
        job = heap.pop()
        done += job.name
        heap.push(Job(job.time + 1 + job.name * 13 % 17, (job.priority + job.name) % 5, job.name))
    return done


def run(size):
    values = [n * 7919 % 104729 for n in range(size)]
    ordered = sorted(values)
    same = sort(BinaryHeap(), values) == ordered == sort(PairingHeap(), values)
    return same, simulate(BinaryHeap(), 300, size // 4), simulate(PairingHeap(), 300, size // 4)


measure(lambda: run(60_000), (True, 2225901, 2225850))
