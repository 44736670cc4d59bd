# Assignment in all forms: unpacking, stars, chained, augmented, walrus, del.
a, b = 1, 2
a, b = b, a
print(a, b)
(c, d), e = [3, 4], 5
[f, [g, *h]] = "x", "yz!"
print(c, d, e, f, g, h)
first, *middle, last = range(6)
print(first, middle, last)
*start, end = "abc"
head, *tail = [1]
print(start, end, head, tail)
x = y = z = []
x.append(1)
print(y, z is x)
*all_of_it, = {"k": 1, "l": 2}
print(all_of_it)
print([*range(3), *"ab"], (*(), 1), {**{"a": 1}, "b": 2, **{"a": 3}}, {*[1, 2], *[2, 3]} == {1, 2, 3})
for i, (j, *k) in [(1, (2, 3, 4)), (5, "67")]:
    print(i, j, k, end="; ")
print()
def wrong(source):
    try:
        exec(source)
    except (ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {error}")
wrong("a, b = 1, 2, 3")
wrong("a, b = 1,")
wrong("a, b, c = iter([1, 2])")
wrong("a, *b, c = [1]")
wrong("a, b = 5")
wrong("a, b = None")
wrong("[a] = []")
wrong("a, b = {1: 2}")
wrong("print(*5)")
wrong("{**5}")
wrong("[*None]")
wrong("x = 'a'; x += 1")
wrong("t = (1,); t[0] = 2")
# A tuple's item: the list grows although the assignment fails.
t = ([1],)
try:
    t[0] += [2]
except TypeError as error:
    print(error, t)

order = []
def note(name, value=None):
    order.append(name)
    return value
store = {}
store[note("key", 1)] = note("value", 2)
note("list", [0, 0])[note("index", 1)] = note("item", 9)
print(order)
i = 0
array = [10, 20, 30]
i, array[i] = 1, 99
print(i, array)
n = 5
n += 2; n -= 1; n *= 6; n //= 5; n **= 2; n %= 10; n <<= 3; n >>= 1; n |= 1; n ^= 3; n &= 0xFE
print(n)
f = 7.5
f /= 2; f -= 0.25
print(f)
items = alias = [1, 2]
items += (3,)
print(alias, items is alias)
items = items + [4]
print(alias, items)
s = {1} ; s |= {2}; s -= {1}; s ^= {2, 3}
print(s)
dd = {"a": 1}; dd |= {"b": 2}
print(dd)
if (n := len("walrus")) > 5:
    print("long", n)
while (chunk := array[-1:]):
    array.pop()
print(chunk, array)
print((lambda: (q := 3) + q)(), [w := 1, w + 1])
class Box: pass
box = Box()
box.a, box.b = box.c = 1, 2
print(box.a, box.b, box.c)
l = list(range(10))
del l[0], l[-1], l[2:4], l[::2]
print(l)
d = {"a": 1, "b": 2}
del d["a"]; del box.a
print(d, hasattr(box, "a"))
l[1:1] = "xy"; l[:1] = []
print(l)
one, = (1,)
print(one, *[2], sep="-")
a: int = 5
b: "undefined name" = 6
print(a, b)
print(1 if 0 else 2 if 0 else 3, (yes := True) and yes, *(1, 2) if yes else ())
