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
        dict(frame.f_locals)
        frame.f_lineno
    f = generators[rng.randrange(4)]
    if f is not None:
        f.f_locals


torture(work, work, look)


class Stop(Exception):
    pass


def survivor(box):
    """Takes whatever is raised into it, wherever it is, and goes on."""
    lock = threading.Lock()
    q = queue.Queue()
    cond = threading.Condition()
    while not box["end"]:
        try:
            what = box["n"] % 8
            box["n"] += 1
            if what == 0:
                sum(i for i in range(1000))
            elif what == 1:
                time.sleep(0.01)
            elif what == 2:
                with lock:
                    sorted(range(100), key=lambda x: -x)
            elif what == 3:
                q.get(timeout=0.01)
            elif what == 4:
                with cond:
                    cond.wait(0.01)
            elif what == 5:
                {str(i): i for i in range(100)}
            elif what == 6:
                threading.Event().wait(0.01)
            else:
                list(gen([1]))
        except (Stop, queue.Empty):
            box["caught"] += 1


if raise_in is not None:
    boxes = [{"end": False, "n": i, "caught": 0} for i in range(3)]

    def run(box):
        # an exception may come between two of survivor's own handlers
        while not box["end"]:
            try:
                survivor(box)
            except Stop:
                box["caught"] += 1

    def outermost(box):
        while True:
            try:
                run(box)
                return
            except Stop:
                pass

    hook, threading.excepthook = threading.excepthook, lambda args: None
    threads = [threading.Thread(target=outermost, args=(box,)) for box in boxes]
    for t in threads:
        t.start()

    def throw(rng, n):
        t = rng.choice(threads)
        raise_in(t.ident, Stop)
        time.sleep(rng.random() * 0.002)

    torture(throw, threads=2)
    for box in boxes:
        box["end"] = True
    for t in threads:
        t.join()
    threading.excepthook = hook
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
