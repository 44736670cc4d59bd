"""Whole mappings of the multi-byte encodings, as hashes: what all pairs of bytes decode to, and all code points encode to."""
from hashlib import sha256

ENCODINGS = [
    'big5', 'big5hkscs', 'cp932', 'cp949', 'cp950', 'euc_jis_2004', 'euc_jisx0213', 'euc_jp', 'euc_kr', 'gb18030', 'gb2312', 'gbk',
    'hz', 'iso2022_jp', 'iso2022_jp_1', 'iso2022_jp_2', 'iso2022_jp_2004', 'iso2022_jp_3', 'iso2022_jp_ext', 'iso2022_kr', 'johab',
    'shift_jis', 'shift_jis_2004', 'shift_jisx0213',
]
# all where characters are of many kinds, some where they follow one another by rule or are rare
POINTS = ''.join(map(chr, [
    *range(0x3400), *range(0x3400, 0x4E00, 5), *range(0x4E00, 0x9FB0), *range(0x9FB0, 0xAC00, 11), *range(0xAC00, 0xD7A4, 3),
    *range(0xE000, 0xFA00, 3), *range(0xFA00, 0x10000), *range(0x10000, 0x11000, 50), *range(0x1F100, 0x1F300, 3),
    *range(0x20000, 0x2FA20, 7)]))
# a line end behind each pair, so that what is left open by one is not an error of the next
PAIRS = [b''.join(bytes([lead, trail]) + b'\n' for trail in range(256)) for lead in range(0x80, 256)]
SEVEN = b''.join(bytes([lead, trail]) for lead in range(0x21, 0x7F) for trail in range(0x21, 0x7F))
ESCAPES = [b'\x1b$B', b'\x1b$@', b'\x1b(J', b'\x1b(I', b'\x1b$(D', b'\x1b$A', b'\x1b$(C', b'\x1b$)C\x0e', b'\x1b$(O', b'\x1b$(P',
           b'\x1b$(Q', b'~{']


def told(data):
    return len(data), sha256(data).hexdigest()[:24]


for name in ENCODINGS:
    if name.startswith(('hz', 'iso')):
        texts = [(escape + SEVEN).decode(name, 'replace') for escape in ESCAPES]
    else:
        texts = [data.decode(name, 'replace') for data in PAIRS]
    if name.startswith('euc_j'):
        texts += [b''.join(bytes([0x8F, row, column]) for column in range(0xA1, 0xFF)).decode(name, 'replace') for row in range(0xA1, 0xFF)]
    print(name)
    print('  decoded', told('|'.join(texts).encode('utf-8')))
    print('  encoded', told(b'|'.join(POINTS[at:at + 200].encode(name, 'ignore') for at in range(0, len(POINTS), 200))), told(POINTS[:500].encode(name, 'replace')))
print('gb18030, four bytes')
LINEAR = [bytes([a, b, c, d]) for a in (0x81, 0x82, 0x83, 0x84, 0x90, 0xE3, 0xFE) for b in range(0x30, 0x3A) for c in (0x81, 0xA3, 0xFE)
          for d in range(0x30, 0x3A)]
print(told(b'\n'.join(LINEAR).decode('gb18030', 'replace').encode('utf-8')))
