"""Pairs of floats and ints at the ends of their ranges through every operator: a checksum for each operator."""
import operator as o
from binascii import crc32

sums = {}
def note(tag, text):
    sums[tag] = crc32(text.encode(), sums.get(tag, 0))
inf, nan = float("inf"), float("nan")
vals = [0.0, -0.0, 1.5, -2.0, 1e308, -1e308, 5e-324, 1e-200, 1e200, inf, -inf, nan, 0, 1, -1, 3, 2**53, 2**53+1, -2**53-1, 2**61, 2**62-1, 2**62, 2**63, 2**64, 10**30, 10**400, True, False, 9007199254740993.0, 4611686018427387904.0]
for a in vals:
    for b in vals:
        for f in (o.add, o.sub, o.mul, o.truediv, o.floordiv, o.mod, divmod, o.pow, o.lt, o.le, o.gt, o.ge, o.eq, o.ne, o.iadd, o.imul, min, max, o.and_, o.matmul):
            if f is o.pow and isinstance(a, int) and isinstance(b, int) and abs(b) > 1000: continue
            try: v = f(a, b)
            except Exception as e: v = type(e).__name__ + ": " + str(e)
            v = repr(v)
            note(f.__name__, v)
    for f in (abs, o.neg, o.pos, hash, bool, str, float, int, round, lambda x: round(x, 2), lambda x: f"{x:.3f}"):
        if a != a and f is hash: continue
        try: v = f(a)
        except Exception as e: v = type(e).__name__ + ": " + str(e)
        print(a if not isinstance(a, int) else hex(a), repr(v)[:60])
for tag, total in sums.items(): print(f"{tag:12} {total:08x}")
class F(float): pass
class I(int):
    def __radd__(self, o): return "radd"
    def __gt__(self, o): return "gt"
print(type(F(0.0) + 0.0), 1 + I(5), 2**70 + I(5), 1.0 + I(5), 1 < I(3), 1.0 < I(3), 0.0 < I(3))
z = [0.0] * 3; print(z, [-0.0 + x for x in z], {0.0: 1, -0.0: 2}, {0: "a"}[0.0], {0.0} == {-0.0})
def f(a, b):
    if a < b: return 1
    if a == b: return 2
    return 3
print([f(a, b) for a in vals for b in vals])
