# The order of sets: where items go, when tables grow, which operand is walked. Only hashes that depend on the value alone.
print({3, 1, 2}, {8, 0, 16, 1}, {9, -1, -2, 100}, {5, 1, 40, 8, 99, 7}, set([5, 1, 40, 8, 99, 7]), frozenset([10**20, 0.5, 1.5, (1, 2), None]))
print([x for x in {267, 18, 6, 45, 13, 56}], list({267, 18, 6, 45, 13, 56}), {*range(60, 70), 3, *{33, 1}}, {x * 7 % 31 for x in range(20)})
print({frozenset({i, i + 1}) for i in range(6)}, {(i, j) for i in range(3) for j in range(3)}, {range(2), slice(1, 2), True, ()})
print(hash(()), hash((1, 2)), hash((1.5, (None, 3))), hash(frozenset()), hash(frozenset({1, 2})), hash(frozenset({frozenset({1}), 2})), hash(range(3)), hash(range(0)), hash(slice(1, 2, 3)))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 7

    def __eq__(self, other):
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"K{self.n}"


state = 1


def rand(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return state // 65536 % n


def items(n, make=int):
    return [make(rand(n * 3) - n // 3) for _ in range(n)]


def show(name, *sets):
    print(name, *map(list, sets))


# places of deleted items are used again
s = {0, 1, 2, 3}
s.discard(1)
s.add(9)
show("again", s)
s = set(range(12))
s -= {1, 2}
s.update([33, 34])
show("again", s)
# pop goes round
s = set(range(20))
show("pop", [s.pop() for _ in range(5)], s)
s |= {0, 1, 32}
show("pop", [s.pop() for _ in range(18)], s)
s.clear()
s.update(range(4))
show("pop", [s.pop()], s)

for n in 3, 7, 20, 60:
    for make in int, lambda n: n / 4, Key, lambda n: (n % 5, n):
        a, b, more = set(items(n, make)), set(items(n, make)), items(n, make)
        a.difference_update(more[::3])
        f = frozenset(more)
        show("operators", a | b, a & b, b & a, a - b, a ^ b, f - a, f ^ b)
        show("methods", a.union(b, more), a.intersection(more), a.difference(more), b.difference(a, more), a.symmetric_difference(more), a.copy())
        show("dicts", a.union(dict.fromkeys(more)), a.difference(dict.fromkeys(more)), dict.fromkeys(more).keys() - a, dict.fromkeys(more).keys() ^ b, dict.fromkeys(a).keys() & b)
        c = set(a)
        for x in more:
            c.add(x)
        show("add", c)
        for x in b:
            c.discard(x)
        c.update(more)
        show("discard", c)
        c = a | a
        c |= b
        show("ior", c)
        c &= f
        c.update(b)
        show("iand", c)
        c -= a
        c.update(f)
        show("isub", c)
        c ^= b
        c ^= f
        show("ixor", c)
        c.intersection_update(more, a)
        c.update(b)
        c.symmetric_difference_update(dict.fromkeys(more))
        show("updates", c)
        c = b - a
        c.symmetric_difference_update(more)
        c.difference_update(a, more)
        c.__init__(more)
        show("pop", [c.pop() for _ in range(len(c) // 2)], c | b, c)
one, two = {1: 1, 2: 2, 30: 3, 4: 4}, {30: 3, 2: 5, 17: 1, 9: 9, 8: 8}
print(one.items() ^ two.items(), two.items() ^ one.items(), one.items() & two.items(), one.items() - two.items(), one.items() | two.items())
