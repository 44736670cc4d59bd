"""urllib.parse: references joined with bases, what is empty and what is not there, random URLs taken apart and put together."""
from urllib.parse import *
for b in 'http://a/b/c?d', 'http://a/b/c?', 'http://a/b/c#', 'x', 'http://a', 'a?q#f':
    for u in 'a#', 'a?', '?', '#', 'a?#', 'a?#x', '', '//h?', '//h#', ';', ';p?', 'g;x?y#', '?y#', '#s', 'http:#', 'http:?', 'http:a?', '.?', '..#':
        print(repr(b), repr(u), repr(urljoin(b, u)), repr(urljoin(b, u, False)), urlunsplit(urlsplit(u)), urldefrag(u), urlsplit(u).geturl(), urlparse(u).geturl())
for u in (b'', b'a', '', b'#', b'?'):
    print(urlsplit(u), urlparse(u), urldefrag(u), urljoin(u, u), parse_qsl(u), parse_qs(u))
print(urljoin(b'', b''), urljoin('', b'') if 0 else '')
import random
r = random.Random(4)
bits = ['http:', 'HTTPS:', 'mailto:', 'file:', 'ftp:', '', '', '//', '//h', '//h:80', '/', '/a', 'a', 'b/', '..', '/../', './', ';p', ';', '?q', '?', '#f', '#', '?x=1&y', 'user@h', '///', ':', '%20', ' ', 'g']
for i in range(700):
    u = ''.join(r.choice(bits) for _ in range(r.randrange(6))); b = ''.join(r.choice(bits) for _ in range(r.randrange(6)))
    try: print(repr(u), repr(b), urlsplit(u), tuple(urlparse(u)), urlunsplit(urlsplit(u)), urlunparse(urlparse(u)), tuple(urldefrag(u)), urljoin(b, u), urljoin('http://a/b/c/d;p?q', u))
    except ValueError as e: print(repr(u), repr(b), e)
