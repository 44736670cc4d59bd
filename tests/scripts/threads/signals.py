# Signals: names, handlers, delivery to the main thread.
import _thread
import enum
import os
import signal
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


print(isinstance(signal.SIGINT, enum.IntEnum), issubclass(signal.Handlers, enum.IntEnum), type(signal.Signals).__name__,
      signal.Signals.SIGINT.__class__.__module__, signal.Signals.__members__['SIGPOLL'] is signal.SIGIO)
print(repr(signal.SIGINT), str(signal.SIGINT), f'{signal.SIGTERM}', signal.SIGINT == 2, signal.SIGINT.name, signal.SIGINT.value)
print(signal.Signals(15), repr(signal.Signals(15)), repr(signal.Signals['SIGHUP']), isinstance(signal.SIGINT, int))
print(repr(signal.SIG_DFL), repr(signal.SIG_IGN), signal.SIGUSR1 in signal.Signals, list(signal.Signals)[:3])
attempt(signal.Signals, 999)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, repr(signal.getsignal(signal.SIGTERM)))

got = []


def handler(number, frame):
    got.append((number, threading.current_thread() is threading.main_thread()))


print(repr(signal.signal(signal.SIGUSR1, handler)), signal.getsignal(signal.SIGUSR1) is handler)
signal.raise_signal(signal.SIGUSR1)
print(got)
os.kill(os.getpid(), signal.SIGUSR1)
while len(got) < 2:
    time.sleep(0.001)
print(got)

# From another thread: it still runs in the main one, and ends a wait there only for its moment.
waiting = threading.Event()


def send():
    time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(0.02)
    waiting.set()


t = threading.Thread(target=send)
t.start()
print(waiting.wait(60), got)
t.join()


def refuse():
    attempt(signal.signal, signal.SIGUSR1, signal.SIG_DFL)


t = threading.Thread(target=refuse)
t.start()
t.join()

# A handler's exception comes out of the wait.
signal.signal(signal.SIGUSR1, lambda *a: 1 // 0)
t = threading.Thread(target=lambda: (time.sleep(0.02), os.kill(os.getpid(), signal.SIGUSR1)))
attempt(lambda: (t.start(), threading.Event().wait(60)))
t.join()
print(signal.signal(signal.SIGUSR1, signal.SIG_IGN).__name__, repr(signal.getsignal(signal.SIGUSR1)))
signal.raise_signal(signal.SIGUSR1)

attempt(signal.raise_signal, signal.SIGINT)
t = threading.Thread(target=lambda: (time.sleep(0.02), _thread.interrupt_main()))
try:
    t.start()
    for _ in range(10000):
        time.sleep(0.005)
except KeyboardInterrupt:
    print('KeyboardInterrupt from interrupt_main')
t.join()

signal.signal(signal.SIGALRM, handler)
signal.setitimer(signal.ITIMER_REAL, 0.01)
while got[-1][0] != signal.SIGALRM:
    time.sleep(0.001)
print(got[-1], signal.alarm(0))

attempt(signal.signal, 999, signal.SIG_DFL)
attempt(signal.signal, signal.SIGINT, 5)
attempt(signal.signal, signal.SIGKILL, signal.SIG_DFL)
attempt(signal.default_int_handler, 2, None)
print(signal.strsignal(signal.SIGINT), signal.SIGTERM in signal.valid_signals())
