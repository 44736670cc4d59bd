"""Float loops with an early end: how long the points of a grid stay small."""

from measure import measure

def steps(cr, ci, limit):
    zr = zi = 0.0
    for n in range(limit):
        square_r, square_i = zr * zr, zi * zi
        if square_r + square_i > 4.0:
            return n
        zi = 2.0 * zr * zi + ci
        zr = square_r - square_i + cr
    return limit


def run(size, limit):
    total = 0
    for row in range(size):
        for column in range(size):
            total += steps(3.0 * column / size - 2.2, 2.6 * row / size - 1.3, limit)
    return total


measure(lambda: run(360, 100), 3094285)
