from itertools import *
import itertools
def take(n, it): return list(islice(it, n))
print(take(3, count()), take(3, count(5, -2)), take(3, count(0.5, 0.25)), take(5, cycle("ab")), list(repeat(7, 3)), take(2, repeat("x")), list(cycle([])), take(2, count(10 ** 20)))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate("abc")), list(accumulate([3, 1, 2], max)))
print(list(chain("ab", [1])), list(chain()), list(chain.from_iterable(["ab", "c"])), list(compress("abcd", [1, 0, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 2])), list(takewhile(lambda x: x < 3, [1, 3, 2])), list(filterfalse(lambda x: x % 2, range(5))), list(filterfalse(None, [0, 1, ""])))
print([(k, list(g)) for k, g in groupby("aabbca")], [(k, list(g)) for k, g in groupby([1, 3, 2, 5], key=lambda x: x % 2)], [k for k, g in groupby("aab")])
g = groupby("aab"); k1, g1 = next(g); k2, g2 = next(g); print(list(g1), list(g2))
print(list(islice("abcdef", 2)), list(islice("abcdef", 2, 4)), list(islice("abcdef", 1, None, 2)), list(islice("ab", 0)), list(islice(count(), 3, 6)), list(pairwise("abcd")), list(pairwise("a")), list(starmap(pow, [(2, 3), (3, 2)])), list(batched("abcdefg", 3)), list(batched("ab", 2, strict=True)))
a, b = tee([1, 2, 3]); print(next(a), list(b), list(a)); t = tee("ab", 3); print([list(x) for x in t], tee([1], 0)); a, b = tee(iter([1, 2])); c, = tee(a, 1); print(list(c), list(b))
print(list(zip_longest("abc", "x", fillvalue="-")), list(zip_longest("ab", [1, 2, 3])), list(zip_longest()), list(product("ab", [1, 2])), list(product("ab", repeat=2)), list(product()), list(product("ab", [])), len(list(product(range(3), repeat=4))))
print(list(permutations("abc")), list(permutations(range(3), 2)), list(permutations([], 0)), list(permutations("ab", 3)), list(combinations("abcd", 2)), list(combinations("ab", 3)), list(combinations_with_replacement("ab", 2)), len(list(combinations(range(10), 4))))
print(repr(count(3)), repr(count(1, 2)), repr(repeat(5)), repr(repeat("a", 2)), repeat(1, 5).__length_hint__(), type(chain()).__name__, chain.__name__, sum(islice(count(), 1000)), max(map(len, batched(range(10), 4))))
def lazy():
    for i in range(5): print("make", i, end=" "); yield i
it = islice(lazy(), 1, 3); print(next(it), next(it), next(it, "end"))
it = chain(lazy(), [9]); print(next(it)); z = zip_longest(iter([1]), lazy()); print(next(z), next(z)); s = takewhile(lambda x: x < 1, lazy()); print(list(s))
for source in ("islice([1], -1)", "islice([1], 'a')", "islice([1])", "islice(5, 1)", "islice([1], 1, 2, 0)", "count('a')", "cycle()", "cycle(5)", "repeat()", "repeat(1, 'a')", "accumulate(5)", "list(accumulate(['a', 1]))", "chain(5).__next__()", "list(chain(5))", "chain.from_iterable(5)", "compress('a')", "groupby()", "groupby(5)", "tee([1], -1)", "tee(5)", "list(starmap(pow, [5]))", "list(starmap(pow, [(1,)]))", "product('a', repeat=-1)", "product(5)", "permutations('a', -1)", "permutations('a', 'b')", "combinations('a')", "combinations('a', -1)", "batched('a', 0)", "batched('a')", "list(batched('abc', 2, strict=True))", "pairwise(5)", "zip_longest(5)", "zip_longest(foo=1)", "filterfalse(None)", "list(takewhile(5, [1]))", "itertools.nothing", "dropwhile(None)", "list(dropwhile(None, [1]))", "count(1, 2, 3)", "count(step='a')"):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source}: {type(error).__name__}: {error}")
