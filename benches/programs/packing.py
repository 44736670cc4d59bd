"""Bytes: struct, int.from_bytes, memoryview, bytearray; a file format written, read and checked, run lengths, base 64."""

from measure import measure

import struct

HEADER = struct.Struct("<4sHHI")
RECORD = struct.Struct("<IhBxf8s")
SYMBOLS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def write(records):
    body = bytearray()
    for number, (key, small, flags, value, name) in enumerate(records):
        body += RECORD.pack(key, small, flags, value, name.encode())
        if number % 16 == 15:
            body += struct.pack(">Q", sum(body[-16:]))
    return HEADER.pack(b"PACK", 1, len(records), len(body)) + bytes(body)


def read(data):
    magic, version, count, size = HEADER.unpack_from(data)
    if magic != b"PACK" or size != len(data) - HEADER.size:
        raise ValueError("not a pack")
    view = memoryview(data)[HEADER.size :]
    at = 0
    for number in range(count):
        key, small, flags, value, name = RECORD.unpack_from(view, at)
        at += RECORD.size
        yield key, small, flags, value, name.rstrip(b"\0").decode()
        if number % 16 == 15:
            if int.from_bytes(view[at : at + 8], "big") != sum(view[at - 16 : at]):
                raise ValueError("a wrong sum")
            at += 8


def run_lengths(data):
    out = bytearray()
    at = 0
    while at < len(data):
        end = at + 1
        while end < len(data) and end - at < 255 and data[end] == data[at]:
            end += 1
        out.append(end - at)
        out.append(data[at])
        at = end
    return bytes(out)


def expand(data):
    return b"".join(bytes([data[at + 1]]) * data[at] for at in range(0, len(data), 2))


def base64(data):
    out = bytearray()
    for at in range(0, len(data), 3):
        group = data[at : at + 3]
        bits = int.from_bytes(group, "big") << 8 * (3 - len(group))
        out += bytes(SYMBOLS[bits >> shift & 63] for shift in (18, 12, 6, 0)[: len(group) + 1])
        out += b"=" * (3 - len(group))
    return out.decode("ascii")


def varints(numbers):
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return out


def run(rounds):
    records = [(n * 7919, n % 200 - 100, n % 256, n * 0.25, f"n{n % 1000}") for n in range(400)]
    total = 0
    for n in range(rounds):
        data = write(records)
        same = list(read(data)) == records
        packed = run_lengths(data)
        total += same + (expand(packed) == data) + len(packed)
        total += len(base64(data[: 1000 + n])) + len(varints(range(0, 500_000, 1001)))
        total += int(data[:40].hex(), 16) % 97 + struct.calcsize(">bhiq") + data.count(b"n1")
    return total


measure(lambda: run(100), 1485868)
