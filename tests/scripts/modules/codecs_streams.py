"""codecs: what a codec is made of, incremental coders, streams and recoders, parts by name, reading by size."""
import codecs, io, warnings, os
warnings.simplefilter('ignore')
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e).__name__, e)
i = codecs.lookup('utf-8')
print(i.name, i[0] is i.encode, i[1] is i.decode, i[2] is i.streamreader, i[3] is i.streamwriter, i._is_text_encoding, len(i), codecs.lookup('hex')._is_text_encoding)
class E(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        n = len(input) if final else len(input) // 2 * 2
        return input[:n].encode('ascii', errors), n
class D(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        n = len(input) if final else len(input) // 2 * 2
        return input[:n].decode('ascii', errors), n
e, d = E(), D('replace')
print(e.encode('abc'), e.getstate(), e.encode('d'), e.getstate(), e.encode('e', True), e.buffer, e.errors); e.setstate('zz'); print(e.encode('y')); e.reset(); print(e.getstate()); e.setstate(0); print(repr(e.buffer))
print(d.decode(b'abc'), d.getstate(), d.decode(b'\xff'), d.getstate(), d.decode(b'e', True), d.buffer, d.errors); d.setstate((b'q', 0)); print(d.decode(b'y')); d.reset(); print(d.getstate())
t(codecs.BufferedIncrementalEncoder().encode, 'x'); t(codecs.BufferedIncrementalDecoder().decode, b'x'); t(codecs.IncrementalEncoder().encode, 'x'); t(codecs.Codec().decode, b'')
p = os.path.join(os.environ['SCRATCH'], 'x.txt')
with codecs.open(p, 'w+', 'utf-16') as f:
    print(type(f).__name__, f.encoding, f.errors, f.mode)
    f.write('ä\nb\n'); f.writelines(['c', 'd\n']); f.seek(0); print(f.read()); f.seek(0); print(f.readline(), f.readlines()); f.seek(0); print(list(f)); f.seek(0); print(next(f)); f.reset(); f.seek(0); f.write('new'); f.seek(0, 2); print(f.tell())
print(f.closed, open(p, 'rb').read())
t(codecs.open, p, 'r', 'nothing'); t(codecs.open, p, 'r', 'utf-8', 'strict', 'x')
with codecs.open(p, 'rb') as f: print(type(f).__name__)
s = io.BytesIO('äöü\nzweite\n'.encode('latin-1'))
r = codecs.EncodedFile(s, 'utf-8', 'latin-1'); print(r.read(), r.data_encoding, r.file_encoding); r.seek(0); print(r.readline(), r.readlines()); r.seek(0); print(next(r), list(r)); r.seek(0); r.write('ÄÖ'.encode()); r.writelines([b'x', b'y']); print(s.getvalue()); r.reset(); t(lambda: r.nope); print(r.getvalue() == s.getvalue(), iter(r) is r)
for n in 'utf-8', 'nothing', 'hex':
    for g in codecs.getencoder, codecs.getdecoder, codecs.getincrementalencoder, codecs.getincrementaldecoder, codecs.getreader, codecs.getwriter: 
        try: print(callable(g(n)))
        except LookupError as x: print(x)
codecs.register(lambda n: codecs.CodecInfo(None, None, name='bare') if n == 'bare' else None)
t(codecs.getincrementalencoder, 'bare'); t(codecs.getincrementaldecoder, 'bare')
print(list(codecs.iterencode(['a', '', 'ä'], 'utf-8')), list(codecs.iterdecode([b'a', b'\xc3', b'', b'\xa4'], 'utf-8')), list(codecs.iterencode([], 'utf-16')), list(codecs.iterdecode([], 'utf-8')))
g = codecs.iterencode(['a'], 'nothing'); t(next, g)
t(list, codecs.iterdecode([b'\xc3'], 'utf-8'))
print(codecs.make_identity_dict(range(3)), codecs.make_encoding_map({1: 'a', 2: 'a', 3: 'b'}))
w = codecs.getwriter('utf-16')(io.BytesIO()); w.write('a'); w.write('b'); print(w.getvalue()); w.seek(0); w.write('c'); print(w.getvalue()); w.seek(2); w.write('d'); print(w.getvalue()); w.reset()
r = codecs.getreader('utf-8')(io.BytesIO('ä1\nb2\n'.encode())); print([*r], r.read()); r.seek(0); print(r.readline(), r.read(1)); t(next, r)
def seq(data, *steps, enc='utf-8'):
    r = codecs.getreader(enc)(io.BytesIO(data.encode(enc)))
    print(repr(data), [(s, getattr(r, s[0])(*s[1:])) for s in steps], r.stream.tell())
seq('abcdefgh', ('read', 3), ('read', 2), ('read',))
seq('äöüßabc', ('read', 3), ('read', 2), ('read', 1), ('read',))
seq('ab\ncdefgh\nij', ('readline',), ('read', 2), ('read', 1), ('read',))
seq('ab\ncdefgh\nij', ('readline',), ('read', -1, 2), ('read', 1, 3), ('readline',), ('read',))
seq('ab\ncdefgh\nij', ('readline', 1), ('readline', 2), ('readline',), ('readline',), ('readline',))
seq('ab\ncdefgh\nij', ('readline',), ('readline', None, False), ('read', 0), ('read', 100))
seq('a\nb\nc\n' * 12, ('readline',), ('read', 3), ('readline',), ('read', 1))
seq('ab\r\ncd\rx\n', ('readline',), ('readline',), ('readline',), ('readline',))
seq('abcdef', ('read', 3, 2), ('read', 3, 5), ('read', -1, 1), ('read', 0, 0), ('read',))
seq('abcdef', ('read', -1, 2), ('read', -1), ('read', 2))
seq('a\nb\nc', ('readlines',), ('readlines',))
seq('a\nb\nc', ('readline',), ('readlines', None, False), ('readlines',))
seq('a\nb\n', ('read', 1), ('readline',), ('readline',), enc='utf-16')
for n in 'utf-16', 'utf-32', 'utf-8-sig', 'utf-8':
    e = codecs.getincrementalencoder(n)(); print(n, e.getstate(), e.encode(''), e.getstate(), e.encode('a'), e.encode('', True), e.getstate()); e.reset(); print(e.getstate(), e.encode('b'), e.getstate()); e.setstate(2); print(e.encode('c')); e.setstate(0); print(e.encode('c')); e.setstate(1); print(e.encode('c'))
    w = codecs.getwriter(n)(io.BytesIO()); w.write(''); print(w.getvalue()); w.write('a'); print(w.getvalue())
