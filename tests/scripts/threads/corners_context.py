# Corners of contextvars, and of the exception hook of threads, which takes what there is.
import contextvars
import inspect
import threading


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


var = contextvars.ContextVar('var')
token = var.set(1)
attempt(hash, token)
attempt(hash, contextvars.Context())
print(hash(var) == hash(var), token.var is var, token.old_value is contextvars.Token.MISSING)
attempt(setattr, var, 'name', 'other')
attempt(delattr, var, 'name')
attempt(inspect.signature, contextvars.Token.__exit__)
attempt(var.reset, token)
try:
    var.reset(token)
except RuntimeError as error:
    print('RuntimeError', str(error).startswith('<Token used var=<ContextVar'))
try:
    var.get()
except LookupError as error:
    print('LookupError', error.args == (var,))
attempt(var.get, None)

# A copy is of one moment, whatever the original's thread sets later.
other = contextvars.copy_context()
go, done = threading.Barrier(2), threading.Event()


def count():
    go.wait(60)
    for n in range(2000):
        var.set(n)
    done.set()


thread = threading.Thread(target=other.run, args=(count,))
thread.start()
go.wait(60)
changed = 0
while not done.is_set():
    copy = other.copy()
    first = copy.get(var)
    for _ in range(10):
        changed += copy.get(var) is not first
thread.join()
print('copies that changed:', changed)
