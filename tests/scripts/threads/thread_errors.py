# What a Thread refuses, in which words.
import threading


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


t = threading.Thread(target=lambda: None)
attempt(t.join)
t.start()
t.join()
attempt(t.start)
attempt(setattr, t, 'daemon', True)
attempt(threading.current_thread().join)
attempt(threading.main_thread().start)
attempt(threading.Thread, 5)
attempt(threading.Thread, group=1)


class Forgetful(threading.Thread):
    def __init__(self):
        pass


f = Forgetful()
attempt(f.start)
attempt(f.join)
attempt(lambda: f.name)
attempt(lambda: f.ident)
attempt(lambda: f.daemon)
attempt(f.is_alive)
attempt(repr, f)
attempt(setattr, f, 'name', 'x')
attempt(setattr, f, 'daemon', True)


def join_self():
    attempt(threading.current_thread().join)
    attempt(threading.current_thread().start)
    attempt(setattr, threading.current_thread(), 'daemon', False)


t = threading.Thread(target=join_self)
t.start()
t.join()

# A target that fails to start leaves nothing behind.
print(threading.active_count(), threading._limbo)
attempt(threading.stack_size, 1)
attempt(threading.stack_size, -1)
print(threading.stack_size(1 << 20), threading.stack_size(0), threading.stack_size())
attempt(threading.Thread(target=print, args=5).run)
attempt(threading.Thread(target=print, args=('ran here',)).run)
