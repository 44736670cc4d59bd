"""Interpreters are created, used and closed by many threads at once; hundreds live at the same time."""

import os
import sys
import threading
from concurrent import interpreters

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "threads"))
from torture import SECONDS, THREADS, torture, done

ALIVE = int(os.environ.get("TORTURE_ALIVE", "60"))


def double(x):
    return [x, x]


def life(rng, n):
    interp = interpreters.create()
    what = rng.randrange(6)
    if what == 0:
        interp.exec("import json; x = json.dumps([1, 2])")
        interp.exec("assert x == '[1, 2]', x")
    elif what == 1:
        assert interp.call(double, n) == [n, n]
    elif what == 2:
        interp.prepare_main(a=n, b="text", c=(1, 2.5, None))
        interp.exec("assert (b, c) == ('text', (1, 2.5, None)); d = [a] * 100")
    elif what == 3:
        try:
            interp.exec("def f(): 1 / 0\nf()")
        except interpreters.ExecutionFailed as e:
            assert e.excinfo.type.__name__ == "ZeroDivisionError"
        else:
            raise AssertionError
    elif what == 4:
        t = interp.call_in_thread(double, 3)
        t.join()
    if what != 5 or rng.randrange(2):
        interp.close()
        try:
            interp.exec("pass")
        except interpreters.InterpreterNotFoundError:
            pass
        else:
            raise AssertionError("a closed one runs")
    return interp.id


ids = []
torture(lambda rng, n: ids.append(life(rng, n)), threads=max(8, THREADS))
assert len(set(ids)) == len(ids), "an id twice"

# one that many threads want: one runs, the others are told
shared = interpreters.create()
shared.exec("import time")


def compete(rng, n):
    try:
        shared.exec("x = 1")
    except interpreters.InterpreterError as e:
        assert "already running" in str(e), e
    shared.is_running()
    interpreters.list_all()


torture(compete)
shared.close()

# threads that close what others use
box = [interpreters.create()]


def use(rng, n):
    i = box[0]
    try:
        i.exec("sum(range(100))")
        i.call(double, 1)
    except interpreters.InterpreterNotFoundError:
        pass
    except interpreters.InterpreterError as e:
        assert "running" in str(e) or "closing" in str(e) or "unrecognized" in str(e), e


def close(rng, n):
    i = box[0]
    try:
        i.close()
        box[0] = interpreters.create()
    except interpreters.InterpreterNotFoundError:
        pass
    except interpreters.InterpreterError as e:
        assert "running" in str(e) or "current" in str(e), e


torture(use, use, close)

alive = []
lock = threading.Lock()


def make_some():
    mine = [interpreters.create() for _ in range(ALIVE // 4)]
    with lock:
        alive.extend(mine)


threads = [threading.Thread(target=make_some) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert len(interpreters.list_all()) >= len(alive)
for i in alive[::7]:
    i.exec("y = 3")
for i in interpreters.list_all():
    if i != interpreters.get_main():
        i.close()
done()
