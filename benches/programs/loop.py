"""Integer arithmetic in a loop."""

from measure import measure

def loop(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total


measure(lambda: loop(14_000_000), 28_000_000)
