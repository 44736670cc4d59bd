"""Programs with threads whose output is the same however they interleave: counts under locks, queues, events, pools, thread-locals."""

PRELUDE = """\
import threading, queue, time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
lock, rlock, results = threading.Lock(), threading.RLock(), []
def note(*a):
    with lock: results.append(a)
def run(*targets):
    threads = [threading.Thread(target=t, name=f't{i}') for i, t in enumerate(targets)]
    for t in threads: t.start()
    for t in threads: t.join()
def told():
    for line in sorted(results, key=repr): print(show(line))
    results.clear()
threading.excepthook = lambda a: note('died', a.exc_type.__name__, str(a.exc_value), a.thread.name)
# body
"""


def counting(luck):
    n, times = luck.choice([2, 3, 4]), luck.choice([1, 50, 300])
    guard = luck.choice(["lock", "rlock", "threading.Semaphore()", "threading.Condition()"])
    return f"""\
total, guard = 0, {guard}
def work():
    global total
    for i in range({times}):
        with guard: total += {luck.choice(['1', 'i', '2'])}
run(*[work] * {n})
print(total)
"""


def queued(luck):
    kind = luck.choice(["queue.Queue()", "queue.Queue(1)", "queue.SimpleQueue()", "queue.LifoQueue()", "queue.PriorityQueue(3)"])
    makers, takers, items = luck.choice([1, 2, 3]), luck.choice([1, 2]), luck.choice([0, 1, 20])
    return f"""\
q, done = {kind}, threading.Barrier({makers} + 1)
def make():
    for i in range({items}): q.put({luck.choice(['i', '(i, i)', 'i * 7 % 5'])})
    done.wait()
def close():
    done.wait()
    for _ in range({takers}): q.put(-1)
def take():
    while True:
        item = q.get({luck.choice(['', 'timeout=20', 'True, 20'])})
        if item == -1: return
        note(item)
run(*[make] * {makers}, *[take] * {takers}, close)
told()
try: q.{luck.choice(['get_nowait()', 'get(False)', 'get(timeout=0.001)', 'put_nowait(1)', 'task_done()', 'get(timeout=-1)', 'qsize()', 'empty()', 'full()', 'shutdown()'])}; print('fine')
except Exception as e: print(type(e).__name__, e)
""" if "Lifo" not in kind and "Priority" not in kind else f"""\
q = {kind}
def make():
    for i in range({items}): q.put((i, 'x'))
def take():
    for i in range({items}): note(q.get())
run(make, take)
told()
"""


def pooled(luck):
    work = luck.choice(["lambda x: x * x", "lambda x: 10 // x", "str", "lambda x: [x] * x", "int", "lambda x: (_ for _ in ()).throw(KeyError(x))"])
    use = luck.choice(
        [
            "print(list(pool.map(work, range(6))))",
            "print(list(pool.map(work, range(3), timeout=20)))",
            "fs = [pool.submit(work, i) for i in range(6)]\n        print(sorted(repr(f.exception()) if f.exception() else repr(f.result()) for f in fs))",
            "fs = [pool.submit(work, i) for i in range(4)]\n        print(sorted(repr(f.exception() or f.result()) for f in as_completed(fs)))",
            "fs = [pool.submit(work, i) for i in range(4)]\n        done, rest = wait(fs)\n        print(len(done), len(rest), [f.done() for f in fs])",
            "f = pool.submit(work, 2)\n        f.add_done_callback(lambda f: note('done', f.cancelled()))\n        print(f.result(20), f.cancel(), f.running())",
            "pool.shutdown()\n        pool.submit(work, 1)",
            "print(pool.submit(work).result())",
        ]
    )
    return f"""\
work = {work}
try:
    with ThreadPoolExecutor({luck.choice(['1', '2', '4', 'max_workers=3', '0'])}) as pool:
        {use}
except Exception as e: print(type(e).__name__, e)
told()
"""


def local(luck):
    return f"""\
mine = threading.local()
mine.x = 'main'
def work():
    note(hasattr(mine, 'x'), sorted(vars(mine)))
    mine.x = threading.current_thread().name
    time.sleep({luck.choice(['0', '0.001'])})
    note(mine.x)
run(*[work] * {luck.choice([1, 2, 3])})
told()
print(mine.x, vars(mine))
"""


