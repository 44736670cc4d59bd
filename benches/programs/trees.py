"""Allocation: binary trees made, walked and dropped."""

from measure import measure

class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def check(tree):
    if tree.left is None:
        return 1
    return 1 + check(tree.left) + check(tree.right)


def run(depth, rounds):
    return sum(check(make(depth)) for _ in range(rounds))


measure(lambda: run(14, 32), 32 * (2**15 - 1))
