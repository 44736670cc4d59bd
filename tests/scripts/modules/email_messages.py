# email: messages built and parsed with the default policy and with compat32, content, attachments, generators, mime classes.
import datetime, email, io, os, re, sys
from email import policy
from email.headerregistry import Address, Group
from email.message import EmailMessage, Message


def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print('->', re.sub('0x[0-9a-f]+', '0x..', repr(r)))
        return r
    except BaseException as e:
        print('!!', type(e).__name__, e)


def text(m):
    return re.sub('={15}[0-9]+==', 'BOUNDARY', m.as_string())


print('# a simple message')
m = EmailMessage()
m['Subject'] = 'Hello'
m['From'] = 'Ann <a@b.c>'
m['To'] = Address('Bob', 'bob', 'x.y'), Address('C\xe9d', 'ced', 'x.y')
m['Date'] = datetime.datetime(2020, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc)
m.set_content('Hi there.\nBye.\n')
print(m.as_string())
print(m.as_bytes())
print(m['to'], m['To'].addresses, m['from'].addresses[0].domain, m['date'].datetime, m['subject'] == 'Hello', type(m['subject']).__name__, m['nope'], len(m), 'SUBJECT' in m)
print(m.keys(), m.get_content_type(), m.get_content(), m.is_multipart(), m.is_attachment(), m.get_content_charset(), m.get_content_disposition(), m.get_filename(), m['content-type'].params, m['Content-Type'].maintype)
t(m.__setitem__, 'Subject', 'again')
t(m.__setitem__, 'X', 'a\nb')
del m['Subject']
m['Subject'] = 'Caf\xe9 \u20ac'
m.replace_header('From', 'new@x')
t(m.replace_header, 'Nope', 'x')
m.add_header('X-Par', 'val', key='v w', other=None)
print(m.items())
print(m.as_string())
print('# folding')
for subject in ('short', 'word ' * 30, 'x' * 100, 'h\xe9llo w\xf6rld ' * 10, 'plain then \u20ac', '\u20ac then plain', 'a' * 60 + ' ' + '\xe9' * 30, ' lead', 'trail ', 'two  spaces', 'tab\there', '\xe9'):
    m = EmailMessage()
    m['Subject'] = subject
    print(m.as_bytes())
