# bytes: construction, methods, indexing, formatting, error texts.
b = b"Hello, World"
print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"x"), bytes(range(3)), bytes("a", encoding="ascii", errors="strict"), bytes.fromhex("48 65 6C"), b.hex(), b.hex(" "), b.hex(":", 2), b.hex("-", -4), b"\x00".hex())
print(b[0], b[-1], b[1:4], b[::-1], b[::3], b[50:], list(b[:3]), len(b), b"l" in b, 72 in b, b"xyz" in b, b + b"!", b"ab" * 2, b == b"Hello, World", b"a" < b"b", b"a" < b"ab", b"a" == "a")
print(repr(b"a'b"), repr(b'a"b\'c'), repr(b"\x00\n\t\r\\\x7f\x80\xff~ "), str(b"x"), b"%d %s %r %b %c %x %a" % (1, b"s", "r", b"b", 65, 255, "é"), b"%5.1f|%-4d|%05d" % (1.25, 3, 4), b"%(k)s" % {b"k": b"v"})
print(b.upper(), b.lower(), b.swapcase(), b.title(), b"abc DEF".capitalize(), b.find(b"o"), b.find(111, 5), b.rfind(b"o"), b.index(b"W"), b.rindex(108), b.count(b"l"), b.count(108), b.find(b"zz"), b.count(b""))
print(b.startswith(b"He"), b.startswith((b"x", b"H")), b.endswith(b"ld"), b.split(b","), b"a,b,,c".split(b",", 1), b" a  b ".split(), b"a,b".rsplit(b",", 1), b"a\nb\r\nc".splitlines(), b"a\nb".splitlines(True), b"a=b=c".partition(b"="), b"a=b=c".rpartition(b"="))
print(b"-".join([b"a", bytearray(b"b")]), b"  x ".strip(), b"xxaxx".lstrip(b"x"), b"xxaxx".rstrip(b"x"), b"aXb".replace(b"X", b"--"), b"abc".replace(b"", b"-"), b"abc".center(9, b"*"), b"a".ljust(3) + b"b".rjust(3, b"."), b"-4".zfill(4), b"a\tb".expandtabs(4), b"pre-x".removeprefix(b"pre-"), b"x.py".removesuffix(b".py"))
for test in (b"abc", b"ABC", b"a1", b"12", b" ", b"", b"Ab Cd", b"\xe9"):
    print(test, *(int(getattr(test, m)()) for m in ("isalpha", "isalnum", "isdigit", "isspace", "isupper", "islower", "istitle", "isascii")))
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"abcabc".translate(bytes.maketrans(b"a", b"z"), delete=b"c"), b"\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"a\xffb".decode("utf-8", "replace"), b"a\xffb".decode(errors="ignore"), b"\xff".decode("utf-8", "backslashreplace"), ascii(b"\xff".decode("utf-8", "surrogateescape")), b"a\x00".decode("utf-16-le"), b"\xff\xfea\x00".decode("utf-16"))
print(b"abc".decode("ascii"), bytes(b"xyz")[1:2], sorted(b"hello"), max(b"abc"), sum(b"ab"), hash(b"a") == hash(b"a"), tuple(b"ab"), bytes(reversed(b"abc")), [*b"ab"], bytes.maketrans(b"a", b"b")[97], b"a" b"b", int(b"42"), float(b"1.5"), {b"k": 1}[b"k"], b"".join([]))
class Sub(bytes): pass
class Has:
    def __bytes__(self): return b"has"
class Idx:
    def __index__(self): return 2
print(Sub(b"x"), type(Sub(b"x") + b"").__name__, bytes(Has()), bytes(Idx()), b"abc"[Idx()], Sub(b"x") == b"x", bytes([Idx()]), b"a" * Idx())
def wrong(source):
    try:
        print("no error", source, repr(eval(source)))
    except Exception as error:
        print(f"{source:34} {type(error).__name__}: {error}")
for source in ("bytes('a')", "bytes(-1)", "bytes([256])", "bytes([-1])", "bytes(['a'])", "bytes(1.5)", "bytes(None)", "bytes(5, 'ascii')", "bytes('é', 'ascii')", "bytes('a', 'nope')", "bytes.fromhex('4')", "bytes.fromhex('zz')", "bytes.fromhex(5)", "b[50]", "b['a']", "b + 'a'", "b + 5", "b * 'a'", "'a' in b", "256 in b", "b < 'a'", "b.index(b'zz')", "b.find('a')", "b.find(256)", "b.split('')", "b.split(b'')", "b.partition(b'')", "b.join([1])", "b.join(['a'])", "b.join(5)", "b.replace('a', 'b')", "b.strip('a')", "b.startswith('a')", "b.startswith((1,))", "b.center(20, 'a')", "b.center(20, b'ab')", "b'\\xff'.decode()", "b'a\\xc3'.decode()", "b'\\x80'.decode('ascii')", "b.decode('nope')", "b'\\xed\\xa0\\x80'.decode()", "b'a'.decode('utf-16')", "b.translate(b'a')", "b.translate(5)", "bytes.maketrans(b'a', b'bc')", "b.hex(5)", "b.hex('ab')", "b.hex('é')", "b'%d' % 'a'", "b'%s' % 'a'", "b'%z' % 1", "b'%d %d' % 1", "b'a' % 1", "b.nope", "bytes(10 ** 30)", "b'%c' % 256", "b.format(1)", "bytes([10 ** 30])", "b'\\xf0\\x9f\\x98'.decode()", "b'ab\\xf0\\x28'.decode()"):
    wrong(source)
try:
    b[0] = 1
except TypeError as error:
    print(error)
