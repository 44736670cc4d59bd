# Decoders that take bytes in pieces: their states, and texts without the mark that tells their order; host names.
import codecs
import io


def told(f):
    try:
        return repr(f())
    except Exception as e:
        return f'{type(e).__name__} {e}'


PIECES = [b'', b'a', b'a\0b\0', b'\0a\0b', b'a\0\0\0', b'\xff\xfea\0', b'\xfe\xff\0a', b'\xff\xfe\0\0a\0\0\0', b'\0\0\xfe\xff\0\0\0a', b'\xff',
          b'\xff\xfe', b'\xef\xbb\xbfa', b'\xef\xbb']
for name in 'utf-16', 'utf-32', 'utf-16-le', 'utf-32-be', 'utf-8-sig', 'utf-8', 'utf-7':
    if name != 'utf-7':
        print(name, [c.__name__ for c in codecs.getincrementaldecoder(name).__mro__])
    for data in PIECES:
        decoder = codecs.getincrementaldecoder(name)()
        states = [decoder.getstate()]
        try:
            for byte in data:
                states.append((decoder.decode(bytes([byte])), decoder.getstate()))
            states.append(decoder.decode(b'', True))
        except UnicodeDecodeError as e:
            states.append(str(e))
        print(data, states)
        print(told(lambda: codecs.getreader(name)(io.BytesIO(data)).read()), told(lambda: list(codecs.iterdecode([data[:1], data[1:]], name))))
        if name != 'utf-7':
            print(told(lambda: io.TextIOWrapper(io.BytesIO(data), encoding=name).read()))
    encoder = codecs.getincrementalencoder(name)()
    print([encoder.encode(c) for c in 'aé😀'], encoder.getstate())

decoder = codecs.getincrementaldecoder('utf-16')('replace')
for state, data in [((b'', 0), b'a\0'), ((b'', 1), b'\0a'), ((b'a', 0), b'\0'), ((b'', 2), b'\xfe\xff\0a')]:
    decoder.setstate(state)
    print(decoder.decode(data), decoder.getstate())
decoder.reset()
print(decoder.getstate())

names = ['bücher.example', 'ex.example', '', 'a..b', 'a' * 70, 'ＡＢＣ.com', 'straße', 'ß', '☃.net', 'xn--bcher-kva.example', '.a', 'a.',
         'faß.de', '٠a', 'אb', '\xad', '⒈', 'ex。example', 'é' * 60]
for name in names:
    print(ascii(name), told(lambda: name.encode('idna')), told(lambda: name.encode('idna').decode('idna')))
for data in (b'xn--bcher-kva.example', b'xn--a', b'xn--\xff', b'', b'a..b', b'A.B.', b'xn--n3h.net', b'a-\xff', b'!!', b'XN--BCHER-KVA.Example'):
    print(data, told(lambda: data.decode('idna')), told(lambda: data.decode('idna', 'ignore')))
decoder, encoder = codecs.getincrementaldecoder('idna')(), codecs.getincrementalencoder('idna')()
print([decoder.decode(bytes([byte])) for byte in b'xn--bcher-kva.example'], decoder.decode(b'', True))
print([encoder.encode(c) for c in 'bücher.example'], encoder.encode('', True))
