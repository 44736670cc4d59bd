# uuencode of binascii, line by line; `enumerate` without what it counts; `throw` hands on what it was given.
import binascii
import random


def tried(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except (TypeError, ValueError) as e:
        return f"{type(e).__name__}: {e}"


chance = random.Random(5)
for n in 0, 1, 2, 3, 4, 44, 45, 46:
    data = bytes(chance.randrange(256) for _ in range(n))
    for backtick in False, True:
        line = tried(binascii.b2a_uu, data, backtick=backtick)
        print(n, line, tried(binascii.a2b_uu, line) == data)
for line in b"", b" ", b"`", b"\n", b"!", b"!\n", b"#AB", b"#86)C", b"#86)C\n\n", b"#86)C x", b"#86)C  `\r\n", b"!\x7f", b"!a", b'!"a', b"M", b"\xff", b"#86\n)C", "#86)C", "\xe9", b"#86)C!", b"$86)C9 ", b"\"86)C", b"!86)C":
    print(line, tried(binascii.a2b_uu, line))
for _ in range(300):
    line = bytes(chance.randrange(30, 100) for _ in range(chance.randrange(9)))
    print(line, tried(binascii.a2b_uu, line))
print(tried(binascii.b2a_uu, "text"), tried(binascii.a2b_uu, 5), tried(binascii.b2a_uu), tried(binascii.b2a_uu, b"", 1), tried(binascii.b2a_uu, b"\0", backtick=[]))
for args, kwargs in ((), {}), ((), {"start": 1}), ((), {"foo": 1}), ((1, 2, 3), {}), (([],), {"x": 1}), ((), {"start": 1, "foo": 2}), (([],), {"iterable": 2}):
    print(args, kwargs, tried(enumerate, *args, **kwargs))


class Inner:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print("throw", args)
        return 3


def outer():
    yield from Inner()


import warnings

warnings.simplefilter("ignore")
g = outer()
next(g)
for args in (ValueError,), (ValueError("v"),), (ValueError, 5), (ValueError, (1, 2)), (ValueError, None, None):
    print(args, g.throw(*args))
