"""A function's code is replaced while it runs, waits and is looked at: what was called before goes on in the old code."""
import asyncio
import sys
import threading


def other(*args):
    a = b = c = d = e = f = g = h = 1
    return "other"


def running(n):
    frame = sys._getframe()
    running.__code__ = other.__code__
    names = ["x", "y"]
    try:
        raise KeyError(n)
    except KeyError as error:
        line = error.__traceback__.tb_lineno - frame.f_code.co_firstlineno
    return frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, sorted(frame.f_locals), line, names


print(running(1), running(1))


def deep(n):
    if n == 0:
        deep.__code__ = other.__code__
        return [deep(5)]
    return deep(n - 1) + [n]


print(deep(4), deep(4))


def steps(n):
    for i in range(n):
        yield i, n
    return "end"


one, two = steps(3), steps(2)
print(next(one), next(two))
steps.__code__ = (lambda n: (yield "new")).__code__
print(list(one), list(two), list(steps(1)), one.gi_code.co_name, two.gi_code.co_name)


def delegating():
    inner = yield from counting()
    yield inner


def counting():
    got = yield 1
    counting.__code__ = delegating.__code__ = (lambda: (yield "replaced")).__code__
    got = yield got
    return [got]


g = delegating()
print(next(g), g.send("a"), g.send("b"), list(counting()), list(delegating()))


def fails():
    raise ValueError


def long():
    pass
    pass
    pass
    return None


try:
    fails()
except ValueError as error:
    traceback = error.__traceback__.tb_next
fails.__code__ = long.__code__
print(traceback.tb_lineno - traceback.tb_frame.f_code.co_firstlineno, traceback.tb_frame.f_code.co_name, fails())


async def task(event):
    before = "before"
    await event.wait()
    return before, task.__code__.co_name


async def main():
    event = asyncio.Event()
    waiting = asyncio.create_task(task(event))
    await asyncio.sleep(0)

    async def newer(event):
        return "newer"

    task.__code__ = newer.__code__
    event.set()
    return await waiting, await task(event)


print(asyncio.run(main()))

entered, replaced = threading.Event(), threading.Event()
seen = []


def in_thread(a, b=2, *, c=3):
    d = a + b + c
    entered.set()
    replaced.wait()
    seen.append((a, b, c, d, sys._getframe().f_code.co_name))


thread = threading.Thread(target=in_thread, args=(1,))
thread.start()
entered.wait()
in_thread.__code__ = other.__code__
replaced.set()
thread.join()
print(seen, in_thread())


class Made:
    def __init__(self, n):
        type(self).__init__.__code__ = plain.__code__
        self.n = n


def plain(self, n):
    self.n = -n


print(Made(3).n, Made(3).n)
