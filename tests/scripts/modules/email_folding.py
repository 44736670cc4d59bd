# email: headers folded: words that are encoded, words too long for a line, addresses, parameters, bodies; old headers too.
import random, re
from email import message_from_bytes, policy
from email.header import Header, decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
chance = random.Random(7)
WORDS = ['hello', 'caf\xe9', '\u20ac', 'x', 'long' * 6, '\u65e5\u672c', 'a,b', '"q"', '(c)', 'word', 'y' * 70, 'z' * 30, '_', '@', '\xfc\xe4\xf6' * 5, '<t>', ':;']


def text():
    return ' '.join(chance.choice(WORDS) for _ in range(chance.randint(1, 14)))


for i in range(14):
    s = text()
    m = EmailMessage()
    m['Subject'] = s
    back = message_from_bytes(m.as_bytes(), policy=policy.default)['subject']
    print(s, m.as_string(), back == s)
for i in range(8):
    m = EmailMessage()
    m['To'] = people = [Address(chance.choice(WORDS), f'u{j}', 'ex.com') for j in range(chance.randint(1, 6))]
    print(m.as_string(), message_from_bytes(m.as_bytes(), policy=policy.default)['to'].addresses == tuple(people))
for i in range(8):
    s = text()
    m = EmailMessage()
    m.set_content('x')
    m.add_attachment(b'1', maintype='a', subtype='b', filename=s[:60])
    print(re.sub('={15}[0-9]+==', 'B', m.as_string()), [p.get_filename() == s[:60] for p in m.iter_attachments()])
for i in range(8):
    m = EmailMessage()
    m.set_content('\n'.join(text() for _ in range(chance.randint(1, 4))))
    print(m.as_bytes(), m.as_string())
for i in range(10):
    s = text()
    h = Header(s, chance.choice(['utf-8', 'iso-8859-15', None]), maxlinelen=chance.choice([None, 40, 76]), header_name='Subject').encode() if '\u65e5' not in s else 'none'
    print(h, str(make_header(decode_header(h))) == s)
