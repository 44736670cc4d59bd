"""Makes maps.bin: the multi-byte character sets, by asking CPython for every sequence and every code point.

    python3.14 generate.py        (in this folder; takes a minute)

maps.bin is one deflate stream (with zlib's head). Inside, numbers are little endian:

    count of maps (u8), then for each map
        name: length (u8), bytes
        parts: count (u8), for each: index of an earlier map (u8), transform (u8, see TRANSFORMS)
        entries of decoding: sequences, then values
        entries of encoding: code points, then sequences
    count of runs of GB 18030 (u32), for each: linear index, code point, length (u32 each)

A list of n entries is n (u32), then four planes of n bytes for the keys, four for the values: each number less the one
before it, modulo 2**32, its lowest bytes first of all. A sequence is its bytes as one number, the first one highest. A value is a
code point, with a combining one above bit 24 as an index into SECONDS; 0 is "nothing after all", REFUSED is an error of two
bytes. What a map encodes is its decoding turned round, the lowest sequence first, but for the entries of encoding (0: not at all).
"""

import itertools
import struct
import zlib

SECONDS = [0, 0x309A, 0x0300, 0x0301, 0x02E5, 0x02E9, 0x0304, 0x030C]
REFUSED = 0x1FFFFF
TRANSFORMS = {"same": 0, "behind 8f": 1, "shifted": 2, "shifted, plane 2": 3}
HIGH = range(0xA1, 0xFF)


def value(text):
    if not text:
        return 0
    first, *rest = map(ord, text)
    return first | SECONDS.index(rest[0]) << 24 if rest else first


def decoded(codec, data):
    try:
        return value(data.decode(codec))
    except UnicodeDecodeError as error:
        return REFUSED if error.end == 2 and error.reason.startswith("ill") else 0


def designated(codec, escape, shift=b""):
    """A 94 by 94 set that an escape sequence calls, as it would stand in EUC."""
    found = {}
    for row, column in itertools.product(HIGH, HIGH):
        try:
            got = (escape + shift + bytes([row & 127, column & 127])).decode(codec)
        except UnicodeDecodeError:
            continue
        found[row << 8 | column] = value(got)
    return found


def sequences(codec):
    """What all sequences of one, two and (behind 8f) three bytes mean, but for ASCII that is itself."""
    found = {}
    for byte in range(256):
        got = decoded(codec, bytes([byte]))
        if got and not (got == byte < 128):
            found[byte] = got
    for lead, trail in itertools.product(range(0x80, 256), range(256)):
        if lead in found:
            continue
        got = decoded(codec, bytes([lead, trail]))
        if got:
            try:
                alone = bytes([lead]).decode(codec)
            except UnicodeDecodeError:
                alone = ""
            if not alone:
                found[lead << 8 | trail] = got
    if codec.startswith("euc_j"):
        for row, column in itertools.product(HIGH, HIGH):
            got = decoded(codec, bytes([0x8F, row, column]))
            if got:
                found[0x8F0000 | row << 8 | column] = got
    return found


def called(codec, escape):
    """What code points become in a set that an escape sequence calls."""
    found = {}
    for code_point in range(0x110000):
        try:
            data = chr(code_point).encode(codec)
        except UnicodeEncodeError:
            continue
        if data.startswith(escape):
            found[code_point] = int.from_bytes(data[len(escape):len(escape) + 2]) | 0x8080
    return found


def shifted(row, column):
    """A place of a 94 by 94 set (from 0) in Shift JIS."""
    lead = row // 2 + 0x81
    lead += 0x40 if lead > 0x9F else 0
    trail = column + (0x9F if row % 2 else 0x40 + (column >= 63))
    return lead << 8 | trail


# The rows of JIS X 0213's second plane that there are, in the order in which Shift JIS has them behind the first plane's.
ROWS = [1, 8, 3, 4, 5, 12, 13, 14, 15, *range(78, 95)]


def transformed(sequence, transform):
    row, column = (sequence >> 8) - 0xA1, (sequence & 255) - 0xA1
    match transform:
        case "same":
            return sequence
        case "behind 8f":
            return 0x8F0000 | sequence
        case "shifted":
            return shifted(row, column)
        case "shifted, plane 2":
            return shifted(94 + ROWS.index(row + 1), column) if row + 1 in ROWS else None


def inverse(decoding):
    encoding = {}
    for sequence, got in sorted(decoding.items()):
        if got and got != REFUSED and got >> 24 == 0:
            encoding.setdefault(got, sequence)
    return encoding


def encoded(codec):
    """What all code points become; what takes four bytes or more is the codec's rule."""
    found = {}
    for code_point in range(0x110000):
        try:
            data = chr(code_point).encode(codec)
        except UnicodeEncodeError:
            continue
        if len(data) < 4 and not (code_point < 128 and data[0] == code_point and len(data) == 1):
            found[code_point] = int.from_bytes(data)
    return found


