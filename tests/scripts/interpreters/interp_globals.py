# A function of this script that uses this script's globals runs in a copy of the script over there.
from concurrent import interpreters


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)

BASE = 100
calls = 0


def attempt(function, *args, **kwargs):
    try:
        say('->', function(*args, **kwargs))
    except BaseException as error:
        say(type(error).__name__, str(error).splitlines()[0])


def count():
    global calls
    calls += 1
    return calls, BASE


def helper(n):
    return n + BASE


def through_helper(n):
    return helper(n) * 2


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def shifted(self, dx):
        self.x += dx
        return self.x + BASE, self.y

    def same(self, other):
        return self == other

    def __repr__(self):
        return f'Point({self.x}, {self.y})'

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


class Failure(Exception):
    pass


def fail(n):
    raise Failure(n)


if __name__ == '__main__':
    BASE = 200
    i = interpreters.create()
    say(count(), i.call(count), i.call(count), count())
    say(through_helper(1), i.call(through_helper, 1))
    i.exec('print("calls" in globals(), __name__, flush=True)')
    p = Point(1, 2)
    say(i.call(p.shifted, 10), p, i.call(lambda q: (q.x, q.y), p), i.call(repr, p), i.call(p.same, Point(1, 2)))
    attempt(i.call, fail, 3)
    j = interpreters.create()
    say(j.call(count), i.call(count))
    i.close()
    j.close()
