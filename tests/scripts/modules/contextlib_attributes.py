# A manager made from a generator knows what it was made of until it is entered.
import asyncio, contextlib

@contextlib.contextmanager
def manager(a, *, b=1):
    "doc"
    yield a

@contextlib.asynccontextmanager
async def slow(a, b=2):
    yield a

NAMES = ("func", "args", "kwds", "gen")
one = manager(5, b=3)
print(one.func is manager.__wrapped__, one.args, one.kwds, type(one.gen).__name__, one.__doc__, sorted(vars(one)))
with one as value: print(value, [n for n in NAMES if hasattr(one, n)])
two = slow(5, b=4)
print(two.func is slow.__wrapped__, two.args, two.kwds, type(two.gen).__name__, sorted(vars(two)))
async def main():
    async with two as value: print(value, [n for n in NAMES if hasattr(two, n)])
asyncio.run(main())
try: one.__enter__()
except Exception as e: print(type(e).__name__, e)
calls = []
@manager(7)
def decorated(): calls.append(1)
decorated(); decorated()
print(calls)
