"""Hash functions in plain Python: SHA-256, MD5, CRC-32, FNV, Adler, a bloom filter and a Merkle tree over them."""

from measure import measure

from math import isqrt, sin

MASK = 0xFFFFFFFF


def root_bits(number, root):
    """The first 32 bits of the fraction of a square or cube root."""
    scaled = number << 32 * root
    low = isqrt(scaled) if root == 2 else round(scaled ** (1 / 3))
    while low**root > scaled:
        low -= 1
    while (low + 1) ** root <= scaled:
        low += 1
    return low & MASK


PRIMES = [n for n in range(2, 312) if all(n % k for k in range(2, isqrt(n) + 1))][:64]
START = [root_bits(prime, 2) for prime in PRIMES[:8]]
ROUNDS = [root_bits(prime, 3) for prime in PRIMES]
SINES = [int(abs(sin(i + 1)) * 2**32) & MASK for i in range(64)]
TURNS = [(7, 12, 17, 22), (5, 9, 14, 20), (4, 11, 16, 23), (6, 10, 15, 21)]


def padded(data, order):
    return data + b"\x80" + bytes(-(len(data) + 9) % 64) + (len(data) * 8).to_bytes(8, order)


def sha256(data):
    state = START
    data = padded(data, "big")
    for at in range(0, len(data), 64):
        words = [int.from_bytes(data[i : i + 4], "big") for i in range(at, at + 64, 4)]
        for i in range(16, 64):
            x, y = words[i - 15], words[i - 2]
            x = (x >> 7 | x << 25) ^ (x >> 18 | x << 14) ^ x >> 3
            y = (y >> 17 | y << 15) ^ (y >> 19 | y << 13) ^ y >> 10
            words.append(words[i - 16] + (x & MASK) + words[i - 7] + (y & MASK) & MASK)
        a, b, c, d, e, f, g, h = state
        for k, word in zip(ROUNDS, words):
            s = ((e >> 6 | e << 26) ^ (e >> 11 | e << 21) ^ (e >> 25 | e << 7)) & MASK
            t = h + s + (e & f ^ ~e & g) + k + word
            s = ((a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ (a >> 22 | a << 10)) & MASK
            a, b, c, d, e, f, g, h = t + s + (a & b ^ a & c ^ b & c) & MASK, a, b, c, d + t & MASK, e, f, g
        state = [x + y & MASK for x, y in zip(state, (a, b, c, d, e, f, g, h))]
    return b"".join(word.to_bytes(4, "big") for word in state)


def md5(data):
    state = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476)
    data = padded(data, "little")
    for at in range(0, len(data), 64):
        words = [int.from_bytes(data[i : i + 4], "little") for i in range(at, at + 64, 4)]
        a, b, c, d = state
        for i in range(64):
            if i < 16:
                mixed, g = b & c | ~b & d, i
            elif i < 32:
                mixed, g = d & b | ~d & c, (5 * i + 1) % 16
            elif i < 48:
                mixed, g = b ^ c ^ d, (3 * i + 5) % 16
            else:
                mixed, g = c ^ (b | ~d & MASK), 7 * i % 16
            value = a + mixed + SINES[i] + words[g] & MASK
            turn = TURNS[i // 16][i % 4]
            a, b, c, d = d, b + (value << turn | value >> 32 - turn) & MASK, b, c
        state = tuple(x + y & MASK for x, y in zip(state, (a, b, c, d)))
    return b"".join(word.to_bytes(4, "little") for word in state)


def crc_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table.append(value)
    return table


CRC = crc_table()


def crc32(data):
    value = MASK
    for byte in data:
        value = CRC[(value ^ byte) & 0xFF] ^ value >> 8
    return value ^ MASK


def fnv(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def adler(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def merkle(leaves):
    level = [sha256(leaf) for leaf in leaves]
    while len(level) > 1:
        level = [sha256(b"".join(level[i : i + 2])) for i in range(0, len(level), 2)]
    return level[0]


def bloom(words, bits=4096):
    filter = bytearray(bits // 8)
    seen = 0
    for word in words:
        value = fnv(word.encode())
        places = [(value >> shift) % bits for shift in (0, 20, 40)]
        seen += all(filter[place >> 3] >> (place & 7) & 1 for place in places)
        for place in places:
            filter[place >> 3] |= 1 << (place & 7)
    return seen


def run(scale):
    data = bytes(n * 7 % 256 for n in range(500 * scale))
    right = sha256(b"abc").hex()[:8] == "ba7816bf" and md5(b"abc").hex()[:8] == "90015098" and crc32(b"123456789") == 0xCBF43926
    root = merkle([f"leaf {n}".encode() for n in range(6 * scale)])
    words = [f"w{n % 300}" for n in range(60 * scale)]
    return right, root.hex()[:12], md5(data).hex()[:12], crc32(data * 4), fnv(data * 2), adler(data * 4), bloom(words)


measure(lambda: run(120), (True, '5eb8734dfbff', 'ccc9f183eaa5', 3784116678, 11072911040510023461, 1232729615, 6902))
