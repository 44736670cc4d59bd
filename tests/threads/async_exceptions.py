"""Exceptions raised into threads that are taking and giving back: nothing stays taken that was seen to be taken.

Each victim works in a loop with things of its own (and one lock that all share) until a marksman's one shot hits it. What
a `with` statement took is free afterwards, wherever the shot hit; a condition has forgotten who waited; a queue, a barrier and
a cache work on, and a module that was being imported can be imported. (Not here: threads that are being started, and pools.
`Condition.__enter__` is Python code, and a lock that it lost, as CPython does, is one that another thread waits for.)
"""

import _thread
import contextvars
import functools
import importlib
import queue
import random
import sys
import threading
import time
from concurrent.futures import Future, wait

from torture import SEED, SECONDS, THREADS, done

try:
    raise_in = _thread._async_raise
except AttributeError:  # CPython has it for C only
    import ctypes

    def raise_in(ident, kind):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(kind))


class Shot(BaseException):  # what a callback raises would be logged, were it an Exception
    pass


# small ones that nothing else here uses, each for one victim; those after them import nothing
MODULES = ["colorsys", "getopt", "sched", "numbers", "fnmatch", "shlex", "getpass", "graphlib"]
shared = threading.Lock()
shared_count = [0, 0]
end = time.monotonic() + SECONDS * 4
armed = {}
failures = []


class Victim:
    def __init__(self, n):
        self.lock = threading.Lock()
        self.rlock = threading.RLock()
        self.condition = threading.Condition()
        self.plain_condition = threading.Condition(threading.Lock())
        self.queue = queue.Queue(2)
        self.simple = queue.SimpleQueue()
        self.event = threading.Event()
        self.semaphore = threading.Semaphore(1)
        self.barrier = threading.Barrier(1, action=lambda: None)
        self.priorities = queue.PriorityQueue()
        self.cached = functools.lru_cache(3)(lambda n: [n])
        self.variable = contextvars.ContextVar("variable", default=0)
        self.module = MODULES[n] if n < len(MODULES) else None
        self.taken = False

        class Guard:
            def __enter__(guard):
                self.taken = False
                self.lock.acquire()
                self.taken = True  # nothing is raised between here and the body
                return guard

            __exit__ = self.lock.__exit__

        self.guard = Guard()

    def with_lock(self):
        with self.lock:
            pass

    def with_lock_and_call(self):
        with self.lock:
            len("")

    def with_many(self):
        with self.lock, self.rlock, self.rlock:
            sum([1, 2])

    def with_python(self):
        with self.guard:
            pass

    def with_shared(self):
        with shared:
            shared_count[0] += 1
            shared_count[1] += 1

    def by_hand(self):
        taken = False
        try:
            taken = self.lock.acquire(timeout=0.1)
        finally:
            # a shot after the lock was taken and before that was noted is the one loss that nobody promises to prevent
            if taken or self.lock.locked():
                self.lock.release()

    def wait_for_condition(self):
        with self.condition:
            self.condition.wait(0.0005)

    def wait_for_plain_condition(self):
        with self.plain_condition:
            self.plain_condition.wait(0.0005)

    def wait_for_event(self):
        self.event.wait(0.0005)

    def get(self):
        try:
            self.queue.get(timeout=0.0005)
        except queue.Empty:
            pass

    def put_and_get(self):
        try:
            self.queue.put(1, timeout=0.0005)
            self.queue.get(timeout=0.0005)
        except (queue.Empty, queue.Full):
            pass

    def put_too_much(self):
        try:
            self.queue.put(1, timeout=0.0002)
        except queue.Full:
            self.queue.get()

    def get_simply(self):
        try:
            self.simple.get(timeout=0.0005)
        except queue.Empty:
            pass

    def sleep(self):
        time.sleep(0.0005)

    def pass_barrier(self):
        assert self.barrier.wait() == 0

    def take_place(self):
        with self.semaphore:
            pass

    def put_in_order(self):
        for i in 3, 1, 2:
            self.priorities.put(i)
        while not self.priorities.empty():
            self.priorities.get()

    def finish_future(self):
        future = Future()
        future.add_done_callback(lambda future: future.result())
        future.set_result(1)
        assert wait([future]).done == {future}

    def call_cached(self):
        for i in range(5):
            assert self.cached(i) == [i]

    def run_in_context(self):
        contextvars.copy_context().run(self.variable.set, 1)

    def import_again(self):
        if self.module is None:
            return self.sleep()
        sys.modules.pop(self.module, None)
        importlib.import_module(self.module)

    def check(self, kind):
        if kind == "with_python":
            if not self.taken and self.lock.locked():
                self.lock.release()
            self.taken = False
        assert not self.lock.locked(), (kind, "lock")
        assert not self.rlock._is_owned() and self.rlock.acquire(blocking=False), (kind, "rlock")
        self.rlock.release()
        for condition in self.condition, self.plain_condition, self.queue.not_empty, self.queue.not_full:
            # `Condition.__enter__` is Python code: what it took may be lost, if nothing was entered
            if condition._is_owned() and kind in ("wait_for_plain_condition", "wait_for_condition", "get", "put_and_get", "put_too_much"):
                condition.release()
            if condition not in (self.queue.not_empty, self.queue.not_full):
                assert condition.acquire(blocking=False), (kind, condition)
                condition.release()
            assert not condition._waiters, (kind, condition, "has waiters")
        while not self.queue.empty():
            self.queue.get_nowait()
        self.queue.put_nowait(5)
        assert self.queue.get_nowait() == 5
        self.simple.put(6)
        assert self.simple.get_nowait() == 6
        for condition in self.barrier._cond, self.semaphore._cond, self.priorities.not_empty:
            if condition._is_owned() and kind in ("pass_barrier", "take_place", "put_in_order"):
                condition.release()  # as above
        if self.barrier.broken:
            self.barrier.reset()
        # a shot between the count and the wait: the first to come is then the second
        if self.barrier.n_waiting:
            self.barrier = threading.Barrier(1)
        assert self.barrier.wait(5) == 0
        assert self.priorities.mutex.acquire(timeout=5), (kind, "priorities")
        self.priorities.mutex.release()
        self.priorities.queue.clear()
        assert self.cached(7) == [7] and self.variable.get() == 0
        if kind == "import_again":
            self.import_again()


