"""The awaitable of `anext(iterator, default)`."""


async def with_default(step, default):
    """Awaits `step`; `default` when the iterator has ended."""
    try:
        return await step
    except StopAsyncIteration:
        return default
