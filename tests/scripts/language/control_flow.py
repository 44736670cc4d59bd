# if, while, for, else clauses, break, continue, pass, chained comparison, boolean operators.
for n in range(2, 12):
    for k in range(2, n):
        if n % k == 0:
            break
    else:
        print(n, end=" ")
print()
i = 0
while i < 5:
    i += 1
    if i == 2: continue
    if i == 4: break
else:
    print("not reached")
while i: i -= 1
else: print("done", i)
for _ in []: pass
else: print("empty")

def grade(x):
    if x >= 90: return "A"
    elif x >= 80: return "B"
    elif x >= 70:
        return "C"
    else:
        return "F"
print([grade(x) for x in (95, 85, 75, 5)])

calls = []
def f(x):
    calls.append(x)
    return x
print(1 < f(2) < 3, 1 < f(5) < f(0), f(0) == f(0) != f(1), calls)
calls.clear()
print(f(0) or f("") or f("end"), f(1) and f(0) and f(2), not f([]), calls)
print(0 or None, 1 and 2 or 3, not not [], None is None, calls is not None, 1 in [1], 2 not in [1])
print(1 < 2 == 2 < 3 != 1, (1 < 2) == True, not 1 == 2)

# The iterator sees changes of the list; the loop variable survives.
items = [1, 2, 3]
for item in items:
    if item < 3 and len(items) < 6:
        items.append(item + 10)
print(items, item)
items = [1, 2, 3, 4]
for item in items:
    items.remove(item)
print(items)
d = {1: 1}
try:
    for k in d: d[k + 1] = 0
except RuntimeError as error:
    print(error)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as error:
    print(error)
for i in range(10, 0, -3): print(i, end=" ")
for i, c in enumerate("ab", 5): print(i, c, end=" ")
for a, b in zip([1, 2, 3], "xy"): print(a, b, end=" ")
print()
for i in range(3):
    i = 100
print(i)
for x in 1, 2: print(x, end=",")
for box in [{}]: 
    for box["k"] in "ab": pass
    print(box)
nested = []
for i in range(3):
    for j in range(3):
        if j == i: break
        nested.append((i, j))
    else:
        continue
    if i == 2: break
print(nested)
def deep():
    for i in range(3):
        while True:
            try:
                if i == 1: return "from the depth"
                break
            finally:
                print("f", i, end=" ")
print(deep())
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n
print(list(Countdown(3)), max(Countdown(4)), 2 in Countdown(5), [*Countdown(2)])
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Old()), 9 in Old(), 10 in Old(), list(zip(Old(), "ab")))
for bad in (5, None, object):
    try:
        for _ in bad: pass
    except TypeError as error:
        print(error)
class BadIter:
    def __iter__(self): return 5
try:
    iter(BadIter())
except TypeError as error:
    print(error)
x = 5; y = 6 if x else 7; print(x, y)
if x: pass
assert x, "not raised"
total = 0
for i in range(100):
    for j in range(100):
        if (i * j) % 7 == 3: total += 1
        elif i > j: continue
print(total)
