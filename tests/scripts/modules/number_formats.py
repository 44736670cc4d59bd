# Every combination of a format's parts, of Fraction and Decimal: what is refused, and what comes out.
import itertools
from decimal import Decimal
from fractions import Fraction

PARTS = (("", "*<", "^"), ("", "+"), ("", "z"), ("", "#"), ("", "0"), ("", "12"), ("", ","), ("", ".2", ".3,"), ("", "f", "e", "g", "%", "n"))
VALUES = [Fraction(-22, 7), Fraction(10**9, 3), Fraction(-1, 2000), Fraction(7), Decimal("-1234.5"), Decimal("0E+3"), Decimal("NaN"), Decimal("-0.004")]

for number, parts in enumerate(itertools.product(*PARTS)):
    if number % 7:
        continue
    form = "".join(parts)
    value = VALUES[number // 7 % len(VALUES)]
    try:
        print(form, repr(format(value, form)))
    except ValueError as error:
        print(form, error)
for text in "0.1 1/-3 1_0/2 1_/2 .5 5. e5 1e5_0 +-1 1.5/2 ٣".split() + ["1 /2", "1/ 2", ""]:
    try:
        print(repr(text), Fraction(text))
    except ValueError as error:
        print(error)
