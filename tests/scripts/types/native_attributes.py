# Attributes of objects of native types, more than there is room for beside their data.
import collections
import functools
import itertools
import threading


def fill(thing, count=12):
    for i in range(count):
        setattr(thing, f'attribute_{i}', i)
    return sum(getattr(thing, f'attribute_{i}') for i in range(count)), len(vars(thing))


p = functools.partial(print, 'one', sep='-')
print(fill(p))
p('two')
print(p.func, p.args, p.keywords)


@functools.lru_cache(maxsize=2)
def cached(x):
    return [x]


print(fill(cached, 8)[0])
print(cached(1), cached(2), cached(1), cached(3), cached(1), cached.cache_info())


def derived(base, *args):
    class Derived(base):
        pass

    made = [Derived(*args) for _ in range(3)]
    for i, thing in enumerate(made):
        print(base.__name__, fill(thing, 3 + 5 * i))
    return made


print([p(3) for p in derived(functools.partial, max, 2)])
print([list(d) for d in derived(collections.deque, [1, 2, 3])])
print([dict(d) for d in derived(collections.OrderedDict, [(1, 2)])])
print([d[1] for d in derived(collections.defaultdict, list)])
print([next(c) for c in derived(itertools.count, 5)])
print([list(c) for c in derived(itertools.chain, 'ab', 'cd')])
print([fill(x) for x in derived(threading.local)])
print(derived(int, 7), derived(str, 'text'), derived(bytes, b'bytes'), derived(tuple, (1, 2)), derived(float, 1.5))
print(derived(bytearray, b'ab'), derived(list, [1]), derived(set, [1]), derived(frozenset, [2]), derived(ValueError, 1, 2))
