# Subclasses of the types: which of their constructors are called, with what, and whose methods str and format ask.
import copy
import pickle
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Told:
    def __new__(cls, *args, **keywords):
        # not what the clock says
        if cls.__name__ == "Span" or not args or args[0] not in range(2021, 9000):
            print("   new", cls.__name__, args, keywords)
        return super().__new__(cls, *args, **keywords)


class Day(Told, date):
    pass


class Clock(Told, time):
    pass


class Moment(Told, datetime):
    pass


class Span(Told, timedelta):
    pass


class Zone(tzinfo):
    def utcoffset(self, moment):
        return timedelta(hours=1)

    def dst(self, moment):
        return timedelta(0)

    def fromutc(self, moment):
        print("   fromutc", type(moment).__name__, moment)
        return super().fromutc(moment)

    def __repr__(self):
        return "Zone()"


def tell(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as e:
        print(text, "!!", type(e).__name__, e)


D, T = date(2020, 2, 29), time(1, 2, 3, 4)
d = timedelta(1, 2, 3)
day, hour, moment, span = Day(2020, 2, 29), Clock(1, 2, 3, 4, fold=1), Moment(2020, 2, 29, 1, 2, 3, 4, fold=1), Span(1, 2, 3)
for text in """
day + d | day - d | d + day | day - day | day - D | day.replace(day=1) | day.replace(month=13) | day.__replace__(day=1) | Day.today() and 1 | Day.fromtimestamp(0) | Day.fromordinal(3) | Day.fromordinal(0)
Day.fromisoformat('2020-01-01') | Day.fromisoformat('2020-13-01') | Day.fromisocalendar(2020, 1, 1) | Day.strptime('2020', '%Y') | day.isocalendar() | day == D | hash(day) == hash(D) | day < date.max | repr(day), str(day)
moment + d | moment - d | d + moment | moment - moment | moment.replace(day=1) | moment.replace(fold=0) | moment.replace(hour=24) | moment.date() | moment.time() | moment.timetz() | moment.__replace__(tzinfo=timezone.utc)
Moment.fromtimestamp(0, timezone.utc) | Moment.fromtimestamp(0, Zone()) | Moment.now() and 1 | Moment.now(timezone.utc) and 1 | Moment.today() and 1 | Moment.fromordinal(3) | Moment.fromisocalendar(2020, 1, 1)
Moment.fromisoformat('2020-01-01T00:00:00.5+01:00') | Moment.fromisoformat('2020-01-01T24:00:00') | Moment.fromisoformat('2020-01-01') | Moment.fromisoformat('2020-13-01') | Moment.strptime('2020', '%Y') | Moment.strptime('2020 +01', '%Y %z')
Moment.strptime('2020 +0100', '%Y %z') | Moment.combine(D, T) | Moment.combine(D, time(fold=1)) | Moment.combine(D, time(fold=1), timezone.utc) | Moment.combine(D, T, 3) | Moment(2020, 1, 1, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=1)))
Moment(2020, 1, 1, tzinfo=timezone.utc).astimezone(Zone()) | Moment(2020, 1, 1, tzinfo=timezone.utc).utctimetuple() | moment == datetime(2020, 2, 29, 1, 2, 3, 4) | hash(moment) == hash(datetime(2020, 2, 29, 1, 2, 3, 4)) | repr(moment), str(moment)
hour.replace(hour=1) | hour.replace(fold=0) | hour.replace(hour=25) | Clock.fromisoformat('01:02:03') | Clock.fromisoformat('01:02Z') | Clock.strptime('01', '%H') | Clock.strptime('01 +0100', '%H %z') | hour == T | repr(hour), str(hour)
span + d | d + span | span - d | span * 2 | 2 * span | -span | +span | abs(span) | span // 2 | span / 2 | span % d | divmod(span, d) | span / d | span == d | hash(span) == hash(d) | repr(span), str(span) | D + span | timezone(span / 24)
copy.copy(moment) | copy.deepcopy(moment) | copy.copy(day) | copy.copy(hour) | copy.copy(span) | copy.deepcopy(span) | pickle.loads(pickle.dumps(moment)) | pickle.loads(pickle.dumps(day, 0)) | pickle.loads(pickle.dumps(hour, 2)) | pickle.loads(pickle.dumps(span, 1))
moment.__reduce__() | moment.__reduce_ex__(4) | day.__reduce__() | hour.__reduce__() | hour.__reduce_ex__(4) | span.__reduce__() | Day(2020, 2) | Day() | Moment('x') | Span(days='x') | Clock(24)
""".strip().replace("\n", " | ").split(" | "):
    tell(text)


class Own(datetime):
    """Methods of its own that others ask."""

    def isoformat(self, *args, **keywords):
        return f"isoformat{args}"

    def strftime(self, format):
        return f"strftime {format}"

    def utcoffset(self):
        return "offset"

    def timetuple(self):
        return (1, 2, 3, 4, 5, 6, 0, 34, -1)


class OwnDay(date):
    def isoformat(self):
        return "isoformat"

    def timetuple(self):
        return (77, 2, 3, 4, 5, 6, 0, 34, -1)


class OwnClock(time):
    def isoformat(self):
        return "isoformat"

    def strftime(self, format):
        return "strftime"


own = Own(2020, 1, 1, tzinfo=timezone.utc)
print(str(own), f"{own}", f"{own:%Y}", own.strftime("%Y"), datetime.strftime(own, "%Y %H %z"), own == datetime(2020, 1, 1, tzinfo=timezone.utc))
print(str(OwnDay(2020, 1, 1)), OwnDay(2020, 1, 1).strftime("%Y %G %H %d"), f"{OwnDay(2020, 1, 1):%Y}", date.__str__(OwnDay(2020, 1, 1)))
print(str(OwnClock(1)), f"{OwnClock(1):%H}", f"{OwnClock(1)}")


class Slotted(datetime):
    __slots__ = ("extra",)


class Made(date):
    def __new__(cls, text):
        return super().__new__(cls, *map(int, text.split("/")))

    def __init__(self, text):
        self.text = text


s = Slotted(2020, 1, 1)
s.extra = 3
print(s, s.extra, (s + timedelta(1)).__class__, hasattr(s, "__dict__"))
m = Made("2020/2/3")
print(m, m.text, m.__dict__, m == date(2020, 2, 3))
for action in (lambda: m + timedelta(1), lambda: m.replace(day=4), lambda: Made.today(), lambda: Made.fromordinal(5)):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


class Strange(datetime):
    """Is never made."""

    def __new__(cls, *args, **keywords):
        return "strange"


for action in (
    lambda: Strange(2020, 1, 1),
    lambda: Strange.fromtimestamp(0, None),
    lambda: Strange.combine(D, T),
    lambda: Strange.fromisoformat("2020-01-01"),
    lambda: Strange.now(),
):
    print(action())


class Pair(date):
    def __add__(self, other):
        return "add"

    def __radd__(self, other):
        return "radd"

    def __sub__(self, other):
        return "sub"

    def __rsub__(self, other):
        return "rsub"

    def __eq__(self, other):
        return "eq"

    __hash__ = None


p = Pair(2020, 1, 1)
print(p + d, d + p, p - d, p - D, D - p, p == D, D == p)
tell("hash(p)")
tell("{p}")
print(date.__add__(p, d), date.__sub__(p, D), isinstance(p, date), issubclass(Moment, date))
