# Classes that behave like builtin containers: a linked list, an LRU cache, a matrix, an ordered tree, a bit set.
class Linked:
    class Node:
        __slots__ = ("value", "next")
        def __init__(self, value, next=None): self.value, self.next = value, next
    def __init__(self, items=()):
        self.head = None
        for item in reversed(list(items)): self.push(item)
    def push(self, value): self.head = self.Node(value, self.head)
    def __iter__(self):
        node = self.head
        while node: yield node.value; node = node.next
    def __len__(self): return sum(1 for _ in self)
    def __getitem__(self, i):
        if isinstance(i, slice): return Linked(list(self)[i])
        for k, v in enumerate(self):
            if k == i: return v
        raise IndexError(i)
    def reverse(self):
        done, node = None, self.head
        while node: node.next, done, node = done, node, node.next
        self.head = done
        return self
    def __repr__(self): return "Linked(" + " -> ".join(map(repr, self)) + ")"
    def __add__(self, other): return Linked([*self, *other])
    def __contains__(self, x): return any(x == v for v in self)
    def __bool__(self): return self.head is not None
l = Linked("abc"); l.push("z"); print(l, len(l), l[1], l[1:3], l.reverse(), "c" in l, "q" in l, l + [1], bool(Linked()), list(zip(l, range(9))), max(l), sorted(l))
try: l[10]
except IndexError as error: print("IndexError", error)
class LRU:
    def __init__(self, size): self.size, self.data, self.hits = size, {}, 0
    def __getitem__(self, k):
        value = self.data.pop(k); self.data[k] = value; self.hits += 1
        return value
    def __setitem__(self, k, v):
        self.data.pop(k, None); self.data[k] = v
        while len(self.data) > self.size: del self.data[next(iter(self.data))]
    def __delitem__(self, k): del self.data[k]
    def __contains__(self, k): return k in self.data
c = LRU(2); c["a"] = 1; c["b"] = 2; c["a"]; c["c"] = 3; print(list(c.data), "b" in c, c.hits)
try: c["b"]
except KeyError as error: print("KeyError", error)
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, col)) for col in zip(*o.rows)] for r in self.rows])
    def __getitem__(self, ij): return self.rows[ij[0]][ij[1]]
    def __setitem__(self, ij, v): self.rows[ij[0]][ij[1]] = v
    def __pow__(self, n):
        result = Matrix([[int(i == j) for j in range(len(self.rows))] for i in range(len(self.rows))])
        for _ in range(n): result = result @ self
        return result
    def __repr__(self): return f"Matrix({self.rows})"
    T = property(lambda self: Matrix(zip(*self.rows)))
m = Matrix([[1, 1], [1, 0]]); m[0, 0] += 0; print(m @ m, m ** 30, m[0, 1], Matrix([[1, 2, 3]]).T, (m ** 200)[0, 1])
class Tree:
    root = None
    def add(self, key):
        link, at = (self, "root"), self.root
        while at: link, at = ((at, "left"), at.left) if key < at.key else ((at, "right"), at.right)
        setattr(*link, type("Node", (), {"key": key, "left": None, "right": None})())
        return self
    def walk(self, node="top"):
        node = self.root if node == "top" else node
        return [] if node is None else [*self.walk(node.left), node.key, *self.walk(node.right)]
t = Tree()
for k in (5, 2, 8, 1, 9, 3): t.add(k)
print(t.walk(), t.root.left.right.key)
class Bits(int):
    def __or__(self, o): return Bits(int(self) | 1 << o)
    def __contains__(self, o): return bool(self >> o & 1)
    def __iter__(self): return (i for i in range(self.bit_length()) if i in self)
b = Bits() | 3 | 70; print(list(b), 3 in b, 4 in b, b == 2 ** 70 + 8)
