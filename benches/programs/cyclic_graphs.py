"""Allocation of objects that refer to each other in circles, most of which die at once and some of which live on."""

from measure import measure

import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.edges = []
        self.parent = None

    def join(self, other):
        self.edges.append(other)
        other.edges.append(self)


class Document:
    def __init__(self, size):
        self.root = Node(0)
        self.by_name = {0: self.root}
        self.watchers = [self.changed]
        self.changes = 0
        last = self.root
        for name in range(1, size):
            node = Node(name)
            node.parent = last if name % 3 else self.root
            node.join(node.parent)
            self.by_name[name] = node
            last = node
        last.join(self.root)

    def changed(self, name):
        self.changes += name

    def walk(self):
        seen = {self.root}
        todo = [self.root]
        total = 0
        while todo:
            node = todo.pop()
            total += node.name
            for near in node.edges:
                if near not in seen:
                    seen.add(near)
                    todo.append(near)
        for watch in self.watchers:
            watch(total)
        return self.changes


def run(rounds, size):
    kept = []
    alive = weakref.WeakSet()
    total = 0
    for n in range(rounds):
        document = Document(size)
        alive.add(document)
        total += document.walk()
        if n % 10 == 0:
            kept.append(document)
            if len(kept) > 12:
                kept.pop(n % 7)
    return total, len(kept), all(document in alive for document in kept)


measure(lambda: run(1_500, 250), (46687500, 12, True))
