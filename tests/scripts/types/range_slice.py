# range and slice.
r = range(2, 20, 3)
print(r, list(r), range(5), range(1, 5), range(0), range(5, 0), range(5, 0, -2), len(r), r[0], r[-1], r[2], r[1:3], r[::-1], r[::2], r[10:], r.start, r.stop, r.step, r.index(8), r.count(8), r.count(9))
print(5 in r, 6 in r, 5.0 in r, "a" in r, -1 in r, 2 ** 70 in range(2 ** 80), list(range(5, 0, -2)), list(reversed(r)), list(reversed(range(5, 0, -2))), max(r), min(r), sum(r), sorted(r, reverse=True))
print(range(3) == range(0, 3, 1), range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], hash(range(3)) == hash(range(0, 3)), {range(2): 1}[range(2)], bool(range(0)), bool(range(1)), range(3) != range(4))
big = range(10 ** 20, 10 ** 20 + 10, 3)
print(big, list(big), big[1], big[-1], len(big), 10 ** 20 + 3 in big, big.index(10 ** 20 + 6), big[1:], range(-2 ** 70, 2 ** 70)[5], range(0, 10 ** 30, 10 ** 29)[3])
print([i for i in range(3, -3, -2)], [*range(3)], tuple(range(-3, 0)), list(zip(range(3), range(10, 13))), list(map(lambda x: x * 2, range(3))), range(True), range(1, 10)[2:8:2], range(10)[-3:], range(10)[::-3], range(10)[8:2:-2], repr(range(0, 5, 2)), str(range(1)))
it = iter(range(3)); print(next(it), list(it), list(it), it.__length_hint__(), type(it).__name__)
s = slice(1, 10, 2)
print(s, slice(5), slice(None), slice(1, None), s.start, s.stop, s.step, s.indices(5), s.indices(100), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(1) == slice(None, 1, None), slice(1, 2) < slice(1, 3), hash(slice(1)) == hash(slice(1)), "abcdefghijk"[s], [0, 1, 2, 3][slice(-2, None)])
class Show:
    def __getitem__(self, key): return key
x = Show()
print(x[1:2], x[:], x[::2], x["a":"b"], x[1:2, 3], x[..., 1:], x[1], x[1:2:3, ::-1], x[None:], x[*range(2)], x[*"ab", 1:])
class I:
    def __index__(self): return 2
print(range(I()), "abcd"[I():], [1, 2, 3][I()], range(10)[I()], slice(I()).indices(5))
def wrong(source):
    try:
        exec(source)
        print("no error", source)
    except Exception as error:
        print(f"{source:28} {type(error).__name__}: {error}")
for source in ("range()", "range(1.5)", "range('a')", "range(1, 2, 0)", "range(1, 2, 3, 4)", "range(None)", "range(stop=5)", "r[10]", "r[-10]", "r['a']", "r[0] = 1", "r.index(9)", "r.index('a')", "r.start = 5", "r + r", "r * 2", "r < r", "len(range(10 ** 30))", "r()", "r.nope", "slice()", "slice(1, 2, 3, 4)", "s.start = 1", "s.indices(-1)", "s.indices('a')", "s[0]", "slice('a').indices(3)", "'abc'[::0]", "[1]['a':]", "del r[0]", "slice(1).indices()", "range(3)[::0]", "slice(1, 'a') < slice(1, 2)", "next(range(3))"):
    wrong(source)
total = 0
for i in range(0, 1000000, 7): total += i
print(total, i)
for i in range(10 ** 18, 10 ** 18 + 2): print(i, end=" ")
for i in range(4611686018427387902, 4611686018427387906): print(i, end=" ")
for i in range(-4611686018427387903, -4611686018427387907, -1): print(i, end=" ")
print()
