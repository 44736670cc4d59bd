# sched: by time, then by priority, then by arrival.
import sched
import threading
import time

now = [0]


def clock():
    return now[0]


def delay(seconds):
    now[0] += seconds


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


s = sched.scheduler(clock, delay)
log = []
s.enter(5, 1, log.append, ('five',))
s.enter(1, 2, log.append, ('one, second',))
s.enter(1, 1, log.append, ('one, first',))
s.enter(1, 2, log.append, argument=('one, third',))
late = s.enterabs(10, 1, log.append, ('never',))
print([(e.time, e.priority, e.sequence, e.argument) for e in s.queue], s.empty())
s.cancel(late)
attempt(s.cancel, late)
print(s.run(), log, now, s.empty())
print(s.run(blocking=False))
s.enter(3, 1, log.append, ('later',))
print(s.run(blocking=False), log[-1])
delay(3)
print(s.run(blocking=False), log[-1])
s.enter(1, 1, lambda *a, **k: log.append((a, k)), (1,), {'k': 2})


def fail():
    raise ValueError('action')


s.enter(0, 1, fail)
attempt(s.run)
attempt(s.run)
print(log[-1])
print(sched.Event._fields)

real = sched.scheduler()
done = []
for n in (3, 1, 2):
    real.enter(n / 10, 1, done.append, (n,))
t = threading.Thread(target=real.run)
t.start()
t.join()
print(done)
