"""An item that one reader cannot unpack stays in its queue, for a reader that can: nothing is lost, nothing comes twice."""

import os
import sys
import threading
import types
from concurrent import interpreters

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "threads"))
from torture import SECONDS, done

# a module that this interpreter has and no other can import
only_here = types.ModuleType("only_here")
sys.modules["only_here"] = only_here
exec(
    """
class Item:
    def __init__(self, n):
        self.n = n
""",
    only_here.__dict__,
)
Item = only_here.Item

queue = interpreters.create_queue()
stranger = interpreters.create()
stranger.prepare_main(queue=queue)

# alone: the error is the stranger's, the item is still there, and the next one behind it
queue.put(Item(1))
queue.put(Item(2))
for _ in range(3):
    try:
        stranger.exec("queue.get()")
    except interpreters.ExecutionFailed as e:
        assert e.excinfo.type.__name__ == "NotShareableError", e.excinfo
    else:
        raise AssertionError("it unpacked what it cannot know")
    assert queue.qsize() == 2
assert queue.get().n == 1
assert queue.get().n == 2
assert queue.empty()

# a full queue whose reader fails is full again, and whoever waits to put comes in only after a reader that can
small = interpreters.create_queue(1)
stranger.prepare_main(small=small)
small.put(Item(0))
putter = threading.Thread(target=lambda: [small.put(Item(n)) for n in range(1, 20)])
putter.start()
for _ in range(5):
    try:
        stranger.exec("small.get(timeout=1)")
    except interpreters.ExecutionFailed:
        pass
got = [small.get(timeout=20).n for _ in range(20)]
putter.join()
assert got == list(range(20)), got

# strangers who take and give back at the same time leave the items in their order
order = interpreters.create_queue()
strangers = [interpreters.create() for _ in range(3)]
failing = """
for _ in range(ROUNDS):
    try:
        order.get_nowait()
    except Exception as e:
        assert type(e).__name__ in ("QueueEmpty", "NotShareableError"), e
    else:
        raise AssertionError("it unpacked what it cannot know")
"""
for i in strangers:
    i.prepare_main(order=order, ROUNDS=int(20 * max(1, SECONDS)))
for _ in range(5):
    for n in range(6):
        order.put(Item(n))
    threads = [threading.Thread(target=i.exec, args=(failing,)) for i in strangers]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    got = [order.get_nowait().n for _ in range(6)]
    assert got == list(range(6)), got
for i in strangers:
    i.close()

# together: strangers take and give back all the time, one reader gets everything
ROUNDS = int(100 * max(1, SECONDS))
strangers = [interpreters.create() for _ in range(2)]
stop = interpreters.create_queue()
for i in strangers:
    i.prepare_main(queue=queue, stop=stop)
code = """
failed = 0
while stop.empty():
    try:
        v = queue.get(timeout=0.001)
    except Exception as e:
        assert type(e).__name__ in ("QueueEmpty", "NotShareableError"), e
        failed += 1
    else:
        raise AssertionError(v)
"""
threads = [threading.Thread(target=i.exec, args=(code,)) for i in strangers]
for t in threads:
    t.start()


def put():
    for n in range(ROUNDS):
        queue.put(Item(n))


putting = threading.Thread(target=put)
putting.start()
seen = []
while len(seen) < ROUNDS:
    seen.append(queue.get(timeout=60).n)
putting.join()
stop.put(None)
for t in threads:
    t.join()
assert sorted(seen) == list(range(ROUNDS)), seen
assert queue.empty()
for i in [stranger, *strangers]:
    i.close()
done()
