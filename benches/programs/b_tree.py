"""A B-tree of integers: insertion with splits, searches, walks over ranges, deletion with borrowing and joining."""

from measure import measure

from bisect import bisect_left

MOST = 15
LEAST = MOST // 2


class Node:
    __slots__ = ("keys", "values", "children")

    def __init__(self, keys, values, children=None):
        self.keys = keys
        self.values = values
        self.children = children


class Tree:
    def __init__(self):
        self.root = Node([], [])
        self.count = 0

    def __len__(self):
        return self.count

    def __getitem__(self, key):
        node = self.root
        while True:
            at = bisect_left(node.keys, key)
            if at < len(node.keys) and node.keys[at] == key:
                return node.values[at]
            if node.children is None:
                raise KeyError(key)
            node = node.children[at]

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __setitem__(self, key, value):
        if len(self.root.keys) == MOST:
            self.root = Node([], [], [self.root])
            self.split(self.root, 0)
        node = self.root
        while True:
            at = bisect_left(node.keys, key)
            if at < len(node.keys) and node.keys[at] == key:
                node.values[at] = value
                return
            if node.children is None:
                node.keys.insert(at, key)
                node.values.insert(at, value)
                self.count += 1
                return
            if len(node.children[at].keys) == MOST:
                self.split(node, at)
            else:
                node = node.children[at]

    def split(self, parent, at):
        node = parent.children[at]
        middle = MOST // 2
        right = Node(node.keys[middle + 1 :], node.values[middle + 1 :])
        if node.children is not None:
            right.children = node.children[middle + 1 :]
            del node.children[middle + 1 :]
        parent.keys.insert(at, node.keys[middle])
        parent.values.insert(at, node.values[middle])
        parent.children.insert(at + 1, right)
        del node.keys[middle:], node.values[middle:]

    def __delitem__(self, key):
        self.delete(self.root, key)
        self.count -= 1
        if not self.root.keys and self.root.children is not None:
            self.root = self.root.children[0]

    def delete(self, node, key):
        at = bisect_left(node.keys, key)
        found = at < len(node.keys) and node.keys[at] == key
        if node.children is None:
            if not found:
                raise KeyError(key)
            del node.keys[at], node.values[at]
            return
        if found:
            last = node.children[at]
            while last.children is not None:
                last = last.children[-1]
            node.keys[at], node.values[at] = last.keys[-1], last.values[-1]
            self.delete(node.children[at], last.keys[-1])
        else:
            self.delete(node.children[at], key)
        if len(node.children[at].keys) < LEAST:
            self.fill(node, at)

    def fill(self, parent, at):
        node = parent.children[at]
        if at > 0 and len(parent.children[at - 1].keys) > LEAST:
            left = parent.children[at - 1]
            node.keys.insert(0, parent.keys[at - 1])
            node.values.insert(0, parent.values[at - 1])
            parent.keys[at - 1], parent.values[at - 1] = left.keys.pop(), left.values.pop()
            if left.children is not None:
                node.children.insert(0, left.children.pop())
        elif at < len(parent.keys) and len(parent.children[at + 1].keys) > LEAST:
            right = parent.children[at + 1]
            node.keys.append(parent.keys[at])
            node.values.append(parent.values[at])
            parent.keys[at], parent.values[at] = right.keys.pop(0), right.values.pop(0)
            if right.children is not None:
                node.children.append(right.children.pop(0))
        else:
            at = min(at, len(parent.keys) - 1)
            left, right = parent.children[at], parent.children.pop(at + 1)
            left.keys += [parent.keys.pop(at), *right.keys]
            left.values += [parent.values.pop(at), *right.values]
            if right.children is not None:
                left.children += right.children

    def items(self, low, high):
        yield from self.walk(self.root, low, high)

    def walk(self, node, low, high):
        at = bisect_left(node.keys, low)
        while True:
            if node.children is not None:
                yield from self.walk(node.children[at], low, high)
            if at == len(node.keys) or node.keys[at] >= high:
                return
            yield node.keys[at], node.values[at]
            at += 1


def run(size):
    tree = Tree()
    key = 1
    for i in range(size):
        key = key * 48271 % 2147483647
        tree[key % (size * 4)] = i
    full = len(tree)
    found = sum(key in tree for key in range(0, size * 4, 3))
    ranged = sum(value for low in range(0, size * 4, 997) for _, value in tree.items(low, low + 300))
    for key, _ in list(tree.items(0, size * 2)):
        del tree[key]
    rest = [key for key, _ in tree.items(0, size * 4)]
    return full, found, ranged, len(tree), rest == sorted(rest), len(rest)


measure(lambda: run(80_000), (70780, 23571, 891686171, 35304, True, 35304))
