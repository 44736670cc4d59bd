# RLock: taken again by its owner, given back by its owner only.
import re
import threading


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


lock = threading.RLock()
show = lambda: re.sub(r'owner=[1-9]\d*', 'owner=N', re.sub('0x[0-9a-f]+', 'ADDRESS', repr(lock)))
print(show(), lock.locked(), lock._is_owned(), lock._recursion_count())
attempt(lock.release)
print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=1))
print(show(), lock.locked(), lock._is_owned(), lock._recursion_count())


def other():
    print('other', lock.acquire(False), lock.acquire(timeout=0.01), lock._is_owned(), lock._recursion_count(), lock.locked())
    attempt(lock.release)


t = threading.Thread(target=other)
t.start()
t.join()
lock.release()
lock.release()
print(lock._recursion_count(), lock.locked())
lock.release()
print(show(), lock.locked())
attempt(lock.release)
attempt(lock.acquire, False, 1)
attempt(lock.acquire, True, -2)
with lock:
    with lock as inner:
        print(inner, lock._recursion_count())
    saved = lock._release_save()
    print(saved[0], saved[1] == threading.get_ident(), lock.locked())
    lock._acquire_restore(saved)
print(lock.locked())
lock.acquire()
lock.acquire()
saved = lock._release_save()
print(saved[0], lock._recursion_count())
lock._acquire_restore(saved)
print(lock._recursion_count())
lock.release()
lock.release()


# Recursion under contention.
depths = []


def descend(n):
    with lock:
        if n:
            descend(n - 1)
        else:
            depths.append(lock._recursion_count())


threads = [threading.Thread(target=descend, args=(n,)) for n in range(20)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(depths), lock.locked())


class Named(type(lock)):
    name = 'a subclass'


print(Named().acquire(), Named.name)
