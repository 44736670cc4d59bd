# email.utils, email.header, email.charset: addresses, dates, encoded words, parameters.
import datetime, os, re, sys, time
os.environ['TZ'] = 'UTC'
time.tzset()
from email import charset, encoders, header, utils, quoprimime, base64mime
from email.message import Message


def t(f, *a, **k):
    try:
        print('->', repr(f(*a, **k)))
    except BaseException as e:
        print('!!', type(e).__name__, e)


print('# addresses')
for a in ('a@b.c', 'Ann <a@b.c>', '"Ann, Lee" <a@b.c>', 'a@b.c (Ann)', '<a@b.c>', 'Ann', '', 'Ann Lee <a@b.c>', 'a@b.c, d@e.f', '"a b"@c.d', 'Ann <a@b.c> x', 'Ann "Q" Lee <a@b.c>', 'a@[1.2.3.4]', 'Ann (note) <a@b.c>', '=?utf-8?q?=C3=A9?= <a@b.c>', 'a @ b . c', 'a@b@c',
          'group: a@b, c@d;', '"esc\\"aped" <a@b>', 'a.b.c', 'Ann <a@b.c', 'Ann a@b.c>', '\xe9 <a@b.c>', 'a@b.c (one (two) three)', '  a@b.c  ', 'A <a@b>, B <c@d>', "O'Neil <o@n>", 'first.last@x.y'):
    print(repr(a), utils.parseaddr(a), utils.parseaddr(a, strict=False), utils.getaddresses([a]))
print(utils.getaddresses(['A <a@b>, "B, C" <c@d>', 'e@f', 'und: x@y, z@w;']), utils.getaddresses([]), utils.getaddresses(['a@b,,c@d']))
for pair in (('Ann', 'a@b.c'), ('', 'a@b.c'), ('Ann, Lee', 'a@b.c'), ('\xe9', 'a@b.c'), ('Q "x" \\', 'a@b.c'), (None, 'a@b'), ('A.B', 'a@b'), ('Ann Lee', 'a@b')):
    t(utils.formataddr, pair)
t(utils.formataddr, ('\xe9', 'a@b'), 'iso-8859-1')
t(utils.formataddr, ('x', '\xe9@b'))
for s in ('"a b"', '<x>', 'plain', '"a\\"b\\\\"', '"', '<', ''):
    print(repr(utils.unquote(s)), repr(utils.quote(s)))
print('# dates')
for d in ('Mon, 20 Nov 1995 19:12:08 -0500', '20 Nov 1995 19:12', 'Mon, 20 Nov 95 19:12:08 GMT', 'Mon Nov 20 19:12:08 1995', '20 Nov 2020 1:2:3 +0530', 'Thu, 1 Jan 1970 00:00:00 -0000', 'Mon, 20 November 1995 19:12:08 EST', 'bad', '', 'Mon, 20 Nov 1995', '20-Nov-1995 19:12:08 +0100', 'Mon, 20 Nov 1995 19.12.08 PDT', 'Mon, 20 Nov 1995 19:12:08', 'Mon, 99 Nov 1995 19:12:08 +0000',
          'Mon, 20 Foo 1995 19:12:08 +0000', 'Wed, 3 Apr 2002 12.34.56.78+0800', 'Sat, 29 Feb 2020 10:00:00 +0000 (UTC)', '1 Jan 68 0:0:0 Z', '1 Jan 69 0:0:0 A', None):
    print(repr(d), utils.parsedate(d), utils.parsedate_tz(d), end=' ')
    try:
        print(repr(utils.parsedate_to_datetime(d)), utils.mktime_tz(utils.parsedate_tz(d)))
    except Exception as e:
        print('!!', type(e).__name__, e)