def failing(luck):
    body = luck.choice(["raise ValueError('no')", "1 / 0", "undefined", "[][1]", "lock.release()", "threading.Thread(target=1).start()", "threading.current_thread().join()", "barrier.wait()", "raise SystemExit(3)", "rlock.release()"])
    return f"""\
barrier = threading.Barrier(2, timeout=0.01)
def work():
    try:
        {body}
    finally: note('finally')
run(work)
told()
"""


def waiting(luck):
    return f"""\
event, condition, ready = threading.Event(), threading.Condition(), []
def waiter():
    note('event', event.wait({luck.choice(['', '20', 'timeout=20'])}))
    with condition:
        note('condition', condition.wait_for(lambda: ready{luck.choice(['', ', 20'])}))
def setter():
    event.set()
    with condition:
        ready.append(1)
        condition.{luck.choice(['notify_all()', 'notify(9)'])}
run(*[waiter] * {luck.choice([1, 2, 3])}, setter)
told()
print(event.is_set(), event.clear(), event.wait(0.001))
"""


def shared(luck):
    """Many threads change one container; what must hold of the end is printed."""
    times = luck.choice([20, 200])
    make, change, shown = luck.choice(
        [
            ("[]", "box.append(i)", "len(box), sorted(box)[:5]"),
            ("[]", "box.extend((i, i))", "len(box), sum(box)"),
            ("{}", "box[i, n] = i", "len(box), sum(box.values())"),
            ("set()", "box.add(i)", "len(box)"),
            ("set()", "box.update(range(i))", "len(box)"),
            ("__import__('collections').deque()", "box.appendleft(i)", "len(box), sum(box)"),
            ("bytearray()", "box.append(i % 256)", "len(box), sum(box)"),
            ("list(range(1000))", "box.pop()", "len(box)"),
            ("__import__('collections').deque(maxlen=5)", "box.append(i)", "len(box)"),
            ("{}", "box.setdefault(i, n)", "sorted(box) == list(range(%d))" % times),
            ("dict.fromkeys(range(1000))", "box.popitem()", "len(box)"),
            ("__import__('itertools').count()", "next(box)", "next(box)"),
            ("[0] * 10", "box.insert(0, 1)", "len(box), sum(box)"),
        ]
    )
    return f"""\
box = {make}
def work(n):
    for i in range({times}): {change}
run(*[lambda n=n: work(n) for n in range({luck.choice([2, 3])})])
print({shown})
"""


def objects(luck):
    text = luck.choice(
        [
            "lock.release()", "lock.acquire(False), lock.release()", "lock.acquire(timeout=-2)", "lock.acquire(False, 1)", "lock.acquire(True, 2**70)", "rlock.acquire(blocking=False), rlock.release()",
            "threading.Semaphore(-1)", "threading.BoundedSemaphore(1).release()", "threading.Semaphore(2).acquire(False)", "threading.Barrier(0)", "threading.Barrier(1).wait()",
            "threading.Barrier(3).parties", "threading.Barrier(2).abort()", "threading.Condition().notify()", "threading.Condition().wait()", "threading.Event().wait(0)", "threading.Thread(target=print, args=5).run()",
            "threading.Thread().start()", "threading.Thread(group=1)", "threading.Thread(name='n').name", "threading.Thread(daemon=1).daemon", "threading.Thread().join()", "threading.Thread().is_alive()",
            "threading.Thread().ident", "repr(threading.Thread(name='z'))", "repr(threading.Event())", "repr(threading.Barrier(2))", "repr(threading.Semaphore(3))", "threading.active_count()", "threading.main_thread().name",
            "threading.Timer(0, note, ('timer',)).start(), time.sleep(0.05)", "repr(lock)[:20]", "queue.Queue(maxsize='x')", "queue.Queue(1).put(1, block=False)", "queue.Queue().get(block=False)", "queue.Queue().join()",
            "queue.SimpleQueue().get(timeout=-1)", "queue.Queue().shutdown()", "threading.stack_size(5)", "threading.settrace(None)", "threading.local(5)", "threading.get_ident() == threading.main_thread().ident",
        ]
    )
    return f"try: print({text})\nexcept BaseException as e: print(type(e).__name__, e)\ntold()\n"


KINDS = [counting, queued, pooled, pooled, local, failing, waiting, shared, shared, objects, objects]


def case(luck):
    return ["run", PRELUDE + "".join(luck.choice(KINDS)(luck) for _ in range(luck.choice([1, 2, 3])))]
