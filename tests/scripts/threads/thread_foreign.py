# Threads started below threading: _thread's functions, dummy Thread objects, handles.
import _thread
import re
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


done = _thread.allocate_lock()
done.acquire()


def foreign(*args, **kwargs):
    me = threading.current_thread()
    print(args, kwargs, re.sub(r'\d+', 'N', repr(me)), type(me).__name__)
    print(me is threading.current_thread(), me.daemon, me.is_alive(), me.ident == _thread.get_ident())
    attempt(me.join)
    print(sorted(re.sub(r'\d+', 'N', t.name) for t in threading.enumerate()))
    done.release()


started = _thread.start_new_thread(foreign, (1, 2), {'k': 3})
done.acquire()
print(started > 0)
for _ in range(1000):
    if threading.active_count() == 1:
        break
    time.sleep(0.005)
print(threading.active_count())

attempt(_thread.start_new_thread, 5, ())
attempt(_thread.start_new_thread, print, [])
attempt(_thread.start_new_thread, print, (), 5)
attempt(_thread.start_joinable_thread, 5)

gate = _thread.allocate_lock()
gate.acquire()
handle = _thread.start_joinable_thread(gate.acquire)
print(handle.ident > 0, handle.is_done(), handle.join(0.01), handle.is_done())
gate.release()
print(handle.join(), handle.is_done(), handle.join())
fresh = _thread._ThreadHandle()
print(fresh.ident, fresh.is_done())
attempt(fresh.join)
_thread.start_joinable_thread(lambda: None, handle=fresh)
attempt(_thread.start_joinable_thread, print, handle=fresh)
fresh.join()


def join_self():
    attempt(own.join)


own = _thread._ThreadHandle()
_thread.start_joinable_thread(join_self, handle=own)
own.join()


def leave():
    _thread.exit()


_thread.start_joinable_thread(leave).join()
print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX == threading.TIMEOUT_MAX, _thread.daemon_threads_allowed())
print(_thread.LockType is _thread.lock, threading.Lock is _thread.lock, type(threading.RLock()) is _thread.RLock)
