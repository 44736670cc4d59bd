# Arithmetic of dates, times and durations, with each other and with numbers; overflow at the ends of the calendar.
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

D = date(2020, 2, 29)
T = time(1, 2, 3, 4)
S = datetime(2020, 2, 29, 1, 2, 3, 4)
A = S.replace(tzinfo=timezone.utc)
E = timezone(timedelta(hours=5, minutes=30))
d = timedelta(1, 2, 3)
us = timedelta(microseconds=1)


class Index:
    def __index__(self):
        return 5


def tell(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!!", type(e).__name__, e)


for text in """
D + d | d + D | D - d | d - D | D - D | D - date(2020, 1, 1) | D + 1 | 1 + D | D - 1 | 1 - D | D - S | S - D | D + D | D * 2 | -D
D + timedelta(hours=23) | D - timedelta(hours=23) | D - timedelta(hours=-1) | D + timedelta(-1, 5) | D + timedelta(9000000) | D - timedelta(10**6)
D + timedelta.max | D - timedelta.max | D - timedelta.min | date.max + timedelta(1) | date.min - timedelta(1) | date.max + timedelta(hours=23)
S + d | d + S | S - d | d - S | S - A | A - S | A - A | A - A.astimezone(E) | A.replace(tzinfo=E) - A | S + timedelta.max | S - timedelta.max | S - timedelta.min
datetime.max + us | datetime.min - us | datetime.max + us - us | datetime.min + timedelta(3652058, 86399, 999999) == datetime.max | datetime.max - datetime.min
S + timedelta(microseconds=-5) | S + timedelta(seconds=-3724) | S + timedelta(days=366) | S - timedelta(365) | (S + timedelta(1)).fold
S.replace(fold=1) + d | A + d | T + d | T - T | d + T | S + 1 | 1 + S | S + 1.5 | S * 2 | S % d
d + d | d - d | d * 2 | 2 * d | d * 2.5 | 2.5 * d | d * 'a' | d * True | d * 1e300 | d * float('nan') | d * float('inf') | d * -0.0
d / 2 | d / 2.5 | d / d | d / 0 | d / 0.0 | d // 0 | d // 2 | d // 2.5 | d // d | d // timedelta(0) | d / timedelta(0) | d % timedelta(0)
divmod(d, timedelta(0)) | d % d | d % 2 | divmod(d, timedelta(0, 7)) | divmod(d, 2) | divmod(2, d) | 2 / d | 2 // d | 2 % d | d / d * 2 | d ** 2
d * 10**30 | d / 10**30 | -d / 10**30 | d // 10**30 | -d // 10**30 | d / -10**40 | d // -10**40 | d / float('nan') | d / float('inf') | d / -float('inf')
d * Index() | d * Fraction(1, 2) | d / Fraction(1, 2) | d * Decimal(1) | d / Decimal(2) | d // Decimal(1) | d * None | d + None | d & d | d @ d
timedelta.max + us | timedelta.min - us | -timedelta.max | -timedelta.min | abs(timedelta.min) | abs(timedelta(-1)) | abs(d) | +d | -d | ~d | bool(d) | bool(timedelta(0))
timedelta(1) * 999999999 | timedelta(1) * 10**9 | timedelta(1) * (2**31 - 1) | timedelta(1) * 2**31 | timedelta(1) * 10**19 | us * 10**19 | us * 86399999999999999999 | timedelta(0) * 10**100
timedelta(5) // timedelta(2) | timedelta(-5) // timedelta(2) | timedelta(-5) % timedelta(2) | timedelta(5) % timedelta(-2) | divmod(timedelta(-5), timedelta(-2))
us / 2 | us * 3 / 2 | -us / 2 | us * -3 / 2 | us * 5 / -2 | us * 5 / 3 | us * 4 / 3 | us // 2 | -us // 2 | us * 5 // -2 | us * 3 * 0.5 | us * -3 * 0.5 | us * 5 * 0.3
us / 2.0 | us * 3 / 2.0 | timedelta(1) / 0.001 | timedelta(1) / 1e-10 | timedelta(999999999) / 1e-300 | timedelta(0) / 1e-300 | timedelta(0) * 1e300 | timedelta(1) / 1e300 | timedelta(1) * 5e-324
timedelta(1) * 0.1 | timedelta(1) * (1 / 3) | timedelta(1) / 3 | timedelta(1) / 3.0 | timedelta(123456, 7, 8) * 1.1 | timedelta(123456, 7, 8) / 1.1 | timedelta(1) * 1e-20 | timedelta.max * 1.0 | timedelta.max / 1.0
timedelta.max / us | timedelta.max // us | timedelta.min // us | timedelta.max % timedelta(0, 7) | timedelta(7, 7, 7) / timedelta(3, 3, 3) | timedelta.max / -us | timedelta.max // -us
timedelta.max.total_seconds() | timedelta.min.total_seconds() | us.total_seconds() | d.total_seconds() | timedelta(days=-1, microseconds=1).total_seconds()
timedelta(2**24, 1, 1).total_seconds() | d.total_seconds(1) | d.__radd__(3) | d.__add__(3) | d.__add__() | d.__radd__(D) | D.__radd__(d) | D.__rsub__(d) | D.__rsub__(D)
d.__rsub__(d) | d.__rfloordiv__(d) | d.__rmul__(3) | d.__rtruediv__(d) | d.__rdivmod__(d) | d.__rmod__(d) | S.__radd__(d) | S.__rsub__(S) | date.__add__(S, d) | date.__sub__(S, S)
date.__add__(3, 4) | timedelta.__neg__(3) | d.days, d.seconds, d.microseconds | sum([d, d, d], timedelta()) | sum([d, d])
date.fromordinal(1) + timedelta(730000) | date(1, 1, 1).toordinal(), date.max.toordinal(), date(1970, 1, 1).toordinal() | D.weekday(), D.isoweekday(), S.weekday()
""".strip().replace("\n", " | ").split(" | "):
    tell(text)

# every day of some years, by adding one at a time
day, n = date(1896, 1, 1), date(1896, 1, 1).toordinal()
leap = set()
while day.year < 1905:
    if day.toordinal() != n or date.fromordinal(n) != day or day.weekday() != (n + 6) % 7:
        print("wrong", day)
    if (day.month, day.day) == (2, 29):
        leap.add(day.year)
    day += timedelta(1)
    n += 1
print(day, n, sorted(leap))

# what is added comes off again
start = datetime(1999, 12, 31, 23, 59, 59, 999999)
step = timedelta(days=17, hours=5, minutes=43, seconds=59, microseconds=123457)
at = start
for i in range(2000):
    at += step
print(at, at - start == step * 2000, (at - start) / step, (at - start) // step, (at - start) % step)
for i in range(2000):
    at -= step
print(at == start)
