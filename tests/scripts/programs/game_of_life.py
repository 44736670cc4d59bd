def neighbours(cell):
    x, y = cell
    return {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0)}

def step(alive):
    candidates = alive | {n for cell in alive for n in neighbours(cell)}
    return {c for c in candidates if len(neighbours(c) & alive) == 3 or (c in alive and len(neighbours(c) & alive) == 2)}

def show(alive, size):
    return "\n".join("".join("#" if (x, y) in alive else "." for x in range(size)) for y in range(size))

glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for generation in range(5):
    print(generation, len(glider), sorted(glider))
    print(show(glider, 6))
    glider = step(glider)
blinker = {(1, 0), (1, 1), (1, 2)}
print(step(blinker) == {(0, 1), (1, 1), (2, 1)}, step(step(blinker)) == blinker)
acorn = {(0, 2), (1, 0), (1, 2), (3, 1), (4, 2), (5, 2), (6, 2)}
for _ in range(40): acorn = step(acorn)
print(len(acorn), min(acorn), max(acorn))