MAPS = []
FULL = {}


def add(name, parts, decoding, encoding=None):
    expected = {}
    for part, transform in parts:
        for sequence, got in FULL[part].items():
            to = transformed(sequence, transform)
            if to is not None:
                expected[to] = got
    changes = {s: decoding.get(s, 0) for s in expected.keys() | decoding.keys() if decoding.get(s, 0) != expected.get(s, 0)}
    turned = inverse(decoding)
    encoding = turned if encoding is None else encoding
    others = {c: encoding.get(c, 0) for c in turned.keys() | encoding.keys() if encoding.get(c, 0) != turned.get(c, 0)}
    FULL[name] = decoding
    MAPS.append((name, parts, changes, others))
    print(name, len(decoding), len(changes), len(others))


def packed(entries):
    def planes(numbers):
        steps = [(b - a) & 0xFFFFFFFF for a, b in zip([0, *numbers], numbers)]
        return b"".join(bytes(step >> shift & 255 for step in steps) for shift in (0, 8, 16, 24))
    keys = sorted(entries)
    return struct.pack("<I", len(keys)) + planes(keys) + planes([entries[key] for key in keys])


def four_bytes(linear):
    linear, last = divmod(linear, 10)
    linear, third = divmod(linear, 126)
    first, second = divmod(linear, 10)
    return bytes([first + 0x81, second + 0x30, third + 0x81, last + 0x30])


def runs():
    """The four-byte sequences of GB 18030 below plane 1, as runs; the ones above are one run, by the standard."""
    found = []
    for linear in range(39420):
        try:
            got = ord(four_bytes(linear).decode("gb18030"))
        except UnicodeDecodeError:
            continue
        if found and found[-1][0] + found[-1][2] == linear and found[-1][1] + found[-1][2] == got:
            found[-1][2] += 1
        else:
            found.append([linear, got, 1])
    return found


def main():
    add("jisx0208", [], designated("iso2022_jp", b"\x1b$B"))
    add("jisx0212", [], designated("iso2022_jp_1", b"\x1b$(D"))
    add("jisx0213_1", [("jisx0208", "same")], designated("iso2022_jp_2004", b"\x1b$(Q"))
    add("jisx0213_2", [], designated("iso2022_jp_2004", b"\x1b$(P"))
    add("jisx0213_1_2000", [("jisx0213_1", "same")], designated("iso2022_jp_3", b"\x1b$(O"))
    add("jisx0213_2_2000", [("jisx0213_2", "same")], designated("iso2022_jp_3", b"\x1b$(P"),
        called("iso2022_jp_3", b"\x1b$(P"))
    add("gb2312_set", [], designated("iso2022_jp_2", b"\x1b$A"))
    add("ksx1001", [], designated("iso2022_kr", b"\x1b$)C", b"\x0e"))

    def codec(name, *parts):
        add(name, parts, sequences(name), encoded(name))
    codec("euc_jp", ("jisx0208", "same"), ("jisx0212", "behind 8f"))
    codec("shift_jis", ("jisx0208", "shifted"))
    codec("cp932", ("jisx0208", "shifted"))
    codec("euc_jis_2004", ("jisx0213_1", "same"), ("jisx0213_2", "behind 8f"))
    codec("euc_jisx0213", ("euc_jis_2004", "same"))
    codec("shift_jis_2004", ("jisx0213_1", "shifted"), ("jisx0213_2", "shifted, plane 2"))
    codec("shift_jisx0213", ("shift_jis_2004", "same"))
    codec("gb2312", ("gb2312_set", "same"))
    codec("gbk", ("gb2312_set", "same"))
    codec("gb18030", ("gbk", "same"))
    codec("big5")
    codec("cp950", ("big5", "same"))
    codec("big5hkscs", ("big5", "same"))
    codec("euc_kr", ("ksx1001", "same"))
    codec("cp949", ("ksx1001", "same"))
    codec("johab")

    names = [name for name, *_ in MAPS]
    out = bytearray([len(MAPS)])
    for name, parts, changes, others in MAPS:
        out += bytes([len(name)]) + name.encode() + bytes([len(parts)])
        for part, transform in parts:
            out += bytes([names.index(part), TRANSFORMS[transform]])
        out += packed(changes) + packed(others)
    rows = runs()
    out += struct.pack("<I", len(rows))
    for row in rows:
        out += struct.pack("<III", *row)
    data = zlib.compress(bytes(out), 9)
    with open("maps.bin", "wb") as file:
        file.write(data)
    print(len(rows), "runs;", len(out), "bytes,", len(data), "compressed")


if __name__ == "__main__":
    main()
