from collections import deque
import heapq
edges = [("a", "b", 4), ("a", "c", 1), ("c", "b", 2), ("b", "d", 5), ("c", "d", 8), ("d", "e", 3), ("x", "y", 1)]
graph = {}
for u, v, w in edges:
    graph.setdefault(u, {})[v] = w
    graph.setdefault(v, {})[u] = w
def bfs(start):
    seen, queue, order = {start}, deque([start]), []
    while queue:
        node = queue.popleft()
        order.append(node)
        for n in sorted(graph[node]):
            if n not in seen: seen.add(n); queue.append(n)
    return order
def dfs(node, seen=None):
    seen = set() if seen is None else seen
    seen.add(node)
    yield node
    for n in sorted(graph[node]):
        if n not in seen: yield from dfs(n, seen)
def dijkstra(start):
    distance, previous, heap = {start: 0}, {}, [(0, start)]
    while heap:
        d, node = heapq.heappop(heap)
        if d > distance[node]: continue
        for n, w in graph[node].items():
            if d + w < distance.get(n, float("inf")):
                distance[n], previous[n] = d + w, node
                heapq.heappush(heap, (d + w, n))
    return distance, previous
def path(previous, end):
    nodes = [end]
    while nodes[-1] in previous: nodes.append(previous[nodes[-1]])
    return "->".join(reversed(nodes))
print(bfs("a"), list(dfs("a")), bfs("x"))
distance, previous = dijkstra("a")
print(sorted(distance.items()), path(previous, "e"), sorted(set(graph) - set(distance)))
def components():
    left = set(graph)
    while left:
        part = set(bfs(min(left))); left -= part; yield sorted(part)
print(list(components()))
def order(tasks):
    done, result = set(), []
    def visit(t, trail=()):
        if t in trail: raise ValueError("cycle: " + " ".join(trail + (t,)))
        if t in done: return
        for d in tasks.get(t, ()): visit(d, trail + (t,))
        done.add(t); result.append(t)
    for t in tasks: visit(t)
    return result
print(order({"shoes": ["socks", "trousers"], "trousers": ["pants"], "shirt": []}))
try: order({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as error: print(error)
h = [5, 2, 8, 1]; heapq.heapify(h); print(heapq.heappop(h), heapq.heappushpop(h, 0), heapq.nsmallest(2, [3, 1, 2]), heapq.nlargest(2, [3, 1, 2]), list(heapq.merge([1, 4], [2, 3])), h)
