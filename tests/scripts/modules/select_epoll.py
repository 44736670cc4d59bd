"""select.epoll, and the selectors over select, poll and epoll."""
import os
import select
import selectors


def said(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print("-- making")
for arguments in ((0,), (-2,), (1, 2, 3), ("a",)):
    print(arguments, said(lambda: select.epoll(*arguments)))
print(said(lambda: select.epoll(flags=12356)), said(lambda: select.epoll(sizehint=3, flags=select.EPOLL_CLOEXEC).closed))
print({name: getattr(select, name) for name in dir(select) if name.startswith("EPOLL")})
print([name for name in dir(select.epoll) if name[0] != "_"], select.epoll.__module__, select.epoll.__name__)
print(said(lambda: type("Derived", (select.epoll,), {})))

print("-- watching")
read, write = os.pipe()
with select.epoll() as e:
    print(type(e.fileno()).__name__, e.closed, e.register(write, select.EPOLLOUT))
    print(said(lambda: e.register(write, select.EPOLLOUT)))
    print(said(lambda: e.modify(read, 1)), said(lambda: e.unregister(read)))
    for wrong in "x", -1, 10**6:
        print(wrong, said(lambda: e.register(wrong)))
    print(said(lambda: e.register(write, "a")), said(lambda: e.register(write, -1)))
    print([(fd == write, events) for fd, events in e.poll()])
    for arguments in (("a",), (0, 0), (0, -2), (1e30,), (float("nan"),), (2, 3, 4)):
        print(arguments, said(lambda: e.poll(*arguments)))
    print(len(e.poll(timeout=0, maxevents=1)), len(e.poll(-1, -1)), len(e.poll(0.0)))
    print(e.modify(write, 0), e.poll(0), e.poll(0.01))
    e.register(read, select.EPOLLIN | select.EPOLLET)
    os.write(write, b"x")
    print([(fd == read, events) for fd, events in e.poll(1)], e.poll(0), "once is enough")
    e.modify(read, select.EPOLLIN | select.EPOLLONESHOT)
    print([(fd == read, events) for fd, events in e.poll(1)], e.poll(0))
    print(e.unregister(write), said(lambda: e.unregister(write)))
    with open(__file__) as file:
        print(said(lambda: e.register(file)))
    with e as same:
        print(same is e)
    for call in (e.fileno, e.close, lambda: e.register(1), lambda: e.modify(1, 1), lambda: e.unregister(1), e.poll, e.__enter__):
        print(said(call))
    print(e.closed)
one = select.epoll()
two = select.epoll.fromfd(one.fileno())
print(one.fileno() == two.fileno(), two.closed)
one.close()
print(said(lambda: two.poll(0)), said(lambda: select.epoll.fromfd("a")))

print("-- selectors")
print(selectors.DefaultSelector.__name__)
for kind in selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector:
    print(kind.__name__, [base.__name__ for base in kind.__mro__], hasattr(kind, "fileno"))
    a, b = os.pipe()
    with kind() as s:
        key = s.register(a, selectors.EVENT_READ, "first")
        print(key.events, key.data, key.fd == a, s.select(0), s.select(-1))
        os.write(b, b"x")
        print([(key.data, events) for key, events in s.select(1)])
        key = s.modify(a, selectors.EVENT_READ | selectors.EVENT_WRITE, "second")
        print(key.events, [(key.data, events) for key, events in s.select(0)])
        key = s.modify(a, selectors.EVENT_READ, "third")
        print(key.data, s.get_key(a) is s.get_map()[a], len(s.get_map()), list(s.get_map()) == [a])
        s.register(b, selectors.EVENT_WRITE, "other")
        print(sorted((key.data, events) for key, events in s.select(1)))
        s.unregister(b)
        print(said(lambda: s.register(a, 1)).replace(str(a), "A"), said(lambda: s.register(b, 0)))
        print(said(lambda: s.unregister(b)).replace(str(b), "B"), said(lambda: s.modify(b, 1)).replace(str(b), "B"))
        print(said(lambda: s.register("x", 1)), said(lambda: s.register(-1, 1)))
        os.close(b)
        print([(key.data, events) for key, events in s.select(0)])
        key = s.unregister(a)
        print(key.data, len(s.get_map()), s.select(0))
        os.close(a)
    print(s.get_map(), said(lambda: s.get_key(1)), s.close())
os.close(read)
os.close(write)
