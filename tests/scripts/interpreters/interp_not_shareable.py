# What cannot be sent: NotShareableError, raised on this side.
import threading
from concurrent import interpreters
from concurrent.interpreters import NotShareableError


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)


def attempt(function, *args, **kwargs):
    try:
        say('->', function(*args, **kwargs))
    except BaseException as error:
        say(type(error).__name__)


i = interpreters.create()


def closure():
    captured = 1

    def inner():
        return captured
    return inner


def local_instance():
    class Local:
        pass
    return Local()


def same(x):
    return x


attempt(i.call, closure())
attempt(i.call, same, closure())
attempt(i.call, same, threading.Lock())
attempt(i.call, same, local_instance())
attempt(i.call, same, (n for n in range(3)))
attempt(i.call, same, [1, [2, closure()]])
attempt(i.call, same, open)
attempt(i.call, same, x=closure())
with open(__file__) as f:
    attempt(i.call, same, f)

# The target is none the worse.
say(i.call(same, 'fine'), i.is_running())
attempt(i.prepare_main, x=closure())
attempt(i.prepare_main, x=1, y=[1])
attempt(i.prepare_main, x={'a': 1})
i.exec('print("x" in globals(), flush=True)')

for value in (None, True, False, 1, -1, 2 ** 62, 1.5, '', 'text', b'', b'x', (), (1, 'x', (None,)), memoryview(b'm'),
              interpreters.create_queue()):
    assert interpreters.is_shareable(value), value
for value in ([], {}, set(), frozenset(), 1j, ..., NotImplemented, object(), range(3), bytearray(), int, len,
              Exception(), type, i, interpreters):
    assert not interpreters.is_shareable(value), value
say('shareable', interpreters.is_shareable(2 ** 1000), issubclass(NotShareableError, TypeError))
i.close()
