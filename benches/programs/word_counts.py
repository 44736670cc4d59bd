"""Words: Counter, defaultdict, n-grams, groups, sorting by keys, sets of letters."""

from measure import measure

from collections import Counter, defaultdict
from itertools import groupby, islice

SYLLABLES = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu".split()


def words(count):
    state = 99
    for _ in range(count):
        word = ""
        while True:
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            pick = state >> 9
            word += SYLLABLES[pick % 25 * (pick // 25 % 25) // 25]
            if len(word) > 2 and pick % 3 == 0:
                break
        yield word.capitalize() if pick % 11 == 0 else word + "," * (pick % 7 == 0)


def run(count):
    text = " ".join(words(count))
    plain = [word.strip(".,").lower() for word in text.split()]
    counts = Counter(plain)
    letters = Counter(text)
    pairs = Counter(zip(plain, plain[1:]))
    triples = Counter(text[i : i + 3] for i in range(0, len(text) - 2, 2))
    followers = defaultdict(Counter)
    for first, second in zip(plain, islice(plain, 1, None)):
        followers[first][second] += 1
    places = defaultdict(list)
    for place, word in enumerate(plain):
        places[word].append(place)
    by_letters = defaultdict(set)
    for word in counts:
        by_letters["".join(sorted(word))].add(word)
    by_length = {length: sum(counts[word] for word in group) for length, group in groupby(sorted(counts, key=len), key=len)}
    rare = counts - Counter(dict.fromkeys(counts, 2))
    return (
        counts.most_common(2),
        letters["a"],
        pairs.most_common(1),
        max(triples.values()),
        max(len(counter) for counter in followers.values()),
        sum(b - a for spots in places.values() for a, b in zip(spots, spots[1:])) % 1_000_007,
        max(map(len, by_letters.values())),
        sorted(by_length.items())[:3],
        rare.total(),
    )


EXPECTED = (
    [("baba", 1764), ("beba", 892)],
    161252,
    [(("baba", "baba"), 29)],
    20527,
    1337,
    335059,
    92,
    [(4, 39721), (6, 26872), (8, 17856)],
    58079,
)


measure(lambda: run(120_000), EXPECTED)
