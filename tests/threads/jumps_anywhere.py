"""A frame that is traced is sent anywhere: wherever it is allowed to go, it goes on, or an exception says why not."""

import contextlib
import os
import random
import sys
import warnings

rng = random.Random(int(os.environ.get("TORTURE_SEED", "1")))
warnings.simplefilter("ignore")


@contextlib.contextmanager
def block(x):
    yield [x]


class Waiting:
    async def __aenter__(self):
        return 1

    async def __aexit__(self, *what):
        return False


def everything(n):
    a = [1, 2, 3]
    total = 0
    for i in range(n):
        with block(i) as c:
            total += c[0]
            try:
                if i % 2:
                    raise KeyError(i)
                z = {k: v for k, v in zip(a, a)}
            except KeyError as e:
                total += len(e.args)
                w = [y for y in a if y > i]
            else:
                f = lambda q: q + total
                total += f(1)
            finally:
                a.append(i)
        while total > 100:
            total -= 7
            for j in a:
                if j == 2:
                    continue
                break
            else:
                total += 1
    match a:
        case [x, *rest]:
            total += x
        case _:
            total = 0

    def steps():
        nonlocal total
        total += 1
        yield total
        try:
            yield from a
        finally:
            total += 1

    for v in steps():
        s = [total for _ in a for other in [v]]
        if v == 3:
            break

    async def wait():
        async with Waiting() as t:
            return t

    try:
        wait().send(None)
    except StopIteration:
        total += 1
    del v
    return total, a


def tracer(frame, event, arg):
    global jumps
    code = frame.f_code
    if code.co_filename != __file__ or code is tracer.__code__:
        return None
    if event == "line" and jumps and rng.random() < 0.15:
        jumps -= 1
        try:
            frame.f_lineno = rng.choice([line for _, _, line in code.co_lines() if line])
        except ValueError:
            pass
    return tracer


for _ in range(15):
    jumps = 40
    sys.settrace(tracer)
    try:
        everything(rng.randrange(1, 6))
    except Exception:
        pass
    finally:
        sys.settrace(None)
print("held")
