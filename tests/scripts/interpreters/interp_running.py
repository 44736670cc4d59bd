# One thing at a time runs in an interpreter's __main__; the caller's other threads go on.
import threading
from concurrent import interpreters


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)


def attempt(function, *args, **kwargs):
    try:
        say('->', function(*args, **kwargs))
    except BaseException as error:
        say(type(error).__name__, error)


i = interpreters.create()
begun, leave = interpreters.create_queue(), interpreters.create_queue()
i.prepare_main(begun=begun, leave=leave)
say(i.is_running())
t = threading.Thread(target=i.exec, args=('begun.put(1); value = leave.get()',))
t.start()
begun.get()
say(i.is_running())
attempt(i.exec, 'pass')
attempt(i.call, print, 1)
attempt(i.close)
attempt(i.prepare_main, x=1)
# The thread that waits over there keeps nobody here from working.
say(sum(range(1000)))
leave.put('go')
t.join()
say(i.is_running())
i.exec('print(value, flush=True)')

# Several interpreters at once.
others = [interpreters.create() for _ in range(4)]
gate, arrived = interpreters.create_queue(), interpreters.create_queue()
for n, other in enumerate(others):
    other.prepare_main(gate=gate, arrived=arrived, n=n)
threads = [threading.Thread(target=o.exec, args=('arrived.put(n); gate.get(); arrived.put(n * 10)',)) for o in others]
for t in threads:
    t.start()
say(sorted(arrived.get() for _ in others), [o.is_running() for o in others])
for _ in others:
    gate.put(None)
for t in threads:
    t.join()
say(sorted(arrived.get() for _ in others), [o.is_running() for o in others])
for o in others:
    o.close()

# A background thread of its own does not count; close waits for it.
i.exec('''
import threading
done = threading.Event()
t = threading.Thread(target=lambda: (leave.get(), begun.put("thread done")))
t.start()
''')
say(i.is_running())
leave.put(1)
i.close()
say(begun.get(timeout=10))
