"""Which way a choice takes, what repetitions give back, and turns that match nothing: the matcher skips what cannot succeed."""
import re


def show(pattern, *texts, flags=0):
    compiled = re.compile(pattern, flags)
    for text in texts:
        found = [m and (m.regs, m.lastindex, m.lastgroup) for m in (compiled.match(text), compiled.search(text), compiled.fullmatch(text))]
        print(ascii(pattern), ascii(text), *found, [m.regs for m in compiled.finditer(text)], ascii(compiled.split(text)))


# alternatives by their first character, in their order
show(r"(?P<a>\d+)|(?P<b>\w+)|(?P<c>\s+)|(?P<d>.)", "12ab", "ab12", "  x", "+", "", "\n", "é1", "日")
show(r"ab|a|abc|b", "abc", "b", "c")
show(r"(?:|a)b", "ab", "b", "a")
show(r"(?:a|)b", "ab", "b", "aab")
show(r"(a|ab)(c|bcd)(d*)", "abcd", "acd", "abcbcd")
show(r"(?i:straße|STRASSE|ſ)", "STRASSE", "straße", "S", "K")
show(r"(?:é|日|[^a])x", "éx", "日x", "ax", "bx")
show("|".join(chr(97 + n % 26) * (n // 26 + 1) for n in range(60)), "aa", "zz", "b", "hhh", "1")

# repetitions that need not give back, and those that must
show(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", "1", "1.5", "1.e", "1.5e", "1e5", "1.5e-3x")
show(r"[a-z]+\d", "abc1", "abc", "1", "ab12")
show(r"\w+\d", "abc1", "abc", "12", "é1", "日本2x")
show(r"(\w+)@(\w+)\.com", "a@b.com", "aa@@b.com", "x y@z.com")
show(r"a*a", "aaa", "a", "")
show(r"(a*)(ab)*(b)*", "abb", "aabab", "b")
show(r"(?:a+)+b|a+c", "aaac", "aab", "aaa")
show(r"[^\"]*\"x", 'ab"x', 'ab"', '"x')
show(r"x*(?=y)", "xxy", "xx", "y")
show(r"(?:ab)?(?:ab)?c", "ababc", "abc", "c", "ab")
show(r"(?:ab)??(?:ab)*?c", "ababc", "abc", "c")
show(r"(a)?(?(1)b|c)", "ab", "c", "b", "a")
show(r"(\w)(?:-\1)*\b", "a-a-a", "a-b", "aa")
show(r"$|x", "x", "", "a\n")

# turns that match nothing
show(r"(?:(?<=1)|\D){2}?", "1ba", "11", "ab")
show(r"(\AB{1,2}|\b){2,}", "B_", "BB", "B\n", "")
show(r"(a*|b){2}", "aab", "b", "")
show(r"(a*|b)*", "aab", "ba", "")
show(r"(?:a?){3}", "aa", "aaaa")
show(r"(a|b*?)*?c", "abc", "c")
show(r"(?:(a)|b|(?:)){3,5}x", "abx", "x", "bax")
show(r"(?:){1000}(?:a|){3}z", "z", "aaz", "aaaaz")

# possessive ones and atomic groups: each turn keeps what it took
show(r"(?:(?:[^é]{1,2})[^A].){2}+", ". 日a.A", "abcdef")
show(r"(?:ab?){2}+b", "abab", "abb", "aabb")
show(r"(?>a|ab)c", "abc", "ac")
show(r"(?:a|ab)++c", "abc", "ac", "aac")
show(r"\w++\d|\d++", "12", "a1")
show(r"a?+a", "a", "aa")

# names, many groups, positions in wide texts
m = re.search(r"(?P<one>b)(?P<two>日)(?P<three>c)(?P<four>x)?(?P<five>d)", "aé日b日cd")
print(m.span(), m.regs, m.lastgroup, m.lastindex, m.groups(), m.groupdict(), m["two"], m.start("five"), m.end(3), m.span(4), m.group(1, 5))
m = re.search(r"(?<=(a))b", "éab")
print(m.regs, m.groups(), m.span(1))
print(re.search(r"(?=(日))", "é日").regs, re.match(r"", "").regs, re.compile("(a)(b)(c)(d)").match("abcd").regs)
print([m.span() for m in re.compile("é").finditer("aébécé", 2, 5)], re.compile("b").search("ab", 5), re.compile("").search("ab", 1, 0))
print(re.sub("(?P<x>a)", lambda m: re.sub("b", lambda n: n[0].upper() + m["x"], "abc"), "xaay"))
