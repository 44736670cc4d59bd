import re
print(re.compile("a(b)?", re.I|re.M), re.I, repr(re.I|re.M), re.compile(b"x", re.A), re.match("a", "abc"), re.NOFLAG)
print(re.findall(r"(\w+)=(\d+)", "a=1 bb=22"), re.sub(r"(?P<x>a+)", r"<\g<x>>", "baab"), re.split(r"(,)\s*", "a, b,c"))
print(re.sub("x*", "-", "abxd"), re.findall("x*", "axb"), [m.span() for m in re.finditer("é|日", "aé日é")])
m = re.search(r"(?P<y>\d{4})-(?P<m>\d\d)", "on 2024-05 x"); print(m.groupdict(), m["y"], m.lastgroup, m.lastindex, m.regs, m.span("m"), m.expand(r"\2/\1"), m)
for p in ["(", "a**", "[", "[z-a]", "(?P<n>a)(?P<n>b)", "(?P<1>a)", r"\q", "*a", "a)", "(?<=a*)b", "(?z)", r"(?P=x)", r"\1", "(?(1)a|b|c)", "(?#", "x{3,2}", "a\nb(", "(?i-i:a)", "a(?i)", r"\x1", r"\N{foo}", r"\400", "(?P<", "(?P<a", "(?P<>)", "(?<a)", "(?-", "(?i", "(?ai)", "(?au)","(?L)", "[a-\\d]", "\\"]:
    try: print(p, re.compile(p))
    except re.error as e: print(repr(p), e, e.pos, e.lineno, e.colno)
for t in [r"\g<", r"\g<a", r"\g<a b>", r"\g<nope>", r"\2", r"\q", "\\", r"\g", r"\g<>", r"\400", r"\g<9>"]:
    try: print(re.sub("(a)", t, "a"))
    except (re.error, IndexError) as e: print(t, type(e).__name__, e)
print(re.fullmatch("a|ab", "ab"), re.sub("a", lambda m: m[0].upper(), "banana", count=2), re.subn("a", "b", "aaa"))
print(re.escape("a.b*c d"), re.escape(b"\n-"))
import copy, pickle
p = re.compile("x", re.S); print(copy.copy(p) is p, pickle.loads(pickle.dumps(p)) == p, hash(p) == hash(re.compile("x", re.S)))
s = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"[a-z]+", lambda s, t: t), (r"\s+", None)]); print(s.scan("ab 12 c!"))
for f in ("re.match(5, 'a')", "re.match('a', 5)", "re.match(b'a', 'a')", "re.match('a', b'a')", "re.compile('a', re.L)", "re.compile(re.compile('a'), re.I)", "m.group(3)", "m.group('z')", "m.start(7)", "re.compile('a', re.A|re.U)", "re.compile('a{99999999999}')", "re.match()"):
    try: print(f, eval(f))
    except Exception as e: print(f, type(e).__name__, e)
# sizes that must not be deep or slow
print(re.match("(?:(a)|b)*$", "ab" * 50000).span(), len(re.findall("[a-z]+", "abc " * 20000)), re.search("(a+)+$", "a" * 20) is not None)
print(re.sub(r"(?i)straße|k", "_", "STRASSE Straße K \u212a"), re.findall(r"(?a)\w+", "aé b"), re.findall(r"\w+", "aé ٣ b"), re.search(r"(?<!\d)\d{2}(?!\d)", "123 45"))
print(re.split("", "abc"), re.split("(?=b)", "abab"), re.findall("", "ab"), re.sub("", "-", "ab"), re.sub(r"\b", "|", "a b"), [m.span() for m in re.finditer("a|", "ba")])
p = re.compile("b", 0); print(p.search("abc", 2), p.search("abc", 1, 1), p.match("abc", 1), p.fullmatch("abc", 1, 2), re.compile("^b").search("ab", 1), re.compile("b$").search("abc", 0, 2))
print(re.findall(r"(?x) a  # one\n b", "ab"), re.match(r"(?>a+)b", "aab"), re.match("a++b", "aab"), re.match(r"(a)?(?(1)b|c)", "c"), re.findall(r"(?s:.)(?-s:.)", "\na\n\n", re.S))
print(re.compile(rb"\w+").findall(b"ab \xe9 c"), re.sub(b"a", rb"\g<0>\x00", b"ba") if False else re.sub(b"a", rb"[\g<0>]", bytearray(b"ba")), re.match(b"a", memoryview(b"ab")).group())
