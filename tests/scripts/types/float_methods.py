# float: printing, construction, methods, rounding, comparison, error texts.
for x in (0.0, -0.0, 1.0, 0.1, 1 / 3, 2 / 3, 1e15, 1e16, 123456789012345680.0, 1e-4, 1e-5, 1.5e-7, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 0.1 + 0.2, 100.0, 1234567.891, 9007199254740993.0, 4.35, 1e100):
    print(repr(x), end=" ")
print()
print(float("inf"), float("-Infinity"), float("nan"), float("1e5"), float(" 1.5\n"), float("1_0.5"), float(".5"), float("5."), float("-0"), float(7), float(), float(True), float("١.٥"), float(b"2.5"))
print(1.5.is_integer(), 2.0.is_integer(), 0.75.as_integer_ratio(), 0.1.as_integer_ratio(), (-2.5).as_integer_ratio(), 1.0.hex(), 0.1.hex(), (-255.75).hex(), 0.0.hex(), 5e-324.hex(), float("inf").hex())
print(float.fromhex("0x1.8p3"), float.fromhex("-0x.1p4"), float.fromhex("ff"), float.fromhex("inf"), float.fromhex("0x1p-1074"), 2.5.conjugate(), 2.5.real, 2.5.imag)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.5), round(5.015, 2), round(1e300, 2), round(-0.4), round(2.5, 0), round(1.25, 1), round(1e22), type(round(2.0)), type(round(2.0, 1)))
print(7.5 // 2, 7.5 % 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2.5), 1e308 * 10, -1e308 * 10, 2.0 ** 10, 2 ** 0.5, 4 ** -0.5, (-8.0) ** 2, 0.0 ** 0, 1.0 % 0.1, 5.0 // 0.1, -0.0 % 5, 1e-320 / 10)
array = [1]
inf, nan = float("inf"), float("nan")
print(inf > 10 ** 500, inf == inf, nan == nan, nan != nan, nan < 1, inf - inf, inf * 0, inf // 1, 5 % inf, -5 % inf, inf ** 0, nan ** 0, 1 ** nan, min(1, nan), max(nan, 1), nan in [nan], [nan] == [nan])
print(1.0 == 1, 0.1 + 0.2 == 0.3, 1e16 + 1 == 10 ** 16 + 1, 0.5 < 1, 3 > 2.5, -0.0 == 0.0, str(-0.0), 1.0.__eq__(1), 1.0.__lt__("a"), 2.0 ** 53 == 2 ** 53, 2.0 ** 53 < 2 ** 53 + 1, float(2 ** 53 + 1), float(2 ** 54 + 3))
print(abs(-1.5), -(-1.5), +1.5, int(1e18), int(-1.9), bool(0.0), bool(nan), hash(1.0), hash(0.5), hash(1e300), hash(-0.25), hash(inf), hash(-inf))
for spec in ("", ".0f", ".3f", "10.2f", "<10.2f", "+.1e", "E", "g", ".3g", "#.3g", "%", ".1%", ",", ",.2f", "_.1f", "010.2f", "=+10.1f", " .2f", "z.0f", "n", "^12", ".10", "G", ".0e", "#.0f"):
    print(f"{spec}: {1234.5678:{spec}} {-0.00012345:{spec}}", end="; ")
print()
for x in (inf, -inf, nan): print(f"{x:f} {x:8.1F} {x:e} {x:08} {x:%} {x:+}", end="; ")
print()
print(f"{1e20:f} {1e20:.0f} {123456789.0:g} {0.0001:g} {0.00001:g} {1e6:g} {100000.0:g} {1.0:.17g} {0.1:.20f} {0.1:.25} {2.5:.0f} {0.5:.0f} {1.5:.0f} {1e-10:.3} {12345.0:.3} {1.0:.1} {10.0:} {1e17:}")
print("%f %5.1f %e %g %r %s %d %i %.3d %+f %05.1f %-8.2f| %x" % (1.5, 2.25, 12345.678, 0.00001, 0.1, 1e16, 3.99, -3.99, 5, 1.0, 2.5, 3.14159, 255))
class Sub(float):
    def __repr__(self): return "Sub!"
class Has:
    def __float__(self): return 2.5
class Bad:
    def __float__(self): return "x"
print(Sub(1.5), repr(Sub(1)), Sub(1) + 1, float(Has()), float(Sub(2)), [Sub(2)], f"{Sub(2):.1f}")
def wrong(source):
    try:
        print("no error", source, eval(source))
    except Exception as error:
        print(f"{source:30} {type(error).__name__}: {error}")
for source in ("float('')", "float('abc')", "float('1e')", "float('1__0')", "float('0x10')", "float(None)", "float([])", "float(1j)", "float(Bad())", "inf.as_integer_ratio()", "nan.as_integer_ratio()", "int(inf)", "round(inf)", "round(nan)",
               "float.fromhex('zz')", "float.fromhex('0x1p5000')", "1.5.hex(1)", "1.5 % 0", "1.5 // 0", "1.5 / 0", "1.5 & 1", "10.0 ** 400", "(-8.0) ** 0.5 == 0", "float(1, 2)", "float(x=1)", "f'{1.5:d}'", "f'{1.5:.2x}'", "'%d' % nan", "'%d' % inf", "1.5 < 'a'", "inf[0]", "inf()", "range(1.5)", "array[0.0]", "'a' * 2.0", "float(b'\\xff')", "round(1.5, 1.5)", "float('1' * 400) > 1", "0.0 ** -1", "1e400 // 1"):
    wrong(source)
