"""Sorting: integers, strings, by key, and a quicksort written in Python."""

from measure import measure

def quick(items):
    if len(items) < 2:
        return items
    pivot = items[len(items) // 2]
    return quick([x for x in items if x < pivot]) + [x for x in items if x == pivot] + quick([x for x in items if x > pivot])


def run(n, rounds):
    x, numbers = 42, []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2**31
        numbers.append(x)
    total = 0
    for _ in range(rounds):
        total += sorted(numbers)[n // 3] % 1000
        total += len(sorted(map(str, numbers))[n // 2])
        total += sorted(numbers, key=lambda v: v % 1000, reverse=True)[0] % 1000
        total += quick(numbers)[5] % 1000
        total += max(zip(numbers, range(n)))[1]
    return total


measure(lambda: run(30_000, 5), 84680)
