"""A Sudoku solver: candidates in sets and strings, propagation and search by dictionaries that are copied."""

from measure import measure

ROWS, COLUMNS = "ABCDEFGHI", "123456789"
CELLS = [row + column for row in ROWS for column in COLUMNS]
UNITS = (
    [[row + column for row in ROWS] for column in COLUMNS]
    + [[row + column for column in COLUMNS] for row in ROWS]
    + [[row + column for row in rows for column in columns] for rows in ("ABC", "DEF", "GHI") for columns in ("123", "456", "789")]
)
UNITS_OF = {cell: [unit for unit in UNITS if cell in unit] for cell in CELLS}
PEERS = {cell: {other for unit in UNITS_OF[cell] for other in unit} - {cell} for cell in CELLS}


def assign(values, cell, digit):
    for other in values[cell]:
        if other != digit and not eliminate(values, cell, other):
            return False
    return True


def eliminate(values, cell, digit):
    if digit not in values[cell]:
        return True
    values[cell] = values[cell].replace(digit, "")
    if not values[cell]:
        return False
    if len(values[cell]) == 1 and not all(eliminate(values, peer, values[cell]) for peer in PEERS[cell]):
        return False
    for unit in UNITS_OF[cell]:
        places = [other for other in unit if digit in values[other]]
        if not places or (len(places) == 1 and not assign(values, places[0], digit)):
            return False
    return True


def parse(text):
    values = dict.fromkeys(CELLS, COLUMNS)
    for cell, character in zip(CELLS, text):
        if character in COLUMNS and not assign(values, cell, character):
            return None
    return values


def search(values):
    """All solutions, in order."""
    if all(len(values[cell]) == 1 for cell in CELLS):
        yield "".join(values[cell] for cell in CELLS)
        return
    _, cell = min((len(values[cell]), cell) for cell in CELLS if len(values[cell]) > 1)
    for digit in values[cell]:
        changed = values.copy()
        if assign(changed, cell, digit):
            yield from search(changed)


def puzzles(count):
    """Puzzles from one pattern, its digits and bands exchanged, with some cells emptied."""
    base = [[(3 * (row % 3) + row // 3 + column) % 9 for column in range(9)] for row in range(9)]
    state = 7
    for n in range(count):
        digits = COLUMNS[n % 9 :] + COLUMNS[: n % 9]
        rows = base[n % 3 * 3 :] + base[: n % 3 * 3]
        text = ""
        for row in rows:
            for value in row:
                state = (state * 1103515245 + 12345) & 0x7FFFFFFF
                text += digits[value] if (state >> 12) % 100 < 36 else "."
        yield text


def run(count):
    solved = many = length = 0
    for text in puzzles(count):
        found = 0
        for solution in search(parse(text)):
            found += 1
            length += int(solution[::27])
            if found == 20:
                break
        solved += found == 1
        many += found
    return solved, many, length


measure(lambda: run(60), (2, 933, 506298))
