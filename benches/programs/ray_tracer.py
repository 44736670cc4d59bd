"""A ray tracer: a vector class with operators, spheres and a plane, shadows and mirrors."""

from measure import measure

from math import sqrt


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def __neg__(self):
        return Vector(-self.x, -self.y, -self.z)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self * (1 / sqrt(self.dot(self)))

    def mirrored(self, normal):
        return self - normal * (2 * self.dot(normal))


class Ray:
    def __init__(self, start, direction):
        self.start = start
        self.direction = direction.unit()

    def at(self, distance):
        return self.start + self.direction * distance


class Sphere:
    def __init__(self, centre, radius, colour, mirror):
        self.centre = centre
        self.radius = radius
        self.colour = colour
        self.mirror = mirror

    def hit(self, ray):
        away = self.centre - ray.start
        along = away.dot(ray.direction)
        square = self.radius**2 - away.dot(away) + along * along
        if square < 0:
            return None
        distance = along - sqrt(square)
        return distance if distance > 1e-4 else None

    def normal(self, point):
        return (point - self.centre).unit()

    def colour_at(self, point):
        return self.colour


class Floor:
    mirror = 0.1
    up = Vector(0, 1, 0)

    def __init__(self, height):
        self.height = height

    def hit(self, ray):
        if ray.direction.y >= -1e-6:
            return None
        distance = (self.height - ray.start.y) / ray.direction.y
        return distance if distance > 1e-4 else None

    def normal(self, point):
        return self.up

    def colour_at(self, point):
        light = (int(point.x // 1) + int(point.z // 1)) % 2
        return Vector(0.9, 0.9, 0.9) if light else Vector(0.2, 0.2, 0.3)


class Scene:
    sky = Vector(0.4, 0.6, 0.9)

    def __init__(self):
        self.things = [Floor(-1.0)]
        self.lights = [Vector(5, 8, -6), Vector(-7, 4, -3)]
        for i in range(5):
            colour = Vector(0.2 + 0.15 * i, 0.9 - 0.15 * i, 0.5)
            self.things.append(Sphere(Vector(i * 1.1 - 2.2, (i % 2) * 0.6 - 0.3, 4.0 + i % 3), 0.6, colour, 0.3))

    def nearest(self, ray):
        best = None
        for thing in self.things:
            distance = thing.hit(ray)
            if distance is not None and (best is None or distance < best[0]):
                best = distance, thing
        return best

    def colour(self, ray, depth):
        found = self.nearest(ray)
        if found is None:
            return self.sky
        distance, thing = found
        point = ray.at(distance)
        normal = thing.normal(point)
        brightness = 0.15
        for light in self.lights:
            towards = Ray(point, light - point)
            if not any(other.hit(towards) is not None for other in self.things):
                brightness += max(0.0, normal.dot(towards.direction)) * 0.5
        colour = thing.colour_at(point) * brightness
        if depth and thing.mirror:
            reflected = self.colour(Ray(point, ray.direction.mirrored(normal)), depth - 1)
            colour = colour * (1 - thing.mirror) + reflected * thing.mirror
        return colour


def run(width, height):
    scene = Scene()
    total = Vector(0, 0, 0)
    eye = Vector(0, 0.5, -3)
    for y in range(height):
        for x in range(width):
            direction = Vector((x - width / 2) / width * 2, (height / 2 - y) / width * 2, 2.0)
            total += scene.colour(Ray(eye, direction), 2)
    return tuple(round(value, 6) for value in (total.x, total.y, total.z))


measure(lambda: run(200, 130), (9213.825874, 12308.360136, 16548.686393))
