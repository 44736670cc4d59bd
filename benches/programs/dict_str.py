"""Counting in a dict with string keys."""

from measure import measure

def count(n, words):
    counts = {}
    size = len(words)
    x = 1
    for _ in range(n):
        x = (x * 1103515 + 12345) % 65536
        key = words[x % size]
        if key in counts:
            counts[key] = counts[key] + 1
        else:
            counts[key] = 1
    return len(counts), sum(counts.values())


names = [f"name{i}" for i in range(1021)]
measure(lambda: count(5_000_000, names), (1021, 5_000_000))
