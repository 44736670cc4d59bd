"""A little of everything at once, in many threads: graphs that are built, cut and walked while the collector runs."""

import copy
import gc
import random

from torture import torture, done


class Node:
    __slots__ = ("value", "left", "right", "data")

    def __init__(self, value):
        self.value = value
        self.left = self.right = None
        self.data = {"value": value, "list": [value] * 3}


class Loose:
    pass


roots = [Node(0) for _ in range(8)]


def build(depth, value):
    node = Node(value)
    if depth:
        node.left = build(depth - 1, value)
        node.right = build(depth - 1, value)
    return node


def check(node, depth=0):
    if node is None or depth > 20:
        return 0
    v = node.value
    d = node.data
    assert d["value"] == v and d["list"] == [v] * 3
    return 1 + check(node.left, depth + 1) + check(node.right, depth + 1)


def plant(rng, n):
    node = build(rng.randrange(1, 7), rng.randrange(100))
    i = rng.randrange(8)
    if rng.randrange(2):
        roots[i] = node
    else:
        roots[i].left = node
    assert check(node) >= 1


def walk(rng, n):
    for root in roots:
        check(root)


def churn(rng, n):
    big = [bytes(rng.randrange(10000)) for _ in range(20)]
    table = {str(i): big[i % 20] for i in range(200)}
    assert all(len(table[str(i)]) == len(big[i % 20]) for i in range(200))
    loose = Loose()
    for i in range(60):
        setattr(loose, f"a{i}", i)
    assert all(getattr(loose, f"a{i}") == i for i in range(60))
    x = 2 ** rng.randrange(60, 3000)
    assert x * x // x == x
    s = {i * 1.5 for i in range(100)}
    assert len(s) == 100
    text = "".join(chr(rng.randrange(32, 3000)) for _ in range(200))
    assert text == text.encode().decode()
    try:
        raise ValueError(text) from KeyError(n)
    except ValueError as e:
        assert e.args == (text,) and e.__cause__.args == (n,)


def recurse(rng, n):
    def deep(i):
        return [i] if i == 0 else [*deep(i - 1), i]

    assert len(deep(60)) == 61

    def forever():
        return forever()

    if rng.randrange(30) == 0:
        try:
            forever()
        except RecursionError:
            pass


torture(plant, walk, churn, recurse)
torture(plant, walk, churn, recurse, threads=16)
done()
