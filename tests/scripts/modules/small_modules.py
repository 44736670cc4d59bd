"""Small modules: base64, getopt, shlex, gzip, linecache, URLs, encodings of JSON, NewType, class attributes, timeit."""
import base64
import getopt
import gzip
import io
import json
import linecache
import os
import shlex
import sys
import timeit
import types
import typing
import urllib.error
import urllib.parse

SCRATCH = os.environ['SCRATCH']


def attempt(what, *args, **kwargs):
    try:
        print(repr(what(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


print('--- base64')
data = bytes(range(256))
for n in (0, 1, 2, 3, 4, 5, 9, 256):
    part = data[-n:] if n else b''
    for enc, dec in (('b64encode', 'b64decode'), ('b32encode', 'b32decode'), ('b32hexencode', 'b32hexdecode'), ('b16encode', 'b16decode'),
                     ('urlsafe_b64encode', 'urlsafe_b64decode'), ('b85encode', 'b85decode'), ('a85encode', 'a85decode'), ('encodebytes', 'decodebytes')):
        coded = getattr(base64, enc)(part)
        print(enc, n, coded[:30], getattr(base64, dec)(coded) == part)
print(base64.b64encode(b'\xff\xfe\xfd', b'-_'), base64.b64decode('--__', b'-_'), base64.b64decode(bytearray(b'//8=')), base64.b64decode(memoryview(b'//8=')), base64.b64decode('/ / 8 ='))
for call in (lambda: base64.b64decode('ä'), lambda: base64.b64decode(3), lambda: base64.b64encode('x'), lambda: base64.b64encode(b'x', b'abc'), lambda: base64.b64decode(b'x', 'a'), lambda: base64.b64decode('a*b=', validate=True),
             lambda: base64.b32decode('MZ'), lambda: base64.b32decode('mzxw6===', True), lambda: base64.b32decode('MZXW6=1='), lambda: base64.b32decode('M1023456', map01='L'), lambda: base64.b32decode('M1023456', map01=b'LL'),
             lambda: base64.b32decode('MZXW8YQ9'), lambda: base64.b16decode('ab'), lambda: base64.b16decode('aB', True), lambda: base64.b16decode('ABC'), lambda: base64.b16decode('A-BC'), lambda: base64.b16decode(b'0 1'),
             lambda: base64.a85decode(b'<~z~>', adobe=True), lambda: base64.a85decode(b'x'), lambda: base64.b85decode('~~~~~'), lambda: base64.decodebytes('x'), lambda: base64.encodebytes(memoryview(b'x').cast('H') if False else [1])):
    attempt(call)

print('--- getopt')
for line in ('', '-a', '-ab x', '-b', '-bx y', '-b x -a y -a', 'x -a', '--long', '--long=3', '--need 3 --need=4', '--ne 5', '--need', '--opt --opt=3', '-- -a', '- -a', '-z', '--none', '--o', '-a -- x -a', 'x y --long z', '-c -cx', '-:', '-a - -a'):
    args = line.split()
    for function, short in ((getopt.getopt, 'ab:c::'), (getopt.gnu_getopt, 'ab:c::'), (getopt.gnu_getopt, '+ab:c::'), (getopt.gnu_getopt, '-ab:c::')):
        try:
            print(line, short, function(args, short, ['long', 'need=', 'opt=?', 'other']))
        except getopt.GetoptError as e:
            print(line, short, e, repr(e.opt), e.msg, e.args)
print(getopt.getopt(['--x', '1'], '', 'x='), getopt.getopt(('a',), ''), getopt.getopt((), 'a'), getopt.gnu_getopt(['-a', 'w', '-a'], 'a'), getopt.error is getopt.GetoptError)
os.environ['POSIXLY_CORRECT'] = '1'
print(getopt.gnu_getopt(['-a', 'w', '-a'], 'a'), getopt.gnu_getopt(['w', '-a'], '-a'))
del os.environ['POSIXLY_CORRECT']

print('--- shlex')
for text in ('', 'a b', "a 'b c' d", 'a "b\\"c" \'d\\e\'', 'a\\ b', '# c\na', 'a # c', "it's", '"', 'a\\', 'a;b && c|d>(e)', '~/x-*.py =a', "''", 'a "" b', 'a\n"b\nc"\nd', "x='a b'c", 'ä ö'):
    for make in (lambda: shlex.shlex(text), lambda: shlex.shlex(text, posix=True), lambda: shlex.shlex(text, punctuation_chars=True), lambda: shlex.shlex(text, posix=True, punctuation_chars='|;')):
        try:
            lexer = make()
            print(repr(text), list(lexer), lexer.lineno)
        except ValueError as e:
            print(repr(text), e, lexer.lineno, lexer.error_leader('f'))
    attempt(shlex.split, text)
    attempt(shlex.split, text, True, False)
    print(shlex.quote(text), shlex.join([text, 'x y']))
lexer = shlex.shlex('include "inner.txt" end', os.path.join(SCRATCH, 'outer.txt'))
open(os.path.join(SCRATCH, 'inner.txt'), 'w').write('in side')
lexer.source = 'include'
lexer.push_token('given')
print(list(lexer), lexer.punctuation_chars, lexer.eof == '')
attempt(setattr, lexer, 'punctuation_chars', 'x')
attempt(shlex.split, None)
attempt(shlex.quote, 3)

print('--- gzip')
path = os.path.join(SCRATCH, 'x.gz')
with gzip.GzipFile(path, 'w', mtime=5) as f:
    print(f.write(b'abc'), f.write(memoryview(b'de')), f.write(bytearray(b'f')), f.write(b''), f.tell(), f.readable(), f.writable(), f.seekable(), os.path.basename(f.name))
    attempt(f.read)
    attempt(f.rewind)
    attempt(f.write, 'x')
with gzip.open(path) as f:
    print(f.read(2), f.read(), f.mtime, f.tell(), f.readable(), f.writable())
    f.rewind()
    print(f.read1(), f.seek(1), f.readline())
    attempt(f.write, b'x')
raw = io.BytesIO()
with gzip.GzipFile(fileobj=raw, mode='wb', mtime=1) as f:
    f.write(b'x')
print(raw.getvalue()[:10], gzip.decompress(raw.getvalue()), gzip.GzipFile(fileobj=io.BytesIO(raw.getvalue())).name)
with open(path, 'rb') as plain:
    print(os.path.basename(gzip.GzipFile(fileobj=plain).name))
attempt(gzip.GzipFile, path, 'rt')
attempt(gzip.GzipFile, path, 'z')

print('--- linecache')
name = os.path.join(SCRATCH, 'lines.txt')
for text in ('', 'a', 'a\n', 'a\nb\x0cc\nd', '\n'):
    open(name, 'w').write(text)
    linecache.clearcache()
    print(linecache.getlines(name), repr(linecache.getline(name, 1)), repr(linecache.getline(name, 9)), linecache.updatecache(name))
print(linecache.getlines('no such file'), linecache.getlines(''), linecache.cache.keys() == {name})
os.remove(name)
linecache.checkcache(name)
print(linecache.cache, linecache.getlines(name))

print('--- URLs')
for url in ('', 'a', 'http://h/p;x?q#f', '//h/p', 'http:p', '?q', '#f', 'a?b?c#d#e', 'http://[::1]:80/', 'http://[x', 'mailto:a@b', 'a;b'):
    attempt(urllib.parse.urlsplit, url)
    attempt(lambda: urllib.parse.urlsplit(url, allow_fragments=False).geturl())
    attempt(urllib.parse.urlsplit, url.encode())
    attempt(urllib.parse.urljoin, 'http://a/b/c?d', url)
    attempt(urllib.parse.urljoin, url, 'x')
for text in ('', 'a%20b', '%', '%4', '%4g', '%zz%41', 'ä%C3%A4', '%%41', '%4%31', b'', b'%41%', None, 3, []):
    attempt(urllib.parse.unquote_to_bytes, text)
for args in (('a b/ä',), ('',), (b'a \xff',), (b'',), ('a/b', ''), ('ä', '/', 'latin-1'), (b'a', '/', 'utf-8'), (b'a', '/', None, 'strict'), (3,), ('\ud800',), ('\ud800', '/', None, 'replace')):
    attempt(urllib.parse.quote, *args)
error = urllib.error.URLError('why', 'file')
print(error, error.args, error.reason, error.filename, urllib.error.URLError('x').filename)
error = urllib.error.ContentTooShortError('short', b'c')
print(error, error.content, error.reason, error.args)

print('--- JSON')
for text in ('[]', '1', '"ä"', '{"a": 1}', '12', '"', '[1]'):
    for encoding in ('utf-8', 'utf-8-sig', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be'):
        coded = text.encode(encoding)
        print(text, encoding, json.detect_encoding(coded), end=' ')
        attempt(json.loads, coded)
print([json.detect_encoding(bytes(x)) for x in ((), (0,), (1,), (0, 0), (0, 1), (1, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0, 0), (1, 0, 0, 0), (1, 0, 1, 0), (1, 0, 0, 1), (0, 0, 0, 1), (0, 0, 1, 0), (1, 1, 0, 0))])
for text in ('[', '[1', '[1,', '[1,]', '[1 2]', '[,]', '[1}', '[[]', '{"a"', '[NaN, -Infinity]', '[1.5, 2e3, 10]'):
    attempt(json.loads, text)
    attempt(json.loads, text, parse_int=str, parse_float=repr, parse_constant=str.lower, object_pairs_hook=list)
error = json.JSONDecodeError('m', 'ab\ncd', 4)
print(error, error.msg, error.doc, error.pos, error.lineno, error.colno, error.__reduce__())
attempt(json.dumps, {'a': [object]})
try:
    json.dumps([{'k': {1, 2}}], default=lambda o: 1 / 0)
except ZeroDivisionError as e:
    print(e.__notes__)
print(json.dumps([1, {'a': (2,)}], indent=1), json.dumps([1, {'a': 2}], separators=(',', ':')), json.JSONEncoder(indent=2).item_separator, json.JSONEncoder().item_separator)

print('--- types and typing')


class A:
    @types.DynamicClassAttribute
    def x(self):
        """doc"""
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        del self._x


a = A()
a.x = 3
d = A.__dict__['x']
print(a.x, d.__doc__, d.overwrite_doc, d.__isabstractmethod__, d.fget is not None)
del a.x
attempt(lambda: a.x)
attempt(lambda: A.x)
for bare in (types.DynamicClassAttribute(),):
    B = type('B', (), {'y': bare})
    attempt(lambda: B().y)
    attempt(setattr, B(), 'y', 1)
    attempt(delattr, B(), 'y')
UserId = typing.NewType('UserId', int)
print(UserId, UserId(3), UserId.__supertype__, UserId | None, UserId.__reduce__())
try:
    class Derived(UserId):
        pass
except TypeError as e:
    print(e)
f = typing.final(lambda: 0)
print(f.__final__, typing.override(f).__override__, typing.final(3), typing.override(len) is len)
print([getattr(types, n).__name__ for n in sorted(types.__all__) if isinstance(getattr(types, n), type)])

print('--- timeit')
calls = []
timer = iter(range(10 ** 6)).__next__
t = timeit.Timer('pass', timer=lambda: timer() / 4)
print(t.timeit(3), t.repeat(2, 1), t.autorange(lambda n, s: calls.append((n, s))), calls, timeit.default_number, timeit.default_repeat)
steps = iter([0, 0.01, 0, 0.05, 0, 0.1, 0, 0.15, 0, 0.3])
print([n for n in [timeit.Timer('pass', timer=steps.__next__).autorange()]])
