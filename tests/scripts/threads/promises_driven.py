# What one thread finds of an object that another thread is in the middle of using: each step waits for the other's.
import asyncio
import collections
import functools
import io
import threading


class Meeting:
    """The other thread goes in, and waits there; this one looks, and lets it go on."""

    def __init__(self):
        self.inside, self.on = threading.Event(), threading.Event()

    def stay(self):
        self.inside.set()
        assert self.on.wait(60)

    def during(self, work, look):
        result = []

        def run():
            try:
                result.append(work())
            except Exception as e:
                result.append(e)
        thread = threading.Thread(target=run)
        thread.start()
        assert self.inside.wait(60)
        try:
            look()
        finally:
            self.on.set()
            thread.join()
        return result[0]


def told(call, *args):
    try:
        print('   ', repr(call(*args)))
    except BaseException as e:
        print('   ', type(e).__name__, e)


def once(meeting, value):
    """A function that gives the value, and stays in its first call."""
    def call(*args):
        if not meeting.inside.is_set():
            meeting.stay()
        return value(*args) if callable(value) else value
    return call


print('a list that is being sorted is empty')
for change in lambda l: None, lambda l: l.append(9), lambda l: l.extend([7, 8]), lambda l: l.clear():
    m, numbers = Meeting(), [3, 1, 2]

    def look():
        print('   ', numbers, len(numbers), 3 in numbers, list(numbers), numbers == [])
        change(numbers)
    print('  ', repr(m.during(lambda: numbers.sort(key=once(m, lambda x: x)), look)), numbers)


print('a generator takes one at a time')


def steps():
    yield 1
    m.stay()
    yield 2


m, g = Meeting(), steps()
next(g)


def look():
    told(next, g)
    told(g.send, 5)
    told(g.throw, KeyError)
    told(g.close)
    print('   ', g.gi_running, g.gi_suspended)


print('  ', m.during(lambda: next(g), look), g.gi_running)
told(next, g, 'over')

print('a coroutine too, and an asynchronous generator')


class Pause:
    def __await__(self):
        m.stay()
        yield 'paused'


async def waits():
    return await Pause()

m, c = Meeting(), waits()
print('  ', m.during(lambda: c.send(None), lambda: (told(c.send, None), told(c.close))))
told(c.send, None)


async def produces():
    yield 1
    await Pause()
    yield 2

m, a = Meeting(), produces()
told(a.asend(None).send, None)


def look():
    for step in a.asend(None), a.__anext__(), a.athrow(KeyError), a.aclose():
        told(step.send, None)
    print('   ', a.ag_running)


first = a.__anext__()
print('  ', m.during(lambda: first.send(None), look), a.ag_running)
told(first.send, None)
print('  ', a.ag_running)

print('what is walked over is not changed')
for made, change in [(dict.fromkeys(range(3)), lambda d: d.pop(2)), (set(range(3)), lambda s: s.add(9)),
                     (collections.deque(range(3)), lambda d: d.append(9)), (collections.OrderedDict.fromkeys(range(3)), lambda d: d.pop(2))]:
    m = Meeting()

    def walk():
        seen = []
        for x in made:
            seen.append(x)
            once(m, None)()
        return seen
    print('  ', type(made).__name__, repr(m.during(walk, lambda: change(made))))

print('nor what is searched by ==')


class Same:
    def __init__(self, meeting):
        self.equal = once(meeting, False)

    def __eq__(self, other):
        return self.equal()

    __hash__ = None


for search in 'index', 'count', 'remove', '__contains__':
    m = Meeting()
    d = collections.deque([1, 2, 3])
    print('  ', search, repr(m.during(lambda: getattr(d, search)(Same(m)), lambda: d.append(4))), d)

print('a size that somebody looks at stays')
data, m = bytearray(b'abc'), Meeting()


def hold():
    with memoryview(data) as view:
        m.stay()
        return bytes(view)


def look():
    told(data.append, 1)
    told(data.clear)
    told(data.__setitem__, slice(0, 1), b'xyz')
    data[0:1] = b'x'
    told(data.resize, 9)


print('  ', m.during(hold, look), data)
told(data.append, 1)
stream, m = io.BytesIO(b'abc'), Meeting()


def hold():
    with stream.getbuffer() as view:
        m.stay()
        view[1] = 0x78
        return bytes(view)


def look():
    told(stream.write, b'longer')
    told(stream.truncate, 1)
    told(stream.close)
    told(stream.getvalue)
    told(stream.read, 2)


print('  ', m.during(hold, look), stream.getvalue(), stream.tell())
told(stream.write, b'longer')
told(stream.getvalue)

print('one call that two make at once is made by both, and kept once')
m = Meeting()


@functools.lru_cache(maxsize=2)
def slow(x):
    once(m, None)()
    return [x]


mine = []
theirs = m.during(lambda: slow(1), lambda: mine.append(slow(1)))
print('  ', theirs == mine[0], slow(1) is mine[0], slow.cache_info())

print('a stream that another thread is at')


class Raw(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        once(m, None)()
        buffer[:3] = b'ab\n'
        return 3


m, file = Meeting(), io.BufferedReader(Raw())
lines = []
reader = threading.Thread(target=lambda: lines.append(file.readline()))
print('  ', m.during(file.readline, reader.start))
reader.join()
print('  ', lines)


class Again(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        told(lambda: again.read(1))
        return 0


again = io.BufferedReader(Again())
try:
    again.read(1)
except RuntimeError as e:
    print('  ', str(e).split('<')[0])
again.detach()
