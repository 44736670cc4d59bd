# What becomes of an item whose interpreter is gone.
from concurrent import interpreters
from concurrent.interpreters import _queues


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


print(_queues.UNBOUND, sorted(_queues.__all__))
attempt(type(_queues.UNBOUND))
for kind in ('UNBOUND', 'UNBOUND_ERROR', 'UNBOUND_REMOVE'):
    q = interpreters.create_queue(unbounditems=getattr(_queues, kind))
    print(kind, q.unbounditems is getattr(_queues, kind))
    i = interpreters.create()
    q.put('before')
    i.prepare_main(q=q)
    i.exec('q.put("inside 1"); q.put("inside 2")')
    q.put('after')
    print(q.qsize())
    i.close()
    print(q.qsize())
    for _ in range(4):
        attempt(q.get_nowait)

# Each item may say it for itself.
q = interpreters.create_queue()
i = interpreters.create()
i.prepare_main(q=q)
i.exec('''
from concurrent.interpreters import _queues
q.put(1, unbounditems=_queues.UNBOUND_REMOVE)
q.put(2, unbounditems=_queues.UNBOUND_ERROR)
q.put(3, unbounditems=_queues.UNBOUND)
q.put(4)
''')
i.close()
print(q.qsize())
for _ in range(4):
    attempt(q.get_nowait)

# Taken while it lived: the item is the reader's.
i = interpreters.create()
i.prepare_main(q=q)
i.exec('q.put([1, 2, 3])')
item = q.get()
i.close()
print(item)
print([c.__name__ for c in _queues.ItemInterpreterDestroyed.__mro__])
