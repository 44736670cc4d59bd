# tasks method by method: names, cancellation, what a coroutine may yield, eager ones, their stacks
import _asyncio
import asyncio
import contextvars
import sys

F, T = _asyncio.Future, _asyncio.Task
loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda l, c: print('HANDLER', sorted(c), repr(c.get('exception'))[:60].split(' at 0x')[0]))


def t(f, *a, **k):
    try:
        print('->', f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, str(e).replace(__file__, 'F').split(' at 0x')[0])


def show(x):
    print(str(x).replace(__file__, 'F'))


async def co():
    return 5

print('-- attributes')
task = T(co(), loop=loop, name='first')
show(task)
for a in ('_must_cancel', '_coro', '_fut_waiter', '_log_destroy_pending', '_state'):
    t(lambda: str(getattr(task, a))[:16])
    t(setattr, task, a, True)
    t(setattr, task, a, 0)
    t(delattr, task, a)
task._log_destroy_pending = True
print(task.get_name(), task.set_name(55), repr(task.get_name()))
t(task.set_result, 1)
t(task.set_exception, ValueError())
t(task.set_name)
t(task.cancel, 1, 2)
print(task.cancelling(), task.cancel('a'), task.cancel('b'), task.cancelling(), task.uncancel(), task.cancelling(),
      task._must_cancel, task.uncancel(), task.uncancel(), task._must_cancel, task._cancel_message)
show(task)
print([f.f_code.co_name for f in task.get_stack()], type(task.get_coro()), type(task.get_context()))
print(loop.run_until_complete(task), task.get_stack(), task.done(), task.cancelled(), task.exception())
show(task)

print('-- what is wrong with its arguments')
t(T)
t(T, 1, loop=loop)
t(T, print, loop=loop, nme=1)
c = co()
t(lambda: T(c))
t(lambda: T(c, loop=object()))
c.close()
one = T(co(), loop=loop)
two = T(co(), loop=loop)
a, b = (int(x.get_name().removeprefix('Task-')) for x in (one, two))
print(b - a)
loop.run_until_complete(asyncio.gather(one, two))

print('-- what a coroutine yields')


class Y:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        return (yield self.v)


async def bad(v):
    return await Y(v)


def gen():
    yield


async def drive(v):
    tk = asyncio.create_task(bad(v), name='driven')
    try:
        print('came to', await tk)
    except BaseException as e:
        print(type(e).__name__, str(e).replace(__file__, 'F').split(' at 0x')[0], e.__cause__, e.__context__)


for v in (5, F(loop=loop), gen(), 'text', ...):
    loop.run_until_complete(drive(v))
other = asyncio.new_event_loop()
elsewhere = F(loop=other)
elsewhere._asyncio_future_blocking = True
loop.run_until_complete(drive(elsewhere))
other.close()


class Duck:
    _asyncio_future_blocking = True

    def get_loop(self):
        return loop

    def add_done_callback(self, cb, *, context):
        print('add', str(cb).split(' at')[0], cb.__name__, cb.__qualname__, type(context))
        loop.call_soon(cb, self)

    def result(self):
        return 99

    def cancel(self, msg=None):
        print('duck cancel', msg)
        return True


class Failing(Duck):
    def result(self):
        raise KeyError('duck')


class Idle(Duck):
    _asyncio_future_blocking = False


for v in (Duck(), Failing(), Idle()):
    loop.run_until_complete(drive(v))
    print(v._asyncio_future_blocking)


async def itself():
    await asyncio.current_task()


async def main():
    tk = asyncio.create_task(itself(), name='self')
    try:
        await tk
    except RuntimeError as e:
        show(e)

loop.run_until_complete(main())

print('-- subclasses')


class Future(F):
    def add_done_callback(self, fn, *, context=None):
        print('adds', fn.__name__)
        super().add_done_callback(fn, context=context)

    def result(self):
        print('asked')
        return super().result()

    def cancel(self, msg=None):
        print('cancels', msg)
        return super().cancel(msg=msg)


class Task(T):
    def __init__(self, coro, **kwargs):
        super().__init__(coro, **kwargs)
        self.extra = 1

    def cancel(self, msg=None):
        print('Task.cancel', msg)
        return super().cancel(msg)


async def wait(f):
    return await f


