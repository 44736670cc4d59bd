# `inspect` of what suspends: the states of generators, coroutines and asynchronous generators, and their variables.
import inspect
async def g():
    x = 1
    yield x
    yield inspect.getasyncgenstate(a)
a = g()
def drive(c):
    try: c.send(None)
    except StopIteration as e: return e.value
print(inspect.getasyncgenstate(a), inspect.getasyncgenlocals(a)); print(drive(a.asend(None)), inspect.getasyncgenstate(a), inspect.getasyncgenlocals(a))
print(drive(a.asend(None))); drive(a.aclose()); print(inspect.getasyncgenstate(a), inspect.getasyncgenlocals(a))
for bad in (5, iter("")):
    for f in (inspect.getasyncgenstate, inspect.getasyncgenlocals, inspect.getgeneratorlocals, inspect.getcoroutinelocals, inspect.getgeneratorstate):
        try: print(f(bad))
        except Exception as e: print(type(e).__name__, str(e)[:30])
print([n for n in dir(inspect) if 'GEN_' in n or 'CORO_' in n])
def gen():
    x = 1
    yield inspect.getgeneratorstate(made)
made = gen()
print(inspect.getgeneratorstate(made), next(made), inspect.getgeneratorstate(made), inspect.getgeneratorlocals(made))
print(*made, inspect.getgeneratorstate(made), inspect.getgeneratorlocals(made))
async def co(): return inspect.getcoroutinestate(started)
started = co()
print(inspect.getcoroutinestate(started), inspect.getcoroutinelocals(started), drive(started), inspect.getcoroutinestate(started))
