# call_in_thread; one interpreter used by many threads; threads inside interpreters.
import threading
from concurrent import interpreters


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)

i = interpreters.create()
q = interpreters.create_queue()


def work(q, n):
    total = sum(range(n))
    q.put((n, total))


t = i.call_in_thread(work, q, 10)
say(isinstance(t, threading.Thread), t.daemon)
t.join()
say(q.get())
hooked = []
threading.excepthook = lambda args: hooked.append((args.exc_type.__name__, str(args.exc_value).splitlines()[0]))
t = i.call_in_thread(work, q, 'x')
t.join()
say(hooked)
threading.excepthook = threading.__excepthook__

# Many interpreters, each in a thread.
many = [interpreters.create() for _ in range(8)]
threads = [m.call_in_thread(work, q, n) for n, m in enumerate(many)]
for t in threads:
    t.join()
say(sorted(q.get() for _ in many))
for m in many:
    m.close()

# One after the other into one interpreter, from several threads.
lock = threading.Lock()


def enter(n):
    with lock:
        i.exec(f'seen = globals().get("seen", ()) + ({n},)')


threads = [threading.Thread(target=enter, args=(n,)) for n in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
say(sorted(i.call(eval, 'seen')))

i.exec('''
import threading
results = []
threads = [threading.Thread(target=results.append, args=(n,)) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results), threading.main_thread() is threading.current_thread(), threading.active_count(), flush=True)
try:
    threading.Thread(daemon=True)
except RuntimeError as error:
    print(error, flush=True)
try:
    threading.Thread().daemon = True
except RuntimeError as error:
    print(error, flush=True)
import signal
try:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
except ValueError as error:
    print(error, flush=True)
import os
try:
    os.fork()
except RuntimeError as error:
    print(error, flush=True)
''')
i.close()
