"""Caches that forget what was used least recently: functools.lru_cache, an OrderedDict, a dictionary, a linked list by hand."""

from measure import measure

from collections import OrderedDict
from functools import cached_property, lru_cache


@lru_cache(maxsize=512)
def costly(number, kind="plain"):
    return number * 7 % 1001 + len(kind)


class OrderedCache:
    def __init__(self, size):
        self.size = size
        self.items = OrderedDict()
        self.hits = 0

    def get(self, key):
        if key in self.items:
            self.items.move_to_end(key)
            self.hits += 1
            return self.items[key]
        value = self.items[key] = key * 3 % 997
        if len(self.items) > self.size:
            self.items.popitem(last=False)
        return value


class DictCache:
    def __init__(self, size):
        self.size = size
        self.items = {}
        self.hits = 0

    def get(self, key):
        value = self.items.pop(key, None)
        if value is None:
            value = key * 3 % 997 + 1
            if len(self.items) >= self.size:
                del self.items[next(iter(self.items))]
        else:
            self.hits += 1
        self.items[key] = value
        return value


class Link:
    __slots__ = ("before", "after", "key", "value")


class LinkedCache:
    def __init__(self, size):
        self.size = size
        self.links = {}
        self.hits = 0
        self.root = root = Link()
        root.before = root.after = root

    def get(self, key):
        link = self.links.get(key)
        if link is not None:
            self.hits += 1
            link.before.after = link.after
            link.after.before = link.before
        elif len(self.links) == self.size:
            link = self.root.after
            link.after.before, self.root.after = self.root, link.after
            del self.links[link.key]
            self.fill(link, key)
        else:
            link = Link()
            self.fill(link, key)
        last = self.root.before
        last.after = self.root.before = link
        link.before, link.after = last, self.root
        return link.value

    def fill(self, link, key):
        link.key, link.value = key, key * 5 % 991
        self.links[key] = link


class Lazy:
    def __init__(self, n):
        self.n = n

    @cached_property
    def digits(self):
        return sum(map(int, str(self.n)))


def run(rounds):
    costly.cache_clear()
    caches = [OrderedCache(300), DictCache(300), LinkedCache(300)]
    state = total = 0
    lazy = [Lazy(n) for n in range(100)]
    for n in range(rounds):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        key = (state >> 8) % 200 if n % 3 else (state >> 8) % 5000
        for cache in caches:
            total += cache.get(key)
        total += costly(key) + costly(key, kind="other")
        total += lazy[key % 100].digits
    return total, [cache.hits for cache in caches], costly.cache_info()[:2]


measure(lambda: run(250_000), (530496439, [136146, 136146, 136146], (244326, 255674)))
