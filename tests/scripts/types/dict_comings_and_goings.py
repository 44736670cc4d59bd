"""Keys that come and go: order, lookups and lengths where places of deleted keys are used again."""


class Same:
    """Keys of one hash, compared by code."""

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Same) and self.name == other.name

    def __repr__(self):
        return f"Same({self.name})"


def one_key(d, key, rounds):
    for n in range(rounds):
        d.pop(key, None)
        d[key] = n
    return d[key], len(d), list(d)[-1]


print(one_key({n: n for n in range(10)}, 3, 1000))
print(one_key({str(n): n for n in range(100)}, "5", 1000))
print(one_key({Same(n): n for n in range(5)}, Same(2), 50))

# an old key's place before a key that stays, and the other way round
for stays, goes in [(1, 9), (9, 1), (1, 17), (17, 1)]:
    d = {1: "one", 9: "nine", 17: "seventeen"}
    for n in range(20):
        del d[goes]
        d[goes + 64 * n] = n
        print(d.get(stays), goes in d, end=" ")
        d[goes] = d.pop(goes + 64 * n)
    print(d)

# a queue, and a cache of the last ones used
queue = {}
for n in range(5000):
    queue[n] = n
    if len(queue) > 16:
        del queue[next(iter(queue))]
print(list(queue), 4983 in queue, 4984 in queue)

cache = {}
hits = 0
for n in range(5000):
    key = n * n % 37
    if key in cache:
        hits += 1
        cache[key] = cache.pop(key)
    else:
        cache[key] = n
        if len(cache) > 12:
            cache.pop(next(iter(cache)))
print(hits, list(cache))

# all go, and others come
d = {n: n for n in range(50)}
for n in range(50):
    del d[n]
print(d, len(d), 7 in d)
for n in range(60):
    d[n * 2] = n
print(len(d), list(d)[:5], 7 in d, d[118])

# a change under a walk is found out
d = dict.fromkeys("abc")
try:
    for key in d:
        del d[key]
        d[key] = 1
        d["new"] = 2
except RuntimeError as error:
    print(error, d)

# sets of names: an instance's attributes that come and go
class Thing:
    pass


thing = Thing()
for n in range(300):
    thing.__dict__["a"] = n
    setattr(thing, f"b{n % 7}", n)
    del thing.__dict__["a"]
    if n % 7 == 6:
        del thing.b3
print(sorted(thing.__dict__.items()))
