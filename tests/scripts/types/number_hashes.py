# Hash rules across number types: equal numbers have equal hashes, whatever their types; keys of dicts and sets.
import sys, math
from fractions import Fraction
from decimal import Decimal
info = sys.hash_info
print(info.modulus == 2**61 - 1, info.inf, info.nan, info.imag, info.width, info.hash_bits)
P = info.modulus
for n in (0, 1, -1, -2, 2, P, P - 1, P + 1, -P, -P - 1, -P + 1, 2**61, 2**62, 2**63, -2**63, 2**64, 10**50, -10**50, 2**1000):
    print(n if abs(n) < 10**30 else "big", hash(n), hash(n) == hash(Fraction(n)) == hash(Decimal(n)), (hash(float(n)) == hash(n)) if float(n) == n else "")
for x in (0.0, -0.0, 0.5, -0.5, 1.5, 1e300, 1e-300, 5e-324, math.pi, math.inf, -math.inf, sys.float_info.max, 2.0**61, 2.0**60 + 2.0**30):
    print(x, hash(x), (hash(Fraction(x)) == hash(x)) if math.isfinite(x) else "", hash(complex(x)) == hash(x), (hash(Decimal(x)) == hash(x)))
for z in (1j, -1j, 1 + 1j, complex(0, 0.5), complex(math.inf, 1), complex(-1, -1), complex(0, -1e10)): print(z, hash(z))
for f in (Fraction(1, 2), Fraction(-1, 3), Fraction(1, P), Fraction(P, 2), Fraction(-7, 10**20)): print(f, hash(f))
nan = float("nan"); print(hash(nan) == hash(nan), hash(nan) == hash(float("nan")), nan in [nan], nan in {nan}, float("nan") in {nan}, {nan: 1}.get(nan), [nan] == [nan], (nan,) == (nan,), nan == nan)
try: hash(Decimal("sNaN"))
except TypeError as e: print(e)
print(hash(True), hash(False), hash(None) == hash(None), hash(...) == hash(Ellipsis))
d = {}
for key in (1, 1.0, True, 1 + 0j, Fraction(1), Decimal(1)): d[key] = type(key).__name__
print(d, {1, 1.0, True} == {Decimal(1)}, d[Fraction(2, 2)], 2**60 in {float(2**60)})
class Sub(int): pass
class Own(int):
    def __hash__(self): return 5
class Equal(int):
    def __eq__(self, other): return True
print(hash(Sub(7)), hash(Own(7)), {Own(5): "own"}.get(5), Equal.__hash__)
try: hash(Equal(1))
except TypeError as e: print(e)
class H:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
for h in (-1, 2**61, 2**63, -2**63, 2**64 + 5, -2**100, True, Sub(4), "a", None, 1.0):
    try: print(h, hash(H(h)))
    except TypeError as e: print(h, e)
print(hash((1, 2)) == hash((1.0, 2 + 0j)), hash(()) == hash(tuple()), hash(frozenset([1, 2])) == hash(frozenset([2.0, True])), hash((-1,)) == hash((-2,)), hash(range(3)) == hash(range(0, 3, 1)), hash(range(0)) == hash(range(5, 5)), hash(range(1, 2)) == hash(range(1, 100, 200)))
print(hash((1, 2, 3)), hash(()), hash((1,)), hash((1, (2, (3.5, None is None)))), hash(frozenset()), hash(frozenset([1, 2, 3])), hash(range(10)), hash(slice(1, 2, 3)))
for value in ([], {}, set(), bytearray(), [1].__iter__, slice([]), ([],), frozenset, memoryview(bytearray(b"a")), {}.keys(), {}.items(), {}.values()):
    try: hash(value); print(type(value).__name__, "hashable")
    except (TypeError, ValueError) as e: print(type(value).__name__, type(e).__name__, e)
for f in (lambda: {[]: 1}, lambda: {[]}, lambda: {1: 2}[[]], lambda: [] in {}, lambda: [] in set(), lambda: {}.get([]), lambda: {}.pop([]), lambda: {}.setdefault({}), lambda: set().add([]), lambda: set().discard([]), lambda: set().remove([[]]), lambda: {**{}, **{1: 2}}.__delitem__({}), lambda: frozenset([[]]), lambda: dict.fromkeys([[]]), lambda: {(1, []): 2}, lambda: dict([([], 1)]), lambda: set([{}]), lambda: {x: 1 for x in [[]]}, lambda: {x for x in [{}]}):
    try: print(f())
    except TypeError as e: print(e)
class NoHash:
    __hash__ = None
class EqOnly:
    def __eq__(self, other): return self is other
for c in (NoHash, EqOnly):
    try: hash(c())
    except TypeError as e: print(e, c.__hash__)
class Raises:
    def __hash__(self): raise ValueError("no hash today")
for f in (lambda: {Raises(): 1}, lambda: Raises() in {}, lambda: {Raises()}, lambda: hash((Raises(),))):
    try: f()
    except ValueError as e: print(e)
