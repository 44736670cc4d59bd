# prepare_main: names for the target's __main__.
from concurrent import interpreters


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)


def attempt(function, *args, **kwargs):
    try:
        say('->', function(*args, **kwargs))
    except BaseException as error:
        say(type(error).__name__, error)


i = interpreters.create()
i.prepare_main({'a': 1, 'b': 'two'})
i.prepare_main(c=3.5, d=(None, True, b'x'))
i.prepare_main([('e', 5)])
i.prepare_main({'f': 6}, g=7, f=66)
i.exec('print(a, b, c, d, e, f, g, flush=True)')
i.prepare_main(a=2)
i.exec('print(a, flush=True)')
attempt(i.prepare_main)
attempt(i.prepare_main, {})
attempt(i.prepare_main, None)
attempt(i.prepare_main, 5)
attempt(i.prepare_main, x=[1])
attempt(i.prepare_main, ok=1, x={'k': 1})
i.exec('print("ok" in globals(), flush=True)')

# Queues and buffers are shared, not copied.
q = interpreters.create_queue()
i.prepare_main(q=q)
i.exec('q.put("from inside"); print(q, flush=True)')
say(q.get(), q)
buffer = bytearray(b'....')
i.prepare_main(view=memoryview(buffer))
i.exec('view[1] = ord("x"); print(bytes(view), flush=True)')
say(buffer)
i.exec('del view')
i.close()
