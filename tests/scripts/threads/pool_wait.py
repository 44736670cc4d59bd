# wait and as_completed.
import threading
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


def done(result=None, error=None):
    f = Future()
    f.set_exception(error) if error else f.set_result(result)
    return f


a, b, pending = done(1), done(error=ValueError('b')), Future()
print(wait([]))
r = wait([a, b])
print(r.done == {a, b}, r.not_done, type(r).__name__, r[0] is r.done, len(r))
r = wait([a, b, pending], timeout=0.01)
print(r.done == {a, b}, r.not_done == {pending})
r = wait([a, pending, a], return_when=futures.FIRST_COMPLETED)
print(r.done == {a}, r.not_done == {pending})
r = wait([a, b, pending], return_when=futures.FIRST_EXCEPTION)
print(r.done == {a, b}, r.not_done == {pending})
attempt(wait, [pending], 0.01, 'SOMETIME')
attempt(wait, 5)

with ThreadPoolExecutor(3) as pool:
    gates = [threading.Event() for _ in range(3)]
    fs = [pool.submit(lambda i=i: gates[i].wait() and i) for i in range(3)]
    gates[1].set()
    r = wait(fs, return_when=futures.FIRST_COMPLETED)
    print([f.result() for f in r.done], len(r.not_done))
    gates[0].set()
    gates[2].set()
    r = wait(fs, timeout=60)
    print(sorted(f.result() for f in r.done), r.not_done)

    gate = threading.Event()
    fails = pool.submit(lambda: gate.wait() and 1 // 0)
    hold = threading.Event()
    holds = pool.submit(hold.wait)
    threading.Timer(0.02, gate.set).start()
    r = wait([fails, holds], return_when='FIRST_EXCEPTION')
    print(r.done == {fails}, r.not_done == {holds})
    hold.set()

    print(sorted(f.result() for f in as_completed([pool.submit(pow, n, 2) for n in range(10)])))
    gates = [threading.Event() for _ in range(3)]

    def step(i):
        gates[i].wait()
        return i

    fs = [pool.submit(step, i) for i in range(3)]
    gates[2].set()
    order = []
    for f in as_completed(fs):
        order.append(f.result())
        if f.result():
            gates[f.result() - 1].set()
    print(order)

print([f.result() for f in as_completed([a, a, a])], list(as_completed([])))
attempt(list, as_completed([a, pending, Future()], timeout=0.01))
attempt(list, as_completed([pending], timeout=0))
pending.cancel()
r = wait([pending], timeout=0.01)
print(len(r.done), len(r.not_done))
pending.set_running_or_notify_cancel()
r = wait([pending], timeout=0.01)
print(len(r.done), len(r.not_done), pending._waiters)
