"""decimal: a ledger with rounding, interest, square roots and exponentials at several precisions, texts both ways."""

from measure import measure

from decimal import ROUND_HALF_UP, Decimal, localcontext

CENT = Decimal("0.01")


def ledger(count):
    balance = Decimal(0)
    rate = Decimal("0.0725")
    for n in range(count):
        amount = Decimal(n * 37 % 10007) / 100
        tax = (amount * rate).quantize(CENT, rounding=ROUND_HALF_UP)
        balance += amount - tax
        if balance > 10_000:
            balance -= Decimal("9999.99")
        if n % 100 == 0:
            balance = balance.quantize(CENT)
    return balance


def newton(value, precision):
    with localcontext() as context:
        context.prec = precision + 5
        guess = Decimal(float(value) ** 0.5)
        last = None
        while guess != last:
            last, guess = guess, (guess + value / guess) / 2
        context.prec = precision
        return +guess


def pi(precision):
    with localcontext() as context:
        context.prec = precision + 5
        last, total, term, n, na, d, da = 0, Decimal(3), Decimal(3), 1, 0, 0, 24
        while total != last:
            last = total
            n, na = n + na, na + 8
            d, da = d + da, da + 32
            term = term * n / d
            total += term
        context.prec = precision
        return +total


def run(scale):
    texts = [f"{n}.{n * 7 % 1000:03d}E{n % 9 - 4}" for n in range(40 * scale)]
    numbers = sorted(map(Decimal, texts))
    shown = sum(len(f"{number:,.2f}") + len(str(number.normalize())) for number in numbers)
    roots = sum(newton(Decimal(n), 40) for n in range(2, 2 + scale))
    exact = all((newton(Decimal(n), 30) - Decimal(n).sqrt()).copy_abs() < Decimal("1e-25") for n in range(2, 2 + scale // 2))
    with localcontext(prec=40):
        powers = (Decimal(2).exp() + Decimal(10).ln() + Decimal("1.01") ** 100).quantize(Decimal("1e-30"))
    return str(ledger(400 * scale)), str(pi(40 + scale)), str(roots), exact, shown, str(powers)


EXPECTED = (
    "3516.80",
    "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706"
    "7982148086513282306647093844609550582231725359408128481117450284102701938521105559644622948954930381"
    "9644288109756659334461284756482337867831652712019091456485669234603486104543266482133936072602491412"
    "7372458700660631558817488152092096282925409171536436789259036001133053054882046652138414695",
    "4392.150429650206317658751772",
    True,
    232085,
    "12.396455021346222004515613626067",
)


measure(lambda: run(350), EXPECTED)
