"""Weak references, caches, context variables, finalizers: objects die while others look."""

import contextvars
import functools
import gc
import threading
import weakref

from torture import THREADS, torture, done


class Thing:
    def __init__(self, n):
        self.n = n
        self.same = n


values = weakref.WeakValueDictionary()
keyed = weakref.WeakKeyDictionary()
crowd = weakref.WeakSet()
refs = [None] * 16
called = []


def make(rng, n):
    t = Thing(rng.randrange(50))
    values[t.n] = t
    keyed[t] = t.n
    crowd.add(t)
    refs[rng.randrange(16)] = weakref.ref(t, lambda r: called.append(1))
    assert values[t.n].n == t.n
    assert keyed[t] == t.n
    assert t in crowd
    proxy = weakref.proxy(t)
    assert proxy.n == proxy.same


def look(rng, n):
    r = refs[rng.randrange(16)]
    if r is not None:
        t = r()
        assert t is None or t.n == t.same
    for k, t in list(values.items()):
        assert t.n == k == t.same
    for t, k in list(keyed.items()):
        assert t.n == k
    for t in list(crowd):
        assert t.n == t.same
    len(values), len(keyed), len(crowd)
    t = values.get(rng.randrange(50))
    assert t is None or t.n == t.same
    if rng.randrange(50) == 0:
        values.clear()


torture(make, look, allowed=(KeyError, RuntimeError))


@functools.lru_cache(maxsize=30)
def cached(x):
    return [x, x]


@functools.lru_cache(maxsize=None)
def unbounded(x):
    return (x, str(x))


@functools.cache
def slow(x, *, y=1):
    return x + y


def use_cache(rng, n):
    for _ in range(20):
        x = rng.randrange(60)
        assert cached(x) == [x, x]
        assert unbounded(x) == (x, str(x))
        assert slow(x, y=n) == x + n
    info = cached.cache_info()
    assert info.currsize <= 30 and info.hits >= 0, info
    if rng.randrange(30) == 0:
        cached.cache_clear()
        unbounded.cache_clear()
    functools.reduce(lambda a, b: a + b, [1, 2, 3])
    p = functools.partial(slow, y=2)
    assert p(1) == 3


torture(use_cache)


class Lazy:
    made = 0

    @functools.cached_property
    def value(self):
        return [1, 2, 3]


lazy = [Lazy()]


def use_lazy(rng, n):
    assert lazy[0].value == [1, 2, 3]
    if rng.randrange(10) == 0:
        lazy[0] = Lazy()


torture(use_lazy)

var = contextvars.ContextVar("var", default=-1)
common = contextvars.copy_context()


def use_context(rng, n):
    token = var.set(n)
    assert var.get() == n
    ctx = contextvars.copy_context()
    assert ctx[var] == n
    ctx.run(var.set, 77)
    assert var.get() == n and ctx[var] == 77
    try:
        common.run(var.set, n)
    except RuntimeError as e:
        assert "already entered" in str(e)
    list(common.items())
    var.reset(token)
    assert var.get() == -1


torture(use_context)

locals_ = threading.local()


class Own(threading.local):
    def __init__(self):
        self.items = []


own = Own()


def use_local(rng, n):
    locals_.n = n
    own.items.append(n)
    assert locals_.n == n
    assert set(own.items) == {n}, own.items
    if rng.randrange(10) == 0:
        del locals_.n
        assert not hasattr(locals_, "n")
        own.items.clear()


torture(use_local)

died = []


class Mortal:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        died.append(self.n)
        if len(died) > 1000:
            del died[:500]


pool = [None] * 20


def mortals(rng, n):
    for _ in range(20):
        m = Mortal(n)
        m.me = m
        pool[rng.randrange(20)] = m
    f = weakref.finalize(m, died.append, 0)
    assert f.alive
    for n in list(died):
        assert 0 <= n < 64


torture(mortals)
done()
