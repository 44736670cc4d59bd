# Comparison and hashes: dates with datetimes, naive with aware, folds, and what a zone is asked for it.
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Zone(tzinfo):
    """A zone that tells what it is asked."""

    def __init__(self, offset=timedelta(hours=1), folded=None):
        self.offset, self.folded = offset, folded

    def utcoffset(self, moment):
        print("   utcoffset", repr(moment))
        return self.folded if self.folded is not None and moment is not None and moment.fold else self.offset

    def dst(self, moment):
        print("   dst", repr(moment))
        return timedelta(0)

    def tzname(self, moment):
        return "zone"

    def __repr__(self):
        return "Zone()"


D = date(2020, 2, 29)
S = datetime(2020, 2, 29)
A = S.replace(tzinfo=timezone.utc)
T = time(1)
H1, H2 = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
Z, Y, N = Zone(), Zone(timedelta(hours=2)), Zone(None)
F = Zone(timedelta(hours=1), timedelta(hours=2))


def tell(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!!", type(e).__name__, e)


for text in """
D == date(2020, 2, 29) | D != date(2020, 2, 28) | D < date(2020, 3, 1) | D <= D | D > D | D >= date(2019, 12, 31) | D == S | S == D | D != S | D < S | S < D
D == 3 | D < 3 | 3 < D | S == 3 | S < 3 | T == 3 | T < 3 | T < D | timedelta(1) < 3 | timedelta(1) == 1 | S < None | max(D, date.max) | min([date.max, D])
S == A | S != A | S < A | A > S | A == A.astimezone(H1) | A < S.replace(tzinfo=H1) | S.replace(tzinfo=H1) < A | A <= A.astimezone(H2) | A == A.replace(tzinfo=H1)
S == S.replace(fold=1) | S < S.replace(fold=1) | A == A.replace(fold=1) | S.replace(tzinfo=H1) == S.replace(tzinfo=timezone(timedelta(hours=1), 'x'))
datetime.min.replace(tzinfo=H1) < datetime.min.replace(tzinfo=timezone.utc) | datetime.max.replace(tzinfo=H1) == datetime.max.replace(tzinfo=H2)
datetime.min.replace(tzinfo=H1) - datetime.min.replace(tzinfo=timezone.utc) | hash(datetime.min.replace(tzinfo=H1))
T == time(1, 0) | T < time(2) | T == time(1, fold=1) | time(1, tzinfo=H1) == time(2, tzinfo=H2) | time(1, tzinfo=H1) < time(1, tzinfo=H2) | time(1, tzinfo=H1) > T
time(1, tzinfo=H1) == T | time(1, tzinfo=H1) != T | time(0, 30, tzinfo=H1) < time(0, 10, tzinfo=timezone.utc) | time.min < time.max
S.replace(tzinfo=Z) == S.replace(tzinfo=Z) | S.replace(tzinfo=Z) == S.replace(tzinfo=Zone()) | S.replace(tzinfo=Z) < S.replace(tzinfo=Zone())
S.replace(tzinfo=Z) == S.replace(tzinfo=Y) | S.replace(tzinfo=Z) < S.replace(tzinfo=Y) | S.replace(tzinfo=Z) == S | S.replace(tzinfo=Z) < S | S < S.replace(tzinfo=Z)
S.replace(tzinfo=Z) - S.replace(tzinfo=Y) | S.replace(tzinfo=Z) - S.replace(tzinfo=Z) | S.replace(tzinfo=Z) - S | S.replace(tzinfo=Z) - S.replace(tzinfo=N)
S.replace(tzinfo=N) == S | S.replace(tzinfo=N) < S | S.replace(tzinfo=N) - S | S.replace(tzinfo=N) == S.replace(tzinfo=Z) | S.replace(tzinfo=N) > S.replace(tzinfo=Z)
S.replace(tzinfo=F) == S.replace(tzinfo=F, fold=1) | S.replace(tzinfo=F) == A - timedelta(hours=1) | S.replace(tzinfo=F) < A - timedelta(hours=1) | S.replace(tzinfo=F) != Zone()
S.replace(tzinfo=Zone(3)) == A | S.replace(tzinfo=Zone(timedelta(1))) < A | time(1, tzinfo=Z) == time(2, tzinfo=Y) | time(1, tzinfo=Z) < time(1, tzinfo=Y)
time(1, tzinfo=Z) < T | time(1, tzinfo=N) == T | time(1, tzinfo=N) < time(1, tzinfo=Z)
hash(timedelta(1, 2, 3)), hash(timedelta(0)), hash(timedelta(-1)), hash(timedelta.max) | hash(timezone.utc) == hash(timedelta(0)) | hash(H1) == hash(timezone(timedelta(hours=1), 'x'))
hash(A), hash(A.astimezone(H1)), hash(time(1, tzinfo=H1)), hash(time(1, 0, 0, 5, tzinfo=H2)) | hash(S.replace(tzinfo=Z)) | hash(S.replace(tzinfo=F, fold=1)) | hash(time(1, tzinfo=Z))
hash(S) == hash(datetime(2020, 2, 29, fold=1)), hash(D) == hash(date(2020, 2, 29)), hash(T) == hash(time(1, fold=1)) | hash(S.replace(tzinfo=N)) == hash(S)
timezone.utc == timezone(timedelta(0), 'x') | H1 == H2 | H1 != H2 | H1 < H2 | H1 == 3 | H1 == Z | timezone.utc in {timezone(timedelta(0), 'u')}
timedelta(1) == timedelta(0, 86400) | timedelta(1) < timedelta(1, 0, 1) | timedelta(-1) < timedelta(0) | timedelta.min < timedelta.max | timedelta.__eq__(timedelta(1), 3)
timedelta.__lt__(timedelta(1), 3) | date.__lt__(D, S) | date.__eq__(S, D) | datetime.__lt__(S, D) | D.__gt__(3) | {D: 1}[date(2020, 2, 29)] | {A: 1}[A.astimezone(H2)] | len({S, A, D, T, S.replace(fold=1)})
""".strip().replace("\n", " | ").split(" | "):
    tell(text)

# a hash is asked for once
aware = S.replace(tzinfo=Z)
print(hash(aware) == hash(aware))
days = [date(2021, 1, 1), date(2020, 12, 31), date(2020, 2, 29), date(1, 1, 1)]
print(sorted(days), max(days))
stamps = [datetime(2020, 1, 1, 5, tzinfo=H1), datetime(2020, 1, 1, 5, tzinfo=H2), datetime(2020, 1, 1, 3, 30, tzinfo=timezone.utc)]
print([str(s) for s in sorted(stamps)])


class Other:
    def __eq__(self, other):
        return "eq"

    def __lt__(self, other):
        return "lt"

    def __gt__(self, other):
        return "gt"

    def __radd__(self, other):
        return "radd"

    def __rsub__(self, other):
        return "rsub"

    def __rmul__(self, other):
        return "rmul"


for x in (D, S, T, timedelta(1), timezone.utc):
    print(x == Other(), Other() == x, end=" ")
for x in (D, S, T, timedelta(1)):
    print(x < Other(), x > Other(), end=" ")
print(D + Other(), S - Other(), timedelta(1) * Other(), timedelta(1) + Other(), D - Other())
