# abs, divmod, pow, round, bin, oct, hex, int, float, complex, chr, ord, hash, bool.
print(abs(-5), abs(2.5), abs(-0.0), abs(3 + 4j), abs(True), abs(-10 ** 30), divmod(17, 5), divmod(-17, 5), divmod(17, -5), divmod(7.5, 2), divmod(10 ** 20, 3))
print(pow(2, 10), pow(2, -1), pow(2.0, 3), pow(3, 200, 13), pow(7, -1, 31), pow(-3, 3, 10), pow(0, 0), pow(2, 3, -5), pow(base=2, exp=5), pow(2, 5, mod=7))
print(round(3.7), round(-3.5), round(3.14159, 2), round(12345, -2), round(2.5), round(0.125, 2), round(1e20), round(5, 2), round(number=2.567, ndigits=1), round(True), round(1.5, None), round(-2.675, 2))
print(bin(5), bin(-5), oct(8), hex(255), hex(-1), bin(0), bin(True), hex(2 ** 100), oct(10 ** 20))
print(chr(65), chr(8364), chr(0x1F600), ord("A"), ord("€"), ord(b"a"), ord("😀"), ascii(chr(0xD800)), chr(0) == "\0")
print(complex(1, 2), complex("1+2j"), complex(" -1.5e3j "), complex("j"), complex(3), complex(1.5, -0.0), complex(), complex("(1+2j)"), complex(real=1, imag=2), (1 + 2j).real, (1 + 2j).imag, (3 - 4j) ** 2, (1 + 2j) / (3 - 1j), 2 ** 1j != 0, complex("inf+nanj"))
print(repr(1e3j), -2j, 1 - 0j, complex(0, -0.0), 1j ** 2, (1 + 1j) == (1 + 1j), 1j != 1, hash(2 + 0j) == hash(2), f"{1 + 2j:.2f}", f"{1.5 - 2.25j:>15}", bool(0j), str(1e20 + 1e-5j))
print(bool(), bool(0), bool("0"), bool([]), bool([0]), bool(None), bool(0.0), True + True, True * 5, True & 1, True and 5, not 0, True is bool(1), int(True), str(True), isinstance(True, int), bool("False"))
print(hash(1) == 1, hash("") == 0, hash(None) == hash(None), hash(True), hash(2 ** 61 - 1), hash(0.1), hash(-1), hash(-2), hash(1e16), hash(2.5), hash(()), hash(frozenset()) == hash(frozenset()))
def wrong(source):
    try: print("no error", source, eval(source))
    except Exception as error: print(f"{source:30} {type(error).__name__}: {error}")
for source in ("abs('a')", "abs()", "abs(None)", "divmod(1)", "divmod('a', 1)", "divmod(1, 0)", "divmod(1j, 1)", "pow(2)", "pow('a', 2)", "pow(2, 'a')", "pow(2, 3, 0)", "pow(4, -1, 2)", "pow(2.0, 2, 3)", "pow(2, 2, 1.5)", "pow(0, -1)", "pow(1, 2, 3, 4)", "round('a')", "round()", "round(1, 2, 3)", "round(1.5, 'a')", "round(1j)", "bin('a')", "oct(1.5)", "hex(None)", "bin()", "chr('a')", "chr(1114112)", "chr(1.5)", "ord('')", "ord('ab')", "ord(65)", "ord(b'ab')", "complex('a')", "complex('1 + 2j')", "complex(None)", "complex('1', 2)", "complex(1, '2')", "complex([])", "hash([])", "hash({})", "hash(set())", "hash(bytearray())", "hash(slice([]))", "hash(([],))", "bool(1, 2)", "bool(x=1)", "1j < 1", "1j // 1", "1j % 2", "int(1j)", "float(1j)", "abs(1, 2)", "complex(1, 2, 3)", "1j.nothing"):
    wrong(source)
