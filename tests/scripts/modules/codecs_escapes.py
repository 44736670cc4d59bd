# bytes.decode('unicode_escape') and codecs.escape_decode() warn of the first backslash that begins no escape.
import warnings, codecs
def t(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r=f()
        except Exception as e: r=type(e).__name__,str(e)
    print(ascii(r), [(x.category.__name__,str(x.message),x.lineno) for x in w])
for b in (b'\\d',b'\\400',b'\\777 \\d \\q',b'\\n\\x41',b'a\\8',b'\\\xe9',b'\\'):
    t(lambda: b.decode('unicode_escape')); t(lambda: codecs.escape_decode(b))
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: b'\\d'.decode('unicode_escape')
    except Exception as e: print(type(e),e)
