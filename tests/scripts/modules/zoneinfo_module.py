# zoneinfo: zones read from files that the test writes: offsets, folds, rules after the last transition, keys, caches, errors.
import copy, io, os, pickle, re, struct, sys, warnings, zoneinfo
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo
warnings.simplefilter('always')
warnings.showwarning = lambda m, c, *rest: print('WARNING', c.__name__, str(m).replace(S, 'S'))
S = os.environ['SCRATCH']


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r).replace(S, 'S'))
        return r
    except BaseException as e:
        print('!!', type(e).__name__, re.sub('0x[0-9a-f]+', '0x..', str(e)).replace(S, 'S'))


def tzif(transitions, types, footer=b'', version=b'2'):
    """A TZif file: transitions as (time, index of type), types as (offset, isdst, abbreviation)."""
    names, places = b'', []
    for offset, isdst, name in types:
        name = name.encode() + b'\0'
        if name not in names:
            names += name
        places.append(names.index(name))

    def block(size):
        shown = [x for x in transitions if size == 8 or -2 ** 31 <= x[0] < 2 ** 31]
        head = b'TZif' + version + bytes(15) + struct.pack('>6l', 0, 0, 0, len(shown), len(types), len(names))
        body = struct.pack(f'>{len(shown)}{"q" if size == 8 else "l"}', *[x[0] for x in shown]) + bytes(x[1] for x in shown)
        for (offset, isdst, name), place in zip(types, places):
            body += struct.pack('>lbB', offset, isdst, place)
        return head + body + names
    out = block(4)
    if version != b'\0':
        out += block(8) + b'\n' + footer + b'\n'
    return out


def save(key, data):
    path = os.path.join(S, 'tz', key)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)


LMT, STD, DST = (-3000, 0, 'LMT'), (3600, 0, 'STD'), (7200, 1, 'DST')
city = tzif([(-2 ** 33, 1), (1000000000, 2), (1010000000, 1), (1020000000, 2), (1030000000, 1)], [LMT, STD, DST], b'STD-1DST,M3.5.0,M10.5.0/3')
save('Land/City', city)
save('UTC', tzif([], [(0, 0, 'UTC')], b'UTC0'))
save('Fixed', tzif([], [(19800, 0, 'IST')], b'IST-5:30'))
save('Old', tzif([(0, 1), (500000000, 0)], [STD, DST], version=b'\0'))
save('South', tzif([], [(36000, 0, 'AEST'), (39600, 1, 'AEDT')], b'AEST-10AEDT,M10.1.0,M4.1.0/3'))
save('Julian', tzif([], [(0, 0, 'A')], b'AAA3BBB2:30,J60/0,300/25:30:15'))
save('Angle', tzif([], [(0, 0, '+03')], b'<+03>-3'))
save('Neg', tzif([], [(3600, 0, 'IST')], b'IST-1GMT0,M10.5.0,M3.5.0/1'))
save('Half', tzif([(0, 0)], [(37800, 0, 'H'), (39600, 1, 'HD')], b'H-10:30HD-11,M10.1.0,M4.1.0'))
save('NoFooter', tzif([(0, 1), (500000000, 0)], [STD, DST], b''))
save('Dir/x', b'TZif')
save('Bad/magic', b'nope' + bytes(100))
save('Bad/footer', tzif([], [STD], b'garbage!'))
save('posix/UTC', tzif([], [(0, 0, 'UTC')], b'UTC0'))
save('right/UTC', tzif([], [(0, 0, 'UTC')], b'UTC0'))
save('text.tab', b'text')
zoneinfo.reset_tzpath([os.path.join(S, 'tz')])
print(tuple(x.replace(S, 'S') for x in zoneinfo.TZPATH), sorted(zoneinfo.available_timezones()))

print('# offsets')
z = ZoneInfo('Land/City')
print(repr(z), str(z), z.key, z is ZoneInfo('Land/City'), z == ZoneInfo.no_cache('Land/City'), isinstance(z, ZoneInfo))
U = timezone.utc


def show(d):
    print(d, d.utcoffset(), d.dst(), d.tzname(), d.fold)


for text in ('1600-01-01', '1697-10-17T12:00', '1990-06-01', '2001-09-09T02:46:39', '2001-09-09T02:46:40', '2001-09-09T03:30', '2001-09-09T03:46:40', '2002-01-02T20:33:19', '2002-01-02T20:33:20', '2002-01-02T21:33:20', '2030-03-31T01:59:59', '2030-03-31T02:30',
             '2030-03-31T03:00', '2030-10-27T02:00', '2030-10-27T02:59:59', '2030-10-27T03:00', '2030-07-01', '9999-12-31', '0001-01-01'):
    for fold in (0, 1):
        show(datetime.fromisoformat(text).replace(tzinfo=z, fold=fold))
