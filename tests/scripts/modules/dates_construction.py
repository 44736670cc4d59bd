# Making dates, times, durations and zones: arguments by place and by name, their checks in order, and what the types have.
import datetime
import inspect
from datetime import MAXYEAR, MINYEAR, UTC, date, time, timedelta, timezone, tzinfo

Stamp = datetime.datetime


class Index:
    def __index__(self):
        return 5


class Float:
    def __float__(self):
        return 5.5


def tell(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!!", type(e).__name__, e)


print(MINYEAR, MAXYEAR, UTC is timezone.utc, sorted(datetime.__all__))
for t in (timedelta, date, time, Stamp, tzinfo, timezone, type(date.min.isocalendar())):
    print(t, t.__module__, t.__mro__, t.__text_signature__)
    for name, v in sorted(vars(t).items()):
        if name not in ("__doc__", "__module__", "__new__"):
            print("  ", name, type(v).__name__, getattr(v, "__text_signature__", "-"))

for text in """
date() | date(1) | date('a') | date('a', 1, 1) | date(1, 'a') | date(1, 1, 1, 1) | date(1, 1, 1, x=1) | date(1, 1, x=1)
date(year=1, month=2) | date(1, year=1) | date(1, 1, 1, year=1) | date(1.5, 1, 1) | date(2**31, 1, 1) | date(2**70, 1, 1)
date(-2**31 - 1, 1, 1) | date(0, 1, 1) | date(10000, 1, 1) | date(1, 13, 1) | date(1, 0, 1) | date(1, 2, 29) | date(4, 2, 29)
date(1900, 2, 29) | date(2000, 2, 29) | date(2001, 4, 31) | date(2001, 4, 0) | date(True, True, True) | date(Index(), 5, Index())
date(day=3, month=2, year=1) | date(None, 1, 1) | date(Float(), 1, 1)
Stamp() | Stamp(1, 2) | Stamp(1, 2, 3) | Stamp(1, 2, 3, 4, 5, 6, 7, None, 0) | Stamp(1, 2, 3, 4, 5, 6, 7, None, 1, 2)
Stamp(1, 2, 3, 4, 5, 6, 7, None, fold=1) | Stamp(1, 2, 3, fold=2) | Stamp(1, 2, 3, fold='a') | Stamp(1, 2, 3, 4, 5, 6, 7, 8)
Stamp(1, 2, 3, tzinfo=4) | Stamp(1, 2, 3, tzinfo=timezone) | Stamp(1, 2, 3, 24) | Stamp(1, 2, 3, 23, 60) | Stamp(1, 2, 3, 23, 59, 60)
Stamp(1, 2, 3, 23, 59, 59, 1000000) | Stamp(1, 2, 3, -1) | Stamp(1, 2, 3, hour='a') | Stamp(1, 2, 3, x=1) | Stamp(1, 2, 3, 4, hour=1)
Stamp(0, 1, 1, 25) | Stamp(1, 1, 1, fold=4, tzinfo=5) | Stamp(1, 2, 3, 'a', 5, 6, 7, None, 0) | Stamp(1, 2, 3, minut=4)
time() | time(1, 2, 3, 4, None, 1) | time('a', 2, 3, 4, None, 1) | time(1, 2, 3, 4, None, fold=1) | time('a') | time(24) | time(1, 60)
time(1, 1, 60) | time(1, 1, 1, -1) | time(1, 1, 1, 1, 3) | time(x=1) | time(fold=3) | time(25, fold=3, tzinfo=4) | time(8, 22, 9, minute=1, second=2)
time(hour=1, microsecond=5, tzinfo=timezone.utc)
timedelta() | timedelta(1, 2, 3, 4, 5, 6, 7) | timedelta(1, 2, 3, 4, 5, 6, 7, 8) | timedelta('a') | timedelta(1, 'b') | timedelta(x=1)
timedelta(1, days=1) | timedelta(None) | timedelta(1j) | timedelta(Index()) | timedelta(Float()) | timedelta(True) | timedelta(weeks='c', days='d')
timedelta(seconds='a', microseconds='b', weeks='c') | timedelta(minutes='c', seconds='d') | timedelta(days=1, second=3)
timedelta(10**9) | timedelta(-10**9) | timedelta(10**30) | timedelta(microseconds=10**30) | timedelta(days=999999999, hours=24)
timedelta(days=-999999999, hours=-1) | timedelta(days=10**9, hours=-24) | timedelta(days=10**30, hours=-24 * 10**30)
timedelta(days=2**31 - 1) | timedelta(days=2**31) | timedelta(days=-2**31) | timedelta(days=-2**31 - 1) | timedelta(days=-2**63)
timedelta(1e20) | timedelta(float('nan')) | timedelta(float('inf')) | timedelta(days=1e9) | timedelta(days=1e300) | timedelta(days=1e20, hours=-24e20)
timedelta(days=0.1, seconds=0.3) | timedelta(microseconds=0.5) | timedelta(microseconds=1.5) | timedelta(microseconds=-0.5)
timedelta(microseconds=-1.5) | timedelta(microseconds=2.5) | timedelta(seconds=2.5e-6) | timedelta(microseconds=0.5, milliseconds=0.0005)
timedelta(microseconds=1, seconds=0.5e-6) | timedelta(days=1.5, weeks=-.25, hours=1e-9, minutes=1 / 3) | timedelta(hours=-1)
timedelta(milliseconds=1001, minutes=61, hours=25, weeks=1) | timedelta(-1, -1, -1) | timedelta(0, 86400 * 3 + 5, 10**6 * 7 + 2)
timedelta(0) is timedelta(0)
timezone() | timezone(1) | timezone(1, x=1) | timezone(timedelta(1)) | timezone(timedelta(hours=24)) | timezone(-timedelta(hours=24))
timezone(timedelta(0), 3) | timezone(timedelta(0), None) | timezone(timedelta(0), 'x') | timezone(timedelta(0)) | timezone(name='a')
timezone(offset=timedelta(1)) | timezone(timedelta(0), name='x') | timezone(timedelta(0), 'x', 1) | timezone(timedelta(0), x=1)
timezone(timedelta(hours=1)) | timezone(timedelta(hours=1), 'A') | timezone(timedelta(1), 1) | timezone(-timedelta(hours=23, minutes=59, microseconds=1))
timezone(timedelta(0)) is timezone.utc | timezone(timedelta(0), 'UTC') is timezone.utc | type('X', (timezone,), {})
tzinfo(1, x=2).utcoffset(None) | tzinfo().dst(None) | tzinfo().tzname(None) | tzinfo().fromutc(None) | tzinfo().utcoffset() | tzinfo().__dict__
type(date.min.isocalendar())(1, 2, 3) | type(date.min.isocalendar())(1, 2) | type(date.min.isocalendar())(1, 2, 3, 4)
type(date.min.isocalendar())(year=1, week=2, weekday=3) | type(date.min.isocalendar())('a', None, []) | type(date.min.isocalendar())(1, 2**40, 3)
date.min | date.max | date.resolution | time.min | time.max | time.resolution | Stamp.min | Stamp.max | Stamp.resolution
timedelta.min | timedelta.max | timedelta.resolution | timezone.min | timezone.max | timezone.utc
setattr(date.min, 'year', 1) | delattr(date.min, 'year') | setattr(timedelta(1), 'days', 1) | delattr(timedelta(1), 'days') | date.min.nope
setattr(date.min, 'x', 1) | setattr(Stamp.min, 'hour', 1) | setattr(date, 'x', 1) | date.year | timedelta.days | date.__new__(int)
date.__new__(Stamp, 1, 1, 1) | date.__new__(type('S', (Stamp,), {}), 1, 1, 1) | object.__new__(date) | timedelta.__new__(timedelta)
date.__init__(date.min, 1) | date.min.__init__(1)
type('X', (date, timedelta), {}) | type('X', (Stamp, date), {}) | type('X', (date, Stamp), {}) | type('X', (Stamp, time), {})
type('S', (date,), {'__slots__': ('a',)})(1, 1, 1).__slots__ | type('S', (date,), {'x': 1})(1, 1, 1).__dict__ | type('S', (tzinfo,), {})().__dict__
sorted(dir(date)) | sorted(dir(timedelta)) | sorted(dir(Stamp)) | sorted(dir(time)) | sorted(dir(timezone)) | sorted(dir(tzinfo))
inspect.signature(Stamp.now) | inspect.signature(date.fromtimestamp) | inspect.signature(date.isoformat) | inspect.signature(Stamp.utcoffset)
""".strip().replace("\n", " | ").split(" | "):
    tell(text)


class I(int):
    pass


class J(int):
    def __new__(cls):
        return int.__new__(cls)


class K(J):
    pass


for text in ("object.__new__(I)", "object.__new__(J)", "object.__new__(K)", "int.__new__(bool)"):
    tell(text)
