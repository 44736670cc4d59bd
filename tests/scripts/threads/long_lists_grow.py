# A long list grows while others read it, and a dict's keys are copied while others change it.
import threading
import weakref

numbers, table, done = [], {f"key{i}": i for i in range(40)}, threading.Event()
wrong = []


def write(begin):
    for i in range(begin, begin + 20_000):
        numbers.append(i)


def read():
    while not done.is_set():
        n = len(numbers)
        if n and not 0 <= numbers[n - 1] < 40_000 or n != len(numbers[:n]):
            wrong.append("an item")
        keys = list(table)
        if len(set(keys)) != len(keys) or not {"key0", "key39"} <= set(keys):
            wrong.append(keys)


def change():
    i = 0
    while not done.is_set():
        i += 1
        table[f"more{i % 7}"] = i
        table.pop(f"more{(i + 3) % 7}", None)


class Thing:
    pass


def refer():
    for _ in range(20):
        things = [Thing() for _ in range(100)]
        references = [weakref.ref(thing) for thing in things]
        if any(r() is not t or weakref.ref(t) is not r for r, t in zip(references, things)):
            wrong.append("a reference")


threads = [threading.Thread(target=f) for f in (read, change)]
writers = [threading.Thread(target=write, args=(n,)) for n in (0, 20_000)] + [threading.Thread(target=refer) for _ in range(2)]
for thread in threads + writers:
    thread.start()
for thread in writers:
    thread.join()
done.set()
for thread in threads:
    thread.join()
print(len(numbers), sorted(numbers) == list(range(40_000)), wrong[:3])