D = datetime.datetime
print(utils.formatdate(0), utils.formatdate(1e9, localtime=True), utils.formatdate(1e9, usegmt=True), utils.formatdate(0.9))
print(utils.format_datetime(D(2020, 1, 2, 3, 4, 5)), utils.format_datetime(D(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)), utils.format_datetime(D(2020, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=-5, minutes=-30)))), utils.format_datetime(D(2020, 1, 2, tzinfo=datetime.timezone.utc), usegmt=True))
t(utils.format_datetime, D(2020, 1, 2), True)
t(lambda: utils.localtime(D(2020, 1, 2)))
print(re.sub('[0-9]', 'N', utils.make_msgid('id', 'host.dom')).count('.'), utils.make_msgid(domain='d')[-3:])
print('# parameters')
print(utils.encode_rfc2231('\xe9 x', 'utf-8', 'en'), utils.encode_rfc2231('a b'), utils.decode_rfc2231("utf-8'en'%C3%A9"), utils.decode_rfc2231('plain'), utils.decode_rfc2231("a'b"))
print(utils.collapse_rfc2231_value(('utf-8', 'en', 'a\xc3')), utils.collapse_rfc2231_value('"x"'), utils.decode_params([('v', 'x'), ('name*0*', "utf-8''a%C3"), ('name*1*', '%A9b'), ('n', '"q"')]))
print('# headers')
for s in ('plain', '=?utf-8?q?caf=C3=A9?=', '=?utf-8?b?w6k=?= x', 'a =?utf-8?q?b?= =?utf-8?q?c?= d', '=?iso-8859-1?q?=E9_x?=', '=?bad?x?y?=', '=?utf-8?b?w6k?=', 'x=?utf-8?q?y?=z', '=?utf-8?q?=ZZ?=', '=?nope?q?x?='):
    t(header.decode_header, s)
    t(lambda: str(header.make_header(header.decode_header(s))))
H = header.Header
for h in (H('plain'), H('caf\xe9', 'utf-8'), H('caf\xe9', 'iso-8859-1'), H('caf\xe9'), H('\u20ac' * 40, 'utf-8', header_name='Subject'), H('word ' * 30, header_name='X'), H('a' * 100), H('', 'utf-8'), H('x, ' * 40, maxlinelen=40), H('a\nb'), H('tab\tx', continuation_ws='\t'), H(b'bytes'), H('e', 'us-ascii')):
    t(h.encode)
    t(str, h)
h = H('one', 'us-ascii')
h.append('tw\xf6', 'iso-8859-1')
h.append('three')
h.append('f\xfcr', 'utf-8')
print(h.encode(), str(h), h == H(str(h)), h == str(h), repr(h.encode(maxlinelen=20)))
t(H, b'\xff', 'utf-8')
t(H('a\nb: c').encode)
print(H('x' * 20 + ' ' + 'y' * 20, maxlinelen=25).encode(linesep='\r\n'), H('a;b;c', maxlinelen=4).encode(';'))
print('# charsets, encoders')
for n in ('utf-8', 'us-ascii', 'iso-8859-1', 'latin1', 'UTF8', 'foo', 'big5', 'iso-2022-jp', 'windows-1252'):
    c = charset.Charset(n)
    print(c, c.input_charset, c.header_encoding, c.body_encoding, c.output_charset, c.input_codec, c.output_codec, c.get_output_charset(), c.get_body_encoding() if isinstance(c.get_body_encoding(), str) else c.get_body_encoding().__name__, c == n)
c = charset.Charset('utf-8')
print(c.header_encode('caf\xe9'), repr(c.body_encode('caf\xe9')), charset.Charset('iso-8859-1').body_encode('caf\xe9'), c == charset.Charset('UTF-8'), repr(c.header_encode('')), charset.QP, charset.BASE64, charset.SHORTEST)
t(charset.Charset, '\xe9')
t(charset.add_charset, 'x', charset.SHORTEST, charset.SHORTEST)
print(quoprimime.header_encode(b'a b_=\xe9', 'latin-1'), quoprimime.body_encode('caf\xe9 = x \nlong ' + 'y' * 90), quoprimime.decode('a=3Db=\nc'), quoprimime.header_decode('a=20b_c'), quoprimime.quote('\xe9'), quoprimime.unquote('=E9'))
print(base64mime.header_encode('x\xe9'), base64mime.body_encode(b'x' * 60), base64mime.decode('eHg='), base64mime.header_length(b'abcd'))
for enc in (encoders.encode_base64, encoders.encode_quopri, encoders.encode_7or8bit, encoders.encode_noop):
    m = Message()
    m.set_payload(b'bin \xff data = \n')
    t(enc, m)
    print(repr(m.get_payload()), m.items())
