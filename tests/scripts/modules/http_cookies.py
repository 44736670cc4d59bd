# http: statuses and methods; http.cookies; netrc; plistlib.
import http, io, os, re, sys, datetime, pickle, plistlib, copy
from http import HTTPMethod, HTTPStatus, cookies
import netrc
S = os.environ['SCRATCH']
os.chdir(S)


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', repr(r))
        return r
    except BaseException as e:
        print('!!', type(e).__name__, e)


print('# http')
for s in HTTPStatus:
    print(s.value, s.name, s.phrase, '|', s.description, s.is_informational, s.is_success, s.is_redirection, s.is_client_error, s.is_server_error)
print(repr(HTTPStatus.OK), str(HTTPStatus.OK), HTTPStatus(404), HTTPStatus.OK == 200, f'{HTTPStatus.OK}', HTTPStatus['OK'], len(HTTPStatus), pickle.loads(pickle.dumps(HTTPStatus.OK)) is HTTPStatus.OK)
print([n for n in HTTPStatus.__members__ if HTTPStatus[n].name != n])
t(HTTPStatus, 999)
for m in HTTPMethod:
    print(repr(m), str(m), m.description, m == m.name)
print(http.__all__)
print('# cookies')
C = cookies.SimpleCookie()
C['fig'] = 'newton'
C['sugar'] = 'wafer'
print(C.output())
print(C.output(header='Cookie:', sep=' |'), str(C), repr(C))
C = cookies.SimpleCookie()
C['rocky'] = 'road'
C['rocky']['path'] = '/cookie'
C['rocky']['max-age'] = 60
C['rocky']['secure'] = True
C['rocky']['httponly'] = True
C['rocky']['samesite'] = 'Lax'
C['rocky']['domain'] = 'x.y'
C['rocky']['comment'] = 'hi there'
C['rocky']['expires'] = 'Wed, 01 Jan 2020 00:00:00 GMT'
C['rocky']['version'] = 1
C['rocky']['partitioned'] = True
print(C.output(), C['rocky'].OutputString(), C['rocky'].OutputString(['path']), C.js_output())
t(C['rocky'].__setitem__, 'nope', 1)
m = C['rocky']
print(m.key, m.value, m.coded_value, repr(m), m['path'], m.isReservedKey('Path'), dict(m), m == copy.copy(m), m == 5)
C['n'] = 5
C['q'] = 'a "quoted"; value, \xe9'
t(C.__setitem__, 'q2', 'a\n')
C['u'] = 'x'
print(C['n'].value, C['n'].coded_value, C['q'].coded_value, C['q'].value)
C2 = cookies.SimpleCookie('a=1; b="two words"; c=x; Path=/p; $Version=1; d="esc\\"q\\073\\054"')
print(C2, {k: (v.value, v.coded_value, v['path']) for k, v in C2.items()})
for text in ('', 'a', 'a=', 'a=b=c', 'a=1;b=2', 'a=1, b=2', 'k=v; expires=Wed, 01-Jan-2020 00:00:00 GMT; httponly; secure', 'bad key=1; x=2', 'x=1; ; y=2', '[]x=1', 'a="unclosed', 'Set-Cookie: a=1', 'a=1; path', 'path=/; a=1', 'a=b\x00c'):
    try:
        c = cookies.SimpleCookie()
        c.load(text)
        print(repr(text), {k: (v.value, {a: b for a, b in v.items() if b}) for k, v in c.items()})
    except cookies.CookieError as e:
        print(repr(text), '!!', e)
