"""Properties, descriptors, operators, inheritance and super()."""

from measure import measure

class Shape:
    kinds = 0

    def __init__(self, name):
        self.name = name
        Shape.kinds += 1

    @property
    def size(self):
        return self.area() + len(self.name)

    def area(self):
        return 0


class Box(Shape):
    def __init__(self, width, height):
        super().__init__("box")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    def __add__(self, other):
        return Box(self.width + other.width, self.height)

    def __eq__(self, other):
        return self.width == other.width and self.height == other.height

    def __lt__(self, other):
        return self.area() < other.area()


class Cube(Box):
    def __init__(self, edge):
        super().__init__(edge, edge)

    def area(self):
        return 6 * super().area()

    @classmethod
    def unit(cls):
        return cls(1)

    @staticmethod
    def scale(k):
        return k % 11


def run(rounds):
    total = 0
    for n in range(rounds):
        box, cube = Box(n % 13, 3), Cube(n % 5)
        total += box.size + cube.size + (box + cube).area() + Cube.scale(n)
        if box < cube or box == cube:
            total += 1
        if isinstance(cube, Shape) and n % 100 == 0:
            total += Cube.unit().size
    return total


measure(lambda: run(400_000), 35857435)