m = EmailMessage()
m['To'] = ', '.join(f'Person Number {i} <person{i}@example.com>' for i in range(6))
m['Cc'] = Group('grp', [Address('A', 'a', 'b')]), Address(addr_spec='q@w')
m['Bcc'] = '"Quoted, Name" <q@n>, J\xf6rg <j@x>'
print(m.as_string())
print(m['cc'].groups, m['cc'].addresses, m['bcc'].addresses)
print('# content')
m = EmailMessage()
m.set_content('caf\xe9\n')
print(m.as_string(), m.get_content())
m.set_content('caf\xe9 ' * 60 + '\n')
print(m['content-transfer-encoding'], m.get_content() == 'caf\xe9 ' * 60 + '\n')
m.set_content('\u20ac\u20ac', charset='utf-8', cte='base64', subtype='html')
print(m.as_string())
t(m.set_content, '\xe9', charset='us-ascii')
t(m.set_content, 'x', cte='nope')
m.set_content('long ' * 300)
print(m['content-transfer-encoding'], len(m.as_string().splitlines()) > 10, m.get_content().strip() == ('long ' * 300).strip())
m = EmailMessage()
m.set_content(b'\0\1\2', 'application', 'x-bin', filename='f.bin', disposition='attachment', cid='<c>', params={'p': 'q'})
print(m.as_string(), m.get_content(), m.get_filename(), m.is_attachment(), m.get_params(), m.get_param('p'))
t(m.set_content, 5)
t(m.set_content, b'x')
t(EmailMessage().get_content)
m = EmailMessage()
m.set_content('text\n')
m.add_alternative('<p>html</p>\n', subtype='html')
m.add_attachment(b'data', maintype='image', subtype='png', filename='pic.png')
m.add_attachment('notes\n', filename='n\xf6tes.txt')
print(text(m))
print(m.get_body().get_content_type(), m.get_body(('plain',)).get_content(), [a.get_filename() for a in m.iter_attachments()], [p.get_content_type() for p in m.iter_parts()], [p.get_content_type() for p in m.walk()])
t(m.set_boundary, 'BB')
print(m.get_boundary(), m['content-type'])
t(m.make_alternative)
t(m.get_content)
inner = EmailMessage()
inner['Subject'] = 'inner'
inner.set_content('in\n')
m = EmailMessage()
m.set_content('outer\n')
m.add_attachment(inner)
print(text(m))
m.clear_content()
print(m.items(), m.get_payload())
print('# parsing')
RAW = '''From: A <a@b.c>
To: x@y.z,
 w@v.u
Subject: =?utf-8?q?caf=C3=A9?= and
\tmore
Received: one
Received: two
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="BB"; charset=utf-8

preamble
--BB
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

caf=E9
--BB
Content-Type: application/octet-stream; name=x.bin
Content-Disposition: attachment; filename*=utf-8''%C3%A9.bin
Content-Transfer-Encoding: base64

AAEC
--BB
Content-Type: message/rfc822

Subject: nested

nested body
--BB--
epilogue
'''
for pol in (None, policy.default):
    m = email.message_from_string(RAW, policy=pol) if pol else email.message_from_string(RAW)
    print(type(m).__name__, m['subject'], m['to'], m.get_all('received'), m.get_all('nope'), m.preamble, m.epilogue, m.defects, m.get_boundary(), m.get_content_charset(), m.get_charsets())
    for p in m.walk():
        print('   ', p.get_content_type(), p.get_filename(), p.get_content_disposition(), p.get_payload(decode=True), p.is_multipart())
    print(m.as_string() == RAW, [type(x).__name__ for x in m.get_payload()], m.get_payload(0).get_payload(), m.get_payload(2).get_payload(0)['subject'])
    print(m.get_params(), m.get_param('charset'), m.get_param('nope', 'd'), m.get('x', 5), m.get_unixfrom())
m = email.message_from_string(RAW, policy=policy.default)
print(m.get_payload(0).get_content(), m.get_payload(1).get_content(), m.get_body().get_content_type(), [a.get_filename() for a in m.iter_attachments()], m['to'].addresses[1].username)
t(m.get_payload, 9)
t(lambda: m.get_payload(0).get_payload(0))
for raw in ('', 'no headers', '\nbody', 'A: b', 'A: b\n\n', 'Bad line\nA: b\n\nx', ' cont\nA: b\n\nx', 'From x y\nA: b\n\nbody\n', 'A: b\r\nC: d\r\n\r\nbody\r\n', 'Content-Type: multipart/mixed\n\nx', 'Content-Type: multipart/mixed; boundary=B\n\nno parts', 'Content-Type: multipart/mixed; boundary=B\n\n--B\n\nopen', 'Content-Type: bad\n\nx', 'A:b\nA : c\n:d\n\nx', 'Content-Transfer-Encoding: base64\n\n!!!x'):
    m = email.message_from_string(raw)
    print(repr(raw), m.items(), re.sub('0x[0-9a-f]+', '0x..', repr(m.get_payload())), m.get_unixfrom(), [type(d).__name__ for d in m.defects], m.get_content_type(), m.get_payload(decode=True))
m = email.message_from_bytes(b'Subject: caf\xe9\nContent-Type: text/plain; charset=latin-1\nContent-Transfer-Encoding: 8bit\n\nr\xe9sum\xe9\n')
print(m['subject'], m.get_payload(), m.get_payload(decode=True), m.as_bytes())
m = email.message_from_bytes(b'Subject: caf\xc3\xa9\n\nr\xc3\xa9sum\xc3\xa9\n', policy=policy.default)
print(repr(m['subject']), m.as_bytes())
print(email.message_from_file(io.StringIO('A: b\n\nc'))['a'], email.message_from_binary_file(io.BytesIO(b'A: b\n\nc'))['a'])
from email.parser import BytesFeedParser, BytesParser, FeedParser, HeaderParser, Parser
p = FeedParser()
for part in ('A', ': b\nC: ', 'd\n', '\nbo', 'dy'):
    p.feed(part)
