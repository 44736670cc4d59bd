"""Milliseconds of the longest pause of a thread that makes objects while some 100 MB of others live, in its own processor time."""

from time import thread_time


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def tree(depth):
    return Node(tree(depth - 1), tree(depth - 1)) if depth else Node(None, None)


alive = [tree(15) for _ in range(30)]
longest = 0.0
before = thread_time()
for n in range(2_000_000):
    node = Node(n, None)
    node.left = node
    now = thread_time()
    if now - before > longest:
        longest = now - before
    before = now
print(f"{longest * 1000:.2f}")
