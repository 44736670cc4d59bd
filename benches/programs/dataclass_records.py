"""Dataclasses: made, compared, ordered, hashed, replaced, turned to dictionaries; frozen, with slots and inherited."""

from measure import measure

from dataclasses import asdict, astuple, dataclass, field, replace
from typing import ClassVar


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    patch: int = 0


@dataclass(slots=True)
class Point:
    x: float
    y: float

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)


@dataclass
class Item:
    name: str
    price: float
    count: int = 1
    tags: list = field(default_factory=list)
    made: ClassVar[int] = 0

    def __post_init__(self):
        Item.made += 1

    @property
    def total(self):
        return self.price * self.count


@dataclass(kw_only=True)
class Order(Item):
    version: Version = Version(1)
    lines: list[Item] = field(default_factory=list, repr=False, compare=False)
    note: str | None = None


def run(rounds):
    total = 0
    versions = set()
    for n in range(rounds):
        version = Version(n % 7, n % 5, n % 3)
        versions.add(version)
        newer = replace(version, patch=version.patch + 1)
        total += (version < newer) + (version == Version(n % 7, n % 5, n % 3)) + (hash(version) == hash(newer))
        point = Point(n, 2.0)
        for _ in range(3):
            point = point.moved(0.5, -0.5)
        total += int(point.x + point.y) + (point == Point(n + 1.5, 0.5))
        item = Item(f"item {n % 50}", n * 0.5, n % 4)
        order = Order(name="order", price=1.0, lines=[item, item], version=newer)
        total += int(item.total) + (item != order) + len(order.lines)
        if n % 10 == 0:
            total += len(asdict(order)["lines"]) + len(astuple(order)) + len(repr(order))
            total += len(sorted(versions)) + max(versions).major
    return total, len(versions), Item.made


measure(lambda: run(20_000), (350595400, 105, 40000))
