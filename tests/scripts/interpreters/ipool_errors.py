# InterpreterPoolExecutor: exceptions, what cannot be sent, failing initializers.
import io
import sys
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor
from concurrent.futures.interpreter import BrokenInterpreterPool
from concurrent.futures.thread import BrokenThreadPool


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        cause = error.__cause__
        print(type(error).__name__, str(error).splitlines()[:1], type(cause).__name__)
        return error


def noted():
    error = ValueError('noted')
    error.extra = [1, 2]
    error.add_note('a note')
    raise error


def begin_badly():
    raise KeyError('cannot begin')


def closure():
    x = 1
    return lambda: x


if __name__ == '__main__':
    with InterpreterPoolExecutor(1) as pool:
        for function, args in ((int, ('x',)), (divmod, (1, 0)), (open, ('/no/such/file',)), ([].pop, ()), (sys.exit, (3,)),
                               (len, (5,)), (lambda: [][1], ()), (5, ())):
            attempt(pool.submit(function, *args).result)
        error = attempt(pool.submit(noted).result)
        print(error.__notes__, error.extra, type(error.__cause__).__name__)
        print(str(attempt(pool.submit(divmod, 1, 0).result).__cause__).splitlines()[0])
        try:
            pool.submit(closure()).result()
        except interpreters.NotShareableError:
            print('NotShareableError')
        try:
            pool.submit(repr, closure()).result()
        except interpreters.NotShareableError:
            print('NotShareableError')
        attempt(pool.submit, 'print(1)')
        print(pool.submit(len, 'still works').result())
    attempt(pool.submit, len, 'x')
    attempt(InterpreterPoolExecutor, 0)
    attempt(InterpreterPoolExecutor, initializer='print(1)')

    old, sys.stderr = sys.stderr, io.StringIO()
    pool = InterpreterPoolExecutor(1, initializer=begin_badly)
    f = pool.submit(len, 'x')
    attempt(f.result)
    attempt(pool.submit, len, 'x')
    pool.shutdown()
    text, sys.stderr = sys.stderr.getvalue(), old
    print('Exception in initializer:' in text, "KeyError: 'cannot begin'" in text)
    print(issubclass(BrokenInterpreterPool, BrokenThreadPool), InterpreterPoolExecutor.BROKEN is BrokenInterpreterPool)
    print(interpreters.list_all())
