"""Conway's Game of Life on an endless plane: sets of pairs, counts of neighbours, and a board of rows beside it."""

from measure import measure

from collections import Counter

R_PENTOMINO = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}
AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]


def step(cells):
    counts = Counter((x + dx, y + dy) for x, y in cells for dx, dy in AROUND)
    return {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in cells)}


def careful_step(cells):
    """The same with sets alone."""
    alive = set()
    for x, y in cells | {(x + dx, y + dy) for x, y in cells for dx, dy in AROUND}:
        near = sum((x + dx, y + dy) in cells for dx, dy in AROUND)
        if near == 3 or near == 2 and (x, y) in cells:
            alive.add((x, y))
    return alive


def board_step(rows):
    """The same on a ring of rows."""
    height, width = len(rows), len(rows[0])
    result = []
    for y in range(height):
        above, here, below = rows[y - 1], rows[y], rows[(y + 1) % height]
        line = []
        for x in range(width):
            left, right = x - 1, (x + 1) % width
            near = above[left] + above[x] + above[right] + here[left] + here[right] + below[left] + below[x] + below[right]
            line.append(1 if near == 3 or near == 2 and here[x] else 0)
        result.append(line)
    return result


def run(steps):
    first = second = R_PENTOMINO
    rows = [[int((x - 30, y - 30) in R_PENTOMINO) for x in range(64)] for y in range(64)]
    most = 0
    for n in range(steps):
        first = step(first)
        if n < steps // 4:
            second = careful_step(second)
            rows = board_step(rows)
        most = max(most, len(first))
        if n == steps // 4 - 1 and second != first:
            return None
    return len(first), most, sum(x * y for x, y in first), sum(map(sum, rows))


measure(lambda: run(320), (160, 221, 36677, 67))
