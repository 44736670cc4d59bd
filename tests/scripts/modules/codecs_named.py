# Codecs by name that few ask for: utf-7, punycode, charmap, undefined.
import codecs
def t(f):
    try: print(ascii(f()))
    except Exception as e: print(type(e).__name__,ascii(str(e)), getattr(e,'start',None),getattr(e,'end',None),getattr(e,'encoding',None), getattr(e,'reason',None))
for s in ('','a','+','a+b','\u00fc','\u00fcx','\u00fc-','\u00fc+','\u20ac\U0001f600z','~\\','a\tb\r\n\0\x7f',"'(),-./:?",'!"#$%&*;<=>@[]^_`{|}','\ud800','\u00fc \u00fc','\u00fca\u00fc','\u00fc/','ab\u00fc9'):
    t(lambda: s.encode('utf-7'))
    t(lambda: s.encode('utf-7').decode('utf-7'))
for b in (b'+',b'+-',b'+A',b'+AGE',b'+AGE-',b'+AGE-x',b'+AGEx',b'+!',b'\xff',b'+\xff',b'+2AA-',b'+2D3eAA-',b'+AGF-',b'+-+-',b'a+-b',b'+AGEAYg',b'+AGEAYg-.',b'+ZYgA-',b'~',b'\\',b'+AG',b'+AGEAYgB',b'+3AA-',b'ab+AGE\xffcd', b'+AGE+', b'+//-',b'+2D0-x'):
    for e in ('strict','replace','ignore'):
        t(lambda: b.decode('utf-7',e))
    t(lambda: codecs.utf_7_decode(b,'strict',False))
d=codecs.getincrementaldecoder('utf-7')()
for c in (b'a',b'+',b'AG',b'E',b'-',b'x'): t(lambda: (d.decode(c), d.getstate()))
t(lambda: d.decode(b'+AG',True))
for s in ('','abc','b\u00fccher','\u00fc','\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587','\U0001f600a','-','a-b\u00fc','ABC\u00dc'):
    t(lambda: s.encode('punycode')); t(lambda: s.encode('punycode').decode('punycode'))
for b in (b'-',b'abc',b'abc-',b'bcher-kva',b'BCHER-KVA',b'\xff',b'a-!',b'a-99999999',b'-a',b'\xff-kva',b'a-kv\xff', b'9', b'99999999999'):
    for e in ('strict','ignore','replace','other'): t(lambda: b.decode('punycode',e))
for n in ('undefined', 'charmap'):
    for b in (b'', b'abc'):
        t(lambda: codecs.decode(b,n)); t(lambda: codecs.encode(b,n))
    t(lambda: codecs.encode('abc',n)); t(lambda: codecs.encode('\u20ac',n)); t(lambda: codecs.decode('abc',n)); t(lambda:b'a'.decode(n)); t(lambda:'a'.encode(n)); t(lambda: codecs.encode(b'a',n,'ignore')); t(lambda: codecs.decode(b'a',n,'ignore'))

for n in ('utf-7', 'UTF7', 'u7', 'unicode-1-1-utf-7', 'punycode', 'charmap', 'undefined'):
    info = codecs.lookup(n)
    print(n, info.name, info._is_text_encoding)
print(list(codecs.iterencode(['a+', '\u00fc'], 'utf-7')), list(codecs.iterdecode([b'a+A', b'PwAYg', b'-'], 'utf-7')))
