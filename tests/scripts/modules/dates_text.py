# Text in and out: ISO 8601 both ways, strftime and format, strptime, repr and str.
from datetime import date, datetime, time, timedelta, timezone, tzinfo


class Zone(tzinfo):
    def __init__(self, offset=timedelta(hours=1), saving=timedelta(0), name="zone"):
        self.offset, self.saving, self.name = offset, saving, name

    def utcoffset(self, moment):
        print("   utcoffset", moment is None)
        return self.offset

    def dst(self, moment):
        print("   dst", moment is None)
        return self.saving

    def tzname(self, moment):
        print("   tzname", moment is None)
        return self.name


def tell(text):
    try:
        print(ascii(text), "->", ascii(eval(text)))
    except Exception as e:
        print(ascii(text), "!!", type(e).__name__, ascii(str(e)))


D = date(2020, 2, 29)
S = datetime(2020, 2, 29, 1, 2, 3, 4)
A = S.replace(tzinfo=timezone.utc)
T = time(13, 2, 3, 4)
odd = timezone(-timedelta(hours=1, minutes=2, seconds=3, microseconds=4))

for text in """
str(D) | str(S) | str(A) | str(T) | repr(D) | repr(S) | repr(A) | repr(T) | repr(datetime(1, 2, 3)) | repr(datetime(1, 2, 3, 4, 5, 6)) | repr(datetime(1, 2, 3, 4, 5, 0, 6))
repr(datetime(1, 2, 3, fold=1)) | repr(A.replace(fold=1)) | repr(time()) | repr(time(1, 2, 0, 5)) | repr(time(1, 2, 3, fold=1, tzinfo=odd)) | str(time(1, tzinfo=odd)) | str(A.replace(tzinfo=odd))
D.isoformat() | D.isoformat(1) | S.isoformat(' ') | S.isoformat('T', 'auto', 1) | S.isoformat('TT') | S.isoformat('') | S.isoformat(3) | S.isoformat(None) | S.isoformat(' ', 'x')
S.isoformat(timespec=3) | S.isoformat(timespec='auto') | S.isoformat(timespec='hours') | S.isoformat(timespec='minutes') | S.isoformat(timespec='seconds')
S.isoformat(timespec='milliseconds') | S.isoformat(timespec='microseconds') | S.isoformat(timespec='milliseconds\\0') | S.isoformat('\\u1234') | S.isoformat('\\ud800') | S.isoformat(x=3)
T.isoformat('auto') | T.isoformat('hours') | T.isoformat(timespec='milliseconds') | T.isoformat(3) | T.isoformat('auto', 1) | T.isoformat('x') | T.isoformat(sep='x') | A.replace(microsecond=0).isoformat()
D.ctime() | S.ctime() | date(1, 1, 1).ctime() | str(timedelta(0)) | str(timedelta(-1)) | str(timedelta(2, 3)) | str(timedelta(1, 86399, 999999)) | str(timedelta(-2, 1, 1)) | str(timedelta.max)
repr(timedelta(0)) | repr(timedelta(-1, 1)) | repr(timedelta(microseconds=-1)) | str(timezone(timedelta(hours=1), 'A')) | str(odd) | repr(odd) | repr(timezone(timedelta(hours=1), 'A')) | odd.tzname(None) | str(timezone.utc)
S.strftime('%Y-%m-%d %H:%M:%S.%f %z|%Z|%:z %j %a %A %b %B %% %C %G %V %u %w %y %F %x %X %c %D %e %I %p %U %W %T %R %h %n %t %s') | A.strftime('%z %Z %:z') | A.replace(tzinfo=odd).strftime('%z %Z %:z')
T.strftime('%Y %H %I %p %M %S %f %z %Z %j %a') | D.strftime('%Y %H %f %z %Z|%:z|%') | D.strftime('%:') | D.strftime('%:x') | D.strftime('%Q') | D.strftime('%5Y %_d %-d %Ey %Od %EY %0e') | D.strftime('')
D.strftime(3) | D.strftime() | D.strftime(format='%Y') | D.strftime('%Y', 1) | date(1, 2, 3).strftime('%Y %G %C %F %y') | date(999, 2, 3).strftime('%Y %G %C %F %y %x %c %4Y %10F %-Y') | date(1000, 1, 1).strftime('%Y %G')
D.strftime('\\0%Y\\0') | D.strftime('\\ud800 %Y é') | D.strftime('é%é') | datetime(2020, 1, 1, 0).strftime('%I%p') | datetime(2020, 1, 1, 12).strftime('%I%p') | datetime(2020, 1, 1, 23).strftime('%I%p')
format(D, '%Y') | format(D, '') | f'{S:%H:%M}' | f'{T:%H}' | f'{D}' | D.__format__(3) | D.__format__() | format(timedelta(1), '') | format(timedelta(1), 'x') | date.__format__(S, '%H') | date.strftime(S, '%H') | date.isoformat(S)
S.replace(tzinfo=Zone()).strftime('%z%Z%:z') | S.replace(tzinfo=Zone()).strftime('%z %z %Z %Z %:z %:z') | S.replace(tzinfo=Zone(name='a%b')).strftime('%Z') | S.replace(tzinfo=Zone(name=None)).strftime('[%Z]') | S.replace(tzinfo=Zone(None)).strftime('[%z]')
S.replace(tzinfo=Zone(saving=3)).strftime('x') | S.replace(tzinfo=Zone(name=3)).strftime('%Z') | time(1, tzinfo=Zone(saving=3)).strftime('%z %Z') | time(1, tzinfo=Zone()).isoformat() | S.replace(tzinfo=Zone(timedelta(seconds=-1, microseconds=5))).strftime('%z %:z')
datetime.strptime() | datetime.strptime('2020') | datetime.strptime('2020', '%Y', 1) | datetime.strptime('2020', 3) | datetime.strptime(3, '%Y') | datetime.strptime('2020', '%Y') | datetime.strptime('2020 x', '%Y') | datetime.strptime('x', '%Y')
datetime.strptime('2020-02-03 04:05:06.789 +01:30', '%Y-%m-%d %H:%M:%S.%f %z') | datetime.strptime('2020 +0100 UTC', '%Y %z %Z') | datetime.strptime('2020 60', '%Y %j') | datetime.strptime('2020-02-30', '%Y-%m-%d') | datetime.strptime('2020 53 1', '%G %V %u')
datetime.strptime('2021 53 1', '%G %V %u') | datetime.strptime('Sat Feb 29 2020', '%a %b %d %Y') | datetime.strptime('2020 9 6', '%Y %U %w') | datetime.strptime('12 PM', '%I %p') | datetime.strptime('2020', '%Q') | datetime.strptime('2020 -0', '%Y %z')
date.strptime('2020-02-03', '%Y-%m-%d') | date.strptime('2020-02-03 05', '%Y-%m-%d %H') | date.strptime('x', '%Y') | time.strptime('05:06', '%H:%M') | time.strptime('05:06 2020', '%H:%M %Y') | time.strptime('05:06 +01:00', '%H:%M %z') | time.strptime('x', '%H')
date.fromisoformat(3) | datetime.fromisoformat(b'2020-01-01') | time.fromisoformat(None) | date.fromisoformat() | date.fromisoformat('2020-01-01', 1)
date.fromisocalendar(2020, 1, 1) | date.fromisocalendar(2020, 53, 7) | date.fromisocalendar(2021, 53, 7) | date.fromisocalendar(2020, 0, 7) | date.fromisocalendar(2020, 1, 0) | date.fromisocalendar(2020, 1, 8) | date.fromisocalendar(0, 1, 1)
date.fromisocalendar(10000, 1, 1) | date.fromisocalendar(9999, 52, 7) | date.fromisocalendar(1, 1, 1) | date.fromisocalendar('a', 1, 1) | date.fromisocalendar('a') | date.fromisocalendar(2020, 1) | date.fromisocalendar(2020, 1, 1, 1) | date.fromisocalendar(2**70)
date.fromisocalendar(2020, 1.5, 'a') | date.fromisocalendar(year=2020, week=1, day=1) | date.fromisocalendar(1, 2**40, 1) | datetime.fromisocalendar(2020, 1, 1) | D.isocalendar() | D.isocalendar().week | D.isocalendar()[2] | D.isocalendar() == (2020, 9, 6) | date(2021, 1, 3).isocalendar()
""".strip().replace("\n", " | ").split(" | "):
    tell(text)

