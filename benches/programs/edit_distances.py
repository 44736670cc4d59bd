"""Nearness of words: edit distances in rows and matrices, sets of n-grams, spelling by candidates."""

from measure import measure

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def distance(first, second):
    """Insertions, deletions and replacements, in one row."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        corner, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (a != b))
    return row[-1]


def swaps_too(first, second):
    """With exchanges of neighbours, in a matrix."""
    width, height = len(second) + 1, len(first) + 1
    table = [[i + j if i * j == 0 else 0 for j in range(width)] for i in range(height)]
    for i in range(1, height):
        for j in range(1, width):
            cost = 0 if first[i - 1] == second[j - 1] else 1
            best = table[i - 1][j] + 1
            if table[i][j - 1] + 1 < best:
                best = table[i][j - 1] + 1
            if table[i - 1][j - 1] + cost < best:
                best = table[i - 1][j - 1] + cost
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                best = min(best, table[i - 2][j - 2] + 1)
            table[i][j] = best
    return table[-1][-1]


def grams(word, size):
    padded = "^" * (size - 1) + word + "$"
    return {padded[i : i + size] for i in range(len(padded) - size + 1)}


def likeness(first, second):
    a, b = grams(first, 2), grams(second, 2)
    return 200 * len(a & b) // (len(a) + len(b))


def edits(word):
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    dropped = [a + b[1:] for a, b in parts if b]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1]
    replaced = [a + letter + b[1:] for a, b in parts if b for letter in LETTERS]
    inserted = [a + letter + b for a, b in parts for letter in LETTERS]
    return set(dropped + swapped + replaced + inserted)


def run(count):
    words = [f"{LETTERS[n % 26]}{LETTERS[n * 7 % 23 : n * 7 % 23 + 4]}{'ing' * (n % 3)}{LETTERS[n * 5 % 17]}e" for n in range(count)]
    known = set(words)
    total = near = spelled = alike = 0
    for n in range(count):
        first, second = words[n], words[n * 31 % count]
        total += distance(first, second)
        near += swaps_too(first, second[1::-1] + second[2:])
        alike += sum(likeness(first, other) for other in words[:10])
        spelled += len(edits(first) & known)
    return total, near, alike, spelled


measure(lambda: run(2_400), (13228, 13404, 565151, 6174))
