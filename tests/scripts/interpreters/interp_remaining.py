# Interpreters that nobody closed: ended with the process, after its exit functions, with a warning.
import atexit
from concurrent import interpreters


class Finalized:
    def __del__(self):
        print('finalizers run last', flush=True)


def closed():
    i = interpreters.create()
    i.exec('import atexit; atexit.register(print, "closed in time", flush=True)')
    i.close()


atexit.register(lambda: print('exit functions of the process run first', flush=True))
closed()
kept = Finalized()
one = interpreters.create()
one.exec('import atexit; atexit.register(print, "the first one ends", flush=True)')
two = interpreters.create()
two.exec('import atexit; atexit.register(print, "the second one ends", flush=True)')
