# Every operation on random numbers by random contexts: results and flags.
import random
from decimal import *

r = random.Random(20)
ROUNDINGS = [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]
ONE = ("abs plus minus normalize to_integral_value to_integral_exact logb next_plus next_minus logical_invert sqrt exp ln log10 "
       "is_normal is_subnormal number_class to_sci_string to_eng_string create_decimal").split()
TWO = ("add subtract multiply divide divide_int remainder remainder_near divmod compare compare_signal compare_total "
       "compare_total_mag max min max_mag min_mag next_toward quantize scaleb shift rotate logical_and logical_or logical_xor "
       "same_quantum copy_sign").split()


def digits():
    n = r.choice([1, 2, 5, 9, 19, 20, 28, 38, 39, 57, 80])
    alphabet = r.choice(["9", "05", "01", "0123456789", "0123456789"])
    return r.choice("123456789") + "".join(r.choice(alphabet) for _ in range(n - 1))


def number():
    sign = r.choice(["", "-"])
    kind = r.random()
    if kind < 0.06:
        return sign + r.choice(["Infinity", "NaN", "sNaN", "NaN123", "sNaN" + digits()])
    if kind < 0.12:
        return f"{sign}0E{r.randint(-9, 9)}"
    if kind < 0.2:
        return sign + r.choice(["1", "10", "0.1", "1.00", "2", "5", "0.5", "7", "3"])
    d = digits()
    return f"{sign}{d}E{r.choice([0, r.randint(-9, 9), r.randint(-50, 50), -len(d), -len(d) - 3])}"


def context():
    return Context(prec=r.choice([1, 2, 3, 9, 16, 28, 38, 50]), rounding=r.choice(ROUNDINGS), Emin=r.choice([0, -5, -99, -999999]),
                   Emax=r.choice([1, 10, 384, 999999]), clamp=int(r.random() < 0.2), capitals=r.randint(0, 1), flags=[], traps=[])


for n in range(900):
    c = context()
    name = r.choice(ONE) if n % 3 == 0 else r.choice(TWO)
    operands = [Decimal(number()) for _ in range(1 if name in ONE else 2)]
    if name in ("scaleb", "shift", "rotate") and n % 2:
        operands[1] = Decimal(r.randint(-20, 20))
    result = getattr(c, name)(*operands)
    print(name, *operands, c.prec, c.rounding[6:], c.clamp, result, *[s.__name__ for s, on in c.flags.items() if on])

print("powers, fma, exact numbers of other kinds")
for n in range(200):
    c = context()
    a, b, d = (Decimal(number()) for _ in range(3))
    print(c.fma(a, b, d), c.power(a.copy_abs() if a.adjusted() < 60 else 3, r.choice([2, 3, -1, 17, Decimal("0.5"), Decimal("-2.25")])),
          *[s.__name__ for s, on in c.flags.items() if on])
    x = r.choice([r.uniform(-9, 9), r.randint(-10**25, 10**25), r.randint(-99, 99) / 8, 2.0 ** r.randint(-80, 80)])
    print(Decimal(x), hash(Decimal(x)) == hash(x), Decimal(x) == x, type(x)(Decimal(x)) == x, Decimal(x).as_integer_ratio())
    print(pow(Decimal(r.randint(-10**9, 10**9)), r.randint(0, 10**6), r.randint(1, 10**18)))

print("many digits")
with localcontext(prec=3000, Emax=MAX_EMAX, Emin=MIN_EMIN) as c:
    a, b = Decimal(7).sqrt(), Decimal(3) / 7
    for x in (a * b, a / b, b / a, (a * a).quantize(Decimal(1)), a ** 5, (a + b) // Decimal("1e-2000") % 97, a.exp().ln() - a):
        text = str(x)
        print(len(text), text[:30], text[-30:], hash(x))
    c.prec = 40000
    big = Decimal("9" * 17000) * Decimal("8" * 16000 + "." + "7" * 900)
    print(hash(big), big.adjusted(), str(big)[:20], str(big)[-20:], divmod(int(big), 10**15 + 7)[1], Decimal(int(big)) == big.to_integral_value(ROUND_DOWN))
    q, m = divmod(big, Decimal("1" * 9000))
    print(hash(q), hash(m), q * Decimal("1" * 9000) + m == big)

print("out of all bounds")
absurd = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[InvalidOperation])
for what in (lambda: absurd.divide(1, 3), lambda: absurd.sqrt(2), lambda: absurd.next_plus(Decimal("-Infinity")),
             lambda: absurd.add(Decimal("1e999999999999999999"), Decimal("1e-999999999999999999")),
             lambda: int(Decimal("1e999999999999999999")), lambda: absurd.logical_invert(1), lambda: absurd.shift(1, 10**17),
             lambda: Decimal("1e999999999999999999") > 10**50, lambda: hash(Decimal("1e999999999999999999")),
             lambda: Decimal("1e1000000000000000000"), lambda: Decimal(10) ** Decimal("1e12"),
             lambda: Decimal("-1e-999999999999999999").__floor__()):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, e)
