# What an error of the library happened in: `raise ... from None`, or while another was handled, as CPython's own raise it.
import configparser
import contextlib
import datetime
import enum
import os
import pickle
import random
import statistics
import string
import subprocess
import time


def told(f, *args, **named):
    try:
        print(f(*args, **named))
    except BaseException as error:
        parts = []
        while error is not None:
            text = str(error).split(" at 0x")[0]
            parts.append(f"{type(error).__name__}: {text} {'hidden' if error.__suppress_context__ else 'shown'} {type(error.__cause__).__name__}")
            error = error.__context__
        print(" <- ".join(parts))


@contextlib.contextmanager
def nothing(): return iter(())


@contextlib.asynccontextmanager
async def nothing_awaited():
    return
    yield


class NoExit:
    def __enter__(self): return 1


class Asynchronous:
    async def __aenter__(self): return 1
    async def __aexit__(self, *a): return 1


def run(coroutine):
    try: coroutine.send(None)
    except StopIteration as stop: return stop.value


def enter():
    with nothing(): pass


async def enter_awaited():
    async with nothing_awaited(): pass


told(enter)
told(lambda: run(enter_awaited()))
stack = contextlib.ExitStack()
for thing in 5, NoExit(), Asynchronous(): told(stack.enter_context, thing)
stack = contextlib.AsyncExitStack()
for thing in 5, NoExit(): told(lambda: run(stack.enter_async_context(thing)))
told(statistics.mode, [])
told(statistics.mean, ["a"])
told(statistics.correlation, [1, 1], [1, 1])
told(statistics.linear_regression, [1, 1], [1, 1])
told(statistics.fmean, [1, 2], [1])
told(statistics.median_grouped, ["a"])
for format in "%q", "%", "%Y", "%Y%q":
    told(time.strptime, "x", format)
    told(datetime.datetime.strptime, "x", format)
told(os.environ.__getitem__, "NOPE")
told(os.environ.__delitem__, "NOPE")
told(os.environ.pop, "NOPE")
told(pickle.dumps, lambda: 1)
parser = configparser.ConfigParser()
parser.read_string("[a]\nx=%(y)s\nn=abc\n")
for name in "x", "nope": told(parser.get, "a", name)
told(parser.get, "nope", "x")
told(parser.getint, "a", "n")
told(parser.items, "nope")
told(parser.options, "nope")
told(parser.remove_option, "nope", "x")
told(lambda: parser["nope"])


class Missing(enum.Enum):
    A = 1
    @classmethod
    def _missing_(cls, value): return 7 if value == 2 else 1 / 0


told(Missing, 2)
told(Missing, 3)
told(string.Template("$x").substitute)
told(random.sample, [1], 2)
told(subprocess.run, ["sleep", "5"], timeout=0.05, capture_output=True)
