# Iterators of every builtin: exhausted for good, length hints, shared, copied state, next through the protocol.
iterators = [iter([1, 2]), iter((1, 2)), iter("ab"), iter(b"ab"), iter({1: 0, 2: 0}), iter({1, 2}), iter(range(2)), enumerate("ab"), zip("ab", "cd"), map(abs, (1, -2)), filter(None, (1, 0, 2)), reversed([1, 2]), iter({1: 2}.items()), iter({1: 2}.values()), (i for i in (1, 2)), iter(bytearray(b"ab")), iter(memoryview(b"ab")), iter(frozenset([5]))]
for it in iterators:
    print(type(it).__name__, iter(it) is it, list(it), list(it), next(it, "end"))
for it in (iter([1, 2, 3]), iter((1, 2)), iter("abc"), iter(range(4)), reversed([1]), iter({1: 1})):
    first = next(it); print(first, it.__length_hint__(), end="; ")
print()
a = [1, 2, 3]; it = iter(a)
print(next(it), next(it), a.clear(), next(it, "gone"), a.extend([7, 8, 9]), next(it, "still gone"))
shared = iter(range(6)); print(list(zip(shared, shared)), [*shared])
class Bad:
    def __iter__(self): return self
    def __next__(self): raise ValueError("from next")
class NoNext:
    def __iter__(self): return NoNext()
class BadHint:
    def __iter__(self): return iter([1])
    def __length_hint__(self): return -1
class StrangeLen:
    def __len__(self): return "a"
class HugeLen:
    def __len__(self): return 2 ** 70
class NegIndex:
    def __getitem__(self, i):
        if i == 3: raise StopIteration
        return i
for test in (lambda: list(Bad()), lambda: next(iter(NoNext())), lambda: [x for x in Bad()], lambda: list(BadHint()), lambda: len(StrangeLen()), lambda: len(HugeLen()), lambda: list(NegIndex()), lambda: tuple(Bad()), lambda: dict(Bad()), lambda: [*Bad()], lambda: sum(Bad()), lambda: "".join(Bad()), lambda: set(Bad()), lambda: max(Bad()), lambda: sorted(Bad()), lambda: 1 in Bad(), lambda: zip(Bad(), 5), lambda: print(*Bad())):
    try: print(test())
    except Exception as error: print(type(error).__name__, error)
def unpack(n):
    it = iter(range(n))
    try: a, b = it; return a, b
    except ValueError as error: return str(error), next(it, "none left")
print(unpack(1), unpack(2), unpack(5))
class Reiter:
    def __init__(self): self.count = 0
    def __iter__(self): self.count += 1; return iter([self.count])
r = Reiter(); print(list(r), list(r), 2 in r, 4 in r)
d = {i: i for i in range(5)}
it = iter(d); next(it); d[9] = 1
try: next(it)
except RuntimeError as error: print(error)
try: next(it)
except (RuntimeError, StopIteration) as error: print(type(error).__name__, error)
d = {i: i for i in range(5)}; it = iter(d); next(it); del d[4]; d[10] = 1
try: print(list(it))
except RuntimeError as error: print(error)
print(list(map(lambda f: f(), [lambda: 1, lambda: 2])), next(filter(lambda x: x > 2, range(9))), [i for i, _ in zip(range(10 ** 9), "abc")])
