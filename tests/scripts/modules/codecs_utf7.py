"""UTF-7: what is written plainly, runs of base 64 and what is wrong with them, pieces, streams, files."""
import codecs
import io
from hashlib import sha256
from random import Random

print('a'.encode('utf-7'), b'+AGE-'.decode('utf-7'), codecs.lookup('UTF7').name, codecs.lookup('unicode-1-1-utf-7').name)
print(''.join(map(chr, range(128))).encode('utf-7'))
for text in '', '+', '+-', 'a+b', '\xe9', '\xe9-', '\xe9a', '\xe9 ', 'a\xe9\xe9b', '\u65e5\u672c\u8a9e', '\U0001f600', '\ud800', '\udc00x', '\ud83d\ude00', '~\\', '\x00', '1\u20ac.':
    data = text.encode('utf-7')
    print(ascii(text), data, ascii(data.decode('utf-7')), data.decode('utf-7') == text)


def tried(function, *args):
    try:
        return ascii(function(*args))
    except UnicodeError as error:
        return f'{type(error).__name__}: {error} | {error.encoding} {error.start} {error.end}'
    except Exception as error:
        return f'{type(error).__name__}: {error}'


for data in (b'+', b'+-', b'+A', b'+AG', b'+AGE', b'+AGE ', b'+AGE-x', b'+AGEA-', b'+AGF-', b'+AGEx', b'+ x', b'+\x80', b'\x80', b'a\xff+AGE-', b'+AGE\xe9',
             b'+2D0-', b'+2D3eAA-', b'+2D3eAA', b'+3gA-', b'+2D0\x80', b'++-', b'+//-', b'~\\', b'+AGE+AGE-', b'+IKwgrCCs'):
    print(data, tried(data.decode, 'utf-7'), *(tried(data.decode, 'utf-7', how) for how in ('ignore', 'replace', 'backslashreplace', 'surrogateescape')))
    print('  ', tried(codecs.utf_7_decode, data), tried(codecs.utf_7_decode, data, 'replace', True))
codecs.register_error('utf7.own', lambda error: (f'<{error.reason}>', error.end))
print(b'a\x80+A b+AGE'.decode('utf-7', 'utf7.own'))
print(tried(codecs.utf_7_encode, 'a\xe9', 'strict'), tried(codecs.utf_7_encode, 3), tried(codecs.utf_7_decode, 'a'))

random, digest = Random(7), sha256()
for _ in range(1500):
    data = bytes(random.choice(b'+-aA/ ~\\9&\x80\xff\n2DcAIKw') for _ in range(random.randrange(1, 12)))
    digest.update(tried(data.decode, 'utf-7').encode())
    digest.update(ascii(data.decode('utf-7', 'replace')).encode())
print(digest.hexdigest())

data = 'a\u65e5\u672c+\U0001f600b'.encode('utf-7')
decoder = codecs.getincrementaldecoder('utf-7')()
for byte in data:
    print(ascii(decoder.decode(bytes([byte]))), decoder.getstate(), end=' ')
print(ascii(decoder.decode(b'', True)))
decoder.setstate((b'+AG', 0))
print(decoder.decode(b'E-'), tried(decoder.decode, b'+A', True), decoder.getstate(), decoder.reset(), decoder.getstate())
encoder = codecs.getincrementalencoder('utf-7')()
print(encoder.encode('\u65e5'), encoder.getstate(), encoder.encode('\u672c', True), encoder.reset())
print(ascii(list(codecs.iterdecode([data[:4], data[4:9], data[9:]], 'utf-7'))))
raw = io.BytesIO()
file = io.TextIOWrapper(raw, 'utf-7', newline='')
file.write('\u65e5')
file.write('\u672c\r\nx')
file.flush()
print(raw.getvalue())
raw.seek(0)
print(ascii(io.TextIOWrapper(raw, 'utf-7').read()))
print(ascii(codecs.getreader('utf-7')(io.BytesIO(data)).read()))
print(str(b'+ZeU-', 'utf7') == '\u65e5', bytearray(b'+ZeVnLA-').decode('u7') == '\u65e5\u672c')
