# Special methods: operators, reflected operators, containers, calls, truth, comparison, hashing, conversion.
class Vector:
    def __init__(self, *xs): self.xs = xs
    def __repr__(self): return f"Vector{self.xs}"
    def __str__(self): return "<" + " ".join(map(str, self.xs)) + ">"
    def __format__(self, spec): return f"[{spec}]" + str(self)
    def __add__(self, other):
        if not isinstance(other, Vector): return NotImplemented
        return Vector(*(a + b for a, b in zip(self.xs, other.xs)))
    def __mul__(self, k): return Vector(*(x * k for x in self.xs))
    def __rmul__(self, k): return self * k
    def __matmul__(self, other): return sum(a * b for a, b in zip(self.xs, other.xs))
    def __neg__(self): return self * -1
    def __pos__(self): return self
    def __invert__(self): return Vector(*reversed(self.xs))
    def __abs__(self): return sum(x * x for x in self.xs) ** 0.5
    def __bool__(self): return any(self.xs)
    def __len__(self): return len(self.xs)
    def __getitem__(self, i): return self.xs[i]
    def __contains__(self, x): return x in self.xs
    def __iter__(self): return iter(self.xs)
    def __reversed__(self): return reversed(self.xs)
    def __eq__(self, other): return isinstance(other, Vector) and self.xs == other.xs
    def __hash__(self): return hash(self.xs)
    def __call__(self, i, scale=1): return self.xs[i] * scale

v, w = Vector(1, 2, 3), Vector(4, 5, 6)
print(v + w, repr(v * 2), 3 * v, v @ w, -v, +v, ~v, abs(Vector(3, 4)))
print(bool(Vector(0, 0)), len(v), v[0], v[1:], 2 in v, 9 in v, list(v), list(reversed(v)))
print(v == Vector(1, 2, 3), v != w, hash(v) == hash(Vector(1, 2, 3)), len({v, Vector(1, 2, 3)}))
print(v(1), v(2, scale=10), f"{v:>10}", f"{v!r:20}|", format(v, "x"), "%s %r" % (v, v))
for expression in ("v + 1", "1 + v", "v - w", "v < w", "-'a'", "v // 2", "v @ 3", "v ** 2", "v += 5", "del v[0]", "v[0] = 1"):
    try:
        exec(expression)
    except (TypeError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")

class Num:
    def __init__(self, n): self.n = n
    def __radd__(self, other): return f"radd {other}"
    def __iadd__(self, other): self.n += other; return self
    def __index__(self): return self.n
    def __int__(self): return self.n * 10
    def __float__(self): return self.n / 2
    def __complex__(self): return complex(self.n, 1)
    def __round__(self, digits=None): return f"round {digits}"
    def __trunc__(self): return 77
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __divmod__(self, other): return "divmod", other
    def __rdivmod__(self, other): return "rdivmod", other
    def __pow__(self, other, mod=None): return "pow", other, mod
    def __lshift__(self, other): return "shift"
    def __bytes__(self): return b"bytes"
n = Num(3)
print(1 + n, [10, 20, 30, 40][n], int(n), float(n), complex(n), round(n), round(n, 2), divmod(n, 1), divmod(1, n))
print(pow(n, 2), pow(n, 2, 5), n << 1, bytes(n), hex(n), "abc" * n, range(n), bin(n))
n += 4
print(n.n, "%d" % n)
import math
print(math.floor(n), math.ceil(n), math.trunc(n))

class Compare:
    def __init__(self, k): self.k = k
    def __lt__(self, other): print("lt", end=" "); return self.k < other.k
    def __le__(self, other): print("le", end=" "); return self.k <= other.k
print(Compare(1) < Compare(2), Compare(1) > Compare(2), Compare(1) <= Compare(2), Compare(1) >= Compare(2))
print([c.k for c in sorted([Compare(3), Compare(1), Compare(2)])])
class Sub(Vector):
    def __radd__(self, other): return "subclass first"
print(v + Sub(1, 2, 3), Compare(1) == Compare(1))

class Odd:
    def __getitem__(self, key): return key
    def __setitem__(self, key, value): print("set", key, value)
    def __delitem__(self, key): print("del", key)
o = Odd()
print(o[1], o[1, 2], o[1:2], o[1:2, ..., None], o[()], o[::])
o["k"] = 1; o[1:2] = 3; o[:, 1] = 4
del o[5], o[...]
class Missing(dict):
    def __missing__(self, key): return f"no {key}"
print(Missing(a=1)["a"], Missing()["b"], Missing().get("b"))
class NoHash:
    def __eq__(self, other): return True
try:
    hash(NoHash())
except TypeError as error:
    print(error)
class BadLen:
    def __len__(self): return -1
class BadBool:
    def __bool__(self): return 3
class BadStr:
    def __str__(self): return 3
    __repr__ = __str__
for call in (lambda: len(BadLen()), lambda: bool(BadBool()), lambda: str(BadStr()), lambda: repr(BadStr()), lambda: bool(BadLen())):
    try:
        call()
    except (TypeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
