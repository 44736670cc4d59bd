"""Milliseconds of `import asyncio`, the library's largest module, in a fresh process."""

import subprocess
import sys

CODE = "from time import perf_counter; begin = perf_counter(); import asyncio; print(perf_counter() - begin)"


def once():
    options = [f"-Xgil={int(sys._is_gil_enabled())}"] if sys.implementation.name == "togil" else []
    ended = subprocess.run([sys.executable, *options, "-c", CODE], capture_output=True, text=True, check=True)
    return float(ended.stdout)


once()
print(f"{min(once() for _ in range(7)) * 1000:.2f}")
