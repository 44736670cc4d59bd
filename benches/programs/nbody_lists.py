"""Five bodies as lists, all pairs: float arithmetic through list items."""

from measure import measure

from itertools import combinations


def bodies():
    # Invented planets: position, velocity, mass.
    return [
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 40.0],
        [[5.0, 0.2, -0.1], [0.1, 2.7, 0.02], 0.04],
        [[-8.0, 3.1, 0.3], [-0.9, -1.9, 0.01], 0.011],
        [[12.0, -9.0, 0.2], [1.0, 1.2, -0.03], 0.0017],
        [[-3.5, -15.0, 0.7], [1.4, -0.3, 0.05], 0.002],
    ]


def advance(pairs, system, step, rounds):
    for _ in range(rounds):
        for (p, v, m), (q, w, n) in pairs:
            dx, dy, dz = p[0] - q[0], p[1] - q[1], p[2] - q[2]
            pull = step / (dx * dx + dy * dy + dz * dz) ** 1.5
            v[0] -= dx * n * pull
            v[1] -= dy * n * pull
            v[2] -= dz * n * pull
            w[0] += dx * m * pull
            w[1] += dy * m * pull
            w[2] += dz * m * pull
        for p, v, _ in system:
            p[0] += step * v[0]
            p[1] += step * v[1]
            p[2] += step * v[2]


def run(rounds):
    system = bodies()
    advance(list(combinations(system, 2)), system, 0.001, rounds)
    return f"{sum(sum(p) for p, _, _ in system):.6f}"


measure(lambda: run(80_000), "-20.486552")
