# What runs after the atexit functions: the interpreter says that it ends, no thread is started, and none is waited for.
import _thread
import atexit
import sys
import threading
import time

daemon = threading.Thread(target=time.sleep, args=(1000,), daemon=True)
daemon.start()


class Kept:
    def __del__(self, sys=sys, start=_thread.start_new_thread, Thread=threading.Thread, daemon=daemon, lock=threading.Lock()):
        print("finalizing", sys.is_finalizing())
        lock.acquire()
        calls = [
            lambda: Thread(target=print).start(),
            lambda: start(print, ()),
            lambda: daemon.join(),
            lambda: daemon.join(0.01),
            lambda: lock.acquire(timeout=0.01),
            lambda: lock.acquire(False),
        ]
        for call in calls:
            try:
                print(call())
            except BaseException as e:
                print(type(e), e)


def at_exit():
    print("atexit", sys.is_finalizing())
    t = threading.Thread(target=print, args=("started in atexit",))
    t.start()
    t.join()


kept = Kept()
atexit.register(at_exit)
