# Event and Timer.
import re
import threading
import time

e = threading.Event()
show = lambda x: re.sub('0x[0-9a-f]+', 'ADDRESS', repr(x))
print(show(e), e.is_set(), e.wait(0.01), e.wait(0), e.wait(-1))
e.set()
print(show(e), e.is_set(), e.wait(), e.wait(5))
e.set()
e.clear()
print(e.is_set(), e.wait(timeout=0.01))

results = []
threads = [threading.Thread(target=lambda: results.append(e.wait())) for _ in range(8)]
for t in threads:
    t.start()
print(results)
e.set()
for t in threads:
    t.join()
print(results)

# Two threads, turn by turn.
ping, pong, log = threading.Event(), threading.Event(), []


def player(mine, other, name):
    for n in range(5):
        mine.wait()
        mine.clear()
        log.append(f'{name}{n}')
        other.set()


players = [threading.Thread(target=player, args=a) for a in ((ping, pong, 'ping'), (pong, ping, 'pong'))]
for p in players:
    p.start()
ping.set()
for p in players:
    p.join()
print(log)

fired = threading.Event()
calls = []
timer = threading.Timer(0.02, lambda *a, **k: (calls.append((a, k)), fired.set()), [1, 2], {'x': 3})
print(re.sub(r'Thread-\d+', 'Thread-N', repr(timer)), timer.interval, timer.args, timer.kwargs, timer.finished.is_set())
start = time.monotonic()
timer.start()
print(fired.wait(60), time.monotonic() - start >= 0.02, calls)
timer.join()
print(timer.finished.is_set())
timer = threading.Timer(30, calls.append, ['never'])
timer.start()
timer.cancel()
timer.join()
print(len(calls), timer.is_alive(), timer.finished.is_set())
timer = threading.Timer(0, calls.append, args=('now',))
timer.start()
timer.join()
print(calls[-1])
timer.cancel()
try:
    timer.start()
except RuntimeError as error:
    print(error)
print(threading.Timer(1, print).args, threading.Timer(1, print).kwargs)
