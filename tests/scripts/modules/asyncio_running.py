# which loop runs and which task is at its step; all tasks; who awaits what; handles and timers
import _asyncio
import asyncio
import gc
import threading

F, T = _asyncio.Future, _asyncio.Task
loop = asyncio.new_event_loop()


def t(f, *a, **k):
    try:
        print('->', f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)


async def co(*args):
    return 5

print('-- functions')
for f in (_asyncio.current_task, _asyncio.get_running_loop, _asyncio._get_running_loop, _asyncio.get_event_loop, _asyncio.all_tasks):
    t(f)
print(_asyncio.all_tasks(loop), _asyncio.current_task(loop))
for f in (_asyncio._enter_task, _asyncio._leave_task, _asyncio._swap_current_task):
    t(f, 1, 2)
_asyncio._set_running_loop(loop)
print(_asyncio._get_running_loop() is loop, _asyncio.current_task())
t(_asyncio._enter_task, loop, 5)
t(_asyncio._enter_task, loop, 6)
t(_asyncio._leave_task, loop, 7)
print(_asyncio.current_task())
t(_asyncio._swap_current_task, loop, 8)
t(_asyncio._swap_current_task, loop, None)
t(_asyncio._leave_task, loop, 7)
t(_asyncio._leave_task, loop, None)
t(_asyncio.all_tasks)
_asyncio._set_running_loop(None)
t(_asyncio._set_running_loop)
t(_asyncio._register_task, 5)
t(_asyncio._unregister_task, 5)
print(asyncio.current_task is _asyncio.current_task, asyncio.Future is F, asyncio.Task is T,
      asyncio.get_running_loop is _asyncio.get_running_loop)
print(F.__module__, F.__qualname__, T.__mro__, asyncio.Handle.__module__, asyncio.TimerHandle.__mro__[:2])


class Other:
    def get_loop(self):
        return loop

    def done(self):
        return False


w = Other()
_asyncio._register_task(w)
print(_asyncio.all_tasks(loop) == {w})
_asyncio._unregister_task(w)
print(_asyncio.all_tasks(loop))
_asyncio._register_eager_task(w)
print(_asyncio.all_tasks(loop) == {w})
_asyncio._unregister_eager_task(w)
print(_asyncio.all_tasks(loop))

print('-- awaited by')
t(_asyncio.future_add_to_awaited_by, 1, 2)
f, g, h = F(loop=loop), F(loop=loop), F(loop=loop)
t(_asyncio.future_add_to_awaited_by, f, g)
print(f._asyncio_awaited_by == {g}, type(f._asyncio_awaited_by))
_asyncio.future_add_to_awaited_by(f, h)
print(f._asyncio_awaited_by == {g, h})
_asyncio.future_discard_from_awaited_by(f, g)
print(f._asyncio_awaited_by == {h})



async def who_waits():
    me = asyncio.current_task()
    tasks = [asyncio.create_task(asyncio.sleep(0)) for _ in range(4)]
    waits = [asyncio.gather(tasks[0]), asyncio.shield(tasks[1])]
    print([t._asyncio_awaited_by == {me} for t in tasks])
    await asyncio.gather(*waits)
    async with asyncio.TaskGroup() as group:
        tasks.append(group.create_task(asyncio.sleep(0)))
        print(tasks[-1]._asyncio_awaited_by == {me})
    await asyncio.wait(tasks)
    print([t._asyncio_awaited_by for t in tasks])
    sleepers = [asyncio.create_task(asyncio.sleep(0.001)) for _ in range(2)]
    asyncio.get_running_loop().call_soon(lambda: print([t._asyncio_awaited_by == {me} for t in sleepers]))
    await asyncio.wait(sleepers)
    print([t._asyncio_awaited_by for t in sleepers])

loop.run_until_complete(who_waits())

print('-- all tasks')


def between_steps():
    # once the loop has called this back, the task that waits for the thread is at no step
    called = threading.Event()
    loop.call_soon_threadsafe(called.set)
    called.wait()
    return asyncio.current_task(loop)


async def all_of_them():
    a, b = asyncio.create_task(asyncio.sleep(0)), asyncio.create_task(asyncio.sleep(60))
    me = asyncio.current_task()
    print(asyncio.all_tasks() == {a, b, me}, asyncio.all_tasks(loop) == {a, b, me})
    await a
    print(asyncio.all_tasks() == {b, me})
    print(await asyncio.to_thread(asyncio.all_tasks, loop) == {b, me}, await asyncio.to_thread(between_steps) is None)
    seen = []
    other = threading.Thread(target=lambda: seen.append(asyncio.current_task(loop)))
    other.start()
    other.join()
    print(seen[0] is me)
    b.cancel()
    await asyncio.wait([b])
    print(asyncio.all_tasks() == {me})

loop.run_until_complete(all_of_them())

print('-- the end of those that nobody asked')
loop.set_exception_handler(lambda l, c: told.append(sorted((k, str(v).replace(__file__, 'F')) for k, v in c.items())))
told = []


