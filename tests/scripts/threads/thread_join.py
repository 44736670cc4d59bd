# join: with and without a timeout, by several, in any order.
import threading
import time

gate = threading.Event()
t = threading.Thread(target=gate.wait)
t.start()
start = time.monotonic()
print(t.join(0.05), t.is_alive(), time.monotonic() - start >= 0.04)
print(t.join(0), t.join(-1), t.is_alive())
gate.set()
t.join(60)
print(t.is_alive())

# Several wait for one.
gate = threading.Event()
slow = threading.Thread(target=gate.wait)
slow.start()
seen = []
waiters = [threading.Thread(target=lambda i=i: (slow.join(), seen.append(i))) for i in range(5)]
for w in waiters:
    w.start()
print(seen)
gate.set()
for w in waiters:
    w.join()
print(sorted(seen))

# A chain: each waits for the one before.
order = []


def link(n, before):
    if before is not None:
        before.join()
    order.append(n)


before = None
chain = []
for n in range(20):
    before = threading.Thread(target=link, args=(n, before))
    chain.append(before)
for t in chain:
    t.start()
chain[-1].join()
print(order)

try:
    t.join('soon')
except TypeError as error:
    print('TypeError', error)

# Many, one after the other and at once.
counts = []
for _ in range(50):
    t = threading.Thread(target=counts.append, args=(1,))
    t.start()
    t.join()
many = [threading.Thread(target=counts.append, args=(1,)) for _ in range(50)]
for t in many:
    t.start()
for t in many:
    t.join()
print(len(counts), any(t.is_alive() for t in many), threading.active_count())
