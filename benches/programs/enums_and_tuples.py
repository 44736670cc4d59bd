"""Enumerations, flags and named tuples: lookups, members in dictionaries, match statements, a machine of states."""

from measure import measure

from collections import namedtuple
from enum import Enum, Flag, IntEnum, auto
from typing import NamedTuple


class State(Enum):
    IDLE = auto()
    RUNNING = auto()
    WAITING = auto()
    DONE = auto()

    @property
    def is_final(self):
        return self is State.DONE


class Event(Enum):
    START = "start"
    BLOCK = "block"
    WAKE = "wake"
    FINISH = "finish"


class Level(IntEnum):
    LOW = 1
    MIDDLE = 5
    HIGH = 9


class Right(Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()
    ALL = READ | WRITE | RUN


Point = namedtuple("Point", "x y z", defaults=(0,))


class Step(NamedTuple):
    state: State
    event: Event
    level: int = Level.LOW

    def next(self):
        match self.state, self.event:
            case State.IDLE, Event.START:
                return State.RUNNING
            case State.RUNNING, Event.BLOCK:
                return State.WAITING
            case State.WAITING, Event.WAKE:
                return State.RUNNING
            case State.RUNNING, Event.FINISH:
                return State.DONE
            case State.DONE, _:
                return State.IDLE
        return self.state


TABLE = {(state, event): Step(state, event).next() for state in State for event in Event}


def run(rounds):
    events = list(Event)
    state = State.IDLE
    visits = dict.fromkeys(State, 0)
    total = 0
    for n in range(rounds):
        event = events[n * 7 % 11 % 4]
        step = Step(state, event, Level.HIGH if n % 3 else Level.MIDDLE)
        following = step.next()
        if following is not TABLE[state, event]:
            return None
        visits[following] += 1
        total += following.value + len(event.name) + step.level + following.is_final
        state = following
        rights = Right.READ | (Right.WRITE if n % 2 else Right.RUN)
        if Right.WRITE in rights and rights != Right.ALL:
            total += 1
        if Event("wake") is Event["WAKE"] and Level(9) > Level.MIDDLE:
            total += 1
        point = Point(n, 2)._replace(z=n % 5)
        x, y, z = point
        total += x + point.y - z + point[0] + (point == (x, y, z)) + hash(step) % 1
    return total, [count for count in visits.values()], str(rights & ~Right.READ)


measure(lambda: run(60_000), (3600942728, [38182, 16363, 0, 5455], 'Right.WRITE'))
