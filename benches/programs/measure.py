"""What every program here does at its end: run, check the result, print the seconds."""

from time import perf_counter


def measure(work, expected):
    begin = perf_counter()
    result = work()
    seconds = perf_counter() - begin
    if result != expected:
        raise SystemExit(f"wrong result: {result!r}, not {expected!r}")
    print(f"{seconds:.6f}")
