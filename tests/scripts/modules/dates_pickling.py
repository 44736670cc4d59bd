# Pickles of every protocol, copies, what `__reduce__` says, and the bytes that constructors take.
import copy
import pickle
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Zone(tzinfo):
    """With arguments and state of its own."""

    def __init__(self, hours=1):
        self.hours = hours
        self.seen = []

    def utcoffset(self, moment):
        return timedelta(hours=self.hours)

    def dst(self, moment):
        return timedelta(0)

    def __eq__(self, other):
        return isinstance(other, Zone) and (self.hours, self.seen) == (other.hours, other.seen)

    def __repr__(self):
        return f"Zone({self.hours}, {self.seen})"


class Fixed(tzinfo):
    def __init__(self, hours):
        self.hours = hours

    def __getinitargs__(self):
        return (self.hours,)

    def __getstate__(self):
        return {"more": 5}


def tell(text):
    try:
        print(ascii(text), "->", repr(eval(text)))
    except Exception as e:
        print(ascii(text), "!!", type(e).__name__, e)


zone = Zone(3)
zone.seen.append("x")
odd = timezone(timedelta(minutes=-90), "odd")
objects = [
    timedelta(1, 2, 3), timedelta.min, timedelta(0), date(2020, 2, 29), date.min, date.max, time(1, 2, 3, 4), time(23, 59, 59, 999999, fold=1),
    time(5, tzinfo=timezone.utc), datetime(2020, 2, 29, 1, 2, 3, 4), datetime.max, datetime(1999, 1, 1, fold=1), datetime(2020, 1, 1, tzinfo=odd, fold=1),
    datetime(2020, 1, 1, tzinfo=zone), timezone.utc, odd, timezone(timedelta(hours=1)), date(2020, 1, 1).isocalendar(), zone, tzinfo(),
    date, datetime.fromisoformat, [datetime.min, datetime.min], {date.min: time.min},
]
for o in objects:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        data = pickle.dumps(o, protocol)
        back = pickle.loads(data)
        same = back == o or type(o) is tzinfo
        print(protocol, same, type(back) is type(o), getattr(back, "fold", 0), end="; ")
        if same is False:
            print(repr(back), repr(o))
    print(type(o).__name__, copy.copy(o) == o or type(o) is tzinfo, copy.deepcopy(o) == o or type(o) is tzinfo)
print(pickle.loads(pickle.dumps(timezone.utc)) is timezone.utc, copy.deepcopy(timezone.utc) is timezone.utc, copy.copy(timezone.utc) is timezone.utc)
for o in (timedelta(1, 2, 3), date(2020, 2, 29), time(1, 2, 3, 4), datetime(2020, 2, 29, 1, 2, 3, 4, timezone.utc, fold=1), odd):
    for protocol in (0, 2, 3, 4, 5):
        print(protocol, pickle.dumps(o, protocol))
moment = datetime(2020, 1, 1, tzinfo=zone)
deep, flat = copy.deepcopy(moment), copy.copy(moment)
print(deep.tzinfo is zone, deep.tzinfo == zone, flat.tzinfo is zone)
print(Fixed(7).__reduce__(), zone.__reduce__(), timezone.utc.__reduce__(), odd.__reduce__(), tzinfo().__reduce__())
print(vars(copy.copy(Fixed(7))), odd.__getinitargs__(), timezone.utc.__getinitargs__())

for text in r"""
timedelta(1, 2, 3).__reduce__() | date(2020, 2, 29).__reduce__() | date(2020, 2, 29).__reduce_ex__(2) | time(1, 2, 3, 4).__reduce__() | time(fold=1).__reduce_ex__(3) | time(fold=1).__reduce_ex__(4)
datetime(2020, 2, 29, fold=1).__reduce__() | datetime(2020, 2, 29, fold=1).__reduce_ex__(3) | datetime(2020, 2, 29, fold=1).__reduce_ex__(4) | datetime(2020, 2, 29, tzinfo=timezone.utc).__reduce_ex__(4)
datetime.min.__reduce_ex__('a') | datetime.min.__reduce_ex__() | datetime.min.__reduce_ex__(None) | datetime.min.__reduce_ex__(2**40) | datetime.min.__reduce_ex__(x=1) | date.min.__reduce__(1) | date.min.isocalendar().__reduce__()
date(b'abcd') | date(b'\x07\xe4\x01\x01') | date('\x07\xe4\x01\x01') | date(b'\x07\xe4\x0d\x01') | date(b'\x07\xe4\x00\x01') | date(b'\x07\xe4\x02\x1f', 1) | date(b'\x07\xe4\x02\x1f', None) | date('\u1234\xe4\x01\x01') | date('\u1234\xe4\x0d\x01')
date(year=b'\x07\xe4\x02\x1f') | date(b'\x07\xe4\x02') | date(b'\x07\xe4\x02\x03\x04') | date(bytearray(b'\x07\xe4\x01\x01')) | date(b'\x07\xe4\x02\x1f') | date(b'\x00\x00\x01\x01')
datetime(b'\x07\xe4\x01\x01\x01\x01\x01\x01\x01\x01') | datetime(b'\x07\xe4\x81\x01\x01\x01\x01\x01\x01\x01') | datetime(b'\x07\xe4\x81\x01\x01\x01\x01\x01\x01\x01', timezone.utc) | datetime(b'\x07\xe4\x81\x01\x01\x01\x01\x01\x01\x01', 5)
datetime(b'\x07\xe4\x81\x01\x01\x01\x01\x01\x01\x01', None) | datetime(b'\x07\xe4\x81\x01\x01\x01\x01\x01\x01\x01', 1, 1) | datetime(b'\x07\xe4\x0d\x01\x01\x01\x01\x01\x01\x01') | datetime('\x07\xe4\x01\x01\x01\x01\x01\x01\x01\x01')
datetime('\u1234\xe4\x01\x01\x01\x01\x01\x01\x01\x01') | datetime(b'\x07\xe4\x01\x01\x01\x01\x01\x01\x01') | datetime('x' * 10) | datetime('x')
time(b'\x01\x02\x03\x04\x05\x06') | time(b'\x81\x02\x03\x04\x05\x06') | time(b'\x99\x02\x03\x04\x05\x06') | time('\x01\x02\x03\x04\x05\x06') | time(b'\x81\x02\x03\x04\x05\x06', 3) | time(b'\x81\x02\x03\x04\x05\x06', timezone.utc)
time(b'\x01\x02\x03\x04\x05\x06', tzinfo=timezone.utc) | time(b'\x01\x02\x03\x04\x05\x06', None, 3) | time('\u1234\x02\x03\x04\x05\x06') | time('\x01\x02\x03\x04\x05\u1234') | time(b'\x01\x02\x03\x04\x05')
date(b'\x00\x00\x01\x01') + timedelta(0) | date(b'\x07\xe4\x02\x1f') + timedelta(1) | str(date(b'\xff\xff\x01\x01')) | datetime(b'\x07\xe4\x01\x01\xff\x01\x01\x01\x01\x01') | date(b'\x07\xe4\x02\x1f').replace(month=3)
""".strip().replace("\n", " | ").split(" | "):
    tell(text)
