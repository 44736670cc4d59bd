# A Thread's life: initial, started, stopped; its names and idents.
import re
import threading


def show(thread):
    return re.sub(r'\d{6,}', 'IDENT', repr(thread))


def work(*args, **kwargs):
    me = threading.current_thread()
    print('work', args, kwargs, me is t, show(me), me.is_alive())
    print(me.ident == threading.get_ident(), me.native_id == threading.get_native_id(), me.native_id > 0)


t = threading.Thread(target=work, args=(1, 2), kwargs={'c': 3})
print(show(t), t.name, t.ident, t.native_id, t.daemon, t.is_alive())
t.start()
t.join()
print(show(t), t.is_alive(), t.ident is not None)
t.join()

print(threading.Thread().name, threading.Thread(target=print).name, threading.Thread(target=len, name='mine').name)
print(threading.Thread(name=5).name, show(threading.Thread(name='d', daemon=True)))


class Callable:
    def __call__(self):
        print('called', threading.current_thread().name)


t = threading.Thread(target=Callable())
t.start()
t.join()


class Own(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f'own-{n}')
        self.n = n
        self.result = None

    def run(self):
        self.result = self.n ** 2


owns = [Own(n) for n in range(5)]
for own in owns:
    own.start()
for own in owns:
    own.join()
print([own.result for own in owns], show(owns[0]))

main = threading.main_thread()
print(show(main), main is threading.current_thread(), main.is_alive(), main.daemon, main.name)
print(threading.active_count(), [t.name for t in threading.enumerate()])
main.name = 'renamed'
print(show(main))
main.name = 'MainThread'

# A daemon's children are daemons unless told otherwise.
kinds = []
t = threading.Thread(target=lambda: kinds.extend(
    [threading.Thread().daemon, threading.Thread(daemon=False).daemon]), daemon=True)
t.start()
t.join()
print(kinds)
t = threading.Thread()
t.daemon = True
t.name = 'changed'
print(show(t))
print(sorted(threading.__all__))
