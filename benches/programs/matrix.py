"""Nested lists: matrix products and transpositions."""

from measure import measure

def product(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def product_by_index(a, b, n):
    result = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def run(n, rounds):
    a = [[(i * j) % 7 for j in range(n)] for i in range(n)]
    b = [[(i + j) % 5 for j in range(n)] for i in range(n)]
    total = 0
    for _ in range(rounds):
        one, two = product(a, b), product_by_index(a, b, n)
        if one != two:
            return "they differ"
        total += one[3][4]
    return total


measure(lambda: run(80, 16), 7568)
