"""Contract: an order of tasks in which each comes after those it needs."""

__all__ = ['TopologicalSorter', 'CycleError']

_OUT, _DONE = -1, -2


class _Node:
    __slots__ = 'node', 'npredecessors', 'successors'

    def __init__(self, node):
        self.node, self.npredecessors, self.successors = node, 0, []


class CycleError(ValueError):
    """The graph has a cycle: the second argument, its first and last node the same."""


class TopologicalSorter:
    """Sorts a graph of nodes and their predecessors."""

    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._npassedout = self._nfinished = 0
        for node, predecessors in () if graph is None else graph.items():
            self.add(node, *predecessors)

    def _info(self, node):
        found = self._nodes.get(node)
        if found is None:
            found = self._nodes[node] = _Node(node)
        return found

    def add(self, node, *predecessors):
        """Add a node and nodes that come before it."""
        if self._ready is not None:
            raise ValueError('Nodes cannot be added after a call to prepare()')
        info = self._info(node)
        info.npredecessors += len(predecessors)
        for pred in predecessors:
            self._info(pred).successors.append(node)

    def prepare(self):
        """End adding; CycleError if there is a cycle."""
        if self._npassedout > 0:
            raise ValueError('cannot prepare() after starting iteration')
        if self._ready is None:
            self._ready = [i.node for i in self._nodes.values() if i.npredecessors == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError('nodes are in a cycle', cycle)

    def get_ready(self):
        """The nodes that can be done now."""
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].npredecessors = _OUT
        self._ready.clear()
        self._npassedout += len(result)
        return result

    def is_active(self):
        """Whether there is more to do."""
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        return self._nfinished < self._npassedout or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Say that nodes are done."""
        if self._ready is None:
            raise ValueError('prepare() must be called first')
        for node in nodes:
            info = self._nodes.get(node)
            if info is None:
                raise ValueError(f'node {node!r} was not added using add()')
            if info.npredecessors != _OUT:
                if info.npredecessors >= 0:
                    raise ValueError(f'node {node!r} was not passed out (still not ready)')
                raise ValueError(f'node {node!r} was already marked done')
            info.npredecessors = _DONE
            for successor in info.successors:
                s = self._nodes[successor]
                s.npredecessors -= 1
                if s.npredecessors == 0:
                    self._ready.append(successor)
            self._nfinished += 1

    def _find_cycle(self):
        """A cycle as a list of nodes, or None."""
        place, seen = {}, set()
        for start in self._nodes:
            if start in seen:
                continue
            path, iters = [], []
            node = start
            while True:
                if node in seen:
                    if node in place:
                        return path[place[node]:] + [node]
                else:
                    seen.add(node)
                    iters.append(iter(self._nodes[node].successors))
                    place[node] = len(path)
                    path.append(node)
                while path:
                    following = next(iters[-1], _DONE)
                    if following is not _DONE:
                        node = following
                        break
                    del place[path.pop()]
                    iters.pop()
                else:
                    break
        return None

    def static_order(self):
        """Iterate over all nodes in an order."""
        self.prepare()
        while self.is_active():
            group = self.get_ready()
            yield from group
            self.done(*group)

    __class_getitem__ = classmethod(type(list[int]))
