"""Whole mappings of the single-byte encodings, as hashes; their errors; names."""
import codecs
from hashlib import sha256

ENCODINGS = '''
ascii cp037 cp1006 cp1026 cp1125 cp1140 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp273 cp424 cp437 cp500
cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 cp874 cp875 hp_roman8
iso8859_1 iso8859_10 iso8859_11 iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6
iso8859_7 iso8859_8 iso8859_9 koi8_r koi8_t koi8_u kz1048 latin_1 mac_arabic mac_croatian mac_cyrillic mac_farsi mac_greek
mac_iceland mac_latin2 mac_roman mac_romanian mac_turkish palmos ptcp154 tis_620
'''.split()
BYTES = bytes(range(256))


def told(data):
    return len(data), sha256(data).hexdigest()[:16]


for name in ENCODINGS:
    text = BYTES.decode(name, 'replace')
    points = ''.join(sorted(set(text))) + 'x\u4e00\ud800y'
    print(name, codecs.lookup(name).name, told(text.encode()), told(points.encode(name, 'ignore')),
          told(points.encode(name, 'xmlcharrefreplace')))

print('-- encodings that have no ASCII')
for name in 'cp037', 'cp500', 'cp1140', 'cp875', 'mac_arabic', 'cp864':
    data = 'Hello, World! 100\n'.encode(name)
    print(name, data, ascii(data.decode(name)))
    for handler in 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace', 'ignore':
        print('  ', handler, 'a\u20ac\u4e00b'.encode(name, handler))
print('-- errors')
for data, name in ((b'ab\x81', 'cp1252'), (b'\xd5', 'cp856'), (b'\xff\xff', 'koi8_t'), (b'A\xa1', 'cp424')):
    try:
        print(ascii(data.decode(name)))
    except UnicodeDecodeError as error:
        print(error, '|', error.encoding, error.object, error.start, error.end)
    print(ascii(data.decode(name, 'replace')), ascii(data.decode(name, 'backslashreplace')), ascii(data.decode(name, 'surrogateescape')))
for text, name in (('ab\u4e00\u4e01c', 'cp037'), ('\u20ac', 'cp437'), ('x\ud800', 'palmos')):
    try:
        print(text.encode(name))
    except UnicodeEncodeError as error:
        print(error, '|', error.encoding, error.start, error.end)
print('-- names')
for name in '''IBM037 csIBM037 ebcdic-cp-us 273 EBCDIC-CP-HE 500 IBM1026 1125 cp866u ruscii IBM1140 037 IBM775 csPTCP154 pt154 cp154
cyrillic-asian kz_1048 rk1048 strk1048_2002 maccyrillic macgreek maciceland maccentraleurope mac_centeuro maclatin2 macturkish macintosh
macroman thai iso-8859-11 tis620 iso-ir-166 dos-874 windows-31j ms932 mskanji sjis s_jis csshiftjis shiftjis2004 eucjp u-jis euckr
ks_c-5601 korean ksc5601 uhc ms949 chinese csiso58gb231280 euccn gb2312-80 936 cp936 ms936 gb18030-2000 hzgb hz-gb-2312 big5-tw
csbig5 ms950 big5-hkscs hkscs iso2022jp csiso2022jp iso-2022-jp-2 csiso2022kr cp1361 ms1361 utf7 u7 unicode-1-1-utf-7 UTF_7'''.split():
    try:
        print(name, codecs.lookup(name).name, 'a'.encode(name))
    except LookupError as error:
        print(error)
