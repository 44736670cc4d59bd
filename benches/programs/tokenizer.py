"""Tokens by regular expressions: named groups, scanning, substitution by functions, splitting, searching."""

from measure import measure

import re

TOKEN = re.compile(
    r"""
    (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<string>"(?:[^"\\]|\\.)*")
  | (?P<operator>\*\*|//|<=|>=|==|!=|->|[-+*/%<>=(){}\[\],.:;])
  | (?P<newline>\n)
  | (?P<space>[ \t]+)
  | (?P<comment>\#[^\n]*)
    """,
    re.VERBOSE,
)
KEYWORDS = frozenset("def return if else for in while".split())
ADDRESS = re.compile(r"\b([\w.+-]+)@(\w[\w-]*(?:\.\w+)+)\b")
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def source(lines):
    parts = []
    for n in range(lines):
        parts.append(f"def function_{n}(first, second={n}.5e-3):  # number {n}\n")
        parts.append(f'    text = "line \\"{n}\\" of {lines}"\n')
        parts.append(f"    if first >= second ** {n} and first != {n}:\n        return first[{n}:] // second\n")
    return "".join(parts)


def tokens(text):
    line = 1
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise SyntaxError(f"line {line}: {text[at]!r}")
        kind, value = match.lastgroup, match.group()
        at = match.end()
        if kind == "newline":
            line += 1
        elif kind not in ("space", "comment"):
            yield ("keyword" if value in KEYWORDS else kind), value, line


def run(rounds):
    text = source(60)
    letter = "Write to jane.doe+x@example.co.uk or bob@site.org by 2026-11-28; callMeBack sees parseHTML. " * 30
    counts = {}
    total = 0
    for n in range(rounds):
        for kind, value, line in tokens(text):
            counts[kind] = counts.get(kind, 0) + 1
        total += line
        total += sum(len(match.lastgroup) for match in TOKEN.finditer(text))
        total += len(ADDRESS.sub(lambda match: f"<{match[2]}:{match[1]}>", letter))
        total += len(DATE.sub(r"\3.\2.\1", letter)) + len(ADDRESS.findall(letter))
        total += len(re.split(r"[;,.\s]+", letter)) + len(CAMEL.split(letter))
        total += bool(re.fullmatch(r"(?:[a-c]|x\d)*", "abc" * 20 + f"x{n % 10}")) + len(re.findall(r"(\w)\1", letter))
    return total, sorted(counts.items())


measure(lambda: run(80), (2102640, [('keyword', 14400), ('name', 48000), ('number', 19200), ('operator', 67200), ('string', 4800)]))
