"""Names and methods that change while other threads' caches learn them: when the change is done, nobody sees what was."""

import threading

from torture import THREADS, torture, done

ROUNDS = threading.Barrier(THREADS)


class Counted:
    def __init__(self):
        self.made = 0

    def number(self):
        return 0


class Below(Counted):
    def number(self):
        return super().number()


def method(n):
    return lambda self: n


def maker(n):
    def __init__(self):
        self.made = n

    return __init__


latest = [0]


def together(rng, n):
    # the first thread changes a class some times while the others use it; then all look
    ROUNDS.wait()
    if n == 0:
        for _ in range(rng.randrange(1, 4)):
            latest[0] += 1
            Counted.__init__ = maker(latest[0])
            Counted.number = rng.choice((latest[0], None)) and method(latest[0])
            Counted.number = method(latest[0])
    else:
        for _ in range(rng.randrange(4)):
            assert Counted().made <= latest[0] + 1
            try:
                Below().number(), Counted().number()
            except TypeError:
                pass  # None, for a moment
    ROUNDS.wait()
    found = Counted().made, Counted().number(), Below().number()
    assert found == (latest[0],) * 3, (found, latest[0])


def rounds(work, count=150):
    # every thread goes as many rounds: they wait for each other
    def all_rounds(rng, n):
        try:
            for _ in range(count):
                work(rng, n)
        except BaseException:
            ROUNDS.abort()
            raise

    torture(all_rounds, seconds=0, threads=THREADS, allowed=(threading.BrokenBarrierError,))


rounds(together)


def store(v):
    global shared
    shared = v


def load():
    return shared


def name_comes_and_goes(rng, n):
    # what a cached store and a cached load say is what the namespace says, once all are done
    ROUNDS.wait()
    if n == 0:
        for _ in range(rng.randrange(1, 5)):
            globals().pop("shared", None)
    else:
        for i in range(rng.randrange(1, 20)):
            store((n, i))
    ROUNDS.wait()
    try:
        seen = load()
    except NameError:
        seen = None
    there = globals().get("shared")
    assert seen == there, (seen, there)
    ROUNDS.wait()
    if n == 0:
        store((0, 0))
    ROUNDS.wait()
    assert load() == globals()["shared"] == (0, 0), (load(), globals()["shared"])


rounds(name_comes_and_goes)
done()
