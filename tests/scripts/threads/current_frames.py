# What each thread is doing: sys._current_frames and sys._current_exceptions.
import sys, threading, time, traceback
go = threading.Event(); end = threading.Event()
def inner(x, y):
    try:
        raise ValueError("handled")
    except ValueError:
        go.set()
        end.wait()
def outer(word):
    number = 3
    inner(word, [number])
t = threading.Thread(target=outer, args=("w",)); t.start()
go.wait()
def look():
    all = sys._current_frames()
    print(sorted(all) == sorted([t.ident, threading.get_ident()]))
    print(all[threading.get_ident()] is sys._getframe())
    f = all[t.ident]
    while f and f.f_code.co_name not in ("inner",): f = f.f_back
    print(f.f_code.co_name, f.f_lineno, dict(f.f_locals))
    f = f.f_back
    print(f.f_code.co_name, f.f_lineno, dict(f.f_locals), f.f_locals["word"])
    print([s.name for s in traceback.extract_stack(f)][-4:])
    e = sys._current_exceptions()
    print(sorted((k == t.ident, repr(v)) for k, v in e.items()))
look()
end.set(); t.join()
print(len(sys._current_frames()))