for seconds in (-10 ** 10, -2 ** 33, 0, 999999999, 1000000000, 1009999999, 1010000000, 1010003599, 1010003600, 1030000000, 1040000000, 1900918799, 1900918800, 1919293199, 1919293200, 1919296799, 1919296800):
    show(datetime.fromtimestamp(seconds, U).astimezone(z) if seconds > -10 ** 10 else datetime(1653, 2, 10, 6, 13, 20, tzinfo=U).astimezone(z))
for key in ('UTC', 'Fixed', 'Old', 'South', 'Julian', 'Angle', 'Neg', 'Half', 'NoFooter'):
    zone = ZoneInfo(key)
    print(key, zone.utcoffset(None), zone.dst(None), zone.tzname(None), time(1, 2, tzinfo=zone).utcoffset())
    for text in ('1969-12-31T23:00', '1980-06-01', '1990-01-01', '2020-01-15', '2020-02-29T01:00', '2020-03-01', '2020-04-05T02:30', '2020-07-01', '2020-10-04T02:30', '2020-10-25T01:30', '2020-10-28T03:00'):
        for fold in (0, 1):
            d = datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)
            print('   ', d, d.dst(), d.tzname(), d.astimezone(U).astimezone(zone) == d)
d = datetime(2030, 10, 27, 2, 30, tzinfo=z)
print(d + timedelta(hours=24), (d.replace(fold=1) - d), d.astimezone(U), d.replace(fold=1).astimezone(U), d.timestamp())
for f in (lambda: z.utcoffset(5), lambda: z.fromutc(5), lambda: z.fromutc(datetime(2020, 1, 1)), lambda: z.fromutc(datetime(2020, 1, 1, tzinfo=U))):
    t(f)

print('# keys and files')
for key in ('Nope', 'Land', 'Land/Nope', '/abs', '../tz/UTC', 'Land/../UTC', './UTC', 'Dir/x', 'Bad/magic', 'Bad/footer', 'a\0b', 'Land/City/', ''):
    t(ZoneInfo, key)
t(ZoneInfo, 5)
n = ZoneInfo.no_cache('Land/City')
print(n is z, n.key, repr(n))
f = ZoneInfo.from_file(io.BytesIO(city), key='mine')
print(repr(f), f.key, str(f), datetime(2020, 7, 1, tzinfo=f).tzname())
f = ZoneInfo.from_file(io.BytesIO(city))
print(re.sub('0x[0-9a-f]+', '0x..', repr(f)), f.key, str(f) == repr(f))
t(ZoneInfo.from_file, io.BytesIO(b'nope'))
t(ZoneInfo.from_file, io.BytesIO(b''))
t(ZoneInfo.from_file, 'x')
a = ZoneInfo('UTC')
ZoneInfo.clear_cache(only_keys=['UTC'])
print(a is ZoneInfo('UTC'), z is ZoneInfo('Land/City'))
ZoneInfo.clear_cache()
print(z is ZoneInfo('Land/City'))
z = ZoneInfo('Land/City')
print(pickle.loads(pickle.dumps(z)) is z, copy.copy(z) is z, copy.deepcopy(z) is z)
n = ZoneInfo.no_cache('Land/City')
m = pickle.loads(pickle.dumps(n))
print(m is n, m is z, m.key)
t(pickle.dumps, ZoneInfo.from_file(io.BytesIO(city)))
t(setattr, z, 'key', 'x')


class Own(ZoneInfo):
    pass


o = Own('UTC')
print(repr(o), o is Own('UTC'), type(o).__name__, isinstance(o, ZoneInfo))

print('# the path')
for to in ('text', 5, ['relative'], ['/abs', 'rel/a'], [os.path.join(S, 'x', '..')], ()):
    t(zoneinfo.reset_tzpath, to)
    print(len(zoneinfo.TZPATH))
t(ZoneInfo, 'Land/City2')
os.environ['PYTHONTZPATH'] = os.path.join(S, 'tz')
zoneinfo.reset_tzpath()
print(zoneinfo.TZPATH[0].replace(S, 'S'))
os.environ['PYTHONTZPATH'] = 'rel' + os.pathsep + '/a'
zoneinfo.reset_tzpath()
print(zoneinfo.TZPATH)
os.environ['PYTHONTZPATH'] = ''
zoneinfo.reset_tzpath()
print(zoneinfo.TZPATH)
e = zoneinfo.ZoneInfoNotFoundError('m')
print(type(e).__mro__[1].__name__, e, zoneinfo.InvalidTZPathWarning.__mro__[1].__name__, zoneinfo.__all__)
