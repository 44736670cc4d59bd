# Interpreter.exec: text, functions, state that stays, what is refused.
from concurrent import interpreters


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)


def attempt(function, *args, **kwargs):
    try:
        say('->', function(*args, **kwargs))
    except BaseException as error:
        say(type(error).__name__, error)


i = interpreters.create()
attempt(i.exec, 'x = 1')
i.exec('x += 1; print("x is", x, flush=True)')
i.exec('print(__name__, sorted(n for n in globals() if not n.startswith("__")), flush=True)')
i.exec('''
import sys
def f(n):
    return n * x
class C:
    pass
print(f(21), C.__module__, sys.modules["__main__"].x, flush=True)
''')
i.exec('print(f(5), C.__name__, flush=True)')
attempt(i.exec, '')
attempt(i.exec, '# only a comment')


def script():
    global counter
    counter = globals().get('counter', 0) + 1
    print('script', counter, __name__, flush=True)


script()
i.exec(script)
i.exec(script)
i.exec('print(counter, flush=True)')
attempt(i.exec, lambda: 5)


def arguments(a):
    pass


def value():
    return 1


captured = 1


def outer():
    local = 1

    def inner():
        print(local)
    return inner


attempt(i.exec, arguments)
attempt(i.exec, value)
attempt(i.exec, 5)
attempt(i.exec, None)
attempt(i.exec, print)
attempt(i.exec, ['x'])
attempt(i.exec)
attempt(i.exec, 'x', 'y')
attempt(i.exec, '1 +')
attempt(i.exec, 'for')
i.exec('x = "still alive"')
i.exec('print(x, flush=True)')
j = interpreters.create()
attempt(j.exec, 'print(x, flush=True)')
i.close()
j.close()
