# The current context of threads, tasks and contexts; one context that many threads change; numbers between interpreters.
import asyncio
import contextvars
import threading
from concurrent import interpreters
from concurrent.futures import ThreadPoolExecutor
from decimal import *

D = Decimal
getcontext().prec = 7
print(D(1) / 3)


def in_thread(results, i):
    # a thread begins with a copy of the default context, or with its starter's
    results[i] = [getcontext() is not main]
    getcontext().prec = 5 + i
    with localcontext(prec=3):
        results[i].append(str(D(1) / 7))
    results[i].append(str(D(1) / 7))


main = getcontext()
results = {}
threads = [threading.Thread(target=in_thread, args=(results, i), context=contextvars.Context()) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()), getcontext().prec)

print("contexts of contextvars")
fresh = contextvars.Context()
print(fresh.run(lambda: (getcontext().prec, str(D(1) / 3))))
fresh.run(lambda: setcontext(Context(prec=2)))
print(fresh.run(lambda: str(D(1) / 3)), str(D(1) / 3))
shared = contextvars.copy_context()
print(shared.run(getcontext) is getcontext(), shared.run(setcontext, Context(prec=4)), shared.run(lambda: str(D(2) / 3)), str(D(2) / 3))
var = next(v for v in contextvars.copy_context() if v.name == "decimal_context")
token = var.set(Context(prec=11))
print(var.name, D(1) / 3)
var.reset(token)
print(D(1) / 3, var.get() is getcontext())
other = contextvars.ContextVar("other")
other.set(1)
print(D(1) / 3)


async def task(prec):
    with localcontext() as c:
        c.prec = prec
        first = D(1) / 7
        await asyncio.sleep(0)
        second = D(1) / 7
        return str(first), first == second


async def tasks():
    print(await asyncio.gather(*(task(n) for n in range(2, 9))), D(1) / 7)


asyncio.run(tasks())

print("generators keep what is current")


def halves():
    with localcontext(prec=3):
        yield D(2) / 3
        yield D(2) / 3


g = halves()
print(next(g), D(2) / 3, next(g), list(g), D(2) / 3)

print("one context, many threads")
one = Context(prec=9, traps=[])
together = threading.Barrier(4)


def work(i):
    setcontext(one)
    together.wait()
    total = D(0)
    for n in range(1, 400):
        total += D(n) / 8 * 2 - D(n) / 4
        if n % 50 == i:
            one.clear_flags()
            D(1) / 0
            one.divide(1, 3)
            one.flags[Clamped] = not one.flags[Clamped]
        one.traps[Subnormal] = n % 2 == 0
    return str(total), getcontext() is one, hash(total)


with ThreadPoolExecutor(4) as pool:
    print(sorted(pool.map(work, range(4))))
one.divide(1, 3)
print(one.flags[Inexact], one.flags[Rounded], one.flags is one.flags, len(set(map(id, [one.traps for _ in range(3)]))))

print("numbers that all threads read")
values = [D(n) / 7 for n in range(300)] + [D(n).sqrt() ** 3 * D("1e50") for n in range(100)] + [D("1" * n) for n in range(1, 90)]
with ThreadPoolExecutor(4) as pool:
    print(len(set(pool.map(lambda _: (hash(sum(values)), str(max(values)), len(set(values))), range(16)))))

print("interpreters")
worker = interpreters.create()
queue = interpreters.create_queue()
worker.prepare_main(queue=queue)
queue.put([D("1.50"), D("-Infinity"), D("9" * 60)])
worker.exec("""
import decimal
from decimal import Decimal
got = queue.get()
decimal.getcontext().prec = 4
queue.put([str(got), str(Decimal(1) / 3), got[0] + 1, decimal.Decimal is type(got[0])])
try:
    Decimal(1) / 0
except decimal.DivisionByZero as e:
    queue.put(type(e).__name__)
""")
print(queue.get(), queue.get(), D(1) / 3)
worker.close()
