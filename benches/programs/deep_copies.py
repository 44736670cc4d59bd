"""copy.deepcopy and copy.copy: nested lists and dictionaries, objects, shared parts, cycles, __deepcopy__."""

from measure import measure

from copy import copy, deepcopy


class Part:
    def __init__(self, name, weight):
        self.name = name
        self.weight = weight
        self.whole = None
        self.marks = {"checked": False, "by": ["a", "b"]}


class Whole:
    def __init__(self, parts):
        self.parts = parts
        self.index = {part.name: part for part in parts}
        for part in parts:
            part.whole = self


class Slotted:
    __slots__ = ("key", "values")

    def __init__(self, key, values):
        self.key = key
        self.values = values


class Careful:
    def __init__(self, data):
        self.data = data
        self.copies = 0

    def __deepcopy__(self, memo):
        twin = Careful(deepcopy(self.data, memo))
        twin.copies = self.copies + 1
        return twin


def run(rounds):
    table = {f"key {i}": [i, i * 0.5, (i, str(i)), {"inner": [i] * 3}] for i in range(25)}
    whole = Whole([Part(f"part {i}", i) for i in range(12)])
    slotted = Slotted("k", [(1, [2, 3]), {4, 5}, frozenset((6, 7))])
    careful = Careful([[1], [2], bytearray(b"xyz")])
    total = 0
    for n in range(rounds):
        twin = deepcopy(table)
        twin["key 3"][3]["inner"].append(n)
        other = deepcopy(whole)
        other.parts[0].marks["by"].append("c")
        total += other.index["part 0"] is other.parts[0] and other.parts[5].whole is other
        total += len(table["key 3"][3]["inner"]) + len(other.parts[0].marks["by"])
        total += len(deepcopy(slotted).values) + len(copy(twin)) + copy(other).parts[1].weight
        careful = deepcopy(careful)
    return total, careful.copies, len(whole.parts[0].marks["by"])


measure(lambda: run(1_800), (64800, 1800, 2))
