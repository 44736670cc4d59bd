# Programs with integers past machine words.
def factorial(n):
    r = 1
    for i in range(2, n + 1): r *= i
    return r
print(factorial(50), factorial(200) % 10 ** 50, len(str(factorial(1000))))
a, b = 0, 1
for _ in range(500): a, b = b, a + b
print(a)
print(2 ** 127 - 1, (2 ** 127 - 1) % 1000007, 3 ** 300 // 7 ** 100, (10 ** 50 - 1) ** 2, -(10 ** 40) // 3, -(10 ** 40) % 3, 10 ** 40 // -3, 10 ** 40 % -3, divmod(-10 ** 40, 10 ** 20 + 1))
def gcd(a, b):
    while b: a, b = b, a % b
    return a
print(gcd(factorial(40), 2 ** 100), gcd(10 ** 50, 15 ** 30))
def is_probable_prime(n, bases=(2, 3, 5, 7, 11)):
    d, s = n - 1, 0
    while d % 2 == 0: d //= 2; s += 1
    for base in bases:
        x = pow(base, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
print([n for n in range(10 ** 20, 10 ** 20 + 200) if is_probable_prime(n)], is_probable_prime(2 ** 127 - 1), is_probable_prime(2 ** 129 - 1))
def isqrt(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x: return x
        x = y
print(isqrt(2 * 10 ** 100))
x = 1
for shift in (1, 31, 32, 61, 62, 63, 64, 65, 127, 128): print((x << shift) - 1, -(x << shift), (-1 << shift) >> (shift - 1), end=" ")
print()
for n in (2 ** 61, 2 ** 62, 2 ** 63, 2 ** 64, -2 ** 62, -2 ** 63):
    print(n - 1 + 1 == n, n + n, n * n, -n, abs(n), n // 2, n % 7, n & (n - 1), n | 1, n ^ -1, ~n, n >> 60, hash(n) == hash(int(str(n))), int(float(n)) == n)
acc = 0
for i in range(100): acc = acc * 31 + i; acc ^= acc >> 7
print(acc % 10 ** 30, acc.bit_length(), acc.bit_count())
for i in range(5): acc >>= 100; print(acc % 1000, end=" ")
print(sum(range(10 ** 9, 10 ** 9 + 100)), sum([2 ** 62] * 4), 2 ** 62 + 2 ** 62 - 2 ** 63, max(2 ** 64, 2 ** 63), sorted([2 ** 70, -2 ** 70, 0, 2 ** 62]), {2 ** 70: "big"}[2 ** 70], 2 ** 70 in {2 ** 70}, 2 ** 70 == 2 ** 70 + 0, 2 ** 70 is None)
print(int("1" * 100) * int("9" * 100) % 10 ** 30, int("f" * 40, 16), f"{2 ** 100:x} {2 ** 100:,} {2 ** 100:b}"[:80], "%d %x" % (2 ** 100, 2 ** 100), str(-2 ** 100), repr(2 ** 100), (2 ** 100).to_bytes(13, "big"), int.from_bytes(b"\xff" * 12), 2 ** 100 / 2 ** 99, 2 ** 100 * 1.0, 2 ** 100 < 1.5e30, 10 ** 23 == 1e23, 10 ** 22 == 1e22, round(2 ** 100, -20))
