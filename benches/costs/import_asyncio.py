"""Milliseconds of `import asyncio`, the library's largest module, in a process that has imported nothing else."""

from time import perf_counter

begin = perf_counter()
import asyncio

print(f"{(perf_counter() - begin) * 1000:.3f}")
