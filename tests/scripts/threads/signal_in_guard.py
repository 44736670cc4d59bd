"""A signal's handler raises in the last call of a guarded body: the guard still gives its lock back."""

import _thread
import signal
import threading


class Stop(Exception):
    pass


def handler(number, frame):
    raise Stop(signal.Signals(number).name)


signal.signal(signal.SIGUSR1, handler)
lock = threading.Lock()
rlock = threading.RLock()


def interrupt():
    _thread.interrupt_main(signal.SIGUSR1)


def with_lock():
    with lock:
        _thread.interrupt_main(signal.SIGUSR1)


def with_two():
    with lock, rlock:
        _thread.interrupt_main(signal.SIGUSR1)


def with_return():
    with lock:
        return _thread.interrupt_main(signal.SIGUSR1)


def with_break():
    for i in range(3):
        with lock:
            if _thread.interrupt_main(signal.SIGUSR1) is None:
                break


def with_finally():
    lock.acquire()
    try:
        _thread.interrupt_main(signal.SIGUSR1)
    finally:
        lock.release()


def with_except():
    try:
        _thread.interrupt_main(signal.SIGUSR1)
    except Stop as e:
        print("inside:", e)
        raise


def with_else():
    try:
        pass
    except Stop:
        print("not here")
    else:
        _thread.interrupt_main(signal.SIGUSR1)


def in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        _thread.interrupt_main(signal.SIGUSR1)


def in_call():
    with lock:
        interrupt()


def deep():
    try:
        with lock:
            try:
                with rlock:
                    _thread.interrupt_main(signal.SIGUSR1)
            finally:
                print("finally")
    except Stop as e:
        print("caught", e, lock.locked(), rlock.locked())
    _thread.interrupt_main(signal.SIGUSR1)


for f in with_lock, with_two, with_return, with_break, with_finally, with_except, with_else, in_except, in_call, deep:
    try:
        f()
    except Stop as e:
        tb = e.__traceback__.tb_next
        where = []
        while tb:
            where.append(f"{tb.tb_frame.f_code.co_name}+{tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno}")
            tb = tb.tb_next
        print(f.__name__, "raised", e, lock.locked(), rlock.locked(), type(e.__context__).__name__, *where)
    else:
        print(f.__name__, "went on")
    if lock.locked():
        lock.release()
    if rlock.locked():
        rlock.release()