async def main():
    f = Future(loop=loop)
    tk = Task(wait(f), loop=loop, name='sub')
    await asyncio.sleep(0)
    show(tk)
    print(tk._fut_waiter is f, f._asyncio_awaited_by == {tk}, tk.extra)
    f.set_result('r')
    print(await tk, f._asyncio_awaited_by)
    show(tk)
    f = Future(loop=loop)
    tk = Task(wait(f), loop=loop, name='sub')
    outer = asyncio.create_task(wait(tk), name='outer')
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(outer.cancel('why'))
    try:
        await outer
    except asyncio.CancelledError as e:
        print(e.args, tk.cancelled(), f.cancelled(), outer.cancelled())
    show(tk)

loop.run_until_complete(main())

print('-- cancellation')


async def waiting():
    f = loop.create_future()
    tk = asyncio.create_task(wait(f), name='w')
    await asyncio.sleep(0)
    show(tk)
    show(f)
    print(tk._fut_waiter is f, f._asyncio_awaited_by == {tk}, [c.__name__ for c, _ in f._callbacks])
    tk.print_stack(file=sys.stdout, limit=0)
    print(len(tk.get_stack()), tk.get_stack()[0].f_code.co_name)
    print(tk.cancel('zz'))
    show(tk)
    try:
        await tk
    except asyncio.CancelledError as e:
        print(e.args, repr(e.__context__))
        show(tk)
    t(tk.result)
    t(tk.exception)
    print(tk.cancel(), tk.cancelled())


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError as e:
        print('no', e.args)
    return 'went on'


async def late():
    asyncio.current_task().cancel('late')
    return 'never seen'


async def cancelled_before():
    print('not reached')


async def more():
    tk = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    tk.cancel(1)
    print(await tk, tk.cancelling(), tk.cancelled())
    for c in (late, cancelled_before):
        tk = asyncio.create_task(c())
        if c is cancelled_before:
            tk.cancel('before')
        try:
            await tk
        except asyncio.CancelledError as e:
            print(e.args, tk.cancelled())

loop.run_until_complete(waiting())
loop.run_until_complete(more())

print('-- eager')


async def eager_one():
    print('runs as', asyncio.current_task().get_name())
    return 7


async def eager_two():
    print('b')
    await asyncio.sleep(0)
    print('c')
    return 8


async def eager_three():
    raise KeyError('e')


async def em():
    me = asyncio.current_task()
    tk = T(eager_one(), loop=loop, eager_start=True, name='e1')
    print(tk.done(), tk.result(), tk._coro, asyncio.current_task() is me)
    show(tk)
    tk = T(eager_two(), loop=loop, eager_start=True)
    print(tk.done(), tk in asyncio.all_tasks(), await tk)
    tk = T(eager_three(), loop=loop, eager_start=True, name='e3')
    show(tk)
    t(tk.result)
    loop.set_task_factory(asyncio.eager_task_factory)
    tk = asyncio.create_task(eager_one(), name='made')
    print(tk.done())
    loop.set_task_factory(None)

loop.run_until_complete(em())
tk = T(eager_one(), loop=loop, eager_start=True, name='not running')
show(tk)
loop.run_until_complete(tk)

print('-- contexts')
var = contextvars.ContextVar('var', default='none')


async def see(n):
    before = var.get()
    var.set(n)
    await asyncio.sleep(0)
    return before, var.get()


async def contexts():
    var.set('outer')
    own = contextvars.copy_context()
    own.run(var.set, 'own')
    a, b = asyncio.create_task(see(1)), asyncio.create_task(see(2), context=own)
    print(await a, await b, var.get(), own[var])
    f = loop.create_future()
    f.add_done_callback(lambda f: print('callback sees', var.get()), context=own)
    f.add_done_callback(lambda f: print('callback sees', var.get()))
    var.set('changed')
    f.set_result(None)
    await asyncio.sleep(0)

loop.run_until_complete(contexts())

print('-- exceptions')


async def boom():
    raise ValueError('boom')


async def deep(n):
    if n:
        await deep(n - 1)
    await boom()


async def tracebacks():
    tk = asyncio.create_task(deep(2), name='deep')
    for _ in range(2):
        try:
            await tk
        except ValueError as e:
            tb, names = e.__traceback__, []
            while tb is not None:
                names.append(tb.tb_frame.f_code.co_name)
                tb = tb.tb_next
            print(names)
    print([f.f_code.co_name for f in tk.get_stack()], [f.f_code.co_name for f in tk.get_stack(limit=1)])
    show(tk)
    async def exits():
        raise SystemExit(3)
    tk = asyncio.create_task(exits())
    try:
        await tk
    except SystemExit:
        print('seen', tk.done())

try:
    loop.run_until_complete(tracebacks())
except SystemExit as e:
    print('exit', e.code)
loop.run_until_complete(asyncio.sleep(0))
loop.close()
