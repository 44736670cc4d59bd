# Roman numerals, run lengths, ciphers, wrapping, tables, palindromes, anagrams, number words, bases.
def roman(n):
    table = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    out = ""
    for value, letters in table:
        while n >= value: out += letters; n -= value
    return out
def unroman(s):
    v = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    return sum(-v[a] if v[a] < v.get(b, 0) else v[a] for a, b in zip(s, s[1:] + " "))
print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 3999)], all(unroman(roman(n)) == n for n in range(1, 2000)))
def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]: j += 1
        out.append((s[i], j - i)); i = j
    return out
print(rle("aaabccd"), "".join(c * n for c, n in rle("zzz")), "".join(f"{n}{c}" for c, n in rle("wwwwbb")))
def caesar(s, k): return "".join(chr((ord(c) - 65 + k) % 26 + 65) if c.isupper() else chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in s)
print(caesar("Hello, World!", 3), caesar(caesar("Hello, World!", 3), -3))
def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > width and line: lines.append(line); line = word
        else: line = f"{line} {word}".strip()
    return lines + [line]
print("\n".join(f"|{l:<22}|{l:^22}|{l:>22}|" for l in wrap("a program is a sequence of statements that somebody hoped would do something", 22)))
rows = [("name", "qty", "price"), ("apple", 3, 1.5), ("banana split", 12, 0.25), ("kiwi", 100, 10.0)]
widths = [max(len(str(r[i])) for r in rows) for i in range(3)]
for r in rows: print(" | ".join(f"{v:<{w}}" if isinstance(v, str) else f"{v:>{w}.2f}" if isinstance(v, float) else f"{v:>{w}d}" for v, w in zip(r, widths)))
pal = lambda s: (t := "".join(c for c in s.lower() if c.isalnum())) == t[::-1]
print(pal("A man, a plan, a canal: Panama"), pal("nope"), sorted(["".join(sorted(w)) for w in ("listen", "silent")]))
groups = {}
for w in "eat tea tan ate nat bat".split(): groups.setdefault("".join(sorted(w)), []).append(w)
print(groups)
ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(); tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
def words(n):
    if n < 20: return ones[n]
    if n < 100: return tens[n // 10] + ("-" + ones[n % 10] if n % 10 else "")
    for size, name in ((10 ** 6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size: return words(n // size) + " " + name + (" " + words(n % size) if n % size else "")
print(words(7), words(42), words(115), words(90210), words(1234567), sep="; ")
def base(n, b): return (base(n // b, b) if n >= b else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[n % b]
print([base(255, b) for b in (2, 8, 16, 36)], all(int(base(n, 7), 7) == n for n in range(500)), base(3 ** 100, 36))
s = ""
for i in range(20000): s += str(i % 10)
print(len(s), s[-5:], s.count("7"), hash(s) == hash("".join(str(i % 10) for i in range(20000))))
