"""Dynamic programming: knapsacks, common subsequences, change and partitions in lists of lists and in dictionaries."""

from measure import measure

from functools import cache


def best_value(items, room):
    best = [0] * (room + 1)
    for weight, value in items:
        for used in range(room, weight - 1, -1):
            other = best[used - weight] + value
            if other > best[used]:
                best[used] = other
    return best[room]


def chosen(items, room):
    """Which items the best knapsack holds."""
    table = [[0] * (room + 1)]
    for weight, value in items:
        above = table[-1]
        table.append([max(above[used], above[used - weight] + value) if used >= weight else above[used] for used in range(room + 1)])
    found = []
    for number in range(len(items), 0, -1):
        if table[number][room] != table[number - 1][room]:
            found.append(number - 1)
            room -= items[number - 1][0]
    return found


def longest_common(first, second):
    row = [0] * (len(second) + 1)
    for a in first:
        before = 0
        for j, b in enumerate(second, 1):
            before, row[j] = row[j], before + 1 if a == b else max(row[j], row[j - 1])
    return row[-1]


def ways(total, coins):
    counts = {0: 1}
    for coin in coins:
        for amount in range(coin, total + 1):
            if (amount - coin) in counts:
                counts[amount] = counts.get(amount, 0) + counts[amount - coin]
    return counts[total]


@cache
def matrices(low, high):
    """The least work to multiply a chain of matrices."""
    if high - low < 2:
        return 0
    sides = (SIZES[low], SIZES[high])
    return min(matrices(low, k) + matrices(k, high) + sides[0] * SIZES[k] * sides[1] for k in range(low + 1, high))


SIZES = [n * 37 % 41 + 3 for n in range(70)]


def run(rounds):
    items = [(n * 17 % 43 + 5, n * 31 % 97 + 1) for n in range(60)]
    first, second = ("".join("acgt"[(n * n + n // k) % 4] for n in range(400)) for k in (3, 5))
    for _ in range(rounds):
        matrices.cache_clear()
        result = (
            best_value(items, 900),
            sum(chosen(items, 600)),
            longest_common(first, second),
            ways(2_000, (1, 2, 5, 10, 20, 50, 100, 200)) % 1_000_007,
            matrices(0, len(SIZES) - 1),
        )
    return result


measure(lambda: run(8), (2518, 922, 280, 186837, 124575))
