"""What goes to another interpreter, what does not, and what each refusal says and was caused by."""

import os
import re
import sys
import threading
from concurrent import interpreters

glob = 7


def tell(label, f, *args, **kwargs):
    hide = lambda text: re.sub("0x[0-9a-f]+", "X", text)
    try:
        print(label, "->", hide(repr(f(*args, **kwargs))))
    except Exception as e:
        cause = e.__cause__
        print(label, "!!", type(e).__name__, hide(str(e))[:300], "|", type(cause).__name__, hide(str(cause))[:200])


def f():
    return 1


def g(a):
    return a


def gen():
    yield 1


async def co():
    pass


def closure():
    z = 1

    def inner():
        return z

    return inner


def make():
    return closure()


def uses_global():
    return glob


def sets_global():
    global glob
    glob += 1
    return glob


def defaults(a=1, *b, c=2):
    return (a, b, c)


class Error(Exception):
    pass


def raises():
    raise Error("boom", 1)


def local_instance():
    class Q:
        pass

    return Q()


def passes():
    pass


def returns():
    return


def returns_none():
    return None


def returns_none_or_5():
    if glob:
        return None
    return 5


def main():
    i = interpreters.create()
    for script in lambda: None, passes, returns, returns_none, returns_none_or_5, closure(), g, gen, uses_global, len:
        tell(f"exec {script.__name__}", i.exec, script)
    for callee, *args in (
        (f,),
        (g, 5),
        (g, [1, {2: 3}]),
        (g,),
        (closure(),),
        (len, "abc"),
        (gen,),
        (uses_global,),
        (sets_global,),
        (sets_global,),
        (uses_global,),
        (5,),
        (g, closure()),
        (int, "x"),
        (eval, "1+1"),
        (eval, "glob"),
        (exec, "y = 2"),
        (eval, "y"),
        (dict,),
        (g, sys),
        (g, f),
        (g, g),
        (make,),
        (raises,),
        (local_instance,),
        (defaults,),
        (defaults, 3, 4, 5),
        (lambda: 3,),
        (g, lambda: 3),
        (g, range(3)),
        (g, 1j),
        (g, ...),
        (g, NotImplemented),
        (g, slice(1)),
        (g, bytearray(b"x")),
        (g, {1, 2}),
        (g, frozenset({1})),
        (g, type),
        (g, int),
        (g, len),
        (g, i),
        (g, threading.Lock()),
        (g, iter([])),
    ):
        tell(f"call {getattr(callee, '__name__', callee)} {str(args).split(' at 0x')[0]}", i.call, callee, *args)
    tell("keywords", lambda: i.call(defaults, a=6, c=9))
    q = interpreters.create_queue()
    i.prepare_main(q=q)
    i.exec("class K: pass\nq.put(K())")
    tell("a class of the other's", q.get_nowait)
    for value in f, closure(), [1], Error:
        tell(f"prepare {str(value).split(' at 0x')[0]}", lambda: i.prepare_main(f=value))
    i.close()


if __name__ == "__main__":
    main()
