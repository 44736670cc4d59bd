"""Ints around the ends of machine words and limbs, from a generator, through every operator: one checksum for each."""
import operator as o
import sys
from binascii import crc32

rounds = 80
state = 2654435761 + 12345
sums = {}
def rnd(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (state >> 33) % n
class Sub(int): pass
def note(tag, r):
    sums[tag] = crc32(str(r).encode(), sums.get(tag, 0))
def bits(n):
    r = 0
    for _ in range((n + 29) // 30): r = r << 30 | rnd(1 << 30)
    return r & ((1 << n) - 1)
def number():
    k = rnd(12)
    if k == 0: n = rnd(3)
    elif k == 1: n = (1 << rnd(400)) + rnd(3) - 1
    elif k == 2: n = (1 << [61, 62, 63, 64, 127, 128, 129, 191, 192, 256, 4096][rnd(11)]) + rnd(5) - 2
    elif k == 3: n = rnd(1 << 30)
    elif k == 4: n = bits(rnd(4000))
    elif k == 5: n = ((1 << rnd(300)) - 1) << rnd(200)
    elif k == 6: n = bits(rnd(130)) << 64 * rnd(5)
    elif k == 7: n = bits(64 * (1 + rnd(60)))
    else: n = bits(rnd(300))
    return -n if rnd(2) else n
def wrap(n):
    k = rnd(20)
    return Sub(n) if k == 0 else n
def show(tag, f, *a):
    try: r = f(*a)
    except Exception as e: r = type(e).__name__ + ": " + str(e)
    if isinstance(r, int) and not isinstance(r, bool):
        r = type(r).__name__ + " " + hex(r)
    elif isinstance(r, tuple): r = repr([hex(x) if isinstance(x, int) else x for x in r])
    note(tag, r)
sys.set_int_max_str_digits(0)
ops = [o.add, o.sub, o.mul, o.floordiv, o.mod, divmod, o.and_, o.or_, o.xor, o.lt, o.le, o.gt, o.ge, o.eq, o.ne, o.truediv]
for i in range(rounds):
    a, b = wrap(number()), wrap(number())
    if rnd(6) == 0: b = a
    if rnd(6) == 0: b = -a
    if rnd(6) == 0: a = a * b + rnd(3) - 1
    note("operands", hex(a) + hex(b) + type(a).__name__)
    for f in ops: show(f.__name__, f, a, b)
    s = rnd(300)
    show("shl", lambda: a << s); show("shr", lambda: a >> s); show("shrb", lambda: a >> b); show("shl-", lambda: a << -s)
    show("neg", lambda: -a); show("pos", lambda: +a); show("inv", lambda: ~a); show("abs", lambda: abs(a))
    show("hash", lambda: hash(a)); show("bl", lambda: (a.bit_length(), a.bit_count(), a.__sizeof__()))
    t = str(a); show("str", lambda: t); show("int", lambda: int(t) == a); show("int+", lambda: int("  +00" + t.lstrip("-") + " "))
    show("hexs", lambda: (int(hex(a), 16) == a, f"{a:,}", "%d" % a))
    e = rnd(14); show("pow", lambda: a ** e); show("pown", lambda: 3 ** e ** 2)
    m = number(); x = abs(b) if rnd(4) else b
    if x.bit_length() < 500: show("pow3", pow, a, x, m)
    n = rnd(40)
    for sg in (False, True):
        for order in ("little", "big"):
            show("tb", lambda: a.to_bytes(n, order, signed=sg))
            try: w = a.to_bytes(a.bit_length() // 8 + 1, order, signed=sg)
            except OverflowError: continue
            show("fb", lambda: int.from_bytes(w, order, signed=sg) == a)
    w = bytes(rnd(256) if rnd(3) else [0, 255, 128][rnd(3)] for _ in range(rnd(30)))
    show("fb2", lambda: (int.from_bytes(w), int.from_bytes(w, "little"), int.from_bytes(w, signed=True), int.from_bytes(w, "little", signed=True)))
    x = float(rnd(1000) - 500) / (1 + rnd(4))
    for f in (o.add, o.mul, o.sub, o.truediv, o.floordiv, o.mod, o.lt, o.eq, o.ge): show("fl" + f.__name__, f, a, x); show("fr" + f.__name__, f, x, a)
    show("float", lambda: float(a)); show("round", lambda: (round(a, -rnd(30)), round(a)))
    c = a; c += b; c -= 1; c *= b; c ^= a; c |= 5; c >>= 3; show("chain", lambda: c)
for tag, total in sums.items(): print(f"{tag:12} {total:08x}")
