"""pickle both ways: nested containers, objects, shared parts, __getstate__, __reduce__, several protocols."""

from measure import measure

import pickle
from collections import OrderedDict
from datetime import date
from fractions import Fraction


class Node:
    def __init__(self, name, children):
        self.name = name
        self.children = children
        self.parent = None
        for child in children:
            child.parent = self


class Stateful:
    def __init__(self, value):
        self.value = value
        self.cache = {"not": "saved"}

    def __getstate__(self):
        return {"value": self.value}

    def __setstate__(self, state):
        self.value = state["value"]
        self.cache = None


class Reduced:
    def __init__(self, *parts):
        self.parts = parts

    def __reduce__(self):
        return Reduced, self.parts


def tree(depth):
    return Node(f"node {depth}", [tree(depth - 1) for _ in range(3)] if depth else [])


def run(rounds):
    table = [{"id": n, "name": f"row {n}", "values": [n, n * 0.5, None, n % 2 == 0], "raw": bytes([n % 256]) * 5} for n in range(60)]
    shared = list(range(50))
    data = {
        "table": table,
        "tree": tree(4),
        "shared": [shared] * 5 + [tuple(shared), {1, 2, 3}, frozenset("abc")],
        "states": [Stateful(n) for n in range(20)] + [Reduced(n, "x") for n in range(20)],
        "other": OrderedDict(a=1, b=[2**70, -1, "\u00e9\u4e2d", 1 + 2j]) | {"day": date(2026, 11, 28), "part": Fraction(3, 7)},
    }
    size = 0
    for n in range(rounds):
        text = pickle.dumps(data, protocol=2 + n % 4)
        twin = pickle.loads(text)
        size += len(twin["table"]) + twin["states"][n % 20].value + twin["other"]["b"][0] % 1000
        size += (twin["shared"][0] is twin["shared"][4]) + (twin["tree"].children[2].parent is twin["tree"])
        size += twin["other"]["part"].numerator + len(twin["states"][30].parts) + (twin["table"] == table)
    return size, twin["states"][0].cache


measure(lambda: run(500), (250750, None))
