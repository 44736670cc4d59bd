"""List slices and reversals: pancake flips of all permutations."""

from measure import measure

def run(n):
    order = list(range(n))
    counts = [0] * n
    most = checksum = number = 0
    r = n
    while True:
        while r != 1:
            counts[r - 1] = r
            r -= 1
        flips = 0
        stack = order[:]
        while (top := stack[0]) != 0:
            stack[: top + 1] = stack[top::-1]
            flips += 1
        most = max(most, flips)
        checksum += flips if number % 2 == 0 else -flips
        while True:
            if r == n:
                return checksum, most
            order.insert(r, order.pop(0))
            counts[r] -= 1
            if counts[r] > 0:
                break
            r += 1
        number += 1


measure(lambda: run(9), (8629, 30))
