"""A Go player: random playouts on a 9 by 9 board with groups, liberties and captures, from which a tree of moves is chosen."""

from measure import measure

from math import log, sqrt

SIZE = 9
EMPTY, BLACK, WHITE, EDGE = range(4)
ROW = SIZE + 1
POINTS = [(y + 1) * ROW + x for y in range(SIZE) for x in range(SIZE)]
AROUND = {point: (point - ROW, point - 1, point + 1, point + ROW) for point in POINTS}


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n


class Board:
    def __init__(self):
        self.stones = [EDGE] * (ROW * (SIZE + 2) + 1)
        for point in POINTS:
            self.stones[point] = EMPTY
        self.free = list(POINTS)
        self.ko = None
        self.passes = 0
        self.moves = 0

    def copy(self):
        twin = Board.__new__(Board)
        twin.stones = self.stones[:]
        twin.free = self.free[:]
        twin.ko, twin.passes, twin.moves = self.ko, self.passes, self.moves
        return twin

    def group(self, point):
        """The stones of a group, and whether it has a liberty."""
        stones = self.stones
        colour = stones[point]
        seen = {point}
        todo = [point]
        while todo:
            for near in AROUND[todo.pop()]:
                other = stones[near]
                if other == EMPTY:
                    return seen, True
                if other == colour and near not in seen:
                    seen.add(near)
                    todo.append(near)
        return seen, False

    def is_eye(self, point, colour):
        return all(self.stones[near] in (colour, EDGE) for near in AROUND[point])

    def play(self, point, colour):
        """Play a stone; false (and nothing changed) if the move is not allowed."""
        if point == self.ko:
            return False
        stones = self.stones
        stones[point] = colour
        enemy = BLACK + WHITE - colour
        taken = []
        for near in AROUND[point]:
            if stones[near] == enemy:
                group, alive = self.group(near)
                if not alive:
                    taken.extend(group)
                    for stone in group:
                        stones[stone] = EMPTY
        if not taken and not self.group(point)[1]:
            stones[point] = EMPTY
            return False
        self.free.remove(point)
        self.free.extend(sorted(taken))
        self.ko = taken[0] if len(taken) == 1 else None
        self.passes = 0
        self.moves += 1
        return True

    def choose(self, colour, random):
        free = self.free
        for _ in range(len(free)):
            point = free[random.below(len(free))]
            if not self.is_eye(point, colour) and self.play(point, colour):
                return point
        self.ko = None
        self.passes += 1
        self.moves += 1
        return None

    def score(self):
        black = 0
        for point in POINTS:
            stone = self.stones[point]
            if stone == EMPTY:
                near = {self.stones[other] for other in AROUND[point]} - {EDGE}
                stone = near.pop() if len(near) == 1 else EMPTY
            black += (stone == BLACK) - (stone == WHITE)
        return black - 6.5

    def playout(self, colour, random):
        while self.passes < 2 and self.moves < 220:
            self.choose(colour, random)
            colour = BLACK + WHITE - colour
        return self.score()


class Node:
    def __init__(self, board, colour, move):
        self.board = board
        self.colour = colour
        self.move = move
        self.visits = 0
        self.wins = 0
        self.children = []
        self.untried = [point for point in board.free if not board.is_eye(point, colour)]

    def worth(self, total):
        return self.wins / self.visits + sqrt(0.5 * log(total) / self.visits)

    def visit(self, random):
        """One playout from here or below; the result for black."""
        while self.untried:
            board = self.board.copy()
            move = self.untried.pop(random.below(len(self.untried)))
            if board.play(move, self.colour):
                child = Node(board, BLACK + WHITE - self.colour, move)
                self.children.append(child)
                won = board.copy().playout(child.colour, random) > 0
                child.count(won)
                break
        else:
            if self.children:
                won = max(self.children, key=lambda child: child.worth(self.visits)).visit(random)
            else:
                won = self.board.score() > 0
        self.count(won)
        return won

    def count(self, won):
        self.visits += 1
        self.wins += won == (self.colour == WHITE)


def run(playouts):
    random = Random(2026)
    root = Node(Board(), BLACK, None)
    for _ in range(playouts):
        root.visit(random)
    best = max(root.children, key=lambda child: child.visits)
    return best.move, best.visits, root.wins, len(root.children)


measure(lambda: run(800), (74, 24, 476, 81))
