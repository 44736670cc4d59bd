# A signal's handler raises while an exception that another thread raised in this one is due: one after the other, none is lost.
import _thread
import signal
import sys
import threading
import time

from torture import SECONDS, done

raise_in = _thread._async_raise
end = time.monotonic() + SECONDS


class Shot(Exception):
    pass


def handler(number, frame):
    raise ZeroDivisionError


def shoot(target):
    go.acquire()
    # behind the GIL both are there before the target goes on
    raise_in(target, Shot)
    signal.pthread_kill(target, signal.SIGUSR1)


go = threading.Lock()
signal.signal(signal.SIGUSR1, handler)
sys.setswitchinterval(10)
while time.monotonic() < end:
    go.acquire()
    thread = threading.Thread(target=shoot, args=(threading.get_ident(),))
    thread.start()
    try:
        try:
            go.release()
            while True:
                time.sleep(0.001)
        except (ZeroDivisionError, Shot):
            while True:
                time.sleep(0.001)
    except (ZeroDivisionError, Shot) as error:
        both = {type(error), type(error.__context__)}
    thread.join()
    go.release()
    assert both == {ZeroDivisionError, Shot}, both
done()
