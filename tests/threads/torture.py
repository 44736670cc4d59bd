"""What the torture scripts share: threads that work for a while, a collector beside them, and a verdict.

    TORTURE_SEED     the seed of every choice (1)
    TORTURE_SECONDS  how long each script works (0.3)
    TORTURE_THREADS  how many threads (4)

A worker is `work(rng, number)`: one round, called until the time is up. Whatever it raises, AssertionError included,
is a failure, unless `allowed` names it: what a race of the script's own may raise.
"""

import gc
import os
import random
import sys
import threading
import time
import traceback

SEED = int(os.environ.get("TORTURE_SEED", "1"))
SECONDS = float(os.environ.get("TORTURE_SECONDS", "0.3"))
THREADS = int(os.environ.get("TORTURE_THREADS", "4"))

failures = []


def collector(stop, rng):
    while not stop.is_set():
        gc.collect()
        time.sleep(rng.random() * 0.004)


def run_round(worker, number, seed, start, end, allowed, counts):
    rng = random.Random(seed)
    rounds = 0
    start.wait()
    try:
        while rounds == 0 or (time.monotonic() < end[0] and not failures):
            rounds += 1
            try:
                worker(rng, number)
            except allowed:
                pass
    except BaseException as e:
        failures.append(e)
        traceback.print_exc()
    counts[number] = rounds


def torture(*workers, threads=THREADS, allowed=(), seconds=None, collect=True):
    """Each worker in as many threads as fit; returns when the time is up. Exits with 1 after a failure."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    seconds = SECONDS if seconds is None else seconds
    threads = max(threads, len(workers))
    stop = threading.Event()
    start = threading.Barrier(threads)
    end = [time.monotonic() + seconds]
    counts = [0] * threads
    made = [
        threading.Thread(
            target=run_round,
            args=(workers[n % len(workers)], n, SEED * 1000 + n, start, end, allowed, counts),
        )
        for n in range(threads)
    ]
    if collect:
        made.append(threading.Thread(target=collector, args=(stop, random.Random(SEED))))
    for thread in made:
        thread.start()
    for thread in made[:threads]:
        thread.join()
    stop.set()
    for thread in made[threads:]:
        thread.join()
    sys.setswitchinterval(interval)
    if failures:
        print("seed", SEED, file=sys.stderr)
        os._exit(1)
    return sum(counts)


def done():
    print("held")
