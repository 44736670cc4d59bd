# Functions of all kinds, closures, decorators.
@d(1)
def f[T](a, /, b: int = 1, *c, k=None, **w) -> T:
    """Documented."""
    global g
    n = 0

    def inner():
        nonlocal n
        n += 1
        return lambda: (n, a)
    return inner


def gen():
    x = yield 1
    yield from x


async def co():
    async for i in a:
        await i
    async with b as c:
        return [x async for x in c]
