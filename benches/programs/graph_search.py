"""Graph search: Dijkstra's and A* with heapq, breadth first with a deque, connected parts by union and find."""

from measure import measure

from collections import defaultdict, deque
from heapq import heappop, heappush


def make(size):
    """A grid of roads with pseudo-random lengths, some closed."""
    state = 12345
    edges = defaultdict(list)
    for y in range(size):
        for x in range(size):
            for near in ((x + 1, y), (x, y + 1)):
                state = (state * 1103515245 + 12345) & 0x7FFFFFFF
                length = (state >> 10) % 9 + 1
                if near[0] < size and near[1] < size and length > 2:
                    edges[x, y].append((near, length))
                    edges[near].append(((x, y), length))
    return dict(edges)


def dijkstra(edges, start):
    distances = {start: 0}
    todo = [(0, start)]
    while todo:
        distance, place = heappop(todo)
        if distance > distances[place]:
            continue
        for near, length in edges[place]:
            new = distance + length
            if new < distances.get(near, 1 << 60):
                distances[near] = new
                heappush(todo, (new, near))
    return distances


def a_star(edges, start, goal):
    best = {start: 0}
    todo = [(0, 0, start)]
    visited = 0
    while todo:
        _, distance, place = heappop(todo)
        visited += 1
        if place == goal:
            return distance, visited
        for near, length in edges[place]:
            new = distance + length
            if near not in best or new < best[near]:
                best[near] = new
                guess = 3 * (abs(near[0] - goal[0]) + abs(near[1] - goal[1]))
                heappush(todo, (new + guess, new, near))
    return None, visited


def breadth_first(edges, start):
    steps = {start: 0}
    todo = deque([start])
    while todo:
        place = todo.popleft()
        for near, _ in edges[place]:
            if near not in steps:
                steps[near] = steps[place] + 1
                todo.append(near)
    return max(steps.values()), len(steps)


def parts(edges):
    parent = {place: place for place in edges}

    def find(place):
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for place, roads in edges.items():
        for near, length in roads:
            if length > 5:
                parent[find(place)] = find(near)
    return len({find(place) for place in edges})


def run(size):
    edges = make(size)
    start = next(iter(edges))
    distances = dijkstra(edges, start)
    goal = max(distances, key=lambda place: (place[0] + place[1], place))
    return sum(distances.values()), a_star(edges, start, goal), breadth_first(edges, start), parts(edges)


measure(lambda: run(200), (39882425, (1860, 46530), (398, 39888), 6760))
