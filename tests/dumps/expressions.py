# Operators, displays, comprehensions, calls.
a + b * -c ** 2, a // b % c @ d
a < b <= c != d, a is not b, c not in d
a and b or not c, (a if b else c)
[1, *a], {1, *b}, {"k": 1, **c}, (1, 2)
a.b.c[1:2, ::3](d, *e, k=f, **g)
[x for x in y if z], {x: y for x, y in z}, (await_ for await_ in a)
lambda x, /, y=1, *z, k, **w: (x, y)
(n := 0x10 + 1_000 + 1.5e3 + 2j), ..., None, True
