"""Matrices as lists of lists by nested comprehensions, zip, sum and slices: products, transposition, Gauss, Strassen, powers."""

from measure import measure


def product(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def indexed_product(a, b):
    size = len(b)
    return [[sum([a[i][k] * b[k][j] for k in range(size)]) for j in range(len(b[0]))] for i in range(len(a))]


def plus(a, b, sign=1):
    return [[x + sign * y for x, y in zip(p, q)] for p, q in zip(a, b)]


def strassen(a, b):
    size = len(a)
    if size <= 16:
        return product(a, b)
    half = size // 2
    (a11, a12), (a21, a22) = ([[row[c : c + half] for row in a[r : r + half]] for c in (0, half)] for r in (0, half))
    (b11, b12), (b21, b22) = ([[row[c : c + half] for row in b[r : r + half]] for c in (0, half)] for r in (0, half))
    m1 = strassen(plus(a11, a22), plus(b11, b22))
    m2 = strassen(plus(a21, a22), b11)
    m3 = strassen(a11, plus(b12, b22, -1))
    m4 = strassen(a22, plus(b21, b11, -1))
    m5 = strassen(plus(a11, a12), b22)
    m6 = strassen(plus(a21, a11, -1), plus(b11, b12))
    m7 = strassen(plus(a12, a22, -1), plus(b21, b22))
    upper = [p + q for p, q in zip(plus(plus(m1, m4), plus(m7, m5, -1)), plus(m3, m5))]
    lower = [p + q for p, q in zip(plus(m2, m4), plus(plus(m1, m2, -1), plus(m3, m6)))]
    return upper + lower


def determinant(matrix, prime):
    """By Gauss, modulo a prime."""
    matrix = [[value % prime for value in row] for row in matrix]
    result = 1
    for column in range(len(matrix)):
        pivot = next((row for row in range(column, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            return 0
        if pivot != column:
            matrix[pivot], matrix[column] = matrix[column], matrix[pivot]
            result = -result
        result = result * matrix[column][column] % prime
        inverse = pow(matrix[column][column], -1, prime)
        top = matrix[column]
        for row in range(column + 1, len(matrix)):
            factor = matrix[row][column] * inverse % prime
            if factor:
                matrix[row] = [(x - factor * y) % prime for x, y in zip(matrix[row], top)]
    return result % prime


def run(size):
    a = [[(i * 7 + j * 3) % 11 - 5 for j in range(size)] for i in range(size)]
    b = [[(i * j + i) % 13 - 6 for j in range(size)] for i in range(size)]
    first = product(a, b)
    same = indexed_product(a, b) == first == strassen(a, b)
    turned = [list(row) for row in zip(*first)]
    trace = sum(turned[i][i] for i in range(size))
    c = [[i * i + j * j * j + i * j * 7 + (i == j) * 5 for j in range(size)] for i in range(size)]
    return same, trace, determinant(c, 1_000_003), sum(sum(row[::2]) for row in turned[1::3])


measure(lambda: run(128), (True, -21, 261729, -506))
