# The end of a program: exit hooks, non-daemon threads waited for, daemons left behind, then atexit.
import atexit
import threading
import time

atexit.register(print, 'atexit 1')
atexit.register(print, 'atexit 2')

released = threading.Event()
# The hooks run last registered first, so the thread goes on when the others have printed.
threading._register_atexit(released.set)
threading._register_atexit(print, 'threading exit 1')
threading._register_atexit(print, 'threading exit', 2)


def lasting():
    released.wait()
    print('lasting thread went on after main')
    child = threading.Thread(target=lambda: (time.sleep(0.02), print('a thread started meanwhile')))
    child.start()
    child.join()
    try:
        threading._register_atexit(print)
    except RuntimeError as error:
        print(error)


def forever():
    while True:
        time.sleep(0.01)


threading.Thread(target=lasting).start()
threading.Thread(target=forever, daemon=True).start()
threading.Thread(target=threading.Event().wait, daemon=True).start()
print('main is done')
