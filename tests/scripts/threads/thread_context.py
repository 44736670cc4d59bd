# Context variables and threads: a thread's changes stay its own.
import contextvars
import threading

var = contextvars.ContextVar('var', default='default')
var.set('main')


def elsewhere(**kwargs):
    seen = []

    def run():
        seen.append(var.get())
        var.set('thread')
        seen.append(var.get())

    t = threading.Thread(target=run, **kwargs)
    t.start()
    t.join()
    return seen


print(elsewhere(context=contextvars.Context()), var.get())
print(elsewhere(context=contextvars.copy_context()), var.get())
context = contextvars.copy_context()
context.run(var.set, 'prepared')
print(elsewhere(context=context), var.get(), context[var])

# Running one context in two threads at once is refused.
shared = contextvars.copy_context()
inside, leave = threading.Event(), threading.Event()
t = threading.Thread(target=lambda: (inside.set(), leave.wait()), context=shared)
t.start()
inside.wait()
try:
    shared.run(print)
except RuntimeError as error:
    print(str(error).split(':')[0])
leave.set()
t.join()

token = var.set('changed')
print(var.get(), token.old_value, token.var is var)
var.reset(token)
print(var.get())


def foreign():
    try:
        var.reset(token2)
    except ValueError as error:
        print(str(error).split(' at ')[0].split(' object')[0][:20])


token2 = var.set('again')
t = threading.Thread(target=foreign, context=contextvars.Context())
t.start()
t.join()
with var.set('in with'):
    print(var.get())
print(var.get())
