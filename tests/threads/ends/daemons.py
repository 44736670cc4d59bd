"""Ends while daemon threads are in the middle of everything: whatever they do, the process ends in order.

The driver is `torture.rs`, which runs this in many processes, each with a seed of its own (TORTURE_SEED). What was written
before the end is there, the exit code is the one asked for, and nothing else is seen.
"""

import _thread
import atexit
import gc
import os
import queue
import random
import re
import sys
import threading
import time
import warnings
from concurrent import interpreters
from concurrent.futures import ThreadPoolExecutor

# a daemon that the end comes upon has not closed its interpreter
warnings.filterwarnings('ignore', 'remaining subinterpreters')

SEED = int(os.environ.get("TORTURE_SEED", "1"))
rng = random.Random(SEED)
lock = threading.Lock()
rlock = threading.RLock()
condition = threading.Condition()
jobs = queue.Queue()
simple = queue.SimpleQueue()
never = threading.Event()
shared = {"list": [], "dict": {}, "set": set()}
scratch = open(os.path.join(os.environ["SCRATCH"], "file"), "w")


class Noisy:
    def __del__(self):
        shared["noise"] = shared.get("noise", 0) + 1


class Deep:
    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return 1


def sort_natively(n):
    things = [random.random()] * 10_000 + list(range(20_000, 0, -1))
    things.sort()


def sort_with_keys(n):
    sorted(range(1_000), key=lambda x: -x)


def sleep(n):
    time.sleep(random.random() * 0.003)


def sleep_long(n):
    time.sleep(1000)


def wait_for_a_lock(n):
    with lock:
        pass


def hold_a_lock(n):
    with lock, rlock:
        time.sleep(0.0005)


def wait_for_ever(n):
    never.wait()


def wait_for_a_condition(n):
    with condition:
        condition.wait(0.001)
        condition.notify_all()


def get(n):
    jobs.get()


def put(n):
    jobs.put([n] * 10)
    simple.put([n] * 10)
    time.sleep(0.0002)


def get_simply(n):
    simple.get()


def allocate(n):
    shared[n % 7] = [[i, str(i), (i,), {i: i}] for i in range(200)]


def allocate_large(n):
    bytearray(3_000_000).find(b"x")


def collect(n):
    gc.collect()


def die_with_a_method(n):
    for _ in range(20):
        Noisy()


def write_to_a_file(n):
    scratch.write("x" * 100 + "\n")
    scratch.flush()


def write_to_standard_error(n):
    sys.stderr.write("")
    sys.stderr.flush()


def print_nothing(n):
    print(end="")
    sys.stdout.flush()


def start_threads(n):
    try:
        t = threading.Thread(target=len, args=("",), daemon=True)
        t.start()
        t.join(0.01)
    except RuntimeError:  # the end has begun
        never.wait()


def start_raw_threads(n):
    try:
        _thread.start_new_thread(len, ("",))
        time.sleep(0.0005)
    except RuntimeError:
        never.wait()


def change_shared_things(n):
    things, table, some = shared["list"], shared["dict"], shared["set"]
    for i in range(100):
        things.append(i)
        table[Deep() if i % 10 == 0 else i] = n
        some.add(i)
        if len(things) > 1000:
            things.clear()
            table.clear()
            some.clear()


def search(n):
    re.search(r"(a|aa)+$", "a" * 18 + "b")


def compute(n):
    pow(3, 5_000, 10**500 + 1)
    str(3**2_000)


def raise_and_catch(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        e.add_note("x")


def walk(n):
    def deeper(i):
        return i and deeper(i - 1)

    deeper(150)
    sum(i for i in range(500))


def compile_and_run(n):
    exec(compile("def f(x):\n    return x + 1\nf(1)", "<daemon>", "exec"), {})


def call_interpreters(n):
    i = interpreters.create()
    i.exec("x = [1]")
    i.close()
    time.sleep(0.001)


def change_globals(n):
    globals()["global_%d" % (n % 5)] = n
    globals().pop("global_%d" % (n % 3), None)
    time.sleep(0.0001)


WORK = [
    sort_natively,
    sort_with_keys,
    sleep,
    sleep_long,
    wait_for_a_lock,
    hold_a_lock,
    wait_for_ever,
    wait_for_a_condition,
    get,
    put,
    get_simply,
    allocate,
    allocate_large,
    collect,
    die_with_a_method,
    write_to_a_file,
    write_to_standard_error,
    print_nothing,
    start_threads,
    start_raw_threads,
    change_shared_things,
    search,
    compute,
    raise_and_catch,
    walk,
    compile_and_run,
    call_interpreters,
    change_globals,
]


def go_on(work, n):
    while True:
        work(n)


def say(text):
    sys.stdout.write(text + "\n")


sys.setswitchinterval(rng.choice([1e-6, 1e-4, 5e-3]))
for n in range(rng.choice([2, 4, 8, 16])):
    threading.Thread(target=go_on, args=(rng.choice(WORK), n), daemon=True).start()
if rng.random() < 0.5:
    atexit.register(gc.collect)
if rng.random() < 0.5:
    kept = [Noisy() for _ in range(200)]
if rng.random() < 0.3:
    threading.Thread(target=time.sleep, args=(0.002,)).start()
time.sleep(rng.random() * rng.choice([0, 0.002, 0.02]))
for i in range(20):
    say("line %d" % i)
atexit.register(say, "held")
how = rng.randrange(4)
if how == 1:
    sys.exit(0)
elif how == 2:
    threading.Thread(target=time.sleep, args=(0.001,)).start()
    raise SystemExit
elif how == 3:
    ThreadPoolExecutor(2).map(time.sleep, [0.001] * 4)