m = p.close()
print(m.items(), m.get_payload())
print(HeaderParser().parsestr(RAW).get_payload()[:8], Parser().parsestr('A: b\n\nc', headersonly=True).get_payload(), BytesParser(policy=policy.SMTP).parsebytes(b'A: b\n\nc').as_bytes())
print('# the old message')
m = Message()
m['Subject'] = 'a'
m['Subject'] = 'b'
m['X'] = 'line ' * 20
m.set_payload('body\n')
m.set_unixfrom('From me')
print(m.as_string(unixfrom=True), str(m) == m.as_string(), m.get_all('subject'), m.values(), list(m), m.items())
m.set_type('text/html')
m.set_param('charset', 'utf-8')
m.set_param('name', 'a b', header='Content-Type')
print(m['content-type'], m.get_params(), m.get_content_maintype(), m.get_content_subtype(), m.get_default_type())
m.del_param('name')
m.set_param('file', '\xe9', charset='utf-8')
print(m['content-type'], m.get_param('file'))
t(m.set_type, 'bad')
t(m.attach, Message())
m = Message()
m.set_payload('caf\xe9', 'utf-8')
print(m.as_string(), m.get_charset(), m.get_payload(decode=True))
m.set_charset(None)
print(m.items())
from email.mime.application import MIMEApplication
from email.mime.audio import MIMEAudio
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
mp = MIMEMultipart('alternative', boundary='XX')
mp['Subject'] = 'multi'
mp.attach(MIMEText('plain'))
mp.attach(MIMEText('<b>\xe9</b>', 'html', 'utf-8'))
mp.attach(MIMEApplication(b'\0\1', name='n'))
mp.attach(MIMEImage(b'\x89PNG\r\n\x1a\n'))
mp.attach(MIMEMessage(MIMEText('in')))
mp.preamble = 'pre'
mp.epilogue = 'epi'
print(mp.as_string())
t(MIMEImage, b'xx')
t(MIMEAudio, b'xx')
t(MIMEText('x').attach, MIMEText('y'))
b = MIMEBase('a', 'b', k='v')
print(b.items())
from email.generator import BytesGenerator, DecodedGenerator, Generator
out = io.StringIO()
DecodedGenerator(out).flatten(mp)
print(out.getvalue())
out = io.StringIO()
m = Message()
m['A'] = 'x ' * 60
m.set_payload('From here\n>From\n')
Generator(out, mangle_from_=True, maxheaderlen=40).flatten(m, unixfrom=False, linesep='\n')
print(out.getvalue())
out = io.BytesIO()
BytesGenerator(out, policy=policy.SMTP).flatten(m)
print(out.getvalue())
from email import iterators
print(list(iterators.body_line_iterator(mp))[:3], [p.get_content_type() for p in iterators.typed_subpart_iterator(mp, 'text')])
iterators._structure(mp)
print('# policies')
print(policy.default, policy.SMTP.linesep, policy.strict.raise_on_defect, policy.HTTP.max_line_length, policy.compat32.cte_type)
p = policy.default.clone(max_line_length=40, utf8=True)
print(p, p + policy.strict)
m = EmailMessage(policy=p)
m['Subject'] = '\xe9t\xe9 ' * 12
print(m.as_string())
t(policy.default.clone, nope=1)
t(setattr, policy.default, 'linesep', 'x')
t(lambda: email.message_from_string('Bad\nA: b\n\n', policy=policy.strict))
print('# addresses')
a = Address('Nam\xe9', 'us er', 'do.m')
print(a, repr(a), a.addr_spec, a == Address('Nam\xe9', 'us er', 'do.m'))
t(Address, 'x', addr_spec='bad')
t(Address, 'x', 'u', 'd', 'u@d')
t(Address, 'a\nb')
g = Group('g', [a])
print(g, repr(g), Group(None, [a]), g == g)
