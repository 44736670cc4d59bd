"""Corners of queue, contextvars and concurrent.futures."""

import contextvars
import logging
import queue
import re
import sys
import threading
import time
from concurrent import futures
from concurrent.futures import *


logging.disable(logging.CRITICAL)


def t(label, f, *args, **kwargs):
    try:
        shown = repr(f(*args, **kwargs))
        sign = "->"
    except BaseException as e:
        shown = f"{type(e).__name__}: {e}"
        sign = "!!"
    print(label, sign, re.sub("0x[0-9a-f]+|started [0-9]+", "X", shown)[:400])


for Q in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    q = Q(2)
    t('full', lambda: (q.put(3), q.put(1), q.full(), q.qsize(), q.empty()))
    t('put_nb', q.put_nowait, 1)
    t('put t', q.put, 1, True, 0.01)
    t('put neg', q.put, 1, True, -1)
    t('put nb neg', q.put, 1, False, -1)
    t('get', q.get)
    t('get', q.get)
    t('get nb', q.get_nowait)
    t('get t', q.get, True, 0.01)
    t('get neg', q.get, timeout=-1)
    t('td', lambda: (q.task_done(), q.task_done(), q.task_done()))
    t('join', q.join)
    q.put(9)
    q.shutdown()
    t('sh put', q.put, 1)
    t('sh get', q.get)
    t('sh get', q.get)
    t('sh join', lambda: (q.task_done(), q.join()))
    t('isd', lambda: q.is_shutdown)
    q = Q()
    q.put(1)
    q.put(2)
    q.shutdown(immediate=True)
    t('imm', q.get)
    t('imm qs', q.qsize)
    t('imm td', q.task_done)
    t('imm join', q.join)
    t('maxsize', lambda: Q(-5).maxsize)
    t('str', Q, 'x')
    t('cg', lambda: Q[int])
s = queue.SimpleQueue()
t('sq', lambda: (s.put(1, False, 'x'), s.get(), s.empty(), s.qsize()))
t('sq nb', s.get_nowait)
t('sq t', s.get, True, 0.01)
t('sq neg', s.get, timeout=-1)
v = contextvars.ContextVar('v', default=1)
w = contextvars.ContextVar('w')
t('get', v.get)
t('get', w.get)
t('get d', w.get, 5)
tok = w.set(3)
t('reset', w.reset, tok)
t('reset 2', w.reset, tok)
t('reset bad', v.reset, tok)
t('reset int', w.reset, 5)
t('name', lambda: (v.name, repr(v).split(' at ')[0]))
t('cv', contextvars.ContextVar, 5)
t('cv', contextvars.ContextVar)
t('cv sub', lambda: type('X', (contextvars.ContextVar,), {}))
t('hash', lambda: hash(v) == hash(v))
t('cg', lambda: contextvars.ContextVar[int])
with w.set(8) as tk: t('in with', w.get)
t('after', w.get)
c = contextvars.copy_context()
t('ctx', lambda: (len(c), v in c, list(c)))
t('run', c.run, v.set, 9)
t('c[v]', lambda: c[v])
t('v', v.get)
t('c[w]', lambda: c[w])
t('c[1]', lambda: c[1])
t('1 in', lambda: 1 in c)
t('cget', c.get, v)
t('cget', c.get, w, 0)
t('cget1', c.get, 1)
t('reenter', lambda: c.run(c.run, int))
t('copy', lambda: c.copy() == c)
t('keys', lambda: (list(c.keys()), list(c.values()), list(c.items())) and len(c.keys()))
t('eq', lambda: c == contextvars.Context())
t('newc', contextvars.Context, 1)
t('othertok', lambda: w.reset(c.run(w.set, 5)))
t('hash', hash, c)
e = ThreadPoolExecutor(2, 'pre')
t('sub', lambda: e.submit(pow, 2, 3).result())
t('name', lambda: e.submit(lambda: threading.current_thread().name).result() in ('pre_0', 'pre_1'))
t('map', lambda: list(e.map(pow, [1,2,3], [2,2,2])))
t('map buf', lambda: list(e.map(int, ['1','2','3'], buffersize=1)))
t('map buf0', lambda: e.map(int, [], buffersize=0))
t('map bufs', lambda: e.map(int, [], buffersize='x'))
t('map exc', lambda: list(e.map(int, ['1','x'])))
t('map chunk', lambda: list(e.map(int, '12', chunksize=5)))
t('sub none', lambda: e.submit())
t('sub bad', lambda: e.submit(5).result())
def lazy():
    for i in range(6): print('produced', i); yield i
it = e.map(str, lazy(), buffersize=2)
print('made')
t('next', next, it)
t('next', next, it)
t('rest', list, it)
fs = [e.submit(time.sleep, x) for x in (0.01, 0.05, 0.1)]
t('ac', lambda: [fs.index(x) for x in as_completed(fs)])
t('ac to', lambda: list(as_completed([e.submit(time.sleep, 0.2)], timeout=0.01)))
t('wait', lambda: [len(x) for x in wait(fs)])
t('wait fc', lambda: [len(x) >= 0 for x in wait([e.submit(time.sleep, 0.05), e.submit(int)], return_when=FIRST_COMPLETED)])
t('wait to', lambda: [len(x) for x in wait([e.submit(time.sleep, 0.2)], timeout=0.01)])
t('wait empty', wait, [])
t('dup', lambda: len(list(as_completed([fs[0], fs[0]]))))
e.shutdown()
t('after', lambda: e.submit(int))
t('workers', lambda: (e._max_workers, len(e._threads)))
t('mw0', ThreadPoolExecutor, 0)
t('mw str', ThreadPoolExecutor, 'x')
t('init', ThreadPoolExecutor, 1, initializer=5)
def bad_init(): raise ValueError('init')
e = ThreadPoolExecutor(1, initializer=bad_init)
t('broken', lambda: e.submit(int).result())
t('broken2', lambda: e.submit(int))
e.shutdown()
ev = threading.Event()
e = ThreadPoolExecutor(1)
a = e.submit(ev.wait)
while not a.running():
    time.sleep(0.001)
b = e.submit(int)
c2 = e.submit(int)
t('bc', b.cancel)
e.shutdown(wait=False, cancel_futures=True)
t('c', lambda: (c2.cancelled(), a.running()))
ev.set()
t('a', a.result)


def rec(ex): return ex.submit(int).result()
with ThreadPoolExecutor(2) as e: t('rec', lambda: e.submit(rec, e).result())
def fail():
    try: 1/0
    finally: pass
with ThreadPoolExecutor(1) as e: t('ctx', lambda: e.submit(fail).result())
t('bad attr', lambda: futures.nope)
with ThreadPoolExecutor(1, initializer=print, initargs=('init', 1)) as e: t('i', lambda: e.submit(int).result())
v.set('main')
q = []
th = threading.Thread(target=lambda: q.append(v.get()))
th.start()
th.join()
cx = contextvars.copy_context()
th = threading.Thread(target=lambda: q.append(v.get()), context=cx)
th.start()
th.join()
print(q[-1])
