# Future by hand: states, results, callbacks, errors.
import re
import sys
from concurrent import futures
from concurrent.futures import Future


def attempt(function, *args, **kwargs):
    try:
        print('->', hide(repr(function(*args, **kwargs))))
    except BaseException as error:
        print(type(error).__name__, hide(str(error)))


def hide(text):
    return re.sub('0x[0-9a-f]+', 'ADDRESS', text)


def state(f):
    return hide(repr(f)), f.running(), f.done(), f.cancelled()


f = Future()
print(state(f))
attempt(f.result, 0)
attempt(f.exception, 0.01)
f.add_done_callback(lambda f: print('callback 1', f.result()))
f.add_done_callback(lambda f: print('callback 2', f.result()))
print(f.set_running_or_notify_cancel(), state(f), f.cancel())
f.set_result(42)
print(state(f), f.result(), f.exception(), f.cancel())
f.add_done_callback(lambda f: print('late callback', f.result()))
attempt(f.set_result, 1)
attempt(f.set_exception, ValueError())

f = Future()
f.set_exception(KeyError('k'))
print(state(f))
attempt(f.result)
attempt(f.exception)
print(f.exception() is f.exception())

f = Future()
f.add_done_callback(lambda f: print('callback', f.cancelled()))
print(f.cancel(), f.cancel(), state(f))
attempt(f.result)
attempt(f.exception)
attempt(f.set_result, 1)
print(f.set_running_or_notify_cancel(), state(f))
attempt(f.set_exception, ValueError())
print(issubclass(futures.TimeoutError, OSError), futures.TimeoutError is TimeoutError)
for error in (futures.CancelledError, futures.InvalidStateError, futures.BrokenExecutor):
    print([c.__name__ for c in error.__mro__])
print(Future[int])
print(futures.__all__)
attempt(lambda: futures.nothing)
attempt(futures.Executor().submit, print)
print(futures.Executor().shutdown())
with futures.Executor() as e:
    print(type(e).__name__)
