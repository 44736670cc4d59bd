# Literals of every kind, operators and their precedence, and arithmetic between kinds.
print(0, 1_000_000, 0xFF, 0o17, 0b1010, 0xdead_beef, 10 ** 30, -5, - -5, ~5, +True)
print(1.0, .5, 5., 1e3, 1E-3, 1_0.0_1, 1e400, -1e400, 0.1, 123456789.123456789, 1e22, 1e21, 1e16, 123456789012345678.0)
print(1j, 3.5J, 1e3j, (1 + 2j) * (3 - 1j), abs(3 + 4j), (1 + 2j).conjugate(), complex(1), -1j, 0j, complex(-0.0, 1))
print('a' "b" 'c', "it's", 'say "hi"', '''tri"ple''', """two
lines""", r"raw\n", "tab\tend", "\101\x41\u0041\U00000041\N{LATIN SMALL LETTER A}", "line\
joined", b"bytes\x00\xff", rb"\x", br'\y', "\a\b\f\v".encode(), "\0")
print(None, True, False, ..., NotImplemented, Ellipsis is ...)
print([], (), {}, [1, ], (1,), {1, }, {1: 2, }, [[], ()])
print(7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3, 7 / 2, 6 / 3, 2 ** 10, 2 ** -1, (-2) ** 2, -2 ** 2, 2 ** 3 ** 2)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, 1e308 * 10, 5 % 3.0, 0.0 == -0.0, 2 ** 0.5)
print(1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 1 << 3 + 1, 1 | 2 ^ 3 & 4, 5 & 3 == 1, not 1 == 2, -3 ** 2, 2 * -3, ~1 + 1)
print(1 < 2 < 3, 3 > 2 > 2, 1 == 1.0 == True, 1 if 0 else 2, 1 or 1 / 0, 0 and 1 / 0, "a" < "b", [1, 2] < [1, 3], (1,) < (1, 0))
print(6 & 3, 6 | 3, 6 ^ 3, 1 << 70, (1 << 70) >> 68, -1 >> 5, -8 >> 1, ~0, True + True, True & False, True | 2, not True)
print(3 + 0.5, 3 * 1j, 1.5 + 1j, True + 0.5, 2 ** 100 + 0.5, 10 ** 20 // 7, -(10 ** 20) // 7, 10 ** 20 % -7, 10 ** 20 / 3)
print("ab" * 3, 3 * [0], (1, 2) * 2, "a" + "b", [1] + [2], (1,) + (2,), "x" * 0, [1] * -1, b"a" + b"b", "a" "b" * 2)
print("a" in "abc", 1 in (1, 2), "k" in {"k": 1}, 3 not in {1}, None is not None, "" in "abc", b"b" in b"abc", 97 in b"a")
one, text, array, none = 1, 'abc', [1], None
def wrong(source):
    try:
        eval(source)
    except Exception as error:
        print(f"{source:22} {type(error).__name__}: {error}")
for source in ("1 / 0", "1 // 0", "1 % 0", "1.0 / 0", "1.0 // 0", "1.0 % 0", "1j / 0", "0 ** -1", "0.0 ** -1", "divmod(1, 0)", "divmod(1.0, 0)",
               "1 + 'a'", "'a' + 1", "'a' - 'b'", "[] + ()", "() + []", "{} + {}", "None + 1", "1 < 'a'", "[] < ()", "1j < 2j", "None < 1", "{} < {}",
               "'a' * 'b'", "'a' * 1.5", "[1] * 'a'", "1 << -1", "1 >> -1", "1.5 << 1", "1 & 1.5", "-[]", "+'a'", "~1.5", "~'a'",
               "'a' in 5", "1 in 'abc'", "[] in {}", "'%d' % 'a'", "'%d' % (1, 2)", "'%d %d' % 1", "2.0 ** 10000", "1 @ 2", "one()", "one[0]", "text[1.0]",
               "text['a']", "array['a']", "(1,)[5]", "{}[1]", "[1][2]", "'a'[3]", "none[0]", "5 .x", "len(5)", "'a'.b", "[].push(1)", "int * int"):
    wrong(source)
print(10 ** 18 * 10 ** 18, 2 ** 62, 2 ** 63, 2 ** 64, -2 ** 63, 2 ** 62 - 1 + 1, 4611686018427387904 - 1, -4611686018427387905, 3037000500 ** 2)
print(hash(1) == hash(1.0) == hash(True), hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(0.5), hash(float("inf")), hash(1j), hash(1.5 + 0j) == hash(1.5))
print(1 .real, 1..imag, (5).bit_length(), 5.0.is_integer(), 0x10.bit_count())