def lose():
    f = F(loop=loop)
    f.set_exception(ValueError('lost'))
    kept = F(loop=loop)
    kept.set_exception(ValueError('seen'))
    kept.exception()
    quiet = F(loop=loop)
    quiet.set_exception(ValueError('quiet'))
    quiet._log_traceback = False
    cancelled = F(loop=loop)
    cancelled.cancel()
    F(loop=loop).set_result(1)
    F(loop=loop)


def lose_tasks():
    coroutines.append(co())
    T(coroutines[0], loop=loop, name='pending')
    loop._ready.clear()


def deeper(f, n=20):
    if n:
        deeper(f, n - 1)
    else:
        f()


class Mine(F):
    def __del__(self):
        told.append('own end')
        super().__del__()


def lose_mine():
    # one of them may still be seen on the stack
    for _ in range(10):
        Mine(loop=loop).set_exception(KeyError('mine'))

coroutines = []
for f in (lose, lose_tasks, lose_mine):
    deeper(f)
    gc.collect()
    if f is lose_mine:
        print(len(told) > 10, told.count('own end') * 2 == len(told), sorted(set(map(str, told))))
    else:
        print(*told, sep='\n')
    told.clear()
coroutines[0].close()

print('-- handles')


def handler(l, c):
    # not of one of those ten that something kept till now
    if type(c.get('future')).__name__ != 'Mine':
        print('HANDLER', c.get('message').replace(__file__, 'F'), repr(c['exception']), c.get('handle') is boom)


loop.set_exception_handler(handler)


def show(x):
    print(str(x).replace(__file__, 'F'))


def plain(*args):
    pass


def fail():
    raise LookupError('in a callback')


show(loop.call_soon(plain))
show(loop.call_soon(print))
boom = loop.call_soon(fail)
h = loop.call_soon(print, 1, 2)
print(h._callback, h._args, h._cancelled, h._loop is loop, type(h._context), h.cancelled())
h.cancel()
h.cancel()
print(h, h._callback, h._args, h.cancelled())
tk = T(co(), loop=loop, name='t')
h = loop._ready[-1]
print(type(h), str(h._callback).split(' at')[0], h._args, h.get_context() is tk.get_context(), h._callback.__self__ is tk)
loop.run_until_complete(tk)


async def wakes():
    f = loop.create_future()
    f.add_done_callback(print)
    asyncio.create_task(waits(f), name='waits')
    await asyncio.sleep(0)
    f.set_result(None)
    for h in loop._ready:
        print(str(h).split(' at 0x')[0], h._args == (f,))
    await asyncio.sleep(0)


async def waits(f):
    await f
loop.run_until_complete(wakes())

when = loop.time() + 500
a, b, c = loop.call_at(when, plain, 1), loop.call_at(when + 1, plain), loop.call_at(when, plain, 1)
print(a < b, a <= b, a > b, a >= b, a == b, a == c, a != c, a <= c, hash(a) == hash(when), a == 5, a.when() == when)
print(str(a).replace(__file__, 'F').replace(str(when), 'WHEN'))
a.cancel()
print(str(a).replace(__file__, 'F').replace(str(when), 'WHEN'), a._scheduled, len(loop._scheduled))
t(loop.call_later, None, print)
t(loop.call_at, None, print)


class Own(asyncio.Handle):
    def _run(self):
        print('runs', self._args)

own = Own(print, (1,), loop)
loop._ready.append(own)
loop._ready.append(asyncio.Handle(print, ('made by hand',), loop))
order = []
begin = loop.time()
for delay in (0.003, 0.001, 0.002):
    loop.call_at(begin + delay, order.append, delay)
loop.call_at(begin + 0.004, loop.stop)
loop.run_forever()
print(order)
loop.call_soon(loop.stop)
loop.run_forever()
many = [loop.call_later(1000 + n, print) for n in range(300)]
for h in many[10:]:
    h.cancel()
loop.call_soon(loop.stop)
loop.run_forever()
print(len(loop._scheduled) < 100)

print('-- loops of other kinds')


class Tracing(type(loop)):
    def call_soon(self, callback, *args, context=None):
        calls.append(str(callback).split(' at')[0])
        return super().call_soon(callback, *args, context=context)

calls = []
loop.close()
traced = Tracing()


async def steps():
    await asyncio.sleep(0)
    f = traced.create_future()
    traced.call_soon(f.set_result, 3)
    return await f

print(traced.run_until_complete(steps()))
print(len(calls), calls[0], [c for c in calls if 'wakeup' in c])
traced.close()
t(traced.call_soon, print)
t(traced.call_later, 1, print)
f = F(loop=traced)
f.add_done_callback(print)
t(f.set_result, 1)
debugged = asyncio.new_event_loop()
debugged.set_debug(True)
t(debugged.call_soon, co)
t(debugged.call_soon, 5)
print(debugged.get_debug(), F(loop=debugged)._source_traceback is not None)
print(debugged.run_until_complete(co()))
debugged.close()

print('-- modules')
print(asyncio.base_futures.__name__, asyncio.base_tasks.__name__, asyncio.format_helpers.__name__, asyncio.log.logger.name)
t(lambda: asyncio.nothing)
print(asyncio.base_futures.isfuture(f), asyncio.isfuture(5), asyncio.format_helpers._format_callback(print, (1,), {'a': 2}),
      asyncio.format_helpers._format_callback(print, (1,), {'a': 2}, debug=True))
