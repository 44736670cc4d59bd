# The smallest things first.
print("hello")
print(1 + 2, 7 // 2, 7 / 2, 2 ** 10, -7 % 3)
x = 5
y = x * 2 + 1
print(x, y, x < y, x == 5 and y == 11, not x)
name = "world"
print("hello " + name, name[0], name[-1], name[1:3], len(name), name.upper())
numbers = [3, 1, 2]
numbers.append(4)
print(numbers, numbers[0], len(numbers), sum(numbers), sorted(numbers))
ages = {"ann": 30, "bob": 25}
ages["cy"] = 41
for who in ages:
    print(who, ages[who])
if x > 3:
    print("big")
elif x > 1:
    print("middle")
else:
    print("small")
i = 0
while i < 3:
    print(i, end=" ")
    i += 1
print()
for i in range(3):
    for j in range(2):
        print(i, j, end="; ")
print()
def add(a, b=10):
    return a + b
print(add(1), add(1, 2), add(b=3, a=4))
def fact(n):
    if n <= 1:
        return 1
    return n * fact(n - 1)
print(fact(5), fact(20), fact(30))
class Dog:
    def __init__(self, name):
        self.name = name
    def bark(self):
        return self.name + " says woof"
print(Dog("rex").bark())
try:
    1 / 0
except ZeroDivisionError as error:
    print("caught", error)
print([n * n for n in range(5)], {n: n * n for n in range(3)}, (1, 2), None, True, 1.5)
