# Uncaught exceptions in threads go to threading.excepthook; SystemExit is silent.
import io
import re
import sys
import threading


def run(target):
    t = threading.Thread(target=target, name='T')
    t.start()
    t.join()


def fail():
    raise ValueError('oops')


def leave():
    raise SystemExit('silent')


def quiet(function):
    """What function printed on stderr: its lines without the library's frames."""
    old, sys.stderr = sys.stderr, io.StringIO()
    try:
        function()
        text = sys.stderr.getvalue()
    finally:
        sys.stderr = old
    lines = text.splitlines()
    return lines[:2] + [line for line in lines[2:] if not line.startswith(' ')]


print(quiet(lambda: run(fail)))
print(quiet(lambda: run(leave)))

seen = []


def hook(args):
    seen.append(args)
    print('hook', args.exc_type.__name__, args.exc_value, args.exc_traceback is not None, args.thread.name, len(args))


threading.excepthook = hook
run(fail)
run(leave)
print(isinstance(seen[0], threading.ExceptHookArgs), isinstance(seen[0], tuple))


def broken(args):
    raise KeyError('hook')


threading.excepthook = broken
print(quiet(lambda: run(fail)))

# The system's hook is asked when the threads' hook fails.
old = sys.excepthook
sys.excepthook = lambda *args: print('sys hook', args[0].__name__, args[1])
print(quiet(lambda: run(fail)))
sys.excepthook = old

threading.excepthook = threading.__excepthook__
print(quiet(lambda: run(fail))[0])
args = threading.ExceptHookArgs([ValueError, ValueError('direct'), None, None])
print(re.sub(r'thread \d+', 'thread IDENT', str(quiet(lambda: threading.excepthook(args)))))
for wrong in (5, (ValueError, None, None, None)):
    try:
        threading.excepthook(wrong)
    except TypeError as error:
        print(error)
try:
    threading.ExceptHookArgs((1, 2, 3))
except TypeError as error:
    print(error)
print(threading.ExceptHookArgs((1, 2, 3, 4)))
