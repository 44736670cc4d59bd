"""What native code still needs must live, though the script lets go of it in the middle and collects."""

import gc
import sys


def churn():
    """Collects, and puts other objects where the dead ones lay."""
    gc.collect()
    return [("x" * n, [n], {n: n}) for n in range(200)] and None


# a list among the arguments of a generic alias, changed while it is shown
class Shrinks:
    def __repr__(self):
        del items[2:]
        churn()
        return "shrinks"


class Shown:
    def __init__(self, n):
        self.n = [n]

    def __repr__(self):
        churn()
        return f"shown {self.n}"


items = [Shown(0), Shown(1)]
print(list[items], dict[items, int])
items = [Shrinks(), Shown(1), Shown(2), Shown(3)]
try:
    print(list[items])
except IndexError as error:
    print("IndexError:", error)


# a chain of exceptions, cut while it is shown
class Cuts(Exception):
    def __str__(self):
        top = holder.pop() if holder else None
        if top is not None:
            top.__context__ = None
            del top
        churn()
        return "cut"


def chain():
    try:
        try:
            raise Cuts(1)
        except Cuts:
            raise ValueError("second", [2])
    except ValueError:
        raise KeyError("third", {3: 3})


holder = []
try:
    chain()
except KeyError as error:
    holder.append(error)
    sys.excepthook(type(error), error, error.__traceback__)
    print(len(holder), holder or error.__context__)


# names to match by that nobody else holds
class Meta(type):
    @property
    def __match_args__(cls):
        return tuple("".join(("na", "me", str(n))) for n in range(3))


class Matched(metaclass=Meta):
    def __getattr__(self, name):
        churn()
        return [name]


match Matched():
    case Matched(a, b, c):
        print(a, b, c)


# keys, elements and operands that their container loses during a comparison
class Drops:
    def __init__(self, n):
        self.n = [n]

    def __eq__(self, other):
        pool.clear()
        churn()
        return False

    def __hash__(self):
        return 1

    def __lt__(self, other):
        pool.clear()
        churn()
        return self.n < other.n


pool = [Drops(n) for n in range(5)]
print(Drops(9) in pool, len(pool))
pool = [Drops(n) for n in range(5)]
print(pool.count(7), len(pool))
pool = {Drops(n): n for n in range(3)}
print(pool.get(Drops(9)), len(pool))
pool = [Drops(n) for n in range(5)]
try:
    pool.index(5)
except ValueError as error:
    print(error, len(pool))
pool = [Drops(3 - n) for n in range(3)]
print([d.n for d in sorted(pool)], len(pool))
pool = [Drops(n) for n in range(3)]
print(max(pool).n, len(pool))
pool = [Drops(n) for n in range(3)]
print(pool == [Drops(n) for n in range(3)], len(pool))


# arguments that only the call holds
def late(*args, **more):
    churn()
    return args, more


print(late(*([n] for n in range(3)), **{f"k{n}": [n] for n in range(3)}))
print(list(map(late, ([n] for n in range(2)), ([n] for n in range(2)))))
print("{0} {1!r} {2[0]}".format([1], Shown(2), [[3]]), "%r %s" % (Shown(1), [2]))
print(f"{Shown(1)!r} {[2]} {Shown(3)}")
print({Shown(n).n[0]: Shown(n) for n in range(2)}, [*map(Shown, range(2))])


# a list that a comparison or a key empties, and then what is left decides
pool = [Drops(n) for n in range(5)]
print(pool < [Drops(n) for n in range(5)], len(pool))
pool = [Drops(n) for n in range(5)]
print(pool.sort(), len(pool))
pool = [Drops(n) for n in range(5)]
print(pool.sort(key=lambda d: pool.clear() or -d.n[0]), [d.n for d in pool])
