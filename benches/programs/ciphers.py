"""Encryption in plain Python: a block cipher with tables (AES), a stream cipher with 32-bit additions and rotations (ChaCha20)."""

from measure import measure


def make_box():
    """AES's S-box: inverses in GF(2**8), then an affine map."""
    powers, logs = [1], {}
    for _ in range(254):
        last = powers[-1]
        doubled = last << 1 ^ (0x11B if last & 0x80 else 0)
        powers.append(doubled ^ last)
    for number, power in enumerate(powers):
        logs[power] = number
    box = [0x63]
    for value in range(1, 256):
        inverse = powers[-logs[value] % 255]
        bits = inverse
        for turn in range(1, 5):
            bits ^= (inverse << turn | inverse >> 8 - turn) & 0xFF
        box.append(bits ^ 0x63)
    return box


BOX = make_box()
TWICE = [value << 1 ^ (0x11B if value & 0x80 else 0) for value in range(256)]
SHIFTED = [0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11]


def round_keys(key):
    words = [list(key[i : i + 4]) for i in range(0, 16, 4)]
    constant = 1
    for i in range(4, 44):
        word = words[-1]
        if i % 4 == 0:
            word = [BOX[byte] for byte in word[1:] + word[:1]]
            word[0] ^= constant
            constant = TWICE[constant]
        words.append([a ^ b for a, b in zip(words[i - 4], word)])
    return [sum(words[i : i + 4], []) for i in range(0, 44, 4)]


def encrypt(block, keys):
    state = [a ^ b for a, b in zip(block, keys[0])]
    for key in keys[1:-1]:
        state = [BOX[state[i]] for i in SHIFTED]
        mixed = []
        for i in range(0, 16, 4):
            a, b, c, d = state[i : i + 4]
            every = a ^ b ^ c ^ d
            mixed += [a ^ every ^ TWICE[a ^ b], b ^ every ^ TWICE[b ^ c], c ^ every ^ TWICE[c ^ d], d ^ every ^ TWICE[d ^ a]]
        state = [a ^ b for a, b in zip(mixed, key)]
    return bytes(BOX[state[i]] ^ k for i, k in zip(SHIFTED, keys[-1]))


def counter_mode(data, key):
    keys = round_keys(key)
    out = bytearray()
    for number in range(0, len(data), 16):
        stream = encrypt(number.to_bytes(16, "big"), keys)
        out += bytes(a ^ b for a, b in zip(data[number : number + 16], stream))
    return bytes(out)


def quarter(s, a, b, c, d):
    s[a] = s[a] + s[b] & 0xFFFFFFFF
    x = s[d] ^ s[a]
    s[d] = (x << 16 | x >> 16) & 0xFFFFFFFF
    s[c] = s[c] + s[d] & 0xFFFFFFFF
    x = s[b] ^ s[c]
    s[b] = (x << 12 | x >> 20) & 0xFFFFFFFF
    s[a] = s[a] + s[b] & 0xFFFFFFFF
    x = s[d] ^ s[a]
    s[d] = (x << 8 | x >> 24) & 0xFFFFFFFF
    s[c] = s[c] + s[d] & 0xFFFFFFFF
    x = s[b] ^ s[c]
    s[b] = (x << 7 | x >> 25) & 0xFFFFFFFF


def chacha_block(key, number, nonce):
    words = [int.from_bytes(part, "little") for part in (b"expa", b"nd 3", b"2-by", b"te k")]
    words += [int.from_bytes(key[i : i + 4], "little") for i in range(0, 32, 4)]
    words += [number, *(int.from_bytes(nonce[i : i + 4], "little") for i in range(0, 12, 4))]
    state = words[:]
    for _ in range(10):
        for column in range(4):
            quarter(state, column, column + 4, column + 8, column + 12)
        quarter(state, 0, 5, 10, 15)
        quarter(state, 1, 6, 11, 12)
        quarter(state, 2, 7, 8, 13)
        quarter(state, 3, 4, 9, 14)
    return b"".join((a + b & 0xFFFFFFFF).to_bytes(4, "little") for a, b in zip(state, words))


def run(size):
    data = bytes(i * 31 % 256 for i in range(size))
    sealed = counter_mode(data, bytes(range(16)))
    stream = b"".join(chacha_block(bytes(range(32)), number, b"twelve bytes") for number in range(size // 64))
    mixed = bytes(a ^ b for a, b in zip(sealed, stream))
    # The example of FIPS 197, appendix C.1.
    example = encrypt(bytes.fromhex("00112233445566778899aabbccddeeff"), round_keys(bytes(range(16))))
    return example.hex(), sum(sealed), sum(stream), mixed[-8:].hex(), counter_mode(sealed, bytes(range(16))) == data


measure(lambda: run(64_000), ('69c4e0d86a7b0430d8cdb78070b4c55a', 8154095, 8183543, '47fc1d2a885a9421', True))
