"""Float attributes of two bodies that attract each other."""

from measure import measure

class Body:
    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x, self.y, self.z = x, y, z
        self.vx, self.vy, self.vz = vx, vy, vz
        self.mass = mass


def advance(a, b, step, rounds):
    for _ in range(rounds):
        dx = a.x - b.x
        dy = a.y - b.y
        dz = a.z - b.z
        square = dx * dx + dy * dy + dz * dz + 0.01
        pull = step / (square * square)
        of_b = b.mass * pull
        of_a = a.mass * pull
        a.vx -= dx * of_b
        a.vy -= dy * of_b
        a.vz -= dz * of_b
        b.vx += dx * of_a
        b.vy += dy * of_a
        b.vz += dz * of_a
        a.x += step * a.vx
        a.y += step * a.vy
        a.z += step * a.vz
        b.x += step * b.vx
        b.y += step * b.vy
        b.z += step * b.vz


def run(rounds):
    sun = Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.4)
    planet = Body(4.8, -1.1, -0.1, 0.6, 2.8, -0.02, 0.03)
    advance(sun, planet, 0.001, rounds)
    return f"{sun.x + planet.y:.6f}"


measure(lambda: run(600_000), "1538.276164")
