# int: construction, methods, conversion, limits, error texts.
print(int(), int(5.9), int(-5.9), int("42"), int("  -17\n"), int("1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("0o17", 0), int("z", 36), int(True), int(b"12"), int("٣"))
print((5).bit_length(), (-5).bit_length(), (0).bit_length(), (255).bit_count(), (-7).bit_count(), (2 ** 100).bit_length())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1).to_bytes(2, signed=True), (5).to_bytes(), int.from_bytes(b"\x04\x00"), int.from_bytes(b"\xff\xfe", "little", signed=True), int.from_bytes([1, 2, 3]), (0).to_bytes(0))
print((6).as_integer_ratio(), (5).conjugate(), (5).numerator, (5).denominator, (5).real, (5).imag, (3).is_integer())
print(abs(-5), -7 // 2, -7 % 2, divmod(-7, 2), pow(3, 4), pow(3, 4, 5), pow(3, -1, 7), pow(-2, 3, 5), pow(2, 100, 10 ** 9 + 7), pow(5, 0, 1), round(1234, -2), round(1250, -2), round(1350, -2), round(5))
print(bin(10), oct(64), hex(255), bin(-10), hex(-255), hex(2 ** 64), oct(2 ** 70), bin(2 ** 66)[:10], str(10 ** 25), repr(-10 ** 19))
print(format(255, "x"), format(255, "#X"), format(-255, "b"), format(10 ** 20, ",d"), format(1000, "e"), format(3, ".2f"), format(12345678901234567890, "_"), format(0.5, "%"), format(65, "c"))
print(5 == 5.0, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, 10 ** 400 > float("inf"), -10 ** 400 < float("-inf"), 1 < 1.5, 2 ** 64 > 1.8e19, 3 != 3.0000001)
print(0 ** 0, 1 ** -1, 2 ** -2, (-8) ** (1 / 3) != 0, (-2) ** 63, 7 ** 77, 2 ** 200 // 3 ** 50, 2 ** 200 % 3 ** 50, -(2 ** 200) // 3 ** 50, -(2 ** 200) % 3 ** 50, divmod(10 ** 30, -(10 ** 9 + 7)))
print((2 ** 200) & (2 ** 100 - 1), (2 ** 100) | 1, (2 ** 100) ^ (2 ** 100), ~(2 ** 70), -(2 ** 70) & 0xFFFF, -(2 ** 70) | 5, -(2 ** 70) ^ -1, -(2 ** 70) >> 69, -(2 ** 70) - 1 >> 70, (2 ** 70) << 3, -1 << 64, 1 >> 1000, -1 >> 1000)
print(10 ** 20 - 10 ** 20 + 5, (2 ** 64 - 2 ** 64) is not None, 10 ** 19 * -1, 10 ** 30 / 10 ** 28, 1 / 10 ** 25, 10 ** 30 * 0, (10 ** 18) ** 3, sum([10 ** 18] * 20), 2 ** 1000 % 1000, float(10 ** 22), int(1e22), int(1e300) % 1000)
print(hash(10 ** 30), hash(-10 ** 30), hash(2 ** 61 - 2), hash(-2), hash(-1), isinstance(True, int), type(True + 0), int.__name__, (5).__add__(3), (5).__add__(3.0), int.__mul__(6, 7), (5).__eq__("5"))
print((10 ** 5000 > 0), len(str(10 ** 4000)), int("9" * 400) == 10 ** 400 - 1, str(3 ** 500)[:20], str(3 ** 500)[-20:])
import math
print(math.factorial(30), math.isqrt(10 ** 40), math.gcd(2 ** 80, 6 ** 40) == 2 ** 40, int(math.sqrt(2 ** 80)))
class Sub(int):
    def __add__(self, other): return "sub"
    def __index__(self): return 99
s = Sub(7)
print(s, s + 1, s * 2, type(s * 2).__name__, int(s), [0, 1, 2, 3, 4, 5, 6, "seven"][s], repr(s), Sub("12"), f"{s:03}", hash(s) == 7)
class Index:
    def __index__(self): return 5
class Int:
    def __int__(self): return 8
class Trunc:
    def __int__(self): return 1.5
print(int(Index()), int(Int()), [0] * Index(), range(Index()), hex(Index()), "%d" % Int())
def wrong(source):
    try:
        print("no error", eval(source))
    except Exception as error:
        print(f"{source:34} {type(error).__name__}: {error}")
for source in ("int('')", "int('abc')", "int('12x', 10)", "int('2', 2)", "int('0x', 16)", "int('1__0')", "int('_1')", "int('5', 1)", "int('5', 37)", "int(5, 10)", "int(None)", "int([])", "int('1.5')",
               "int(float('nan'))", "int(float('inf'))", "int(base=10)", "int('1', base='a')", "int(Trunc())", "(256).to_bytes(1)", "(-1).to_bytes(1)", "(1).to_bytes(-1)", "(1).to_bytes(2, 'middle')",
               "int.from_bytes('ab')", "pow(2, -1, 4)", "pow(2, 3, 0)", "pow(2, 0.5, 3)", "(5).nothing", "1 << 10 ** 30", "10 ** 400 * 1.0", "float(10 ** 400)", "10 ** 400 / 3", "int('1' * 5000)", "str(10 ** 5000)[:3]",
               "int(1, 2, 3)", "int(x=1)", "(5).bit_length(1)", "chr(-1)", "round(5, 'a')", "int(b'\\xff')", "format(5, 'y')", "-2 ** 'a'", "divmod(5, 'a')", "int('٣x')", "hex('a')", "bin(1.0)", "0 .as_integer_ratio(1)"):
    wrong(source)
