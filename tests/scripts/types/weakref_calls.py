# How weakref.ref is made, initialised and called, and subclasses of it.
import gc
import weakref


class Ref(weakref.ref):
    pass


class Keyed(weakref.ref):
    __slots__ = ('key',)

    def __new__(cls, ob, callback, key):
        self = super().__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


class Thing:
    pass


t = Thing()
attempts = {
    'ref()': lambda: weakref.ref(),
    'ref(t, None, 1)': lambda: weakref.ref(t, None, 1),
    'ref(t, callback=None)': lambda: weakref.ref(t, callback=None),
    'init()': lambda: weakref.ref(t).__init__(),
    'init(t)': lambda: weakref.ref(t).__init__(t),
    'init(t, None, 3)': lambda: weakref.ref(t).__init__(t, None, 3),
    'call(1)': lambda: weakref.ref(t)(1),
    'call(x=1)': lambda: weakref.ref(t)(x=1),
    'ref(3)': lambda: weakref.ref(3),
    'Ref(t, 1, 2)': lambda: Ref(t, 1, 2),
    'Ref(t)': lambda: Ref(t)() is t,
    'Keyed': lambda: (Keyed(t, None, 5).key, Keyed(t, None, 5)() is t),
}
for name, attempt in attempts.items():
    try:
        print(name, attempt())
    except Exception as e:
        print(name, type(e).__name__, e)

values = weakref.WeakValueDictionary(a=t)
values['b'] = t
print(sorted(values), values['b'] is t, len(values))


# cycles with finalizers: weak references to them are gone before __del__ runs
class Dying:
    def __del__(self):
        seen.append(self.reference())


def make():
    for _ in range(50):
        dying = Dying()
        dying.itself = dying
        dying.reference = weakref.ref(dying)


seen = []
make()
gc.collect()
print(len(seen) > 25, set(seen))
