# Creating many: in a row, alive together, from many threads; exit hooks.
import threading
from concurrent import interpreters

for n in range(20):
    i = interpreters.create()
    i.exec(f'x = {n}')
    assert i.call(eval, 'x') == n
    i.close()
print(interpreters.list_all())

many = [interpreters.create() for _ in range(15)]
for n, i in enumerate(many):
    i.prepare_main(n=n)
print([i.call(eval, 'n * n') for i in many])
ids = [i.id for i in many]
print(ids == sorted(ids), len(set(ids)), len(interpreters.list_all()))
for i in many[::2]:
    i.close()
print(len(interpreters.list_all()), [i.call(eval, 'n') for i in many[1::2]])
for i in many[1::2]:
    i.close()

made = []
start = threading.Barrier(8)


def make():
    start.wait()
    for _ in range(3):
        i = interpreters.create()
        made.append(i.call(pow, i.id, 1) == i.id)
        i.close()


threads = [threading.Thread(target=make) for _ in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(made), all(made), interpreters.list_all())

i = interpreters.create()
i.exec('''
import atexit, threading
atexit.register(print, "atexit inside", flush=True)
threading._register_atexit(print, "threading exit inside", flush=True)
''')
print('closing', flush=True)
i.close()
print('closed')