dates = """2020-01-01 20200101 2020-W01 2020-W01-1 2020W01 2020W011 2020-1-1 2020-001 2020001 202001 2020-01 2020 2020-13-01 2020-02-30
0000-01-01 2020-W54 2020-W00-1 2020-W01-8 2020-W01-0 2020-W011 2020W01-1 2020/01/01 a020-01-01 20200230 2020-0101 202001-01 2020-W1-11 10000-01-01
+2020-01-01 2020-w01-1 0000-W01-1 9999-W53-1 9999-W52-7 9999-W52-1 2009-W53-5 2010-W53-5""".split()
for text in dates + ["", " 2020-01-01", "2020-01-01 ", "2020-01-01T", "2020-01-01\0", "\ud800020-01-01", "2020-01-0\u0661"]:
    tell(f"date.fromisoformat({text!a})")

times = """01 01:02 01:02:03 01:02:03.4 01:02:03,4 01:02:03.456789 01:02:03.4567891 01:02:03.45678x 0102 010203 010203.5 010203,5 01:0203 0102:03 1:02 1 1:2
24 24:00 24:00:00 24:00:00.0 24:00:00.1 24:01 2400 25:00 01:60 01:02:60 01:02:03. 01:02:03.x 01:02: 01:02:0 01: 01:02:03Z 01:02Z 01Z 01:02:03z 01:02:03Zx
01:02:03+01 01:02:03+01:30 01:02:03+0130 01:02:03+01:30:15 01:02:03+013015 01:02:03+01:30:15.123456 01:02:03-01:30 01:02:03+24:00 01:02:03+23:59
01:02:03+23:59:59.999999 01:02:03+24 01:02:03+01:60 01:02:03+01:00:60 01:02:03+1 01:02:03+ 01:02:03- 01:02:03+011 01:02:03+01:3 01:02:03+00:00
01:02:03-00:00 01:02:03+Z 01:02:03+01+02 T01 T01:02 T0102 t01 T T24:00 TT01 01:02:03.4.5 01:02:03:04 01:02:03.123456789 01:02:03-00:00:00.5 01+01 01+01:30
0102+01 01:02+0130 T01:02:03+01 01:02:03T -01:02 +01 Z 01;02 01:02;03 01:02.5 01.5 010203Z 24:00:00+01:00 01:02:03+25:00 01:02:03-24:00 25:00+25:00 24:01+25:00""".split()
for text in times + ["", " 01", "01 ", "\uff10" + "1:02", "01:02:03\u221201:00", "01:02:03\ud800", "01:02:03.456789\ud800+01"]:
    tell(f"time.fromisoformat({text!a})")
    tell(f"datetime.fromisoformat({'2020-01-31T' + text!a})")

