"""Frames, tracebacks and stacks of running threads are looked at; exceptions are raised into threads wherever they are."""

import _thread
import queue
import sys
import threading
import time
import traceback

from torture import SECONDS, SEED, torture, done

raise_in = getattr(_thread, "_async_raise", None)


def deep(n, items):
    here = [n, items]
    if n:
        return deep(n - 1, items)
    return list(gen(here))


def gen(here):
    for i in range(5):
        local = (i, here)
        yield local
        generators[i % len(generators)] = sys._getframe().f_back


generators = [None] * 4
running = [gen([]) for _ in range(4)]


def work(rng, n):
    assert len(deep(rng.randrange(20), [n])) == 5
    try:
        1 / 0
    except ZeroDivisionError as e:
        raised[n % 4] = e
    i = rng.randrange(4)
    try:
        next(running[i])
    except StopIteration:
        running[i] = gen([n])
    except ValueError:
        pass


raised = [None] * 4


def look(rng, n):
    for frame in list(sys._current_frames().values()):
        depth = 0
        while frame is not None and depth < 50:
            assert type(frame.f_lineno) is int
            for name, value in frame.f_locals.items():
                assert type(name) is str
                type(value)
            assert frame.f_code.co_name
            frame = frame.f_back
            depth += 1
    e = raised[rng.randrange(4)]
    if e is not None:
        "".join(traceback.format_exception(e))
    g = running[rng.randrange(4)]
    frame = g.gi_frame
    if frame is not None:
        try:
            dict(frame.f_locals)
        except KeyError:
            pass  # a name that the running frame unbound between the list of names and this one's value
        frame.f_lineno
    f = generators[rng.randrange(4)]
    if f is not None:
        f.f_locals


torture(work, work, look)


class Stop(Exception):
    pass


def survivor(box):
    """Takes whatever is raised into it, wherever it is, and goes on."""
    while not box["end"]:
        try:
            box["due"] = False  # the next one may come: here, or at the jump back, where `run` takes it
            what = box["n"] % 8
            box["n"] += 1
            if what == 0:
                sum(i for i in range(1000))
            elif what == 1:
                time.sleep(0.01)
            elif what == 2:
                with threading.Lock():  # a lock of this round: an exception between its taking and the body leaves it taken
                    sorted(range(100), key=lambda x: -x)
            elif what == 3:
                queue.Queue().get(timeout=0.01)
            elif what == 4:
                cond = threading.Condition()
                with cond:
                    cond.wait(0.01)
            elif what == 5:
                {str(i): i for i in range(100)}
            elif what == 6:
                threading.Event().wait(0.01)
            else:
                list(gen([1]))
        except (Stop, queue.Empty, RuntimeError):  # a condition that is interrupted while it takes its lock back has none to release
            box["caught"] += 1


if raise_in is not None:
    boxes = [{"end": False, "due": True, "n": i, "caught": 0} for i in range(3)]

    def run(box):
        # one may come between two rounds of survivor's, and no other one before it has begun again
        while not box["end"]:
            try:
                survivor(box)
            except (Stop, RuntimeError):
                box["caught"] += 1

    throwing = threading.Lock()
    threads = [threading.Thread(target=run, args=(box,)) for box in boxes]
    for t in threads:
        t.start()

    def throw(rng, n):
        i = rng.randrange(len(threads))
        with throwing:
            if not boxes[i]["due"]:
                boxes[i]["due"] = True
                assert raise_in(threads[i].ident, Stop) == 1
        time.sleep(rng.random() * 0.002)

    torture(throw, threads=2)
    # What was raised last arrives while its thread still takes it: a thread's own end, where locks of `threading` are
    # held, is no place for it.
    for box in boxes:
        rounds = box["n"]
        while box["n"] < rounds + 3 or box["due"]:
            time.sleep(0.001)
    for box in boxes:
        box["end"] = True
    for t in threads:
        t.join()
    assert sum(box["caught"] for box in boxes) > 0

    # an exception raised into a thread arrives, even in one that sleeps for long
    def sleeper():
        try:
            ready.set()
            time.sleep(600)
        except Stop:
            arrived.append(1)

    arrived = []
    for _ in range(5):
        ready = threading.Event()
        t = threading.Thread(target=sleeper)
        t.start()
        ready.wait()
        assert raise_in(t.ident, Stop) == 1
        t.join()
    assert len(arrived) == 5
    assert raise_in(12345, Stop) == 0
done()
