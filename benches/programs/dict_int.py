"""Counting in a dict with integer keys."""

from measure import measure

def count(n):
    counts = {}
    x = 1
    for _ in range(n):
        x = (x * 1103515 + 12345) % 65536
        key = x % 1021
        if key in counts:
            counts[key] = counts[key] + 1
        else:
            counts[key] = 1
    return len(counts), sum(counts.values())


measure(lambda: count(6_000_000), (1021, 6_000_000))