stamps = """2020-01-01x01:02 20200101T0102 20200101T01:02 2020-W01T01 2020-W01-1T01 2020W01T01 2020W011T01 2020W0101 2020W01101 2020-01-01T 2020-01-01
20200101 2020-01-0101 2020-01-01-01 2020-01-01+01 9999-12-31T24:00 9999-12-31T24:00:00+01:00 2020-02-30T24:00 2020-12-31T24:00 2020-W01-101 2020-W0101 2020-W0111
202 2020-01 2020001 20200101T 2020-W01T 2020W01T 2020-01-01TZ 2020-13-01T24:00 2020-13-01T24:01 2020-W53-1T24:00 2021-W53-1T24:00 2020W0111T01 2020W011101 2020-W01-
2020-W01-T01 2020-W01x1T01 2020-01-01T+01 2020-01-01T0 0000-01-01T24:00 2020-13-01T25:01 2020-13-01T23:01+25:00""".split()
for text in stamps + ["2020-01-01 01:02", "2020-01-01\ud80001:02", "2020-01-01\u00e901:02", "2020W01\u00e901"]:
    tell(f"datetime.fromisoformat({text!a})")

# there and back
for zone in (None, timezone.utc, odd, timezone(timedelta(hours=23, minutes=59))):
    moment = datetime(1999, 12, 31, 23, 58, 57, 123456, zone)
    for unit in ("auto", "microseconds"):
        print(datetime.fromisoformat(moment.isoformat("_", unit)) == moment, time.fromisoformat(moment.timetz().isoformat(unit)) == moment.timetz())
for n in range(1, 3652060, 36523):
    day = date.fromordinal(n)
    y, w, d = day.isocalendar()
    if date.fromisoformat(str(day)) != day or date.fromisocalendar(y, w, d) != day or date.fromisoformat(f"{y:04}-W{w:02}-{d}") != day:
        print("wrong", day)
