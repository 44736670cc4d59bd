# str: every method, with its corner cases.
s = "Hello, World"
print(s.upper(), s.lower(), s.swapcase(), s.title(), "hello wORLD".capitalize(), "they're bill's".title(), "ß".upper(), "ǆ".title(), "İ".lower().encode(), "ΑΣ".lower(), "straße".casefold(), "ﬁ".upper())
print(s.find("o"), s.find("o", 5), s.find("zz"), s.rfind("o"), s.index("W"), s.rindex("l"), s.find(""), s.rfind(""), s.find("", 50), s.find("o", -5, -1), s.count("l"), s.count(""), "aaaa".count("aa"), s.count("o", 5))
print(s.startswith("Hell"), s.startswith(("x", "H")), s.startswith("World", 7), s.endswith("ld"), s.endswith(("a", "d"), 0, -1), s.startswith(""), s.startswith("", 50), s.endswith(()))
print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".rsplit(",", 1), " a  b ".split(), " a  b c ".split(None, 1), " a b  c ".rsplit(None, 1), "".split(), "".split(","), "a--b-c".split("--"), "abc".split("abc"), "a b".split(maxsplit=0), "x".split(sep="x"))
print("l1\nl2\r\nl3\rl4\x0bl5\u2028l6".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\n\nb".splitlines(keepends=False))
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("="), "abc".rpartition("="), "-".join(["a", "b"]), "".join("xyz"), ", ".join(()), "x".join(c for c in "ab"))
print("  x ".strip() + "|", "  x ".lstrip() + "|", "  x ".rstrip() + "|", "xxaxx".strip("x"), "abcba".lstrip("ab"), "abcba".rstrip("ab"), "\t\n\u3000x\x1c".strip(), "www.a.com".strip("w.moc"), "aaa".strip("a") == "")
print("aXbXc".replace("X", "--"), "aXbXc".replace("X", "", 1), "abc".replace("", "-"), "abc".replace("", "-", 2), "aaa".replace("aa", "b"), "abc".replace("x", "y"), "aXbX".replace("X", "Y", count=1), "".replace("", "x"))
print("abc".center(9, "*"), "abc".center(8) + "|", "abcd".center(7, "-"), "abc".ljust(6, ".") + "abc".rjust(6, "."), "abc".ljust(2), "42".zfill(5), "-42".zfill(5), "+4".zfill(2), "".zfill(2), "--1".zfill(5))
print("a\tbc\td".expandtabs(), "a\tb\n\tc".expandtabs(4), "\t".expandtabs(0) == "", "ab\t|".expandtabs(2), "prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "x".removesuffix(""), "x".removeprefix("y"))
tests = ["abc", "ABC", "aB1", "123", "١٢", "½", "²", " \t", "", "Title Case", "a b", "_id", "1a", "é", "class", "\n", "Ⅷ", "日本", "A1", "\u00a0", "ǅ"]
for method in ("isalpha", "isalnum", "isdigit", "isdecimal", "isnumeric", "isspace", "isupper", "islower", "istitle", "isidentifier", "isascii", "isprintable"):
    print(f"{method:13}", *(int(getattr(t, method)()) for t in tests))
print("abc".translate({97: "A", 98: None, ord("c"): 100}), "hello".translate(str.maketrans("el", "ip")), "abc".translate(str.maketrans("a", "1", "b")), "xyz".translate(str.maketrans({"x": "longer", 121: None})), str.maketrans("ab", "cd"))
print("é日😀".encode(), "é".encode("latin-1"), "abc".encode("ascii"), "é".encode("ascii", "ignore"), "é日".encode("ascii", "replace"), "é".encode("ascii", "backslashreplace"), "é😀".encode("ascii", "xmlcharrefreplace"), "é".encode("utf-16-le"), "a".encode("utf-16"), "é".encode("ascii", "namereplace"), "\udc80".encode("utf-8", "surrogateescape"), "a".encode("utf-32-be"))
t = "añ日😀z"
print(len(t), t[0], t[-1], t[3], t[1:4], t[::-1], t[::2], t[10:], t[-3:], t[:-10], t[4:1:-1], [ord(c) for c in t], t.index("😀"), t[2:].find("z"))
print("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "é" > "z", "😀" > "\uffff", "" < "a", "a" == "a", "a" != "b", "a" * 3, 2 * "ab", "ab" + "cd", "b" in "abc", "ac" in "abc")
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\r\\\x00\x7f\x80\xad\u200b\ud800\U0010ffff é😀\u3000"), ascii("é😀\n"), str("x"), str(5), str(None), str(b"x", "ascii"), str(b"\xc3\xa9", encoding="utf-8"), str(b"x"))
print(max("hello"), min("hello"), sorted("hello"), list("añ"), tuple("ab"), "".join(reversed("abc")), list(enumerate("ab")), hash("a") == hash("a"), "abc".__len__(), "a".__add__("b"), "{}".format("x"), "abc".__contains__("b"), str.upper("x"), "%s" % "y")
print("日本".center(6, "*"), f"{'日本':>5}|", "e\u0301" == "é", len("e\u0301"), "A".isupper() and "a".islower(), "ABC".casefold() == "abc", "Straße".lower(), "ŉ".upper(), "ǰ".capitalize(), "ⓐ".upper(), "ꙁ".upper())
class Sub(str):
    def __str__(self): return "str of sub"
x = Sub("sub")
print(x, repr(x), x + "!", type(x + "").__name__, type(x.upper()).__name__, str(x), x == "sub", {x: 1}["sub"], f"{x}", "%s" % x, len(x), "-".join([x, x]), Sub(5) == "5")
