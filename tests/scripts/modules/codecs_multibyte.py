# -*- coding: utf-8 -*-
"""The multi-byte encodings: errors and their handlers, coders that go piece by piece, states, streams, text files, sources."""
import codecs
import io
import os
import tempfile

STATELESS = 'big5 big5hkscs cp932 cp949 cp950 euc_jis_2004 euc_jp euc_kr gb18030 gb2312 gbk johab shift_jis shift_jis_2004'.split()
STATEFUL = 'hz iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr'.split()


def tried(function, *args):
    try:
        return ascii(function(*args))
    except UnicodeError as error:
        fields = [ascii(getattr(error, field, None)) for field in ('object', 'start', 'end')]
        return f'{type(error).__name__}: {error} | {" ".join(fields)}'
    except Exception as error:
        return f'{type(error).__name__}: {error}'


print('-- errors when decoding')
for name in STATELESS:
    for data in b'a\xff', b'\xb0', b'x\xb0', b'\xb0\x20z', b'\x8f\xa1', b'\x81\x30\x81', b'\x81\x30\x81\x20', b'\xa4\xd4\xa4\x41', b'\x80\x80', b'\x87\x9f':
        print(name, data, tried(data.decode, name))
for name in STATEFUL:
    for data in (b'\x1b', b'\x1b$', b'\x1b$B\x46', b'\x1b$B\x7f\x21', b'\x1b$(Z', b'\x1b(aaaaaaaaaaaaaaB', b'\x1bAxy', b'\x1b%Gx', b'\x1b&@\x1b$B\x46\x7c',
                 b'a\x80', b'~', b'~x', b'~{VP\n', b'~{VP~}~~~\nx', b'\x1b.A\x1bNi\x1bN', b'\x1b$)C\x0e\x30\x21\n\x30', b'\x0e', b'\x0e\xa1'):
        print(name, data, tried(data.decode, name), tried(data.decode, name, 'replace'))

print('-- handlers')
codecs.register_error('two', lambda error: ('\u65e5x', error.end))
codecs.register_error('raw', lambda error: (b'\xffz', error.end))
codecs.register_error('worse', lambda error: ('\udc80', error.end))
codecs.register_error('far', lambda error: ('?', 100))
codecs.register_error('none', lambda error: None)
HANDLERS = '''strict ignore replace backslashreplace xmlcharrefreplace namereplace surrogateescape surrogatepass two raw worse far none
unknown'''.split()
for name in 'gbk', 'cp932', 'johab', 'hz', 'iso2022_jp', 'iso2022_kr':
    for handler in HANDLERS:
        print(name, handler, tried('\u65e5\udc80\udcfe\xe8\u4e00\x80'.encode, name, handler), tried(b'a\xff\xff\x80bcd'.decode, name, handler))

print('-- pieces')
TEXT = '\u65e5\u672c\n\u304b\u309a\u304b~\xe9\u4e02\u4e00'
for name in STATELESS + STATEFUL:
    encoder = codecs.getincrementalencoder(name)('replace')
    out = []
    for char in TEXT:
        out.append(encoder.encode(char))
        out.append(hex(encoder.getstate()))
    out.append(encoder.encode('', True))
    print(name, out, hex(encoder.getstate()))
    decoder = codecs.getincrementaldecoder(name)('replace')
    data = TEXT.encode(name, 'ignore')
    out = []
    for byte in data + b'\xa4':
        out.append(decoder.decode(bytes([byte])))
        out.append(decoder.getstate())
    out.append(decoder.decode(b'', True))
    print('  ', ascii(out), decoder.getstate())
encoder = codecs.getincrementalencoder('iso2022_jp_2004')()
print(encoder.encode('\u304b'), hex(encoder.getstate()), tried(encoder.encode, '\ud800'), hex(encoder.getstate()))
state = encoder.getstate()
print(encoder.encode('\u309a'), encoder.encode('', True))
encoder.setstate(state)
print(encoder.encode('x', True), encoder.reset(), hex(encoder.getstate()))
encoder = codecs.getincrementalencoder('iso2022_kr')()
print(encoder.encode('\uac00'), encoder.reset(), encoder.encode('\uac00'), encoder.encode('', True))
decoder = codecs.getincrementaldecoder('gbk')()
print(tried(decoder.decode, b'a\xb0'), decoder.getstate(), tried(decoder.decode, b'\xff'), decoder.getstate())
print(tried(decoder.decode, b'\xb0'), tried(decoder.decode, b'', True), decoder.getstate(), decoder.reset(), decoder.getstate())
decoder.setstate((b'\xb0', 0))
print(ascii(decoder.decode(b'\xa1')), decoder.errors)
print(list(codecs.iterencode(['\u65e5', 'a', '\u672c'], 'iso2022_jp')), ascii(list(codecs.iterdecode([b'\x1b$', b'BF', b'|'], 'iso2022_jp'))))

print('-- streams')
for name in 'gb18030', 'euc_jp', 'iso2022_jp', 'hz':
    raw = io.BytesIO()
    writer = codecs.getwriter(name)(raw)
    writer.write('\u65e5\u672c\n')
    writer.writelines(['a', '\u4e00\n', 'end'])
    writer.write('\u65e5')
    writer.reset()
    print(name, raw.getvalue())
    reader = codecs.getreader(name)(io.BytesIO(raw.getvalue()))
    print('  ', ascii(reader.readline()), ascii(reader.read(1)), ascii(reader.read(2)), ascii(reader.readlines()), ascii(reader.read()))
    print('  ', ascii(list(codecs.getreader(name)(io.BytesIO(raw.getvalue())))))

print('-- text files')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'text')
    for name in STATELESS + STATEFUL + ['cp037']:
        with open(path, 'w', encoding=name, newline='\r\n') as file:
            file.write('\u00a7')if name == 'cp037' else file.write('\u65e5')
            file.write('b\n')
            print('\u00b6' if name == 'cp037' else '\u672c\u4e00', 'x', file=file)
        with open(path, 'rb') as file:
            print(name, file.read())
        with open(path, encoding=name) as file:
            print('  ', ascii(file.readline()), ascii(file.read(1)), ascii(file.read()))
        with open(path, encoding=name) as file:
            print('  ', ascii(list(file)))
    print('-- sources')
    for name in 'gbk', 'shift_jis', 'euc_kr', 'big5', 'cp437', 'iso2022_jp', 'utf-7':
        code = f'# -*- coding: {name} -*-\nprint(ascii("\u65e5 x"))\n' if name != 'cp437' else f'# coding: {name}\nprint(ascii("\xe9 x"))\n'
        exec(compile(code.encode(name), 'source', 'exec'))
print('-- no text')
for value in b'a', 3, None:
    print(tried(codecs.lookup('gbk').encode, value), tried(codecs.lookup('gbk').decode, value))
print(tried(codecs.lookup('gbk').encode, 'a', None), tried(bytearray(b'\xb0\xa1').decode, 'gbk'), tried(codecs.decode, memoryview(b'\xb0\xa1'), 'gbk'))
