# Directions, widths, mirrored characters and decompositions: all of them, as sums and samples.
import unicodedata as u, zlib
for f in (u.bidirectional, u.east_asian_width, u.mirrored, u.decomposition, u.category, u.combining):
    print(f.__name__, [f(c) for c in 'aé½א(٣ﬁ가각ｱ Ω\u0301\ud800\U0010ffff'], zlib.crc32('|'.join(str(f(chr(c))) for c in range(0x3400)).encode()))
for lo, hi in ((0xa000, 0xabff), (0xac00, 0xad00), (0xd700, 0x11000), (0x1d000, 0x1d800), (0x1e000, 0x20000), (0x2f800, 0x2fa30), (0xe0000, 0xe0200)):
    print(hex(lo), *(zlib.crc32('|'.join(str(f(chr(c))) for c in range(lo, hi)).encode()) for f in (u.bidirectional, u.east_asian_width, u.mirrored, u.decomposition, u.category, u.combining)))
for f in (u.bidirectional, u.mirrored, u.decomposition, u.category, u.name, u.digit):
    for bad in ('', 'ab', 1, None):
        try: print(f(bad))
        except TypeError as e: print(e)
    try: f()
    except TypeError as e: print(e)
