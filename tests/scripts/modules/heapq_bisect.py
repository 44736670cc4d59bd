"""heapq and bisect: every function over every kind of item, their errors, lists that change while they are compared, and threads."""
import bisect
import heapq
import random
import threading

random.seed(5)


class Item:
    def __init__(self, key):
        self.key = key

    def __lt__(self, other):
        return self.key < other.key

    def __repr__(self):
        return f'Item({self.key})'


KINDS = {
    'int': lambda: random.randrange(50),
    'big': lambda: random.randrange(-3, 3) * 10 ** 30,
    'float': lambda: random.choice([1.5, -0.0, 0.0, 1e300, float('inf'), -2.25, 3.0]),
    'mixed': lambda: random.choice([1, 2.5, True, 10 ** 25, -1.0]),
    'str': lambda: ''.join(random.choices('abé\U0001f600', k=3)),
    'tuple': lambda: (random.randrange(4), random.choice('xy'), (random.random() < .5, 1.0)),
    'bytes': lambda: bytes(random.choices(b'ab', k=2)),
    'list': lambda: [random.randrange(3), 'z'],
    'object': lambda: Item(random.randrange(9)),
    'nan': lambda: random.choice([float('nan'), 1.0, 2]),
}

for kind, make in KINDS.items():
    for n in (0, 1, 2, 7, 40):
        items = [make() for _ in range(n)]
        heap = items[:]
        heapq.heapify(heap)
        most = items[:]
        heapq.heapify_max(most)
        pushed, pushed_max = [], []
        for item in items:
            heapq.heappush(pushed, item)
            heapq.heappush_max(pushed_max, item)
        print(kind, n, heap[:12], most[:12], pushed[:12], pushed_max[:12])
        extra = make()
        print([heapq.heappushpop(heap, extra), heapq.heappushpop_max(most, extra)], heap[:5], most[:5])
        if n:
            print(heapq.heapreplace(heap, extra), heapq.heapreplace_max(most, extra))
        print([heapq.heappop(heap) for _ in range(n)][:20], [heapq.heappop_max(most) for _ in range(n)][:20], heap, most)
        ordered = []
        for item in items:
            bisect.insort(ordered, item)
        left = []
        for item in items:
            bisect.insort_left(left, item)
        print(ordered[:12], left[:12], bisect.bisect(ordered, extra), bisect.bisect_left(ordered, extra))
    if kind != 'nan':
        print(heapq.nsmallest(3, items), heapq.nlargest(3, items), list(heapq.merge(sorted(items[:5], key=lambda i: i), ordered[:4])))

words = ['aa', 'b', 'cccc', 'ddddd']
print(bisect.bisect(words, 4, key=len), bisect.bisect_left(words, 2, 1, 3, key=len))
bisect.insort(words, 'eee', key=len)
bisect.insort_left(words, 'ffff', lo=1, hi=4, key=len)
print(words, bisect.bisect(range(10), 3), bisect.bisect('abc', 'b'), bisect.bisect((1, 2, 3), 2, hi=None), bisect.bisect([1, 1, 1], 1, 1, 2))


class Sequence:
    def __len__(self):
        return 5

    def __getitem__(self, i):
        print('get', i, end=' ')
        return i * 10

    def insert(self, i, x):
        print('insert', i, x)


print(bisect.bisect(Sequence(), 25))
bisect.insort(Sequence(), 30)


class Sub(list):
    def insert(self, i, x):
        print('Sub.insert', i, x)
        super().insert(i, x)


sub = Sub([1, 2])
bisect.insort(sub, 1)
heapq.heappush(sub, 0)
print(sub, heapq.heappop(sub), sub)

for text in ("heapq.heappush((), 1)", "heapq.heappop(3)", "heapq.heappop([])", "heapq.heapreplace([], 1)", "heapq.heapify(())",
             "heapq.heappushpop(3, 1)", "heapq.heappush([])", "heapq.heappush([1], 'a')", "heapq.heappop_max([])",
             "heapq.heapify_max(1)", "heapq.heapreplace_max(1, 1)", "heapq.heapreplace_max([], 1)", "heapq.heappushpop_max([], 1)",
             "heapq.heappush(heap=[], item=1)", "heapq.heapify([1, 'a'])", "heapq.heappop([1, 2, 'a'])",
             "bisect.bisect(3, 1)", "bisect.bisect([1], 'a')", "bisect.bisect([1], 1, -1)", "bisect.bisect([1], 1, 0, 5)",
             "bisect.bisect([1], 1, 0, -1)", "bisect.bisect([1], 1, lo='a')", "bisect.bisect([1], 1, hi='a')",
             "bisect.insort((1,), 1)", "bisect.insort([1], 1, -1)", "bisect.bisect([1])", "bisect.bisect(a=[1], x=1)",
             "bisect.bisect([1], 1, key=3)", "bisect.bisect({1: 2}, 1)", "bisect.bisect([1, 2, 3], 2, 1.5)",
             "bisect.insort([1], 1, 0, 9)", "bisect.bisect([1], 1, 2, 1)", "bisect.bisect([1], 1, lo=None)"):
    try:
        print(text, '->', eval(text))
    except Exception as e:
        print(text, type(e).__name__, e)

print(heapq.heappush, bisect.bisect, bisect.insort is bisect.insort_right, heapq.heappop.__module__, bisect.bisect_left.__module__)


class Grows:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        heap.append(1)
        return self.v < other.v


for step in (lambda: heapq.heapify(heap), lambda: heapq.heappush(heap, Grows(0)), lambda: heapq.heappop(heap),
             lambda: heapq.heapreplace(heap, Grows(5)), lambda: heapq.heappushpop(heap, Grows(5))):
    heap = [Grows(3), Grows(2), Grows(1)]
    try:
        print(step())
    except RuntimeError as e:
        print(type(e).__name__, e, len(heap))


class Clears:
    def __lt__(self, other):
        heap.clear()
        return True


heap = [Clears() for _ in range(9)]
for function in (heapq.heapify, heapq.heappop):
    try:
        print(function(heap))
    except (RuntimeError, IndexError) as e:
        print(type(e).__name__, e)


class Raises:
    def __lt__(self, other):
        raise ZeroDivisionError


heap = [1, 2, 3]
try:
    heapq.heappush(heap, Raises())
except ZeroDivisionError:
    print('raised', len(heap))

# Each operation is one step: nothing is lost or doubled, whoever comes between.
shared, ordered, taken = [], [], []


def work(start):
    for i in range(start, 2000, 4):
        heapq.heappush(shared, (i % 17, i))
        bisect.insort(ordered, i)
        if i % 3 == 0:
            taken.append(heapq.heappop(shared))


threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
rest = [heapq.heappop(shared) for _ in range(len(shared))]
print(sorted(i for _, i in rest + taken) == list(range(2000)), rest == sorted(rest), ordered == list(range(2000)))