t(C.__setitem__, 'a b', 1)
t(C.__setitem__, 'path', 1)
t(C.__setitem__, '', 1)
t(C.__setitem__, 'ctl', 'a\x01b')
c = cookies.SimpleCookie({'x': '1', 'y': 'z'})
print(c, c.value_decode('"a\\054b"'), c.value_encode('a,b'), cookies.BaseCookie('a=1').value_decode('x'))
m = cookies.Morsel()
t(m.set, 'path', 'v', 'v')
t(m.set, 'b ad', 'v', 'v')
m.set('k', 'v', 'cv')
print(m, m.output(attrs=[]), m.output([], 'H:'), m.js_output().strip()[:8])
t(m.update, {'nope': 1})
m.update({'path': '/'})
print(m.setdefault('path', 'q'), pickle.loads(pickle.dumps(m)) == m, m.copy() == m)
print('# netrc')
with open('n', 'w') as f:
    f.write('''# comment
machine host.a login ann password "se cret" account acc
machine host.b
  login bob # not a comment? 
  password p#w
default login anon password user@site
macdef mac1
\tline one
\tline two

machine last login l password p
''')
n = netrc.netrc('n')
print(n.hosts, n.macros)
print(n.authenticators('host.a'), n.authenticators('nope'), n.authenticators('last'))
print(n)
for text in ('machine', 'machine h login', 'bad', 'machine h foo', 'machine h login l machine', 'macdef m', 'machine h login "a\nb" password x', ''):
    with open('n2', 'w') as f:
        f.write(text)
    try:
        print(repr(text), netrc.netrc('n2').hosts)
    except netrc.NetrcParseError as e:
        print(repr(text), '!!', e, e.lineno, e.filename, e.msg)
t(netrc.netrc, 'missing')
print('# plists')
D = {'str': 'a<b>&\xe9', 'int': 5, 'neg': -7, 'big': 2 ** 63, 'float': 1.5, 'true': True, 'false': False, 'data': b'\0\1' * 40, 'date': datetime.datetime(2020, 1, 2, 3, 4, 5), 'list': [1, [], {}, 'x'], 'dict': {'k': {'n': 'v'}}, 'empty': '', 'uid': 1}
x = plistlib.dumps(D)
print(x.decode())
print(plistlib.loads(x) == D)
b = plistlib.dumps(D, fmt=plistlib.FMT_BINARY)
print(b[:8], plistlib.loads(b) == D, len(b))
print(plistlib.dumps(D, sort_keys=False)[200:260], plistlib.dumps({'b': 1, 'a': 2}, fmt=plistlib.FMT_BINARY, sort_keys=False))
u = plistlib.UID(5)
print(u, repr(u), u == plistlib.UID(5), int(u.__index__()), hash(u) == hash(plistlib.UID(5)), plistlib.loads(plistlib.dumps([u, plistlib.UID(300)], fmt=plistlib.FMT_BINARY)))
t(plistlib.UID, -1)
t(plistlib.UID, 'x')
t(plistlib.dumps, u)
for bad in (None, object, {1: 2}, 2 ** 64, -2 ** 63 - 1, 'a\x00b', {'k': None}, {3.5: 1}):
    t(plistlib.dumps, bad)
    t(plistlib.dumps, bad, fmt=plistlib.FMT_BINARY)
print(plistlib.dumps({1: 2, 'a': 3}, skipkeys=True)[-60:])
for bad in (b'', b'junk', b'<plist><dict><key>a</key></dict></plist>', b'<plist><foo/></plist>', b'<plist><dict><string>a</string></dict></plist>', b'bplist00junk', b'<?xml version="1.0"?><plist version="1.0"><integer>x</integer></plist>', b'<plist><array><string>a</string></plist>', '<plist><true/></plist>'.encode('utf-16'), b'<!DOCTYPE x [<!ENTITY e "v">]><plist><string>&e;</string></plist>'):
    t(plistlib.loads, bad)
with open('p.plist', 'wb') as f:
    plistlib.dump([1, b'x'], f)
with open('p.plist', 'rb') as f:
    print(plistlib.load(f))
print(plistlib.loads(b'<plist><integer>0x1F</integer></plist>'), plistlib.loads(b'<plist><dict><key>a</key><real>2</real></dict></plist>', dict_type=lambda: {'z': 0}), plistlib.loads('<plist><string>s</string></plist>', fmt=plistlib.FMT_XML))
print(plistlib.dumps(datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc), aware_datetime=True)[-60:], plistlib.loads(b'<plist><date>2020-01-02T03:04:05Z</date></plist>', aware_datetime=True))
