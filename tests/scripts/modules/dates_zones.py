# Zones and clocks: timestamps, the local zone with its folds and gaps, fixed zones, zones of Python with every wrong answer.
import os
import time as clock
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction


class Index:
    def __index__(self):
        return 5


class Zone(tzinfo):
    def __init__(self, offset=timedelta(hours=1), saving=timedelta(0), name="zone"):
        self.offset, self.saving, self.name = offset, saving, name

    def utcoffset(self, moment):
        print("   utcoffset", repr(moment))
        return self.offset

    def dst(self, moment):
        print("   dst", repr(moment))
        return self.saving

    def tzname(self, moment):
        print("   tzname", repr(moment))
        return self.name

    def __repr__(self):
        return "Zone()"


class Changing(tzinfo):
    """Daylight saving that says something else each time."""

    def __init__(self, *savings):
        self.savings = list(savings)

    def utcoffset(self, moment):
        return timedelta(hours=2)

    def dst(self, moment):
        return self.savings.pop(0)

    def __repr__(self):
        return "Changing()"


class Broken(tzinfo):
    def utcoffset(self, moment):
        raise KeyError("broken")


def local(name):
    os.environ["TZ"] = name
    clock.tzset()


def tell(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!!", type(e).__name__, e)


D = date(2020, 2, 29)
T = time(1, 2, 3, 4)
S = datetime(2020, 2, 29, 1, 2, 3, 4)
A = S.replace(tzinfo=timezone.utc)
H23 = timezone(timedelta(hours=23))
local("UTC")

for text in """
date.fromtimestamp(0) | date.fromtimestamp(1e10) | date.fromtimestamp(-1) | date.fromtimestamp(-1.5) | date.fromtimestamp(1e20) | date.fromtimestamp(1e15) | date.fromtimestamp(10**12)
date.fromtimestamp(-10**12) | date.fromtimestamp(10**30) | date.fromtimestamp('a') | date.fromtimestamp(None) | date.fromtimestamp(float('nan')) | date.fromtimestamp(float('inf'))
date.fromtimestamp() | date.fromtimestamp(1, 2) | date.fromtimestamp(timestamp=1) | date.fromtimestamp(True) | date.fromtimestamp(Decimal(1)) | date.fromtimestamp(Index())
datetime.fromtimestamp(0) | datetime.fromtimestamp(0.5) | datetime.fromtimestamp(1.0000005) | datetime.fromtimestamp(1.0000015) | datetime.fromtimestamp(-0.0000005) | datetime.fromtimestamp(-0.0000015)
datetime.fromtimestamp(-1.25) | datetime.fromtimestamp(0.9999999) | datetime.fromtimestamp(-1.9999999) | datetime.fromtimestamp(1e20) | datetime.fromtimestamp(1e12) | datetime.fromtimestamp(10**17) | datetime.fromtimestamp(10**30)
datetime.fromtimestamp(-62135596800) | datetime.fromtimestamp(-62135510400) | datetime.fromtimestamp(253402300799) | datetime.fromtimestamp(253402300800) | datetime.fromtimestamp(253402300799, H23)
datetime.fromtimestamp(-62135596800, timezone.utc) | datetime.fromtimestamp(-62135596801, timezone.utc) | datetime.fromtimestamp(253402300800, timezone.utc) | datetime.fromtimestamp(10**17, timezone.utc)
datetime.fromtimestamp('a') | datetime.fromtimestamp(None) | datetime.fromtimestamp(float('nan')) | datetime.fromtimestamp(0, 3) | datetime.fromtimestamp(0, tz=3) | datetime.fromtimestamp(0, tz=None)
datetime.fromtimestamp(timestamp=0, tz=timezone.utc) | datetime.fromtimestamp(0, None, 1) | datetime.fromtimestamp() | datetime.fromtimestamp(x=1) | datetime.fromtimestamp(0, zz=1) | datetime.fromtimestamp(Index())
datetime.fromtimestamp(Decimal(1)) | datetime.fromtimestamp(Fraction(1)) | datetime.fromtimestamp(0.1, H23) | datetime.now(3) | datetime.now(x=3) | datetime.now(None, 1) | datetime.utcnow(1) | datetime.today(1) | date.today(1)
datetime.utcfromtimestamp() | datetime.utcfromtimestamp(1, 2) | datetime.utcfromtimestamp(t=1) | clock.strptime() | clock.strptime(3) | clock.strptime('a', 3) | clock.strptime('2020', '%Y', 1) | clock.strptime('2020', format='%Y')
S.timestamp() | A.timestamp() | datetime.min.timestamp() | datetime.max.timestamp() | datetime(1, 1, 2).timestamp()
datetime.min.replace(tzinfo=timezone.utc).timestamp() | datetime.max.replace(tzinfo=timezone.utc).timestamp() | A.replace(tzinfo=H23).timestamp() | S.replace(tzinfo=Zone()).timestamp() | S.replace(tzinfo=Zone(None)).timestamp()
datetime.min.astimezone() | datetime.max.astimezone() | datetime.min.astimezone(H23) | datetime(1, 1, 2).astimezone(timezone.utc) | S.astimezone(3) | S.astimezone(1, 2) | S.astimezone(x=1) | S.astimezone() | S.astimezone(H23)
A.astimezone(timezone.utc) is A | A.astimezone(H23) | A.astimezone(None) | datetime.max.replace(tzinfo=timezone.utc).astimezone(H23) | datetime.min.replace(tzinfo=H23).astimezone(timezone.utc)
A.astimezone(Zone()) | S.replace(tzinfo=Zone()).astimezone(timezone.utc) | S.replace(tzinfo=Zone()).astimezone() | S.replace(tzinfo=Zone(None)).astimezone(timezone.utc) | S.replace(tzinfo=Zone(3)).astimezone(H23) | A.astimezone(Broken())
datetime.fromtimestamp(0, Zone()) | datetime.fromtimestamp(0, Zone(saving=timedelta(hours=1))) | datetime.fromtimestamp(0, Zone(None)) | datetime.fromtimestamp(0, Zone(saving=None)) | datetime.fromtimestamp(0, Zone(3))
datetime.fromtimestamp(0, Zone(saving=3)) | datetime.fromtimestamp(0, Zone(timedelta(1))) | datetime.fromtimestamp(0, Zone(saving=timedelta(-1))) | datetime.fromtimestamp(0, tzinfo()) | datetime.fromtimestamp(0, Broken())
datetime.fromtimestamp(0, Changing(timedelta(hours=1), timedelta(0))) | datetime.fromtimestamp(0, Changing(timedelta(hours=1), timedelta(hours=1))) | datetime.fromtimestamp(0, Changing(timedelta(0), timedelta(hours=1))) | datetime.fromtimestamp(0, Changing(timedelta(0), None))
Zone().fromutc(S) | Zone().fromutc(3) | timezone.utc.fromutc(S) | timezone.utc.fromutc(A) | H23.fromutc(A) | H23.fromutc(A.replace(tzinfo=H23)) | H23.fromutc(datetime.max.replace(tzinfo=H23)) | H23.fromutc(D)
S.replace(tzinfo=Zone()).utcoffset() | S.replace(tzinfo=Zone()).dst() | S.replace(tzinfo=Zone()).tzname() | S.replace(tzinfo=Zone(3)).utcoffset() | S.replace(tzinfo=Zone(saving=3)).dst() | S.replace(tzinfo=Zone(name=3)).tzname()
S.replace(tzinfo=Zone(timedelta(1))).utcoffset() | S.replace(tzinfo=Zone(saving=timedelta(-1))).dst() | S.replace(tzinfo=Zone(None)).utcoffset() | S.replace(tzinfo=tzinfo()).utcoffset() | S.replace(tzinfo=Broken()).utcoffset()
T.replace(tzinfo=Zone()).utcoffset() | T.replace(tzinfo=Zone()).dst() | T.replace(tzinfo=Zone()).tzname() | T.replace(tzinfo=Zone(3)).utcoffset() | T.replace(tzinfo=Zone(name=b'')).tzname() | T.utcoffset(), T.dst(), T.tzname(), S.utcoffset(), S.dst(), S.tzname()
S.replace(tzinfo=Zone()).timetuple() | S.replace(tzinfo=Zone(saving=timedelta(hours=1))).timetuple().tm_isdst | S.replace(tzinfo=Zone(saving=None)).timetuple().tm_isdst | S.replace(tzinfo=Zone()).utctimetuple()
datetime(1, 1, 1, tzinfo=Zone()).utctimetuple() | D.timetuple() | S.timetuple() | A.timetuple() | S.utctimetuple() | A.replace(tzinfo=H23).utctimetuple() | A.timetuple().tm_zone, A.timetuple().tm_gmtoff
H23.utcoffset(None) is H23.utcoffset(S) | H23.utcoffset(3) | H23.dst(3) | H23.tzname(3) | H23.tzname() | H23.utcoffset() | H23.dst(S) | H23.tzname(None) | timezone(timedelta(hours=-1, seconds=5, microseconds=3)).tzname(A)
datetime.combine() | datetime.combine(D) | datetime.combine(1) | datetime.combine(D, D) | datetime.combine(1, T) | datetime.combine(D, T, 3) | datetime.combine(D, T, None) | datetime.combine(date=D, time=T, tzinfo=H23)
datetime.combine(S, T) | datetime.combine(D, T, None, 1) | datetime.combine(D, T, x=1) | datetime.combine(D, 3) | datetime.combine(D, time(1, tzinfo=H23, fold=1)) | datetime.combine(D, time(1, tzinfo=H23), None)
S.date(), S.time(), A.timetz(), A.time(), A.replace(fold=1).timetz() | D.replace(1, 2, 3, 4) | D.replace(x=1) | D.replace('a') | D.replace(year=None) | D.replace(1, year=2) | D.replace(0) | D.replace(month=13) | D.replace(day=30)
D.replace(2021) | D.replace(2**40) | D.replace(2**70) | D.__replace__(1) | D.__replace__(x=1) | D.__replace__() | D.__replace__(day=1) | S.replace(1, 2, 3, 4, 5, 6, 7, None, 0) | S.replace(tzinfo=3) | S.replace(fold=2) | S.replace(fold=None)
A.replace(tzinfo=None) | S.replace(hour=24) | S.replace(x=1) | A.replace(minute=9, tzinfo=H23, fold=1) | T.replace(1, 2, 3, 4, None, 0) | T.replace(tzinfo=3) | T.replace(fold=2) | T.replace(hour=-1) | T.__replace__(hour=5) | T.replace(tzinfo=H23).replace(second=0)
""".strip().replace("\n", " | ").split(" | "):
    tell(text)

# clocks put forward and back: what a reading means, and which one a timestamp gives
for zone, changes in (
    ("EST5EDT,M3.2.0,M11.1.0", (1583650800, 1604210400)),
    ("CET-1CEST,M3.5.0,M10.5.0/3", (1585443600, 1603587600)),
    ("LHST-10:30LHDT-11,M10.1.0,M4.1.0", (1586012400, 1601739000)),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", (1585443600, 1603587600)),
):
    local(zone)
    print(zone)
    for change in changes:
        for seconds in (-3600, -1800, -1, 0, 1, 1800, 3599, 3600, 7200, 86400):
            moment = datetime.fromtimestamp(change + seconds)
            print("  ", moment, moment.fold, moment.timestamp() - change, moment.astimezone(), date.fromtimestamp(change + seconds))
            reading = moment + timedelta(hours=1)
            for fold in (0, 1):
                reading = reading.replace(fold=fold)
                print("     ", reading, fold, reading.timestamp() - change, reading.astimezone(), reading.astimezone(timezone.utc))
local("UTC")

before = clock.time()
now, utc, today, day = datetime.now(), datetime.now(timezone.utc), datetime.today(), date.today()
after = clock.time()
print(all(before - 1e-5 <= moment.timestamp() <= after + 1e-5 for moment in (now, utc, today)), day in (date.fromtimestamp(before), date.fromtimestamp(after)))
print(now.tzinfo, utc.tzinfo, datetime.now(H23).tzinfo is H23, type(today), type(day))
