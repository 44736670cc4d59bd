# threading.local: each thread sees its own attributes.
import threading


def attempt(function, *args, **kwargs):
    try:
        print('->', function(*args, **kwargs))
    except BaseException as error:
        print(type(error).__name__, error)


def elsewhere(function):
    t = threading.Thread(target=function)
    t.start()
    t.join()


data = threading.local()
data.x = 1
attempt(lambda: data.x)
attempt(lambda: data.missing)
attempt(delattr, data, 'missing')
print(data.__dict__)


def other():
    attempt(lambda: data.x)
    data.x = 2
    data.y = 3
    print(sorted(data.__dict__.items()))


elsewhere(other)
elsewhere(other)
print(data.__dict__)
attempt(setattr, data, '__dict__', {})
attempt(delattr, data, '__dict__')
del data.x
attempt(lambda: data.x)
attempt(threading.local, 1)
attempt(threading.local, a=1)


class Own(threading.local):
    shared = []

    def __init__(self, first, *, second=2):
        print('init', first, second)
        self.first = first
        self.second = second

    def both(self):
        return self.first, self.second

    @property
    def total(self):
        return self.first + self.second


own = Own(1, second=5)
own.first = 10
own.shared.append('main')


def use():
    print(own.both(), own.total, own.shared, own.__dict__)
    own.shared.append('other')
    own.first = 99


elsewhere(use)
elsewhere(use)
print(own.both(), own.shared)

# Two threads at once keep theirs apart.
results = {}
both = threading.Barrier(2)


def keep(n):
    data.value = n
    both.wait()
    results[n] = data.value
    both.wait()


threads = [threading.Thread(target=keep, args=(n,)) for n in (1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()), hasattr(data, 'value'))
attempt(lambda: hasattr(threading.local(), '__dict__'))