KINDS = [name for name in vars(Victim) if not name.startswith("_") and name != "check"]


def live(n):
    rng = random.Random(SEED * 100 + n)
    me = _thread.get_ident()
    victim = Victim(n)
    try:
        while time.monotonic() < end and not failures:
            kind = rng.choice(KINDS)
            work = getattr(victim, kind)
            try:
                armed[n] = me
                while True:
                    work()
            except Shot:
                pass
            except RuntimeError as e:
                if hasattr(_thread, "_async_raise"):
                    raise
                # right after a condition gave its lock up: then it does not know that, and nor does the `with` around
                while e is not None and not isinstance(e, Shot):
                    e, last = e.__context__, e
                assert e is not None, last
            victim.check(kind)
    except BaseException as e:
        failures.append(e)
        raise
    finally:
        armed.pop(n, None)


def shoot(threads):
    rng = random.Random(SEED)
    while any(t.is_alive() for t in threads):
        for n in list(armed):
            if rng.random() < 0.5:
                ident = armed.pop(n, None)
                if ident is not None:
                    for _ in range(rng.randrange(200)):
                        pass
                    raise_in(ident, Shot)
        if rng.random() < 0.3:
            time.sleep(rng.random() * 0.0005)


sys.setswitchinterval(1e-5)
threads = [threading.Thread(target=live, args=(n,)) for n in range(THREADS)]
for t in threads:
    t.start()
shoot(threads)
for t in threads:
    t.join()
assert not failures
assert not shared.locked()
done()
