"""What is said of wrong arguments to what threads are made of."""

import atexit
import contextvars
import queue
import signal
import sys
import threading


def attempt(f, *args, **kwargs):
    try:
        print("gave", type(f(*args, **kwargs)).__name__)
    except BaseException as e:
        print(type(e).__name__, e)


attempt(queue.SimpleQueue, 1)
attempt(queue.SimpleQueue, 1, 2)
attempt(queue.SimpleQueue, maxsize=1)
attempt(atexit.register)
attempt(atexit.register, func=print)
attempt(atexit.register, 1)
attempt(contextvars.Context().run)
attempt(contextvars.Context().run, 1)
attempt(contextvars.Context().run, callable=print)
attempt(contextvars.Context().run, int, "12", base=3)
attempt(signal.default_int_handler, None, None)
attempt(signal.default_int_handler, 2, None)
attempt(signal.default_int_handler)
attempt(sys.audit)
attempt(sys.audit, None)
attempt(sys.audit, 1)
attempt(sys.audit, "event", 1)
attempt(threading.BoundedSemaphore().release)
attempt(threading.BoundedSemaphore().release, 1, 2)
attempt(threading.BoundedSemaphore().release, n=0)
attempt(threading.BoundedSemaphore().release, m=0)
attempt(threading.BoundedSemaphore.release)
