# Interpreter objects: ids, identity, listing, closing.
import pickle
from concurrent import interpreters


def say(*args):
    """Several interpreters print here: in order, hence without a buffer."""
    print(*args, flush=True)


def attempt(function, *args, **kwargs):
    try:
        say('->', function(*args, **kwargs))
    except BaseException as error:
        say(type(error).__name__, error)


main = interpreters.get_main()
say(main, main.id, main is interpreters.get_current(), main.whence, main.is_running())
say(interpreters.list_all() == [main], interpreters.Interpreter(0) is main)
a = interpreters.create()
b = interpreters.create()
say(a, b, a.id, b.id, a.whence, a.is_running())
say(interpreters.list_all(), interpreters.list_all()[1] is a)
say(interpreters.Interpreter(a.id) is a, hash(a) == hash(a.id), a == b, a == a, {a: 1}[a])
say(pickle.loads(pickle.dumps(a)) is a, pickle.loads(pickle.dumps(main)) is main)
attempt(setattr, a, 'id', 5)
attempt(setattr, a, 'whence', 5)
attempt(delattr, a, 'id')

b.close()
say(interpreters.list_all())
c = interpreters.create()
say(c)
attempt(b.close)
attempt(b.is_running)
attempt(b.exec, 'pass')
attempt(b.call, print)
attempt(b.prepare_main, x=1)
say(b, b.id)

attempt(interpreters.Interpreter, b.id)
attempt(interpreters.Interpreter, 99)
attempt(interpreters.Interpreter, -1)
attempt(interpreters.Interpreter, 'x')
attempt(interpreters.Interpreter, 1.0)
attempt(interpreters.Interpreter, None)
attempt(interpreters.Interpreter, 2 ** 70)

attempt(main.close)
attempt(main.exec, 'pass')
attempt(main.call, print)
attempt(main.prepare_main, x=1)

# Seen from inside.
a.exec('''
from concurrent import interpreters
me = interpreters.get_current()
print(me, me.id, interpreters.get_main(), interpreters.get_main().whence, me is interpreters.Interpreter(me.id), flush=True)
print(interpreters.list_all(), me.is_running(), interpreters.get_main().is_running(), flush=True)
d = interpreters.create()
print(d, flush=True)
d.exec('print("two levels down", flush=True)')
d.close()
try:
    me.close()
except interpreters.InterpreterError as error:
    print(error, flush=True)
try:
    interpreters.get_main().close()
except interpreters.InterpreterError as error:
    print(error, flush=True)
''')
a.close()
c.close()
say(interpreters.list_all())
say(sorted(interpreters.__all__))
for error in (interpreters.InterpreterError, interpreters.InterpreterNotFoundError, interpreters.ExecutionFailed,
              interpreters.NotShareableError, interpreters.QueueEmpty, interpreters.QueueFull):
    say(error.__module__, [c.__name__ for c in error.__mro__])
attempt(lambda: interpreters.nothing)
