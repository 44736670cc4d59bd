"""Comprehensions and generator expressions over lists, dicts and sets."""

from measure import measure

def run(rounds):
    total = 0
    for n in range(rounds):
        squares = [i * i for i in range(1000)]
        pairs = [(a, b) for a in range(30) for b in range(a) if (a + b + n) % 3]
        table = {i: s for i, s in enumerate(squares) if s % 2}
        total += sum(s for s in squares if s % 7 == 0) % 1009
        total += len(pairs) + len({a for a, _ in pairs}) + sum(table[k] for k in table if k % 5 == 0) % 997
        total += sum(1 for row in [[x + y for x in range(20)] for y in range(20)] for x in row if x % 2)
    return total


measure(lambda: run(4_000), 7878667)
