# An operator of a builtin type, asked for a class that has another of its own, whatever method was called before.
import collections


class Number(int):
    def __sub__(self, other):
        return 'sub'


class Ordered(collections.OrderedDict):
    def __and__(self, other):
        return 'and'


class Plain:
    def __init__(self):
        super().__init__()


def told(f):
    try:
        return f()
    except TypeError as e:
        return str(e)


before = [
    lambda: None,
    lambda: Plain(),
    lambda: object.__repr__(1),
    lambda: object.__eq__(1, 2),
    lambda: dict.__len__({}),
    lambda: dict.__or__({}, {}),
    lambda: int.__add__(1, 2),
]
for call in before:
    one, other = Ordered(a=1), Ordered(b=1)
    call()
    print(told(lambda: Number(2) + Number(3)))
    call()
    print(told(lambda: Number(2) + 3), told(lambda: Number(2) - 1))
    call()
    print(told(lambda: one | {'b': 2}))
    call()
    print(told(lambda: one | other), told(lambda: one & other))
